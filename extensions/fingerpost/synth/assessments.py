"""Assessments of children in need: most are of children who never come into care."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE, WINDOW_START
from fingerpost.synth.chances import chance, durations
from fingerpost.synth.dates import NEVER, Days
from fingerpost.synth.draws import Draws, below, draw, happens
from fingerpost.synth.edge_cases import edge_case_assessments
from fingerpost.synth.events import Records, in_order, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.identity import child_ids
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_FIRST, _LAST = np.datetime64(WINDOW_START), np.datetime64(REPORTING_DATE)
_NEVER_IN_CARE_FROM = 500_000
"""Numbers of children from here on belong to nobody who was ever in care."""
_DAYS_TO_START = 5
_LONGEST_BEFORE_CARE = 60
_REVIEWED_AFTER = 10


def assessments_of(world: World, spells: Spells, children: Records) -> Records:
    """Return the assessments begun in the five years: of children in need, some about to enter care."""
    if world.is_written_by_hand:
        return edge_case_assessments()
    entering = spells.rows((spells.starts >= _FIRST) & (spells.starts <= _LAST))
    before = 1 + below(entering.asked(Stream.ASSESSED_BEFORE_CARE), _LONGEST_BEFORE_CARE)
    start = _working_day(entering.starts - before)
    of_them = _assessed(children["CHILD"][entering.child], start, entering.asked)
    every = np.concatenate([_of_children_in_need(world), of_them])
    every = every[every["AssessmentActualStartDate"] >= _FIRST]
    return in_order(every, "AssessmentActualStartDate", child="LAchildID")


def _of_children_in_need(world: World) -> Records:
    """Return assessments of children who never come into care; some of them have several."""
    days = int((_LAST - _FIRST).astype(np.int64)) + 1
    a_year = world.authority.population_0_17 * chance("is_assessed_in_a_year") // 1_000_000
    which = np.arange(a_year * days // 365)
    asked = partial(draw, world.seed, which)
    numbers = _NEVER_IN_CARE_FROM + below(asked(Stream.ASSESSED_CHILD), max(1, len(which) * 4 // 5))
    start = _working_day(_FIRST + below(asked(Stream.ASSESSED_DAY), days))
    return _assessed(child_ids(numbers), start, asked)


def _assessed(child: NDArray[np.str_], start: Days, asked: Callable[[Stream], Draws]) -> Records:
    """Return an assessment for each child and first day, its length drawn in weekdays."""
    length = durations("assessment").days(0, asked(Stream.ASSESSED_DAYS))
    ends = np.busday_offset(start, length)
    waited = below(asked(Stream.ASSESSED_AFTER), _DAYS_TO_START)
    is_reviewed = happens(asked(Stream.ASSESSED_REVIEW), chance("assessment_is_reviewed"))
    is_reviewed &= length > _REVIEWED_AFTER
    review = np.where(is_reviewed, np.busday_offset(start, _REVIEWED_AFTER), NEVER)
    return table_of(
        "assessments",
        LAchildID=child,
        CINreferralDate=start - waited,
        AssessmentActualStartDate=start,
        AssessmentInternalReviewDate=np.where(review <= _LAST, review, NEVER),
        AssessmentAuthorisationDate=ends,
    )


def _working_day(day: Days) -> Days:
    """Return each day, or the Monday after it where it is at a weekend."""
    moved: Days = np.busday_offset(day, 0, roll="forward")
    return moved
