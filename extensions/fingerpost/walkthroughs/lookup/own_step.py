"""The last step: the reader's own join of both tables, and what it comes to over all rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.lookup import own_code
from fingerpost.walkthroughs.lookup.keys import Keys, ReadKeys, read_keys
from fingerpost.walkthroughs.lookup.matches import match_everything
from fingerpost.walkthroughs.lookup.own_counts import Joined, join_counted
from fingerpost.walkthroughs.lookup.own_join import KINDS, Join, chosen, controls, trouble
from fingerpost.walkthroughs.lookup.own_lines import lines_between
from fingerpost.walkthroughs.lookup.own_said import notes, scope, sentence
from fingerpost.walkthroughs.lookup.own_tables import Shown, own_tables, pairs_of
from fingerpost.walkthroughs.lookup.sample import LEFT_ROWS, OTHER_ROWS, choose_left, choose_other
from fingerpost.walkthroughs.said import Said, beside
from fingerpost.walkthroughs.scene import ExcelPane, Mark, Picture, PythonPane, Step, Table
from fingerpost.walkthroughs.scene import Shown as OnScreen
from fingerpost.walkthroughs.words import capital, number_of

NAME = "Your join"
Choices = Mapping[str, str | int]


@dataclass
class JoinLab:
    """Both tables, to be joined as often as the reader changes the join; the keys read last are kept."""

    left: pd.DataFrame
    right: pd.DataFrame
    start: Join
    read: dict[tuple[tuple[str, str], ...], tuple[ReadKeys, Joined]]

    def last_step(self, choices: Choices) -> tuple[tuple[Table, ...], Picture, Step]:
        """Return the tables, the picture and the step of the join that the reader chose."""
        join = chosen(self.left, self.right, self.start, choices)
        shown = self._shown(join)
        return own_tables(shown), lines_between(shown), _step(shown, controls(self.left, self.right, join))

    def _shown(self, join: Join) -> Shown:
        refusal = trouble(self.left, self.right, join)
        if refusal:
            first = (range(min(len(self.left), LEFT_ROWS)), range(min(len(self.right), OTHER_ROWS)))
            return self._cut(join, first, None, refusal)
        keys, joined = self._keys(join)
        matches = match_everything(keys)
        mine_at = choose_left(keys, matches)
        stops = join.several == "stop" and joined.twice > 0 and not KINDS[join.kind].anti
        if stops:
            refusal = (
                'validate="m:1" stops the run: “Merge keys are not unique in right dataset”. '
                f"{capital(number_of(joined.twice, 'key'))} {'is' if joined.twice == 1 else 'are'} "
                f"in {join.theirs} more than once."
            )
        at = (mine_at, choose_other(keys, mine_at))
        return self._cut(join, at, joined, refusal, by_space=matches.by_space)

    def _cut(
        self,
        join: Join,
        at: tuple[Sequence[int], Sequence[int]],
        joined: Joined | None,
        refusal: str,
        *,
        by_space: int = 0,
    ) -> Shown:
        mine_at, theirs_at = map(list, at)
        mine = self.left[_columns_shown(self.left, join)].iloc[mine_at].reset_index(drop=True)
        names = [*join.their_keys, *join.brings]
        theirs = self.right[names].iloc[theirs_at].reset_index(drop=True)
        pairs = pairs_of(mine, theirs, join.keys) if joined else ()
        rows = (len(self.left), len(self.right))
        return Shown(
            join, mine, theirs, tuple(mine_at), tuple(theirs_at), pairs, rows, joined, refusal, by_space
        )

    def _keys(self, join: Join) -> tuple[ReadKeys, Joined]:
        """Return the keys of all rows as numbers, read once for as long as they stay chosen."""
        if join.keys not in self.read:
            each = [read_keys(self.left[mine], self.right[theirs]) for mine, theirs in join.keys]
            self.read = {join.keys: (_together(each), join_counted(keys.exact for keys in each))}
        return self.read[join.keys]


def _together(each: list[ReadKeys]) -> ReadKeys:
    """Return two keys as one: a row with a blank in either is blank, for it is shown as one."""
    return ReadKeys(*(_one([getattr(keys, way) for keys in each]) for way in ("exact", "folded", "bare")))


def _one(keys: list[Keys]) -> Keys:
    if len(keys) == 1:
        return keys[0]
    both = join_counted(keys)
    return Keys(
        np.where(both.mine_blank, -1, both.mine).astype(np.intp),
        np.where(both.theirs_blank, -1, both.theirs).astype(np.intp),
    )


def _columns_shown(left: pd.DataFrame, join: Join) -> list[str]:
    """Return the keys, a column that tells one row from another, and those that come over as well.

    The second is a date or the first other.
    """
    others = [name for name in left.columns if name not in (*join.my_keys, *join.brings)]
    dates = [name for name in others if pd.api.types.is_datetime64_any_dtype(left[name])]
    shown = {*join.my_keys, *(dates or others)[:1], *join.brings}
    return [name for name in left.columns if name in shown]


def _step(shown: Shown, fields: tuple[Any, ...]) -> Step:
    join = shown.join
    excel = ExcelPane(
        own_code.formula_of(join, list(shown.mine.columns), rows=len(shown.theirs)),
        (OnScreen("own_sheet", _on_sheet(shown)), OnScreen("own_other", _on_other(shown))),
        fields=(("Power Query, Join Kind", KINDS[join.kind].power_query),),
    )
    twice = shown.joined is not None and shown.joined.twice > 0
    stops = bool(shown.refusal) and shown.joined is not None
    tables = (
        *(() if shown.refusal else (OnScreen("own_result", _on_result(shown)),)),
        *((OnScreen("own_meter"),) if shown.joined else ()),
    )
    codes = own_code.code_of(join, twice=twice, refused=stops)
    python = PythonPane(codes, tables, to_take=True, picture="own_lines")
    step = beside(Said(NAME, sentence(shown), notes(shown)), excel, python, scope=scope(shown))
    return Step(**{**vars(step), "controls": fields})


def _on_sheet(shown: Shown) -> tuple[Mark, ...]:
    """Mark what the formula found, and the rows that the kind of join leaves out."""
    join, alone = shown.join, set(shown.alone)
    out = {"inner": alone, "left_anti": set(range(len(shown.mine))) - alone}.get(join.kind, set())
    left_out = tuple(shown.my_id(at) for at in sorted(out)) if not shown.refusal else ()
    answers = join.answers or ("found in row",)
    found = tuple(shown.my_id(at) for at in range(len(shown.mine)) if shown.my_id(at) not in left_out)
    return (
        *((Mark("drop", left_out, word="left out"),) if left_out else ()),
        *((Mark("result", found, answers),) if found else ()),
    )


def _on_other(shown: Shown) -> tuple[Mark, ...]:
    rows = tuple(shown.their_id(at) for at in shown.twice)
    if not rows or shown.joined is None:
        return ()
    return (
        (Mark("error", rows, word="stops here"),)
        if shown.refusal
        else (Mark("duplicate", rows, word="there twice"),)
    )


def _on_result(shown: Shown) -> tuple[Mark, ...]:
    """Mark rows that a key standing twice adds, and rows that met nothing."""
    counts: dict[int, int] = {}
    for mine, _ in shown.drawn_pairs:
        counts[mine] = counts.get(mine, 0) + 1
    kind = shown.join.kind
    again = (
        ()
        if KINDS[kind].anti
        else tuple(
            f"{shown.my_id(at)}{f'-again-{nth}' if nth else ''}"
            for at, times in sorted(counts.items())
            for nth in range(times)
            if times > 1
        )
    )
    met = tuple(shown.my_id(at) for at in shown.alone) if kind in {"left", "outer"} else ()
    return (
        *((Mark("duplicate", again, word="the same row again"),) if again else ()),
        *((Mark("read", met, word="met nothing"),) if met else ()),
    )
