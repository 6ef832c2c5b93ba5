"""Whatever the two tables, a stack shows what pandas and DuckDB really return for the code beside it."""

from collections import Counter
from typing import Any

import duckdb
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.scene import Scene, Table
from fingerpost.walkthroughs.stack.story import tell_stack
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import Lines, by_pandas, check_standard, has_step, lines_of, sql_lines, step_called

Pair = tuple[pd.DataFrame, pd.DataFrame]
NAMES = ["CHILD", "PLACE", "WEEKS"]
VALUES: dict[str, Any] = {
    "CHILD": st.sampled_from([None, "1", "2", "3"]),
    "PLACE": st.sampled_from([None, "U4", "K2"]),
    "WEEKS": st.integers(1, 3),
    "TEAM": st.sampled_from(["North", "South"]),
}


@st.composite
def one_table(draw: st.DrawFn) -> pd.DataFrame:
    """Return a few rows of some of the columns, in any order; WEEKS are numbers or text."""
    names = draw(st.permutations(list(VALUES)))[: draw(st.integers(1, 4))]
    rows = draw(st.integers(1, 4))
    table = pd.DataFrame({name: [draw(VALUES[name]) for _ in range(rows)] for name in names})
    texts = {name: table[name].astype("str") for name in names if name in {"CHILD", "PLACE"}}
    if "WEEKS" in names and draw(st.booleans()):
        texts["WEEKS"] = table["WEEKS"].astype("str")
    return table.assign(**texts)


def told(tables: Pair) -> Scene:
    return tell_stack(*tables, name="april", other_name="may")


def names_of(tables: Pair) -> dict[str, pd.DataFrame]:
    return dict(zip(("april", "may"), tables, strict=True))


def drawn(table: Table) -> Lines:
    """Return a table's rows, whatever index they have."""
    return lines_of(pd.DataFrame([row.cells[1:] for row in table.rows], dtype="object"))


def heads(table: Table) -> list[str]:
    return [column.name for column in table.columns][1:]


SHOWN = {
    "By name": "stacked",
    "Another order": "stacked",
    "Half blank": "stacked",
    "The same row again": "once",
    "The index": "numbered",
    "Where from": "sourced",
}


@settings(max_examples=25, deadline=None)
@given(one_table(), one_table())
def test_each_stack_is_what_pandas_and_sql_return(first: pd.DataFrame, second: pd.DataFrame) -> None:
    scene = told((first, second))
    check_standard(scene)
    tables = names_of((first, second))
    in_sql: dict[str, str] = {}
    for step in (step for step in scene.steps if step.name in SHOWN):
        shown, made = scene.table(SHOWN[step.name]), by_pandas(step, tables)
        assert heads(shown) == list(made.columns)
        assert [row.cells for row in shown.rows] == [
            tuple(map(to_cell, line)) for line in made.itertuples(name=None)
        ]
        listed = ", ".join(f'"{name}"' for name in made.columns)
        in_sql[shown.name] = f"SELECT {listed} FROM ({step.python.codes[1].text})"
    if has_step(scene, "Two types"):  # SQL makes text of both, and text is no number
        types = by_pandas(step_called(scene, "Two types"), tables)
        assert {row.cells[0]: row.cells[3] for row in scene.table("types").rows} == dict(types.astype(str))
        assert sql_lines(step_called(scene, "Two types").python.codes[1].text, tables).total() == len(types)
        return
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        for name, query in in_sql.items():
            lines = connection.sql(query).fetchall()
            assert drawn(scene.table(name)) == Counter(tuple(map(to_cell, line)) for line in lines)


@settings(max_examples=40, deadline=None)
@given(one_table(), one_table())
def test_pasted_below_is_by_place_and_each_trap_is_told_just_where_it_is(
    first: pd.DataFrame, second: pd.DataFrame
) -> None:
    scene = told((first, second))
    pasted = scene.table("pasted").rows
    for at, row in enumerate(pasted[len(first) :]):
        assert row.cells[: len(second.columns)] == tuple(map(to_cell, second.iloc[at]))
    both = min(len(first.columns), len(second.columns))
    stacked = pd.concat([first, second])
    assert has_step(scene, "Another order") == (list(first.columns[:both]) != list(second.columns[:both]))
    assert has_step(scene, "Half blank") == (set(first.columns) != set(second.columns))
    assert has_step(scene, "The same row again") == bool(stacked.duplicated().any())
    meter = {row.id: row.cells[1] for row in scene.table("meter").rows}
    assert meter == {
        "first": len(first),
        "second": len(second),
        "stacked": len(stacked),
        "again": int(stacked.duplicated().sum()),
        "first_columns": len(first.columns),
        "second_columns": len(second.columns),
        "stacked_columns": len(stacked.columns),
    }


def april(**changes: Any) -> pd.DataFrame:
    return pd.DataFrame({"CHILD": ["1", "2"], "PLACE": ["U4", "K2"], "WEEKS": [9, 4], **changes})


def test_a_day_pasted_under_another_heading_looks_as_excel_shows_days() -> None:
    days = pd.to_datetime(["2024-12-08", "2024-07-11"])
    first = pd.DataFrame({"CHILD": ["000237", "000311"], "MIS_START": days})
    scene = told((first, first[["MIS_START", "CHILD"]]))
    cells = [row.cells for row in scene.table("pasted").rows]
    assert cells[0] == ("000237", "2024-12-08"), "the column of days is drawn day first by the player"
    assert cells[2:] == [("08/12/2024", "000237"), ("11/07/2024", "000311")]


def test_a_label_that_both_tables_have_gives_two_rows_as_the_question_says() -> None:
    scene = told((april(), april(CHILD=["3", "4"])))
    question = step_called(scene, "By name").prediction
    assert question is not None
    stacked = by_pandas(step_called(scene, "By name"), names_of((april(), april())))
    assert question.answer == len(stacked.loc[[0]]) == 2
    assert "loc" not in repr(question), "no lesson before it teaches .loc with a list"


def test_names_that_only_capitals_part_are_said_to_be_one_and_the_code_to_rename_one_makes_them_so() -> None:
    may = april(CHILD=["3", "4"]).rename(columns={"CHILD": "Child"})
    scene = told((april(), may))
    note = next(note for note in step_called(scene, "Half blank").notes if note.startswith("CHILD and Child"))
    code = note.partition("Rename it first: ")[2].partition(". SQL")[0]
    renamed = eval(code, {"may": may})  # noqa: S307 - the code shown is ours
    assert list(renamed.columns) == list(april().columns)
    with duckdb.connect() as connection:
        connection.register("april", april())
        connection.register("may", may)
        stacked = connection.sql(step_called(scene, "By name").python.codes[1].text)
        assert stacked.columns == list(april().columns)


def test_plain_union_all_goes_by_place_and_stops_only_where_one_table_is_wider() -> None:
    may = april()[["PLACE", "CHILD", "WEEKS"]]
    scene = told((april(), may))
    assert "UNION ALL alone goes by position too." in " ".join(step_called(scene, "Another order").notes)
    plain = "FROM april UNION ALL FROM may"
    assert ("U4", "1", 9) in sql_lines(plain, names_of((april(), may)))
    wider = may.assign(TEAM="North")
    scene = told((april(), wider))
    assert "UNION ALL alone stops you" in " ".join(step_called(scene, "Another order").notes)
    with pytest.raises(duckdb.BinderException, match="same number of result columns"):
        sql_lines(plain, names_of((april(), wider)))


def test_wide_tables_show_the_columns_that_differ_and_rows_that_come_twice() -> None:
    wide = pd.DataFrame({f"C{at}": range(20) for at in range(9)})
    other = wide.tail(3)[[*wide.columns[:6], "C7", "C6", "C8"]].assign(NEW="x", C0=["a", "b", "c"])
    scene = told((wide, other.drop(columns="C8")))
    assert heads(scene.table("first_frame")) == ["C0", "C6", "C7", "C8"]
    assert heads(scene.table("second_frame")) == ["C0", "C7", "C6", "NEW"]
    again = told((wide, wide.tail(2)))
    marks = step_called(again, "The same row again").excel.shows[0].marks
    assert marks[0].rows == ("second-0", "second-1")
    assert [row.cells[0] for row in again.table("once").rows] == [0, 1, 2, 3]
    assert step_called(again, "The same row again").sentence.startswith("Two rows of 22 are the same")


def test_a_row_that_comes_twice_far_down_one_table_is_shown_with_the_row_it_repeats() -> None:
    long = pd.DataFrame({"CHILD": [str(at) for at in range(30)], "PLACE": ["U4", None] * 15})
    long.loc[29] = long.loc[21]
    for tables in ((long, april()), (april(), long)):
        scene = told(tables)
        twice = step_called(scene, "The same row again")
        assert twice.sentence.startswith("One row of 32 is the same")
        assert len(twice.excel.shows[0].marks[0].rows) == 1
        assert len(scene.table("once").rows) == len(scene.table("stacked").rows) - 1


def test_a_pair_in_a_cell_is_compared_whole() -> None:
    pairs = pd.DataFrame({"CHILD": [("1", "2"), "3", None], "PLACE": ["U4", "K2", "U4"]})
    scene = told((pairs, pairs.iloc[[0, 2]]))
    assert scene.table("meter").rows[3].cells[1] == 2


BAD: dict[str, tuple[Pair, str]] = {
    "dates under numbers": (
        (april(), april(WEEKS=pd.to_datetime(["2024-04-02", "2024-04-03"]))),
        "'WEEKS' holds dates in one table and numbers in the other",
    ),
    "no rows": ((april(), april().head(0)), "This table has no rows"),
}


@pytest.mark.parametrize("case", BAD)
def test_two_tables_that_cannot_be_stacked_give_one_sentence(case: str) -> None:
    tables, wanted = BAD[case]
    shown = walk.stack(*tables)
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence


def test_one_table_alone_is_not_stacked_and_none_is_an_example() -> None:
    assert str(walk.stack(april())).startswith("A stack needs two tables, and there is one.")
    assert isinstance(walk.stack(), Walkthrough)


def test_a_column_that_is_called_file_already_is_left_alone() -> None:
    scene = told((april(File="a"), april(file="b")))
    assert "source" in heads(scene.table("sourced"))
