"""Handed-in notebooks, whole and spoiled in a thousand ways, as intake meets them."""

import copy
import json
import random
import time
from pathlib import Path
from typing import Any

from fingerpost.grading.asked import NumberAsked
from fingerpost.grading.intake.receiving import Received, receive
from fingerpost.grading.task import Task

STUB = "# Write your answer here, in place of this line."
TASKS = {word: Task(word, word, (NumberAsked(word),), 1, 1) for word in ("starters", "rate")}


def new_cell(source: str, name: str = "", *, kind: str = "code", **told: object) -> dict[str, Any]:
    nbgrader = {
        "grade_id": name,
        "schema_version": 3,
        "grade": False,
        "solution": False,
        "locked": True,
        **told,
    }
    made: dict[str, Any] = {"cell_type": kind, "source": source, "id": name or "text", "metadata": {}}
    if name:
        made["metadata"] = {"nbgrader": nbgrader}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def released_notebook() -> dict[str, Any]:
    cells = [new_cell("# Title", kind="markdown"), new_cell("import pandas as pd", "setup")]
    for word in TASKS:
        cells.append(new_cell(STUB, word, solution=True, locked=False))
        cells.append(new_cell(f"check('{word}')", f"{word}-seen", grade=True, points=1))
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def answered_notebook() -> dict[str, Any]:
    made = released_notebook()
    made["cells"][2]["source"] = "starters = 1"
    made["cells"][4]["source"] = "rate = 2"
    return made


def received_from(folder: Path) -> Received:
    return receive(folder, "amy", "work", released_notebook(), TASKS)


def mutate_and_receive(folder: Path, *, times: int, seed: int) -> float:
    """Return the seconds of the slowest of many mutated hand-ins."""
    rng = random.Random(seed)  # noqa: S311 - the same notebooks every time
    slowest = 0.0
    for _ in range(times):
        raw = bytearray(json.dumps(_mutated(answered_notebook(), rng)).encode())
        for _ in range(rng.choice((0, 0, 0, 1, 5, 50))):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
        if rng.random() < 0.1:
            del raw[rng.randrange(len(raw)) :]
        target = folder / "mutated"
        target.mkdir(exist_ok=True)
        (target / "work.ipynb").write_bytes(bytes(raw))
        began = time.monotonic()
        received = received_from(target)
        slowest = max(slowest, time.monotonic() - began)
        assert received.status in ("whole", "mended", "blank", "unreadable")
        names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in received.notebook["cells"]]
        assert [name for name in names if name] == ["setup", "starters", "starters-seen", "rate", "rate-seen"]
    return slowest


_ODD: tuple[object, ...] = (
    None,
    7,
    -1,
    True,
    "",
    "x" * 5000,
    [],
    {},
    ["a", 1],
    {"a": {"b": []}},
    1e308,
    "\ud800",
)


def _mutated(held: Any, rng: random.Random) -> Any:
    """Return a notebook with a few of its parts replaced, removed, doubled or swapped."""
    for _ in range(rng.randrange(1, 6)):
        parts = _parts(held)
        if not parts:
            break
        inside, key = rng.choice(parts)
        what = rng.randrange(4)
        if what == 0:
            inside[key] = copy.deepcopy(rng.choice(_ODD))
        elif what == 1:
            del inside[key]
        elif isinstance(inside, list):
            inside.insert(rng.randrange(len(inside) + 1), copy.deepcopy(inside[key]))
        else:
            inside[rng.choice(("grade_id", "source", "id", "task", "cell_type"))] = copy.deepcopy(inside[key])
    return held


def _parts(held: Any) -> list[tuple[Any, Any]]:
    keys = range(len(held)) if isinstance(held, list) else list(held) if isinstance(held, dict) else ()
    found = [(held, key) for key in keys]
    return found + [part for key in keys for part in _parts(held[key])]
