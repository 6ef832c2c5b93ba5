"""What the robot cohort earns and is told, as a table for each ready module: through nbgrader's own commands.

    .venv-dev/bin/python -m pytest -s tests/bench/bench_cohort.py -o python_files='bench_*.py'

`make bench` runs it too. The same rows are written as CSV, to the file named last.
"""

import csv
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cohort_run import MarkedRound, run_round
from fingerpost.courseware.sources import Module, load_course
from rich.console import Console
from rich.table import Table

COURSE = Path(__file__).resolve().parents[2] / "course"
COLUMNS = ("robot", "task", "made", "seen", "hidden", "of", "told")


def rows_of(marked: MarkedRound) -> Iterator[tuple[str, ...]]:
    """Give one row for each robot and task: what it made, its points, what it was told we saw."""
    for robot in marked.robots:
        for word, task in marked.checks.tasks.items():
            seen, hidden = marked.parts(robot, word)
            made = robot.slips.get(word, robot.name if word in robot.told else "right")
            told = marked.first_words(robot, word)
            yield robot.name, word, made, f"{seen:g}", f"{hidden:g}", f"{task.max_points:g}", told


@pytest.mark.parametrize("module", load_course(COURSE).ready, ids=lambda module: module.id)
def test_cohort_of_robots(module: Module, course_root: Path, tmp_path: Path) -> None:
    before = time.monotonic()
    marked = run_round(tmp_path, course_root, module.folder)
    seconds = time.monotonic() - before
    rows = list(rows_of(marked))
    assert len(rows) == len(marked.robots) * len(module.tasks)
    table = Table(*COLUMNS, title=f"{module.folder}: {len(marked.robots)} robots, {seconds:.0f} s")
    for row in rows:
        table.add_row(*row)
    Console(file=sys.stdout, width=170).print(table)
    written = tmp_path / f"cohort-{module.id}.csv"
    with written.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    sys.stdout.write(f"\nas CSV: {written}\n")
