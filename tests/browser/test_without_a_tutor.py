"""Someone who learns alone: nobody collects their work, so one command marks their own notebook."""

import subprocess
from pathlib import Path

import nbformat
import pytest
from fingerpost.grading.catalogue import load_answers, load_module
from lab_server import LabServer
from learner import Learner

ASSIGNMENT = "03-count-group-pivot"
TASK = "children_by_placement"


@pytest.fixture(scope="module")
def notebook(lab: LabServer, learner: Learner, course: Path) -> Path:
    """The assignment from the learner's own folder, its first task answered rightly, no other."""
    path = lab.home / "assignments" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    written = nbformat.read(path, as_version=4)
    answer = next(cell for cell in written.cells if cell.id == TASK)
    answer.source = load_answers(course / ASSIGNMENT / "answers.py").also_right[TASK][0]
    own = path.with_name("mine.ipynb")
    nbformat.write(written, own)
    learner.owns(own)
    return own


def check(learner: Learner, lab: LabServer, *words: str | Path) -> subprocess.CompletedProcess[str]:
    data = {"FINGERPOST_DATA": str(lab.edition)}
    return learner.run(learner.python, "-m", "fingerpost", "course", "check", "03", *words, environment=data)


def test_with_the_course_at_hand_hidden_points_are_marked_too(
    learner: Learner, lab: LabServer, notebook: Path, course: Path
) -> None:
    task = load_module(course / ASSIGNMENT / "checks.py").tasks[TASK]
    done = check(learner, lab, notebook, "--course", course)
    assert done.returncode == 0, done.stderr
    assert f"{task.title}: {task.seen + task.hidden:g} of {task.seen + task.hidden:g}" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_without_it_visible_points_are_given_and_the_others_wait(
    learner: Learner, lab: LabServer, notebook: Path, course: Path
) -> None:
    task = load_module(course / ASSIGNMENT / "checks.py").tasks[TASK]
    done = check(learner, lab, notebook)
    assert done.returncode == 0, done.stderr
    assert f"{task.title}: {task.seen:g} of {task.seen + task.hidden:g} so far" in done.stdout
    assert "tutor" in done.stdout
