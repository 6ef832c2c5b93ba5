"""Locks between graders, by file: the system lets go of them when a process ends, however it ends."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

_ODD = re.compile(r"[^A-Za-z0-9._-]")


@contextlib.contextmanager
def held(file: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock inside the block; without `wait`, the block gets False where another holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _take(descriptor, wait=wait)
    finally:
        os.close(descriptor)


def _take(descriptor: int, *, wait: bool) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        return True  # there nbgrader's own care, a transaction a change, is all there is
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def file_name(name: str) -> str:
    """Return a file's name for a learner's: odd characters as their numbers, so that no two share one."""
    return _ODD.sub(lambda odd: f"%{ord(odd[0]):x}", name).replace("..", "%2e.")
