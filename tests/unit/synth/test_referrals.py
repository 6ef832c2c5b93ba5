"""Every assessment has its referral; some referrals lead to nothing; sources are spread as published."""

import numpy as np
from fingerpost.synth.referrals import sources_of
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of

WORLD = world_of("C", seed=77)
EVENTS = simulate(WORLD)
MADE = EVENTS.tables["cin_details"]
PUBLISHED = {"1": 0.0802, "2A": 0.2034, "3": 0.1469, "5": 0.1415, "6": 0.285}
"""Shares by source, Characteristics of children in need, 2024 release."""


def test_every_assessment_has_one_referral() -> None:
    keys = ["LAchildID", "CINreferralDate"]
    behind = np.unique(EVENTS.tables["assessments"][keys])
    of_ours = MADE[MADE["ReferralNFA"] == "0"][keys]
    assert len(np.unique(of_ours)) == len(of_ours)
    assert set(behind.tolist()) == set(of_ours.tolist())


def test_six_in_a_hundred_led_to_nothing_and_belong_to_nobody_in_care() -> None:
    nothing = MADE["ReferralNFA"] == "1"
    assert abs(nothing.mean() - 0.063) < 0.001
    assert not np.isin(MADE["LAchildID"][nothing], EVENTS.children["CHILD"]).any()


def test_sources_are_spread_as_published_within_two_points() -> None:
    for start, share in PUBLISHED.items():
        assert abs(np.char.startswith(MADE["ReferralSource"], start).mean() - share) < 0.02, start


def test_a_has_nine_sources_and_b_fourteen() -> None:
    for letter, how_many in (("A", 9), ("B", 14)):
        world = world_of(letter, seed=77)
        used = np.unique(simulate(world).tables["cin_details"]["ReferralSource"])
        assert len(used) == how_many
        assert set(used) == set(np.array(sources_of(world).outcomes)[sources_of(world).weights[0] > 0])


def test_hand_written_ones_have_another_source_on_top() -> None:
    tiny = simulate(world_of("T")).tables
    made = tiny["cin_details"]
    year = (made["CINreferralDate"] >= np.datetime64("2024-04-01")) & (
        made["CINreferralDate"] <= np.datetime64("2025-03-31")
    )
    codes, counts = np.unique(made["ReferralSource"][year], return_counts=True)
    assert codes[counts.argmax()] == "2A"
    keys = ["LAchildID", "CINreferralDate"]
    assert set(np.unique(tiny["assessments"][keys]).tolist()) <= set(made[keys].tolist())
