"""What a lesson asks its reader to say before they change a walkthrough's last step is what it then shows."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from course_modules import ready_modules
from fingerpost.courseware.cells import SourceCell, read_cells
from fingerpost.courseware.widths import too_wide
from fingerpost.walkthroughs.scene import Scene

Changed = Callable[..., Scene]
FOLDERS = {sources.module.id: sources.folder for sources in ready_modules()}
SAY_FIRST = "**Say first, then change it.**"


def _with_its_walk(folder: Path, which: int = 0) -> tuple[list[SourceCell], str]:
    """Return a lesson's first cells of code, up to a walkthrough of it, and the prose that follows that."""
    cells = read_cells(folder / "lesson.py")
    at = [place for place, cell in enumerate(cells) if "\nwalk." in cell.source][which]
    return [cell for cell in cells[: at + 1] if cell.kind == "code"], cells[at + 1].source


@pytest.fixture(scope="module")
def after(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Changed]]:
    """Return a function that gives a module's first walkthrough, or another, to be changed by fields."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FINGERPOST_DATA", str(edition))
        patched.chdir(tmp_path_factory.mktemp("desk"))

        def walkthrough_of(number: str, which: int = 0) -> Changed:
            cells, _ = _with_its_walk(FOLDERS[number], which)
            names: dict[str, object] = {"__name__": "__main__"}
            for cell in cells:
                exec(cell.source.replace("\nwalk.", "\nwalked = walk."), names)  # noqa: S102 - our own course
            walked = names["walked"]
            return lambda **fields: walked._retell({**walked.scene.choices, **fields})  # type: ignore[attr-defined]

        yield walkthrough_of


def said(scene: Scene) -> str:
    step = scene.steps[-1]
    return " ".join((step.sentence, *step.notes))


@pytest.mark.parametrize("number", sorted(FOLDERS))
def test_each_lesson_asks_for_a_word_before_the_last_step_is_changed(number: str) -> None:
    _, follows = _with_its_walk(FOLDERS[number])
    asked = follows[: follows.index("</details>")]
    assert asked.startswith(SAY_FIRST)
    assert "?" in asked[: asked.index("<details>")]


@pytest.mark.parametrize("number", sorted(FOLDERS))
def test_code_to_take_away_from_a_lessons_walkthrough_fits_a_code_cell(
    after: Callable[[str], Changed], number: str
) -> None:
    lines = [
        line
        for step in after(number)().steps
        for code in step.python.codes
        for line in code.text.splitlines()
    ]
    assert lines
    assert too_wide(lines) == []


def test_all_cells_from_the_top_are_the_shortest_run_that_leaves_nothing_out_of_date(
    after: Callable[[str], Changed],
) -> None:
    changed = after("00")
    runs = [" ".join(run) for many in range(5) for run in combinations("1234", many)]
    fresh = [run for run in runs if "All four results are fresh" in said(changed(chosen="K2", order=run))]
    assert fresh == ["1 2 3 4"]


def test_of_three_columns_that_excel_changes_pandas_changes_the_ids_alone(
    after: Callable[..., Changed],
) -> None:
    changed = after("01")
    shown = {row.cells[0]: row.cells[1:] for row in changed().table("excel_types").rows}
    assert [name for name, (written, in_excel) in shown.items() if written != in_excel] == [
        "CHILD", "AGE_BAND", "UPRN",
    ]  # fmt: skip
    assert "Four ids have lost digits" in said(changed(column="CHILD"))
    assert "AGE_BAND is stored as text, str. Every cell is just as in the file" in said(
        changed(column="AGE_BAND")
    )
    assert "UPRN is stored as numbers, int64. No digit is lost" in said(changed(column="UPRN"))
    assert {len(str(row.cells[1])) for row in changed(column="UPRN").table("own_stored").rows} == {12}
    assert "Every cell is just as in the file" in said(changed(column="CHILD", reading="text"))


def test_a_guessed_form_makes_another_day_of_every_date_and_the_stated_one_of_none(
    after: Callable[..., Changed],
) -> None:
    changed = after("01", 1)
    _, follows = _with_its_walk(FOLDERS["01"], 1)
    guessed = changed(column="DECOM", reading="day")
    assert len(guessed.table("own_stored").rows) == 6
    assert "Six dates are not the day in the file" in said(guessed)
    assert follows.startswith(SAY_FIRST)
    assert "How many of its six dates will be wrong?" in follows
    assert "All six, and nothing tells you" in follows
    assert "Every date is the day in the file" in said(changed(column="DECOM", reading="stated"))


def test_or_keeps_what_passes_one_test_and_and_what_passes_both(after: Callable[[str], Changed]) -> None:
    changed = after("02")
    _, follows = _with_its_walk(FOLDERS["02"])
    assert "ask for PLACE <em>begins with</em> U, and RNE <em>equals</em> S" in follows
    assert "<em>or</em>: a row need pass only one of the tests." in follows
    both = {"way": "begins", "value": "U", "second_column": "RNE", "second_way": "is", "second_value": "S"}
    told = {join: said(changed(join=join, **both)) for join in ("or", "and", "alone")}
    found = {join: re.search(r"([\d,]+) rows? of 3,845 kept", words) for join, words in told.items()}
    kept = {join: int(rows[1].replace(",", "")) for join, rows in found.items() if rows}
    assert kept["and"] < kept["alone"] < kept["or"] < 3845


def test_the_grand_total_falls_where_open_episodes_are_counted_by_their_end(
    after: Callable[[str], Changed],
) -> None:
    changed = after("03")
    totals = {
        field: changed(counted=field).table("own_pivot").rows[-1].cells[1] for field in ("CHILD", "DEC")
    }
    assert totals == {"CHILD": 1089, "DEC": 904}


def test_shares_of_episodes_add_up_in_every_row_and_shares_of_children_in_some_come_to_more(
    after: Callable[[str], Changed],
) -> None:
    changed = after("03")
    lesson = (FOLDERS["03"] / "lesson.py").read_text(encoding="utf-8")
    stop = lesson[lesson.index("## Stop 6") : lesson.index("## Stop 7")].replace("\n# ", " ")
    asked = stop[stop.index(SAY_FIRST) :]
    assert (
        "put LS in Rows and PLACE in Columns, and choose *% of Row Total*: each row adds up to 100%" in asked
    )
    assert "Will it still, once you choose *Distinct Count*?" in asked
    assert "Not every row: a child who lived in two kinds of placement is in two shares" in asked
    fields = {"rows": "LS", "columns": "PLACE", "counted": "CHILD", "shown": "share"}
    assert "Each row adds up to 100%." in said(changed(**fields))
    assert re.search(
        r"Row E1 adds up to 1\d\d\.\d% \(\d\d\.\d% in the columns you see\), not 100%",
        said(changed(**fields, how="distinct")),
    )
    for how in ("count", "distinct"):
        code = [
            line
            for one in changed(**fields, how=how).steps[-1].python.codes
            for line in one.text.splitlines()
        ]
        assert too_wide(code) == []
    of_all = changed(shown="share", how="distinct").steps[-1]
    assert too_wide([line for one in of_all.python.codes for line in one.text.splitlines()]) == []


def test_outer_keeps_what_left_keeps_and_the_workers_that_none_met(after: Callable[[str], Changed]) -> None:
    changed = after("04")
    _, follows = _with_its_walk(FOLDERS["04"])
    assert "set *A key twice* to *a row for each*" in follows
    every = changed(several="every")
    meter = {str(row.cells[0]): int(str(row.cells[1])) for row in every.table("own_meter").rows}
    outer = meter["rows after the join"] + meter["rows of old_list with no match"]
    told = changed(several="every", kind="outer").steps[-1].sentence
    assert told.endswith(f"keeps every row of both: {meter['rows of in_care']:,} rows become {outer:,}.")
    assert outer > meter["rows of old_list"], "no row is left out"


@pytest.mark.parametrize(
    ("kind", "keeps"),
    [
        ("outer", "keeps every row of in_care, and the first row for each key of old_list: "),
        ("right", "keeps the first row for each key of old_list: "),
    ],
)
def test_a_join_that_takes_the_first_does_not_say_that_it_keeps_every_row(
    after: Callable[[str], Changed], kind: str, keeps: str
) -> None:
    told = after("04")(kind=kind, several="first")
    assert keeps in told.steps[-1].sentence
    meter = {str(row.cells[0]): int(str(row.cells[1])) for row in told.table("own_meter").rows}
    assert meter["rows after the join"] < meter["rows of old_list"]
    assert "keys of old_list with no match" in meter


def test_a_line_between_needs_is_said_to_mean_nothing(after: Callable[[str], Changed]) -> None:
    changed = after("06")
    assert "its slopes mean nothing" in said(changed(mark="line"))
    assert "slopes" not in said(changed())
