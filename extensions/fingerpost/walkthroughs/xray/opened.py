"""A file opened for its X-ray: every cell as it is written, and where its table starts."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import pandas as pd

from fingerpost.walkthroughs.example_files import ExampleFile
from fingerpost.walkthroughs.preflight import CannotShowError, check_frame
from fingerpost.walkthroughs.source import checked_file, open_workbook, separator_of, text_of

_MOST_LINES = 100_000
_LOOK_AT = 30
_NEARLY_FULL = 0.6
_DAY = "%d/%m/%Y"


@dataclass(frozen=True)
class Opened:
    """One file: its records as written, the place of its headings among them, and how to read it again.

    A record's cells are text as written, or in a workbook whatever the cell holds, None where it is empty.
    `skip` counts the lines above the headings. `text` is empty for a workbook, whose `file` is then read.
    """

    name: str
    records: tuple[tuple[object, ...], ...]
    at: int
    skip: int
    separator: str = ","
    encoding: str = "utf-8"
    text: str = ""
    file: Path | None = None
    sheet: str | int = 0
    cut: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as written."""
        return tuple("" if one is None else str(one) for one in self.records[self.at])

    @cached_property
    def body(self) -> tuple[tuple[object, ...], ...]:
        """The records below the headings, filled up with blanks where they are short."""
        width, below = len(self.headings), self.records[self.at + 1 :]
        if not self.has_short_rows:
            return below
        return tuple((*record, *[None] * (width - len(record))) for record in below)

    @cached_property
    def columns(self) -> "dict[str, Counter[object]]":
        """The different cells below each heading and how often each stands there, blanks left out."""
        found = {
            name: Counter(cells)
            for name, cells in zip(self.headings, zip(*self.body, strict=True), strict=True)
        }
        for cells in found.values():
            for blank in (None, ""):
                cells.pop(blank, None)
        return found

    @cached_property
    def has_short_rows(self) -> bool:
        """Whether some record has fewer cells than there are headings."""
        width = len(self.headings)
        return any(len(record) < width for record in self.records[self.at + 1 :])


def is_blank(cell: object) -> bool:
    """Return whether a cell as written holds nothing."""
    return cell is None or cell == ""


def written(cell: object) -> str:
    """Return how a cell reads in its file: a day of a workbook as Excel shows it."""
    if is_blank(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.strftime(_DAY)
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def open_source(source: object, *, name: str, sheet: str | int) -> Opened:
    """Return a file, or a DataFrame written as a CSV file called `name`, opened for its X-ray.

    Raises:
        CannotShowError: there is no such file or sheet, or it holds no table with a heading over each column.
    """
    if isinstance(source, ExampleFile):
        return _from_text(source.text, source.name, "utf-8")
    if not isinstance(source, str | Path):
        frame = check_frame(source)
        whole = frame.head(_MOST_LINES)
        text = whole.to_csv(index=False, lineterminator="\n")
        return _from_text(text, f"{name}.csv", "utf-8", cut=len(frame) > len(whole))
    file, is_workbook = checked_file(source)
    if is_workbook:
        return _from_workbook(file, sheet)
    text, encoding = text_of(file)
    return _from_text(text, file.name, "utf-8" if encoding == "utf-8-sig" else encoding)


def _from_text(text: str, name: str, encoding: str, *, cut: bool = False) -> Opened:
    lines = text.splitlines(keepends=True)
    if len(lines) > _MOST_LINES:
        text, cut = "".join(lines[:_MOST_LINES]), True
    separator = separator_of(*lines[:_LOOK_AT])
    numbered = list(_records(text, separator))
    at = _where_headings_are([record for _, record in numbered], name)
    return _checked(
        Opened(
            name,
            tuple(record for _, record in numbered),
            at,
            numbered[at][0],
            separator=separator,
            encoding=encoding,
            text=text,
            cut=cut,
        )
    )


def _records(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each record with the number of lines above it; an empty line is none, as pandas reads it."""
    above, reader = 0, csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for record in reader:
        if record:
            yield above, tuple(record)
        above = reader.line_num


def _from_workbook(file: Path, sheet: str | int) -> Opened:
    def read() -> tuple[list[str], pd.DataFrame | None]:
        with pd.ExcelFile(file, engine="calamine") as book:
            names = [str(name) for name in book.sheet_names]
            if sheet not in names and sheet != 0:
                return names, None
            return names, pd.read_excel(book, sheet_name=sheet, header=None, dtype=object, nrows=_MOST_LINES)

    names, cells = open_workbook(file, read)
    if cells is None:
        raise CannotShowError(f"'{file.name}' has no sheet '{sheet}'; its sheets are {', '.join(names)}.")
    lines = cells.astype(object).where(cells.notna(), None).itertuples(index=False, name=None)
    records = [tuple(_plain(cell) for cell in line) for line in lines]
    at = _where_headings_are(records, file.name)
    return _checked(Opened(file.name, tuple(records), at, at, file=file, sheet=sheet))


def _plain(cell: object) -> object:
    return pd.Timestamp(cell) if hasattr(cell, "year") else cell  # type: ignore[arg-type]  # a day of any class


def _where_headings_are(records: list[tuple[object, ...]], name: str) -> int:
    """Return the first record that is nearly as full as the fullest: titles above it have a cell or two."""
    filled = [sum(not is_blank(cell) for cell in record) for record in islice(records, _LOOK_AT)]
    fullest = max(filled, default=0)
    at = next((at for at, count in enumerate(filled) if count >= _NEARLY_FULL * fullest), 0)
    if not fullest or at + 1 >= len(records):
        raise CannotShowError(f"'{name}' has no rows below its headings. Check the program that wrote it.")
    return at


def _checked(opened: Opened) -> Opened:
    """Return the file if each column has a heading of its own and no row is longer than they are."""
    headings = opened.headings
    for cell in opened.records[opened.at]:
        if not isinstance(cell, str) and not is_blank(cell):
            raise CannotShowError(
                f"The heading {written(cell)} of '{opened.name}' is a number or a day. Write it as text."
            )
    for heading in headings:
        if not heading.strip():
            raise CannotShowError(
                f"A column of '{opened.name}' has no heading. Write one over it, then try again."
            )
        if headings.count(heading) > 1:
            raise CannotShowError(
                f"Two columns of '{opened.name}' are called '{heading}'. Rename one of them."
            )
    for nth, record in enumerate(opened.records[opened.at + 1 :], start=1):
        if len(record) > len(headings):
            raise CannotShowError(
                f"Row {nth} of '{opened.name}' has {len(record)} cells for {len(headings)} headings. "
                "Is there a comma in a cell that should stand in quotes?"
            )
    return opened
