"""`check("monthly_starters")`: what a learner's own kernel can say about an answer, at once."""

import io
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fingerpost.grading.attempt import Attempt, attempt_of, record_attempts
from fingerpost.grading.catalogue import CATALOGUE, find_task
from fingerpost.grading.data import Data
from fingerpost.grading.judge import HOME, Taken, judge
from fingerpost.grading.task import Task
from fingerpost.grading.values import capture_all
from fingerpost.grading.verdict import Verdict
from fingerpost.warehouse import paths

COURSE_MARK = "fingerpost.toml"
"""The file that says: this folder is a tutor's course root."""

LEVEL = "check"


def check(word: str) -> Verdict:
    """Return what the visible checks of a task say about the answer you have now.

    `check("monthly_starters")` reads the names the task asks for, on the authority you have; it earns at
    most the visible points, and never shows the answer.

    Raises:
        UnknownTaskError: no task has this word; the nearest one is suggested.
        CourseMissingError: the built course is not where it should be.
    """
    with in_silence():
        root = checks_root()
        found = find_task(str(word), root)
        taken = taken_now(found.task)
        return judge(found.task, {HOME: taken}, {HOME: data_of(paths.authority(), root)})


def taken_now(task: Task) -> Taken:
    """Return what the task's names hold in this kernel, and the newest attempt at them.

    Where that attempt stopped before it made a name, what an earlier run left under it is no answer.
    """
    recorder = record_attempts()
    if recorder is None:
        namespace: Mapping[str, object] = vars(sys.modules["__main__"])
        return Taken(capture_all(task.names, namespace), attempt_of("", None, namespace))
    attempt: Attempt = recorder.latest((*task.names, task.word))
    gone = {name for name in task.names if attempt.still_holds(name)}
    held = {name: recorder.namespace[name] for name in task.names if name in recorder.namespace}
    fresh = {name: value for name, value in held.items() if name not in gone}
    types = {name: kind for name, kind in attempt.names.items() if name not in gone}
    return Taken(capture_all(task.names, fresh), replace(attempt, names=types))


def checks_root() -> Path:
    """Return the data root that holds the checks: the built edition, else the course root around us."""
    built = paths.data_root()
    if not (built / CATALOGUE).is_file():
        return course_root_above(Path.cwd()) or built
    return built


def course_root_above(folder: Path) -> Path | None:
    """Return the nearest folder, from this one upwards, that is a tutor's course root."""
    here = folder.resolve()
    return next((above for above in (here, *here.parents) if (above / COURSE_MARK).is_file()), None)


def data_of(authority: str, root: Path) -> Data:
    """Return an authority's data, opened once a process for each build of its file."""
    file = paths.warehouse_file(authority, root)
    built = file.stat().st_mtime_ns if file.is_file() else 0
    return _data(authority, root, built)


@lru_cache(maxsize=8)
def _data(authority: str, root: Path, _built: int) -> Data:
    return Data(authority, root)


@contextmanager
def in_silence() -> Iterator[None]:
    """Keep warnings and standard error away: nbgrader gives nothing to a test cell that writes there."""
    kept: Any = io.StringIO()
    with warnings.catch_warnings(), redirect_stderr(kept):
        warnings.simplefilter("ignore")
        yield


record_attempts()
