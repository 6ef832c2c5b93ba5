"""Replanning keeps what is done, never brings a date forward for want of time, and says what moved."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from fingerpost.courseware.sources import Course
from fingerpost.timetable.book import Book
from fingerpost.timetable.changes import DEADLINE, FILE, INSPECTION, LATE, LATEST_END, PAUSE, Change
from fingerpost.timetable.keeping import book_text
from fingerpost.timetable.making import make_book
from fingerpost.timetable.placing import is_reminder
from fingerpost.timetable.reading import read_cohort
from fingerpost.timetable.replanning import move_lines, moved_dates, replan_book
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.troubles import DoesNotFitError, ReplanError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PRESETS = Path(__file__).resolve().parents[3] / "course" / "calendars" / "presets"
NOVEMBER = date(2026, 11, 9)

Replan = Callable[..., Book]


@pytest.fixture(scope="session")
def replan(
    syllabus: Syllabus, course_list: Course, cohort_text: str, tmp_path_factory: pytest.TempPathFactory
) -> Replan:
    """Return a function that replans a book; `old` in the cohort's file becomes `new` before."""
    path = tmp_path_factory.mktemp("replan") / "tiny.toml"

    def replanned(book: Book, change: Change, *, undo: bool = False, old: str = "", new: str = "") -> Book:
        assert old in cohort_text
        path.write_text(cohort_text.replace(old, new) if old else cohort_text, encoding="utf-8")
        cohort = read_cohort(path, syllabus, presets=PRESETS)
        return replan_book(book, cohort, syllabus, course_list, change=change, undo=undo)

    return replanned


def inspection(day: date = NOVEMBER, learner: str = "") -> Change:
    return Change(INSPECTION, day, day, 3, learner)


def hours_of(book: Book, learner: str = "") -> dict[str, int]:
    """Return the minutes of every unit of the course, parts added up, reminders left out."""
    found: dict[str, int] = {}
    told = book.timetable(learner)
    assert told is not None
    for item in told.placed:
        if not is_reminder(item.unit):
            found[item.unit.whole_id] = found.get(item.unit.whole_id, 0) + item.unit.minutes
    return found


def test_what_was_done_stays_where_it_was(planned: Book, replan: Replan) -> None:
    new = replan(planned, inspection())
    done = [item for item in new.cohort.placed if item.done]
    before = [item for item in planned.cohort.placed if item.monday < NOVEMBER]
    assert [(item.unit, item.monday) for item in done] == [(item.unit, item.monday) for item in before]
    assert done


def test_no_study_in_the_three_weeks_from_an_inspection_call(planned: Book, replan: Replan) -> None:
    new = replan(planned, inspection())
    weeks = {NOVEMBER + timedelta(weeks=week) for week in range(3)}
    assert all(not one.in_week(monday) for one in new.everyone() for monday in weeks)


def test_every_hour_is_still_placed_once_for_everyone(planned: Book, replan: Replan) -> None:
    new = replan(planned, inspection())
    for learner in ("", "asha", "ben"):
        assert hours_of(new, learner) == hours_of(planned, learner)


def test_due_dates_in_the_past_stay_what_they_were(planned: Book, replan: Replan) -> None:
    new = replan(planned, inspection())
    past = {one.key: one.due for one in planned.cohort.hand_ins if one.due < NOVEMBER}
    assert past
    assert past.items() <= {one.key: one.due for one in new.cohort.hand_ins}.items()


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    day=st.dates(date(2026, 9, 7), date(2027, 5, 28)),
    weeks=st.integers(1, 6),
    kind=st.sampled_from([PAUSE, LATE]),
)
def test_lost_time_never_brings_a_date_forward(
    day: date, weeks: int, kind: str, planned: Book, replan: Replan
) -> None:
    new = replan(planned, Change(kind, day, None if kind == LATE else day, weeks))
    for one in new.everyone():
        moved = moved_dates(planned.timetable(one.id), one)
        assert all(move.new >= move.old for move in moved if move.new and move.old)


def test_undo_restores_every_sitting_and_date(planned: Book, replan: Replan) -> None:
    paused = replan(planned, inspection())
    restored = replan(paused, Change(FILE, NOVEMBER), undo=True)
    assert restored.changes == ()
    for before, after in zip(planned.everyone(), restored.everyone(), strict=True):
        assert after.hand_ins == before.hand_ins
        assert [(one.unit, one.monday) for one in after.placed] == [
            (one.unit, one.monday) for one in before.placed
        ]


def test_two_weeks_late_means_the_last_two_study_weeks_are_done_again(planned: Book, replan: Replan) -> None:
    new = replan(planned, Change(LATE, NOVEMBER, weeks=2))
    weeks = [date(2026, 10, 26), date(2026, 11, 2)]
    behind = {item.unit.id for item in planned.cohort.placed if item.monday in weeks}
    again = {item.unit.id: item.monday for item in new.cohort.placed if item.unit.id in behind}
    assert behind
    assert all(monday >= NOVEMBER for monday in again.values())
    assert not any(new.cohort.in_week(monday) for monday in weeks)


def test_one_learner_s_pause_leaves_the_others_alone(planned: Book, replan: Replan) -> None:
    new = replan(planned, Change(PAUSE, NOVEMBER, NOVEMBER, 3, "ben"))
    assert moved_dates(planned.timetable("asha"), new.learners["asha"]) == ()
    assert moved_dates(planned.cohort, new.cohort) == ()
    assert moved_dates(planned.timetable("ben"), new.learners["ben"])


def test_changes_add_up(planned: Book, replan: Replan) -> None:
    later = date(2027, 1, 25)
    twice = replan(replan(planned, inspection()), Change(PAUSE, later, later, 2))
    assert [change.kind for change in twice.changes] == [INSPECTION, PAUSE]
    paused = [NOVEMBER + timedelta(weeks=week) for week in range(3)] + [later, later + timedelta(weeks=1)]
    assert not any(twice.cohort.in_week(monday) for monday in paused)
    assert hours_of(twice) == hours_of(planned)
    assert twice.revision == 2


def test_new_statutory_deadline_clears_the_ten_working_days_before_it(planned: Book, replan: Replan) -> None:
    due = next(one.due for one in planned.cohort.hand_ins if one.due > date(2026, 12, 1))
    new = replan(planned, Change(DEADLINE, NOVEMBER, due))
    near = [one.due for one in new.cohort.hand_ins if due - timedelta(days=14) <= one.due <= due]
    assert near == []


def test_new_end_that_is_too_early_is_refused_with_the_hours_and_ways_out(
    planned: Book, replan: Replan
) -> None:
    with pytest.raises(DoesNotFitError) as caught:
        replan(planned, Change(LATEST_END, NOVEMBER, date(2027, 3, 31)))
    assert caught.value.missing_minutes > 0
    assert len(caught.value.ways_out) == 3
    assert "A later end" in str(caught.value)


def test_fewer_hours_in_the_file_cut_the_rest_and_lose_nothing(planned: Book, replan: Replan) -> None:
    end = "latest_end = 2028-06-30"
    new = replan(
        planned, Change(FILE, NOVEMBER), old=end + "\nhours = 6", new="latest_end = 2029-06-30\nhours = 2.5"
    )
    assert hours_of(new) == hours_of(planned)
    assert any("part" in item.unit.id for item in new.cohort.placed)
    back = replan(new, Change(FILE, date(2027, 1, 11)))
    assert hours_of(back) == hours_of(planned)


def test_learner_who_joins_starts_from_the_day_they_are_entered(planned: Book, replan: Replan) -> None:
    joined = '[[learners]]\nid = "cal"\n\n[[learners]]\nid = "asha"'
    new = replan(planned, Change(FILE, NOVEMBER), old='[[learners]]\nid = "asha"', new=joined)
    assert min(item.monday for item in new.learners["cal"].placed) >= NOVEMBER
    assert hours_of(new, "cal") == hours_of(planned)


def test_moves_are_printed_with_first_old_and_new_date_side_by_side(planned: Book, replan: Replan) -> None:
    once = replan(planned, inspection())
    later = date(2026, 12, 7)
    lines = move_lines(once, replan(once, Change(PAUSE, later, later, 2)))
    assert lines[0].split() == ["First", "planned", "Until", "now", "Now", "What"]
    five = next(line for line in lines if "05 Ask the warehouse, assignment" in line)
    first = next(one.first_planned for one in planned.cohort.hand_ins if one.key == ("05", "assignment"))
    assert five.startswith(f"{first.day} {first:%B %Y}")
    assert len({five[:18], five[18:36], five[36:54]}) == 3


def test_no_moved_date_is_said_in_words(planned: Book, replan: Replan) -> None:
    assert move_lines(planned, replan(planned, Change(FILE, NOVEMBER))) == ("No date has moved.",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(PAUSE, NOVEMBER, NOVEMBER, 3, "zed"), "lists no learner 'zed'; it has: asha, ben"),
        (Change(PAUSE, date(2026, 9, 1), NOVEMBER, 3), "cannot be changed as at 1 September 2026"),
    ],
)
def test_impossible_change_is_refused(planned: Book, replan: Replan, change: Change, said: str) -> None:
    before = book_text(planned)
    with pytest.raises(ReplanError, match=said):
        replan(planned, change)
    assert book_text(planned) == before


def test_undo_without_a_change_is_refused(planned: Book, replan: Replan) -> None:
    with pytest.raises(ReplanError, match="nothing to undo"):
        replan(planned, Change(FILE, NOVEMBER), undo=True)


def test_another_start_is_refused(planned: Book, replan: Replan) -> None:
    with pytest.raises(ReplanError, match="21 September 2026 is not in the week in which this plan began"):
        replan(planned, Change(FILE, NOVEMBER), old="start = 2026-09-07", new="start = 2026-09-21")


def test_pause_of_three_weeks_inside_the_capstone_gets_half_an_hour_to_find_the_thread(
    planned: Book, replan: Replan
) -> None:
    mondays = sorted(item.monday for item in planned.cohort.placed if item.unit.module == "15")
    middle = mondays[len(mondays) // 2]
    new = replan(planned, Change(PAUSE, middle, middle, 3))
    back = next(item for item in new.cohort.placed if is_reminder(item.unit))
    assert (back.unit.module, back.unit.minutes, back.monday) == ("15", 30, middle + timedelta(weeks=3))


def test_plan_made_twice_is_the_same_text(
    planned: Book, syllabus: Syllabus, course_list: Course, cohort_file: Path
) -> None:
    cohort = read_cohort(cohort_file, syllabus, presets=PRESETS)
    again = make_book(cohort, syllabus, course_list, as_at=date(2026, 9, 6))
    assert book_text(again) == book_text(planned)
