"""The filter that a reader builds: a column, a way to compare and a value, and a second of these."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.asked import Answers
from fingerpost.walkthroughs.quoting import literal, quoted, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Cell, Control, Option

Ask = Callable[["pd.Series[Any]", Any], "pd.Series[bool]"]
_MOST_COLUMNS, _MOST_VALUES, _LONGEST = 40, 40, 28
ALONE = "alone"


@dataclass(frozen=True)
class Way:
    """One way to compare: as AutoFilter calls it, as pandas and SQL write it, what it asks, of which columns.

    `folds` says that AutoFilter takes no notice of capitals there; `needs_value` that it asks for a value.
    """

    excel: str
    pandas: str
    sql: str
    ask: Ask
    kinds: str
    folds: bool = False
    needs_value: bool = True


WAYS = {
    "is": Way("equals", "{c} == {v}", "{c} = {v}", lambda c, v: c == v, "text number date truth", folds=True),
    "not": Way(
        "does not equal",
        "{c} != {v}",
        "{c} IS DISTINCT FROM {v}",
        lambda c, v: c != v,
        "text number date truth",
        folds=True,
    ),
    "begins": Way(
        "begins with",
        "{c}.str.startswith({v}, na=False)",
        "starts_with({c}, {v})",
        lambda c, v: c.str.startswith(v, na=False),
        "text",
        folds=True,
    ),
    "contains": Way(
        "contains",
        "{c}.str.contains({v}, regex=False, na=False)",
        "contains({c}, {v})",
        lambda c, v: c.str.contains(v, regex=False, na=False),
        "text",
        folds=True,
    ),
    "over": Way("is greater than", "{c} > {v}", "{c} > {v}", lambda c, v: c > v, "number date"),
    "from": Way(
        "is greater than or equal to", "{c} >= {v}", "{c} >= {v}", lambda c, v: c >= v, "number date"
    ),
    "under": Way("is less than", "{c} < {v}", "{c} < {v}", lambda c, v: c < v, "number date"),
    "blank": Way(
        "is blank",
        "{c}.isna()",
        "{c} IS NULL",
        lambda c, _: c.isna(),
        "text number date truth",
        needs_value=False,
    ),
    "filled": Way(
        "is not blank",
        "{c}.notna()",
        "{c} IS NOT NULL",
        lambda c, _: c.notna(),
        "text number date truth",
        needs_value=False,
    ),
}


@dataclass(frozen=True)
class Part:
    """One test of a filter; `value` is None where the way asks for none."""

    column: str
    way: str
    value: Cell = None

    def of(self, table: pd.DataFrame) -> Answers:
        """Return which rows pandas keeps."""
        return WAYS[self.way].ask(table[self.column], self.value).fillna(value=False).to_numpy(dtype=bool)

    def in_excel(self, table: pd.DataFrame) -> Answers:
        """Return which rows AutoFilter shows: it takes no notice of capitals."""
        way, values = WAYS[self.way], table[self.column]
        if not (way.folds and isinstance(self.value, str) and types.is_string_dtype(values)):
            return self.of(table)
        shown: Answers = (
            way.ask(values.str.casefold(), self.value.casefold()).fillna(value=False).to_numpy(dtype=bool)
        )
        return shown

    def in_pandas(self, table: str) -> str:
        """Return the test as pandas writes it."""
        return WAYS[self.way].pandas.format(c=f"{table}[{quoted(self.column)}]", v=literal(self.value))

    def in_sql(self) -> str:
        """Return the test as SQL writes it."""
        return WAYS[self.way].sql.format(c=sql_name(self.column), v=sql_literal(self.value))

    def in_words(self) -> str:
        """Return the test as AutoFilter says it: 'PLACE equals U4'."""
        value = f" {self.value}" if WAYS[self.way].needs_value else ""
        return f"{self.column} {WAYS[self.way].excel}{value}"


@dataclass(frozen=True)
class Filter:
    """A whole filter: its first test, and where `join` is 'and' or 'or' its second."""

    first: Part
    join: str
    second: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """The tests that are asked."""
        return (self.first,) if self.join == ALONE else (self.first, self.second)

    def together(self, answers: list[Answers]) -> Answers:
        """Return what the tests' answers come to."""
        made: Answers = (np.logical_or if self.join == "or" else np.logical_and).reduce(answers)
        return made


def filter_chosen(table: pd.DataFrame, start: Filter, choices: Mapping[str, str | int]) -> Filter:
    """Return `start` with what the reader chose; what does not fit its column comes back as another."""
    join = str(choices.get("join", start.join))
    return Filter(
        _part_chosen(table, start.first, choices, ""),
        join if join in {ALONE, "and", "or"} else start.join,
        _part_chosen(table, start.second, choices, "second_"),
    )


def controls(table: pd.DataFrame, made: Filter) -> tuple[Control, ...]:
    """Return what the reader may change, standing at `made`."""
    joins = (Option(ALONE, "nothing more"), Option("and", "and"), Option("or", "or"))
    second = _controls_of(table, made.second, "second_", "Second ") if made.join != ALONE else ()
    return (*_controls_of(table, made.first, "", ""), Control("join", "And, or", made.join, joins), *second)


def columns_to_ask(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns that can be asked, with a value in some row."""
    names = [name for name in table.columns if isinstance(name, str)][:_MOST_COLUMNS]
    return tuple(name for name in names if kind_of(table[name]) and table[name].notna().any())


def kind_of(values: "pd.Series[Any]") -> str:
    """Return what a column can be asked as, or nothing."""
    if isinstance(values.dtype, np.dtype):
        if values.dtype.kind in _KINDS:
            return _KINDS[values.dtype.kind]
        return "text" if types.is_string_dtype(values) else ""
    return "text" if isinstance(values.dtype, pd.StringDtype) else ""


def _part_chosen(table: pd.DataFrame, start: Part, choices: Mapping[str, str | int], nth: str) -> Part:
    column = str(choices.get(f"{nth}column", start.column))
    column = column if column in columns_to_ask(table) else start.column
    kind = kind_of(table[column])
    way = str(choices.get(f"{nth}way", start.way))
    way = way if way in WAYS and kind in WAYS[way].kinds.split() else "is"
    if not WAYS[way].needs_value:
        return Part(column, way)
    typed = choices.get(f"{nth}value", start.value if column == start.column else None)
    read = None if typed in {None, ""} else _READ[kind](str(typed))
    listed = _listed(table[column], kind, way)
    fits = read is not None and (not listed or read in listed)
    return Part(column, way, read if fits else commonest_of(table[column]))


def commonest_of(values: "pd.Series[Any]") -> Cell:
    """Return a column's commonest value as it is typed."""
    value = values.value_counts().index[0]
    return _READ[kind_of(values)](str(value)[:10] if isinstance(value, pd.Timestamp) else str(value))


def _number(typed: str) -> Cell:
    try:
        number = float(typed.replace(",", ""))
    except ValueError:
        return None
    if not np.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _day(typed: str) -> Cell:
    """Return a day as code writes it, typed so or as in Britain."""
    days = [pd.to_datetime(typed, format=way, errors="coerce") for way in ("%Y-%m-%d", "%d/%m/%Y")]
    return next((f"{day:%Y-%m-%d}" for day in days if not pd.isna(day)), None)


_READ: dict[str, Callable[[str], Cell]] = {
    "number": _number,
    "date": _day,
    "text": str,
    "truth": {"True": True, "False": False}.get,
}
_KINDS = {"b": "truth", "i": "number", "u": "number", "f": "number", "M": "date"}


def _listed(values: "pd.Series[Any]", kind: str, way: str) -> tuple[Cell, ...]:
    """Return the values to choose from: of few short texts asked whole, and of True and False."""
    if kind == "truth":
        return (True, False)
    if kind != "text" or way not in {"is", "not"}:
        return ()
    found = values.dropna().unique()
    if len(found) > _MOST_VALUES or any(not text or len(text) > _LONGEST for text in found):
        return ()
    return tuple(sorted(map(str, found)))


def _controls_of(table: pd.DataFrame, part: Part, nth: str, before: str) -> tuple[Control, ...]:
    kind = kind_of(table[part.column])
    names = tuple(Option(name, name) for name in columns_to_ask(table))
    ways = tuple(Option(name, way.excel) for name, way in WAYS.items() if kind in way.kinds.split())
    made = (
        Control(f"{nth}column", f"{before}column".capitalize(), part.column, names),
        Control(f"{nth}way", f"{before}comparison".capitalize(), part.way, ways),
    )
    if not WAYS[part.way].needs_value:
        return made
    listed = tuple(Option(str(value), str(value)) for value in _listed(table[part.column], kind, part.way))
    return (*made, Control(f"{nth}value", f"{before}value".capitalize(), str(part.value), listed))
