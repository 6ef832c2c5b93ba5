"""The code that a step shows, run: what pandas and DuckDB really return for it."""

from collections import Counter
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import duckdb
import jsonschema
import pandas as pd
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.scene import Cell, Scene, Step
from scene_schema import SCHEMA

Lines = Counter[tuple[Cell, ...]]


def step_called(scene: Scene, name: str) -> Step:
    """Return the step of that name."""
    return next(step for step in scene.steps if step.name == name)


def has_step(scene: Scene, name: str) -> bool:
    """Return whether the scene tells that step: traps are told where a table has them."""
    return any(step.name == name for step in scene.steps)


def run_pandas(step: Step, names: dict[str, Any]) -> dict[str, Any]:
    """Return all names as they stand after the step's pandas code has run; `names` itself may change."""
    exec(step.python.codes[0].text, {"pd": pd}, names)  # noqa: S102 - the code shown is ours
    return names


def printed_by(text: str, names: dict[str, Any]) -> str:
    """Return what code prints, without its last line break; `names` may change."""
    with redirect_stdout(StringIO()) as printed:
        exec(text, {"pd": pd}, names)  # noqa: S102 - the code shown is ours
    return printed.getvalue().removesuffix("\n")


def by_pandas(step: Step, names: dict[str, Any]) -> Any:
    """Return the value of the step's pandas code, one expression."""
    return eval(step.python.codes[0].text, {"pd": pd, **names})  # noqa: S307 - the code shown is ours


def lines_of(table: pd.DataFrame, *, index: bool = False) -> Lines:
    """Return a DataFrame's rows as cells, in any order."""
    return Counter(tuple(map(to_cell, line)) for line in table.itertuples(index=index, name=None))


def by_sql(step: Step, tables: dict[str, pd.DataFrame]) -> Lines:
    """Return the rows of the last statement of the step's SQL."""
    return sql_lines(step.python.codes[1].text, tables)


def sql_lines(text: str, tables: dict[str, pd.DataFrame]) -> Lines:
    """Return the rows that SQL gives over these tables."""
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        lines = connection.sql(text).fetchall() if ";" not in text else connection.execute(text).fetchall()
    return Counter(tuple(map(to_cell, line)) for line in lines)


def check_standard(scene: Scene) -> None:
    """Assert what every walkthrough keeps to, whatever its table."""
    jsonschema.validate(scene.to_dict(), SCHEMA)
    assert 6 <= len(scene.steps) <= 10
    asked = [step.prediction for step in scene.steps if step.prediction]
    assert len(asked) == 2
    for question in asked:
        assert len({choice.label for choice in question.choices}) == len(question.choices) >= 2
        for choice in question.choices:
            assert bool(choice.misconception) == (choice.value != question.answer), choice
    for step in scene.steps:
        for shown in (*step.excel.shows, *step.python.shows):
            drawn = scene.table(shown.table)
            rows = {row.id for row in drawn.rows} | {member for row in drawn.rows for member in row.members}
            for mark in shown.marks:
                assert set(mark.rows) <= rows | set(shown.waiting)
                assert set(mark.columns) <= {column.name for column in drawn.columns}
