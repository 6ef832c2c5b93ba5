"""What a lookup finds: how many rows of one table meet how many of the other, by pandas, SQL and Excel."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fingerpost.walkthroughs.lookup.keys import Codes, ReadKeys


@dataclass(frozen=True)
class Matches:
    """How two tables meet on a key, over all their rows.

    `found` says for each row of the first table how many rows of the other it meets as pandas sees it
    (a blank meets a blank); the totals follow from it. `blank_rows` are the first table's rows that meet
    others only as both are blank, `blank_pairs` the pairs that makes; `only_by_case` says which rows VLOOKUP
    finds and a merge does not, `by_space` counts those that neither finds though only spaces differ. `twice`
    counts the keys the other table has more than once.
    """

    found: Codes
    only_by_case: npt.NDArray[np.bool_]
    other_rows: int
    blank_rows: int
    blank_pairs: int
    by_space: int
    twice: int

    @property
    def by_case(self) -> int:
        """Rows of the first table that only VLOOKUP finds."""
        return int(self.only_by_case.sum())

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


def match_everything(keys: ReadKeys) -> Matches:
    """Return how two tables with these keys meet, over all their rows."""
    exact = keys.exact
    found = exact.found()
    by_case = (found == 0) & (keys.folded.found() > 0)
    blank_here, blank_there = int((exact.mine == -1).sum()), int((exact.theirs == -1).sum())
    return Matches(
        found=found,
        only_by_case=by_case,
        other_rows=len(exact.theirs),
        blank_rows=blank_here if blank_there else 0,
        blank_pairs=blank_here * blank_there,
        by_space=int(((found == 0) & (keys.bare.found() > 0)).sum()),
        twice=int((np.bincount(exact.theirs + 1) > 1).sum()) if len(exact.theirs) else 0,
    )
