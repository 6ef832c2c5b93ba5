"""The real course's tables, built once: authorities A and T, and B from two seeds."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from answer_bench import Bench
from fingerpost.warehouse.build import build_authority

SEEDS = (20260401, 77)
"""Two of the seeds a tutor may draw."""


@pytest.fixture(scope="session")
def warehouses(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Return one data root for each seed, each with A, T and its own B."""
    roots = {}
    for seed in SEEDS:
        root = tmp_path_factory.mktemp(f"seed-{seed}")
        for letter, from_seed in (("A", None), ("T", None), ("B", seed)):
            build_authority(letter, out=root, seed=from_seed)
        roots[seed] = root
    return roots


@pytest.fixture(scope="session", params=SEEDS)
def bench_of(
    request: pytest.FixtureRequest, course: Path, warehouses: dict[int, Path]
) -> Iterator[Callable[[str], Bench]]:
    """Return a function that gives a module's bench with A, T and B, once for each seed of B."""
    root = warehouses[request.param]
    with pytest.MonkeyPatch.context() as patch:
        yield cache(lambda folder: Bench(course / folder, dict.fromkeys("ABT", root), patch))
