"""Which slips a cohort makes most, with the words that learners are told of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from fingerpost.cohort.work import Cohort
from fingerpost.errors import FingerpostError
from fingerpost.grading.catalogue import load_module
from fingerpost.grading.differences import DIFFERS
from fingerpost.grading.message import Message
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.task import Task

FEWEST = 2
"""Learners: what one person did is in their script, and no cohort's."""
GENERAL = {
    DIFFERS: "The answer differs from the right one, in no way that has a name.",
    "NOT-ELSEWHERE": "Right for the authority that learners have, and not for another one.",
    "CELL-STOPPED": "The cell stopped with an error before the answer was there.",
    "VALUE-MISSING": "No answer stands under the name that the task asks for.",
    "VALUE-TYPE": "The answer holds another kind of thing than the task asks for.",
    "VALUE-SHAPE": "The answer has other rows, columns or parts than the task asks for.",
    "VALUE-SIZE": "The answer is much larger than the task asks for.",
}
"""What the checks say of any task (`grading/judge.py`, `grading/misfit.py`), in words for a tutor."""


@dataclass(frozen=True)
class CommonSlip:
    """A slip of one task's, how many learners made it among those checked, and what they are told.

    `title` and `said` are empty where the course's checks do not know the slip, or not any more.
    """

    assignment: str
    task: str
    title: str
    code: str
    learners: int
    checked: int
    said: str


def common_slips(course: CourseRoot, cohort: Cohort) -> tuple[CommonSlip, ...]:
    """Return every slip of at least `FEWEST` learners, by how many made it, most first."""
    counted: dict[tuple[str, str, str], int] = {}
    checked: dict[str, int] = {}
    for learner in cohort.learners:
        for piece in learner.pieces:
            name = piece.assignment.name
            if piece.record is None or piece.stage not in ("waits", "marked"):
                continue
            checked[name] = checked.get(name, 0) + 1
            for task, code in piece.record.codes.items():
                counted[name, task, code] = counted.get((name, task, code), 0) + 1
    told = {name: _tasks(course, name) for name in checked}
    found = [
        _common(key, told[key[0]], number, checked[key[0]])
        for key, number in counted.items()
        if number >= FEWEST
    ]
    return tuple(sorted(found, key=lambda one: (-one.learners, one.assignment, one.task, one.code)))


def _common(key: tuple[str, str, str], tasks: Mapping[str, Task], number: int, checked: int) -> CommonSlip:
    assignment, word, code = key
    task = tasks.get(word)
    message = next((one.message for one in task.slips if one.code == code), None) if task else None
    said = _to_everyone(message) if message else GENERAL.get(code, "")
    return CommonSlip(assignment, word, task.title if task else "", code, number, checked, said)


def _to_everyone(message: Message) -> str:
    """Return a slip's message without the parts that hold facts, which are each learner's own."""
    told = message.about_hidden_data()
    return " ".join(filter(None, (message.elsewhere, told.why, told.next_step)))


def _tasks(course: CourseRoot, assignment: str) -> Mapping[str, Task]:
    """Return an assignment's tasks by word; none where its checks are not there or cannot be read."""
    try:
        return load_module(course.root / "checks" / f"{assignment}.py").tasks
    except FingerpostError:
        return {}
