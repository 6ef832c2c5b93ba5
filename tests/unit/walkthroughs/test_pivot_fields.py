"""Whatever fields a reader chooses, the last step shows what pandas and DuckDB return for its code."""

from typing import Any

import duckdb
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.pivot.story import PivotStory, pivot_story
from fingerpost.walkthroughs.plain_text import plain_text
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell, Scene, Table
from fingerpost.walkthroughs.storyboard import storyboard
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.one_of(st.none(), st.sampled_from(["U4", "u4", "K2", "", "naïve"]))
WAYS = ["count", "distinct", "sum", "average", "smallest", "largest"]


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table of one to nine rows: two columns of text with blanks, one of whole numbers."""
    rows = st.tuples(TEXT, st.one_of(st.none(), st.sampled_from("MF")), st.integers(-5, 99))
    drawn = draw(st.lists(rows, min_size=1, max_size=9))
    table = pd.DataFrame(drawn, columns=["PLACE", "SEX", "DAYS"])
    return table.astype({"PLACE": "str", "SEX": "str"})


def story(table: pd.DataFrame) -> PivotStory:
    return pivot_story(table, rows="PLACE", count="DAYS", name="episodes")


def lines(table: Table) -> list[tuple[Cell, ...]]:
    return [row.cells for row in table.rows]


def code_of(scene: Scene, language: str) -> str:
    return next(code.text for code in scene.steps[-1].python.codes if code.language == language)


def as_drawn(made: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return shares to one decimal place, as they are drawn."""
    return [(label, *(to_cell(cell and round(float(cell), 1)) for cell in shares)) for label, *shares in made]


def by_pandas(scene: Scene, episodes: pd.DataFrame, name: str = "episodes") -> list[tuple[Cell, ...]]:
    *before, last = code_of(scene, "pandas").splitlines()
    names: dict[str, Any] = {name: episodes}
    exec("\n".join(before), names)  # noqa: S102 - the code shown is ours
    made: Any = eval(last, names)  # noqa: S307 - as above
    made = made.to_frame() if isinstance(made, pd.Series) else made
    return [tuple(to_cell(cell) for cell in line) for line in made.itertuples(name=None)]


def by_sql(scene: Scene, episodes: pd.DataFrame, name: str = "episodes") -> list[tuple[Cell, ...]]:
    with duckdb.connect() as connection:
        connection.register(name, episodes)
        made = connection.sql(code_of(scene, "sql"))
        heads = [column.name for column in scene.table("own_result").columns[1:]]
        found = made.fetchall()
        order = _order(made.columns, heads)
    return [tuple(to_cell(line[at]) for at in order) for line in found]


def _order(sql: list[str], shown: list[str]) -> list[int]:
    """Return SQL's columns in pandas' order: a blank's column has a name there, and another place."""
    if len(sql) == 2:
        return [0, 1]
    return [0, *(sql.index("(blank)" if head == "NaN" else head) for head in shown)]


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(["", "SEX"]), st.sampled_from(WAYS))
def test_the_last_step_shows_what_pandas_and_sql_return(table: pd.DataFrame, columns: str, how: str) -> None:
    scene = story(table).tell({"columns": columns, "how": how})
    shown = lines(scene.table("own_result"))
    assert shown == by_pandas(scene, table)
    assert shown == by_sql(scene, table)


@settings(max_examples=60, deadline=None)
@given(
    tables(), st.sampled_from(["", "SEX"]), st.sampled_from(["count", "distinct"]), st.sampled_from([-9, 40])
)
def test_shares_are_what_pandas_and_sql_return(
    table: pd.DataFrame, columns: str, how: str, blank_up_to: int
) -> None:
    table = table.assign(DAYS=table["DAYS"].where(table["DAYS"] > blank_up_to))
    scene = story(table).tell({"columns": columns, "how": how, "shown": "share"})
    shown = lines(scene.table("own_result"))
    assert shown == as_drawn(by_pandas(scene, table))
    assert shown == as_drawn(by_sql(scene, table))


def test_shares_are_right_whatever_the_table_and_its_columns_are_called() -> None:
    table = pd.DataFrame({"PLACE": ["U4", "U4", "K2"], "SEX": ["M", "whole", None], "DAYS": [1, 2, 3]})
    for name in ("piles", "whole", "order"):
        told = pivot_story(table.assign(Whole=1), rows="PLACE", count="DAYS", name=name)
        for columns in ("", "SEX"):
            scene = told.tell({"columns": columns, "shown": "share"})
            assert lines(scene.table("own_result")) == as_drawn(by_pandas(scene, table, name))
            assert lines(scene.table("own_result")) == as_drawn(by_sql(scene, table.assign(Whole=1), name))


@settings(max_examples=25, deadline=None)
@given(tables(), st.sampled_from(WAYS))
def test_totals_are_those_of_all_rows_and_both_texts_are_told(table: pd.DataFrame, how: str) -> None:
    scene = story(table).tell({"columns": "SEX", "how": how, "counted": "DAYS"})
    pandas_way = {"distinct": "nunique", "average": "mean", "smallest": "min", "largest": "max"}
    last = lines(scene.table("own_pivot"))[-1]
    assert last[0] == "Grand Total"
    assert last[-1] == to_cell(table["DAYS"].agg(pandas_way.get(how, how)))
    assert "Change the fields" in plain_text(scene)
    assert "You can change Rows: PLACE" in storyboard(scene)


def test_each_control_stands_at_what_was_chosen(episodes: pd.DataFrame) -> None:
    told = story(episodes.assign(DAYS=range(12)))
    assert told.tell({}).choices == {
        "rows": "PLACE",
        "columns": "",
        "counted": "DAYS",
        "how": "count",
        "shown": "numbers",
    }
    chosen = told.tell({"rows": "DAYS", "columns": "PLACE", "counted": "CHILD", "how": "distinct"}).choices
    assert chosen == {
        "rows": "DAYS",
        "columns": "PLACE",
        "counted": "CHILD",
        "how": "distinct",
        "shown": "numbers",
    }


def test_only_numbers_are_added_up_and_what_is_no_field_is_left_alone(episodes: pd.DataFrame) -> None:
    told = story(episodes.assign(DAYS=range(12)))
    assert told.tell({"how": "sum"}).choices["how"] == "sum"
    assert told.tell({"how": "sum", "counted": "PLACE"}).choices["how"] == "count"
    assert told.tell({"rows": "__class__", "how": "drop table"}).choices == told.tell({}).choices


def test_fields_that_cannot_be_shown_say_why_in_one_sentence(episodes: pd.DataFrame) -> None:
    told = story(episodes.assign(DAYS=range(12)))
    with pytest.raises(CannotShowError, match="Rows and Columns are both 'PLACE'"):
        told.tell({"columns": "PLACE"})
    wide = pd.DataFrame({"PLACE": ["U4"] * 60, "DAYS": range(60)})
    with pytest.raises(CannotShowError, match="'DAYS' has 60 different values, and each would be a column"):
        story(wide).tell({"columns": "DAYS"})


def test_of_many_lines_and_columns_those_with_the_most_rows_are_shown_in_their_order() -> None:
    many = [3 if at >= 12 else 2 if at in {3, 5} else 1 for at in range(20)]
    places = [f"P{at:02}" for at in range(20) for _ in range(many[at])]
    months = [f"M{at}" for at in range(1, 9)] + [f"M{5 + at % 4}" for at in range(len(places) - 8)]
    scene = story(pd.DataFrame({"PLACE": places, "DAYS": 1, "MONTH": months})).tell({"columns": "MONTH"})
    largest = ["P03", "P05", *(f"P{at}" for at in range(12, 20)), "… 10 more"]
    for name, total in (("own_pivot", ["Grand Total"]), ("own_result", [])):
        drawn = scene.table(name)
        assert [row.cells[0] for row in drawn.rows] == [*largest, *total]
        assert [column.name for column in drawn.columns[1:]] == ["M5", "M6", "M7", "M8", "… 4 more", *total]
    step = scene.steps[-1]
    assert step.excel.formula
    assert step.excel.formula.text == str(scene.table("own_pivot").rows[0].cells[1])
    assert step.notes[:2] == (
        "Of 8 columns you see the 4 with the most rows.",
        "Of 20 lines you see the 10 with the most rows.",
    )


def test_of_many_lines_and_columns_the_first_are_shown_with_the_blank_and_the_totals() -> None:
    codes = [f"P{at:02}" for at in range(20)]
    table = pd.DataFrame({"PLACE": [*codes, None], "DAYS": range(21), "MONTH": [*range(20), 0]})
    scene = story(table).tell({"columns": "MONTH"})
    labels = [row.cells[0] for row in scene.table("own_pivot").rows]
    assert labels == [*codes[:9], "… 11 more", "(blank)", "Grand Total"]
    assert len(scene.table("own_pivot").columns) == 7
    assert scene.table("own_result").rows[-1].cells[0] is None
    [left_out] = [row for row in scene.table("own_result").rows if str(row.cells[0]).startswith("…")]
    assert set(left_out.cells[1:]) == {"…"}  # not shown, which is no NaN
    beside = [row.cells[0] for row in scene.table("own_result").rows]
    assert beside == [*codes[:9], "… 11 more", None], "both sides leave the same lines out"
    heads = [
        [column.name for column in scene.table(name).columns[1:]] for name in ("own_pivot", "own_result")
    ]
    assert heads[0][:-1] == heads[1]


def test_python_answers_a_change_with_a_new_scene_and_trouble_with_a_sentence(episodes: pd.DataFrame) -> None:
    shown = walk.pivot(episodes, live=True)
    assert isinstance(shown, Walkthrough)
    widget = shown.widget
    assert widget.hears
    widget.choices = {"how": "distinct"}
    assert (widget.told, widget.trouble) == (1, "")
    assert widget.scene == shown.scene.to_dict()
    assert shown.choices["how"] == "distinct"
    widget.choices = {"columns": "PLACE"}
    assert widget.told == 2
    assert widget.trouble.startswith("Rows and Columns are both 'PLACE'")
    assert shown.choices["how"] == "distinct"


def test_the_belief_behind_an_answer_is_that_of_the_scene_it_was_given_in(episodes: pd.DataFrame) -> None:
    shown = walk.pivot(episodes, live=True)
    assert isinstance(shown, Walkthrough)
    shown.widget.answers = {"total": 12}
    shown.widget.choices = {"how": "distinct"}
    shown.widget.answers = {"total": 12, "adds_up": "fewer"}
    assert shown.misconceptions == {
        "total": "groupby keeps blanks",
        "adds_up": "a distinct count loses some",
    }
