"""Single values as JSON and back: numbers, text, dates, blanks; nothing else may stand in a table."""

import math
import numbers
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

Cell = None | bool | int | float | str | Decimal | date | datetime
"""A value as the judge reads it; None is a blank of any kind (None, NaN, NaT, NA)."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

MOST_CHARACTERS = 2_000
_INTEGER_BITS = 4_096


class Unreadable(Exception):  # noqa: N818 - never raised to anyone: the capture turns it into a sentence
    """A value that is not a number, text, date or blank."""


def to_json(value: object) -> Json:
    """Return a single value as JSON: itself where JSON has it, else [kind, text]; raises Unreadable."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if isinstance(value, str):
        return str(value[:MOST_CHARACTERS])
    plain = _plain(value)
    if plain is None:
        return None  # numpy's own blank date
    if isinstance(plain, bool | int | float | Decimal):
        return _number_to_json(plain)
    return _named(plain)


def _plain(value: object) -> object:
    """Return a numpy or other library's number as Python's own."""
    if isinstance(value, int | float | Decimal | datetime | date):
        return value
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "ndim", None) == 0:
        return item()
    if isinstance(value, numbers.Integral):
        return int(value)
    return float(value) if isinstance(value, numbers.Real) else value


def _number_to_json(value: float | Decimal) -> Json:
    if isinstance(value, int):
        return value if value.bit_length() <= _INTEGER_BITS else ["float", "inf"]
    if math.isnan(value):
        return None
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    return float(value) if math.isfinite(value) else ["float", "inf" if value > 0 else "-inf"]


def _named(value: object) -> Json:
    if isinstance(value, datetime):
        return None if value != value else ["timestamp", value.isoformat()]  # noqa: PLR0124 - NaT differs from itself
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if type(value).__name__ in {"Period", "Interval", "Timedelta", "UUID", "time", "timedelta"}:
        return str(value)
    raise Unreadable(type(value).__name__)


_FROM: dict[str, Callable[[str], Cell]] = {
    "decimal": Decimal,
    "float": float,
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
}


def from_json(cell: Json) -> Cell:
    """Return the value a JSON cell stands for; what cannot be read is text, never an exception."""
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, float):
        return None if math.isnan(cell) else cell
    if isinstance(cell, list) and len(cell) == 2 and all(isinstance(part, str) for part in cell):  # noqa: PLR2004 - [kind, text]
        try:
            return _FROM[str(cell[0])](str(cell[1]))
        except (KeyError, ValueError, InvalidOperation):
            return str(cell[1])
    return str(cell)[:MOST_CHARACTERS]


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})[-/. M](?P<month>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.]\d{1,2}([ T][\d:.]+)?(Z|[+-]\d\d:?\d\d)?",
        r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})",
        r"\d{1,2}[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?P<name>[A-Za-z]{3,9})[-/., ']*(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})[-/., ]*(?P<name>[A-Za-z]{3,9})",
        r"\d{1,2}[- ](?P<name>[A-Za-z]{3,9})[- ](?P<year>\d{4})",
    )
)
_CENTURY = 2000


def as_month(cell: Cell) -> str | None:
    """Return 'YYYY-MM' for a date, a timestamp or any usual writing of a month, else None."""
    if isinstance(cell, date):
        return f"{cell.year:04d}-{cell.month:02d}"
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return None
    written = str(cell).strip()
    for form in _MONTH_FORMS:
        if match := form.fullmatch(written):
            return _month_of(match)
    return None


def _month_of(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("name"):
        short = str(parts["name"])[:3].lower()
        month = _MONTHS.index(short) + 1 if short in _MONTHS else 0
    else:
        month = int(parts["month"])
    whole = year + _CENTURY if len(parts["year"]) < 4 else year  # noqa: PLR2004 - 'Apr 24'
    return f"{whole:04d}-{month:02d}" if 1 <= month <= len(_MONTHS) else None


def as_number(cell: Cell) -> int | float | None:
    """Return a number as int where it is whole, else as float; None for what is no number (a bool too)."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    if isinstance(cell, int):
        return cell
    try:
        return int(cell) if math.isfinite(cell) and cell == int(cell) else float(cell)
    except (OverflowError, InvalidOperation, ValueError):
        return math.inf


def as_said(cell: object) -> str:
    """Return a value as a sentence says it: 1,089 or 22,394.2 or 3.56, a blank as 'blank', a day as text.

    A number that is not whole has two decimal places, or four figures where it is smaller than 1.
    """
    if cell is None:
        return "blank"
    if isinstance(cell, bool | str):
        return str(cell)
    number = as_number(_plain(cell))  # type: ignore[arg-type]  # what is no number gives None
    if number is None or (isinstance(number, float) and not math.isfinite(number)):
        return as_text(cell)  # type: ignore[arg-type]  # anything else is told as text
    if isinstance(number, int):
        return f"{number:,}"
    told = f"{number:,.2f}" if abs(number) >= 1 else f"{float(f'{number:.4g}'):.12f}"
    return told.rstrip("0").rstrip(".")


def as_text(cell: Cell) -> str:
    """Return a value as the text of a key: 3, 3.0 and '3' alike, days as YYYY-MM-DD, edges cut."""
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second, cell.microsecond) == (0, 0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    number = as_number(cell)
    return str(cell if number is None else number).strip()
