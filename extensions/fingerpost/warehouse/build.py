"""Building one authority: events into a DuckDB file, its manifest and its returns, all or nothing."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import duckdb

from fingerpost.errors import FingerpostError
from fingerpost.spec.authorities import Authority
from fingerpost.spec.tables import all_tables
from fingerpost.spec.years import CALENDAR_END, CALENDAR_START, COLLECTION_YEARS, REPORTING_DATE, WINDOW_START
from fingerpost.synth.events import Events
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import World, world_of
from fingerpost.warehouse.comments import all_comments
from fingerpost.warehouse.incoming import register_all
from fingerpost.warehouse.locking import alone, opened, remove, shut
from fingerpost.warehouse.manifest import SCHEMA_VERSION, Manifest, content_of
from fingerpost.warehouse.paths import manifest_file, returns_folder, warehouse_file, warehouse_folder
from fingerpost.warehouse.returns import write_ssda903
from fingerpost.warehouse.sql_files import quoted, sql

Progress = Callable[[str, float], None]
"""Called with what is being done and the share done so far, 0 to 1."""

# DuckDB's compressions leave memory they never filled, or a random sample, in the file: with them no two
# builds give the same bytes, and here they save one part in twenty-five. Set by a statement, since
# duckdb.connect drops it without a word in its configuration.
_SETTINGS = "SET threads = 1; SET force_compression = 'uncompressed'"
# Oldest storage that reads everywhere and holds no random identifier; small blocks for many small tables.
_ATTACH = "ATTACH {file} AS built (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 16384)"


class WarehouseNotBuiltError(FingerpostError):
    """A warehouse could not be built; what was there before is still there."""


def build_authority(
    letter: str,
    *,
    out: Path,
    seed: int | None = None,
    size: str = "authority",
    progress: Progress | None = None,
) -> Path:
    """Build the warehouse of one authority under the data root `out` and return its file.

    The file appears under its name only when it is whole; a file already there stays until then.

    Args:
        letter: A and T need no seed; B and C are built from the tutor's.
        out: the data root; the file is `<out>/warehouse/<letter>.duckdb`.
        seed: what every life is drawn from; A has one of its own.
        size: "authority", or "tiny" for a small A.
        progress: told what is being done and how much is done.

    Raises:
        WrongUseError: there is no such authority or size, or B or C was asked for without a seed.
        WarehouseNotBuiltError: the folder is full, not ours to write, or another build is at work in it.
    """
    tell = progress or (lambda _doing, _share: None)
    world = world_of(letter, seed=seed, size=size)
    tell("inventing lives", 0.0)
    events = simulate(world).within(WINDOW_START, REPORTING_DATE)
    with _workshop(letter, out) as workshop:
        tell("building tables", 0.3)
        _make(world, events, workshop)
        tell("putting it in place", 0.95)
        _install(letter, workshop, out)
    tell("done", 1.0)
    return warehouse_file(letter, out)


@contextmanager
def _workshop(letter: str, out: Path) -> Iterator[Path]:
    """Yield an empty folder beside the place of the finished file, where nobody else builds meanwhile.

    One build at a time in a data root, whatever the authority: the first to end shuts the folder.
    """
    folder, prefix = warehouse_folder(out), f".{letter}.building."
    try:
        out.mkdir(parents=True, exist_ok=True)
        with alone(out / ".warehouse.lock") as is_alone:
            if not is_alone:
                raise WarehouseNotBuiltError(
                    f"Another build is at work in {folder}. "
                    "Wait until it is done, or choose another folder with --out."
                )
            with opened(folder):
                for left_by_a_killed_build in folder.glob(f"{prefix}*"):
                    remove(left_by_a_killed_build)
                with tempfile.TemporaryDirectory(prefix=prefix, dir=folder) as workshop:
                    yield Path(workshop)
    except (OSError, duckdb.IOException) as trouble:
        raise WarehouseNotBuiltError(
            f"The warehouse of authority {letter} could not be built in {folder} ({trouble}); what was there "
            "is still there. Make room, or choose a folder you may write to with --out."
        ) from trouble


def _make(world: World, events: Events, workshop: Path) -> None:
    """Make file, returns and manifest in `workshop`, the manifest last."""
    file = warehouse_file(world.authority.letter, workshop)
    file.parent.mkdir()
    connection = duckdb.connect()
    try:
        connection.execute(_SETTINGS)
        connection.execute(_ATTACH.format(file=quoted(str(file))))
        connection.execute("USE built")
        _fill(connection, world, events)
        contents = content_of(connection)
        for year in COLLECTION_YEARS:
            write_ssda903(
                connection, year, returns_folder(world.authority.letter, workshop) / f"ssda903_{year.ending}"
            )
        connection.execute("USE memory")
        connection.execute("DETACH built")
    finally:
        connection.close()
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        authority=world.authority.letter,
        size_in_bytes=file.stat().st_size,
        duckdb=duckdb.__version__,
        tables=contents,
    )
    manifest_file(world.authority.letter, workshop).write_text(manifest.written(), encoding="utf-8")


def _fill(connection: duckdb.DuckDBPyConnection, world: World, events: Events) -> None:
    register_all(connection, events=events, ours=world.authority, facts=_facts(world.authority, events))
    days = {
        "ref_reporting_date": {"reporting_date": REPORTING_DATE},
        "ref_calendar": {"first_day": CALENDAR_START, "last_day": CALENDAR_END},
    }
    connection.execute(sql("schemas"))
    for table in all_tables():
        name = f"{table.schema}_{table.name}"
        connection.execute(sql(name), days.get(name))
    connection.execute(all_comments())


def _facts(ours: Authority, events: Events) -> dict[str, str]:
    return {
        "authority": ours.letter,
        "children": str(len(events.children)),
        "episodes": str(len(events.episodes)),
        "first day": WINDOW_START.isoformat(),
        "last day": REPORTING_DATE.isoformat(),
        "made by": f"fingerpost {version('fingerpost')}",
        "schema version": str(SCHEMA_VERSION),
    }


def _install(letter: str, workshop: Path, out: Path) -> None:
    """Rename what was made into place: returns, then the file, then the manifest that vouches for it."""
    for place in (returns_folder, warehouse_file, manifest_file):
        made, final = place(letter, workshop), place(letter, out)
        shut(made)
        if made.is_dir():
            remove(final)
            made.chmod(0o755)  # a folder is renamed only by someone who may write in it
            made.replace(final)
            final.chmod(0o555)
        else:
            made.replace(final)
