"""Legal statuses and placements woven into episodes: a new one whenever either changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.chances import Indexes
from fingerpost.synth.columns import rows
from fingerpost.synth.dates import Days, in_order_of
from fingerpost.synth.legal import LegalSpans
from fingerpost.synth.periods import Periods
from fingerpost.synth.placements import Placements

REASONS_NEW = ("S", "L", "P", "T", "U", "B")


@dataclass(frozen=True)
class Woven:
    """Episodes as arrays of one shape, in order of period and day.

    `placement` indexes Placements, `status` STATUSES; `rne` REASONS_NEW, why the episode is new; `goes_on`
    is True where another episode follows the same day, `moves` where that one is another placement.
    """

    period: Indexes
    start: Days
    end: Days
    status: Indexes
    placement: Indexes
    rne: Indexes
    goes_on: NDArray[np.bool_]
    moves: NDArray[np.bool_]
    same_carer_next: NDArray[np.bool_]


@dataclass(frozen=True)
class _Changes:
    """What holds from each day on which something changes, in order of period and day."""

    period: Indexes
    day: Days
    status: Indexes
    placement: Indexes


def woven(periods: Periods, legal: LegalSpans, placements: Placements) -> Woven:
    """Return the episodes of every period; none is empty save that of a period that lasts no day."""
    changes = _changes(legal, placements)
    count = np.arange(len(changes.period))
    same = changes.period[1:] == changes.period[:-1]
    begins, goes_on = np.concatenate([[True], ~same]), np.concatenate([same, [False]])
    before, following = np.where(begins, count, count - 1), np.where(goes_on, count + 1, count)
    new_status = changes.status != changes.status[before]
    new_place = changes.placement != changes.placement[before]
    carer = placements.carer[changes.placement]
    same_carer = carer == carer[before]
    rne = np.select(
        [begins, new_status & new_place & same_carer, new_status & new_place, new_status, same_carer],
        [REASONS_NEW.index(code) for code in "SUBLT"],
        default=REASONS_NEW.index("P"),
    )
    return Woven(
        period=changes.period,
        start=changes.day,
        end=np.where(goes_on, changes.day[following], periods.end[changes.period]),
        status=changes.status,
        placement=changes.placement,
        rne=rne,
        goes_on=goes_on,
        moves=goes_on & new_place[following],
        same_carer_next=same_carer[following],
    )


def _changes(legal: LegalSpans, placements: Placements) -> _Changes:
    """Return one row for each day of a period on which the legal status or the placement changes."""
    unknown = [np.full(len(spans.period), -1) for spans in (legal, placements)]
    period = np.concatenate([legal.period, placements.period])
    day = np.concatenate([legal.day, placements.day])
    status = np.concatenate([legal.status, unknown[1]])
    placement = np.concatenate([unknown[0], np.arange(len(placements.period))])
    # Those of the legal status come first on a day: a stable sort keeps them in front.
    order = in_order_of(period, day)
    ordered = _Changes(period[order], day[order], _carried_on(status[order]), _carried_on(placement[order]))
    same_day = (ordered.period[1:] == ordered.period[:-1]) & (ordered.day[1:] == ordered.day[:-1])
    return rows(ordered, np.concatenate([~same_day, [True]]))


def _carried_on(values: Indexes) -> Indexes:
    """Return each value, or the last one before it where there is none (-1)."""
    at = np.where(values >= 0, np.arange(len(values)), 0)
    carried: Indexes = values[np.maximum.accumulate(at)]
    return carried
