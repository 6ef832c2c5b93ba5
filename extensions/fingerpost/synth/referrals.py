"""Referrals to children's social care: one behind every assessment, and those that led to nothing."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE, WINDOW_START
from fingerpost.synth.chances import Shares, chance, shares, shares_without
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import moments
from fingerpost.synth.draws import Draws, below, draw
from fingerpost.synth.edge_cases import edge_case_referrals
from fingerpost.synth.events import Records, in_order, table_of
from fingerpost.synth.identity import child_ids
from fingerpost.synth.letters import numbers_in
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_FIRST, _LAST = np.datetime64(WINDOW_START), np.datetime64(REPORTING_DATE)
_NEVER_ASSESSED_FROM = 700_000
"""Numbers of children from here on were referred, and neither assessed nor in care."""


def referrals_of(world: World, assessments: Records) -> Records:
    """Return the referrals of the five years, by child and day: who referred, whether anything followed."""
    if world.is_written_by_hand:
        return edge_case_referrals()
    known = in_order(assessments, "CINreferralDate", child="LAchildID")
    behind = known[first_of_each(moments(numbers_in(known["LAchildID"]), known["CINreferralDate"]))]
    child, day = _led_to_nothing(world, len(behind))
    of_child = np.concatenate([behind["LAchildID"], child])
    source = _codes(world, draw(world.seed, np.arange(len(of_child)), Stream.REFERRAL_SOURCE))
    every = table_of(
        "cin_details",
        LAchildID=of_child,
        CINreferralDate=np.concatenate([behind["CINreferralDate"], day]),
        ReferralSource=source,
        ReferralNFA=np.repeat(["0", "1"], [len(behind), len(child)]),
    )
    return in_order(every, "CINreferralDate", child="LAchildID")


def _led_to_nothing(world: World, assessed: int) -> tuple[NDArray[np.str_], NDArray[np.datetime64]]:
    """Return child and day of the referrals without further action, one a child."""
    nothing = chance("referral_leads_to_nothing")
    which = np.arange(assessed * nothing // (1_000_000 - nothing))
    asked = partial(draw, world.seed, which)
    days = int((_LAST - _FIRST).astype(np.int64)) + 1
    return child_ids(_NEVER_ASSESSED_FROM + which), _FIRST + below(asked(Stream.REFERRED_DAY), days)


def _codes(world: World, draws: Draws) -> NDArray[np.str_]:
    offered = sources_of(world)
    chosen = offered.choose(np.zeros(len(draws), dtype=np.int64), draws)
    return np.array(offered.outcomes)[chosen]


def sources_of(world: World) -> Shares:
    """Return the shares of the sources that this authority's system offers."""
    every = shares("referral_source")
    offered = world.referral_sources or every.outcomes
    return shares_without("referral_source", tuple(code for code in every.outcomes if code not in offered))
