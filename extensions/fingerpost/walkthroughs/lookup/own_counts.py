"""How many rows each kind of join gives over all rows: by pandas, where blanks meet, and by SQL."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fingerpost.walkthroughs.lookup.keys import Codes, Keys

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Met:
    """Rows that meet: how many pairs they make, and how many rows of either table meet none."""

    pairs: int
    mine_alone: int
    theirs_alone: int

    def rows(self, kind: str) -> int:
        """Return how many rows that kind of join gives."""
        return {
            "left": self.pairs + self.mine_alone,
            "inner": self.pairs,
            "right": self.pairs + self.theirs_alone,
            "outer": self.pairs + self.mine_alone + self.theirs_alone,
            "left_anti": self.mine_alone,
            "right_anti": self.theirs_alone,
        }[kind]


@dataclass(frozen=True)
class Joined:
    """Two tables on one key or two, counted over all rows; `first` of it counts each key of the other once.

    `twice` is how many keys stand in the other table more than once, `first_twice` the position there of
    the first row that repeats one.
    """

    mine: Codes
    theirs: Codes
    mine_blank: Truths
    theirs_blank: Truths

    @property
    def twice(self) -> int:
        """How many keys the other table has more than once, the blank one included."""
        return int((np.bincount(self.theirs) > 1).sum())

    @property
    def first(self) -> "Joined":
        """The same with the first row alone of each key of the other table."""
        _, at = np.unique(self.theirs, return_index=True)
        return Joined(self.mine, self.theirs[at], self.mine_blank, self.theirs_blank[at])

    @property
    def in_pandas(self) -> Met:
        """What pandas meets: a blank meets a blank."""
        return _met(self.mine, self.theirs)

    @property
    def in_sql(self) -> Met:
        """What SQL meets: a blank, in whichever key, meets nothing."""
        met = _met(self.mine[~self.mine_blank], self.theirs[~self.theirs_blank])
        return Met(
            met.pairs,
            met.mine_alone + int(self.mine_blank.sum()),
            met.theirs_alone + int(self.theirs_blank.sum()),
        )


def join_counted(keys: Iterable[Keys]) -> Joined:
    """Return two tables joined on these keys, one or more."""
    first, *others = keys
    mine, theirs = first.mine + 1, first.theirs + 1
    mine_blank, theirs_blank = first.mine == -1, first.theirs == -1
    for key in others:
        size = int(max(key.mine.max(initial=-1), key.theirs.max(initial=-1))) + 2
        mine, theirs = mine * size + key.mine + 1, theirs * size + key.theirs + 1
        mine_blank, theirs_blank = mine_blank | (key.mine == -1), theirs_blank | (key.theirs == -1)
    together, _ = _numbered(np.concatenate([mine, theirs]))
    return Joined(together[: len(mine)], together[len(mine) :], mine_blank, theirs_blank)


def _numbered(codes: Codes) -> tuple[Codes, Codes]:
    """Return codes numbered from 0 without gaps: two keys' products are large, and are counted by place."""
    different, numbers = np.unique(codes, return_inverse=True)
    return numbers, different


def _met(mine: Codes, theirs: Codes) -> Met:
    size = int(max(mine.max(initial=-1), theirs.max(initial=-1))) + 1
    found = np.bincount(theirs, minlength=size)[mine] if size else np.zeros(0, dtype=np.intp)
    finders = np.bincount(mine, minlength=size)[theirs] if size else np.zeros(0, dtype=np.intp)
    return Met(int(found.sum()), int((found == 0).sum()), int((finders == 0).sum()))
