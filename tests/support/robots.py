"""A cohort of robots: learners whose answers are right, wrong in a known way, blank or broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle, zip_longest
from pathlib import Path

import nbformat
import pandas as pd
from fingerpost.grading.asked import ChartAsked
from fingerpost.grading.catalogue import ModuleAnswers, ModuleChecks
from fingerpost.grading.data import Data

_RIGHT_STYLES = 3
_BREAKS = {
    "exception": ("raise ValueError('the extract is late')", "stopped with ValueError: the extract is late"),
    "syntax": ("answer = (", "stopped with SyntaxError"),
    "loop": ("while True:\n    pass", "stopped before it had made"),
}
WRITTEN_ANSWER = "Most children lived with foster carers. A few had no placement recorded."


@dataclass(frozen=True)
class Robot:
    """One learner: a name, the code put into each task's cell, what goes off in which task."""

    name: str
    answers: Mapping[str, str]
    slips: Mapping[str, str] = field(default_factory=dict)
    """The slip code to expect, by task."""
    told: Mapping[str, str] = field(default_factory=dict)
    """Words to expect where no slip is catalogued, by task."""

    @property
    def spoiled(self) -> frozenset[str]:
        """The tasks this robot does not answer rightly."""
        return frozenset(self.slips) | frozenset(self.told)


def cohort(answers: ModuleAnswers) -> list[Robot]:
    """Return every robot of a module: three right, each slip in one of them, three broken, one blank.

    A slip belongs to its task alone, so one robot slips in every task at once; a broken robot breaks one task
    and answers the others rightly.
    """
    words = list(answers.also_right)
    right = {word: sources[0] for word, sources in answers.also_right.items()}
    robots = [
        Robot(f"right-{style + 1}", {word: sources[style] for word, sources in answers.also_right.items()})
        for style in range(_RIGHT_STYLES)
    ]
    robots += _slipping(answers, right)
    robots += [
        Robot(name, right | {word: source}, told={word: told})
        for (name, (source, told)), word in zip(_BREAKS.items(), cycle(words), strict=False)
    ]
    return [*robots, Robot("blank", {}, told={word: f"There is no `{word}` yet" for word in words})]


def _slipping(answers: ModuleAnswers, right: Mapping[str, str]) -> list[Robot]:
    """Return as few robots as the task with the most slips needs, so that each slip is made once."""
    per_task = [[(word, *made) for made in _slips_of(answers, word)] for word in right]
    robots = []
    for nth, made in enumerate(zip_longest(*per_task), start=1):
        slips = [one for one in made if one is not None]
        robots.append(
            Robot(
                f"slips-{nth}",
                {**right, **{word: source for word, _, source in slips}},
                {word: code for word, code, _ in slips},
            )
        )
    return robots


def _slips_of(answers: ModuleAnswers, word: str) -> Iterator[tuple[str, str]]:
    for code, by_task in answers.wrong.items():
        for source in by_task.get(word, ()):
            yield code, source


def hard_coded(answers: ModuleAnswers, checks: ModuleChecks, data: Data) -> Robot:
    """Return the robot that types in the right numbers of the authority it can see; it draws no charts."""
    charts = [word for word, task in checks.tasks.items() if isinstance(task.asks[0], ChartAsked)]
    typed = {
        word: f"{word} = {typed_in(reference(data))!r}"
        for word, reference in answers.references.items()
        if word not in charts
    }
    told = dict.fromkeys(typed, "does not change when the data does")
    return Robot("hard-coded", typed, told=told | {word: f"There is no `{word}` yet" for word in charts})


def typed_in(answer: object) -> object:
    """Return an answer as a learner could type it: a number, a dict of two columns, or rows."""
    if isinstance(answer, str | list | dict):
        return answer
    if not isinstance(answer, pd.DataFrame):
        return float(str(answer))
    if answer.shape == (1, 1):
        return float(str(answer.iloc[0, 0]))
    blank = "(blank)" if pd.api.types.is_numeric_dtype(answer.iloc[:, -1]) else None  # a key's, or a value's
    rows = [tuple(_plain(cell, blank) for cell in row) for row in answer.itertuples(index=False)]
    return {row[0]: row[1] for row in rows} if answer.shape[1] == 2 else rows


class _Typed(str):
    """Words that stand as they are in what a learner types."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _plain(cell: object, blank: str | None) -> object:
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN differs from itself
        return blank
    if isinstance(cell, datetime):
        return _Typed(f'pd.Timestamp("{cell:%Y-%m-%d}")')
    held = cell.item() if hasattr(cell, "item") else cell
    return str(held) if isinstance(held, str) else held


def write_answers(notebook: Path, robot: Robot) -> None:
    """Put the robot's code into the answer cells of a released notebook, as a learner would type it."""
    released = nbformat.read(notebook, as_version=4)
    for cell in released.cells:
        ours = cell.metadata.get("fingerpost", {})
        if ours.get("task") in robot.answers and cell.cell_type == "code":
            cell.source = robot.answers[ours["task"]]
        elif ours.get("person") and robot.answers:
            cell.source = WRITTEN_ANSWER
    nbformat.write(released, notebook)
