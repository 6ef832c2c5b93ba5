"""What there is to place: the course's modules, cut into sittings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path

from fingerpost.courseware.sources import COURSE_FILE, load_course
from fingerpost.timetable.toml_rows import Row, read_toml
from fingerpost.timetable.windows import LOADS

LONGEST_UNIT = 150
"""A unit lasts at most 2.5 hours (rule 2)."""
SHORTEST_PART = 30
GRAIN = 15
"""Parts of a cut unit are multiples of a quarter of an hour."""
_PART = "-part-"
_FROM = "@"


@dataclass(frozen=True)
class KindRule:
    """How a kind of unit is treated: may it stand in a light week, may it wait for one."""

    in_light_weeks: bool
    may_wait: bool


KINDS = {
    "set-up": KindRule(in_light_weeks=True, may_wait=False),
    "quiz": KindRule(in_light_weeks=True, may_wait=False),
    "new idea": KindRule(in_light_weeks=False, may_wait=False),
    "assessed": KindRule(in_light_weeks=True, may_wait=False),
    "desk": KindRule(in_light_weeks=True, may_wait=True),
    "catch-up": KindRule(in_light_weeks=True, may_wait=True),
    "optional": KindRule(in_light_weeks=True, may_wait=True),
}
"""Rule 2: light weeks get quizzes, catch-up, desk tasks and unit ends; nothing new."""

NEVER_SPLIT = ("12", "15")
"""Modules that get a "where was I" unit when a pause of more than two weeks falls inside them (rule 4)."""


@dataclass(frozen=True)
class Unit:
    """One sitting. `id` is stable over releases: module, kind and the number within that kind."""

    id: str
    module: str
    kind: str
    title: str
    minutes: int
    opens: bool = False
    """The first sitting of a module that holds a new idea."""
    not_before: date | None = None
    """The Monday until which it waits, whatever room there is (rule 4)."""

    @property
    def in_order(self) -> str:
        """The id as an order of sittings keeps it, with the day until which it waits."""
        return f"{self.id}{_FROM}{self.not_before}" if self.not_before else self.id

    def waiting(self, until: str) -> "Unit":
        """Return the unit waiting until the ISO date `until`, as an order kept it; not where that is ''."""
        return replace(self, not_before=date.fromisoformat(until)) if until else self

    @property
    def whole_id(self) -> str:
        """The id of the unit of the course that this sitting is, or is a part of."""
        return self.id.partition(_PART)[0]

    @cached_property
    def in_light_weeks(self) -> bool:
        """May the unit stand in a light week (rule 2)?"""
        return KINDS[self.kind].in_light_weeks and not self.opens

    @cached_property
    def may_wait(self) -> bool:
        """May later modules go first? Desk tasks, catch-up and optional work may."""
        return KINDS[self.kind].may_wait and self.module not in NEVER_SPLIT


def split_kept(entry: str) -> tuple[str, str]:
    """Return the id and the day, or '', that `Unit.in_order` wrote."""
    unit_id, _, until = entry.partition(_FROM)
    return unit_id, until


@dataclass(frozen=True)
class StudyModule:
    """A module as the timetable sees it. `folder` is its assignment's name in nbgrader."""

    id: str
    folder: str
    title: str
    needs: tuple[str, ...]
    units: tuple[Unit, ...]
    is_ready: bool = True


@dataclass(frozen=True)
class Syllabus:
    """Every module in teaching order."""

    modules: tuple[StudyModule, ...]

    def module(self, module_id: str) -> StudyModule:
        """Return the module called `module_id`; raises KeyError."""
        return {module.id: module for module in self.modules}[module_id]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every module's id in teaching order."""
        return tuple(module.id for module in self.modules)

    @property
    def minutes(self) -> int:
        """The minutes of the whole course."""
        return sum(unit.minutes for module in self.modules for unit in module.units)

    def without(
        self, *, units: frozenset[str] = frozenset(), modules: frozenset[str] = frozenset()
    ) -> "Syllabus":
        """Return the course less some units and whole modules; what needed a module no longer does."""
        return Syllabus(
            tuple(
                replace(
                    module,
                    needs=tuple(need for need in module.needs if need not in modules),
                    units=tuple(unit for unit in module.units if unit.id not in units),
                )
                for module in self.modules
                if module.id not in modules
            )
        )

    def cut_for(self, minutes_a_week: int, *, done: Sequence[Unit] = ()) -> "Syllabus":
        """Return the course with every unit short enough for this learner's weeks, less what is `done`.

        A new idea must fit a normal week, anything else a light one, or parts of half an hour. A unit done
        in part leaves its other minutes, whatever the learner's week was when it was begun.
        """
        parts_done: dict[str, list[Unit]] = {}
        for unit in done:
            parts_done.setdefault(unit.whole_id, []).append(unit)
        return Syllabus(
            tuple(
                replace(
                    module,
                    units=tuple(
                        part
                        for unit in module.units
                        for part in _parts(unit, minutes_a_week, parts_done.get(unit.id, []))
                    ),
                )
                for module in self.modules
            )
        )


def read_syllabus(course: Path) -> Syllabus:
    """Read modules, prerequisites and units from `course.toml` in `course`."""
    listed = load_course(course)
    entries = read_toml(course / COURSE_FILE).tables("modules")
    modules = []
    for module, entry in zip(listed.modules, entries, strict=True):
        units = tuple(_units(module.id, entry))
        total = sum(unit.minutes for unit in units)
        if total != module.minutes:
            raise entry.refuse(
                "units", f"the units of module {module.id} add up to {total}, not {module.minutes}."
            )
        modules.append(
            StudyModule(module.id, module.folder, module.title, module.needs, units, module.status == "ready")
        )
    return Syllabus(tuple(modules))


def _units(module: str, entry: Row) -> Iterator[Unit]:
    rows = entry.tables("units")
    least = SHORTEST_PART if module in NEVER_SPLIT else GRAIN
    is_new = any(row.values.get("kind") == "new idea" for row in rows)
    seen: dict[str, int] = {}
    for row in rows:
        row.only("kind", "minutes", "title")
        kind = row.words("kind", one_of=tuple(KINDS))
        seen[kind] = seen.get(kind, 0) + 1
        minutes = int(row.number("minutes", least=least, most=LONGEST_UNIT))
        name = f"{module}-{kind.replace(' ', '-')}-{seen[kind]}"
        yield Unit(name, module, kind, row.words("title"), minutes, opens=is_new and sum(seen.values()) == 1)


def _parts(unit: Unit, minutes_a_week: int, done: Sequence[Unit]) -> Iterator[Unit]:
    """Yield what is left of the unit, whole or in parts that fit the weeks it may stand in."""
    left = unit.minutes - sum(part.minutes for part in done)
    share = LOADS["light"] if unit.in_light_weeks else LOADS["normal"]
    longest = max(int(minutes_a_week * share) // GRAIN * GRAIN, SHORTEST_PART)
    if left <= 0:
        return
    if not done and left <= longest:
        yield unit
        return
    sizes = [longest] * (left // longest) + [left % longest] * bool(left % longest)
    ids_done = {part.id for part in done}
    numbers = (number for number in count(1) if f"{unit.id}{_PART}{number}" not in ids_done)
    for number, size in zip(numbers, sizes, strict=False):
        yield replace(
            unit,
            id=f"{unit.id}{_PART}{number}",
            title=f"{unit.title} (part {number} of {len(done) + len(sizes)})",
            minutes=size,
            opens=unit.opens and number == 1,
        )
