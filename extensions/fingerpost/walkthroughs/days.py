"""A column as days: dates as they are, and text that is written as a date in one way throughout."""

from typing import Any

import pandas as pd
from pandas.api import types

_WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_LOOK_AT = 10_000


def as_days(values: "pd.Series[Any]") -> "pd.Series[Any] | None":
    """Return a column of dates without their times, or nothing if it holds something else or no date at all.

    Text counts as dates if every cell of it is written in one way, day before month.
    """
    if types.is_datetime64_any_dtype(values):
        plain = values.dt.tz_localize(None) if values.dt.tz is not None else values
        return None if plain.isna().all() else plain.dt.normalize()
    written = written_as(values)
    if not written:
        return None
    days = pd.to_datetime(values, format=written, errors="coerce")
    return days if days.notna().equals(values.notna()) else None


def written_as(values: "pd.Series[Any]") -> str:
    """Return the one way in which a column of text writes its dates, '%d/%m/%Y', or nothing."""
    if not types.is_string_dtype(values):
        return ""
    some = values.head(_LOOK_AT).dropna()
    if some.empty:
        some = values.dropna().head(_LOOK_AT)
    ways = (way for way in _WRITTEN if pd.to_datetime(some, format=way, errors="coerce").notna().all())
    return "" if some.empty else next(ways, "")


def date_columns(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the names of the columns that can be read as days, in their order."""
    return tuple(str(name) for name in frame.columns if as_days(frame[name]) is not None)


def serial(day: pd.Timestamp) -> int:
    """Return the number Excel stores for a day from 1 March 1900: 1 for 1 January 1900, 45,000 in 2023."""
    return (day - pd.Timestamp("1899-12-30")).days


def in_words(day: pd.Timestamp) -> str:
    """Return a day as prose has it: '31 March 2025'."""
    return f"{day.day} {day.month_name()} {day.year}"
