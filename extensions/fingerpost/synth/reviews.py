"""Statutory reviews: within 20 working days, then three months, then every six; some of them late."""

import numpy as np

from fingerpost.synth.chances import Indexes, chance, durations, shares
from fingerpost.synth.dates import Days, age_on
from fingerpost.synth.draws import Draws, asked, below, each_asked, happens, later
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import INDEXES_A_DAY, Spells
from fingerpost.synth.streams import Stream

_MOST_REVIEWS = 42
_DUE_AFTER = np.array([28, 91] + [183] * (_MOST_REVIEWS - 2))
"""Days to the first, the second and each later review: the Care Planning Regulations of 2010."""
_EARLIEST = 14
"""A review is held so many days before it is due, less one, at the earliest."""
_SPEAKS_FROM, _TOO_YOUNG = 4, "PN0"


def reviews_of(spells: Spells, children: Records) -> Records:
    """Return every review of every period of care up to the reporting date."""
    spell, day = _held(spells)
    child = spells.child[spell]
    return table_of(
        "reviews",
        CHILD=children["CHILD"].take(child),
        DOB=children["DOB"][child],
        REVIEW=day,
        REVIEW_CODE=_parts_taken(spells.key[spell], spells.born[spell], day),
    )


def _held(spells: Spells) -> tuple[Indexes, Days]:
    """Return period and day of every review, in their order: as many as could fit, less those too late."""
    days_in_care = (spells.known_end - spells.starts).astype(np.int64)
    could = np.searchsorted(np.cumsum(_DUE_AFTER - _EARLIEST + 1), days_in_care)
    spell = np.repeat(np.arange(len(spells)), could)
    first = np.cumsum(could) - could
    turn = np.arange(len(spell)) - np.repeat(first, could)
    after = np.cumsum(_days_to(later(spells.key[spell], turn), _DUE_AFTER[turn]))
    before = np.concatenate([[0], after])[first]
    day = spells.starts[spell] + (after - np.repeat(before, could))
    happened = day < spells.known_end[spell]
    return spell[happened], day[happened]


def _days_to(key: Draws, due: Indexes) -> Indexes:
    """Return the days from the review before to each: it is held a little before it is due, or late."""
    drawn = each_asked(key, Stream.REVIEW_EARLY, Stream.REVIEW_LATE, Stream.REVIEW_LATE_DAYS)
    late = happens(drawn[1], chance("review_is_late"))
    late_by = durations("review_late_by").days(0, drawn[2])
    return due + np.where(late, late_by, -below(drawn[0], _EARLIEST))


def _parts_taken(key: Draws, born: Days, day: Days) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """Return how each child took part: those under four are not asked."""
    part = shares("review_part")
    drawn = part.choose(
        0,
        asked(key, Stream.REVIEW_PART, day.astype(np.int64) % INDEXES_A_DAY),
    )
    said = np.array([*part.outcomes, _TOO_YOUNG])
    return said.take(np.where(age_on(born, day) < _SPEAKS_FROM, len(part.outcomes), drawn))
