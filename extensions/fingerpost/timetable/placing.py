"""Units put into weeks, one after the other, each whole and at the first place where the rules let it stand.

Nothing looks ahead and nothing goes back, so with the order held a smaller week can only move work later:
the place after unit n, read as (week, minutes used), never comes before the place it had with larger weeks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fingerpost.timetable.syllabus import NEVER_SPLIT, SHORTEST_PART, Unit
from fingerpost.timetable.weeks import StudyCalendar, Week

LONGEST_SPLIT_WEEKS = 2
"""A pause of more than two weeks inside 12 or 15 gets a unit to find the thread again (rule 4)."""
MOST_EMPTY_WEEKS = 160
"""After three years without a place for it, a unit has none in this person's calendar."""
_REMINDER = "where-was-i"


@dataclass(frozen=True)
class Placed:
    """A unit in its week; `done` work is history and is never moved."""

    unit: Unit
    monday: date
    done: bool = False


@dataclass(frozen=True)
class Kept:
    """What a replan keeps: the placed work, and the index of the week from which the rest may be placed."""

    placed: tuple[Placed, ...] = ()
    resume: int = 0

    def used_in(self, monday: date) -> int:
        """Return the minutes kept in the week."""
        return sum(item.unit.minutes for item in self.placed if item.monday == monday)

    @property
    def unit_ids(self) -> frozenset[str]:
        """The ids of the kept units."""
        return frozenset(item.unit.id for item in self.placed)


class NoPlaceError(Exception):
    """A unit fits no week of the calendar; `placed` went before it. The planner says so in its own words."""

    def __init__(self, placed: tuple[Placed, ...] = ()) -> None:
        super().__init__("a unit fits no week")
        self.placed = placed


NOTHING_KEPT = Kept()


def place(order: Sequence[Unit], calendar: StudyCalendar, *, kept: Kept = NOTHING_KEPT) -> tuple[Placed, ...]:
    """Return the kept work and every unit of `order` in its week; raises `NoPlaceError` if one fits none."""
    hand = _Hand(order, calendar, kept)
    for unit in order:
        hand.remind_before(unit)
        hand.put(unit)
    return tuple(hand.placed)


def fits(unit: Unit, week: Week, used: int) -> bool:
    """Say whether the unit may stand in the week beside `used` minutes of other work (rules 1, 2 and 4)."""
    if unit.not_before and week.monday < unit.not_before:
        return False
    return used + unit.minutes <= week.minutes and (unit.in_light_weeks or not week.is_light)


def is_reminder(unit: Unit) -> bool:
    """Say whether the planner added this unit after a long pause."""
    return _REMINDER in unit.id


class _Hand:
    """The hand that places: where it stands, and which module that should not be split is open."""

    def __init__(self, order: Sequence[Unit], calendar: StudyCalendar, kept: Kept) -> None:
        self.calendar = calendar
        self.placed = list(kept.placed)
        self.index = kept.resume
        self.used = kept.used_in(calendar.week(kept.resume).monday)
        self.last_index = max((calendar.index_of(item.monday) for item in kept.placed), default=kept.resume)
        self.left = Counter(unit.module for unit in order if unit.module in NEVER_SPLIT)
        begun = {item.unit.module for item in kept.placed}
        self.open = next((module for module in NEVER_SPLIT if module in begun and self.left[module]), None)

    def put(self, unit: Unit) -> None:
        """Put the unit at the first place from here on."""
        index, used = self._first_place(unit)
        self.placed.append(Placed(unit, self.calendar.week(index).monday))
        self.index, self.used, self.last_index = index, used + unit.minutes, index
        if unit.module in NEVER_SPLIT and not is_reminder(unit):
            self.left[unit.module] -= 1
            self.open = unit.module if self.left[unit.module] else None

    def remind_before(self, unit: Unit) -> None:
        """Put a reminder after a long pause that would otherwise split the open module."""
        if self.open is None:
            return
        back = self._back_after_long_pause(self._first_place(unit)[0])
        if back is None:
            return
        if back > self.index:
            self.index, self.used = back, 0
        number = 1 + sum(
            1 for item in self.placed if item.unit.module == self.open and is_reminder(item.unit)
        )
        title = "Where was I? Read back, then run your notebook from the top"
        self.put(Unit(f"{self.open}-{_REMINDER}-{number}", self.open, "catch-up", title, SHORTEST_PART))

    def _first_place(self, unit: Unit) -> tuple[int, int]:
        index, used = self.index, self.used
        while not fits(unit, self.calendar.week(index), used):
            index, used = index + 1, 0
            if index - self.index > MOST_EMPTY_WEEKS:
                raise NoPlaceError(tuple(self.placed))
        return index, used

    def _back_after_long_pause(self, until: int) -> int | None:
        """The first week after a run of more than two weeks without an hour, before week `until`."""
        run = 0
        for index in range(self.last_index + 1, until + 1):
            if self.calendar.week(index).is_paused:
                run += 1
            elif run > LONGEST_SPLIT_WEEKS:
                return index
            else:
                run = 0
        return None
