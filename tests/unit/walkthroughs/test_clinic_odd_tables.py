"""An odd table is drawn too; one that cannot be drawn gets a sentence, and nothing is lost."""

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pytest
from clinic_stories import example, story
from fingerpost import walk
from fingerpost.walkthroughs.display import ChartWalkthrough, Notice
from fingerpost.walkthroughs.examples import example_referrals
from fingerpost.walkthroughs.preflight import CannotShowError
from shown_code import check_standard


def test_what_cannot_be_drawn_is_said_and_the_chart_stays() -> None:
    live = walk.clinic(live=True)
    assert isinstance(live, ChartWalkthrough)
    live.widget.choices = {"x": "MONTH", "mark": "line", "order": "label"}
    assert (live.widget.told, live.widget.trouble) == (1, "")
    assert live.choices["colour"] == "one"
    assert isinstance(live.chart, alt.LayerChart)
    assert alt.renderers.active == "fingerpost"  # Altair's own would fetch a script from the internet
    below = story(example_referrals().assign(DAYS=-1), x="SOURCE")
    with pytest.raises(CannotShowError, match="A pie has no slices for numbers below 0"):
        below.tell({"mark": "pie", "measure": "sum of DAYS"})
    years = story(pd.DataFrame({"YEAR": [1, 2, 2], "N": [4, 5, 6]}), x="YEAR")
    with pytest.raises(CannotShowError, match="'YEAR' makes the groups, so it cannot be summed up too"):
        years.tell({"measure": "sum of YEAR"})


def test_what_is_no_choice_is_left_alone() -> None:
    told = example()
    assert told.tell({"mark": "3D pie", "x": "__class__", "colour": "red"}).choices == told.tell({}).choices


ODD: dict[str, Callable[[], pd.DataFrame]] = {
    "all alike": lambda: pd.DataFrame({"A": ["x", "y"] * 3}),
    "all zero": lambda: pd.DataFrame({"A": ["x", "y"], "N": [0, 0]}),
    "all below zero": lambda: pd.DataFrame({"A": ["x", "y"], "N": [-5, -2]}),
    "names with marks": lambda: pd.DataFrame({"a.b[c]:d": ["x", "y", "y"], "N": [1.5, 2.25, 4]}),
    "true and false": lambda: pd.DataFrame({"A": [True, False, True]}),
    "called as we call numbers": lambda: pd.DataFrame({"rows": ["x", "y"], "second": [1, 2]}),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_tables_are_drawn_too(case: str) -> None:
    table = ODD[case]()
    y = next((str(name) for name in table.columns[1:]), "")
    made = story(table, x=str(table.columns[0]), y=y)
    for mark in ("bar", "column", "line", "point"):
        scene = made.tell({"mark": mark, "second": "rows", "baseline": "cut", "order": "label"})
        check_standard(scene)
        assert made.chart({"mark": mark, "second": "rows"}).to_dict()["datasets"]


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"CHILD": ["1", "2", "3"], "PLACE": ["U4", "U6", "U4"], **columns})


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no rows": ({"frame": frame().head(0)}, "This table has no rows"),
    "no columns": ({"frame": pd.DataFrame(index=[0, 1])}, "This table has no columns"),
    "two columns of one name": (
        {"frame": pd.DataFrame([[1, 2]], columns=["A", "A"])},
        "Two columns are called 'A'",
    ),
    "a column without a name": ({"frame": frame(**{"": ["a", "b", "c"]})}, "Column 3 has no name"),
    "a column that is not there": ({"frame": frame(), "x": "GHOST"}, "There is no column 'GHOST'"),
    "10,000 groups": (
        {"frame": pd.DataFrame({"A": [f"a{at}" for at in range(10_000)]}), "x": "A"},
        "'A' has 10,000 different values, and nobody reads that many bars",
    ),
    "one group": ({"frame": frame(A=["a"] * 3), "x": "A"}, "'A' makes only one. Choose another column"),
    "days of one month": (
        {"frame": frame(DAY=pd.to_datetime(["2024-04-01", "2024-04-02", "2024-04-30"])), "x": "DAY"},
        "and 'DAY' makes only one",
    ),
    "lists": ({"frame": frame(A=[[1], [2], [3]]), "x": "A"}, "'A' makes none. Choose another column"),
    "nothing to group by": ({"frame": pd.DataFrame({"A": ["a", "a"]})}, "so there are no groups to draw"),
    "words to add up": ({"frame": frame(), "x": "PLACE", "y": "CHILD"}, "'CHILD' holds no numbers"),
    "a file that is not there": ({"frame": "ghost.csv"}, "There is no file 'ghost.csv'"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_drawn_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    made = walk.clinic(**asked)
    assert isinstance(made, Notice)
    assert wanted in made.sentence
