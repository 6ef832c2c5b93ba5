"""How long A, B and T take to build, and how large they are; `make bench` prints the figures.

Times are of the second build in one process, so that imports are not in them; the first is printed beside.
"""

import resource
import sys
import time
from pathlib import Path

import pytest
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.manifest import read_manifest
from fingerpost.warehouse.paths import manifest_file, returns_folder

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
