"""Missing from placement or away without leave: few children, some of them very often."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.chances import Indexes, by_number, chance, durations, shares
from fingerpost.synth.columns import rows
from fingerpost.synth.dates import NEVER, Days, age_on, in_order_of, moments
from fingerpost.synth.draws import Draws, asked, asked_again, below, happens, later
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import INDEXES_A_DAY, Spells
from fingerpost.synth.letters import as_text, is_any_of, letters_of, numbers_in
from fingerpost.synth.streams import Stream

_YEARS_IN_CARE = 18
_USUAL = 1000
_HOMES = ("K", "R", "H")
"""Children's homes and other residential places: children run from them more often than from families."""
_MOST_TIMES, _AT_A_TIME = 60, 12
_MOST_LIKELY = 950_000
_YEAR, _SHORTEST, _FIRST_RUN_WITHIN = 365, 2, 300


def missing_of(spells: Spells, children: Records, episodes: Records) -> Records:
    """Return every missing spell: each lies inside one period of care and none overlaps another."""
    spell, start, end = _told(spells, episodes)
    order = in_order_of(spell, start)
    spell, start, end = spell[order], start[order], end[order]
    child = spells.child[spell]
    kind = shares("missing")
    drawn = kind.choose(
        0,
        asked(spells.key[spell], Stream.RUNS_KIND, start.astype(np.int64) % INDEXES_A_DAY),
    )
    return table_of(
        "missing",
        CHILD=children["CHILD"].take(child),
        DOB=children["DOB"][child],
        MISSING=np.array(kind.outcomes).take(drawn),
        MIS_START=start,
        MIS_END=end,
    )


def place_on(spells: Spells, episodes: Records, day: Days) -> NDArray[np.str_]:
    """Return where each child of a period was on a day: the group of PLACE by its first letter."""
    return _places_on(episodes, spells.first, spells.last, day)


def _places_on(episodes: Records, first: Indexes, last: Indexes, day: Days) -> NDArray[np.str_]:
    """Return the group of PLACE on a day, of a child's episodes from the row `first` to `last`."""
    child = numbers_in(episodes["CHILD"])
    begins = moments(child, episodes["DECOM"])
    at = np.searchsorted(begins, moments(child[first], day), side="right") - 1
    return as_text(letters_of(episodes["PLACE"][np.clip(at, first, last)])[:, :1])


def _years(spells: Spells) -> tuple[Indexes, Indexes]:
    """Return each period of care once for every year of it that has room to run: the period and the year."""
    days = (spells.known_end - spells.starts).astype(np.int64) - _SHORTEST
    count = np.clip(-(-days // _YEAR), 0, _YEARS_IN_CARE)
    spell = np.repeat(np.arange(len(spells)), count)
    return spell, np.arange(len(spell)) - np.repeat(np.cumsum(count) - count, count)


def _told(spells: Spells, episodes: Records) -> tuple[Indexes, Days, Days]:
    """Return the missing spells of each year of each period, counted from its first day."""
    spell, year = _years(spells)
    first = spells.starts.take(spell) + _YEAR * year
    drawn, age = asked(spells.key.take(spell), Stream.RUNS, year), age_on(spells.born.take(spell), first)
    # Where they were is looked up only for those who run if it was the place most are missing from.
    from_homes = chance("runs_from_homes") // _USUAL
    going = np.flatnonzero(happens(drawn, _chances(age, max(from_homes, _USUAL))))
    of = spell[going]
    here = _places_on(episodes, spells.first[of], spells.last[of], first[going])
    factor = np.where(is_any_of(here, _HOMES), from_homes, _USUAL)
    going = going[happens(drawn[going], _chances(age[going], factor))]
    spell, year, first = spell[going], year[going], first[going]
    key, known_end = spells.key[spell], spells.known_end
    start = first + 1 + below(asked(key, Stream.RUNS_FIRST, year), _FIRST_RUN_WITHIN)
    limit = np.minimum(first + _YEAR, known_end[spell])
    return _again_and_again(_Running(spell, later(key, year * _MOST_TIMES), start, limit), known_end)


@dataclass(frozen=True)
class _Running:
    """Who goes missing next in a year of care, as arrays of one shape: from `start`, before `limit`."""

    spell: Indexes
    key: Draws
    start: Days
    limit: Days


def _again_and_again(running: _Running, known_end: Days) -> tuple[Indexes, Days, Days]:
    """Return period, first and last day of every missing spell, some of everyone's at a time."""
    found = [(running.spell[:0], running.start[:0], running.start[:0])]
    for time in range(0, _MOST_TIMES, _AT_A_TIME):
        days, gap, again = (
            asked_again(running.key, stream, time, _AT_A_TIME)
            for stream in (Stream.RUNS_DAYS, Stream.RUNS_GAP, Stream.RUNS_AGAIN)
        )
        missing = durations("missing").days(0, days)
        passed = np.cumsum(missing + durations("between_missing").days(0, gap), axis=0)
        start = np.concatenate([running.start[None], running.start + passed])
        goes_on = np.logical_and.accumulate(happens(again, chance("runs_again")), axis=0)
        inside = start[:-1] + 1 < running.limit
        inside[1:] &= goes_on[:-1]
        spell = np.nonzero(inside)[1]
        begins, spell = start[:-1][inside], running.spell[spell]
        found.append((spell, begins, np.minimum(begins + missing[inside], known_end[spell] - 1)))
        running = rows(replace(running, start=start[-1]), inside[-1] & goes_on[-1])
        if not len(running.spell):
            break
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return columns[0], columns[1], np.where(columns[2] < columns[1], NEVER, columns[2])


def _chances(age: Indexes, factor: Indexes | int) -> Indexes:
    """Return the chance in a million to run in a year, by age and by where it begins, in thousandths."""
    chances = by_number("missing_by_age", "age", "per_million")
    of_age = np.array([chances[year] for year in range(max(chances) + 1)])[np.clip(age, 0, max(chances))]
    chances_now: Indexes = np.minimum(of_age * factor // _USUAL, _MOST_LIKELY)
    return chances_now
