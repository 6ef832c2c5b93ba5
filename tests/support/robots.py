"""A cohort of robots: learners whose answers are right, wrong in a known way, blank or broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pandas as pd
from fingerpost.grading.catalogue import ModuleAnswers
from fingerpost.grading.data import Data

_BREAKS = {
    "exception": "raise ValueError('the extract is late')",
    "syntax": "monthly_starters = (",
    "loop": "while True:\n    pass",
}
WRITTEN_ANSWER = "Most children lived with foster carers. A few had no placement recorded."


@dataclass(frozen=True)
class Robot:
    """One learner: a name, the code put into each task's cell, and the slip code to expect by task."""

    name: str
    answers: Mapping[str, str]
    expected: Mapping[str, str] = field(default_factory=dict)

    @property
    def spoiled(self) -> frozenset[str]:
        """The tasks this robot does not answer rightly."""
        return frozenset(self.expected)


def cohort(answers: ModuleAnswers) -> list[Robot]:
    """Return every robot of a module: three right, one a slip and task, one blank, three broken."""
    right = {word: sources[0] for word, sources in answers.also_right.items()}
    robots = [
        Robot(f"right-{style + 1}", {word: sources[style] for word, sources in answers.also_right.items()})
        for style in range(3)
    ]
    robots += [
        Robot(f"{code.lower()}-{word.replace('_', '-')}-{nth}", right | {word: source}, {word: code})
        for code, by_task in answers.wrong.items()
        for word, sources in by_task.items()
        for nth, source in enumerate(sources, start=1)
    ]
    robots += [
        Robot(kind, right | {"monthly_starters": source}, {"monthly_starters": ""})
        for kind, source in _BREAKS.items()
    ]
    return [*robots, Robot("blank", {}, dict.fromkeys(right, ""))]


def hard_coded(answers: ModuleAnswers, data: Data) -> Robot:
    """Return the robot that types in the right numbers of the authority it can see."""
    typed = {
        word: f"{word} = {_literal(reference(data))!r}" for word, reference in answers.references.items()
    }
    return Robot("hard-coded", typed, dict.fromkeys(typed, ""))


def _literal(answer: object) -> object:
    """Return an answer as a learner could type it: a dict of its two columns, or a number."""
    if not isinstance(answer, pd.DataFrame):
        return float(str(answer))
    if answer.shape == (1, 1):
        return float(str(answer.iloc[0, 0]))
    keys = answer.iloc[:, 0].astype("object").where(answer.iloc[:, 0].notna(), "(blank)")
    return {str(key): int(count) for key, count in zip(keys, answer.iloc[:, 1], strict=True)}


def write_answers(notebook: Path, robot: Robot) -> None:
    """Put the robot's code into the answer cells of a released notebook, as a learner would type it."""
    released = nbformat.read(notebook, as_version=4)
    for cell in released.cells:
        word = cell.metadata.get("fingerpost", {}).get("task")
        if word in robot.answers and cell.cell_type == "code":
            cell.source = robot.answers[word]
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == "table_caution" and robot.answers:
            cell.source = WRITTEN_ANSWER
    nbformat.write(released, notebook)
