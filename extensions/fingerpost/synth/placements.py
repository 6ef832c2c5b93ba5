"""Placements through a period of care: kind, code, carer, and moves from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import Indexes, Shares, among, chance, durations, shares, shares_without
from fingerpost.synth.columns import joined, rows
from fingerpost.synth.dates import BANDS, Days, band_on, in_order_of
from fingerpost.synth.draws import Draws, asked, each_asked, happens
from fingerpost.synth.periods import Periods, pathways
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_MOST_MOVES = 60
_TIME_TO_RETURN = 60
CARERS_A_PERIOD = 64
"""Carers are numbered by the period and the move that led to them."""
_LAST = np.datetime64(REPORTING_DATE)
_USUAL_PACE = 100
_FOSTERED = ("kin", "foster")
_STEADY = ("adoptive", "temporary")
"""Placements whose length does not hang on who the child is."""
_INDEPENDENCE_ENDS = np.datetime64("2023-10-28")
"""Independent living (P2) may not be used from this day: csc-validator-be-903 rule 217t."""

_GIVEN_OF_PATHWAY = {
    "adoption": "adoption",
    "guardian": "guardian",
    "remand": "remand",
    "unaccompanied": "unaccompanied",
    "age_assessed": "unaccompanied",
    "breaks_agreed": "breaks",
    "breaks_recorded": "breaks",
}
_SETTLED = ("growing_up", "guardian", "back_home", "unaccompanied")
_BREAKS = ("breaks_agreed", "breaks_recorded")
"""Short breaks are always spent in one place (rules 366 and 382)."""
_LATER_CODE = {"U6": "U4", "U3": "U1"}
"""What a fostering placement becomes when it is agreed to be for long, with the same carer."""
_ADOPTED_BY_OTHERS = {"A3": "A4", "A5": "A6"}
"""Codes for adoption by one's own foster carer, and what they are for children who have none."""


@dataclass(frozen=True)
class Placements:
    """Placements as arrays of one shape, in order of period and day.

    `kind` and `code` index the outcomes of the shares "kind" (and others) and "place"; `carer` is one
    number for one carer or home, so that what hangs on it can be drawn from it.
    """

    period: Indexes
    day: Days
    until: Days
    kind: Indexes
    code: Indexes
    carer: Indexes


@dataclass(frozen=True)
class _Placed:
    """What the rounds of moves ask of each period, as arrays of one shape; `pace` is a draw for its child."""

    key: Draws
    pace: Draws
    born: Days
    end: Days
    adopted_by: Days
    pathway: Indexes


def _placed(periods: Periods) -> _Placed:
    return _Placed(
        key=periods.key,
        pace=asked(periods.child, Stream.PACE),
        born=periods.born,
        end=periods.end,
        adopted_by=periods.adopted_by,
        pathway=periods.pathway,
    )


def kinds(world: World, question: str = "kind") -> Shares:
    """Return the kinds of placement by pathway and age band, without those the world never uses.

    `question` is "kind" of a first placement, "moves_to" of a later one.
    """
    return shares_without(question, world.absent_kinds)


KINDS = (*shares("kind").outcomes, "temporary", "adoptive")
_TEMPORARY, _ADOPTIVE, _INDEPENDENT = (KINDS.index(name) for name in ("temporary", "adoptive", "independent"))
_AT_FIRST = (Stream.KIND, Stream.CODE, Stream.LASTING, Stream.PLACEMENT_DAYS)
_LATER = (*_AT_FIRST, Stream.AGAIN, Stream.BREAK_OFF)
"""What is asked of chance for a first placement, and for each later one."""


def placements_of(world: World, periods: Periods) -> Placements:
    """Return the placements of every period up to the reporting date."""
    period = np.arange(len(periods))
    nobody = np.full(len(period), -1)
    before = Placements(period, periods.start, periods.start, nobody, nobody, nobody)
    earlier, here = before, _placed(periods)
    rounds = []
    for move in range(_MOST_MOVES):
        now = _moved(world, here, before, earlier, move)
        rounds.append(now)
        goes_on = np.flatnonzero(now.until < np.minimum(here.end, _LAST + 1))
        if not len(goes_on):
            break
        before, earlier, here = rows(now, goes_on), rows(before, goes_on), rows(here, goes_on)
    placed = _in_order(joined(rounds))
    return _in_order(_with_changes_of_status(periods, placed))


def _in_order(placements: Placements) -> Placements:
    return rows(placements, in_order_of(placements.period, placements.day))


def _moved(world: World, here: _Placed, before: Placements, earlier: Placements, move: int) -> Placements:
    """Return each period's next placement, from the day the one before it ended."""
    day = before.until
    questions = _LATER if move else _AT_FIRST
    drawn = dict(zip(questions, each_asked(here.key, *questions, index=move), strict=True))
    band = band_on(here.born, day)
    goes_to_adopters = day >= here.adopted_by  # never where no such day is known
    comes_back = (before.kind == _TEMPORARY) & ~goes_to_adopters
    kind = _kind(_ways(world.absent_kinds, at_first=not move), here, before, band, drawn)
    kind = np.where(goes_to_adopters, _ADOPTIVE, np.where(comes_back, earlier.kind, kind))
    place = shares("place")
    code = place.choose(place.given(KINDS)[kind], drawn[Stream.CODE])
    fostered = among(KINDS, _FOSTERED)[before.kind]
    code = np.where(fostered, code, _by_others()[code])
    stays = goes_to_adopters & among(place.outcomes, tuple(_ADOPTED_BY_OTHERS))[code]
    fresh = before.period * CARERS_A_PERIOD + move
    carer = np.where(comes_back, earlier.carer, np.where(stays, before.carer, fresh))
    code = np.where(comes_back, earlier.code, code)
    return Placements(before.period, day, _until(here, kind, day, band, drawn), kind, code, carer)


@dataclass(frozen=True)
class _Ways:
    """The kinds that may come next: `given` has the row of each pathway and band, `kind` that of KINDS."""

    shares: Shares
    given: Indexes
    kind: Indexes


@cache
def _ways(absent_kinds: tuple[str, ...], *, at_first: bool) -> _Ways:
    ways = shares_without("kind" if at_first else "moves_to", absent_kinds)
    routes = [_GIVEN_OF_PATHWAY.get(name, "family") for name in pathways().outcomes]
    given = ways.given(tuple(f"{route}/{band}" for route in routes for band in BANDS))
    return _Ways(ways, given, np.array([KINDS.index(name) for name in ways.outcomes]))


@cache
def _by_others() -> Indexes:
    """Return for each code what it is for children who were not with foster carers before."""
    place = shares("place").outcomes
    return np.array([place.index(_ADOPTED_BY_OTHERS.get(code, code)) for code in place])


def _kind(
    ways: _Ways, here: _Placed, before: Placements, band: Indexes, drawn: Mapping[Stream, Draws]
) -> Indexes:
    """Return the kind of the next placement, before the special cases."""
    day = before.until
    given = ways.given[here.pathway * len(BANDS) + band]
    kind = ways.kind[ways.shares.choose(given, drawn[Stream.KIND])]
    is_first = before.kind < 0
    if not is_first.all():
        again, off = shares("again"), shares("break_off")
        chosen = again.choose(again.given(KINDS)[before.kind], drawn[Stream.AGAIN])
        kind = np.where(chosen == again.outcome("same_kind"), before.kind, kind)
        chosen = off.choose(off.given(KINDS)[before.kind], drawn[Stream.BREAK_OFF])
        kind = np.where(chosen == off.outcome("temporary"), _TEMPORARY, kind)
    # A temporary move ends with the child's return, so none begins near the end of a period.
    no_time = (kind == _TEMPORARY) & (day + _TIME_TO_RETURN >= here.end)
    kind = np.where(no_time, before.kind, kind)
    too_late = (kind == _INDEPENDENT) & (day >= _INDEPENDENCE_ENDS)
    return np.where(too_late, KINDS.index("supported"), kind)


def _until(here: _Placed, kind: Indexes, day: Days, band: Indexes, drawn: Mapping[Stream, Draws]) -> Days:
    """Return the day each placement ends: its own, or the period's, or the day of moving to adopters."""
    limit = np.where(here.adopted_by > day, here.adopted_by, here.end)
    lasting, of_kind = shares("lasting"), durations("placement")
    lasts = lasting.choose(lasting.given(KINDS)[kind], drawn[Stream.LASTING]) == lasting.outcome("lasts")
    days = of_kind.days(of_kind.given(KINDS)[kind], drawn[Stream.PLACEMENT_DAYS])
    pace = np.where(among(KINDS, _STEADY)[kind], _USUAL_PACE, _pace(here, band))
    days = np.maximum(days * pace // 100, 1)
    on_breaks = among(pathways().outcomes, _BREAKS)[here.pathway]
    stays = (lasts & (pace >= _USUAL_PACE)) | on_breaks
    end = np.where(stays, limit, np.minimum(day + days, limit))
    independent = (kind == _INDEPENDENT) & (end > _INDEPENDENCE_ENDS)
    return np.where(independent, _INDEPENDENCE_ENDS, end)


def _pace(here: _Placed, band: Indexes) -> Indexes:
    """Return how long placements last in hundredths of the usual: few children move again and again.

    Drawn once for a child, so that moves gather on the same children; more of the older ones are restless.
    """
    pace = shares("pace")
    return pace.as_numbers[pace.choose(pace.given(BANDS)[band], here.pace)]


def _with_changes_of_status(periods: Periods, placements: Placements) -> Placements:
    """Return the placements with some fostering ones made long-term while the carer stays."""
    place = shares("place").outcomes
    before_a_temporary_move = np.concatenate([placements.kind[1:] == _TEMPORARY, [False]])
    settled = among(pathways().outcomes, _SETTLED)[periods.pathway][placements.period]
    changes = among(place, tuple(_LATER_CODE))[placements.code] & ~before_a_temporary_move & settled
    could = np.flatnonzero(changes)
    index, key = placements.carer[could] % CARERS_A_PERIOD, periods.key[placements.period[could]]
    day = placements.day[could] + durations("status_change").days(0, asked(key, Stream.STATUS_DAYS, index))
    does = happens(asked(key, Stream.STATUS_CHANGES, index), chance("status_changes"))
    does &= day < placements.until[could]
    could, day = could[does], day[does]
    becomes = np.array([place.index(_LATER_CODE.get(code, code)) for code in place])
    later = rows(placements, could)
    later = replace(later, day=day, code=becomes[later.code])
    until = placements.until.copy()
    until[could] = day
    return joined([replace(placements, until=until), later])
