"""Replanning (rule 6): what is done stays, the rest moves, every moved date is told beside its old one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from fingerpost.courseware.sources import Course
from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.changes import DEADLINE, INSPECTION, LATE, PAUSE, Change, with_changes
from fingerpost.timetable.cohorts import Cohort, Learner
from fingerpost.timetable.making import Asked, bound, plan_asked, plan_learners
from fingerpost.timetable.personal import request_for, sessions_of
from fingerpost.timetable.placing import Kept, NoPlaceError, Placed
from fingerpost.timetable.planning import Plan, Request, ShortOfTimeError, make_plan
from fingerpost.timetable.sessions import Session
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.troubles import ReplanError
from fingerpost.timetable.week_lines import HAND_IN_WORDS
from fingerpost.timetable.windows import monday_of
from fingerpost.timetable.wording import day_words

WORTH_SHUFFLING_WEEKS = 2
"""Sorting the waiting work anew must save more than this, or the order stays."""
_KEEPS_DATES = frozenset({PAUSE, INSPECTION, DEADLINE, LATE})
"""Less time never brings a due date forward; a new end or a changed file may."""


@dataclass(frozen=True)
class Moved:
    """A hand-in whose date is another now. `old` or `new` is None where there was, or is, no such hand-in."""

    module: str
    what: str
    first_planned: date | None
    old: date | None
    new: date | None


def replan_book(
    book: Book, cohort: Cohort, syllabus: Syllabus, course: Course, *, change: Change, undo: bool = False
) -> Book:
    """Return the book after `change`; with `undo`, without its last change (`change` then only says when).

    `cohort` is as its file says now; the book's own changes are laid over it. Raises `ReplanError` where
    there is nothing to keep or take back, `DoesNotFitError` or `SomeDoNotFitError` where it does not fit.
    """
    _refuse_impossible(book, cohort, change, undo=undo)
    changes = book.changes[:-1] if undo else (*book.changes, change)
    cohort = with_changes(cohort, changes)
    sessions = _sessions(book, cohort, change.as_at)

    def asked(learner: Learner | None, lead: tuple[str, ...] = ()) -> Asked:
        before = book.timetable(learner.id if learner else "")
        request = request_for(cohort, syllabus, sessions=sessions, learner=learner)
        return _asked(request, learner, before=before, change=change, undo=undo, lead=lead)

    whole = asked(None)
    plan = plan_asked(cohort, whole)
    learners = [asked(learner, plan.modules) for learner in cohort.learners]
    plans = plan_learners(cohort, learners, whole=whole.request, plan=plan)
    pairs = zip(learners, plans, strict=True)
    made = bound(cohort, course, whole, plan, pairs, sessions=sessions, as_at=change.as_at, changes=changes)
    return replace(_with_past_dates(book, made, change.as_at), revision=book.revision + 1)


def moved_dates(old: Timetable | None, new: Timetable) -> tuple[Moved, ...]:
    """Return every hand-in whose date has changed, in the order of the new dates; those gone come last."""
    moved = []
    for one in sorted(new.hand_ins, key=lambda one: (one.due, one.key)):
        was = old.hand_in(one.key) if old else None
        if was is None or was.due != one.due:
            moved.append(Moved(one.module, one.what, one.first_planned, was.due if was else None, one.due))
    new_keys = {one.key for one in new.hand_ins}
    gone = [one for one in (old.hand_ins if old else ()) if one.key not in new_keys]
    return (*moved, *(Moved(one.module, one.what, one.first_planned, one.due, None) for one in gone))


def _refuse_impossible(book: Book, cohort: Cohort, change: Change, *, undo: bool) -> None:
    if undo and not book.changes:
        raise ReplanError(f"{book.name}: no change was entered since the plan was made; nothing to undo.")
    if change.learner and cohort.learner(change.learner) is None:
        known = ", ".join(learner.id for learner in cohort.learners) or "none"
        raise ReplanError(f"{cohort.path} lists no learner '{change.learner}'; it has: {known}.")
    begins = book.cohort.weeks[0].monday
    if monday_of(cohort.start) != begins:
        raise ReplanError(
            f"{cohort.path}, start: {day_words(cohort.start)} is not in the week in which this plan began, "
            f"{day_words(begins)}. To begin anew: fingerpost timetable plan, with --start-over."
        )
    if change.as_at < book.as_at:
        raise ReplanError(
            f"The plan was made on {day_words(book.as_at)} and cannot be changed as at "
            f"{day_words(change.as_at)}, before that. Leave --as-at out, or give a later day."
        )


def _sessions(book: Book, cohort: Cohort, as_at: date) -> tuple[Session, ...]:
    past = tuple(session for session in book.sessions if session.day < as_at)
    return past + tuple(session for session in sessions_of(cohort) if session.day >= as_at)


def _asked(
    request: Request,
    learner: Learner | None,
    *,
    before: Timetable | None,
    change: Change,
    undo: bool,
    lead: tuple[str, ...],
) -> Asked:
    """What is asked of the planner for one person: what they keep, and the orders they may hold on to."""
    resume = max((monday_of(change.as_at) - monday_of(request.time.start)).days // 7, 0)
    if before is None:
        return Asked(learner, replace(request, kept=Kept((), resume), lead=lead))
    kept = Kept(_done(before, change), resume)
    request = replace(request, kept=kept, lead=_modules(before))
    if change.kind in _KEEPS_DATES:
        request = replace(request, promised={one.key: one.due for one in before.hand_ins})
    orders = (before.first_order,) if undo else (_order(before), before.first_order)
    return Asked(learner, request, _Steady(orders), before)


def _done(before: Timetable, change: Change) -> tuple[Placed, ...]:
    """The sittings of the weeks before this one; who is late has not done those of the last study weeks."""
    now = monday_of(change.as_at)
    past = [item for item in before.placed if item.monday < now]
    if change.kind == LATE and change.learner in ("", before.id):
        behind = sorted({item.monday for item in past})[-change.weeks :]
        past = [item for item in past if item.monday not in behind]
    return tuple(replace(item, done=True) for item in past)


def _modules(before: Timetable) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.unit.module for item in before.placed))


def _order(before: Timetable) -> tuple[str, ...]:
    return tuple(item.unit.in_order for item in before.placed)


@dataclass(frozen=True)
class _Steady:
    """Plans that keep an order of sittings unless sorting the waiting work anew saves more than two weeks."""

    orders: tuple[tuple[str, ...], ...]

    def __call__(self, request: Request) -> Plan:
        held = [plan for plan in (_fitting(replace(request, hold=order)) for order in self.orders) if plan]
        steady = min(held, key=lambda plan: plan.finish, default=None)
        if steady is None:
            return make_plan(request)
        anew = _fitting(request)
        saves = timedelta(weeks=WORTH_SHUFFLING_WEEKS)
        return anew if anew and steady.last_study_day - anew.last_study_day > saves else steady


def _fitting(request: Request) -> Plan | None:
    try:
        return make_plan(request)
    except (ShortOfTimeError, NoPlaceError):
        return None


def _with_past_dates(book: Book, made: Book, as_at: date) -> Book:
    """Dates that lay before `as_at` stay what they were, whatever has been entered since."""
    learners = {
        name: _timetable_with_past(book.timetable(name), one, as_at) for name, one in made.learners.items()
    }
    return replace(made, cohort=_timetable_with_past(book.cohort, made.cohort, as_at), learners=learners)


def _timetable_with_past(old: Timetable | None, new: Timetable, as_at: date) -> Timetable:
    past = {
        (hand_in.key, hand_in.last_day): hand_in.due
        for hand_in in (old.hand_ins if old else ())
        if hand_in.due < as_at
    }
    hand_ins = (replace(one, due=past.get((one.key, one.last_day), one.due)) for one in new.hand_ins)
    return replace(new, hand_ins=tuple(hand_ins))


def move_lines(old: Book, new: Book) -> tuple[str, ...]:
    """Return every moved date for a terminal: first planned, until now, and new, side by side.

    Learners who go with the cohort are not told apart from it.
    """
    lines = [f"{'First planned':<18}{'Until now':<18}{'Now':<18}What"]
    told: list[tuple[Moved, ...]] = []
    for one in new.everyone():
        moved = moved_dates(old.timetable(one.id), one)
        if moved and moved not in told:
            told.append(moved)
            lines += [f"{one.name}:", *(_move_line(new, move) for move in moved)]
    return tuple(lines) if told else ("No date has moved.",)


def _move_line(book: Book, move: Moved) -> str:
    days = (move.first_planned, move.old, move.new)
    shown = "".join(f"{_shown(day):<18}" for day in days)
    return f"{shown}{book.module_title(move.module)}, {HAND_IN_WORDS[move.what]}"


def _shown(day: date | None) -> str:
    return day_words(day) if day else "not on its own"
