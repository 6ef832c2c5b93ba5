"""Assessments of children in need: most are of children who never come into care."""

from dataclasses import dataclass

import numpy as np

from fingerpost.spec.years import REPORTING_DATE, WINDOW_START
from fingerpost.synth.chances import Indexes, chance, durations
from fingerpost.synth.columns import joined, rows
from fingerpost.synth.dates import NEVER, Days, in_order_of
from fingerpost.synth.draws import Draws, below, each_asked, happens, key_of
from fingerpost.synth.edge_cases import edge_case_assessments
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.histories import Spells
from fingerpost.synth.identity import id_numbers
from fingerpost.synth.letters import numbers_in, numerals
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_FIRST, _LAST = np.datetime64(WINDOW_START), np.datetime64(REPORTING_DATE)
NEVER_IN_CARE_FROM = 500_000
"""Numbers of children from here on belong to nobody who was ever in care."""
_DAYS_TO_START = 5
_LONGEST_BEFORE_CARE = 60
_REVIEWED_AFTER = 10
_WEEK, _WEEKDAYS, _THURSDAY = 7, 5, 3
"""1 January 1970, day 0, was a Thursday."""
_TO_A_WEEKDAY = np.array([0, 0, 0, 0, 0, 2, 1])
"""Days from each day of the week to the first from it on that is no weekend's."""


@dataclass(frozen=True)
class _Begun:
    """Assessments before they are told: the child's id, what names each to chance, and the first day."""

    child: Indexes
    key: Draws
    start: Days


def assessments_of(world: World, spells: Spells, children: Records) -> Records:
    """Return the assessments begun in the five years: of children in need, some about to enter care."""
    if world.is_written_by_hand:
        return edge_case_assessments()
    every = joined([_of_children_in_need(world), _before_care(spells, children)])
    begun = np.flatnonzero(every.start >= _FIRST)
    return _told(rows(every, begun.take(in_order_of(every.child.take(begun), every.start.take(begun)))))


def _before_care(spells: Spells, children: Records) -> _Begun:
    """Return the assessment that led to each period of care."""
    entering = spells.rows((spells.starts >= _FIRST) & (spells.starts <= _LAST))
    before = 1 + below(entering.asked(Stream.ASSESSED_BEFORE_CARE), _LONGEST_BEFORE_CARE)
    child = numbers_in(children["CHILD"])[entering.child]
    return _Begun(child, entering.key, _working_day(entering.starts - before))


def _of_children_in_need(world: World) -> _Begun:
    """Return assessments of children who never come into care; some of them have several."""
    days = int((_LAST - _FIRST).astype(np.int64)) + 1
    a_year = world.authority.population_0_17 * chance("is_assessed_in_a_year") // 1_000_000
    which = np.arange(a_year * days // 365)
    key = key_of(world.seed, which)
    child, day = each_asked(key, Stream.ASSESSED_CHILD, Stream.ASSESSED_DAY)
    numbers = NEVER_IN_CARE_FROM + below(child, max(1, len(which) * 4 // 5))
    start = _working_day(_FIRST + below(day, days))
    return _Begun(id_numbers(numbers), key, start)


def _told(begun: _Begun) -> Records:
    """Return the assessments, the length of each drawn in weekdays."""
    start = begun.start
    drawn = each_asked(begun.key, Stream.ASSESSED_DAYS, Stream.ASSESSED_AFTER, Stream.ASSESSED_REVIEW)
    length = durations("assessment").days(0, drawn[0])
    waited = below(drawn[1], _DAYS_TO_START)
    is_reviewed = happens(drawn[2], chance("assessment_is_reviewed"))
    weekday = _weekday(start)
    review = _weekdays_after(start, weekday, _REVIEWED_AFTER)
    is_reviewed &= (length > _REVIEWED_AFTER) & (review <= _LAST)
    return table_of(
        "assessments",
        LAchildID=numerals(begun.child, 6),
        CINreferralDate=start - waited,
        AssessmentActualStartDate=start,
        AssessmentInternalReviewDate=np.where(is_reviewed, review, NEVER),
        AssessmentAuthorisationDate=_weekdays_after(start, weekday, length),
    )


def _weekday(day: Days) -> Indexes:
    """Return 0 for Monday to 6 for Sunday."""
    since_monday = day.astype(np.int64) + _THURSDAY
    since_monday -= since_monday // _WEEK * _WEEK
    return since_monday


def _weekdays_after(day: Days, weekday: Indexes, count: Indexes | int) -> Days:
    """Return the weekday so many weekdays after each, five times as fast as numpy's `busday_offset`.

    `weekday` is that of the day itself: for each five days from Monday on, a weekend lies between.
    """
    return day + ((weekday + count) // _WEEKDAYS * (_WEEK - _WEEKDAYS) + count)


def _working_day(day: Days) -> Days:
    """Return each day, or the Monday after it where it is at a weekend."""
    moved: Days = day + _TO_A_WEEKDAY.take(_weekday(day))
    return moved
