"""What permanence a child had before coming into care: adoption, guardianship, or none."""

import numpy as np

from fingerpost.synth.chances import durations, shares
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import NEVER
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.letters import is_any_of, numbers_in
from fingerpost.synth.streams import Stream

_SINCE = np.datetime64("2016-04-01")
_NONE = "Z1"


def earlier_permanence_of(spells: Spells, children: Records, episodes: Records) -> Records:
    """Return one row for each child who came into care since 1 April 2016, when the question was first asked.

    Children on short breaks are asked too (rule 630) and have had none.
    """
    looked_after = _of_spells(spells, children)
    came = is_any_of(episodes["RNE"], ("S",)) & (episodes["DECOM"] >= _SINCE)
    ids = numbers_in(children["CHILD"])
    others = np.zeros(len(ids), dtype=bool)
    others[np.searchsorted(ids, numbers_in(episodes["CHILD"][came]))] = True
    others[np.searchsorted(ids, numbers_in(looked_after["CHILD"]))] = False
    on_breaks = table_of(
        "prev_perm",
        CHILD=children["CHILD"][others],
        DOB=children["DOB"][others],
        PREV_PERM=np.full(int(others.sum()), _NONE),
    )
    return np.concatenate([looked_after, on_breaks])


def _of_spells(spells: Spells, children: Records) -> Records:
    since = spells.rows(spells.starts >= _SINCE)
    here = since.rows(first_of_each(since.child))
    asked, where = shares("earlier_order"), shares("earlier_order_where")
    kind = np.array(asked.outcomes)[asked.choose(0, here.asked(Stream.EARLIER_ORDER))]
    place = np.array(where.outcomes)[where.choose(0, here.asked(Stream.EARLIER_ORDER_WHERE))]
    before = durations("since_earlier_order").days(0, here.asked(Stream.EARLIER_ORDER_DAYS))
    # An order is made after birth: for the young, the day before care began stands for the days drawn.
    day = np.where(here.starts - before > here.born, here.starts - before, here.starts - 1)
    kind = np.where(day > here.born, kind, _NONE)
    has_one = kind != _NONE
    return table_of(
        "prev_perm",
        CHILD=children["CHILD"].take(here.child),
        DOB=here.born,
        PREV_PERM=kind,
        LA_PERM=np.where(has_one, place, ""),
        DATE_PERM=np.where(has_one, day, NEVER),
    )
