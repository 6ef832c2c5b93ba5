"""Rule 4: 07 (trust the data) just before the returns open, where that does not cost too much."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from fingerpost.courseware.sources import Course
from fingerpost.timetable.before_returns import PULL_COST_WEEKS
from fingerpost.timetable.book import Book
from fingerpost.timetable.changes import FILE, Change
from fingerpost.timetable.keeping import book_text, read_book, write_all
from fingerpost.timetable.making import make_book
from fingerpost.timetable.planning import Plan, Request, make_plan
from fingerpost.timetable.reading import read_cohort
from fingerpost.timetable.replanning import replan_book
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.week_lines import hours_line, summary_lines, week_lines
from fingerpost.timetable.weeks import StudyTime
from fingerpost.timetable.windows import Window

NO_END = date(2045, 12, 31)
PRESETS = Path(__file__).resolve().parents[3] / "course" / "calendars" / "presets"


def planned_from(start: date, syllabus: Syllabus, windows: tuple[Window, ...], end: date = NO_END) -> Plan:
    return make_plan(Request(StudyTime(start, 360, windows=windows), syllabus, end))


def test_data_quality_is_pulled_in_front_of_the_returns(
    syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    plan = planned_from(date(2026, 12, 1), syllabus, presets)
    mondays = [item.monday for item in plan.placed if item.unit.module == "07" and not item.unit.may_wait]
    assert plan.pulled
    assert date(2027, 2, 1) <= min(mondays) <= max(mondays) < date(2027, 3, 29)


COST_OF_WAITING = {
    date(2026, 9, 1): 18,
    date(2026, 10, 1): 4,
    date(2026, 11, 1): 0,
    date(2026, 12, 1): 0,
    date(2027, 1, 1): 0,
    date(2027, 2, 1): 0,
    date(2027, 3, 1): 29,
    date(2027, 4, 1): 25,
    date(2027, 5, 1): 25,
    date(2027, 6, 1): 25,
    date(2027, 7, 1): 24,
    date(2027, 8, 1): 23,
}
"""Weeks by which the course ends later with 07 before the returns, by start: what needs 07 waits too."""


@pytest.mark.parametrize(("start", "weeks"), COST_OF_WAITING.items())
def test_data_quality_comes_before_the_returns_wherever_that_costs_a_month_at_most(
    syllabus: Syllabus, presets: tuple[Window, ...], start: date, weeks: int
) -> None:
    plan = planned_from(start, syllabus, presets)
    assert plan.pull_cost == weeks
    assert plan.pulled is (weeks <= PULL_COST_WEEKS)


def test_only_work_that_does_not_need_data_quality_stands_before_it_while_it_waits(
    syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    plan = planned_from(date(2026, 10, 1), syllabus, presets)
    first = next(item for item in plan.placed if item.unit.module == "07")
    assert first.unit.not_before == first.monday == date(2027, 2, 1)
    before = {item.unit.module for item in plan.placed[: plan.placed.index(first)]}
    assert before == {"00", "01", "02", "03", "04", "05", "06", "11", "13"}


def test_data_quality_does_not_wait_where_the_course_would_then_end_too_late(
    syllabus: Syllabus, presets: tuple[Window, ...]
) -> None:
    start = date(2026, 10, 1)
    waiting = planned_from(start, syllabus, presets)
    plan = planned_from(start, syllabus, presets, waiting.finish - timedelta(days=1))
    assert waiting.pulled
    assert not plan.pulled
    assert plan.finish == date(2027, 8, 12)


@pytest.fixture
def october_file(tmp_path: Path) -> Path:
    """A cohort that starts on 1 October 2026, without learners of its own."""
    path = tmp_path / "october.toml"
    text = 'name = "October"\npresets = ["ssda903", "cin-census", "christmas"]\nstart = 2026-10-01\n'
    path.write_text(f"{text}latest_end = 2028-06-30\nhours = 6\n", encoding="utf-8")
    return path


def test_weeks_left_empty_for_the_returns_say_what_waits(
    syllabus: Syllabus, course_list: Course, october_file: Path
) -> None:
    cohort = read_cohort(october_file, syllabus, presets=PRESETS)
    book = make_book(cohort, syllabus, course_list, as_at=date(2026, 9, 1))
    said = [hours_line(line) for line in week_lines(book, book.cohort)]
    waits = "Nothing planned: module 07 waits until 1 February 2027, before the returns open"
    assert said.count(waits) == 2
    assert any("just before the returns open" in line for line in summary_lines(book, book.cohort))


def test_replanning_keeps_data_quality_waiting_and_so_does_the_plan_file(
    syllabus: Syllabus, course_list: Course, october_file: Path
) -> None:
    cohort = read_cohort(october_file, syllabus, presets=PRESETS)
    book = make_book(cohort, syllabus, course_list, as_at=date(2026, 9, 1))
    plan_file = october_file.with_suffix(".plan.json")
    write_all({plan_file: book_text(book).encode()})
    assert read_book(plan_file) == book
    change = Change(FILE, as_at=date(2026, 11, 2))
    again = replan_book(book, cohort, syllabus, course_list, change=change)
    assert [(item.unit, item.monday) for item in again.cohort.placed] == [
        (item.unit, item.monday) for item in book.cohort.placed
    ]


def test_plan_without_data_quality_before_the_returns_says_what_it_would_cost(planned: Book) -> None:
    said = "07 Trust the data does not wait for the next returns: the course would end 14 weeks later."
    assert said in summary_lines(planned, planned.cohort)
