"""What the steps of the duplicates are told from: rows, different ids, and which row is kept of each."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.asked import Answers


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
        return int(self.ids.nunique())

    @property
    def blank(self) -> int:
        """Rows without an id."""
        return int(self.ids.isna().sum())

    @cached_property
    def first(self) -> Answers:
        """True where `drop_duplicates` keeps a row: the first of each id in the file's order, one blank."""
        first: Answers = (~self.ids.duplicated()).to_numpy()
        return first

    @cached_property
    def latest(self) -> Answers:
        """True where a row is the latest of its id: the last of them where two share that day."""
        known = self.ids[self.ids.notna()]
        table = pd.DataFrame({"id": known, "day": self.days[known.index], "at": known.index})
        order = table.sort_values(["day", "at"], na_position="first", kind="stable")
        kept = np.zeros(self.rows, dtype=bool)
        kept[order.drop_duplicates("id", keep="last").index.to_numpy(dtype="int64")] = True
        return kept

    @property
    def other_row(self) -> int:
        """Ids of which the first row in the file is not the latest."""
        return int((self.first & ~self.latest & self.ids.notna().to_numpy()).sum())

    @property
    def ties(self) -> int:
        """Ids whose latest day stands on more than one row."""
        last = self.days.groupby(self.ids).transform("max")
        on_last = self.ids[(self.days == last) & self.ids.notna()]
        return int((on_last.value_counts() > 1).sum())


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
