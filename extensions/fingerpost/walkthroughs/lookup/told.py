"""What the steps of a lookup are told from."""

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.lookup.matches import Matches
from fingerpost.walkthroughs.lookup.shared import SharedColumn
from fingerpost.walkthroughs.quoting import quoted, sql_name


@dataclass(frozen=True)
class Names:
    """What the shown code calls the tables, the key and the column that is looked up.

    `suffix` stands behind that column in the result, where the first table has a column of its name.
    """

    table: str
    other: str
    key: str
    take: str
    suffix: str = ""

    @property
    def answer(self) -> str:
        """What the column that is looked up is called in the result."""
        return self.take + self.suffix

    @property
    def plain(self) -> "Names":
        """The same names before anything is put behind the answer."""
        return replace(self, suffix="")

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


FOUND_WHERE = "_merge"
"""The column that `indicator=True` adds, under the name that pandas gives it."""
Trap = Literal["as_text", "one_name", "blanks", "capitals", "selecting"]
_MOST_TRAPS = 2
"""A lookup has eight steps without one, and ten are enough."""


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
    shared: SharedColumn | None = None
    """A column besides the key that both tables have, if there is one."""
    whole: pd.DataFrame | None = None
    """The other sample with that column."""
    can_mark: bool = True
    """Whether merge can say where a row was found: pandas stops where a column has that name already."""

    @property
    def found(self) -> tuple[Trap, ...]:
        """The traps that these tables have, those first that change the code or the number of rows."""
        shared = self.shared
        there: dict[Trap, bool] = {
            "as_text": self.stored is not None,
            "one_name": shared is not None and shared.is_answer,
            "blanks": self.everything.blank_pairs > 0,
            "capitals": bool(self.everything.by_case and self.by_case),
            "selecting": shared is not None and not shared.is_answer,
        }
        return tuple(trap for trap, is_there in there.items() if is_there)

    @property
    def traps(self) -> tuple[Trap, ...]:
        """The traps that have a step of their own."""
        return self.found[:_MOST_TRAPS]

    @property
    def crowded(self) -> tuple[Trap, ...]:
        """The traps that are told in a line, for there is no room for a step."""
        return self.found[_MOST_TRAPS:]

    @property
    def at_first(self) -> Names:
        """The names until the step of one name: the answer's own, if pandas would merge them at all."""
        return self.names if self.shared and self.shared.refused else self.names.plain

    @property
    def unlike(self) -> tuple[tuple[int, int], ...]:
        """The pairs on screen, of each row and how manieth it met, whose values of one name differ."""
        if self.shared is None or self.whole is None:
            return ()
        mine, theirs = self.left[self.shared.name], self.whole[self.shared.name]
        return tuple(
            (at, nth)
            for at, pairs in enumerate(self.pairs)
            for nth, met in enumerate(pairs)
            if to_cell(mine.iloc[at]) != to_cell(theirs.iloc[met])
        )

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
