"""A learner's own evidence, in their own folder: checks they ran, marks that came back, portfolio sheets."""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

from fingerpost.courseware.covering.marks import Mark, passed
from fingerpost.courseware.log import Event, append, read
from fingerpost.grading.verdict import Verdict

CHECKED = "checked"
_TOLD = re.compile(r"(\w+) ([\d.]+)/([\d.]+)")
_SHEETS, _FEEDBACK = "portfolio", "feedback"


def keep_check(home: Path, module: str, verdicts: Iterable[Verdict], *, now: datetime) -> None:
    """Write the points of a whole check into the log in `home`, one event for the module."""
    told = " | ".join(f"{one.task} {one.points:g}/{one.max_points:g}" for one in verdicts)
    append(home, Event(now, module, CHECKED, 0, told))


def own_tasks(home: Path) -> set[str]:
    """Return the words of tasks passed, by the best of each check logged and each mark that came back."""
    checks = ([*_logged(event.text)] for event in read(home).events if event.kind == CHECKED)
    marks = ([*_marks_on(page)] for page in sorted(home.rglob("*.html")) if _FEEDBACK in page.parts)
    return {word for told in (*checks, *marks) for word in passed(told)}


def points_logged(text: str) -> str:
    """Return the sum of a whole check as it is said, "8 of 12 points", from what the log keeps of it."""
    marks = [*_logged(text)]
    return f"{sum(one.points for one in marks):g} of {sum(one.most for one in marks):g} points"


def own_desks(home: Path, folders: dict[str, str]) -> dict[str, bool]:
    """Return for each module, of `folders` by id, whether its portfolio sheet is there."""
    return {module: (home / _SHEETS / f"{folder}.md").is_file() for module, folder in folders.items()}


def _logged(text: str) -> Iterator[Mark]:
    for word, points, most in _TOLD.findall(text):
        try:
            yield Mark(word, float(points), float(most))
        except ValueError:
            continue  # a line that someone wrote by hand


def _marks_on(page: Path) -> Iterator[Mark]:
    """Yield the marks of a feedback page: of its own sections alone, for no output can hold one."""
    reader = _Sections()
    try:
        reader.feed(page.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return
    yield from reader.found


class _Sections(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Mark] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag != "section" or "data-task" not in told:
            return
        try:
            points, most = float(told.get("data-points") or ""), float(told.get("data-of") or "")
        except ValueError:
            return
        if math.isfinite(points) and math.isfinite(most):
            self.found.append(Mark(str(told["data-task"]), points, most))
