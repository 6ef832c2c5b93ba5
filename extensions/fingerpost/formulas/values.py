"""Excel's values in Python: float, str, bool, None for a blank cell, `ExcelError`, and arrays of these."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class ExcelError:
    """An error value such as #N/A; there is one object for each code, so `is` compares them."""

    __slots__ = ("code",)
    _all: dict[str, "ExcelError"] = {}  # noqa: RUF012 - the one register of error values

    code: str

    def __new__(cls, code: str) -> "ExcelError":  # noqa: PYI034 - one object a code, of this very class
        """Return the one object of a code."""
        known = cls._all.get(code)
        if known is None:
            known = object.__new__(cls)
            known.code = code
            cls._all[code] = known
        return known

    def __repr__(self) -> str:
        return self.code

    def __reduce__(self) -> tuple[type["ExcelError"], tuple[str]]:
        return (ExcelError, (self.code,))


NULL = ExcelError("#NULL!")
DIV0 = ExcelError("#DIV/0!")
VALUE = ExcelError("#VALUE!")
REF = ExcelError("#REF!")
NAME = ExcelError("#NAME?")
NUM = ExcelError("#NUM!")
NA = ExcelError("#N/A")
SPILL = ExcelError("#SPILL!")
CALC = ExcelError("#CALC!")

Value = float | str | bool | None | ExcelError


class Block(NamedTuple):
    """A reference: a rectangle on a sheet, rows and columns counted from 1, both ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        """True for one cell."""
        return self.top == self.bottom and self.left == self.right

    @property
    def height(self) -> int:
        """How many rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """How many columns."""
        return self.right - self.left + 1


@dataclass(frozen=True, eq=False)
class Array:
    """A block of values, rows of one width; `origin` says which cells it was read from, None if computed.

    Excel treats the two differently: SUM skips a text in cells, but not one that stands in the formula.
    """

    rows: list[list[Value]]
    origin: Block | None = None

    @property
    def height(self) -> int:
        """How many rows are held."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """How many columns are held."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width; of whole columns, those of the sheet, though only used rows are held."""
        return (self.origin.height, self.origin.width) if self.origin else (self.height, self.width)

    @cached_property
    def flat(self) -> list[Value]:
        """All values, row by row."""
        if self.width == 1:
            return [row[0] for row in self.rows]
        return [value for row in self.rows for value in row]

    @cached_property
    def memo(self) -> dict[object, object]:
        """What was worked out about this block before (an index, a mask), by the worker's own key."""
        return {}

    def column(self, index: int) -> list[Value]:
        """Return one column, counted from 0."""
        return [row[index] for row in self.rows]


class Blocks(NamedTuple):
    """Several rectangles, as a union gives."""

    parts: tuple[Block, ...]


Result = Value | Array | Block | Blocks


def column_array(values: list[Value], origin: Block | None = None) -> Array:
    """Return values as a one-column array."""
    return Array([[value] for value in values], origin)


def errors_in(values: list[Value]) -> Iterator[ExcelError]:
    """Give the error values among `values`, in order."""
    return (value for value in values if type(value) is ExcelError)


def first_error(*values: object) -> ExcelError | None:
    """Return the first error value among the arguments, which is the one Excel shows."""
    for value in values:
        if type(value) is ExcelError:
            return value
    return None
