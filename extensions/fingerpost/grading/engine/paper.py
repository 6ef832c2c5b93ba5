"""A notebook as a paper to mark: which cells run, which answer a task, which are tests that never run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fingerpost.grading.attempt import is_only_ours
from fingerpost.grading.catalogue import CATALOGUE, listed_modules, load_module
from fingerpost.grading.engine.marker import Paper
from fingerpost.grading.engine.runs import Step
from fingerpost.grading.script import HIDDEN_SUFFIX, SEEN_SUFFIX
from fingerpost.grading.task import Task

Part = Literal["seen", "hidden"]


@dataclass(frozen=True)
class Course:
    """What a course root says of one assignment; no tasks where the assignment is not one of ours."""

    root: Path
    folder: str
    tasks: Mapping[str, Task]

    @property
    def is_ours(self) -> bool:
        """Claim that its answers are compared by the checker, and that no test of it runs."""
        return bool(self.tasks)

    @property
    def also_on(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the authorities beside A and B, each with the words of the tasks compared there."""
        letters = dict.fromkeys(letter for task in self.tasks.values() for letter in task.also_on)
        return tuple(
            (letter, frozenset(word for word, task in self.tasks.items() if letter in task.also_on))
            for letter in letters
        )


@dataclass(frozen=True)
class TestCell:
    """A test cell of ours: where it stands, whose verdict it shows, which points it pays."""

    at: int
    word: str
    part: Part


@dataclass(frozen=True)
class Laid:
    """A notebook laid out for marking; `places` gives the cell of each step."""

    paper: Paper
    places: tuple[int, ...]
    tests: tuple[TestCell, ...]


def course_of(root: Path, assignment: str) -> Course:
    """Return what the course root says of an assignment."""
    if not (root / CATALOGUE).is_file():
        return Course(root, "", {})
    listed = {module.folder for module in listed_modules(root)}
    if assignment not in listed:
        return Course(root, "", {})
    return Course(root, assignment, load_module(root / "checks" / f"{assignment}.py").tasks)


def lay_out(
    cells: Sequence[Mapping[str, Any]], course: Course, files: Path | None = None, own: Path | None = None
) -> Laid:
    """Return a notebook's cells as a paper; in a course that is not ours tests are steps like any other.

    `files` is the assignment's own folder, `own` the one that the learner handed in; cells see both.
    """
    steps: list[Step] = []
    places: list[int] = []
    tests: list[TestCell] = []
    for at, cell in enumerate(cells):
        source = text_of(cell)
        if cell.get("cell_type") != "code":
            continue
        test = _test(at, cell, course.tasks)
        if test is not None:
            tests.append(test)
        elif source.strip() and not (course.is_ours and is_only_ours(source)):
            steps.append(_step(cell, source, course.tasks))
            places.append(at)
    paper = Paper(str(course.root), course.folder, tuple(steps), _named(files), course.also_on, _named(own))
    return Laid(paper, tuple(places), tuple(tests))


def _named(folder: Path | None) -> str:
    return str(folder) if folder is not None and folder.is_dir() else ""


def text_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source, in whichever of the two forms the file keeps it."""
    source = cell.get("source", "")
    return "".join(str(line) for line in source) if isinstance(source, list) else str(source)


def word_of(cell: Mapping[str, Any], tasks: Mapping[str, Task]) -> str:
    """Return the task a cell answers: by nbgrader's grade id, else by our metadata; '' for none."""
    for word in (held(cell, "nbgrader").get("grade_id"), held(cell, "fingerpost").get("task")):
        if isinstance(word, str) and word in tasks:
            return word
    return ""


def held(cell: Mapping[str, Any], ours: str) -> Mapping[str, Any]:
    """Return one part of a cell's metadata, empty where there is none."""
    metadata = cell.get("metadata")
    part = metadata.get(ours) if isinstance(metadata, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _step(cell: Mapping[str, Any], source: str, tasks: Mapping[str, Task]) -> Step:
    word = word_of(cell, tasks)
    return Step(source, word, tasks[word].names if word else ())


def _test(at: int, cell: Mapping[str, Any], tasks: Mapping[str, Task]) -> TestCell | None:
    grade_id = str(held(cell, "nbgrader").get("grade_id", ""))
    suffixes: tuple[tuple[str, Part], ...] = ((SEEN_SUFFIX, "seen"), (HIDDEN_SUFFIX, "hidden"))
    for suffix, part in suffixes:
        word = grade_id.removesuffix(suffix)
        if word != grade_id and word in tasks:
            return TestCell(at, word, part)
    return None
