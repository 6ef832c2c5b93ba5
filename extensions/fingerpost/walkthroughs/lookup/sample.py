"""Which few rows of two tables to show: one of every way in which a row is found, or is not."""

from typing import Any

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.lookup.matches import Counts

LEFT_ROWS = 6
OTHER_ROWS = 8
_ROWS_OF_A_KEY = 2


def choose_left(
    left: pd.DataFrame, found: Counts, *, key: str, by_case: "np.typing.NDArray[np.bool_]"
) -> list[int]:
    """Return positions of at most `LEFT_ROWS` rows: found once, often, never; blank; by capitals."""
    blank = left[key].isna().to_numpy()
    once = np.flatnonzero((found == 1) & ~blank)
    cases = (once, (found > 1) & ~blank, (found == 0) & ~blank & ~by_case, blank, by_case)
    chosen = [int(at) for case in cases for at in (case if case is once else np.flatnonzero(case))[:1]]
    spare = [int(at) for at in (*once[:LEFT_ROWS], *range(min(len(left), 2 * LEFT_ROWS))) if at not in chosen]
    return sorted([*chosen, *dict.fromkeys(spare)][:LEFT_ROWS])


def choose_other(sample: pd.DataFrame, other: pd.DataFrame, *, key: str) -> list[int]:
    """Return positions of at most `OTHER_ROWS` rows: those the sample meets, and one it does not.

    Rows whose key differs only by capitals are among them, for VLOOKUP meets those too. Rows with a
    blank key are not: pandas and SQL differ there, and a step of its own says how.
    """
    wanted, there = _folded(sample[key]), _folded(other[key])
    meets = np.flatnonzero(there.isin(wanted[wanted.notna()]))
    few = pd.Series(meets).groupby(there.iloc[meets].to_numpy()).head(_ROWS_OF_A_KEY)
    named = np.flatnonzero(there.notna())
    spare = np.setdiff1d(named[: 4 * OTHER_ROWS], meets)[:1]
    return sorted([*(int(at) for at in few[:OTHER_ROWS]), *(int(at) for at in spare)][:OTHER_ROWS])


def _folded(values: "pd.Series[Any]") -> "pd.Series[Any]":
    return values.str.casefold() if pd.api.types.is_string_dtype(values) else values
