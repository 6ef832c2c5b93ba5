"""Days that first attempts get wrong, on request: 29 February, 31 March, two reviews on one day.

Each switch of a World moves something to a day that it lay near to, so that lives stay lives.
"""

import numpy as np

from fingerpost.synth.dates import Days, birthday
from fingerpost.synth.draws import below, draw
from fingerpost.synth.events import Records
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_LEAP_DAY = np.datetime64("2000-02-29")
_YEARS_END = np.datetime64("2000-03-31")
_LEAP_EVERY = 4
_NEAR_A_LEAP_DAY, _NEAR_A_YEARS_END = 20, 5
_DAYS_LONGER_IN_CARE = 20
_REVIEWED_AGAIN_PER_100 = 10
_SPOKE, _SENT_WORDS = "PN1", "PN5"
_NOT_ASKED = "PN0"  # of children under four, who cannot take part otherwise


def born_on_edge_days(world: World, born: Days) -> Days:
    """Return the birth dates with those near a 29 February or a 31 March on that day."""
    if not world.has_edge_days:
        return born
    year = born.astype("M8[Y]").astype(np.int64) + 1970 - 2000
    leap_day = birthday(np.full(born.shape, _LEAP_DAY), year)
    is_near = (abs((born - leap_day).astype(np.int64)) <= _NEAR_A_LEAP_DAY) & (year % _LEAP_EVERY == 0)
    years_end = birthday(np.full(born.shape, _YEARS_END), year)
    is_near_end = abs((born - years_end).astype(np.int64)) <= _NEAR_A_YEARS_END
    return np.where(is_near, leap_day, np.where(is_near_end, years_end, born))


def ended_on_31_march(world: World, end: Days) -> Days:
    """Return the days on which care ends, those of the last twenty before 31 March put off to it."""
    if not world.has_edge_days:
        return end
    known = np.where(np.isnat(end), _YEARS_END, end)
    years_end = birthday(np.full(end.shape, _YEARS_END), known.astype("M8[Y]").astype(np.int64) + 1970 - 2000)
    wait = (years_end - known).astype(np.int64)
    return np.where((wait >= 0) & (wait <= _DAYS_LONGER_IN_CARE) & ~np.isnat(end), years_end, end)


def reviewed_again(world: World, reviews: Records) -> Records:
    """Return the reviews and, after some, a second one that day in which the child took part otherwise."""
    if not world.has_reviews_on_one_day:
        return reviews
    drawn = draw(
        world.seed,
        reviews["CHILD"].astype(np.int64),
        Stream.REVIEWED_AGAIN,
        reviews["REVIEW"].astype("M8[D]").astype(np.int64),
    )
    is_asked = reviews["REVIEW_CODE"] != _NOT_ASKED
    again = reviews[is_asked & (below(drawn, 100) < _REVIEWED_AGAIN_PER_100)].copy()
    again["REVIEW_CODE"] = np.where(again["REVIEW_CODE"] == _SPOKE, _SENT_WORDS, _SPOKE)
    both = np.concatenate([reviews, again])
    return both[np.lexsort((both["REVIEW_CODE"], both["REVIEW"], both["CHILD"]))]
