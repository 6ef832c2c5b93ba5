"""Translations run on the table at hand and compared with the interpreter, row by row."""

from itertools import zip_longest
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from fingerpost.formulas.filling import Filled
from fingerpost.formulas.oracle import Agreement, same_value
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import Code
from fingerpost.formulas.values import Array, ExcelError, Value


class Run(NamedTuple):
    """What a translation gave: one value a row, or one."""

    results: list[object]
    by_row: bool


def frames_of(table: Table) -> dict[str, Any]:
    """Return the frames a translation may name: the table's own, and the others it reads."""
    others = {name: other.frame for name, other in table.others.items()}
    return {"cells": table.alone, table.name: table.frame, **others}


def run_pandas(code: Code, table: Table) -> Run:
    """Return what the pandas code gives on the table."""
    names: dict[str, Any] = {"pd": pd, **frames_of(table)}
    exec(compile(code.whole, "<formula>", "exec"), names)  # noqa: S102 - code written by the translator from a checked tree
    result = names["result"]
    if isinstance(result, pd.Series):
        return Run(result.tolist(), by_row=True)
    return Run([result], by_row=False)


def run_sql(code: Code, table: Table) -> Run:
    """Return what the SQL gives on the table."""
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.register("data", table.frame)
        return run_sql_on(connection, code)


def run_sql_on(connection: duckdb.DuckDBPyConnection, code: Code) -> Run:
    """Return what the SQL gives on a connection where `data` is the table."""
    if code.rules:
        connection.execute(code.rules)
    rows = connection.execute(code.expression).fetchall()
    return Run([row[-1] for row in rows], by_row=code.by_row or code.spills)


def as_value(found: object) -> Value:
    """Return a result as one of our values; a missing one is an error of no known kind."""
    if found is None or found is pd.NA or found is pd.NaT or (isinstance(found, float) and found != found):  # noqa: PLR0124 - NaN
        return None
    if isinstance(found, (bool, str)):
        return found
    if type(found).__name__ == "bool":
        return bool(found)
    return float(found)  # type: ignore[arg-type]  # a number of some width


def cells_of(ours: Filled) -> "list[Value | Array]":
    """Return one value for each cell: of a formula that spills down one column, all its cells."""
    block = ours.results[0] if len(ours.results) == 1 and not ours.fills else None
    return list(block.flat) if type(block) is Array and block.width == 1 else ours.results


def compared(run: Run, ours: Filled) -> Agreement:
    """Compare a translation's results with the interpreter's; a missing value stands for any error."""
    wanted = cells_of(ours)
    values = run.results if run.by_row else run.results * len(wanted)
    for place, (found, expected) in enumerate(zip_longest(values, wanted)):
        mine = expected.rows[0][0] if type(expected) is Array else expected
        theirs = as_value(found)
        agrees = theirs is None if type(mine) is ExcelError else same_value(mine, theirs)  # type: ignore[arg-type]  # single
        if not agrees:
            return Agreement(place + 1, 0, ours.first_row + place, mine, theirs)  # type: ignore[arg-type]  # a single value
    return Agreement(len(values), 0)
