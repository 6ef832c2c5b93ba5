"""How an answer differs is said with the learner's own rows, and never with the right ones."""

from typing import Any

import altair as alt
import pandas as pd
import pytest
from fingerpost.grading.declare import chart, choice, number, table
from fingerpost.grading.differences import difference
from fingerpost.grading.keyed import Keyed
from fingerpost.grading.message import lint
from fingerpost.grading.normalise import read, read_reference
from fingerpost.grading.values import capture
from hypothesis import given, settings
from hypothesis import strategies as st

# The same tables every time, and no clock: this machine may be busy.
CALM = settings(deadline=None, max_examples=60, derandomize=True)

ASKED = table("starters", key="month", value="children")
RIGHT = {"2024-04": 31, "2024-05": 47, "2024-06": 59}


def _said(mine: Any, right: Any, asked: Any) -> str:
    found = difference(read(capture(mine), asked), read(capture(right), asked), asked)
    assert found is not None
    assert lint(found.message) == []
    return found.message.saw


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        ({"2024-04": 31, "2024-05": 47}, "has 2 rows; expected 3. Not in yours: 2024-06."),
        ({**RIGHT, "2025-01": 4}, "has 4 rows; expected 3. Only in yours: 2025-01."),
        ({**RIGHT, "Total": 137}, "Only in yours: Total."),
        (
            {**RIGHT, "2024-05": 8},
            "1 of 3 values in `starters` differ from what the data say; the first is 2024-05, where yours",
        ),
        (
            [*RIGHT.items(), ("2024-04", 31)],
            "`starters` has more than one row for 2024-04; expected one for each month.",
        ),
        (
            {"2024-04": 31, "2024-05": 47, "2024-07": 59},
            "has 3 rows, as many as expected, and other ones. Not in yours: 2024-06. Only in yours: 2024-07.",
        ),
    ],
)
def test_table_differs_in_words(mine: Any, said: str) -> None:
    assert said in _said(mine, RIGHT, ASKED)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (
            {"000111": 1, "000333": 2, "000444": 1},
            "has 3 rows: 1 row that belongs in it is not there and 2 of its own do not belong in it.",
        ),
        ({"000111": 1}, "`unknown` has 1 row: 1 row that belongs in it is not there."),
        ([("000111", 1), ("000111", 1), ("000222", 2)], "`unknown` has more than one row for 1 of them;"),
    ],
)
def test_rows_of_children_are_counted_and_none_is_named(mine: Any, said: str) -> None:
    told = _said(mine, {"000111": 1, "000222": 2}, table("unknown", key="CHILD", value="episodes"))
    assert said in told
    assert "000" not in told


def test_blank_key_in_two_writings_is_told_as_a_blank() -> None:
    asked = table("places", key="PLACE", value="children")
    mine = [("U4", 3), (None, 1), ("", 1)]
    told = _said(mine, {"U4": 3, "": 2}, asked)
    assert told == "`places` has 2 rows with a blank PLACE; expected one for each PLACE."


def test_numbers_are_said_in_one_way_and_with_more_figures_where_rounding_would_hide_the_gap() -> None:
    assert "`rate` is 22,394.2, which is too small." in _said(22394.2, 30000, number("rate"))
    assert "`rate` is 3.56, which is" in _said(3.5640623710914943, 7, number("rate"))
    assert "`rate` is 3.564," in _said(3.564, 3.561, number("rate"))


def test_point_without_a_number_is_as_good_as_none() -> None:
    asked = chart("made", marks="line", key="month", value="n")
    rows = pd.DataFrame({"month": ["2024-04", "2024-05", "2024-06"], "n": [3.0, None, 5.0]})
    right = read_reference(capture(rows), asked)
    for drawn, said in ((rows, ""), (rows.dropna(), ""), (rows.head(2), "Not in yours: 2024-06.")):
        line = alt.Chart(drawn).mark_line().encode(x="month:T", y="n:Q")
        found = difference(read(capture(line), asked), right, asked)
        assert (found.message.saw.rpartition("expected 2. ")[2] if found else "") == said


def test_other_order_is_said_where_order_counts() -> None:
    asked = table("starters", key="month", value="children", ordered=True)
    assert "in another order than asked" in _said(dict(reversed(RIGHT.items())), RIGHT, asked)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (6.1, "ten times too small"),
        (6_100, "a hundred times too large"),
        (0.061, "a thousand times too small"),
        (58, "too small"),
        (70, "too large"),
    ],
)
def test_number_differs_by_its_size(mine: float, said: str) -> None:
    assert said in _said(mine, 61.0, number("rate"))


def test_choice_differs_without_naming_the_right_one() -> None:
    said = _said("row", "child", choice("grain", options=["row", "child"]))
    assert "child" not in said


def test_number_within_the_tolerance_agrees() -> None:
    asked = number("rate", tolerance=0.05)
    assert difference(60.96, 61.0, asked) is None
    assert difference(60.94, 61.0, asked) is not None


tables = st.dictionaries(
    st.from_regex(r"20[0-3]\d-(0[1-9]|1[0-2])", fullmatch=True), st.integers(100_000, 999_999), min_size=1
)


@CALM
@given(tables, tables)
def test_no_right_value_is_ever_given_away(mine: dict[str, int], right: dict[str, int]) -> None:
    found = difference(read(capture(mine), ASKED), read(capture(right), ASKED), ASKED)
    told = "" if found is None else str(found.message)
    secret = {str(value) for value in right.values()} - {str(value) for value in mine.values()}
    assert not [value for value in secret if value in told.replace(",", "")]


def test_right_answer_that_is_held_is_read_once_and_a_new_one_anew() -> None:
    right, newer = capture(RIGHT), capture({**RIGHT, "2024-06": 60})
    first = read_reference(right, ASKED)
    assert read_reference(right, ASKED) is first
    assert read_reference(newer, ASKED) != first
    assert read_reference(capture(RIGHT), ASKED) == first


def test_order_of_a_table_is_made_once_however_often_a_key_is_looked_for() -> None:
    read_once = read(capture(RIGHT), ASKED)
    assert isinstance(read_once, Keyed)
    assert read_once.order is read_once.order == ("2024-04", "2024-05", "2024-06")
