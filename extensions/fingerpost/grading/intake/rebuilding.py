"""The released notebook again, with the learner's answers in it: locked cells are ours, answers are theirs.

Of a handed-in cell its text, its kind and where it stood are kept: no points, ids, tags or outputs.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fingerpost.grading.engine.paper import held, text_of, word_of
from fingerpost.grading.task import Task

MOST_OWN_CELLS = 500
_MOST_CHARACTERS = 1_000_000
_TOP = -1

Cell = Mapping[str, Any]


@dataclass(frozen=True)
class Rebuilt:
    """A whole notebook as JSON, and one sentence for each thing that had to be put right."""

    notebook: dict[str, Any]
    notes: tuple[str, ...]
    answered: int
    """How many of the released answer cells hold something of the learner's."""


@dataclass
class _Matched:
    """Which handed-in cell stands for which released one, both by place."""

    by_released: dict[int, int] = field(default_factory=dict)
    by_handed_in: dict[int, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def pair(self, ours: int, theirs: int) -> None:
        self.by_released[ours] = theirs
        self.by_handed_in[theirs] = ours


def rebuild(released: Mapping[str, Any], handed_in: Sequence[object], tasks: Mapping[str, Task]) -> Rebuilt:
    """Return the released notebook with the learner's answers, and their own cells where they stood."""
    theirs: list[Cell] = [_sound(cell) for cell in handed_in]
    ours: list[Cell] = list(released["cells"])
    matched = _match(ours, theirs, tasks)
    notes = [*matched.notes, *_lost(ours, theirs, matched)]
    after = _own_cells(theirs, matched)
    cells: list[dict[str, Any]] = [_own(cell, nth) for nth, cell in after.get(_TOP, [])]
    answered = 0
    for at, cell in enumerate(ours):
        made = json.loads(json.dumps(cell))
        if is_answer(cell) and at in matched.by_released:
            source = text_of(theirs[matched.by_released[at]])[:_MOST_CHARACTERS]
            answered += source.strip() != text_of(cell).strip()
            made["source"] = source
        made |= {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
        cells.append(made)
        cells += [_own(own, nth) for nth, own in after.get(at, [])]
    return Rebuilt({**released, "cells": cells}, tuple(notes), answered)


def is_answer(cell: Cell) -> bool:
    """Return whether a released cell is one that learners write in."""
    told = held(cell, "nbgrader")
    return bool(told.get("solution")) or ("person" in held(cell, "fingerpost") and not told)


def name_of(cell: Cell) -> str:
    """Return what a cell is called: its grade id, else its task or person, else its cell id."""
    ours = held(cell, "fingerpost")
    for name in (held(cell, "nbgrader").get("grade_id"), ours.get("task"), cell.get("id")):
        if isinstance(name, str) and name:
            return name
    return ""


def _sound(cell: object) -> Cell:
    """Return a cell that has a kind and a text, whatever was handed in."""
    if not isinstance(cell, Mapping):
        return {"cell_type": "raw", "source": "", "metadata": {}}
    kind = cell.get("cell_type")
    return {
        "cell_type": kind if kind in ("code", "markdown") else "raw",
        "source": text_of(cell).encode("utf-8", "replace").decode("utf-8"),
        "metadata": cell.get("metadata") if isinstance(cell.get("metadata"), Mapping) else {},
        "id": cell.get("id"),
    }


def _match(ours: Sequence[Cell], theirs: Sequence[Cell], tasks: Mapping[str, Task]) -> _Matched:
    """Pair cells by name, then by their text, then answers by the name that they assign."""
    matched = _Matched()
    places = {name_of(cell): at for at, cell in enumerate(ours) if name_of(cell)}
    found: dict[int, list[int]] = {}
    for at, cell in enumerate(theirs):
        for name in _names(cell):
            if name in places:
                found.setdefault(places[name], []).append(at)
                break
    for place, copies in found.items():
        matched.pair(place, _chosen(ours[place], [(at, theirs[at]) for at in copies]))
        if len(copies) > 1:
            matched.notes.append(
                f"The cell '{name_of(ours[place])}' was there {len(copies)} times; the last answer counts."
            )
    _match_by_text(ours, theirs, matched)
    _match_by_assignment(ours, theirs, tasks, matched)
    return matched


def _names(cell: Cell) -> list[str]:
    ours = held(cell, "fingerpost")
    told = (held(cell, "nbgrader").get("grade_id"), ours.get("task"), cell.get("id"))
    return [name for name in told if isinstance(name, str) and name]


def _chosen(released: Cell, copies: Sequence[tuple[int, Cell]]) -> int:
    """Return the place of the last copy that differs from what was released, else of the first."""
    blank = text_of(released).strip()
    changed = [at for at, cell in copies if text_of(cell).strip() not in ("", blank)]
    return changed[-1] if changed else copies[0][0]


def _match_by_text(ours: Sequence[Cell], theirs: Sequence[Cell], matched: _Matched) -> None:
    texts: dict[str, list[int]] = {}
    for at, cell in enumerate(theirs):
        if at not in matched.by_handed_in:
            texts.setdefault(text_of(cell).strip(), []).append(at)
    for place, cell in enumerate(ours):
        alike = texts.get(text_of(cell).strip(), [])
        if place not in matched.by_released and alike:
            matched.pair(place, alike.pop(0))


def _match_by_assignment(
    ours: Sequence[Cell], theirs: Sequence[Cell], tasks: Mapping[str, Task], matched: _Matched
) -> None:
    """Find a task's answer in the learner's own cells where its cell, or what tells it, is gone."""
    for place, cell in enumerate(ours):
        word = word_of(cell, tasks)
        if not word or not is_answer(cell) or place in matched.by_released:
            continue
        names = "|".join(map(re.escape, tasks[word].names))
        assigns = re.compile(rf"^[ \t]*(?:{names})\b[^=\n]{{0,200}}=[^=]", re.MULTILINE)
        for at in reversed(range(len(theirs))):
            is_free = at not in matched.by_handed_in and theirs[at]["cell_type"] == "code"
            if is_free and assigns.search(text_of(theirs[at])):
                matched.pair(place, at)
                matched.notes.append(
                    f"The cell '{word}' had lost its name; the answer was found by its text."
                )
                break


def _lost(ours: Sequence[Cell], theirs: Sequence[Cell], matched: _Matched) -> list[str]:
    """Say which released cells were missing or changed; they are put back."""
    graded = [(at, cell) for at, cell in enumerate(ours) if held(cell, "nbgrader")]
    missing = [name_of(cell) for at, cell in graded if at not in matched.by_released]
    changed = [
        name_of(cell)
        for at, cell in graded
        if not is_answer(cell)
        and at in matched.by_released
        and text_of(theirs[matched.by_released[at]]).strip() != text_of(cell).strip()
    ]
    said = []
    for names, what in ((missing, "missing"), (changed, "changed")):
        if names:
            listed = ", ".join(names[:6]) + (" and others" if len(names) > 6 else "")  # noqa: PLR2004 - a line's length
            said.append(f"Cells of the assignment were {what} and have been put back: {listed}.")
    return said


def _own_cells(theirs: Sequence[Cell], matched: _Matched) -> dict[int, list[tuple[int, Cell]]]:
    """Return the learner's own cells by the released cell that they stood after."""
    after: dict[int, list[tuple[int, Cell]]] = {}
    last = _TOP
    nth = 0
    for at, cell in enumerate(theirs):
        if at in matched.by_handed_in:
            last = matched.by_handed_in[at]
        elif text_of(cell).strip() and nth < MOST_OWN_CELLS and not _is_copy_of_ours(cell):
            nth += 1
            after.setdefault(last, []).append((nth, cell))
    return after


def _is_copy_of_ours(cell: Cell) -> bool:
    """Return whether an unmatched cell claims to be a test: it is none of ours, and does not run."""
    told = held(cell, "nbgrader")
    return bool(told.get("grade") and not told.get("solution"))


def _own(cell: Cell, nth: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"own-{nth}", "cell_type": cell["cell_type"], "metadata": {}}
    made["source"] = text_of(cell)[:_MOST_CHARACTERS]
    return made | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})
