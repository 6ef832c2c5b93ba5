"""What the steps of a lookup are told from."""

from dataclasses import dataclass, replace

import pandas as pd

from fingerpost.walkthroughs.lookup.matches import Matches
from fingerpost.walkthroughs.quoting import quoted, sql_name


@dataclass(frozen=True)
class Names:
    """What the shown code calls the tables, the key and the column that is looked up."""

    table: str
    other: str
    key: str
    take: str

    @property
    def sql(self) -> "Names":
        """The same names as SQL writes them."""
        return Names(*(sql_name(name) for name in (self.table, self.other, self.key, self.take)))

    @property
    def pandas(self) -> "Names":
        """The tables as they are, the columns in quotes."""
        return Names(self.table, self.other, quoted(self.key), quoted(self.take))


@dataclass(frozen=True)
class Stored:
    """Both tables as they are stored, and how many of the first one's rows are found so and as text.

    `refuses` says that pandas will not merge them; `mine` and `theirs` say which key is to be made text.
    """

    left: pd.DataFrame
    other: pd.DataFrame
    found: int
    found_as_text: int
    refuses: bool
    mine: bool
    theirs: bool

    def cut(self, chosen: list[int], met: list[int]) -> "Stored":
        """Return the same with the rows alone that are on screen."""
        return replace(
            self,
            left=self.left.iloc[chosen].reset_index(drop=True),
            other=self.other.iloc[met].reset_index(drop=True),
        )


@dataclass(frozen=True)
class Told:
    """Two tables' samples, how each of their rows meet, and how all rows of the whole tables do."""

    names: Names
    left: pd.DataFrame
    other: pd.DataFrame
    pairs: tuple[tuple[int, ...], ...]
    """For each row of the left sample, the positions of the other sample's rows it meets."""
    by_case: tuple[int, ...]
    """The left sample's rows that only VLOOKUP finds."""
    blanks: pd.DataFrame
    """Up to three of the other table's rows whose key is blank."""
    sample: Matches
    everything: Matches
    stored: Stored | None = None
    """The tables before their keys were made text, if they were."""

    @property
    def tells_capitals(self) -> bool:
        """Whether capitals have a step: not where numbers are text and keys blank as well, ten are enough."""
        others = self.stored is not None and self.everything.blank_pairs > 0
        return bool(self.everything.by_case and self.by_case) and not others

    @property
    def several(self) -> tuple[int, ...]:
        """The left sample's rows that meet more than one row."""
        return tuple(at for at, met in enumerate(self.pairs) if len(met) > 1)

    @property
    def alone(self) -> tuple[int, ...]:
        """The left sample's rows that meet none."""
        return tuple(at for at, met in enumerate(self.pairs) if not met)

    @property
    def twice(self) -> tuple[int, ...]:
        """The other sample's rows whose key stands there more than once."""
        marked = self.other[self.names.key].duplicated(keep=False).to_numpy()
        return tuple(int(at) for at in marked.nonzero()[0])
