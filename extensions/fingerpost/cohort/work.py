"""Every learner's work on every assignment: what is in, how it was marked, by when it was due.

nbgrader's gradebook knows points and dates, the folder of collected work what is in and not yet checked, and
the records of marking which slips were made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from fingerpost.errors import FingerpostError
from fingerpost.grading.catalogue import listed_modules
from fingerpost.grading.gradebook.dates import from_gradebook, late_by
from fingerpost.grading.gradebook.opening import gradebook_of
from fingerpost.grading.intake.stamps import moment_of
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.records import Record, read_record

Stage = Literal["nothing", "collected", "unread", "waits", "marked"]
"""Nothing is in; collected, not checked yet; no check could read it; waits for a person; marked whole."""
_STAMP = "timestamp.txt"  # nbgrader's, in each hand-in


@dataclass(frozen=True)
class Assignment:
    """One column of the cohort: an assignment of the gradebook, and when it is due for everybody."""

    name: str
    title: str
    due: datetime | None


@dataclass(frozen=True)
class Piece:
    """One learner's work on one assignment. Moments are aware; points are the gradebook's, 0 for none."""

    assignment: Assignment
    stage: Stage
    points: float = 0.0
    most: float = 0.0
    handed_in: datetime | None = None
    due: datetime | None = None
    """Their own date, where they have an extension."""
    record: Record | None = None
    """What the last run of marking wrote of it."""

    @property
    def late_by(self) -> timedelta:
        """Return how late it was handed in, by their own date."""
        return late_by(self.due, self.handed_in)


@dataclass(frozen=True)
class Learner:
    """One row of the cohort: a piece for each assignment, in the cohort's order."""

    id: str
    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Cohort:
    """Assignments by name, learners by name."""

    assignments: tuple[Assignment, ...]
    learners: tuple[Learner, ...]


def cohort_of(course: CourseRoot, also: Iterable[str] = ()) -> Cohort:
    """Return the cohort of a course root: all in its gradebook or hand-ins, and the names in `also`.

    Raises:
        GradebookFaultError: there is no gradebook, or it cannot be used.
    """
    with gradebook_of(course) as gradebook:
        names = {one.id: _name_of(one) for one in gradebook.students}
        titles = _titles(course)
        assignments = tuple(
            Assignment(one.name, titles.get(one.name, ""), from_gradebook(one.duedate))
            for one in sorted(gradebook.assignments, key=lambda one: str(one.name))
        )
        entries = {(row.learner, row.assignment): row for row in gradebook.db.execute(_asked())}
    collected = {one.name: frozenset(course.hand_ins(one.name)) for one in assignments}
    everyone = {**dict.fromkeys((*also, *frozenset().union(*collected.values())), ""), **names}
    learners = [
        Learner(
            learner,
            name or learner,
            tuple(
                _piece(course, learner, one, entries.get((learner, one.name)), learner in collected[one.name])
                for one in assignments
            ),
        )
        for learner, name in everyone.items()
    ]
    return Cohort(assignments, tuple(sorted(learners, key=lambda one: (one.name.casefold(), one.id))))


def _piece(
    course: CourseRoot,
    learner: str,
    assignment: Assignment,
    entry: Any,  # noqa: ANN401 - a row, or None
    is_collected: bool,  # noqa: FBT001 - one fact of five
) -> Piece:
    record = read_record(course.root, assignment.name, learner)
    extension = entry.extension if entry and entry.extension else timedelta()
    due = assignment.due + extension if assignment.due else None
    handed_in = _handed_in(course, learner, assignment.name) if is_collected else None
    handed_in = handed_in or (from_gradebook(entry.timestamp) if entry else None)
    stage = _stage(entry, record, is_in=is_collected or handed_in is not None)
    points, most = (float(entry.points or 0), float(entry.most or 0)) if entry else (0.0, 0.0)
    return Piece(assignment, stage, points, most, handed_in, due, record)


def _stage(entry: Any, record: Record | None, *, is_in: bool) -> Stage:  # noqa: ANN401 - as above
    if not is_in:
        return "nothing"
    if record is not None and record.needs_person:
        return "unread"
    if entry is None or not entry.checked:
        return "collected"
    return "waits" if entry.waiting else "marked"


def _handed_in(course: CourseRoot, learner: str, assignment: str) -> datetime | None:
    """Return the moment in a collected hand-in, which is newer than the gradebook's until it is marked."""
    file = course.root / str(course.coursedir.submitted_directory) / learner / assignment / _STAMP
    try:
        return moment_of(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _titles(course: CourseRoot) -> Mapping[str, str]:
    """Return the titles of the course's modules by folder; none where the course is not one of ours."""
    try:
        return {one.folder: one.title for one in listed_modules(course.root)}
    except FingerpostError:
        return {}


def _name_of(student: Any) -> str:  # noqa: ANN401 - nbgrader ships no types
    return " ".join(filter(None, (student.first_name, student.last_name)))


def _asked() -> Any:  # noqa: ANN401 - an SQLAlchemy statement
    """Return the question put to the gradebook: each entry's dates and points, and what is missing."""
    from nbgrader import api  # noqa: PLC0415 - nbgrader takes seconds to import
    from sqlalchemy import case, func, select  # noqa: PLC0415 - as above

    whole, work, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
    graded, by_hand = api.GradeCell.__table__, api.TaskCell.__table__
    worth = func.coalesce(graded.c.max_score, by_hand.c.max_score)
    return (
        select(
            api.Student.id.label("learner"),
            api.Assignment.name.label("assignment"),
            whole.timestamp,
            whole.extension,
            func.sum(grade.score).label("points"),
            func.sum(worth).label("most"),
            func.count(func.coalesce(grade.auto_score, grade.manual_score)).label("checked"),
            func.sum(case((grade.needs_manual_grade, 1), else_=0)).label("waiting"),
        )
        .join(api.Assignment, whole.assignment_id == api.Assignment.id)
        .join(api.Student, whole.student_id == api.Student.id)
        .outerjoin(work, work.assignment_id == whole.id)
        .outerjoin(grade, grade.notebook_id == work.id)
        .outerjoin(graded, graded.c.id == grade.cell_id)
        .outerjoin(by_hand, by_hand.c.id == grade.cell_id)
        .group_by(whole.id)
    )
