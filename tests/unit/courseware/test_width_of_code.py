"""Code that a learner sees fits a code cell of JupyterLab on a laptop; what does not is told by line."""

from pathlib import Path

import pytest
from fingerpost.courseware.cells import CourseSourceFaultError, SourceCell
from fingerpost.courseware.compile import compile_assignment, compile_lesson
from fingerpost.courseware.lints import faults_of_desk, faults_of_page
from fingerpost.courseware.widths import MOST_CHARACTERS, faults_of_width, too_wide

FITS = "x" * MOST_CHARACTERS
WIDE = FITS + "x"
PURPOSE = "# Purpose: count\n"


def code(source: str, **marks: object) -> SourceCell:
    return SourceCell("code", source, 7, marks)


def lines_of(cell: SourceCell) -> list[int]:
    return [fault.line for fault in faults_of_width(cell)]


def test_a_line_that_fits_is_left_alone_and_one_character_more_is_a_fault_of_its_line() -> None:
    assert lines_of(code(f"{PURPOSE}{FITS}")) == []
    assert lines_of(code(f"{PURPOSE}{WIDE}\n{FITS}\n{WIDE}")) == [9, 11]


def test_a_comment_and_a_line_of_a_text_are_as_wide_as_code() -> None:
    assert lines_of(code(f"# {WIDE}")) == [8]
    assert lines_of(code(f'{PURPOSE}warehouse.sql("""\n{WIDE}\n""")')) == [10]


def test_what_a_learner_gets_of_a_line_with_a_gap_is_measured_and_not_its_mark() -> None:
    hint = "y" * 30
    assert lines_of(code(f"{PURPOSE}{'x' * 80} = 1  # ? {hint}")) == [
        9
    ]  # what is left of it: name, dots and hint
    assert lines_of(code(f"{PURPOSE}a = {'x' * 90}  # ? {hint}")) == []
    assert lines_of(code(f"{PURPOSE}a = {WIDE}  # ? {hint}")) == [9]  # what stood there, shown in a fold


def test_a_gap_over_several_lines_is_measured_line_by_line() -> None:
    assert lines_of(code(f"{PURPOSE}a = (\n    1\n)  # ? say the number")) == []
    assert lines_of(code(f"{PURPOSE}a = (\n    {WIDE}\n)  # ? say the number")) == [10]


def test_the_reason_of_a_line_that_does_not_belong_stands_on_no_page() -> None:
    assert lines_of(code(f"{PURPOSE}# - {FITS} || {WIDE}", order="m")) == []
    assert lines_of(code(f"{PURPOSE}# - {WIDE} || no", order="m")) == [9]


def test_the_mark_before_a_broken_line_is_not_measured() -> None:
    assert lines_of(code(f"{PURPOSE}# broken: {FITS}", role="stops")) == []


def test_code_between_fences_is_measured_and_prose_wraps_by_itself() -> None:
    words = SourceCell("markdown", f"{WIDE} {WIDE}\n\n```python\n{WIDE}\n```\n\n{WIDE}", 3)
    assert lines_of(words) == [7]


def test_no_page_of_a_module_is_built_with_a_line_that_is_too_wide(module: Path) -> None:
    assignment, planted = module / "assignment.py", f'# %% role="lesson"\n{PURPOSE}{WIDE}\n'
    assignment.write_text(
        assignment.read_text(encoding="utf-8").replace("starters = len", f"{WIDE} = len"), encoding="utf-8"
    )
    with pytest.raises(CourseSourceFaultError, match=r"assignment\.py:11: this code has 117 characters"):
        compile_assignment(module)
    (module / "lesson.py").write_text(planted, encoding="utf-8")
    with pytest.raises(CourseSourceFaultError, match=r"lesson\.py:3: this code has 101 characters"):
        compile_lesson(module)
    for faults_of in (faults_of_page, faults_of_desk):
        assert [fault.line for fault in faults_of([code(f"{PURPOSE}{WIDE}", role="desk")])] == [9]


def test_a_fault_quotes_the_line() -> None:
    assert too_wide([FITS, WIDE]) == [
        "this code has 101 characters in a line, and 100 are seen without scrolling; break it: " + WIDE
    ]
