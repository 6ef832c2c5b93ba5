"""Files nobody writes by mistake: 0444 in a 0555 folder, opened again only to rebuild, by one at a time."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FOLDER_SHUT, _FOLDER_OPEN, _FILE_SHUT = 0o555, 0o755, 0o444


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Let files be put into `folder` inside the block; afterwards it and all within is read-only."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(_FOLDER_OPEN)
    try:
        yield
    finally:
        folder.chmod(_FOLDER_SHUT)


@contextmanager
def alone(lock: Path) -> Iterator[bool]:
    """Yield whether this process alone holds `lock` until the block ends; a killed holder leaves it free.

    The file stays empty, so that a full disk is told by what cannot be written and not by the lock.
    """
    with lock.open("ab") as held:
        if not _hold(held) or not _is_still_there(held, lock):
            yield False
            return
        try:
            yield True
        finally:
            with suppress(OSError):  # Windows keeps a file that is open
                lock.unlink()


if sys.platform == "win32":

    def _hold(file: BinaryIO) -> bool:
        """Return whether the lock of an open file is ours now."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _hold(file: BinaryIO) -> bool:
        """Return whether the lock of an open file is ours now."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _is_still_there(file: BinaryIO, lock: Path) -> bool:
    """Return False where the holder before us took the file away between our opening and our holding it."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def shut(path: Path) -> None:
    """Make a file, or a folder and all within, read-only."""
    if path.is_file():
        path.chmod(_FILE_SHUT)
        return
    for inside in path.iterdir():
        shut(inside)
    path.chmod(_FOLDER_SHUT)


def remove(path: Path) -> None:
    """Remove a file or folder that was shut, if it is there; its parent must be open."""
    if path.is_dir():
        for folder in (path, *path.rglob("*")):
            if folder.is_dir():
                folder.chmod(_FOLDER_OPEN)
        shutil.rmtree(path)
        return
    with suppress(FileNotFoundError):
        path.unlink()
