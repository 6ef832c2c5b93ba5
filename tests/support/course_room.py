"""A tutor's course root with hand-ins laid straight into it, and its gradebook as it stands."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fingerpost.grading.run.course_root import CourseRoot, open_course_root
from nbgrader.api import Gradebook

ASSIGNMENT = "03-count-group-pivot"
STAMP = "2026-01-15 10:00:00.000000 UTC"


def open_room(folder: Path, course_root: Path, assignment: str = ASSIGNMENT) -> CourseRoot:
    """Copy a course root, release an assignment of it and open it as the run does."""
    shutil.copytree(course_root, folder)
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", assignment],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return open_course_root(folder)


def hand_in(
    room: CourseRoot,
    student: str,
    answers: Mapping[str, str],
    edit: Callable[[list[Any]], object] | None = None,
    *,
    assignment: str = ASSIGNMENT,
) -> Path:
    """Lay one learner's answered notebook into submitted/; returns its file."""
    released = json.loads((room.root / "release" / assignment / f"{assignment}.ipynb").read_text("utf-8"))
    for cell in released["cells"]:
        word = cell["metadata"].get("fingerpost", {}).get("task")
        if word in answers:
            cell["source"] = answers[word]
    if edit is not None:
        edit(released["cells"])
    folder = room.root / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{assignment}.ipynb"
    file.write_text(json.dumps(released), encoding="utf-8")
    (folder / "timestamp.txt").write_text(STAMP, encoding="utf-8")
    return file


def scores(room: CourseRoot) -> dict[str, dict[str, float]]:
    """Return automatic points by learner and test cell, as the gradebook has them."""
    with Gradebook(room.db_url, room.coursedir.course_id) as gradebook:
        return {
            submission.student_id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }


def points(cells: Mapping[str, float], word: str) -> float:
    """Return the points of one task, seen and hidden together."""
    return cells[f"{word}-seen"] + cells[f"{word}-hidden"]
