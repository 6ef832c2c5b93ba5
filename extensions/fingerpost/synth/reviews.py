"""Statutory reviews: within 20 working days, then three months, then every six; some of them late."""

import numpy as np

from fingerpost.synth.chances import Indexes, chance, durations, shares
from fingerpost.synth.dates import Days, age_on
from fingerpost.synth.draws import Draws, asked, below, happens
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import INDEXES_A_DAY, Spells
from fingerpost.synth.streams import Stream

_DUE_AFTER = (28, 91, 183)
"""Days to the first, the second and each later review: the Care Planning Regulations of 2010."""
_MOST_REVIEWS = 42
_EARLIEST = 14
_SPEAKS_FROM, _TOO_YOUNG = 4, "PN0"


def reviews_of(spells: Spells, children: Records) -> Records:
    """Return every review of every period of care up to the reporting date."""
    held: list[tuple[Indexes, Days]] = []
    going, before = np.arange(len(spells)), spells.starts
    key, until = spells.key, spells.known_end
    for count in range(_MOST_REVIEWS):
        day = _day_of(key, before, count)
        happened = day < until
        going, before, key, until = going[happened], day[happened], key[happened], until[happened]
        if not len(going):
            break
        held.append((going, before))
    spell, day = (np.concatenate(column) for column in zip(*held, strict=True))
    # Periods stand in the order of child and day, and one review follows another.
    order = np.argsort(spell, kind="stable")
    spell, day = spell[order], day[order]
    child = spells.child[spell]
    return table_of(
        "reviews",
        CHILD=children["CHILD"][child],
        DOB=children["DOB"][child],
        REVIEW=day,
        REVIEW_CODE=_parts_taken(spells.key[spell], spells.born[spell], day),
    )


def _day_of(key: Draws, before: Days, count: int) -> Days:
    """Return the day of the next review: a little before it is due, or late."""
    due = _DUE_AFTER[min(count, len(_DUE_AFTER) - 1)]
    early = below(asked(key, Stream.REVIEW_EARLY, count), min(_EARLIEST, due // 2))
    late = happens(asked(key, Stream.REVIEW_LATE, count), chance("review_is_late"))
    late_by = durations("review_late_by").days(0, asked(key, Stream.REVIEW_LATE_DAYS, count))
    day: Days = before + np.where(late, due + late_by, due - early)
    return day


def _parts_taken(key: Draws, born: Days, day: Days) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """Return how each child took part: those under four are not asked."""
    part = shares("review_part")
    drawn = part.choose(
        np.zeros(len(key), dtype=np.int64),
        asked(key, Stream.REVIEW_PART, day.astype(np.int64) % INDEXES_A_DAY),
    )
    said = np.array([*part.outcomes, _TOO_YOUNG])
    return said[np.where(age_on(born, day) < _SPEAKS_FROM, len(part.outcomes), drawn)]
