"""A DataFrame's values as a scene's cells, and its columns' kinds."""

import re
from datetime import date
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.scene import Cell, Column, ColumnKind, Look

_LONGEST_TEXT = 28
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
_LARGEST_EXACT = 2**53  # browsers round whole numbers beyond it


def to_cell(value: object) -> Cell:
    """Return one value as JSON knows it: a blank of any sort is None, a day is '2025-03-31'.

    Text longer than fits a cell is shortened with an ellipsis.
    """
    if _is_blank(value):
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, Integral):
        return int(value) if abs(int(value)) <= _LARGEST_EXACT else str(int(value))
    if isinstance(value, Real):
        return _number(float(value))
    if isinstance(value, date):
        return _day(pd.Timestamp(value))
    text = str(value)
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def column_of(values: "pd.Series[Any]", *, name: str = "") -> Column:
    """Return the scene's column for a Series, with pandas' name for its type."""
    return Column(name or str(values.name), kind=_kind(values.dtype), dtype=str(values.dtype))


def cell_text(cell: Cell, column: Column, look: Look) -> str:
    """Return how a cell reads on its side: Excel leaves a blank empty, pandas writes NaN."""
    in_excel = look in {"sheet", "pivot"}
    if cell is None:
        return "" if in_excel else "NaT" if column.kind == "date" else "NaN"
    if isinstance(cell, bool):
        return str(cell).upper() if in_excel else str(cell)
    if in_excel and column.kind == "date":
        return _ISO_DAY.sub(r"\3/\2/\1", str(cell))
    return '""' if cell == "" else str(cell)


def _kind(dtype: object) -> ColumnKind:
    if types.is_bool_dtype(dtype):  # type: ignore[arg-type]  # the stubs name fewer dtypes than pandas takes
        return "truth"
    if types.is_numeric_dtype(dtype):  # type: ignore[arg-type]  # as above
        return "number"
    return "date" if types.is_datetime64_any_dtype(dtype) else "text"  # type: ignore[arg-type]  # as above


def _is_blank(value: object) -> bool:
    blank = pd.isna(value)  # type: ignore[call-overload]  # any object may come from a table
    return blank is True or (not isinstance(blank, bool) and bool(getattr(blank, "size", 0) == 1 and blank))


def _number(value: float) -> Cell:
    """Return a whole number without its '.0'; infinity, which JSON lacks, as text."""
    if value in {float("inf"), float("-inf")}:
        return str(value)
    return int(value) if value.is_integer() else value


def _day(moment: pd.Timestamp) -> str:
    shown = moment.isoformat(sep=" ", timespec="minutes")
    return shown.removesuffix(" 00:00")
