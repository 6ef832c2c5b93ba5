"""Who the tutor's page lists as stuck: each rule at its bound and just short of it."""

from datetime import UTC, datetime, timedelta

import pytest
from fingerpost.cohort.stuck import RULES, stuck_in
from fingerpost.cohort.work import Assignment, Cohort, Learner, Piece, Stage
from fingerpost.grading.run.records import Record

DUE = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)
FIRST, SECOND = Assignment("02-filter", "", DUE - timedelta(days=14)), Assignment("03-count", "", DUE)


def record(*, codes: dict[str, str] | None = None, points: float = 4.0) -> Record:
    """Return what marking wrote of a script whose checks are worth four points."""
    return Record(
        "amy",
        "a",
        "whole",
        "",
        "",
        "",
        "",
        points={"t-seen": points},
        most={"t-seen": 4.0},
        codes=codes or {},
    )


def piece(assignment: Assignment, stage: Stage, told: Record | None = None, **more: timedelta) -> Piece:
    """Return a learner's work; `extra` moves their own due date."""
    due = DUE + more.get("extra", timedelta())
    return Piece(assignment, stage, due=due if assignment is SECOND else assignment.due, record=told)


def reasons(*pieces: Piece, as_at: datetime = DUE) -> tuple[str, ...]:
    """Return what the rules find of one learner; nothing where they are not listed."""
    found = stuck_in(Cohort((FIRST, SECOND), (Learner("amy", "Amy", pieces),)), as_at)
    return found[0].reasons if found else ()


DONE = piece(FIRST, "marked", record())


@pytest.mark.parametrize(
    ("after", "extra", "is_listed"),
    [(7, 0, True), (6.9, 0, False), (7, 2, False), (9, 2, True)],
)
def test_seven_days_after_their_own_date_with_nothing_handed_in(
    after: float, extra: int, *, is_listed: bool
) -> None:
    late = piece(SECOND, "nothing", extra=timedelta(days=extra))
    told = reasons(DONE, late, as_at=DUE + timedelta(days=after))
    assert bool(told) == is_listed
    if is_listed:
        (said,) = told
        assert said.startswith("03-count: nothing handed in, due ")
        assert said.endswith("now 7 days late.")


def test_assignment_without_a_date_is_never_overdue() -> None:
    undated = Assignment("06-charts", "", None)
    assert reasons(Piece(undated, "nothing"), as_at=DUE + timedelta(days=900)) == ()


def test_same_slip_in_three_tasks_over_two_modules() -> None:
    two = piece(FIRST, "marked", record(codes={"a": "M-GAPS", "b": "M-GAPS", "c": "OTHER"}))
    assert reasons(two, piece(SECOND, "waits", record(codes={"d": "OTHER"}))) == ()
    assert reasons(two, piece(SECOND, "waits", record(codes={"d": "M-GAPS"}))) == (
        "The slip M-GAPS in 3 tasks: a, b, d.",
    )


def test_three_answers_that_differ_in_no_way_that_has_a_name_are_no_habit() -> None:
    assert reasons(piece(SECOND, "marked", record(codes=dict.fromkeys("abc", "DIFFERS")))) == ()


def test_less_than_half_of_the_latest_scripts_points() -> None:
    low, half = record(points=1.9), record(points=2.0)
    assert reasons(DONE, piece(SECOND, "marked", half)) == ()
    assert reasons(DONE, piece(SECOND, "marked", low)) == ("03-count: 1.9 of the 4 points of its checks.",)
    assert reasons(piece(FIRST, "marked", low), piece(SECOND, "marked", record())) == ()


def test_script_that_could_not_be_read() -> None:
    assert reasons(DONE, piece(SECOND, "unread", record())) == (
        "03-count: handed in, and the checks could not read it.",
    )


def test_whoever_has_most_reasons_stands_first() -> None:
    one = Learner("amy", "Amy", (piece(SECOND, "unread"),))
    two = Learner("ben", "Ben", (piece(SECOND, "unread"), piece(SECOND, "marked", record(points=0.0))))
    found = stuck_in(Cohort((SECOND,), (one, two, Learner("cat", "Cat", (DONE,)))), DUE)
    assert [(stuck.learner.id, len(stuck.reasons)) for stuck in found] == [("ben", 2), ("amy", 1)]


def test_each_rule_says_what_it_is() -> None:
    assert len({rule.words for rule in RULES}) == len(RULES)
