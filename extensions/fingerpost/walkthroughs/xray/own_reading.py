"""How a reader has one column of a file read: lines passed over, which column, and as what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.scene import Control, Option
from fingerpost.walkthroughs.xray.found import FORMATS, Found
from fingerpost.walkthroughs.xray.opened import Opened
from fingerpost.walkthroughs.xray.options import Options, read

FORMS = (*FORMATS, "%m/%d/%Y")
_MOST_COLUMNS = 40
_LINES_MORE = 2  # how many lines too many may be passed over

GUESS, TEXT, DAY, DAY_FIRST, STATED = "guess", "text", "day", "day_first", "stated"
READINGS = {
    GUESS: "what pandas takes it for",
    TEXT: "text",
    DAY: "a date (format guessed)",
    DAY_FIRST: "a date (day first)",
    STATED: "a date (format stated)",
}
AS_DATES = frozenset({DAY, DAY_FIRST, STATED})


@dataclass(frozen=True)
class Asked:
    """What the reader asks for: `form` counts where the reading states one."""

    skip: int
    column: str
    reading: str
    form: str


@dataclass(frozen=True)
class Answered:
    """What pandas makes of the file so, or, where it stops, its words."""

    asked: Asked
    options: Options
    frame: pd.DataFrame | None
    error: str = ""
    stopped: str = ""

    @property
    def stored(self) -> "pd.Series[Any] | None":
        """The column asked for, None where pandas stopped or found no such heading."""
        if self.frame is None or self.asked.column not in self.frame:
            return None
        return self.frame[self.asked.column]


def first_asked(opened: Opened, found: Found) -> Asked:
    """Return what the reader begins with: the oddest column, left to pandas."""
    odd = [*found.ids, *found.dates, *opened.headings]
    return Asked(opened.skip, odd[0], GUESS, found.date_format or FORMS[0])


def asked_for(opened: Opened, start: Asked, choices: Mapping[str, str | int]) -> Asked:
    """Return `start` with what the reader chose; what this file does not allow comes back as it was."""
    allowed = {name: tuple(str(option.value) for option in options) for name, options in _offered(opened)}
    chosen = {name: str(value) for name, value in choices.items() if str(value) in allowed.get(name, ())}
    skip = int(chosen.pop("skip", start.skip))
    return replace(start, skip=skip, **chosen)


def answer(opened: Opened, asked: Asked) -> Answered:
    """Return what pandas makes of the file when asked so."""
    is_day = asked.reading in AS_DATES
    options = Options(
        separator=opened.separator,
        encoding=opened.encoding,
        skip=asked.skip,
        text=(asked.column,) if asked.reading == TEXT else (),
        dates=(asked.column,) if is_day else (),
        date_format=asked.form if asked.reading == STATED else "",
        day_first=asked.reading == DAY_FIRST,
    )
    try:
        return Answered(asked, options, read(opened, options))
    except (
        ValueError
    ) as trouble:  # pandas' own refusals are ValueErrors: no such column, rows of other lengths
        words = " ".join(str(trouble).split()).removeprefix("Error tokenizing data. C error: ")
        return Answered(asked, options, None, type(trouble).__name__, words.rstrip("."))


def controls(opened: Opened, asked: Asked) -> tuple[Control, ...]:
    """Return what the reader may change, standing at `asked`."""
    labels = {"skip": "Lines skipped", "column": "Column", "reading": "Read as", "form": "Format"}
    stands: dict[str, str | int] = {
        "skip": asked.skip, "column": asked.column, "reading": asked.reading, "form": asked.form,
    }  # fmt: skip
    return tuple(
        Control(name, labels[name], stands[name], options)
        for name, options in _offered(opened)
        if name != "form" or asked.reading == STATED
    )


def _offered(opened: Opened) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Return each control's options: a workbook's reader has no day first, for its cells hold dates."""
    readings = {name: label for name, label in READINGS.items() if name != DAY_FIRST or not opened.file}
    return (
        ("skip", tuple(Option(lines, str(lines)) for lines in range(opened.skip + _LINES_MORE + 1))),
        ("column", tuple(Option(name, name) for name in opened.headings[:_MOST_COLUMNS])),
        ("reading", tuple(Option(name, label) for name, label in readings.items())),
        ("form", tuple(Option(form, form) for form in FORMS)),
    )
