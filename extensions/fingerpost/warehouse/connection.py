"""The learner's door: an in-memory database whose schemas show the read-only warehouse."""

import tempfile
from pathlib import Path

import duckdb

from fingerpost.errors import FingerpostError
from fingerpost.spec.authorities import REGION, authority_of
from fingerpost.spec.tables import tables_of
from fingerpost.warehouse.comments import all_comments
from fingerpost.warehouse.manifest import SCHEMA_VERSION, Manifest, read_manifest
from fingerpost.warehouse.paths import authority, being_built, manifest_file, said, warehouse_file
from fingerpost.warehouse.reading_only import say_it_in_this_notebook
from fingerpost.warehouse.sql_files import named, quoted

_CAPS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "threads": 2,
    "max_temp_directory_size": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_ATTACHED_AS = "warehouse"
_SIZES_TO_BUILD = {"A": "authority", REGION: "region"}


class WarehouseUnusableError(FingerpostError):
    """The warehouse is missing, broken, unfinished or of another version."""


def connect() -> duckdb.DuckDBPyConnection:
    """Return a connection that reads this process's warehouse; tables of your own live in memory.

    `connect().sql("FROM ssda903.episodes").df()` gives a table as a pandas frame.

    Raises:
        WarehouseUnusableError: the file is missing, broken, unfinished or of another version.
    """
    say_it_in_this_notebook()
    return open_warehouse(authority())


def open_warehouse(letter: str, *, root: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection like `connect()`'s to any authority's warehouse, or "region", under a data root.

    Raises:
        WrongUseError: there is no authority of that letter.
        WarehouseUnusableError: the file is missing, broken, unfinished or of another version.
    """
    name = letter if letter == REGION else authority_of(letter).letter
    file = warehouse_file(name, root)
    _check(letter, file)
    connection = duckdb.connect(
        config={**_CAPS, "temp_directory": f"{tempfile.gettempdir()}/fingerpost-duckdb"}
    )
    try:
        connection.execute(f"ATTACH {quoted(str(file))} AS {_ATTACHED_AS} (READ_ONLY)")
        connection.execute(_views(name))
    except duckdb.Error as trouble:
        connection.close()
        raise WarehouseUnusableError(
            f"{file}, the warehouse of {said(letter)}, cannot be read: it is not a whole warehouse. "
            + _build_it(letter)
        ) from trouble
    return connection


def _views(warehouse: str) -> str:
    """Return the script that shows each table under its own schema and name, with its comments."""
    schemas = dict.fromkeys(table.schema for table in tables_of(warehouse))
    made = [f"CREATE SCHEMA {named(schema)};" for schema in schemas]
    for table in tables_of(warehouse):
        view = named(table.schema, table.name)
        as_text = ", ".join(
            f"{named(one.name)}::VARCHAR AS {named(one.name)}" for one in table.columns if one.is_from_list
        )
        shown = f"SELECT * REPLACE ({as_text})" if as_text else ""
        made.append(f"CREATE VIEW {view} AS {shown} FROM {named(_ATTACHED_AS, table.schema, table.name)};")
    return "\n".join([*made, all_comments(warehouse, kind="VIEW")])


def _check(letter: str, file: Path) -> None:
    """Raise a sentence unless the file is there, whole, finished and of this version."""
    if not file.is_file() and any(file.parent.glob(being_built(letter))):
        raise WarehouseUnusableError(
            f"The warehouse of {said(letter)} is being built in {file.parent}: try again when that is done. "
            f"If no build is running, it was stopped halfway. {_build_it(letter)}"
        )
    if not file.is_file():
        raise WarehouseUnusableError(
            f"There is no warehouse of {said(letter)} in {file.parent}. {_build_it(letter)}"
        )
    manifest = _manifest(letter, file)
    if manifest.schema_version != SCHEMA_VERSION:
        raise WarehouseUnusableError(
            f"The warehouse in {file} has version {manifest.schema_version}; this fingerpost reads version "
            f"{SCHEMA_VERSION}. {_build_it(letter)}"
        )
    held = file.stat().st_size
    if held != manifest.size_in_bytes:
        raise WarehouseUnusableError(
            f"The warehouse in {file} is {held:,} bytes long; its manifest says {manifest.size_in_bytes:,}, "
            f"so it was cut short or changed. {_build_it(letter)}"
        )


def _manifest(letter: str, file: Path) -> Manifest:
    beside = manifest_file(letter, file.parent.parent)
    try:
        return read_manifest(beside)
    except OSError as trouble:
        raise WarehouseUnusableError(
            f"The warehouse in {file} was not finished: {beside.name}, written last, is not beside it. "
            + _build_it(letter)
        ) from trouble
    except ValueError as trouble:
        raise WarehouseUnusableError(
            f"The manifest {beside} cannot be read, so nothing vouches for the warehouse. "
            + _build_it(letter)
        ) from trouble


def _build_it(letter: str) -> str:
    if letter in _SIZES_TO_BUILD:
        return f"Build it: fingerpost warehouse build --size {_SIZES_TO_BUILD[letter]}"
    return (
        "Build it with the course: `fingerpost course build` --for learner (A and T) or --for tutor (B too)."
    )
