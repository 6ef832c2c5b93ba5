"""Who is stuck, by rules that the tutor's page states in the same words.

The bounds are this course's own choices, from no study; each says beside it what it rests on. How often
somebody has checked a task is not among the rules: that is in their own folder, which no tutor reads.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fingerpost.cohort.work import Cohort, Learner, Piece
from fingerpost.grading.differences import DIFFERS
from fingerpost.grading.gradebook.dates import in_london, late_in_words

OVERDUE = timedelta(days=7)
"""Due dates of one learner's are a week apart at least (`timetable/due_dates.py` moves by weeks): after seven
days with nothing handed in, the next piece is due as well."""
SAME_SLIP = 3
"""Tasks: once is chance, twice may be a copied line; a slip is told at each check, so three are a habit."""
LOW_SHARE = 0.5
"""Of the points of a script's checks: a blank script gets none, and each task's first point is for the shape
that the task asks for in words; under a half, ideas are missing and not details."""


@dataclass(frozen=True)
class Rule:
    """One way to be stuck: the words that the page states it in, and what is found of a learner."""

    words: str
    found: Callable[[Learner, datetime], Iterator[str]]


@dataclass(frozen=True)
class Stuck:
    """A learner, and one sentence for each thing that a rule has found."""

    learner: Learner
    reasons: tuple[str, ...]


def stuck_in(cohort: Cohort, as_at: datetime) -> tuple[Stuck, ...]:
    """Return who is stuck at an aware moment, most reasons first."""
    found = (
        Stuck(one, tuple(said for rule in RULES for said in rule.found(one, as_at)))
        for one in cohort.learners
    )
    return tuple(sorted((one for one in found if one.reasons), key=lambda one: -len(one.reasons)))


def _overdue(learner: Learner, as_at: datetime) -> Iterator[str]:
    for piece in learner.pieces:
        if piece.stage == "nothing" and piece.due and as_at - piece.due >= OVERDUE:
            late = late_in_words(as_at - piece.due)
            yield f"{piece.assignment.name}: nothing handed in, due {in_london(piece.due)}, now {late}."


def _same_slip(learner: Learner, _as_at: datetime) -> Iterator[str]:
    tasks: dict[str, list[str]] = {}
    for piece in _checked(learner):
        for word, code in piece.record.codes.items() if piece.record else ():
            tasks.setdefault(code, []).append(word)
    for code, words in tasks.items():
        if len(words) >= SAME_SLIP and code != DIFFERS:  # which says that no slip was recognised
            yield f"The slip {code} in {len(words)} tasks: {', '.join(words)}."


def _few_points(learner: Learner, _as_at: datetime) -> Iterator[str]:
    """Look at the latest checked script alone: what was hard and is behind them holds nobody up."""
    checked = [piece for piece in _checked(learner) if piece.record and piece.record.points]
    for piece in checked[-1:]:
        record = piece.record
        if record is None:
            continue
        most = sum(record.most.get(name, 0.0) for name in record.points)
        points = sum(record.points.values())
        if points < LOW_SHARE * most:
            yield f"{piece.assignment.name}: {points:g} of the {most:g} points of its checks."


def _unread(learner: Learner, _as_at: datetime) -> Iterator[str]:
    for piece in learner.pieces:
        if piece.stage == "unread":
            yield f"{piece.assignment.name}: handed in, and the checks could not read it."


def _checked(learner: Learner) -> list[Piece]:
    return [piece for piece in learner.pieces if piece.stage in ("waits", "marked")]


RULES = (
    Rule(f"nothing is handed in {OVERDUE.days} days after their own due date", _overdue),
    Rule(f"the same slip stands in {SAME_SLIP} tasks or more of what was checked", _same_slip),
    Rule("the checks of their latest script gave less than half of its points", _few_points),
    Rule("a script was handed in that the checks could not read", _unread),
)
