"""`course.toml`, THE list of what the course holds, and where the course's sources are."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fingerpost.errors import FingerpostError, WrongUseError

COURSE_FILE = "course.toml"

Status = Literal["ready", "planned"]


class CourseListFaultError(FingerpostError):
    """`course.toml` cannot be read, or contradicts itself."""


class UnknownModuleError(WrongUseError):
    """A module was asked for that the course does not list."""


@dataclass(frozen=True)
class Module:
    """One row of the list. `minutes` are a learner's, `needs` the ids of modules that come first.

    `desk_minutes` are those of the units at one's desk.
    """

    id: str
    folder: str
    title: str
    status: Status
    minutes: int
    needs: tuple[str, ...]
    tables: tuple[str, ...]
    ksbs: tuple[str, ...]
    tasks: tuple[str, ...]
    person_tasks: tuple[str, ...]
    desk_minutes: int = 0


@dataclass(frozen=True)
class Course:
    """The whole list with its release; `root` is the folder that holds `course.toml`."""

    root: Path
    release: str
    fix: int
    modules: tuple[Module, ...]

    @property
    def ready(self) -> tuple[Module, ...]:
        """The modules that have sources to build, in teaching order."""
        return tuple(module for module in self.modules if module.status == "ready")

    def module(self, name: str) -> Module:
        """Return the module whose id or folder is `name`; raises `UnknownModuleError`."""
        for module in self.modules:
            if name in (module.id, module.folder):
                return module
        known = ", ".join(module.id for module in self.modules)
        raise UnknownModuleError(f"{self.root / COURSE_FILE} lists no module '{name}'. It has: {known}.")


def load_course(root: Path) -> Course:
    """Read the list in `root`; raises `CourseListFaultError` naming the first thing that is off."""
    path = root / COURSE_FILE
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseListFaultError(
            f"{path} is not there. A course folder holds one; try --course DIR."
        ) from None
    except tomllib.TOMLDecodeError as trouble:
        raise CourseListFaultError(
            f"{path} is not readable as TOML: {trouble}. Mend that line first."
        ) from None
    try:
        modules = tuple(_module(entry) for entry in listed["modules"])
        course = Course(root=root, release=listed["release"], fix=listed["fix"], modules=modules)
    except KeyError as missing:
        raise CourseListFaultError(
            f"{path}: an entry lacks {missing}; every module has the same keys."
        ) from None
    _refuse_contradictions(course, path)
    return course


def find_course(named: Path | None = None, *, around: Path | None = None) -> Path | None:
    """Return the folder that holds the course's sources, or None where there are none.

    `named` is that folder itself (`--course DIR`); without it, `course/course.toml` is looked for in
    `around` (the current folder by default) and its parents. Raises `CourseListFaultError` if the
    named folder holds no `course.toml`.
    """
    if named is not None:
        if not (named / COURSE_FILE).is_file():
            raise CourseListFaultError(
                f"{named} holds no {COURSE_FILE}. Name the folder that does: --course DIR."
            )
        return named
    start = (around or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "course" / COURSE_FILE).is_file():
            return folder / "course"
    return None


def _module(entry: dict[str, Any]) -> Module:
    told: dict[str, Any] = {key: entry[key] for key in ("id", "folder", "title", "status", "minutes")}
    for key in ("needs", "tables", "ksbs", "tasks", "person_tasks"):
        told[key] = tuple(entry[key])
    desk = (unit for unit in entry.get("units", ()) if unit.get("kind") == "desk")
    told["desk_minutes"] = sum(unit["minutes"] for unit in desk)
    return Module(**told)


def _refuse_contradictions(course: Course, path: Path) -> None:
    """Raise if an id or task word occurs twice, or a module needs one that is not listed above it."""
    above: set[str] = set()
    words: set[str] = set()
    for module in course.modules:
        if module.id in above:
            raise CourseListFaultError(f"{path}: module {module.id} is listed twice; ids are unique.")
        unknown = sorted(set(module.needs) - above)
        if unknown:
            raise CourseListFaultError(f"{path}: module {module.id} needs {unknown[0]}, not listed above it.")
        for word in module.tasks + module.person_tasks:
            if word in words:
                raise CourseListFaultError(f"{path}: task '{word}' is listed twice; a word names one task.")
            words.add(word)
        above.add(module.id)
