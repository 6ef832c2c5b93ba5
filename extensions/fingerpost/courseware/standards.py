"""Apprenticeship statements as dated data, where the course meets them, and what a learner has shown."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from fingerpost.courseware.sources import Course
from fingerpost.errors import FingerpostError

STANDARDS = "standards"

Way = Literal["task", "person", "desk", "quiz"]
_SHOWS: tuple[Way, ...] = ("task", "person", "desk")  # a quiz never covers a statement by itself


class StandardFaultError(FingerpostError):
    """A file of a standard, or its map, contradicts itself or the course."""


@dataclass(frozen=True)
class Statement:
    """One statement of a standard: its code, its short name, and which of the three it is."""

    code: str
    name: str

    @property
    def part(self) -> str:
        """Return `knowledge`, `skill` or `behaviour`."""
        return {"K": "knowledge", "S": "skill", "B": "behaviour"}[self.code[0]]


@dataclass(frozen=True)
class Met:
    """One place where statements are met: module, by what, its name, and the evidence it leaves."""

    module: str
    way: Way
    name: str
    codes: tuple[str, ...]
    evidence: str


@dataclass(frozen=True)
class Standard:
    """A standard as of a date, its statements by code, and where the course meets them."""

    id: str
    title: str
    version: str
    as_of: str
    source: str
    statements: Mapping[str, Statement]
    met: tuple[Met, ...]

    def of_module(self, module: str) -> dict[str, str]:
        """Return the statements a module can cover: code -> short name, in the standard's order."""
        codes = {code for one in self.met if one.module == module and one.way in _SHOWS for code in one.codes}
        return {code: told.name for code, told in self.statements.items() if code in codes}


@dataclass(frozen=True)
class Covered:
    """One statement in a learner's grid: shown by which places, met in a quiz, or not met yet."""

    statement: Statement
    shown_by: tuple[Met, ...]
    only_asked: bool

    @property
    def is_covered(self) -> bool:
        """Return whether a marked task or a desk task shows it."""
        return bool(self.shown_by)


def load_standard(course: Course, name: str = "st0118") -> Standard:
    """Return a standard of the course with its map; raises `StandardFaultError` for the first fault."""
    path = course.root / STANDARDS / f"{name}.toml"
    standard = read_standard(path)
    _refuse_unknown(standard, course, path)
    return standard


def read_standard(path: Path) -> Standard:
    """Return the standard in one file, not compared with a course; raises `StandardFaultError`."""
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        statements = {code: Statement(code, said) for code, said in told["statements"].items()}
        met = tuple(
            Met(one["module"], one["way"], one["name"], tuple(one["codes"]), one["evidence"])
            for one in told["met"]
        )
        head = {key: str(told[key]) for key in ("id", "title", "version", "as_of", "source")}
        _refuse_undated(head, path)
        return Standard(**head, statements=statements, met=met)
    except FileNotFoundError:
        raise StandardFaultError(
            f"{path} is not there; a standard is a file of the folder {STANDARDS}."
        ) from None
    except (tomllib.TOMLDecodeError, KeyError) as trouble:
        raise StandardFaultError(f"{path} cannot be read: {trouble}. Mend that entry first.") from None


def _refuse_undated(head: Mapping[str, str], path: Path) -> None:
    """Raise where a standard does not say where its statements are from, and as of which day."""
    try:
        date.fromisoformat(head["as_of"])
    except ValueError:
        raise StandardFaultError(
            f'{path}: as_of is "{head["as_of"]}"; give the day its statements were read, like 2026-01-31.'
        ) from None
    if not head["source"].strip():
        raise StandardFaultError(f"{path}: source is empty; say where the statements were read.")


def coverage(standard: Standard, done: Collection[tuple[str, str]]) -> tuple[Covered, ...]:
    """Return a learner's grid, one row a statement in the standard's order.

    `done` holds (module, name) of what was passed or handed in: task words, person tasks, 'desk', 'quiz'.
    """
    reached = [one for one in standard.met if (one.module, one.name) in done]
    rows = []
    for code, statement in standard.statements.items():
        here = [one for one in reached if code in one.codes]
        shown = tuple(one for one in here if one.way in _SHOWS)
        rows.append(Covered(statement, shown, bool(here) and not shown))
    return tuple(rows)


WAYS = {"task": "task", "person": "person's task"}
"""The ways of meeting a statement that a module's own list names, as a sentence calls them."""


def _refuse_unknown(standard: Standard, course: Course, path: Path) -> None:
    """Raise where the map names a code, a module or a task that there is not, or a module's list differs."""
    modules = {module.id: module for module in course.modules}
    for one in standard.met:
        module = modules.get(one.module)
        if module is None:
            raise StandardFaultError(
                f"{path}: the map names module {one.module}, which course.toml does not list."
            )
        if lost := [code for code in one.codes if code not in standard.statements]:
            raise StandardFaultError(
                f"{path}: module {one.module} names {lost[0]}, no statement of this standard."
            )
        listed = {"task": module.tasks, "person": module.person_tasks}.get(one.way)
        if module.status == "ready" and listed is not None and one.name not in listed:
            raise StandardFaultError(
                f"{path}: '{one.name}' is no {WAYS[one.way]} of module {one.module}, which is ready. "
                f"Write there by their words in course.toml: {', '.join(listed)}."
            )
