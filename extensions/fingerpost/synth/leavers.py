"""OC3: young people who left care, around the birthdays on which they turn 17 to 21."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import COLLECTION_YEARS, WINDOW_START, CollectionYear
from fingerpost.synth.chances import Indexes, among, shares
from fingerpost.synth.dates import NEVER, Days, age_on, birthday
from fingerpost.synth.draws import draw
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.letters import is_any_of, side_by_side
from fingerpost.synth.streams import Stream

_AGES = range(17, 22)
_COMING_OF_AGE = 18
_WEEKS_13 = 91
_NOT_CARE_LEAVERS = ("E2", "E3", "E11", "E12", "E45", "E46", "E47", "E48")
_NOWHERE = {"DIED": "0", "RHOM": "0"}
_ONLY_UNSUITABLE = ("S", "X")


def leavers_of(spells: Spells, children: Records) -> Records:
    """Return one row for each care leaver and year of turning 17 to 21.

    Care leavers are those with 13 weeks of care after 14, some of it after 16. Those who left before
    the first year held are unknown here, so rows for older ages begin in later years.
    """
    which = np.flatnonzero(spells.ends >= np.datetime64(WINDOW_START))
    which = which[_is_care_leaver(spells.rows(which))]
    leaving, again = spells.rows(which), _in_care_again_from(spells)[which]
    return np.concatenate([_of_year(leaving, again, children, year) for year in COLLECTION_YEARS])


def _of_year(spells: Spells, again: Days, children: Records, year: CollectionYear) -> Records:
    first, last = np.datetime64(year.first_day), np.datetime64(year.last_day)
    turning = age_on(spells.born, np.full(len(spells), last))
    on = birthday(spells.born, turning)
    # Whoever leaves on the birthday itself, or later, was still in care around it (rules 1007, 1016).
    left = np.where(turning <= _COMING_OF_AGE, spells.ends < on, spells.ends <= first)
    which = left & (on >= first) & (turning >= _AGES[0]) & (turning <= _AGES[-1]) & ~(again <= last)
    here = spells.rows(_last_of_each(spells, np.flatnonzero(which)))
    touch, activity, home = _answers(here, year)
    return table_of(
        "oc3",
        CHILD=children["CHILD"][here.child],
        DOB=here.born,
        IN_TOUCH=touch,
        ACTIV=activity,
        ACCOM=home,
        YEAR=np.full(len(here), year.ending),
    )


def _is_care_leaver(spells: Spells) -> NDArray[np.bool_]:
    # Care before the first year held is in no return, so it is not counted here either.
    since = np.maximum(np.maximum(spells.starts, birthday(spells.born, 14)), np.datetime64(WINDOW_START))
    days = np.minimum(spells.ends, birthday(spells.born, 18)) - since
    after_16 = spells.ends > birthday(spells.born, 16)
    return (days.astype(np.int64) >= _WEEKS_13) & after_16 & ~is_any_of(spells.reason, _NOT_CARE_LEAVERS)


def _in_care_again_from(spells: Spells) -> Days:
    """Return the day on which the child of each period next came into care, NaT where it did not."""
    later = np.full(len(spells), NEVER, dtype="M8[D]")
    later[:-1] = np.where(spells.child[1:] == spells.child[:-1], spells.starts[1:], NEVER)
    return later


def _last_of_each(spells: Spells, which: Indexes) -> Indexes:
    child = spells.child[which]
    return which[np.concatenate([child[1:] != child[:-1], [True]])] if len(which) else which


def _answers(
    here: Spells, year: CollectionYear
) -> tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.str_]]:
    """Return whether in touch, what they do and where they live, each asked anew every year."""
    age = age_on(here.born, np.full(len(here), np.datetime64(year.last_day)))
    given = np.where(age <= _COMING_OF_AGE, 0, 1)
    touch = _chosen(here, "in_touch", given, Stream.IN_TOUCH, year)
    activity = _chosen(here, "activity", given, Stream.ACTIVITY, year)
    home = _drawn(here, "leaver_home", given, Stream.HOME_SINCE, year)
    homes = shares("leaver_home").outcomes
    suits = _chosen(here, "suitable", shares("suitable").given(homes)[home], Stream.SUITABLE, year)
    suits = np.where(among(homes, _ONLY_UNSUITABLE)[home], "2", suits)
    lives = side_by_side(np.array(homes)[home], suits)
    unknown = is_any_of(touch, ("NO", "REFU", "NREQ", "DIED", "RHOM"))
    return touch, np.where(unknown, "0", activity), np.where(unknown, "0", lives)


def _chosen(
    here: Spells, question: str, given: Indexes, stream: Stream, year: CollectionYear
) -> NDArray[np.str_]:
    return np.array(shares(question).outcomes)[_drawn(here, question, given, stream, year)]


def _drawn(here: Spells, question: str, given: Indexes, stream: Stream, year: CollectionYear) -> Indexes:
    return shares(question).choose(given, draw(here.seed, here.number, stream, year.ending))
