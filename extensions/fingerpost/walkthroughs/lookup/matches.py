"""What a lookup finds: how many rows of one table meet how many of the other, by pandas, SQL and Excel."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Matches:
    """How two tables meet on a key, over all their rows.

    `found` says for each row of the first table how many rows of the other it meets as pandas sees it
    (a blank meets a blank); the totals follow from it. `blank_rows` are the first table's rows that meet
    others only as both are blank, `blank_pairs` the pairs that makes; `by_case` are the rows that VLOOKUP
    finds and a merge does not, `by_space` those that neither finds though only spaces differ. `twice`
    counts the keys the other table has more than once.
    """

    found: Counts
    other_rows: int
    blank_rows: int
    blank_pairs: int
    by_case: int
    by_space: int
    twice: int

    @property
    def rows(self) -> int:
        """Rows of the first table."""
        return len(self.found)

    @property
    def after_left(self) -> int:
        """Rows after a left merge: every row once, or as often as it is found."""
        return int(np.maximum(self.found, 1).sum())

    @property
    def after_inner(self) -> int:
        """Rows after an inner merge: those that are found, as often as they are."""
        return int(self.found.sum())

    @property
    def unmatched(self) -> int:
        """Rows of the first table that meet nothing."""
        return int((self.found == 0).sum())

    @property
    def grown(self) -> int:
        """Rows that a left merge adds."""
        return self.after_left - self.rows

    @property
    def after_left_join(self) -> int:
        """Rows after SQL's LEFT JOIN, in which a blank meets nothing."""
        return self.after_left - (self.blank_pairs - self.blank_rows)

    @property
    def after_join(self) -> int:
        """Rows after SQL's JOIN, in which a blank meets nothing."""
        return self.after_inner - self.blank_pairs

    @property
    def unmatched_in_sql(self) -> int:
        """Rows that meet nothing in SQL."""
        return self.unmatched + self.blank_rows


def match_everything(left: pd.DataFrame, other: pd.DataFrame, *, key: str) -> Matches:
    """Return how `left` and `other` meet on the column `key`; neither is copied row by row."""
    mine, theirs = _codes(left[key], other[key])
    found = _times(mine, theirs)
    folded = _times(*_codes(_as_read(left[key], case=True), _as_read(other[key], case=True)))
    bare = _times(*_codes(_as_read(left[key], space=True), _as_read(other[key], space=True)))
    blank_here, blank_there = int((mine == -1).sum()), int((theirs == -1).sum())
    return Matches(
        found=found,
        other_rows=len(other),
        blank_rows=blank_here if blank_there else 0,
        blank_pairs=blank_here * blank_there,
        by_case=int(((found == 0) & (folded > 0)).sum()),
        by_space=int(((found == 0) & (bare > 0)).sum()),
        twice=int((np.bincount(theirs + 1) > 1).sum()) if len(theirs) else 0,
    )


def _codes(left: "pd.Series[Any]", other: "pd.Series[Any]") -> tuple[Counts, Counts]:
    """Return numbers in place of both columns' values, the same for the same value; -1 is a blank."""
    codes, _ = pd.factorize(pd.concat([left, other], ignore_index=True))
    return codes[: len(left)], codes[len(left) :]


def _times(mine: Counts, theirs: Counts) -> Counts:
    """Return, for each of `mine`, how often it stands in `theirs`; blanks count as one value."""
    size = int(max(mine.max(initial=-1), theirs.max(initial=-1))) + 2
    return np.bincount(theirs + 1, minlength=size)[mine + 1].astype(np.int64)


def _as_read(values: "pd.Series[Any]", *, case: bool = False, space: bool = False) -> "pd.Series[Any]":
    """Return text without its capitals or outer spaces, everything else as it is."""
    if not pd.api.types.is_string_dtype(values):
        return values
    read = values.str.casefold() if case else values
    return read.str.strip() if space else read
