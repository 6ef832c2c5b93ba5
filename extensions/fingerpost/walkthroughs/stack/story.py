"""The scene of "Stack in slow motion" for any two tables, such as two months of one list."""

from collections.abc import Iterable
from itertools import chain, count

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.preflight import CannotShowError, check_frame
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.stack.steps import all_steps
from fingerpost.walkthroughs.stack.tables import all_tables
from fingerpost.walkthroughs.stack.told import Pair, Told

_ASK = "Name both: walk.stack(april, may)."
_ROWS = 4
_COLUMNS = 4


def tell_stack(frame: object, other: object, *, name: str, other_name: str) -> Scene:
    """Return the scene that puts `other` below `frame`: by place, as a paste does, and by name.

    Raises:
        CannotShowError: a table is none, is empty, or has a column without a name or two of one name;
            or one column holds dates here and numbers there.
    """
    if other is None:
        raise CannotShowError(f"A stack needs two tables, and there is one. {_ASK}")
    first, second = (
        check_frame(table).rename(columns=str).reset_index(drop=True) for table in (frame, other)
    )
    everything = Pair(first, second)
    if everything.refused:
        raise CannotShowError(
            f"'{everything.refused}' holds dates in one table and numbers in the other: pandas would mix "
            "them, and SQL refuses. Read both as dates first, then stack."
        )
    above, below = _rows_shown(everything)
    wanted = _columns_wanted(everything)
    rows = Pair(first.iloc[above].reset_index(drop=True), second.iloc[below].reset_index(drop=True))
    told = Told(
        name,
        other_name,
        _free_name({column.casefold() for column in (*first.columns, *second.columns)}),
        Pair(_cut(rows.first, wanted), _cut(rows.second, wanted)),
        everything,
        tuple(bool(again) for again in rows.again),
    )
    return Scene("stack", "Stack in slow motion", all_tables(told), all_steps(told))


def _rows_shown(everything: Pair) -> tuple[list[int], list[int]]:
    """Return a few rows of either table: those that repeat one, what they repeat, and the first ones."""
    size = len(everything.first)
    found = np.flatnonzero(everything.again)
    again = [*map(int, [*found[found >= size][: _ROWS // 2], *found][: _ROWS // 2])]
    shown = [*again, *(_what_it_repeats(everything.stacked, row) for row in again)]
    above, below = [at for at in shown if at < size], [at - size for at in shown if at >= size]
    return _few(above, size), _few(below, len(everything.second))


def _what_it_repeats(stacked: pd.DataFrame, row: int) -> int:
    """Return the first row of a stack that is the same as this one in every column."""
    same = np.ones(row, dtype=bool)
    for at in range(len(stacked.columns)):
        values = stacked.iloc[: row + 1, at]
        if values.dtype == object:  # of any sort, tuples as well: compared as duplicated() compares them
            values = pd.Series(pd.factorize(values)[0])
        blank = values.isna().to_numpy()
        alike = (values.iloc[:-1] == values.iloc[-1]).to_numpy(dtype=bool, na_value=False)
        same &= blank[:-1] if blank[-1] else alike
    return int(np.flatnonzero(same)[0])


def _few(chosen: Iterable[int], rows: int) -> list[int]:
    return sorted([*dict.fromkeys([*map(int, chosen), *range(min(rows, _ROWS))])][:_ROWS])


def _cut(table: pd.DataFrame, wanted: Iterable[str]) -> pd.DataFrame:
    names = [name for name in wanted if name in table.columns][:_COLUMNS]
    return table[[name for name in table.columns if name in names]]


def _columns_wanted(everything: Pair) -> list[str]:
    """Return the columns to show, the most telling first: of two sorts, in one table, in another place."""
    two_sorts = [one.name for one in everything.of_two_sorts[:1]]
    alike = [name for pair in everything.alike[:1] for name in pair]
    alone = [*everything.only_first[:1], *everything.only_second[:1]]
    misplaced = [name for pair in everything.misplaced[:1] for name in pair]
    others = [*everything.first.columns, *everything.second.columns]
    return [*dict.fromkeys([*two_sorts, *(alike or alone), *misplaced, *others])]


def _free_name(there: set[str]) -> str:
    """Return what to call the column of where a row comes from, where no column is called so yet."""
    names = chain(("file", "source"), (f"file_{nth}" for nth in count(2)))
    return next(name for name in names if name not in there)
