"""A notebook's cells looked up together: the same rows as nbgrader finds one by one, in fewer questions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fingerpost.grading.gradebook.looked_up import cells_looked_up_at_once
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import event

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of how nbgrader adds its rows

_NOTEBOOK = ("n", "a")
_SCRIPT = (*_NOTEBOOK, "amy")
_CELLS = ("tested", "written", "task", "both")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gradebook]:
    """A gradebook of two learners; `both` is a test and a task, which nbgrader tells apart by their kind."""
    monkeypatch.setattr("nbgrader.api.get_alembic_version", str)  # it would start a program to find out
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as made:
        made.add_assignment("a")
        for notebook in ("n", "other"):
            made.add_notebook(notebook, "a")
            for cell in _CELLS:
                made.add_source_cell(cell, notebook, "a", cell_type="code", source=f"{notebook} {cell}")
            for cell in ("tested", "written", "both"):
                made.add_grade_cell(cell, notebook, "a", max_score=2, cell_type="code")
            for cell in ("task", "both"):
                made.add_task_cell(cell, notebook, "a", max_score=3, cell_type="markdown")
            made.add_solution_cell("written", notebook, "a")
        for learner in ("amy", "ben"):
            made.add_student(learner)
            made.add_submission("a", learner)
        yield made


_LOOK_UPS = [
    ("find_source_cell", _NOTEBOOK, _CELLS),
    ("find_graded_cell", _NOTEBOOK, _CELLS),
    ("find_grade", _SCRIPT, _CELLS),
    ("find_comment", _SCRIPT, ("written", "task", "both")),
]


@pytest.mark.parametrize(("find", "of", "cells"), _LOOK_UPS, ids=[find for find, *_ in _LOOK_UPS])
def test_every_row_is_the_one_that_nbgrader_finds(
    book: Gradebook, find: str, of: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    one_by_one = [getattr(book, find)(cell, *of) for cell in cells]
    asked: list[str] = []
    event.listen(book.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with cells_looked_up_at_once():
        assert [getattr(book, find)(cell, *of) for cell in cells] == one_by_one
    assert len(asked) <= 2
    assert getattr(book, find)(cells[0], *of) is one_by_one[0], "nbgrader's own way is back"


def test_what_is_not_there_is_missed_in_nbgraders_words(book: Gradebook) -> None:
    with cells_looked_up_at_once(), pytest.raises(MissingEntry, match="No such grade: a/n/gone for amy"):
        book.find_grade("gone", *_SCRIPT)


def test_row_that_came_later_is_found(book: Gradebook) -> None:
    with cells_looked_up_at_once():
        book.find_source_cell("tested", *_NOTEBOOK)
        book.add_source_cell("new", *_NOTEBOOK, cell_type="code")
        assert book.find_source_cell("new", *_NOTEBOOK).name == "new"
