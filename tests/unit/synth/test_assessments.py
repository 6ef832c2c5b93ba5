"""Assessments begin before they end, last as long as published, and most are of children not in care."""

import numpy as np
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of

BANDS = {"up to 10": (0, 10), "11 to 45": (11, 45), "over 45": (46, 9999)}
PUBLISHED = {"up to 10": 0.0154 + 0.1142, "11 to 45": 0.1725 + 0.1595 + 0.2016 + 0.1814, "over 45": 0.1555}
"""Shares by working days, Characteristics of children in need, 2024 release."""

EVENTS = simulate(world_of("B", seed=77))
MADE = EVENTS.tables["assessments"]


def test_referral_comes_before_the_start_and_the_end_after_it() -> None:
    start, review = MADE["AssessmentActualStartDate"], MADE["AssessmentInternalReviewDate"]
    assert (MADE["CINreferralDate"] <= start).all()
    assert (MADE["AssessmentAuthorisationDate"] >= start).all()
    held = ~np.isnat(review)
    assert held.any()
    assert (review[held] > start[held]).all()
    assert (review[held] <= MADE["AssessmentAuthorisationDate"][held]).all()


def test_assessments_begin_and_end_on_weekdays() -> None:
    for column in ("AssessmentActualStartDate", "AssessmentAuthorisationDate"):
        assert np.is_busday(MADE[column]).all(), column


def test_they_last_as_long_as_the_published_ones_within_three_points() -> None:
    days = np.busday_count(MADE["AssessmentActualStartDate"], MADE["AssessmentAuthorisationDate"])
    for band, (least, most) in BANDS.items():
        share = ((days >= least) & (days <= most)).mean()
        assert abs(share - PUBLISHED[band]) <= 0.03, band


def test_children_about_to_enter_care_are_among_them_under_their_own_number() -> None:
    in_care = np.isin(MADE["LAchildID"], EVENTS.children["CHILD"])
    assert 0.01 < in_care.mean() < 0.2
    first = {
        child: EVENTS.episodes["DECOM"][EVENTS.episodes["CHILD"] == child]
        for child in MADE["LAchildID"][in_care]
    }
    started = MADE[in_care]["AssessmentActualStartDate"]
    assert all((first[c] >= day).any() for c, day in zip(MADE["LAchildID"][in_care], started, strict=True))


def test_hand_written_ones_stand_for_the_edges_of_45_working_days() -> None:
    tiny = simulate(world_of("T")).tables["assessments"]
    assert np.isnat(tiny["AssessmentAuthorisationDate"]).sum() == 1
    done = tiny[~np.isnat(tiny["AssessmentAuthorisationDate"])]
    days = np.busday_count(done["AssessmentActualStartDate"], done["AssessmentAuthorisationDate"])
    assert {0, 45, 46} <= set(days.tolist())
