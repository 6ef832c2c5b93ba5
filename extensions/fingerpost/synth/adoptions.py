"""Decisions that a child should be placed for adoption, their reversal, and adoptions."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.chances import Indexes, chance, durations, shares
from fingerpost.synth.dates import NEVER, Days, age_on
from fingerpost.synth.draws import below, happens
from fingerpost.synth.events import Records, in_order, table_of
from fingerpost.synth.histories import ADOPTIVE, Spells, within_spell
from fingerpost.synth.letters import is_any_of
from fingerpost.synth.streams import Stream

_BY_FOSTER_CARER = ("A3", "A5")
_ADOPTED = ("E11", "E12")
_OLDEST = 5
_LONGEST_TO_MATCH = 45


def adoptions_of(spells: Spells, children: Records, episodes: Records) -> tuple[Records, Records]:
    """Return the decisions (placed_adoption) and the adoptions (ad1)."""
    order = within_spell(spells, is_any_of(episodes["LS"], ("E1",)))
    placed = within_spell(spells, is_any_of(episodes["PLACE"], ADOPTIVE))
    heading = (order >= 0) | (placed >= 0)
    adopted = is_any_of(spells.reason, _ADOPTED)
    decided = _decided(spells, episodes, order, placed)
    decisions = np.concatenate(
        [
            _decisions(spells, children, np.flatnonzero(heading), decided, reversed_in=~adopted),
            _came_to_nothing(spells, children, np.flatnonzero(~heading)),
        ]
    )
    done = np.flatnonzero(adopted & heading & (placed >= 0))
    return in_order(decisions, "DATE_PLACED"), _adoptions(
        spells.rows(done), children, episodes[placed[done]], decided[done]
    )


def _first_day(episodes: Records, row: Indexes) -> Days:
    return np.where(row >= 0, episodes["DECOM"][row], NEVER)


def _decided(spells: Spells, episodes: Records, order: Indexes, placed: Indexes) -> Days:
    """Return the day of the decision: between coming into care and the order or placement it leads to."""
    leads_to = np.fmin(_first_day(episodes, order), _first_day(episodes, placed))
    room = np.maximum((leads_to - spells.starts).astype(np.int64), 1)
    room = np.where(np.isnat(leads_to), 1, room)
    before = below(spells.asked(Stream.DECISION_DAY), np.minimum(room, 90))
    return np.where(np.isnat(leads_to), NEVER, leads_to - before)


def _decisions(
    spells: Spells, children: Records, which: Indexes, decided: Days, *, reversed_in: NDArray[np.bool_]
) -> Records:
    """Return the decisions of periods that headed for adoption; one that ended otherwise was reversed."""
    here = spells.rows(which)
    given_up = reversed_in[which] & (here.ends < np.datetime64("2100-01-01"))
    return table_of(
        "placed_adoption",
        CHILD=children["CHILD"].take(here.child),
        DOB=here.born,
        DATE_PLACED=decided[which],
        DATE_PLACED_CEASED=np.where(given_up, here.ends, NEVER),
        REASON_PLACED_CEASED=np.where(given_up, _why_reversed(here), ""),
    )


def _came_to_nothing(spells: Spells, children: Records, which: Indexes) -> Records:
    """Return decisions about young children that were reversed before anything came of them."""
    here = spells.rows(which)
    day = here.starts + durations("to_decision").days(0, here.asked(Stream.DECISION_DAY))
    ceased = day + durations("to_reversal").days(0, here.asked(Stream.REVERSED_DAYS))
    decided = happens(here.asked(Stream.DECIDED), chance("decision_is_reversed"))
    decided &= (age_on(here.born, here.starts) < _OLDEST) & (ceased < here.ends)
    here = here.rows(decided)
    return table_of(
        "placed_adoption",
        CHILD=children["CHILD"].take(here.child),
        DOB=here.born,
        DATE_PLACED=day[decided],
        DATE_PLACED_CEASED=ceased[decided],
        REASON_PLACED_CEASED=_why_reversed(here),
    )


def _why_reversed(here: Spells) -> NDArray[np.str_]:
    why = shares("decision_reversed")
    drawn = why.choose(0, here.asked(Stream.REVERSED_WHY))
    return np.array(why.outcomes).take(drawn)


def _adoptions(here: Spells, children: Records, placed: Records, decided: Days) -> Records:
    """Return the adoptions, matched between the decision and the move to the adopters."""
    room = (placed["DECOM"] - decided).astype(np.int64)
    wait = below(here.asked(Stream.MATCHED_DAYS), np.minimum(room, _LONGEST_TO_MATCH) + 1)
    adopters = shares("adopters")
    drawn = adopters.choose(0, here.asked(Stream.ADOPTERS))
    said = np.array([outcome.split("/") for outcome in adopters.outcomes])[drawn]
    return table_of(
        "ad1",
        CHILD=children["CHILD"].take(here.child),
        DOB=here.born,
        DATE_INT=decided,
        DATE_MATCH=placed["DECOM"] - wait,
        FOSTER_CARE=np.where(is_any_of(placed["PLACE"], _BY_FOSTER_CARER), "1", "0"),
        NB_ADOPTR=said[:, 0],
        SEX_ADOPTR=said[:, 1],
        LS_ADOPTR=said[:, 2],
    )
