"""The four cells in pandas and in SQL, where a table made by a query stays as it was, and on a sheet."""

from fingerpost.walkthroughs.quoting import both, literal, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Cell, Code, Formula
from fingerpost.walkthroughs.stale.told import Told


def cells_in_pandas(told: Told, chosen: Cell) -> tuple[str, str, str, str]:
    """Return the notebook's four cells."""
    return (
        f"chosen = {literal(chosen)}",
        f"number = ({told.table}[{quoted(told.column)}] == chosen).sum()",
        f"others = len({told.table}) - number",
        "print(chosen, number, others)",
    )


def cells_in_sql(told: Told, chosen: Cell) -> tuple[str, str, str, str]:
    """Return the same four as statements; each CREATE TABLE keeps the answer it had."""
    table = sql_name(told.table)
    return (
        f"SET VARIABLE chosen = {sql_literal(chosen)};",
        (
            f"CREATE OR REPLACE TABLE counted AS\nSELECT count(*) AS number FROM {table}\n"
            f"WHERE {sql_name(told.column)} = getvariable('chosen');"
        ),
        (
            f"CREATE OR REPLACE TABLE rest AS\nSELECT (SELECT count(*) FROM {table}) - number AS others\n"
            "FROM counted;"
        ),
        ("SELECT getvariable('chosen') || ' ' || number || ' ' || others AS line\nFROM counted, rest;"),
    )


def whole(told: Told, chosen: Cell) -> tuple[Code, ...]:
    """Return all four cells, to be run from the top."""
    return both("\n".join(cells_in_pandas(told, chosen)), "\n".join(cells_in_sql(told, chosen)))


def first_cell(told: Told) -> tuple[Code, ...]:
    """Return the first cell as it is after the change."""
    pandas, sql = cells_in_pandas(told, told.after.chosen)[0], cells_in_sql(told, told.after.chosen)[0]
    return both(pandas, sql, (literal(told.after.chosen),), (sql_literal(told.after.chosen),))


def last_cell(told: Told) -> tuple[Code, ...]:
    """Return the last cell, which reads three names."""
    pandas, sql = cells_in_pandas(told, told.after.chosen)[-1], cells_in_sql(told, told.after.chosen)[-1]
    return both(pandas, sql, ("chosen", "number", "others"), ("number", "'chosen'", "others"))


def on_sheet(told: Told) -> tuple[str, str, str, str]:
    """Return what stands in B2 to B5: a value and three formulas."""
    column = f"{told.table}[{told.column}]"
    return (
        str(told.before.chosen),
        f"=COUNTIF({column},B2)",
        f"=ROWS({column})-B3",
        '=B2&" "&B3&" "&B4',
    )


def of_chosen(chosen: Cell) -> Formula:
    """Return the formula bar on the cell that is typed in."""
    return Formula("B2", str(chosen))


def of_line(told: Told, *, said: str = "B3") -> Formula:
    """Return the formula bar on the last cell."""
    text = on_sheet(told)[3]
    return Formula("B5", text, spans(text, said))
