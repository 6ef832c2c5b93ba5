"""What an author is told before a source becomes a notebook, fault by fault, with line numbers."""

import ast
from collections.abc import Callable, Collection
from dataclasses import dataclass

from fingerpost.courseware.cells import (
    BEGIN_SCHEME,
    BEGIN_SOLUTION,
    END_SCHEME,
    END_SOLUTION,
    Fault,
    SourceCell,
)
from fingerpost.courseware.widths import faults_of_width
from fingerpost.grading.by_hand.rubric import TOP, rubric_of

MOST_LINES_OF_CODE_CELL = 12  # house style, "Course sources"
MOST_LINES_OF_LESSON = 350  # house style, "Course sources"
CLOSING = "closing"
"""Role of the cell in whose place the parts stand that close every desk page."""
ROLES = ("setup", "lesson", "stops", "practice", "desk", CLOSING)

_MARKS = ("role", "task", "person", "points", "order")
_MARKERS = (BEGIN_SOLUTION, END_SOLUTION)
_PURPOSE = "# Purpose: "


@dataclass(frozen=True)
class Known:
    """The words a module's sources may use: tasks of `course.toml`, tasks that checks.py declares."""

    tasks: Collection[str]
    person_tasks: Collection[str]
    declared: Collection[str]


def faults_of_assignment(cells: list[SourceCell], known: Known) -> list[Fault]:
    """Return every fault of an assignment's cells; empty when it can be compiled."""
    faults = [fault for cell in cells for lint in _ANY_CELL + _ASSIGNMENT_CELL for fault in lint(cell)]
    faults += _duplicate_words(cells)
    faults += _unknown_words(cells, known)
    return faults + _missing_words(cells, known)


def faults_of_lesson(cells: list[SourceCell], *, lines: int) -> list[Fault]:
    """Return every fault of a lesson's cells; `lines` is the length of its source."""
    faults = faults_of_page(cells)
    if lines > MOST_LINES_OF_LESSON:
        said = f"the lesson has {lines} lines, the most is {MOST_LINES_OF_LESSON}; split it or cut it"
        faults.append(Fault(MOST_LINES_OF_LESSON + 1, said))
    return faults


def faults_of_page(cells: list[SourceCell]) -> list[Fault]:
    """Return every fault of the cells of a practice page."""
    return faults_of_desk(cells) + [fault for cell in cells for fault in _closing_elsewhere(cell)]


def faults_of_desk(cells: list[SourceCell]) -> list[Fault]:
    """Return every fault of the cells of a desk page."""
    return [fault for cell in cells for lint in _ANY_CELL + _LESSON_CELL for fault in lint(cell)]


def _unknown_mark(cell: SourceCell) -> list[Fault]:
    faults = []
    for key, value in cell.marks.items():
        if key == "incorrectly_encoded_metadata":
            faults.append(Fault(cell.line, f'`{value}` cannot be read; a word stands in quotes: task="word"'))
        elif key in ("title", "cell_depth"):
            faults.append(Fault(cell.line, f"`{value}` is no mark; `# %%` inside a cell would split it"))
        elif key not in _MARKS:
            faults.append(Fault(cell.line, f"unknown mark `{key}`; the marks are {', '.join(_MARKS)}"))
    if "role" in cell.marks and cell.role not in ROLES:
        faults.append(Fault(cell.line, f'unknown role "{cell.role}"; the roles are {", ".join(ROLES)}'))
    return faults


def _too_long(cell: SourceCell) -> list[Fault]:
    if cell.kind != "code":
        return []
    lines = [line for line in cell.source.splitlines() if line.strip() not in _MARKERS]
    if len(lines) <= MOST_LINES_OF_CODE_CELL:
        return []
    said = f"this code cell has {len(lines)} lines, the most is {MOST_LINES_OF_CODE_CELL}; one idea a cell"
    return [Fault(cell.line, said)]


def _unmarked_code(cell: SourceCell) -> list[Fault]:
    if cell.kind != "code" or cell.role or cell.task or cell.marks.get("order"):
        return []
    said = 'a code cell needs role="setup", role="lesson" or task="word"'
    return [Fault(cell.line, f"{said}; was `# %%` meant to stand inside a cell?")]


def _no_purpose(cell: SourceCell) -> list[Fault]:
    if cell.kind != "code":
        return []
    first = cell.source.lstrip().splitlines()[:1]
    if not first or not first[0].startswith(_PURPOSE):
        return [Fault(cell.line, "a code cell starts with its purpose: `# Purpose: count the children …`")]
    purposes = sum(line.startswith(_PURPOSE) for line in cell.source.splitlines())
    return [Fault(cell.line, f"{purposes} purposes are {purposes} cells; one idea a cell")] * (purposes > 1)


def _unreadable_code(cell: SourceCell) -> list[Fault]:
    if cell.kind != "code":
        return []
    try:
        ast.parse(cell.source)
    except SyntaxError as trouble:
        return [Fault(cell.line + (trouble.lineno or 1), f"Python cannot read this line: {trouble.msg}")]
    return []


def _solution_region(cell: SourceCell) -> list[Fault]:
    begins, ends = cell.source.count(BEGIN_SOLUTION), cell.source.count(END_SOLUTION)
    if cell.task and (begins, ends) != (1, 1):
        said = f'task "{cell.task}" needs one {BEGIN_SOLUTION} and one {END_SOLUTION}'
        return [Fault(cell.line, f"{said}; it has {begins} and {ends}")]
    if not cell.task and (begins or ends):
        return [Fault(cell.line, f'{BEGIN_SOLUTION} stands only in a cell marked task="word"')]
    return []


def _scheme_region(cell: SourceCell) -> list[Fault]:
    begins, ends = cell.source.count(BEGIN_SCHEME), cell.source.count(END_SCHEME)
    if not cell.person:
        return [Fault(cell.line, f'{BEGIN_SCHEME} stands only in a cell marked person="word"')] * bool(
            begins or ends
        )
    if (begins, ends) != (1, 1):
        said = f'"{cell.person}" needs one {BEGIN_SCHEME} and one {END_SCHEME}; it has {begins} and {ends}'
        return [Fault(cell.line, said)]
    if not isinstance(cell.marks.get("points"), int):
        return [Fault(cell.line, f'"{cell.person}" needs its points: person="{cell.person}" points=6')]
    rows = rubric_of(cell.source).rows
    if rows and len(rows) * TOP != cell.marks["points"]:
        said = f'"{cell.person}" has {cell.marks["points"]} points and {len(rows)} rows of 0 to {TOP}'
        return [Fault(cell.line, f"{said}; the rows add up to {len(rows) * TOP}")]
    return []


def _points_elsewhere(cell: SourceCell) -> list[Fault]:
    if "points" in cell.marks and not cell.person:
        return [Fault(cell.line, "points stand in checks.py; only a person's task has them in its mark")]
    return []


def _test_cell_by_hand(cell: SourceCell) -> list[Fault]:
    if "HIDDEN TESTS" in cell.source:
        return [Fault(cell.line, "test cells are written by the compiler; take HIDDEN TESTS out")]
    return []


def _wrong_kind(cell: SourceCell) -> list[Fault]:
    if cell.task and cell.kind != "code":
        return [Fault(cell.line, f'task "{cell.task}" is answered in a code cell; take [markdown] out')]
    if cell.person and cell.kind != "markdown":
        return [
            Fault(cell.line, f'"{cell.person}" is written in words: # %% [markdown] person="{cell.person}"')
        ]
    return []


def _tasks_in_lesson(cell: SourceCell) -> list[Fault]:
    if cell.task or cell.person:
        return [Fault(cell.line, "a lesson has no marked tasks; put this cell into assignment.py")]
    return []


def _closing_elsewhere(cell: SourceCell) -> list[Fault]:
    if cell.role == CLOSING:
        return [Fault(cell.line, f'role="{CLOSING}" ends a desk page, and stands nowhere else')]
    return []


def _duplicate_words(cells: list[SourceCell]) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for cell in cells:
        word = cell.task or cell.person
        if word in seen:
            faults.append(Fault(cell.line, f'"{word}" was used on line {seen[word]}; a word names one task'))
        elif word:
            seen[word] = cell.line
    return faults


def _unknown_words(cells: list[SourceCell], known: Known) -> list[Fault]:
    faults = []
    for cell in cells:
        if cell.task and cell.task not in known.tasks:
            faults.append(Fault(cell.line, f'unknown task "{cell.task}"; list it under tasks in course.toml'))
        elif cell.task and cell.task not in known.declared:
            faults.append(
                Fault(cell.line, f'checks.py declares no task "{cell.task}"; points and shape stand there')
            )
        if cell.person and cell.person not in known.person_tasks:
            faults.append(
                Fault(cell.line, f'unknown task "{cell.person}"; list it under person_tasks in course.toml')
            )
    return faults


def _missing_words(cells: list[SourceCell], known: Known) -> list[Fault]:
    used = {cell.task or cell.person for cell in cells}
    listed = [*known.tasks, *known.person_tasks]
    return [
        Fault(1, f'course.toml lists "{word}", but no cell is marked with it')
        for word in listed
        if word not in used
    ]


_Lint = Callable[[SourceCell], list[Fault]]
_ANY_CELL: tuple[_Lint, ...] = (
    _unknown_mark,
    _too_long,
    faults_of_width,
    _no_purpose,
    _unreadable_code,
    _test_cell_by_hand,
)
_ASSIGNMENT_CELL: tuple[_Lint, ...] = (
    _unmarked_code,
    _solution_region,
    _scheme_region,
    _points_elsewhere,
    _wrong_kind,
    _closing_elsewhere,
)
_LESSON_CELL: tuple[_Lint, ...] = (_unmarked_code, _tasks_in_lesson)
