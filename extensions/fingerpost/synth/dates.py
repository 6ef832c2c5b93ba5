"""Birthdays and ages for whole arrays of children at once."""

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
NEVER = np.datetime64("NaT")
BANDS = ("0", "1-4", "5-9", "10-15", "16-17")
"""Age bands of the published tables; "16-17" also takes anyone older."""
_FEBRUARY, _THE_29TH = 1, 28
_APRIL = 3
_BAND_STARTS = (1, 5, 10, 16)


def birthday(born: Days, years: NDArray[np.integer] | int) -> Days:
    """Return the day each child turns so many years old: 1 March where there is no 29 February."""
    months = born.astype("M8[M]")
    days: Days = (months + 12 * np.asarray(years)).astype("M8[D]") + (born - months.astype("M8[D]"))
    return days


def is_on_29_february(day: Days) -> NDArray[np.bool_]:
    """Return True for the days that come once in four years."""
    month = day.astype("M8[M]")
    in_month = (day - month.astype("M8[D]")).astype(np.int64)
    rare: NDArray[np.bool_] = (month.astype(np.int64) % 12 == _FEBRUARY) & (in_month == _THE_29TH)
    return rare


def is_on_31_march(day: Days) -> NDArray[np.bool_]:
    """Return True for the last day of a collection year."""
    month = (day + 1).astype("M8[M]")
    found: NDArray[np.bool_] = (month.astype("M8[D]") == day + 1) & (month.astype(np.int64) % 12 == _APRIL)
    return found


def age_on(born: Days, day: Days) -> NDArray[np.int64]:
    """Return whole years of age on a day, -1 before birth; on the birthday the new age."""
    guess = day.astype("M8[Y]").astype(np.int64) - born.astype("M8[Y]").astype(np.int64)
    return guess - (birthday(born, guess) > day)


def band_on(born: Days, day: Days) -> NDArray[np.int64]:
    """Return the index into BANDS of each child's age on a day."""
    return np.searchsorted(np.array(_BAND_STARTS), age_on(born, day), side="right")
