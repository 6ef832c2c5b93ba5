"""One authority's data, as slips and references read them."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.warehouse import paths
from fingerpost.warehouse.sql_files import named, quoted

if TYPE_CHECKING:
    import pandas as pd

_MONTHS_IN_A_YEAR = 12
_FIRST_MONTH = 4


def _connect(authority: str, root: Path | None) -> Any:  # noqa: ANN401 - a DuckDB connection
    """Return a connection to an authority's warehouse; nobody reads comments here, and they cost the most."""
    from fingerpost.warehouse.connection import open_warehouse  # noqa: PLC0415 - duckdb only where data are read

    return open_warehouse(authority, root=root, has_comments=False)


@dataclass
class Data:
    """The warehouse of one authority, whatever the process's own authority is."""

    authority: str
    root: Path | None = None
    _frames: dict[str, "pd.DataFrame"] = field(default_factory=dict, repr=False)
    _unread: dict[str, Path] | None = field(default=None, repr=False)
    """Files that notebooks open and no query has asked for yet, by table; None before the first query."""

    @cached_property
    def _connection(self) -> Any:  # noqa: ANN401 - a DuckDB connection, or a test's own
        return _connect(self.authority, self.root)

    def sql(self, query: str) -> "pd.DataFrame":
        """Return the query's rows as a frame of the caller's own; asking again costs nothing.

        Beside the warehouse's tables there are the files that notebooks open, such as `delivery_01.header`.
        """
        if query not in self._frames:
            self._read_files_of(query)
            self._frames[query] = self._connection.execute(query).df()
        return self._frames[query].copy()

    def _read_files_of(self, query: str) -> None:
        """Read each delivered CSV file that a query names into a table, once: every cell as text."""
        if self._unread is None:
            found = sorted(paths.deliveries_folder(self.authority, self.root).glob("*/*.csv"))
            self._unread = {f"delivery_{path.parent.name}.{path.stem}": path for path in found}
        for table in [name for name in self._unread if name in query]:
            path, (schema, name) = self._unread.pop(table), table.split(".")
            self._connection.execute(f"CREATE SCHEMA IF NOT EXISTS {named(schema)}")
            read = (
                f"read_csv({quoted(str(path))}, all_varchar = true, header = true, delim = ',', quote = '\"')"
            )
            self._connection.execute(f"CREATE TABLE {named(schema, name)} AS FROM {read}")

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
