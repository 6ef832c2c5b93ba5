"""The content manifest: rows and an ordered hash of every table, the contract across DuckDB versions."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.spec.tables import tables_of
from fingerpost.warehouse.sql_files import sql

if TYPE_CHECKING:
    import duckdb

SCHEMA_VERSION = 8


@dataclass(frozen=True)
class TableContent:
    """How many rows a table holds, and the hash of them in an order of their own."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What was built: `authority` is a letter or "region"; `tables` go by full name."""

    schema_version: int
    authority: str
    size_in_bytes: int
    duckdb: str
    tables: dict[str, TableContent]

    def written(self) -> str:
        """Return the manifest as JSON text."""
        return json.dumps(asdict(self), indent=1) + "\n"

    def of_size(self, size_in_bytes: int) -> "Manifest":
        """Return the same manifest with the size of the finished file."""
        return replace(self, size_in_bytes=size_in_bytes)


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in `path`.

    Raises:
        OSError: there is none, or it cannot be read.
        ValueError: it is not a manifest.
    """
    held = json.loads(path.read_text(encoding="utf-8"))
    try:
        tables = {name: TableContent(**content) for name, content in held.pop("tables").items()}
        return Manifest(tables=tables, **held)
    except (AttributeError, KeyError, TypeError) as trouble:
        raise ValueError(f"{path} is not a warehouse manifest") from trouble


def content_of(connection: "duckdb.DuckDBPyConnection", warehouse: str) -> dict[str, TableContent]:
    """Return rows and hash of every table of a warehouse, read from the connection's default database."""
    contents = {}
    for table in tables_of(warehouse):
        found = connection.execute(sql("content_of_table"), {"table_name": table.full_name}).fetchone()
        rows, content = found or (0, "")
        contents[table.full_name] = TableContent(rows=rows, sha256=content)
    return contents
