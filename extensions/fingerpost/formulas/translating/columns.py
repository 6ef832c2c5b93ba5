"""References as columns of the table.

A cell of the own row, a row before it, a fixed cell, a whole column.
"""

from typing import NamedTuple

import pandas as pd

from fingerpost.formulas.resolving import block_of, structured_block
from fingerpost.formulas.tables import FIRST_DATA_ROW, SHEET, ColumnName, Table, cell_values
from fingerpost.formulas.translating.typed import NEVER, Place, Typed, constant
from fingerpost.formulas.tree import Area, Cell, Columns, Node, Structured
from fingerpost.formulas.values import Block


class Column(NamedTuple):
    """A column of the table.

    Its name, the kind of its values, whether some are blank, whether it holds days; `fails` which error
    values a missing one stands for.
    """

    name: str
    kind: str
    blank: bool
    days: bool
    fails: frozenset[str] = NEVER


def frame_of(name: object) -> str:
    """Return what code calls the other table a column stands in, nothing for the formula's own."""
    return name.frame if isinstance(name, ColumnName) else ""


def _named(table: Table, name: str, place: Place) -> str:
    if table is place.table:
        return name
    elsewhere = ColumnName(name)
    elsewhere.frame = table.name
    return elsewhere


def column_at(place: Place, node: Node, number: int, table: Table | None = None) -> Column:
    """Return the column of a number (A is 1), of the formula's own table or another one.

    Raises:
        UntranslatedError: its values are of several kinds.
    """
    table = table or place.table
    frame = table.frame
    name = table.columns[number - 1]
    if table.columns.count(name) > 1:
        raise place.refusal(node, f"is one of two columns named {name}; give each a name of its own")
    cells = frame.iloc[:, number - 1]
    days = pd.api.types.is_datetime64_any_dtype(cells.dtype)
    fails = table.errors.get(name, NEVER) if cells.isna().any() else NEVER
    blank = bool(cells.isna().any()) and not fails
    name = _named(table, name, place)
    if days or (pd.api.types.is_numeric_dtype(cells.dtype) and not pd.api.types.is_bool_dtype(cells.dtype)):
        return Column(name, "number", blank, days, fails)
    if pd.api.types.is_bool_dtype(cells.dtype):
        return Column(name, "logical", blank, days, fails)
    kinds = {type(value) for value in cell_values(cells)} - {type(None)}
    if len(kinds) > 1:
        raise place.refusal(
            node,
            f"is column {name}, which mixes numbers, texts or logicals; make it one kind before translating",
        )
    if kinds - {str}:
        raise place.refusal(node, f"is column {name}, which pandas holds as objects; convert it first")
    return Column(name, "text", blank, days, fails)


def whole(column: Column, *, inside: bool = True) -> Typed:
    """Return all of a column, as subqueries name it (`inside`) or as the formula's own row does."""
    op = {(True, True): "other_days", (True, False): "other", (False, True): "days", (False, False): "column"}
    named = op[inside, column.days]
    return Typed(named, column.kind, (), (column.name,), by_row=True, blank=column.blank, fails=column.fails)


def cell(place: Place, node: Cell) -> Typed:
    """Return a single cell: a column where the row moves, one value where it is fixed."""
    if node.row_fixed or not place.fills:
        return _fixed_cell(place, node)
    column = column_at(place, node, node.column)
    own = whole(column, inside=False)
    back = place.own_row - node.row
    if back == 0:
        return own
    if place.own_row - back >= FIRST_DATA_ROW:
        return Typed("shifted", own.kind, (own,), (back,), by_row=True, blank=True)
    if column.kind == "text" and back == 1:
        return Typed("shifted_filled", "text", (own,), (1, column.name), by_row=True, blank=column.blank)
    raise place.refusal(node, "reads the header in the first row; type the formula one row further down")


def _fixed_cell(place: Place, node: Cell) -> Typed:
    value = place.table.sheet.at(node.row, node.column)
    if value is None:
        raise place.refusal(node, "is a blank cell")
    if node.row == 1:
        return constant(str(value))
    column = column_at(place, node, node.column)
    op = "cell_days" if column.days else "cell"
    return Typed(op, column.kind, words=(column.name, node.row - FIRST_DATA_ROW))


class Range(NamedTuple):
    """A range of whole columns; `header` says that row 1 is in it."""

    columns: tuple[Column, ...]
    header: bool


def _block(place: Place, node: Node) -> Block | None:
    if isinstance(node, (Area, Columns)):
        block = block_of(node, SHEET)
        return block if type(block) is Block else None
    if isinstance(node, Structured) and "THIS ROW" not in node.parts:
        block = structured_block(node, place.table.book_for(place.formula), SHEET, place.own_row, 1)
        return block if type(block) is Block else None
    return None


def this_row(place: Place, node: Structured) -> Typed:
    """Return `[@Weeks]` as the column of that name."""
    number = place.table.columns.index(node.first) + 1 if node.first in place.table.columns else 0
    if not number or node.first != node.last:
        raise place.refusal(node, "names no single column of this table")
    return whole(column_at(place, node, number), inside=False)


def is_running(node: Node) -> bool:
    """Tell whether a range grows as it is filled down: `$B$2:B2`."""
    return isinstance(node, Area) and node.first.row_fixed and not node.last.row_fixed


def is_row(place: Place, node: Node) -> bool:
    """Tell whether a range is some columns of the formula's own row: `B2:D2`."""
    if not isinstance(node, Area) or not place.fills:
        return False
    moves = not (node.first.row_fixed or node.last.row_fixed)
    return moves and node.first.row == node.last.row == place.own_row


def whole_range(place: Place, node: Node) -> Range:
    """Return a range of whole columns.

    Raises:
        UntranslatedError: not a range, one that slides as it is filled, or one that stops before the data do.
    """
    block = _block(place, node)
    if block is None:
        raise place.refusal(node, "is not a range of this table's columns")
    if isinstance(node, Area) and place.fills and not (node.first.row_fixed and node.last.row_fixed):
        raise place.refusal(
            node, "has no $ before its row numbers, so it slides down with every row; fix it with $"
        )
    table = place.table.others.get(block.sheet, place.table)
    if block.right > len(table.columns):
        raise place.refusal(node, "goes on to the right of the table")
    if block.top > FIRST_DATA_ROW or block.bottom < table.last_row:
        last = table.last_row
        raise place.refusal(
            node, f"covers rows {block.top} to {block.bottom}, but the data are rows 2 to {last}"
        )
    columns = tuple(column_at(place, node, number, table) for number in range(block.left, block.right + 1))
    failing = next((column for column in columns if column.fails), None)
    if failing is not None:
        raise place.refusal(node, f"takes in column {failing.name}, which holds error values")
    return Range(columns, block.top == 1)


def single_column(place: Place, node: Node) -> Column:
    """Return a range that is one whole column."""
    found = whole_range(place, node)
    if len(found.columns) != 1:
        raise place.refusal(node, "covers several columns where one is wanted")
    return found.columns[0]
