"""Course sources as cells: py:percent text in, cells with their marks and line numbers out."""

import io
import re
import tokenize
from dataclasses import dataclass, field
from pathlib import Path

from fingerpost.errors import FingerpostError

BEGIN_SOLUTION = "### BEGIN SOLUTION"
END_SOLUTION = "### END SOLUTION"
BEGIN_SCHEME = "### BEGIN MARK SCHEME"
END_SCHEME = "### END MARK SCHEME"

_MARKER = re.compile(r"^\s*#\s?%%")
_JUPYTEXT_OWN = {"lines_to_next_cell", "cell_marker"}


class CourseSourceFaultError(FingerpostError):
    """A course source breaks the format; the message lists every fault with file and line."""


@dataclass(frozen=True)
class Fault:
    """One thing an author should change: the line it stands on and what to do."""

    line: int
    said: str


@dataclass(frozen=True)
class SourceCell:
    """One cell: `line` is that of its `# %%`, 1-based; `marks` are what stands behind it."""

    kind: str
    source: str
    line: int
    marks: dict[str, object] = field(default_factory=dict)

    @property
    def role(self) -> str:
        """`setup`, `lesson`, `desk`, or empty."""
        return str(self.marks.get("role", ""))

    @property
    def task(self) -> str:
        """The word of the task this cell answers, or empty."""
        return str(self.marks.get("task", ""))

    @property
    def person(self) -> str:
        """The word of the task a person marks, or empty."""
        return str(self.marks.get("person", ""))


def read_cells(path: Path) -> list[SourceCell]:
    """Return the cells of one source file; raises `CourseSourceFaultError` if it has no clear cells."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseSourceFaultError(
            f"{path} is not there. A module has assignment.py and lesson.py; write one."
        ) from None
    return cells_of(path, text)


def cells_of(path: Path, text: str) -> list[SourceCell]:
    """Return the cells of a source's text; `path` is named where it has no clear cells."""
    import jupytext  # noqa: PLC0415 - heavy, and only authors and builds read sources

    lines = _marker_lines(text)
    faults = _stray_text(text, lines)
    cells = jupytext.reads(text, fmt="py:percent").cells
    if not faults and len(cells) != len(lines):
        faults = [
            Fault(1, f"{len(lines)} lines start a cell, but {len(cells)} cells were read; look for `# %%`")
        ]
    refuse(path, faults)
    return [
        SourceCell(cell.cell_type, cell.source, line, _marks_of(cell.metadata))
        for cell, line in zip(cells, lines, strict=True)
    ]


def refuse(path: Path, faults: list[Fault]) -> None:
    """Raise one error that lists all `faults` of `path` in line order; nothing happens if there are none."""
    if faults:
        listed = sorted(faults, key=lambda fault: fault.line)
        raise CourseSourceFaultError("\n".join(f"{path}:{fault.line}: {fault.said}" for fault in listed))


def _marks_of(metadata: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in metadata.items() if key not in _JUPYTEXT_OWN}


def _marker_lines(text: str) -> list[int]:
    """Return the 1-based numbers of the lines that start a cell: `# %%` outside every string."""
    inside = _lines_inside_strings(text)
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if _MARKER.match(line) and number not in inside
    ]


def _lines_inside_strings(text: str) -> set[int]:
    """Return the lines that a string of several lines covers, its first line left out."""
    covered: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.STRING:
                covered |= set(range(token.start[0] + 1, token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError):
        return covered  # half-written code: the fault shows when its cell is compiled
    return covered


def _stray_text(text: str, markers: list[int]) -> list[Fault]:
    """Return faults of text before the first cell, and of cell starts inside strings or solutions."""
    lines = text.splitlines()
    faults: list[Fault] = []
    first = markers[0] if markers else len(lines) + 1
    for number, line in enumerate(lines[: first - 1], start=1):
        if line.strip():
            faults.append(Fault(number, "text before the first `# %%`; every line belongs to a cell"))
            break
    in_region = False
    for number, line in enumerate(lines, start=1):
        if BEGIN_SOLUTION in line or BEGIN_SCHEME in line:
            in_region = True
        elif END_SOLUTION in line or END_SCHEME in line:
            in_region = False
        elif _MARKER.match(line) and (in_region or number not in markers):
            faults.append(Fault(number, "`# %%` inside a cell would split it; write this line another way"))
    return faults
