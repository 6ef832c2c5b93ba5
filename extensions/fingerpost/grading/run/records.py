"""What a run wrote down of each script, outside what learners get: its marks, its level, its sentences.

A journal stands beside a record while its script is being written; one that is found later names a run
that was cut short, and that script is marked again.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fingerpost.grading.gradebook.holding import file_name

MARKING = Path("marking")
WRITE_LOCK = MARKING / "write.lock"
"""Held by whoever writes to the gradebook."""
RECEIPT_KEY = MARKING / "receipt.key"
RECEIPTS = "receipts.jsonl"
"""Each assignment's receipts, in its own folder."""

_VERSION = 1


@dataclass(frozen=True)
class Record:
    """One learner's script as the last run left it."""

    student: str
    assignment: str
    status: str
    to_learner: str
    to_tutor: str
    level: str
    digest: str
    """Of everything the marks depend on: when it is the same, there is nothing to do again."""
    handed_in: str = ""
    points: dict[str, float] = field(default_factory=dict)
    most: dict[str, float] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    cpu: float = 0.0
    made_from: dict[str, str] = field(default_factory=dict)
    """Digests of the parts that the marks depend on, by part: they tell why a script is marked again."""
    before: dict[str, float] = field(default_factory=dict)
    """The points that this marking took the place of; none where it is the first."""
    before_most: dict[str, float] = field(default_factory=dict)
    """What those points were out of; none for records of an earlier version."""
    why: str = ""
    """Why it was marked again."""

    @property
    def needs_person(self) -> bool:
        """Claim that a tutor should look at this script."""
        return self.status in ("unreadable", "missing", "unmarked")


@dataclass(frozen=True)
class Origin:
    """What a marking rests on, and what it takes the place of; the fields of the same names of a Record."""

    digest: str
    made_from: dict[str, str]
    before: dict[str, float]
    before_most: dict[str, float]
    why: str


def folder_of(root: Path, assignment: str) -> Path:
    """Return where an assignment's records stand."""
    return root / MARKING / file_name(assignment)


def record_file(root: Path, assignment: str, student: str) -> Path:
    """Return where a learner's record stands."""
    return folder_of(root, assignment) / f"{file_name(student)}.json"


def journal_file(root: Path, assignment: str, student: str) -> Path:
    """Return where the journal stands while a script is being written."""
    return folder_of(root, assignment) / f"{file_name(student)}.writing"


def read_record(root: Path, assignment: str, student: str) -> Record | None:
    """Return a learner's record; None where there is none, or none that can be read."""
    try:
        told = json.loads(record_file(root, assignment, student).read_text(encoding="utf-8"))
        return Record(**told) if isinstance(told, dict) else None
    except (OSError, ValueError, TypeError):
        return None


def write_record(root: Path, record: Record) -> None:
    """Write a record whole, or not at all."""
    write_whole(record_file(root, record.assignment, record.student), json.dumps(asdict(record)))


def write_whole(file: Path, text: str) -> None:
    """Write a file under another name, sync it, then rename it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    with part.open("w", encoding="utf-8") as held:
        held.write(text)
        held.flush()
        os.fsync(held.fileno())
    part.replace(file)


def append_line(file: Path, text: str) -> None:
    """Add a line to a file that only grows, synced; a line that a crash cut short stays alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab+") as grown:
        if grown.tell():
            grown.seek(-1, os.SEEK_END)
            grown.write(b"" if grown.read(1) == b"\n" else b"\n")
        grown.write(f"{text}\n".encode())
        grown.flush()
        os.fsync(grown.fileno())


def every_record(root: Path, assignment: str) -> list[Record]:
    """Return all records of an assignment, by learner."""
    files = sorted(folder_of(root, assignment).glob("*.json"))
    found = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    return sorted((Record(**told) for told in found), key=lambda record: record.student)


def _digest_of_file(file: Path) -> bytes:
    """Return a file's digest, read piece by piece: a learner may hand in gigabytes."""
    if not file.is_file():
        return b"-"
    with file.open("rb") as held:
        return hashlib.file_digest(held, "sha256").digest()


def digest_of(hand_in: str, parts: Iterable[Path], more: Iterable[Any] = ()) -> str:
    """Return the digest of a hand-in and of everything else that its marks depend on."""
    made = hashlib.sha256(f"{_VERSION}:{hand_in}".encode())
    for part in parts:
        made.update(part.name.encode())
        made.update(_digest_of_file(part))
    for told in more:
        made.update(repr(told).encode())
    return made.hexdigest()
