"""What nbgrader's own `autograde` and formgrader's button do not see to before they open a hand-in.

c.Autograde.pre_convert_hook = "fingerpost.grading.intake.at_the_door.take_in"

nbgrader copies every file of a hand-in, whatever it is, reads its time of day with a parser of its own, and
leaves out a notebook that has another name. It looks for notebooks before any hook is called, and never sees
a folder with none at all. Reading that setting imports this module, early enough: see `_be_asked_first`.
"""

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from traitlets.log import get_logger

from fingerpost.grading.engine.stage import STAMP
from fingerpost.grading.gradebook.holding import file_name
from fingerpost.grading.intake.opening import NotANotebookError, plain_kind, read_plain
from fingerpost.grading.intake.receiving import (
    MOST_STAMP,
    STAND_IN,
    NotReleasedError,
    release_of,
)
from fingerpost.grading.intake.stamps import as_nbgrader_writes, moment_of

CONFIG = "nbgrader_config.py"
SET_ASIDE = Path("marking", "set-aside")


def take_in(*, assignment: str, student: str, notebooks: list[str]) -> None:
    """Prepare the hand-in that nbgrader is about to convert; `notebooks` is its own list, changed in place.

    The list is made to name the released notebooks, whatever the learner called theirs. Links, pipes and the
    like go to `marking/set-aside`, and a time that nbgrader would misread is written as it writes times.
    """
    del assignment, student  # patterns, and '*' where everybody is marked; the paths say whose turn it is
    if not notebooks:
        return
    folder = Path(notebooks[0]).absolute().parent
    root = next((above for above in folder.parents if (above / CONFIG).is_file()), None)
    if root is None:
        return
    aside = root / SET_ASIDE / file_name(folder.parent.name) / file_name(folder.name)
    for path in _odd_files(folder):
        _say(f"{path} is {plain_kind(path)}; it was set aside")
        _move(path, aside / path.relative_to(folder))
    _settle_stamp(folder / STAMP, aside / STAMP)
    try:
        notebooks[:] = [str(folder / f"{name}.ipynb") for name in release_of(root, folder.name)]
    except NotReleasedError as trouble:
        _say(str(trouble))


@contextmanager
def seen_without_a_notebook(root: Path, folders: list[Path]) -> Iterator[None]:
    """Have nbgrader see folders that hold no notebook: what stands in for one is there inside the block."""
    laid = [path for folder in folders for path in _stand_ins(root, folder)]
    for path in laid:
        path.write_text(STAND_IN, encoding="utf-8")
    try:
        yield
    finally:
        for path in laid:
            path.unlink(missing_ok=True)


def _stand_ins(root: Path, folder: Path) -> list[Path]:
    """Return where nbgrader would look for a hand-in's notebooks; nothing where there is one of any name."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    if any(path.suffix.lower() == ".ipynb" for path in folder.iterdir()):
        return []
    try:
        return [folder / f"{name}.ipynb" for name in release_of(root, folder.name)]
    except NotReleasedError:
        return []


def _be_asked_first() -> None:
    """Wrap the start of nbgrader's converter, which has no hook before it looks for notebooks."""
    earlier = Autograde.start

    def start(converter: Any) -> None:  # noqa: ANN401 - nbgrader ships no types
        course = converter.coursedir
        pattern = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
        found = [Path(folder) for folder in glob.glob(pattern)]  # noqa: PTH207 - the pattern is nbgrader's
        with seen_without_a_notebook(Path(course.root), found):
            earlier(converter)

    Autograde.start = start


_be_asked_first()


def _odd_files(folder: Path) -> list[Path]:
    """Return everything that nbgrader would copy although it is no file of the learner's own."""
    found = []
    for above, folders, names in os.walk(folder, followlinks=False):
        links = [name for name in folders if Path(above, name).is_symlink()]
        files = [name for name in names if not name.endswith(".ipynb")]
        found += [Path(above, name) for name in (*links, *files) if plain_kind(Path(above, name))]
    return found


def _settle_stamp(stamp: Path, aside: Path) -> None:
    """Leave a stamp that nbgrader reads as we do, or none; the one that was handed in is kept aside."""
    try:
        told = read_plain(stamp, MOST_STAMP).decode("utf-8", "replace")
    except NotANotebookError:
        return
    moment = moment_of(told)
    if moment is not None and told.strip() == as_nbgrader_writes(moment):
        return
    _move(stamp, aside)
    if moment is None:
        _say(f"{stamp} named no moment ({told.strip()[:60]!r}), so this hand-in has none")
        return
    stamp.write_text(as_nbgrader_writes(moment), encoding="utf-8")


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.is_dir() and not to.is_symlink():
        shutil.rmtree(to)
    path.replace(to)


def _say(what: str) -> None:
    get_logger().warning("Hand-in: %s.", what.rstrip("."))
