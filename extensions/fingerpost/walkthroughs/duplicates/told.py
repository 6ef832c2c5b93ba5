"""What the steps of the duplicates are told from: rows, different ids, and which row is kept of each."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from fingerpost.walkthroughs.asked import Answers

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Kept:
    """One table's ids and days, and which rows each way keeps."""

    ids: "pd.Series[str]"
    days: "pd.Series[pd.Timestamp]"

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    @property
    def different(self) -> int:
        """Different ids, blanks left out."""
        _, different = self._codes
        return different

    @property
    def blank(self) -> int:
        """Rows without an id."""
        return int((self.codes == -1).sum())

    @cached_property
    def first(self) -> Answers:
        """True where `drop_duplicates` keeps a row: the first of each id in the file's order, one blank."""
        first: Answers = (~pd.Series(self.codes).duplicated()).to_numpy()
        return first

    @cached_property
    def latest(self) -> Answers:
        """True where a row is the latest of its id: the last of them where two share that day."""
        kept = np.zeros(self.rows, dtype=bool)
        kept[self._last] = True
        return kept

    @property
    def other_row(self) -> int:
        """Ids of which the first row in the file is not the latest."""
        return int((self.first & ~self.latest & (self.codes != -1)).sum())

    @cached_property
    def ties(self) -> int:
        """Ids whose latest day stands on more than one row."""
        day, known = self.days.to_numpy(), self.codes != -1
        on_last = self.codes[known][
            day[known] == day[self._last][self.codes[known]]
        ]  # no day is no day's equal
        return int((np.bincount(on_last) > 1).sum())

    @property
    def codes(self) -> Codes:
        """A number in place of each id, the same for the same id; -1 is a blank."""
        codes, _ = self._codes
        return codes

    @cached_property
    def _codes(self) -> tuple[Codes, int]:
        """The numbers in place of ids, and how many different ones there are."""
        codes, different = pd.factorize(self.ids)
        return codes, len(different)

    @cached_property
    def _last(self) -> Codes:
        """For each id, by its number, the row of its latest day; no day at all comes before every day."""
        order = np.argsort(self.days.to_numpy().astype("int64"), kind="stable")  # NaT is the least number
        order = order[self.codes[order] != -1]
        last = np.full(self.different, -1, dtype=np.intp)
        last[self.codes[order]] = order  # of rows with one number, the last in this order stays
        return last


@dataclass(frozen=True)
class Told:
    """One table's sample and columns, and what is kept of the sample and of all rows."""

    table: str
    column: str
    day: str
    written: str
    sample: pd.DataFrame
    kept: Kept
    everything: Kept
    one: str
    several: str


def positions(answers: Answers) -> tuple[int, ...]:
    """Return where the answer is True."""
    return tuple(int(at) for at in np.flatnonzero(answers))
