"""Two tables' keys as numbers: the same for the same key, read exactly or without capitals or spaces."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Keys:
    """Numbers in place of the keys of the first table and of the other; -1 is a blank."""

    mine: Codes
    theirs: Codes

    def found(self) -> Codes:
        """Return, for each key of the first table, how often it stands in the other; a blank meets blanks."""
        size = int(max(self.mine.max(initial=-1), self.theirs.max(initial=-1))) + 2
        return np.bincount(self.theirs + 1, minlength=size)[self.mine + 1]


@dataclass(frozen=True)
class ReadKeys:
    """The same keys read in three ways: as they are, without regard to capitals, without outer spaces."""

    exact: Keys
    folded: Keys
    bare: Keys


def read_keys(left: "pd.Series[Any]", other: "pd.Series[Any]") -> ReadKeys:
    """Return both columns' keys as numbers; only the different ones are read as text, not every row."""
    codes, different = pd.factorize(pd.concat([left, other], ignore_index=True))
    exact = Keys(codes[: len(left)], codes[len(left) :])
    if not pd.api.types.is_string_dtype(different):  # an object type may hold truths: the values are asked
        return ReadKeys(exact, exact, exact)
    names = pd.Series(different)
    return ReadKeys(exact, _again(exact, names.str.casefold()), _again(exact, names.str.strip()))


def _again(exact: Keys, names: "pd.Series[Any]") -> Keys:
    """Return the keys numbered anew by other names for them."""
    numbers, _ = pd.factorize(names)
    numbers = np.append(numbers, -1)  # a blank, -1, stays one
    return Keys(numbers[exact.mine], numbers[exact.theirs])
