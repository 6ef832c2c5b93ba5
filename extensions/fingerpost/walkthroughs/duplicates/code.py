"""The code of the duplicates: counting ids, dropping rows, and keeping the latest of each."""

from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.duplicates.told import Told
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula


def whole_table(told: Told) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(told.table, f"FROM {sql_name(told.table)}")


def count_rows(told: Told) -> tuple[Code, ...]:
    """Return the number of rows."""
    return both(
        f"len({told.table})", f"SELECT count(*) AS rows\nFROM {sql_name(told.table)}", ("len",), ("count(*)",)
    )


def count_ids(told: Told) -> tuple[Code, ...]:
    """Return the number of different ids."""
    counted = f"count(DISTINCT {sql_name(told.column)})"
    sql = f"SELECT {counted} AS number\nFROM {sql_name(told.table)}"
    return both(f"{told.table}[{quoted(told.column)}].nunique()", sql, ("nunique()",), (counted,))


def keep_first(told: Told) -> tuple[Code, ...]:
    """Return the first row of each id, in the file's order: SQL has none, so the row numbers stand for it."""
    pandas = f"{told.table}.drop_duplicates({quoted(told.column)})"
    sql = _ranked(told, "rowid_of_file", "")
    return both(pandas, sql, ("drop_duplicates",), ("row_number()",))


def keep_latest(told: Told, *, said: bool = True) -> tuple[Code, ...]:
    """Return the latest row of each id that is there."""
    column, day = quoted(told.column), quoted(told.day)
    made = f"pd.to_datetime({told.table}[{day}], format={quoted(told.written)})" if told.written else ""
    table = f"{told.table}.assign(**{{{day}: {made}}})" if made else told.table
    pandas = (
        f"known = {table}.dropna(subset=[{column}])\n"
        f'in_order = known.sort_values({day}, kind="stable", na_position="first")\n'
        f'latest = in_order.drop_duplicates({column}, keep="last")'
    )
    sql = _ranked(told, "", f"WHERE {sql_name(told.column)} IS NOT NULL\n")
    codes = both(pandas, sql, ('keep="last"',), ("row_number()",))
    return codes if said else tuple(Code(code.language, code.text) for code in codes)


def of_unique(told: Told) -> Formula:
    """Return Excel's count of different ids."""
    text = f"=ROWS(UNIQUE({_range(told)}))"
    return Formula(f"{LETTERS[len(told.sample.columns) + 1]}2", text, spans(text, "UNIQUE"))


def of_heading(told: Told) -> Formula:
    """Return what the formula bar shows on the ids' heading."""
    return Formula(f"{_letter(told)}1", told.column)


def _ranked(told: Told, first: str, where: str) -> str:
    day = sql_name(told.day)
    if told.written:
        day = f"strptime({day}, {sql_literal(told.written)})"
    order = "rowid_of_file" if first else f"{day} DESC NULLS LAST, rowid_of_file DESC"
    return (
        f"SELECT * EXCLUDE rowid_of_file\nFROM (SELECT *, row_number() OVER () AS rowid_of_file\n"
        f"      FROM {sql_name(told.table)})\n{where}"
        f"QUALIFY row_number() OVER (\n    PARTITION BY {sql_name(told.column)} ORDER BY {order}\n) = 1"
    )


def _letter(told: Told) -> str:
    return LETTERS[list(told.sample.columns).index(told.column)]


def _range(told: Told) -> str:
    return f"{_letter(told)}2:{_letter(told)}{len(told.sample) + 1}"
