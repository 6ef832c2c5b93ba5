"""Random numbers: even, independent, the same in any order, and only whole-number arithmetic behind them."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from fingerpost.synth.chances import by_number, chance, durations, rows_of, shares, shares_without
from fingerpost.synth.draws import PARTS, below, draw, happens, part_of
from fingerpost.synth.streams import Stream
from hypothesis import given
from hypothesis import strategies as some

SEED = 20_260_331
CHILDREN = np.arange(50_000)
CELLS = 100


def unit(stream: int, *, seed: int = SEED, index: int = 0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return each child's draw as a number from 0 to 1."""
    return (draw(seed, CHILDREN, stream, index) >> np.uint64(11)) / 2.0**53


def chi_square(numbers: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return how far counts in 100 equal cells are from even; 99 on average for true chance."""
    counts = np.bincount((numbers * CELLS).astype(int), minlength=CELLS)
    expected = len(numbers) / CELLS
    return float(((counts - expected) ** 2 / expected).sum())


@pytest.mark.parametrize("stream", list(Stream))
def test_every_stream_is_even(stream: Stream) -> None:
    """Of true chance, one stream in 100,000 would pass 168 (chi-square with 99 degrees of freedom)."""
    assert chi_square(unit(stream)) < 168


def test_low_bits_are_as_even_as_high_ones() -> None:
    low = (draw(SEED, CHILDREN, Stream.PLACE_UNIT) & np.uint64(0xFFFF)) / 2.0**16
    assert chi_square(low) < 168


def test_streams_know_nothing_of_one_another() -> None:
    """The largest of some 1,700 correlations of 50,000 pairs stays within 5 standard errors."""
    centred = [unit(stream) - 0.5 for stream in Stream]
    correlations = [12 * float((one * two).mean()) for one, two in combinations(centred, 2)]
    assert max(map(abs, correlations)) < 5 / len(CHILDREN) ** 0.5


def test_neighbours_know_nothing_of_one_another() -> None:
    numbers = unit(Stream.ENTERS) - 0.5
    bound = 5 / len(CHILDREN) ** 0.5
    assert abs(12 * float((numbers[1:] * numbers[:-1]).mean())) < bound
    for one, two in pairwise([unit(Stream.ENTERS, index=index) - 0.5 for index in range(5)]):
        assert abs(12 * float((one * two).mean())) < bound
    assert abs(12 * float((numbers * (unit(Stream.ENTERS, seed=SEED + 1) - 0.5)).mean())) < bound


@given(
    seed=some.integers(-(2**70), 2**70),
    child=some.integers(0, 2**40),
    stream=some.integers(0, 200),
    index=some.integers(0, 2**20),
)
def test_draw_of_one_child_is_the_same_alone_as_among_others(
    seed: int, child: int, stream: int, index: int
) -> None:
    among = draw(seed, np.array([7, child, 3]), stream, index)
    assert draw(seed, np.array([child]), stream, index)[0] == among[1]


def test_chance_happens_as_often_as_it_says() -> None:
    drawn = draw(SEED, CHILDREN, Stream.COMES_BACK)
    assert not happens(drawn, 0).any()
    assert happens(drawn, 1_000_000).all()
    assert abs(happens(drawn, 300_000).mean() - 0.3) < 5 * (0.21 / len(CHILDREN)) ** 0.5


@given(limit=some.integers(1, 2**31))
def test_number_below_a_limit_stays_below_it(limit: int) -> None:
    extremes = np.array([0, 2**32 - 1, 2**32, 2**63, 2**64 - 1], dtype=np.uint64)
    numbers = below(extremes, limit)
    assert numbers.min() == 0
    assert numbers.max() == limit - 1


def test_top_bits_choose_one_of_4096_parts() -> None:
    parts = part_of(np.array([0, 2**64 - 1], dtype=np.uint64))
    assert parts.tolist() == [0, PARTS - 1]


QUESTIONS = sorted({row["question"] for row in rows_of("durations")})


@pytest.mark.parametrize("question", QUESTIONS)
def test_days_rise_with_their_share_and_pass_through_the_knots(question: str) -> None:
    held = durations(question)
    assert held.table.dtype == np.int64
    assert held.table.shape == (len(held.givens), PARTS)
    assert (np.diff(held.table, axis=1) >= 0).all()
    for row in rows_of("durations"):
        # The outermost of 4096 parts lie within the last 2 of 10,000: knots beyond them are no part's.
        if row["question"] == question and 3 < int(row["per_10000"]) < 9_997:
            at = int(row["per_10000"]) * PARTS // 10_000
            near = held.table[held.givens.index(row["given"]), [max(at - 2, 0), min(at + 2, PARTS - 1)]]
            assert near[0] <= int(row["days"]) <= near[1], row


def test_shares_come_out_as_they_were_set() -> None:
    asked = shares("sex")
    drawn = draw(SEED, CHILDREN, Stream.SEX)
    of_family = np.full(len(CHILDREN), asked.givens.index("family"))
    weights = asked.weights[asked.givens.index("family")]
    found = np.bincount(asked.choose(of_family, drawn), minlength=len(asked.outcomes)) / len(CHILDREN)
    assert np.abs(found - weights / weights.sum()).max() < 5 * 0.5 / len(CHILDREN) ** 0.5


def test_outcome_that_is_ruled_out_never_happens() -> None:
    kept = shares_without("kind", ("school",))
    given_first = np.zeros(len(CHILDREN), dtype=np.int64)
    chosen = kept.choose(given_first, draw(SEED, CHILDREN, Stream.KIND))
    assert kept.outcome("school") not in chosen


@pytest.mark.parametrize("question", ["ethnic", "kind", "why_moved"])
def test_each_draw_falls_on_the_outcome_whose_share_it_lies_in(question: str) -> None:
    asked = shares(question)
    given = np.arange(len(CHILDREN)) % len(asked.givens)
    drawn = draw(SEED, CHILDREN, Stream.ETHNIC)
    upto = np.cumsum(asked.weights, axis=1) * 2**32 // asked.weights.sum(axis=1)[:, None]
    first_beyond = ((drawn >> np.uint64(32)).astype(np.int64)[:, None] >= upto[given]).sum(axis=1)
    assert (asked.choose(given, drawn) == first_beyond).all()


@pytest.mark.parametrize("name", ["shares", "durations", "chances", "entries", "arrivals", "months"])
def test_every_number_says_where_it_comes_from(name: str) -> None:
    assert rows_of(name)
    assert all(row["source"] for row in rows_of(name))


def test_chances_are_whole_numbers_in_a_million() -> None:
    assert 0 < chance("comes_back") < 1_000_000
    assert set(by_number("months", "month", "weight")) == set(range(1, 13))
