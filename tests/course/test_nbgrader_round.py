"""Module 03 through nbgrader itself, with a cohort of robots, marked on an authority no robot saw."""

import re
from pathlib import Path

import nbformat
import pytest
from answer_bench import Bench
from cohort_run import MarkedRound, plain, run_round
from fingerpost.grading.receipts.making import receipt_key
from fingerpost.grading.receipts.receipt import read_receipt, verify

ASSIGNMENT = "03-count-group-pivot"


@pytest.fixture(scope="module")
def marked(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> MarkedRound:
    return run_round(tmp_path_factory.mktemp("round"), course_root, ASSIGNMENT)


def test_every_robot_has_a_mark_for_every_cell(marked: MarkedRound) -> None:
    assert set(marked.scores) == {robot.name for robot in marked.robots}
    for name, cells in marked.scores.items():
        for word in marked.checks.tasks:
            assert cells[f"{word}-seen"] is not None, name
            assert cells[f"{word}-hidden"] is not None, name


def test_cohort_makes_every_slip_of_every_task_once(marked: MarkedRound) -> None:
    made = {(code, word) for robot in marked.robots for word, code in robot.slips.items()}
    assert made == {(slip.code, task.word) for task in marked.checks.tasks.values() for slip in task.slips}


def test_three_right_styles_are_paid_in_full(marked: MarkedRound) -> None:
    for robot in marked.robots[:3]:
        assert robot.name.startswith("right")
        for word, task in marked.checks.tasks.items():
            assert marked.points(robot, word) == task.max_points, (robot.name, word)


def test_an_answer_costs_its_own_task_and_no_other(marked: MarkedRound) -> None:
    for robot in marked.robots:
        for word, task in marked.checks.tasks.items():
            if word in robot.spoiled:
                assert marked.points(robot, word) < task.max_points, (robot.name, word)
            else:
                assert marked.points(robot, word) == task.max_points, (robot.name, word)


def test_nbgrader_gives_each_slip_the_points_that_the_judge_gives(
    marked: MarkedRound, course: Path, course_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(course / ASSIGNMENT, dict.fromkeys("ABT", course_root), monkeypatch)
    for robot in marked.robots:
        for word, code in robot.slips.items():
            verdict = bench.mark(word, robot.answers[word])
            assert verdict.code == code, (robot.name, word)
            assert marked.parts(robot, word) == verdict.parts, (robot.name, word)


@pytest.mark.parametrize("name", ["blank", "exception", "syntax", "loop"])
def test_blank_broken_and_endless_answers_get_nothing_for_their_task(marked: MarkedRound, name: str) -> None:
    robot = next(robot for robot in marked.robots if robot.name == name)
    assert {marked.points(robot, word) for word in robot.spoiled} == {0}


def test_the_export_agrees_with_the_gradebook(marked: MarkedRound) -> None:
    for robot in marked.robots:
        by_cell = sum(score or 0 for score in marked.scores[robot.name].values())
        assert marked.totals[robot.name] == by_cell, robot.name


def test_feedback_says_why_in_the_catalogued_words(marked: MarkedRound) -> None:
    for robot in marked.robots:
        for word, code in robot.slips.items():
            nexts = [s.message.next_step for s in marked.checks.tasks[word].slips if s.code == code]
            hidden = marked.messages(robot, word)[-1]
            assert any(plain(said) in hidden for said in nexts), (robot.name, word, code, hidden)


def test_slip_that_cost_seen_points_is_told_at_the_seen_cell_too(marked: MarkedRound) -> None:
    told = 0
    for robot in marked.robots:
        for word, code in robot.slips.items():
            if marked.parts(robot, word)[0] < marked.checks.tasks[word].seen:
                nexts = [s.message.next_step for s in marked.checks.tasks[word].slips if s.code == code]
                seen = marked.messages(robot, word)[0]
                assert any(plain(said) in seen for said in nexts), (robot.name, word, code, seen)
                told += 1
    assert told >= 20


def test_feedback_says_what_happened_where_no_slip_was_made(marked: MarkedRound) -> None:
    for robot in marked.robots:
        for word, told in robot.told.items():
            hidden = marked.messages(robot, word)[-1]
            assert plain(told) in hidden, (robot.name, word, hidden)


def test_every_task_in_feedback_has_one_message_and_no_traceback_of_ours(marked: MarkedRound) -> None:
    for robot in marked.robots:
        page = marked.feedback(robot)
        for word in marked.checks.tasks:
            assert len(marked.messages(robot, word)) == 1, (robot.name, word)
        assert page.count('class="fingerpost-verdict"') == len(marked.checks.tasks), robot.name
        assert "site-packages/fingerpost" not in page
        assert "extensions/fingerpost" not in page


def test_feedback_holds_no_answer_and_nothing_of_authority_b(marked: MarkedRound, course_root: Path) -> None:
    answers = (course_root / "answers" / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")
    seed = re.search(r"hidden_seed = (\d+)", (course_root / "fingerpost.toml").read_text(encoding="utf-8"))
    assert seed is not None
    blank = next(robot for robot in marked.robots if robot.name == "blank")
    page = plain(marked.feedback(blank))
    source = nbformat.read(course_root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    setup = [
        cell.source for cell in source.cells if cell.metadata.get("fingerpost", {}).get("role") == "setup"
    ]
    given = plain(" ".join(setup))
    lines = {
        plain(line) for line in answers.splitlines() if len(plain(line)) > 30 and plain(line) not in given
    }
    assert len(lines) > 20
    assert [line for line in lines if line in page] == []
    assert seed.group(1) not in page
    assert plain(str(marked.folder)) not in page


def test_answers_typed_in_by_hand_earn_what_can_be_seen_and_nothing_hidden(marked: MarkedRound) -> None:
    robot = next(robot for robot in marked.robots if robot.name == "hard-coded")
    for word, task in marked.checks.tasks.items():
        assert marked.parts(robot, word) == (task.seen, 0), word


def test_the_person_marked_task_waits_for_a_person(marked: MarkedRound) -> None:
    for robot in marked.robots[:3]:
        assert marked.scores[robot.name]["table_caution"] == 0


def test_everyone_has_a_receipt_in_the_exchange_that_proves_their_own_notebook(marked: MarkedRound) -> None:
    root = marked.folder / "course"
    files = list((marked.folder / "exchange" / "fingerpost" / "receipts").iterdir())
    receipts = {read_receipt(file).learner: file for file in files}
    assert set(receipts) == {robot.name for robot in marked.robots}
    for name, file in receipts.items():
        (sent,) = (marked.folder / "homes" / name / "cache").glob(f"fingerpost/*/{ASSIGNMENT}.ipynb")
        assert f"what {name} handed in" in verify(file, sent, receipt_key(root))
