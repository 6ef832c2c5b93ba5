"""Deprivation of liberty: orders of the High Court for a few children in homes, one after another."""

import numpy as np

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import chance, durations
from fingerpost.synth.dates import NEVER, Days, age_on, in_order_of
from fingerpost.synth.draws import asked, happens, key_of, later
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
    begins: Days = episodes["DECOM"][home]
    ids = numbers_in(children["CHILD"])
    number = numbers_in(episodes["CHILD"][home])
    born = children["DOB"][np.searchsorted(ids, number)]
    age = age_on(born, begins)
    until = np.where(np.isnat(episodes["DEC"][home]), np.datetime64("2100-01-01"), episodes["DEC"][home])
    key = later(key_of(seed, number), begins.astype(np.int64) * _MOST_ORDERS)
    made = happens(asked(key, Stream.LIBERTY), chance("deprived_of_liberty"))
    made &= (age >= _YOUNGEST) & (age < _COMING_OF_AGE)
    start = begins + durations("to_liberty_order").days(0, asked(key, Stream.LIBERTY_WAIT))
    found = []
    for turn in range(_MOST_ORDERS):
        made &= (start < until) & (start <= _LAST)
        days = durations("liberty_order").days(0, asked(key, Stream.LIBERTY_DAYS, turn))
        end = np.minimum(start + days, until)
        found.append((np.flatnonzero(made), start[made], end[made]))
        again = happens(asked(key, Stream.LIBERTY_AGAIN, turn), chance("liberty_order_follows"))
        made, start = made & again, end + 1
    at, start, end = (np.concatenate(column) for column in zip(*found, strict=True))
    order = in_order_of(number[at], start)
    at, start, end = at[order], start[order], end[order]
    return table_of(
        "dolo",
        CHILD=episodes["CHILD"][home[at]],
        DOB=born[at],
        DOLO_START=start,
        DOLO_END=np.where(end > _LAST, NEVER, end),
    )
