"""What learners' cells may read, copied to a folder of its own: each authority's data by itself."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from fingerpost.grading.sandbox.namespaces import UNPRIVILEGED
from fingerpost.warehouse import paths

_MOST_FILES, _MOST_BYTES = 2_000, 200_000_000


_PREFIX = "fingerpost-stage-"


def _remove_left_behind() -> None:
    """Remove our own stages whose grader is gone: one that was killed could not clean up."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        is_mine = not folder.is_symlink() and hasattr(os, "geteuid") and folder.stat().st_uid == os.geteuid()
        if is_mine and owner.isdecimal() and not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


class Stage:
    """A folder in the system's temporary one; leaving the block removes it.

    A run may read one authority's folder: what is not in it cannot be found by a run on another one. Where
    the tutor is root the folders belong to root and can be read by the learners' user alone.
    """

    def __init__(self) -> None:
        _remove_left_behind()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")).resolve()
        self.scratch = self.folder / "scratch"
        self.scratch.mkdir(mode=0o700)
        self._is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        self._staged: dict[tuple[object, ...], Path] = {}
        if self._is_root:
            os.chown(self.scratch, UNPRIVILEGED, UNPRIVILEGED)
            self.folder.chmod(0o711)

    def data(self, letter: str, root: Path) -> Path:
        """Return a data root that holds the checks and this one authority; made again if its file changed."""
        seen = paths.warehouse_file(letter, root).stat().st_mtime_ns
        return self._once((letter, root, seen), lambda to: _copy_data(letter, root, to))

    def files(self, folder: Path, skip: frozenset[str]) -> Path:
        """Return a copy of an assignment's own files, notebooks and links left out."""
        return self._once((folder, folder.stat().st_mtime_ns), lambda to: _copy_files(folder, to, skip))

    def close(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _once(self, key: tuple[object, ...], fill: Callable[[Path], None]) -> Path:
        if key not in self._staged:
            to = Path(tempfile.mkdtemp(prefix="data-", dir=self.folder))
            fill(to)
            self._lend(to)
            self._staged[key] = to
        return self._staged[key]

    def _lend(self, folder: Path) -> None:
        """Let the learners' user read, and nobody change."""
        for path in (folder, *folder.rglob("*")):
            if self._is_root:
                os.chown(path, 0, UNPRIVILEGED)
            path.chmod(0o750 if path.is_dir() else 0o440)


def _copy_data(letter: str, root: Path, to: Path) -> None:
    wanted = (
        paths.warehouse_file(letter, root),
        paths.manifest_file(letter, root),
        paths.returns_folder(letter, root),
        root / "checks",
    )
    for source in wanted:
        target = to / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, copy_function=shutil.copyfile)
        elif source.is_file():
            shutil.copyfile(source, target)


def _copy_files(folder: Path, to: Path, skip: frozenset[str]) -> None:
    left = _MOST_BYTES
    for source in plain_files(folder, skip):
        left -= source.stat().st_size
        if left < 0:
            break
        target = to / source.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target, follow_symlinks=False)


def plain_files(folder: Path, skip: frozenset[str]) -> Iterable[Path]:
    """Yield the ordinary files below a folder, at most 2,000: no links, no notebooks, none of `skip`."""
    found = 0
    for above, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(above, name)
            is_plain = not path.is_symlink() and path.is_file()
            if is_plain and name not in skip and path.suffix != ".ipynb":
                found += 1
                if found > _MOST_FILES:
                    return
                yield path
