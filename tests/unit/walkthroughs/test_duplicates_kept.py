"""Whatever the table, the rows kept are those that pandas and DuckDB keep with the code beside them."""

from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.duplicates.story import tell_duplicates
from fingerpost.walkthroughs.examples import example_episodes
from fingerpost.walkthroughs.scene import Scene
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import by_pandas, by_sql, check_standard, has_step, lines_of, run_pandas, step_called

IDS = st.one_of(st.none(), st.sampled_from(["1", "2", "0012", "a1", "A1", "Zoë"]))
DAYS = st.one_of(st.none(), st.integers(1, 6))


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return ids that come again, some blank, with days that are shared, blank, or written as text."""
    pairs = draw(
        st.lists(st.tuples(IDS, DAYS), min_size=1, max_size=20).filter(
            lambda drawn: any(one for one, _ in drawn) and any(day for _, day in drawn)
        )
    )
    days: pd.Series[Any] = pd.to_datetime(
        pd.Series([None if day is None else f"2024-05-{day:02}" for _, day in pairs], dtype="str")
    )
    if draw(st.booleans()):
        days = days.dt.strftime("%d/%m/%Y").astype("str").where(days.notna())
    ids = pd.Series([one for one, _ in pairs], dtype="str")
    return pd.DataFrame({"CHILD": ids, "DECOM": days, "N": range(len(pairs))})


def told(table: pd.DataFrame) -> Scene:
    return tell_duplicates(table, column="CHILD", day="DECOM", name="table")


def meter(scene: Scene) -> dict[str, Any]:
    return {row.id: row.cells[1] for row in scene.table("meter").rows}


@settings(max_examples=20, deadline=None)
@given(tables())
def test_rows_on_screen_are_those_that_pandas_and_sql_keep(table: pd.DataFrame) -> None:
    scene = told(table)
    check_standard(scene)
    numbers = [int(str(row.cells[3])) for row in scene.table("frame").rows]
    sample = table.iloc[numbers].reset_index(drop=True)
    first = by_pandas(step_called(scene, "The first"), {"table": sample})
    assert [row.cells[3] for row in scene.table("first").rows] == first["N"].tolist()
    assert by_sql(step_called(scene, "The first"), {"table": sample}) == lines_of(first)
    step = step_called(scene, "The latest")
    latest = run_pandas(step, {"table": sample})["latest"]
    assert [row.cells for row in scene.table("latest").rows] == [
        tuple(map(to_cell, line)) for line in latest.itertuples(name=None)
    ]
    kept = {line[-1] for line in by_sql(step, {"table": sample})}
    assert kept == set(latest["N"])


@settings(max_examples=20, deadline=None)
@given(tables())
def test_last_numbers_are_those_of_all_rows(table: pd.DataFrame) -> None:
    scene = told(table)
    counted = meter(scene)
    ids = next(step for step in scene.steps if step.name.startswith("Rows or"))
    assert counted["different"] == by_pandas(ids, {"table": table}) == counted["latest"]
    assert list(by_sql(ids, {"table": table})) == [(counted["different"],)]
    latest = run_pandas(step_called(scene, "Your words"), {"table": table})["latest"]
    first = table.dropna(subset=["CHILD"]).drop_duplicates("CHILD")
    assert counted["other"] == len(set(first["N"]) - set(latest["N"]))
    assert has_step(scene, "Blank ids") == bool(table["CHILD"].isna().any())


def test_example_keeps_the_latest_episode_of_each_child() -> None:
    scene = told(example_episodes().assign(N=range(12)))
    assert meter(scene) == {"rows": 12, "different": 8, "blank": 1, "latest": 8, "other": 2, "ties": 0}


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"column": "GHOST"}, "There is no column 'GHOST'"),
    "a day of words": ({"day": "PLACE"}, "The latest row is told by a column of dates, and 'PLACE' is none"),
    "no day at all": ({"frame": pd.DataFrame({"CHILD": ["1"]})}, "told by a column of dates"),
    "lists for ids": (
        {"frame": pd.DataFrame({"CHILD": [[1], [2]], "DECOM": pd.to_datetime(["2024-01-01"] * 2)})},
        "holds values that cannot be compared",
    ),
    "only blanks": ({"frame": example_episodes().assign(CHILD=None)}, "is blank in every row"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_counted_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.duplicates(**{"frame": example_episodes(), **asked})
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
