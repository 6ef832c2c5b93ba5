"""`checks/practice.json` of the learner edition: orderings and desk pages, for a kernel to ask."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from fingerpost.courseware.ordering import Ordering
from fingerpost.errors import FingerpostError
from fingerpost.warehouse.paths import data_root

KEPT = Path("checks", "practice.json")


class PracticeMissingError(FingerpostError):
    """The built edition's practice file is not where it should be."""


def kept_text(orderings: list[Ordering], desks: dict[str, dict[str, Any]]) -> str:
    """Return the file's text: the same bytes for the same sources."""
    told = {
        "orderings": {
            one.word: {"lines": list(one.lines), "odd": [list(pair) for pair in one.odd]} for one in orderings
        },
        "desks": desks,
    }
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def kept() -> dict[str, Any]:
    """Return what the edition keeps; raises `PracticeMissingError` where it is not to be read."""
    file = data_root() / KEPT
    try:
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, ValueError):
        raise PracticeMissingError(
            f"The course's practice is not at {file}; type `fingerpost start`, which builds it."
        ) from None


@lru_cache(maxsize=4)
def _read(file: Path, _stamp: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told
