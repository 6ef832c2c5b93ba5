"""The learner's door: an in-memory database whose schemas show the read-only warehouse."""

import os
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

MEMORY_VARIABLE = "FINGERPOST_DUCKDB_MEMORY"
"""Where many learn on one machine, it caps a connection's memory lower, as in "256MB"."""

_CAPS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "threads": 2,
    "max_temp_directory_size": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_ONE_THREAD: dict[str, int] = {"threads": 1, "async_threads": 0}
_ATTACHED_AS = "warehouse"
_ANY = "A"  # every authority has the same tables
_SIZES_TO_BUILD = {"A": "authority", REGION: "region"}

_ready: list[duckdb.DuckDBPyConnection] = []
"""What `make_ready` made and no call has taken yet."""


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


def open_warehouse(
    letter: str, *, root: Path | None = None, has_comments: bool = True
) -> duckdb.DuckDBPyConnection:
    """Return a connection like `connect()`'s to any authority's warehouse, or "region", under a data root.

    Without comments on tables and columns it is there in a third of the time.

    Raises:
        WrongUseError: there is no authority of that letter.
        WarehouseUnusableError: the file is missing, broken, unfinished or of another version.
    """
    name = letter if letter == REGION else authority_of(letter).letter
    file = warehouse_file(name, root)
    usable_manifest(letter, root=root)
    is_ready = bool(_ready) and name != REGION
    connection = _ready.pop() if is_ready else duckdb.connect(config=_caps())
    try:
        connection.execute(
            "SET enable_progress_bar = false"
        )  # on a slow machine it is drawn into what is printed
        connection.execute(f"SET temp_directory = {quoted(f'{tempfile.gettempdir()}/fingerpost-duckdb')}")
        connection.execute(f"ATTACH {quoted(str(file))} AS {_ATTACHED_AS} (READ_ONLY)")
        if not is_ready:
            connection.execute(_views(name, has_comments=has_comments))
    except duckdb.Error as trouble:
        connection.close()
        raise WarehouseUnusableError(
            f"{file}, the warehouse of {said(letter)}, cannot be read: it is not a whole warehouse. "
            + how_to_build(letter)
        ) from trouble
    return connection


def make_ready() -> None:
    """Do ahead what the next `connect()` costs, all but the file: for a process that is about to be forked.

    The views are made over empty tables of the same columns, which are let go of again; DuckDB looks at what
    stands under their names when they are read. The connection keeps to one thread: of others a fork would
    have copies that do not run, and where scripts are marked side by side, more cost more than they save.
    """
    connection = duckdb.connect(config={**_caps(), **_ONE_THREAD})
    connection.execute(f"ATTACH ':memory:' AS {_ATTACHED_AS}")
    connection.execute(_empty_tables())
    connection.execute(_views(_ANY, has_comments=True))
    connection.execute(f"DETACH {_ATTACHED_AS}")
    _ready.append(connection)


def _empty_tables() -> str:
    """Return the script that makes every table of an authority with its columns alone."""
    schemas = dict.fromkeys(table.schema for table in tables_of(_ANY))
    made = [f"CREATE SCHEMA {named(_ATTACHED_AS, schema)};" for schema in schemas]
    for table in tables_of(_ANY):
        columns = ", ".join(f"{named(column.name)} {column.type}" for column in table.columns)
        made.append(f"CREATE TABLE {named(_ATTACHED_AS, table.schema, table.name)} ({columns});")
    return "\n".join(made)


def _caps() -> dict[str, str | bool | int | float | list[str]]:
    lower = os.environ.get(MEMORY_VARIABLE)
    return _CAPS | ({"memory_limit": lower} if lower else {})


def _views(warehouse: str, *, has_comments: bool) -> str:
    """Return the script that shows each table under its own schema and name, and comments them if asked."""
    schemas = dict.fromkeys(table.schema for table in tables_of(warehouse))
    made = [f"CREATE SCHEMA {named(schema)};" for schema in schemas]
    for table in tables_of(warehouse):
        view = named(table.schema, table.name)
        as_text = ", ".join(
            f"{named(one.name)}::VARCHAR AS {named(one.name)}" for one in table.columns if one.is_from_list
        )
        shown = f"SELECT * REPLACE ({as_text})" if as_text else ""
        made.append(f"CREATE VIEW {view} AS {shown} FROM {named(_ATTACHED_AS, table.schema, table.name)};")
    comments = [all_comments(warehouse, kind="VIEW")] if has_comments else []
    return "\n".join([*made, *comments])


def usable_manifest(letter: str, *, root: Path | None = None) -> Manifest:
    """Return what vouches for a warehouse that is there, whole, finished and of this version.

    Raises:
        WarehouseUnusableError: it is not.
    """
    file = warehouse_file(letter, root)
    try:
        file.stat()
    except PermissionError as trouble:
        raise WarehouseUnusableError(
            f"You may not read {file}, the warehouse of {said(letter)}. Whoever built it can let you read it "
            "and its folders; or set FINGERPOST_DATA to a folder of your own and build it there."
        ) from trouble
    except OSError:
        pass  # missing: said below
    if not file.is_file() and any(file.parent.glob(being_built(letter))):
        raise WarehouseUnusableError(
            f"The warehouse of {said(letter)} is being built in {file.parent}: try again when that is done. "
            f"If no build is running, it was stopped halfway. {how_to_build(letter)}"
        )
    if not file.is_file():
        raise WarehouseUnusableError(
            f"There is no warehouse of {said(letter)} in {file.parent}. {how_to_build(letter)}"
        )
    manifest = _manifest(letter, file)
    if manifest.schema_version != SCHEMA_VERSION:
        raise WarehouseUnusableError(
            f"The warehouse in {file} has version {manifest.schema_version}; this fingerpost reads version "
            f"{SCHEMA_VERSION}. {how_to_build(letter)}"
        )
    if manifest.authority != letter:
        raise WarehouseUnusableError(
            f"The warehouse in {file} is that of {said(manifest.authority)}, under the name of "
            f"{said(letter)}. {how_to_build(letter)}"
        )
    held = file.stat().st_size
    if held != manifest.size_in_bytes:
        raise WarehouseUnusableError(
            f"The warehouse in {file} is {held:,} bytes long; its manifest says {manifest.size_in_bytes:,}, "
            f"so it was cut short or changed. {how_to_build(letter)}"
        )
    return manifest


def _manifest(letter: str, file: Path) -> Manifest:
    beside = manifest_file(letter, file.parent.parent)
    try:
        return read_manifest(beside)
    except OSError as trouble:
        raise WarehouseUnusableError(
            f"The warehouse in {file} was not finished: {beside.name}, written last, is not beside it. "
            + how_to_build(letter)
        ) from trouble
    except ValueError as trouble:
        raise WarehouseUnusableError(
            f"The manifest {beside} cannot be read, so nothing vouches for the warehouse. "
            + how_to_build(letter)
        ) from trouble


def how_to_build(letter: str) -> str:
    """Return the sentence that says what to type for the warehouse of a letter, or the region's."""
    if letter in _SIZES_TO_BUILD:
        return f"Build it: fingerpost warehouse build --size {_SIZES_TO_BUILD[letter]}"
    return (
        "Build it with the course: `fingerpost course build` --for learner (A and T) or --for tutor (B too)."
    )
