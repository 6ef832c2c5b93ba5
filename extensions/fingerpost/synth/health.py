"""OC2: health, feelings and offending of children twelve months in care on 31 March, year by year."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import COLLECTION_YEARS, CollectionYear
from fingerpost.synth.chances import chance, durations, shares
from fingerpost.synth.dates import Days, age_on, birthday
from fingerpost.synth.draws import happens
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.streams import Stream

_CHECKED_UNTIL, _CONVICTED_FROM = 5, 10
_SCORED_FROM, _SCORED_UNTIL = 4, 17
_QUESTIONS = 16
YES, NO = "1", "0"


def health_of(spells: Spells, children: Records) -> Records:
    """Return one row for each child and year of those twelve months in care at its end."""
    return np.concatenate([_of_year(spells, children, year) for year in COLLECTION_YEARS])


def _of_year(spells: Spells, children: Records, year: CollectionYear) -> Records:
    first, last = np.datetime64(year.first_day), np.datetime64(year.last_day)
    here = spells.rows((spells.starts <= first) & (spells.ends > last))
    at_end = np.full(len(here), last)
    age = age_on(here.born, at_end)
    score, reason = _feelings(here, year, first, at_end)
    misuse = _answer(here, year, "substance_misuse")
    misuse = np.where(age >= _CONVICTED_FROM, misuse, NO)
    helped = np.where(misuse == YES, _answer(here, year, "intervention_received"), "")
    return table_of(
        "oc2",
        CHILD=children["CHILD"][here.child],
        DOB=here.born,
        SDQ_SCORE=score,
        SDQ_REASON=reason,
        CONVICTED=np.where(age >= _CONVICTED_FROM, _answer(here, year, "convicted"), ""),
        HEALTH_CHECK=np.where(age < _CHECKED_UNTIL, _answer(here, year, "development_checked"), ""),
        IMMUNISATIONS=_answer(here, year, "immunised"),
        TEETH_CHECK=_answer(here, year, "teeth_checked"),
        HEALTH_ASSESSMENT=_answer(here, year, "health_assessed"),
        SUBSTANCE_MISUSE=misuse,
        INTERVENTION_RECEIVED=helped,
        INTERVENTION_OFFERED=np.where(helped == NO, _answer(here, year, "intervention_offered"), ""),
        YEAR=np.full(len(here), year.ending),
    )


_ANSWERS = (
    "immunised",
    "teeth_checked",
    "health_assessed",
    "development_checked",
    "convicted",
    "substance_misuse",
    "intervention_received",
    "intervention_offered",
)


def _answer(here: Spells, year: CollectionYear, question: str) -> NDArray[np.str_]:
    """Return 1 or 0 to a question, drawn anew each year."""
    index = year.ending * _QUESTIONS + _ANSWERS.index(question)
    said = happens(here.asked(Stream.HEALTH, index), chance(question))
    return np.where(said, YES, NO)


def _feelings(
    here: Spells, year: CollectionYear, first: np.datetime64, at_end: Days
) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return the strengths and difficulties score, or why there is none, for those it is asked of."""
    asked = (birthday(here.born, _SCORED_FROM) <= at_end) & (birthday(here.born, _SCORED_UNTIL) >= first)
    score = durations("sdq_score").days(0, here.asked(Stream.SCORE, year.ending)).astype("U2")
    scored = happens(here.asked(Stream.NO_SCORE, year.ending), chance("has_sdq_score"))
    why = shares("no_sdq_score")
    drawn = why.choose(np.zeros(len(here), dtype=np.int64), here.asked(Stream.NO_SCORE, year.ending + 4000))
    reason = np.array(why.outcomes)[drawn]
    outside = (birthday(here.born, _SCORED_FROM) > first) | (birthday(here.born, _SCORED_UNTIL - 1) < at_end)
    reason = np.where((reason == "SDQ1") & ~outside, "SDQ2", reason)
    return np.where(asked & scored, score, ""), np.where(asked & ~scored, reason, "")
