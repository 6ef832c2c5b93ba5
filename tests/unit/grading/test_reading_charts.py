"""A chart is read by its marks, axes and rows, however it was put together."""

from typing import Any

import altair as alt
import pandas as pd
import pytest
from fingerpost.grading.declare import chart
from fingerpost.grading.differences import difference
from fingerpost.grading.misfit import Misfit
from fingerpost.grading.normalise import read, read_reference
from fingerpost.grading.values import capture

ASKED = chart("starts", marks=("line", "bar"), key="month", value="children")
FRAME = pd.DataFrame({"month": ["2024-04", "2024-05"], "children": [3, 5]})
ROWS = pd.DataFrame({"month": ["2024-04"] * 3 + ["2024-05"] * 5, "CHILD": list("abcdefgh")})
LINE = alt.Chart(FRAME, title="Children who started").mark_line().encode(x="month:O", y="children:Q")

SAME: dict[str, Any] = {
    "a line": LINE,
    "a bar": alt.Chart(FRAME).mark_bar().encode(x="month:O", y="children:Q"),
    "axes the other way": alt.Chart(FRAME).mark_bar().encode(y="month:O", x="children:Q"),
    "counted by the chart": alt.Chart(ROWS).mark_bar().encode(x="month:O", y="count()"),
    "with a rule on top": LINE + alt.Chart(pd.DataFrame({"y": [4]})).mark_rule().encode(y="y:Q"),
    "beside another": alt.hconcat(LINE, alt.Chart(FRAME).mark_point().encode(x="children:Q")),
    "months as dates": alt.Chart(FRAME.assign(month=pd.to_datetime(FRAME["month"])))
    .mark_line()
    .encode(x="month:T", y="children:Q"),
}


@pytest.mark.parametrize("form", SAME)
def test_chart_that_draws_the_rows_is_accepted(form: str) -> None:
    mine = read(capture(SAME[form]), ASKED)
    right = read_reference(capture(FRAME), ASKED)
    assert difference(mine, right, ASKED) is None


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            alt.Chart(FRAME).mark_point().encode(x="month:O", y="children:Q"),
            "It should be an Altair line or bar chart",
        ),
        (
            alt.Chart(FRAME).mark_point().encode(x="month:O", y="children:Q"),
            "draws `month` and `children` with `mark_point`",
        ),
        (
            alt.Chart(FRAME).mark_line().encode(x="Month:O", y="children:Q"),
            "Your chart asks for `Month`; the table has `month`.",
        ),
        (
            alt.Chart(FRAME).mark_line().encode(x="month:O", y="CHILDREN:Q"),
            "Your chart asks for `CHILDREN`; the table has `children`.",
        ),
        (alt.Chart(FRAME).mark_line().encode(x="month:O"), "draws x = month"),
        (
            alt.Chart(FRAME.rename(columns={"children": "n"})).mark_line().encode(x="month:O", y="n:Q"),
            "y = n",
        ),
        (3, "holds a whole number (`int`). It should be"),
    ],
)
def test_other_chart_is_said_in_words(made: Any, said: str) -> None:
    with pytest.raises(Misfit) as told:
        read(capture(made), ASKED)
    assert said in told.value.message.saw


def test_chart_of_other_numbers_differs() -> None:
    mine = read(
        capture(alt.Chart(FRAME.assign(children=[3, 6])).mark_bar().encode(x="month:O", y="children:Q")),
        ASKED,
    )
    found = difference(mine, read_reference(capture(FRAME), ASKED), ASKED)
    assert found is not None
    assert "where yours is 6" in found.message.saw


def test_slips_can_read_marks_title_and_weight() -> None:
    reading: Any = read(capture(LINE), ASKED)
    assert (reading.marks, reading.title, reading.rows_carried) == (("line",), "Children who started", 2)
    assert reading.fields == {"x": "month", "y": "children"}
