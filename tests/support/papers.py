"""A module's notebook with answers in it, laid out as a paper to mark, without a round through nbgrader."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fingerpost.grading.engine.marker import Paper
from fingerpost.grading.engine.paper import course_of, lay_out

UNANSWERED = "# Write your answer here, in place of this line."


def cells_with(course_root: Path, folder: str, sources: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the cells of a module's notebook with these answers in it; a task without one is left open."""
    file = course_root / "source" / folder / f"{folder}.ipynb"
    cells: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        word = cell["metadata"].get("fingerpost", {}).get("task")
        if word and cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = sources.get(word, UNANSWERED)
    return cells


def paper_with(course_root: Path, folder: str, sources: Mapping[str, str], own: Path | None = None) -> Paper:
    """Return the paper of one learner; `own` is the folder that they handed in."""
    return lay_out(cells_with(course_root, folder, sources), course_of(course_root, folder), own=own).paper
