"""When work is handed in (rule 3), and which piece of a module is handed in when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fingerpost.timetable.placing import Placed
from fingerpost.timetable.syllabus import Unit
from fingerpost.timetable.weeks import StudyCalendar, office_days_between
from fingerpost.timetable.windows import WEEK, is_bank_holiday, monday_of

DAYS_TO_FINISH = 5
"""Due dates are at least five working days after the last unit."""
MOST_WEEKS_TO_SEARCH = 120
Key = tuple[str, str]
"""A hand-in over all replans: its module, and assignment or desk task."""
ASSIGNMENT, DESK_TASK = "assignment", "desk task"


@dataclass(frozen=True)
class HandIn:
    """One thing to hand in: `last_day` ends the week of its last unit, `first_planned` is its oldest date."""

    module: str
    what: str
    last_day: date
    due: date
    first_planned: date

    @property
    def key(self) -> Key:
        """What it is, over all replans."""
        return self.module, self.what


def first_due_day(
    last_day: date, *, weekday: int, calendar: StudyCalendar, not_before: date = date.min
) -> date | None:
    """Return the first day on which work finished by `last_day` may be due; None if there is none for years.

    The day is the chosen weekday and at least five working days later; it lies in no paused week, not in
    the first week back, not in the ten working days before a statutory deadline, on no bank holiday or leave,
    and not before `not_before`, a date already promised.
    """
    day = max(monday_of(last_day), monday_of(max(not_before, last_day)) - WEEK) + timedelta(days=weekday)
    for _ in range(MOST_WEEKS_TO_SEARCH):
        day += WEEK
        if (
            day >= not_before
            and _may_be_due(day, calendar)
            and office_days_between(last_day, day, calendar=calendar) >= DAYS_TO_FINISH
        ):
            return day
    return None


def hand_ins(
    placed: Sequence[Placed], *, weekday: int, calendar: StudyCalendar, promised: Mapping[Key, date]
) -> tuple[tuple[str, str, date, date | None], ...]:
    """Return (module, what, last day of work, due day) for every module, in the order of the last days.

    No date comes before the one `promised` for it. Waiting work (desk task, log, optional) that stands behind
    another module's has a date of its own.
    """
    ends: dict[Key, date] = {}
    waits = waiting_units([item.unit for item in placed])
    for item in placed:
        what = DESK_TASK if item.unit.id in waits else ASSIGNMENT
        day = last_working_day(item.monday, calendar)
        key = (item.unit.module, what)
        ends[key] = max(ends.get(key, day), day)
    dated = (
        (
            *key,
            last,
            first_due_day(last, weekday=weekday, calendar=calendar, not_before=promised.get(key, last)),
        )
        for key, last in ends.items()
    )
    return tuple(sorted(dated, key=lambda row: (row[2], row[0], row[1])))


def waiting_units(order: Sequence[Unit]) -> frozenset[str]:
    """Return the ids of units that stand behind another module's opening, because they may wait."""
    waits, current = set(), ""
    for unit in order:
        if not unit.may_wait:
            current = unit.module
        elif unit.module != current:
            waits.add(unit.id)
    return frozenset(waits)


def last_working_day(monday: date, calendar: StudyCalendar) -> date:
    """Return the last of the person's working days in the week: by then the week's units are done."""
    days = [monday + timedelta(days=step) for step in calendar.time.working_days]
    return max((day for day in days if calendar.is_working(day)), default=max(days))


def _may_be_due(day: date, calendar: StudyCalendar) -> bool:
    index = calendar.index_of(day)
    if calendar.week(index).is_paused or (index > 0 and calendar.week(index - 1).is_paused):
        return False
    return not (calendar.is_quiet(day) or calendar.is_leave(day) or is_bank_holiday(day))
