"""What a second marking changed: who, which task, points before and after, and why it was marked again."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fingerpost.grading.run.records import Record
from fingerpost.grading.script import HIDDEN_SUFFIX, SEEN_SUFFIX

HEADS = ("learner", "task", "before", "after", "why", "worth before", "worth after")

_REASONS = {
    "hand-in": "a new hand-in",
    "release": "the assignment was released anew",
    "checks": "its checks were mended",
    "answers": "its reference answers were mended",
    "data": "the data were built anew",
}
"""By part of what marks depend on (`grading.parts_of`): what happened where it is not as it was."""


@dataclass(frozen=True)
class Change:
    """One task's automatic points, and what it is worth, before and after a script was marked again."""

    student: str
    task: str
    before: float
    after: float
    why: str
    worth_before: float | None = None
    """None where the task was not there; so too `worth_after`."""
    worth_after: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the change under `HEADS`."""
        worth = ("" if most is None else f"{most:g}" for most in (self.worth_before, self.worth_after))
        return self.student, self.task, f"{self.before:g}", f"{self.after:g}", self.why, *worth


def reason(before: Record | None, parts: Mapping[str, str], *, cut_short: bool) -> str:
    """Return why a script is marked again, in words; '' where it is marked for the first time."""
    if before is None:
        return ""
    found = [said for part, said in _REASONS.items() if before.made_from.get(part) != parts.get(part)]
    if not before.made_from:
        found = ["marked before by an earlier version"]
    if not found:
        found = ["a run was cut short"] if cut_short else ["marked again as asked"]
    return "; ".join(found)


def changes_of(records: Iterable[Record]) -> list[Change]:
    """Return every task whose points, or worth, are not what they were before its script was marked again."""
    found = []
    for record in records:
        before, after = _by_task(record.before), _by_task(record.points)
        if not before or not after:
            continue
        marked = {name: most for name, most in record.most.items() if name in record.points}
        worth_after = _by_task(marked)
        worth_before = _by_task(record.before_most) if record.before_most else worth_after
        for task in dict.fromkeys((*before, *after)):
            points = before.get(task, 0.0), after.get(task, 0.0)
            worth = worth_before.get(task), worth_after.get(task)
            if points[0] != points[1] or worth[0] != worth[1]:
                found.append(Change(record.student, task, *points, record.why, *worth))
    return found


def _by_task(points: Mapping[str, float]) -> dict[str, float]:
    held: dict[str, float] = {}
    for name, earned in points.items():
        task = name.removesuffix(SEEN_SUFFIX).removesuffix(HIDDEN_SUFFIX)
        held[task] = held.get(task, 0.0) + earned
    return held


def changes_table(changes: Iterable[Change]) -> str:
    """Return the changes as CSV; text that a spreadsheet would take for a formula starts with '."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(HEADS)
    table.writerows(map(no_formula, change.cells) for change in changes)
    return made.getvalue()


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
