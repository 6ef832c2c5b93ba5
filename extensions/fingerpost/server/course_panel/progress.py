"""How far a learner is with a notebook, read from its file as it stands; nothing is run."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.grading.intake.opening import NotANotebookError, open_notebook
from fingerpost.grading.script import SEEN_SUFFIX


@dataclass(frozen=True)
class Progress:
    """Whether a notebook was worked in, and how many of its tasks' checks were run and paid in full."""

    is_begun: bool = False
    run: int = 0
    passed: int = 0
    tasks: int = 0
    trouble: str = ""
    """Why the file could not be read, to go after 'the file'; '' where it could."""


NOTHING = Progress()


def progress_of(notebook: Path, tasks: Sequence[str] = (), *, delivered: Path | None = None) -> Progress:
    """Return how far a notebook is: begun where a cell was run, or it differs from what was delivered.

    The points are those that stand below the check cells, from when they were run last; for the learner
    alone, so nothing rests on their being true.
    """
    try:
        opened = open_notebook(notebook)
    except NotANotebookError as trouble:
        return Progress(tasks=len(tasks), trouble=str(trouble))
    cells = [cell for cell in opened.held["cells"] if isinstance(cell, dict)]
    is_changed = delivered is not None and delivered.is_file() and delivered.read_bytes() != opened.raw
    checks = {_grade_id(cell): cell for cell in cells}
    paid = [_paid(checks.get(f"{word}{SEEN_SUFFIX}", {})) for word in tasks]
    return Progress(
        is_begun=is_changed or any(map(_was_run, cells)),
        run=sum(got is not None for got, _ in paid),
        passed=sum(got is not None and got >= most for got, most in paid),
        tasks=len(tasks),
    )


def _was_run(cell: Mapping[str, Any]) -> bool:
    return bool(cell.get("outputs")) or cell.get("execution_count") is not None


def _marks(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    told = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return told if isinstance(told, dict) else {}


def _grade_id(cell: Mapping[str, Any]) -> str:
    return str(_marks(cell).get("grade_id", ""))


def _paid(cell: Mapping[str, Any]) -> tuple[float | None, float]:
    """Return the points below a check cell (None where it was not run) and the most it gives."""
    most = _number(_marks(cell).get("points"))
    found = (number for text in _shown(cell) if (number := _number(text)) is not None)
    return next(found, None), most or 0.0


def _shown(cell: Mapping[str, Any]) -> Iterator[str]:
    """Yield the plain text of each result that a cell shows."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data") if isinstance(output, dict) else None
        text = data.get("text/plain") if isinstance(data, dict) else None
        yield "".join(map(str, text)) if isinstance(text, list) else str(text)


def _number(text: object) -> float | None:
    try:
        number = float(str(text))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
