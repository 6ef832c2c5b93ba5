"""Who marked what, when, and what stood there before: one line a change, nothing is ever taken out."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from fingerpost.grading.run.records import append_line, folder_of

_FILE = "by-hand.jsonl"


@dataclass(frozen=True)
class Line:
    """One change by a person, or one that was refused because another person had been quicker."""

    at: str
    who: str
    script: str
    what: Literal["saved", "not saved"]
    score: float | None
    comment: str
    before_score: float | None
    before_comment: str
    handed_in: str
    """When the work was handed in that the person read, so that newer work is seen to be unread."""


def write_line(root: Path, assignment: str, line: Line) -> None:
    """Add a line and have it on the disk; whoever calls holds the gradebook's lock."""
    append_line(folder_of(root, assignment) / _FILE, json.dumps(asdict(line)))


def last_lines(root: Path, assignment: str) -> dict[str, Line]:
    """Return the last change of each script that was saved; a line that a crash cut short is passed over."""
    try:
        written = (folder_of(root, assignment) / _FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    found: dict[str, Line] = {}
    for text in written:
        try:
            line = Line(**json.loads(text))
        except (ValueError, TypeError):
            continue
        if line.what == "saved":
            found[line.script] = line
    return found
