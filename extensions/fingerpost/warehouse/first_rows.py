"""The first rows of one table, for a page to show: the file is opened, read and let go of at once."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from fingerpost.spec.tables import Table
from fingerpost.warehouse.connection import (
    WarehouseUnusableError,
    how_to_build,
    open_warehouse,
    usable_manifest,
)
from fingerpost.warehouse.sql_files import named, sql

Value = str | int | float | None


@dataclass(frozen=True)
class FirstRows:
    """Rows of `table`, one value a column in its order; `held` is how many rows the whole table has.

    Days are ISO text, truths "True" and "False" as pandas writes them, blanks None.
    """

    table: Table
    rows: tuple[tuple[Value, ...], ...]
    held: int


def first_rows(table: Table, *, most: int, warehouse: str, root: Path | None = None) -> FirstRows:
    """Return at most `most` rows of a table of a warehouse, by its letter or "region".

    Nothing stays open: a notebook reads on meanwhile, and a build may put another file in its place.

    Raises:
        WrongUseError: there is no authority of that letter.
        WarehouseUnusableError: the file is missing, broken, unfinished, of another version, or not ours.
    """
    manifest = usable_manifest(warehouse, root=root)
    asked = sql("first_rows").format(
        columns=", ".join(named(column.name) for column in table.columns),
        table=named(table.schema, table.name),
    )
    try:
        with closing(open_warehouse(warehouse, root=root)) as connection:
            found = connection.execute(asked, {"most": most}).fetchall()
        held = manifest.tables[table.full_name].rows
    except (duckdb.Error, KeyError) as trouble:
        raise WarehouseUnusableError(
            f"{table.full_name} cannot be read from the warehouse: its file or its manifest is damaged. "
            + how_to_build(warehouse)
        ) from trouble
    return FirstRows(table, tuple(tuple(map(_value, row)) for row in found), held)


def _value(held: object) -> Value:
    if held is None or (isinstance(held, int | float) and not isinstance(held, bool)):
        return held
    return held.isoformat() if isinstance(held, date) else str(held)
