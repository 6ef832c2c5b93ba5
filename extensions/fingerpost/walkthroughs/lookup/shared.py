"""A column that both tables have besides the key: what a merge calls the two, and where they differ."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fingerpost.walkthroughs.lookup.keys import Keys

Truths = npt.NDArray[np.bool_]
PLAIN = ("_x", "_y")
"""What merge puts behind two columns of one name, unless it is told otherwise."""


@dataclass(frozen=True)
class Compared:
    """How the rows of the first table that meet one compare with the first they meet, over all rows."""

    met: int
    differs: Truths
    """For each row of the first table whether it met one with another value; a blank is one."""

    @property
    def differing(self) -> int:
        """Rows whose two values differ."""
        return int(self.differs.sum())


@dataclass(frozen=True)
class SharedColumn:
    """One column of two tables: `more` are the further ones that both have.

    `is_answer` says that it is the one looked up. `refused` is a column that is there already under a
    name that merge would give: pandas then does not merge at all.
    """

    name: str
    more: tuple[str, ...]
    is_answer: bool
    refused: str
    compared: Compared

    @property
    def renamed(self) -> tuple[str, str]:
        """What merge calls the two if it is told nothing."""
        return self.name + PLAIN[0], self.name + PLAIN[1]


def shared_column(
    left: pd.DataFrame, right: pd.DataFrame, keys: Keys, *, key: str, take: str
) -> SharedColumn | None:
    """Return the column that a merge of these tables would rename, the one looked up before any other."""
    both = [str(name) for name in left.columns if name != key and name in right.columns]
    if not both:
        return None
    name = take if take in both else both[0]
    more = tuple(other for other in both if other != name)
    renamed = [take] if name == take else both
    stays = {*left.columns, *([] if name == take else right.columns)} - {*renamed}
    refused = next((one + end for one in renamed for end in PLAIN if one + end in stays), "")
    return SharedColumn(name, more, name == take, refused, _compared(left[name], right[name], keys))


def free_suffix(names: Sequence[str], there: Collection[str], *, other: str) -> str:
    """Return what to put behind these names: the other table's, numbered where what that makes is `there`."""
    wanted = chain([f"_{other}"], (f"_{other}_{nth}" for nth in count(2)))
    return next(suffix for suffix in wanted if not any(name + suffix in there for name in names))


def _compared(mine: "pd.Series[Any]", theirs: "pd.Series[Any]", keys: Keys) -> Compared:
    first = np.full(int(max(keys.mine.max(initial=-1), keys.theirs.max(initial=-1))) + 2, -1, dtype=np.intp)
    filled = np.flatnonzero(keys.theirs >= 0)[::-1]
    first[keys.theirs[filled]] = filled  # the earlier row is written last, and stays
    at = np.where(keys.mine >= 0, first[keys.mine], -1)
    values = _numbered(pd.concat([mine, theirs], ignore_index=True))
    return Compared(
        int((at >= 0).sum()), (at >= 0) & (values[: len(mine)] != np.append(values[len(mine) :], -1)[at])
    )


def _numbered(values: "pd.Series[Any]") -> npt.NDArray[np.intp]:
    """Return a number for each different value, -1 for a blank; lists are compared as they are written."""
    try:
        return pd.factorize(values)[0]
    except TypeError:
        return pd.factorize(values.astype(str))[0]
