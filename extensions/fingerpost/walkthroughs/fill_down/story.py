"""The scene of "Fill down in slow motion" for any table with a column of dates or numbers."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.days import as_days
from fingerpost.walkthroughs.drawn import as_frame, labels_of, meter, on_sheet, sheet
from fingerpost.walkthroughs.fill_down import code
from fingerpost.walkthroughs.fill_down.steps import all_steps
from fingerpost.walkthroughs.fill_down.told import ADDED, Told, Work, sums_of
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Column, ColumnKind, Row, Scene, Table

_ASK = 'Name one: walk.fill_down(table, column="…").'
_ROWS = 10  # with twelve, and a prediction above them, the player is taller than a notebook window
_BESIDE = 1  # columns shown beside the one that is worked on


def tell_fill_down(frame: object, *, column: str | None, name: str, until: date | str | None = None) -> Scene:
    """Return the scene that works one new column out of `column`, the first of dates or numbers if None.

    Days are counted up to `until`, or to the latest day of the column if None.

    Raises:
        CannotShowError: the table cannot be shown, the column holds neither dates nor numbers, or `until`
            is no day, or is given for a column of numbers.
    """
    table = check_frame(frame)
    chosen = _chosen(table, column)
    work, values = _work(table, chosen, until)
    lean = table[_columns_shown(table, chosen)].assign(**{chosen: values})
    chosen_rows = _choose(values)
    sample = lean.iloc[chosen_rows].reset_index(drop=True)
    told = Told(
        table=name,
        work=work,
        sample=sample,
        sums=sums_of(sample, work),
        everything=sums_of(lean, work),
        labels=labels_of(lean, chosen_rows),
    )
    return Scene("fill_down", "Fill down in slow motion", _tables(told), all_steps(told))


def _chosen(table: pd.DataFrame, column: str | None) -> str:
    """Return the column to work on: the one asked for, or the first of dates, or the first of numbers."""
    if column is not None:
        check_columns(table, column, ask=_ASK)
        return column
    for fits in (_is_dates, _is_numbers):
        for name in table.columns:
            if fits(table[name]):
                return str(name)
    raise CannotShowError(f"No column of this table holds dates or numbers to work on. {_ASK}")


def _is_dates(values: "pd.Series[Any]") -> bool:
    return as_days(values) is not None


def _is_numbers(values: "pd.Series[Any]") -> bool:
    return (
        types.is_numeric_dtype(values)
        and not types.is_bool_dtype(values)
        and not types.is_complex_dtype(values)
        and not values.isna().all()
        and bool(np.isfinite(values.dropna().astype("float64")).all())
    )


def _work(table: pd.DataFrame, column: str, until: date | str | None) -> tuple[Work, "pd.Series[Any]"]:
    """Return the arithmetic that fits a column, and the column as it is worked on."""
    values = table[column]
    days = as_days(values)
    if days is not None:
        last = days.max() if until is None else _day(until)
        return Work(column, "until", last, _free(table, "DAYS")), days
    if _is_numbers(values):
        if until is not None:
            raise CannotShowError(
                f"Column '{column}' holds numbers, and {until!r} is a day to count to. Leave `until` out, or "
                "name a column of dates."
            )
        usual = round(float(values.median()))
        return Work(column, "usual", usual, _free(table, "DIFFERENCE")), values
    raise CannotShowError(
        f"Column '{column}' holds neither dates nor numbers throughout: there is nothing to work out. "
        'Choose another, or read it as dates first: pd.to_datetime(…, format="%d/%m/%Y").'
    )


def _day(until: date | str) -> pd.Timestamp:
    """Return the day that is counted to, without time or zone."""
    day = pd.to_datetime(pd.Series([until]), format="ISO8601", errors="coerce").iloc[0]
    if pd.isna(day):
        raise CannotShowError(
            f'{until!r} cannot be read as a day. Write year, month and day: until="2025-03-31".'
        )
    return pd.Timestamp(day).tz_localize(None).normalize()


def _free(table: pd.DataFrame, name: str) -> str:
    """Return a name for the new column that no column has."""
    while name in table.columns:
        name += "_NEW"
    return name


def _columns_shown(table: pd.DataFrame, column: str) -> list[str]:
    others = [name for name in table.columns if name != column][:_BESIDE]
    return [name for name in table.columns if name in {column, *others}]


def _choose(values: "pd.Series[Any]") -> list[int]:
    """Return positions of at most `_ROWS` rows: the last three, a blank one, and the first."""
    last = range(max(0, len(values) - ADDED), len(values))
    blank = [int(at) for at in np.flatnonzero(values.isna())[:1]]
    first = range(min(len(values), _ROWS))
    return sorted([*dict.fromkeys([*last, *blank, *first])][:_ROWS])


def _tables(told: Told) -> tuple[Table, ...]:
    work, sample = told.work, told.sample
    made = sample.assign(**{work.made: work.of(sample)})
    kind: ColumnKind = "date" if work.on_dates else "number"
    fixed = (("fixed", (work.fixed_cell,)),)
    return (
        sheet("sheet", told.table, sample),
        _dragged(told),
        on_sheet(
            "fixed",
            "fixed value",
            (Column(work.fixed_name, kind),),
            fixed,
            anchor=f"{code.fixed_letter(told)}1",
        ),
        as_frame("frame", f"{told.table}, as a DataFrame", sample, labels=told.labels),
        as_frame("made", f"{told.table} with {work.made}", made, labels=told.labels),
        _meter(told),
        _excel_meter(told),
    )


def _dragged(told: Told) -> Table:
    """Return the sheet with the formula's results, down to where it was dragged."""
    work, sample = told.work, told.sample
    results = work.in_excel(sample)
    plain = sheet("", "", sample)
    rows = tuple(
        Row(row.id, (*row.cells, to_cell(results.iloc[at]) if at < told.dragged else None))
        for at, row in enumerate(plain.rows)
    )
    columns = (*plain.columns, column_of(results, name=work.made))
    return Table("dragged", f"{told.table}, the formula dragged", "sheet", columns, rows, anchor="A1")


def _meter(told: Told) -> Table:
    sums = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("rows", ("rows", sums.rows)),
        ("blank", (f"{told.work.column} blank", sums.blank)),
        ("whole", (f"sum of {told.work.made}", sums.whole)),
    )
    return meter("meter", "one line for the column", ("over all rows", "pandas"), lines)


def _without_formula(rows: int) -> str:
    if rows == 1:
        return "in the last row, which has no formula"
    return f"in the last {rows} rows, which have no formula"


def _excel_meter(told: Told) -> Table:
    sums = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("dragged", ("sum as dragged", sums.dragged)),
        ("missed", (_without_formula(sums.added), sums.missed)),
    )
    return meter("excel_meter", "a formula in each row", ("over all rows", "Excel"), lines, in_excel=True)
