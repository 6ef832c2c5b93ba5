"""A formula evaluated over a table: as typed, and filled down its rows."""

from typing import NamedTuple

from fingerpost.formulas.interpreter import Scope, Step, evaluate
from fingerpost.formulas.resolving import block_of
from fingerpost.formulas.shifting import own_row, relative_rows
from fingerpost.formulas.tables import SHEET, Table
from fingerpost.formulas.tree import (
    Area,
    Call,
    Cell,
    Columns,
    Formula,
    Node,
    Structured,
    column_letters,
    walk,
)
from fingerpost.formulas.troubles import RefusedFormulaError
from fingerpost.formulas.values import Array, Block, Value


class Filled(NamedTuple):
    """A formula's values from `first_row` of the sheet down.

    One value where it does not change with the row.
    """

    first_row: int
    results: list[Value | Array]
    fills: bool


def check_inside(formula: Formula, table: Table) -> None:
    """Refuse a formula that reads cells the table does not have; ranges may run on below the last row.

    Raises:
        RefusedFormulaError: names the first such reference and what there is.
    """
    width = len(table.frame.columns)
    for node in walk(formula.root):
        if not isinstance(node, (Cell, Area, Columns)):
            continue
        block = block_of(node, SHEET)
        if type(block) is not Block:
            continue
        if block.sheet.lower() != SHEET.lower():
            raise _outside(
                formula, node, "is on another sheet; a table file has one sheet, so bring both together first"
            )
        below = type(node) is Cell and block.bottom > table.last_row
        if block.right > width or below or (block.top > max(table.last_row, 1) and type(node) is not Columns):
            named = f"columns A to {column_letters(max(width, 1))} and rows 1 to {table.last_row}"
            raise _outside(formula, node, f"lies outside the table, which has {named}")


def _outside(formula: Formula, node: Cell | Area | Columns, why: str) -> RefusedFormulaError:
    return RefusedFormulaError(
        f"At character {node.start + 1} {formula.source[node.start : node.stop]} {why}.",
        what="reference outside the table",
        start=node.start,
        stop=node.stop,
    )


def value_as_typed(formula: Formula, table: Table, steps: list[Step] | None = None) -> Value | Array:
    """Return the formula's value where it was typed, right of the table; `steps` collects the trace."""
    scope = Scope(table.book_for(formula), SHEET, own_row(formula.root), len(table.columns) + 1, steps=steps)
    return evaluate(formula, scope)


def value_at(formula: Formula, table: Table, row: int, steps: list[Step] | None = None) -> Value | Array:
    """Return the formula's value filled down to a row of the sheet; `steps` collects the trace."""
    scope = Scope(table.book_for(formula), SHEET, row, len(table.columns) + 1, steps=steps)
    scope.down = row - own_row(formula.root)
    return evaluate(formula, scope)


def fills_down(formula: Formula) -> bool:
    """Tell whether the formula's value changes from row to row as it is filled down."""
    return bool(relative_rows(formula.root)) or any(_follows_row(node) for node in walk(formula.root))


def _follows_row(node: Node) -> bool:
    if type(node) is Area:
        one_row = node.first.row == node.last.row and not (node.first.row_fixed or node.last.row_fixed)
        return one_row or node.first.row_fixed != node.last.row_fixed
    if type(node) is Structured:
        return "THIS ROW" in node.parts
    return type(node) is Call and node.name == "ROW" and not node.arguments


def filled(formula: Formula, table: Table) -> Filled:
    """Return the formula's values for every row it can be filled down to, worked out cell by cell."""
    first = own_row(formula.root)
    if not fills_down(formula):
        return Filled(first, [value_as_typed(formula, table)], fills=False)
    scope = Scope(table.book_for(formula), SHEET, first, len(table.columns) + 1)
    values: list[Value | Array] = []
    for row in range(first, table.last_row + 1):
        scope.row, scope.down = row, row - first
        values.append(evaluate(formula, scope))
    return Filled(first, values, fills=True)
