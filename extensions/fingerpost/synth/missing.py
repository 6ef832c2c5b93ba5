"""Missing from placement or away without leave: few children, some of them very often."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.chances import Indexes, by_number, chance, durations, shares
from fingerpost.synth.dates import NEVER, Days, age_on
from fingerpost.synth.draws import below, happens
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.streams import Stream

_YEARS_IN_CARE = 18
_USUAL = 1000
_HOMES = ("K", "R", "H")
"""Children's homes and other residential places: children run from them more often than from families."""
_MOST_TIMES = 60


def missing_of(spells: Spells, children: Records, episodes: Records) -> Records:
    """Return every missing spell: each lies inside one period of care and none overlaps another."""
    found = [_of_year(spells, episodes, year) for year in range(_YEARS_IN_CARE)]
    spell, start, end = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((start, spell))
    spell, start, end = spell[order], start[order], end[order]
    child = spells.child[spell]
    kind = shares("missing")
    drawn = kind.choose(
        np.zeros(len(spell), dtype=np.int64),
        spells.rows(spell).asked(Stream.RUNS_KIND, start.astype(np.int64) % 4096),
    )
    return table_of(
        "missing",
        CHILD=children["CHILD"][child],
        DOB=children["DOB"][child],
        MISSING=np.array(kind.outcomes)[drawn],
        MIS_START=start,
        MIS_END=end,
    )


def place_on(spells: Spells, episodes: Records, day: Days) -> NDArray[np.str_]:
    """Return where each child of a period was on a day: the group of PLACE by its first letter."""
    begins = episodes["DECOM"].astype(np.int64)
    order = np.searchsorted(np.unique(episodes["CHILD"]), episodes["CHILD"]) * 1_000_000 + begins
    child = order[spells.first] // 1_000_000
    at = np.searchsorted(order, child * 1_000_000 + day.astype(np.int64), side="right") - 1
    held: NDArray[np.str_] = episodes["PLACE"][np.clip(at, spells.first, spells.last)].astype("U1")
    return held


def _of_year(spells: Spells, episodes: Records, year: int) -> tuple[Indexes, Days, Days]:
    """Return the missing spells that begin in one year of each period, counted from its first day."""
    first = spells.starts + 365 * year
    limit = np.minimum(first + 365, spells.known_end)
    chances = by_number("missing_by_age", "age", "per_million")
    of_age = np.array([chances[age] for age in range(max(chances) + 1)])
    age = np.clip(age_on(spells.born, first), 0, max(chances))
    factor = np.full(len(spells), _USUAL)
    factor[np.isin(place_on(spells, episodes, first), _HOMES)] = chance("runs_from_homes") // _USUAL
    chances_now = np.minimum(of_age[age] * factor // _USUAL, 950_000)
    runs = happens(spells.asked(Stream.RUNS, year), chances_now) & (first + 2 < limit)
    going = np.flatnonzero(runs)
    start = first[going] + 1 + below(spells.asked(Stream.RUNS_FIRST, year)[going], 300)
    found = [(going[:0], start[:0], start[:0])]
    for time in range(_MOST_TIMES):
        inside = start + 1 < limit[going]
        going, start = going[inside], start[inside]
        if not len(going):
            break
        here, index = spells.rows(going), year * _MOST_TIMES + time
        end = start + durations("missing").days(0, here.asked(Stream.RUNS_DAYS, index))
        end = np.minimum(end, spells.known_end[going] - 1)
        found.append((going, start, end))
        again = happens(here.asked(Stream.RUNS_AGAIN, index), chance("runs_again"))
        gap = durations("between_missing").days(0, here.asked(Stream.RUNS_GAP, index))
        going, start = going[again], (end + gap)[again]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return columns[0], columns[1], np.where(columns[2] < columns[1], NEVER, columns[2])
