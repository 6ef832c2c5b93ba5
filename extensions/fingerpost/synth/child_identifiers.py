"""Children the case system knows as in need: their numbers and birth dates, as they were typed in."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import chance
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import Draws, below, draw, happens
from fingerpost.synth.edge_cases import edge_case_identifiers
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.identity import child_ids, is_of_school_age, pupil_numbers
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_LAST = np.datetime64(REPORTING_DATE)
_RECORDED_AGAIN_FROM = 700_000
"""Second numbers of children who are recorded twice; no first number is as high."""
_DAYS_OF_CHILDHOOD = 6_570
_UPN_LENGTH = 13
_NO_RELIABLE_MATCH = "UN5"
Text = NDArray[np.str_]


def child_identifiers_of(world: World, assessments: Records, children: Records) -> Records:
    """Return one record for each assessed child, and a second one for those recorded twice.

    A child who came into care has the birth date and pupil number of `children`, which is in the order of
    CHILD; typing leaves a few pupil numbers in lower case or with a space at the end, and some blank.
    """
    if world.is_written_by_hand:
        return edge_case_identifiers()
    ids, at = np.unique(assessments["LAchildID"], return_index=True)
    first = assessments["AssessmentActualStartDate"][at].astype("M8[D]")  # in the order of child and day
    born, upn = _of_children_in_need(world, ids, first)
    in_care = np.isin(ids, children["CHILD"])
    theirs = children[np.searchsorted(children["CHILD"], ids[in_care])]
    born[in_care], upn[in_care] = theirs["DOB"], theirs["UPN"]
    again = happens(_asked(world, ids, Stream.RECORDED_AGAIN), chance("is_recorded_twice"))
    second = child_ids(_RECORDED_AGAIN_FROM + np.flatnonzero(again))
    every = _as_typed(
        world,
        np.concatenate([ids, second]),
        np.concatenate([born, born[again]]),
        np.concatenate([upn, upn[again]]),
    )
    return every[np.argsort(every["LAchildID"])]


def _asked(world: World, ids: Text, stream: Stream) -> Draws:
    return draw(world.seed, ids.astype(np.int64), stream)


def _of_children_in_need(world: World, ids: Text, first: Days) -> tuple[Days, Text]:
    """Return birth dates, every age at the first assessment alike, and pupil numbers or why there is none."""
    born: Days = first - below(_asked(world, ids, Stream.BORN_IN_NEED), _DAYS_OF_CHILDHOOD)
    has_one = happens(_asked(world, ids, Stream.PUPIL_NUMBER_IN_NEED), chance("has_pupil_number"))
    known = np.where(has_one, pupil_numbers(_asked(world, ids, Stream.PUPIL_DIGITS_IN_NEED)), "UN2")
    return born, np.where(is_of_school_age(born, _LAST), known, "UN1")


def _as_typed(world: World, ids: Text, born: Days, upn: Text) -> Records:
    """Return the records with what typing does to a pupil number: blank, in lower case, a space behind it."""
    blank = chance("upn_is_often_blank" if world.has_blank_upns else "upn_is_blank")
    lost = happens(_asked(world, ids, Stream.UPN_BLANK), blank)
    held = np.char.str_len(upn) == _UPN_LENGTH
    lower = happens(_asked(world, ids, Stream.UPN_LOWER), chance("upn_in_lower_case"))
    spaced = happens(_asked(world, ids, Stream.UPN_SPACED), chance("upn_with_a_space"))
    typed = np.where(lower, np.char.lower(upn), upn)
    typed = np.where(spaced, np.char.add(typed, " "), typed)
    changed = happens(_asked(world, ids, Stream.UPN_CHANGED), chance("has_former_upn"))
    former = pupil_numbers(_asked(world, ids, Stream.FORMER_UPN_DIGITS))
    return table_of(
        "child_identifiers",
        LAchildID=ids,
        UPN=np.where(held & ~lost, typed, ""),
        FormerUPN=np.where(held & ~lost & changed, former, ""),
        UPNunknown=np.where(held, np.where(lost, _NO_RELIABLE_MATCH, ""), upn),
        PersonBirthDate=born,
    )
