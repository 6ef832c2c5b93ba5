"""What the steps of an explained formula are told from: the explanation, the rows and columns on screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fingerpost.formulas.explaining import Explanation
from fingerpost.formulas.resolving import block_of
from fingerpost.formulas.shifting import filled_down
from fingerpost.formulas.tables import SHEET, Table
from fingerpost.formulas.tree import Area, Cell, Columns, Structured, address, column_letters, walk
from fingerpost.formulas.values import Array, Block, ExcelError, Value
from fingerpost.walkthroughs.focus import FOCUS_ROWS

if TYPE_CHECKING:
    import pandas as pd

_MOST_COLUMNS = 6
RESULT = "result"


@dataclass(frozen=True)
class Told:
    """One formula over one table: `rows` are Excel's rows on screen, `columns` places from 1."""

    explanation: Explanation
    table: Table
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def text(self) -> str:
        """The formula as typed, with its sign."""
        source = self.explanation.formula.source.strip()
        return source if source.startswith(("=", "{=")) else f"={source}"

    @property
    def shift(self) -> int:
        """How far the shown formula's characters are from the positions that steps carry."""
        source = self.explanation.formula.source
        return len(self.text) - len(source.rstrip())

    @property
    def fills(self) -> bool:
        """Whether there is one result a row."""
        return self.explanation.filled.fills

    @property
    def is_on_sheet(self) -> bool:
        """Whether all columns are on screen and the rows begin with row 2, so that a sheet can show them."""
        whole = len(self.columns) == len(self.table.columns)
        return whole and self.rows == tuple(range(2, len(self.rows) + 2))

    def text_in(self, row: int) -> str:
        """Return the formula as it reads filled down to a row."""
        first = self.explanation.filled.first_row
        if not self.fills or row == first:
            return self.text
        text = filled_down(self.explanation.formula, row - first).strip()
        return text if text.startswith(("=", "{=")) else f"={text}"

    def result(self, row: int) -> "Value | Array":
        """Return the value in a row; the one value where the formula has one."""
        filled = self.explanation.filled
        return filled.results[row - filled.first_row] if filled.fills else filled.results[0]

    def where(self, row: int) -> str:
        """Return the cell the formula is shown in: right of the table."""
        return address(row, len(self.table.columns) + 1)


def told_of(explanation: Explanation, table: Table) -> Told:
    """Return what is shown: the traced rows of a filled formula, else the rows it picked and the first."""
    rows = tuple(explanation.traces) if explanation.filled.fills else tuple(_rows_picked(explanation, table))
    return Told(explanation, table, rows, tuple(_columns_read(explanation, table)))


def _rows_picked(explanation: Explanation, table: Table) -> list[int]:
    steps = next(iter(explanation.traces.values()), ())
    picked = [
        cell.top for step in steps if step.kind in {"match", "read"} for cell in step.cells if cell.top > 1
    ]
    some = list(dict.fromkeys(picked))[: FOCUS_ROWS - 2]
    spare = [row for row in range(2, table.last_row + 1)[: 2 * FOCUS_ROWS] if row not in some]
    return sorted([*some, *spare[: FOCUS_ROWS - len(some)]])


def _columns_read(explanation: Explanation, table: Table) -> list[int]:
    """Return the columns the formula names, then the first others, as many as fit, in their order."""
    named: list[int] = []
    for node in walk(explanation.formula.root):
        if isinstance(node, Structured):
            named += [
                place for place, name in enumerate(table.columns, start=1) if name in {node.first, node.last}
            ]
        if isinstance(node, (Cell, Area, Columns)):
            block = block_of(node, SHEET)
            if isinstance(block, Block):
                named += range(block.left, min(block.right, len(table.columns)) + 1)
    others = [place for place in range(1, len(table.columns) + 1) if place not in named]
    room = max(0, _MOST_COLUMNS - len(dict.fromkeys(named)))
    return sorted([*list(dict.fromkeys(named))[:_MOST_COLUMNS], *others[:room]])


def in_words(value: object) -> str:
    """Return a value as a sentence has it."""
    if isinstance(value, Array):
        return f"{value.height} rows by {value.width} columns"
    if isinstance(value, ExcelError):
        return value.code
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    return f"“{value}”" if isinstance(value, str) else "a range"


def as_cell(value: object) -> object:
    """Return a value as a table on screen holds it."""
    if isinstance(value, Array):
        return as_cell(value.rows[0][0])
    return value.code if isinstance(value, ExcelError) else value


def heading(told: Told, place: int) -> str:
    """Return a column's heading with its letter, as formulas name it."""
    return f"{column_letters(place)} {told.table.columns[place - 1]}"


def cells_of(told: Told, row: int) -> "pd.Series[Any]":
    """Return a row's values in the columns on screen."""
    return told.table.frame.iloc[row - 2, [place - 1 for place in told.columns]]
