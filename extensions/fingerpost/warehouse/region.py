"""Building the region: one shard an authority, made anywhere, joined into one file."""

import multiprocessing
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.spec.authorities import REGION
from fingerpost.spec.tables import LA_CODE, OF_CHILDREN, SHARED, Table, all_tables
from fingerpost.synth.region import told_apart
from fingerpost.synth.world import World
from fingerpost.warehouse.build import events_of, facts_of_build, fill, make_tables
from fingerpost.warehouse.comments import all_comments
from fingerpost.warehouse.incoming import register_facts
from fingerpost.warehouse.manifest import Manifest
from fingerpost.warehouse.paths import warehouse_file
from fingerpost.warehouse.sql_files import named, quoted, sql
from fingerpost.warehouse.workshop import (
    Progress,
    WarehouseNotBuiltError,
    install,
    manifest_of,
    new_file,
    workshop_for,
)

if TYPE_CHECKING:
    import duckdb

_SHARE_OF_SHARDS = 0.8


def build_region(
    worlds: Sequence[World],
    *,
    out: Path,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Path:
    """Build one warehouse of several authorities under the data root `out` and return its file.

    Who made which shard leaves no trace: the same worlds give the same bytes. Rows of children carry
    `la_code`, and no two authorities share a child, worker, provider or postcode.

    Args:
        worlds: one for each authority, ours first; `region_of()` gives the region's.
        out: the data root; the file is `<out>/warehouse/region.duckdb`.
        executor: who makes the shards; without one, processes that end with the build.
        workers: how many processes, where no executor is given; as many as cores by default.
        progress: told what is being done and how much is done.

    Raises:
        WarehouseNotBuiltError: the folder is full, not ours to write, another build is at work in it, or
            a process that made a shard was stopped.
    """
    tell = progress or (lambda _doing, _share: None)
    tell("starting", 0.0)
    with workshop_for(REGION, out) as workshop:
        shards = []
        with _at_work(executor, workers) as working:
            for world, shard in zip(worlds, working.map(shard_of, worlds), strict=True):
                shards.append(workshop / f"{world.authority.la_code}.shard")
                shards[-1].write_bytes(shard)
                tell(world.authority.name, _SHARE_OF_SHARDS * (len(shards) / len(worlds)))
        tell("joining authorities", _SHARE_OF_SHARDS)
        manifest = _join(worlds, shards, workshop)
        tell("putting it in place", 0.95)
        install(manifest, workshop, out)
    tell("done", 1.0)
    return warehouse_file(REGION, out)


@contextmanager
def _at_work(executor: Executor | None, workers: int | None) -> Iterator[Executor]:
    # A forked process would inherit DuckDB's threads half alive; a fresh one costs a second of imports.
    fresh = multiprocessing.get_context("spawn")
    try:
        with nullcontext(executor) if executor else ProcessPoolExecutor(workers, mp_context=fresh) as working:
            yield working
    except BrokenExecutor as trouble:
        raise WarehouseNotBuiltError(
            "A process that was building one of the authorities was stopped, perhaps short of memory; "
            "what was there before is still there. Build again with fewer at once: --workers 1."
        ) from trouble


def shard_of(world: World) -> bytes:
    """Return one authority's whole warehouse as the bytes of a file, its ids apart from all others."""
    events = told_apart(events_of(world), world.authority)
    with tempfile.TemporaryDirectory(prefix="fingerpost-shard-") as folder:
        file = Path(folder) / "shard.duckdb"
        with new_file(file) as connection:
            fill(connection, world, events)
        return file.read_bytes()


def _join(worlds: Sequence[World], shards: Sequence[Path], workshop: Path) -> Manifest:
    """Make the region's file in `workshop` from its shards; return the manifest."""
    members = [world.authority for world in worlds]
    with new_file(warehouse_file(REGION, workshop)) as connection:
        codes = [member.la_code for member in members]
        for code, shard in zip(codes, shards, strict=True):
            connection.execute(f"ATTACH {quoted(str(shard))} AS {named(code)} (READ_ONLY)")
        connection.execute(sql("schemas"))
        of_members = [table for table in all_tables() if table.in_region != SHARED]
        connection.execute("\n".join(_joined(table, codes) for table in of_members))
        register_facts(
            connection, ours=members[0], beside=members[1:], warehouse=REGION, facts=_facts(connection)
        )
        make_tables(connection, [table for table in all_tables() if table.in_region == SHARED])
        connection.execute(sql("region_about"))
        connection.execute(all_comments(REGION))
        return manifest_of(REGION, connection)


def _joined(table: Table, codes: Iterable[str]) -> str:
    """Return the statement that makes a table of every authority's rows, one authority after another."""
    with_code = table.in_region == OF_CHILDREN
    parts = [
        f"SELECT {f'{quoted(code)} AS {named(LA_CODE.name)}, ' if with_code else ''}* "
        f"FROM {named(code, table.schema, table.name)}"
        for code in codes
    ]
    return f"CREATE TABLE {named(table.schema, table.name)} AS {' UNION ALL '.join(parts)};"


def _facts(connection: "duckdb.DuckDBPyConnection") -> dict[str, str]:
    children, episodes = connection.execute(sql("region_counts")).fetchall()[0]
    return {"authority": REGION, "children": str(children), "episodes": str(episodes), **facts_of_build()}
