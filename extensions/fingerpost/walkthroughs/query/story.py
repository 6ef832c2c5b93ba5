"""The scene of "Query kitchen" for a table, or two with a key, told anew whenever a clause changes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fingerpost.walkthroughs.focus import FOCUS_ROWS, some_of_each
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.query.clauses import Query
from fingerpost.walkthroughs.query.kitchen import Kitchen
from fingerpost.walkthroughs.query.own import Larder, can_be_asked, can_be_grouped, chosen, stop_after
from fingerpost.walkthroughs.query.own_step import change_the_clauses, own_tables
from fingerpost.walkthroughs.query.steps import fixed_steps
from fingerpost.walkthroughs.query.tables import all_tables
from fingerpost.walkthroughs.query.told import Told
from fingerpost.walkthroughs.quoting import literal
from fingerpost.walkthroughs.scene import Cell, Scene, Step, Table

_ASK = 'Name them: walk.query(table, where="…", by="…").'
Counts = npt.NDArray[np.integer]
_ACROSS = 3
_FEW = 50
"""A column with so many different values at most makes groups worth looking at."""
_MET_AT_MOST = 3


@dataclass(frozen=True)
class Asked:
    """What the learner named, each blank if they did not."""

    name: str = "table"
    other_name: str = "other"
    key: str = ""
    where: str = ""
    value: Cell = None
    by: str = ""


@dataclass(frozen=True)
class QueryStory:
    """Two kitchens and the query they start with."""

    told: Told
    larder: Larder

    def tell(self, choices: Mapping[str, str | int]) -> Scene:
        """Return the scene, its last step with the clauses that the reader chose."""
        query = chosen(self.larder, self.told.query, choices)
        stop = stop_after(query, choices)
        steps = (*self._fixed[0], change_the_clauses(self.larder, query, stop))
        tables = (*self._fixed[1], *own_tables(self.larder, query, stop))
        return Scene("query", "Query kitchen", tables, steps)

    @cached_property
    def _fixed(self) -> tuple[tuple[Step, ...], tuple[Table, ...]]:
        """The steps before the last, with their tables: no choice changes them."""
        return fixed_steps(self.told), all_tables(self.told)


def query_story(frame: object, other: object, asked: Asked) -> QueryStory:
    """Return the story of one table, or of two that share the column `key`.

    Raises:
        CannotShowError: a table or a column is not what the story needs; the message says what to do.
    """
    table = _readable(frame)
    right = None if other is None else _readable(other)
    key = "" if right is None else _key_of(table, right, asked)
    larder = _larder(table, right, key, asked)
    query = _start(larder, right, key, asked)
    sample, beside = _sample(table, right, query)
    tables = {asked.name: sample} | ({} if beside is None else {asked.other_name: beside})
    return QueryStory(Told(query, sample, beside, Kitchen(tables, threads=1), larder.kitchen), larder)


def _readable(frame: object) -> pd.DataFrame:
    """Return a table whose columns SQL can tell apart, each with a name."""
    table = check_frame(frame).reset_index(drop=True)
    table = table.set_axis([str(column) for column in table.columns], axis=1)
    folded = Counter(column.casefold() for column in table.columns)
    alike = [column for column in table.columns if folded[column.casefold()] > 1]
    if alike:
        raise CannotShowError(
            f"SQL takes no notice of capitals: '{alike[0]}' and '{alike[1]}' are one column to it. "
            "Rename one of them."
        )
    return table


def _key_of(table: pd.DataFrame, right: pd.DataFrame, asked: Asked) -> str:
    """Return the column that two tables are joined by, and see to it that it is the only one they share."""
    shared = [name for name in table.columns if name.casefold() in {c.casefold() for c in right.columns}]
    key = asked.key or (shared[0] if len(shared) == 1 else "")
    if not key:
        listed = ", ".join(shared) or "none"
        raise CannotShowError(
            f'Which column joins the two tables? They share: {listed}. Name it: walk.query(…, key="…").'
        )
    for one, name in ((table, asked.name), (right, asked.other_name)):
        check_columns(one, key, ask=f"Name one that '{name}' has too.")
    if len(shared) > 1:
        extra = next(name for name in shared if name != key)
        raise CannotShowError(
            f"Both tables have a column '{extra}' as well as '{key}', and SQL would not know which you mean. "
            f"Leave it out of one of them: {asked.other_name}.drop(columns=…)."
        )
    if asked.name.casefold() == asked.other_name.casefold():
        raise CannotShowError(f"Both tables are called '{asked.name}'. Give each a name of its own.")
    if len(right.columns) == 1:
        raise CannotShowError(
            f"'{asked.other_name}' holds nothing but '{key}', so a join brings nothing. Add a column."
        )
    if types_differ(table[key], right[key]):
        raise CannotShowError(
            f"'{key}' holds {table[key].dtype} in '{asked.name}' and {right[key].dtype} in "
            f"'{asked.other_name}': 12 never meets '0012'. Read both as text."
        )
    return key


def types_differ(left: "pd.Series[Any]", right: "pd.Series[Any]") -> bool:
    """Return whether one of two keys is text or dates and the other is not."""
    kinds = [
        (pd.api.types.is_numeric_dtype(values), pd.api.types.is_datetime64_any_dtype(values))
        for values in (left, right)
    ]
    return kinds[0] != kinds[1]


def _larder(table: pd.DataFrame, right: pd.DataFrame | None, key: str, asked: Asked) -> Larder:
    """Return DuckDB over the columns that both languages read alike, and over the key."""
    tables = {asked.name: _plain(table, key)}
    if right is not None:
        tables[asked.other_name] = _plain(right, key)
    columns, owner = {}, {}
    for name, one in tables.items():
        for column in one.columns:
            if column not in columns and can_be_grouped(one[column]):
                columns[column], owner[column] = one[column], name
    if not any(owner[name] == asked.name and can_be_asked(values) for name, values in columns.items()):
        raise CannotShowError(
            f"'{asked.name}' has no column of text or numbers that WHERE could ask. "
            "Turn one into text with astype(str)."
        )
    return Larder(table, columns, owner, Kitchen(tables))


def _plain(table: pd.DataFrame, key: str) -> pd.DataFrame:
    return table[[name for name in table.columns if name == key or can_be_grouped(table[name])]]


def _start(larder: Larder, right: pd.DataFrame | None, key: str, asked: Asked) -> Query:
    """Return the query the story starts with: what was named, and for the rest what shows most."""
    _check_named(larder, right, asked)
    query = Query(
        asked.name,
        where=asked.where,
        test="not",
        value=None,
        by=asked.by,
        join="left" if right is not None else "none",
        other=asked.other_name if right is not None else "",
        key=key,
        blank_keys=right is not None and bool(right[key].isna().any()),
    )
    where = asked.where or _where(larder, query)
    values = larder.values(where) if can_be_asked(larder.columns[where]) else {}
    if not values:
        raise CannotShowError(
            f"WHERE cannot ask '{where}' for a value: it is blank in every row, or holds no text and no "
            f"numbers. {_ASK}"
        )
    value = values.get(literal(asked.value), next(iter(values.values())))
    if asked.value is not None and literal(asked.value) not in values:
        value = asked.value
    by = asked.by or _by(larder, query, where)
    asks = replace(query, where=where, value=value, by=by)
    left = larder.kitchen.count(asks, "HAVING")
    return replace(asks, limit=min(3, max(1, left - 1)))


def _check_named(larder: Larder, right: pd.DataFrame | None, asked: Asked) -> None:
    """Raise `CannotShowError` if a column named is not there, or cannot be asked and grouped."""
    tables = [larder.whole, *([] if right is None else [right])]
    there = pd.DataFrame(columns=[name for table in tables for name in table.columns])
    for name in (asked.where, asked.by):
        if name:
            check_columns(there, name, ask=_ASK)
            if name not in larder.columns:
                raise CannotShowError(
                    f"Column '{name}' is blank in every row, or holds no text, numbers or dates. Choose "
                    "another, or turn it into text with astype(str)."
                )


def _where(larder: Larder, query: Query) -> str:
    """Return a column of text of the first table to ask: one with blanks, if there is any."""
    own = [name for name in larder.askable(query) if larder.owner[name] == query.table and name != query.key]
    texts = [name for name in own if pd.api.types.is_string_dtype(larder.columns[name])]
    filled = [name for name in (texts or own or larder.askable(query)) if larder.columns[name].notna().any()]
    few = [name for name in filled if _different(larder, name) <= _FEW] or filled
    blank = [name for name in few if larder.columns[name].hasnans]
    return next(iter([*blank, *few]), larder.askable(query)[0])


def _by(larder: Larder, query: Query, where: str) -> str:
    """Return a column to group by: the other table's if there is one, with few different values."""
    names = [name for name in larder.reach(query) if name not in {where, query.key}]
    theirs = [name for name in names if larder.owner[name] == query.other]
    few = [name for name in [*theirs, *names] if _different(larder, name) <= _FEW]
    return next(iter([*few, *names]), where)


def _different(larder: Larder, name: str) -> int:
    return larder.columns[name].nunique()


def _sample(
    table: pd.DataFrame, right: pd.DataFrame | None, query: Query
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return at most twelve rows of the first table that meet every case, and the other's rows they meet."""
    columns = _shown_columns(table, query)
    met = np.ones(len(table), dtype=int)
    if right is not None:
        times = right[query.key].dropna().value_counts()
        met = np.maximum(table[query.key].map(times).fillna(0).to_numpy(dtype=int), 1)
    asked = table[query.where]
    blank = asked.isna().to_numpy()
    equal = (asked == query.value).fillna(value=False).to_numpy(dtype=bool)
    no_group = table[query.by].isna().to_numpy() if query.by in table else np.zeros(len(table), dtype=bool)
    fitting = met <= _MET_AT_MOST
    cases = [(blank & fitting, 1), (no_group & fitting, 1), ((met > 1) & fitting, 2), (equal & fitting, 2)]
    wanted = some_of_each(len(table), [*cases, (fitting, FOCUS_ROWS)])
    at = _that_fit(wanted, met)
    sample = table.iloc[at][columns].reset_index(drop=True)
    if right is None:
        return sample, None
    theirs = right[right[query.key].isin(sample[query.key].dropna())]
    names = [query.key, *([query.by] if query.by in right and query.by != query.key else [])]
    names += [name for name in right.columns if name not in names and can_be_grouped(right[name])][
        : 2 - len(names)
    ]
    return sample, theirs[names].head(FOCUS_ROWS).reset_index(drop=True)


def _that_fit(wanted: list[int], met: Counts) -> list[int]:
    """Return the rows that a join makes no more than twelve of; one row at least."""
    chosen_rows: list[int] = []
    total = 0
    for at in wanted:
        if total + int(met[at]) <= FOCUS_ROWS:
            chosen_rows.append(at)
            total += int(met[at])
    return chosen_rows or wanted[:1]


def _shown_columns(table: pd.DataFrame, query: Query) -> list[str]:
    needed = {query.where, query.key, query.by} & set(table.columns)
    others = [name for name in table.columns if name not in needed and can_be_grouped(table[name])]
    shown = needed | set(others[: max(0, _ACROSS - len(needed))])
    return [name for name in table.columns if name in shown]
