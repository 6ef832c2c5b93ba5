"""Due dates and personal extensions, written into nbgrader's gradebook through its own API."""

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fingerpost.grading.gradebook.dates import due_dates_of
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.gradebook.published import publish_due_dates
from fingerpost.grading.run.course_root import open_course_root
from fingerpost.grading.run.records import WRITE_LOCK
from fingerpost.timetable.as_calendar import due_moment
from fingerpost.timetable.book import Book
from fingerpost.timetable.due_dates import ASSIGNMENT
from fingerpost.timetable.troubles import GradebookError

GRADEBOOK = "gradebook.db"
_COURSE_FILE = "nbgrader_config.py"


@dataclass(frozen=True)
class AssignmentDates:
    """When an assignment is due, in UTC, and how much longer learners have whose own date is later."""

    folder: str
    due: datetime
    extensions: dict[str, timedelta]


@dataclass(frozen=True)
class Written:
    """What the gradebook holds now. `waiting` are assignments not yet generated, which take no extension."""

    assignments: tuple[str, ...]
    extensions: int
    waiting: tuple[str, ...]


def assignment_dates(book: Book) -> tuple[AssignmentDates, ...]:
    """Return the dates of every assignment, in the order of the cohort's hand-ins.

    Work is due at the same hour of London's clock, so an extension over a clock change is an hour more or
    less than whole days.
    """
    return tuple(_dates(book))


def write_due_dates(book: Book, course_root: Path) -> Written:
    """Write every due date and extension; an extension that no longer holds is taken back.

    Assignments are those that stand in `source/` or in the gradebook already; the rest of the course has
    nothing to mark yet. Nobody else of ours writes meanwhile. nbgrader mirrors an assignment's cells when a
    learner's entry is made, and not later: one whose cells are not in the gradebook yet takes its extensions
    the next time.
    """
    # nbgrader takes seconds to import, and only this needs it
    from nbgrader.api import Gradebook  # noqa: PLC0415
    from sqlalchemy.exc import SAWarning, SQLAlchemyError  # noqa: PLC0415

    refuse_other_folders(course_root)
    try:
        with (
            _programs_found(),
            held(course_root / WRITE_LOCK),
            warnings.catch_warnings(),
            Gradebook(f"sqlite:///{(course_root / GRADEBOOK).resolve()}") as gradebook,
        ):
            # nbgrader's own `add_submission` reads a row that it has yet to add, and SQLAlchemy says so
            warnings.simplefilter("ignore", SAWarning)
            written = _write(gradebook, assignment_dates(book), course_root / "source")
            dates = due_dates_of(gradebook)
    except (SQLAlchemyError, OSError) as trouble:
        raise GradebookError(
            f"{course_root / GRADEBOOK} cannot be written ({type(trouble).__name__}). Close what holds it "
            "open, and check that it is nbgrader's own file and that you may write it."
        ) from None
    course = open_course_root(course_root)
    publish_due_dates(course.exchange, str(course.coursedir.course_id), dates)
    return written


def refuse_other_folders(course_root: Path) -> None:
    """Raise `GradebookError` where the folder is no nbgrader course root."""
    if not (course_root / _COURSE_FILE).is_file():
        raise GradebookError(
            f"{course_root} is no nbgrader course root: it holds no {_COURSE_FILE}. Build one with "
            "fingerpost course build --for tutor, or name yours."
        )


@contextmanager
def _programs_found() -> Iterator[None]:
    """Nbgrader calls `alembic` by its name; it stands beside this Python, which need not be on the PATH."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _dates(book: Book) -> Iterator[AssignmentDates]:
    for one in book.cohort.hand_ins:
        if one.what != ASSIGNMENT or one.module not in book.modules:
            continue
        due = due_moment(book, one.due).astimezone(UTC)
        own = {name: learner.hand_in(one.key) for name, learner in book.learners.items()}
        later = {name: due_moment(book, its.due).astimezone(UTC) - due for name, its in own.items() if its}
        extensions = {name: by for name, by in later.items() if by > timedelta()}
        yield AssignmentDates(book.modules[one.module].folder, due, extensions)


def _write(gradebook: Any, dates: tuple[AssignmentDates, ...], source: Path) -> Written:  # noqa: ANN401 - nbgrader ships no types
    known = {assignment.name for assignment in gradebook.assignments}
    there = [one for one in dates if one.folder in known or (source / one.folder).is_dir()]
    given, waiting = 0, []
    for one in there:
        assignment = gradebook.update_or_create_assignment(one.folder, duedate=one.due)
        if assignment.notebooks:
            given += _extend(gradebook, one)
        elif one.extensions:
            waiting.append(one.folder)
    return Written(tuple(one.folder for one in there), given, tuple(waiting))


def _extend(gradebook: Any, dates: AssignmentDates) -> int:  # noqa: ANN401 - nbgrader ships no types
    """Give, change or take back extensions; return how many learners have one."""
    entries = {entry.student.id: entry for entry in gradebook.assignment_submissions(dates.folder)}
    for name, entry in entries.items():
        if entry.extension is not None and name not in dates.extensions:
            gradebook.grant_extension(dates.folder, name)
    for name, later in dates.extensions.items():
        gradebook.update_or_create_student(name)
        if name not in entries:
            gradebook.add_submission(dates.folder, name)
        gradebook.grant_extension(dates.folder, name, minutes=later.total_seconds() / 60)
    return len(dates.extensions)
