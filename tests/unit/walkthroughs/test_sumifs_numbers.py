"""Whatever the table, a SUMIFS shows what pandas and DuckDB really return for the code beside it."""

from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.examples import example_weeks
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.sumifs.story import tell_sumifs
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import by_pandas, by_sql, check_standard, has_step, step_called

WORDS = st.one_of(st.none(), st.sampled_from(["U4", "u4", "K2", "O'Hara", 'a "b"', "", "Zoë"]))


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table with a value to ask for, a second column of text, and whole numbers, some blank."""
    places = draw(
        st.lists(WORDS, min_size=1, max_size=25).filter(lambda drawn: any(one is not None for one in drawn))
    )
    size = len(places)
    reasons = draw(st.lists(st.sampled_from(["S", "P", None]), min_size=size, max_size=size))
    weeks = draw(st.lists(st.one_of(st.none(), st.integers(-50, 50)), min_size=size, max_size=size))
    return pd.DataFrame(
        {
            "PLACE": pd.Series(places, dtype="str"),
            "RNE": pd.Series(reasons, dtype="str"),
            "WEEKS": pd.Series(weeks, dtype="float64"),
        }
    )


def told(table: pd.DataFrame, *, add: str | None) -> Scene:
    return tell_sumifs(table, where="PLACE", value=None, add=add, name="table")


def meter(scene: Scene) -> dict[str, Any]:
    return {row.id: row.cells[1] for row in scene.table("meter").rows}


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from([None, "WEEKS"]))
def test_sum_over_all_rows_is_that_of_pandas_and_sql(table: pd.DataFrame, add: str | None) -> None:
    scene = told(table, add=add)
    check_standard(scene)
    taken = step_called(scene, "Your words")
    assert meter(scene)["total"] == to_cell(by_pandas(taken, {"table": table}))
    assert list(by_sql(taken, {"table": table})) == [(meter(scene)["total"],)]
    groups = by_pandas(step_called(scene, "Every group at once"), {"table": table})
    assert meter(scene)["groups"] == to_cell(groups.sum())


@settings(max_examples=40, deadline=None)
@given(tables())
def test_strips_and_groups_on_screen_are_those_of_the_rows_on_screen(table: pd.DataFrame) -> None:
    scene = told(table, add="WEEKS")
    lines = [row.cells[1:] for row in scene.table("frame").rows]
    seen = [column.name for column in scene.table("frame").columns[1:]]
    sample = pd.DataFrame(lines, columns=seen).astype({name: table[name].dtype for name in seen})
    strip = by_pandas(step_called(scene, "One strip"), {"table": sample})
    assert [row.cells[2] for row in scene.table("first").rows] == strip.tolist()
    for name, shown in (("Every group at once", "groups"), ("Blanks", "groups_with_blank")):
        if has_step(scene, name):
            step = step_called(scene, name)
            made = by_pandas(step, {"table": sample})
            cells = [(to_cell(label), to_cell(total)) for label, total in made.items()]
            assert [row.cells for row in scene.table(shown).rows] == cells
            assert set(by_sql(step, {"table": sample})) == set(cells)


def test_traps_are_told_only_where_they_change_a_number() -> None:
    scene = told(example_weeks(), add="WEEKS")
    assert has_step(scene, "Blanks")
    assert "leaves out 22 of 198" in step_called(scene, "Blanks").sentence
    asked = tell_sumifs(example_weeks(), where="PLACE", value="U4", add="WEEKS", name="table")
    assert has_step(asked, "Capitals")
    assert len(asked.steps) == 10
    plain = example_weeks().dropna().replace({"PLACE": {"u4": "U4"}})
    assert [step.name for step in told(plain, add="WEEKS").steps][-2:] == [
        "Every group at once",
        "Your words",
    ]


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"where": "GHOST"}, "There is no column 'GHOST'"),
    "a value no row has": ({"value": "X9"}, "No row has PLACE 'X9'"),
    "words to add up": ({"add": "RNE"}, "a sum needs numbers"),
    "the same column twice": ({"add": "PLACE"}, "Both the test and the sum are of 'PLACE'"),
    "no rows": ({"frame": example_weeks().head(0)}, "This table has no rows"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_added_up_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.sumifs(**{"frame": example_weeks(), **asked})
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
