"""Rows crossed with columns: the PivotTable of any fields, as pandas makes it and as Excel does."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.pivot.fields import HOWS, Fields
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell

_MOST_COLUMNS = 50


@dataclass(frozen=True)
class Grid:
    """Labels of lines and columns (None: blank) and the number where they cross; None: no such row."""

    lines: tuple[Cell, ...]
    columns: tuple[Cell, ...]
    numbers: tuple[tuple[Cell, ...], ...]
    has_totals: bool = False
    """Whether the last line, and of several columns the last one, is a Grand Total."""


@dataclass(frozen=True)
class Crossed:
    """The same fields on both sides; Excel's grid ends in its Grand Totals, where it has them."""

    pandas: Grid
    excel: Grid
    merged: bool
    """Whether Excel puts labels into one that differ only in capitals."""
    blank_values: bool
    totalled: Grid | None = None
    """Pandas' grid with its totals, where shares are worked out from it."""


def cross(table: pd.DataFrame, fields: Fields) -> Crossed:
    """Return `table` crossed by `fields` on both sides.

    Raises:
        CannotShowError: the columns would be more than anyone reads, or values cannot be put in order.
    """
    keys = [name for name in (fields.rows, fields.columns) if name]
    try:
        _check_width(table, fields.columns)
        by = [table[key] for key in keys]
        pandas = _grid(by, table[fields.counted], fields)
    except TypeError:
        raise CannotShowError(
            f"The values of {' or '.join(map(repr, (*keys, fields.counted)))} cannot be compared with each "
            "other. Turn them into text first, with astype(str)."
        ) from None
    folded = [_without_capitals(values) for values in by]
    merged = any(one is not values for one, values in zip(folded, by, strict=True))
    values = table[fields.counted]
    as_excel = _as_excel_counts(values, fields)
    inner = _grid(folded, as_excel, fields) if merged or as_excel is not values else pandas
    totalled = _with_totals(pandas, by, values, fields) if fields.shares else None
    excel = _with_totals(inner, folded, as_excel, fields)
    return Crossed(pandas, excel, merged, bool(values.hasnans), totalled)


def _check_width(table: pd.DataFrame, columns: str) -> None:
    different = table[columns].nunique(dropna=False) if columns else 0
    if different > _MOST_COLUMNS:
        raise CannotShowError(
            f"'{columns}' has {different:,} different values, and each would be a column. "
            f"Choose another for Columns, with {_MOST_COLUMNS} at most."
        )


def _grid(keys: "list[pd.Series[Any]]", values: "pd.Series[Any]", fields: Fields) -> Grid:
    """Return what `groupby` gives for one key, and `unstack` for two."""
    grouped = values.groupby(keys, dropna=False, observed=True).agg(HOWS[fields.how].pandas)
    if len(keys) == 1:
        return Grid(_cells(grouped.index), (fields.counted,), tuple((to_cell(number),) for number in grouped))
    spread = grouped.unstack(fill_value=0 if fields.counts else None)  # noqa: PD010 - as the shown code
    rows = tuple(_cells(line) for line in spread.itertuples(index=False, name=None))
    return Grid(_cells(spread.index), _cells(spread.columns), rows)


def _with_totals(inner: Grid, keys: "list[pd.Series[Any]]", values: "pd.Series[Any]", fields: Fields) -> Grid:
    """Return the grid with a Grand Total line, and a Grand Total column where there are columns."""
    way = HOWS[fields.how].pandas
    total = to_cell(values.agg(way))
    if len(keys) == 1:
        return Grid(
            (*inner.lines, "Grand Total"), (fields.summary,), (*inner.numbers, (total,)), has_totals=True
        )
    by_line, by_column = (_grid([key], values, fields).numbers for key in keys)
    numbers = tuple((*line, *at_end) for line, at_end in zip(inner.numbers, by_line, strict=True))
    bottom = (*(number for (number,) in by_column), total)
    return Grid(
        (*inner.lines, "Grand Total"), (*inner.columns, "Grand Total"), (*numbers, bottom), has_totals=True
    )


def _as_excel_counts(values: "pd.Series[Any]", fields: Fields) -> "pd.Series[Any]":
    """Return the values as Distinct Count tells them apart: a blank is one more, capitals are nothing."""
    if fields.how != "distinct":
        return values
    codes, _ = pd.factorize(_without_capitals(values))
    return pd.Series(codes, index=values.index)


def _without_capitals(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return text with each value written as it is met first; the very same values where none differ so."""
    if not pd.api.types.is_string_dtype(values.dtype):
        return values
    first: dict[Hashable, Hashable] = {}
    spelled: dict[Hashable, Hashable] = {
        value: first.setdefault(value.casefold() if isinstance(value, str) else value, value)
        for value in values.dropna().unique()
    }
    return values.map(spelled, na_action="ignore") if len(first) < len(spelled) else values


def _cells(values: Iterable[object]) -> tuple[Cell, ...]:
    return tuple(to_cell(value) for value in values)
