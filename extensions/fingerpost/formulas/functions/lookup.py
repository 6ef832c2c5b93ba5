"""VLOOKUP, XLOOKUP, INDEX and MATCH."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fingerpost.formulas.coercion import compare, to_number
from fingerpost.formulas.criteria import has_wildcard, lookup_key, positions_by_key, wildcard
from fingerpost.formulas.functions.blocks import as_array
from fingerpost.formulas.noting import note_matches
from fingerpost.formulas.registry import excel
from fingerpost.formulas.tree import LAST_COLUMN, LAST_ROW
from fingerpost.formulas.values import NA, REF, VALUE, Array, Block, ExcelError, Result, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope


def _line(block: Array, place: int, *, down: bool) -> Array:
    """Return one column (or row) of a block as a block of its own, kept so that its index is built once."""
    key = ("line", place, down)
    known = block.memo.get(key)
    if known is None:
        cells = [row[place] for row in block.rows] if down else block.rows[place]
        origin = block.origin
        if origin is not None:
            at = (origin.left if down else origin.top) + place
            origin = origin._replace(left=at, right=at) if down else origin._replace(top=at, bottom=at)
        known = Array([[cell] for cell in cells], origin if down else None)
        block.memo[key] = known
    return known  # type: ignore[return-value]  # lines alone stand under such keys


def exact_place(cells: Array, wanted: Value, *, wild: bool = True) -> int | None:
    """Return the first place (from 0) of a value, case not counting, wildcards counting where `wild`."""
    value = 0.0 if wanted is None else wanted
    if wild and type(value) is str and has_wildcard(value):
        pattern = wildcard(value)
        return next(
            (
                place
                for place, cell in enumerate(cells.flat)
                if type(cell) is str and pattern and pattern.fullmatch(cell)
            ),
            None,
        )
    places = positions_by_key(cells).get(lookup_key(value))
    return places[0] if places else None


def _same_kind(cell: Value, wanted: Value) -> bool:
    return type(cell) is type(wanted)


def last_at_most(cells: list[Value], wanted: Value) -> int | None:
    """Return the place Excel's binary search ends at.

    The last cell not above `wanted`, if the cells are in order.

    Cells of another kind than `wanted` are stepped over. In cells out of order the answer is as
    arbitrary as Excel's.
    """
    value = 0.0 if wanted is None else wanted
    low, high = 0, len(cells) - 1
    found = None
    while low <= high:
        middle = (low + high) // 2
        at = middle
        while at <= high and not _same_kind(cells[at], value):
            at += 1
        if at > high:
            high = middle - 1
        elif (order := compare(cells[at], value)) == 0:
            return _end_of_run(cells, at, high, value)
        elif order < 0:
            found, low = at, at + 1
        else:
            high = middle - 1
    return found


def _end_of_run(cells: list[Value], at: int, high: int, value: Value) -> int:
    """Return the last of the equal cells that follow one another: where Excel's search ends once it hit."""
    last = at
    for place in range(at + 1, high + 1):
        if not _same_kind(cells[place], value):
            continue
        if compare(cells[place], value) != 0:
            break
        last = place
    return last


def _last_at_least(cells: list[Value], wanted: Value) -> int | None:
    """Return the last place, from the top, before the cells fall below `wanted` (they run downwards)."""
    value = 0.0 if wanted is None else wanted
    found = None
    for place, cell in enumerate(cells):
        if not _same_kind(cell, value):
            continue
        sign = compare(cell, value)
        if sign < 0:
            break
        found = place
        if sign == 0:
            break
    return found


def _looked_up(*, down: bool) -> Callable[..., Value]:
    def run(
        scope: "Scope",
        wanted: Value,
        table: Value | Array,
        which: float,
        nearest: bool = True,  # noqa: FBT001, FBT002 - Excel's order
    ) -> Value:
        block = as_array(table)
        size = block.shape[1] if down else block.shape[0]
        if which < 1:
            return VALUE
        if int(which) > size:
            return REF
        cells = _line(block, 0, down=down)
        place = last_at_most(cells.flat, wanted) if nearest else exact_place(cells, wanted)
        if place is None:
            return NA
        note_matches(scope, cells, (place,))
        return block.rows[place][int(which) - 1] if down else block.rows[int(which) - 1][place]

    return run


excel("VLOOKUP", signature="vrnb?", scope=True)(_looked_up(down=True))
excel("HLOOKUP", signature="vrnb?", scope=True)(_looked_up(down=False))


@excel("LOOKUP", signature="vrr?")
def lookup(wanted: Value, cells: Value | Array, results: Value | Array = None) -> Value:
    """The value beside the last cell not above the wanted one."""
    block = as_array(cells)
    down = block.height >= block.width
    searched = block.flat if 1 in {block.height, block.width} else _line(block, 0, down=down).flat
    place = last_at_most(searched, wanted)
    if place is None:
        return NA
    if results is not None:
        found = as_array(results).flat
        return found[place] if place < len(found) else NA
    return block.rows[place][-1] if down else block.rows[-1][place]


@excel("MATCH", signature="vrn?", scope=True)
def match(scope: "Scope", wanted: Value, cells: Value | Array, kind: float = 1.0) -> Value:
    """The place, from 1, of a value in a row or column."""
    block = as_array(cells)
    if 1 not in {block.shape[0], block.shape[1]}:
        return NA
    if kind == 0:
        place = exact_place(block, wanted)
    else:
        place = last_at_most(block.flat, wanted) if kind > 0 else _last_at_least(block.flat, wanted)
    if place is None:
        return NA
    note_matches(scope, block, (place,))
    return float(place + 1)


def _nearest(cells: list[Value], wanted: Value, *, above: bool) -> int | None:
    """Return the first place of the cell nearest to `wanted` from above or below, in any order."""
    value = 0.0 if wanted is None else wanted
    best: int | None = None
    for place, cell in enumerate(cells):
        if not _same_kind(cell, value) or (compare(cell, value) < 0 if above else compare(cell, value) > 0):
            continue
        if best is None or (compare(cell, cells[best]) < 0 if above else compare(cell, cells[best]) > 0):
            best = place
    return best


def _matched(cells: Array, wanted: Value, mode: float, direction: float) -> int | Value:
    if mode not in {0.0, -1.0, 1.0, 2.0} or direction not in {1.0, -1.0, 2.0, -2.0}:
        return VALUE
    searched = Array([[cell] for cell in reversed(cells.flat)]) if direction == -1 else cells
    place: int | None = _exactly(searched, wanted, wild=mode == 2.0)  # noqa: PLR2004 - the wildcard mode
    if place is None and mode in {-1.0, 1.0}:
        place = _nearest(searched.flat, wanted, above=mode == 1.0)
    if place is None or direction != -1:
        return place
    return len(cells.flat) - 1 - place


def _exactly(cells: Array, wanted: Value, *, wild: bool) -> int | None:
    if wanted is None:
        return next((place for place, cell in enumerate(cells.flat) if cell is None), None)
    return exact_place(cells, wanted, wild=wild)


@excel("XMATCH", signature="vrn?n?")
def xmatch(wanted: Value, cells: Value | Array, mode: float = 0.0, direction: float = 1.0) -> Value:
    """The place, from 1, of a value; exact unless told."""
    place = _matched(as_array(cells), wanted, mode, direction)
    if place is None:
        return NA
    return float(place + 1) if type(place) is int else place


@excel("XLOOKUP", signature="vrRe?n?n?", scope=True)
def xlookup(  # noqa: PLR0917 - Excel's six arguments, in its order
    scope: "Scope",
    wanted: Value,
    cells: Value | Array,
    results: Result,
    if_missing: Value = NA,
    mode: float = 0.0,
    direction: float = 1.0,
) -> Result:
    """What stands beside the first match, the fourth argument where there is none."""
    searched = as_array(cells)
    place = _matched(searched, wanted, mode, direction)
    found = as_array(scope.values_of(results))
    down = searched.width == 1
    if (found.shape[0] != searched.shape[0]) if down else (found.shape[1] != searched.shape[1]):
        return VALUE
    if place is None:
        return NA if if_missing is None else if_missing
    if type(place) is not int:
        return place
    note_matches(scope, searched, (place,))
    return _taken(results, found, place, down=down)


def _taken(results: Result, found: Array, place: int, *, down: bool) -> Result:
    if type(results) is Block:
        if down:
            return results._replace(top=results.top + place, bottom=results.top + place)
        return results._replace(left=results.left + place, right=results.left + place)
    if down:
        return Array([found.rows[place]]) if found.width > 1 else found.rows[place][0]
    return Array([[row[place]] for row in found.rows]) if found.height > 1 else found.rows[0][place]


@excel("INDEX", signature="Rnn?n?", scope=True)
def index(
    scope: "Scope", source: Result, row: float, column: float | None = None, area: float = 1.0
) -> Result:
    """The cell at a row and column of a block; 0 takes the whole column or row."""
    if area != 1 or row < 0 or (column is not None and column < 0):
        return REF if area != 1 else VALUE
    height, width = (
        (source.height, source.width) if type(source) is Block else as_array(scope.values_of(source)).shape
    )
    down, across = int(row), int(column or 0)
    if column is None and height == 1 and width > 1:
        down, across = 1, int(row)
    if down > height or across > width:
        return REF
    if column is None and width == 1:
        across = 1
    return _cut(scope, source, down, across)


def _cut(scope: "Scope", source: Result, down: int, across: int) -> Result:
    if type(source) is Block:
        top, bottom = (source.top + down - 1,) * 2 if down else (source.top, source.bottom)
        left, right = (source.left + across - 1,) * 2 if across else (source.left, source.right)
        return Block(source.sheet, top, left, bottom, right)
    rows = as_array(scope.values_of(source)).rows
    kept = [rows[down - 1]] if down else rows
    cut = [[line[across - 1]] for line in kept] if across else kept
    return Array(cut)


@excel("OFFSET", signature="Rnnv?v?", volatile=True)
def offset(start: Result, down: float, across: float, height: Value = None, width: Value = None) -> Result:
    """A block some rows and columns away; a size left out, or blank, is that of the block."""
    if type(start) is not Block:
        return VALUE
    sizes = [to_number(size) for size in (height, width)]
    for size in sizes:
        if type(size) is ExcelError:
            return size
    tall = start.height if height is None else int(sizes[0])  # type: ignore[arg-type]  # a number by now
    wide = start.width if width is None else int(sizes[1])  # type: ignore[arg-type]  # a number by now
    if tall == 0 or wide == 0:
        return REF
    top, left = start.top + int(down), start.left + int(across)
    top, tall = (top, tall) if tall > 0 else (top + tall + 1, -tall)
    left, wide = (left, wide) if wide > 0 else (left + wide + 1, -wide)
    bottom, right = top + tall - 1, left + wide - 1
    if top < 1 or left < 1 or bottom > LAST_ROW or right > LAST_COLUMN:
        return REF
    return Block(start.sheet, top, left, bottom, right)
