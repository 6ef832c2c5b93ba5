"""In every module a cohort of robots gets what it deserves: right in three styles, every slip, broken, blank.

Several slips stand in one notebook, each in a task of its own. Module 03 makes the same round through
nbgrader, and waits there for the robot whose loop has no end: what it costs is the same in every module.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from course_modules import Sources, ready_modules
from fingerpost.grading.data import Data
from fingerpost.grading.engine import marker as engine
from fingerpost.grading.engine.line import Line
from fingerpost.grading.engine.marker import Marker
from fingerpost.grading.engine.runs import Ran, Step, run_steps
from fingerpost.grading.sandbox.levels import survey
from fingerpost.grading.sandbox.limits import Limits
from papers import paper_with
from robots import Robot, cohort, hard_coded

LIMITS = Limits(cell_seconds=30.0, script_seconds=120.0)
"""Longer than a learner's: a busy machine must not cost a robot its marks."""


@pytest.fixture(scope="module")
def marker() -> Iterator[Marker]:
    made = Marker(survey().level, LIMITS)
    yield made
    made.close()


def faults_of(robot: Robot, sources: Sources, marker: Marker, course_root: Path) -> list[str]:
    """Return what a robot got that it should not have got, in words."""
    verdicts = marker.mark(paper_with(course_root, sources.module.folder, robot.answers)).verdicts
    judged = {word for word, task in sources.checks.tasks.items() if not task.follows_data}
    faults = []
    for word, verdict in verdicts.items():
        if word in robot.slips:
            is_as_it_should = verdict.code == robot.slips[word] and not verdict.is_full
        elif word in robot.told and not (robot.name == "hard-coded" and word in judged):
            is_as_it_should = robot.told[word] in verdict.saw and not verdict.parts[1]
        else:
            is_as_it_should = verdict.is_full
        if not is_as_it_should:
            faults.append(f"{robot.name}, {word}: {verdict.points:g} points, {verdict.code} {verdict.saw}")
    return faults


@pytest.mark.parametrize("sources", ready_modules(), ids=lambda sources: sources.module.id)
def test_every_robot_of_the_module_gets_what_it_deserves(
    sources: Sources, marker: Marker, course_root: Path
) -> None:
    robots = [robot for robot in cohort(sources.answers) if robot.name != "loop"]
    robots.append(hard_coded(sources.answers, sources.checks, Data("A", course_root)))
    made = {code for robot in robots for code in robot.slips.values()}
    assert made == {code for code, _, _ in sources.wrong}
    assert any(len(robot.slips) > 1 for robot in robots), "two slips at once"
    faults = [fault for robot in robots for fault in faults_of(robot, sources, marker, course_root)]
    assert faults == []


@pytest.mark.parametrize("sources", ready_modules(), ids=lambda sources: sources.module.id)
def test_elsewhere_a_paper_runs_as_far_as_what_is_compared_there_and_is_asked_for_that_alone(
    sources: Sources, marker: Marker, course_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []
    last: list[str] = []

    def seen(steps: Sequence[Step], open_line: Callable[[], Line], **how: Any) -> Ran:
        ran = run_steps(steps, open_line, **how)
        asked.append({step.word for step in steps if step.names})
        last.append(max((at, step.word) for at, step in enumerate(steps) if at in ran.taken)[1])
        return ran

    monkeypatch.setattr(engine, "run_steps", seen)
    paper = paper_with(course_root, sources.module.folder, sources.solutions)
    assert all(verdict.is_full for verdict in marker.mark(paper).verdicts.values())
    tasks = [step.word for step in paper.steps if step.word]
    on_t = [word for word in tasks if "T" in sources.checks.tasks[word].also_on]
    assert asked == [set(tasks), set(tasks), set(on_t)]
    assert last[1:] == [tasks[-1], on_t[-1]]
