"""What the steps of a fill-down are told from: a column, one fixed value, and what each way makes of it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.days import in_words, serial
from fingerpost.walkthroughs.scene import Cell

ADDED = 3
"""Rows that were pasted below after the formula was dragged, where the table has as many and more."""


@dataclass(frozen=True)
class Work:
    """One column's arithmetic: days from a date until a fixed day, or a number less a fixed number."""

    column: str
    fixed_name: str
    fixed: pd.Timestamp | float
    made: str

    @property
    def on_dates(self) -> bool:
        """Whether the column holds dates."""
        return isinstance(self.fixed, pd.Timestamp)

    @property
    def fixed_cell(self) -> Cell:
        """The fixed value as a cell."""
        return to_cell(self.fixed)

    @property
    def fixed_said(self) -> str:
        """The fixed value in prose."""
        return in_words(self.fixed) if isinstance(self.fixed, pd.Timestamp) else str(self.fixed_cell)

    def of(self, frame: pd.DataFrame) -> "pd.Series[Any]":
        """Return the new column as pandas makes it: blank where the column is blank."""
        if isinstance(self.fixed, pd.Timestamp):
            days: pd.Series[Any] = (self.fixed - frame[self.column]).dt.days
            return days
        return frame[self.column] - self.fixed

    def in_excel(self, frame: pd.DataFrame) -> "pd.Series[Any]":
        """Return what the formula gives in every row: a blank counts as 0, which as a date is in 1900."""
        of_blank = serial(self.fixed) if isinstance(self.fixed, pd.Timestamp) else -self.fixed
        return self.of(frame).fillna(of_blank)


@dataclass(frozen=True)
class Sums:
    """What the new column adds up to over one table."""

    rows: int
    blank: int
    added: int
    whole: Cell
    dragged: Cell
    missed: Cell

    @property
    def short(self) -> bool:
        """Whether the rows without a formula would have changed the sum."""
        return self.missed != 0


@dataclass(frozen=True)
class Told:
    """One table's sample and sums, and the arithmetic it shows."""

    table: str
    work: Work
    sample: pd.DataFrame
    sums: Sums
    everything: Sums
    labels: tuple[Cell, ...]
    """The index of the sample's rows, as the DataFrame has it."""

    @property
    def blank(self) -> tuple[int, ...]:
        """The sample's rows with nothing to work on."""
        column = self.sample[self.work.column].isna()
        return tuple(at for at, empty in enumerate(column) if empty)

    @property
    def dragged(self) -> int:
        """How many of the sample's rows have the formula: the first so many."""
        return self.sums.rows - self.sums.added


def sums_of(frame: pd.DataFrame, work: Work) -> Sums:
    """Return what the column adds up to: in pandas, and dragged short of the last rows in Excel."""
    added = min(ADDED, len(frame) - 1)
    in_excel = work.in_excel(frame)
    return Sums(
        rows=len(frame),
        blank=int(frame[work.column].isna().sum()),
        added=added,
        whole=to_cell(work.of(frame).sum()),
        dragged=to_cell(in_excel.iloc[: len(frame) - added].sum()),
        missed=to_cell(in_excel.iloc[len(frame) - added :].sum()),
    )
