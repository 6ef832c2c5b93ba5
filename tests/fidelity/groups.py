"""Who is compared with whom: the cells of each planted association, counted from the events alone."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import measures
import numpy as np
from fingerpost.spec.years import WINDOW_START
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import age_on, band_on
from fingerpost.synth.events import Events, Records
from fingerpost.synth.histories import SHORT_BREAKS, Spells, spells_of
from fingerpost.synth.letters import numbers_in
from fingerpost.synth.missing import place_on
from numpy.typing import NDArray
from planted import OLDER, ORDERS, SETTLING_IN, YOUNGER

Cells = Counter[tuple[str, int, int]]
"""Counts by (stratum, group 0 or 1, outcome 0 or 1)."""
Bits = NDArray[np.bool_]
Text = NDArray[np.str_]


@dataclass(frozen=True)
class World:
    """One world's events with what several associations ask of them."""

    events: Events
    seen: measures.Seen
    spells: Spells

    @property
    def first_spells(self) -> Spells:
        """The first period of care of every child."""
        return self.spells.rows(np.unique(self.spells.child, return_index=True)[1])

    def is_alone(self, child: NDArray[np.int64]) -> Bits:
        """Return which children, rows of the header, came to seek asylum alone."""
        alone: Bits = np.isin(self.events.children["CHILD"][child], self.events.tables["uasc"]["CHILD"])
        return alone


def world_seen(events: Events) -> World:
    """Return a world ready to be asked."""
    return World(events, measures.seen(events), spells_of(0, events.children, events.episodes))


def _cells(group: Bits, outcome: Bits, among: Bits | None = None, strata: Text | None = None) -> Cells:
    """Count groups by outcome within strata; `among` says which rows count."""
    kept = np.ones(len(group), dtype=bool) if among is None else among
    names = np.zeros(len(group), dtype="U1") if strata is None else strata
    columns = zip(names[kept], group[kept], outcome[kept], strict=True)
    return Counter((str(name), int(one), int(two)) for name, one, two in columns)


def of_children(column: str, codes: tuple[str, ...]) -> Callable[[World], Cells]:
    """Of children, those who came alone against the others: is the column one of the codes?"""

    def cells(world: World) -> Cells:
        child = _one_of_each_family(world, world.first_spells).child
        return _cells(world.is_alone(child), np.isin(world.events.children[column][child], codes))

    return cells


def needs(world: World) -> Cells:
    first = _one_of_each_family(world, world.first_spells)
    return _cells(world.is_alone(first.child), world.events.episodes["CIN"][first.first] == "N8")


def _one_of_each_family(world: World, first: Spells) -> Spells:
    """Return the periods with brothers and sisters counted once: they share ethnicity, need and the day.

    Counted one by one they would pass for so many families, and the interval would come out too narrow.
    """
    home = world.events.episodes["HOME_POST"][first.first]
    named = np.char.add(home, first.starts.astype("U10"))
    alone = home == ""
    named[alone] = world.events.children["CHILD"][first.child[alone]]
    return first.rows(np.sort(np.unique(named, return_index=True)[1]))


def _years_of_care(world: World, year: int) -> tuple[Spells, Text, NDArray[np.int64], Bits]:
    """Return the periods that lasted all of one year of care: where they were, how old, whether they ran."""
    spells = world.spells
    whole = spells.rows(spells.starts + 365 * (year + 1) <= spells.known_end)
    first = whole.starts + 365 * year
    told = world.events.tables["missing"]
    ran = np.searchsorted(world.events.children["CHILD"], told["CHILD"]) * 1_000_000
    ran = np.sort(ran + told["MIS_START"].astype(np.int64))
    low, high = (whole.child * 1_000_000 + (first + days).astype(np.int64) for days in (0, 365))
    has_run = np.searchsorted(ran, high) > np.searchsorted(ran, low)
    return whole, place_on(whole, world.events.episodes, first), age_on(whole.born, first), has_run


_HOMES, _AGES_RUNNING = ("K", "R", "H"), range(11, 17)


def running_from_homes(world: World) -> Cells:
    found: Cells = Counter()
    for year in range(3):
        _, place, age, ran = _years_of_care(world, year)
        found += _cells(np.isin(place, _HOMES), ran, np.isin(age, _AGES_RUNNING), age.astype("U2"))
    return found


def running_at_15(world: World) -> Cells:
    found: Cells = Counter()
    for year in range(3):
        _, place, age, ran = _years_of_care(world, year)
        found += _cells(age == 15, ran, np.isin(age, (12, 15)) & ~np.isin(place, _HOMES))
    return found


def coming_in(month: int, against: int) -> Callable[[World], Cells]:
    """Families' first entries in one month against another; brothers and sisters count once."""

    def cells(world: World) -> Cells:
        first = world.first_spells
        first = _one_of_each_family(world, first.rows(~world.is_alone(first.child)))
        of_month = first.starts.astype("M8[M]").astype(np.int64) % 12 + 1
        mine = np.isin(of_month, (month, against))
        return _cells(of_month == month, mine, mine)

    return cells


def _heads_for_adoption(first: Spells, episodes: Records) -> Bits:
    """Return the periods with a placement order or adopters in them: a move to adopters has its own day."""
    such = np.isin(episodes["LS"], ("E1",)) | np.char.startswith(episodes["PLACE"], "A")
    upto = np.concatenate([[0], np.cumsum(such)])
    found: Bits = upto[first.last + 1] > upto[first.first]
    return found


def _first_of_families(world: World) -> tuple[Spells, NDArray[np.int64], Bits]:
    """Return first periods of children from families, the age band at their start, and who is 5 to 15."""
    first = world.first_spells
    first = first.rows(~world.is_alone(first.child))
    band = band_on(first.born, first.starts)
    return first, band, np.isin(band, (YOUNGER, OLDER))


def by_agreement(world: World) -> Cells:
    first, band, mine = _first_of_families(world)
    return _cells(band == OLDER, world.events.episodes["LS"][first.first] == "V2", mine)


def moved_early(world: World) -> Cells:
    """First foster carers of periods over a year long that head for no adoption: has the child moved on?"""
    first, band, mine = _first_of_families(world)
    episodes = world.events.episodes
    mine &= np.isin(episodes["PLACE"][first.first], ("U4", "U5", "U6"))
    mine &= (first.starts + SETTLING_IN < first.known_end) & ~_heads_for_adoption(first, episodes)
    moves = np.flatnonzero(np.isin(episodes["RNE"], ("P", "B")))
    row = moves[np.minimum(np.searchsorted(moves, first.first), len(moves) - 1)]
    by_then = (row > first.first) & (row <= first.last)
    by_then &= episodes["DECOM"][row] <= first.starts + SETTLING_IN
    return _cells(band == OLDER, by_then, mine)


def arriving(world: World) -> Cells:
    alone = world.events.children["CHILD"][world.first_spells.child]
    starts = world.first_spells.starts[np.isin(alone, world.events.tables["uasc"]["CHILD"])]
    year = (starts.astype("M8[M]") + 9).astype("M8[Y]").astype(np.int64) + 1970
    mine = np.isin(year, (2021, 2024))
    return _cells(year == 2024, mine, mine)


def left(world: World) -> Cells:
    episodes = world.seen.episodes
    place, why = episodes["PLACE"], episodes["REASON_PLACE_CHANGE"]
    fostered = np.isin(place, ("U4", "U5", "U6"))
    return _cells(fostered, why == "CREQB", (fostered | (place == "K2")) & (why != "") & (why != "PLACE"))


def _new_carers(world: World) -> tuple[Records, Bits, Bits]:
    """Return the first episode with each foster carer, which are relatives, and which came first of all."""
    episodes = world.seen.episodes
    away = np.concatenate([[False], np.char.startswith(episodes["PLACE"][:-1], "T")])
    begins = np.isin(episodes["RNE"], ("S", "P", "B")) & ~(away & (episodes["RNE"] != "S"))
    mine = episodes[begins & np.char.startswith(episodes["PLACE"], "U")]
    return mine, np.isin(mine["PLACE"], ("U1", "U2", "U3")), mine["RNE"] == "S"


def own_provision(world: World) -> Cells:
    mine, kin, _ = _new_carers(world)
    return _cells(kin, mine["PLACE_PROVIDER"] == "PR1")


def outside(world: World) -> Cells:
    mine, kin, first = _new_carers(world)
    return _cells(first, ~measures.is_inside(mine["PL_POST"]), ~kin & (mine["PL_POST"] != ""))


def leavers(column: str, codes: tuple[str, ...]) -> Callable[[World], Cells]:
    """Of care leavers, those of 19 to 21 against the younger: is the column one of the codes?"""

    def cells(world: World) -> Cells:
        told = world.events.tables["oc3"]
        last = np.array([f"{year}-03-31" for year in told["YEAR"]], dtype="M8[D]")
        asked = np.ones(len(told), dtype=bool) if column == "IN_TOUCH" else told["ACTIV"] != "0"
        return _cells(age_on(told["DOB"], last) > 18, np.isin(told[column], codes), asked)

    return cells


def unsuitable(world: World) -> Cells:
    home = world.events.tables["oc3"]["ACCOM"]
    letter = home.astype("U1")
    return _cells(letter == "W", np.char.endswith(home, "2"), np.isin(letter, ("W", "U")))


def on_a_short_break(world: World) -> Cells:
    """Children whose care began with short breaks or under a care order: is disability the need?"""
    episodes = world.events.episodes
    first = episodes[first_of_each(numbers_in(episodes["CHILD"]))]
    breaks, order = np.isin(first["LS"], SHORT_BREAKS), first["LS"] == "C1"
    # A family's children share its need, and are told by its home; those on short breaks have none told.
    home = np.where(breaks, first["CHILD"], np.char.add(first["HOME_POST"], first["DECOM"].astype("U10")))
    one = np.zeros(len(first), dtype=bool)
    one[np.unique(home, return_index=True)[1]] = True
    return _cells(breaks, first["CIN"] == "N2", one & (breaks | order))


def agreed(world: World) -> Cells:
    """Children who came in during the five years, by agreement or an order: is absent parenting the need?"""
    first = _one_of_each_family(world, world.first_spells)
    began = world.events.episodes[first.first]
    mine = np.isin(began["LS"], ("V2", *ORDERS)) & (first.starts >= np.datetime64(WINDOW_START))
    return _cells(began["LS"] == "V2", began["CIN"] == "N8", mine)
