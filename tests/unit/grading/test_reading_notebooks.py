"""A hand-in is read into the cells to run, however it was renamed, cut about or broken."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from fingerpost.grading.catalogue import ModuleChecks, listed_modules
from fingerpost.grading.script import (
    NotebookUnreadableError,
    find_notebook,
    module_of,
    notebook_cells,
    read_script,
)
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from small_course import Notebooks, graded_cell

WORDS = frozenset({"starters", "finishers"})


def _write(path: Path, *cells: Any) -> Path:
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


def test_answers_and_own_cells_are_run_and_test_cells_left_out(checks: ModuleChecks, tmp_path: Path) -> None:
    notebook = _write(
        tmp_path / "n.ipynb",
        new_markdown_cell("# Count"),
        new_code_cell("x = 1"),
        new_code_cell("starters = x", metadata={"fingerpost": {"task": "starters"}}),
        graded_cell("starters", "seen"),
        graded_cell("starters", "hidden"),
        new_code_cell('check("starters")'),
        new_code_cell("  "),
        new_code_cell("finishers = 2", metadata={"nbgrader": {"grade_id": "finishers"}}),
    )
    script = read_script(notebook, checks.tasks)
    assert [(cell.source, cell.word) for cell in script.cells] == [
        ("x = 1", ""),
        ("starters = x", "starters"),
        ("finishers = 2", "finishers"),
    ]
    assert script.words == WORDS


def test_answer_in_a_cell_of_ones_own_is_found_by_its_name(checks: ModuleChecks, tmp_path: Path) -> None:
    notebook = _write(
        tmp_path / "n.ipynb",
        new_code_cell("starters = 1"),
        new_code_cell("starters == 1"),
        new_code_cell("starters = 2"),
        new_code_cell("more_starters = 3"),
    )
    script = read_script(notebook, checks.tasks)
    assert [cell.source for cell in script.cells if cell.word == "starters"] == ["starters = 2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a notebook: it does not hold the JSON text"),
        (b"PK\x03\x04", "is not a notebook"),
        (b"\xff\xfe{}", "is not a notebook"),
        (b"[" * 100_000, "is not a notebook"),
        (b"[]", "is not a notebook of format 4"),
        (b'{"cells": 3}', "is not a notebook of format 4"),
        (b'{"cells": [], "nbformat": 3}', "is not a notebook of format 4"),
    ],
)
def test_what_is_no_notebook_is_said_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "n.ipynb"
    path.write_bytes(content)
    with pytest.raises(NotebookUnreadableError, match=said):
        notebook_cells(path)


def test_missing_notebook_and_folder_are_said(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.ipynb", tmp_path):
        with pytest.raises(NotebookUnreadableError, match="cannot be opened"):
            notebook_cells(path)


def test_byte_order_mark_and_odd_cells_do_no_harm(checks: ModuleChecks, tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    odd = [
        3,
        None,
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": ["starters", " = 1"], "metadata": 3},
    ]
    path.write_text("\ufeff" + json.dumps({"cells": odd, "nbformat": 4}), encoding="utf-8")
    assert [cell.source for cell in read_script(path, checks.tasks).cells] == ["starters = 1"]


def test_renamed_notebook_is_found_by_its_tasks(notebooks: Notebooks) -> None:
    renamed = notebooks.write(name="03-count-FINAL (1).ipynb")
    _write(notebooks.folder / "a.ipynb", new_code_cell("x = 1"))
    (notebooks.folder / "b.ipynb").write_text("not JSON", encoding="utf-8")
    assert find_notebook(notebooks.folder, WORDS) == renamed


def test_folder_without_a_notebook_of_these_tasks_has_none(tmp_path: Path) -> None:
    _write(tmp_path / "a.ipynb", new_code_cell("x = 1"))
    assert find_notebook(tmp_path, WORDS) is None


def test_module_is_told_by_the_tasks_a_notebook_holds(course_root: Path, notebooks: Notebooks) -> None:
    assert module_of(notebooks.write(), listed_modules(course_root)).id == "03"
    other = _write(notebooks.folder / "o.ipynb", new_code_cell('check("matches")'))
    assert module_of(other, listed_modules(course_root)).id == "04"


def test_notebook_of_no_task_is_said(course_root: Path, tmp_path: Path) -> None:
    with pytest.raises(NotebookUnreadableError, match="holds no task of this course"):
        module_of(_write(tmp_path / "a.ipynb", new_code_cell("x = 1")), listed_modules(course_root))
