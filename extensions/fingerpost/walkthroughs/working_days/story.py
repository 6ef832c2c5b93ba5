"""The scene of "Working days" for any table with two columns of dates."""

from typing import Any

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.days import as_days, date_columns, written_as
from fingerpost.walkthroughs.drawn import as_frame, meter, on_sheet, sheet
from fingerpost.walkthroughs.focus import some_of_each
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Column, Row, Scene, Table
from fingerpost.walkthroughs.working_days import code
from fingerpost.walkthroughs.working_days.steps import all_steps
from fingerpost.walkthroughs.working_days.told import Columns, Counts, Spans, Told, bank_holidays

_ASK = 'Name them: walk.working_days(table, start="…", end="…").'
_MOST_LISTED = 10


def tell_working_days(frame: object, *, start: str | None, end: str | None, limit: int, name: str) -> Scene:
    """Return the scene that counts working days from `start` to `end`, the first columns of dates if None.

    Raises:
        CannotShowError: the table or a column cannot be shown, or no row ends on or after its first day.
    """
    table = check_frame(frame)
    first, last = _two_columns(table, start, end)
    check_columns(table, first, last, ask=_ASK)
    days = {column: _days(table, column) for column in (first, last)}
    filled = pd.concat(list(days.values())).dropna()
    everything = Spans(days[first], days[last], bank_holidays(filled.min(), filled.max()))
    if not len(everything.done):
        raise CannotShowError(
            f"No row has both days with {last} on or after {first}, so nothing can be counted. Swap "
            "start and end?"
        )
    others = [other for other in table.columns if other not in days][:1]
    lean = table[[other for other in table.columns if other in {*days, *others}]].assign(**days)
    sample = lean.iloc[some_of_each(len(table), _cases(everything, limit))].reset_index(drop=True)
    told = Told(
        name,
        Columns(first, last, written_as(table[first]), written_as(table[last]), limit),
        sample,
        Spans(sample[first], sample[last], everything.holidays),
        everything,
    )
    return Scene("working_days", "Working days", _tables(told), all_steps(told))


def _two_columns(table: pd.DataFrame, start: str | None, end: str | None) -> tuple[str, str]:
    found = [name for name in date_columns(table) if name not in {start, end}]
    wanted = [start or (found.pop(0) if found else None), end or (found.pop(0) if found else None)]
    if wanted[0] is None or wanted[1] is None:
        raise CannotShowError(f"This table has no two columns of dates. {_ASK}")
    if wanted[0] == wanted[1]:
        raise CannotShowError(f"Both ends are '{wanted[0]}'. Name another column for one of them.")
    return wanted[0], wanted[1]


def _days(table: pd.DataFrame, column: str) -> "pd.Series[Any]":
    days = as_days(table[column])
    if days is None:
        raise CannotShowError(
            f"Column '{column}' holds no dates, or not in one way throughout. Choose another, or read it as "
            'dates first: pd.to_datetime(…, format="%d/%m/%Y").'
        )
    return days


def _cases(spans: Spans, limit: int) -> list[tuple[np.ndarray, int]]:
    """Return which rows to show: over only in calendar days, over, changed by a holiday, not countable."""
    done = spans.done
    return [
        (_at(spans, done[(spans.calendar > limit) & (spans.working <= limit)]), 2),
        (_at(spans, done[spans.working > limit]), 2),
        (_at(spans, done[spans.weekdays != spans.working]), 2),
        (~_at(spans, done), 2),
    ]


def _at(spans: Spans, rows: Counts) -> np.ndarray:
    chosen = np.zeros(len(spans.start), dtype=bool)
    chosen[rows] = True
    return chosen


def _tables(told: Told) -> tuple[Table, ...]:
    spans = told.spans
    return (
        sheet("sheet", told.table, told.sample),
        _networkdays(told),
        _holidays(told),
        as_frame("frame", f"{told.table}, as a DataFrame", told.sample),
        _counted(told, "calendar", spans.calendar),
        _counted(told, "without_end", spans.without_end),
        _counted(told, "weekdays", spans.weekdays),
        _counted(told, "working", spans.working),
        _meter(told),
        _excel_meter(told),
    )


def _networkdays(told: Told) -> Table:
    """Return the sheet with NETWORKDAYS beside each row; a row that cannot be counted shows none."""
    plain = sheet("", "", told.sample)
    made = dict(zip(told.spans.done.tolist(), told.spans.working, strict=True))
    rows = tuple(
        Row(row.id, (*row.cells, int(made[at]) if at in made else None)) for at, row in enumerate(plain.rows)
    )
    columns = (*plain.columns, Column(code.WORKING, "number"))
    return Table("networkdays", f"{told.table}, NETWORKDAYS filled down", "sheet", columns, rows, anchor="A1")


def _holidays(told: Told) -> Table:
    listed = told.holidays[:_MOST_LISTED]
    lines = [(f"holiday-{at}", (f"{day:%Y-%m-%d}",)) for at, day in enumerate(listed)]
    head = Column("bank holidays", "date")
    return on_sheet("holidays", "bank holidays", (head,), lines, anchor=code.list_anchor(told))


def _counted(told: Told, name: str, counts: Counts) -> Table:
    """Return the rows that can be counted, with one way's number beside each."""
    plain = as_frame(name, "rows that can be counted", told.sample, keep=told.spans.done.tolist())
    rows = tuple(Row(row.id, (*row.cells, int(count))) for row, count in zip(plain.rows, counts, strict=True))
    return Table(
        name, plain.caption, "frame", (*plain.columns, Column(code.WORKING, "number", "int64")), rows
    )


def _meter(told: Told) -> Table:
    spans, limit = told.everything, told.columns.limit
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("counted", ("rows counted", len(spans.done))),
        ("blank", ("a day missing", spans.blank)),
        ("reversed", ("ends before it begins", spans.reversed)),
        ("calendar", (f"over {limit} calendar days", told.over(spans.calendar))),
        ("weekdays", (f"over {limit} weekdays", told.over(spans.weekdays))),
        ("working", (f"over {limit} working days", told.over(spans.working))),
    )
    return meter("meter", "ways to count", ("over all rows", "rows"), lines)


def _excel_meter(told: Told) -> Table:
    over = told.over(told.everything.working)
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (("working", (f"over {told.columns.limit}", over)),)
    return meter("excel_meter", "NETWORKDAYS with its list", ("over all rows", "Excel"), lines, in_excel=True)
