"""The order of all sittings: which modules first, and which work waits for a light week (rules 2 and 4).

Modules stand one after the other; only desk tasks, catch-up and optional work may wait, and only for light
weeks that lie within reach. The planner tries a handful of module orders and reaches and compares the plans.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import permutations

from fingerpost.timetable.before_returns import BEFORE_RETURNS
from fingerpost.timetable.placing import MOST_EMPTY_WEEKS, NOTHING_KEPT, Kept, NoPlaceError, fits
from fingerpost.timetable.syllabus import StudyModule, Syllabus, Unit
from fingerpost.timetable.weeks import StudyCalendar

REACHES = (0, 8, 16, 26)
"""How many weeks a desk task may wait for a light week; the least that finishes soonest is taken."""
FREE_TO_MOVE = ("05", "06", "07")
"""Modules that may be taken in any order (`curriculum.md` section 1)."""
CAPSTONE = "15"
"""Needs all: nothing of another module waits once it has begun."""
FILLERS = ("13", "11")
"""Modules that may go before 07, to bring it into the weeks before the returns open."""


def module_orders(syllabus: Syllabus, first_tried: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the module orders worth trying, prerequisites first; `first_tried`, or teaching order, leads."""
    wishes = [tuple(first_tried)]
    for moved in permutations(FREE_TO_MOVE):
        wishes += [moved, (*moved[:2], FILLERS[0], *moved[2:]), (*moved[:2], *FILLERS, *moved[2:])]
    return tuple(dict.fromkeys(_with_needs_first(syllabus, wish) for wish in wishes))


def _with_needs_first(syllabus: Syllabus, wish: Sequence[str]) -> tuple[str, ...]:
    """Put the wished modules, in their order, where the first of them is taught; needs still go first."""
    others = [module for module in syllabus.ids if module not in wish]
    at = next((place for place, module in enumerate(syllabus.ids) if module in wish), 0)
    wished = [module for module in wish if module in syllabus.ids]
    ranks = {module: rank for rank, module in enumerate(others[:at] + wished + others[at:])}
    left = {module.id: set(module.needs) for module in syllabus.modules}
    order: list[str] = []
    while left:
        chosen = min(
            (module for module, needs in left.items() if not needs & left.keys()), key=ranks.__getitem__
        )
        order.append(chosen)
        del left[chosen]
    return tuple(order)


def sittings_in_order(
    syllabus: Syllabus,
    calendar: StudyCalendar,
    *,
    modules: Sequence[str],
    reach: int,
    kept: Kept = NOTHING_KEPT,
    hold_until: date | None = None,
) -> tuple[Unit, ...]:
    """Return every unit not kept, in the order in which a week-by-week walk would take them.

    07 waits until the Monday `hold_until`; waiting work fills the weeks before it. Raises `NoPlaceError`
    if a unit fits no week.
    """
    walk = _Walk(calendar, reach=reach, kept=kept, hold_until=hold_until)
    done = kept.unit_ids
    for module in (syllabus.module(name) for name in modules):
        walk.take_module(module, done)
    walk.empty_the_pile()
    return tuple(walk.taken)


@dataclass
class _Walk:
    """A walk through the weeks: main work is taken in order, waiting work from a pile where it suits."""

    calendar: StudyCalendar
    reach: int
    kept: Kept
    hold_until: date | None = None
    taken: list[Unit] = field(default_factory=list)
    pile: list[Unit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.index = self.kept.resume
        self.used = self.kept.used_in(self.calendar.week(self.index).monday)
        self.last_taken = self.index
        self.light_ahead: dict[int, int] = {}

    def take_module(self, module: StudyModule, done: frozenset[str]) -> None:
        """Take the module's main units, and whatever waiting work suits on the way."""
        main = [unit for unit in module.units if unit.id not in done and not unit.may_wait]
        if main and module.id == CAPSTONE:
            self.empty_the_pile()
        if main and module.id == BEFORE_RETURNS:
            main[0] = replace(main[0], not_before=self.hold_until)
        for unit in main:
            self._walk_to(unit)
        self.pile += [unit for unit in module.units if unit.id not in done and unit.may_wait]

    def empty_the_pile(self) -> None:
        """Take all that waits, in order."""
        while self.pile:
            waited = self.pile.pop(0)
            while not self._fits(waited):
                self._next_week()
            self._take(waited)

    def _walk_to(self, unit: Unit) -> None:
        """Take waiting work until `unit` has its turn, then take it."""
        while True:
            is_next = self._fits(unit)
            wants_room = self.pile and (not is_next or self._pile_is_full())
            waited = self._waiting_unit_that_fits() if wants_room else None
            if waited:
                self.pile.remove(waited)
                self._take(waited)
            elif is_next:
                self._take(unit)
                return
            else:
                self._next_week()

    def _waiting_unit_that_fits(self) -> Unit | None:
        """The first that fits; a module's desk task, log and look back keep their order."""
        passed: set[str] = set()
        for unit in self.pile:
            if unit.module not in passed and self._fits(unit):
                return unit
            passed.add(unit.module)
        return None

    def _pile_is_full(self) -> bool:
        """More waits than the light weeks within reach can hold; in a light week main work comes first."""
        week = self.calendar.week(self.index)
        return not week.is_light and sum(unit.minutes for unit in self.pile) > self._light_minutes_ahead()

    def _light_minutes_ahead(self) -> int:
        if self.index not in self.light_ahead:
            ahead = (self.calendar.week(self.index + step) for step in range(1, self.reach + 1))
            self.light_ahead[self.index] = sum(week.minutes for week in ahead if week.is_light)
        return self.light_ahead[self.index]

    def _fits(self, unit: Unit) -> bool:
        return fits(unit, self.calendar.week(self.index), self.used)

    def _take(self, unit: Unit) -> None:
        self.taken.append(unit)
        self.used += unit.minutes
        self.last_taken = self.index

    def _next_week(self) -> None:
        self.index, self.used = self.index + 1, 0
        if self.index - self.last_taken > MOST_EMPTY_WEEKS:
            raise NoPlaceError
