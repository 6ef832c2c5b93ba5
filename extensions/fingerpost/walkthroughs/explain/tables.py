"""The tables of an explained formula: the sheet and the DataFrame, each without and with its results."""

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.explain.told import RESULT, Told, as_cell, cells_of, heading
from fingerpost.walkthroughs.scene import Cell, Column, ColumnKind, Row, Table


def row_id(row: int) -> str:
    """Return the id that a row of the sheet keeps on both sides."""
    return f"row-{row}"


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return every table: the sheet before and with results, the DataFrame before and with them."""
    return (
        _excel(told, "sheet", has_result=False),
        _excel(told, "answered", has_result=told.fills),
        _frame(told, "frame", has_result=False),
        _frame(told, "worked", has_result=told.fills),
    )


def column_name(told: Told, place: int) -> str:
    """Return what the Excel side calls a column on screen."""
    return told.table.columns[place - 1] if told.is_on_sheet else heading(told, place)


def _columns(told: Told, names: list[str], *, has_result: bool) -> tuple[Column, ...]:
    frame = told.table.frame
    found = [
        column_of(frame.iloc[:, place - 1], name=name)
        for place, name in zip(told.columns, names, strict=True)
    ]
    return tuple([*found, Column(RESULT, _result_kind(told))] if has_result else found)


def _result_kind(told: Told) -> ColumnKind:
    values = [told.result(row) for row in told.rows]
    return "number" if all(isinstance(value, (float, int)) for value in values) else "text"


def _excel(told: Told, name: str, *, has_result: bool) -> Table:
    """Return the rows as a sheet; where some are left out, as a list with row numbers and letters."""
    names = [column_name(told, place) for place in told.columns]
    columns = _columns(told, names, has_result=has_result)
    rows = [_cells(told, row, has_result=has_result) for row in told.rows]
    ids = [row_id(row) for row in told.rows]
    if told.is_on_sheet:
        drawn = tuple(Row(one, cells) for one, cells in zip(ids, rows, strict=True))
        return Table(name, "the table, on a sheet", "sheet", columns, drawn, anchor="A1")
    numbered = tuple(
        Row(one, (row, *("(blank)" if cell is None else cell for cell in cells)))
        for one, row, cells in zip(ids, told.rows, rows, strict=True)
    )
    caption = "the table, on a sheet: some of its rows"
    return Table(name, caption, "frame", (Column("row", "number"), *columns), numbered)


def _frame(told: Told, name: str, *, has_result: bool) -> Table:
    names = [told.table.columns[place - 1] for place in told.columns]
    columns = (Column("", "number"), *_columns(told, names, has_result=has_result))
    index = told.table.frame.index
    rows = tuple(
        Row(row_id(row), (to_cell(index[row - 2]), *_cells(told, row, has_result=has_result, missing=True)))
        for row in told.rows
    )
    return Table(name, "the table, as a DataFrame", "frame", columns, rows)


def _cells(told: Told, row: int, *, has_result: bool, missing: bool = False) -> tuple[Cell, ...]:
    cells = [to_cell(value) for value in cells_of(told, row)]
    if not has_result:
        return tuple(cells)
    value = as_cell(told.result(row))
    is_error = isinstance(value, str) and value.startswith("#")
    return (*cells, None if missing and is_error else to_cell(value))
