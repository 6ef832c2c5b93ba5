"""Legal status through a period of care: emergency, voluntary, interim order, care or placement order."""

from dataclasses import dataclass

import numpy as np

from fingerpost.synth.chances import Indexes, durations, shares
from fingerpost.synth.dates import Days, is_on_31_march
from fingerpost.synth.draws import each_asked
from fingerpost.synth.periods import Periods, pathways
from fingerpost.synth.streams import Stream

_STEPS = 4
_CHANGING = ("V2", "C1", "L1", "L2", "L3", "J2")
STATUSES = ("C1", "C2", "E1", "V2", "V3", "V4", "L1", "L2", "J1", "J2", "J3", "L3")


@dataclass(frozen=True)
class LegalSpans:
    """From `day` on, period `period` has status `status` (index into STATUSES)."""

    period: Indexes
    day: Days
    status: Indexes


def legal_spans_of(periods: Periods) -> LegalSpans:
    """Return the legal statuses of every period, the first on its first day."""
    first = shares("legal_first")
    given = first.given(pathways().outcomes)[periods.pathway]
    drawn = first.choose(given, periods.asked(Stream.LEGAL_FIRST))
    status = np.array([STATUSES.index(code) for code in first.outcomes])[drawn]
    spans = [(np.arange(len(periods)), periods.start, status)]
    for step in range(1, _STEPS):
        spans.append(_next_status(periods, spans[-1], step))
    spans.append(_placement_orders(periods))
    columns = [np.concatenate(column) for column in zip(*spans, strict=True)]
    return LegalSpans(*columns)


def _next_status(
    periods: Periods, latest: tuple[Indexes, Days, Indexes], step: int
) -> tuple[Indexes, Days, Indexes]:
    """Return the spans that follow the latest ones, where the status changes before the period ends."""
    period, day, status = latest
    until = np.fmin(periods.ordered, periods.end)[period]  # the end where no order is made
    pathway = periods.pathway[period]
    draws, lasts = each_asked(periods.key[period], Stream.LEGAL_NEXT, Stream.LEGAL_DAYS, index=step)
    wait, ways = durations("legal"), pathways()
    found = [(period[:0], day[:0], status[:0])]
    for code in _CHANGING:
        mine = np.flatnonzero(status == STATUSES.index(code))
        if not len(mine):
            continue
        question = shares(f"legal_next_{code}")
        chosen = question.choose(question.given(ways.outcomes)[pathway[mine]], draws[mine])
        table = np.full(len(mine), wait.givens.index(code))
        if code == "V2":
            table[pathway[mine] == ways.outcome("adoption")] = wait.givens.index("V2 before adoption")
        changed = day[mine] + wait.days(table, lasts[mine])
        changed = np.where(is_on_31_march(changed), changed + 1, changed)  # a year's books are closed
        becomes = np.array([STATUSES.index(to) if to in STATUSES else -1 for to in question.outcomes])[chosen]
        happens = (becomes >= 0) & (changed < until[mine])
        found.append((period[mine][happens], changed[happens], becomes[happens]))
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return columns[0], columns[1], columns[2]


def _placement_orders(periods: Periods) -> tuple[Indexes, Days, Indexes]:
    made = np.flatnonzero(periods.ordered < periods.end)
    return made, periods.ordered[made], np.full(len(made), STATUSES.index("E1"))
