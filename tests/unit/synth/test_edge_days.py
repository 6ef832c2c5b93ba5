"""Switches that put lives on the days first attempts get wrong; all else stays as it was."""

from dataclasses import replace

import numpy as np
import pytest
from fingerpost.spec.years import REPORTING_DATE, WINDOW_START
from fingerpost.synth.dates import Days, birthday, is_on_29_february
from fingerpost.synth.events import Events
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of

SEEDS = [1, 77, 20_260_401, 2**63 - 1]


def built(seed: int, *, has_edge_days: bool = False, has_reviews_on_one_day: bool = False) -> Events:
    """Return what the warehouse of B would hold with some switches on."""
    world = replace(
        world_of("B", seed=seed), has_edge_days=has_edge_days, has_reviews_on_one_day=has_reviews_on_one_day
    )
    return simulate(world).within(WINDOW_START, REPORTING_DATE)


def month_and_day(days: Days) -> list[str]:
    """Return days as such as "03-31"."""
    return [str(day)[5:] for day in days]


@pytest.mark.parametrize("seed", SEEDS)
def test_somebody_is_born_on_each_edge_and_some_care_ends_on_31_march(seed: int) -> None:
    events = built(seed, has_edge_days=True)
    born, ended = month_and_day(events.children["DOB"]), month_and_day(events.episodes["DEC"])
    assert "02-29" in born
    assert "03-31" in born
    assert "03-31" in ended


@pytest.mark.parametrize("seed", SEEDS)
def test_lives_on_edge_days_are_lives(seed: int) -> None:
    events = built(seed, has_edge_days=True)
    episodes, children = events.episodes, events.children
    born = children["DOB"][np.searchsorted(children["CHILD"], episodes["CHILD"])]
    assert (episodes["DECOM"] >= born).all()
    ended = ~np.isnat(episodes["DEC"])
    assert (episodes["DEC"][ended] >= episodes["DECOM"][ended]).all()
    assert (episodes["DEC"][ended] <= birthday(born, 18)[ended]).all()
    same = episodes["CHILD"][1:] == episodes["CHILD"][:-1]
    assert (episodes["DECOM"][1:][same] >= episodes["DEC"][:-1][same]).all()


def test_few_children_are_born_on_another_day_and_none_far_from_it() -> None:
    """Those on an edge, and brothers and sisters, whose days are counted from theirs."""
    plain, edged = (built(77, has_edge_days=on) for on in (False, True))
    there = dict(zip(plain.children["CHILD"], plain.children["DOB"], strict=True))
    ours = zip(edged.children["CHILD"], edged.children["DOB"], strict=True)
    moved = [int((born - there.get(child, born)).astype(int)) for child, born in ours]
    assert 0 < np.count_nonzero(moved) < len(moved) / 10
    assert max(map(abs, moved)) <= 20


def test_hidden_marking_meets_the_edges_and_teaching_does_not() -> None:
    """B has them, so that an answer that is a day out loses its points; A is what the validator judges."""
    assert [world_of(letter, seed=77).has_edge_days for letter in "ABC"] == [False, True, False]
    plain, edged = (simulate(world_of(letter, seed=77)).children["DOB"] for letter in "AB")
    assert is_on_29_february(plain).mean() < 0.003
    assert is_on_29_february(edged).mean() > 0.005


@pytest.mark.parametrize("seed", SEEDS)
def test_some_children_have_two_reviews_on_one_day(seed: int) -> None:
    plain, twice = (built(seed, has_reviews_on_one_day=on).tables["reviews"] for on in (False, True))
    keys = twice[["CHILD", "REVIEW"]].tolist()
    assert len(set(keys)) == len(plain) < len(keys)
    assert set(plain.tolist()) < set(twice.tolist())
    both = [row for row in twice.tolist() if keys.count((row[0], row[2])) > 1]
    assert len({row[3] for row in both if row[:3] == both[0][:3]}) == 2, (
        "they differ in how the child took part"
    )


def test_switch_for_reviews_changes_nothing_else() -> None:
    plain, twice = (built(77, has_reviews_on_one_day=on) for on in (False, True))
    changed = {
        name for name in plain.tables if plain.tables[name].tolist() != twice.tables[name].tolist()
    } - {"return_values"}
    assert changed == {"reviews"}
