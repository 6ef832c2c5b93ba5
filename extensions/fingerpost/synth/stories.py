"""What is put into a world on purpose, each switch on its own: quiet months, blanks."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import COLLECTION_YEARS
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import below, draw
from fingerpost.synth.events import Events
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_NOBODY = np.zeros(1, dtype=np.int64)
_BLANK_PER_1000 = 15
_FEWEST_BLANKS_A_YEAR = 2


def is_quiet(world: World, day: Days) -> NDArray[np.bool_]:
    """Return True on days of the months in which nobody comes into care, one in each collection year.

    A table of starts by month then has a gap to notice. Which months is drawn from the seed.
    """
    quiet = np.zeros(day.shape, dtype=bool)
    if not world.has_quiet_months:
        return quiet
    for year in COLLECTION_YEARS:
        april = np.datetime64(year.first_day, "M")
        month = april + below(draw(world.seed, _NOBODY, Stream.QUIET_MONTH, year.ending), 12)[0]
        quiet |= day.astype("M8[M]") == month
    return quiet


def leave_blanks(world: World, events: Events) -> Events:
    """Return the same events with some placements not recorded yet, a few in every collection year."""
    episodes = events.episodes.copy()
    drawn = draw(
        world.seed,
        episodes["CHILD"].astype(np.int64),
        Stream.BLANK,
        episodes["DECOM"].astype("M8[D]").astype(np.int64),
    )
    for year in COLLECTION_YEARS:
        first, last = np.datetime64(year.first_day), np.datetime64(year.last_day)
        began = np.flatnonzero((episodes["DECOM"] >= first) & (episodes["DECOM"] <= last))
        count = max(_FEWEST_BLANKS_A_YEAR, len(began) * _BLANK_PER_1000 // 1000)
        blank = began[np.argsort(drawn[began], kind="stable")[:count]]
        for field in ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN"):
            episodes[field][blank] = ""
    return Events(children=events.children, episodes=episodes)
