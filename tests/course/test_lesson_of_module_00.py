"""The figures and messages that module 00 quotes are those that its cells and this Python give."""

import codeop
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fingerpost.courseware.cells import read_cells
from fingerpost.courseware.quoting import with_errors
from lesson_names import names_after

FOLDER = "00-start-here"
AS_NOTEBOOKS_READ: int = codeop.PyCF_ALLOW_INCOMPLETE_INPUT  # type: ignore[attr-defined]  # not in the stubs
"""How IPython reads a cell: it may be that the rest is still to come."""


def test_stops_of_the_lesson_end_as_the_folds_say(course: Path) -> None:
    names = names_after(course / FOLDER / "lesson.py")
    assert len(names["foster"]) == 7
    assert names["foster"]["CHILD"].nunique() == 4
    assert names["visits"] == 20
    lesson = (course / FOLDER / "lesson.py").read_text(encoding="utf-8")
    assert '["12", "20", "an error"]' in lesson
    assert '"seven rows", "four rows, one a child"' in lesson


def test_cells_that_are_meant_to_stop_name_the_trouble_that_the_lesson_explains(course: Path) -> None:
    cells = [cell for cell in read_cells(course / FOLDER / "lesson.py") if cell.role == "stops"]
    told = []
    for cell in cells:
        source = cell.source.replace("\n# broken: ", "\n")
        with pytest.raises((NameError, SyntaxError)) as stopped:
            exec(compile(source, "cell", "exec", AS_NOTEBOOKS_READ), {})  # noqa: S102 - our own course source
        told.append(f"{type(stopped.value).__name__}: {stopped.value}")
    assert "NameError: name 'Twelve' is not defined" in told[0]
    assert "SyntaxError: incomplete input" in told[1]


def test_practice_says_the_number_that_its_lines_give(course: Path) -> None:
    names = names_after(course / FOLDER / "practice.py")
    text = (course / FOLDER / "practice.py").read_text(encoding="utf-8")
    assert f"# {names['south_visits']} is the number to see" in text


def test_error_that_task_4_shows_is_what_this_python_says(course: Path, tmp_path: Path) -> None:
    (tmp_path / "monthly.py").write_text('\n\ntotal = episodes["DAYS"].sum()\n', encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "monthly.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    said = [line for line in ended.stderr.splitlines() if set(line.strip()) - set("^~")]
    page = course / FOLDER / "assignment.py"
    text = with_errors(page, page.read_text(encoding="utf-8"))
    shown = re.findall(r"^# [a-d]   (.*)$", text, re.MULTILINE)
    assert [re.sub(r'"[^"]*monthly.py"', '"monthly.py"', line).strip() for line in said] == [
        line.strip() for line in shown
    ]
    assert shown[ord("d") - ord("a")].startswith("NameError")
