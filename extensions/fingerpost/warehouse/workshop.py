"""Where a warehouse is made: a folder beside its place, whose contents are renamed into it once whole."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from fingerpost.errors import FingerpostError
from fingerpost.warehouse.locking import alone, opened, remove, shut
from fingerpost.warehouse.manifest import SCHEMA_VERSION, Manifest, content_of
from fingerpost.warehouse.paths import (
    being_built,
    deliveries_folder,
    manifest_file,
    returns_folder,
    said,
    warehouse_file,
    warehouse_folder,
)
from fingerpost.warehouse.sql_files import quoted

Progress = Callable[[str, float], None]
"""Called with what is being done and the share done so far, 0 to 1."""

# DuckDB's compressions leave memory they never filled, or a random sample, in the file: with them no two
# builds give the same bytes, and here they save one part in twenty-five. Set by a statement, since
# duckdb.connect drops it without a word in its configuration.
_SETTINGS = "SET threads = 1; SET force_compression = 'uncompressed'"
# Oldest storage that reads everywhere and holds no random identifier; small blocks for many small tables.
_ATTACH = "ATTACH {file} AS built (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 16384)"

_REASONS = ("No space left on device", "Read-only file system", "Permission denied", "Disk quota exceeded")
# A disk that fills may do so while DuckDB writes, ends a transaction, or gives the whole database up.
_OF_THE_DISK = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)


class WarehouseNotBuiltError(FingerpostError):
    """A warehouse could not be built; what was there before is still there."""


@contextmanager
def workshop_for(name: str, out: Path) -> Iterator[Path]:
    """Yield an empty folder beside the place of the finished file, where nobody else builds meanwhile.

    One build at a time in a data root, whatever the authority: the first to end shuts the folder.

    Raises:
        WarehouseNotBuiltError: the folder is full, not ours to write, or another build is at work in it.
    """
    folder, pattern = warehouse_folder(out), being_built(name)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with alone(out / ".warehouse.lock") as is_alone:
            if not is_alone:
                raise WarehouseNotBuiltError(
                    f"Another build is at work in {folder}. "
                    "Wait until it is done, or choose another folder with --out."
                )
            with opened(folder):
                for left_by_a_killed_build in folder.glob(pattern):
                    remove(left_by_a_killed_build)
                with tempfile.TemporaryDirectory(prefix=pattern.removesuffix("*"), dir=folder) as workshop:
                    yield Path(workshop)
    except (OSError, *_OF_THE_DISK) as trouble:
        why = _reason(trouble)
        raise WarehouseNotBuiltError(
            f"The warehouse of {said(name)} could not be built in {folder} ({why}); what was there "
            "is still there. Make room, or choose a folder you may write to with --out."
        ) from trouble


def _reason(trouble: Exception) -> str:
    """Return why in a few words: DuckDB tells of a full disk in three lines, by a file nobody will find."""
    text = str(trouble)
    return next((why for why in _REASONS if why in text), text.splitlines()[0])


@contextmanager
def new_file(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection whose default database is a new file; afterwards the file is whole on the disk."""
    file.parent.mkdir(exist_ok=True)
    connection = duckdb.connect()
    try:
        connection.execute(_SETTINGS)
        connection.execute(_ATTACH.format(file=quoted(str(file))))
        connection.execute("USE built")
        yield connection
        connection.execute("USE memory")
        connection.execute("DETACH built")
    finally:
        connection.close()


def manifest_of(name: str, connection: duckdb.DuckDBPyConnection) -> Manifest:
    """Return the manifest of a warehouse being made; the size of its file is known once it is closed."""
    return Manifest(
        schema_version=SCHEMA_VERSION,
        authority=name,
        size_in_bytes=0,
        duckdb=duckdb.__version__,
        tables=content_of(connection, name),
    )


def install(manifest: Manifest, workshop: Path, out: Path) -> None:
    """Rename what was made into place: files, then the warehouse, then the manifest that vouches for it."""
    name = manifest.authority
    whole = manifest.of_size(warehouse_file(name, workshop).stat().st_size)
    manifest_file(name, workshop).write_text(whole.written(), encoding="utf-8")
    for place in (returns_folder, deliveries_folder, warehouse_file, manifest_file):
        made, final = place(name, workshop), place(name, out)
        if not made.exists():
            continue  # the region has no returns of its own
        shut(made)
        if made.is_dir():
            remove(final)
            made.chmod(0o755)  # a folder is renamed only by someone who may write in it
            made.replace(final)
            final.chmod(0o555)
        else:
            made.replace(final)
