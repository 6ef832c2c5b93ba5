"""What learners' cells may read, copied to a folder of its own: each authority's data by itself."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fingerpost.grading.sandbox.namespaces import UNPRIVILEGED
from fingerpost.warehouse import paths

_MOST_FILES, _MOST_BYTES = 2_000, 200_000_000
_NO_NAMES: frozenset[Path] = frozenset()
STAMP = "timestamp.txt"
FEEDBACK_KEY = "submission_secret.txt"
"""nbgrader's file of a learner's random words: where their feedback lies in the exchange follows from it."""
NOT_WORK = frozenset({STAMP, FEEDBACK_KEY})
"""What nbgrader lays beside a hand-in: no work of the learner's, and no cell has to see it."""

_PREFIX = "fingerpost-stage-"


def _remove_left_behind() -> None:
    """Remove our own stages whose grader is gone: one that was killed could not clean up.

    Several graders may start at once and remove the same ones: one that is gone already is as it should be.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdecimal() and _is_mine(folder) and not _is_running(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    try:
        told = folder.lstat()
    except FileNotFoundError:
        return False
    return os.name == "posix" and stat.S_ISDIR(told.st_mode) and told.st_uid == os.geteuid()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


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
        self._owner = os.getpid()
        self._is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        self._staged: dict[tuple[object, ...], Path] = {}
        if self._is_root:
            os.chown(self.scratch, UNPRIVILEGED, UNPRIVILEGED)
            self.folder.chmod(0o711)

    @property
    def is_mine(self) -> bool:
        """Claim that this process made it, and not the one that this was forked from."""
        return self._owner == os.getpid()

    def data(self, letter: str, root: Path) -> Path:
        """Return a data root that holds the checks and this one authority; made again if its file changed."""
        seen = paths.warehouse_file(letter, root).stat().st_mtime_ns
        return self._once((letter, root, seen), lambda to: _copy_data(letter, root, to))

    def files(self, folder: Path) -> Path:
        """Return a copy of an assignment's own files, notebooks and links left out."""
        return self._once((folder, folder.stat().st_mtime_ns), lambda to: _copy_files(folder, to))

    @contextmanager
    def lent(self, own: Path, beside: Path | None) -> Iterator[Path]:
        """Give a copy of the files that a learner handed in, for as long as the block lasts.

        What stands in the assignment's own folder, `beside`, under the same name is left out: it is ours.
        """
        to = Path(tempfile.mkdtemp(prefix="own-", dir=self.folder))
        try:
            _copy_files(own, to, NOT_WORK, _names_of(beside) if beside else _NO_NAMES)
            if self._is_root:  # any other tutor's cells run as the tutor, who owns the copy
                self._lend(to)
            yield to
        finally:
            shutil.rmtree(to, ignore_errors=True)

    def close(self) -> None:
        """Remove everything; a fork of the process that made it leaves it alone."""
        if self.is_mine:
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
        paths.deliveries_folder(letter, root),
        root / "checks",
    )
    for source in wanted:
        target = to / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, copy_function=shutil.copyfile)
        elif source.is_file():
            shutil.copyfile(source, target)


def _copy_files(
    folder: Path, to: Path, skip: frozenset[str] = frozenset(), taken: frozenset[Path] = _NO_NAMES
) -> None:
    left = _MOST_BYTES
    for source in plain_files(folder, skip):
        name = source.relative_to(folder)
        if taken.intersection((name, *name.parents)):
            continue
        left -= source.stat().st_size
        if left < 0:
            break
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target, follow_symlinks=False)


def _names_of(folder: Path) -> frozenset[Path]:
    """Return the names that an assignment's own files and folders have in it."""
    return frozenset(path.relative_to(folder) for path in plain_files(folder))


def plain_files(folder: Path, skip: frozenset[str] = frozenset()) -> Iterable[Path]:
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
