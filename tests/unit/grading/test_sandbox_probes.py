"""Every known way out of the sandbox, tried as an unprivileged user and as whoever runs the tests."""

import json
import os
import sys
from functools import lru_cache
from typing import Any

import pytest
from fingerpost.grading.sandbox.levels import survey
from plain_user import REPOSITORY, USER, run, run_unprivileged
from probes import CONTROL, PROBES, WORKING

PROGRAM = str(REPOSITORY / "tests" / "support" / "probes.py")
PLACES = (
    "full, unprivileged",
    "strong, unprivileged",
    "bubblewrap, unprivileged",
    "full, as I am",
    "bubblewrap, as I am",
)


@lru_cache(maxsize=len(PLACES))
def _outcome(place: str) -> dict[str, Any]:
    """Return what came of all probes; each place is tried once (2 to 20 s of CPU)."""
    level, _, who = place.partition(", ")
    ran = run([sys.executable, PROGRAM, level]) if who == "as I am" else run_unprivileged(PROGRAM, level)
    said: dict[str, Any] = json.loads(ran)
    return said


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("probe", PROBES)
def test_way_out_is_closed(probe: str, place: str) -> None:
    assert _outcome(place)["probes"][probe] == "closed"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("tool", WORKING)
def test_tool_that_courses_use_still_works_inside(tool: str, place: str) -> None:
    assert _outcome(place)["working"][tool] is True


@pytest.mark.parametrize("probe", CONTROL)
def test_probe_gets_out_where_there_are_no_walls(probe: str) -> None:
    assert _outcome("full, unprivileged")["control"][probe] == "open"


@pytest.mark.parametrize("place", PLACES)
def test_probes_leave_nothing_behind(place: str) -> None:
    said = _outcome(place)
    assert said["reached"] == []
    assert said["left"] == []
    assert set(said["scratch"]) <= {".ipython"}
    assert said["litter"] == []
    assert said["own"] == "own"
    assert said["stage"] is False


def test_cells_never_run_as_root() -> None:
    assert _outcome("full, as I am")["user"] != 0
    assert _outcome("bubblewrap, as I am")["user"] != 0
    if os.geteuid() == 0:
        assert _outcome("full, unprivileged")["user"] == USER


def test_machine_that_tests_us_has_every_wall() -> None:
    assert survey().level == "full"
