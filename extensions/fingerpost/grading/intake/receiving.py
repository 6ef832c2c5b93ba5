"""One learner's hand-in to a notebook that can be marked: mended, or the blank release with a reason."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from fingerpost.errors import FingerpostError
from fingerpost.grading.engine.stage import FEEDBACK_KEY, NOT_WORK, STAMP, plain_files
from fingerpost.grading.intake.opening import NotANotebookError, Opened, open_notebook, plain_kind, read_plain
from fingerpost.grading.intake.rebuilding import Rebuilt, rebuild
from fingerpost.grading.intake.stamps import as_nbgrader_writes, moment_of
from fingerpost.grading.task import Task

Status = Literal["whole", "mended", "blank", "unreadable", "missing"]

_MOST_FILES_BYTES = 20_000_000
MOST_STAMP = 1_000
_MOST_SECRET = 1_000


STAND_IN = '{"fingerpost": "no notebook was handed in"}'
"""What lies in a notebook's place while nbgrader looks, where a folder has none: it looks for files alone."""


class NotReleasedError(FingerpostError):
    """The assignment has no released notebook to mend a hand-in from."""


@dataclass(frozen=True)
class Received:
    """One learner's hand-in after intake; `notebook` is whole whatever was handed in."""

    student: str
    status: Status
    notebook: dict[str, Any]
    to_learner: str
    to_tutor: str
    digest: str
    """SHA-256 of what was handed in, '' where there was nothing to read."""
    handed_in: datetime | None

    @property
    def shown(self) -> dict[str, Any]:
        """Return the notebook with a note to its author above it, where something had to be put right."""
        if not self.to_learner or self.status == "whole":
            return self.notebook
        note = {"cell_type": "markdown", "id": "intake-note", "metadata": {}, "source": self.to_learner}
        return {**self.notebook, "cells": [note, *self.notebook["cells"]]}


def release_of(root: Path, assignment: str) -> dict[str, dict[str, Any]]:
    """Return the released notebooks of an assignment as JSON, by name; raises NotReleasedError."""
    folder = root / "release" / assignment
    found = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.ipynb"))
    }
    if not found:
        raise NotReleasedError(
            f"There is no released notebook in {folder}, so nothing that was handed in can be compared with "
            f"it. Type: nbgrader generate_assignment {assignment}"
        )
    return found


def receive(
    folder: Path, student: str, name: str, released: Mapping[str, Any], tasks: Mapping[str, Task]
) -> Received:
    """Return what a learner handed in of the notebook called `name`, mended from the release."""
    moment = _moment(folder)
    try:
        path, renamed = _the_notebook(folder, name)
        opened = open_notebook(path)
        rebuilt = rebuild(released, opened.held["cells"], tasks)
    except NotANotebookError as trouble:
        return _blank(student, released, str(trouble), moment, folder=folder)
    except RecursionError:
        return _blank(student, released, "is nested too deeply to be read", moment, folder=folder)
    notes = [*renamed, *opened.notes, *rebuilt.notes]
    return _whole(student, opened, rebuilt, notes, moment)


def stage_hand_in(received: Received, name: str, folder: Path, to: Path) -> None:
    """Write the mended notebook and the learner's own plain files where nbgrader's converter looks."""
    to.mkdir(parents=True, exist_ok=True)
    left = _MOST_FILES_BYTES
    for source in plain_files(folder, NOT_WORK) if folder.is_dir() else ():
        left -= source.stat().st_size
        if left < 0:
            break
        if not plain_kind(source):
            target = to / source.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target, follow_symlinks=False)
    (to / f"{name}.ipynb").write_text(json.dumps(received.shown), encoding="utf-8")
    if received.handed_in is not None:
        (to / STAMP).write_text(as_nbgrader_writes(received.handed_in), encoding="utf-8")
    (to / FEEDBACK_KEY).write_bytes(_secret(folder))


def _secret(folder: Path) -> bytes:
    """Return the learner's secret, or a new one: nbgrader releases nobody's feedback where one is missing."""
    try:
        return read_plain(folder / FEEDBACK_KEY, _MOST_SECRET)
    except NotANotebookError:
        return secrets.token_hex(64).encode()


def _the_notebook(folder: Path, name: str) -> tuple[Path, list[str]]:
    """Return the one notebook that was handed in under this name or another."""
    if folder.is_symlink() or not folder.is_dir():
        raise NotANotebookError("is missing: there is no folder of this learner's")
    wanted = folder / f"{name}.ipynb"
    if _is_stand_in(wanted):
        raise NotANotebookError(f"is missing: there is no notebook called {name}.ipynb")
    if wanted.is_symlink() or wanted.exists():
        return wanted, []
    others = sorted(
        path for path in folder.iterdir() if path.suffix.lower() == ".ipynb" and not plain_kind(path)
    )
    if not others:
        raise NotANotebookError(f"is missing: there is no notebook called {name}.ipynb")
    newest = max(others, key=lambda path: (path.stat().st_size, path.name))
    return newest, [f"It was called {newest.name}; expected {name}.ipynb."]


def _is_stand_in(path: Path) -> bool:
    try:
        return read_plain(path, len(STAND_IN)) == STAND_IN.encode()
    except NotANotebookError:
        return False


def _whole(
    student: str, opened: Opened, rebuilt: Rebuilt, notes: list[str], moment: datetime | None
) -> Received:
    told = " ".join(notes)
    status: Status = "mended" if notes else "whole"
    to_learner = f"*A note from marking: {told} Your answers have been marked.*" if notes else ""
    if not rebuilt.answered:
        status = "blank"
        told = f"{told} No answer was filled in.".strip()
        to_learner = "*A note from marking: no answer was filled in in the notebook you handed in.*"
    digest = hashlib.sha256(opened.raw).hexdigest()
    return Received(student, status, rebuilt.notebook, to_learner, told, digest, moment)


def _blank(
    student: str, released: Mapping[str, Any], why: str, moment: datetime | None, *, folder: Path
) -> Received:
    """Return the release itself for a hand-in with nothing to read: 0 points, and the reason."""
    status: Status = "missing" if why.startswith("is missing") else "unreadable"
    to_learner = (
        f"*A note from marking: the file you handed in {why}, so there was nothing to mark. Open your "
        "notebook in JupyterLab, save it and hand it in again, or ask your tutor.*"
    )
    to_tutor = f"The file handed in {why}; recorded with 0 points. It is in {folder}."
    return Received(student, status, rebuild(released, [], {}).notebook, to_learner, to_tutor, "", moment)


def _moment(folder: Path) -> datetime | None:
    try:
        return moment_of(read_plain(folder / STAMP, MOST_STAMP).decode("utf-8", "replace"))
    except NotANotebookError:
        return None
