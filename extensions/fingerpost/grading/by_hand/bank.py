"""Comments to choose from: the course's own, and those that tutors kept, beside the gradebook."""

import json
from collections.abc import Iterable
from pathlib import Path

from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.run.records import folder_of, write_whole

_FILE = "comment-bank.jsonl"
MOST_KEPT = 200


def kept_comments(root: Path, assignment: str) -> list[str]:
    """Return the comments that tutors kept for an assignment, oldest first."""
    try:
        lines = (folder_of(root, assignment) / _FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [told for told in map(_read, lines) if told]


def keep_comment(root: Path, assignment: str, comment: str, known: Iterable[str] = ()) -> None:
    """Keep a comment for the next script, once; beyond `MOST_KEPT` the oldest goes."""
    _change(root, assignment, comment if comment not in known else "", drop="")


def forget_comment(root: Path, assignment: str, comment: str) -> None:
    """Take a kept comment out of the bank."""
    _change(root, assignment, "", drop=comment)


def _change(root: Path, assignment: str, add: str, *, drop: str) -> None:
    file = folder_of(root, assignment) / _FILE
    with held(file.with_suffix(".lock")):
        comments = [told for told in kept_comments(root, assignment) if told not in (drop, add)]
        comments += [add] if add else []
        write_whole(file, "".join(json.dumps(told) + "\n" for told in comments[-MOST_KEPT:]))


def _read(line: str) -> str:
    try:
        told = json.loads(line)
    except ValueError:
        return ""
    return told if isinstance(told, str) else ""
