"""The one line that makes a whole column, in pandas and SQL, and the formula that is dragged."""

import pandas as pd

from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.fill_down.told import Told, Work
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_name
from fingerpost.walkthroughs.scene import Code, Formula


def whole_table(told: Told) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(told.table, f"FROM {sql_name(told.table)}")


def whole_column(told: Told, *, said: str = "line") -> tuple[Code, ...]:
    """Return the two lines that name the fixed value and make the column.

    `said` is what the step speaks of: the `line`, the `fixed` value, or the `column`.
    """
    work = told.work
    column, sql_column = f"{told.table}[{quoted(work.column)}]", sql_name(work.column)
    made = f"{told.table}[{quoted(work.made)}] = {_pandas(work, column)}"
    sql_made = _sql(work, sql_column)
    sql = f"SELECT *, {sql_made} AS {sql_name(work.made)}\nFROM {sql_name(told.table)}"
    spoken = {
        "line": ((made,), (sql_made,)),
        "fixed": ((work.fixed_name,), (_sql_fixed(work),)),
        "column": ((column,), (sql_column,)),
        "": ((), ()),
    }
    return both(f"{work.fixed_name} = {_fixed(work)}\n{made}", sql, *spoken[said])


def blank_rows(told: Told) -> tuple[Code, ...]:
    """Return the rows with nothing to work on, to be looked at before anything is added up."""
    column = quoted(told.work.column)
    sql = f"SELECT *\nFROM {sql_name(told.table)}\nWHERE {sql_name(told.work.column)} IS NULL"
    return both(f"{told.table}[{told.table}[{column}].isna()]", sql, (".isna()",), ("IS NULL",))


def add_up(told: Told) -> tuple[Code, ...]:
    """Return the sum of the whole column, made in one go."""
    work = told.work
    column = f"{told.table}[{quoted(work.column)}]"
    sql = f"SELECT sum({_sql(work, sql_name(work.column))}) AS total\nFROM {sql_name(told.table)}"
    pandas = f"{work.fixed_name} = {_fixed(work)}\ntotal = ({_pandas(work, column)}).sum()"
    return both(pandas, sql, (".sum()",), ("sum(",))


def of_row(told: Told, at: int, *, said: str = "") -> Formula:
    """Return the formula of the sample's row `at`, with the fixed cell or the moving one spoken of."""
    fixed, moving = fixed_address(told), f"{_letter(told)}{at + 2}"
    text = f"={fixed}-{moving}" if told.work.on_dates else f"={moving}-{fixed}"
    spoken = {"fixed": (fixed,), "column": (moving,), "": ()}[said]
    return Formula(f"{_made_letter(told)}{at + 2}", text, spans(text, *spoken))


def of_empty(told: Told) -> Formula:
    """Return what the formula bar shows on the first row that the formula never reached: nothing."""
    return Formula(f"{_made_letter(told)}{told.dragged + 2}", "")


def of_sum(told: Told, *, rows: int | None = None) -> Formula:
    """Return the sum below so many rows or the sample: it treats an empty cell as nothing, unsaid."""
    letter, last = _made_letter(told), (rows or told.sums.rows) + 1
    text = f"=SUM({letter}2:{letter}{last})"
    return Formula(f"{letter}{last + 1}", text, spans(text, "SUM"))


def fixed_address(told: Told) -> str:
    """Return where the fixed value stands: '$E$2'."""
    return f"${fixed_letter(told)}$2"


def fixed_letter(told: Told) -> str:
    """Return the column of the fixed value: one column free beside the table."""
    return LETTERS[len(told.sample.columns) + 2]


def _letter(told: Told) -> str:
    return LETTERS[list(told.sample.columns).index(told.work.column)]


def _made_letter(told: Told) -> str:
    return LETTERS[len(told.sample.columns)]


def _pandas(work: Work, column: str) -> str:
    return f"({work.fixed_name} - {column}).dt.days" if work.on_dates else f"{column} - {work.fixed_name}"


def _sql(work: Work, column: str) -> str:
    fixed = _sql_fixed(work)
    return f"date_diff('day', {column}, {fixed})" if work.on_dates else f"{column} - {fixed}"


def _fixed(work: Work) -> str:
    return (
        f'pd.Timestamp("{work.fixed:%Y-%m-%d}")' if isinstance(work.fixed, pd.Timestamp) else repr(work.fixed)
    )


def _sql_fixed(work: Work) -> str:
    return f"TIMESTAMP '{work.fixed:%Y-%m-%d}'" if isinstance(work.fixed, pd.Timestamp) else str(work.fixed)
