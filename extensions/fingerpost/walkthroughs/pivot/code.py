"""The code a pivot shows: each step in pandas and in SQL that gives the same rows, and Excel's formulas."""

from dataclasses import dataclass

import pandas as pd

from fingerpost.walkthroughs.pivot.tables import BLANK_LABEL, Layout
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula
from fingerpost.walkthroughs.text_numbers import read_as_numbers
from fingerpost.walkthroughs.words import Words


@dataclass(frozen=True)
class Names:
    """The names a pivot's code is made of, quoted as each language wants them."""

    table: str
    rows: str
    count: str
    sql_rows: str
    sql_count: str
    heading: str


def names_of(words: Words) -> Names:
    """Return the names quoted for pandas and for SQL."""
    return Names(
        table=words.table,
        rows=quoted(words.rows),
        count=quoted(words.count),
        sql_rows=sql_name(words.rows),
        sql_count=sql_name(words.count),
        heading=words.counted.heading,
    )


def whole_table(names: Names) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(names.table, f"FROM {sql_name(names.table)}")


def piles_only(names: Names) -> tuple[Code, ...]:
    """Return the code that makes piles and counts nothing."""
    grouped = f"groupby({names.rows})"
    by = f"GROUP BY {names.sql_rows}"
    table = f"{sql_name(names.table)} {_blanks_left_out(names)}"
    sql = f"SELECT {names.sql_rows}\nFROM {table}\n{by} ORDER BY {names.sql_rows}"
    return both(f"{names.table}.{grouped}", sql, (grouped,), (by,))


def count_rows(names: Names) -> tuple[Code, ...]:
    """Return the code that counts the rows of each pile, blanks left out."""
    kept = _blanks_left_out(names)
    sql = _sql(names, "count(*) AS rows", where=kept)
    return both(f"{names.table}.groupby({names.rows}).size()", sql, (".size()",), ("count(*)", kept))


def count_rows_with_blank(names: Names) -> tuple[Code, ...]:
    """Return the code that counts the rows of each pile, the blank one too."""
    pandas = f"{names.table}.groupby({names.rows}, dropna=False).size()"
    return both(pandas, _sql(names, "count(*) AS rows"), ("dropna=False",), (f"GROUP BY {names.sql_rows}",))


def count_distinct(names: Names) -> tuple[Code, ...]:
    """Return the code that counts each value once in a pile."""
    switch = f"[{names.count}].nunique()"
    distinct = f"count(DISTINCT {names.sql_count})"
    pandas = f"{names.table}.groupby({names.rows}, dropna=False){switch}"
    return both(pandas, _sql(names, f"{distinct} AS {names.heading}"), (switch,), (distinct,))


def count_alike(names: Names) -> tuple[Code, ...]:
    """Return the code that counts rows by labels without capitals and outer spaces."""
    label = f'{names.table}[{names.rows}].str.strip(" ").str.upper()'
    bare = f"upper(trim({names.sql_rows}))"
    sql = f"SELECT {bare} AS label, count(*) AS rows\nFROM {sql_name(names.table)}\nGROUP BY 1\nORDER BY 1"
    return both(f"{names.table}.groupby({label}, dropna=False).size()", sql, (label,), (bare,))


def text_to_numbers(words: Words) -> tuple[Code, ...]:
    """Return how the counted column becomes numbers, and in SQL the sum that reads it so."""
    line, read = read_as_numbers(words.table, words.count)
    rows = sql_name(words.rows)
    sql = (
        f"SELECT {rows}, sum({read}) AS total\nFROM {sql_name(words.table)}\nGROUP BY {rows} ORDER BY {rows}"
    )
    return both(line, sql, ("pd.to_numeric",), (read,))


def take_away(names: Names) -> tuple[Code, ...]:
    """Return the code that gives both counts, made to be copied."""
    pandas = (
        f"{names.table}.groupby({names.rows}, dropna=False).agg(\n"
        f'    rows=({names.count}, "size"),\n    {names.heading}=({names.count}, "nunique"),\n)'
    )
    counted = f"count(*) AS rows,\n       count(DISTINCT {names.sql_count}) AS {names.heading}"
    return both(pandas, _sql(names, counted))


def columns_in_sql(table: pd.DataFrame, columns: str) -> str:
    """Return what SQL makes columns of: a blank is left out unless it is given a name."""
    name = sql_name(columns)
    blank = bool(table[columns].hasnans)
    return f"coalesce({name}::VARCHAR, {sql_literal(BLANK_LABEL)})" if blank else name


def of_heading(layout: Layout, words: Words) -> Formula:
    """Return what the formula bar shows on the rows' column heading."""
    return Formula(f"{layout.rows_letter}1", words.rows)


def of_number(layout: Layout, number: int) -> Formula:
    """Return what the formula bar shows on a PivotTable's number: the number, and no formula."""
    return Formula(f"{layout.value_letter}2", str(number))


def of_count(layout: Layout, *, piles_only: bool = False) -> Formula:
    """Return the formula that counts one label's rows, or the part of it that says which rows."""
    text = f"=COUNTIFS({layout.rows_range},{layout.first_label})"
    said = f"{layout.rows_range},{layout.first_label}" if piles_only else "COUNTIFS"
    return Formula(f"{layout.free_letter}2", text, spans(text, said))


def of_blanks(layout: Layout) -> Formula:
    """Return the formula that counts the blank cells."""
    text = f"=COUNTBLANK({layout.rows_range})"
    return Formula(f"{layout.free_letter}2", text, spans(text, "COUNTBLANK"))


def of_distinct(layout: Layout) -> Formula:
    """Return the formula that counts one label's different values."""
    text = f"=ROWS(UNIQUE(FILTER({layout.count_range},{layout.rows_range}={layout.first_label})))"
    return Formula(f"{layout.free_letter}2", text, spans(text, "UNIQUE"))


def _sql(names: Names, counted: str, *, where: str = "") -> str:
    table = f"{sql_name(names.table)} {where}".rstrip()
    by = f"GROUP BY {names.sql_rows} ORDER BY {names.sql_rows}"
    return f"SELECT {names.sql_rows}, {counted}\nFROM {table}\n{by}"


def _blanks_left_out(names: Names) -> str:
    """Return the words by which SQL does what `groupby` does unasked."""
    return f"WHERE {names.sql_rows} IS NOT NULL"
