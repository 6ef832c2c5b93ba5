"""Whatever table it is given, each walkthrough is told to its standard or says in one sentence why not.

What is told is what its code returns: each step that stands beside one table is run, in pandas and in SQL.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice, Walkthrough
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shown_code import check_standard

Shown = Walkthrough | Notice
OTHER = pd.DataFrame({"A": ["1", "2", "x"], "Z": ["F", "M", None]})
WALKS: dict[str, Callable[[Any], Shown]] = {
    "pivot": lambda table: walk.pivot(table, rows="A", count="B"),
    "lookup": lambda table: walk.lookup(table, OTHER, key="A", take="Z"),
    "looked up in": lambda table: walk.lookup(OTHER.drop(columns="Z"), table, key="A", take="B"),
    "autofilter": lambda table: walk.autofilter(table, column="A"),
    "stale": lambda table: walk.stale(table, column="A"),
    "fill_down": lambda table: walk.fill_down(table, column="A"),
    "xray": walk.xray,
    "sumifs": lambda table: walk.sumifs(table, where="A", add="B"),
    "blanks": lambda table: walk.blanks(table, column="A"),
    "dates": lambda table: walk.dates(table, column="A"),
    "working_days": lambda table: walk.working_days(table, start="A", end="B"),
    "duplicates": lambda table: walk.duplicates(table, column="A", day="B"),
    "stack": lambda table: walk.stack(table, OTHER),
    "stacked below": lambda table: walk.stack(OTHER, table),
    "query": lambda table: walk.query(table, where="A", by="B"),
    "clinic": lambda table: walk.clinic(table, x="A", y="B"),
}
TIME = pd.Timestamp("2024-04-02")
VALUES = st.one_of(
    st.none(),
    st.integers(0, 3),
    st.sampled_from(["1", "2", "x", "X", " x", "", "naïve", "ﬁ", 2.5, True, TIME]),
)
COLUMNS = st.one_of(
    st.lists(VALUES, max_size=8),
    st.lists(st.one_of(st.none(), st.sampled_from(["1", "12", "9"])), max_size=8),
    st.lists(st.one_of(st.none(), st.just(TIME)), max_size=8),
    st.lists(st.text(max_size=4), max_size=8),
)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table of no rows, one or a few: text, days, numbers, or all of these in one column."""
    columns = [draw(COLUMNS) for _ in "AB"]
    rows = min(map(len, columns))
    return pd.DataFrame({name: values[:rows] for name, values in zip("AB", columns, strict=True)})


@pytest.mark.parametrize("name", WALKS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables())
def test_any_table_is_told_to_the_standard_or_refused_in_a_sentence(name: str, table: pd.DataFrame) -> None:
    before = table.copy(deep=True)
    shown = WALKS[name](table)
    pd.testing.assert_frame_equal(table, before)
    if isinstance(shown, Notice):
        assert_one_sentence(shown)
        return
    check_standard(shown.scene)
    assert shown.text()


def assert_one_sentence(shown: Notice) -> None:
    """Assert that a line says what to do, with nothing of Python's own trouble."""
    assert shown.sentence.endswith((".", "?")), shown.sentence
    assert "\n" not in shown.sentence
    assert "Traceback" not in shown.sentence


def two(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"A": ["x", "y"], "B": ["1", "2"], **columns})


BAD: dict[str, tuple[pd.DataFrame, str]] = {
    "no rows": (two().head(0), "This table has no rows"),
    "no columns": (pd.DataFrame(index=[0, 1]), "This table has no columns"),
    "a column without a name": (two().assign(**{" ": [1, 2]}), "Column 3 has no name"),
    "a column twice": (two().set_axis(["A", "A"], axis=1), "Two columns are called 'A'"),
    "lists": (two(A=[["x"], ["y"]], B=[{}, {}]), ""),
    "a column that is missing": (two().drop(columns="A"), "There is no column 'A'"),
}
ASKS_NO_COLUMN = {"xray", "stack", "stacked below"}
TELLS = {("lists", "xray"), ("lists", "stack"), ("lists", "stacked below")}
"""What is shown all the same: an X-ray writes any value as a file would hold it, a stack compares none."""


@pytest.mark.parametrize("name", WALKS)
@pytest.mark.parametrize("case", BAD)
def test_a_bad_table_gives_one_sentence_in_every_walkthrough(name: str, case: str) -> None:
    table, wanted = BAD[case]
    if case == "a column that is missing" and name in ASKS_NO_COLUMN:
        return
    shown = WALKS[name](table)
    if (case, name) in TELLS:
        assert isinstance(shown, Walkthrough)
        return
    assert isinstance(shown, Notice)
    assert_one_sentence(shown)
    assert wanted in shown.sentence


@pytest.mark.parametrize("name", WALKS)
def test_a_file_that_is_not_what_its_name_says_gives_one_sentence(name: str, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_text("A,B\nx,1\n", encoding="utf-8")
    shown = WALKS[name](file)
    assert isinstance(shown, Notice)
    assert_one_sentence(shown)
    assert "'list.xlsx' is no workbook, though its name says so." in shown.sentence


def test_ten_thousand_columns_of_a_pivot_give_one_sentence() -> None:
    table = pd.DataFrame({"A": ["x"] * 10_000, "B": range(10_000)})
    shown = walk.pivot(table, rows="A", count="B", live=True)
    assert isinstance(shown, Walkthrough)
    shown.widget.choices = {"columns": "B", "counted": "A"}
    assert shown.widget.trouble.startswith("'B' has 10,000 different values, and each would be a column.")


@pytest.mark.parametrize("name", ["pivot", "lookup", "looked up in"])
def test_truths_beside_a_blank_are_told(name: str) -> None:
    table = pd.DataFrame({"A": ["1", "2"], "B": [None, True]})
    if name == "pivot":
        shown = WALKS[name](table)
    else:
        keyed = pd.DataFrame({"A": [True, None], "Z": ["F", "M"]})
        both = (table.set_axis(["N", "A"], axis=1), keyed)
        shown = walk.lookup(
            *(both if name == "lookup" else both[::-1]), key="A", take="Z" if name == "lookup" else "N"
        )
    assert isinstance(shown, Walkthrough)
    check_standard(shown.scene)
