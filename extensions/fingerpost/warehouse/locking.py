"""Files nobody writes by mistake: 0444 in a 0555 folder, opened again only to rebuild or remove."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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
