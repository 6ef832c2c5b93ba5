"""Sheets of values, with the names and tables by which formulas speak of them."""

from dataclasses import dataclass, field
from datetime import date

from fingerpost.formulas.tree import LAST_COLUMN, LAST_ROW, Node
from fingerpost.formulas.troubles import RefusedFormulaError
from fingerpost.formulas.values import Array, Block, Value


class Pending:
    """Stands in a cell whose formula was not evaluated yet."""


PENDING = Pending()


class NeedsCellsError(Exception):
    """Cells to evaluate before this one; caught by the calculator, never seen outside."""

    def __init__(self, cells: list[tuple[str, int, int]]) -> None:
        super().__init__(cells)
        self.cells = cells


@dataclass
class Sheet:
    """One sheet: for each used column, the values from row 1 down."""

    name: str
    columns: dict[int, list[Value]] = field(default_factory=dict)
    height: int = 0
    width: int = 0

    def put(self, row: int, column: int, value: Value) -> None:
        """Write one cell; rows and columns count from 1."""
        cells = self.columns.setdefault(column, [])
        if len(cells) < row:
            cells.extend([None] * (row - len(cells)))
        cells[row - 1] = value
        self.height = max(self.height, row)
        self.width = max(self.width, column)

    def at(self, row: int, column: int) -> Value:
        """Read one cell; a cell never written is blank."""
        cells = self.columns.get(column)
        return cells[row - 1] if cells is not None and row <= len(cells) else None


@dataclass(frozen=True)
class TableArea:
    """A table in the workbook's sense: its block (header and totals rows included) and its column names."""

    name: str
    block: Block
    columns: tuple[str, ...]
    header_rows: int = 1
    totals_rows: int = 0

    def column(self, name: str) -> int | None:
        """Return a column's place on the sheet, or None if the table has no such column."""
        wanted = name.lower()
        for place, known in enumerate(self.columns):
            if known.lower() == wanted:
                return self.block.left + place
        return None

    @property
    def first_row(self) -> int:
        """The sheet's row of the first row of data."""
        return self.block.top + self.header_rows

    @property
    def last_row(self) -> int:
        """The sheet's row of the last row of data."""
        return self.block.bottom - self.totals_rows


@dataclass
class Book:
    """Sheets by name (case not counting), defined names, tables, spilled ranges; the day that TODAY() is."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    names: dict[tuple[str, str], Node] = field(default_factory=dict)
    tables: dict[str, TableArea] = field(default_factory=dict)
    spills: dict[tuple[str, int, int], Block] = field(default_factory=dict)
    hidden_rows: dict[str, frozenset[int]] = field(default_factory=dict)
    subtotals: set[tuple[str, int, int]] = field(default_factory=set)
    as_at: date | None = None
    _arrays: dict[Block, Array] = field(default_factory=dict)

    def add(self, sheet: Sheet) -> None:
        """Put a sheet into the book."""
        self.sheets[sheet.name.lower()] = sheet

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by name.

        Raises:
            RefusedFormulaError: there is none of that name.
        """
        found = self.sheets.get(name.lower())
        if found is None:
            known = ", ".join(f"'{sheet.name}'" for sheet in list(self.sheets.values())[:6])
            raise RefusedFormulaError(
                f"There is no sheet '{name}' here; there is {known}.", what="missing sheet"
            )
        return found

    def value(self, sheet: str, row: int, column: int) -> Value:
        """Return one cell's value."""
        value = self.sheet(sheet).at(row, column)
        if isinstance(value, Pending):
            raise NeedsCellsError([(sheet.lower(), row, column)])
        return value

    def clipped(self, block: Block) -> Block:
        """Return a block without the rows and columns below and right of everything on its sheet."""
        sheet = self.sheet(block.sheet)
        bottom = min(block.bottom, max(sheet.height, block.top)) if block.bottom == LAST_ROW else block.bottom
        right = min(block.right, max(sheet.width, block.left)) if block.right == LAST_COLUMN else block.right
        return block._replace(bottom=bottom, right=right)

    def array(self, block: Block) -> Array:
        """Return a block's values; whole columns and rows end with the last used cell.

        The array is kept, with whatever indexes are built on it, as cells do not change once they are known.
        """
        known = self._arrays.get(block)
        if known is None:
            known = Array(self._rows(self.clipped(block)), block)
            self._arrays[block] = known
        return known

    def _rows(self, block: Block) -> list[list[Value]]:
        sheet = self.sheet(block.sheet)
        columns = [
            _slice(sheet.columns.get(column, []), block) for column in range(block.left, block.right + 1)
        ]
        pending = [
            (block.sheet.lower(), block.top + offset, block.left + place)
            for place, cells in enumerate(columns)
            for offset, value in enumerate(cells)
            if isinstance(value, Pending)
        ]
        if pending:
            raise NeedsCellsError(pending)
        return [list(row) for row in zip(*columns, strict=True)]


def _slice(cells: list[Value], block: Block) -> list[Value]:
    """Return a column's values within a block, blanks added where the column ends before it."""
    part = cells[block.top - 1 : block.bottom]
    return part + [None] * (block.height - len(part)) if len(part) < block.height else part
