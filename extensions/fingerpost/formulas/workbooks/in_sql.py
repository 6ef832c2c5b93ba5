"""The same line in SQL, where SQL says it well: counts and sums under conditions, lookups, running totals."""

from typing import TYPE_CHECKING

import duckdb

from fingerpost.errors import FingerpostError
from fingerpost.formulas.translating.code import plan_of, sql_at
from fingerpost.formulas.translating.typed import Place, Typed

if TYPE_CHECKING:
    from fingerpost.formulas.workbooks.fills import Fill
    from fingerpost.formulas.workbooks.work import Room

_NATURAL = ("where_", "lookup", "running_", "sum", "mean", "median", "count", "per_row")
_NOT_RUN = (
    duckdb.Error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)


def in_sql(place: Place, fill: "Fill", room: "Room") -> tuple[str, str]:
    """Return a cell of the notebook that asks the same of DuckDB and compares, and the rules it needs.

    Nothing where SQL would not be the natural way to say it, or does not give the saved values.
    """
    try:
        typed = plan_of(place)
        if not _is_natural(typed) or _has_single_cells(typed):
            return "", ""
        code = sql_at(place, place.table.name if fill.region else "")
    except FingerpostError:
        return "", ""
    sheet = f"sheets[{fill.page.name!r}]"
    if fill.region is None:
        lines = [f'one = con.sql("""\n{code.expression}\n""").df()["result"].iloc[0]']
        lines.append(f'print(count_same(one, {sheet}, {fill.where!r}), "value by SQL is equal too")')
    else:
        lines = [
            f'column = con.sql("""\n{code.expression}\n""").df()["result"].set_axis({place.table.name}.index)'
        ]
        lines.append(f'print(count_same(column, {sheet}, {fill.letters!r}), "values by SQL are equal too")')
    source = "\n".join(lines)
    try:
        room.ask(source, code.rules)
    except _NOT_RUN:
        return "", ""
    return source, code.rules


def _is_natural(typed: Typed) -> bool:
    return typed.op.startswith(_NATURAL) or any(_is_natural(arg) for arg in typed.args)


def _has_single_cells(typed: Typed) -> bool:
    return typed.op == "lone" or any(_has_single_cells(arg) for arg in typed.args)
