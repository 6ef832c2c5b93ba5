"""A cohort's coverage of the standard: by the gradebook, and by the portfolio sheets that learners gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.courseware.covering.marks import Mark, passed, places
from fingerpost.courseware.covering.pages import Grid, cohort_page, grid_of
from fingerpost.courseware.covering.writing import PAGE, folders_of, standard_of, write_own
from fingerpost.grading.gradebook.holding import file_name
from fingerpost.grading.gradebook.opening import gradebook_of
from fingerpost.grading.run.course_root import CourseRoot


@dataclass(frozen=True)
class Person:
    """One learner of the gradebook: id, name, and the words of the tasks passed."""

    id: str
    name: str
    words: frozenset[str]


def write_cohort(course: CourseRoot, out: Path, *, sheets: Path | None = None) -> Path:
    """Write a page and a text for each learner of the gradebook into `out`, and one for all; return that.

    `sheets` holds a folder for each learner with the portfolio sheets that they gave their tutor; without it
    no desk task counts.
    """
    standard, folders = standard_of(course.root), folders_of(course.root)

    def grid(person: Person) -> Grid:
        desks = sheets_of(person.id, sheets, folders)
        return grid_of(person.name, standard, places(standard, person.words, desks))

    grids = [(grid(person), f"learner-{file_name(person.id)}.html") for person in people_of(course)]
    for one, name in grids:
        write_own(one, out / name)
    out.mkdir(parents=True, exist_ok=True)
    (out / PAGE).write_text(cohort_page(standard, grids), encoding="utf-8", newline="\n")
    return out / PAGE


def people_of(course: CourseRoot) -> tuple[Person, ...]:
    """Return every learner of the gradebook by id, with the tasks passed; raises GradebookFaultError.

    A task that waits for a person has no mark yet and counts for nothing.
    """
    with gradebook_of(course) as gradebook:
        names = {str(one.id): _name(one) for one in gradebook.students}
        marks: dict[str, list[Mark]] = {learner: [] for learner in names}
        for row in gradebook.db.execute(_asked()):
            learner, word, points, most = row
            if points is not None:
                marks[learner].append(Mark(str(word), float(points), float(most)))
    return tuple(Person(one, names[one], frozenset(passed(marks[one]))) for one in sorted(names))


def sheets_of(learner: str, sheets: Path | None, folders: Mapping[str, str]) -> dict[str, bool]:
    """Return for each module, of `folders` by id, whether the learner's sheet is in `sheets`/learner."""
    place = sheets / file_name(learner) if sheets else None
    return {
        module: place is not None and any((place / f"{folder}{kind}").is_file() for kind in (".md", ".html"))
        for module, folder in folders.items()
    }


def _name(student: Any) -> str:  # noqa: ANN401 - nbgrader ships no types
    return " ".join(filter(None, (student.first_name, student.last_name))) or str(student.id)


def _asked() -> Any:  # noqa: ANN401 - an SQLAlchemy statement
    """Return the question put to the gradebook: learner, cell, points (None: not yet), most points."""
    from nbgrader import api  # noqa: PLC0415 - nbgrader takes seconds to import
    from sqlalchemy import case, func, or_, select  # noqa: PLC0415 - as above

    grade, cell, work, whole = api.Grade, api.BaseCell, api.SubmittedNotebook, api.SubmittedAssignment
    has_mark = or_(grade.manual_score.is_not(None), grade.auto_score.is_not(None))
    return (
        select(
            whole.student_id,
            cell.name,
            case((has_mark, grade.score)),
            func.coalesce(grade.max_score_gradecell, grade.max_score_taskcell, 0.0),
        )
        .join(cell, grade.cell_id == cell.id)
        .join(work, grade.notebook_id == work.id)
        .join(whole, work.assignment_id == whole.id)
    )
