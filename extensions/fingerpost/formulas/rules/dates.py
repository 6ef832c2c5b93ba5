"""Days as serial numbers, in Excel's calendar."""

import math
from datetime import date, timedelta
from typing import Any

import pandas as pd

from fingerpost.formulas.rules.rows import excel_each


def excel_serial(days: Any) -> Any:  # noqa: ANN401 - a column or a single day
    """Return dates as Excel's serial numbers: 1 March 2024 is 45352."""
    return (days - pd.Timestamp("1899-12-30")) / pd.Timedelta(days=1)


def _parts(serial: float) -> tuple[int, int, int] | None:
    """Return year, month and day of a serial; Excel's calendar has a 0 January and a 29 February 1900."""
    whole = math.floor(serial)
    if not 0 <= whole <= 2_958_465:  # noqa: PLR2004 - 31 December 9999
        return None
    if whole in {0, 60}:
        return (1900, 1, 0) if whole == 0 else (1900, 2, 29)
    day = date(1899, 12, 30) + timedelta(days=whole + (whole < 60))  # noqa: PLR2004 - the day that never was
    return (day.year, day.month, day.day)


def excel_year(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the year of a serial number."""
    return excel_each(lambda value: _part(value, 0), serial)


def excel_month(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the month of a serial number."""
    return excel_each(lambda value: _part(value, 1), serial)


def excel_day(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the day of the month of a serial number."""
    return excel_each(lambda value: _part(value, 2), serial)


def _part(serial: float, place: int) -> float | None:
    parts = _parts(serial)
    return None if parts is None else float(parts[place])


def excel_date(year: Any, month: Any, day: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the serial of a day; months and days roll over: month 13 is next January."""
    return excel_each(_date, year, month, day)


def _date(year: float, month: float, day: float) -> float | None:
    years, months = math.floor(year), math.floor(month)
    years = (years + 1900 if 0 <= years < 1900 else years) + (months - 1) // 12  # noqa: PLR2004 - Excel's first year
    if not 1899 <= years <= 9999:  # noqa: PLR2004 - Excel's years
        return None
    first = (date(years, (months - 1) % 12 + 1, 1) - date(1899, 12, 30)).days
    serial = first - (first <= 60) + math.floor(day) - 1  # noqa: PLR2004 - the day that never was
    return float(serial) if 0 <= serial <= 2_958_465 else None  # noqa: PLR2004 - 31 December 9999


def excel_edate(serial: Any, months: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the same day some months on, the month's last where it has no such day."""
    return excel_each(lambda value, count: _edate(value, count, to_end=False), serial, months)


def excel_eomonth(serial: Any, months: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the last day of the month some months on."""
    return excel_each(lambda value, count: _edate(value, count, to_end=True), serial, months)


def _edate(serial: float, months: float, *, to_end: bool) -> float | None:
    parts = _parts(serial)
    if parts is None:
        return None
    count = parts[0] * 12 + parts[1] - 1 + math.trunc(months)
    year, month = divmod(count, 12)
    last = _date(year, month + 2, 0)
    if last is None or not 1900 <= year <= 9999:  # noqa: PLR2004 - Excel's years
        return None
    wanted = _date(year, month + 1, parts[2])
    return last if to_end or wanted is None else min(wanted, last)


def excel_weekday(serial: Any, first: int) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the day of the week, 1 for the day `first` (Monday is 0, Sunday 6)."""
    return excel_each(
        lambda value: float((math.floor(value) - 2 - first) % 7 + 1) if value >= 0 else None, serial
    )


def excel_isoweek(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the ISO week of a serial number."""
    return excel_each(
        lambda value: (
            float((date(1899, 12, 30) + timedelta(days=math.floor(value))).isocalendar().week)
            if value > 60  # noqa: PLR2004 - before, Excel's days are not true
            else None
        ),
        serial,
    )


def excel_weeknum(serial: Any, first: int) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the week of the year, weeks beginning on the day `first` (Monday is 0, Sunday 6)."""
    return excel_each(lambda value: _weeknum(value, first), serial)


def _weeknum(serial: float, first: int) -> float | None:
    parts = _parts(serial)
    new_year = None if parts is None else _date(parts[0], 1, 1)
    if new_year is None:
        return None
    return float((math.floor(serial) - new_year + (new_year - 2 - first) % 7) // 7 + 1)


def excel_datedif(first: Any, last: Any, unit: str) -> Any:  # noqa: ANN401 - columns or single values
    """Return whole years (y), months (m, ym) or days (d, yd, md) between two serials.

    Missing where the first is the later.
    """
    return excel_each(lambda start, end: _datedif(start, end, unit), first, last)


def _datedif(first: float, last: float, unit: str) -> float | None:
    start, end = _parts(first), _parts(last)
    if start is None or end is None or math.floor(first) > math.floor(last):
        return None
    if unit in {"yd", "md"}:
        return _days_beyond(math.floor(last), start, end, unit)
    months = (end[0] - start[0]) * 12 + end[1] - start[1] - (end[2] < start[2])
    return float(
        {"y": months // 12, "m": months, "ym": months % 12, "d": math.floor(last) - math.floor(first)}[unit]
    )


def _days_beyond(
    last: int, start: tuple[int, int, int], end: tuple[int, int, int], unit: str
) -> float | None:
    """Return the days left when whole years (yd) or whole months (md) are passed over."""
    if unit == "md" and end[2] >= start[2]:
        return float(end[2] - start[2])
    year = end[0] if end[1:] >= start[1:] else end[0] - 1
    reached = _date(year, *start[1:]) if unit == "yd" else _date(end[0], end[1] - 1, start[2])
    return None if reached is None else last - reached


def excel_networkdays(first: Any, last: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return days from Monday to Friday, both ends included; negative where the first is the later."""
    return excel_each(_networkdays, first, last)


def _networkdays(first: float, last: float) -> float | None:
    low, high = sorted((math.floor(first), math.floor(last)))
    if low < 0:
        return None

    def before(serial: int) -> int:
        weeks, rest = divmod(serial - 1, 7)  # serial 2 was a Monday
        return weeks * 5 + min(rest, 5)

    worked = before(high) - before(low - 1)
    return float(worked if first <= last else -worked)


def excel_workday(first: Any, count: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the working day some working days on, the first day not counted."""
    return excel_each(_workday, first, count)


def _workday(first: float, count: float) -> float | None:
    serial, left = math.floor(first), math.trunc(count)
    step = 1 if left > 0 else -1
    weeks = max(abs(left) // 5 - 1, 0)
    serial, left = serial + step * weeks * 7, left - step * weeks * 5
    while left:
        serial += step
        left -= step if (serial - 2) % 7 < 5 else 0  # noqa: PLR2004 - Monday to Friday
    return float(serial) if 0 <= serial <= 2_958_465 else None  # noqa: PLR2004 - 31 December 9999


def excel_strftime(serial: Any, pattern: str) -> Any:  # noqa: ANN401 - a column or a single value
    """Return serial numbers as dates written by a pattern such as %d/%m/%Y."""
    return excel_each(
        lambda value: (
            (date(1899, 12, 30) + timedelta(days=math.floor(value))).strftime(pattern)
            if value > 60  # noqa: PLR2004 - before, Excel's days are not true
            else None
        ),
        serial,
    )
