"""Whatever the clauses, each table on screen is what DuckDB and pandas return for the code beside it."""

from typing import Any

import duckdb
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.examples import episodes_to_query, kinds_of_place
from fingerpost.walkthroughs.query.clauses import RUN_ORDER, TESTS
from fingerpost.walkthroughs.query.story import Asked, QueryStory, query_story
from fingerpost.walkthroughs.quoting import sql_name
from fingerpost.walkthroughs.scene import Step, Table
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import Lines, by_sql, check_standard, has_step, lines_of, run_pandas, sql_lines, step_called

TEXT = st.one_of(st.none(), st.sampled_from(["U4", "u4", "K2", "", "naïve"]))
ROWS = st.lists(st.tuples(TEXT, TEXT, st.one_of(st.none(), st.integers(0, 9))), min_size=1, max_size=20)
LABELS = st.lists(st.tuples(TEXT, st.one_of(st.none(), st.sampled_from("xy"))), min_size=1, max_size=6)
CHOICES = st.fixed_dictionaries(
    {
        "join": st.sampled_from(["none", "left", "inner"]),
        "where": st.sampled_from(["LS", "PLACE", "DAYS", "KIND"]),
        "test": st.sampled_from(list(TESTS)),
        "by": st.sampled_from(["LS", "PLACE", "DAYS", "KIND"]),
        "having": st.sampled_from([0, 2, 3]),
        "count": st.sampled_from(["", "LS", "DAYS", "KIND"]),
        "order": st.sampled_from(["most", "least", "label"]),
        "limit": st.sampled_from([0, 1, 3]),
        "stop": st.sampled_from(RUN_ORDER),
    }
)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return text with blanks twice, and numbers with blanks; the first row has no blank."""
    table = pd.DataFrame([("U4", "K2", 3), *draw(ROWS)], columns=["LS", "PLACE", "DAYS"])
    return table.astype({"LS": "str", "PLACE": "str", "DAYS": "float64"})


@st.composite
def labels(draw: st.DrawFn) -> pd.DataFrame:
    """Return labels of places: keys that come twice, that are blank, that nothing meets."""
    table = pd.DataFrame([("K2", "x"), *draw(LABELS)], columns=["PLACE", "KIND"])
    return table.astype("str")


def story(table: pd.DataFrame, other: pd.DataFrame | None = None, **asked: Any) -> QueryStory:
    return query_story(table, other, Asked(**{"name": "episodes", "other_name": "places", **asked}))


def without_index(table: Table) -> Lines:
    return Lines(row.cells for row in table.rows)


def made_by_pandas(step: Step, names: dict[str, Any]) -> pd.DataFrame:
    """Return what the last line of the step's pandas code made."""
    last = step.python.codes[0].text.splitlines()[-1].partition(" = ")[0]
    made = run_pandas(step, dict(names))[last]
    assert isinstance(made, pd.DataFrame)
    return made


@settings(max_examples=25, deadline=None)
@given(tables(), labels(), CHOICES)
def test_the_readers_clauses_give_what_pandas_and_sql_return(
    table: pd.DataFrame, other: pd.DataFrame, choices: dict[str, str | int]
) -> None:
    scene = story(table, other).tell(choices)
    names = {"episodes": table, "places": other}
    step = scene.steps[-1]
    made = made_by_pandas(step, names)
    plate = scene.table("plate")
    heads = [column.name for column in plate.columns if column.name]
    after = scene.table("rows_after").rows
    at = next(row for row in after if row.cells[0] == scene.choices["stop"])
    assert at.cells[1] == len(made) == sum(by_sql(step, names).values())
    if len(heads) == 2 and list(made.columns) == heads:
        assert by_sql(step, names) == lines_of(made)
        assert [row.cells for row in plate.rows][:11] == [
            tuple(map(to_cell, line)) for line in made.itertuples(index=False, name=None)
        ][:11]
    else:
        shown = [row.cells[1:] for row in plate.rows]
        assert shown == [
            tuple(map(to_cell, line)) for line in made[heads].head(12).itertuples(index=False, name=None)
        ]


@settings(max_examples=12, deadline=None)
@given(tables(), st.one_of(st.none(), labels()))
def test_each_step_shows_what_its_code_makes_of_the_sample(
    table: pd.DataFrame, other: pd.DataFrame | None
) -> None:
    made = story(table, other)
    scene, told = made.tell({}), made.told
    check_standard(scene)
    names = {"episodes": told.sample} | ({} if told.other is None else {"places": told.other})
    start = "FROM" if other is None else "FROM and JOIN"
    for name, shown in ((start, "joined"), ("Neither true nor false", "with_blanks")):
        if has_step(scene, name):
            frame = made_by_pandas(step_called(scene, name), names)
            assert without_index(scene.table(shown)) == lines_of(frame, index=True)
            assert by_sql(step_called(scene, name), names) == lines_of(frame[_sql_order(told, frame)])
    kept = made_by_pandas(step_called(scene, "WHERE"), names)
    passed = [row for row in scene.table("asked").rows if row.cells[-1] == "TRUE"]
    assert [row.cells[0] for row in passed] == [to_cell(label) for label in kept.index]
    for name, shown in (("GROUP BY", "counted"), ("SELECT", "enough"), ("ORDER BY and LIMIT", "top")):
        frame = made_by_pandas(step_called(scene, name), names)
        assert [row.cells for row in scene.table(shown).rows] == [
            tuple(map(to_cell, line)) for line in frame.itertuples(index=False, name=None)
        ]
        assert by_sql(step_called(scene, name), names) == lines_of(frame)


def _sql_order(told: Any, frame: pd.DataFrame) -> list[str]:
    """Return the columns in SQL's order, which is pandas' too: the key stands where it stood."""
    assert set(frame.columns) >= set(told.sample.columns)
    return list(frame.columns)


def example() -> QueryStory:
    return story(episodes_to_query(), kinds_of_place(), where="LS", value="V4", by="KIND")


def test_example_grows_by_the_join_and_loses_the_blank() -> None:
    scene = example().tell({})
    rows = {row.cells[0]: row.cells[1] for row in scene.table("rows_after").rows}
    assert rows == {
        "FROM": 10,
        "JOIN": 12,
        "WHERE": 9,
        "GROUP BY": 5,
        "HAVING": 3,
        "SELECT": 3,
        "ORDER BY": 3,
        "LIMIT": 2,
    }
    assert "Over all rows: 10 before the join, 12 after it." in step_called(scene, "FROM and JOIN").notes[0]
    assert [row.cells for row in scene.table("top").rows] == [("foster", 3), ("home", 2)]


def test_what_duckdb_says_to_a_count_in_where_is_quoted() -> None:
    notes = step_called(example().tell({}), "HAVING").notes
    assert "WHERE clause cannot contain aggregates" in notes[0]


def test_equals_null_gives_no_rows_and_says_why() -> None:
    scene = example().tell({"test": "equals_null", "stop": "WHERE"})
    assert not scene.table("plate").rows
    assert "Write IS NULL" in scene.steps[-1].notes[1]
    assert example().tell({"test": "blank"}).table("rows_after").rows[2].cells == ("WHERE", 1)


def test_a_clause_taken_out_is_gone_from_code_and_recipe() -> None:
    scene = example().tell({"test": "none", "join": "none", "having": 0, "limit": 0, "by": "PLACE"})
    sql = scene.steps[-1].python.codes[1].text
    assert sql == ("SELECT PLACE, count(*) AS rows\nFROM episodes\nGROUP BY PLACE\nORDER BY rows DESC, PLACE")
    cooked = [row.cells[0] for row in scene.table("own_recipe").rows]
    assert cooked == ["FROM", "GROUP BY", "SELECT", "ORDER BY"]
    assert scene.choices["stop"] == "ORDER BY"


def test_what_no_longer_fits_gives_way() -> None:
    told = example()
    assert told.tell({"by": "KIND", "join": "none"}).choices["by"] == "CHILD"
    assert told.tell({"where": "KIND", "value": "'V4'"}).choices["value"] == '"foster"'
    assert told.tell({"where": "__class__", "limit": "drop", "having": -1}).choices == told.tell({}).choices


def test_python_answers_a_change_and_the_choices_can_be_read() -> None:
    shown = walk.query(live=True)
    assert isinstance(shown, Walkthrough)
    shown.widget.choices = {"stop": "WHERE", "test": "is"}
    assert (shown.widget.told, shown.widget.trouble) == (1, "")
    assert shown.choices["stop"] == "WHERE"
    assert shown.widget.scene == shown.scene.to_dict()


def test_many_groups_are_shortened_and_the_rest_is_counted() -> None:
    table = pd.DataFrame({"LS": ["C2"] * 40, "CHILD": [f"c{at:02}" for at in range(40)]})
    scene = story(table, where="LS", by="CHILD").tell({"test": "none", "having": 0, "limit": 0})
    lines = [row.cells for row in scene.table("plate").rows]
    assert len(lines) == 12
    assert lines[-1] == ("… 29 more", "…")


def test_a_sample_of_many_rows_meets_every_case_and_a_join_makes_no_more_than_twelve() -> None:
    many = pd.concat([episodes_to_query()] * 500, ignore_index=True)
    told = story(many, kinds_of_place(), where="LS", value="V4", by="KIND").told
    assert 1 < len(told.sample) <= 12 >= len(told.started)
    assert told.grown > 0
    assert {True, False, None} == set(told.answers)
    assert told.neither_over_all == 500


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"CHILD": ["1", "2"], "PLACE": ["U4", "U6"], **columns})


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no rows": ({"frame": frame().head(0)}, "This table has no rows"),
    "no columns": ({"frame": pd.DataFrame(index=[0, 1])}, "This table has no columns"),
    "two columns of one name": (
        {"frame": pd.DataFrame([[1, 2]], columns=["A", "A"])},
        "Two columns are called 'A'",
    ),
    "names that differ in capitals": ({"frame": frame(place=["a", "b"])}, "'PLACE' and 'place' are one"),
    "a column without a name": ({"frame": frame(**{" ": ["a", "b"]})}, "Column 3 has no name"),
    "a column that is not there": ({"frame": frame(), "where": "GHOST"}, "There is no column 'GHOST'"),
    "only lists": ({"frame": pd.DataFrame({"A": [[1], [2]]})}, "has no column of text or numbers"),
    "a column of blanks": ({"frame": frame(LS=[None, None]), "where": "LS"}, "'LS' is blank in every row"),
    "days for WHERE": (
        {"frame": frame(DAY=pd.to_datetime(["2024-01-01"] * 2)), "where": "DAY"},
        "cannot ask 'DAY' for a value",
    ),
    "a number asked for a word": (
        {"frame": frame(N=[1, 2]), "where": "N", "value": "many"},
        "DuckDB says: Conversion Error",
    ),
    "no shared key": ({"frame": frame(), "other": pd.DataFrame({"X": [1]})}, "They share: none"),
    "two shared columns": ({"frame": frame(), "other": frame()}, "They share: CHILD, PLACE"),
    "a shared column beside the key": (
        {"frame": frame(), "other": frame(), "key": "CHILD"},
        "Both tables have a column 'PLACE' as well as 'CHILD'",
    ),
    "a key of numbers and one of text": (
        {"frame": frame(), "other": pd.DataFrame({"CHILD": [1], "SEX": ["F"]})},
        "12 never meets '0012'",
    ),
    "a key alone": ({"frame": frame(), "other": pd.DataFrame({"CHILD": ["1"]})}, "brings nothing"),
    "one name for both": (
        {"frame": frame(), "other": pd.DataFrame({"CHILD": ["1"], "SEX": ["F"]}), "other_name": "table"},
        "Both tables are called 'table'",
    ),
    "a file that is not there": ({"frame": "ghost.csv"}, "There is no file 'ghost.csv'"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_queried_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.query(**asked)
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
    assert "Traceback" not in shown.sentence


def test_what_is_not_named_is_chosen_and_columns_that_sql_cannot_read_are_left_out() -> None:
    table = frame(LS=["C2", None], EXTRA=[[1], [2]], ID=[1, 2])
    told = story(table).told
    assert (told.query.where, told.query.value) == ("LS", "C2")
    assert "EXTRA" not in told.sample.columns


def test_every_word_that_duckdb_reserves_is_quoted() -> None:
    words = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
    for (word,) in duckdb.execute(words).fetchall():
        assert sql_name(word) == f'"{word}"'


def test_names_that_are_words_of_sql_or_hold_quotes_work() -> None:
    table = pd.DataFrame({'the "place"': ["a", "b", "a"], "order": ["it's", None, "x"]})
    scene = query_story(table, None, Asked(name="table", where="order", by='the "place"')).tell({"having": 0})
    step = scene.steps[-1]
    found = sql_lines(step.python.codes[1].text, {"table": table})
    assert found == lines_of(made_by_pandas(step, {"table": table}))
