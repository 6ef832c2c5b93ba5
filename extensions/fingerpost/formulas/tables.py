"""A table as a sheet: its header is row 1, its first column A, its first row of data row 2."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fingerpost.formulas.book import Book, Sheet, TableArea
from fingerpost.formulas.coercion import number_from_text
from fingerpost.formulas.serials import serial_from_text
from fingerpost.formulas.tree import Formula, Structured, walk
from fingerpost.formulas.troubles import TableTroubleError
from fingerpost.formulas.values import Block, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHEET = "Sheet1"
FIRST_DATA_ROW = 2
_LOGICALS = {"TRUE": True, "FALSE": False}
_EPOCH = pd.Timestamp("1899-12-30")
_LARGEST_FILE = 500_000_000  # bytes of a file, or of what a workbook unpacks to


class ColumnName(str):
    """The name of a column of another table than the formula's own; `frame` is what code calls that table."""

    __slots__ = ("frame",)
    frame: str

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same column of the same table."""
        return str.__eq__(self, other) is True and getattr(other, "frame", "") == self.frame

    def __hash__(self) -> int:
        """Return a hash of name and table."""
        return hash((str(self), self.frame))


@dataclass(frozen=True, eq=False)
class Table:
    """A frame read as a sheet.

    `as_at` is the day TODAY() gives; `reading` is the pandas line that loads it; `name` is what code calls
    it. `others` are further tables by name, which references with that name as their sheet read. `errors`
    holds, for each column worked out before, the error values that a missing value stands for; `alone` are
    cells of no table.
    """

    frame: pd.DataFrame
    as_at: date | None = None
    reading: str = ""
    name: str = "table"
    others: "Mapping[str, Table]" = field(default_factory=dict)
    errors: "Mapping[str, frozenset[str]]" = field(default_factory=dict)
    alone: "Mapping[str, Any]" = field(default_factory=dict)

    def cells(self, name: str) -> "pd.Series[Any]":
        """Return a column of this table, or of the other one that a `ColumnName` names."""
        return self.others[name.frame].frame[str(name)] if isinstance(name, ColumnName) else self.frame[name]

    @property
    def last_row(self) -> int:
        """The sheet's row of the last row of data."""
        return len(self.frame) + 1

    @property
    def columns(self) -> list[str]:
        """The headers, A first."""
        return [str(name) for name in self.frame.columns]

    @cached_property
    def sheet(self) -> Sheet:
        """The frame as cells."""
        sheet = Sheet(SHEET, height=self.last_row, width=len(self.frame.columns))
        for place, name in enumerate(self.frame.columns):
            sheet.columns[place + 1] = [str(name), *cell_values(self.frame.iloc[:, place])]
        return sheet

    def book_for(self, formula: Formula) -> Book:
        """Return a book with this sheet alone; any table the formula names is this one."""
        book = Book(as_at=self.as_at)
        book.add(self.sheet)
        block = Block(SHEET, 1, 1, self.last_row, len(self.frame.columns))
        for node in walk(formula.root):
            if type(node) is Structured:
                book.tables[node.table.lower()] = TableArea(node.table, block, tuple(self.columns))
        return book


def cell_values(column: "pd.Series[Any]") -> list[Value]:
    """Return a column as Excel's values: numbers as floats, days as serials, missing as blank."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return [None if pd.isna(value) else bool(value) for value in column]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        numbers = (column - _EPOCH) / pd.Timedelta(days=1)
        return [None if pd.isna(value) else float(value) for value in numbers]
    if pd.api.types.is_numeric_dtype(column.dtype):
        return [None if pd.isna(value) else float(value) for value in column]
    return [_cell_value(value) for value in column]


def _cell_value(value: object) -> Value:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (pd.Timestamp, date)):
        return float((pd.Timestamp(value) - _EPOCH) / pd.Timedelta(days=1))
    try:
        return float(value)  # type: ignore[arg-type]  # whatever counts as a number
    except (TypeError, ValueError):
        return str(value)


def read_table(file: Path, as_at: date | None = None) -> Table:
    """Return a CSV file or a workbook's first sheet as a table, every cell of the kind Excel would give it.

    Raises:
        TableTroubleError: no such file, empty, too large, encrypted, cut short, of another kind than
            its name says.
    """
    if not file.is_file():
        raise TableTroubleError(f"There is no file {file}; give the name of a CSV file or an .xlsx workbook.")
    if file.stat().st_size > _LARGEST_FILE:
        raise TableTroubleError(
            f"{file} is larger than {_LARGEST_FILE // 1_000_000} MB; keep only the rows needed."
        )
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise TableTroubleError(
            f"{file} is no kind of file read here; save it as a CSV file or as an .xlsx"
            " workbook, then name that."
        )
    frame = reader(file)
    return Table(frame, as_at, _reading(file, frame))


def _reading(file: Path, frame: pd.DataFrame) -> str:
    """Return the pandas lines that load the file with the same values; columns of days are tried out."""
    blanks = 'keep_default_na=False, na_values=[""]'
    if file.suffix.lower() != ".csv":
        return f'table = pd.read_excel({file.name!r}, engine="calamine", {blanks})'
    lines = [f"table = pd.read_csv({file.name!r}, {blanks})"]
    days = [name for name, cells in frame.items() if pd.api.types.is_datetime64_any_dtype(cells.dtype)]
    if days:
        raw = pd.read_csv(file, keep_default_na=False, na_values=[""], dtype="str", encoding_errors="replace")
        lines += [
            _day_line(str(name), raw.iloc[:, place], frame.iloc[:, place])
            for place, name in enumerate(frame.columns)
            if name in days
        ]
    return "\n".join(lines)


_DAY_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d/%m/%y",
    "%d-%b-%y",
)


def _day_line(name: str, texts: "pd.Series[Any]", days: "pd.Series[Any]") -> str:
    """Return the line that makes a column of texts days, by the formats that read them as Excel does."""
    left, needed = days.notna().to_numpy(), []
    for pattern in _DAY_FORMATS:
        right = (pd.to_datetime(texts, format=pattern, errors="coerce") == days).to_numpy() & left
        if right.any():
            needed.append(pattern)
            left = left & ~right
    column = f"table[{name!r}]"
    if left.any() or not needed:
        return f"# {column} is written in ways that pandas does not read at once; make its days first"
    readings = [f'pd.to_datetime({column}, format="{pattern}", errors="coerce")' for pattern in needed]
    return f"{column} = " + "".join((readings[0], *(f".fillna({reading})" for reading in readings[1:])))


def _read_csv(file: Path) -> pd.DataFrame:
    raw = file.read_bytes()
    if raw[:4] == b"PK\x03\x04":
        raise TableTroubleError(
            f"{file} is named as a CSV file but is a workbook; rename it to end in .xlsx."
        )
    if b"\x00" in raw[:4096]:
        raise TableTroubleError(f"{file} does not hold text; save the table as a CSV file from Excel.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    if not lines or not any(lines[0]):
        raise TableTroubleError(f"{file} is empty; its first line must hold the columns' names.")
    width = len(lines[0])
    for place, line in enumerate(lines):
        if len(line) > width and any(line[width:]):
            raise TableTroubleError(
                f"Line {place + 1} of {file} has {len(line)} values, but the header names {width} columns."
            )
    rows = [line[:width] + [""] * (width - len(line)) for line in lines[1:]]
    return _frame(
        lines[0], [list(cells) for cells in zip(*rows, strict=True)] if rows else [[] for _ in lines[0]]
    )


def _frame(names: list[str], columns: list[list[str]]) -> pd.DataFrame:
    made = [_typed(pd.Series(cells, dtype="str")) for cells in columns]
    frame = pd.DataFrame(dict(enumerate(made)))
    frame.columns = pd.Index([name.strip() or f"Column{place + 1}" for place, name in enumerate(names)])
    return frame


def _typed(cells: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return a column of texts as Excel reads it in.

    Numbers, days, logicals, else texts, mixed where it is mixed.
    """
    given = cells.where(cells.str.strip() != "")
    if given.isna().all():
        return pd.Series([None] * len(given), dtype="object").astype("float64")
    numbers = pd.to_numeric(given, errors="coerce")
    plain = given.str.fullmatch(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", na=True)
    if bool(plain.all()):
        return numbers.astype("float64")
    days = given.map(_serial_or_none, na_action="ignore")
    if bool((days.notna() == given.notna()).all()) and bool((days.dropna() % 1 == 0).all()):
        return _EPOCH + pd.to_timedelta(days.astype("float64"), unit="D")
    logicals = given.str.upper().map(_LOGICALS)
    if bool((logicals.notna() == given.notna()).all()):
        return logicals.astype("boolean") if given.isna().any() else logicals.astype("bool")
    mixed = given.map(_as_typed_in, na_action="ignore")
    if all(isinstance(value, str) for value in mixed.dropna()):
        return given
    return mixed.astype("object")


def _serial_or_none(text: str) -> float | None:
    serial = serial_from_text(text)
    return serial if serial is not None and serial > 60 else None  # noqa: PLR2004 - Excel's days before March 1900 are not true


def _as_typed_in(text: str) -> Value:
    if text.strip().upper() in _LOGICALS:
        return _LOGICALS[text.strip().upper()]
    number = number_from_text(text)
    return text if number is None else number


def check_workbook(file: Path) -> None:
    """Say in a sentence why a file is no workbook to open; sizes are looked at before anything is unpacked.

    Raises:
        TableTroubleError: encrypted or old format, cut short, no workbook, unpacking to too much.
    """
    with file.open("rb") as opened:
        head = opened.read(8)
    if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise TableTroubleError(
            f"{file} is protected by a password or in the old .xls format; open it in Excel,"
            " take the password off"
            " and save it as .xlsx."
        )
    if head[:2] != b"PK":
        raise TableTroubleError(
            f"{file} is no .xlsx workbook, whatever its name says; if it is a CSV file, rename"
            " it to end in .csv."
        )
    try:
        with zipfile.ZipFile(file) as archive:
            total = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise TableTroubleError(f"{file} is cut short or damaged; copy it anew from where it came.") from None
    if total > _LARGEST_FILE:
        raise TableTroubleError(
            f"{file} unpacks to {total // 1_000_000} MB, more than the"
            f" {_LARGEST_FILE // 1_000_000} MB opened here."
        )
    if "xl/workbook.xml" not in names:
        raise TableTroubleError(
            f"{file} is a zip file but holds no Excel workbook; save it from Excel as .xlsx."
        )


def _read_workbook(file: Path) -> pd.DataFrame:
    import python_calamine  # noqa: PLC0415 - a CSV file needs no workbook reader

    check_workbook(file)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        lines = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Exception as trouble:  # noqa: BLE001 - the reader raises several kinds, all meaning a damaged file
        raise TableTroubleError(f"{file} cannot be read as a workbook: it is damaged ({trouble}).") from None
    if not lines or not any(cell != "" for cell in lines[0]):
        raise TableTroubleError(f"The first sheet of {file} has no header in row 1.")
    names = [str(name) or f"Column{place + 1}" for place, name in enumerate(lines[0])]
    columns = [
        [line[place] if line[place] != "" else None for line in lines[1:]] for place in range(len(names))
    ]
    frame = pd.DataFrame(
        {place: pd.Series(cells, dtype="object").infer_objects() for place, cells in enumerate(columns)}
    )
    frame = frame.apply(_days_as_timestamps)
    frame.columns = pd.Index(names)
    return frame


def _days_as_timestamps(column: "pd.Series[Any]") -> "pd.Series[Any]":
    if (
        column.dtype == "object"
        and column.notna().any()
        and column.dropna().map(lambda cell: isinstance(cell, date)).all()
    ):
        return pd.to_datetime(column)
    return column


_READERS: "dict[str, Callable[[Path], pd.DataFrame]]" = {
    ".csv": _read_csv,
    ".xlsx": _read_workbook,
    ".xlsm": _read_workbook,
}
