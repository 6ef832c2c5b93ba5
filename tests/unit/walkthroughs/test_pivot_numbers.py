"""Whatever the table, a pivot shows what pandas and DuckDB really return for the code beside it."""

from typing import Any

import duckdb
import pandas as pd
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.focus import FOCUS_ROWS, choose_focus
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.plain_text import plain_text
from fingerpost.walkthroughs.scene import Cell, Scene, Step, Table
from fingerpost.walkthroughs.storyboard import storyboard
from hypothesis import given, settings
from hypothesis import strategies as st

Lines = list[tuple[Cell, ...]]

TEXT = st.text(max_size=40)
DAYS = st.integers(0, 20_000).map(lambda day: pd.Timestamp("1990-01-01") + pd.Timedelta(days=day))
PILES = st.one_of(
    st.lists(st.one_of(st.none(), TEXT), min_size=1, max_size=40),
    st.lists(st.one_of(st.none(), st.sampled_from(["U4", "u4", "K2", "", " U4"])), min_size=1, max_size=40),
    st.lists(st.one_of(st.none(), st.integers(-(2**40), 2**40)), min_size=1, max_size=40),
    st.lists(st.one_of(st.none(), DAYS), min_size=1, max_size=40),
    st.lists(st.booleans(), min_size=1, max_size=40),
)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return a table whose piles are of one type, blanks among them, and whose things come again."""
    piles = draw(PILES)
    things = st.one_of(st.none(), st.integers(1, 8)) if draw(st.booleans()) else st.sampled_from("aAbc")
    counted = draw(st.lists(things, min_size=len(piles), max_size=len(piles)))
    return pd.DataFrame({"what is counted": counted, "the piles": piles})


def told(table: pd.DataFrame) -> Scene:
    return tell_pivot(table, rows="the piles", count="what is counted", name="table")


def code_of(step: Step, language: str) -> str:
    return next(code.text for code in step.python.codes if code.language == language)


def by_pandas(step: Step, table: pd.DataFrame) -> Lines:
    """Return what the step's pandas code gives, line by line as it prints it."""
    counted: Any = eval(code_of(step, "pandas"), {"table": table})  # noqa: S307 - the code shown is ours
    counted = counted.to_frame() if isinstance(counted, pd.Series) else counted
    return [tuple(to_cell(cell) for cell in line) for line in counted.itertuples(name=None)]


def by_sql(step: Step, table: pd.DataFrame) -> Lines:
    """Return what the step's SQL gives, line by line."""
    with duckdb.connect() as connection:
        connection.register("table", table)
        lines = connection.sql(code_of(step, "sql")).fetchall()
    return [tuple(to_cell(cell) for cell in line) for line in lines]


def shown_in(table: Table, *, columns: tuple[int, ...] = (0, 1, 2)) -> Lines:
    """Return a result table's lines without its sum."""
    rows = table.rows[:-1] if table.has_total else table.rows
    return [tuple(row.cells[at] for at in columns if at < len(row.cells)) for row in rows]


@settings(max_examples=50, deadline=None)
@given(tables())
def test_counts_on_screen_are_what_pandas_and_sql_return_for_the_rows_on_screen(table: pd.DataFrame) -> None:
    scene = told(table)
    sample = choose_focus(table, rows="the piles", count="what is counted")
    cases = [("size", 4, (0, 1)), ("size_with_blank", 5, (0, 1)), ("piles_counted", 6, (0, 2))]
    for name, at, columns in cases:
        lines = shown_in(scene.table(name), columns=columns)
        assert lines == by_pandas(scene.steps[at], sample)
        assert lines == by_sql(scene.steps[at], sample)
    piles = [(line[0],) for line in shown_in(scene.table("piles"))]
    assert piles == by_sql(scene.steps[3], sample)


@settings(max_examples=50, deadline=None)
@given(tables())
def test_result_at_the_end_is_over_the_whole_table(table: pd.DataFrame) -> None:
    scene = told(table)
    lines = {line: None for line in shown_in(scene.table("result")) if line[1] != "…"}
    ending = next(step for step in scene.steps if any(one.table == "result" for one in step.python.shows))
    whole = by_pandas(ending, table)
    assert whole == by_sql(ending, table)
    assert list(lines) == [line for line in whole if line in lines]
    assert len(lines) == min(len(set(whole)), 11 if len(whole) > 12 else 12) or len(set(whole)) < len(whole)
    assert scene.table("result").rows[-1].cells[1:] == (
        len(table),
        sum(int(line[2]) for line in whole if isinstance(line[2], int)),
    )


@settings(max_examples=50, deadline=None)
@given(tables())
def test_every_mark_points_at_a_cell_that_is_on_screen(table: pd.DataFrame) -> None:
    scene = told(table)
    assert len(scene.table("frame").rows) == min(len(table), FOCUS_ROWS)
    for step in scene.steps:
        for shown in (*step.excel.shows, *step.python.shows):
            drawn = scene.table(shown.table)
            rows = {row.id for row in drawn.rows} | {member for row in drawn.rows for member in row.members}
            for mark in shown.marks:
                assert set(mark.rows) <= rows | set(shown.waiting)
                assert set(mark.columns) <= {column.name for column in drawn.columns}


@settings(max_examples=40, deadline=None)
@given(tables())
def test_every_table_can_be_read_as_text_and_storyboard_and_json(table: pd.DataFrame) -> None:
    scene = told(table)
    said, board = plain_text(scene), storyboard(scene)
    assert len(scene.steps) in {9, 10}
    assert all(f"\n{at}. {step.name}" in said for at, step in enumerate(scene.steps, 1))
    assert board.count("<details") >= 8
    assert "<script" not in board
    assert scene.to_dict()["schema_version"] == 1
