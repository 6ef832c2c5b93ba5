"""What a page says of its own module in numbers, counted from the module's files: tasks, questions, rows."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from fingerpost.courseware.cells import SourceCell, read_cells
from fingerpost.courseware.sources import COURSE_FILE
from fingerpost.grading.by_hand.rubric import rubric_of

_ASSIGNMENT, _QUIZ = "assignment.py", "quiz.toml"


def _tasks(folder: Path) -> int:
    return sum(bool(cell.task) for cell in read_cells(folder / _ASSIGNMENT))


def _points_by_hand(folder: Path) -> int:
    return sum(int(str(cell.marks["points"])) for cell in _by_hand(folder))


def _rows_by_hand(folder: Path) -> int:
    return sum(len(rubric_of(cell.source).rows) for cell in _by_hand(folder))


def _by_hand(folder: Path) -> list[SourceCell]:
    return [cell for cell in read_cells(folder / _ASSIGNMENT) if cell.person]


def _looking_back(folder: Path) -> int:
    return sum(about < _id(folder) for about in _abouts(folder))


def _looking_ahead(folder: Path) -> int:
    return sum(about >= _id(folder) for about in _abouts(folder))


def _abouts(folder: Path) -> list[str]:
    """Return the module that each question of the warm-up is about: this one, where it names none."""
    told = tomllib.loads((folder / _QUIZ).read_text(encoding="utf-8"))
    return [str(one.get("about", _id(folder))) for one in told["warm_up"]]


def _id(folder: Path) -> str:
    """Return the module's id in `course.toml`, by its folder."""
    told = tomllib.loads((folder.parent / COURSE_FILE).read_text(encoding="utf-8"))
    return next(str(one["id"]) for one in told["modules"] if one["folder"] == folder.name)


COUNTS: Mapping[str, Callable[[Path], int]] = {
    "tasks": _tasks,
    "points by hand": _points_by_hand,
    "rows by hand": _rows_by_hand,
    "questions that look back": _looking_back,
    "questions that look ahead": _looking_ahead,
}
"""How many of each a module has, from its folder, by the name under which `numbers.toml` asks for it."""
