"""Whatever the column, the blanks shown are those that pandas and DuckDB count with the code beside them."""

from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.blanks.story import tell_blanks
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.examples import example_episodes, places_with_blanks
from fingerpost.walkthroughs.scene import Scene
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import by_pandas, by_sql, check_standard, has_step, run_pandas, step_called

TEXT = st.one_of(st.none(), st.sampled_from(["U4", "", " ", "   ", "N/A", " - ", "0", "O'Hara", "Zoë", "?"]))


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table with a column of text or of whole numbers, blank in every way it can be."""
    text = draw(st.booleans())
    if text:
        values = pd.Series(draw(st.lists(TEXT, min_size=1, max_size=25)), dtype="str")
    else:
        numbers = st.one_of(st.none(), st.integers(-4, 4))
        values = pd.Series(draw(st.lists(numbers, min_size=1, max_size=25)), dtype="float64")
    return pd.DataFrame({"N": range(len(values)), "PLACE": values})


def told(table: pd.DataFrame) -> Scene:
    return tell_blanks(table, column="PLACE", name="table")


def meter(scene: Scene) -> dict[str, Any]:
    return {row.id: row.cells[1] for row in scene.table("meter").rows}


def number(scene: Scene, name: str, table: pd.DataFrame) -> int:
    """Return what both codes of a step count over all rows: the same number."""
    step = step_called(scene, name)
    counted = int(by_pandas(step, {"table": table}))
    assert list(by_sql(step, {"table": table})) == [(counted,)]
    return counted


@settings(max_examples=60, deadline=None)
@given(tables())
def test_each_kind_is_counted_as_pandas_and_sql_count_it(table: pd.DataFrame) -> None:
    scene = told(table)
    check_standard(scene)
    counted = meter(scene)
    assert counted["empty"] == number(scene, "Missing", table)
    assert number(scene, "Nothing equals a blank", table) == 0
    if has_step(scene, "Looks empty"):
        assert counted["nothing"] + counted["spaces"] == number(scene, "Looks empty", table) > 0
    if has_step(scene, "Words for nothing"):
        assert counted["word"] == number(scene, "Words for nothing", table) > 0


@settings(max_examples=60, deadline=None)
@given(tables())
def test_line_to_keep_gives_the_last_numbers(table: pd.DataFrame) -> None:
    scene = told(table)
    taken, counted = step_called(scene, "Your words"), meter(scene)
    if "mean" in counted:
        mean = by_pandas(taken, {"table": table})
        assert counted["mean"] == pytest.approx(0 if pd.isna(mean) else mean)
        (line,) = by_sql(taken, {"table": table})
        assert counted["mean"] == pytest.approx(float(str(line[0] or 0)))
        return
    missing = int(run_pandas(taken, {"table": table})["missing"])
    assert missing == sum(counted[kind] for kind in ("empty", "nothing", "spaces", "word"))
    assert list(by_sql(taken, {"table": table})) == [(missing,)]


def test_example_is_blank_in_four_ways_and_says_so() -> None:
    scene = told(places_with_blanks())
    assert meter(scene) == {"empty": 2, "nothing": 1, "spaces": 1, "word": 2, "zero": 1}
    assert "COUNTBLANK gives 3" in step_called(scene, "Excel's habit").sentence
    assert len(scene.steps) == 8


def test_blanks_made_zero_say_how_far_the_mean_falls() -> None:
    scene = told(pd.DataFrame({"N": [1, 2], "PLACE": [10.0, None]}))
    assert "from 10.0 to 5.0" in step_called(scene, "Blanks made 0").sentence


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"column": "GHOST"}, "There is no column 'GHOST'"),
    "a column of dates": ({"column": "DECOM"}, "blanks are told of text and of numbers"),
    "numbers beside text": (
        {"frame": example_episodes().assign(PLACE=pd.Series(["U4", 7] * 6, dtype="object"))},
        "holds values of several kinds (int, str); blanks are told of text and of numbers. Turn it into text",
    ),
    "no rows": ({"frame": example_episodes().head(0)}, "This table has no rows"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_column_that_cannot_be_told_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.blanks(**{"frame": example_episodes(), **asked})
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
