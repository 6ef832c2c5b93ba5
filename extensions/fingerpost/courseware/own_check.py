"""Marking one's own notebook: in full where the answers are, and plainly said where they are not."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fingerpost.courseware.build import ANSWERS, build_tutor, read_settings
from fingerpost.courseware.edition import remembered_sources, source_digest
from fingerpost.courseware.made import program_digest
from fingerpost.courseware.sources import UnknownModuleError, find_course, load_course
from fingerpost.errors import FingerpostError
from fingerpost.grading.catalogue import ListedModule, listed_modules, load_module
from fingerpost.grading.checking import course_root_above
from fingerpost.grading.marking import answers_file, check_notebook, mark_notebook
from fingerpost.grading.script import module_of, notebook_cells
from fingerpost.grading.verdict import Verdict
from fingerpost.warehouse.paths import data_root

_OWN_ROOT = "-own-marks"
_STAMP = "own-marks.json"


class NotebookFaultError(FingerpostError):
    """The file that was to be checked is not a notebook of the module."""


@dataclass(frozen=True)
class WaitingPoints:
    """Points that cannot be given here: what for, how many, and who gives them."""

    title: str
    points: float
    by: Literal["tutor", "person"]


@dataclass(frozen=True)
class OwnMarks:
    """What checking one's own notebook found: a verdict for each task, and the points still to come."""

    module: ListedModule
    verdicts: Mapping[str, Verdict]
    waiting: tuple[WaitingPoints, ...]


def check_own_notebook(
    module: str,
    notebook: Path,
    *,
    course: Path | None = None,
    say: Callable[[str], None] = lambda _said: None,
) -> OwnMarks:
    """Return the marks of one's own `notebook` of a module (by id or folder).

    The answers come from the sources in `course` if named, else from the course root around the notebook
    or the current folder, else from course sources; sources get a course root of their own, with a B made
    as the tutor's is. With none of these the built edition's checks speak, and hidden points wait.

    Raises:
        NotebookUnreadableError: the file is missing, or no notebook, or holds no task of the course.
        NotebookFaultError: it belongs to another module.
        UnknownModuleError: the course has no such module.
        CourseRootFaultError: the course root's settings cannot be read.
    """
    notebook_cells(notebook)  # what is no notebook is said at once, not after a build
    root = _course_root(notebook, course, say) or data_root()
    listed = _listed(root, module)
    _refuse_other_module(notebook, root, listed)
    say("Running your notebook")
    persons = _persons_points(root, listed)
    if answers_file(root, listed).is_file():
        return OwnMarks(listed, mark_notebook(notebook, course_root=root), persons)
    return OwnMarks(listed, check_notebook(notebook, root=root), (*_hidden_points(root, listed), *persons))


def _course_root(notebook: Path, course: Path | None, say: Callable[[str], None]) -> Path | None:
    """Return a course root that marks as the tutor's does, or None where there is nothing to make one of."""
    around = course_root_above(notebook.resolve().parent) or course_root_above(Path.cwd())
    if course is None and around is not None:
        read_settings(around)
        return around
    sources = find_course(course) or remembered_sources()
    return _own_root(sources, say) if sources is not None and _hold_answers(sources) else None


def _hold_answers(sources: Path) -> bool:
    """Return whether sources are whole: where learners are given them, the answers may be taken out."""
    return all((sources / module.folder / ANSWERS).is_file() for module in load_course(sources).ready)


def _own_root(sources: Path, say: Callable[[str], None]) -> Path:
    """Return this machine's own course root, built anew where the sources have changed since."""
    built = data_root()
    root = built.with_name(built.name + _OWN_ROOT)
    stamp = {"sources": source_digest(sources), "by": program_digest()}
    if _read_stamp(root) == stamp:
        return root
    say("Making an authority you have not seen; this is done once")
    try:
        build_tutor(sources, root, progress=say)
        (root / _STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    except OSError as trouble:
        raise FingerpostError(
            f"{root}, where your answers are compared, cannot be written ({trouble.strerror}). Free some "
            "room, or set FINGERPOST_DATA to a folder of your own and try again."
        ) from None
    return root


def _read_stamp(root: Path) -> object:
    try:
        return json.loads((root / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _listed(root: Path, named: str) -> ListedModule:
    modules = listed_modules(root)
    for module in modules:
        if named in (module.id, module.folder):
            return module
    known = ", ".join(f"{module.id} ({module.title})" for module in modules)
    raise UnknownModuleError(f"There is no module '{named}' with a notebook to check. There is: {known}.")


def _refuse_other_module(notebook: Path, root: Path, listed: ListedModule) -> None:
    """Raise if the notebook holds another module's tasks."""
    found = module_of(notebook, listed_modules(root))
    if found != listed:
        raise NotebookFaultError(
            f"{notebook.name} is the notebook of module {found.id} ({found.title}), not of {listed.id}. "
            f"Type: fingerpost course check {found.id} {notebook}"
        )


def _hidden_points(root: Path, module: ListedModule) -> tuple[WaitingPoints, ...]:
    """Return what the tutor's course root would give beyond the visible checks."""
    tasks = load_module(module.checks_file(root)).tasks.values()
    return tuple(WaitingPoints(task.title, task.hidden, "tutor") for task in tasks if task.hidden)


def _persons_points(root: Path, module: ListedModule) -> tuple[WaitingPoints, ...]:
    """Return the module's tasks that a person reads, as the notebook we gave out has them."""
    given_out = (root / part / module.folder / f"{module.folder}.ipynb" for part in ("source", "assignments"))
    cells = next((notebook_cells(notebook) for notebook in given_out if notebook.is_file()), [])
    found = ((cell, cell.get("metadata", {}).get("nbgrader", {})) for cell in cells)
    return tuple(
        WaitingPoints(_heading(cell), float(marks["points"]), "person")
        for cell, marks in found
        if marks.get("task")
    )


def _heading(cell: Mapping[str, Any]) -> str:
    """Return the first line of a question, without the marks of a heading and what stands in brackets."""
    source = cell.get("source", "")
    written = "".join(source) if isinstance(source, list) else str(source)
    return re.sub(r"^#+ *|\s*\(.*\)\s*$", "", (written.strip().splitlines() or [""])[0]).rstrip(".")
