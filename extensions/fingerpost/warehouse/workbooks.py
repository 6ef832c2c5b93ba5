"""Annex A as a workbook, the way it reaches analysts: a sheet of contents, title rows above the headings."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.spec.tables import table_named
from fingerpost.spec.years import REPORTING_DATE
from fingerpost.warehouse.sql_files import sql

if TYPE_CHECKING:
    import duckdb

ANNEX_A = "annex_a.xlsx"
LIST_8 = "List 8"
TITLE_ROWS = 3
"""Rows above the headings: what the list is, whose it is and of which day, and an empty one."""

_WIDTH = 24
_DAY = "dd/mm/yyyy"


def write_annex_a(connection: "duckdb.DuckDBPyConnection", authority: str, path: Path) -> Path:
    """Write an authority's Annex A into the workbook `path` and return it; the same rows give the same bytes.

    The connection reads a warehouse as its default database; `authority` is the name in the title row. Ids
    are cells of text, days are cells of days.
    """
    import xlsxwriter  # noqa: PLC0415 - only who writes a workbook pays for it

    result = connection.execute(sql("return_list_8"))
    headings = [column[0] for column in result.description]
    with xlsxwriter.Workbook(path) as book:
        # The day it stands for, not the clock: two builds are to be alike.
        book.set_properties({"created": datetime.combine(REPORTING_DATE, time())})
        _contents(book.add_worksheet("Contents"))
        _list(book, authority, headings, result.fetchall())
    return path


def _contents(sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    """Write the first sheet: what is in the workbook, and that nobody in it is real."""
    label = table_named("annex_a.list_8").label
    for row, told in enumerate((("Sheet", "What it holds"), (LIST_8, label))):
        sheet.write_row(row, 0, told)
    sheet.write_string(3, 0, "Every child in this workbook is invented.")
    sheet.set_column(0, 0, _WIDTH)


def _list(book: Any, authority: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:  # noqa: ANN401 - as above
    sheet = book.add_worksheet(LIST_8)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": _DAY})
    sheet.write_string(0, 0, "Annex A, list 8: children in care", bold)
    told = f"{authority}, as at {REPORTING_DATE.day} {REPORTING_DATE:%B %Y}. Every child is invented."
    sheet.write_string(1, 0, told)
    for column, heading in enumerate(headings):
        sheet.write_string(TITLE_ROWS, column, heading, bold)
    for nth, row in enumerate(rows, start=TITLE_ROWS + 1):
        for column, cell in enumerate(row):
            _write(sheet, nth, column, cell, day)
    sheet.set_column(0, len(headings) - 1, _WIDTH)
    sheet.freeze_panes(TITLE_ROWS + 1, 1)


def _write(sheet: Any, row: int, column: int, cell: object, day: object) -> None:  # noqa: ANN401 - as above
    """Write one cell as what it is; a blank is no cell at all."""
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, str(cell))
