"""What building the course costs: one module from nothing, and a course in which nothing has changed.

`make bench B=course` prints the figures with the load; none of them passes or fails. Making the warehouses is
left out: bench_warehouse.py has it.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from course_modules import COURSE, Sources, ready_modules
from fingerpost.courseware import build
from fingerpost.courseware.build import build_learner
from fingerpost.courseware.made import program_digest
from fingerpost.courseware.sources import load_course

_MODULES = ready_modules()


def _cost(job: Callable[[], object]) -> float:
    """Return the CPU seconds of a job, those of the processes that it waits for included."""
    before = sum(os.times()[:4])
    job()
    return sum(os.times()[:4]) - before


def _report(what: str, seconds: float) -> None:
    sys.stdout.write(
        f"\n{what}: {seconds:.2f} CPU s (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
    )
    sys.stdout.flush()


@pytest.mark.parametrize("make", [build._tutor_modules, build._learner_modules])
@pytest.mark.parametrize("sources", _MODULES, ids=lambda sources: sources.module.id)
def test_one_module_from_nothing(sources: Sources, make: build._Make) -> None:
    course = load_course(COURSE)
    made: list[dict[str, dict[str, bytes]]] = []
    _report(
        f"{sources.module.folder}, {make.__name__}",
        _cost(lambda: made.append(make(course, [sources.module]))),
    )
    assert made[0][sources.module.folder]


def test_course_in_which_nothing_has_changed(edition: Path) -> None:
    stands = {path: path.stat().st_mtime_ns for path in edition.rglob("*.ipynb")}
    program_digest.cache_clear()  # a new process would look at every file of fingerpost as well
    began = time.monotonic()
    _report(
        "learner edition with nothing changed, warehouses looked at",
        _cost(lambda: build_learner(COURSE, edition)),
    )
    sys.stdout.write(f", {time.monotonic() - began:.2f} s wall")
    assert {path: path.stat().st_mtime_ns for path in edition.rglob("*.ipynb")} == stands
