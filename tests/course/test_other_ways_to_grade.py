"""The same marks without walls, from another executor's processes, and a course that is not ours."""

import concurrent.futures
import json
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from fingerpost.grading.catalogue import load_answers
from fingerpost.grading.engine import preprocessor
from fingerpost.grading.engine.marker import Marker
from fingerpost.grading.engine.paper import course_of, lay_out
from fingerpost.grading.run.course_root import CourseRoot, open_course_root
from fingerpost.grading.run.grading import Wishes, grade
from fingerpost.grading.sandbox.levels import BUBBLEWRAP, TRUSTED, survey
from fingerpost.grading.sandbox.limits import Limits
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

QUICK = Limits(cell_seconds=5.0, script_seconds=60.0)
SPOILED = {"monthly_starters": "monthly_starters = 0", "rate_per_10k": "import os; os._exit(0)"}


@pytest.fixture(scope="module")
def room(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> CourseRoot:
    made = open_room(tmp_path_factory.mktemp("ways") / "course", course_root)
    answers = load_answers(made.root / "answers" / f"{ASSIGNMENT}.py")
    right = {word: sources[1] for word, sources in answers.also_right.items()}
    hand_in(made, "amy", right)
    hand_in(made, "ben", right | SPOILED)
    return made


@pytest.fixture(params=[survey().level, BUBBLEWRAP, TRUSTED])
def marker(request: pytest.FixtureRequest) -> Iterator[Marker]:
    made = Marker(request.param, QUICK)
    yield made
    made.close()


def test_marks_are_the_same_with_and_without_walls(marker: Marker, room: CourseRoot) -> None:
    file = room.root / "submitted" / "ben" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    marked = marker.mark(lay_out(cells, course_of(room.root, ASSIGNMENT)).paper)
    assert set(SPOILED) < marked.verdicts.keys()
    assert {word for word, verdict in marked.verdicts.items() if verdict.points == 0} == set(SPOILED)
    assert {word for word, verdict in marked.verdicts.items() if not verdict.is_full} == set(SPOILED)
    assert {verdict.level for verdict in marked.verdicts.values()} == {marker.level}
    assert 0.05 * marked.processes < marked.cpu < 60
    assert marked.peak > 50_000_000


def test_any_executor_will_do(room: CourseRoot) -> None:
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        summary = grade(room, ASSIGNMENT, Wishes(workers=1, limits=QUICK), executor=pool)
    assert [record.status for record in summary.records] == ["whole", "whole"]
    earned = {name: points(cells, "monthly_starters") for name, cells in scores(room).items()}
    assert earned == {"amy": 4.0, "ben": 0.0}


# ------------------------------------------------------------------ A course that is not ours

SOLUTION = "def double(n):\n    ### BEGIN SOLUTION\n    return 2 * n\n    ### END SOLUTION"
VISIBLE = "assert double(2) == 4"
HIDDEN = "### BEGIN HIDDEN TESTS\nassert double(21) == 42\n### END HIDDEN TESTS"
RIGHT = "def double(n):\n    return n + n"

FOREIGN: dict[str, tuple[str, dict[str, Any], tuple[float, float]]] = {
    "right": (RIGHT, {}, (1.0, 2.0)),
    "right-for-two": ("def double(n):\n    return 4", {}, (1.0, 0.0)),
    "warns": ("import warnings\ndef double(n):\n    warnings.warn('soon')\n    return n + n", {}, (1.0, 2.0)),
    "ends": ("import os\ndef double(n):\n    os._exit(0)", {}, (0.0, 0.0)),
    "tagged": ("def double(n):\n    return 0", {"tags": ["skip-execution"]}, (0.0, 0.0)),
    "endless": ("def double(n):\n    while True: pass", {}, (0.0, 0.0)),
    "reads-home": ("def double(n):\n    return len(open('/etc/passwd').read()) and 2 * n", {}, (0.0, 0.0)),
}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> CourseRoot:
    root = tmp_path_factory.mktemp("foreign") / "course"
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.FingerpostMark.cell_seconds = 3.0\n", encoding="utf-8"
    )
    notebook = new_notebook(
        cells=[
            _cell(SOLUTION, "double", solution=True),
            _cell(VISIBLE, "visible", grade=True, locked=True, points=1),
            _cell(HIDDEN, "hidden", grade=True, locked=True, points=2),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, root / "source" / "ps1" / "work.ipynb")
    generate = [sys.executable, "-m", "nbgrader", "generate_assignment", "ps1"]
    subprocess.run(generate, cwd=root, check=True, capture_output=True)
    for name, (source, metadata, _earned) in FOREIGN.items():
        released = nbformat.read(root / "release" / "ps1" / "work.ipynb", as_version=4)
        released.cells[0].source = source
        for cell in released.cells:
            cell.metadata.update(metadata)
        folder = root / "submitted" / name / "ps1"
        folder.mkdir(parents=True)
        nbformat.write(released, folder / "work.ipynb")
    room = open_course_root(root)
    assert room.limits.cell_seconds == 3.0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preprocessor, "marker_for", _not_twice)
        summary = grade(room, "ps1", Wishes(workers=2, limits=room.limits))
    assert {record.status for record in summary.records} == {"whole"}
    return room


def _not_twice(**_: object) -> Marker:
    """Stand in for the engine while nbgrader writes: every script was run before, by a worker."""
    raise AssertionError("a script was marked in the writer's turn, where all others wait for it")


def _cell(source: str, name: str, **told: object) -> Any:
    parts = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": {**parts, "grade_id": name, **told}})


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_courses_own_tests_decide_and_nothing_pays_by_default(name: str, foreign: CourseRoot) -> None:
    with Gradebook(foreign.db_url, foreign.coursedir.course_id) as gradebook:
        submission = gradebook.find_submission("ps1", name)
        earned = {grade.name: grade.auto_score for grade in submission.notebooks[0].grades}
    assert (earned["visible"], earned["hidden"]) == FOREIGN[name][2]


def test_foreign_marks_say_that_their_tests_ran_beside_the_answers(foreign: CourseRoot) -> None:
    file = foreign.root / "autograded" / "right" / "ps1" / "work.ipynb"
    shown = json.loads(file.read_text(encoding="utf-8"))["cells"][1]["outputs"]
    told = "".join("".join(output.get("text", "")) for output in shown)
    assert "Marked by this notebook's own tests, which ran beside the answers, in a full sandbox" in told
