"""Which few rows of a large table to show: enough to meet every case once, never more than twelve."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

FOCUS_ROWS = 12
_MOST_PILES = 5
_MOST_IN_A_PILE = 4
_STAR_ROWS = 3
_ROWS_LOOKED_AT = 200_000
"""Among so many rows a thing with several stands, where there is one: a million need not be compared."""

Codes = npt.NDArray[np.integer]


def choose_focus(frame: pd.DataFrame, *, rows: str, count: str, things: Codes | None = None) -> pd.DataFrame:
    """Return at most `FOCUS_ROWS` rows of `frame`, in its order, numbered from 0.

    They hold, where the table has them: one value of `count` with three rows in two piles, one row
    whose `rows` is blank, one pile met once, and then rows of the piles on stage, each of another
    value of `count`. `things` are that column's codes, where somebody has them already.
    """
    if len(frame) <= FOCUS_ROWS:
        return frame.reset_index(drop=True)
    piles, _ = pd.factorize(frame[rows])
    if things is None:
        things, _ = pd.factorize(frame[count])
    chosen = _cast(piles, things)
    return frame.iloc[sorted(chosen)].reset_index(drop=True)


def _cast(piles: Codes, things: Codes) -> list[int]:
    """Return the positions of the rows to show; a code of -1 is a blank."""
    star = _star(piles, things)
    chosen = _rows_of_star(piles, things, star)
    chosen += _first(np.flatnonzero((piles == -1) & (things != star)))
    stage = _stage(piles, {int(piles[at]) for at in chosen})
    if len(stage) > 1:
        chosen += _first(np.flatnonzero((piles == stage[-1]) & ~np.isin(things, things[chosen])))
        stage = stage[:-1]
    return _fill(chosen, piles, things, stage)


def _star(piles: Codes, things: Codes) -> int:
    """Return the thing that shows best why rows are not things, or -2 when none has two rows."""
    piles, things = piles[:_ROWS_LOOKED_AT], things[:_ROWS_LOOKED_AT]
    both = (piles != -1) & (things != -1)
    seen = pd.DataFrame({"thing": things[both], "pile": piles[both]})
    size = seen.groupby("thing").size()
    spread = seen.drop_duplicates().groupby("thing").size()
    several = size > 1
    if not several.any():
        return -2
    order = pd.DataFrame(
        {"one_pile": spread < 2, "few_rows": size < _STAR_ROWS, "piles": spread, "rows": size}  # noqa: PLR2004 - two piles
    )[several]
    return int(order.sort_values(list(order.columns), kind="stable").index[0])


def _rows_of_star(piles: Codes, things: Codes, star: int) -> list[int]:
    """Return up to three rows of the star: two from its fullest pile, one from another."""
    at = np.flatnonzero((things == star) & (piles != -1))
    if not len(at):
        return []
    fullest = np.bincount(piles[at]).argmax()
    here, there = at[piles[at] == fullest], at[piles[at] != fullest]
    return [int(row) for row in (*here[: _STAR_ROWS - min(1, len(there))], *there[:1])]


def _stage(piles: Codes, needed: Iterable[int]) -> list[int]:
    """Return the piles to show: those needed, the fullest others, and last a rare one to be met once."""
    sizes = np.bincount(piles[piles != -1]) if (piles != -1).any() else np.array([], dtype=np.intp)
    kept = [pile for pile in needed if pile != -1]
    others = [int(pile) for pile in np.argsort(-sizes, kind="stable") if pile not in kept]
    room = _MOST_PILES - len(kept)
    return kept + (others if len(others) <= room else [*others[: room - 1], others[-1]])


def _fill(chosen: list[int], piles: Codes, things: Codes, stage: list[int]) -> list[int]:
    """Return `chosen` filled up to `FOCUS_ROWS`: new things in small piles, then any row, stage first."""
    on_stage = np.flatnonzero(np.isin(piles, stage))
    new_things = on_stage[~pd.Series(things[on_stage]).duplicated().to_numpy()]
    taken = list(chosen)
    for at in _few_of_each(new_things, piles):
        if len(taken) < FOCUS_ROWS and not np.isin(things[at], things[taken]):
            in_pile = int((piles[taken] == piles[at]).sum())
            taken += [at] if in_pile < _MOST_IN_A_PILE else []
    anything = [*_few_of_each(on_stage, piles), *range(2 * FOCUS_ROWS)]
    spare = [at for at in dict.fromkeys(anything) if at < len(piles) and at not in taken]
    return taken + spare[: FOCUS_ROWS - len(taken)]


def _few_of_each(positions: Codes, piles: Codes) -> list[int]:
    """Return the first few positions of each pile, in the table's order: a million rows need no loop."""
    few = pd.Series(positions).groupby(piles[positions]).head(FOCUS_ROWS)
    return [int(at) for at in few]


def _first(positions: npt.NDArray[np.intp]) -> list[int]:
    return [int(at) for at in positions[:1]]


def some_of_each(rows: int, cases: Iterable[tuple[npt.NDArray[np.bool_], int]]) -> list[int]:
    """Return positions of at most `FOCUS_ROWS` of so many rows: the first few of each case, then any."""
    chosen = [int(at) for case, most in cases for at in np.flatnonzero(case)[:most]]
    spare = range(min(rows, 2 * FOCUS_ROWS))
    return sorted([*dict.fromkeys([*chosen, *spare])][:FOCUS_ROWS])
