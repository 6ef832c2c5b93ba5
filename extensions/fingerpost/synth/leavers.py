"""OC3: young people who left care, around the birthdays on which they turn 17 to 21."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import COLLECTION_YEARS, WINDOW_START
from fingerpost.synth.chances import Indexes, among, shares
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import NEVER, Days, age_on, birthday
from fingerpost.synth.draws import each_asked, key_of, later
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
    here, year = _asked_about(leaving, again)
    touch, activity, home = _answers(here, year)
    return table_of(
        "oc3",
        CHILD=children["CHILD"].take(here.child),
        DOB=here.born,
        IN_TOUCH=touch,
        ACTIV=activity,
        ACCOM=home,
        YEAR=year,
    )


def _asked_about(spells: Spells, again: Days) -> tuple[Spells, Indexes]:
    """Return each care leaver's last period of care for every year in which OC3 asks about them."""
    lasts = np.array([year.last_day for year in COLLECTION_YEARS], dtype="M8[D]")[:, None]
    firsts = np.array([year.first_day for year in COLLECTION_YEARS], dtype="M8[D]")[:, None]
    turning = age_on(spells.born, lasts)
    on = birthday(spells.born, turning)
    # Whoever leaves on the birthday itself, or later, was still in care around it (rules 1007, 1016).
    left = np.where(turning <= _COMING_OF_AGE, spells.ends < on, spells.ends <= firsts)
    which = left & (on >= firsts) & (turning >= _AGES[0]) & (turning <= _AGES[-1]) & ~(again <= lasts)
    year, row = np.nonzero(which)
    last = first_of_each((year * len(spells) + spells.child[row])[::-1])
    last = len(row) - 1 - last[::-1]
    return spells.rows(row[last]), np.array([one.ending for one in COLLECTION_YEARS])[year[last]]


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


def _answers(here: Spells, year: Indexes) -> tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.str_]]:
    """Return whether in touch, what they do and where they live, each asked anew every year."""
    key = later(key_of(here.seed, here.number), year)
    drawn = each_asked(key, Stream.IN_TOUCH, Stream.ACTIVITY, Stream.HOME_SINCE, Stream.SUITABLE)
    of_year = np.array([year.last_day for year in COLLECTION_YEARS], dtype="M8[D]")
    age = age_on(here.born, of_year[year - COLLECTION_YEARS[0].ending])
    given = np.where(age <= _COMING_OF_AGE, 0, 1)
    touch, activity = (
        np.array(shares(question).outcomes)[shares(question).choose(given, draws)]
        for question, draws in (("in_touch", drawn[0]), ("activity", drawn[1]))
    )
    home, homes = shares("leaver_home").choose(given, drawn[2]), shares("leaver_home").outcomes
    suitable = shares("suitable")
    suits = np.array(suitable.outcomes)[suitable.choose(suitable.given(homes)[home], drawn[3])]
    suits = np.where(among(homes, _ONLY_UNSUITABLE)[home], "2", suits)
    lives = side_by_side(np.array(homes)[home], suits)
    unknown = is_any_of(touch, ("NO", "REFU", "NREQ", "DIED", "RHOM"))
    return touch, np.where(unknown, "0", activity), np.where(unknown, "0", lives)
