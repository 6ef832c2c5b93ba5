"""Module 03 through nbgrader itself, with a cohort of robots, marked on an authority no robot saw."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from cohort_run import Round, open_round
from fingerpost.grading.catalogue import ModuleChecks, load_answers, load_module
from fingerpost.grading.data import Data
from robots import Robot, cohort, hard_coded

ASSIGNMENT = "03-count-group-pivot"
_LOOP_SECONDS = 25  # the course allows 120; a robot need not be waited for that long


@dataclass(frozen=True)
class MarkedRound:
    """What came out of the round: points by robot and cell, totals as exported, the robots."""

    round: Round
    robots: list[Robot]
    checks: ModuleChecks
    scores: dict[str, dict[str, float]]
    totals: dict[str, float]
    said: str

    def points(self, robot: Robot, word: str) -> float:
        """Return the points of one task, seen and hidden together."""
        cells = self.scores[robot.name]
        return cells[f"{word}-seen"] + cells[f"{word}-hidden"]


@pytest.fixture(scope="module")
def marked(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> MarkedRound:
    answers = load_answers(course_root / "answers" / f"{ASSIGNMENT}.py")
    robots = [*cohort(answers), hard_coded(answers, Data("A", course_root))]
    held = open_round(tmp_path_factory.mktemp("round"), course_root, ASSIGNMENT)
    held.hand_in(robots)
    held.tutor("collect", ASSIGNMENT)
    said = held.tutor("autograde", ASSIGNMENT, f"--Execute.timeout={_LOOP_SECONDS}")
    held.tutor("generate_feedback", ASSIGNMENT)
    held.tutor("release_feedback", ASSIGNMENT)
    held.learners(robots, "fetch_feedback", ASSIGNMENT)
    checks = load_module(course_root / "checks" / f"{ASSIGNMENT}.py")
    return MarkedRound(held, robots, checks, held.scores(), held.exported(), said)


def test_every_robot_has_a_mark_for_every_cell(marked: MarkedRound) -> None:
    assert set(marked.scores) == {robot.name for robot in marked.robots}
    for name, cells in marked.scores.items():
        for word in marked.checks.tasks:
            assert cells[f"{word}-seen"] is not None, name
            assert cells[f"{word}-hidden"] is not None, name


def test_three_right_styles_are_paid_in_full(marked: MarkedRound) -> None:
    for robot in marked.robots[:3]:
        for word, task in marked.checks.tasks.items():
            assert marked.points(robot, word) == task.seen + task.hidden, (robot.name, word)


def test_a_slip_costs_its_own_task_and_no_other(marked: MarkedRound) -> None:
    for robot in marked.robots:
        for word, task in marked.checks.tasks.items():
            full = task.seen + task.hidden
            if word in robot.spoiled:
                assert marked.points(robot, word) < full, (robot.name, word)
            else:
                assert marked.points(robot, word) == full, (robot.name, word)


def test_blank_broken_and_endless_answers_get_nothing_for_their_task(marked: MarkedRound) -> None:
    broken = [robot for robot in marked.robots if robot.name in {"blank", "exception", "syntax", "loop"}]
    assert len(broken) == 4
    for robot in broken:
        for word in robot.spoiled:
            assert marked.points(robot, word) == 0, (robot.name, word)


def test_the_export_agrees_with_the_gradebook(marked: MarkedRound) -> None:
    for robot in marked.robots:
        by_cell = sum(score or 0 for score in marked.scores[robot.name].values())
        assert marked.totals[robot.name] == by_cell, robot.name


def test_feedback_says_why_in_the_catalogued_words(marked: MarkedRound) -> None:
    for robot in marked.robots:
        page = marked.round.feedback(robot)
        for word, code in robot.expected.items():
            if code:
                nexts = [s.message.next_step for s in marked.checks.tasks[word].slips if s.code == code]
                assert any(_plain(said) in _plain(page) for said in nexts), (robot.name, word, code)


def test_every_hidden_cell_in_feedback_holds_a_message_and_no_traceback_of_ours(marked: MarkedRound) -> None:
    for robot in marked.robots:
        page = marked.round.feedback(robot)
        assert page.count('class="fingerpost-verdict"') == 2 * len(marked.checks.tasks), robot.name
        assert "site-packages/fingerpost" not in page
        assert "extensions/fingerpost" not in page


def test_feedback_holds_no_answer_and_nothing_of_authority_b(marked: MarkedRound, course_root: Path) -> None:
    answers = (course_root / "answers" / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")
    seed = re.search(r"hidden_seed = (\d+)", (course_root / "fingerpost.toml").read_text(encoding="utf-8"))
    assert seed is not None
    blank = next(robot for robot in marked.robots if robot.name == "blank")
    page = _plain(marked.round.feedback(blank))
    lines = {_plain(line) for line in answers.splitlines() if len(line.strip()) > 40}
    assert [line for line in lines if line in page] == []
    assert seed.group(1) not in page
    assert str(course_root) not in page


def test_answers_typed_in_by_hand_earn_what_can_be_seen_and_nothing_hidden(marked: MarkedRound) -> None:
    cells = marked.scores["hard-coded"]
    page = _plain(marked.round.feedback(next(r for r in marked.robots if r.name == "hard-coded")))
    for word, task in marked.checks.tasks.items():
        assert cells[f"{word}-seen"] == task.seen, word
        assert cells[f"{word}-hidden"] == 0, word
    assert "does not change when the data does" in page


def test_the_person_marked_task_waits_for_a_person(marked: MarkedRound) -> None:
    for robot in marked.robots[:3]:
        assert "table_caution" in marked.scores[robot.name]


def _plain(text: str) -> str:
    """Return words alone, so that markup, escapes and line breaks do not matter."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"<[^>]+>|&[a-z#0-9]+;", " ", text.lower())).strip()
