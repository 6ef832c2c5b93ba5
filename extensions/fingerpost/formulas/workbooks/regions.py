"""The tables on a sheet: where each one's headings are, where its data begin and end, its columns' names.

Excel's own tables are taken as they are. Elsewhere a row of headings is one in which at least two cells side
by side hold texts, with data below; its table goes on while the rows below are alike, blank ones let through.
"""

import builtins
import keyword
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fingerpost.formulas.tree import column_letters
from fingerpost.formulas.workbooks.loading import headings
from fingerpost.formulas.workbooks.opening import NamedTable, Page, Workbook
from fingerpost.formulas.workbooks.patterns import relative

_MOST_BLANK_ROWS = 3  # blank rows inside a table; more of them end it
_RESERVED = frozenset(
    {"pd", "np", "re", "cells", "sheets", "openpyxl", "duckdb", "date", "time", "serial", "same"}
)


@dataclass(frozen=True, eq=False)
class Region:
    """A table on a sheet, rows and columns counted from 1; `header` is 0 where it has no headings."""

    page: Page
    name: str
    header: int
    last: int
    left: int
    right: int
    names: tuple[str, ...]
    excel_name: str = ""

    @property
    def first(self) -> int:
        """The first row of data."""
        return self.header + 1

    @property
    def rows(self) -> range:
        """The rows of data."""
        return range(self.first, self.last + 1)

    @property
    def letters(self) -> str:
        """The columns as Excel writes them, such as `A:F`."""
        return f"{column_letters(self.left)}:{column_letters(self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell is one of the data."""
        return self.first <= row <= self.last and self.left <= column <= self.right


def regions_of(workbook: Workbook) -> list[Region]:
    """Return every table of a workbook, sheet by sheet, each with a name that Python can use."""
    taken: set[str] = set(_RESERVED)
    found: list[Region] = []
    for page in workbook.pages:
        named = [table for table in workbook.tables if table.sheet == page.name and table.header_rows]
        blocks = [*(_of_excel(table) for table in named), *_found_on(page, named)]
        for block, excel_name in sorted(blocks):
            top, bottom, left, right = block
            heads = [page.value(top, column) for column in range(left, right + 1)]
            name = _variable(excel_name or page.name, taken)
            names = tuple(headings(heads, left - 1))
            found.append(Region(page, name, top, bottom, left, right, names, excel_name))
    return found


_Block = tuple[int, int, int, int]


def _of_excel(table: NamedTable) -> tuple[_Block, str]:
    return (table.top, table.bottom - table.totals_rows, table.left, table.right), table.name


def _variable(text: str, taken: set[str]) -> str:
    """Return a Python name made of a sheet's or a table's, different from all before it."""
    plain = re.sub(r"\W+", "_", text.lower(), flags=re.ASCII).strip("_") or "sheet"
    plain = (
        f"sheet_{plain}"
        if plain[0].isdigit() or keyword.iskeyword(plain) or hasattr(builtins, plain)
        else plain
    )
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    taken.add(name)
    return name


def _found_on(page: Page, named: list[NamedTable]) -> Iterator[tuple[_Block, str]]:
    """Give the blocks of a sheet that are no tables of Excel's own."""
    covered = [(table.top, table.bottom, table.left, table.right) for table in named]
    row = 1
    ended: dict[int, int] = {}
    while row < len(page.lines):
        for left, right in _runs(page, row):
            if any(ended.get(column, 0) >= row for column in range(left, right + 1)):
                continue
            if any(
                top <= row <= bottom and start <= right and left <= end for top, bottom, start, end in covered
            ):
                continue
            last = _last_row(page, row, left, right)
            if last > row:
                right = _widened(page, row, last, right)  # noqa: PLW2901 - columns of formulas without a heading belong to it
                ended.update(dict.fromkeys(range(left, right + 1), last))
                yield (row, last, left, right), ""
        row += 1


def _runs(page: Page, row: int) -> Iterator[tuple[int, int]]:
    """Give the runs of headings in a row: at least two cells side by side, most of them texts, no formula."""
    line = page.lines[row - 1]
    start = 0
    for column in range(1, len(line) + 2):
        is_filled = column <= len(line) and line[column - 1] is not None
        if is_filled and not start:
            start = column
        if not is_filled and start:
            cells = line[start - 1 : column - 1]
            texts = sum(isinstance(cell, str) for cell in cells)
            formulas = sum((row, place) in page.formulas for place in range(start, column))
            enough = texts == len(cells) if len(cells) == 2 else texts * 2 >= len(cells)  # noqa: PLR2004 - a pair may be a label and its value
            if len(cells) > 1 and enough and isinstance(cells[0], str) and not formulas:
                yield start, column - 1
            start = 0


def _widened(page: Page, header: int, last: int, right: int) -> int:
    """Return the last column of a table, those included that hold formulas in most rows under no heading."""
    while page.value(header, right + 1) is None:
        filled = sum((row, right + 1) in page.formulas for row in range(header + 1, last + 1))
        if filled * 2 < last - header:
            break
        right += 1
    return right


def _kind(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    return (
        "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__
    )


def _last_row(page: Page, header: int, left: int, right: int) -> int:
    """Return the last row of the table under a row of headings, totals under it left out."""
    kinds: list[Counter[str]] = [Counter() for _ in range(left, right + 1)]
    last, blanks = header, 0
    for row in range(header + 1, len(page.lines) + 1):
        cells = [page.value(row, column) for column in range(left, right + 1)]
        has_formula = any((row, column) in page.formulas for column in range(left, right + 1))
        if all(cell is None for cell in cells) and not has_formula:
            blanks += 1
            if blanks > _MOST_BLANK_ROWS:
                break
            continue
        if blanks and not _fits(cells, kinds):
            break
        for counter, cell in zip(kinds, cells, strict=True):
            if cell is not None:
                counter[_kind(cell)] += 1
        last, blanks = row, 0
    return _without_totals(page, header, last, left, right)


def _fits(cells: list[Any], kinds: "list[Counter[str]]") -> bool:
    """Tell whether a row after a blank one is of the same table: most cells of a kind met in their column."""
    filled = [(cell, counter) for cell, counter in zip(cells, kinds, strict=True) if cell is not None]
    alike = sum(_kind(cell) in counter for cell, counter in filled)
    return len(filled) * 2 >= len(cells) and alike == len(filled)


def _without_totals(page: Page, header: int, last: int, left: int, right: int) -> int:
    """Return the last row above those that add up the rows above them."""
    while last > header + 1 and (
        _is_total(page, header, last, left, right)
        or all(page.value(last, column) is None for column in range(left, right + 1))
    ):
        last -= 1
    return last


def _is_total(page: Page, header: int, row: int, left: int, right: int) -> bool:
    label = page.value(row, left)
    if isinstance(label, str) and re.match(r"(?:grand |sub)?total\b", label.strip(), re.IGNORECASE):
        return True
    for column in range(left, right + 1):
        text = page.formulas.get((row, column))
        if text is None or not re.match(r"=(?:SUM|AVERAGE|COUNTA?|SUBTOTAL|MAX|MIN)\(", text, re.IGNORECASE):
            continue
        above = page.formulas.get((row - 1, column))
        if above is None or relative(above, row - 1, column) != relative(text, row, column):
            letters = column_letters(column)
            if re.search(rf"\(\s*(?:\d+\s*,\s*)?\$?{letters}\$?(?:{header}|{header + 1})\s*:", text):
                return True
    return False
