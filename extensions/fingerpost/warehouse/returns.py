"""Returns as delivered: the SSDA903 files of one collection year, and Annex A as a workbook."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.errors import FingerpostError, WrongUseError
from fingerpost.spec.authorities import authority_of
from fingerpost.spec.tables import FIRST_YEARS, SSDA903_TABLES
from fingerpost.spec.years import CollectionYear, collection_year
from fingerpost.warehouse.connection import open_warehouse
from fingerpost.warehouse.difficulties import DIFFICULTIES, File, made_harder
from fingerpost.warehouse.incoming import register_code_changes
from fingerpost.warehouse.sql_files import sql
from fingerpost.warehouse.workbooks import ANNEX_A, write_annex_a

if TYPE_CHECKING:
    import duckdb


class ReturnsNotWrittenError(FingerpostError):
    """A folder of returns could not be written."""


def write_returns(letter: str, *, year: int, out: Path, difficulties: Sequence[str] = ()) -> list[Path]:
    """Write an authority's return of the year ending 31 March `year` into `out`; return the files.

    `difficulties` names what is to be planted in them (DIFFICULTIES); without, they are as delivered.

    Raises:
        WrongUseError: no return of that year is held, or there is no such difficulty.
        WarehouseUnusableError: the authority's warehouse is missing, broken or of another version.
        ReturnsNotWrittenError: the folder cannot be written.
    """
    wanted = collection_year(year)
    authority_of(letter)
    for name in difficulties:
        if name not in DIFFICULTIES:
            raise WrongUseError(
                f"There is no difficulty '{name}'; the difficulties are {', '.join(DIFFICULTIES)}."
            )
    with _reading(letter, out) as connection:
        return write_ssda903(connection, wanted, out / f"ssda903_{wanted.ending}", difficulties=difficulties)


def write_workbook(letter: str, *, out: Path) -> Path:
    """Write an authority's Annex A at the reporting date into `out` and return the workbook.

    Raises:
        WrongUseError: there is no authority of that letter.
        WarehouseUnusableError: the authority's warehouse is missing, broken or of another version.
        ReturnsNotWrittenError: the folder cannot be written.
    """
    authority = authority_of(letter)
    with _reading(letter, out) as connection:
        out.mkdir(parents=True, exist_ok=True)
        return write_annex_a(connection, authority.name, out / ANNEX_A)


@contextmanager
def _reading(letter: str, out: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Yield a connection to write from; what the disk refuses is said in a sentence."""
    connection = open_warehouse(letter)
    register_code_changes(connection)
    try:
        yield connection
    except OSError as trouble:
        raise ReturnsNotWrittenError(
            f"The returns could not be written into {out}: {trouble.strerror}. "
            "Choose a folder you may write to with --out."
        ) from trouble
    finally:
        connection.close()


def write_ssda903(
    connection: "duckdb.DuckDBPyConnection",
    year: CollectionYear,
    folder: Path,
    *,
    difficulties: Sequence[str] = (),
    tables: Sequence[str] = SSDA903_TABLES,
) -> list[Path]:
    """Write the CSV files of one year into `folder`, one a table of that year's return; return their paths.

    The connection reads a warehouse as its default database and has the code changes registered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    days = {"first_day": year.first_day, "last_day": year.last_day}
    said = _said_in_return(connection, year)
    written = []
    for table in tables:
        if year.ending < FIRST_YEARS.get(table, 0):
            continue
        result = connection.execute(sql(f"return_{table}"), days)
        columns = [column[0] for column in result.description]
        rows = [_as_said(table, columns, row, said) for row in result.fetchall()]
        written.append(_write(made_harder(File(table, columns, rows), difficulties), folder))
    return written


def _write(file: File, folder: Path) -> Path:
    path = folder / f"{file.table}.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(file.columns)
        writer.writerows(file.rows)
    return path


_Said = dict[tuple[str, str, str], dict[str, str]]
_KEYS = {"episodes": "DECOM", "sw_episodes": "SW_DECOM"}


def _said_in_return(connection: "duckdb.DuckDBPyConnection", year: CollectionYear) -> _Said:
    """Return, by table, child and first day, the values that this year's return has instead of ours."""
    said: _Said = {}
    rows = connection.execute(sql("return_values"), {"year": year.ending}).fetchall()
    for table, child, key_day, column, value in rows:
        said.setdefault((table, child, key_day), {})[column] = value
    return said


def _as_said(table: str, columns: list[str], row: tuple[object, ...], said: _Said) -> list[object]:
    """Return one row as the return had it."""
    key = _KEYS.get(table)
    values = said.get((table, str(row[0]), str(row[columns.index(key)]))) if key else None
    if not values:
        return list(row)
    return [values.get(column, value) for column, value in zip(columns, row, strict=True)]
