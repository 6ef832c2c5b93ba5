"""What the steps of the blanks are told from: the kind of each cell, and how many of each there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.asked import Answers

EMPTY, NOTHING, SPACES, WORD, ZERO, FILLED = "empty", "nothing", "spaces", "word", "zero", "filled"
KINDS = (EMPTY, NOTHING, SPACES, WORD, ZERO, FILLED)
WORDS = ("N/A", "NA", "n/a", "None", "none", "NULL", "null", "-", "?", "Not known", "not known", "Unknown")
"""Words that people type where there is nothing to say."""


@dataclass(frozen=True)
class Told:
    """One table's sample, and how many cells of each kind the sample and all rows have."""

    table: str
    column: str
    sample: pd.DataFrame
    kinds: tuple[str, ...]
    counts: Mapping[str, int]
    everything: Mapping[str, int]
    words: tuple[str, ...]
    mean: float | None
    mean_with_zeros: float | None

    @property
    def is_text(self) -> bool:
        """Whether the column holds text: only text can be blank in four ways."""
        return self.mean is None

    def rows(self, *kinds: str) -> tuple[int, ...]:
        """Return the sample's rows of some kinds."""
        return tuple(at for at, kind in enumerate(self.kinds) if kind in kinds)


def kinds_of(values: "pd.Series[Any]") -> "pd.Series[str]":
    """Return the kind of each cell, as categories; each different value is looked at once."""
    codes, different = pd.factorize(values)
    of_different = _kinds(pd.Series(different, dtype=values.dtype))
    kinds = pd.Categorical([*of_different, EMPTY], categories=list(KINDS))  # a blank's code is -1, the last
    return pd.Series(kinds.take(codes), index=values.index)


def _kinds(values: "pd.Series[Any]") -> "pd.Series[str]":
    """Return the kind of each of some values, of which none is blank."""
    kinds = pd.Series(FILLED, index=values.index, dtype="str")
    if types.is_string_dtype(values):
        bare = values.str.strip(" ")
        for kind, found in (
            (ZERO, bare == "0"),
            (WORD, bare.isin(WORDS)),
            (SPACES, bare == ""),
            (NOTHING, values == ""),
        ):
            kinds[found] = kind
    else:
        kinds[values == 0] = ZERO
    return kinds


def counts_of(kinds: "pd.Series[str]") -> dict[str, int]:
    """Return how many cells there are of each kind."""
    return {kind: int((kinds == kind).sum()) for kind in KINDS}


def first_of_kinds(kinds: "pd.Series[str]") -> list[tuple[Answers, int]]:
    """Return which rows to show: two of each kind."""
    return [((kinds == kind).to_numpy(), 2) for kind in KINDS]
