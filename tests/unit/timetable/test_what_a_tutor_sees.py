"""The tutor's view: every learner by week, and each clash once, in words."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from fingerpost.courseware.sources import Course
from fingerpost.timetable.as_tutor_page import tutor_page_text
from fingerpost.timetable.book import Book
from fingerpost.timetable.making import make_book
from fingerpost.timetable.reading import read_cohort
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.troubles import DoesNotFitError, SomeDoNotFitError
from fingerpost.timetable.tutor_view import TutorView, clash_lines, tutor_csv, tutor_view

PRESETS = Path(__file__).resolve().parents[3] / "course" / "calendars" / "presets"
SESSION_DAY = date(2026, 10, 14)  # the second of the tiny cohort's sessions
PARENT_LEAVE = f"\n[[learners.leave]]\nfirst = {SESSION_DAY}\nlast = {SESSION_DAY}\n"


@pytest.fixture
def seven(cohort_text: str, tmp_path: Path, syllabus: Syllabus, course_list: Course) -> Book:
    """Seven learners: one of them is away on the day of a session."""
    alike = "".join(f'\n[[learners]]\nid = "l{number}"\n' for number in range(5))
    path = tmp_path / "seven.toml"
    path.write_text(cohort_text + PARENT_LEAVE + alike, encoding="utf-8")
    cohort = read_cohort(path, syllabus, presets=PRESETS)
    return make_book(cohort, syllabus, course_list, as_at=date(2026, 9, 6))


@pytest.fixture
def view(seven: Book) -> TutorView:
    return tutor_view(seven)


def test_every_learner_has_a_cell_for_every_week_with_their_own_hours(seven: Book, view: TutorView) -> None:
    assert [row.id for row in view.learners] == ["asha", "ben", "l0", "l1", "l2", "l3", "l4"]
    for row in view.learners:
        assert len(row.cells) == len(view.mondays)
        assert sum(cell.planned for cell in row.cells) == seven.learners[row.id].minutes == 170 * 60


def test_session_is_held_where_four_in_five_can_come_and_the_others_are_named(
    seven: Book, view: TutorView
) -> None:
    session = next(one for one in seven.sessions if one.day == SESSION_DAY)
    assert session.away == ("ben",)
    clash = next(one for one in view.clashes if one.kind == "live session")
    assert clash.said == (
        "Ben cannot come to the live session of 14 October 2026: send the recording and the pack."
    )


def test_session_moves_to_a_week_in_which_four_in_five_can_come(planned: Book) -> None:
    """Of two learners one is away in the week of 5 October: half is too few, so the week is passed over."""
    days = [session.day for session in planned.sessions]
    assert days[0] == date(2026, 9, 16)
    assert all(date(2026, 10, 5) > day or day > date(2026, 10, 9) for day in days)
    for session in planned.sessions:
        assert session.day.weekday() == 2
        assert session.minutes <= 90
        assert len(session.away) <= len(planned.learners) * 0.2


def test_learner_with_later_dates_is_one_clash(view: TutorView) -> None:
    own = [clash for clash in view.clashes if clash.kind == "own dates"]
    assert [clash.said.split(" has ")[0] for clash in own] == ["Ben"]
    assert "due dates later than the cohort's, by up to" in own[0].said


def test_scripts_of_a_week_are_counted_over_all_learners(seven: Book, view: TutorView) -> None:
    total = sum(len(one.hand_ins) for one in seven.learners.values())
    assert sum(view.scripts) == total


def test_clashes_are_listed_in_the_order_of_their_weeks(seven: Book, view: TutorView) -> None:
    assert [clash.monday for clash in view.clashes] == sorted(clash.monday for clash in view.clashes)
    assert clash_lines(seven, view)[0] == f"Tiny cohort: 7 learners, {len(view.clashes)} clashes"


def test_csv_has_a_row_for_each_learner_and_week(view: TutorView) -> None:
    rows = list(csv.DictReader(io.StringIO(tutor_csv(view).removeprefix("\ufeff"))))
    assert len(rows) == len(view.learners) * len(view.mondays)
    missed = [row for row in rows if row["misses_session"]]
    monday = SESSION_DAY - timedelta(days=2)
    assert [(row["learner"], row["week_beginning"]) for row in missed] == [("ben", monday.isoformat())]


def test_page_names_everyone_and_fetches_nothing(seven: Book, view: TutorView) -> None:
    page = tutor_page_text(seven, view)
    assert all(f'<th scope="row">{row.name}</th>' in page for row in view.learners)
    assert "<script" not in page
    assert "http" not in page


def test_learner_whose_work_does_not_fit_is_named_with_ways_out(
    cohort_text: str, tmp_path: Path, syllabus: Syllabus, course_list: Course
) -> None:
    path = tmp_path / "short.toml"
    path.write_text(cohort_text + PARENT_LEAVE + '\n[[learners]]\nid = "cal"\nlatest_end = 2027-03-31\n')
    with pytest.raises(
        DoesNotFitError, match=r"Tiny cohort, cal: the work does not fit before 31 March 2027"
    ):
        make_book(read_cohort(path, syllabus, presets=PRESETS), syllabus, course_list, as_at=date(2026, 9, 6))
    two = '\n[[learners]]\nid = "dee"\nlatest_end = 2027-04-30\n'
    path.write_text(path.read_text() + two)
    with pytest.raises(
        SomeDoNotFitError, match=r"Tiny cohort, cal: .*\n.*\n.*\n.*\nThe same is true of dee \("
    ):
        make_book(read_cohort(path, syllabus, presets=PRESETS), syllabus, course_list, as_at=date(2026, 9, 6))
