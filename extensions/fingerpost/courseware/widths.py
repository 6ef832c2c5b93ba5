"""Lines of code that a learner would have to scroll sideways for, as faults with their line."""

import re
from collections.abc import Iterable, Iterator

from fingerpost.courseware.cells import Fault, SourceCell
from fingerpost.courseware.ordering import ODD, REASON
from fingerpost.courseware.practice import gaps_in

MOST_CHARACTERS = 100
"""Of a line of code on a page.

JupyterLab 4.6 in a window of 1280 by 800 pixels, with its file browser open as it is at first and a scroll
bar, leaves a code cell 831 pixels: 105 characters of DejaVu Sans Mono at 13 pixels, which is as wide as Menlo
and wider than Consolas. Five are to spare, for a wider scroll bar or file browser. A test of the pages
around a lesson measures it anew.
"""
BROKEN = "# broken: "
"""Stands before a line that no tool can read, in a cell that shows an error on purpose."""

_FENCE = re.compile(r"\s*(```|~~~)")


def faults_of_width(cell: SourceCell) -> list[Fault]:
    """Return a fault for each line of code that is too wide, in a code cell or fenced in words."""
    lines = _of_code(cell) if cell.kind == "code" else _fenced(cell)
    return [Fault(cell.line + place, said) for place, line in lines for said in too_wide([line])]


def too_wide(lines: Iterable[str]) -> list[str]:
    """Return a sentence for each line that is too wide."""
    return [
        f"this code has {len(line)} characters in a line, and {MOST_CHARACTERS} are seen without scrolling; "
        f"break it: {line.strip()}"
        for line in lines
        if len(line) > MOST_CHARACTERS
    ]


def _of_code(cell: SourceCell) -> Iterator[tuple[int, str]]:
    """Yield what learners get of each line, with its place: of a gap, what is left and what was there."""
    gaps = {gap.last: gap for gap in gaps_in(cell.source)}
    for place, line in enumerate(cell.source.splitlines()):
        if gap := gaps.get(place):
            yield place + 1, gap.left
            yield place + 1, gap.taken_out.splitlines()[-1]
        elif line.startswith(ODD):
            yield place + 1, line.removeprefix(ODD).partition(REASON)[0]
        else:
            yield place + 1, line.removeprefix(BROKEN)


def _fenced(cell: SourceCell) -> Iterator[tuple[int, str]]:
    inside = False
    for place, line in enumerate(cell.source.splitlines(), start=1):
        if _FENCE.match(line):
            inside = not inside
        elif inside:
            yield place, line
