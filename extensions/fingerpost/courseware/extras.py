"""The pages around a lesson: warm-up quiz, skip check, fading practice and desk, as notebooks."""

import re
from string import Template

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from fingerpost.courseware.asking import question_in_words
from fingerpost.courseware.cells import Fault, SourceCell, cells_of, read_cells, refuse
from fingerpost.courseware.compile import Names, assembled, notebook_bytes, plain_cell
from fingerpost.courseware.lints import CLOSING, faults_of_desk, faults_of_page
from fingerpost.courseware.ordering import Ordering, ordering_of
from fingerpost.courseware.practice import PRACTICE, faults_of_practice, practice_cells
from fingerpost.courseware.questions import QUIZ, Question, Quiz, load_quiz
from fingerpost.courseware.quoting import quoting
from fingerpost.courseware.sources import Course, Module

DESK, CLOSES = "desk.py", "desk-closing.py.txt"

_PART = re.compile(r"^## \d+\. ", re.MULTILINE)

_HOW = (
    "Choose an answer by opening it: click it, or go there with Tab and press Enter. The reason appears at "
    "once. Open the others too; their reasons are worth reading. Nothing is marked or saved, and there "
    "is nothing to run."
)
_SKIP = (
    "Fifteen minutes, for those who have met this before. Note your letter for each question first, then "
    "open it. **All correct, and no guesses?** Go straight to the assignment; you can always come back to "
    "the lesson. **One or two wrong?** Work through the stops they are about. **More?** Then do the lesson."
)


def extra_notebooks(course: Course, module: Module) -> dict[str, bytes]:
    """Return the notebooks of a module's quiz, skip check, practice and desk page, by file name.

    A source that is not there has no notebook; one with a fault raises `CourseSourceFaultError`.
    """
    folder = course.root / module.folder
    made: dict[str, NotebookNode] = {}
    if quiz := quiz_of(course, module):
        made["quiz"] = _questions(course, module, quiz.warm_up, f"# Warm-up: {module.title}\n\n{_HOW}")
        skip = f"# {module.title}: do you need the lesson?\n\n{_SKIP}\n\n{_HOW}"
        made["skip-check"] = _questions(course, module, quiz.skip, skip)
    if (folder / PRACTICE).is_file():
        made["practice"] = compile_practice(course, module)
    if (folder / DESK).is_file():
        made["desk"] = compile_desk(course, module)
    return {f"{module.id}-{name}.ipynb": notebook_bytes(notebook) for name, notebook in made.items()}


def quiz_of(course: Course, module: Module) -> Quiz | None:
    """Return a module's questions, or None where it has no quiz.toml."""
    folder = course.root / module.folder
    if not (folder / QUIZ).is_file():
        return None
    return load_quiz(folder, module=module.id, tasks=module.tasks + module.person_tasks)


def orderings_of(course: Course, module: Module) -> list[Ordering]:
    """Return the lines-out-of-order exercises of a module's practice."""
    path = course.root / module.folder / PRACTICE
    cells = read_cells(path) if path.is_file() else []
    return [ordering_of(cell, str(word)) for cell in cells if (word := cell.marks.get("order"))]


def compile_practice(course: Course, module: Module) -> NotebookNode:
    """Return the practice notebook; raises `CourseSourceFaultError`."""
    path = course.root / module.folder / PRACTICE
    cells = read_cells(path)
    refuse(path, faults_of_page(cells) + faults_of_practice(cells))
    names = Names()
    made: list[NotebookNode] = []
    for cell in quoting(path, cells):
        if cell.role == "practice" or cell.marks.get("order"):
            made += practice_cells(cell, names.next("practice"))
        else:
            made.append(plain_cell(cell, names))
    return assembled(made, course=course, module_id=module.id)


def compile_desk(course: Course, module: Module) -> NotebookNode:
    """Return the desk notebook; raises `CourseSourceFaultError`."""
    path, names = course.root / module.folder / DESK, Names()
    made = [plain_cell(cell, names) for cell in quoting(path, desk_cells(course, module))]
    return assembled(made, course=course, module_id=module.id)


def desk_cells(course: Course, module: Module) -> list[SourceCell]:
    """Return the cells of a module's desk page, the parts that close every such page in place of their mark.

    The parts (`desk-closing.py.txt`: portfolio sheet, look back) are numbered on from the page's own, with
    the module's minutes at one's desk. Raises `CourseSourceFaultError`.
    """
    path = course.root / module.folder / DESK
    cells = read_cells(path)
    refuse(path, faults_of_desk(cells))
    marked = [cell for cell in cells if cell.role == CLOSING]
    if marked and (marked != cells[-1:] or marked[0].source):
        refuse(path, [Fault(marked[0].line, f'role="{CLOSING}" stands on the last cell, an empty one')])
    if marked and not (course.root / CLOSES).is_file():
        refuse(path, [Fault(marked[0].line, f"the course has no {CLOSES}, whose parts would stand here")])
    return cells[:-1] + _closing(course, module, cells[:-1]) if marked else cells


def _closing(course: Course, module: Module, own: list[SourceCell]) -> list[SourceCell]:
    path = course.root / CLOSES
    parts = sum(len(_PART.findall(cell.source)) for cell in own if cell.kind == "markdown")
    told = {"id": module.id, "hours": f"{module.desk_minutes / 60:g}", "minutes": module.desk_minutes}
    text = Template(path.read_text(encoding="utf-8"))
    cells = cells_of(path, text.substitute(told, sheet=parts + 1, look_back=parts + 2))
    refuse(path, faults_of_desk(cells))
    return cells


def _questions(course: Course, module: Module, asked: tuple[Question, ...], head: str) -> NotebookNode:
    names = Names()
    made = [new_markdown_cell(head, id=names.next("text"))]
    for number, question in enumerate(asked, start=1):
        told = f"## Question {number}\n\n{question_in_words(question)}"
        made.append(new_markdown_cell(told, id=names.next("text")))
    return assembled(made, course=course, module_id=module.id)
