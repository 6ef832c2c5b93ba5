"""Returns as delivered: the SSDA903 files of one collection year."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.spec.tables import SSDA903_TABLES
from fingerpost.spec.years import CollectionYear
from fingerpost.warehouse.sql_files import sql

if TYPE_CHECKING:
    import duckdb


def write_ssda903(connection: "duckdb.DuckDBPyConnection", year: CollectionYear, folder: Path) -> list[Path]:
    """Write header.csv and episodes.csv of one year into `folder`, and return their paths.

    The connection reads a warehouse as its default database and has the code changes registered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    days = {"first_day": year.first_day, "last_day": year.last_day}
    written = []
    for table in SSDA903_TABLES:
        result = connection.execute(sql(f"return_{table}"), days)
        path = folder / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column[0] for column in result.description)
            writer.writerows(result.fetchall())
        written.append(path)
    return written
