"""At the desk: one's own files by number, no value on show, and words that leave without data."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.courseware import desk, log
from fingerpost.courseware.desk.files import ExtractFaultError
from fingerpost.courseware.desk.sheet import SheetFaultError
from fingerpost.courseware.kept import KEPT, kept_text
from fingerpost.courseware.sharing.patterns import KINDS, Kind, traces_in
from fingerpost.errors import WrongUseError

WORDS: dict[str, Any] = {
    "situation": "The scorecard asks for children in each kind of placement.",
    "did": "I built the PivotTable again with groupby.",
    "why": "It keeps blanks in view and can be run again next month.",
    "changed": "The total agrees, and 14 blanks have a row now.",
}


@pytest.fixture(autouse=True)
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "edition"
    (root / KEPT).parent.mkdir(parents=True)
    about = {
        "title": "Count, group, pivot",
        "folder": "03-count-group-pivot",
        "ksbs": {"S10": "statistics in use"},
    }
    (root / KEPT).write_text(kept_text([], {"03": about}), encoding="utf-8")
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    return root


@pytest.fixture
def extracts(tmp_path: Path) -> Path:
    folder = tmp_path / "approved"
    folder.mkdir()
    (folder / "a.csv").write_bytes("CHILD;PLACE\r\n0012;Café\r\n0013;\r\n".encode("cp1252"))
    pd.DataFrame({"CHILD": ["0012"], "PLACE": ["U4"]}).to_excel(
        folder / "b.xlsx", sheet_name="List 8", startrow=2, index=False, engine="xlsxwriter"
    )
    (folder / "notes.docx").write_bytes(b"")
    return folder


def test_files_are_listed_by_number_with_nothing_of_what_they_hold(extracts: Path) -> None:
    listed = desk.files(f'"{extracts}"')  # as Windows copies a path
    assert [path.name for path in listed.paths] == ["a.csv", "b.xlsx"]
    assert "0012" not in repr(listed)
    assert "  1  a.csv" in repr(listed)


def test_a_csv_of_a_windows_machine_is_read_as_text(extracts: Path) -> None:
    table = desk.read(desk.files(extracts), 1)
    assert table["CHILD"].tolist() == ["0012", "0013"]
    assert table["PLACE"].iloc[0] == "Café"
    assert table["PLACE"].isna().iloc[1]


def test_a_sheet_below_title_rows_is_read_by_its_name(extracts: Path) -> None:
    table = desk.read(desk.files(extracts), 2, sheet="List 8", skip=2)
    assert table.to_dict("list") == {"CHILD": ["0012"], "PLACE": ["U4"]}


def test_without_a_folder_the_invented_returns_are_listed(edition: Path) -> None:
    practice = edition / "warehouse" / "A" / "ssda903_2025"
    practice.mkdir(parents=True)
    (practice / "episodes.csv").write_text("CHILD\n1\n", encoding="utf-8")
    assert [path.name for path in desk.files().paths] == ["episodes.csv"]


@pytest.mark.parametrize(
    ("folder", "words"), [("nowhere", "There is no folder"), ("edition/checks", "holds no CSV")]
)
def test_a_folder_that_does_not_help_is_told_in_words(tmp_path: Path, folder: str, words: str) -> None:
    with pytest.raises(ExtractFaultError, match=words):
        desk.files(tmp_path / folder)


def test_a_number_that_is_not_in_the_list_is_told(extracts: Path) -> None:
    with pytest.raises(WrongUseError, match="from 1 to 2"):
        desk.read(desk.files(extracts), 3)


def test_a_sheet_that_is_not_there_is_told_without_a_traceback_of_pandas(extracts: Path) -> None:
    with pytest.raises(ExtractFaultError, match="Is the sheet's name right"):
        desk.read(desk.files(extracts), 2, sheet="List 9")


@pytest.mark.parametrize("made", ["as it is", "some rows", "some columns", "a copy"])
def test_no_walkthrough_takes_an_extract_whose_rows_would_stay_in_the_notebook(
    extracts: Path, made: str
) -> None:
    table = desk.read(desk.files(extracts), 1)
    taken = {
        "as it is": table,
        "some rows": table[table["CHILD"] == "0012"],
        "some columns": table[["CHILD", "PLACE"]],
        "a copy": table.copy(),
    }[made]
    shown = walk.autofilter(taken, column="PLACE", value="Café")
    assert "This table is your own extract" in str(shown)
    assert "0012" not in repr(shown._repr_mimebundle_())


def test_a_walkthrough_takes_the_invented_returns_read_at_the_desk(edition: Path) -> None:
    practice = edition / "warehouse" / "A" / "ssda903_2025"
    practice.mkdir(parents=True)
    (practice / "episodes.csv").write_text("CHILD,PLACE\n1,U4\n2,K2\n", encoding="utf-8")
    shown = walk.autofilter(desk.read(desk.files(), 1), column="PLACE", value="U4")
    assert "own extract" not in shown.text()


def test_an_outline_shows_names_and_how_full_they_are_and_no_value(extracts: Path) -> None:
    shown = desk.outline(desk.read(desk.files(extracts), 1))
    assert shown["filled, percent"].to_dict() == {"CHILD": 100, "PLACE": 50}
    assert "Café" not in shown.to_string()


def test_counts_under_ten_are_not_shown_and_ten_is() -> None:
    shown = desk.show(pd.Series({"U4": 10, "K1": 9, "K2": 0}))
    assert shown["count"].tolist() == [10, "under 10", "under 10"]


@pytest.mark.parametrize(("name", "column"), [(None, "count"), ("children", "children"), (2025, 2025)])
def test_a_column_of_counts_has_a_name_and_keeps_the_one_it_had(name: object, column: object) -> None:
    assert list(desk.show(pd.Series({"U4": 10}, name=name)).columns) == [column]


def test_a_part_that_is_hidden_alone_does_not_come_back_by_subtraction() -> None:
    """131 ids in all, and 56, 47 and 22 of them in sight: 131 less these would be the six."""
    shown = desk.show(pd.Series({1: 56, 2: 47, 3: 22, 4: 6}), parts=True)
    assert shown.iloc[:, 0].tolist() == [56, 47, "kept back", "under 10"]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [([56, 6, 3], [56, "under 10", "under 10"]), ([56, 47], [56, 47]), ([6], ["under 10"])],
)
def test_parts_are_kept_back_only_where_one_is_hidden_alone(counts: list[int], shown: list[object]) -> None:
    assert desk.show(pd.Series(counts), parts=True).iloc[:, 0].tolist() == shown


def test_none_and_nine_differ_where_cells_are_counted_and_not_children() -> None:
    shown = desk.show(pd.Series({"CHILD": 0, "UPN": 9, "DOB": 412}), of_children=False)
    assert shown.iloc[:, 0].tolist() == ["none", "under 10", 412]


def test_a_sentence_hides_small_counts_as_a_table_does() -> None:
    assert desk.say("{} rows, {} without an id", 412, 9) == "412 rows, under 10 without an id"


def test_two_lists_of_ids_are_compared_without_showing_one() -> None:
    here, there = [f"{n:04d}" for n in range(30)], [f" {n:04d}" for n in range(12, 60)]
    told = desk.compare(pd.Series([*here, None]), pd.Series([*there, there[0]]))
    assert told["different ids"].to_dict() == {"in both": 18, "only here": 12, "only there": 30}
    small = desk.compare(pd.Series(here), pd.Series(here[:25]))
    assert small["different ids"].to_dict()["only here"] == "under 10"
    keys = desk.compare(pd.Series(here), pd.Series(there), of="keys")
    assert list(keys.columns) == ["different keys"]


def test_the_sheet_is_written_as_text_and_as_a_page_with_codes_witness_and_declaration(
    tmp_path: Path,
) -> None:
    sheet = desk.portfolio("03", **WORDS, hours=1.5, minutes_before=40, minutes_after=15, home=tmp_path)
    for text in (sheet.markdown.read_text(encoding="utf-8"), sheet.html.read_text(encoding="utf-8")):
        for wanted in (*WORDS.values(), "S10", "Witness", "Declaration", "40 minutes the old way", "1.5"):
            assert wanted in text
    assert sheet.html.read_text(encoding="utf-8").startswith('<!doctype html><html lang="en-GB">')


@pytest.mark.parametrize(
    ("before", "told"),
    [(85, "It takes 85 minutes today."), (None, "")],
)
def test_minutes_stand_in_the_sheet_only_where_they_were_given(
    tmp_path: Path, before: float | None, told: str
) -> None:
    sheet = desk.portfolio("03", **WORDS, hours=0.5, minutes_before=before, minutes_after=None, home=tmp_path)
    text = sheet.markdown.read_text(encoding="utf-8")
    assert (told in text) if told else ("minutes" not in text)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Child 004411 stood out.", "identifier"),
        ("Born 17 May 2012.", "date of birth"),
        ("3 children were missing.", "small count"),
        ("She lives at ZZ4 4RZ.", "postcode"),
        ("It is H801200001001.", "pupil number"),
    ],
)
def test_words_that_point_to_a_child_are_refused_and_nothing_is_written(
    tmp_path: Path, said: str, kind: str
) -> None:
    with pytest.raises(SheetFaultError, match=rf"'changed' says too much \({kind}\)") as refused:
        desk.portfolio("03", **WORDS | {"changed": said}, hours=1, home=tmp_path)
    assert said not in str(refused.value)
    assert not (tmp_path / "portfolio").exists()


@pytest.mark.parametrize("hours", [None, 0, -1, float("nan"), True, "1.5"])
def test_time_that_nobody_typed_is_asked_for_and_never_made_up(tmp_path: Path, hours: Any) -> None:
    with pytest.raises(SheetFaultError) as asked:
        desk.portfolio("03", **WORDS, hours=hours, home=tmp_path)
    assert str(asked.value) == "Write the time it took you, in hours, such as 1.5."
    assert not (tmp_path / "portfolio").exists()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_to_say_instead_fits_its_kind_and_may_be_said(kind: Kind) -> None:
    assert kind.say
    assert traces_in(f"It began {kind.say} last year.") == []


def test_day_is_advised_to_be_said_as_a_month(tmp_path: Path) -> None:
    with pytest.raises(SheetFaultError, match=r"says too much \(day\), .*for instance 'in March'"):
        desk.portfolio("03", **WORDS | {"did": "We met on 17 March 2026."}, hours=1, home=tmp_path)


def test_each_line_to_sign_on_has_words_above_it(tmp_path: Path) -> None:
    page = desk.portfolio("03", **WORDS, hours=1, home=tmp_path).html.read_text(encoding="utf-8")
    assert re.findall(r"<h2>([^<]*)</h2><div><div class=line>", page) == [
        "Witness (my manager: seen, and it is as described)",
        "Name and date",
    ]


def test_an_empty_part_is_asked_for_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SheetFaultError, match="'Why this method' is still empty"):
        desk.portfolio("03", **WORDS | {"why": "…"}, hours=1, home=tmp_path)


def test_what_is_written_stays_text_on_the_page(tmp_path: Path) -> None:
    sheet = desk.portfolio("03", **WORDS | {"did": "<script>x</script>"}, hours=1, home=tmp_path)
    assert "<script>" not in sheet.html.read_text(encoding="utf-8")


def test_a_module_without_a_desk_task_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError, match="There is: 03"):
        desk.portfolio("07", **WORDS, hours=1, home=tmp_path)


def test_looking_back_keeps_three_lines_minutes_and_confidence_in_the_log(tmp_path: Path) -> None:
    lines: dict[str, Any] = {"learned": "blanks", "surprised": "two piles", "next_time": "say the unit"}
    now = datetime(2026, 11, 25, 16, tzinfo=UTC)
    said = desk.look_back("03", **lines, minutes=90, before=2, after=4, home=tmp_path, now=now)
    (event,) = log.read(tmp_path).events
    assert (event.module, event.kind, event.minutes, event.time) == ("03", "look back", 90, now)
    assert all(line in event.text for line in (*lines.values(), "Confidence 2 to 4"))
    assert "S10" in said


def test_a_confidence_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError, match="whole number from 1 to 5"):
        desk.look_back(
            "03", learned="a", surprised="b", next_time="c", minutes=1, before=0, after=3, home=tmp_path
        )
    assert not (tmp_path / "log.jsonl").exists()


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"minutes": None, "before": 2, "after": 3}, "Write the time it took you, in minutes, such as 75."),
        ({"minutes": 75, "before": None, "after": 3}, "Write how sure you were, before and after"),
        ({"minutes": 75, "before": 2, "after": None}, "Write how sure you were, before and after"),
    ],
)
def test_looking_back_keeps_nothing_that_was_not_given(
    tmp_path: Path, given: dict[str, Any], asked: str
) -> None:
    with pytest.raises(SheetFaultError, match=asked):
        desk.look_back("03", learned="a", surprised="b", next_time="c", **given, home=tmp_path)
    assert not (tmp_path / "log.jsonl").exists()


def test_the_learners_folder_is_the_one_that_holds_the_start_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Start here.md").write_text("", encoding="utf-8")
    (tmp_path / "lessons").mkdir()
    monkeypatch.chdir(tmp_path / "lessons")
    assert desk.portfolio("03", **WORDS, hours=1).markdown.parent == tmp_path / "portfolio"


def test_what_an_edition_keeps_is_the_same_in_every_build() -> None:
    assert kept_text([], {"b": {}, "a": {}}) == kept_text([], {"a": {}, "b": {}})
    assert json.loads(kept_text([], {})) == {"desks": {}, "orderings": {}}
