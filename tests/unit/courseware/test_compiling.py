"""Short marks become nbgrader's metadata, the same bytes every time."""

import ast
from pathlib import Path
from typing import Any

from fingerpost.courseware.compile import compile_assignment, compile_lesson, notebook_bytes
from fingerpost.courseware.printed import with_print_link
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearHiddenTests


def _by_id(module: Path) -> dict[str, Any]:
    return {cell.id: cell for cell in compile_assignment(module).cells}


def test_nbgrader_accepts_the_metadata_of_every_cell(module: Path) -> None:
    notebook = compile_assignment(module)
    MetadataValidator().validate_nb(notebook)
    assert {
        cell.metadata.nbgrader.schema_version for cell in notebook.cells if "nbgrader" in cell.metadata
    } == {3}


def test_answer_cell_is_followed_by_two_locked_test_cells(module: Path) -> None:
    ids = [cell.id for cell in compile_assignment(module).cells]
    assert ids[2:5] == ["starters", "starters-seen", "starters-hidden"]


def test_test_cells_hold_one_line_each_and_words_of_what_is_still_to_come(module: Path) -> None:
    cells = _by_id(module)
    assert cells["starters-seen"].source == 'import fingerpost; fingerpost.check("starters")'
    assert cells["starters-hidden"].source.splitlines() == [
        "# The other points come when you hand in. There is nothing to type here.",
        "### BEGIN HIDDEN TESTS",
        'import fingerpost; fingerpost.mark("starters")',
        "### END HIDDEN TESTS",
    ]


def test_learners_get_the_hidden_cell_as_words_with_nothing_in_it_to_run(module: Path) -> None:
    released, _ = ClearHiddenTests().preprocess(compile_assignment(module), {})
    (left,) = [cell.source for cell in released.cells if cell.id == "starters-hidden"]
    assert left.startswith("# The other points come when you hand in.")
    assert ast.parse(left).body == []


def test_lesson_that_names_its_sheet_names_the_page_to_print_beside_it() -> None:
    assert with_print_link("Keep [the sheet](03-count-sheet.md); go on.") == (
        "Keep [the sheet](03-count-sheet.md) ([to print](03-count-sheet.html)); go on."
    )


def test_points_come_from_the_checks_file(module: Path) -> None:
    cells = _by_id(module)
    points = [
        cells[name].metadata.nbgrader.points for name in ("starters-seen", "starters-hidden", "caution")
    ]
    assert points == [1, 3, 6]


def test_cells_say_what_they_are_to_our_own_tools(module: Path) -> None:
    cells = _by_id(module)
    assert cells["starters"].metadata.fingerpost == {"task": "starters"}
    assert cells["setup-1"].metadata.fingerpost == {"role": "setup"}
    assert cells["caution-words"].metadata.fingerpost == {"person": "caution"}


def test_setup_cells_are_locked_and_answer_cells_are_not(module: Path) -> None:
    cells = _by_id(module)
    locked = {name: cells[name].metadata.nbgrader.locked for name in ("setup-1", "starters", "starters-seen")}
    assert locked == {"setup-1": True, "starters": False, "starters-seen": True}


def test_a_persons_task_keeps_its_mark_scheme_in_a_task_cell(module: Path) -> None:
    cell = _by_id(module)["caution"]
    assert cell.metadata.nbgrader.task
    assert "### BEGIN MARK SCHEME" in cell.source


def test_notebook_says_its_module_release_and_kernel(module: Path) -> None:
    metadata = compile_assignment(module).metadata
    assert metadata.fingerpost == {"module": "03", "release": "2026.1", "fix": 2}
    assert metadata.kernelspec.name == "python3"


def test_compiling_twice_gives_the_same_bytes(module: Path) -> None:
    assert notebook_bytes(compile_assignment(module)) == notebook_bytes(compile_assignment(module))
    assert notebook_bytes(compile_lesson(module)) == notebook_bytes(compile_lesson(module))


def test_lesson_cells_have_no_nbgrader_metadata(module: Path) -> None:
    lesson = compile_lesson(module)
    assert [cell.id for cell in lesson.cells] == ["text-1", "lesson-1"]
    assert not any("nbgrader" in cell.metadata for cell in lesson.cells)
