"""Copies of the gradebook and of what stands beside it: made before each run, proved whole, put back."""

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.grading.gradebook.archives import (
    GRADEBOOK,
    NotAnArchiveError,
    is_archive,
    kept_files,
    pack,
    put_back,
    unpacked,
)
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.run.records import MARKING, WRITE_LOCK

COPIES = MARKING / "copies"
_KEPT = 20
_WAIT_SECONDS = 60.0  # formgrader's page may be writing, or another grader on a slow disk
_NAME = re.compile(r"gradebook-\d{8}T\d{6}-\d+\.(zip|db)")  # .db: the gradebook alone, an earlier version's
_TABLES = frozenset(
    {"assignment", "student", "grade", "submitted_assignment", "submitted_notebook", "comment"}
)


class GradebookFaultError(FingerpostError):
    """The gradebook, or a copy of it, cannot be used; nothing was changed."""


@dataclass(frozen=True)
class Counted:
    """What a gradebook holds."""

    students: int
    submissions: int
    grades: int
    comments: int
    beside: int | None = None
    """The files of receipts, diary, kept comments and records; None for a gradebook by itself."""

    def __str__(self) -> str:
        told = (
            f"{self.students} learners, {self.submissions} hand-ins, {self.grades} marks, "
            f"{self.comments} comments"
        )
        if self.beside is None:
            return told
        return f"{told}; beside it {self.beside} files of receipts, diary, kept comments and records"


def gradebook_file(root: Path, db_url: str = "") -> Path:
    """Return the gradebook's file; raises GradebookFaultError where it is no SQLite file."""
    if db_url and not db_url.startswith("sqlite:///"):
        raise GradebookFaultError(
            "This gradebook is not an SQLite file, so its own database server makes the copies; "
            "fingerpost copies SQLite files only."
        )
    return Path(db_url.removeprefix("sqlite:///")) if db_url else root / "gradebook.db"


def verify(file: Path) -> Counted:
    """Return what a gradebook, or a copy of one, holds, once every page and index of it was read.

    Raises:
        GradebookFaultError: it is not there, no gradebook, or not whole.
    """
    if not file.is_file():
        raise GradebookFaultError(f"There is no gradebook at {file}. Type: nbgrader generate_assignment …")
    if not is_archive(file):
        return _verified(file, file)
    with _opened(file) as folder:
        return replace(_verified(folder / GRADEBOOK, file), beside=len(kept_files(folder)))


@contextlib.contextmanager
def _opened(copy: Path, beside: Path | None = None) -> Iterator[Path]:
    """Give the folder of an archive's files; raises GradebookFaultError where it is not whole."""
    try:
        with unpacked(copy, beside) as folder:
            yield folder
    except NotAnArchiveError as trouble:
        raise GradebookFaultError(
            f"{copy} is not a whole copy ({trouble}). Name another one: fingerpost gradebook restore FILE"
        ) from None


def _verified(file: Path, shown: Path) -> Counted:
    """Return what an SQLite gradebook holds; sentences call it `shown`."""
    try:
        name = f"{file.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(name, timeout=_WAIT_SECONDS, uri=True)) as read:
            said = read.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {row[0] for row in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if said == "ok" and tables >= _TABLES:
                return Counted(*(_count(read, table) for table in _COUNTED))
    except sqlite3.Error as trouble:
        said, tables = str(trouble), set(_TABLES)
    lost = sorted(_TABLES - tables)
    why = f"it has no table {lost[0]}" if lost else said
    raise GradebookFaultError(
        f"{shown} is not a whole gradebook ({why}). Put a copy back: fingerpost gradebook restore"
    )


_COUNTED = ("student", "submitted_assignment", "grade", "comment")
_COUNTS = {
    "student": "SELECT count(*) FROM student",
    "submitted_assignment": "SELECT count(*) FROM submitted_assignment",
    "grade": "SELECT count(*) FROM grade",
    "comment": "SELECT count(*) FROM comment",
}


def _count(read: sqlite3.Connection, table: str) -> int:
    return int(read.execute(_COUNTS[table]).fetchone()[0])


def back_up(root: Path, file: Path) -> Path:
    """Return a new copy of the gradebook and of what stands beside it, synced, beside the last twenty.

    Raises:
        GradebookFaultError: the gradebook is not whole, or there is no room for a copy.
    """
    folder = root / COPIES
    now = datetime.now(UTC)  # to the microsecond: two may be made in one second
    made = folder / f"gradebook-{now:%Y%m%dT%H%M%S}-{now:%f}{os.getpid()}.zip"
    gradebook, unfinished = made.with_suffix(".part-db"), made.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(root / WRITE_LOCK):  # looked at inside: another grader may be writing
            verify(file)
            _copy(file, gradebook)
            pack(root, gradebook, unfinished)
        unfinished.replace(made)
    except (OSError, sqlite3.Error) as trouble:
        raise GradebookFaultError(
            f"The gradebook could not be copied to {folder} ({trouble}); nothing was marked. Make room "
            "there, then start again."
        ) from None
    finally:
        for part in (gradebook, unfinished):
            part.unlink(missing_ok=True)
    for old in copies(root)[:-_KEPT]:
        old.unlink(missing_ok=True)
    return made


def _copy(source: Path, to: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(source, timeout=_WAIT_SECONDS)) as read,
        contextlib.closing(sqlite3.connect(to)) as copied,
    ):
        read.backup(copied)


def copies(root: Path) -> list[Path]:
    """Return the copies there are, oldest first."""
    return sorted(path for path in (root / COPIES).glob("gradebook-*") if _NAME.fullmatch(path.name))


@dataclass(frozen=True)
class Restored:
    """What a restore did: the copy it took, where what stood there is kept, and what came with it."""

    copy: Path
    kept: Path
    beside: int | None
    """The number of files put back beside the gradebook; None where the copy held the gradebook alone."""


def restore(root: Path, file: Path, copy: Path | None = None) -> Restored:
    """Put a copy (the newest without one named) in place: the gradebook and what stands beside it.

    Raises:
        GradebookFaultError: there is no copy, or it is not whole; nothing is changed then.
    """
    there = [copy] if copy else copies(root)
    if not there:
        raise GradebookFaultError(f"There is no copy in {root / COPIES}. Each run of marking makes one.")
    found = there[-1]
    verify(found)
    now = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    kept = file.with_name(f"{file.stem}-before-restore-{now}{file.suffix}")
    with held(root / WRITE_LOCK):
        if not is_archive(found):
            _replace(file, found, kept)
            return Restored(found, kept, None)
        with _opened(found, file.parent) as folder:
            _replace(file, folder / GRADEBOOK, kept)
            return Restored(found, kept, put_back(folder, root, root / COPIES / f"before-restore-{now}"))


def _replace(file: Path, found: Path, kept: Path) -> None:
    fresh = file.with_suffix(".restoring")
    shutil.copyfile(found, fresh)
    with fresh.open("rb+") as written:
        os.fsync(written.fileno())
    if file.exists():
        shutil.copy2(file, kept)
    for journal in ("-journal", "-wal", "-shm"):
        file.with_name(file.name + journal).unlink(missing_ok=True)
    fresh.replace(file)
