"""The book of a cohort's plans: all that is kept, and all that any page, file or panel shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from fingerpost.timetable.changes import Change
from fingerpost.timetable.due_dates import ASSIGNMENT, DESK_TASK, HandIn, Key
from fingerpost.timetable.placing import Placed
from fingerpost.timetable.planning import Plan
from fingerpost.timetable.sessions import Session
from fingerpost.timetable.weeks import Week
from fingerpost.timetable.windows import monday_of


@dataclass(frozen=True)
class Timetable:
    """One person's plan, or the cohort's own (id '').

    `first_order` and `first_hand_ins` are those of the plan first made, whatever has changed since.
    `risk` is the line about three lost weeks, or ''.
    """

    id: str
    name: str
    weeks: tuple[Week, ...]
    placed: tuple[Placed, ...]
    hand_ins: tuple[HandIn, ...]
    pulled: bool
    first_order: tuple[str, ...]
    first_hand_ins: tuple[HandIn, ...]
    risk: str = ""
    pull_cost: int | None = None
    """How many weeks later the course would end with 07 before the returns; None where that was not tried."""

    @property
    def minutes(self) -> int:
        """The minutes of all sittings."""
        return sum(item.unit.minutes for item in self.placed)

    @property
    def finish(self) -> date:
        """The last due date."""
        return max(hand_in.due for hand_in in self.hand_ins)

    @property
    def last_study_day(self) -> date:
        """The last working day of the last week with work in it."""
        return max(hand_in.last_day for hand_in in self.hand_ins)

    def week_of(self, day: date) -> Week | None:
        """Return the week that holds the day, or None outside the plan."""
        return next((week for week in self.weeks if week.monday == monday_of(day)), None)

    def in_week(self, monday: date) -> tuple[Placed, ...]:
        """Return the sittings of the week."""
        return tuple(item for item in self.placed if item.monday == monday)

    def due_in(self, monday: date) -> tuple[HandIn, ...]:
        """Return what is due in the week."""
        return tuple(hand_in for hand_in in self.hand_ins if monday_of(hand_in.due) == monday)

    def hand_in(self, key: Key) -> HandIn | None:
        """Return what is handed in for (module, what); a desk task without a date is the assignment's."""
        return _found(self.hand_ins, key)


@dataclass(frozen=True)
class ModuleFacts:
    """What pages and the gradebook need of a module; `folder` is its assignment's name in nbgrader."""

    id: str
    folder: str
    title: str
    ksbs: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """Everything about one cohort's plans. `as_at` is the day on which they were last made."""

    stem: str
    name: str
    as_at: date
    due_time: time
    modules: Mapping[str, ModuleFacts]
    cohort: Timetable
    learners: Mapping[str, Timetable] = field(default_factory=dict)
    sessions: tuple[Session, ...] = ()
    not_entered: tuple[str, ...] = ()
    off_the_job_minutes: int | None = None
    changes: tuple[Change, ...] = ()
    revision: int = 0
    """How often the plan was changed since it was made; calendars take the highest."""

    def timetable(self, learner: str = "") -> Timetable | None:
        """Return the cohort's timetable for '', else the learner's; None for a learner who is not in it."""
        return self.learners.get(learner) if learner else self.cohort

    def everyone(self) -> tuple[Timetable, ...]:
        """Return the cohort's timetable, then every learner's."""
        return (self.cohort, *self.learners.values())

    def module_title(self, module: str) -> str:
        """Return `03 Count, group, pivot`; the bare id where the course no longer has the module."""
        facts = self.modules.get(module)
        return f"{module} {facts.title}" if facts else module

    def sessions_for(self, timetable: Timetable) -> tuple[Session, ...]:
        """Return the live sessions that fall into this person's plan and that they can come to."""
        return tuple(
            session
            for session in self.sessions
            if timetable.id not in session.away and session.day <= timetable.last_study_day
        )


def timetable_of(plan: Plan, *, who: str, name: str, before: Timetable | None = None) -> Timetable:
    """Return the plan as it is kept; `before` is the one it follows, whose first dates and order live on."""
    firsts = before.first_hand_ins if before else plan.hand_ins
    hand_ins = tuple(
        replace(one, first_planned=known.due) if (known := _found(firsts, one.key)) else one
        for one in plan.hand_ins
    )
    order = before.first_order if before else plan.order
    return Timetable(
        who, name, plan.weeks, plan.placed, hand_ins, plan.pulled, order, firsts, pull_cost=plan.pull_cost
    )


def _found(hand_ins: Sequence[HandIn], key: Key) -> HandIn | None:
    by_key = {hand_in.key: hand_in for hand_in in hand_ins}
    module, what = key
    return by_key.get(key) or (by_key.get((module, ASSIGNMENT)) if what == DESK_TASK else None)
