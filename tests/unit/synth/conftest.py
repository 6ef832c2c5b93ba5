"""Whole worlds, simulated once: everything known on the reporting date, from birth on."""

from datetime import date

import pytest
from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.events import Events
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of

SEED_OF_B = 20_260_401
_LONG_AGO = date(1990, 1, 1)


def _known(letter: str) -> Events:
    world = world_of(letter, seed=SEED_OF_B if letter == "B" else None)
    return simulate(world).within(_LONG_AGO, REPORTING_DATE)


@pytest.fixture(scope="session")
def known() -> dict[str, Events]:
    """Return A, B and T."""
    return {letter: _known(letter) for letter in "ABT"}


@pytest.fixture(params=["A", "B", "T"])
def events(request: pytest.FixtureRequest, known: dict[str, Events]) -> Events:
    """Return each authority in turn."""
    return known[request.param]
