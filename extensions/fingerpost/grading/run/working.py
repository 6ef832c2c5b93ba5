"""One hand-in, from the learner's folder to verdicts: the part of a run that any executor may do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.grading.engine.keeping import marker_for
from fingerpost.grading.engine.marker import Marked, Paper
from fingerpost.grading.engine.paper import Course, course_of, held, lay_out
from fingerpost.grading.intake.receiving import Received, receive, release_of
from fingerpost.grading.sandbox.limits import Limits


@dataclass(frozen=True)
class Job:
    """What a worker is told: paths as text, so that it may stand in another process or machine."""

    root: str
    assignment: str
    student: str
    hand_in: str
    trust: bool
    limits: Limits
    locked: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """In a course that is not ours, by notebook the locked cells with their hidden tests."""


@dataclass(frozen=True)
class Worked:
    """What came of one hand-in: each notebook received and marked; `fault` where the fault is ours."""

    student: str
    received: dict[str, Received]
    marked: tuple[tuple[Paper, Marked], ...] = ()
    fault: str = ""


def work_on(job: Job) -> Worked:
    """Return what a hand-in earns; never raises over what a learner handed in."""
    course, released = _known(job.root, job.assignment)
    received: dict[str, Received] = {}
    try:
        for name, notebook in released.items():
            received[name] = receive(Path(job.hand_in), job.student, name, json.loads(notebook), course.tasks)
        return Worked(
            job.student, received, tuple(_mark(job, course, name, kept) for name, kept in received.items())
        )
    except FingerpostError as trouble:
        return Worked(job.student, received, fault=str(trouble))
    except Exception as trouble:  # noqa: BLE001 - one script must never stop the class
        return Worked(job.student, received, fault=f"{type(trouble).__name__}: {str(trouble)[:200]}")


def _mark(job: Job, course: Course, name: str, received: Received) -> tuple[Paper, Marked]:
    files = Path(job.root) / "source" / job.assignment
    locked = job.locked.get(name, {})
    cells = [_with_hidden_lines(cell, locked) for cell in received.notebook["cells"]]
    paper = lay_out(cells, course, files, Path(job.hand_in)).paper
    if course.is_ours and not any(step.word for step in paper.steps):
        return paper, Marked("")
    return paper, marker_for(trust=job.trust, limits=job.limits).mark(paper)


def _with_hidden_lines(cell: Mapping[str, Any], locked: Mapping[str, str]) -> Mapping[str, Any]:
    """Return a cell as nbgrader's converter will have it: a locked one whole, with its hidden tests."""
    name = str(held(cell, "nbgrader").get("grade_id", ""))
    return {**cell, "source": locked[name]} if name in locked else cell


@lru_cache(maxsize=4)
def _known(root: str, assignment: str) -> tuple[Course, dict[str, Any]]:
    """Return the course and, as text, the released notebooks; read once a process and run."""
    folder = Path(root)
    released = {name: json.dumps(held) for name, held in release_of(folder, assignment).items()}
    return course_of(folder, assignment), released


def forget() -> None:
    """Read the course anew at the next hand-in."""
    _known.cache_clear()
