"""What nbgrader's exchange has for a learner: released, fetched, handed in, feedback; by its own list."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from fingerpost.errors import FingerpostError
from fingerpost.grading.intake.opening import NotANotebookError, read_plain
from fingerpost.grading.intake.stamps import moment_of

MANAGER = "assignment_list_manager"
"""nbgrader's name in the web application's settings."""

Feedback = Literal["", "waits", "is here"]


class ListUnreadableError(FingerpostError):
    """nbgrader's list of assignments could not be had."""


@dataclass(frozen=True)
class Exchanged:
    """One assignment in the exchange. Paths are relative to the learner's folder, '' where there is none."""

    course: str
    name: str
    folder: str = ""
    """Where it was fetched to."""
    is_released: bool = False
    handed_in: datetime | None = None
    """When it was handed in last, by the learner's own clock."""
    times: int = 0
    is_changed: bool = False
    """Whether the notebook differs from what was handed in last."""
    feedback: Feedback = ""
    feedback_page: str = ""


def exchanged(manager: Any, home: Path) -> dict[str, Exchanged]:  # noqa: ANN401 - nbgrader ships no types
    """Return by name what the exchange has; raises ListUnreadableError with a sentence.

    `manager` is nbgrader's own, which changes the current folder while it looks: call it where it does.
    """
    try:
        listed = manager.list_assignments()
    except OSError as trouble:
        raise ListUnreadableError(
            f"The place where work is handed in cannot be reached just now ({trouble.strerror}). "
            "Your own folder is as it was. Tell your tutor, and try again later."
        ) from trouble
    if not listed["success"]:
        raise ListUnreadableError(
            "The place where work is handed in cannot be reached just now. Your own folder is as it was. "
            "Tell your tutor, and try again later."
        )
    return read_list(listed["value"], home)


def read_list(listed: Iterable[Mapping[str, Any]], home: Path) -> dict[str, Exchanged]:
    """Return nbgrader's list by the names of assignments, what was handed in joined to what was released."""
    found: dict[str, Exchanged] = {}
    for one in listed:
        name = str(one["assignment_id"])
        known = found.get(name) or Exchanged(str(one["course_id"]), name)
        if one["status"] == "submitted":
            known = _handed_in(known, one["submissions"], home)
        else:
            folder = str(one["path"]) if one["status"] == "fetched" else ""
            known = replace(known, is_released=True, folder=_within(home, folder) if folder else "")
        found[name] = known
    return found


def _handed_in(known: Exchanged, submissions: list[Mapping[str, Any]], home: Path) -> Exchanged:
    last = max(submissions, key=lambda one: str(one["timestamp"]))
    marked = [one for one in submissions if one["has_exchange_feedback"] or one["has_local_feedback"]]
    newest = max(marked, key=lambda one: str(one["timestamp"]), default=None)
    feedback, page = _feedback(newest, known.name, home)
    return replace(
        known,
        handed_in=moment_of(str(last["timestamp"])),
        times=len(submissions),
        is_changed=_differs(home / known.folder, Path(str(last["path"])), known.name),
        feedback=feedback,
        feedback_page=page,
    )


def _feedback(newest: Mapping[str, Any] | None, name: str, home: Path) -> tuple[Feedback, str]:
    """Return whether feedback waits in the exchange or is here, and its page."""
    if newest is None:
        return "", ""
    if not newest["has_local_feedback"] or newest["feedback_updated"]:
        return "waits", ""
    return "is here", _within(home, str(Path(str(newest["local_feedback_path"])) / f"{name}.html"))


def _within(home: Path, path: str) -> str:
    """Return a path of nbgrader's, which is told from `home`, as one that JupyterLab can open; '' if none."""
    full, base = Path(os.path.normpath(home / path)).resolve(), home.resolve()
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else ""


def _differs(folder: Path, handed_in: Path, name: str) -> bool:
    """Claim that the learner's notebook is not the one handed in, byte for byte; no where one is gone."""
    notebook = f"{name}.ipynb"
    try:
        return read_plain(folder / notebook) != read_plain(handed_in / notebook)
    except NotANotebookError:
        return False


def opened_after_fetching(manager: Any, known: Exchanged, home: Path) -> tuple[str, str]:  # noqa: ANN401 - as above
    """Return the notebook and the page of feedback that are there now, '' for what is not."""
    now = exchanged(manager, home).get(known.name, known)
    paths = (f"{now.folder}/{now.name}.ipynb" if now.folder else "", now.feedback_page)
    notebook, page = (path if path and (home / path).is_file() else "" for path in paths)
    return notebook, page
