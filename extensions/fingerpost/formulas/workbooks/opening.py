"""A workbook as it stands in its file: each sheet's formulas and saved values, names, tables, oddities."""

import io
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fingerpost.formulas.tables import check_workbook
from fingerpost.formulas.troubles import TableTroubleError, WorkbookTroubleError
from fingerpost.formulas.workbooks.loading import read_sheets

Place = tuple[int, int]
Say = Callable[[str, int, int], None]  # what is done, how many bytes are read, of how many

_CONSTANT_FORMULAS = frozenset({"=TRUE()", "=FALSE()"})  # how LibreOffice saves TRUE and FALSE typed in
_LINK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, eq=False)
class Page:
    """One sheet: formulas by (row, column), counted from 1; saved values line by line; what is odd about it.

    `arrays` names the cells that one array formula fills, under the cell it was typed in.
    """

    name: str
    formulas: Mapping[Place, str]
    lines: list[list[Any]]
    arrays: Mapping[Place, str]
    is_hidden: bool = False
    merged: tuple[str, ...] = ()

    def value(self, row: int, column: int) -> Any:  # noqa: ANN401 - whatever the cell holds
        """Return a cell's saved value, None where it is blank."""
        line = self.lines[row - 1] if 0 < row <= len(self.lines) else []
        return line[column - 1] if 0 < column <= len(line) else None

    @property
    def width(self) -> int:
        """The last used column."""
        return max((len(line) for line in self.lines), default=0)


@dataclass(frozen=True)
class NamedTable:
    """A table in Excel's sense: its sheet, its corners, how many rows are header and totals."""

    name: str
    sheet: str
    top: int
    bottom: int
    left: int
    right: int
    header_rows: int
    totals_rows: int


@dataclass(frozen=True)
class Workbook:
    """A workbook read: its sheets in order, names by (sheet or "", name in small letters), tables, links."""

    file: Path
    pages: tuple[Page, ...]
    names: Mapping[tuple[str, str], str]
    tables: tuple[NamedTable, ...]
    links: tuple[str, ...]
    has_macros: bool
    saved_on: date | None

    def page(self, name: str) -> Page | None:
        """Return a sheet by name, case not counting."""
        return next((page for page in self.pages if page.name.lower() == name.lower()), None)


class _Counted(io.FileIO):
    """A file that tells how much of it was read, which is how far a workbook's reader has come."""

    def __init__(self, file: Path, what: str, say: Say) -> None:
        super().__init__(file)
        self._what, self._say = what, say
        self._read, self._size = 0, max(1, file.stat().st_size)

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes."""
        data = super().read(-1 if size is None else size) or b""
        self._read += len(data)
        self._say(self._what, min(self._read, self._size), self._size)
        return data


def open_workbook(file: Path, say: Say = lambda *_: None) -> Workbook:
    """Return a workbook's formulas and saved values; sizes are looked at before anything is unpacked.

    `say` is told how far the reading has come.

    Raises:
        WorkbookTroubleError: no such file, encrypted, cut short, too large, or no workbook: one sentence.
    """
    import openpyxl  # noqa: PLC0415 - heavy, and only workbooks need it

    if not file.is_file():
        raise WorkbookTroubleError(f"There is no file {file}; give the name of an .xlsx workbook.")
    try:
        check_workbook(file)
    except TableTroubleError as trouble:
        raise WorkbookTroubleError(str(trouble)) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose on saving; nothing is saved here
            with _Counted(file, "Reading the formulas", say) as opened:
                book = openpyxl.load_workbook(opened)
            with _Counted(file, "Reading the saved values", say) as opened:
                values = read_sheets(opened)
    except Exception as trouble:  # noqa: BLE001 - the reader raises many kinds, all meaning a damaged file
        raise WorkbookTroubleError(
            f"{file} cannot be read as a workbook: a part is damaged or missing ({_first_line(trouble)});"
            " open it in Excel and save it anew."
        ) from None
    pages = tuple(_page(sheet, values.get(sheet.title, [])) for sheet in book.worksheets)
    if not any(page.formulas for page in pages):
        raise WorkbookTroubleError(f"{file} holds no formula, so there is nothing to translate.")
    _check_saved(file, pages)
    return Workbook(
        file,
        pages,
        _names(book),
        tuple(table for sheet in book.worksheets for table in _tables(sheet)),
        tuple(str(link.file_link.Target) for link in book._external_links if link.file_link),  # noqa: SLF001 - openpyxl has no public list of them
        _has_macros(file),
        book.properties.modified.date() if book.properties.modified else None,
    )


def _check_saved(file: Path, pages: tuple[Page, ...]) -> None:
    """Refuse a workbook whose formulas no program has worked out yet: there is nothing to compare with."""
    if all(page.value(row, column) is None for page in pages for row, column in page.formulas):
        raise WorkbookTroubleError(
            f"{file} holds formulas but none of their values: the program that wrote it worked nothing out."
            " Open it in Excel, save it, and try again."
        )


def _first_line(trouble: Exception) -> str:
    return (str(trouble).splitlines() or [type(trouble).__name__])[0][:120]


def _page(sheet: Any, values: list[list[Any]]) -> Page:  # noqa: ANN401 - openpyxl ships no types
    formulas: dict[Place, str] = {}
    arrays: dict[Place, str] = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - rows() would make a cell of every gap
        if cell.data_type != "f":
            continue
        text = cell.value
        if not isinstance(text, str):
            arrays[row, column] = str(getattr(text, "ref", "") or "")
            text = getattr(text, "text", None) or ""
        if text and text.upper() not in _CONSTANT_FORMULAS:
            formulas[row, column] = text if text.startswith("=") else f"={text}"
    merged = tuple(str(block) for block in sheet.merged_cells.ranges)
    return Page(sheet.title, formulas, values, arrays, sheet.sheet_state != "visible", merged)


def _names(book: Any) -> dict[tuple[str, str], str]:  # noqa: ANN401 - openpyxl ships no types
    """Return what each defined name stands for; names that Excel keeps for itself are left out."""
    found = {("", name.lower()): one.value for name, one in book.defined_names.items()}
    for sheet in book.worksheets:
        found |= {(sheet.title.lower(), name.lower()): one.value for name, one in sheet.defined_names.items()}
    return {key: text for key, text in found.items() if text and not key[1].startswith("_xl")}


def _tables(sheet: Any) -> list[NamedTable]:  # noqa: ANN401 - openpyxl ships no types
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - as above

    found = []
    for table in sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        headers = 1 if table.headerRowCount is None else int(table.headerRowCount)
        totals = int(table.totalsRowCount or 0)
        found.append(NamedTable(table.name, sheet.title, top, bottom, left, right, headers, totals))
    return found


def _has_macros(file: Path) -> bool:
    import zipfile  # noqa: PLC0415 - for this one look

    with zipfile.ZipFile(file) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
