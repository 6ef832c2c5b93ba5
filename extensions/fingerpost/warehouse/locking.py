"""Files nobody writes by mistake: 0444 in a 0555 folder, opened again only to rebuild, by one at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

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

    The lock is a DuckDB file, which DuckDB lets only one process write on every system we run on.
    """
    try:
        holder = duckdb.connect(str(lock))
    except duckdb.IOException as trouble:
        if "lock" not in str(trouble):
            raise OSError(str(trouble)) from trouble
        yield False
        return
    try:
        yield True
    finally:
        holder.close()
        with suppress(OSError):
            lock.unlink()


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
