"""What the steps of a filter are told from: two tests, and how many rows each keeps."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.asked import Answers, Test
from fingerpost.walkthroughs.scene import Cell
from fingerpost.walkthroughs.text_numbers import as_numbers


@dataclass(frozen=True)
class Kept:
    """How many rows of one table the tests keep; `by_case` counts rows only AutoFilter would show.

    `otherwise` counts rows that only capitals or outer spaces keep from passing the first test.
    """

    rows: int
    first: int
    both: int
    blank: int
    by_case: int
    otherwise: int

    @property
    def others(self) -> int:
        """Rows that `!=` keeps in pandas, the blank ones among them."""
        return self.rows - self.first


@dataclass(frozen=True)
class AsText:
    """Numbers that are text, in a column or in what was asked for.

    `asked` is the value as it was asked for, if no row holds it so. `more` says how many rows of all are more
    than the value as text and as numbers, if the column holds numbers that one would put in order.
    """

    asked: Cell
    more: tuple[int, int] | None


@dataclass(frozen=True)
class Told:
    """One table's sample and tests, with what they keep of the sample and of all rows."""

    table: str
    sample: pd.DataFrame
    first: Test
    second: Test | None
    kept: Kept
    everything: Kept
    labels: tuple[Cell, ...]
    """The index of the sample's rows, as the DataFrame has it."""
    as_text: AsText | None = None

    @property
    def blank(self) -> tuple[int, ...]:
        """The sample's rows that have no value to be tested."""
        return _positions(self.sample[self.first.column].isna().to_numpy())

    @property
    def true(self) -> tuple[int, ...]:
        """The sample's rows that the first test keeps."""
        return _positions(self.first.of(self.sample))

    @property
    def both(self) -> tuple[int, ...]:
        """The sample's rows that both tests keep."""
        answers = self.first.of(self.sample)
        return _positions(answers & self.second.of(self.sample)) if self.second else _positions(answers)

    @property
    def otherwise(self) -> tuple[int, ...]:
        """The sample's rows that only capitals or outer spaces keep from passing the first test."""
        return _positions(self.first.written_otherwise(self.sample))

    @property
    def more(self) -> tuple[int, ...]:
        """The sample's rows that are more than the value, both read as numbers."""
        return _positions(more_as_numbers(self.sample, self.first))

    @property
    def hidden(self) -> tuple[int, ...]:
        """The sample's rows that AutoFilter hides."""
        return _positions(~self.first.in_excel(self.sample))


def more_as_numbers(frame: pd.DataFrame, test: Test) -> Answers:
    """Return True where a row's text, read as a number, is more than the value."""
    return (as_numbers(frame[test.column]) > float(str(test.value))).to_numpy()


def count_kept(frame: pd.DataFrame, first: Test, second: Test | None) -> Kept:
    """Return how many rows of `frame` the tests keep."""
    answers = first.of(frame)
    both = answers & second.of(frame) if second else answers
    return Kept(
        rows=len(frame),
        first=int(answers.sum()),
        both=int(both.sum()),
        blank=int(frame[first.column].isna().sum()),
        by_case=int((first.in_excel(frame) & ~answers).sum()),
        otherwise=int(first.written_otherwise(frame).sum()),
    )


def _positions(answers: Answers) -> tuple[int, ...]:
    return tuple(int(at) for at in np.flatnonzero(answers))
