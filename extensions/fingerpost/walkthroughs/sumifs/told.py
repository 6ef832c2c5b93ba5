"""What the steps of a SUMIFS are told from: one or two tests, a column to add up, and what it comes to."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.asked import Answers, Test
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.scene import Cell


@dataclass(frozen=True)
class Adding:
    """The tests, and the column that is added up: none named means that rows are counted."""

    tests: tuple[Test, ...]
    add: str | None

    @property
    def first(self) -> Test:
        """The test whose column has a group for each value."""
        return self.tests[0]

    def true(self, frame: pd.DataFrame) -> Answers:
        """Return True where a row passes every test in pandas."""
        answers: Answers = np.logical_and.reduce([test.of(frame) for test in self.tests])
        return answers

    def seen(self, frame: pd.DataFrame) -> Answers:
        """Return True where a row passes every test in Excel, which takes no notice of capitals."""
        answers: Answers = np.logical_and.reduce([test.in_excel(frame) for test in self.tests])
        return answers

    def total(self, frame: pd.DataFrame, rows: Answers) -> Cell:
        """Return what some rows add up to, or how many they are."""
        return to_cell(rows.sum() if self.add is None else frame.loc[rows, self.add].sum())


@dataclass(frozen=True)
class Came:
    """What one table comes to: in pandas, in Excel, over all groups and over all rows."""

    rows: int
    passed: int
    total: Cell
    in_excel: Cell
    groups: Cell
    everything: Cell
    blank: int


@dataclass(frozen=True)
class Stored:
    """The sample before its numbers were read from text, what Excel adds up so, and what is no number.

    `in_excel` and `lost` are over all rows; SUMIFS takes text for nothing.
    """

    sample: pd.DataFrame
    in_excel: Cell
    lost: int


@dataclass(frozen=True)
class Told:
    """One table's sample, its tests, and what both come to."""

    table: str
    adding: Adding
    sample: pd.DataFrame
    came: Came
    everything: Came
    stored: Stored | None = None

    @cached_property
    def labels(self) -> tuple[Cell, ...]:
        """The sample's different values of the first column, in pandas' order."""
        values = self.sample[self.adding.first.column].dropna()
        return tuple(to_cell(value) for value in sorted(values.unique()))

    @cached_property
    def true(self) -> tuple[int, ...]:
        """The sample's rows that pass every test."""
        return positions(self.adding.true(self.sample))

    @cached_property
    def by_case(self) -> tuple[int, ...]:
        """The sample's rows that only Excel adds."""
        return positions(self.adding.seen(self.sample) & ~self.adding.true(self.sample))

    @property
    def unit(self) -> str:
        """What is added up, in a word."""
        return self.adding.add or "rows"


def positions(answers: Answers) -> tuple[int, ...]:
    """Return where the answer is True."""
    return tuple(int(at) for at in np.flatnonzero(answers))


def came_to(frame: pd.DataFrame, adding: Adding) -> Came:
    """Return what one table comes to."""
    true, named = adding.true(frame), frame[adding.first.column].notna().to_numpy()
    return Came(
        rows=len(frame),
        passed=int(true.sum()),
        total=adding.total(frame, true),
        in_excel=adding.total(frame, adding.seen(frame)),
        groups=adding.total(frame, named),
        everything=adding.total(frame, np.ones(len(frame), dtype=bool)),
        blank=int((~named).sum()),
    )
