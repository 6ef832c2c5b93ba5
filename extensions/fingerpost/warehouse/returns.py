"""Returns as delivered: the SSDA903 files of one collection year."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.errors import FingerpostError
from fingerpost.spec.tables import SSDA903_TABLES
from fingerpost.spec.years import CollectionYear, collection_year
from fingerpost.warehouse.connection import open_warehouse
from fingerpost.warehouse.incoming import register_code_changes
from fingerpost.warehouse.sql_files import sql

if TYPE_CHECKING:
    import duckdb


class ReturnsNotWrittenError(FingerpostError):
    """A folder of returns could not be written."""


def write_returns(letter: str, *, year: int, out: Path) -> list[Path]:
    """Write an authority's return of the year ending 31 March `year` into `out`; return the files.

    Raises:
        WrongUseError: no return of that year is held.
        WarehouseUnusableError: the authority's warehouse is missing, broken or of another version.
        ReturnsNotWrittenError: the folder cannot be written.
    """
    wanted = collection_year(year)
    connection = open_warehouse(letter)
    register_code_changes(connection)
    try:
        return write_ssda903(connection, wanted, out / f"ssda903_{wanted.ending}")
    except OSError as trouble:
        raise ReturnsNotWrittenError(
            f"The returns could not be written into {out}: {trouble.strerror}. "
            "Choose a folder you may write to with --out."
        ) from trouble
    finally:
        connection.close()


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
