"""A plan from dated inputs: the best order found, every unit in its week, every hand-in on its day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from fingerpost.timetable.due_dates import HandIn, Key, first_due_day, hand_ins, last_working_day
from fingerpost.timetable.ordering import REACHES, module_orders, sittings_in_order
from fingerpost.timetable.placing import NOTHING_KEPT, Kept, NoPlaceError, Placed, place
from fingerpost.timetable.syllabus import Syllabus, Unit
from fingerpost.timetable.weeks import StudyCalendar, StudyTime, Week
from fingerpost.timetable.windows import monday_of

BEFORE_RETURNS = "07"
RETURNS_OPEN = (4, 1)
PULL_DAYS = 56
"""07 is pulled into the eight weeks before 1 April (rule 4) ..."""
PULL_COST_WEEKS = 2
"""... unless that finishes the course more than two weeks later."""
SECOND_REACH = 8
"""Tried where no order brings 07 there at the reach that finishes soonest."""


@dataclass(frozen=True)
class Request:
    """Everything a plan depends on. `hold` is an order of sittings, by unit id, to be kept as it is.

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

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the units still to do, in order: `Request.hold` takes it."""
        kept = self.request.kept.unit_ids
        return tuple(item.unit.id for item in self.placed if item.unit.id not in kept)

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


def make_plan(request: Request) -> Plan:
    """Return the plan; raises `ShortOfTimeError` if it does not end in time."""
    calendar = StudyCalendar(request.time)
    try:
        plan = plan_without_end(request, calendar)
    except NoPlaceError as trouble:
        end = monday_of(request.latest_end)
        fitted = sum(item.unit.minutes for item in trouble.placed if item.monday <= end)
        total = request.work.minutes
        raise ShortOfTimeError(max(total - fitted, 1), None) from None
    if plan.finish > request.latest_end:
        raise ShortOfTimeError(_minutes_too_late(plan, calendar), plan)
    return plan


def plan_without_end(request: Request, calendar: StudyCalendar) -> Plan:
    """Return the plan as if there were no latest end; raises `NoPlaceError` if a unit fits no week at all."""
    held = held_order(request)
    tried = [place(held, calendar, kept=request.kept)] if held else list(_tried(request, calendar))
    placed, pulled = _choose(tried)
    dated = hand_ins(placed, weekday=request.due_weekday, calendar=calendar, promised=request.promised)
    if any(due is None for _, _, _, due in dated):
        raise NoPlaceError(placed)
    settled = tuple(HandIn(module, what, last, due, due) for module, what, last, due in dated if due)
    last = max(hand_in.due for hand_in in settled)
    weeks = tuple(calendar.week(index) for index in range(calendar.index_of(last) + 1))
    return Plan(request, weeks, placed, settled, pulled)


def _tried(request: Request, calendar: StudyCalendar) -> Iterator[tuple[Placed, ...]]:
    """Place the leading module order at every reach, then the others at the best one, then at another.

    On a replan (`lead`) the modules keep their order, so that nobody finds the course shuffled.
    """
    work = request.work
    orders = module_orders(work, request.lead)

    def placed(modules: tuple[str, ...], reach: int) -> tuple[Placed, ...]:
        order = sittings_in_order(work, calendar, modules=modules, reach=reach, kept=request.kept)
        return place(order, calendar, kept=request.kept)

    leading = [(placed(orders[0], reach), reach) for reach in REACHES]
    yield from (items for items, _ in leading)
    if request.lead:
        return
    best = min(leading, key=lambda pair: (_last_monday(pair[0]), pair[1]))[1]
    is_pulled = False
    for reach in (best, SECOND_REACH):
        for modules in orders[1:]:
            items = placed(modules, reach)
            is_pulled = is_pulled or _is_pulled(items)
            yield items
        if is_pulled:
            return


def _last_monday(placed: tuple[Placed, ...]) -> date:
    return max(item.monday for item in placed)


def held_order(request: Request) -> tuple[Unit, ...]:
    """Return the sittings left in the order to hold; none where `hold` names not all of them."""
    units = {unit.id: unit for module in request.work.modules for unit in module.units}
    held = tuple(units[unit_id] for unit_id in request.hold if unit_id in units)
    return held if len(held) == len(units) else ()


def _choose(tried: list[tuple[Placed, ...]]) -> tuple[tuple[Placed, ...], bool]:
    """Take the earliest finish, or 07 before the returns where that costs two weeks at most."""
    rows = [(_last_monday(placed), not _is_pulled(placed), nth) for nth, placed in enumerate(tried)]
    soonest = min(last for last, _, _ in rows)
    bearable = soonest + timedelta(weeks=PULL_COST_WEEKS)
    near = [row for row in rows if row[0] <= (soonest if row[1] else bearable)]
    _, missed, nth = min(near, key=lambda row: (row[1], row[0], row[2]))
    return tried[nth], not missed


def _is_pulled(placed: tuple[Placed, ...]) -> bool:
    mondays = [
        item.monday for item in placed if item.unit.module == BEFORE_RETURNS and not item.unit.may_wait
    ]
    if not mondays:
        return False
    opens = date(max(mondays).year, *RETURNS_OPEN)
    return opens - timedelta(days=PULL_DAYS) <= min(mondays) and max(mondays) < monday_of(opens)


def _minutes_too_late(plan: Plan, calendar: StudyCalendar) -> int:
    """The minutes in weeks from which no due date by the latest end can be reached."""
    request = plan.request
    late = 0
    for item in plan.placed:
        last = last_working_day(item.monday, calendar)
        due = first_due_day(last, weekday=request.due_weekday, calendar=calendar)
        late += item.unit.minutes if due is None or due > request.latest_end else 0
    return late
