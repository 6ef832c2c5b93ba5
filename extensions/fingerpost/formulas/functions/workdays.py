"""Working days: NETWORKDAYS and WORKDAY, with weekends and holidays of one's own."""

import math

from fingerpost.formulas.coercion import to_number
from fingerpost.formulas.registry import excel
from fingerpost.formulas.serials import LAST_SERIAL
from fingerpost.formulas.values import NUM, VALUE, Array, ExcelError, Value

_TWO_DAYS = {place + 1: {(5 + place) % 7, (6 + place) % 7} for place in range(7)}
_ONE_DAY = {place + 11: {(6 + place) % 7} for place in range(7)}


def weekend_of(value: Value) -> set[int] | ExcelError:
    """Return the free days of a week, Monday 0, from a number or a text such as 0000011."""
    if type(value) is str and len(value) == 7 and set(value) <= {"0", "1"}:  # noqa: PLR2004 - days of a week
        return {place for place, sign in enumerate(value) if sign == "1"}
    if type(value) is str:
        return VALUE
    number = to_number(value)
    if type(number) is ExcelError:
        return number
    days = {**_TWO_DAYS, **_ONE_DAY}.get(int(number))  # type: ignore[arg-type]  # a number by now
    return NUM if days is None else days


def _holidays_of(value: Value | Array) -> frozenset[int] | ExcelError:
    """Return the serials of holidays; blanks are passed over."""
    if type(value) is not Array:
        cells: list[Value] = [value]  # type: ignore[list-item]  # a single value
    else:
        known = value.memo.get("holidays")
        if known is not None:
            return known  # type: ignore[return-value]  # one kind of thing stands under this key
        cells = value.flat
    found = set()
    for cell in cells:
        if cell is None:
            continue
        number = to_number(cell)
        if type(number) is ExcelError:
            return number
        found.add(math.floor(number))  # type: ignore[arg-type]  # a number
    result = frozenset(found)
    if type(value) is Array:
        value.memo["holidays"] = result
    return result


def _working_days_before(serial: int, weekend: set[int]) -> int:
    """Return how many days of the working week lie in serials 2 to `serial`; serial 2 was a Monday."""
    weeks, rest = divmod(serial - 1, 7)
    return weeks * (7 - len(weekend)) + sum(day not in weekend for day in range(rest))


def _is_free(serial: int, weekend: set[int], holidays: frozenset[int]) -> bool:
    return (serial - 2) % 7 in weekend or serial in holidays


@excel("NETWORKDAYS.INTL", signature="nne?r?")
def networkdays_intl(
    first: float, last: float, weekend: Value = 1.0, holidays: Value | Array = None
) -> Value:
    """Working days from one day to another, both included; negative where the first is the later."""
    free, closed = weekend_of(1.0 if weekend is None else weekend), _holidays_of(holidays)
    for part in (free, closed):
        if type(part) is ExcelError:
            return part
    low, high = sorted((math.floor(first), math.floor(last)))
    if low < 0 or high > LAST_SERIAL:
        return NUM
    worked = _working_days_before(high, free) - _working_days_before(low - 1, free)  # type: ignore[arg-type]  # a set by now
    worked -= sum(low <= day <= high and (day - 2) % 7 not in free for day in closed)  # type: ignore[union-attr, operator]  # sets
    return float(worked if first <= last else -worked)


@excel("NETWORKDAYS", signature="nnr?")
def networkdays(first: float, last: float, holidays: Value | Array = None) -> Value:
    """Days from Monday to Friday, both ends included, without the holidays."""
    return networkdays_intl(first, last, 1.0, holidays)


@excel("WORKDAY.INTL", signature="nne?r?")
def workday_intl(first: float, count: float, weekend: Value = 1.0, holidays: Value | Array = None) -> Value:
    """The working day some working days on, the first day not counted."""
    free, closed = weekend_of(1.0 if weekend is None else weekend), _holidays_of(holidays)
    for part in (free, closed):
        if type(part) is ExcelError:
            return part
    if len(free) == 7:  # type: ignore[arg-type]  # noqa: PLR2004 - no day of the week is left
        return VALUE
    serial, left = math.floor(first), math.trunc(count)
    step = 1 if left > 0 else -1
    while left:
        serial += step
        if not 0 <= serial <= LAST_SERIAL:
            return NUM
        if not _is_free(serial, free, closed):  # type: ignore[arg-type]  # sets by now
            left -= step
    return float(serial)


@excel("WORKDAY", signature="nnr?")
def workday(first: float, count: float, holidays: Value | Array = None) -> Value:
    """The working day some working days on, Saturdays, Sundays and holidays passed over."""
    return workday_intl(first, count, 1.0, holidays)
