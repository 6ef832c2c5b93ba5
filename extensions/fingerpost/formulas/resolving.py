"""References made into rectangles of cells.

Corners put in order, tables looked up, ranges joined and intersected.
"""

from typing import TYPE_CHECKING

from fingerpost.formulas.tree import LAST_COLUMN, LAST_ROW, Area, Cell, Columns, Prefix, Rows, Structured
from fingerpost.formulas.troubles import RefusedFormulaError
from fingerpost.formulas.values import NULL, REF, VALUE, Block, Blocks, ExcelError, Result

if TYPE_CHECKING:
    from fingerpost.formulas.book import Book, TableArea


def block_of(
    node: Cell | Area | Columns | Rows, sheet: str, down: int = 0, across: int = 0
) -> Block | ExcelError:
    """Return the rectangle a reference means, moved as filling a formula down and across moves it.

    A reference without a sheet's name is on `sheet`; one moved off the sheet is #REF!.

    Raises:
        RefusedFormulaError: the reference is to another workbook, or runs through several sheets.
    """
    if node.prefix is not None:
        sheet = _sheet_of(node.prefix, node.start, node.stop)
    if type(node) is Cell:
        row = node.row if node.row_fixed else node.row + down
        column = node.column if node.column_fixed else node.column + across
        if (down or across) and not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            return REF
        return Block(sheet, row, column, row, column)
    if type(node) is Area:
        return joined(block_of(node.first, sheet, down, across), block_of(node.last, sheet, down, across))  # type: ignore[return-value]  # cells of one sheet
    step, last_one = (across, LAST_COLUMN) if type(node) is Columns else (down, LAST_ROW)
    first: int = node.first if node.first_fixed else node.first + step  # type: ignore[union-attr, operator, assignment]  # columns or rows remain
    last: int = node.last if node.last_fixed else node.last + step  # type: ignore[union-attr, operator, assignment]  # columns or rows remain
    low, high = sorted((first, last))
    if low < 1 or high > last_one:
        return REF
    if type(node) is Columns:
        return Block(sheet, 1, low, LAST_ROW, high)
    return Block(sheet, low, 1, high, LAST_COLUMN)


def _sheet_of(prefix: Prefix, start: int, stop: int) -> str:
    if prefix.workbook:
        raise RefusedFormulaError(
            f"At character {start + 1} the formula reads another workbook, [{prefix.workbook}]:"
            " bring that data into this one first.",
            what="external link",
            start=start,
            stop=stop,
        )
    if prefix.last_sheet:
        raise RefusedFormulaError(
            f"At character {start + 1} the formula adds up through sheets {prefix.sheet} to"
            f" {prefix.last_sheet}:"
            " stack the sheets into one table first.",
            what="reference through several sheets",
            start=start,
            stop=stop,
        )
    return prefix.sheet


def structured_block(node: Structured, book: "Book", sheet: str, row: int, column: int) -> Block | ExcelError:
    """Return the cells of `Table[…]`, of `[@…]` those in the formula's own row.

    Raises:
        RefusedFormulaError: no such table or column.
    """
    table = _table_of(node, book, sheet, row, column)
    left, right = table.block.left, table.block.right
    if node.first:
        left, right = sorted((_column_of(table, node.first, node), _column_of(table, node.last, node)))
    if "THIS ROW" in node.parts:
        if not table.first_row <= row <= table.last_row:
            return VALUE
        return Block(table.block.sheet, row, left, row, right)
    rows = _rows_of(table, node.parts)
    return Block(table.block.sheet, rows[0], left, rows[1], right) if rows else REF


def _rows_of(table: "TableArea", parts: tuple[str, ...]) -> tuple[int, int] | None:
    top, bottom = table.first_row, table.last_row
    if "ALL" in parts:
        return table.block.top, table.block.bottom
    if "HEADERS" in parts:
        if not table.header_rows:
            return None
        top = table.block.top
        bottom = bottom if "DATA" in parts else top
    if "TOTALS" in parts:
        if not table.totals_rows:
            return None
        bottom = table.block.bottom
        top = top if "DATA" in parts else bottom
    return top, bottom


def _table_of(node: Structured, book: "Book", sheet: str, row: int, column: int) -> "TableArea":
    if node.table:
        found = book.tables.get(node.table.lower())
        if found is not None:
            return found
    else:
        for table in book.tables.values():
            block = table.block
            inside = block.left <= column <= block.right and block.top <= row <= block.bottom
            if block.sheet.lower() == sheet.lower() and (inside or len(book.tables) == 1):
                return table
    known = ", ".join(table.name for table in book.tables.values()) or "none"
    wanted = f"'{node.table}'" if node.table else "around this cell"
    raise RefusedFormulaError(
        f"At character {node.start + 1} there is no table {wanted} here; the tables are: {known}.",
        what="missing table",
        start=node.start,
        stop=node.stop,
    )


def _column_of(table: "TableArea", name: str, node: Structured) -> int:
    place = table.column(name)
    if place is None:
        known = ", ".join(table.columns[:8])
        raise RefusedFormulaError(
            f"At character {node.start + 1} table {table.name} has no column '{name}'; it has {known}.",
            what="missing column",
            start=node.start,
            stop=node.stop,
        )
    return place


def joined(first: Result, last: Result) -> Result:
    """Return the smallest rectangle around two references, as `:` makes."""
    for side in (first, last):
        if type(side) is ExcelError:
            return side
    if type(first) is not Block or type(last) is not Block:
        return VALUE
    if first.sheet.lower() != last.sheet.lower():
        return REF
    return Block(
        first.sheet,
        min(first.top, last.top),
        min(first.left, last.left),
        max(first.bottom, last.bottom),
        max(first.right, last.right),
    )


def intersected(left: Result, right: Result) -> Result:
    """Return the cells two references share, #NULL! if none."""
    for side in (left, right):
        if type(side) is ExcelError:
            return side
    if type(left) is Blocks or type(right) is Blocks or type(left) is not Block or type(right) is not Block:
        return VALUE
    top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
    first, last = max(left.left, right.left), min(left.right, right.right)
    if left.sheet.lower() != right.sheet.lower() or top > bottom or first > last:
        return NULL
    return Block(left.sheet, top, first, bottom, last)
