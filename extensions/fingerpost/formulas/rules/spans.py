"""Parts of a year between two days, by the five ways of counting that YEARFRAC knows."""

import math
from typing import Any

from fingerpost.formulas.rules.dates import _parts
from fingerpost.formulas.rules.rows import excel_each


def excel_yearfrac(first: Any, last: Any, basis: int) -> Any:  # noqa: ANN401 - columns or single values
    """Return the part of a year between two serials; basis 0 counts months of 30 days, 1 the true days."""
    return excel_each(lambda start, end: _yearfrac(start, end, basis), first, last)


def excel_days360(first: Any, last: Any, european: bool) -> Any:  # noqa: ANN401, FBT001 - columns or single values
    """Return the days from one serial to another in a year of twelve months of 30 days."""

    def counted(start: float, end: float) -> float | None:
        begins, ends = _parts(math.floor(start)), _parts(math.floor(end))
        return (
            None if begins is None or ends is None else float(_thirty_days(begins, ends, european=european))
        )

    return excel_each(counted, first, last)


def _yearfrac(first: float, last: float, basis: int) -> float | None:
    low, high = sorted((math.floor(first), math.floor(last)))
    start, end = _parts(low), _parts(high)
    if start is None or end is None or (basis == 1 and (low == 0 or 60 in {low, high})):  # noqa: PLR2004 - no true day
        return None
    if basis == 1:
        return (high - low) / _year_length(start, end)
    if basis in {2, 3}:
        return (high - low) / (360 if basis == 2 else 365)  # noqa: PLR2004 - actual days over 360
    return _thirty_days(start, end, european=basis == 4) / 360  # noqa: PLR2004 - the European count


def _leap(year: int) -> bool:
    return year == 1900 or (year % 4 == 0 and year % 100 != 0) or year % 400 == 0  # noqa: PLR2004 - Excel's calendar


def _year_length(start: tuple[int, int, int], end: tuple[int, int, int]) -> float:
    """Return the length of a year: of the one year, else the mean of those spanned."""
    if end > (start[0] + 1, *start[1:]):
        years = range(start[0], end[0] + 1)
        return sum(366 if _leap(year) else 365 for year in years) / len(years)
    if start[0] == end[0]:
        return 366 if _leap(start[0]) else 365
    passed = (_leap(start[0]) and start[1:] <= (2, 29)) or (_leap(end[0]) and end[1:] >= (2, 29))
    return 366 if passed else 365


def _thirty_days(start: tuple[int, int, int], end: tuple[int, int, int], *, european: bool) -> int:
    """Return the days in a year of twelve months of 30 days."""
    first, last = start[2], end[2]
    if european:
        first, last = min(first, 30), min(last, 30)
    else:
        ends = [parts[1] == 2 and parts[2] == 28 + _leap(parts[0]) for parts in (start, end)]  # noqa: PLR2004 - February
        last = 30 if all(ends) else last
        first = 30 if ends[0] else min(first, 30)
        last = 30 if last == 31 and first == 30 else last  # noqa: PLR2004 - days of a long and of a short month
    return (end[0] - start[0]) * 360 + (end[1] - start[1]) * 30 + last - first
