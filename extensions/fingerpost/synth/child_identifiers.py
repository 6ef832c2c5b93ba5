"""Children the case system knows as in need: their numbers and birth dates, as they were typed in."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import Indexes, chance
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import Draws, asked, below, draw, each_asked, happens, key_of
from fingerpost.synth.edge_cases import edge_case_identifiers
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.identity import id_numbers, is_of_school_age, pupil_numbers
from fingerpost.synth.letters import letters_of, numbers_in, numerals
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_LAST = np.datetime64(REPORTING_DATE)
_RECORDED_AGAIN_FROM = 700_000
"""Second numbers of children who are recorded twice; no first number is as high."""
_DAYS_OF_CHILDHOOD = 6_570
_UPN_LENGTH = 13
_NO_RELIABLE_MATCH = "UN5"
Text = NDArray[np.str_]


def child_identifiers_of(world: World, assessed: Indexes, assessments: Records, children: Records) -> Records:
    """Return one record for each assessed child, and a second one for those recorded twice.

    `assessed` are the ids of the assessments as numbers, which stand in the order of child and day.
    A child who came into care has the birth date and pupil number of `children`, which is in the order of
    CHILD; typing leaves a few pupil numbers in lower case or with a space at the end, and some blank.
    """
    if world.is_written_by_hand:
        return edge_case_identifiers()
    at = first_of_each(assessed)
    ids, first = assessed.take(at), assessments["AssessmentActualStartDate"][at].astype("M8[D]")
    born, upn = _of_children_in_need(key_of(world.seed, ids), first)
    known = numbers_in(children["CHILD"])
    at = np.searchsorted(ids, known)
    at[at == len(ids)] = 0
    # Backwards: beyond three times A ids repeat, and the first child of an id is the one that stays.
    row = np.flatnonzero(ids.take(at) == known)[::-1]
    born[at[row]], upn[at[row]] = children["DOB"][row], children["UPN"][row]
    again = np.flatnonzero(happens(draw(world.seed, ids, Stream.RECORDED_AGAIN), chance("is_recorded_twice")))
    every = np.concatenate([ids, id_numbers(_RECORDED_AGAIN_FROM + again)])
    row = np.concatenate([np.arange(len(ids)), again])
    order = np.argsort(every, kind="stable")
    row = row.take(order)
    return _as_typed(world, every.take(order), born.take(row), upn.take(row))


def _of_children_in_need(key: Draws, first: Days) -> tuple[Days, Text]:
    """Return birth dates, every age at the first assessment alike, and pupil numbers or why there is none."""
    days, digits, has_one = each_asked(
        key, Stream.BORN_IN_NEED, Stream.PUPIL_DIGITS_IN_NEED, Stream.PUPIL_NUMBER_IN_NEED
    )
    born: Days = first - below(days, _DAYS_OF_CHILDHOOD)
    upn = pupil_numbers(digits)
    upn[~happens(has_one, chance("has_pupil_number"))] = "UN2"
    upn[~is_of_school_age(born, _LAST)] = "UN1"
    return born, upn


def _as_typed(world: World, ids: Indexes, born: Days, upn: Text) -> Records:
    """Return the records with what typing does to a pupil number: blank, in lower case, a space behind it."""
    blank = chance("upn_is_often_blank" if world.has_blank_upns else "upn_is_blank")
    key = key_of(world.seed, ids)
    drawn = each_asked(key, Stream.UPN_BLANK, Stream.UPN_LOWER, Stream.UPN_SPACED, Stream.UPN_CHANGED)
    lost = happens(drawn[0], blank)
    held = letters_of(upn)[:, _UPN_LENGTH - 1] > 0
    lower = np.flatnonzero(happens(drawn[1], chance("upn_in_lower_case")))
    spaced = np.flatnonzero(happens(drawn[2], chance("upn_with_a_space")))
    changed = np.flatnonzero(happens(drawn[3], chance("has_former_upn")) & held & ~lost)
    former = np.zeros(len(ids), dtype=f"U{_UPN_LENGTH}")
    former[changed] = pupil_numbers(asked(key[changed], Stream.FORMER_UPN_DIGITS))
    unknown = np.where(lost, _NO_RELIABLE_MATCH, "")
    without = np.flatnonzero(~held)
    unknown[without] = upn[without]
    records = table_of(
        "child_identifiers",
        LAchildID=numerals(ids, 6),
        UPN=upn,
        FormerUPN=former,
        UPNunknown=unknown,
        PersonBirthDate=born,
    )
    typed = records["UPN"]
    typed[lower] = np.char.lower(typed[lower])
    typed[spaced] = np.char.add(typed[spaced], " ")
    typed[lost | ~held] = ""
    return records
