"""Learners can read how slips are recognised: no query there is a sign or a day away from an answer."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from analyst_faults_sql import faults_in_sql
from fingerpost.grading.catalogue import load_answers, load_module
from fingerpost.grading.data import Data
from fingerpost.grading.judge import recognised
from fingerpost.grading.task import Slip

FOLDER = "02-filter-sort-new-columns"
TASKS = (
    "open_at_year_end",
    "without_breaks",
    "ages_at_year_end",
    "children_by_band",
    "starts_by_year",
    "over_45_days",
    "ten_longest",
    "days_in_homes",
)


class Noting:
    """Data that note what is asked of them."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.asked: list[str] = []

    def sql(self, query: str) -> pd.DataFrame:
        self.asked.append(query)
        return self.data.sql(query)


def _queries(slip: Slip, value: object, data: Data) -> Iterator[str]:
    """Give what a slip asks of the data, and what it would ask of an answer that holds its numbers."""
    noting = Noting(data)
    recognised(slip, value, noting)
    yield from noting.asked
    for cell in getattr(slip.recognise, "__closure__", None) or ():
        held = cell.cell_contents if isinstance(cell.cell_contents, tuple) else (cell.cell_contents,)
        yield from (text for text in held if isinstance(text, str) and "SELECT" in text)


def _rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str, row)) for row in frame.itertuples(index=False))


def _gives(data: Data, query: str) -> list[tuple[str, ...]]:
    try:
        return _rows(data.sql(query))
    except duckdb.Error:  # a twin may be no SQL that runs
        return []


@pytest.mark.parametrize("word", TASKS)
def test_no_query_of_a_slip_is_one_change_from_the_right_answer(course: Path, data: Data, word: str) -> None:
    right = load_answers(course / FOLDER / "answers.py").references[word](data)
    wide = right.shape[1]
    value = dict(right.itertuples(index=False)) if wide > 1 else float(right.iloc[0, 0])
    slips = [one for one in load_module(course / FOLDER / "checks.py").tasks[word].slips if one.on == "value"]
    asked = {query for slip in slips for query in _queries(slip, value, data)}
    near = [
        twin
        for query in sorted(asked)
        for twin in (query, *(fault.source for fault in faults_in_sql(query)))
        if _gives(data, twin) == _rows(right)
    ]
    assert near == []


def test_every_task_of_the_module_is_looked_at(course: Path) -> None:
    assert set(load_module(course / FOLDER / "checks.py").tasks) == set(TASKS)
