"""The dictionary as the panel reads it: one JSON document, made from the spec alone."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from fingerpost.spec.codes import Code, all_codes
from fingerpost.spec.tables import FIRST_TO_MEET, SCHEMAS, Column, Table, tables_of
from fingerpost.warehouse.sql_files import named

ROWS_IN_A_QUERY = 10
_LINE = 76
_PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")
_SQLS_OWN_WORDS = {"table", "column"}
"""Names of our columns that SQL would read as words of its own; a test runs the query of every table."""
_TYPES = {
    "VARCHAR": "text",
    "DATE": "day",
    "INTEGER": "whole number",
    "DOUBLE": "number",
    "BOOLEAN": "true or false",
}
SAME_WORDS = (
    ("ceased", "ended", "end", "finished", "closed"),
    ("started", "start", "began", "begin", "begun", "opened"),
    ("gender", "sex"),
    ("dob", "birthday", "birth"),
    ("provider", "carer"),
    ("move", "moved", "moves", "change", "changed"),
    ("runaway", "absconded", "missing"),
    ("school", "education", "pupil"),
)
"""Words by which people look for the same thing: the returns' own beside plain ones."""
_KINDS = {"DATE": "day", "INTEGER": "number", "DOUBLE": "number"}


@dataclass(frozen=True)
class ToldColumn:
    """A column in plain words; `kind` is how our table reads it: number, day or text."""

    name: str
    type: str
    kind: str
    codeset: str
    sensitivity: str
    label: str


@dataclass(frozen=True)
class ToldTable:
    """A table in plain words; `query` is the SQL that reads its columns, `rows` None where nobody knows."""

    name: str
    label: str
    one_row_is: str
    rows: int | None
    query: str
    columns: tuple[ToldColumn, ...]


def told_column(column: Column) -> ToldColumn:
    """Return a column as the panel shows it."""
    return ToldColumn(
        name=column.name,
        type=_TYPES[column.type],
        kind=_KINDS.get(column.type, "text"),
        codeset=column.codeset,
        sensitivity=column.sensitivity,
        label=column.label,
    )


def query_of(table: Table) -> str:
    """Return SQL that a learner could have typed: every column by name, the first ten rows."""
    chosen = ",\n       ".join(_lines([_typed(column.name) for column in table.columns]))
    return f"SELECT {chosen}\nFROM {table.full_name}\nLIMIT {ROWS_IN_A_QUERY}"


def dictionary_of(warehouse: str, *, rows: dict[str, int], trouble: str) -> dict[str, Any]:
    """Return everything the panel shows and searches.

    `rows` holds how many each table has, by full name, where that is known; `trouble` says what is wrong
    with the warehouse and what to do, and is "" where nothing is: the dictionary itself needs no file.
    """
    return {
        "warehouse": warehouse,
        "trouble": trouble,
        "first": FIRST_TO_MEET,
        "same": SAME_WORDS,
        "schemas": [{"name": name, "label": label} for name, label in SCHEMAS.items()],
        "tables": [asdict(_told(table, rows)) for table in tables_of(warehouse)],
        "codesets": {
            name: [_told_code(code) for code in codes]
            for name, codes in groupby(all_codes(), key=lambda code: code.codeset)
        },
    }


def _told(table: Table, rows: dict[str, int]) -> ToldTable:
    return ToldTable(
        name=table.full_name,
        label=table.label,
        one_row_is=table.one_row_is,
        rows=rows.get(table.full_name),
        query=query_of(table),
        columns=tuple(map(told_column, table.columns)),
    )


def _told_code(code: Code) -> dict[str, str]:
    return {
        "code": code.code,
        "label": code.label,
        "from": code.valid_from.isoformat() if code.valid_from else "",
        "to": code.valid_to.isoformat() if code.valid_to else "",
    }


def _lines(names: Iterable[str]) -> list[str]:
    """Return names filled into lines, none of them broken."""
    lines = [""]
    for name in names:
        longer = f"{lines[-1]}, {name}" if lines[-1] else name
        if lines[-1] and len(longer) > _LINE:
            lines.append(name)
        else:
            lines[-1] = longer
    return lines


def _typed(name: str) -> str:
    """Return a column's name as one types it: in quotes only where SQL needs them."""
    is_plain = _PLAIN_NAME.fullmatch(name) and name.lower() not in _SQLS_OWN_WORDS
    return name if is_plain else named(name)
