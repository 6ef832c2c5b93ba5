"""Rows, columns and whole blocks: ROW, COLUMNS, TRANSPOSE, UNIQUE, SORT, FILTER, SEQUENCE."""

from functools import cmp_to_key
from typing import TYPE_CHECKING

from fingerpost.formulas.coercion import compare, to_logical, to_number
from fingerpost.formulas.criteria import lookup_key
from fingerpost.formulas.registry import excel
from fingerpost.formulas.tree import column_letters
from fingerpost.formulas.values import CALC, VALUE, Array, Block, ExcelError, Result, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope

_MOST_CELLS = 1_000_000


def as_array(value: Value | Array) -> Array:
    """Return a block of values; a single value is a block of one."""
    return value if type(value) is Array else Array([[value]])  # type: ignore[list-item]  # a single value


@excel("ROW", signature="R?", scope=True)
def row(scope: "Scope", reference: Result = None) -> Result:
    """The row of a reference, of the formula's own cell without one; a range gives each of its rows."""
    if reference is None:
        return float(scope.row)
    if type(reference) is not Block:
        return VALUE
    rows: list[list[Value]] = [
        [float(place)] for place in range(reference.top, scope.book.clipped(reference).bottom + 1)
    ]
    return Array(rows) if len(rows) > 1 else rows[0][0]


@excel("COLUMN", signature="R?", scope=True)
def column(scope: "Scope", reference: Result = None) -> Result:
    """The column of a reference, of the formula's own cell without one; a range gives each of its columns."""
    if reference is None:
        return float(scope.column)
    if type(reference) is not Block:
        return VALUE
    last = scope.book.clipped(reference).right
    columns: list[Value] = [float(place) for place in range(reference.left, last + 1)]
    return Array([columns]) if len(columns) > 1 else columns[0]


@excel("ROWS", signature="a")
def rows_(values: Value | Array) -> float:
    """How many rows."""
    return float(as_array(values).shape[0])


@excel("COLUMNS", signature="a")
def columns_(values: Value | Array) -> float:
    """How many columns."""
    return float(as_array(values).shape[1])


@excel("ADDRESS", signature="nnn?b?t?")
def address(row_: float, column_: float, kind: float = 1.0, a1: bool = True, sheet: str = "") -> Value:  # noqa: FBT001, FBT002 - Excel's order
    """A cell's name as text, fixed with `$` as asked."""
    if row_ < 1 or column_ < 1 or not a1:
        return VALUE
    fixed_row, fixed_column = int(kind) in {1, 2}, int(kind) in {1, 3}
    name = f"{'$' * fixed_column}{column_letters(int(column_))}{'$' * fixed_row}{int(row_)}"
    return f"{sheet}!{name}" if sheet else name


@excel("TRANSPOSE", signature="a")
def transpose(values: Value | Array) -> Array:
    """Rows made columns."""
    return Array([list(line) for line in zip(*as_array(values).rows, strict=True)])


@excel("SEQUENCE", signature="nn?n?n?")
def sequence(height: float, width: float = 1.0, first: float = 1.0, step: float = 1.0) -> Value | Array:
    """Numbers counted up, row by row."""
    down, across = int(height), int(width)
    if down < 1 or across < 1 or down * across > _MOST_CELLS:
        return CALC if down < 1 or across < 1 else VALUE
    return Array(
        [[first + step * (line * across + place) for place in range(across)] for line in range(down)]
    )


@excel("FILTER", signature="aae?")
def filter_(values: Value | Array, keep: Value | Array, if_empty: Value = CALC) -> Value | Array:
    """The rows (or columns) whose condition is TRUE, the third argument where there are none."""
    block, conditions = as_array(values), as_array(keep)
    by_column = conditions.height == 1 and conditions.width == block.width and block.height != 1
    if not by_column and (conditions.width != 1 or conditions.height != block.height):
        return VALUE
    truths = [to_logical(value) for value in conditions.flat]
    for truth in truths:
        if type(truth) is ExcelError:
            return truth
    if by_column:
        kept = [[value for value, truth in zip(line, truths, strict=True) if truth] for line in block.rows]
        return Array(kept) if kept[0] else if_empty
    lines = [line for line, truth in zip(block.rows, truths, strict=True) if truth]
    return Array(lines) if lines else if_empty


@excel("UNIQUE", signature="ab?b?")
def unique(values: Value | Array, by_column: bool = False, once: bool = False) -> Value | Array:  # noqa: FBT001, FBT002 - Excel's order
    """Each row once, in the order of first appearance, case not counting.

    With `once`, those that appear once.
    """
    block = as_array(values)
    lines = [list(line) for line in zip(*block.rows, strict=True)] if by_column else block.rows
    groups: dict[tuple[object, ...], list[list[Value]]] = {}
    for line in lines:
        groups.setdefault(tuple(lookup_key(value) for value in line), []).append(line)
    kept = [group[0] for group in groups.values() if not once or len(group) == 1]
    if not kept:
        return CALC
    return Array([list(line) for line in zip(*kept, strict=True)]) if by_column else Array(kept)


def _order(left: Value, right: Value) -> int:
    """Compare for sorting: numbers, texts, logicals, errors, blanks last whatever the direction."""
    if type(left) is ExcelError or type(right) is ExcelError:
        return (type(left) is ExcelError) - (type(right) is ExcelError)
    return compare(left, right)


def sorted_lines(
    lines: list[list[Value]], keys: list[list[Value]], directions: list[int]
) -> list[list[Value]]:
    """Return lines put in order by columns of keys, each up (1) or down (-1); equal ones keep their order."""

    def by_keys(left: int, right: int) -> int:
        for key, direction in zip(keys, directions, strict=True):
            one, other = key[left], key[right]
            if one is None or other is None:
                sign = (one is None) - (other is None)
            else:
                sign = direction * _order(one, other)
            if sign:
                return sign
        return 0

    return [lines[place] for place in sorted(range(len(lines)), key=cmp_to_key(by_keys))]


@excel("SORT", signature="av?v?b?")
def sort(
    values: Value | Array,
    which: Value = None,
    direction: Value = None,
    by_column: bool = False,  # noqa: FBT001, FBT002 - Excel's order
) -> Value | Array:
    """Rows in order of one column, the first and upwards where nothing is said."""
    block = as_array(values)
    lines = [list(line) for line in zip(*block.rows, strict=True)] if by_column else block.rows
    place, step = (to_number(1.0 if part is None else part) for part in (which, direction))
    if type(place) is not float or not 1 <= int(place) <= len(lines[0]) or step not in {1.0, -1.0}:
        return VALUE
    keys = [line[int(place) - 1] for line in lines]
    ordered = sorted_lines(lines, [keys], [1 if step == 1.0 else -1])
    return Array([list(line) for line in zip(*ordered, strict=True)]) if by_column else Array(ordered)


@excel("SORTBY", signature="aan?(an)*")
def sortby(values: Value | Array, *keys: Value | Array) -> Value | Array:
    """Rows in order of other columns."""
    block = as_array(values)
    columns = [as_array(key).flat for key in keys[::2]]
    directions = [int(step) for step in keys[1::2] if type(step) is float]
    directions += [1] * (len(columns) - len(directions))
    if any(len(key) != block.height for key in columns) or not set(directions) <= {1, -1}:
        return VALUE
    return Array(sorted_lines(block.rows, columns, directions))
