"""A formula filled down a long table: by pandas where it can be one column expression, else cell by cell."""

from typing import TYPE_CHECKING

import pandas as pd

from fingerpost.formulas.checking import as_value, run_pandas
from fingerpost.formulas.filling import Filled, filled, fills_down, value_at
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import plan_of, to_pandas
from fingerpost.formulas.translating.typed import Place, Typed, UntranslatedError
from fingerpost.formulas.tree import Formula

if TYPE_CHECKING:
    from fingerpost.formulas.values import Array, Value


def fill_down(formula: Formula, table: Table) -> Filled:
    """Return what `filled` returns, faster on long tables.

    Criteria that change from row to row stay with the interpreter, whose remembered masks are the faster way.
    Rows that pandas leaves missing are asked of the interpreter, which knows the error value.
    """
    if not fills_down(formula):
        return filled(formula, table)
    try:
        if _works_per_row(plan_of(Place(formula, table))):
            return filled(formula, table)
        code = to_pandas(formula, table)
    except UntranslatedError:
        return filled(formula, table)
    run = run_pandas(code, table)
    rows = table.last_row - code.first_row + 1
    results = pd.Series(run.results if run.by_row else run.results * rows)
    if pd.api.types.is_float_dtype(results.dtype) or pd.api.types.is_bool_dtype(results.dtype):
        values: list[Value | Array] = results.tolist()
    else:
        values = [as_value(result) for result in results]
    for place in results.index[results.isna()]:
        values[place] = value_at(formula, table, code.first_row + int(place))
    return Filled(code.first_row, values, fills=True)


def _works_per_row(typed: Typed) -> bool:
    return typed.op == "per_row" or any(_works_per_row(arg) for arg in typed.args)
