"""A learner's work as one zip file, and back again: from a machine that forgets to one that does not."""

import hashlib
import io
import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from fingerpost.courseware.log import LOG
from fingerpost.errors import FingerpostError
from fingerpost.server.earlier_copies import FOLDER, keep_copy
from fingerpost.server.home import FETCH_PAGE, LOGO, START_PAGE, delivered

LIST = "fingerpost-work.json"
"""In the zip: what packed it, when, and each file's sha256. A zip without it is not one of ours."""
MOST_FILES = 5_000
MOST_BYTES = 500 * 2**20

_BEFORE = "before bringing back"
_FORMAT = 1
_FIRST_YEAR_OF_ZIP = 1980
_DRIVE = re.compile(r"[A-Za-z]:")
_NOT_OURS = "Choose the zip that 'take my work home' made; it is named fingerpost-work-….zip."


class NotOurWorkError(FingerpostError):
    """The file is no zip of a learner's work, or not a whole one; nothing was written."""


class WorkNotKeptError(FingerpostError):
    """A file could not be read or written."""


@dataclass(frozen=True)
class Brought:
    """One file of the zip and what became of it, as a clause that goes on from its name."""

    name: str
    said: str


def name_of(now: datetime) -> str:
    """Return what the zip is called."""
    return f"fingerpost-work-{now:%Y-%m-%d-%H%M}.zip"


def pack(home: Path, *, now: datetime) -> bytes:
    """Return a zip of what a learner made or changed in `home`, with a list by which it is known again.

    Practice data, lessons nobody touched and earlier copies stay behind: the course lays them out anew.
    """
    files = list(_own_files(home))
    try:
        contents = {file.relative_to(home).as_posix(): file.read_bytes() for file in files}
    except OSError as trouble:
        raise WorkNotKeptError(
            f"{trouble.filename} cannot be read ({trouble.strerror}). Close it where it is open; try again."
        ) from trouble
    listed = {name: _hash(content) for name, content in contents.items()}
    told = {
        "format": _FORMAT,
        "fingerpost": version("fingerpost"),
        "packed": now.isoformat(),
        "files": listed,
    }
    made = io.BytesIO()
    when = max(now.timetuple()[:6], (_FIRST_YEAR_OF_ZIP, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {LIST: json.dumps(told, indent=1).encode(), **contents}.items():
            packed.writestr(zipfile.ZipInfo(name, when[:6]), content, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def bring_back(home: Path, packed: bytes, *, now: datetime) -> list[Brought]:
    """Put a zip's files in their places in `home` and return what became of each.

    The zip is read and checked whole before anything is written. A file that differs goes to
    `earlier-copies` first; the log is joined, not replaced.

    Raises:
        NotOurWorkError: no zip, half of one, one of something else, or one with a path that leads out.
        WorkNotKeptError: a file cannot be written.
    """
    contents = _checked(packed)
    try:
        return [
            Brought(name, said)
            for name, content in contents.items()
            if (said := _put(home, home / _here(name), content, now))
        ]
    except OSError as trouble:
        raise WorkNotKeptError(
            f"{trouble.filename} cannot be written ({trouble.strerror}). What was there is in {FOLDER}; "
            "make room or close the file, then bring the zip back again."
        ) from trouble


def _own_files(home: Path) -> Iterator[Path]:
    """Yield the files in `home` that are not as they were delivered, in order of their names."""
    ours = {START_PAGE, FETCH_PAGE, LOGO.name}
    for file in sorted(home.rglob("*")):
        parts = file.relative_to(home).parts
        if parts[0] == FOLDER or any(part.startswith(".") for part in parts) or file.is_symlink():
            continue
        if not file.is_file() or file.name in ours:
            continue
        before = delivered(home, file)
        if not before.is_file() or before.read_bytes() != file.read_bytes():
            yield file


def _put(home: Path, target: Path, content: bytes, now: datetime) -> str:
    """Write one file; return what is worth telling, or nothing."""
    if not target.exists():
        _write(target, content)
        return "is back"
    mine = target.read_bytes()
    if mine == content:
        return ""
    if target == home / LOG:
        content = _joined(mine, content)
    before = delivered(home, target)
    if before.is_file() and before.read_bytes() == mine:
        _write(target, content)
        return "is back in place of the untouched one"
    keep_copy(home, target, now=now, why=_BEFORE)
    _write(target, content)
    return f"is back; the one that was here is in {FOLDER}"


def _write(target: Path, content: bytes) -> None:
    """Write whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partly = target.with_name(f".{target.name}.part")
    partly.write_bytes(content)
    partly.replace(target)


def _joined(mine: bytes, theirs: bytes) -> bytes:
    """Return the lines of both logs, each once: what is here first."""
    lines = dict.fromkeys([*mine.splitlines(), *theirs.splitlines()])
    return b"\n".join(line for line in lines if line.strip()) + b"\n"


def _checked(packed: bytes) -> dict[str, bytes]:
    """Return the zip's files by path; raises `NotOurWorkError` unless each is safe, listed and whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _refuse_unsafe(members)
            contents = {one.filename: archive.read(one) for one in members}
        listed = json.loads(contents.pop(LIST))["files"]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as trouble:
        raise NotOurWorkError(
            f"This is not a whole zip file; an upload may have stopped half-way, or the file was damaged. "
            f"{_NOT_OURS}"
        ) from trouble
    except (KeyError, TypeError, ValueError) as trouble:
        raise NotOurWorkError(f"This zip was not made by fingerpost. {_NOT_OURS}") from trouble
    if not isinstance(listed, dict) or {name: _hash(content) for name, content in contents.items()} != listed:
        raise NotOurWorkError(f"This zip is not as it was packed: files differ from its list. {_NOT_OURS}")
    return contents


def _here(name: str) -> str:
    """Return a name as this system can have it: nbgrader's feedback folders hold colons, Windows has none."""
    return name.replace(":", ".") if os.name == "nt" else name


def _refuse_unsafe(members: list[zipfile.ZipInfo]) -> None:
    """Raise unless every path stays inside the learner's folder and all of it is of a bearable size."""
    for one in members:
        path = PurePosixPath(one.filename)
        leads_out = (
            path.is_absolute() or ".." in path.parts or "\\" in one.filename or _DRIVE.match(one.filename)
        )
        is_link = stat.S_ISLNK(one.external_attr >> 16)
        if leads_out or is_link or any(part.startswith(".") for part in path.parts):
            raise NotOurWorkError(
                f"This zip holds {one.filename!r}, which is no place of a learner's; nothing was taken out "
                f"of it. {_NOT_OURS}"
            )
    if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
        raise NotOurWorkError(
            f"This zip unpacks to more than {MOST_FILES:,} files or {MOST_BYTES // 2**20} MB; nothing was "
            f"taken out of it. {_NOT_OURS}"
        )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
