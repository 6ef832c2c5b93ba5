"""What pages of several modules share stands once: the close of a desk page, the rows of the start page."""

from pathlib import Path

import pytest
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.compile import compile_lesson
from fingerpost.courseware.extras import compile_desk, desk_cells
from fingerpost.courseware.sources import load_course
from fingerpost.courseware.start_page import start_page

CLOSES = """# %% [markdown]
# ## $sheet. Sheet

# %% role="desk"
# Purpose: write the sheet of module $id, $hours hours
$minutes

# %% [markdown]
# ## $look_back. Look back
"""
DESK = "# %% [markdown]\n# # Desk\n#\n# ## 1. One\n\n# %% [markdown]\n# ## 2. Two\n"
MARK = '\n# %% [markdown] role="closing"\n'
UNITS = """units = [
    { kind = "desk", minutes = 60, title = "a" }, { kind = "desk", minutes = 30, title = "b" },
    { kind = "quiz", minutes = 30, title = "c" },
]
"""


@pytest.fixture
def desk(module: Path) -> Path:
    """A desk page that ends in the mark, in a course that has a close and 90 desk minutes for the module."""
    (module.parent / "desk-closing.py.txt").write_text(CLOSES, encoding="utf-8")
    listed = (module.parent / "course.toml").read_text(encoding="utf-8")
    (module.parent / "course.toml").write_text(listed + UNITS, encoding="utf-8")
    (module / "desk.py").write_text(DESK + MARK, encoding="utf-8")
    return module / "desk.py"


def _cells(desk: Path) -> list[str]:
    course = load_course(desk.parents[1])
    return [cell.source for cell in desk_cells(course, course.module("03"))]


def test_closing_parts_stand_in_place_of_their_mark_numbered_on(desk: Path) -> None:
    assert _cells(desk)[2:] == [
        "## 3. Sheet",
        "# Purpose: write the sheet of module 03, 1.5 hours\n90",
        "## 4. Look back",
    ]


def test_page_of_a_module_that_closes_itself_is_left_as_it_is(desk: Path) -> None:
    desk.write_text(DESK, encoding="utf-8")
    assert _cells(desk) == ["# Desk\n\n## 1. One", "## 2. Two"]


def test_compiled_page_has_the_closing_parts(desk: Path) -> None:
    course = load_course(desk.parents[1])
    assert [cell.id for cell in compile_desk(course, course.module("03")).cells] == [
        "text-1", "text-2", "text-3", "desk-1", "text-4",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [MARK.lstrip() + DESK, DESK + MARK + MARK, DESK + MARK + "# More.\n"])
def test_mark_anywhere_but_on_the_last_empty_cell_is_refused(desk: Path, text: str) -> None:
    desk.write_text(text, encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match="stands on the last cell, an empty one"):
        _cells(desk)


def test_mark_without_anything_to_stand_there_is_refused(desk: Path) -> None:
    (desk.parents[1] / "desk-closing.py.txt").unlink()
    with pytest.raises(CourseSourceFaultError, match=r"desk\.py:9: the course has no desk-closing"):
        _cells(desk)


def test_mark_in_a_lesson_is_refused(desk: Path) -> None:
    lesson = desk.with_name("lesson.py")
    lesson.write_text(lesson.read_text(encoding="utf-8") + MARK, encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match="ends a desk page, and stands nowhere else"):
        compile_lesson(desk.parent)


def test_fault_in_the_close_is_told_of_its_own_file(desk: Path) -> None:
    (desk.parents[1] / "desk-closing.py.txt").write_text('# %% role="desk"\n1\n', encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match=r"desk-closing\.py\.txt:1: .*purpose"):
        _cells(desk)


def test_start_page_has_a_row_of_links_for_each_ready_module(desk: Path) -> None:
    root = desk.parents[1]
    (root / "start-here.md").write_text("# Start\n\n{{modules}}\n\nEnd\n", encoding="utf-8")
    (row,) = start_page(load_course(root)).splitlines()[2:-2]
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        "03",
        "[Open the lesson: Count](lessons/03-count.ipynb)",
        "[at your desk 03](lessons/03-desk.ipynb)",
        "[assignment 03](assignments/03-count/03-count.ipynb)",
    ]
