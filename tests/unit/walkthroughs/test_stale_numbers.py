"""Whatever the table, "Stale or fresh?" shows what its cells really hold, run in the order it tells."""

from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.examples import example_episodes, typed_in_episodes
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.stale.story import tell_stale
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import check_standard, printed_by, sql_lines, step_called

WORDS = st.one_of(st.none(), st.sampled_from(["U4", "u4", "K2", "O'Hara", 'a "b"', "", "*", "Zoë"]))
COLUMNS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=20),
    st.lists(st.integers(-3, 3), min_size=1, max_size=20),
    st.lists(st.booleans(), min_size=1, max_size=20),
)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table with at least one value to choose."""
    values: list[Any] = draw(COLUMNS.filter(lambda drawn: any(one is not None for one in drawn)))
    text = any(isinstance(value, str) for value in values)
    return pd.DataFrame({"PLACE": pd.Series(values, dtype="str") if text else pd.Series(values)})


def told(table: pd.DataFrame) -> Scene:
    return tell_stale(table, column="PLACE", name="table")


def results(scene: Scene, name: str) -> list[Any]:
    return [row.cells[1] for row in scene.table(name).rows]


def printed_at(scene: Scene, step: str, names: dict[str, Any]) -> str:
    """Run the pandas of a step; return what it prints."""
    return printed_by(step_called(scene, step).python.codes[0].text, names)


def held(names: dict[str, Any]) -> list[str]:
    return [str(names[name]) for name in ("chosen", "number", "others")]


@settings(max_examples=40, deadline=None)
@given(tables())
def test_results_are_what_python_holds_after_the_runs_that_are_told(table: pd.DataFrame) -> None:
    scene = told(table)
    names: dict[str, Any] = {"table": table}
    line = printed_at(scene, "The question", names)
    assert results(scene, "ran_once") == [*held(names), line]
    assert printed_at(scene, "Change one cell", names) == ""
    assert results(scene, "first_changed") == [*held(names), line]
    asked = step_called(scene, "Run the last cell").prediction
    assert asked
    half = printed_at(scene, "Run the last cell", names)
    assert half in [choice.label for choice in asked.choices if choice.value == asked.answer]
    assert half in step_called(scene, "Restart and run all").sentence
    line = printed_at(scene, "Restart and run all", names)
    assert results(scene, "ran_again") == [*held(names), line]
    counted = [row.cells[1] for row in scene.table("meter").rows]
    assert counted == [names["number"], names["others"]]


@settings(max_examples=25, deadline=None)
@given(tables())
def test_statements_of_sql_are_as_stale_and_as_fresh(table: pd.DataFrame) -> None:
    scene = told(table)
    runs = ("The question", "Change one cell", "Run the last cell")
    texts = [step_called(scene, name).python.codes[1].text for name in runs]
    fresh = step_called(scene, "Restart and run all").python.codes[1].text
    if table["PLACE"].dtype == bool:
        return  # DuckDB writes true where Python writes True
    asked = step_called(scene, "Run the last cell").prediction
    assert asked
    half = next(choice.label for choice in asked.choices if choice.value == asked.answer)
    assert list(sql_lines("\n".join(texts), {"table": table})) == [(half,)]
    assert list(sql_lines(fresh, {"table": table})) == [(results(scene, "ran_again")[3],)]


@settings(max_examples=40, deadline=None)
@given(tables())
def test_every_table_makes_a_whole_scene_of_eight_steps_and_the_readers(table: pd.DataFrame) -> None:
    scene = told(table)
    check_standard(scene)
    assert [bool(step.controls) for step in scene.steps] == [False] * 8 + [True]


def test_values_that_differ_by_capitals_are_not_the_first_choice() -> None:
    scene = told(example_episodes())
    assert [scene.table(name).rows[0].cells[1] for name in ("sheet_before", "sheet_after")] == ["K2", "P1"]


def test_typed_in_episodes_go_from_six_to_two() -> None:
    scene = told(typed_in_episodes())
    assert results(scene, "first_changed") == ["K2", "6", "6", "U4 6 6"]
    assert results(scene, "ran_again") == ["K2", "2", "10", "K2 2 10"]


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"column": "GHOST"}, "There is no column 'GHOST'"),
    "a column of dates": ({"column": "DECOM"}, "needs text or numbers"),
    "no rows": ({"frame": example_episodes().head(0)}, "This table has no rows"),
    "a list": ({"frame": [1, 2]}, "this is a list"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_shown_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.stale(**{"frame": example_episodes(), **asked})
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
