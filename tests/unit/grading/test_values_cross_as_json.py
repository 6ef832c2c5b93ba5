"""Values cross a process as plain JSON: bounded, never a pickle, never an exception of the learner's."""

import json
import math
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
from fingerpost.grading.cells import from_json, to_json
from fingerpost.grading.values import MOST_BYTES, capture, capture_all, read_wire
from hypothesis import given, settings
from hypothesis import strategies as st

# The same tables every time, and no clock: this machine may be busy.
CALM = settings(deadline=None, max_examples=60, derandomize=True)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=50),
    st.dates(),
    st.datetimes(),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@CALM
@given(scalars)
def test_single_value_comes_back_as_it_went(value: Any) -> None:
    sent = json.loads(json.dumps(to_json(value), allow_nan=False))
    back = from_json(sent)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        assert back is None
    elif isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 4096:
        assert back == math.inf
    else:
        assert back == value


@pytest.mark.parametrize(
    "blank", [None, math.nan, pd.NA, pd.NaT, np.float64("nan"), Decimal("nan"), np.datetime64("NaT")]
)
def test_blank_of_any_kind_is_null(blank: object) -> None:
    assert to_json(blank) is None


@CALM
@given(
    st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    )
)
def test_anything_made_of_plain_values_is_captured_as_json(value: Any) -> None:
    wire = capture(value)
    assert "kind" in json.loads(json.dumps(wire, allow_nan=False))


class Hostile:
    """A learner's object that raises whatever is asked of it."""

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return type(self)
        raise RuntimeError("no")

    def __len__(self) -> int:
        raise SystemExit(3)

    def __repr__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (3, "scalar"),
        (pd.DataFrame({"a": [1]}), "table"),
        (pd.Series([1, 2]), "table"),
        ({"a": 1}, "table"),
        ({3, 1}, "list"),
        (alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q"), "chart"),
        (len, "function"),
        (object(), "unreadable"),
        (pd.DataFrame({"a": [[object()]]}), "unreadable"),
        (pd.DataFrame(np.zeros((2, 61))), "unreadable"),
        (pd.DataFrame({"a": np.zeros(50_001)}), "unreadable"),
        (list(range(50_001)), "unreadable"),
    ],
)
def test_value_is_captured_as_its_kind(value: object, kind: str) -> None:
    wire = capture(value)
    assert wire["kind"] == kind, wire
    json.dumps(wire, allow_nan=False)


def test_object_that_raises_whatever_is_asked_of_it_is_unreadable() -> None:
    wire = capture(Hostile())
    assert (wire["kind"], wire["type"]) == ("unreadable", "Hostile")
    assert "stops with" in str(wire["why"])


def test_number_with_more_digits_than_json_carries_is_infinite() -> None:
    assert capture(10**5000)["value"] == ["float", "inf"]


def test_capturing_changes_nothing_of_the_value() -> None:
    frame = pd.DataFrame({"a": [2, 1]}, index=["x", "y"])
    before = frame.copy()
    capture(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_all_values_of_a_task_stay_below_a_megabyte_together() -> None:
    large = ["x" * 1_000] * 700
    taken = capture_all(["one", "two", "three"], {"one": large, "two": large, "three": 3})
    assert [taken[name]["kind"] for name in ("one", "two", "three")] == ["list", "unreadable", "scalar"]
    assert "at most" in str(taken["two"]["why"])
    assert len(json.dumps(taken)) < MOST_BYTES + 1_000


def test_name_that_is_not_there_is_missing() -> None:
    assert capture_all(["one"], {}) == {"one": {"kind": "missing"}}


def test_file_is_captured_by_its_size_and_cells(tmp_path: Path) -> None:
    file = tmp_path / "starters.csv"
    file.write_text("\ufeffmonth,children\n2024-04,3\n", encoding="utf-8")
    wire = capture(file)
    assert (wire["name"], wire["size"]) == ("starters.csv", file.stat().st_size)
    assert wire["rows"] == [["month", "children"], ["2024-04", "3"]]


def test_time_with_a_zone_comes_back_with_it() -> None:
    moment = datetime(2024, 4, 1, 12, tzinfo=UTC)
    assert from_json(to_json(moment)) == moment
    assert from_json(to_json(pd.Timestamp("2024-04-01").date())) == date(2024, 4, 1)


@pytest.mark.parametrize(
    "sent", ["[]", "3", '{"starters": 3}', '{"starters": {}}', "{", '{"a": ' + "9" * (2 * MOST_BYTES) + "}"]
)
def test_what_is_no_values_by_name_is_refused(sent: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_wire(sent)


def test_values_sent_come_back() -> None:
    assert read_wire(json.dumps({"starters": capture(3)})) == {"starters": capture(3)}


def test_library_that_is_not_loaded_is_not_loaded_for_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pandas")
    assert capture(3)["kind"] == "scalar"
    assert "pandas" not in sys.modules
