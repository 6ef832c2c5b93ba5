"""COMMENT ON for every table and column, from the spec's labels."""

from collections.abc import Iterator

from fingerpost.spec.tables import Table, tables_of
from fingerpost.warehouse.sql_files import named, quoted


def comments_on(table: Table, *, kind: str | None = None) -> Iterator[str]:
    """Yield the statements that comment one table or view and each of its columns."""
    kind = kind or ("VIEW" if table.is_view else "TABLE")
    yield f"COMMENT ON {kind} {named(table.schema, table.name)} IS {quoted(table.comment)};"
    for column in table.columns:
        path = named(table.schema, table.name, column.name)
        yield f"COMMENT ON COLUMN {path} IS {quoted(column.label)};"


def all_comments(warehouse: str, *, kind: str | None = None) -> str:
    """Return one script that comments everything in the warehouse of a letter, or of the region."""
    return "\n".join(
        statement for table in tables_of(warehouse) for statement in comments_on(table, kind=kind)
    )
