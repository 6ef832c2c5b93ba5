"""How long A, B and T take to build, and how large they are; `make bench` prints the figures.

Times are of the second build in one process, so that imports are not in them; the first is printed beside.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fingerpost.spec.codes import all_codes, codes_of
from fingerpost.synth.region import region_of
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.connection import open_warehouse
from fingerpost.warehouse.manifest import read_manifest
from fingerpost.warehouse.paths import manifest_file, returns_folder
from fingerpost.warehouse.region import build_region

HERE = Path(__file__).resolve().parent
WORLDS = [
    ("T", "authority", None),
    ("A", "tiny", None),
    ("B", "authority", 20_260_401),
    ("A", "authority", None),
]


def seconds_to_build(letter: str, size: str, seed: int | None, out: Path) -> tuple[float, float]:
    """Return the wall and CPU seconds of one build."""
    wall, cpu = time.perf_counter(), time.process_time()
    build_authority(letter, out=out, size=size, seed=seed)
    return time.perf_counter() - wall, time.process_time() - cpu


@pytest.mark.parametrize(("letter", "size", "seed"), WORLDS)
def test_build(letter: str, size: str, seed: int | None, tmp_path: Path) -> None:
    first = seconds_to_build(letter, size, seed, tmp_path)
    second = seconds_to_build(letter, size, seed, tmp_path)
    manifest = read_manifest(manifest_file(letter, tmp_path))
    rows = sum(content.rows for content in manifest.tables.values())
    returns = sum(path.stat().st_size for path in returns_folder(letter, tmp_path).rglob("*.csv"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"\n{letter} ({size}): {second[0]:.2f} s wall, {second[1]:.2f} CPU s (first {first[1]:.2f}); "
        f"{rows:,} rows, {manifest.size_in_bytes / 1e6:.2f} MB, returns {returns / 1e6:.2f} MB, "
        f"peak of this process {peak:.0f} MB"
    )
    assert rows > 0


def test_region(tmp_path: Path) -> None:
    """Fourteen authorities by processes of their own, one a core; CPU seconds are of all of them."""
    wall = time.perf_counter()
    file = build_region(region_of(), out=tmp_path)
    wall = time.perf_counter() - wall
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows = sum(content.rows for content in read_manifest(manifest_file("region", tmp_path)).tables.values())
    sys.stdout.write(
        f"\nregion: {wall:.1f} s wall on {os.cpu_count()} cores, {rows:,} rows, "
        f"{file.stat().st_size / 1e6:.1f} MB, largest worker {workers.ru_maxrss / 1024:.0f} MB"
    )
    assert rows > 500_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data root with authority A."""
    root = tmp_path_factory.mktemp("bench")
    build_authority("A", out=root)
    return root


@pytest.fixture(scope="module")
def fakers_python() -> Path:
    """Return the Python of an environment that holds Faker, made when it is not there."""
    environment = Path(__file__).resolve().parents[2] / ".venv-faker"
    python, wanted = environment / "bin" / "python", (HERE / "faker.txt").read_text(encoding="utf-8")
    stamp = environment / "faker.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "faker.txt"], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return python


def rows_a_second(population: int) -> tuple[float, float]:
    """Return how many rows the simulation of A makes in a CPU second: the best of five runs, and the first.

    `population` is how many children live in its area. Rows of every table count, CPU seconds of the whole
    process; the first run also fetches the memory that the others find there.
    """
    world = world_of("A")
    world = replace(world, authority=replace(world.authority, population_0_17=population))
    runs = []
    for _ in range(5):
        before = time.process_time()
        events = simulate(world)
        taken = time.process_time() - before
        runs.append(sum(len(records) for records in events.tables.values()) / taken)
    return max(runs), runs[0]


def test_simulation_beside_rows_of_faker(fakers_python: Path) -> None:
    codes = {
        name: [code.code for code in codes_of(name)]
        for name in sorted({code.codeset for code in all_codes()})
    }
    words = [fakers_python, HERE / "faker_rows.py"]
    ran = subprocess.run(words, input=json.dumps(codes), capture_output=True, text=True, check=True)
    said = json.loads(ran.stdout)
    theirs = said["rows"] / said["seconds"]
    rows_a_second(10_000)
    usual = world_of("A").authority.population_0_17
    (ours, first), (large, first_large) = rows_a_second(usual), rows_a_second(10 * usual)
    sys.stdout.write(
        f"\nsimulation on one core, best of 5: A {ours:,.0f} rows a CPU second (first run {first:,.0f}), "
        f"ten times A {large:,.0f} (first run {first_large:,.0f}); "
        f"Faker row by row {theirs:,.0f}; ratio {ours / theirs:.0f} and {large / theirs:.0f}"
    )
    assert ours > theirs


def test_teaching_queries(built: Path) -> None:
    queries = (Path(__file__).parent / "teaching_queries.sql").read_text(encoding="utf-8").split(";\n")
    connection = open_warehouse("A", root=built)
    best: dict[str, float] = {}
    for query in filter(str.strip, queries):
        taken = []
        for _ in range(3):
            before = time.perf_counter()
            connection.execute(query).fetchall()
            taken.append(time.perf_counter() - before)
        best[query] = min(taken) * 1000
    slowest = max(best, key=lambda query: best[query])
    sys.stdout.write(
        f"\n{len(best)} teaching queries, best of 3: median {statistics.median(best.values()):.1f} ms, "
        f"worst {best[slowest]:.1f} ms ({slowest.strip()[:60]}…)"
    )
    assert len(best) == 25


def test_first_query_in_a_fresh_process_and_thirty_at_once(built: Path) -> None:
    program = (
        "import time; from fingerpost import connect\n"
        "connect().sql('SELECT count(*) FROM ssda903.episodes').fetchall(); print(time.process_time())"
    )
    surroundings = {**os.environ, "FINGERPOST_DATA": str(built)}
    words = [sys.executable, "-c", program]
    alone = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=True)
    many = [subprocess.Popen(words, env=surroundings, stdout=subprocess.PIPE) for _ in range(30)]
    done = sum(process.wait() == 0 for process in many)
    sys.stdout.write(
        f"\nfirst query in a fresh process: {float(alone.stdout):.2f} CPU s; {done} of 30 at once succeed"
    )
    for process in many:
        process.communicate()
    assert done == 30
