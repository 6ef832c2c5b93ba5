"""Sources to notebooks: short marks become nbgrader's own metadata, the same bytes every time."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from fingerpost.courseware.cells import SourceCell, read_cells, refuse
from fingerpost.courseware.glossary import Term, faults_of_terms, load_glossary, with_hover
from fingerpost.courseware.lints import Known, faults_of_assignment, faults_of_lesson
from fingerpost.courseware.printed import with_print_link
from fingerpost.courseware.quoting import quoting
from fingerpost.courseware.sources import Course, load_course
from fingerpost.courseware.widths import BROKEN
from fingerpost.grading.catalogue import load_module

ASSIGNMENT, LESSON, CHECKS = "assignment.py", "lesson.py", "checks.py"

_KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
# A lesson shows an error on purpose; Run All goes on to the next cell all the same. A line that Python cannot
# read stands in the source as a comment, so that every tool can read the source itself.
_MEANT_TO_STOP = {"tags": ["raises-exception"]}
_MORE_POINTS = "# The other points come when you hand in. There is nothing to type here."
_WRITE_HERE = "*Write your answer here, in place of this line.*"


def compile_assignment(folder: Path) -> NotebookNode:
    """Return the solved nbgrader source notebook of the module in `folder` (format 4.5, schema 3).

    Points come from checks.py, task words from course.toml beside the folder; every fault of the
    source is raised at once as `CourseSourceFaultError`.
    """
    course = load_course(folder.parent)
    module = course.module(folder.name)
    points = {task.word: (task.seen, task.hidden) for task in load_module(folder / CHECKS).tasks.values()}
    cells = read_cells(folder / ASSIGNMENT)
    known = Known(module.tasks, module.person_tasks, points.keys())
    refuse(folder / ASSIGNMENT, faults_of_assignment(cells, known))
    cells = quoting(folder / ASSIGNMENT, cells)
    names = Names()
    compiled = [made for cell in cells for made in _assignment_cells(cell, points, names)]
    return assembled(compiled, course=course, module_id=module.id)


def compile_lesson(folder: Path) -> NotebookNode:
    """Return the lesson notebook of the module in `folder`; raises `CourseSourceFaultError`."""
    course = load_course(folder.parent)
    path = folder / LESSON
    cells = read_cells(path)
    text = path.read_text(encoding="utf-8")
    module, terms = course.module(folder.name).id, load_glossary(folder.parent)
    of_words = faults_of_terms(cells, terms, module=module)
    refuse(path, faults_of_lesson(cells, lines=len(text.splitlines())) + of_words)
    names = Names()
    cells = [replace(cell, source=_noted(cell, terms)) for cell in quoting(path, cells)]
    compiled = [plain_cell(cell, names) for cell in cells]
    return assembled(compiled, course=course, module_id=module)


def _noted(cell: SourceCell, terms: dict[str, Term]) -> str:
    return with_print_link(with_hover(cell.source, terms)) if cell.kind == "markdown" else cell.source


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """Return a notebook as the file's bytes: sorted keys, UTF-8, one line break at the end."""
    written: str = nbformat.writes(notebook)
    return (written.rstrip("\n") + "\n").encode()


class Names:
    """Hands out cell ids by kind and place: `text-1`, `setup-1`, `text-2`, and so on."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def next(self, kind: str) -> str:
        """Return the next id of a kind."""
        self._count[kind] += 1
        return f"{kind}-{self._count[kind]}"


def _assignment_cells(
    cell: SourceCell, points: dict[str, tuple[float, float]], names: Names
) -> list[NotebookNode]:
    if cell.task:
        return [_answer_cell(cell), *_test_cells(cell.task, *points[cell.task])]
    if cell.person:
        return _person_cells(cell)
    made = plain_cell(cell, names)
    if cell.role == "setup":
        made.metadata["nbgrader"] = _nbgrader(made.id, locked=True)
    return [made]


def plain_cell(cell: SourceCell, names: Names) -> NotebookNode:
    """Return a cell that carries no points."""
    if cell.kind == "markdown":
        return new_markdown_cell(cell.source, id=names.next("text"))
    metadata = {"fingerpost": {"role": cell.role}}
    if cell.role != "stops":
        return new_code_cell(cell.source, id=names.next(cell.role), metadata=metadata)
    source = cell.source.replace(f"\n{BROKEN}", "\n")
    return new_code_cell(source, id=names.next(cell.role), metadata=metadata | _MEANT_TO_STOP)


def _answer_cell(cell: SourceCell) -> NotebookNode:
    metadata = {"fingerpost": {"task": cell.task}, "nbgrader": _nbgrader(cell.task, solution=True)}
    return new_code_cell(cell.source, id=cell.task, metadata=metadata)


def _test_cells(word: str, seen: float, hidden: float) -> list[NotebookNode]:
    """Return the two locked cells of a task; nothing but these lines ever stands in them.

    Learners get the second without its tests: the comment is left, so that it looks like no place to type.
    """
    check = f'import fingerpost; fingerpost.check("{word}")'
    mark = f'import fingerpost; fingerpost.mark("{word}")'
    mark = f"{_MORE_POINTS}\n### BEGIN HIDDEN TESTS\n{mark}\n### END HIDDEN TESTS"
    return [
        new_code_cell(
            source, id=name, metadata={"nbgrader": _nbgrader(name, grade=True, locked=True, points=points)}
        )
        for name, source, points in ((f"{word}-seen", check, seen), (f"{word}-hidden", mark, hidden))
    ]


def _person_cells(cell: SourceCell) -> list[NotebookNode]:
    """Return nbgrader's task cell (question, and mark scheme for the tutor) and the cell to write in."""
    word = cell.person
    metadata = {"nbgrader": _nbgrader(word, locked=True, task=True, points=cell.marks["points"])}
    answer = {"fingerpost": {"person": word}}
    return [
        new_markdown_cell(cell.source, id=word, metadata=metadata),
        new_markdown_cell(_WRITE_HERE, id=f"{word}-words", metadata=answer),
    ]


def _nbgrader(
    grade_id: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    task: bool = False,
    points: object = None,
) -> dict[str, Any]:
    metadata = {"schema_version": 3, "grade_id": grade_id}
    metadata |= {"grade": grade, "solution": solution, "locked": locked, "task": task}
    return metadata if points is None else metadata | {"points": points}


def assembled(cells: list[NotebookNode], *, course: Course, module_id: str) -> NotebookNode:
    """Return a notebook of these cells, stamped with its module and release."""
    stamp = {"module": module_id, "release": course.release, "fix": course.fix}
    return new_notebook(cells=cells, metadata={"kernelspec": _KERNEL, "fingerpost": stamp})
