"""The scene of "Dates are numbers" for any column of dates."""

import numpy as np
import pandas as pd

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.dates import code
from fingerpost.walkthroughs.dates.steps import all_steps
from fingerpost.walkthroughs.dates.told import Told, Ways
from fingerpost.walkthroughs.days import as_days, date_columns, serial, written_as
from fingerpost.walkthroughs.drawn import as_frame, meter, on_sheet, sheet
from fingerpost.walkthroughs.focus import some_of_each
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Column, Row, Scene, Table

_ASK = 'Name one: walk.dates(table, column="…").'
_FIRST_SERIAL = pd.Timestamp("1900-03-01")  # before it Excel counts a 29 February that never was


def tell_dates(frame: object, *, column: str | None, name: str) -> Scene:
    """Return the scene that counts days and years from `column`, the first of dates if None.

    Years are counted to the 31 March on or after the latest date: the day on which returns look.

    Raises:
        CannotShowError: the table cannot be shown, or the column holds no dates, or some before March 1900.
    """
    table = check_frame(frame)
    chosen = column or next(iter(date_columns(table)), None)
    if chosen is None:
        raise CannotShowError(f"No column of this table holds dates. {_ASK}")
    check_columns(table, chosen, ask=_ASK)
    born = as_days(table[chosen])
    if born is None:
        raise CannotShowError(
            f"Column '{chosen}' holds no dates, or not in one way throughout. Choose another, or read it as "
            'dates first: pd.to_datetime(…, format="%d/%m/%Y").'
        )
    if born.min() < _FIRST_SERIAL:
        raise CannotShowError(
            f"Column '{chosen}' has a date before March 1900, where Excel has none: is a century missing?"
        )
    everything = Ways(born, _reporting_day(born.max()))
    others = [other for other in table.columns if other != chosen][:1]
    lean = table[[other for other in table.columns if other in {chosen, *others}]].assign(**{chosen: born})
    rows = some_of_each(len(table), _cases(everything))
    sample = lean.iloc[rows].reset_index(drop=True)
    told = Told(
        name, chosen, written_as(table[chosen]), sample, Ways(sample[chosen], everything.on), everything
    )
    return Scene("dates", "Dates are numbers", _tables(told), all_steps(told))


def _reporting_day(latest: pd.Timestamp) -> pd.Timestamp:
    day = pd.Timestamp(year=latest.year, month=3, day=31)
    return day if day >= latest else pd.Timestamp(year=latest.year + 1, month=3, day=31)


def _cases(ways: Ways) -> list[tuple[np.ndarray, int]]:
    """Return which rows to show: wrong by length, one too many, right, and blank."""
    crude = ((ways.year_less_year != ways.age) & ways.born.notna()).to_numpy()
    length = ((ways.by_length != ways.age) & ways.born.notna()).to_numpy()
    return [(length, 2), (crude, 3), (~crude, 3), (ways.born.isna().to_numpy(), 1)]


def _tables(told: Told) -> tuple[Table, ...]:
    ways, sample = told.ways, told.sample
    serials = sample.assign(**{told.column: pd.Series([_serial(day) for day in sample[told.column]])})
    return (
        sheet("sheet", told.table, sample),
        sheet("serials", f"{told.table}, format General", serials),
        _fixed(told, "fixed", Column("on", "date"), to_cell(told.on)),
        _fixed(told, "fixed_serial", Column("on", "number"), serial(told.on)),
        _as_read(told),
        as_frame("born", f"{told.column} as dates", sample),
        _with(told, "days", code.DAYS, ways.days),
        _with(told, "year_less_year", code.AGE, ways.year_less_year),
        _with(told, "by_length", code.AGE, ways.by_length),
        _with(told, "age", code.AGE, ways.age),
        _meter(told),
        _excel_meter(told),
    )


def _serial(day: pd.Timestamp) -> int | None:
    return None if pd.isna(day) else serial(day)


def _fixed(told: Told, name: str, head: Column, cell: Cell) -> Table:
    return on_sheet(name, "the day counted to", (head,), [("fixed", (cell,))], anchor=code.fixed_anchor(told))


def _as_read(told: Told) -> Table:
    """Return the table as it was given: with text where its dates are text."""
    days = told.sample[told.column]
    text = pd.Series([None if pd.isna(day) else f"{day:{told.written}}" for day in days], dtype="str")
    given = told.sample.assign(**{told.column: text}) if told.written else told.sample
    return as_frame("frame", f"{told.table}, as a DataFrame", given)


def _with(told: Told, name: str, made: str, values: "pd.Series[int]") -> Table:
    """Return the dates with one way's numbers beside them."""
    plain = as_frame(name, f"{told.table} with {made}", told.sample)
    rows = tuple(Row(row.id, (*row.cells, to_cell(values.iloc[at]))) for at, row in enumerate(plain.rows))
    return Table(name, plain.caption, "frame", (*plain.columns, column_of(values, name=made)), rows)


def _meter(told: Told) -> Table:
    ways = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("rows", ("rows", len(ways.born))),
        ("blank", (f"{told.column} blank", int(ways.born.isna().sum()))),
        ("crude", ("wrong by year minus year", len(ways.wrong(ways.year_less_year)))),
        ("length", ("wrong by 365.25", len(ways.wrong(ways.by_length)))),
        ("years", ("whole years, added up", to_cell(ways.age.sum()))),
    )
    return meter("meter", "three ways to years", ("over all rows", "rows"), lines)


def _excel_meter(told: Told) -> Table:
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("years", ("DATEDIF, added up", to_cell(told.everything.age.sum()))),
    )
    return meter("excel_meter", "DATEDIF with “y”", ("over all rows", "Excel"), lines, in_excel=True)
