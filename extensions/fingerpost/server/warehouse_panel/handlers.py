"""The panel's two answers. Both only read, and take no SQL: a table is asked for by its name in the spec."""

import asyncio
from dataclasses import asdict
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from fingerpost.errors import FingerpostError
from fingerpost.server.warehouse_panel.dictionary import dictionary_of, told_column
from fingerpost.spec.tables import Table, tables_of
from fingerpost.warehouse.paths import authority

DICTIONARY, FIRST_ROWS = "/fingerpost/warehouse/dictionary", "/fingerpost/warehouse/first-rows"
MOST_ROWS = 200
_NO_SUCH_TABLE = "The warehouse has no table of that name. Close this tab and choose one in the panel."


class _WarehouseHandler(APIHandler):  # type: ignore[misc]  # jupyter_server ships no types
    """What both share: reading is what they ask leave for, and nobody else keeps the answer."""

    auth_resource = "contents"

    def says(self, told: dict[str, Any], *, status: int = 200) -> None:
        """Send one JSON document."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(told)


class _DictionaryHandler(_WarehouseHandler):
    """What every table, column and code means."""

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    async def get(self) -> None:
        """Send the dictionary, which needs no warehouse, and what is wrong with the warehouse."""
        self.says(await asyncio.to_thread(_dictionary))


class _FirstRowsHandler(_WarehouseHandler):
    """The first rows of one table."""

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    async def get(self) -> None:
        """Send the rows, or one sentence: what is wrong and what to do."""
        asked = self.get_query_argument("table", "")
        try:
            table = _table(asked)
            if table is None:
                self.says({"message": _NO_SUCH_TABLE}, status=404)
                return
            self.says(await asyncio.to_thread(_first_rows, table))
        except FingerpostError as trouble:
            self.log.warning("The first rows of %s could not be shown: %s", asked, trouble)
            self.says({"message": str(trouble)}, status=503)


def _table(name: str) -> Table | None:
    """Return the table of this process's warehouse that is called exactly so."""
    return next((table for table in tables_of(authority()) if table.full_name == name), None)


def _dictionary() -> dict[str, Any]:
    # DuckDB comes with the warehouse's room; a server on which nobody opens the panel does without
    from fingerpost.warehouse.connection import usable_manifest  # noqa: PLC0415

    rows: dict[str, int] = {}
    trouble = ""
    try:
        manifest = usable_manifest(authority())
        rows = {name: content.rows for name, content in manifest.tables.items()}
    except FingerpostError as found:
        trouble = str(found)
    return dictionary_of(authority(), rows=rows, trouble=trouble)


def _first_rows(table: Table) -> dict[str, Any]:
    from fingerpost.warehouse.first_rows import first_rows  # noqa: PLC0415 - as above

    found = first_rows(table, most=MOST_ROWS, warehouse=authority())
    return {
        "table": table.full_name,
        "columns": [asdict(told_column(column)) for column in table.columns],
        "rows": found.rows,
        "held": found.held,
    }


ROUTES = [(DICTIONARY, _DictionaryHandler), (FIRST_ROWS, _FirstRowsHandler)]
