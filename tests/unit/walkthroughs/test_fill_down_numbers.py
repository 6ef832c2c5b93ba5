"""Whatever the table, a fill-down shows what pandas and DuckDB really return for the code beside it."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.examples import example_episodes
from fingerpost.walkthroughs.fill_down.story import tell_fill_down
from fingerpost.walkthroughs.scene import Scene
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import by_sql, check_standard, has_step, lines_of, run_pandas, step_called

DAYS = st.dates(min_value=pd.Timestamp("1990-01-01").date(), max_value=pd.Timestamp("2035-12-31").date())


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table with a column of dates or of whole numbers, blanks in it, and a number for each row."""
    values = draw(
        st.one_of(
            st.lists(st.one_of(st.none(), DAYS), min_size=1, max_size=30),
            st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), min_size=1, max_size=30),
            st.lists(st.integers(-1000, 1000), min_size=1, max_size=30),
        ).filter(lambda drawn: any(one is not None for one in drawn))
    )
    dates = not any(isinstance(one, int) for one in values)
    column: pd.Series[Any] = pd.to_datetime(pd.Series(values)) if dates else pd.Series(values)
    if not dates and column.isna().any():
        column = column.astype("float64")
    return pd.DataFrame({"N": [f"n{at}" for at in range(len(values))], "Zoë's": column})


def told(table: pd.DataFrame) -> Scene:
    return tell_fill_down(table, column="Zoë's", name="table")


def sample_of(table: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    numbers = [int(str(row.cells[1])[1:]) for row in scene.table("frame").rows]
    return table.iloc[numbers]


@settings(max_examples=40, deadline=None)
@given(tables())
def test_new_column_is_what_pandas_and_sql_make_of_the_rows_on_screen(table: pd.DataFrame) -> None:
    scene = told(table)
    check_standard(scene)
    sample = sample_of(table, scene)
    step = step_called(scene, "One line")
    made = run_pandas(step, {"table": sample.copy()})["table"]
    on_screen = [row.cells for row in scene.table("made").rows]
    assert on_screen == [tuple(map(to_cell, line)) for line in made.itertuples(name=None)]
    assert lines_of(made) == by_sql(step, {"table": sample})


@settings(max_examples=40, deadline=None)
@given(tables())
def test_sum_over_all_rows_is_that_of_pandas_and_sql(table: pd.DataFrame) -> None:
    scene = told(table)
    step = step_called(scene, "Your words")
    whole = next(row.cells[1] for row in scene.table("meter").rows if row.id == "whole")
    assert whole == to_cell(run_pandas(step, {"table": table})["total"])
    assert list(by_sql(step, {"table": table})) == [(whole,)]


@settings(max_examples=40, deadline=None)
@given(tables())
def test_the_last_formula_reaches_over_all_rows_as_the_table_below_it_does(table: pd.DataFrame) -> None:
    formula = step_called(told(table), "Your words").excel.formula
    assert formula is not None
    below = len(table) + 2
    assert (formula.cell, formula.text) == (f"C{below}", f"=SUM(C2:C{below - 1})")


def test_ten_rows_are_shown_so_that_the_player_fits_into_a_notebook_window() -> None:
    scene = told(pd.DataFrame({"N": [f"n{at}" for at in range(30)], "Zoë's": range(30)}))
    assert len(scene.table("dragged").rows) == 10


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_blank_is_told_where_there_is_one_and_the_gap_is_the_last_rows(table: pd.DataFrame) -> None:
    scene = told(table)
    assert has_step(scene, "A blank") == bool(table["Zoë's"].isna().any())
    dragged = [row.cells[-1] for row in scene.table("dragged").rows]
    gap = min(3, len(table) - 1)
    assert dragged[len(dragged) - gap :] == [None] * gap
    assert None not in dragged[: len(dragged) - gap]


def test_blank_date_becomes_a_day_of_1900_in_excel_and_the_amount_is_told() -> None:
    table = pd.DataFrame({"DECOM": [pd.Timestamp("2024-01-01"), None, *[pd.Timestamp("2024-01-11")] * 4]})
    scene = told(table.rename(columns={"DECOM": "Zoë's"}))
    assert scene.table("dragged").rows[1].cells[-1] == 45_302
    assert "differ by 45,302" in step_called(scene, "A blank").notes[0]


def test_dates_written_as_text_are_worked_on_as_dates() -> None:
    shown = walk.fill_down(pd.DataFrame({"DECOM": ["03/04/2024", "25/04/2024", None]}))
    assert isinstance(shown, Walkthrough)
    assert [row.cells[-1] for row in shown.scene.table("made").rows] == [22, 0, None]


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"column": "GHOST"}, "There is no column 'GHOST'"),
    "a column of words": ({"column": "PLACE"}, "holds neither dates nor numbers throughout"),
    "nothing to work on": ({"frame": pd.DataFrame({"A": ["x"]})}, "No column of this table holds dates"),
    "a day written in another way": (
        {"column": "DECOM", "until": "31/03/2025"},
        "'31/03/2025' cannot be read as a day",
    ),
    "no day at all": ({"column": "DECOM", "until": ""}, "'' cannot be read as a day. Write year, month"),
    "a day for numbers": ({"frame": pd.DataFrame({"A": [1]}), "until": "2025-03-31"}, "holds numbers, and"),
    "no rows": ({"frame": example_episodes().head(0)}, "This table has no rows"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_filled_down_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.fill_down(**{"frame": example_episodes(), **asked})
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence


def test_days_are_counted_to_the_day_that_is_asked_for() -> None:
    begun = pd.DataFrame({"DECOM": [pd.Timestamp("2025-03-01"), pd.Timestamp("2025-05-01")]})
    for day in ("2025-03-31", date(2025, 3, 31), pd.Timestamp("2025-03-31 14:00", tz="Europe/London")):
        scene = tell_fill_down(begun, column="DECOM", until=day, name="begun")
        assert "to 31 March 2025?" in step_called(scene, "The question").sentence
        assert [row.cells[-1] for row in scene.table("made").rows] == [30, -31]
        check_standard(scene)


def test_rows_keep_the_index_of_a_filtered_table_and_words_of_one_give_way_to_places() -> None:
    kept = pd.DataFrame({"DECOM": pd.to_datetime(["2025-03-01"] * 40)}, index=range(4, 44))
    scene = tell_fill_down(kept[kept.index % 3 == 1], column="DECOM", name="kept")
    for table in ("frame", "made"):
        assert [row.cells[0] for row in scene.table(table).rows][:4] == [4, 7, 10, 13]
    named = tell_fill_down(kept.head(2).set_axis(["a", "b"]), column="DECOM", name="named")
    assert [row.cells[0] for row in named.table("frame").rows] == [0, 1]


def test_what_the_sum_leaves_out_is_told_in_days() -> None:
    begun = pd.DataFrame({"DECOM": pd.to_datetime(["2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04"])})
    scene = tell_fill_down(begun, column="DECOM", until="2025-03-31", name="begun")
    assert "and leaves out 84 days." in step_called(scene, "The gap").sentence
    asked = step_called(scene, "The gap").prediction
    assert asked is not None
    assert asked.question == "If a row had a blank DECOM, pandas would give …"
