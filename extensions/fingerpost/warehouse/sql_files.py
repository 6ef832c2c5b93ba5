"""The room's SQL: one `.sql` file for each thing it makes, read by name."""

from functools import cache
from importlib.resources import files


@cache
def sql(name: str) -> str:
    """Return the text of `warehouse/sql/<name>.sql`."""
    return files("fingerpost.warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def quoted(text: str) -> str:
    """Return `text` as an SQL string literal, for the statements that take no parameter."""
    return "'" + text.replace("'", "''") + "'"


def named(*parts: str) -> str:
    """Return a quoted SQL name such as "ssda903"."episodes"."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
