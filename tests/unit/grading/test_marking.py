"""Marking gives a number or an exception: whatever is missing or broken, never points by default."""

import math
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fingerpost.grading import marking
from fingerpost.grading.judge import judge
from fingerpost.grading.marking import NotMarkedError, check_notebook, mark, mark_notebook
from fingerpost.grading.runs import run_script
from nbgrader.utils import determine_grade
from small_course import Notebooks, graded_cell, run_cell

pytestmark = pytest.mark.usefixtures("quick_runner")


@pytest.fixture
def kernel(shell: Any, notebooks: Notebooks) -> Any:
    """A kernel in which nbgrader has run the notebook's answer cells, on A."""
    notebooks.write()
    _answer(shell)
    return shell


def _answer(shell: Any, **sources: str) -> None:
    shell.run_cell("from fingerpost import check, mark")
    for source in {**Notebooks.RIGHT, **sources}.values():
        shell.run_cell(source)


def _paid(shell: Any, word: str = "starters") -> float:
    cell = run_cell(shell, graded_cell(word, "hidden"))
    cell.metadata.nbgrader["points"] = 3
    points: float = determine_grade(cell)[0]
    return points


def _told(shell: Any) -> str:
    cell = run_cell(shell, graded_cell("starters", "hidden"))
    (error,) = [output for output in cell.outputs if output.output_type == "error"]
    assert error.traceback == [error.evalue], "a learner reads the sentence and no traceback"
    return str(error.evalue)


def test_right_answer_is_paid_its_hidden_points(kernel: Any) -> None:
    assert _paid(kernel) == 3


def test_answer_typed_in_is_paid_nothing_hidden(shell: Any, notebooks: Notebooks) -> None:
    notebooks.write({"starters": "starters = 3"})
    _answer(shell, starters="starters = 3")
    assert _paid(shell) == 0


def test_both_tasks_of_a_notebook_cost_one_run(kernel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[object] = []
    plainly = run_script

    def counted(*words: Any, **options: Any) -> Any:
        ran.append(words)
        return plainly(*words, **options)

    monkeypatch.setattr(marking, "run_script", counted)
    assert (_paid(kernel), _paid(kernel, "finishers")) == (3, 1)
    assert len(ran) == 1


def test_overwriting_our_names_in_the_kernel_gains_nothing_on_b(shell: Any, notebooks: Notebooks) -> None:
    hostile = "starters = 3\nimport builtins; builtins.float = builtins.round = lambda *_: 3"
    notebooks.write({"starters": hostile})
    _answer(shell, starters="starters = 3")
    assert _paid(shell) == 0


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda root: (root / "answers" / "03-count.py").unlink(), "not marked: there are no answers at"),
        (
            lambda root: (root / "answers" / "03-count.py").write_text("x = ="),
            r"not marked: 03-count.py, line 1",
        ),
        (
            lambda root: (root / "answers" / "03-count.py").write_text(""),
            "not marked: 03-count.py has no reference",
        ),
        (
            lambda root: (root / "answers" / "03-count.py").write_text(
                "from fingerpost.grading.declare import reference\nreference('starters')(lambda data: 1 / 0)"
            ),
            "not marked: the reference for 'starters' stopped on authority A with ZeroDivisionError",
        ),
        (
            lambda root: (root / "answers" / "03-count.py").write_text(
                "from fingerpost.grading.declare import reference\nreference('starters')(lambda data: [1, 2])"
            ),
            "not marked: the reference for 'starters' has another shape",
        ),
        (
            lambda root: (root / "checks" / "03-count.py").write_text("x = ="),
            r"not marked: 03-count.py, line 1",
        ),
        (
            lambda root: (root / "checks" / "catalogue.json").unlink(),
            "not marked: The course's checks are not at",
        ),
        (lambda root: (root / "warehouse" / "B.duckdb").unlink(), "not marked: there is no authority B"),
        (lambda root: (root / "fingerpost.toml").unlink(), "not marked: there is no fingerpost.toml"),
        (lambda _: next(Path.cwd().glob("*.ipynb")).unlink(), "not marked: no notebook in"),
        (lambda _: next(Path.cwd().glob("*.ipynb")).write_text("{"), "not marked: no notebook in"),
    ],
)
def test_whatever_is_missing_or_broken_is_said_and_pays_nothing(
    kernel: Any, course_root: Path, broken: Any, said: str
) -> None:
    broken(course_root)
    assert _told(kernel).startswith(said.replace("\\", ""))
    assert _paid(kernel) == 0


def test_trouble_of_our_own_is_said_without_a_traceback_and_pays_nothing(
    kernel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "judge", lambda *_: 1 / 0)
    assert _told(kernel).startswith("not marked: the marking of 'starters' stopped with ZeroDivisionError")
    assert _paid(kernel) == 0


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# Write your answer here", "There is no `starters` yet"),
        ("raise ValueError('late')", "The cell stopped with ValueError: late"),
        ("starters = (", "The cell stopped with SyntaxError"),
    ],
)
def test_without_a_value_the_message_is_shown_and_nothing_paid(
    shell: Any, notebooks: Notebooks, source: str, said: str
) -> None:
    notebooks.write({"starters": source})
    _answer(shell, finishers="pass", starters="pass")
    shell.run_cell(source)
    cell = run_cell(shell, graded_cell("starters", "hidden"))
    shown, error = cell.outputs
    assert said in shown.data["text/html"].replace("<code>", "`").replace("</code>", "`")
    assert error.evalue.startswith(f"not marked: {said}")
    assert determine_grade(cell)[0] == 0


@pytest.mark.usefixtures("kernel")
def test_unknown_word_is_said() -> None:
    with pytest.raises(NotMarkedError, match="not marked: No task is called 'startres'"):
        mark("startres")


@pytest.mark.usefixtures("kernel")
def test_a_notebook_that_is_marked_cannot_mark_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_MARKING", "1")
    with pytest.raises(NotMarkedError, match="being marked already"):
        mark("starters")


def test_what_never_ended_on_a_is_not_run_on_b(
    shell: Any, notebooks: Notebooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def noted(cells: Any, _tasks: Any, _place: Any, *, skip: Any, **_: Any) -> dict[str, Any]:
        ran.extend(cell.source for cell in cells if not skip(cell))
        return {}

    monkeypatch.setattr(marking, "run_script", noted)
    endless, unlucky, own = "raise KeyboardInterrupt", "finishers = 1; raise ValueError", "1 / 0"
    notebooks.write({"own": own, "endless": endless, "finishers": unlucky})
    _answer(shell, own=own, endless=endless, finishers=unlucky)
    _paid(shell)
    assert ran == [Notebooks.RIGHT["starters"], unlucky, own]


def test_whole_notebook_is_marked_by_command(course_root: Path, notebooks: Notebooks) -> None:
    verdicts = mark_notebook(notebooks.write({"finishers": "finishers = 10"}), course_root=course_root)
    assert {word: verdict.parts for word, verdict in verdicts.items()} == {
        "starters": (1, 3),
        "finishers": (1, 0),
    }
    assert {verdict.level for verdict in verdicts.values()} == {"trusted"}


def test_notebook_without_a_tasks_cell_gets_nothing_for_it(course_root: Path, notebooks: Notebooks) -> None:
    path = notebooks.write({"finishers": "pass"})
    verdict = mark_notebook(path, course_root=course_root)["finishers"]
    assert (verdict.points, verdict.code) == (0, "VALUE-MISSING")


def test_without_answers_the_visible_checks_speak(course_root: Path, notebooks: Notebooks) -> None:
    (course_root / "answers" / "03-count.py").unlink()
    verdicts = check_notebook(notebooks.write({"starters": "starters = 99"}), root=course_root)
    assert [(v.points, v.code) for v in verdicts.values()] == [(0.5, "M03-ROWS"), (1, "")]


def test_no_mark_is_ever_nan_or_outside_its_points(kernel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plainly = judge
    for odd in (math.nan, -3.0, math.inf):
        monkeypatch.setattr(
            marking, "judge", lambda *words, odd=odd: replace(plainly(*words), parts=(odd, odd))
        )
        assert 0 <= _paid(kernel) <= 3


def test_marking_leaves_the_environment_as_it_was(kernel: Any) -> None:
    before = dict(os.environ)
    _paid(kernel)
    assert dict(os.environ) == before
