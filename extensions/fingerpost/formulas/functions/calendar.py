"""Dates: DATE, YEAR, DATEDIF, EOMONTH, WEEKDAY, YEARFRAC."""

import math
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from fingerpost.formulas.registry import excel
from fingerpost.formulas.serials import (
    LAST_SERIAL,
    day_of,
    days_in_month,
    parts_of,
    serial_from_parts,
    serial_of,
)
from fingerpost.formulas.troubles import RefusedFormulaError
from fingerpost.formulas.values import NUM, VALUE, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope

_Parts = tuple[int, int, int]


@excel("DATE", signature="nnn")
def date_(year: float, month: float, day: float) -> Value:
    """The serial of a day; months and days roll over."""
    serial = serial_from_parts(year, month, day)
    return NUM if serial is None else serial


def _part(place: int) -> Callable[[float], Value]:
    def run(serial: float) -> Value:
        parts = parts_of(serial)
        return NUM if parts is None else float(parts[place])

    return run


for _place, _name in enumerate(("YEAR", "MONTH", "DAY")):
    excel(_name, signature="n")(_part(_place))


@excel("TODAY", signature="", scope=True, volatile=True)
def today(scope: "Scope") -> float:
    """The day the caller said it is.

    Raises:
        RefusedFormulaError: no day was given, and the clock is not read: the same data must give the
            same answer.
    """
    if scope.book.as_at is None:
        at = scope.at
        start, stop = (at.start, at.stop) if at is not None else (0, 1)
        raise RefusedFormulaError(
            f"At character {start + 1} the formula asks for today's date, which changes the answer every day:"
            " say which day it shall be, with --as-at 2025-03-31 or as_at=.",
            what="volatile date",
            start=start,
            stop=stop,
        )
    return float(serial_of(scope.book.as_at))


excel("NOW", signature="", scope=True, volatile=True)(today)


def _shifted(serial: float, months: float, *, to_end: bool) -> Value:
    parts = parts_of(serial)
    if parts is None:
        return NUM
    year, month, day = parts
    count = year * 12 + month - 1 + math.trunc(months)
    year, month = count // 12, count % 12 + 1
    last = days_in_month(year, month) if 1900 <= year <= 9999 else 31  # noqa: PLR2004 - Excel's years
    if not 1900 <= year <= 9999:  # noqa: PLR2004 - Excel's years
        return NUM
    result = serial_from_parts(year, month, last if to_end else min(day, last))
    return NUM if result is None else result


@excel("EDATE", signature="nn")
def edate(serial: float, months: float) -> Value:
    """The same day some months on, the month's last day where it has no such day."""
    return _shifted(serial, months, to_end=False)


@excel("EOMONTH", signature="nn")
def eomonth(serial: float, months: float) -> Value:
    """The last day of the month some months on."""
    return _shifted(serial, months, to_end=True)


_WEEKDAY_STARTS = {1: 6, 2: 0, 3: 0, 11: 0, 12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6}  # Monday is 0


def _monday_zero(serial: float) -> int:
    """Return Monday 0 to Sunday 6, by Excel's own count, in which 1 January 1900 was a Sunday."""
    return (math.floor(serial) - 2) % 7


@excel("WEEKDAY", signature="nn?")
def weekday(serial: float, kind: float = 1.0) -> Value:
    """The day of the week; unless told, Sunday is 1."""
    begins = _WEEKDAY_STARTS.get(int(kind))
    if begins is None or not 0 <= serial <= LAST_SERIAL:
        return NUM
    place = (_monday_zero(serial) - begins) % 7
    return float(place if int(kind) == 3 else place + 1)  # noqa: PLR2004 - the kind that counts from 0


@excel("WEEKNUM", signature="nn?")
def weeknum(serial: float, kind: float = 1.0) -> Value:
    """The week of the year, the one with 1 January being the first; kind 21 counts as ISO does."""
    if int(kind) == 21:  # noqa: PLR2004 - the ISO week
        return isoweeknum(serial)
    begins = _WEEKDAY_STARTS.get(int(kind)) if int(kind) != 3 else None  # noqa: PLR2004 - no week begins so
    parts = parts_of(serial)
    if begins is None or parts is None:
        return NUM
    first = serial_from_parts(parts[0], 1, 1) or 0.0
    lead = (_monday_zero(first) - begins) % 7
    return float((math.floor(serial) - first + lead) // 7 + 1)


@excel("ISOWEEKNUM", signature="n")
def isoweeknum(serial: float) -> Value:
    """The ISO week: the one with the year's first Thursday is the first."""
    day = day_of(serial)
    return NUM if day is None else float(day.isocalendar().week)


@excel("DAYS", signature="nn")
def days(last: float, first: float) -> Value:
    """How many days from the second to the first."""
    if parts_of(last) is None or parts_of(first) is None:
        return NUM
    return float(math.floor(last) - math.floor(first))


def _whole_months(start: _Parts, end: _Parts) -> int:
    return (end[0] - start[0]) * 12 + end[1] - start[1] - (end[2] < start[2])


def _days_beyond_years(first: float, last: float, start: _Parts, end: _Parts) -> Value:
    """Days with the years passed over: from the start's day in the end's year, or the year before."""
    year = end[0] if (end[1], end[2]) >= (start[1], start[2]) else end[0] - 1
    anniversary = serial_from_parts(year, start[1], start[2])
    del first
    return NUM if anniversary is None else float(math.floor(last) - anniversary)


def _days_beyond_months(last: float, start: _Parts, end: _Parts) -> Value:
    """Days with the months passed over, as Excel's documented "md" has them: they can be negative."""
    if end[2] >= start[2]:
        return float(end[2] - start[2])
    reached = serial_from_parts(end[0], end[1] - 1, start[2])
    return NUM if reached is None else float(math.floor(last) - reached)


@excel("DATEDIF", signature="nnt")
def datedif(first: float, last: float, unit: str) -> Value:
    """Whole years, months or days between two days; #NUM! where the first is the later.

    Source: Microsoft's support page "DATEDIF function", which warns of "MD".
    """
    start, end = parts_of(first), parts_of(last)
    if start is None or end is None or math.floor(first) > math.floor(last):
        return NUM
    by_unit: dict[str, Callable[[], Value]] = {
        "Y": lambda: float(_whole_months(start, end) // 12),
        "M": lambda: float(_whole_months(start, end)),
        "D": lambda: float(math.floor(last) - math.floor(first)),
        "YM": lambda: float(_whole_months(start, end) % 12),
        "YD": lambda: _days_beyond_years(first, last, start, end),
        "MD": lambda: _days_beyond_months(last, start, end),
    }
    compute = by_unit.get(unit.upper())
    return NUM if compute is None else compute()


def _is_last_of_february(parts: _Parts) -> bool:
    return parts[1] == 2 and parts[2] == days_in_month(parts[0], 2)  # noqa: PLR2004 - February


def _thirty_days(start: _Parts, end: _Parts, *, european: bool, nasd: bool = True) -> int:
    """Days in a year of twelve months of 30 days."""
    first, last = start[2], end[2]
    if european:
        first, last = min(first, 30), min(last, 30)
    else:
        if nasd and _is_last_of_february(start):
            last = 30 if _is_last_of_february(end) else last
            first = 30
        if last == 31 and first >= 30:  # noqa: PLR2004 - days of a long and of a short month
            last = 30
        first = min(first, 30)
    return (end[0] - start[0]) * 360 + (end[1] - start[1]) * 30 + last - first


@excel("DAYS360", signature="nnb?")
def days360(first: float, last: float, european: bool = False) -> Value:  # noqa: FBT001, FBT002 - Excel's order
    """Days in a year of 360."""
    start, end = parts_of(first), parts_of(last)
    if start is None or end is None:
        return NUM
    if not european and end[2] == 31 and start[2] < 30 and not _is_last_of_february(start):  # noqa: PLR2004 - as above
        year, month = (end[0], end[1] + 1) if end[1] < 12 else (end[0] + 1, 1)  # noqa: PLR2004 - December
        end = (year, month, 1)
    return float(_thirty_days(start, end, european=european))


def _is_leap(year: int) -> bool:
    return days_in_month(year, 2) == 29  # noqa: PLR2004 - February in a leap year


def _year_length(first: date, last: date) -> float:
    """Return the length of a year under basis 1.

    366 or 365 within one year, else the mean of the years spanned.
    """
    within = (last.year, last.month, last.day) <= (first.year + 1, first.month, first.day)
    if not within:
        years = range(first.year, last.year + 1)
        return sum(366 if _is_leap(year) else 365 for year in years) / len(years)
    if first.year == last.year:
        return 366.0 if _is_leap(first.year) else 365.0
    leap_day_passed = (_is_leap(first.year) and (first.month, first.day) <= (2, 29)) or (
        _is_leap(last.year) and (last.month, last.day) >= (2, 29)
    )
    return 366.0 if leap_day_passed else 365.0


@excel("YEARFRAC", signature="nnn?")
def yearfrac(first: float, last: float, basis: float = 0.0) -> Value:
    """The part of a year between two days; basis 0 counts months of 30 days."""
    first, last = sorted((math.floor(first), math.floor(last)))
    start, end = parts_of(first), parts_of(last)
    if start is None or end is None or not 0 <= int(basis) <= 4:  # noqa: PLR2004 - the documented bases
        return NUM
    elapsed = last - first
    if int(basis) == 1:
        one, other = day_of(first), day_of(last)
        return VALUE if one is None or other is None else elapsed / _year_length(one, other)
    if int(basis) in {2, 3}:
        return elapsed / (360 if int(basis) == 2 else 365)  # noqa: PLR2004 - actual days over 360
    return _thirty_days(start, end, european=int(basis) == 4) / 360  # noqa: PLR2004 - the European count
