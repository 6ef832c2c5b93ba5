"""The scripts that a person marks, as the gradebook has them: one for each learner and written task."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from fingerpost.errors import FingerpostError
from fingerpost.grading.by_hand.diary import Line, last_lines
from fingerpost.grading.by_hand.rubric import Marked, Rubric, read_marked, rubric_of
from fingerpost.grading.gradebook.dates import from_gradebook, late_by
from fingerpost.grading.gradebook.opening import gradebook_of
from fingerpost.grading.run.course_root import CourseRoot

State = Literal["waits", "begun", "marked", "again"]
"""`again`: it was marked, and the learner has handed in anew since."""


class NoSuchScriptError(FingerpostError):
    """A script that was asked for is not in the gradebook, or no longer."""


@dataclass(frozen=True)
class Script:
    """One learner's answer to one task that a person marks. Moments are aware; points as the gradebook's."""

    id: str
    assignment: str
    notebook: str
    task: str
    learner: str
    name: str
    most: float
    handed_in: datetime | None
    due: datetime | None
    """Their own date, where they have an extension."""
    is_extended: bool
    score: float | None
    comment: str
    """nbgrader's comment whole, the rows' levels at its head."""
    rubric: Rubric
    marked: Marked
    state: State
    file: Path

    @property
    def number(self) -> str:
        """Return what the script is called where names are hidden: part of nbgrader's random id."""
        return self.id[:6]

    @property
    def version(self) -> str:
        """Return a word for what a person reads: another one once marks or hand-in have changed."""
        read = repr((self.score, self.comment, stamp_of(self.handed_in)))
        return sha256(read.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def late_by(self) -> timedelta:
        """Return how late the work is, by aware clocks and the learner's own date."""
        return late_by(self.due, self.handed_in)


def scripts_of(course: CourseRoot) -> list[Script]:
    """Return every script that a person marks and whose checks have run, by assignment, task and learner."""
    with gradebook_of(course) as gradebook:
        return list(read_scripts(course, gradebook))


def read_scripts(course: CourseRoot, gradebook: Any) -> Iterator[Script]:  # noqa: ANN401 - nbgrader ships no types
    """Yield the scripts of an open gradebook, in the order in which they are listed."""
    schemes = _schemes(gradebook)
    lines: dict[str, dict[str, Line]] = {}
    for row in gradebook.db.execute(_asked()):
        told = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
        folder = course.root / str(course.coursedir.autograded_directory)
        file = folder / told["learner"] / told["assignment"] / f"{told['notebook']}.ipynb"
        if (told["cell_id"] in schemes) and file.is_file():
            known = lines.setdefault(told["assignment"], last_lines(course.root, told["assignment"]))
            most, rubric = schemes[told["cell_id"]]
            yield _script(told, most, rubric, file, known.get(told["id"]))


def one_of(scripts: Iterable[Script], script_id: str) -> Script:
    """Return the script with this id; raises NoSuchScriptError."""
    for script in scripts:
        if script.id == script_id:
            return script
    raise NoSuchScriptError(
        "This script is not in the gradebook, or no longer. Go back to the list; it shows what is there now."
    )


def _script(told: Any, most: float, rubric: Rubric, file: Path, line: Line | None) -> Script:  # noqa: ANN401 - a row
    comment = told["comment"] or ""
    marked = read_marked(comment, rubric)
    score = told["manual_score"] if told["manual_score"] is not None else told["auto_score"]
    handed_in = from_gradebook(told["timestamp"])
    due = told["duedate"] + (told["extension"] or timedelta()) if told["duedate"] else None
    name = " ".join(filter(None, (told["first_name"], told["last_name"]))) or told["learner"]
    return Script(
        id=told["id"],
        assignment=told["assignment"],
        notebook=told["notebook"],
        task=told["task"],
        learner=told["learner"],
        name=name,
        most=most,
        handed_in=handed_in,
        due=from_gradebook(due),
        is_extended=told["extension"] is not None,
        score=score,
        comment=comment,
        rubric=rubric,
        marked=marked,
        state=_state(score, marked, line, handed_in),
        file=file,
    )


def _state(score: float | None, marked: Marked, line: Line | None, handed_in: datetime | None) -> State:
    if score is None:
        return "begun" if marked.comment else "waits"
    if marked.is_begun:
        return "begun"
    return "again" if line is not None and line.handed_in != stamp_of(handed_in) else "marked"


def stamp_of(moment: datetime | None) -> str:
    """Return a moment as the diary keeps it."""
    return moment.isoformat() if moment else ""


def _asked() -> Any:  # noqa: ANN401 - an SQLAlchemy statement
    """Return the question put to the gradebook: every grade with its comment, learner and dates."""
    from nbgrader import api  # noqa: PLC0415 - nbgrader takes seconds to import
    from sqlalchemy import and_, select  # noqa: PLC0415 - as above
    from sqlalchemy.orm import aliased  # noqa: PLC0415 - as above

    said, spoken = aliased(api.Comment), aliased(api.BaseCell)
    comments = (
        select(said.notebook_id, spoken.name, said.manual_comment)
        .join(spoken, said.cell_id == spoken.id)
        .subquery()
    )
    grade, cell, work, whole = api.Grade, api.BaseCell, api.SubmittedNotebook, api.SubmittedAssignment
    return (
        select(
            grade.id,
            grade.manual_score,
            grade.auto_score,
            cell.id.label("cell_id"),
            cell.name.label("task"),
            api.Notebook.name.label("notebook"),
            api.Assignment.name.label("assignment"),
            api.Assignment.duedate,
            whole.timestamp,
            whole.extension,
            api.Student.id.label("learner"),
            api.Student.first_name,
            api.Student.last_name,
            comments.c.manual_comment.label("comment"),
        )
        .join(cell, grade.cell_id == cell.id)
        .join(work, grade.notebook_id == work.id)
        .join(api.Notebook, work.notebook_id == api.Notebook.id)
        .join(whole, work.assignment_id == whole.id)
        .join(api.Assignment, whole.assignment_id == api.Assignment.id)
        .join(api.Student, whole.student_id == api.Student.id)
        .outerjoin(comments, and_(comments.c.notebook_id == work.id, comments.c.name == cell.name))
        .order_by(api.Assignment.name, cell.name, api.Student.id)
    )


def _schemes(gradebook: Any) -> dict[str, tuple[float, Rubric]]:  # noqa: ANN401 - nbgrader ships no types
    """Return points and rubric of each cell that a person marks: task cells, and written answers."""
    found: dict[str, tuple[float, Rubric]] = {}
    for assignment in gradebook.assignments:
        for notebook in assignment.notebooks:
            sources = {cell.name: cell.source or "" for cell in notebook.source_cells}
            written = {cell.name for cell in notebook.solution_cells}
            by_hand = [*notebook.task_cells, *(one for one in notebook.grade_cells if one.name in written)]
            for cell in by_hand:
                if cell.max_score:
                    rubric = rubric_of(sources.get(cell.name, ""))
                    found[cell.id] = float(cell.max_score), rubric
    return found
