"""What is odd about a file: each surprise, and how many cells or rows it would change."""

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pandas as pd

from fingerpost.walkthroughs.xray.opened import Opened, written
from fingerpost.walkthroughs.xray.options import NOTHING_SAID, Options, read

_DIGITS = re.compile(r"\d+")
_LONGEST_EXACT = 15  # digits that Excel keeps of a number
_SHOWN_WHOLE = 11  # digits that a cell shows before it turns to 1.23E+11
FORMATS = {
    "%d/%m/%Y": re.compile(r"\d{1,2}/\d{1,2}/\d{4}"),
    "%d-%m-%Y": re.compile(r"\d{1,2}-\d{1,2}-\d{4}"),
    "%d.%m.%Y": re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"),
    "%Y-%m-%d": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
_ISO = "%Y-%m-%d"
_TWO_NUMBERS = re.compile(r"(\d{1,2})[-/](\d{1,2})")  # 5-9, a band of ages
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


@dataclass(frozen=True)
class Found:
    """The surprises of one file, and the options that answer them one after the other.

    `plain` is what pandas makes of the file when told nothing (None where it stops, with its `stopped`
    words), `placed` once it starts in the right place, `texted` with ids kept as text, `guessed` when it
    is left to guess dates, `dated` with their format stated, `right` with everything stated.
    """

    ids: tuple[str, ...]
    dates: tuple[str, ...]
    date_format: str
    words: int
    lost_zeros: int
    swapped: int
    plain: pd.DataFrame | None
    stopped: str
    placed: pd.DataFrame
    texted: pd.DataFrame
    guessed: pd.DataFrame
    dated: pd.DataFrame
    right: pd.DataFrame
    place: Options
    as_text: Options
    tempting: Options
    formatted: Options
    final: Options

    @property
    def moved(self) -> bool:
        """Whether pandas has to be told where the table starts or how it is written."""
        return self.place != Options()

    @property
    def day_first(self) -> bool:
        """Whether dates are written in a way that can be read as month before day."""
        return bool(self.dates) and self.date_format != _ISO


def find_surprises(opened: Opened) -> Found:
    """Return what is odd about the file."""
    place = Options(separator=opened.separator, encoding=opened.encoding, skip=opened.skip)
    ids = tuple(name for name in opened.headings if _is_id(opened.columns[name]))
    date_format, dates = _dates(opened)
    as_text = _with(place, text=ids)
    read_so = cache(lambda options: read(opened, options))  # files without a surprise are read once
    placed = read_so(place)
    words = _vanishing(opened, placed)
    tempting = _with(as_text, dates=dates)
    formatted = _with(tempting, date_format=date_format)
    final = _with(formatted, keep_words=words > 0)
    guessed, right = read_so(tempting), read_so(final)
    plain, stopped = _told_nothing(opened)
    return Found(
        ids=ids,
        dates=dates,
        date_format=date_format,
        words=words,
        lost_zeros=sum(many for name in ids for cell, many in opened.columns[name].items() if changes(cell)),
        swapped=_swapped(guessed, right, dates),
        plain=plain,
        stopped=stopped,
        placed=placed,
        texted=read_so(as_text),
        guessed=guessed,
        dated=read_so(formatted),
        right=right,
        place=place,
        as_text=as_text,
        tempting=tempting,
        formatted=formatted,
        final=final,
    )


def in_excel(cell: object) -> str:
    """Return what Excel shows after a double-click in Britain: numbers, dates and text as it takes them."""
    if not isinstance(cell, str):
        return written(cell)
    bare = cell.strip()
    if _DIGITS.fullmatch(bare):
        return _whole_number(bare)
    if _DECIMAL.fullmatch(bare):
        return f"{float(bare):.10g}"
    return _as_date(bare) or (bare.upper() if bare.upper() in {"TRUE", "FALSE"} else cell)


def is_counted_in_excel(cell: object) -> bool:
    """Return whether Excel takes a cell for a number or a date, and so shows it to the right."""
    if not isinstance(cell, str):
        return isinstance(cell, int | float | pd.Timestamp) and not isinstance(cell, bool)
    bare = cell.strip()
    return bool(_DIGITS.fullmatch(bare) or _DECIMAL.fullmatch(bare) or _as_date(bare))


def _as_date(bare: str) -> str:
    """Return how Excel in Britain shows text that it takes for a date, or nothing where it does not."""
    for written_as, pattern in FORMATS.items():
        if pattern.fullmatch(bare):
            with suppress(ValueError):  # no such day, 31 June
                day = datetime.strptime(bare, written_as)  # noqa: DTZ007 - a day as written has no zone
                return f"{day:%d/%m/}{day.year:04}"
    two = _TWO_NUMBERS.fullmatch(bare)
    return _day_or_month(int(two[1]), int(two[2])) if two else ""


def _day_or_month(first: int, second: int) -> str:
    """Return what Excel in Britain makes of 5-9 or 10-15: day and month, month and year, or nothing."""
    for numbers, read_as, shown_as in (
        (f"{first} {second} 2025", "%d %m %Y", "%d-%b"),
        (f"{first} 20{second:02}", "%m %Y", "%b-%y"),
    ):
        with suppress(ValueError):  # there is no such day or month
            return datetime.strptime(numbers, read_as).strftime(shown_as)  # noqa: DTZ007 - a day as written has no zone
    return ""


def _whole_number(digits: str) -> str:
    number = int(digits)
    return f"{number:.2E}".replace("E+0", "E+") if len(str(number)) > _SHOWN_WHOLE else str(number)


def _is_id(cells: Collection[object]) -> bool:
    """Return whether a column is all digits and would change if it were taken for numbers."""
    text = [cell for cell in cells if isinstance(cell, str)]
    return (
        bool(text)
        and len(text) == len(cells)
        and all(_DIGITS.fullmatch(cell) for cell in text)
        and any(changes(cell) for cell in text)
    )


def changes(cell: object) -> bool:
    """Return whether an id would be another if it were taken for a number, by pandas or by Excel."""
    text = str(cell)
    return (text.startswith("0") and len(text) > 1) or len(text) > _LONGEST_EXACT


def _dates(opened: Opened) -> tuple[str, tuple[str, ...]]:
    """Return the first way in which a column's dates are written, and all columns written that way."""
    for written_as, pattern in FORMATS.items():
        names = tuple(
            name for name in opened.headings if _all_days(opened.columns[name], written_as, pattern)
        )
        if names:
            return written_as, names
    return "", ()


def _all_days(cells: Collection[object], written_as: str, pattern: "re.Pattern[str]") -> bool:
    text = [cell for cell in cells if isinstance(cell, str)]
    if not text or len(text) < len(cells) or not all(map(pattern.fullmatch, text)):
        return False
    return bool(pd.to_datetime(pd.Series(text), format=written_as, errors="coerce").notna().all())


def _vanishing(opened: Opened, placed: pd.DataFrame) -> int:
    """Return how many words of the text columns pandas takes for blanks; numbers keep theirs as blanks."""
    words = {
        name: sum(many for cell, many in cells.items() if cell in NOTHING_SAID)
        for name, cells in opened.columns.items()
    }
    of_numbers = any(
        words[name] and pd.api.types.is_numeric_dtype(placed[name]) for name in words if name in placed
    )
    return 0 if of_numbers else sum(words.values())


def _swapped(guessed: pd.DataFrame, right: pd.DataFrame, dates: tuple[str, ...]) -> int:
    """Return how many dates a guess reads as another day."""
    taken = [name for name in dates if pd.api.types.is_datetime64_any_dtype(guessed[name])]
    return sum(int(((guessed[name] != right[name]) & right[name].notna()).sum()) for name in taken)


def _told_nothing(opened: Opened) -> tuple[pd.DataFrame | None, str]:
    if opened.encoding != "utf-8":
        return None, f"UnicodeDecodeError: this file is written in {opened.encoding}, not in utf-8"
    try:
        return read(opened, Options()), ""
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as trouble:
        return None, str(trouble).strip().removeprefix("Error tokenizing data. C error: ")


def _with(options: Options, **changes: object) -> Options:
    return Options(**{**options.__dict__, **changes})
