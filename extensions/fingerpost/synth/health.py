"""OC2: health, feelings and offending of children twelve months in care on 31 March, year by year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import COLLECTION_YEARS
from fingerpost.synth.chances import chance, durations, shares
from fingerpost.synth.dates import Days, age_on, birthday
from fingerpost.synth.draws import Draws, asked_again, happens, later
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.streams import Stream

_CHECKED_UNTIL, _CONVICTED_FROM = 5, 10
_SCORED_FROM, _SCORED_UNTIL = 4, 17
_QUESTIONS = 16
_WHY_FROM = 4000
YES, NO = "1", "0"


@dataclass(frozen=True)
class _Asked:
    """Periods of care about which OC2 is asked, each with the year's ending and its first and last day.

    `answers` has a draw for each of _ANSWERS and each period, drawn anew each year.
    """

    spells: Spells
    year: NDArray[np.int64]
    first: Days
    last: Days
    answers: Draws


def health_of(spells: Spells, children: Records) -> Records:
    """Return one row for each child and year of those twelve months in care at its end."""
    here = _asked(spells)
    age = age_on(here.spells.born, here.last)
    score, reason = _feelings(here)
    misuse = np.where(age >= _CONVICTED_FROM, _answer(here, "substance_misuse"), NO)
    helped = np.where(misuse == YES, _answer(here, "intervention_received"), "")
    return table_of(
        "oc2",
        CHILD=children["CHILD"].take(here.spells.child),
        DOB=here.spells.born,
        SDQ_SCORE=score,
        SDQ_REASON=reason,
        CONVICTED=np.where(age >= _CONVICTED_FROM, _answer(here, "convicted"), ""),
        HEALTH_CHECK=np.where(age < _CHECKED_UNTIL, _answer(here, "development_checked"), ""),
        IMMUNISATIONS=_answer(here, "immunised"),
        TEETH_CHECK=_answer(here, "teeth_checked"),
        HEALTH_ASSESSMENT=_answer(here, "health_assessed"),
        SUBSTANCE_MISUSE=misuse,
        INTERVENTION_RECEIVED=helped,
        INTERVENTION_OFFERED=np.where(helped == NO, _answer(here, "intervention_offered"), ""),
        YEAR=here.year,
    )


def _asked(spells: Spells) -> _Asked:
    """Return the periods that held all of a year, year by year."""
    firsts = np.array([year.first_day for year in COLLECTION_YEARS], dtype="M8[D]")
    lasts = np.array([year.last_day for year in COLLECTION_YEARS], dtype="M8[D]")
    year, spell = np.nonzero((spells.starts <= firsts[:, None]) & (spells.ends > lasts[:, None]))
    ending = np.array([year.ending for year in COLLECTION_YEARS])[year]
    asked = spells.rows(spell)
    answers = asked_again(later(asked.key, ending * _QUESTIONS), Stream.HEALTH, 0, len(_ANSWERS))
    return _Asked(asked, ending, firsts[year], lasts[year], answers)


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


def _answer(here: _Asked, question: str) -> NDArray[np.str_]:
    """Return 1 or 0 to a question."""
    said = happens(here.answers[_ANSWERS.index(question)], chance(question))
    return np.where(said, YES, NO)


def _feelings(here: _Asked) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return the strengths and difficulties score, or why there is none, for those it is asked of."""
    spells = here.spells
    until, whole_until = (birthday(spells.born, age) for age in (_SCORED_UNTIL, _SCORED_UNTIL - 1))
    since = birthday(spells.born, _SCORED_FROM)
    asked = (since <= here.last) & (until >= here.first)
    score = durations("sdq_score").days(0, spells.asked(Stream.SCORE, here.year))
    scored = happens(spells.asked(Stream.NO_SCORE, here.year), chance("has_sdq_score"))
    why = shares("no_sdq_score")
    drawn = why.choose(0, spells.asked(Stream.NO_SCORE, here.year + _WHY_FROM))
    outside = (since > here.first) | (whole_until < here.last)
    drawn = np.where((drawn == why.outcome("SDQ1")) & ~outside, why.outcome("SDQ2"), drawn)
    said = np.array([str(one) for one in range(int(score.max(initial=0)) + 1)])[score]
    reason = np.array(why.outcomes).take(drawn)
    return np.where(asked & scored, said, ""), np.where(asked & ~scored, reason, "")
