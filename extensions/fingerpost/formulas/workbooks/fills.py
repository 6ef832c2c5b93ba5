"""A workbook's formulas collapsed: columns filled down, cells by themselves, what breaks a fill."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fingerpost.formulas.tree import address, column_letters
from fingerpost.formulas.workbooks.opening import Page, Workbook
from fingerpost.formulas.workbooks.patterns import relative
from fingerpost.formulas.workbooks.regions import Region

_LEAST_PART = 3  # rows: what is filled over fewer is a cell by itself, or a break in a fill


@dataclass(frozen=True, eq=False)
class Fill:
    """One formula filled down rows of a table's column; `text` is as typed in its first row, `row`.

    `region` is None for a cell by itself.
    """

    page: Page
    column: int
    rows: tuple[int, ...]
    text: str
    region: Region | None = None

    @property
    def row(self) -> int:
        """The first row it stands in."""
        return self.rows[0]

    @property
    def where(self) -> str:
        """The cells it stands in, such as `F5:F412`."""
        first = address(self.rows[0], self.column)
        return first if len(self.rows) == 1 else f"{first}:{address(self.rows[-1], self.column)}"

    @property
    def letters(self) -> str:
        """The letters of its column."""
        return column_letters(self.column)

    @property
    def heading(self) -> str:
        """The name of its column."""
        assert self.region is not None  # noqa: S101 - only columns of a table are asked
        return self.region.names[self.column - self.region.left]


class Breaks(NamedTuple):
    """What stands in a filled column in place of its formula: other formulas, values typed in, by row."""

    page: Page
    column: int
    formulas: tuple[tuple[int, str], ...]
    typed: tuple[int, ...]


def fills_of(workbook: Workbook, regions: list[Region]) -> tuple[list[Fill], list[Breaks]]:
    """Return every formula of a workbook as fills, sheet by sheet, and what breaks them."""
    fills: list[Fill] = []
    breaks: list[Breaks] = []
    for page in workbook.pages:
        left = dict(page.formulas)
        for region in (one for one in regions if one.page is page):
            for column in range(region.left, region.right + 1):
                inside = {row: left.pop((row, column)) for row in region.rows if (row, column) in left}
                found, broken = _column(region, column, inside)
                fills += found
                breaks += broken
        fills += [Fill(page, column, (row,), text) for (row, column), text in sorted(left.items())]
    return fills, breaks


def _column(region: Region, column: int, inside: dict[int, str]) -> tuple[list[Fill], list[Breaks]]:
    """Return one column's fills: parts of three rows or more; where there is none, each cell by itself."""
    parts: dict[str, list[int]] = {}
    for row, text in inside.items():
        parts.setdefault(relative(text, row, column), []).append(row)
    least = min(_LEAST_PART, len(region.rows))
    long = [rows for rows in parts.values() if len(rows) >= least]
    if not long:
        return [Fill(region.page, column, (row,), text) for row, text in inside.items()], []
    long.sort(key=len, reverse=True)
    fills = [Fill(region.page, column, tuple(rows), inside[rows[0]], region) for rows in long]
    filled = {row for rows in long for row in rows}
    odd = tuple((row, text) for row, text in inside.items() if row not in filled)
    first, last = min(filled), max(filled)
    typed = tuple(
        row
        for row in range(first, last + 1)
        if row not in inside and region.page.value(row, column) is not None
    )
    others = tuple((rows[0], inside[rows[0]]) for rows in long[1:])
    if not (odd or typed or others):
        return fills, []
    return fills, [Breaks(region.page, column, tuple(sorted((*odd, *others))), typed)]


def in_order(fills: list[Fill], reads: "dict[Fill, list[Fill]]") -> Iterator[tuple[Fill, bool]]:
    """Give fills, each after those it reads; the second value says that it needs its own value (a circle)."""
    state: dict[Fill, int] = {}
    circular: set[Fill] = set()
    for fill in fills:
        yield from _visited(fill, reads, state, circular)


def _visited(
    start: Fill, reads: "dict[Fill, list[Fill]]", state: dict[Fill, int], circular: set[Fill]
) -> Iterator[tuple[Fill, bool]]:
    """Walk down without recursion: a running balance of single cells is a chain of thousands."""
    waiting = [(start, iter(reads.get(start, ())))] if start not in state else []
    state.setdefault(start, 1)
    while waiting:
        fill, rest = waiting[-1]
        following = next(rest, None)
        if following is None:
            waiting.pop()
            state[fill] = 2
            yield fill, fill in circular
        elif following not in state:
            state[following] = 1
            waiting.append((following, iter(reads.get(following, ()))))
        elif state[following] == 1:
            circular.add(fill)
