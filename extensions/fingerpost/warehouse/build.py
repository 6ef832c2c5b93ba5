"""Building one authority: events into a DuckDB file, its manifest and its returns, all or nothing."""

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.spec.tables import Table, all_tables
from fingerpost.spec.years import CALENDAR_END, CALENDAR_START, COLLECTION_YEARS, REPORTING_DATE, WINDOW_START
from fingerpost.synth.events import Events
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import World, world_of
from fingerpost.warehouse.comments import all_comments
from fingerpost.warehouse.deliveries import write_deliveries
from fingerpost.warehouse.incoming import register_events, register_facts
from fingerpost.warehouse.manifest import SCHEMA_VERSION, Manifest
from fingerpost.warehouse.paths import returns_folder, warehouse_file
from fingerpost.warehouse.returns import write_ssda903
from fingerpost.warehouse.sql_files import sql
from fingerpost.warehouse.workbooks import ANNEX_A, write_annex_a
from fingerpost.warehouse.workshop import Progress, install, manifest_of, new_file, workshop_for

if TYPE_CHECKING:
    import duckdb

_DAYS: Mapping[str, Mapping[str, object]] = {
    "ref.reporting_date": {"reporting_date": REPORTING_DATE},
    "ref.calendar": {"first_day": CALENDAR_START, "last_day": CALENDAR_END},
}


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
    events = events_of(world)
    with workshop_for(letter, out) as workshop:
        tell("building tables", 0.3)
        manifest = _make(world, events, workshop)
        tell("putting it in place", 0.95)
        install(manifest, workshop, out)
    tell("done", 1.0)
    return warehouse_file(letter, out)


def events_of(world: World) -> Events:
    """Return what a warehouse holds of a world: everything of the five collection years, as known today."""
    return simulate(world).within(WINDOW_START, REPORTING_DATE)


def _make(world: World, events: Events, workshop: Path) -> Manifest:
    """Make file and returns in `workshop`; return the manifest."""
    letter = world.authority.letter
    with new_file(warehouse_file(letter, workshop)) as connection:
        fill(connection, world, events)
        connection.execute(all_comments(letter))
        manifest = manifest_of(letter, connection)
        for year in COLLECTION_YEARS:
            write_ssda903(connection, year, returns_folder(letter, workshop) / f"ssda903_{year.ending}")
        write_annex_a(connection, world.authority.name, returns_folder(letter, workshop) / ANNEX_A)
        write_deliveries(connection, world, workshop)
    return manifest


def fill(connection: "duckdb.DuckDBPyConnection", world: World, events: Events) -> None:
    """Make every table of one authority's warehouse in the connection's default database."""
    register_events(connection, events)
    register_facts(connection, ours=world.authority, facts=_facts(world, events))
    connection.execute(sql("schemas"))
    make_tables(connection, all_tables())


def make_tables(connection: "duckdb.DuckDBPyConnection", tables: Iterable[Table]) -> None:
    """Run the SQL file of each table, in their order."""
    for table in tables:
        connection.execute(sql(f"{table.schema}_{table.name}"), _DAYS.get(table.full_name))


def _facts(world: World, events: Events) -> dict[str, str]:
    return {
        "authority": world.authority.letter,
        "children": str(len(events.children)),
        "episodes": str(len(events.episodes)),
        **facts_of_build(),
    }


def facts_of_build() -> dict[str, str]:
    """Return what is true of every warehouse of this fingerpost."""
    return {
        "first day": WINDOW_START.isoformat(),
        "last day": REPORTING_DATE.isoformat(),
        "made by": f"fingerpost {version('fingerpost')}",
        "schema version": str(SCHEMA_VERSION),
    }
