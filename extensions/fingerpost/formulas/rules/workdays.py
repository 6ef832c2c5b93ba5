"""Working days with free weekdays and holidays of one's own, by Excel's rules."""

import math
from typing import Any

from fingerpost.formulas.rules.rows import excel_each


def excel_networkdays_but(first: Any, last: Any, weekend: str, holidays: list[float]) -> Any:  # noqa: ANN401 - columns or single values
    """Return the working days from one day to another, both included, negative where the first is later.

    `weekend` has a 1 for each free day of the week, Monday first; `holidays` are days as Excel's numbers.
    """
    closed = {math.floor(day) for day in holidays}
    return excel_each(lambda start, end: _worked(start, end, weekend, closed), first, last)


def _worked(first: float, last: float, weekend: str, closed: set[int]) -> float | None:
    low, high = sorted((math.floor(first), math.floor(last)))
    if low < 0 or high > 2958465:  # noqa: PLR2004 - 31 December 9999
        return None
    weeks, rest = divmod(high - low + 1, 7)
    days = weeks * weekend.count("0") + sum(weekend[(low + day - 2) % 7] == "0" for day in range(rest))
    days -= sum(low <= day <= high and weekend[(day - 2) % 7] == "0" for day in closed)
    return float(days if first <= last else -days)


def excel_workday_but(first: Any, count: Any, weekend: str, holidays: list[float]) -> Any:  # noqa: ANN401 - columns or single values
    """Return the working day some working days on, the first day not counted."""
    closed = {math.floor(day) for day in holidays}
    return excel_each(lambda start, days: _work_day(start, days, weekend, closed), first, count)


def _work_day(first: float, count: float, weekend: str, closed: set[int]) -> float | None:
    serial, left = math.floor(first), math.trunc(count)
    step = 1 if left > 0 else -1
    while left:
        serial += step
        if not 0 <= serial <= 2958465:  # noqa: PLR2004 - 31 December 9999
            return None
        if weekend[(serial - 2) % 7] == "0" and serial not in closed:
            left -= step
    return float(serial)
