"""Whatever the dates, working days are those that numpy and DuckDB count with the code beside them."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice
from fingerpost.walkthroughs.examples import example_assessments, example_episodes
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.working_days.story import tell_working_days
from fingerpost.walkthroughs.working_days.told import bank_holidays
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import check_standard, has_step, run_pandas, sql_lines, step_called

FIRST = date(2023, 1, 1)
DAYS = st.integers(0, 700).map(lambda after: FIRST + timedelta(days=after))
HOLIDAYS = bank_holidays(pd.Timestamp("2022-01-01"), pd.Timestamp("2026-12-31"))


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return spans of up to 120 days, some open, some that end too soon; as dates or as text."""
    pairs = draw(st.lists(st.tuples(st.one_of(st.none(), DAYS), st.integers(-9, 120)), max_size=18))
    pairs.append((draw(DAYS), draw(st.integers(0, 120))))  # one that can be counted
    ends = [start and start + timedelta(days=after) for start, after in pairs]
    shown = [
        end if after % 7 or after == pairs[-1][1] else None
        for end, (_, after) in zip(ends, pairs, strict=True)
    ]
    shown[-1] = ends[-1]
    starts: pd.Series[Any] = pd.to_datetime(pd.Series([start for start, _ in pairs]))
    if draw(st.booleans()):
        starts = pd.Series(
            [None if start is None else f"{start:%d/%m/%Y}" for start, _ in pairs], dtype="str"
        )
    return pd.DataFrame(
        {
            "N": [f"n{at}" for at in range(len(pairs))],
            "START": starts,
            "END": pd.to_datetime(pd.Series(shown)),
        }
    )


def told(table: pd.DataFrame) -> Scene:
    return tell_working_days(table, start="START", end="END", limit=45, name="table")


def meter(scene: Scene) -> dict[str, Any]:
    return {row.id: row.cells[1] for row in scene.table("meter").rows}


def by_pandas(scene: Scene, name: str, table: pd.DataFrame) -> list[int]:
    listed = [day.date() for day in HOLIDAYS]
    names = {"table": table, "np": np, "bank_holidays": listed}
    return [int(one) for one in run_pandas(step_called(scene, name), names)["working"]]


def by_sql(scene: Scene, name: str, table: pd.DataFrame) -> list[int]:
    days = pd.DataFrame({"day": list(HOLIDAYS)})
    lines = sql_lines(step_called(scene, name).python.codes[1].text, {"table": table, "bank_holidays": days})
    return sorted(int(str(line[0])) for line in lines.elements())


STEPS = {
    "Calendar days": "calendar",
    "Weekdays": "without_end",
    "Both ends": "weekdays",
    "Bank holidays": "working",
}


@settings(max_examples=25, deadline=None)
@given(tables())
def test_each_way_counts_what_numpy_and_sql_count(table: pd.DataFrame) -> None:
    scene = told(table)
    check_standard(scene)
    numbers = [int(str(row.cells[1])[1:]) for row in scene.table("frame").rows]
    sample = table.iloc[numbers].reset_index(drop=True)
    for name, shown in STEPS.items():
        counted = by_pandas(scene, name, sample)
        assert [row.cells[-1] for row in scene.table(shown).rows] == counted
        assert by_sql(scene, name, sample) == sorted(counted)
        if shown in meter(scene):
            assert meter(scene)[shown] == sum(days > 45 for days in by_pandas(scene, name, table))


@settings(max_examples=25, deadline=None)
@given(tables())
def test_working_days_are_those_one_counts_on_a_calendar(table: pd.DataFrame) -> None:
    for row in told(table).table("working").rows:
        start, end = (pd.Timestamp(str(cell)) for cell in row.cells[2:4])
        days = pd.date_range(start, end)
        assert row.cells[-1] == sum(day.day_of_week < 5 and day not in HOLIDAYS for day in days)


def test_rows_that_cannot_be_counted_are_told_where_there_are_some() -> None:
    scene = told(example_assessments())
    said = step_called(scene, "Cannot be counted").sentence
    assert "one row has no first or last day and one row ends before it begins" in said
    assert not has_step(told(example_assessments().iloc[[0, 1, 2]]), "Cannot be counted")


def test_bank_holidays_are_those_of_england() -> None:
    listed = bank_holidays(pd.Timestamp("2024-12-20"), pd.Timestamp("2025-05-31"))
    assert [f"{day:%d/%m}" for day in listed] == [
        "25/12",
        "26/12",
        "01/01",
        "18/04",
        "21/04",
        "05/05",
        "26/05",
    ]


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": ({"start": "GHOST"}, "There is no column 'GHOST'"),
    "one column of dates": ({"frame": example_episodes()}, "no two columns of dates"),
    "the same column twice": ({"start": "END", "end": "END"}, "Both ends are 'END'"),
    "a column of words": ({"frame": example_episodes(), "start": "DECOM", "end": "PLACE"}, "holds no dates"),
    "ends before starts": (
        {"frame": example_assessments().iloc[[0, 1]], "start": "END", "end": "START"},
        "Swap start and end?",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_counted_gives_one_sentence(case: str) -> None:
    asked, wanted = BAD[case]
    shown = walk.working_days(**{"frame": example_assessments(), **asked})
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence
