"""What the eight steps of a pivot are told from."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.pivot.alike import Alike, find_alike
from fingerpost.walkthroughs.pivot.counts import Counts
from fingerpost.walkthroughs.pivot.tables import Layout
from fingerpost.walkthroughs.scene import Cell
from fingerpost.walkthroughs.words import Words


@dataclass(frozen=True)
class Star:
    """The value that shows why rows are not things: its rows' positions, and how many piles it is in."""

    value: Cell
    members: tuple[int, ...]
    piles: int


@dataclass(frozen=True)
class Told:
    """One table's sample and numbers, the words for it, and where things stand on the sheet."""

    words: Words
    sample: pd.DataFrame
    counts: Counts
    everything: Counts
    layout: Layout
    star: Star | None
    total_as_numbers: float | None = None
    """What all rows of the counted column come to, if it holds text that one would add up as numbers."""

    @property
    def waiting(self) -> tuple[int, ...]:
        """The positions of the sample's rows that have no pile."""
        return next((pile.members for pile in self.counts.piles if pile.key is None), ())

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """Labels of all rows that only capitals or outer spaces tell apart."""
        return find_alike(self.everything.piles)

    @property
    def sums_first(self) -> bool:
        """Whether Excel may take the counted ids for numbers, and so put their sum into a PivotTable."""
        ids = self.sample[self.words.count].dropna()
        return self.total_as_numbers is None and bool(ids.astype(str).str.fullmatch(r"\d+").all())

    @property
    def tells_alike(self) -> bool:
        """Whether labels alike have a step: numbers that are text need it more, and ten are enough."""
        return bool(self.alike) and self.total_as_numbers is None

    @property
    def crossing(self) -> int:
        """How many values of the sample stand in more than one pile."""
        pairs = self.sample[[self.words.rows, self.words.count]].drop_duplicates()
        return int((pairs.groupby(self.words.count, sort=False).size() > 1).sum())


def star_of(sample: pd.DataFrame, *, rows: str, count: str) -> Star | None:
    """Return the value in most piles, then with most rows, among those with several rows, if any."""
    grouped = sample.groupby(count, sort=False)[rows]
    seen = pd.DataFrame({"piles": grouped.nunique(dropna=False), "rows": grouped.size()})
    several = seen[seen["rows"] > 1].sort_values(["piles", "rows"], ascending=False, kind="stable")
    if several.empty:
        return None
    value = several.index[0]
    members = tuple(int(at) for at in sample.index[(sample[count] == value).fillna(value=False)])
    return Star(to_cell(value), members, int(several["piles"].iloc[0]))
