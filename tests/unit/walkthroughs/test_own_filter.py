"""Whatever filter a reader builds, the last step shows what pandas and DuckDB return for its code."""

from collections import Counter
from typing import Any

import duckdb
import pandas as pd
import pytest
from fingerpost.walkthroughs.autofilter.builder import WAYS, kind_of
from fingerpost.walkthroughs.autofilter.story import FilterStory, filter_story
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.scene import Cell, Scene
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import check_standard, sql_lines

TEXT = st.one_of(st.none(), st.sampled_from(["U4", "u4", "K2", "O'Hara", 'a "b"', "naïve"]))
DAYS = st.one_of(st.none(), st.sampled_from(["2024-04-02", "2024-06-01", "2025-03-31"]))
COLUMNS = ["PLACE", "DECOM", "DAYS", "SHARE", "OPEN", "BOTH"]


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return one to nine rows of text, days, whole numbers, halves, truths, and all sorts in one."""
    sorts = st.one_of(st.none(), st.integers(0, 3), st.sampled_from("ab"))
    halves = st.one_of(st.none(), st.sampled_from([0.5, 1.0, 2.5]))
    rows = st.tuples(TEXT, DAYS, st.integers(-3, 3), halves, st.booleans(), sorts)
    drawn = draw(st.lists(rows, min_size=1, max_size=9).filter(lambda rows: any(row[0] for row in rows)))
    table = pd.DataFrame(drawn, columns=COLUMNS)
    return table.assign(
        PLACE=table["PLACE"].astype("str"),
        DECOM=pd.to_datetime(table["DECOM"]),
        SHARE=table["SHARE"].astype("float64"),
        BOTH=table["BOTH"].astype("object"),
        N=range(len(table)),
    )


CHOICES = st.fixed_dictionaries(
    {
        "column": st.sampled_from(COLUMNS),
        "way": st.sampled_from(sorted(WAYS)),
        "value": st.sampled_from(["U4", "u", "1", "2.5", "01/06/2024", "2024-06-01", "True", "", "O'Hara"]),
        "join": st.sampled_from(["alone", "and", "or"]),
        "second_column": st.sampled_from(COLUMNS),
        "second_way": st.sampled_from(sorted(WAYS)),
        "second_value": st.sampled_from(["K2", "a", "-1", "31/03/2025", "False", '"']),
    }
)


def story(table: pd.DataFrame) -> FilterStory:
    return filter_story(table, column="PLACE", value=None, name="episodes")


def shown(scene: Scene) -> list[Cell]:
    return [row.cells[0] for row in scene.table("own_kept").rows]


def by_pandas(scene: Scene, episodes: pd.DataFrame) -> pd.DataFrame:
    made: Any = eval(scene.steps[-1].python.codes[0].text, {"episodes": episodes})  # noqa: S307 - the code shown is ours
    assert isinstance(made, pd.DataFrame)
    return made


def by_sql(scene: Scene, episodes: pd.DataFrame) -> Counter[tuple[Cell, ...]]:
    return sql_lines(scene.steps[-1].python.codes[1].text, {"episodes": episodes})


@settings(max_examples=20, deadline=None)
@given(tables(), CHOICES)
def test_the_last_step_shows_what_pandas_and_sql_keep(table: pd.DataFrame, choices: dict[str, str]) -> None:
    scene = story(table).tell(choices)
    check_standard(scene)
    kept = by_pandas(scene, table)
    assert shown(scene) == list(kept.index)
    plain = [name for name in table.columns if name != "BOTH" or kind_of(table[name])]  # as DuckDB reads
    lines = kept[plain].itertuples(index=False, name=None)
    assert by_sql(scene, table[plain]) == Counter(tuple(map(to_cell, line)) for line in lines)
    assert f"of {len(table):,} kept" in scene.steps[-1].sentence
    assert story(table).tell(scene.choices).to_dict() == scene.to_dict()


def last(choices: dict[str, str | int], table: pd.DataFrame | None = None) -> Scene:
    frame = (
        pd.DataFrame({"PLACE": ["U4", "u4", None, "K2"], "DAYS": [3, 7, 7, 9]}) if table is None else table
    )
    return story(frame.astype({"PLACE": "str"})).tell(choices)


def test_a_value_that_does_not_fit_its_column_comes_back_as_the_commonest() -> None:
    assert last({"column": "DAYS", "way": "over", "value": "U4"}).choices["value"] == "7"
    assert last({"value": "no such place"}).choices["value"] == "U4"
    assert last({"column": "DAYS", "way": "begins"}).choices["way"] == "is"


def test_what_autofilter_shows_otherwise_is_counted_and_not_struck_through() -> None:
    step = last({}).steps[-1]
    assert "AutoFilter takes no notice of capitals: it decides differently on one row." in step.notes
    assert [mark.rows for mark in step.excel.shows[0].marks] == [("own-2", "own-3")]
    assert shown(last({})) == [0]


def test_a_column_of_several_sorts_is_no_second_test_though_the_rows_that_passed_hold_text() -> None:
    table = pd.DataFrame({"PLACE": ["U4", "U4", None], "BOTH": pd.Series(["a", "b", 3], dtype="object")})
    assert last({"join": "and"}, table).choices["second_column"] == "PLACE"


def test_or_between_columns_is_said_to_be_beyond_autofilter() -> None:
    said = last({"join": "or", "second_column": "DAYS", "second_way": "from", "second_value": "9"}).steps[-1]
    assert any("Advanced Filter" in note for note in said.notes)
    assert said.sentence.endswith(
        "PLACE equals U4 or DAYS is greater than or equal to 9: two rows of 4 kept."
    )
    assert "AutoFilter can only join columns with AND. For OR, Excel has the Advanced Filter." in said.notes


def counted(scene: Scene) -> str:
    formula = scene.steps[-1].excel.formula
    return formula.text if formula else ""


def test_the_formula_counts_the_rows_seen_of_the_whole_table_not_of_the_few_on_screen() -> None:
    table = pd.DataFrame({"PLACE": ["U4", "K2", None] * 40, "N": range(120)})
    assert counted(last({"value": "U4"}, table)) == "=SUBTOTAL(103,A2:A121)"
    with_blanks = last({"value": "U4", "way": "not"}, table)
    assert with_blanks.steps[-1].sentence.endswith("80 rows of 120 kept.")
    assert counted(with_blanks) == "=SUBTOTAL(103,B2:B121)"  # SUBTOTAL passes over blanks of A


def test_a_second_test_has_fields_once_it_is_joined() -> None:
    assert "second_column" not in last({}).choices
    assert last({"join": "and"}).choices["second_column"] == "DAYS"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (pd.Series(["a", None], dtype="str"), "text"),
        (pd.Series([1.5, None]), "number"),
        (pd.Series([True, False]), "truth"),
        (pd.Series(pd.to_datetime(["2024-04-02"])), "date"),
        (pd.Series([1, "a"], dtype="object"), ""),
        (pd.Series([[1]], dtype="object"), ""),
        (pd.Series([1, None], dtype="Int64"), ""),
    ],
    ids=["text", "numbers", "truths", "days", "several sorts", "lists", "numbers with pandas' own blanks"],
)
def test_only_columns_of_one_sort_are_asked(values: "pd.Series[Any]", kind: str) -> None:
    assert kind_of(values) == kind


def test_eighteen_thousand_rows_are_told_anew_over_all_of_them() -> None:
    table = pd.DataFrame({"PLACE": ["U4", "K2", None] * 6_134, "DAYS": range(18_402)})
    scene = last({"column": "DAYS", "way": "under", "value": "9,000"}, table)
    assert "9,000 rows of 18,402 kept." in scene.steps[-1].sentence
    with duckdb.connect() as connection:
        connection.register("episodes", table)
        assert len(connection.sql(scene.steps[-1].python.codes[1].text).fetchall()) == 9_000
