"""What the steps of a stack are told from: two tables, the rows on screen and all of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.sorts import sort_of

Trap = Literal["places", "half_blank", "types", "rows_twice"]


@dataclass(frozen=True)
class Changed:
    """A column's type in the first table, in the second, and stacked; "" where a table lacks it."""

    name: str
    first: str
    second: str
    stacked: str


@dataclass(frozen=True)
class Pair:
    """Two tables to be put below each other."""

    first: pd.DataFrame
    second: pd.DataFrame

    @property
    def rows(self) -> int:
        """Rows of both."""
        return len(self.first) + len(self.second)

    @cached_property
    def stacked(self) -> pd.DataFrame:
        """Both by name, each row with the index that it had."""
        return pd.concat([self.first, self.second])

    @property
    def only_first(self) -> tuple[str, ...]:
        """Columns that the first table has alone."""
        return tuple(name for name in self.first.columns if name not in self.second.columns)

    @property
    def only_second(self) -> tuple[str, ...]:
        """Columns that the second table has alone."""
        return tuple(name for name in self.second.columns if name not in self.first.columns)

    @property
    def misplaced(self) -> tuple[tuple[str, str], ...]:
        """Columns of the second table that a paste puts under another heading: the name, the heading."""
        each = zip(self.second.columns, self.first.columns, strict=False)
        return tuple((name, heading) for name, heading in each if name != heading)

    @property
    def alike(self) -> tuple[tuple[str, str], ...]:
        """Columns of either table that only capitals or outer spaces part: the first's, the second's."""
        mine = {name.strip().casefold(): name for name in self.only_first}
        bare = ((name.strip().casefold(), name) for name in self.only_second)
        return tuple((mine[key], name) for key, name in bare if key in mine)

    @property
    def blank_cells(self) -> int:
        """Cells that are blank as their table lacks the column."""
        return len(self.second) * len(self.only_first) + len(self.first) * len(self.only_second)

    @property
    def of_two_sorts(self) -> tuple[Changed, ...]:
        """Columns of both that are of one sort in the first table and of another in the second."""
        both = [name for name in self.first.columns if name in self.second.columns]
        return tuple(self._changed(name) for name in both if _differ(self.first[name], self.second[name]))

    @property
    def refused(self) -> str:
        """A column of both that SQL will not stack: dates in one table, numbers in the other; "" if none."""
        sorts = (
            (one.name, {sort_of(table[one.name]) for table in (self.first, self.second)})
            for one in self.of_two_sorts
        )
        return next((name for name, of in sorts if "date" in of and of & {"number", "truth"}), "")

    @property
    def widened(self) -> tuple[Changed, ...]:
        """Columns of one table whose type had to change to hold a blank."""
        each = (self._changed(name) for name in (*self.only_first, *self.only_second))
        return tuple(one for one in each if one.stacked != (one.first or one.second))

    @cached_property
    def again(self) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """True where a row of the stack repeats an earlier one in every column."""
        try:
            return self.stacked.duplicated().to_numpy()
        except TypeError:  # a list in a cell is compared with nothing
            return np.zeros(self.rows, dtype=bool)

    def _changed(self, name: str) -> Changed:
        few = pd.concat([self.first.head(1), self.second.head(1)])
        first, second = (
            str(table[name].dtype) if name in table else "" for table in (self.first, self.second)
        )
        return Changed(name, first, second, str(few[name].dtype))


def _differ(mine: "pd.Series[Any]", theirs: "pd.Series[Any]") -> bool:
    """Return whether two columns hold values of two sorts; one that is blank throughout holds none."""
    return sort_of(mine) != sort_of(theirs) and not (mine.isna().all() or theirs.isna().all())


@dataclass(frozen=True)
class Told:
    """Two tables' samples, all their rows, and what the shown code calls them."""

    table: str
    other: str
    source: str
    """The column that says where a row comes from."""
    sample: Pair
    everything: Pair
    again: tuple[bool, ...]
    """Which rows on screen repeat one above them there, in every column of their tables."""

    @property
    def traps(self) -> tuple[Trap, ...]:
        """The traps that these tables have; each has a step of its own."""
        everything = self.everything
        there: dict[Trap, bool] = {
            "places": bool(everything.misplaced),
            "half_blank": bool(everything.blank_cells),
            "types": bool(everything.of_two_sorts),
            "rows_twice": bool(everything.again.any()),
        }
        return tuple(trap for trap, is_there in there.items() if is_there)


def first_id(at: int) -> str:
    """Return the id that row `at` of the first sample keeps on both sides."""
    return f"first-{at}"


def second_id(at: int) -> str:
    """Return the id that row `at` of the second sample keeps on both sides."""
    return f"second-{at}"


def ids_of(pair: Pair) -> tuple[str, ...]:
    """Return the ids of the rows of a stack, in its order."""
    return (*map(first_id, range(len(pair.first))), *map(second_id, range(len(pair.second))))
