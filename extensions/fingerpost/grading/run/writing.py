"""The one writer: nbgrader's own converter for one learner, into a new folder and one transaction."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from fingerpost.grading.engine.keeping import keep_ahead
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.gradebook.one_change import one_change
from fingerpost.grading.intake.receiving import stage_hand_in
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.records import (
    MARKING,
    WRITE_LOCK,
    Origin,
    Record,
    journal_file,
    write_record,
    write_whole,
)
from fingerpost.grading.run.working import Worked


def write_worked(
    course: CourseRoot, assignment: str, worked: Worked, folder: Path, origin: Origin, *, level: str
) -> Record:
    """Put one learner's marks into the gradebook and their notebook into autograded/; returns the record.

    Raises:
        NotWrittenError: nbgrader would not take the script.
        OSError, sqlalchemy.exc.SQLAlchemyError: no room, no permission; nothing of this learner is changed.
    """
    from fingerpost.grading.run.converter import convert  # noqa: PLC0415 - nbgrader takes seconds to import

    student = worked.student
    work = course.root / MARKING / "work" / str(os.getpid())
    journal = journal_file(course.root, assignment, student)
    write_whole(journal, origin.digest)
    try:
        for name, received in worked.received.items():
            stage_hand_in(received, name, folder, work / "in" / student / assignment)
        for paper, marked in worked.marked:
            if marked.level:
                keep_ahead(paper, marked)
        with held(course.root / WRITE_LOCK), one_change(course.db_url):
            convert(
                course.app,
                course.coursedir,
                work / "in" / student / assignment,
                submitted_directory=str((work / "in").relative_to(course.root)),
                autograded_directory=str((work / "out").relative_to(course.root)),
                assignment_id=assignment,
                student_id=student,
            )
            points, most = _points(course, assignment, student)
            made = work / "out" / student / assignment
            _sync(made)
            _put_in_place(made, course.root / "autograded" / student / assignment, work / "old")
        record = _record(assignment, worked, origin, level, (points, most))
        write_record(course.root, record)
        journal.unlink(missing_ok=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return record


def _points(
    course: CourseRoot, assignment: str, student: str
) -> tuple[dict[str, float | None], dict[str, float]]:
    """Return by cell the automatic points, and what the cell is worth."""
    from nbgrader.api import BaseCell, Grade, Gradebook, SubmittedNotebook  # noqa: PLC0415 - seconds to import

    with Gradebook(course.db_url, course.coursedir.course_id) as gradebook:
        submission = gradebook.find_submission(assignment, student)
        asked = gradebook.db.query(BaseCell.name, Grade.auto_score, Grade.max_score)
        marked = asked.join(Grade.cell).join(Grade.notebook)
        found = marked.filter(SubmittedNotebook.assignment_id == submission.id).all()
    return {name: score for name, score, _most in found}, {name: float(most) for name, _, most in found}


def _record(
    assignment: str,
    worked: Worked,
    origin: Origin,
    level: str,
    points: tuple[Mapping[str, float | None], Mapping[str, float]],
) -> Record:
    received = list(worked.received.values())
    worst = min(received, key=lambda kept: _WORST_FIRST.index(kept.status))
    moment = next((kept.handed_in for kept in received if kept.handed_in), None)
    return Record(
        student=worked.student,
        assignment=assignment,
        status=worst.status,
        to_learner=worst.to_learner,
        to_tutor=" ".join(kept.to_tutor for kept in received if kept.to_tutor),
        level=level,
        handed_in=moment.isoformat() if moment else "",
        points={name: score for name, score in points[0].items() if score is not None},
        most=dict(points[1]),
        codes={
            word: verdict.code
            for _paper, marked in worked.marked
            for word, verdict in marked.verdicts.items()
            if verdict.code
        },
        seconds=sum(marked.seconds for _paper, marked in worked.marked),
        cpu=sum(marked.cpu for _paper, marked in worked.marked),
        **vars(origin),
    )


_WORST_FIRST = ("missing", "unreadable", "blank", "mended", "whole")


def _sync(folder: Path) -> None:
    """Have a folder's files on the disk before anything is renamed."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _put_in_place(made: Path, place: Path, aside: Path) -> None:
    """Put the new folder where the old one stands; the old one is gone only when the new one is there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        aside.mkdir(parents=True, exist_ok=True)
        place.rename(aside / "replaced")
    made.rename(place)
