"""Placements through a period of care: kind, code, carer, and moves from one to the next."""

from dataclasses import dataclass, replace

import numpy as np

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import Indexes, Shares, among, chance, durations, shares, shares_without
from fingerpost.synth.columns import joined, rows
from fingerpost.synth.dates import BANDS, Days, band_on, in_order_of
from fingerpost.synth.draws import Draws, asked, draw, happens
from fingerpost.synth.periods import Periods, pathways
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_MOST_MOVES = 60
_TIME_TO_RETURN = 60
CARERS_A_PERIOD = 64
"""Carers are numbered by the period and the move that led to them."""
_LAST = np.datetime64(REPORTING_DATE)
_USUAL_PACE = 100
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

    def asked(self, stream: Stream, index: int) -> Draws:
        """Return a draw for each period."""
        return asked(self.key, stream, index)


def _placed(world: World, periods: Periods) -> _Placed:
    return _Placed(
        key=periods.key,
        pace=draw(world.seed, periods.number, Stream.PACE),
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


def placements_of(world: World, periods: Periods) -> Placements:
    """Return the placements of every period up to the reporting date."""
    period = np.arange(len(periods))
    nobody = np.full(len(period), -1)
    before = Placements(period, periods.start, periods.start, nobody, nobody, nobody)
    earlier, here = before, _placed(world, periods)
    rounds = []
    for move in range(_MOST_MOVES):
        now = _moved(world, here, before, earlier, move)
        rounds.append(now)
        goes_on = np.flatnonzero(now.until < np.minimum(here.end, _LAST + 1))
        before, earlier, here = rows(now, goes_on), rows(before, goes_on), rows(here, goes_on)
        if not len(before.period):
            break
    placed = _in_order(joined(rounds))
    return _in_order(_with_changes_of_status(periods, placed))


def _in_order(placements: Placements) -> Placements:
    return rows(placements, in_order_of(placements.period, placements.day))


def _moved(world: World, here: _Placed, before: Placements, earlier: Placements, move: int) -> Placements:
    """Return each period's next placement, from the day the one before it ended."""
    day = before.until
    goes_to_adopters = ~np.isnat(here.adopted_by) & (day >= here.adopted_by)
    comes_back = before.kind == KINDS.index("temporary")
    kind = _kind(world, here, before, day, move)
    kind = np.where(goes_to_adopters, KINDS.index("adoptive"), np.where(comes_back, earlier.kind, kind))
    fresh = before.period * CARERS_A_PERIOD + move
    code = _code(here, kind, move)
    place = shares("place").outcomes
    fostered = (before.kind == KINDS.index("kin")) | (before.kind == KINDS.index("foster"))
    for with_carer, with_others in _ADOPTED_BY_OTHERS.items():
        code = np.where((code == place.index(with_carer)) & ~fostered, place.index(with_others), code)
    stays = goes_to_adopters & among(place, tuple(_ADOPTED_BY_OTHERS))[code]
    carer = np.where(comes_back & ~goes_to_adopters, earlier.carer, np.where(stays, before.carer, fresh))
    code = np.where(comes_back & ~goes_to_adopters, earlier.code, code)
    until = _until(here, kind, day, move)
    return Placements(before.period, day, until, kind, code, carer)


def _kind(world: World, here: _Placed, before: Placements, day: Days, move: int) -> Indexes:
    """Return the kind of the next placement, before the special cases."""
    ways = kinds(world, "moves_to" if move else "kind")
    routes = [_GIVEN_OF_PATHWAY.get(name, "family") for name in pathways().outcomes]
    given = ways.given(tuple(f"{route}/{band}" for route in routes for band in BANDS))
    band = band_on(here.born, day)
    drawn = ways.choose(given[here.pathway * len(BANDS) + band], here.asked(Stream.KIND, move))
    kind = np.array([KINDS.index(name) for name in ways.outcomes])[drawn]
    if move:
        again = shares("again")
        drawn = again.choose(again.given(KINDS)[before.kind], here.asked(Stream.AGAIN, move))
        kind = np.where(drawn == again.outcome("same_kind"), before.kind, kind)
        off = shares("break_off")
        drawn = off.choose(off.given(KINDS)[before.kind], here.asked(Stream.BREAK_OFF, move))
        kind = np.where(drawn == off.outcome("temporary"), KINDS.index("temporary"), kind)
    # A temporary move ends with the child's return, so none begins near the end of a period.
    no_time = (kind == KINDS.index("temporary")) & (day + _TIME_TO_RETURN >= here.end)
    kind = np.where(no_time, before.kind, kind)
    too_late = (kind == KINDS.index("independent")) & (day >= _INDEPENDENCE_ENDS)
    return np.where(too_late, KINDS.index("supported"), kind)


def _code(here: _Placed, kind: Indexes, move: int) -> Indexes:
    place = shares("place")
    return place.choose(place.given(KINDS)[kind], here.asked(Stream.CODE, move))


def _until(here: _Placed, kind: Indexes, day: Days, move: int) -> Days:
    """Return the day each placement ends: its own, or the period's, or the day of moving to adopters."""
    limit = np.where(here.adopted_by > day, here.adopted_by, here.end)
    lasting = shares("lasting")
    drawn = lasting.choose(lasting.given(KINDS)[kind], here.asked(Stream.LASTING, move))
    of_kind = durations("placement")
    days = of_kind.days(of_kind.given(KINDS)[kind], here.asked(Stream.PLACEMENT_DAYS, move))
    steady = among(KINDS, _STEADY)[kind]
    pace = np.where(steady, _USUAL_PACE, _pace(here, day))
    days = np.maximum(days * pace // 100, 1)
    on_breaks = among(pathways().outcomes, _BREAKS)[here.pathway]
    end = np.where(
        ((drawn == lasting.outcome("lasts")) & (pace >= _USUAL_PACE)) | on_breaks,
        limit,
        np.minimum(day + days, limit),
    )
    independent = (kind == KINDS.index("independent")) & (end > _INDEPENDENCE_ENDS)
    return np.where(independent, _INDEPENDENCE_ENDS, end)


def _pace(here: _Placed, day: Days) -> Indexes:
    """Return how long placements last in hundredths of the usual: few children move again and again.

    Drawn once for a child, so that moves gather on the same children; more of the older ones are restless.
    """
    pace = shares("pace")
    drawn = pace.choose(pace.given(BANDS)[band_on(here.born, day)], here.pace)
    return np.array(pace.outcomes).astype(np.int64)[drawn]


def _with_changes_of_status(periods: Periods, placements: Placements) -> Placements:
    """Return the placements with some fostering ones made long-term while the carer stays."""
    place = shares("place").outcomes
    here = rows(periods, placements.period)
    index = placements.carer % CARERS_A_PERIOD
    day = placements.day + durations("status_change").days(0, here.asked(Stream.STATUS_DAYS, index))
    changes = happens(here.asked(Stream.STATUS_CHANGES, index), chance("status_changes"))
    changes &= among(place, tuple(_LATER_CODE))[placements.code]
    before_a_temporary_move = np.concatenate([placements.kind[1:] == KINDS.index("temporary"), [False]])
    settled = among(pathways().outcomes, _SETTLED)[here.pathway]
    changes &= (day < placements.until) & ~before_a_temporary_move & settled
    becomes = np.array([place.index(_LATER_CODE.get(code, code)) for code in place])
    later = rows(placements, changes)
    later = replace(later, day=day[changes], code=becomes[later.code])
    return joined([replace(placements, until=np.where(changes, day, placements.until)), later])
