"""Periods of care: from a day to a day, on a pathway, ended for a reason; some children come back."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import Indexes, Shares, among, chance, durations, shares
from fingerpost.synth.columns import joined
from fingerpost.synth.dates import BANDS, NEVER, Days, band_on, birthday, is_on_31_march
from fingerpost.synth.draws import Draws, asked, each_asked, happens, key_of, later
from fingerpost.synth.edge_days import ended_on_31_march
from fingerpost.synth.lives import BREAKS, FAMILY, ORIGINS, UNACCOMPANIED, Lives
from fingerpost.synth.stories import is_quiet
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_COMING_OF_AGE = 18
_MOST_TURNS = 12
_TURNS_IN_CARE = 3
INDEXES_A_TURN = 4096
"""So many draws of one stream belong to each period of a child."""
_LAST = np.datetime64(REPORTING_DATE)
_BACK_HOME = ("E4A", "E4B", "E13", "E8")


@dataclass(frozen=True)
class Periods:
    """Periods of care as arrays of one shape.

    `life` indexes Lives, whose origin and birth date stand here too; `child` names it to chance. `turn`
    counts a child's periods from 0, `key` names both to chance; `pathway` and `reason` index the outcomes
    of those shares; `ordered` and `adopted_by` are the days of a placement order and of moving to adopters,
    NaT on other pathways.
    """

    life: Indexes
    child: Draws
    origin: Indexes
    born: Days
    turn: Indexes
    key: Draws
    start: Days
    end: Days
    pathway: Indexes
    reason: Indexes
    ordered: Days
    adopted_by: Days

    def __len__(self) -> int:
        return len(self.life)

    def asked(self, stream: Stream, index: Indexes | int = 0) -> Draws:
        """Return a draw for each period, the same whatever other periods there are."""
        return asked(self.key, stream, index)


def pathways() -> Shares:
    """Return the pathways by age band or origin."""
    return shares("pathway")


def periods_of(world: World, lives: Lives) -> Periods:
    """Return every period of care that begins by the reporting date, children's first periods first."""
    turns = []
    key, comes = key_of(world.seed, lives.number), (np.arange(len(lives)), lives.enters)
    for turn in range(_MOST_TURNS):
        period = _begun(world, lives, key, comes, turn)
        turns.append(period)
        comes = _next_turn(world, period)
        if not len(comes[0]):
            break
    return joined(turns)


def _begun(world: World, lives: Lives, key: Draws, comes: tuple[Indexes, Days], turn: int) -> Periods:
    """Return the periods of those who come: which of the lives, and the day; `key` names each of these."""
    life, start = comes
    unknown = np.full(len(life), NEVER, dtype="M8[D]")
    nothing = np.zeros(len(life), dtype=np.int64)
    child = key.take(life)
    begun = Periods(
        life=life,
        child=child,
        origin=lives.origin.take(life),
        born=lives.born.take(life),
        turn=nothing + turn,
        key=later(child, nothing + turn * INDEXES_A_TURN),
        start=start,
        end=unknown,
        pathway=nothing,
        reason=nothing,
        ordered=unknown,
        adopted_by=unknown,
    )
    return _ended(world, replace(begun, pathway=_pathway(begun)))


def _pathway(begun: Periods) -> Indexes:
    ways = pathways()
    of_band = ways.given(BANDS)[band_on(begun.born, begun.start)]
    given = np.where(begun.origin == FAMILY, of_band, ways.given(ORIGINS)[begun.origin])
    # A child has one kind of short break, so that is asked as if it were always the first turn.
    key = np.where(begun.origin == BREAKS, begun.child, begun.key)
    return ways.choose(given, asked(key, Stream.PATHWAY))


def _ended(world: World, begun: Periods) -> Periods:
    """Return the periods with their ends: by the pathway, and at the latest on the 18th birthday."""
    ways = pathways().outcomes
    of_age = birthday(begun.born, _COMING_OF_AGE)
    care_days, break_days, ceases = each_asked(begun.key, Stream.CARE_DAYS, Stream.BREAK_DAYS, Stream.CEASED)
    care = durations("care")
    table = care.given(ways)[begun.pathway]
    end = np.where(table >= 0, begun.start + care.days(table, care_days), of_age)
    end = ended_on_31_march(world, end)
    one_break = durations("break_length").days(0, break_days)
    end = np.where(begun.pathway == ways.index("breaks_recorded"), begun.start + one_break, end)
    adopted = np.flatnonzero(begun.pathway == ways.index("adoption"))
    ordered, adopted_by = begun.ordered.copy(), begun.adopted_by.copy()
    if len(adopted):
        days = _adoption(begun.start[adopted], begun.key[adopted])
        ordered[adopted], adopted_by[adopted], end[adopted] = days
    if not world.has_edge_days:
        # The sector's validator counts who leaves on 31 March as still there that day: nobody of ours does.
        end = np.where(is_on_31_march(end), end + 1, end)
    end = np.minimum(end, of_age)
    return replace(
        begun,
        end=end,
        reason=_reason(begun, ceases, comes_of_age=end == of_age),
        ordered=np.minimum(ordered, of_age),
        adopted_by=np.minimum(adopted_by, of_age),
    )


def _adoption(start: Days, key: Draws) -> tuple[Days, Days, Days]:
    """Return the days of the placement order, of moving to adopters and of the adoption order."""
    waits = ("to_placement_order", "order_to_adopter", "adopter_to_adoption")
    drawn = each_asked(key, Stream.TO_ORDER, Stream.TO_ADOPTER, Stream.TO_ADOPTION)
    ordered, adopted_by, adopted = start + np.cumsum(
        [durations(wait).days(0, draws) for wait, draws in zip(waits, drawn, strict=True)], axis=0
    )
    return ordered, adopted_by, adopted


def _reason(begun: Periods, ceases: Draws, *, comes_of_age: NDArray[np.bool_]) -> Indexes:
    """Return why each period ended; whoever comes of age leaves as those do who grow up in care."""
    ceased = shares("ceased")
    of_pathway = ceased.given(pathways().outcomes)[begun.pathway]
    grown = np.where(begun.origin == UNACCOMPANIED, *ceased.given(("unaccompanied", "growing_up")))
    return ceased.choose(np.where(comes_of_age, grown, of_pathway), ceases)


def _next_turn(world: World, period: Periods) -> tuple[Indexes, Days]:
    """Return the lives that come into care once more, and the day."""
    went_home = among(shares("ceased").outcomes, _BACK_HOME)[period.reason]
    on_breaks = period.pathway == pathways().outcomes.index("breaks_recorded")
    comes_back, days_gone, days_between = each_asked(
        period.key, Stream.COMES_BACK, Stream.GAP, Stream.BETWEEN_BREAKS
    )
    again = happens(comes_back, chance("comes_back"))
    again &= (period.turn + 1 < _TURNS_IN_CARE) & (period.origin == FAMILY) & went_home
    gap = durations("gap").days(0, days_gone)
    between = durations("between_breaks").days(0, days_between)
    start = period.end + np.where(on_breaks, between, gap)
    in_time = (start < birthday(period.born, _COMING_OF_AGE)) & (start <= _LAST)
    comes = (again | on_breaks) & in_time & ~is_quiet(world, start)
    return period.life[comes], start[comes]
