"""The tables scenes are made of, drawn from DataFrames: a row keeps one id on both sides, in every step."""

from collections.abc import Callable, Iterable, Sequence
from string import ascii_uppercase

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.scene import Cell, Column, ColumnKind, Row, Table

LETTERS = ascii_uppercase
INDEX = Column("", kind="number")


def row_id(at: int) -> str:
    """Return the id that row `at` of the sample keeps."""
    return f"row-{at}"


def labels_of(frame: pd.DataFrame, rows: Sequence[int]) -> tuple[Cell, ...]:
    """Return the index of the rows as pandas shows it; without numbers in it, their places in the table."""
    index = frame.index[list(rows)]
    return tuple(map(to_cell, index)) if types.is_integer_dtype(index.dtype) else tuple(rows)


def cells_of(frame: pd.DataFrame, at: int) -> tuple[Cell, ...]:
    """Return row `at` of a table as cells."""
    return tuple(to_cell(frame[name].iloc[at]) for name in frame.columns)


def columns_of(frame: pd.DataFrame) -> tuple[Column, ...]:
    """Return a table's columns with pandas' names for their types."""
    return tuple(column_of(frame[name]) for name in frame.columns)


def sheet(
    name: str, caption: str, frame: pd.DataFrame, *, ids: Callable[[int], str] = row_id, anchor: str = "A1"
) -> Table:
    """Return a table as it lies on a sheet."""
    rows = tuple(Row(ids(at), cells_of(frame, at)) for at in range(len(frame)))
    return Table(name, f"{caption}, on a sheet", "sheet", columns_of(frame), rows, anchor=anchor)


def as_frame(
    name: str,
    caption: str,
    frame: pd.DataFrame,
    *,
    ids: Callable[[int], str] = row_id,
    keep: Iterable[int] | None = None,
    labels: Sequence[Cell] | None = None,
) -> Table:
    """Return a table as a DataFrame, or the rows `keep` of it: each keeps the index it has.

    `labels` are the index of all rows of `frame`; without them a row's index is its place.
    """
    kept = range(len(frame)) if keep is None else keep
    rows = tuple(Row(ids(at), (labels[at] if labels else at, *cells_of(frame, at))) for at in kept)
    return Table(name, caption, "frame", (INDEX, *columns_of(frame)), rows)


def on_sheet(
    name: str,
    caption: str,
    heads: Iterable[str | Column],
    lines: Iterable[tuple[str, tuple[Cell, ...]]],
    *,
    anchor: str = "A1",
) -> Table:
    """Return lines of (id, cells) as they lie on a sheet; a heading that is a text heads text."""
    return Table(name, caption, "sheet", _heads(heads, "text"), _rows(lines), anchor=anchor)


def meter(
    name: str,
    caption: str,
    heads: tuple[str, ...],
    lines: Iterable[tuple[str, tuple[Cell, ...]]],
    *,
    in_excel: bool = False,
) -> Table:
    """Return lines of (id, cells): words first, then a number under each other heading."""
    columns = (Column(heads[0]), *_heads(heads[1:], "number"))
    look, anchor = ("pivot", "A1") if in_excel else ("frame", "")
    return Table(name, caption, look, columns, _rows(lines), anchor=anchor)  # type: ignore[arg-type]  # both are looks


def _heads(heads: Iterable[str | Column], kind: ColumnKind) -> tuple[Column, ...]:
    return tuple(head if isinstance(head, Column) else Column(head, kind) for head in heads)


def _rows(lines: Iterable[tuple[str, tuple[Cell, ...]]]) -> tuple[Row, ...]:
    return tuple(Row(name, cells) for name, cells in lines)
