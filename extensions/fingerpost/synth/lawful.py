"""Placements and legal statuses made to fit each other, as the return asks."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.chances import Indexes, among, shares
from fingerpost.synth.columns import rows
from fingerpost.synth.dates import Days, in_order_of, moments
from fingerpost.synth.histories import SHORT_BREAKS
from fingerpost.synth.legal import STATUSES, LegalSpans
from fingerpost.synth.letters import is_any_of
from fingerpost.synth.periods import Periods
from fingerpost.synth.placements import KINDS, Placements
from fingerpost.synth.weaving import Woven

_ORDERS = ("C1", "C2", "E1", "V3", "V4")
"""Without a care order nobody who is looked after is placed with parents (rule 378)."""
_FOSTERING = ("U1", "U2", "U3", "U4", "U5", "U6")
_GUARDIANS = {"E45": "E47", "E46": "E48"}
"""Special guardianship to a former foster carer, and what it is where there was none."""
_SOON = 14
_BREAK_CODES = {"U1": "U3", "U4": "U6"}
"""A short break is never a long-term placement (rule 384)."""


def outside_temporary_moves(periods: Periods, legal: LegalSpans, placements: Placements) -> LegalSpans:
    """Return the spans with those that would begin during a temporary move put off to the day after it.

    A temporary move is told as one episode between two in the same placement (rule 383).
    """
    at = _placement_on(placements, legal.period, legal.day)
    put_off = (placements.kind[at] == KINDS.index("temporary")) & (legal.day > periods.start[legal.period])
    returns = np.concatenate([placements.kind[:-1] == KINDS.index("temporary"), [False]])
    back = np.concatenate([[False], returns[:-1]])[at] & (placements.day[at] == legal.day)
    day = np.where(put_off, placements.until[at] + 1, np.where(back, legal.day + 1, legal.day))
    moved = replace(legal, day=day)
    return rows(moved, (day < periods.end[legal.period]) | (day == periods.start[legal.period]))


def on_the_day_of_the_order(legal: LegalSpans, placements: Placements) -> LegalSpans:
    """Return the spans with a status brought forward to the day on which the carer's became long-term.

    Within two weeks: the plan is agreed as the order is made, both change at once, and the carer stays.
    """
    order = in_order_of(legal.period, legal.day)
    spans = rows(legal, order)
    at = _placement_on(placements, spans.period, spans.day)
    before = np.maximum(at - 1, 0)
    stays = (placements.carer[at] == placements.carer[before]) & (
        placements.period[at] == placements.period[before]
    )
    stays &= placements.day[at] > placements.day[before]
    same = spans.period[1:] == spans.period[:-1]
    follows = np.concatenate([[False], same & (spans.day[:-1] < placements.day[at][1:])])
    soon = spans.day - placements.day[at] <= _SOON
    return replace(spans, day=np.where(stays & follows & soon, placements.day[at], spans.day))


def guardians_who_fostered(place: NDArray[np.str_], reason: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return the reasons with guardianship to the foster carer only where a foster carer was (rule 516)."""
    said = reason.copy()
    such = np.flatnonzero(is_any_of(reason, _GUARDIANS))
    such = such[~is_any_of(place[such], _FOSTERING)]
    said[such] = [_GUARDIANS[code] for code in reason[such].tolist()]
    return said


def _placement_on(placements: Placements, period: Indexes, day: Days) -> Indexes:
    """Return the placement each period was in on a day; placements stand in order of period and day."""
    key = moments(placements.period, placements.day)
    found: Indexes = np.searchsorted(key, moments(period, day), side="right") - 1
    return found


def lawful(placements: Placements, episodes: Woven) -> Placements:
    """Return the placements with those that their legal status forbids replaced by ones it allows."""
    place = shares("place").outcomes
    forbidden = ~among(STATUSES, _ORDERS)[episodes.status]
    at_home = placements.kind[episodes.placement] == KINDS.index("parents")
    with_kin = np.zeros(len(placements.kind), dtype=bool)
    with_kin[episodes.placement[forbidden & at_home]] = True
    kind = np.where(with_kin, KINDS.index("kin"), placements.kind)
    code = np.where(with_kin, place.index("U3"), placements.code)
    on_break = np.zeros(len(placements.kind), dtype=bool)
    breaks = among(STATUSES, SHORT_BREAKS)[episodes.status]
    on_break[episodes.placement[breaks]] = True
    for long_term, short in _BREAK_CODES.items():
        code = np.where(on_break & (code == place.index(long_term)), place.index(short), code)
    return replace(placements, kind=kind, code=code)
