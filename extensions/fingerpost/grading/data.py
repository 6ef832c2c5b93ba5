"""One authority's data, as slips and references read them."""

import os
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.warehouse import paths
from fingerpost.warehouse.sql_files import named, quoted

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_MONTHS_IN_A_YEAR = 12
_FIRST_MONTH = 4


def _open(authority: str, root: Path | None) -> "duckdb.DuckDBPyConnection":
    """Return a connection as a process of that authority gets it: the door itself takes no authority."""
    from fingerpost.warehouse.connection import connect  # noqa: PLC0415 - duckdb only where data are read

    before = {name: os.environ.get(name) for name in (paths.AUTHORITY_VARIABLE, paths.DATA_VARIABLE)}
    os.environ[paths.AUTHORITY_VARIABLE] = authority
    os.environ[paths.DATA_VARIABLE] = str(root or paths.data_root())
    try:
        return connect()
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _show_deliveries(connection: Any, authority: str, root: Path | None) -> None:  # noqa: ANN401 - a DuckDB connection
    """Make the CSV files that notebooks open readable as `delivery_01.header`: every cell as text."""
    for path in sorted(paths.deliveries_folder(authority, root).glob("*/*.csv")):
        schema = f"delivery_{path.parent.name}"
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {named(schema)}")
        read = f"read_csv({quoted(str(path))}, all_varchar = true, header = true, delim = ',', quote = '\"')"
        connection.execute(f"CREATE VIEW {named(schema, path.stem)} AS FROM {read}")


@dataclass
class Data:
    """The warehouse of one authority, whatever the process's own authority is."""

    authority: str
    root: Path | None = None
    _frames: dict[str, "pd.DataFrame"] = field(default_factory=dict, repr=False)

    @cached_property
    def _connection(self) -> Any:  # noqa: ANN401 - a DuckDB connection, or a test's own
        connection = _open(self.authority, self.root)
        _show_deliveries(connection, self.authority, self.root)
        return connection

    def sql(self, query: str) -> "pd.DataFrame":
        """Return the query's rows as a frame of the caller's own; asking again costs nothing.

        Beside the warehouse's tables there are the files that notebooks open, such as `delivery_01.header`.
        """
        if query not in self._frames:
            self._frames[query] = self._connection.sql(query).df()
        return self._frames[query].copy()

    @cached_property
    def year(self) -> str:
        """Return the financial year the course looks at, '2024-25': the last that England has published."""
        ending = int(self.sql("SELECT max(year) AS ending FROM ref.published")["ending"].iloc[0])
        return f"{ending - 1}-{ending % 100:02d}"

    @property
    def year_start(self) -> date:
        """Return the first day of the year: 1 April."""
        return date(int(self.year[:4]), _FIRST_MONTH, 1)

    @property
    def year_end(self) -> date:
        """Return the last day of the year: 31 March."""
        return date(int(self.year[:4]) + 1, _FIRST_MONTH - 1, 31)

    def months_of_year(self, year: str | None = None) -> set[str]:
        """Return the twelve months of a financial year ('2024-25'; without one, `self.year`) as 'YYYY-MM'."""
        first = int((year or self.year)[:4]) * _MONTHS_IN_A_YEAR + _FIRST_MONTH - 1
        months = (divmod(first + later, _MONTHS_IN_A_YEAR) for later in range(_MONTHS_IN_A_YEAR))
        return {f"{of_year:04d}-{month + 1:02d}" for of_year, month in months}
