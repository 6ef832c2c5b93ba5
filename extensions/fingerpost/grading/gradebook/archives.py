"""What a copy of the gradebook holds beside it: one zip file with all that marking wrote down of a course.

The gradebook as `gradebook.db`; under `marking/` the key that seals receipts, the receipts, the diary of
what persons marked, the comments that they kept, and each script's record.
"""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from fingerpost.grading.run.records import MARKING, RECEIPT_KEY, RECEIPTS

GRADEBOOK = "gradebook.db"
_KINDS = (".json", ".jsonl")
_MOST_BYTES = 4_000_000_000


class NotAnArchiveError(Exception):
    """The file is no whole copy; the text says why."""


def is_archive(file: Path) -> bool:
    """Return whether a copy is an archive; earlier versions copied the gradebook alone."""
    return zipfile.is_zipfile(file)


def kept_files(root: Path) -> list[Path]:
    """Return the files beside the gradebook that a copy holds: no lock, journal, report or earlier copy."""
    lists = [path for path in (root / MARKING).glob("*/*") if path.suffix in _KINDS]
    found = [root / RECEIPT_KEY, *lists]
    return sorted(path for path in found if path.is_file() and not _is_odd(path))


def pack(root: Path, gradebook: Path, to: Path) -> None:
    """Write `gradebook` and what stands beside it as one archive, synced."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(gradebook, GRADEBOOK)
        for path in kept_files(root):
            archive.write(path, path.relative_to(root).as_posix())
    to.chmod(0o600)  # the key is in it
    with to.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def unpacked(file: Path, beside: Path | None = None) -> Iterator[Path]:
    """Give a folder that holds what is in an archive; `beside` is where it is made, for moving from it.

    Raises:
        NotAnArchiveError: a byte of it is not as it was written, or a name in it leads elsewhere.
    """
    with tempfile.TemporaryDirectory(prefix=".copy-", dir=beside) as made:
        folder = Path(made)
        try:
            with zipfile.ZipFile(file) as archive:
                _look_at(archive.infolist())
                archive.extractall(folder)  # every byte is compared with its checksum here
        except (zipfile.BadZipFile, EOFError, ValueError) as trouble:
            raise NotAnArchiveError(str(trouble) or "it was cut short") from None
        yield folder


def put_back(folder: Path, root: Path, aside: Path) -> int:
    """Put what was unpacked where it was; what stands there goes `aside`. Returns the number of files.

    Receipts are the exception: those given since stay in the list, for they are in learners' hands.
    """
    for path in kept_files(root):
        _move(path, aside / path.relative_to(root / MARKING))
    found = kept_files(folder)
    for path in found:
        _move(path, root / path.relative_to(folder))
    if (root / RECEIPT_KEY).is_file():
        (root / RECEIPT_KEY).chmod(0o600)  # a zip file keeps no rights
    for earlier in sorted(aside.glob(f"*/{RECEIPTS}")):
        _join(earlier, root / MARKING / earlier.relative_to(aside))
    return len(found)


def _join(given: Path, to: Path) -> None:
    """Add the lines of a list that are not in another one."""
    lines = to.read_text(encoding="utf-8").splitlines() if to.is_file() else []
    known = set(lines)
    more = [line for line in given.read_text(encoding="utf-8").splitlines() if line not in known]
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text("".join(f"{line}\n" for line in (*lines, *more)), encoding="utf-8")


def _look_at(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Raise NotAnArchiveError for what `pack` never writes."""
    total = 0
    for entry in entries:
        total += entry.file_size
        name = PurePosixPath(entry.filename)
        is_ours = entry.filename == GRADEBOOK or name.parts[0] == MARKING.name
        if not is_ours or ".." in name.parts or total > _MOST_BYTES:
            raise NotAnArchiveError(f"'{entry.filename}' does not belong in it")


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, to)


def _is_odd(path: Path) -> bool:
    return path.is_symlink() or path.name.startswith(".")
