"""What an answer held, as words for a tutor: short, plain, and in order whatever was sent."""

import pandas as pd
import pytest
from fingerpost.grading.as_words import MOST_CHARACTERS, value_as_words
from fingerpost.grading.values import Wire, capture

SIGNS = "\u202eabc\u2066<script>\x00\x1b[31m\nnext"


def test_table_is_shown_with_its_index_and_how_large_it_is() -> None:
    starters = pd.Series([3, 0], index=pd.Index(["2024-04", "2024-05"], name="month"), name="children")
    assert value_as_words(capture(starters)).splitlines() == [
        "Series: 2 rows, 2 columns",
        "  month  children",
        "2024-04         3",
        "2024-05         0",
    ]


def test_long_and_wide_table_is_cut_and_says_so() -> None:
    wide = pd.DataFrame({f"c{n}": range(500) for n in range(40)})
    lines = value_as_words(capture(wide)).splitlines()
    assert lines[0] == "DataFrame: 500 rows, 40 columns; the first 20 rows and 12 columns"
    assert (len(lines), len(lines[1].split())) == (22, 12)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (12.5, "12.5 (float)"),
        ("K2", "K2 (str)"),
        ({"K2", "U4"}, "of 2: "),
        (pd.Timestamp("2024-04-01"), "2024-04-01 (Timestamp)"),
        (None, " (NoneType)"),
        (object(), "It could not be read: it holds an object."),
        (len, "A function called len."),
    ],
)
def test_single_values_are_a_line(value: object, said: str) -> None:
    assert said in value_as_words(capture(value))


def test_signs_that_turn_or_hide_text_are_left_out() -> None:
    said = value_as_words({"kind": "table", "type": SIGNS, "index": [], "plain_index": True,
                           "columns": [{"name": SIGNS, "dtype": "str", "values": [SIGNS]}]})  # fmt: skip
    assert not [sign for sign in "\u202e\u2066\x00\x1b" if sign in said]
    assert "abc<script>[31m next" in said


ODD: tuple[Wire, ...] = (
    {"kind": "table"},
    {"kind": "table", "type": "x", "index": {}, "columns": []},
    {"kind": "table", "type": "x", "index": [], "columns": [{"name": 1, "values": [1]}, {"name": 2}]},
    {"kind": "table", "type": "x", "index": [{"name": 1, "values": [1]}], "columns": "none"},
    {"kind": "scalar", "type": ["x"], "value": [[[[["deep"]]]]]},
    {"kind": "list", "type": None, "values": "text"},
    {"kind": "chart", "type": "x", "spec": [1]},
    {"kind": "file", "type": "x", "name": {}, "size": None, "rows": [None]},
    {"kind": "scalar", "type": "x", "value": ["decimal", "NaN"]},
    {"kind": "scalar", "type": "x", "value": ["decimal", "1e999999999"]},
    {"kind": "scalar", "type": "x", "value": "y" * 3_000_000},
    {"kind": {}},
)  # fmt: skip


@pytest.mark.parametrize("wire", ODD, ids=range(len(ODD)))
def test_whatever_was_sent_is_said_in_few_words(wire: Wire) -> None:
    said = value_as_words(wire)
    assert said.strip()
    assert len(said) <= MOST_CHARACTERS + 100
