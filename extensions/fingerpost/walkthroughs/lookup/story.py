"""The scene of "Look up in slow motion" for any two tables with a key in common."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.lookup.as_text import both_as_text
from fingerpost.walkthroughs.lookup.keys import ReadKeys, read_keys
from fingerpost.walkthroughs.lookup.matches import match_everything
from fingerpost.walkthroughs.lookup.own_counts import join_counted
from fingerpost.walkthroughs.lookup.own_join import Join
from fingerpost.walkthroughs.lookup.own_step import JoinLab
from fingerpost.walkthroughs.lookup.sample import choose_left, choose_other
from fingerpost.walkthroughs.lookup.shared import free_suffix, shared_column
from fingerpost.walkthroughs.lookup.steps import all_steps
from fingerpost.walkthroughs.lookup.tables import all_tables
from fingerpost.walkthroughs.lookup.told import FOUND_WHERE, Names, Stored, Told
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Scene


def tell_lookup(frame: object, other: object, *, names: Names) -> Scene:
    """Return the scene that looks `names.take` up in `other` for each row of `frame` by `names.key`.

    Raises:
        CannotShowError: a table is none or empty, a column is missing or stands twice, or the keys of
            the two tables are of different types.
    """
    return lookup_story(frame, other, names=names).tell({})


@dataclass(frozen=True)
class LookupStory:
    """Two tables' lookup, counted once, and told as often as the reader changes its last step's join."""

    told: Told
    lab: JoinLab

    def tell(self, choices: Mapping[str, str | int]) -> Scene:
        """Return the scene, its last step with the join that the reader chose."""
        tables, picture, last = self.lab.last_step(choices)
        shown = (*all_tables(self.told), *tables)
        steps = (*all_steps(self.told), last)
        return Scene("lookup", "Look up in slow motion", shown, steps, (picture,))


def lookup_story(frame: object, other: object, *, names: Names) -> LookupStory:
    """Return the story of two tables, as `tell_lookup` takes them."""
    left, right = check_frame(frame), check_frame(other)
    check_columns(left, names.key, ask=_ASK)
    check_columns(right, names.key, names.take, ask=_ASK)
    if names.key == names.take:
        raise CannotShowError(f"Key and answer are both '{names.key}'. Choose another column to look up.")
    if names.take in left.columns:
        names = replace(names, suffix=free_suffix([names.take], list(left.columns), other=names.other))
    left, right, stored = both_as_text(left, right, names, _columns_shown(left, right, names))
    keys = _read(left, right, names.key)
    start = Join(names.table, names.other, ((names.key, names.key),), "left", (names.take,), "first")
    lab = JoinLab(left, right, start, {start.keys: (keys, join_counted([keys.exact]))})
    return LookupStory(_told((left, right), keys, names, stored), lab)


def _told(
    tables: tuple[pd.DataFrame, pd.DataFrame], keys: ReadKeys, names: Names, stored: Stored | None
) -> Told:
    left, right = tables
    everything = match_everything(keys)
    shared = shared_column(left, right, keys.exact, key=names.key, take=names.take)
    chosen = choose_left(keys, everything, shared.compared.differs if shared else None)
    sample = left[_columns_shown(left, right, names)].iloc[chosen].reset_index(drop=True)
    lean = right[[names.key, names.take]]
    met_at = choose_other(keys, chosen)
    met = lean.iloc[met_at].reset_index(drop=True)
    seen = match_everything(_read(sample, met, names.key))
    return Told(
        names=names,
        left=sample,
        other=met,
        pairs=_pairs(sample, met, names.key),
        by_case=tuple(int(at) for at in np.flatnonzero(seen.only_by_case)),
        blanks=lean.iloc[np.flatnonzero(keys.exact.theirs == -1)[:_BLANKS]].reset_index(drop=True),
        sample=seen,
        everything=everything,
        stored=stored and stored.cut(chosen, met_at),
        shared=shared,
        whole=right[list(dict.fromkeys([*lean.columns, shared.name]))].iloc[met_at].reset_index(drop=True)
        if shared
        else None,
        can_mark=_FOR_INDICATOR.isdisjoint({*left.columns, names.take}),
    )


_BLANKS = 3
_FOR_INDICATOR = frozenset({FOUND_WHERE, "_left_indicator", "_right_indicator"})
"""The names that merge needs for itself with `indicator=True`."""
_ASK = 'Name them: walk.lookup(table, other, key="…", take="…").'


def _pairs(sample: pd.DataFrame, met: pd.DataFrame, key: str) -> tuple[tuple[int, ...], ...]:
    """Return, for each row of the sample, the rows it meets, as a left merge itself finds them."""
    mine = sample[[key]].assign(**{"": range(len(sample))})
    theirs = met[[key]].assign(**{" ": range(len(met))})
    merged = mine.merge(theirs, on=key, how="inner")
    found: dict[int, list[int]] = {at: [] for at in range(len(sample))}
    for at, row in zip(merged[""], merged[" "], strict=True):
        found[int(at)].append(int(row))
    return tuple(tuple(rows) for rows in found.values())


def _read(left: pd.DataFrame, right: pd.DataFrame, key: str) -> ReadKeys:
    try:
        return read_keys(left[key], right[key])
    except TypeError:
        raise CannotShowError(
            f"Column '{key}' holds values that cannot be compared, such as lists. "
            f"Turn it into text in both tables, for example table['{key}'].astype(str)."
        ) from None


def _columns_shown(left: pd.DataFrame, right: pd.DataFrame, names: Names) -> list[str]:
    """Return the key, a column that tells one row from another, and one that the other table has as well.

    The second is a date or the first other; the third the one that is looked up, or the first shared.
    """
    others = [name for name in left.columns if name not in (names.key, names.take)]
    shared = [name for name in others if name in right.columns]
    alone = [name for name in others if name not in shared]
    dates = [name for name in alone if types.is_datetime64_any_dtype(left[name])]
    both = [names.take] if names.take in left.columns else shared[:1]
    shown = {names.key, *(dates or alone)[:1], *both}
    return [name for name in left.columns if name in shown]
