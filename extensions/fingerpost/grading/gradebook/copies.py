"""Copies of the gradebook: made before each run, proved whole, put back by a command."""

import contextlib
import os
import re
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fingerpost.errors import FingerpostError

COPIES = Path("marking", "copies")
_KEPT = 20
_NAME = re.compile(r"gradebook-\d{8}T\d{6}-\d+\.db")
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

    def __str__(self) -> str:
        return (
            f"{self.students} learners, {self.submissions} hand-ins, {self.grades} marks, "
            f"{self.comments} comments"
        )


def gradebook_file(root: Path, db_url: str = "") -> Path:
    """Return the gradebook's file; raises GradebookFaultError where it is no SQLite file."""
    if db_url and not db_url.startswith("sqlite:///"):
        raise GradebookFaultError(
            "This gradebook is not an SQLite file, so its own database server makes the copies; "
            "fingerpost copies SQLite files only."
        )
    return Path(db_url.removeprefix("sqlite:///")) if db_url else root / "gradebook.db"


def verify(file: Path) -> Counted:
    """Return what a gradebook holds, once every page and index of it was read.

    Raises:
        GradebookFaultError: it is not there, no gradebook, or not whole.
    """
    if not file.is_file():
        raise GradebookFaultError(f"There is no gradebook at {file}. Type: nbgrader generate_assignment …")
    try:
        with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as held:
            said = held.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {row[0] for row in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if said == "ok" and tables >= _TABLES:
                return Counted(*(_count(held, table) for table in _COUNTED))
    except sqlite3.Error as trouble:
        said, tables = str(trouble), set(_TABLES)
    lost = sorted(_TABLES - tables)
    why = f"it has no table {lost[0]}" if lost else said
    raise GradebookFaultError(
        f"{file} is not a whole gradebook ({why}). Put a copy back: fingerpost gradebook restore"
    )


_COUNTED = ("student", "submitted_assignment", "grade", "comment")
_COUNTS = {
    "student": "SELECT count(*) FROM student",
    "submitted_assignment": "SELECT count(*) FROM submitted_assignment",
    "grade": "SELECT count(*) FROM grade",
    "comment": "SELECT count(*) FROM comment",
}


def _count(held: sqlite3.Connection, table: str) -> int:
    return int(held.execute(_COUNTS[table]).fetchone()[0])


def back_up(root: Path, file: Path) -> Path:
    """Return a new copy of the gradebook, whole and synced, beside the last twenty.

    Raises:
        GradebookFaultError: the gradebook is not whole, or there is no room for a copy.
    """
    verify(file)
    folder = root / COPIES
    made = folder / f"gradebook-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.db"
    unfinished = made.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(file, unfinished)
        unfinished.replace(made)
    except (OSError, sqlite3.Error) as trouble:
        unfinished.unlink(missing_ok=True)
        raise GradebookFaultError(
            f"The gradebook could not be copied to {folder} ({trouble}); nothing was marked. Make room "
            "there, then start again."
        ) from None
    for old in copies(root)[:-_KEPT]:
        old.unlink(missing_ok=True)
    return made


def _copy(source: Path, to: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(source)) as held,
        contextlib.closing(sqlite3.connect(to)) as copied,
    ):
        held.backup(copied)
    with to.open("rb+") as file:
        os.fsync(file.fileno())


def copies(root: Path) -> list[Path]:
    """Return the copies there are, oldest first."""
    return sorted(path for path in (root / COPIES).glob("*.db") if _NAME.fullmatch(path.name))


def restore(root: Path, file: Path, copy: Path | None = None) -> Path:
    """Put a copy (the newest without one named) in the gradebook's place; returns what stood there, kept.

    Raises:
        GradebookFaultError: there is no copy, or it is not whole; the gradebook is untouched then.
    """
    there = [copy] if copy else copies(root)
    if not there:
        raise GradebookFaultError(f"There is no copy in {root / COPIES}. Each run of marking makes one.")
    found = there[-1]
    verify(found)
    kept = file.with_name(f"{file.stem}-before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}{file.suffix}")
    fresh = file.with_suffix(".restoring")
    shutil.copyfile(found, fresh)
    with fresh.open("rb+") as written:
        os.fsync(written.fileno())
    if file.exists():
        shutil.copy2(file, kept)
    for journal in ("-journal", "-wal", "-shm"):
        file.with_name(file.name + journal).unlink(missing_ok=True)
    fresh.replace(file)
    return kept
