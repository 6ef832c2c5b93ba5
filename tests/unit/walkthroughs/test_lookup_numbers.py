"""Whatever the two tables, a lookup shows what pandas and DuckDB really return for the code beside it."""

from collections import Counter
from typing import Any

import duckdb
import jsonschema
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.lookup.own_join import KINDS, SEVERAL
from fingerpost.walkthroughs.lookup.sample import LEFT_ROWS, OTHER_ROWS
from fingerpost.walkthroughs.lookup.story import lookup_story, tell_lookup
from fingerpost.walkthroughs.lookup.told import Names
from fingerpost.walkthroughs.scene import Cell, Scene, Step, Table
from hypothesis import given, settings
from hypothesis import strategies as st
from scene_schema import SCHEMA
from shown_code import check_standard, has_step

NAMES = Names("episodes", "header", "CHILD", "SEX")
KEYS = st.one_of(
    st.lists(
        st.one_of(st.none(), st.sampled_from(["A1", "a1", "A1 ", "B2", "C3", ""])), min_size=1, max_size=14
    ),
    st.lists(st.one_of(st.none(), st.text(max_size=6)), min_size=1, max_size=14),
    st.lists(st.integers(1, 6), min_size=1, max_size=14),
)
Pair = tuple[pd.DataFrame, pd.DataFrame]


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Return two tables with a key of one type: repeated, blank, differing by capitals, never met."""
    mine: list[Any] = draw(KEYS)
    theirs: list[Any] = draw(KEYS)
    numbers = [isinstance(next((k for k in keys if k is not None), ""), int) for keys in (mine, theirs)]
    if numbers[0] != numbers[1]:
        theirs = list(mine)
    sex = draw(st.lists(st.sampled_from([None, "M", "F"]), min_size=len(theirs), max_size=len(theirs)))
    return (
        pd.DataFrame({"CHILD": _typed(mine), "N": range(len(mine))}),
        pd.DataFrame({"CHILD": _typed(theirs), "SEX": pd.Series(sex, dtype="str")}),
    )


def _typed(keys: list[Any]) -> "pd.Series[Any]":
    whole = all(isinstance(key, int) for key in keys)
    return pd.Series(keys, dtype="int64" if whole else "str")


def told(tables: Pair) -> Scene:
    return tell_lookup(*tables, names=NAMES)


def step(scene: Scene, name: str) -> Step:
    return next(step for step in scene.steps if step.name == name)


def on_screen(scene: Scene) -> Pair:
    """Return the two samples as DataFrames, as the steps show them."""
    return tuple(  # type: ignore[return-value]  # two of them
        pd.DataFrame(
            {
                column.name: _typed([row.cells[at] for row in table.rows])
                if column.name == "CHILD"
                else [row.cells[at] for row in table.rows]
                for at, column in enumerate(table.columns)
                if at
            }
        )
        for table in (scene.table("left_frame"), scene.table("other_frame"))
    )


def by_pandas(shown: Step, tables: Pair) -> Counter[tuple[Cell, ...]]:
    names = {"episodes": tables[0], "header": tables[1]}
    made = eval(shown.python.codes[0].text, names)  # noqa: S307 - the code shown is ours
    return Counter(tuple(map(to_cell, line)) for line in made.itertuples(index=False, name=None))


def by_sql(shown: Step, tables: Pair) -> Counter[tuple[Cell, ...]]:
    with duckdb.connect() as connection:
        connection.register("episodes", tables[0])
        connection.register("header", tables[1])
        lines = connection.sql(shown.python.codes[1].text).fetchall()
    return Counter(tuple(map(to_cell, line)) for line in lines)


def lines_of(table: Table) -> Counter[tuple[Cell, ...]]:
    return Counter(row.cells[1:] for row in table.rows)


def meter(scene: Scene) -> dict[str, tuple[Cell, ...]]:
    return {row.id: row.cells[1:] for row in scene.table("own_meter").rows}


@settings(max_examples=40, deadline=None)
@given(pairs())
def test_merges_on_screen_are_what_pandas_and_sql_return_for_the_rows_on_screen(tables: Pair) -> None:
    scene = told(tables)
    seen = on_screen(scene)
    for name, table in (("The merge", "merged"), ("Only what matches", "inner")):
        assert lines_of(scene.table(table)) == by_pandas(step(scene, name), seen)
        assert lines_of(scene.table(table)) == by_sql(step(scene, name), seen)


@st.composite
def sharing(draw: st.DrawFn) -> Pair:
    """Return two tables that have more than the key in common: what is looked up, another column, or both."""
    left, right = draw(pairs())
    both = draw(st.sampled_from([["SEX"], ["TEAM"], ["SEX", "TEAM"]]))
    values = st.sampled_from([None, "M", "F"])
    for name in both:
        left[name] = pd.Series([draw(values) for _ in range(len(left))], dtype="str")
        if name not in right:
            right[name] = pd.Series([draw(values) for _ in range(len(right))], dtype="str")
    return left, right


def differing(tables: Pair, name: str) -> tuple[int, int]:
    """Return how many rows differ in a column from the first row they meet, and how many meet one."""
    first = tables[1].dropna(subset=["CHILD"]).drop_duplicates("CHILD")
    met = tables[0].merge(first, on="CHILD", how="inner")
    return int((met[f"{name}_x"].fillna("") != met[f"{name}_y"].fillna("")).sum()), len(met)


@settings(max_examples=40, deadline=None)
@given(sharing())
def test_a_name_that_both_tables_have_becomes_what_pandas_and_sql_make_of_it(tables: Pair) -> None:
    scene = told(tables)
    check_standard(scene)
    seen = on_screen(scene)
    name = "SEX" if "SEX" in tables[0] else "TEAM"
    if name == "TEAM" and not has_step(scene, "Only what you ask for"):
        assert 'header[["CHILD", "SEX"]] brings what you ask for; its TEAM stays behind.' in " ".join(
            step(scene, "The merge").notes
        )
        return
    shown = step(scene, "One name twice" if name == "SEX" else "Only what you ask for")
    named = scene.table("merged")
    assert lines_of(named) == by_pandas(shown, seen) == by_sql(shown, seen)
    assert [column.name for column in named.columns][1:] == columns_by_pandas(shown, seen)
    compared = "differ in {:,} of {:,} that met" if differing(tables, name)[0] else "agree in"
    if differing(tables, name)[1]:
        assert compared.format(*differing(tables, name)) in shown.sentence
    if name == "SEX":
        plain = step(scene, "The merge")
        assert lines_of(scene.table("merged_whole")) == by_pandas(plain, seen) == by_sql(plain, seen)
        assert [column.name for column in scene.table("merged_whole").columns][1:] == columns_by_pandas(
            plain, seen
        )


def columns_by_pandas(shown: Step, tables: Pair) -> list[str]:
    names = {"episodes": tables[0], "header": tables[1]}
    return list(eval(shown.python.codes[0].text, names).columns)  # noqa: S307 - the code shown is ours


def of_one_name(**more: Any) -> Pair:
    """Return four episodes and three children, SEX in both: one meets two, two differ, one meets none."""
    left = pd.DataFrame({"CHILD": ["1", "2", "3", "4"], "SEX": ["F", "F", "M", "M"], **more})
    return left, pd.DataFrame({"CHILD": ["1", "2", "2", "3"], "SEX": ["F", "M", "F", None]})


def test_all_of_the_other_table_brings_every_shared_column_and_asking_brings_one() -> None:
    left, right = of_one_name()
    scene = told((left.rename(columns={"SEX": "TEAM"}), right.assign(TEAM=["F", "F", "M", "M"])))
    whole = left.rename(columns={"SEX": "TEAM"}).merge(
        right.assign(TEAM=["F", "F", "M", "M"]), on="CHILD", how="left"
    )
    assert [column.name for column in scene.table("merged_whole").columns][1:] == list(whole.columns)
    assert lines_of(scene.table("merged_whole")) == Counter(
        tuple(map(to_cell, line)) for line in whole.itertuples(index=False, name=None)
    )


def test_rows_whose_two_values_differ_are_marked_and_counted_over_all_rows() -> None:
    scene = told(of_one_name())
    shown = step(scene, "One name twice")
    assert "Over all rows they differ in 2 of 3 that met one." in shown.sentence
    marks = {mark.rows for one in shown.python.shows for mark in one.marks}
    assert marks == {("left-1", "left-2")}


def test_sql_takes_the_first_of_two_columns_of_one_name_without_a_word_and_pandas_one_of_each() -> None:
    left, right = of_one_name()
    sql = step(told((left, right)), "The merge").python.codes[1].text
    with duckdb.connect() as connection:
        connection.register("episodes", left)
        connection.register("header", right)
        assert connection.sql(sql).columns == ["CHILD", "SEX", "SEX"]
        around = connection.sql(f"SELECT DISTINCT CHILD, SEX FROM ({sql}) ORDER BY CHILD").fetchall()
    assert around == list(left.itertuples(index=False, name=None))


def test_a_name_that_a_merge_before_has_taken_is_said_to_stop_pandas_and_is_not_asked_for() -> None:
    tables = of_one_name(SEX_x="F", SEX_header="F")
    with pytest.raises(pd.errors.MergeError, match="'SEX_x'"):
        tables[0].merge(tables[1], on="CHILD", how="left")
    scene = told(tables)
    check_standard(scene)
    shown = step(scene, "One name twice")
    assert (
        "merge would call them SEX_x and SEX_y, and SEX_x is there already: pandas stops." in shown.sentence
    )
    for name in ("Rows meet", "The merge", "One name twice", "No match"):
        assert "SEX_header_2" in columns_by_pandas(step(scene, name), tables)
    assert "SEX_header_2" in columns_by_pandas(lookup_story(*tables, names=NAMES).tell({}).steps[-1], tables)


@st.composite
def labs(draw: st.DrawFn) -> tuple[Pair, dict[str, str]]:
    """Return two tables of two keys each, and a join of them: one key or both, of one name or of two."""
    mine, theirs = draw(pairs())
    team = st.sampled_from([None, "A", "a", "B"])
    more = [pd.Series([draw(team) for _ in range(len(table))], dtype="str") for table in (mine, theirs)]
    tables = (mine.assign(TEAM=more[0]), theirs.assign(CODE=more[1], AGE=range(len(theirs)), N=7))
    join = {
        "my_key": draw(st.sampled_from(["CHILD", "TEAM", "N"])),
        "their_key": draw(st.sampled_from(["CHILD", "CODE"])),
        "my_second": draw(st.sampled_from(["", "TEAM", "N"])),
        "their_second": draw(st.sampled_from(["CODE", "CHILD", "AGE"])),
        "kind": draw(st.sampled_from(list(KINDS))),
        "take": draw(st.sampled_from(["SEX", "AGE", "N"])),
        "other_take": draw(st.sampled_from(["", "SEX", "AGE", "N"])),
        "several": draw(st.sampled_from(list(SEVERAL))),
    }
    return tables, join


def lab_on_screen(scene: Scene, tables: Pair) -> Pair:
    """Return the rows on screen as they stand in the whole tables: their ids say where."""
    shown = scene.table("own_sheet"), scene.table("own_other")
    names = [
        [column.name for column in shown[0].columns if column.name in tables[0]],
        [column.name for column in shown[1].columns],
    ]
    at = [[int(row.id.rpartition("-")[2]) for row in table.rows] for table in shown]
    return tables[0].iloc[at[0]][names[0]], tables[1].iloc[at[1]][names[1]]


@settings(max_examples=40, deadline=None)
@given(labs())
def test_whatever_join_is_chosen_the_last_step_shows_what_pandas_and_sql_return(
    lab: tuple[Pair, dict[str, str]],
) -> None:
    tables, join = lab
    scene = lookup_story(*tables, names=NAMES).tell(join)
    shown = scene.steps[-1]
    check_standard(scene)
    if "pandas refuses" in shown.sentence or "stops the run" in shown.sentence:
        with pytest.raises(ValueError, match=r"Merge keys are not unique|You are trying to merge on"):
            by_pandas(shown, tables)
        return
    seen = lab_on_screen(scene, tables)
    result = lines_of(scene.table("own_result"))
    assert result == by_pandas(shown, seen)
    assert result == by_sql(shown, seen)
    assert meter(scene)["after"] == (by_pandas(shown, tables).total(), by_sql(shown, tables).total())
    told_anew = lookup_story(*tables, names=NAMES).tell(scene.choices)
    assert told_anew.to_dict() == scene.to_dict()


@settings(max_examples=40, deadline=None)
@given(pairs())
def test_seat_belt_stops_just_where_pandas_does(tables: Pair) -> None:
    scene = told(tables)
    shown = step(scene, "The seat belt")
    if "the merge goes through" in shown.sentence:
        assert by_pandas(shown, on_screen(scene)).total() >= 1
        return
    assert "pandas stops" in shown.sentence
    with pytest.raises(pd.errors.MergeError, match="Merge keys are not unique in right dataset"):
        by_pandas(shown, on_screen(scene))


@settings(max_examples=40, deadline=None)
@given(pairs())
def test_scene_is_small_whole_and_within_ten_steps(tables: Pair) -> None:
    scene = told(tables)
    jsonschema.validate(scene.to_dict(), SCHEMA)
    seen, other = on_screen(scene)
    alone = not seen["CHILD"].isin(other["CHILD"].dropna()).all()
    traps = sum(has_step(scene, name) for name in ("Capitals", "Blank keys"))
    assert has_step(scene, "No match") == alone
    assert len(scene.steps) == 7 + alone + traps <= 10
    assert len(scene.table("left_frame").rows) <= LEFT_ROWS
    assert len(scene.table("other_frame").rows) <= OTHER_ROWS
    for shown in scene.steps:
        if shown.prediction:
            right = [c for c in shown.prediction.choices if c.value == shown.prediction.answer]
            assert len(right) == 1
            assert not right[0].misconception


def told_at(scene: Scene) -> list[str]:
    return [" ".join((shown.sentence, *shown.notes)) for shown in scene.steps]


def test_where_every_row_matches_no_step_is_about_rows_without_a_match() -> None:
    scene = told(frames(CHILD=["1", "2", "3"], SEX=["F", "M", "F"]))
    check_standard(scene)
    assert [shown.name for shown in scene.steps] == [
        "The question",
        "Excel's habit",
        "Rows meet",
        "The merge",
        "The seat belt",
        "Only what matches",
        "Your join",
    ]
    assert [said for said in told_at(scene) if "met one" in said or "met nothing" in said] == [
        'how="inner" keeps only the pairs: two rows. No row is lost here, as every row met one.'
    ]
    asked = [shown.name for shown in scene.steps if shown.prediction]
    assert asked == ["Rows meet", "The seat belt"]


def test_where_every_row_matches_to_foretell_a_loss_is_a_choice_with_its_reason() -> None:
    asked = step(told(frames()), "The seat belt").prediction
    assert asked
    assert [(choice.value, choice.reason) for choice in asked.choices] == [
        (
            1,
            (
                "It loses only rows that meet nothing. 2: every row met one, so an inner merge keeps what a "
                "left merge keeps."
            ),
        ),
        (2, "Yes: every row met one, so an inner merge keeps what a left merge keeps."),
    ]


@settings(max_examples=40, deadline=None)
@given(pairs())
def test_rows_without_a_match_are_marked_as_merge_and_sql_mark_them(tables: Pair) -> None:
    scene = told(tables)
    if has_step(scene, "No match"):
        shown, seen = step(scene, "No match"), on_screen(scene)
        marked = lines_of(scene.table("marked"))
        assert marked == by_pandas(shown, seen) == by_sql(shown, seen)
        assert columns_by_pandas(shown, seen)[-1] == scene.table("marked").columns[-1].name == "_merge"


@pytest.mark.parametrize("name", ["_merge", "_left_indicator"])
def test_a_column_that_merge_needs_for_its_own_marks_keeps_them_out_of_the_code(name: str) -> None:
    left, right = frames()
    tables = (left.assign(CHILD=["1", "9"], **{name: "both"}), right)
    with pytest.raises(ValueError, match=r"existing column|_left_indicator"):
        tables[0].merge(right, on="CHILD", how="left", indicator=True)
    shown = step(told(tables), "No match")
    assert "indicator" not in shown.python.codes[0].text + " ".join(shown.notes)
    assert lines_of(told(tables).table("merged")).total() == by_pandas(shown, tables).total() == 2


def frames(**changes: Any) -> Pair:
    left = pd.DataFrame({"CHILD": ["1", "2"], "PLACE": ["U4", "K2"]})
    return left, pd.DataFrame({"CHILD": ["1", "2"], "SEX": ["F", "M"], **changes})


BAD: dict[str, tuple[Pair, str]] = {
    "no key": ((frames()[0].drop(columns="CHILD"), frames()[1]), "There is no column 'CHILD'"),
    "nothing to take": ((frames()[0], frames()[1].drop(columns="SEX")), "There is no column 'SEX'"),
    "no rows": ((frames()[0], frames()[1].head(0)), "This table has no rows"),
    "numbers against text": (frames(CHILD=[7, 8]), "'CHILD' is str in one table and int64 in the other"),
    "lists for keys": (
        (pd.DataFrame({"CHILD": [["1"], ["2"]], "N": 1}), frames(CHILD=[["1"], ["2"]])[1]),
        "holds values that cannot be compared",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_two_tables_that_cannot_be_looked_up_give_one_sentence(case: str) -> None:
    tables, wanted = BAD[case]
    shown = walk.lookup(*tables)
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence


def test_a_key_that_is_to_be_looked_up_gives_one_sentence() -> None:
    assert str(walk.lookup(*frames(), take="CHILD")) == (
        "Key and answer are both 'CHILD'. Choose another column to look up."
    )


def test_a_million_rows_take_no_more_than_a_moment() -> None:
    keys = pd.Series(range(1_000_000)).astype("str")
    left = pd.DataFrame({"CHILD": keys, "N": 1})
    shown = walk.lookup(left, pd.DataFrame({"CHILD": keys[::2], "SEX": "F"}))
    assert isinstance(shown, Walkthrough)
    assert "999,994" not in shown.scene.steps[0].scope
    assert shown.scene.steps[0].scope.startswith("6 of 1,000,000 rows of table and")
