"""What the steps of "Stale or fresh?" are told from: four cells, their results before and after a change."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.asked import Test, plain_values
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.scene import Cell

_MOST_OFFERED = 12
_LONGEST = 40


@dataclass(frozen=True)
class Results:
    """What the four cells hold: the value chosen, rows that have it, all others, and a line of both."""

    chosen: Cell
    number: int
    others: int

    @property
    def line(self) -> str:
        """The report's line, as `print` writes it."""
        return line_of(self.number, self.chosen, self.others)

    @property
    def cells(self) -> tuple[Cell, Cell, Cell, Cell]:
        """The four results in order."""
        return self.chosen, self.number, self.others, self.line


@dataclass(frozen=True)
class Told:
    """One table's two sets of results, in Python and on a sheet, before and after the first cell changes."""

    table: str
    column: str
    rows: int
    before: Results
    after: Results
    excel_before: Results
    excel_after: Results

    @property
    def half_new(self) -> str:
        """The line made from the new value and the old numbers."""
        return line_of(self.before.number, self.after.chosen, self.before.others)


def line_of(number: int, chosen: Cell, others: int) -> str:
    """Return the report's line: 'U4 5 7'."""
    return f"{chosen} {number} {others}"


def results_of(table: pd.DataFrame, test: Test, *, in_excel: bool = False) -> Results:
    """Return the four results for one value; COUNTIF takes no notice of capitals."""
    number = int((test.in_excel(table) if in_excel else test.of(table)).sum())
    return Results(test.value, number, len(table) - number)


def two_values(values: "pd.Series[Any]") -> tuple[Cell, Cell]:
    """Return two values to change between, met often but not equally, that COUNTIF and pandas count alike."""
    plain, others = plain_values(values)
    found = [*plain, *others]
    many = {
        value: int(count)
        for value, count in zip(map(to_cell, values.value_counts().index), values.value_counts(), strict=True)
    }
    first, *rest = found
    rest.sort(key=lambda value: (value not in plain, many[value] == many[first]))
    return first, rest[0] if rest else _another(first)


def offered(values: "pd.Series[Any]", *shown_before: Cell) -> tuple[Cell, ...]:
    """Return the values that a reader may write in the first cell: those told before, then the commonest."""
    plain, _ = plain_values(values)
    short = [value for value in plain if len(str(value)) <= _LONGEST]
    return tuple(dict.fromkeys([*shown_before, *short]))[:_MOST_OFFERED]


def shown(value: Cell) -> Cell:
    """Return a value as a sheet shows it: True and False in capitals."""
    return str(value).upper() if isinstance(value, bool) else value


def _another(value: Cell) -> Cell:
    """Return a value that no row has, where all rows have one and the same."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"not {value}"
