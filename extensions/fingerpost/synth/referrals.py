"""Referrals to children's social care: one behind every assessment, and those that led to nothing."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE, WINDOW_START
from fingerpost.synth.chances import Shares, chance, shares, shares_without
from fingerpost.synth.columns import first_of_each
from fingerpost.synth.dates import in_order_of_moments, moments, of_moments
from fingerpost.synth.draws import Draws, below, draw
from fingerpost.synth.edge_cases import edge_case_referrals
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.identity import id_numbers
from fingerpost.synth.letters import numerals
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_FIRST, _LAST = np.datetime64(WINDOW_START), np.datetime64(REPORTING_DATE)
_NEVER_ASSESSED_FROM = 700_000
"""Numbers of children from here on were referred, and neither assessed nor in care."""


def referrals_of(world: World, assessed: NDArray[np.int64], assessments: Records) -> Records:
    """Return the referrals of the five years, by child and day: who referred, whether anything followed.

    `assessed` are the ids of the assessments as numbers.
    """
    if world.is_written_by_hand:
        return edge_case_referrals()
    moment = np.sort(moments(assessed, assessments["CINreferralDate"]))
    behind = moment[first_of_each(moment)]
    every = np.concatenate([behind, _led_to_nothing(world, len(behind))])
    source = _codes(world, draw(world.seed, np.arange(len(every)), Stream.REFERRAL_SOURCE))
    order = in_order_of_moments(every)
    child, day = of_moments(every.take(order))
    return table_of(
        "cin_details",
        LAchildID=numerals(child, 6),
        CINreferralDate=day,
        ReferralSource=source.take(order),
        ReferralNFA=np.where(order < len(behind), "0", "1"),
    )


def _led_to_nothing(world: World, assessed: int) -> NDArray[np.int64]:
    """Return child and day, as one moment, of the referrals without further action, one a child."""
    nothing = chance("referral_leads_to_nothing")
    which = np.arange(assessed * nothing // (1_000_000 - nothing))
    days = int((_LAST - _FIRST).astype(np.int64)) + 1
    child = id_numbers(_NEVER_ASSESSED_FROM + which)
    return moments(child, _FIRST + below(draw(world.seed, which, Stream.REFERRED_DAY), days))


def _codes(world: World, draws: Draws) -> NDArray[np.str_]:
    offered = sources_of(world)
    chosen = offered.choose(0, draws)
    return np.array(offered.outcomes).take(chosen)


def sources_of(world: World) -> Shares:
    """Return the shares of the sources that this authority's system offers."""
    every = shares("referral_source")
    offered = world.referral_sources or every.outcomes
    return shares_without("referral_source", tuple(code for code in every.outcomes if code not in offered))
