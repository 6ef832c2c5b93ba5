"""A course of two small tasks that no warehouse is needed for, and cells run as a kernel runs them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from fingerpost.warehouse import paths
from IPython.utils.capture import capture_output
from nbformat.v4 import new_code_cell, new_notebook, new_output

CHECKS = """
from fingerpost.grading.declare import number, slip, task

task("starters", title="Children who started", asks=number("starters"), seen=1, hidden=3)


@slip(
    "M03-ROWS",
    saw="Your number is {n}, which counts rows.",
    why="One child can have several rows.",
    next="Count the different children.",
    elsewhere="There, rows seem to be counted.",
)
def rows(value, data):
    return {"n": value} if value in (99, 98) else None


task("finishers", asks=number("finishers"), seen=1, hidden=1)
"""

ANSWERS = """
from fingerpost.grading.declare import also_right, reference, wrong


@reference("starters")
def _(data):
    return {"A": 3, "B": 4}[data.authority]


@reference("finishers")
def _(data):
    return {"A": 10, "B": 20}[data.authority]


also_right["starters"] = ["starters = 3"]
wrong["M03-ROWS"] = {"starters": "starters = 99"}
"""

CATALOGUE = {
    "release": "2026.1",
    "fix": 0,
    "modules": [
        {"id": "03", "folder": "03-count", "title": "Count", "tasks": ["starters", "finishers"]},
        {"id": "04", "folder": "04-join", "title": "Join", "tasks": ["matches"]},
    ],
}


class Notebooks:
    """Writes notebooks of module 03 as nbgrader hands them to whoever marks."""

    # An answer that is worked out, on whatever authority the process has; no warehouse is needed for it.
    RIGHT: Mapping[str, str] = {
        "starters": 'import os; starters = {"A": 3, "B": 4}[os.environ["FINGERPOST_AUTHORITY"]]',
        "finishers": 'import os; finishers = {"A": 10, "B": 20}[os.environ["FINGERPOST_AUTHORITY"]]',
    }

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, answers: Mapping[str, str] | None = None, *, name: str = "03-count.ipynb") -> Path:
        """Write a notebook with these answers, right ones elsewhere, and return its path."""
        cells = []
        for word, source in (dict(self.RIGHT) | dict(answers or {})).items():
            cells.append(new_code_cell(source, metadata={"fingerpost": {"task": word}}))
            cells += [graded_cell(word, "seen"), graded_cell(word, "hidden")]
        path = self.folder / name
        nbformat.write(new_notebook(cells=cells), path)
        return path


def graded_cell(word: str, which: str) -> Any:
    """Return one of a task's two test cells, as a notebook holds it."""
    verb = {"seen": "check", "hidden": "mark"}[which]
    marks = {"grade": True, "grade_id": f"{word}-{which}", "locked": True, "points": 1, "schema_version": 3}
    return new_code_cell(
        f'import fingerpost; fingerpost.{verb}("{word}")', metadata={"nbgrader": marks | {"solution": False}}
    )


def write_course_root(root: Path) -> Path:
    """Write a tutor's course root whose authorities A and B are named and hold nothing; return it."""
    for folder in ("checks", "answers", "warehouse"):
        (root / folder).mkdir(parents=True)
    (root / "fingerpost.toml").write_text('release = "2026.1"\nhidden_seed = 1\n', encoding="utf-8")
    (root / "checks" / "catalogue.json").write_text(json.dumps(CATALOGUE), encoding="utf-8")
    (root / "checks" / "03-count.py").write_text(CHECKS, encoding="utf-8")
    (root / "answers" / "03-count.py").write_text(ANSWERS, encoding="utf-8")
    for letter in ("A", "B"):
        paths.warehouse_file(letter, root).touch()
    return root


def run_cell(shell: Any, cell: Any) -> Any:
    """Run a cell in a shell and return it with its outputs, as a kernel would send them."""
    with capture_output() as said:
        result = shell.run_cell(cell.source, store_history=False)
    trouble = result.error_before_exec or result.error_in_exec
    cell.outputs = [new_output("stream", name="stderr", text=said.stderr)] if said.stderr else []
    cell.outputs += [new_output("display_data", data=shown.data) for shown in said.outputs]
    if trouble is not None:
        cell.outputs.append(
            new_output(
                "error",
                ename=type(trouble).__name__,
                evalue=str(trouble),
                traceback=shown_trouble(shell, trouble),
            )
        )
    elif result.result is not None:
        data, _ = shell.display_formatter.format(result.result)
        cell.outputs.append(new_output("execute_result", data=data))
    return cell


def shown_trouble(shell: Any, trouble: BaseException) -> list[str]:
    """Return what the shell shows of an exception."""
    own = getattr(trouble, "_render_traceback_", None)
    told = (
        own()
        if own
        else shell.InteractiveTB.structured_traceback(type(trouble), trouble, trouble.__traceback__)
    )
    return [str(line) for line in told]
