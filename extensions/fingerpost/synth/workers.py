"""Who holds the case: one social worker after another from the first day in care on."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import Indexes, durations, shares
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import NEVER, Days, is_in_march_from
from fingerpost.synth.draws import Draws, asked, asked_again, below, key_of
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.letters import numerals, side_by_side
from fingerpost.synth.streams import Stream

_LAST = np.datetime64(REPORTING_DATE)
_MOST_WORKERS = 40
_CHILDREN_A_WORKER = 12
_AT_A_TIME = 4
_LAST_DAYS_FROM, _DAYS_PUT_OFF = 26, 6


def worker_spells_of(spells: Spells, children: Records) -> Records:
    """Return the workers of every child ever looked after, each from the day the one before left.

    The last worker stays after care has ended: support to the family goes on (rule SW17STG2 expects it).
    """
    first = first_of_each(spells.child)
    last = np.concatenate([first[1:], [len(spells)]]) - 1
    ours = spells.rows(first)
    until = spells.known_end[last]
    child, turn, start, end = _one_after_another(ours, until)
    # Children stand in the order of their ids, and one worker follows another.
    order = np.argsort(child, kind="stable")
    child, turn, start, end = child[order], turn[order], start[order], end[order]
    return table_of(
        "sw_episodes",
        CHILD=children["CHILD"].take(ours.child[child]),
        DOB=ours.born[child],
        SW_ID=_worker_ids(ours, child, turn),
        SW_DECOM=start,
        SW_DEC=end,
        SW_REASON=_reasons(ours.key[child], turn),
    )


def _one_after_another(ours: Spells, until: Days) -> tuple[Indexes, Indexes, Days, Days]:
    """Return child, turn, first and last day of every worker, some turns of all children at a time."""
    found: list[tuple[Indexes, Indexes, Days, Days]] = []
    going, start, key = np.arange(len(ours)), ours.starts, ours.key
    for first in range(0, _MOST_WORKERS, _AT_A_TIME):
        days = durations("worker").days(0, asked_again(key, Stream.WORKER_DAYS, first, _AT_A_TIME))
        starts = [start]
        for of_turn in days:
            starts.append(_not_at_the_years_end(starts[-1] + of_turn))
        start, end = np.stack(starts[:-1]), np.stack(starts[1:])
        changes = (end < until) & (end <= _LAST)
        begun = np.concatenate([np.ones((1, len(going)), dtype=bool), changes[:-1]])
        turn, row = np.nonzero(begun)
        found.append((going[row], first + turn, start[begun], np.where(changes, end, NEVER)[begun]))
        goes_on = changes[-1]
        going, start, key, until = going[goes_on], end[-1][goes_on], key[goes_on], until[goes_on]
        if not len(going):
            break
    child, turn, start, end = (np.concatenate(column) for column in zip(*found, strict=True))
    return child, turn, start, end


def _not_at_the_years_end(day: Days) -> Days:
    """Return the days with the last of March put off to April, when the year is closed."""
    return np.where(is_in_march_from(day, _LAST_DAYS_FROM), day + _DAYS_PUT_OFF, day)


def _worker_ids(ours: Spells, child: Indexes, turn: Indexes) -> NDArray[np.str_]:
    """Return registration numbers that nobody has: SW and ten digits that begin with 90."""
    pool = max(8, len(ours) // _CHILDREN_A_WORKER)
    # A step from one worker to the next, so that nobody follows themselves.
    step = 1 + below(asked(key_of(ours.seed, ours.number)[child], Stream.WORKER, turn), max(1, pool // 40))
    at = (below(ours.asked(Stream.WORKER), pool)[child] + turn * step.max(initial=1) + step) % pool
    return side_by_side(np.full(len(child), "SW90"), numerals(at, 8))


def _reasons(key: Draws, turn: Indexes) -> NDArray[np.str_]:
    why = shares("worker_changed")
    drawn = why.choose(0, asked(key, Stream.WORKER_WHY, turn))
    return np.array([*why.outcomes, "FCONTA"]).take(np.where(turn == 0, len(why.outcomes), drawn))
