"""Who is born or arrives, and who of them comes into care first when."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE, WINDOW_START
from fingerpost.synth.chances import by_number, chance, durations
from fingerpost.synth.columns import joined
from fingerpost.synth.dates import Days, age_on, birthday, month_on
from fingerpost.synth.draws import Draws, asked, below, draw, happens, key_of, rows_where_it_happens
from fingerpost.synth.edge_days import born_on_edge_days
from fingerpost.synth.stories import is_quiet
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

ORIGINS = ("family", "unaccompanied", "breaks")
FAMILY, UNACCOMPANIED, BREAKS = range(3)

_COMING_OF_AGE = 18
_LAST = np.datetime64(REPORTING_DATE)
# Everyone who could be in care in the window is simulated from birth: no burn-in is left to guess.
_FIRST_BIRTH = birthday(np.array([WINDOW_START], dtype="M8[D]"), -_COMING_OF_AGE)[0]
_MOVED_AT_MOST = 31
"""Days by which a birth date may be moved to an edge day."""
_AT_A_TIME = 49_152
"""So many children are looked at together: what is known of them stays in the processor's own memory."""
_FIRST_ARRIVAL = np.datetime64("2016-04-01")


@dataclass(frozen=True)
class Lives:
    """Children who come into care, as arrays of one shape.

    `number` names a child to chance, `origin` indexes ORIGINS, `home` is the number whose family home
    it shares, `enters` the day it first comes into care.
    """

    number: NDArray[np.int64]
    origin: NDArray[np.int64]
    born: Days
    home: NDArray[np.int64]
    enters: Days

    def __len__(self) -> int:
        return len(self.number)


def lives_of(world: World) -> Lives:
    """Return everyone who comes into care: from families, with siblings, unaccompanied, for short breaks."""
    count = world.authority.population_0_17 * 23 // 18
    parts = [
        _born_here(world, 3 * np.arange(first, min(first + _AT_A_TIME, count)))
        for first in range(0, max(count, 1), _AT_A_TIME)
    ]
    families, breaks = (joined([part[of] for part in parts]) for of in (0, 1))
    return joined([families, _siblings(world, families), breaks, _unaccompanied(world)])


def _born_here(world: World, number: NDArray[np.int64]) -> tuple[Lives, Lives]:
    """Return who of the children with these numbers comes into care, and who for short breaks only."""
    key = key_of(world.seed, number)
    span = int((_LAST - _FIRST_BIRTH).astype(int)) + 1
    born = born_on_edge_days(world, _FIRST_BIRTH + below(asked(key, Stream.BORN), span))
    enters = _first_entry(world, key, born)
    families = _those(np.flatnonzero(~np.isnat(enters)), number, born, enters, FAMILY)
    has_breaks = rows_where_it_happens(key, Stream.SHORT_BREAKS, 0, chance("has_short_breaks"))
    has_breaks = has_breaks[np.isnat(enters[has_breaks])]
    return families, _short_breaks(world, number[has_breaks], born[has_breaks])


def _those(
    who: NDArray[np.bool_ | np.int64], number: NDArray[np.int64], born: Days, enters: Days, origin: int
) -> Lives:
    chosen = number[who]
    return Lives(
        number=chosen, origin=np.full(len(chosen), origin), born=born[who], home=chosen, enters=enters[who]
    )


def _in_season(world: World, key: Draws, day: Days, index: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return True for the entries that happen, as months differ and some are quiet."""
    weights = by_number("months", "month", "weight")
    of_month = np.array([weights[month] for month in range(1, 13)])
    month = month_on(day) % 12
    drawn = below(asked(key, Stream.ENTRY_MONTH, index), int(of_month.max()))
    return (drawn < of_month[month]) & ~is_quiet(world, day)


@cache
def _ages_never_reached() -> NDArray[np.uint8]:
    """Return how many ages below 18 are not reached by the last day, for each day of birth."""
    last_births = birthday(np.full(_COMING_OF_AGE, _LAST + 1), -np.arange(_COMING_OF_AGE))
    days = np.arange(_FIRST_BIRTH - _MOVED_AT_MOST, _LAST + _MOVED_AT_MOST)
    return np.searchsorted(last_births[::-1], days).astype(np.uint8)


def _eldest_first(born: Days) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows, the eldest first by whole years, and how many come to each age by the last day."""
    # Numbers of 8 bits are put in order by counting, many times as fast as by comparing.
    of_row = _ages_never_reached().take((born - (_FIRST_BIRTH - _MOVED_AT_MOST)).view(np.int64))
    upto = np.cumsum(np.bincount(of_row, minlength=_COMING_OF_AGE))
    return np.argsort(of_row, kind="stable"), upto[_COMING_OF_AGE - 1 :: -1]


def _first_entry(world: World, key: Draws, born: Days) -> Days:
    """Return the day of each child's first entry, NaT for those who never come into care.

    Every year of age has its own chance, a day in that year, and the season's say.
    """
    weights = by_number("months", "month", "weight")
    busiest = max(weights.values()) * len(weights) / sum(weights.values())
    # Those who come to an age by the last day then stand in front of the others.
    eldest, old_enough = _eldest_first(born)
    keys = key.take(eldest)
    could = [
        rows_where_it_happens(keys[: old_enough[age]], Stream.ENTERS, age, round(per_million * busiest))
        for age, per_million in by_number("entries", "age", "per_million").items()
    ]
    age = np.repeat(list(by_number("entries", "age", "per_million")), [len(rows) for rows in could])
    row = eldest[np.concatenate(could)]
    drawn = asked(key[row], Stream.ENTRY_DAY, age)
    day = np.where(
        age == 0,
        born[row] + durations("birth_to_care").days(0, drawn),
        birthday(born[row], age) + below(drawn, 365),
    )
    happening = np.flatnonzero(_in_season(world, key[row], day, age) & (day <= _LAST))
    enters = np.full(len(key), np.datetime64("NaT"), dtype="M8[D]")
    # Backwards, so that what is written last is the entry at the youngest age.
    enters[row[happening[::-1]]] = day[happening[::-1]]
    return enters


def _siblings(world: World, families: Lives) -> Lives:
    """Return a brother or sister for some, who comes into care on the same day."""
    has_one = happens(draw(world.seed, families.number, Stream.SIBLING), chance("has_sibling_in_care"))
    number = families.number[has_one] + 1
    twin = happens(draw(world.seed, number, Stream.TWIN), chance("is_twin"))
    drawn = draw(world.seed, number, Stream.SIBLING_GAP)
    gap = durations("sibling_gap").days(0, drawn) * np.where(drawn & np.uint64(1), 1, -1)
    born = families.born[has_one] + np.where(twin, 0, gap)
    enters = families.enters[has_one]
    age = age_on(born, enters)
    of_age = (age >= 0) & (age < _COMING_OF_AGE)
    return Lives(
        number=number[of_age],
        origin=np.full(int(of_age.sum()), FAMILY),
        born=born[of_age],
        home=families.number[has_one][of_age],
        enters=enters[of_age],
    )


def _short_breaks(world: World, number: NDArray[np.int64], born: Days) -> Lives:
    """Return disabled children whose families are given short breaks (V3, V4)."""
    age = durations("age_breaks").days(0, draw(world.seed, number, Stream.SHORT_BREAKS_AGE))
    enters = born + age
    return _those((enters <= _LAST) & ~is_quiet(world, enters), number, born, enters, BREAKS)


def _unaccompanied(world: World) -> Lives:
    """Return children who arrive alone to seek asylum; arrivals differ from year to year."""
    rates = by_number("arrivals", "year", "per_million")
    span = int((_LAST - _FIRST_ARRIVAL).astype(int)) + 1
    most = world.authority.population_0_17 * max(rates.values()) * span // (365 * 1_000_000)
    number = 3 * np.arange(most) + 2
    enters = _FIRST_ARRIVAL + below(draw(world.seed, number, Stream.ARRIVAL_DAY), span)
    year = (enters.astype("M8[M]") + 9).astype("M8[Y]").astype(int) + 1970
    rate = np.array([rates[ending] for ending in range(min(rates), max(rates) + 1)])[year - min(rates)]
    comes = below(draw(world.seed, number, Stream.ARRIVES), max(rates.values())) < rate
    age = durations("age_unaccompanied").days(0, draw(world.seed, number, Stream.ARRIVAL_AGE))
    born = enters - age
    on_first = happens(draw(world.seed, number, Stream.FIRST_OF_JANUARY), chance("born_on_1_january"))
    new_year = born.astype("M8[Y]").astype("M8[D]")
    young = birthday(new_year, _COMING_OF_AGE) > enters
    born = np.where(on_first & young, new_year, born)
    return _those(comes & ~is_quiet(world, enters), number, born, enters, UNACCOMPANIED)
