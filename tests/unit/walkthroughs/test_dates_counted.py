"""Whatever the dates, the years shown are those that pandas and DuckDB count with the code beside them."""

from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.dates.story import tell_dates
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.examples import example_birthdays, example_episodes
from fingerpost.walkthroughs.scene import Scene
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import by_sql, check_standard, has_step, lines_of, run_pandas, step_called

DAYS = st.dates(min_value=pd.Timestamp("1990-01-01").date(), max_value=pd.Timestamp("2030-12-31").date())


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table with a column of dates, or of dates written as text, some of them blank."""
    drawn = draw(
        st.lists(st.one_of(st.none(), DAYS), min_size=1, max_size=25).filter(
            lambda days: any(day is not None for day in days)
        )
    )
    born: pd.Series[Any] = pd.to_datetime(pd.Series(drawn))
    if draw(st.booleans()):
        born = pd.Series([None if day is None else f"{day:%d/%m/%Y}" for day in drawn], dtype="str")
    return pd.DataFrame({"N": [f"n{at}" for at in range(len(drawn))], "DOB": born})


def told(table: pd.DataFrame) -> Scene:
    return tell_dates(table, column="DOB", name="table")


def sample_of(table: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    numbers = [int(str(row.cells[1])[1:]) for row in scene.table("frame").rows]
    return table.iloc[numbers].reset_index(drop=True)


WAYS = {
    "Days": "days",
    "Year minus year": "year_less_year",
    "Days by 365.25": "by_length",
    "Whole years": "age",
}


@settings(max_examples=40, deadline=None)
@given(tables())
def test_each_way_gives_what_pandas_and_sql_give(table: pd.DataFrame) -> None:
    scene = told(table)
    check_standard(scene)
    sample = sample_of(table, scene)
    assert has_step(scene, "Text or dates") == (table["DOB"].dtype == "str")
    for name, shown in WAYS.items():
        step = step_called(scene, name)
        made = run_pandas(step, {"table": sample.copy()})["table"]
        numbers = [to_cell(value) for value in made.iloc[:, -1]]
        assert [row.cells[-1] for row in scene.table(shown).rows] == numbers
        assert by_sql(step, {"table": sample}) == lines_of(made)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_whole_years_are_those_of_the_calendar(table: pd.DataFrame) -> None:
    scene = told(table)
    on = pd.Timestamp(str(scene.table("fixed").rows[0].cells[0]))
    for row in scene.table("age").rows:
        if row.cells[2] is None:
            assert row.cells[3] is None
        else:
            born = pd.Timestamp(str(row.cells[2]))
            whole = int(str(row.cells[3]))
            assert born + pd.DateOffset(years=whole) <= on < born + pd.DateOffset(years=whole + 1)
    taken = run_pandas(step_called(scene, "Your words"), {"table": table.copy()})["table"]
    years = next(row.cells[1] for row in scene.table("meter").rows if row.id == "years")
    assert years == to_cell(taken["AGE"].sum())


def test_example_counts_the_rows_that_each_short_cut_gets_wrong() -> None:
    scene = told(example_birthdays())
    counted = {row.id: row.cells[1] for row in scene.table("meter").rows}
    assert counted["crude"] == 7
    assert counted["length"] == 2
    assert scene.table("serials").rows[0].cells[1] == 39_539  # 1 April 2008, as Excel writes it


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"column": "GHOST"}, "There is no column 'GHOST'"),
    "a column of words": ({"column": "PLACE"}, "holds no dates, or not in one way throughout"),
    "no dates at all": ({"frame": pd.DataFrame({"A": [1]})}, "No column of this table holds dates"),
    "a century missing": (
        {"frame": pd.DataFrame({"A": [pd.Timestamp("0024-01-01").as_unit("s")]})},
        "a date before March 1900",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_column_that_cannot_be_counted_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.dates(**{"frame": example_episodes(), **asked})
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
