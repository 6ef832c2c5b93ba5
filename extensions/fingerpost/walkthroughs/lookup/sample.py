"""Which few rows of two tables to show: one of every way in which a row is found, or is not."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from fingerpost.walkthroughs.lookup.keys import ReadKeys
from fingerpost.walkthroughs.lookup.matches import Matches

LEFT_ROWS = 6
OTHER_ROWS = 8
_ROWS_OF_A_KEY = 2


def choose_left(keys: ReadKeys, matches: Matches, differs: npt.NDArray[np.bool_] | None = None) -> list[int]:
    """Return positions of at most `LEFT_ROWS` rows: found once, often, never; blank; by capitals.

    Of those that `differs` marks, one is among them too.
    """
    found, by_case, blank = matches.found, matches.only_by_case, keys.exact.mine == -1
    once = np.flatnonzero((found == 1) & ~blank)
    cases = [(found > 1) & ~blank, (found == 0) & ~blank & ~by_case, blank, by_case]
    cases += [] if differs is None else [differs]
    chosen = [int(at) for case in (once, *map(np.flatnonzero, cases)) for at in case[:1]]
    spare = [*once[:LEFT_ROWS], *range(min(len(found), 2 * LEFT_ROWS))]
    return sorted([*dict.fromkeys([*chosen, *map(int, spare)])][:LEFT_ROWS])


def choose_other(keys: ReadKeys, chosen: list[int]) -> list[int]:
    """Return positions of at most `OTHER_ROWS` rows: those the chosen rows meet, and one they do not.

    Rows whose key differs only by capitals are among them, for VLOOKUP meets those too. Rows with a
    blank key are not: pandas and SQL differ there, and a step of its own says how.
    """
    wanted, there = keys.folded.mine[chosen], keys.folded.theirs
    meets = np.flatnonzero(np.isin(there, wanted[wanted >= 0]))
    few = pd.Series(meets).groupby(there[meets]).head(_ROWS_OF_A_KEY)
    spare = np.setdiff1d(np.flatnonzero(there >= 0)[: 4 * OTHER_ROWS], meets)[:1]
    return sorted([*map(int, few), *map(int, spare)][:OTHER_ROWS])
