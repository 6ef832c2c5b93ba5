"""What a learner wrote for a person to read, and what they answered elsewhere, as plain text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fingerpost.grading.engine.harmless import as_typed
from fingerpost.grading.engine.paper import held, text_of
from fingerpost.grading.engine.written import HELD

Cell = Mapping[str, Any]
_BLANK = "write your answer here, in place of this line"
_COURSES_OWN = "text-"  # the ids of the text cells that the compiler writes
MOST_SHOWN = 20_000


@dataclass(frozen=True)
class Answered:
    """One answer cell of a notebook: the task's word, the code, and what it showed as plain text."""

    word: str
    code: str
    showed: str
    held: str = ""
    """What the names asked for held when the checks read them, as words of ours."""


def words_for(task: str, cells: Sequence[Cell]) -> str:
    """Return what a learner wrote for a task, '' for nothing: its cell and those of theirs after it."""
    at = next((at for at, cell in enumerate(cells) if held(cell, "nbgrader").get("grade_id") == task), None)
    if at is None:
        return ""
    own = [cells[at]] if held(cells[at], "nbgrader").get("solution") else []
    for cell in cells[at + 1 :]:
        if held(cell, "nbgrader") or str(cell.get("id", "")).startswith(_COURSES_OWN):
            break
        if cell.get("cell_type") == "markdown":
            own.append(cell)
    told = [as_typed(text_of(cell)).strip() for cell in own]
    return "\n\n".join(words for words in told if words.strip("* .").lower() != _BLANK and words)


def answers_of(cells: Sequence[Cell]) -> Iterator[Answered]:
    """Yield the answers that the checks marked: a written task often reads from a table above it."""
    for cell in cells:
        word = str(held(cell, "fingerpost").get("task", ""))
        if word and cell.get("cell_type") == "code" and held(cell, "nbgrader").get("grade_id") == word:
            showed = "\n".join(filter(None, map(_shown, cell.get("outputs", []))))
            yield Answered(word, text_of(cell).strip()[:MOST_SHOWN], showed[:MOST_SHOWN], _held(cell))


def _held(cell: Cell) -> str:
    told = held(cell, "fingerpost").get(HELD)
    if not isinstance(told, Mapping):
        return ""
    return "\n\n".join(f"{name}\n{words}" for name, words in told.items())[:MOST_SHOWN]


def _shown(output: object) -> str:
    if not isinstance(output, Mapping):
        return ""
    if output.get("output_type") == "error":
        return f"{output.get('ename', '')}: {output.get('evalue', '')}"
    data = output.get("data")
    told = data.get("text/plain", "") if isinstance(data, Mapping) else output.get("text", "")
    return "".join(map(str, told)) if isinstance(told, list) else str(told)
