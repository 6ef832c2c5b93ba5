"""Deprivation of liberty: orders of the High Court for a few children in homes, one after another."""

import numpy as np

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import Indexes, chance, durations
from fingerpost.synth.dates import NEVER, Days, age_on, in_order_of
from fingerpost.synth.draws import Draws, asked, happens, key_of, later
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.letters import is_any_of, numbers_in
from fingerpost.synth.streams import Stream

_LAST = np.datetime64(REPORTING_DATE)
_FIRST = np.datetime64("2021-04-01")
_HOME = "K2"
"""Such a child is in a children's home or in an unregistered one, never in a secure one (rules 709, 710)."""
_YOUNGEST, _COMING_OF_AGE = 11, 18
_MOST_ORDERS = 8


def deprivations_of(seed: int, children: Records, episodes: Records) -> Records:
    """Return one row for each order since 1 April 2021: each within one episode, none before the last ended.

    An order lasts until it runs out, or until the child leaves the home; then another may be made.
    """
    home = np.flatnonzero(is_any_of(episodes["PLACE"], (_HOME,)) & (episodes["DECOM"] >= _FIRST))
    ids = numbers_in(children["CHILD"])
    number, begins = numbers_in(episodes["CHILD"][home]), episodes["DECOM"][home]
    born = children["DOB"][np.searchsorted(ids, number)]
    age = age_on(born, begins)
    key = later(key_of(seed, number), begins.astype(np.int64) * _MOST_ORDERS)
    deprived = happens(asked(key, Stream.LIBERTY), chance("deprived_of_liberty"))
    made = np.flatnonzero(deprived & (age >= _YOUNGEST) & (age < _COMING_OF_AGE))
    home, number, born = home[made], number[made], born[made]
    at, start, end = _one_after_another(key[made], begins[made], episodes["DEC"][home])
    order = in_order_of(number[at], start)
    at, start, end = at[order], start[order], end[order]
    return table_of(
        "dolo",
        CHILD=episodes["CHILD"][home[at]],
        DOB=born[at],
        DOLO_START=start,
        DOLO_END=np.where(end > _LAST, NEVER, end),
    )


def _one_after_another(key: Draws, begins: Days, leaves: Days) -> tuple[Indexes, Days, Days]:
    """Return row, first and last day of every order: all the first ones, all the second ones and so on."""
    until = np.where(np.isnat(leaves), np.datetime64("2100-01-01"), leaves)
    wait = durations("to_liberty_order").days(0, asked(key, Stream.LIBERTY_WAIT))
    at, start = np.arange(len(key)), begins + wait
    found = []
    for turn in range(_MOST_ORDERS):
        made = np.flatnonzero((start < until[at]) & (start <= _LAST))
        at, start = at[made], start[made]
        days = durations("liberty_order").days(0, asked(key[at], Stream.LIBERTY_DAYS, turn))
        end = np.minimum(start + days, until[at])
        found.append((at, start, end))
        again = happens(asked(key[at], Stream.LIBERTY_AGAIN, turn), chance("liberty_order_follows"))
        at, start = at[again], end[again] + 1
    rows, starts, ends = (np.concatenate(column) for column in zip(*found, strict=True))
    return rows, starts, ends
