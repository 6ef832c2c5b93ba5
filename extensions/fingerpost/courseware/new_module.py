"""An author's first files for a module: whole and working, to be changed piece by piece."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from fingerpost.courseware.sources import COURSE_FILE, Course, Module, load_course
from fingerpost.courseware.standards import STANDARDS, WAYS, read_standard
from fingerpost.errors import FingerpostError, WrongUseError

FILES = (
    "assignment.py",
    "lesson.py",
    "practice.py",
    "desk.py",
    "quiz.toml",
    "checks.py",
    "answers.py",
    "sheet.md",
    "tutor.md",
)

POINTS_OF_A_MODULE = 24  # curriculum §3; a person's task has 6 more
_SKELETON = files("fingerpost.courseware") / "skeleton"
_FOLDER = re.compile(r"(?P<id>\d\d)-[a-z0-9]+(-[a-z0-9]+)*")


class ModuleThereError(FingerpostError):
    """The module has files already; none of them is touched."""


@dataclass(frozen=True)
class NewModule:
    """What was written, the lines that `course.toml` still lacks ('' where it lacks none), names to mend.

    `unmapped` are the names by which the standards' maps call the module's tasks and which are none of them.
    """

    folder: Path
    lines: str
    unmapped: tuple[str, ...] = ()


def write_new_module(course: Path, named: str) -> NewModule:
    """Write the first files of the module `named`, by id or by folder like 04-lookups-and-joins.

    The tasks are those that the course's list has for it, else one for an example. Raises `WrongUseError`
    where the name is none and `ModuleThereError` where one of the files exists.
    """
    listed = load_course(course)
    module = _settled(listed, named)
    folder = course / module.folder
    if there := [name for name in FILES if (folder / name).exists()]:
        raise ModuleThereError(f"{folder} has a {there[0]} already, so nothing was written.")
    written = {name: _filled(name, module) for name in FILES}
    folder.mkdir(exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return NewModule(folder, _lines_wanted(listed, module), _unmapped(course, module))


def _settled(course: Course, named: str) -> Module:
    """Return the module as it will stand in the list: its own row, or a new one; never without a task."""
    found = next((module for module in course.modules if named in (module.id, module.folder)), None)
    if found is None:
        match = _FOLDER.fullmatch(named)
        if match is None or any(module.id == match["id"] for module in course.modules):
            known = ", ".join(module.folder for module in course.modules)
            raise WrongUseError(
                f"'{named}' is no module of {course.root / COURSE_FILE} and cannot become one: a new one is "
                f"two digits of its own and words, like 16-my-topic. There is: {known}."
            )
        found = _new(match["id"], named)
    tasks = found.tasks or (f"m{found.id}_first_answer",)
    persons = found.person_tasks or (() if found.tasks else (f"m{found.id}_in_words",))
    return Module(**(vars(found) | {"tasks": tasks, "person_tasks": persons, "status": "ready"}))


def _new(number: str, folder: str) -> Module:
    title = folder.removeprefix(f"{number}-").replace("-", " ").capitalize()
    return Module(number, folder, title, "ready", 60, (), (), (), (), ())


def _filled(name: str, module: Module) -> str:
    """Return one file: its head, then a part for each task and for each task a person marks."""
    known = {"id": module.id, "folder": module.folder, "title": module.title}
    known["listed"] = _list(module.tasks + module.person_tasks)
    parts: list[tuple[str, dict[str, str]]] = [("", {})]
    parts += [(".each-task", {"word": word} | _points(at, module)) for at, word in enumerate(module.tasks)]
    parts += [(".each-person", {"person": word}) for word in module.person_tasks]
    return "".join(_part(f"{name}{which}.txt", known | words) for which, words in parts)


def _points(at: int, module: Module) -> dict[str, str]:
    """Return the points of task `at`: all together have a module's, the first ones what is left over."""
    each, over = divmod(POINTS_OF_A_MODULE, len(module.tasks))
    points = each + (at < over)
    return {"points": str(points), "seen": "1", "hidden": str(points - 1)}


def _part(name: str, words: dict[str, str]) -> str:
    part = _SKELETON / name
    return Template(part.read_text(encoding="utf-8")).substitute(words) if part.is_file() else ""


def _lines_wanted(course: Course, module: Module) -> str:
    """Return what has to be written in course.toml before the module is built."""
    if module in course.modules:
        return ""
    own = [
        'status = "ready"',
        f"tasks = {_list(module.tasks)}",
        f"person_tasks = {_list(module.person_tasks)}",
    ]
    if any(module.id == listed.id for listed in course.modules):
        return "\n".join(own)
    head = [f'id = "{module.id}"', f'folder = "{module.folder}"', f'title = "{module.title}"']
    empty = [f"minutes = {module.minutes}", "needs = []", "tables = []", "ksbs = []"]
    units = 'units = [{ kind = "assessed", minutes = 60, title = "Assignment" }]'
    return "\n".join(["[[modules]]", *head, *own, *empty, units])


def _unmapped(course: Path, module: Module) -> tuple[str, ...]:
    """Return what the maps of the standards call the module's tasks, and the module does not."""
    maps = [read_standard(path) for path in sorted((course / STANDARDS).glob("*.toml"))]
    named = [one.name for made in maps for one in made.met if one.module == module.id and one.way in WAYS]
    return tuple(dict.fromkeys(name for name in named if name not in module.tasks + module.person_tasks))


def _list(words: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
