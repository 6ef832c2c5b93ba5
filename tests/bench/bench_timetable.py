"""How long plans take, and how many weeks the course takes from twelve start months, inspected or not.

`make bench` prints the figures; none of them passes or fails.
"""

import sys
import time
from collections.abc import Sequence
from datetime import date
from datetime import time as clock
from pathlib import Path

from fingerpost.courseware.sources import load_course
from fingerpost.timetable.changes import INSPECTION, INSPECTION_WEEKS, Change
from fingerpost.timetable.cohorts import Cohort, Learner
from fingerpost.timetable.making import make_book
from fingerpost.timetable.planning import Plan, Request, ShortOfTimeError, make_plan
from fingerpost.timetable.reading import read_windows
from fingerpost.timetable.replanning import replan_book
from fingerpost.timetable.syllabus import read_syllabus
from fingerpost.timetable.toml_rows import read_toml
from fingerpost.timetable.ways_out import refusal
from fingerpost.timetable.weeks import StudyTime
from fingerpost.timetable.windows import Window, monday_of

COURSE = Path(__file__).resolve().parents[2] / "course"
SYLLABUS = read_syllabus(COURSE)
MONTHS = [date(2026 if month > 8 else 2027, month, 1) for month in (9, 10, 11, 12, *range(1, 9))]
NO_END = date(2045, 12, 31)
FIVE = clock(17)
CURRICULUM = {9: 34, 6: 41, 1: 44, 3: 47, 4: 47}
"""Weeks in the curriculum's trial of the capacity rule alone, by start month."""


def preset_windows() -> tuple[Window, ...]:
    """Return the windows of the two returns and Christmas."""
    folder = COURSE / "calendars" / "presets"
    return tuple(
        window
        for name in ("ssda903", "cin-census", "christmas")
        for window in read_windows(read_toml(folder / f"{name}.toml").tables("windows"))[0]
    )


def planned(start: date, windows: Sequence[Window]) -> Plan:
    """Return the plan of the whole course at six hours a week."""
    return make_plan(Request(StudyTime(start, 360, windows=tuple(windows)), SYLLABUS, NO_END))


def inspected(start: date) -> Window:
    """Return a pause of three weeks from the first Monday of the next October on or after the start."""
    year = start.year + (start > date(start.year, 10, 5))
    first = monday_of(date(year, 10, 7))
    return Window(
        "Inspection", first, date.fromordinal(first.toordinal() + 7 * INSPECTION_WEEKS - 1), "pause"
    )


def test_weeks_by_start_month() -> None:
    windows = preset_windows()
    say(
        "\nstart             weeks  trial  with inspection in October  07 before the returns"
        "  would cost (weeks)  last due date"
    )
    for start in MONTHS:
        plain = planned(start, windows)
        visited = planned(start, (*windows, inspected(start)))
        trial = CURRICULUM.get(start.month, "")
        say(
            f"{start:%d %B %Y}".ljust(18)
            + f"{plain.study_weeks:>5}  {trial:>5}  {visited.study_weeks:>26}  {_yes(plain.pulled):>21}"
            + f"  {plain.pull_cost:>18}  {plain.finish:%d %B %Y}"
        )
        assert plain.study_weeks <= CURRICULUM.get(start.month, plain.study_weeks)


def test_seconds_for_a_plan() -> None:
    windows = preset_windows()
    planned(MONTHS[0], windows)  # the holidays of these years are worked out once
    taken = []
    for start in MONTHS:
        before = time.process_time()
        planned(start, windows)
        taken.append(time.process_time() - before)
    mean = sum(taken) / len(taken)
    say(f"\none plan, {len(taken)} start months: worst {max(taken):.3f} CPU s, mean {mean:.3f}")
    assert taken


def test_seconds_for_a_refusal_with_three_ways_out() -> None:
    windows = preset_windows()
    taken = []
    for start in MONTHS:
        end = date.fromordinal(start.toordinal() + 200)
        request = Request(StudyTime(start, 360, windows=windows), SYLLABUS, end)
        before = time.process_time()
        try:
            make_plan(request)
        except ShortOfTimeError as trouble:
            refusal(request, trouble, who="bench")
            taken.append(time.process_time() - before)
    say(f"\none refusal with ways out: worst {max(taken):.2f} CPU s of {len(taken)}")
    assert taken


def test_seconds_to_replan_thirty_learners(tmp_path: Path) -> None:
    start, call = date(2026, 9, 7), date(2026, 11, 9)
    learners = tuple(
        Learner(f"l{number}", f"Learner {number}", 360 + 30 * (number % 4), leave=((leave, leave),))
        for number in range(30)
        for leave in (date(2026, 10, 1 + number % 28),)
    )
    cohort = Cohort(
        tmp_path / "thirty.toml",
        "Thirty",
        start,
        NO_END,
        360,
        (0, 1, 2, 3, 4),
        3,
        FIVE,
        preset_windows(),
        learners=learners,
    )
    course = load_course(COURSE)
    book = make_book(cohort, SYLLABUS, course, as_at=start)
    before = time.process_time()
    new = replan_book(book, cohort, SYLLABUS, course, change=Change(INSPECTION, call, call, INSPECTION_WEEKS))
    say(f"\n30 learners replanned after an inspection call: {time.process_time() - before:.2f} CPU s")
    assert len(new.learners) == 30


def _yes(claim: bool) -> str:  # noqa: FBT001 - one claim in, one word out
    return "yes" if claim else "no"


def say(text: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{text}\n")
