"""The last step: the reader's own clauses, and the table after any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.drawn import meter
from fingerpost.walkthroughs.query.clauses import ALL_ROWS, JOINS, ORDERS, TESTS, Clause, Query
from fingerpost.walkthroughs.query.kitchen import Kitchen, groups
from fingerpost.walkthroughs.query.tables import groups_table
from fingerpost.walkthroughs.query.told import LINES
from fingerpost.walkthroughs.quoting import literal
from fingerpost.walkthroughs.scene import Cell, Column, Control, Option, Row, Table

_MOST_COLUMNS = 40
_MOST_VALUES = 20
_ACROSS = 5
_HAVING = (0, 2, 3, 5, 10, 50)
_LIMIT = (0, 1, 2, 3, 5, 10)
_JOINED = {"none": "none", "left": "LEFT JOIN", "inner": "JOIN"}
Choices = Mapping[str, str | int]


@dataclass(frozen=True)
class Larder:
    """What there is to cook with: the tables' columns, and DuckDB over all their rows."""

    whole: pd.DataFrame
    """The first table as it is."""
    columns: "dict[str, pd.Series[Any]]"
    """Every column one may name, the first table's before the other's."""
    owner: dict[str, str]
    """Which table each column is in."""
    kitchen: Kitchen

    def values(self, column: str) -> dict[str, Cell]:
        """Return the values WHERE may ask for, as Python writes them: the commonest first."""
        found = self.kitchen.commonest(self.owner[column], column, _MOST_VALUES)
        return {literal(value): value for value in found if not isinstance(value, float) or isfinite(value)}

    def reach(self, query: Query) -> list[str]:
        """Return the columns that a query can name: the other table's only with a join."""
        return [name for name in self.columns if query.join != "none" or self.owner[name] == query.table]

    def askable(self, query: Query) -> list[str]:
        """Return the columns that WHERE can ask for a value: text, numbers, true and false."""
        return [name for name in self.reach(query) if can_be_asked(self.columns[name])]


def can_be_asked(values: "pd.Series[Any]") -> bool:
    """Return whether a column holds text, numbers, or true and false."""
    return bool(
        types.is_string_dtype(values) or types.is_numeric_dtype(values) or types.is_bool_dtype(values)
    ) and not isinstance(values.dtype, pd.CategoricalDtype)


def can_be_grouped(values: "pd.Series[Any]") -> bool:
    """Return whether a column's values read the same in pandas and in DuckDB: dates do as well."""
    return can_be_asked(values) or types.is_datetime64_dtype(values)


def chosen(larder: Larder, start: Query, choices: Choices) -> Query:
    """Return `start` with what the reader chose; what no longer fits gives way to the first that does."""
    query = replace(
        start,
        join=_one_of(choices, "join", JOINS if start.other else {"none": ""}, start.join),
        order=_one_of(choices, "order", ORDERS, start.order),
        having=_number(choices, "having", _HAVING, start.having),
        limit=_number(choices, "limit", _LIMIT, start.limit),
    )
    reach, askable = larder.reach(query), larder.askable(query)
    by = _one_of(choices, "by", reach, start.by)
    where = _one_of(choices, "where", askable, start.where)
    count = _one_of(choices, "count", [ALL_ROWS, *reach], start.count)
    values = larder.values(where if where in askable else askable[0])
    if where == start.where:
        values.setdefault(literal(start.value), start.value)
    return _with_test(
        larder,
        replace(
            query,
            by=by if by in reach else reach[0],
            where=where if where in askable else askable[0],
            count=count if count in [ALL_ROWS, *reach] else ALL_ROWS,
        ),
        values,
        choices,
    )


def _with_test(larder: Larder, query: Query, values: dict[str, Cell], choices: Choices) -> Query:
    """Return the query with the test chosen, as far as its column allows it."""
    test = _one_of(choices, "test", TESTS, query.test)
    fits = test in tests_for(larder.columns[query.where])
    wanted = str(choices.get("value", literal(query.value)))
    value = values.get(wanted, next(iter(values.values()), None))
    test = test if fits else "not"
    return replace(query, test=test if values or not TESTS[test].asks_value else "blank", value=value)


def tests_for(values: "pd.Series[Any]") -> list[str]:
    """Return the tests that a column's values allow."""
    numbers = types.is_numeric_dtype(values) and not types.is_bool_dtype(values)
    return [name for name, test in TESTS.items() if numbers or not test.only_numbers]


def _one_of(choices: Choices, name: str, allowed: Mapping[str, Any] | list[str], otherwise: str) -> str:
    wanted = str(choices.get(name, otherwise))
    return wanted if wanted in allowed else otherwise


def _number(choices: Choices, name: str, allowed: tuple[int, ...], otherwise: int) -> int:
    wanted = choices.get(name, otherwise)
    return wanted if isinstance(wanted, int) and wanted in allowed else otherwise


def stop_after(query: Query, choices: Choices) -> Clause:
    """Return the clause after which the reader looks at the table; one that is not there gives the last."""
    wanted = choices.get("stop", query.clauses[-1])
    return next((clause for clause in query.clauses if clause == wanted), query.clauses[-1])


def controls(larder: Larder, query: Query, stop: Clause) -> tuple[Control, ...]:
    """Return a control for each clause, in the order in which they run, and one for where to stop."""
    names = [Option(name, name) for name in larder.reach(query)[:_MOST_COLUMNS]]
    askable = tuple(Option(name, name) for name in larder.askable(query)[:_MOST_COLUMNS])
    found = {literal(query.value): query.value} | larder.values(query.where)
    values = tuple(Option(key, _short(value)) for key, value in found.items())
    tests = tuple(Option(test, TESTS[test].label) for test in tests_for(larder.columns[query.where]))
    joins = tuple(Option(join, label) for join, label in _JOINED.items())
    asks = TESTS[query.test].asks_value and values
    counts = (Option(ALL_ROWS, "rows"), *(Option(one.value, f"different {one.label}") for one in names))
    return (
        *((Control("join", "JOIN", query.join, joins),) if query.other else ()),
        Control("where", "WHERE", query.where, askable),
        Control("test", "test", query.test, tests),
        *((Control("value", "value", literal(query.value), values),) if asks else ()),
        Control("by", "GROUP BY", query.by, tuple(names)),
        Control("having", "HAVING at least", query.having, _numbers(_HAVING)),
        Control("count", "SELECT: count", query.count, counts),
        Control("order", "ORDER BY", query.order, tuple(Option(key, label) for key, label in ORDERS.items())),
        Control("limit", "LIMIT", query.limit, _numbers(_LIMIT)),
        Control("stop", "Show the table after", stop, tuple(Option(one, one) for one in query.clauses)),
    )


def _numbers(allowed: tuple[int, ...]) -> tuple[Option, ...]:
    return tuple(Option(number, str(number) if number else "none") for number in allowed)


def _short(value: Cell) -> str:
    shown = to_cell(value)
    return '""' if shown == "" else str(shown)


def plate(larder: Larder, query: Query, stop: Clause) -> Table:
    """Return the table after a clause: its first twelve lines, the columns that the query names first."""
    if groups(stop):
        lines = larder.kitchen.served(query, stop, most=LINES)
        return groups_table("plate", f"after {stop}", query, lines, of=larder.kitchen.count(query, stop))
    if stop == "FROM":
        query = replace(query, join="none")  # the other table is not there yet
    reach = larder.reach(query)
    names = [name for name in dict.fromkeys([query.where, query.by, query.count]) if name in reach]
    names += [name for name in reach if name not in names]
    lines = larder.kitchen.first_rows(query, stop, names[:_ACROSS], LINES)
    columns = tuple(column_of(larder.columns[name]) for name in names[:_ACROSS])
    # a row of all rows has no index worth showing: its place is enough
    rows = tuple(Row(f"plate-{at}", (at, *(to_cell(cell) for cell in line))) for at, line in enumerate(lines))
    return Table("plate", f"after {stop}", "frame", (Column("", "number"), *columns), rows)


def rows_after(larder: Larder, query: Query) -> Table:
    """Return how many rows there are after each clause."""
    lines = [
        (f"after-{at}", (clause, larder.kitchen.count(query, clause)))
        for at, clause in enumerate(query.clauses)
    ]
    return meter("rows_after", "rows after each clause", ("clause", "rows"), lines)
