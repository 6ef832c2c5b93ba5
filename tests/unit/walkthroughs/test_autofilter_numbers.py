"""Whatever the table, a filter shows what pandas and DuckDB really return for the code beside it."""

import re
from collections import Counter
from typing import Any

import duckdb
import jsonschema
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.autofilter.story import tell_autofilter
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.focus import FOCUS_ROWS
from fingerpost.walkthroughs.scene import Cell, Scene, Step
from hypothesis import given, settings
from hypothesis import strategies as st
from scene_schema import SCHEMA
from shown_code import has_step

WORDS = st.one_of(st.none(), st.sampled_from(["U4", "u4", " U4", "K2", "O'Hara", 'a "b"', ""]))
VALUES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=30),
    st.lists(st.integers(-3, 3), min_size=1, max_size=30),
    st.lists(st.booleans(), min_size=1, max_size=30),
)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table with a value to be asked for, blanks, quotes, capitals, and a second column of text."""
    values: list[Any] = draw(VALUES.filter(lambda drawn: any(one is not None for one in drawn)))
    reasons = draw(st.lists(st.sampled_from(["S", "P", None]), min_size=len(values), max_size=len(values)))
    text = any(isinstance(value, str) for value in values)
    place = pd.Series(values, dtype="str") if text else pd.Series(values)
    return pd.DataFrame({"PLACE": place, "RNE": pd.Series(reasons, dtype="str"), "N": range(len(values))})


def told(table: pd.DataFrame) -> Scene:
    return tell_autofilter(table, column="PLACE", value=None, name="table")


def step(scene: Scene, name: str) -> Step:
    return next(step for step in scene.steps if step.name == name)


def by_pandas(shown: Step, table: pd.DataFrame) -> pd.DataFrame:
    made = eval(shown.python.codes[0].text, {"table": table})  # noqa: S307 - the code shown is ours
    assert isinstance(made, pd.DataFrame)
    return made


def by_sql(shown: Step, table: pd.DataFrame) -> Counter[tuple[Cell, ...]]:
    with duckdb.connect() as connection:
        connection.register("table", table)
        lines = connection.sql(shown.python.codes[1].text).fetchall()
    return Counter(tuple(map(to_cell, line)) for line in lines)


def sample_of(table: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """Return the rows on screen, from the table itself by the number each carries."""
    names = [column.name for column in scene.table("frame").columns[1:]]
    at = [row.cells[1 + names.index("N")] for row in scene.table("frame").rows]
    return table.iloc[[int(str(one)) for one in at]][names]


def cells(table: pd.DataFrame) -> list[tuple[Cell, ...]]:
    return [tuple(map(to_cell, line)) for line in table.itertuples(name=None)]


@settings(max_examples=60, deadline=None)
@given(tables())
def test_rows_on_screen_are_those_that_pandas_and_sql_keep(table: pd.DataFrame) -> None:
    scene = told(table)
    sample = sample_of(table, scene)
    shown_in = {"Keep the True rows": "kept", "The others": "others", "Two tests": "both"}
    for name, shown in {**shown_in, "Spelt differently": "otherwise"}.items():
        if not has_step(scene, name):
            continue
        lines = [row.cells for row in scene.table(shown).rows]
        assert lines == cells(by_pandas(step(scene, name), sample))
        assert Counter(line[1:] for line in lines) == by_sql(step(scene, name), sample)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_last_step_counts_all_rows_as_pandas_and_sql_do(table: pd.DataFrame) -> None:
    scene = told(table)
    counted = {row.id: row.cells[1] for row in scene.table("meter").rows}
    for line, name in (("first", "Keep the True rows"), ("others", "The others")):
        shown = step(scene, name)
        assert counted[line] == len(by_pandas(shown, table)) == by_sql(shown, table).total()
    assert has_step(scene, "Spelt differently") == bool(counted["otherwise"])
    if counted["otherwise"]:
        found = by_pandas(step(scene, "Spelt differently"), table)
        assert len(found) == int(str(counted["first"])) + int(str(counted["otherwise"]))
    taken = step(scene, "Your words")
    assert taken.excel.formula is not None
    assert re.fullmatch(rf"=SUBTOTAL\(103,(.)2:(?:\1){len(table) + 1}\)", taken.excel.formula.text)
    kept = counted.get("both", counted["first"])
    assert kept == len(by_pandas(taken, table)) == by_sql(taken, table).total()


@settings(max_examples=60, deadline=None)
@given(tables())
def test_answers_are_what_the_test_says_and_the_scene_is_whole(table: pd.DataFrame) -> None:
    scene = told(table)
    jsonschema.validate(scene.to_dict(), SCHEMA)
    assert 7 <= len(scene.steps) <= 10
    assert len(scene.table("frame").rows) <= FOCUS_ROWS
    code = step(scene, "The test").python.codes[0].text
    answers = eval(code, {"table": sample_of(table, scene)})  # noqa: S307 - the code shown is ours
    assert [row.cells[2] for row in scene.table("answers").rows] == answers.tolist()


def test_without_brackets_pandas_does_stop(episodes: pd.DataFrame) -> None:
    with pytest.raises(TypeError):
        episodes["PLACE"] == "U4" & episodes["PLACE"] == "K2"  # type: ignore[operator]  # noqa: B015 - the fault is the point


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"column": "GHOST"}, "There is no column 'GHOST'"),
    "a value no row has": ({"value": "X9"}, "No row has PLACE 'X9'; its values are U4, K2"),
    "a column of dates": ({"column": "DECOM"}, "a filter on one value needs text or numbers"),
    "a column of blanks": ({"column": "EMPTY"}, "Column 'EMPTY' is blank in every row"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_filter_that_cannot_be_shown_gives_one_sentence(case: str, episodes: pd.DataFrame) -> None:
    asked, wanted = BAD[case]
    shown = walk.autofilter(episodes.assign(EMPTY=pd.Series([None] * 12, dtype="str")), **asked)
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence


def test_rows_keep_the_index_that_the_learners_own_table_has() -> None:
    places = pd.DataFrame({"PLACE": ["K2", None, "K2", "U4"] * 6, "N": range(24)}, index=range(10, 34))
    kept = places[places["N"] % 2 == 1]
    scene = tell_autofilter(kept, column="PLACE", value="U4", name="table")
    sizes = {name: len(scene.table(name).rows) for name in ("frame", "answers", "kept", "others", "own_kept")}
    assert min(sizes.values()) > 0
    for name in sizes:
        shown = [row.cells[0] for row in scene.table(name).rows]
        assert set(shown) <= set(kept.index), name
    made = by_pandas(step(scene, "Keep the True rows"), kept)
    assert [row.cells[0] for row in scene.table("kept").rows] == list(made.index)
    asked = step(scene, "The test").prediction
    assert asked is not None
    right = next(choice.label for choice in asked.choices if choice.value == asked.answer)
    assert right == f"Rows {', '.join(map(str, made.index[:-1]))} and {made.index[-1]}"


def test_where_the_index_holds_words_a_row_is_called_by_its_place() -> None:
    named = pd.DataFrame({"PLACE": ["U4", "K2", "U4"]}, index=["a", "b", "c"])
    scene = tell_autofilter(named, column="PLACE", value="U4", name="named")
    assert [row.cells[0] for row in scene.table("kept").rows] == [0, 2]
