"""A mistake in a file is answered with file, line and key, in one sentence; the plan there was stays."""

from pathlib import Path

import pytest
from fingerpost.timetable.reading import read_cohort
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.troubles import CalendarFileError

PRESETS = Path(__file__).resolve().parents[3] / "course" / "calendars" / "presets"
WINDOW = '[[windows]]\nname = "Busy"\nfirst = 2026-10-05\nlast = 2026-10-16\nload = "half"\n'


def refused(path: Path, text: str, syllabus: Syllabus) -> CalendarFileError:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarFileError) as caught:
        read_cohort(path, syllabus, presets=PRESETS)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("hours = 6", "hours = 0", 5, "hours", "a number from 1 to 37, found 0"),
        ("hours = 6", "hours = 60", 5, "hours", "a number from 1 to 37, found 60"),
        ("hours = 6", "hours = nan", 5, "hours", "a number from 1 to 37, found nan"),
        ("hours = 6", 'hours = "six"', 5, "hours", "a number from 1 to 37, found 'six'"),
        ("hours = 6", "houers = 6", 5, "houers", "did you mean 'hours'?"),
        ("latest_end = 2028-06-30", "latest_end = 2026-09-07", 4, "latest_end", "is not after the start"),
        ("latest_end = 2028-06-30", 'latest_end = "soon"', 4, "latest_end", "expected a date such as"),
        ("start = 2026-09-07", "start = 1026-09-07", 3, "start", "a year from 2000 to 2100, found 1026"),
        ("start = 2026-09-07\n", "", None, "start", "this key is missing"),
        ('"ssda903"', '"ssda909"', 2, "presets", "there is no preset 'ssda909'; there are:"),
        ('day = "Wednesday"', 'day = "Wednesdy"', 11, "day", "did you mean 'Wednesday'?"),
        ("minutes = 60", "minutes = 91", 10, "minutes", "a number from 15 to 90, found 91"),
        ('at = "12:30"', 'at = "25:30"', 12, "at", "a time such as"),
        ('id = "ben"', 'id = "asha"', 19, "id", "'asha' is listed twice"),
        ('id = "ben"', 'id = "../ben"', 19, "id", "as nbgrader knows it"),
        ("last = 2026-10-09", "last = 2026-10-01", 25, "last", "before its first day, 5 October 2026"),
        (
            "hours = 6",
            'hours = 6\nalready_done = ["77"]',
            6,
            "already_done",
            "no module '77'; it has 00 to 15",
        ),
        ("hours = 6", 'hours = 6\nauthority = "none.toml"', 6, "authority", "is not there"),
        ("hours = 6", "hours = ", 5, "hours", "this is not TOML"),
        ("hours = 6", "hours = 6\nhours = 7", 6, "hours", "this is not TOML"),
    ],
)
def test_mistake_is_named_with_file_line_and_key(  # noqa: PLR0917 - one row of the table each
    cohort_file: Path,
    cohort_text: str,
    syllabus: Syllabus,
    old: str,
    new: str,
    line: int,
    key: str,
    said: str,
) -> None:
    assert old in cohort_text
    trouble = refused(cohort_file, cohort_text.replace(old, new, 1), syllabus)
    assert (trouble.path, trouble.line, trouble.key) == (cohort_file, line, key)
    assert said in str(trouble)
    assert "\n" not in str(trouble)


@pytest.mark.parametrize(
    ("added", "line", "key", "said"),
    [
        (WINDOW.replace("2026-10-16", "2026-10-01"), 29, "last", "the window ends on 1 October 2026"),
        (WINDOW + WINDOW, 33, "first", "'Busy' overlaps itself: another one runs from 5 October 2026"),
        (WINDOW.replace('load = "half"', 'load = "haf"'), 30, "load", "did you mean 'half'?"),
        (WINDOW.replace("last = ", "lats = "), 29, "lats", "did you mean 'last'?"),
        (WINDOW.replace('"Busy"', '"SSDA903"') + 'repeats = "yearly"\n', None, None, ""),
    ],
)
def test_window_that_cannot_be_is_named(
    cohort_file: Path,
    cohort_text: str,
    syllabus: Syllabus,
    *,
    added: str,
    line: int | None,
    key: str | None,
    said: str,
) -> None:
    text = cohort_text + added
    if key is None:  # the return's own window is from April to July: no overlap, no refusal
        cohort_file.write_text(text, encoding="utf-8")
        assert read_cohort(cohort_file, syllabus, presets=PRESETS).windows[-1].name == "SSDA903"
        return
    trouble = refused(cohort_file, text, syllabus)
    assert (trouble.line, trouble.key) == (line, key)
    assert said in str(trouble)


def test_window_that_overlaps_one_of_its_own_name_in_another_year_is_refused(
    cohort_file: Path, cohort_text: str, syllabus: Syllabus
) -> None:
    added = '[[windows]]\nname = "Christmas"\nfirst = 2027-12-27\nlast = 2028-01-07\nload = "pause"\n'
    trouble = refused(cohort_file, cohort_text + added, syllabus)
    assert "'Christmas' overlaps itself" in str(trouble)


def test_empty_window_waits_for_its_dates(cohort_file: Path, syllabus: Syllabus) -> None:
    cohort = read_cohort(cohort_file, syllabus, presets=PRESETS)
    assert cohort.not_entered == ("Inspection",)


def test_window_may_say_its_weeks_instead_of_its_last_day(
    cohort_file: Path, cohort_text: str, syllabus: Syllabus
) -> None:
    added = '[[windows]]\nname = "Move"\nfirst = 2026-10-05\nweeks = 2\nload = "pause"\n'
    cohort_file.write_text(cohort_text + added, encoding="utf-8")
    window = read_cohort(cohort_file, syllabus, presets=PRESETS).windows[-1]
    assert (window.last - window.first).days == 13


def test_file_that_is_not_text_is_refused(cohort_file: Path, syllabus: Syllabus) -> None:
    cohort_file.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(CalendarFileError, match="not a text file in UTF-8"):
        read_cohort(cohort_file, syllabus)


def test_file_that_is_not_there_is_refused(tmp_path: Path, syllabus: Syllabus) -> None:
    with pytest.raises(CalendarFileError, match="this file is not there"):
        read_cohort(tmp_path / "none.toml", syllabus)
