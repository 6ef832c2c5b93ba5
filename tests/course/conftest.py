"""The real course's tables, built once: authorities A and T, and B from two seeds; and one learner."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from answer_bench import Bench
from fingerpost.grading.data import Data
from fingerpost.warehouse.build import build_authority
from learner import Learner, a_learner
from lesson_names import names_after
from no_network import run_without_network
from unprivileged import open_to_all

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


@pytest.fixture(scope="session")
def learner(edition: Path) -> Iterator[Learner]:
    """Someone who is not root, and who may read the learner edition."""
    open_to_all(edition)
    with a_learner() as person:
        yield person


@pytest.fixture(scope="session")
def after_run_all(edition: Path, learner: Learner) -> Callable[[str], Any]:
    """Return a function that gives a page of the learner edition after *Run All*, each page run once.

    It runs as the learner on a machine without a network, and a page that tries to reach one fails whoever
    asked for it.
    """

    @cache
    def ran(name: str) -> Any:
        notebook = nbformat.read(edition / "lessons" / name, as_version=4)
        tried = run_without_network(notebook, learner, data=edition)
        assert tried == {}, f"{name} tried to leave the machine"
        return notebook

    return ran


@pytest.fixture(scope="module")
def names(
    request: pytest.FixtureRequest, course: Path, edition: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """Return what the cells of a module's lesson leave on authority A.

    The tests' module says which lesson by FOLDER, and by STOPS, if it likes, how cells end that are meant to.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FINGERPOST_DATA", str(edition))
        patched.chdir(tmp_path_factory.mktemp("desk"))
        lesson = course / request.module.FOLDER / "lesson.py"
        yield names_after(lesson, getattr(request.module, "STOPS", None))


@pytest.fixture(scope="module")
def data(edition: Path) -> Data:
    """Return authority A of the learner edition."""
    return Data("A", edition)
