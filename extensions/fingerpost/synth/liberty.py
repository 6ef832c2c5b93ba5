"""Deprivation of liberty: orders of the High Court for a few children in homes, one after another."""

import numpy as np

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import chance, durations
from fingerpost.synth.dates import NEVER, age_on
from fingerpost.synth.draws import draw, happens
from fingerpost.synth.events import Records, table_of
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
    born = children["DOB"][np.searchsorted(children["CHILD"], episodes["CHILD"])]
    begins = episodes["DECOM"]
    old_enough = (age_on(born, begins) >= _YOUNGEST) & (age_on(born, begins) < _COMING_OF_AGE)
    home = np.flatnonzero((episodes["PLACE"] == _HOME) & (begins >= _FIRST) & old_enough)
    number = episodes["CHILD"][home].astype(np.int64)
    key = begins[home].astype(np.int64) * _MOST_ORDERS
    until = np.where(np.isnat(episodes["DEC"][home]), np.datetime64("2100-01-01"), episodes["DEC"][home])
    made = happens(draw(seed, number, Stream.LIBERTY, key), chance("deprived_of_liberty"))
    start = begins[home] + durations("to_liberty_order").days(0, draw(seed, number, Stream.LIBERTY_WAIT, key))
    found = []
    for turn in range(_MOST_ORDERS):
        made &= (start < until) & (start <= _LAST)
        days = durations("liberty_order").days(0, draw(seed, number, Stream.LIBERTY_DAYS, key + turn))
        end = np.minimum(start + days, until)
        found.append((home[made], start[made], end[made]))
        again = happens(draw(seed, number, Stream.LIBERTY_AGAIN, key + turn), chance("liberty_order_follows"))
        made, start = made & again, end + 1
    at, start, end = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((start, episodes["CHILD"][at]))
    at, start, end = at[order], start[order], end[order]
    return table_of(
        "dolo",
        CHILD=episodes["CHILD"][at],
        DOB=born[at],
        DOLO_START=start,
        DOLO_END=np.where(end > _LAST, NEVER, end),
    )
