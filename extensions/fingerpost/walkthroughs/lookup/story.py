"""The scene of "Look up in slow motion" for any two tables with a key in common."""

import numpy as np
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.lookup.matches import Matches, match_everything
from fingerpost.walkthroughs.lookup.sample import choose_left, choose_other
from fingerpost.walkthroughs.lookup.steps import all_steps
from fingerpost.walkthroughs.lookup.tables import all_tables
from fingerpost.walkthroughs.lookup.told import Names, Told
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Scene


def tell_lookup(frame: object, other: object, *, names: Names) -> Scene:
    """Return the scene that looks `names.take` up in `other` for each row of `frame` by `names.key`.

    Raises:
        CannotShowError: a table is none or empty, a column is missing or stands twice, or the keys of
            the two tables are of different types.
    """
    left, right = check_frame(frame), check_frame(other)
    check_columns(left, names.key, ask=_ASK)
    check_columns(right, names.key, names.take, ask=_ASK)
    _check_keys(left, right, names)
    everything = _matched(left, right, names.key)
    left = left[_columns_shown(left, names)]
    right = right[[names.key, names.take]]
    chosen = choose_left(left, everything.found, key=names.key, by_case=_only_by_case(left, right, names.key))
    sample = left.iloc[chosen].reset_index(drop=True)
    met = right.iloc[choose_other(sample, right, key=names.key)].reset_index(drop=True)
    blanks = right[right[names.key].isna()].head(_BLANKS).reset_index(drop=True)
    told = Told(
        names=names,
        left=sample,
        other=met,
        pairs=_pairs(sample, met, names.key),
        by_case=_by_case(sample, met, names.key),
        blanks=blanks,
        sample=_matched(sample, met, names.key),
        everything=everything,
    )
    return Scene("lookup", "Look up in slow motion", all_tables(told), all_steps(told))


_BLANKS = 3
_ASK = 'Name them: walk.lookup(table, other, key="…", take="…").'


def _by_case(sample: pd.DataFrame, met: pd.DataFrame, key: str) -> tuple[int, ...]:
    return tuple(int(at) for at in np.flatnonzero(_only_by_case(sample, met, key)))


def _pairs(sample: pd.DataFrame, met: pd.DataFrame, key: str) -> tuple[tuple[int, ...], ...]:
    """Return, for each row of the sample, the rows it meets, as a left merge itself finds them."""
    mine = sample[[key]].assign(**{"": range(len(sample))})
    theirs = met[[key]].assign(**{" ": range(len(met))})
    merged = mine.merge(theirs, on=key, how="inner")
    found: dict[int, list[int]] = {at: [] for at in range(len(sample))}
    for at, row in zip(merged[""], merged[" "], strict=True):
        found[int(at)].append(int(row))
    return tuple(tuple(rows) for rows in found.values())


def _matched(left: pd.DataFrame, right: pd.DataFrame, key: str) -> Matches:
    try:
        return match_everything(left, right, key=key)
    except TypeError:
        raise CannotShowError(
            f"Column '{key}' holds values that cannot be compared, such as lists. "
            f"Turn it into text in both tables, for example table['{key}'].astype(str)."
        ) from None


def _only_by_case(left: pd.DataFrame, right: pd.DataFrame, key: str) -> "np.typing.NDArray[np.bool_]":
    if not types.is_string_dtype(left[key]):
        return np.zeros(len(left), dtype=bool)
    here = ~left[key].isin(right[key].dropna()) & left[key].notna()
    return (here & left[key].str.casefold().isin(right[key].dropna().str.casefold())).to_numpy(dtype=bool)


def _columns_shown(left: pd.DataFrame, names: Names) -> list[str]:
    """Return the key and the column that tells one row from another best: a date, or the first other."""
    others = [name for name in left.columns if name not in (names.key, names.take)]
    dates = [name for name in others if types.is_datetime64_any_dtype(left[name])]
    shown = {names.key, *(dates or others)[:1]}
    return [name for name in left.columns if name in shown]


def _check_keys(left: pd.DataFrame, right: pd.DataFrame, names: Names) -> None:
    if names.key == names.take:
        raise CannotShowError(f"Key and answer are both '{names.key}'. Choose another column to look up.")
    if names.take in left.columns:
        raise CannotShowError(
            f"Both tables have a column '{names.take}', and a merge would call them {names.take}_x and "
            f"{names.take}_y. Drop or rename one of them first."
        )
    mine, theirs = left[names.key], right[names.key]
    if types.is_string_dtype(mine) != types.is_string_dtype(theirs):
        raise CannotShowError(
            f"'{names.key}' is {mine.dtype} in one table and {theirs.dtype} in the other, so nothing would "
            f"match and pandas refuses. Make both text when you read them: dtype={{'{names.key}': str}}."
        )
