"""The page that says how near the invented children are to England: its sums and its verdict.

The whole page takes 44 authorities (`make fidelity`); four are enough to see that nothing drifted away.
"""

import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "fidelity"))
import fit
import make_page
import measures
from associations import ASSOCIATIONS, recovered
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of
from groups import world_seen
from make_page import Measured, as_page, as_text, measured, together, verdicts


@pytest.fixture(scope="module")
def found() -> Measured:
    """Return four authorities together."""
    return together([measured(seed) for seed in range(1, 5)])


def test_every_parameter_has_a_verdict(found: Measured) -> None:
    said = verdicts(found)
    assert len([one for one in said if one.unit == "share"]) == 26
    assert len(said) == 41
    for one in said:
        if one.unit == "share":
            assert abs(sum(one.model.values()) - 1) < 1e-9
            assert set(one.model) <= set(one.target), one


def test_small_sample_is_near_in_most_shares_and_far_in_none(found: Measured) -> None:
    shares = [one for one in verdicts(found) if one.unit == "share"]
    assert sum(one.distance <= 2 * make_page.FARTHEST_SHARE for one in shares) >= 22
    assert all(one.distance < 0.2 for one in shares), [one for one in shares if one.distance >= 0.2]


def test_distance_is_half_the_sum_of_differences(found: Measured) -> None:
    counts = {**found.counts, ("CLA stock", "sex"): Counter(M=1)}
    [sex] = [
        one
        for one in verdicts(Measured(counts, found.days, found.people, found.cells))
        if one.parameter == "sex"
    ]
    assert abs(sex.distance - 0.437) < 1e-9
    assert not sex.is_near


def test_bands_begin_with_their_first_number() -> None:
    ages = measures.banded(np.array([0, 1, 4, 5, 15, 16]), *measures.AGES)
    assert ages.tolist() == ["<1", "1-4", "1-4", "5-9", "10-15", "16+"]


def test_page_and_its_text_say_the_same_and_carry_the_licence(found: Measured) -> None:
    said = verdicts(found)
    text = as_text(said, found)
    page = as_page(said, text, recovered(found.cells))
    assert "Contains public sector information licensed under the Open Government Licence v3.0" in text
    assert "CLA stock: legal_status_group" in text
    assert text.splitlines()[2] in page
    assert "vega" in page.lower()
    assert "missing in a year of care, begun in a home" in text


def test_planted_associations_are_recovered_by_a_fit(found: Measured) -> None:
    told = recovered(found.cells)
    assert len(told) >= 12
    assert sum(one.is_near for one in told) >= len(told) - 2, [one for one in told if not one.is_near]
    assert all(one.is_near_together for one in told), [one for one in told if not one.is_near_together]


def test_brothers_and_sisters_count_as_one_family() -> None:
    """They share ethnicity, need and day: taken for so many families they would narrow the interval."""
    world = world_seen(simulate(world_of("A", size="tiny", seed=1)))
    [ethnic] = [one for one in ASSOCIATIONS if one.name.startswith("Black African")]
    counted = sum(ethnic.cells(world).values())
    first = world.first_spells
    homes = {
        (home or str(child), str(day))
        for home, child, day in zip(
            world.events.episodes["HOME_POST"][first.first].tolist(), first.child, first.starts, strict=True
        )
    }
    assert counted == len(homes) < len(first)


def test_weights_that_are_committed_stay_unless_a_round_does_better() -> None:
    committed = fit.Round({}, shares=25, numbers=15)
    as_good, worse = fit.Round({}, shares=25, numbers=15), fit.Round({}, shares=26, numbers=13)
    better = fit.Round({}, shares=26, numbers=15)
    assert fit.best([committed, as_good, worse]) is committed
    assert fit.best([committed, worse, better]) is better


def test_a_round_of_the_fit_moves_weights_towards_their_targets(found: Measured) -> None:
    """Too few changes of status are told (PLACE), so their chance rises; the files are left alone."""
    before = {name: fit.read(name) for name in fit.FILES}
    after = fit.moved(before, found)
    assert before == {name: fit.read(name) for name in fit.FILES}
    chance = [
        next(int(row["per_million"]) for row in files["chances"] if row["name"] == "status_changes")
        for files in (before, after)
    ]
    assert chance[1] > chance[0]


def test_fit_finds_nothing_where_nothing_was_planted() -> None:
    """The control: two groups alike in every stratum, though the strata differ."""
    cells = Counter({("12", 0, 1): 100, ("12", 0, 0): 900, ("12", 1, 1): 10, ("12", 1, 0): 90})
    cells += Counter({("15", 0, 1): 40, ("15", 0, 0): 60, ("15", 1, 1): 400, ("15", 1, 0): 600})
    homes = next(nth for nth, one in enumerate(ASSOCIATIONS) if "begun in a home" in one.name)
    [none] = [recovered([cells] * len(ASSOCIATIONS))[homes]]
    assert abs(none.estimate - 1) < 1e-6
    assert none.low < 1 < none.high
    assert not none.is_near
