"""Where a chart's axis begins when it does not begin at 0: where Excel begins it, by Microsoft's own rule."""

import pytest
from fingerpost.walkthroughs.clinic.axis import cut_axis, excel_cuts
from hypothesis import given
from hypothesis import strategies as st

ENDS: dict[str, tuple[tuple[float, float], tuple[float, float, float]]] = {
    "half the difference below, on to a whole step": ((51, 61), (46, 62, 2)),
    "children in care in England, 31 March 2023 and 2025": ((81_770, 83_840), (80_500, 84_000, 500)),
    "numbers below 1": ((0.91, 0.99), (0.86, 1, 0.02)),
    "just below the smallest where Excel starts at 0": ((40, 90), (30, 100, 10)),
    "a smallest that is near 0": ((2, 90), (1, 101, 10)),
    "numbers that are all alike": ((52, 52), (50, 60, 10)),
}


@pytest.mark.parametrize("case", ENDS)
def test_a_cut_axis_keeps_to_microsofts_rule(case: str) -> None:
    (smallest, largest), (low, high, step) = ENDS[case]
    axis = cut_axis(smallest, largest)
    assert (axis.low, axis.high, axis.step) == (low, high, step)
    assert axis.labels[0] == low


@given(st.floats(0.001, 1e6), st.floats(0.001, 1e6))
def test_a_cut_axis_holds_every_number_and_begins_above_0(one: float, other: float) -> None:
    smallest, largest = sorted((one, other))
    axis = cut_axis(smallest, largest)
    assert 0 < axis.low < smallest <= largest < axis.high
    assert 2 <= len(axis.labels) <= 7


def test_equal_columns_start_at_0_in_excel() -> None:
    assert not excel_cuts(52, 52)
    assert not excel_cuts(3.0, 3.0000000000000004)
