"""The region: fourteen authorities in one file, the same whoever built it, with no id in common."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pytest
from fingerpost.errors import FingerpostError
from fingerpost.spec.tables import OF_CHILDREN, all_tables, tables_of
from fingerpost.synth.region import region_of
from fingerpost.synth.world import World, world_of
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.connection import WarehouseUnusableError, open_warehouse
from fingerpost.warehouse.manifest import read_manifest
from fingerpost.warehouse.paths import manifest_file, warehouse_file, warehouse_folder
from fingerpost.warehouse.region import build_region
from fingerpost.warehouse.returns import write_returns

SMALL = 2_500


class OneAfterAnother(Executor):
    """An executor that does everything at once, in this thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return what the function gives."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def three_small() -> list[World]:
    """Return A as it is when tiny, a neighbour and one from farther off."""
    first, *others = region_of()
    tiny = world_of("A", size="tiny").authority
    chosen = [world for world in others if world.authority.la_code in {"ZZ4", "ZZ7"}]
    smaller = [replace(world, authority=replace(world.authority, population_0_17=SMALL)) for world in chosen]
    return [replace(first, authority=tiny), *smaller]


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    """Return what the build of the region says as it goes on, filled by `built`."""
    return []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, float]]) -> Path:
    """Return a data root with the region's warehouse, made one authority after another."""
    root = tmp_path_factory.mktemp("region")
    build_region(
        three_small(),
        out=root,
        executor=OneAfterAnother(),
        progress=lambda doing, share: told.append((doing, share)),
    )
    return root


@pytest.fixture
def region(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the learner's door to it."""
    connection = open_warehouse("region", root=built)
    yield connection
    connection.close()


def number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the one number a query gives."""
    [row] = connection.sql(query).fetchall()
    return int(row[0])


EXECUTORS: dict[str, Callable[[], AbstractContextManager[Executor]]] = {
    "threads": lambda: ThreadPoolExecutor(3),
    "processes": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
}


@pytest.mark.parametrize("kind", EXECUTORS)
def test_manifest_and_file_are_the_same_however_it_was_built(kind: str, built: Path, tmp_path: Path) -> None:
    with EXECUTORS[kind]() as executor:
        build_region(three_small(), out=tmp_path, executor=executor)
    assert read_manifest(manifest_file("region", tmp_path)) == read_manifest(manifest_file("region", built))
    assert warehouse_file("region", tmp_path).read_bytes() == warehouse_file("region", built).read_bytes()


def test_fourteen_authorities_make_up_the_region_and_a_is_the_first() -> None:
    worlds = region_of()
    assert len(worlds) == 14
    assert worlds[0] == world_of("A")
    assert len({world.seed for world in worlds}) == 14
    assert not {"B", "C", "T"} & {world.authority.letter for world in worlds}
    assert region_of(7)[0].seed == 7
    assert {world.seed for world in region_of(7)}.isdisjoint({world.seed for world in worlds})


def test_rows_of_a_are_those_of_its_own_warehouse(root: Path, region: duckdb.DuckDBPyConnection) -> None:
    """Child for child and placement for placement; postcodes and providers too."""
    region.execute(f"ATTACH '{warehouse_file('A', root)}' AS alone (READ_ONLY)")
    for table in all_tables():
        if table.in_region == OF_CHILDREN:
            ours = f"SELECT * EXCLUDE (la_code) FROM {table.full_name} WHERE la_code = 'ZZ1'"
            for one, other in (
                (ours, f"FROM alone.{table.full_name}"),
                (f"FROM alone.{table.full_name}", ours),
            ):
                assert number(region, f"SELECT count(*) FROM ({one} EXCEPT ALL {other})") == 0, (
                    table.full_name
                )
    for name in ("ref.postcodes", "ref.providers"):
        lost = f"SELECT count(*) FROM (FROM alone.{name} EXCEPT FROM {name})"
        assert number(region, lost) == 0


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("ssda903.header", "CHILD"),
        ("mart.child", "child_id"),
        ("ref.postcodes", "postcode"),
    ],
)
def test_id_names_one_thing_in_the_whole_region(
    region: duckdb.DuckDBPyConnection, table: str, key: str
) -> None:
    assert number(region, f"SELECT count(*) - count(DISTINCT {key}) FROM {table}") == 0


def test_number_of_a_worker_a_pupil_or_a_provider_belongs_to_one_authority(
    region: duckdb.DuckDBPyConnection,
) -> None:
    for table, key in (("sw_episodes", "SW_ID"), ("header", "UPN"), ("episodes", "URN")):
        shared = f"""
            SELECT count(*) FROM (
                SELECT {key} FROM ssda903.{table} WHERE length({key}) > 4
                GROUP BY {key} HAVING count(DISTINCT la_code) > 1
            )
        """
        assert number(region, shared) == 0
        assert number(region, f"SELECT count(DISTINCT {key}) FROM ssda903.{table}") > 30


def test_join_on_the_child_alone_stays_within_an_authority(region: duckdb.DuckDBPyConnection) -> None:
    joined = "FROM ssda903.episodes AS e JOIN ssda903.header AS h USING (CHILD)"
    assert number(region, f"SELECT count(*) {joined}") == number(
        region, "SELECT count(*) FROM ssda903.episodes"
    )
    assert number(region, f"SELECT count(*) {joined} WHERE e.la_code <> h.la_code") == 0
    placed = "FROM ssda903.episodes AS e JOIN ref.postcodes AS p ON p.postcode = e.PL_POST"
    filled = number(region, "SELECT count(PL_POST) FROM ssda903.episodes")
    assert number(region, f"SELECT count(*) {placed}") == filled > 500


def test_every_pupil_number_has_its_check_letter(region: duckdb.DuckDBPyConnection) -> None:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    numbers = region.sql("SELECT UPN, la_code FROM ssda903.header WHERE length(UPN) = 13").fetchall()
    assert {code for _, code in numbers} == {"ZZ1", "ZZ4", "ZZ7"}
    for upn, _ in numbers:
        total = sum(int(digit) * weight for digit, weight in zip(upn[1:], range(2, 14), strict=True))
        assert upn[0] == letters[total % 23]


def test_authorities_are_listed_once_and_one_is_ours(region: duckdb.DuckDBPyConnection) -> None:
    rows = region.sql("SELECT la_code, is_ours FROM ref.authorities").fetchall()
    assert rows == [("ZZ1", True), ("ZZ4", False), ("ZZ7", False)]
    assert number(region, "SELECT count(*) FROM ref.reporting_date") == 1
    assert region.sql("SELECT value FROM meta.build WHERE fact = 'children'").fetchall() == [
        (str(number(region, "SELECT count(*) FROM ssda903.header")),)
    ]


def test_every_table_and_column_of_the_region_is_commented_and_in_the_dictionary(
    region: duckdb.DuckDBPyConnection,
) -> None:
    said = {(table.full_name, column.name) for table in tables_of("region") for column in table.columns}
    for database in ("warehouse", "memory"):
        held = region.execute(
            "SELECT schema_name || '.' || table_name, column_name, comment FROM duckdb_columns() "
            "WHERE database_name = $1 AND NOT internal",
            [database],
        ).fetchall()
        assert {(table, column) for table, column, _ in held} == said
        assert all(comment for _, _, comment in held)
    listed = region.sql(
        "SELECT schema_name || '.' || table_name, column_name FROM meta.dictionary"
    ).fetchall()
    assert set(listed) == said


def test_place_has_one_authority_and_moves_with_it_on_the_map(
    region: duckdb.DuckDBPyConnection,
) -> None:
    """Postcodes of Durnholt begin with ZA; its own districts lie east of Alderbeck's."""
    inside = (
        "SELECT avg(easting)::INTEGER FROM ref.postcodes WHERE la_code = 'ZZ4' "
        "AND regexp_matches(postcode, '^ZA[1-9] ')"
    )
    ours = "SELECT avg(easting)::INTEGER FROM ref.postcodes WHERE regexp_matches(postcode, '^ZZ[1-9] ')"
    assert 20_000 < number(region, inside) - number(region, ours) < 50_000
    assert number(region, "SELECT count(*) FROM ref.postcodes WHERE postcode LIKE 'ZE%'") == 0


def test_region_has_no_return_of_its_own(
    monkeypatch: pytest.MonkeyPatch, built: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(built))
    with pytest.raises(FingerpostError, match="no authority 'region'; the authorities are A, B, C, T"):
        write_returns("region", year=2025, out=tmp_path)


def test_region_that_is_not_there_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(
        WarehouseUnusableError, match=r"no warehouse of the region in .*warehouse build --size region"
    ):
        open_warehouse("region", root=tmp_path)


@pytest.mark.usefixtures("built")
def test_progress_names_each_authority_and_ends_at_one(told: list[tuple[str, float]]) -> None:
    assert {"Alderbeck", "Durnholt", "Gorseley Vale"} <= {doing for doing, _ in told}
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_process_that_is_stopped_is_told_in_a_sentence_and_the_old_file_stays(tmp_path: Path) -> None:
    build_authority("T", out=tmp_path)
    before = warehouse_file("T", tmp_path).read_bytes()
    spawned = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=sys.exit)
    with spawned as executor, pytest.raises(FingerpostError, match=r"was stopped.*--workers 1"):
        build_region(three_small(), out=tmp_path, executor=executor)
    assert sorted(path.name for path in warehouse_folder(tmp_path).iterdir()) == [
        "T",
        "T.duckdb",
        "T.files",
        "T.manifest.json",
    ]
    assert warehouse_file("T", tmp_path).read_bytes() == before


def test_killed_build_leaves_nothing_under_the_final_name(tmp_path: Path) -> None:
    slow = (
        "import sys, time; from pathlib import Path; from concurrent.futures import ThreadPoolExecutor\n"
        "from fingerpost.synth.region import region_of; from fingerpost.warehouse import region\n"
        "region._join = lambda *a: (Path(sys.argv[1], 'there').touch(), time.sleep(60))\n"
        "region.shard_of = lambda world: b'a shard'\n"
        "region.build_region(region_of()[:2], out=Path(sys.argv[1]), executor=ThreadPoolExecutor(1))"
    )
    process = subprocess.Popen([sys.executable, "-c", slow, str(tmp_path)])
    try:
        until = time.monotonic() + 60
        while not (tmp_path / "there").exists() and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (tmp_path / "there").exists()
    assert not warehouse_file("region", tmp_path).exists()
    build_region(three_small()[1:2], out=tmp_path, executor=OneAfterAnother())
    assert sorted(path.name for path in warehouse_folder(tmp_path).iterdir()) == [
        "region.duckdb",
        "region.manifest.json",
    ]
