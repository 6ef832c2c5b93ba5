"""Everything a page or a scene needs to say about one formula over one table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import duckdb
import pandas as pd

from fingerpost.formulas.checking import Run, compared, run_pandas, run_sql
from fingerpost.formulas.filling import Filled, check_inside, filled, value_at
from fingerpost.formulas.interpreter import Step
from fingerpost.formulas.oracle import Agreement, agreement, is_installed
from fingerpost.formulas.parser import parse
from fingerpost.formulas.reasons import Rerun, with_reason
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import Code, to_pandas, to_sql
from fingerpost.formulas.translating.idiomatic import Assumption, to_idiomatic_pandas
from fingerpost.formulas.translating.idiomatic_sql import to_idiomatic_sql
from fingerpost.formulas.translating.typed import UntranslatedError
from fingerpost.formulas.traps import Trap, traps_of
from fingerpost.formulas.tree import Formula
from fingerpost.formulas.values import Array, ExcelError, Value

MOST_TRACED = 12


@dataclass(frozen=True)
class Translation:
    """A translation with its proof.

    Code and how it agreed with the interpreter, or the reason there is none.
    """

    language: str
    code: Code | None
    agreement: Agreement | None
    refusal: str = ""


@dataclass(frozen=True)
class Explanation:
    """A formula explained: value as typed, values filled down, steps of the first rows, translations, traps.

    `traces` holds, for up to twelve rows of the sheet, the interpreter's steps; a step's `start` and `stop`
    are positions in `formula.source`. `ironcalc` is None where IronCalc is not installed. `plain` is what a
    colleague would write, and `assumptions` what it takes for granted, each tested on the table.
    """

    formula: Formula
    value: Value | Array
    filled: Filled
    traces: dict[int, tuple[Step, ...]]
    translations: tuple[Translation, ...]
    ironcalc: Agreement | None
    plain: Translation
    assumptions: tuple[Assumption, ...]
    traps: tuple[Trap, ...]
    plain_sql: Translation
    sql_assumptions: tuple[Assumption, ...]


def explain_formula(text: str, table: Table | pd.DataFrame, *, as_at: date | None = None) -> Explanation:
    """Return what a formula gives over a table, row by row, with its pandas and SQL checked on that table.

    The table's header is row 1, its first column A. `as_at` is the day that TODAY() shall be.

    Raises:
        BrokenFormulaError: the text is no formula, with the place.
        RefusedFormulaError: a function or reference that is not supported, with the place.
    """
    sheet = table if isinstance(table, Table) else Table(table, as_at)
    formula = parse(text)
    check_inside(formula, sheet)
    values = filled(formula, sheet)
    traps = tuple(traps_of(formula, sheet))
    plain, assumptions = _plain(formula, sheet, values)
    plain_sql, sql_assumptions = _plain_sql(formula, sheet, values)
    plain, plain_sql = (_told_why(one, formula, sheet, traps) for one in (plain, plain_sql))
    translations = tuple(_translation(name, formula, sheet, values) for name in _LANGUAGES)
    return Explanation(
        formula,
        values.results[0] if values.results else 0.0,
        values,
        _traces(formula, sheet, values),
        tuple(_told_why(one, formula, sheet, traps) for one in translations),
        _ironcalc(formula, sheet, values, traps) if is_installed() else None,
        plain,
        assumptions,
        traps,
        plain_sql,
        sql_assumptions,
    )


def _again(whom: str, formula: Formula) -> Rerun:
    """Return how one of the ways is compared over another table, in the first row that differs there."""
    ways: dict[str, Callable[[Table, Filled], Agreement]] = {
        "plain pandas": lambda table, values: compared(
            run_pandas(to_idiomatic_pandas(formula, table)[0], table), values
        ),
        "plain SQL": lambda table, values: compared(
            run_sql(to_idiomatic_sql(formula, table)[0], table), values
        ),
        "pandas": lambda table, values: compared(run_pandas(to_pandas(formula, table), table), values),
        "SQL": lambda table, values: compared(run_sql(to_sql(formula, table), table), values),
        "IronCalc": lambda table, values: agreement(formula, table, values),
    }
    return lambda table: ways[whom](table, filled(formula, table))


def _told_why(one: Translation, formula: Formula, table: Table, traps: tuple[Trap, ...]) -> Translation:
    """Return a translation with the reason why it differs, where it does."""
    if one.agreement is None:
        return one
    again = _again(one.language, formula)
    return replace(one, agreement=with_reason(one.agreement, formula, table, one.language, again, traps))


def _ironcalc(formula: Formula, table: Table, values: Filled, traps: tuple[Trap, ...]) -> Agreement:
    how = agreement(formula, table, values)
    return with_reason(how, formula, table, "IronCalc", _again("IronCalc", formula), traps)


def _traces(formula: Formula, table: Table, values: Filled) -> dict[int, tuple[Step, ...]]:
    traces = {}
    for row in rows_to_show(table, values):
        steps: list[Step] = []
        value_at(formula, table, row, steps)
        traces[row] = tuple(steps)
    return traces


def rows_to_show(table: Table, values: Filled) -> list[int]:
    """Return up to twelve rows that show every case: each kind of result, blanks, then the first rows."""
    rows = range(values.first_row, values.first_row + len(values.results))
    blank = table.frame.isna().any(axis=1).to_numpy()
    cases: dict[object, int] = {}
    for row, result in zip(rows, values.results, strict=True):
        kind = result.code if isinstance(result, ExcelError) else type(result).__name__
        cases.setdefault((kind, bool(values.fills and blank[row - 2])), row)
    chosen = list(cases.values())[:MOST_TRACED]
    spare = [row for row in rows[: 2 * MOST_TRACED] if row not in chosen]
    return sorted([*chosen, *spare[: MOST_TRACED - len(chosen)]])


def _plain(formula: Formula, table: Table, values: Filled) -> tuple[Translation, tuple[Assumption, ...]]:
    """Return plain pandas with its assumptions, or the reason why it cannot run on this table."""
    name = "plain pandas"
    try:
        code, assumptions = to_idiomatic_pandas(formula, table)
        return Translation(name, code, compared(run_pandas(code, table), values)), assumptions
    except UntranslatedError as refusal:
        return Translation(name, None, None, str(refusal)), ()
    except (TypeError, ValueError, AttributeError) as trouble:
        said = f"Plain pandas stops on this table ({trouble}), so that only the faithful form is given."
        return Translation(name, None, None, said), ()


def _plain_sql(formula: Formula, table: Table, values: Filled) -> tuple[Translation, tuple[Assumption, ...]]:
    """Return plain SQL with its assumptions, or the reason why it cannot run on this table."""
    name = "plain SQL"
    try:
        code, assumptions = to_idiomatic_sql(formula, table)
        return Translation(name, code, compared(run_sql(code, table), values)), assumptions
    except UntranslatedError as refusal:
        return Translation(name, None, None, str(refusal)), ()
    except (duckdb.Error, ArithmeticError, TypeError, ValueError) as trouble:
        said = f"Plain SQL stops on this table ({str(trouble).splitlines()[0]}), so that it is not given."
        return Translation(name, None, None, said), ()


_LANGUAGES: dict[str, tuple[Callable[[Formula, Table], Code], Callable[[Code, Table], Run]]] = {
    "pandas": (to_pandas, run_pandas),
    "SQL": (to_sql, run_sql),
}


def _translation(language: str, formula: Formula, table: Table, values: Filled) -> Translation:
    translate, run = _LANGUAGES[language]
    try:
        code = translate(formula, table)
    except UntranslatedError as refusal:
        return Translation(language, None, None, str(refusal))
    try:
        return Translation(language, code, compared(run(code, table), values))
    except (duckdb.Error, ArithmeticError, TypeError, ValueError) as trouble:
        said = f"The {language} stops on this table, so it is not given: {str(trouble).splitlines()[0]}."
        return Translation(language, None, None, said)
