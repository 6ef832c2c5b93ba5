"""What is put into a world on purpose, each switch on its own: quiet months, blanks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import COLLECTION_YEARS, CollectionYear
from fingerpost.synth.chances import Indexes
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import below, draw
from fingerpost.synth.events import Events, Records, table_of
from fingerpost.synth.letters import numbers_in
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_NOBODY = np.zeros(1, dtype=np.int64)
_BLANK_PER_1000 = 15
_FEWEST_BLANKS_A_YEAR = 2
_PLACEMENT = ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN")
_LATE_PER_1000 = 20
_EVER = 9999
_COMPLETED = "completed from the paper file before the return was sent"
_CORRECTED = "put right after that year's return had been sent"


@dataclass(frozen=True)
class Told:
    """Which column of which table a return tells otherwise, the table's key day, and why."""

    table: str
    key: str
    column: str
    why: str


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
    """Return the events with some placements not in the case system, a few in every collection year.

    The returns were completed from the paper file before they were sent, so they hold them. Episodes are
    blanked where they stand: to copy the largest table would take a twentieth of the whole simulation.
    """
    episodes = events.episodes
    day = np.ascontiguousarray(episodes["DECOM"])
    found = [_not_in_the_system(world, episodes, day, year) for year in COLLECTION_YEARS]
    blank = np.sort(np.concatenate(found))
    ever = np.full(len(blank), _EVER)
    completed = [
        _in_returns(episodes[blank], Told("episodes", "DECOM", field, _COMPLETED), ever)
        for field in _PLACEMENT
    ]
    for field in _PLACEMENT:
        episodes[field][blank] = ""
    values = np.concatenate([events.tables["return_values"], *completed])
    return Events({**events.tables, "episodes": episodes, "return_values": values})


def _not_in_the_system(world: World, episodes: Records, day: Days, year: CollectionYear) -> Indexes:
    """Return the rows of the episodes begun in a year whose placement is not in the case system."""
    began = np.flatnonzero((day >= np.datetime64(year.first_day)) & (day <= np.datetime64(year.last_day)))
    count = min(len(began), max(_FEWEST_BLANKS_A_YEAR, len(began) * _BLANK_PER_1000 // 1000))
    if not count:
        return began
    children = numbers_in(episodes["CHILD"][began])
    drawn = draw(world.seed, children, Stream.BLANK, day[began].astype(np.int64))
    lowest = np.flatnonzero(drawn <= np.partition(drawn, count - 1)[count - 1])
    return began[lowest[np.argsort(drawn[lowest], kind="stable")[:count]]]


def _in_returns(records: Records, told: Told, last_year: NDArray[np.int64]) -> Records:
    """Return what the returns up to a year hold in a column of some records, where ours may not."""
    filled = records[told.column] != ""
    rows = records[filled]
    return table_of(
        "return_values",
        table_name=np.full(len(rows), told.table),
        CHILD=rows["CHILD"],
        key_day=rows[told.key],
        column_name=np.full(len(rows), told.column),
        last_year=last_year[filled],
        value_in_return=rows[told.column],
        why=np.full(len(rows), told.why),
    )


def corrected_late(world: World, tables: Mapping[str, Records]) -> Records:
    """Return what returns said before it was put right: social workers recorded under a colleague's number.

    Only spells that had ended in the year they were first returned in are corrected, so that a later
    return never contradicts an open spell of an earlier one.
    """
    workers = tables["sw_episodes"]
    drawn = draw(
        world.seed,
        numbers_in(workers["CHILD"]),
        Stream.LATE_CORRECTION,
        workers["SW_DECOM"].astype("M8[D]").astype(np.int64),
    )
    chosen = np.flatnonzero(below(drawn, 1000) < _LATE_PER_1000)
    wrong = workers[chosen].copy()
    wrong["SW_ID"] = workers["SW_ID"][chosen - 1]  # the one before the first is the last
    year = (wrong["SW_DECOM"].astype("M8[M]") + 9).astype("M8[Y]").astype(np.int64) + 1970
    ended = ~np.isnat(wrong["SW_DEC"]) & (
        (wrong["SW_DEC"].astype("M8[M]") + 9).astype("M8[Y]").astype(np.int64) + 1970 == year
    )
    return _in_returns(wrong[ended], Told("sw_episodes", "SW_DECOM", "SW_ID", _CORRECTED), year[ended])
