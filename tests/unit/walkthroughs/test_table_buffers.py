"""What the browser reads from a column's buffers is what the DataFrame holds, in its order."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fingerpost import table
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.table.buffers import Sent, sent
from fingerpost.walkthroughs.table.meanings import meanings_of
from fingerpost.walkthroughs.table.shown import ShownTable
from hypothesis import given, settings
from hypothesis import strategies as st

BLANK_DAY = np.iinfo(np.int32).min


def texts_of(column: Sent) -> list[str]:
    _, written, ends = column.buffers
    at = [0, *np.frombuffer(ends, "<u4").tolist()]
    return [written[start:end].decode() for start, end in pairwise(at)]


def read(column: Sent) -> list[object]:
    """Return a column's cells as a browser reads them, None where blank."""
    if column.kind == "number":
        numbers = np.frombuffer(column.buffers[0], "<f8").tolist()
        return [None if np.isnan(number) else number for number in numbers]
    if column.kind == "day":
        days = np.frombuffer(column.buffers[0], "<i4").tolist()
        first = pd.Timestamp("1970-01-01")
        return [None if day == BLANK_DAY else first + pd.Timedelta(days=day) for day in days]
    codes = np.frombuffer(column.buffers[0], f"<u{column.width}").tolist()
    texts, blank = texts_of(column), 2 ** (8 * column.width) - 1
    return [None if code == blank else texts[code] for code in codes]


def blanks_as_none(values: "pd.Series[Any]") -> list[Any]:
    return [None if pd.isna(value) else value for value in values]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=6)), min_size=1, max_size=30))
def test_text_arrives_as_it_was_its_values_in_order(values: list[str | None]) -> None:
    column = sent(pd.Series(values, dtype="str"), name="PLACE")
    assert read(column) == values
    texts = texts_of(column)
    assert texts == sorted(texts, key=lambda text: (text.casefold(), text))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(-(2**50), 2**50)), min_size=1, max_size=20))
def test_whole_numbers_arrive_as_they_were(values: list[int | None]) -> None:
    assert read(sent(pd.Series(values, dtype="Int64"), name="n")) == values


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.dates()), min_size=1, max_size=20))
def test_days_arrive_as_they_were(values: list[Any]) -> None:
    days = pd.Series(pd.to_datetime(values), name="DECOM")
    column = sent(days, name="DECOM")
    assert column.kind == "day"
    assert read(column) == blanks_as_none(days)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (pd.Series([2**60, 1]), [str(2**60), "1"]),
        (pd.Series([True, False, None], dtype="boolean"), ["True", "False", None]),
        (pd.Series([1, "a", None, [2]], dtype="object"), ["1", "a", None, "[2]"]),
        (pd.to_datetime(pd.Series(["2024-04-02 09:30"])), ["2024-04-02 09:30:00"]),
        (pd.Series([None, None], dtype="object"), [None, None]),
    ],
    ids=["numbers a browser rounds", "truths", "of many sorts", "moments", "nothing"],
)
def test_what_is_no_number_and_no_whole_day_arrives_as_text(
    values: "pd.Series[Any]", wanted: list[object]
) -> None:
    column = sent(values, name="x")
    assert column.kind == "text"
    assert read(column) == wanted


def test_codes_are_as_narrow_as_they_can_be() -> None:
    widths = [sent(pd.Series(map(str, range(n))), name="x").width for n in (254, 255, 70_000)]
    assert widths == [1, 2, 4]


def test_columns_mean_what_the_dictionary_of_their_table_says() -> None:
    meanings = meanings_of(["CHILD", "DECOM", "PLACE", "mine"])
    assert meanings["DECOM"] == "day the episode began"
    assert "mine" not in meanings


def test_a_page_that_asks_gets_every_column_and_the_file_keeps_the_first_rows_only() -> None:
    frame = pd.DataFrame({"CHILD": [f"child-{at:05}" for at in range(300)], "PLACE": "U4"})
    shown = table(frame)
    assert isinstance(shown, ShownTable)
    said: list[tuple[dict[str, object], list[bytes]]] = []
    shown.widget.send = lambda content, buffers: said.append((content, buffers))
    shown.widget._answer(shown.widget, {"ask": "columns"}, None)
    (content, buffers) = said[0]
    assert [head["meaning"] != "" for head in content["columns"]] == [True, True]  # type: ignore[attr-defined]
    assert len(buffers) == 6
    kept = str(shown._repr_mimebundle_()) + str(shown.widget.get_state())
    assert "child-00009" in kept
    assert "child-00010" not in kept
    assert "The first 10 of 300 rows, 2 columns." in shown.text()


def test_a_table_that_cannot_be_shown_gives_one_sentence() -> None:
    assert isinstance(table([1, 2]), Notice)
    assert "Two columns are called 'a'" in table(pd.DataFrame([[1, 2]], columns=["a", "a"])).text()
