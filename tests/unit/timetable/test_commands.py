"""`fingerpost timetable …` as typed: files appear whole or not at all, and every refusal is words."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fingerpost import cli
from fingerpost.courseware.log import Event, append
from fingerpost.timetable.changes import INSPECTION_WEEKS

ROOT = Path(__file__).resolve().parents[3]
CALENDARS = ROOT / "course" / "calendars"
WORDS = ("plan", "replan", "show", "ledger")


@dataclass(frozen=True)
class Typed:
    """What a command said, and how it ended."""

    status: int
    said: str
    trouble: str


Type = Callable[..., Typed]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    """Return a function that runs `fingerpost timetable` with these words, as from a terminal."""

    def run(*words: object) -> Typed:
        monkeypatch.setattr(sys, "argv", ["fingerpost", "timetable", *map(str, words)])
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return Typed(status, out, err)

    return run


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def planned(typed: Type, cohort: Path, out: Path) -> dict[str, bytes]:
    done = typed("plan", cohort, "--out", out, "--course", ROOT / "course", "--as-at", "2026-09-01")
    assert done.status == 0, done.trouble
    return files_of(out)


def test_plan_writes_the_four_files_and_what_replanning_needs(
    typed: Type, cohort_file: Path, tmp_path: Path
) -> None:
    files = planned(typed, cohort_file, tmp_path / "out")
    assert {
        "tiny.md",
        "tiny.csv",
        "tiny.html",
        "tiny.ics",
        "tiny.plan.json",
        "tiny-tutor.html",
    } <= files.keys()
    assert all(files.values())


def test_same_file_and_day_give_the_same_bytes(typed: Type, cohort_file: Path, tmp_path: Path) -> None:
    first = planned(typed, cohort_file, tmp_path / "one")
    assert planned(typed, cohort_file, tmp_path / "two") == first


@pytest.mark.parametrize("month", ["september", "january", "march"])
def test_example_cohorts_plan_with_the_course_they_stand_in(typed: Type, tmp_path: Path, month: str) -> None:
    cohort = CALENDARS / f"{month}-start.toml"
    done = typed("plan", cohort, "--out", tmp_path / "out", "--as-at", "2026-09-01")
    assert done.status == 0, done.trouble
    assert f"begin with {tmp_path / 'out' / cohort.stem}.html" in done.said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours = 6", "hours = 0", "line 5, hours: expected a number from 1 to 37, found 0."),
        ("hours = 6", "hours == 6", "line 5, hours: this is not TOML"),
        (
            "latest_end = 2028-06-30",
            "latest_end = 2027-01-29",
            "the work does not fit before 29 January 2027",
        ),
    ],
)
def test_mistake_in_the_file_leaves_the_old_plan_untouched(  # noqa: PLR0917 - one row of the table each
    typed: Type, cohort_file: Path, cohort_text: str, tmp_path: Path, old: str, new: str, said: str
) -> None:
    out = tmp_path / "out"
    before = planned(typed, cohort_file, out)
    cohort_file.write_text(cohort_text.replace(old, new, 1), encoding="utf-8")
    for word in ("plan", "replan"):
        done = typed(word, cohort_file, "--out", out, "--course", ROOT / "course", "--as-at", "2026-11-09")
        assert done.status == 1
        assert said in done.trouble
        assert "Traceback" not in done.trouble
        assert files_of(out) == before


def test_inspection_call_prints_old_and_new_dates_and_undo_takes_it_back(
    typed: Type, cohort_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    before = planned(typed, cohort_file, out)
    course = ("--course", ROOT / "course", "--as-at", "2026-11-09")
    called = typed("replan", cohort_file, "--out", out, "--inspection", "2026-11-09", *course)
    assert called.status == 0, called.trouble
    assert (
        "Changed on 9 November 2026: inspection called on 9 November 2026: pause of 3 weeks." in called.said
    )
    assert re.search(r"(\d+ November 2026) +\1 +\d+ December 2026 +0", called.said)
    assert files_of(out)["tiny.md"] != before["tiny.md"]
    undone = typed("replan", cohort_file, "--out", out, "--undo", *course)
    assert undone.status == 0, undone.trouble
    assert due_lines(out / "tiny.md") == due_lines_of(before["tiny.md"].decode())


def due_lines(path: Path) -> list[str]:
    return due_lines_of(path.read_text(encoding="utf-8"))


def due_lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("| 0", "| 1"))]


def test_folder_that_is_no_course_root_stops_before_anything_is_written(
    typed: Type, cohort_file: Path, tmp_path: Path
) -> None:
    course = ("--course", ROOT / "course", "--gradebook", tmp_path)
    done = typed("plan", cohort_file, "--out", tmp_path / "out", *course)
    assert (done.status, "is no nbgrader course root" in done.trouble) == (1, True)
    assert files_of(tmp_path / "out") == {}


def test_plan_does_not_throw_away_changes_unless_told_to(
    typed: Type, cohort_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    planned(typed, cohort_file, out)
    course = ("--course", ROOT / "course", "--as-at", "2026-11-09")
    assert typed("replan", cohort_file, "--out", out, "--late", 2, *course).status == 0
    refused = typed("plan", cohort_file, "--out", out, *course)
    assert refused.status == 2
    assert "add --start-over" in refused.trouble
    assert typed("plan", cohort_file, "--out", out, "--start-over", *course).status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--late", 2, "--pause-from", "2026-11-09"), "--pause-from and --late are two changes"),
        (("--weeks", 3), "--weeks says how long a pause is"),
        (("--inspection", "9/11/2026"), "'9/11/2026' is not a day such as 2026-11-09"),
        (("--late", 2, "--learner", "zed"), "lists no learner 'zed'"),
    ],
)
def test_change_that_makes_no_sense_is_refused_in_words(
    typed: Type, cohort_file: Path, tmp_path: Path, words: tuple[object, ...], said: str
) -> None:
    before = planned(typed, cohort_file, tmp_path / "out")
    done = typed("replan", cohort_file, "--out", tmp_path / "out", "--course", ROOT / "course", *words)
    assert done.status in (1, 2)
    assert said in done.trouble
    assert files_of(tmp_path / "out") == before


def test_show_gives_the_week_as_words_and_as_json(typed: Type, cohort_file: Path, tmp_path: Path) -> None:
    planned(typed, cohort_file, tmp_path / "out")
    day = ("--as-at", "2027-04-14")
    assert (
        "This week: 2 h, because SSDA903 (a third)." in typed("show", tmp_path / "out", "--week", *day).said
    )
    week = json.loads(typed("show", tmp_path / "out", "--json", "--learner", "ben", *day).said)
    assert (week["who"], week["load"]) == ("Ben", "light")
    assert typed("show", tmp_path / "out").said.startswith("# Timetable: Tiny cohort")
    assert "2 learners, " in typed("show", tmp_path / "out", "--tutor").said


def test_ledger_shows_the_sums_and_writes_the_rows(typed: Type, cohort_file: Path, tmp_path: Path) -> None:
    planned(typed, cohort_file, tmp_path / "out")
    append(tmp_path / "home", Event(datetime(2026, 9, 9, 12, tzinfo=UTC), "00", "study", 90))
    rows = tmp_path / "hours.csv"
    done = typed(
        "ledger", tmp_path / "out", "--home", tmp_path / "home", "--csv", rows, "--as-at", "2026-09-16"
    )
    assert "Done: 1.5 hours." in done.said
    assert rows.read_text(encoding="utf-8-sig").count("\ndone,") == 1


def test_learner_who_is_not_in_the_plan_is_answered_with_those_who_are(
    typed: Type, cohort_file: Path, tmp_path: Path
) -> None:
    planned(typed, cohort_file, tmp_path / "out")
    done = typed("show", tmp_path / "out", "--learner", "zed")
    assert (done.status, "has no learner 'zed'; it has: asha, ben." in done.trouble) == (2, True)


def test_cohort_far_from_any_course_is_told_to_name_it(
    typed: Type, cohort_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = typed("plan", cohort_file, "--out", tmp_path / "out")
    assert done.status == 2
    assert "--course DIR" in done.trouble


@pytest.mark.parametrize("word", WORDS)
def test_help_has_an_example_that_names_the_command(typed: Type, word: str) -> None:
    said = typed(word, "--help").said
    assert f"Example: fingerpost timetable {word}" in " ".join(said.split())


def test_presets_say_when_they_were_dated_and_where_they_come_from() -> None:
    files = sorted((CALENDARS / "presets").glob("*.toml"))
    assert [file.stem for file in files] == [
        "christmas",
        "cin-census",
        "inspection",
        "ssda903",
        "your-own-dates",
    ]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert re.search(r"^dated = \d{4}-\d{2}-\d{2}$", text, re.MULTILINE), file
        if file.stem == "inspection":
            assert f"weeks = {INSPECTION_WEEKS}\n" in text
        assert text.count("[[windows]]") == len(re.findall(r"^source = \"", text, re.MULTILINE)), file
