"""Marking a cohort: what changed, in parallel, one writer, and whatever was cut short before."""

import concurrent.futures
import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.grading.engine.keeping import marker_for
from fingerpost.grading.engine.marker import Marker
from fingerpost.grading.engine.paper import Course, course_of
from fingerpost.grading.engine.paper import held as held_in
from fingerpost.grading.engine.stage import plain_files
from fingerpost.grading.gradebook.copies import back_up, gradebook_file
from fingerpost.grading.gradebook.holding import file_name, held
from fingerpost.grading.intake.opening import plain_kind
from fingerpost.grading.intake.receiving import release_of
from fingerpost.grading.run.changes import reason
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.records import (
    Origin,
    Record,
    digest_of,
    folder_of,
    journal_file,
    read_record,
    write_record,
)
from fingerpost.grading.run.working import Job, Worked, forget, work_on
from fingerpost.grading.run.writing import write_worked
from fingerpost.grading.sandbox.levels import settled_level
from fingerpost.grading.sandbox.limits import Limits
from fingerpost.grading.script import HIDDEN_SUFFIX, SEEN_SUFFIX

_FULL = (errno.ENOSPC, errno.EDQUOT)
_AHEAD = 3
"""Scripts a worker may be ahead of the writer."""


class PointsDifferError(FingerpostError):
    """Checks and released notebook do not agree on what a task is worth."""


class GradingStoppedError(FingerpostError):
    """The run could not go on; what it had written stands, and the same command goes on from there."""


@dataclass(frozen=True)
class Wishes:
    """What the tutor asked for."""

    workers: int = 2
    force: bool = False
    trust: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass
class Summary:
    """What a run did: what it marked, whose marks stood, what it finished of a run that was cut short."""

    assignment: str
    level: str
    records: list[Record] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Learners whose script another run is marking at this moment."""

    @property
    def needs_person(self) -> list[Record]:
        """Return the records that a tutor should look at."""
        return [record for record in self.records if record.needs_person]


Progress = Callable[[int, int, str], None]
"""(done, of, learner) after each script."""


def grade(
    course: CourseRoot,
    assignment: str,
    wishes: Wishes,
    *,
    executor: concurrent.futures.Executor | None = None,
    progress: Progress = lambda _done, _of, _student: None,
) -> Summary:
    """Mark what was handed in and has changed; returns what was done.

    Scripts run in `executor` (this process's own threads, each with processes behind walls, if none is
    given); this thread alone writes. The gradebook is copied first.

    Raises:
        NoSandboxError, UnknownAssignmentError, NotReleasedError, PointsDifferError, GradebookFaultError:
            before anything runs.
        GradingStoppedError: no room or no permission; what was written before stands.
    """
    level = settled_level(trust=wishes.trust)
    hand_ins = course.hand_ins(assignment)
    marks_by = course_of(course.root, assignment)
    _same_points(marks_by, release_of(course.root, assignment))
    _may_write(course.root)
    back_up(course.root, gradebook_file(course.root, course.db_url))
    forget()
    locked = {} if marks_by.is_ours else course.locked_cells(assignment)
    run = _Run(course, assignment, wishes, Summary(assignment, level), progress, locked)
    marker = marker_for(trust=wishes.trust, limits=wishes.limits)
    with _pool(executor, wishes.workers, marker) as pool:
        run.through(hand_ins, pool)
    return run.summary


@dataclass(frozen=True)
class _Taken:
    """One learner's hand-in in this run's hands: `lock` keeps other runs away until it is written."""

    student: str
    folder: Path
    origin: Origin
    lock: ExitStack


@dataclass
class _Run:
    course: CourseRoot
    assignment: str
    wishes: Wishes
    summary: Summary
    progress: Progress
    locked: Mapping[str, Mapping[str, str]]

    def through(self, hand_ins: dict[str, Path], pool: concurrent.futures.Executor) -> None:
        """Mark every hand-in that changed, a few at a time, so that memory stays flat whatever the cohort."""
        fixed = parts_of(self.course.root, self.assignment)
        waiting: dict[concurrent.futures.Future[Worked], _Taken] = {}
        try:
            for seen, (student, folder) in enumerate(hand_ins.items()):
                taken = self._take(student, folder, fixed)
                if taken is not None:
                    waiting[pool.submit(work_on, self._job(taken))] = taken
                if len(waiting) >= _AHEAD * self.wishes.workers:
                    self._write_next(waiting)
                self.progress(seen + 1 - len(waiting), len(hand_ins), student)
            while waiting:
                self._write_next(waiting)
                self.progress(len(hand_ins) - len(waiting), len(hand_ins), "")
        finally:
            for future, taken in waiting.items():
                future.cancel()
                taken.lock.close()

    def _take(self, student: str, folder: Path, fixed: dict[str, str]) -> _Taken | None:
        """Return a hand-in that is to be marked, its lock held; None where there is nothing to do."""
        root = self.course.root
        lock = ExitStack()
        file = folder_of(root, self.assignment) / f"{file_name(student)}.lock"
        if not lock.enter_context(held(file, wait=False)):
            lock.close()
            self.summary.elsewhere.append(student)
            return None
        parts = {**fixed, "hand-in": digest_of("", sorted(_plain_files(folder)))}
        digest = digest_of("", (), sorted(parts.items()))
        cut_short = journal_file(root, self.assignment, student).exists()
        record = read_record(root, self.assignment, student)
        is_there = (root / "autograded" / student / self.assignment).is_dir()
        same = record is not None and record.digest == digest and record.status != "unmarked"
        if same and is_there and not (self.wishes.force or cut_short):
            lock.close()
            self.summary.unchanged.append(student)
            return None
        if cut_short:
            self.summary.resumed.append(student)
        why = reason(record, parts, cut_short=cut_short)
        return _Taken(student, folder, Origin(digest, parts, *_points_before(record), why), lock)

    def _job(self, taken: _Taken) -> Job:
        wishes = self.wishes
        return Job(
            str(self.course.root),
            self.assignment,
            taken.student,
            str(taken.folder),
            wishes.trust,
            wishes.limits,
            self.locked,
        )

    def _write_next(self, waiting: dict[concurrent.futures.Future[Worked], _Taken]) -> None:
        """Wait for the next script and write it."""
        ready = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED).done
        for future in ready:
            taken = waiting.pop(future)
            with taken.lock:
                self.summary.records.append(self._written(future.result(), taken))

    def _written(self, worked: Worked, taken: _Taken) -> Record:
        """Return the record of one script, written; a fault of ours leaves the gradebook as it was."""
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - nbgrader's, and slow to import

        from fingerpost.grading.run.converter import NotWrittenError  # noqa: PLC0415 - as above

        if worked.fault:
            return self._unmarked(taken, worked.fault)
        try:
            return write_worked(
                self.course, self.assignment, worked, taken.folder, taken.origin, level=self.summary.level
            )
        except NotWrittenError as trouble:
            return self._unmarked(taken, str(trouble))
        except OSError as trouble:
            why = "there is no room left" if trouble.errno in _FULL else str(trouble)
            raise _stopped(why) from None
        except SQLAlchemyError as trouble:
            why = str(trouble).splitlines()[0][:160]
            raise _stopped(f"the gradebook could not be written ({why})") from None

    def _unmarked(self, taken: _Taken, why: str) -> Record:
        record = Record(
            student=taken.student,
            assignment=self.assignment,
            status="unmarked",
            to_learner="Your work has arrived and has not been marked yet.",
            to_tutor=f"Not marked, through no fault of the learner's: {why}",
            level="",
            **vars(taken.origin),
        )
        write_record(self.course.root, record)
        return record


def _points_before(record: Record | None) -> tuple[dict[str, float], dict[str, float]]:
    """Return the points that a marking takes the place of, and what each cell of them was worth."""
    if record is None:
        return {}, {}
    if record.status == "unmarked":
        return record.before, record.before_most
    return record.points, {name: most for name, most in record.most.items() if name in record.points}


def _same_points(course: Course, released: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise PointsDifferError where a test cell is worth something else than the checks say."""
    for notebook in released.values():
        for cell in notebook["cells"]:
            told = held_in(cell, "nbgrader")
            for suffix, part in ((SEEN_SUFFIX, "seen"), (HIDDEN_SUFFIX, "hidden")):
                word = str(told.get("grade_id", "")).removesuffix(suffix)
                task = course.tasks.get(word) if word != told.get("grade_id") else None
                if task is not None and float(told.get("points", 0)) != float(getattr(task, part)):
                    raise PointsDifferError(
                        f"checks/{course.folder}.py gives '{word}' {task.seen:g} and {task.hidden:g} points, "
                        "and the released notebook has others, so nothing was marked. Type: fingerpost "
                        f"course build --for tutor --out {course.root}, then: nbgrader generate_assignment "
                        f"{course.folder} --force"
                    )


def parts_of(root: Path, assignment: str) -> dict[str, str]:
    """Return digests of release, checks, answers and data: a change of any is a reason to mark again."""
    parts = {
        "release": sorted((root / "release" / assignment).glob("*.ipynb")),
        "checks": [root / "checks" / f"{assignment}.py"],
        "answers": [root / "answers" / f"{assignment}.py"],
        "data": sorted((root / "warehouse").glob("*.manifest.json")),
    }
    return {name: digest_of("", files) for name, files in parts.items()}


def _plain_files(folder: Path) -> list[Path]:
    """Return what was handed in and may be read, in its folders too: cells see those files."""
    if folder.is_symlink():
        return []
    return [path for path in {*folder.glob("*"), *plain_files(folder)} if not plain_kind(path)]


def _stopped(why: str) -> GradingStoppedError:
    return GradingStoppedError(
        f"Marking stopped: {why}. What was marked before stands, nothing is half written; see to it, then "
        "type the same command again."
    )


def _may_write(root: Path) -> None:
    if not os.access(root, os.W_OK):
        raise GradingStoppedError(
            f"You may not write in {root}, so nothing was marked. Ask whose folder it is."
        )


@contextmanager
def _pool(
    executor: concurrent.futures.Executor | None, workers: int, marker: Marker
) -> Iterator[concurrent.futures.Executor]:
    """Give the executor asked for, or threads of this process; only one's own is shut down."""
    if executor is not None:
        yield executor
        return
    marker.warm_up()  # here and not in a worker: the warm parent ends with the thread that started it
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        yield pool
