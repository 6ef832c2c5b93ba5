"""Birthdays and ages for whole arrays of children at once."""

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
NEVER = np.datetime64("NaT")
_DAY = np.dtype("M8[D]")
BANDS = ("0", "1-4", "5-9", "10-15", "16-17")
"""Age bands of the published tables; "16-17" also takes anyone older."""
_FEBRUARY, _MARCH = 1, 2
_FAR_APART = 1_000_000
"""Every day fits between two who are numbered so far apart."""
_ROW_BITS, _MOMENT_BITS = 20, 43
_BAND_STARTS = (1, 5, 10, 16)


def _calendar() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the month (since 1970) of each day of _HELD, its day in it, and each month's first day."""
    day = np.arange(*_HELD, dtype="M8[D]")
    month = day.astype("M8[M]")
    in_month = (day - month.astype("M8[D]")).astype(np.int64)
    return month.astype(np.int64), in_month, np.unique(month).astype("M8[D]").astype(np.int64)


_HELD = ("1900-01-01", "2140-01-01")
"""Days looked up in a table, five times as fast as numpy works them out; others take that way."""
_FIRST_HELD = int(np.datetime64(_HELD[0]).astype(np.int64))
_MONTH, _IN_MONTH, _MONTH_BEGINS = _calendar()
_FIRST_MONTH = int(_MONTH[0])
_YEAR_BITS, _MONTH_BITS = 9, 5
_IN_YEARS = ((_MONTH // 12) << _YEAR_BITS) + ((_MONTH % 12) << _MONTH_BITS) + _IN_MONTH
"""Year, month and day as one number: whole years between two days are a difference of these."""


def _held(day: Days) -> NDArray[np.int64] | None:
    """Return the place of each day in the tables, None where a day lies too near their ends or is missing."""
    at: NDArray[np.int64] = day.astype(_DAY, copy=False).view(np.int64) - _FIRST_HELD
    # A number below 0 is a very large one to whoever reads it without its sign.
    return at if np.maximum.reduce(at.view(np.uint64), initial=0, axis=None) < len(_MONTH) else None


def month_on(day: Days) -> NDArray[np.int64]:
    """Return the month of each day, counted from January 1970; days may not be missing."""
    at = _held(day)
    return day.astype("M8[M]").astype(np.int64) if at is None else _MONTH.take(at)


def birthday(born: Days, years: NDArray[np.integer] | int) -> Days:
    """Return the day each child turns so many years old: 1 March where there is no 29 February."""
    at = _held(born)
    if at is not None:
        month = _MONTH.take(at) + (12 * np.asarray(years) - _FIRST_MONTH)
        if np.maximum.reduce(month.view(np.uint64), initial=0, axis=None) < len(_MONTH_BEGINS):
            turns = _MONTH_BEGINS.take(month)
            turns += _IN_MONTH.take(at)
            found: Days = turns.view(_DAY)
            return found
    months = born.astype("M8[M]")
    days: Days = (months + 12 * np.asarray(years)).astype("M8[D]") + (born - months.astype("M8[D]"))
    return days


def _within_year(day: Days) -> NDArray[np.int64]:
    """Return month and day in the month as one number, counted from 0: below that of any later day."""
    at = _held(day)
    if at is not None:
        return np.bitwise_and(_IN_YEARS.take(at), (1 << _YEAR_BITS) - 1)
    month = day.astype("M8[M]")
    in_month = (day - month.astype("M8[D]")).astype(np.int64)
    within: NDArray[np.int64] = (month.astype(np.int64) % 12 << _MONTH_BITS) + in_month
    return within


def is_on_29_february(day: Days) -> NDArray[np.bool_]:
    """Return True for the days that come once in four years."""
    rare: NDArray[np.bool_] = _within_year(day) == (_FEBRUARY << _MONTH_BITS) + 28
    return rare


def is_on_31_march(day: Days) -> NDArray[np.bool_]:
    """Return True for the last day of a collection year."""
    found: NDArray[np.bool_] = _within_year(day) == (_MARCH << _MONTH_BITS) + 30
    return found


def is_in_march_from(day: Days, first: int) -> NDArray[np.bool_]:
    """Return True for the days of March from one of them on."""
    within = _within_year(day)
    return (within >= (_MARCH << _MONTH_BITS) + first - 1) & (within < _MARCH + 1 << _MONTH_BITS)


def age_on(born: Days, day: Days) -> NDArray[np.int64]:
    """Return whole years of age on a day, -1 before birth; on the birthday the new age."""
    first, last = _held(born), _held(day)
    if first is not None and last is not None:
        years: NDArray[np.int64] = _IN_YEARS.take(last) - _IN_YEARS.take(first)
        years >>= _YEAR_BITS
        return years
    guess = day.astype("M8[Y]").astype(np.int64) - born.astype("M8[Y]").astype(np.int64)
    return guess - (birthday(born, guess) > day)


def moments(who: NDArray[np.int64], day: Days) -> NDArray[np.int64]:
    """Return one number for each person, or period, and day; it rises with who and then with the day."""
    return who * _FAR_APART + day.astype(_DAY, copy=False).view(np.int64)


def of_moments(moment: NDArray[np.int64]) -> tuple[NDArray[np.int64], Days]:
    """Return who and which day each moment names; days from 1970 on."""
    who = moment // _FAR_APART
    return who, (moment - who * _FAR_APART).view(_DAY)


def in_order_of(who: NDArray[np.int64], day: Days) -> NDArray[np.int64]:
    """Return the rows in the order of who and day; rows alike in both stay as they stood."""
    return in_order_of_moments(moments(who, day))


def in_order_of_moments(key: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows in the order of their `moments`; rows alike stay as they stood."""
    if len(key) > 1 << _ROW_BITS or (key.size and (key.min() < 0 or key.max() >= 1 << _MOMENT_BITS)):
        return np.argsort(key, kind="stable")
    # With its row behind it each key is one of a kind, and numbers are sorted faster than rows.
    return np.sort(key << _ROW_BITS | np.arange(len(key))) & ((1 << _ROW_BITS) - 1)


def band_on(born: Days, day: Days) -> NDArray[np.int64]:
    """Return the index into BANDS of each child's age on a day."""
    return np.searchsorted(np.array(_BAND_STARTS), age_on(born, day), side="right")
