"""A plan from dated inputs: the best order found, every unit in its week, every hand-in on its day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fingerpost.timetable.before_returns import PULL_COST_WEEKS, is_pulled, last_to_take, waiting_day
from fingerpost.timetable.due_dates import HandIn, Key, first_due_day, hand_ins, last_working_day
from fingerpost.timetable.ordering import REACHES, module_orders, sittings_in_order
from fingerpost.timetable.placing import NOTHING_KEPT, Kept, NoPlaceError, Placed, place
from fingerpost.timetable.syllabus import Syllabus, Unit, split_kept
from fingerpost.timetable.weeks import StudyCalendar, StudyTime, Week
from fingerpost.timetable.windows import WEEK, monday_of

SECOND_REACH = 8
"""Tried where no order brings 07 there at the reach that finishes soonest."""


@dataclass(frozen=True)
class Request:
    """Everything a plan depends on. `hold` is an order of sittings (`Unit.in_order`) to be kept as it is.

    An order that lacks a sitting (the course or the hours have changed since) cannot be held and is not.
    """

    time: StudyTime
    syllabus: Syllabus
    latest_end: date
    due_weekday: int = 3
    kept: Kept = NOTHING_KEPT
    hold: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    """The module order to try first; on a replan the one there was."""
    promised: Mapping[Key, date] = field(default_factory=dict)
    """Due dates that a replan does not bring forward."""

    @property
    def work(self) -> Syllabus:
        """The course cut to sittings that fit this person's weeks."""
        done = [item.unit for item in self.kept.placed]
        return self.syllabus.cut_for(self.time.minutes_a_week, done=done)


@dataclass(frozen=True)
class Plan:
    """Every unit in its week, every hand-in on its day. `weeks` run from the start to the last due date."""

    request: Request
    weeks: tuple[Week, ...]
    placed: tuple[Placed, ...]
    hand_ins: tuple[HandIn, ...]
    pulled: bool
    """07 stands in the eight weeks before the returns open."""
    pull_cost: int | None = None
    """How many weeks later the course ends with 07 there; None where no order tried brings it there."""

    @property
    def order(self) -> tuple[str, ...]:
        """The units still to do, in order, as `Request.hold` takes them: ids, with the day one waits for."""
        kept = self.request.kept.unit_ids
        return tuple(item.unit.in_order for item in self.placed if item.unit.id not in kept)

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules in the order in which they begin."""
        return tuple(dict.fromkeys(item.unit.module for item in self.placed))

    @property
    def last_study_day(self) -> date:
        """The last working day of the last week with work in it."""
        return max(hand_in.last_day for hand_in in self.hand_ins)

    @property
    def finish(self) -> date:
        """The last due date."""
        return max(hand_in.due for hand_in in self.hand_ins)

    @property
    def study_weeks(self) -> int:
        """How many weeks the course takes, from the week of its first working day to that of its last."""
        first = next(week for week in self.weeks if week.days)
        return (monday_of(self.last_study_day) - first.monday).days // 7 + 1

    def in_week(self, monday: date) -> tuple[Placed, ...]:
        """Return the work of the week."""
        return tuple(item for item in self.placed if item.monday == monday)

    def due_in(self, monday: date) -> tuple[HandIn, ...]:
        """Return the hand-ins of the week."""
        return tuple(hand_in for hand_in in self.hand_ins if monday_of(hand_in.due) == monday)

    def due(self, module: str) -> date:
        """Return the day on which the module's assignment is due."""
        return next(hand_in.due for hand_in in self.hand_ins if hand_in.key == (module, "assignment"))


class ShortOfTimeError(Exception):
    """The work does not fit before the latest end: `minutes` are missing, `plan` is what it would take."""

    def __init__(self, minutes: int, plan: Plan | None) -> None:
        super().__init__(f"{minutes} minutes are missing")
        self.minutes = minutes
        self.plan = plan


@dataclass(frozen=True)
class _Choice:
    """The plan taken among those tried, and what `Plan` says of 07 in it."""

    placed: tuple[Placed, ...]
    pulled: bool
    pull_cost: int | None


def make_plan(request: Request) -> Plan:
    """Return the plan; raises `ShortOfTimeError` if it does not end in time."""
    calendar = StudyCalendar(request.time)
    try:
        plan = plan_without_end(request, calendar)
        if plan.finish > request.latest_end and plan.pull_cost:
            plan = plan_without_end(request, calendar, bearable=0)
    except NoPlaceError as trouble:
        end = monday_of(request.latest_end)
        fitted = sum(item.unit.minutes for item in trouble.placed if item.monday <= end)
        total = request.work.minutes
        raise ShortOfTimeError(max(total - fitted, 1), None) from None
    if plan.finish > request.latest_end:
        raise ShortOfTimeError(_minutes_too_late(plan, calendar), plan)
    return plan


def plan_without_end(request: Request, calendar: StudyCalendar, *, bearable: int = PULL_COST_WEEKS) -> Plan:
    """Return the plan as if there were no latest end; raises `NoPlaceError` if a unit fits no week at all.

    It has 07 before the returns where that ends the course at most `bearable` weeks later.
    """
    held = held_order(request)
    tried = [place(held, calendar, kept=request.kept)] if held else _tried(request, calendar)
    chosen = _choose(tried, bearable)
    dated = hand_ins(chosen.placed, weekday=request.due_weekday, calendar=calendar, promised=request.promised)
    if any(due is None for _, _, _, due in dated):
        raise NoPlaceError(chosen.placed)
    settled = tuple(HandIn(module, what, last, due, due) for module, what, last, due in dated if due)
    last = max(hand_in.due for hand_in in settled)
    weeks = tuple(calendar.week(index) for index in range(calendar.index_of(last) + 1))
    return Plan(request, weeks, chosen.placed, settled, chosen.pulled, chosen.pull_cost)


def _tried(request: Request, calendar: StudyCalendar) -> list[tuple[Placed, ...]]:
    """Place the leading module order at every reach, then the others at the best one, then at another.

    Where none of them brings 07 before the returns, it waits for them in the orders that take most before
    it. On a replan (`lead`) the modules keep their order, so that nobody finds the course shuffled.
    """
    orders = module_orders(request.work, request.lead)
    trial = _Trial(request, calendar)
    leading = [(trial.placed(orders[0], reach), reach) for reach in REACHES]
    tried = [placed for placed, _ in leading]
    best = min(leading, key=lambda pair: (_last_monday(pair[0]), pair[1]))[1]
    others = () if request.lead else orders[1:]
    for reach in (best, SECOND_REACH):
        tried += [trial.placed(modules, reach) for modules in others]
        if any(is_pulled(placed) for placed in tried):
            return tried
    day = waiting_day(tried)
    if day:
        latest = last_to_take((orders[0], *others))
        tried += [trial.placed(modules, reach, day) for reach in REACHES for modules in latest]
    return tried


@dataclass(frozen=True)
class _Trial:
    """Module orders placed for one request."""

    request: Request
    calendar: StudyCalendar

    def placed(
        self, modules: tuple[str, ...], reach: int, hold_until: date | None = None
    ) -> tuple[Placed, ...]:
        kept = self.request.kept
        order = sittings_in_order(
            self.request.work, self.calendar, modules=modules, reach=reach, kept=kept, hold_until=hold_until
        )
        return place(order, self.calendar, kept=kept)


def _last_monday(placed: tuple[Placed, ...]) -> date:
    return max(item.monday for item in placed)


def held_order(request: Request) -> tuple[Unit, ...]:
    """Return the sittings left in the order to hold; none where `hold` names not all of them."""
    units = {unit.id: unit for module in request.work.modules for unit in module.units}
    entries = [split_kept(entry) for entry in request.hold]
    held = tuple(units[unit_id].waiting(until) for unit_id, until in entries if unit_id in units)
    return held if len(held) == len(units) else ()


def _choose(tried: list[tuple[Placed, ...]], bearable: int) -> _Choice:
    """Take the earliest finish, or 07 before the returns where that costs `bearable` weeks at most."""
    rows = [(_last_monday(placed), not is_pulled(placed), nth) for nth, placed in enumerate(tried)]
    soonest = min(rows)
    pulled = min((row for row in rows if not row[1]), default=None)
    cost = (pulled[0] - soonest[0]) // WEEK if pulled else None
    chosen = pulled if pulled and pulled[0] - soonest[0] <= WEEK * bearable else soonest
    return _Choice(tried[chosen[2]], not chosen[1], cost)


def _minutes_too_late(plan: Plan, calendar: StudyCalendar) -> int:
    """The minutes in weeks from which no due date by the latest end can be reached."""
    request = plan.request
    late = 0
    for item in plan.placed:
        last = last_working_day(item.monday, calendar)
        due = first_due_day(last, weekday=request.due_weekday, calendar=calendar)
        late += item.unit.minutes if due is None or due > request.latest_end else 0
    return late
