"""Excel's days: serial numbers counted from 1 January 1900, a 29 February 1900 that never was included.

Source of the leap-year bug: Microsoft, "Excel incorrectly assumes that the year 1900 is a leap year"
(support article 214326). From 1 March 1900 on, serial 61, every serial is the true count of days.
"""

import calendar
import re
from datetime import date, timedelta

_EPOCH = date(1899, 12, 30)
_PHANTOM = 60  # 29 February 1900
LAST_SERIAL = 2_958_465  # 31 December 9999
_FIRST_YEAR = 1900
_LAST_YEAR = 9999

_MONTHS = {name.lower(): month for month, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: month for name, month in _MONTHS.items()} | {"sept": 9}
_MONTH_WORD = r"([a-z]{3,9})\.?"
_NUMERIC_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$")
_DAY_WORD_YEAR = re.compile(rf"(\d{{1,2}})[ -]{_MONTH_WORD}[ -,]{{1,2}}(\d{{2}}|\d{{4}})$", re.IGNORECASE)
_WORD_DAY_YEAR = re.compile(rf"{_MONTH_WORD} (\d{{1,2}}),? (\d{{4}})$", re.IGNORECASE)
_WORD_YEAR = re.compile(rf"{_MONTH_WORD}[ -](\d{{4}})$", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,4}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?( ?[ap]m)?$", re.IGNORECASE)
_HOUR_ONLY = re.compile(r"(\d{1,2})( ?[ap]m)$", re.IGNORECASE)
_TWO_DIGIT_TURN = 30


def serial_of(day: date) -> int:
    """Return the serial number of a true calendar day."""
    days = (day - _EPOCH).days
    return days if days > _PHANTOM else days - 1


def parts_of(serial: float) -> tuple[int, int, int] | None:
    """Return year, month and day of a serial as Excel shows them, or None outside 0 to 31 December 9999.

    Serial 0 is shown as 0 January 1900, serial 60 as 29 February 1900.
    """
    whole = int(serial // 1)
    if whole < 0 or whole > LAST_SERIAL:
        return None
    if whole == 0:
        return (_FIRST_YEAR, 1, 0)
    if whole == _PHANTOM:
        return (_FIRST_YEAR, 2, 29)
    day = _EPOCH + timedelta(days=whole if whole > _PHANTOM else whole + 1)
    return (day.year, day.month, day.day)


def day_of(serial: float) -> date | None:
    """Return the calendar day of a serial, or None where there is none (0, 29 February 1900.

    Out of range).
    """
    whole = int(serial // 1)
    if whole < 1 or whole > LAST_SERIAL or whole == _PHANTOM:
        return None
    return _EPOCH + timedelta(days=whole if whole > _PHANTOM else whole + 1)


def serial_from_parts(year: float, month: float, day: float) -> float | None:
    """Return DATE's serial.

    Months and days roll over, years below 1900 count from 1900; None out of range.
    """
    year, month, day = int(year // 1), int(month // 1), int(day // 1)
    if 0 <= year < _FIRST_YEAR:
        year += _FIRST_YEAR
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not _FIRST_YEAR - 1 <= year <= _LAST_YEAR:
        return None
    first = serial_of(date(year, month, 1))
    serial = first + day - 1
    return float(serial) if 0 <= serial <= LAST_SERIAL else None


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has in Excel's calendar (29 for February 1900)."""
    if (year, month) == (_FIRST_YEAR, 2):
        return 29
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (_LAST_YEAR, 12) else None
    return (following - timedelta(days=1)).day if following else 31


def serial_from_text(text: str, *, day_first: bool = True) -> float | None:
    """Return the serial of a date, a time or both written as text, or None when it is neither.

    Slashes are read day first, as Excel set to the United Kingdom does; `day_first=False` reads month first.
    """
    body = " ".join(text.split())
    day = _date_from(body, day_first=day_first)
    if day is not None:
        return day
    moment = _time_from(body)
    if moment is not None:
        return moment
    before, _, after = body.partition(" ")
    while after:
        day, moment = _date_from(before, day_first=day_first), _time_from(after)
        if day is not None and moment is not None:
            return day + moment
        word, _, after = after.partition(" ")
        before = f"{before} {word}"
    return None


def _date_from(body: str, *, day_first: bool) -> float | None:
    numeric = _NUMERIC_DATE.match(body)
    if numeric:
        first, _, second, third = numeric.groups()
        return _numeric_date(first, second, third, day_first=day_first)
    for pattern, order in ((_DAY_WORD_YEAR, (2, 1, 0)), (_WORD_DAY_YEAR, (2, 0, 1))):
        match = pattern.match(body)
        if match:
            year, month, day = (match.groups()[place] for place in order)
            return _checked(_full_year(year), _MONTHS.get(month.lower(), 0), int(day))
    match = _WORD_YEAR.match(body)
    if match:
        return _checked(int(match.group(2)), _MONTHS.get(match.group(1).lower(), 0), 1)
    return None


def _numeric_date(first: str, second: str, third: str, *, day_first: bool) -> float | None:
    if len(first) > 2:  # noqa: PLR2004 - a year of four digits stands first
        return _checked(int(first), int(second), int(third))
    day, month = (first, second) if day_first else (second, first)
    return _checked(_full_year(third), int(month), int(day))


def _full_year(year: str) -> int:
    if len(year) > 2:  # noqa: PLR2004 - written in full
        return int(year)
    return int(year) + (2000 if int(year) < _TWO_DIGIT_TURN else 1900)


def _checked(year: int, month: int, day: int) -> float | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 - months of a year
        return None
    if not 1 <= day <= days_in_month(year, month):
        return None
    return serial_from_parts(year, month, day)


def _time_from(body: str) -> float | None:
    match = _TIME.match(body)
    if match:
        hour, minute, second = int(match.group(1)), int(match.group(2)), float(match.group(3) or 0)
        half = match.group(4)
    else:
        match = _HOUR_ONLY.match(body)
        if not match:
            return None
        hour, minute, second, half = int(match.group(1)), 0, 0.0, match.group(2)
    if minute > 59 or second >= 60:  # noqa: PLR2004 - minutes and seconds
        return None
    if half:
        if not 0 <= hour <= 12:  # noqa: PLR2004 - a twelve-hour clock
            return None
        hour = hour % 12 + (12 if half.strip().lower() == "pm" else 0)
    return (hour * 3600 + minute * 60 + second) / 86400
