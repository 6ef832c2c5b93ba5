"""Functions about where a formula stands and what a filter shows: ROW, ROWS, OFFSET, SUBTOTAL, AGGREGATE."""

from fingerpost.formulas.resolving import block_of
from fingerpost.formulas.tables import SHEET
from fingerpost.formulas.translating.nodes import lowered, lowers
from fingerpost.formulas.translating.typed import Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import Area, Call, Cell, Node
from fingerpost.formulas.values import Block

_BY_NUMBER = {
    1: "AVERAGE",
    2: "COUNT",
    3: "COUNTA",
    4: "MAX",
    5: "MIN",
    7: "STDEV.S",
    8: "STDEV.P",
    9: "SUM",
    10: "VAR.S",
    11: "VAR.P",
    12: "MEDIAN",
}
_HIDDEN_TOO = 100


def _number(place: Place, node: Node) -> int:
    """Return an argument that has to be a number written into the formula."""
    typed = lowered(place, node)
    if not is_constant(typed) or not isinstance(typed.words[0], float):
        raise place.refusal(node, "has to be a number written into the formula")
    return int(typed.words[0])


def _named(place: Place, node: Call, number: int, arguments: tuple[Node, ...]) -> Typed:
    name = _BY_NUMBER.get(number)
    if name is None:
        raise place.refusal(node, f"asks for aggregate {number}, which is not translated")
    return lowered(place, node._replace(name=name, arguments=arguments))


@lowers("SUBTOTAL")
def _subtotal(place: Place, node: Call) -> Typed:
    """Return the aggregate over all rows: a table holds no filter, so that none is hidden."""
    return _named(place, node, _number(place, node.arguments[0]) % _HIDDEN_TOO, node.arguments[1:])


@lowers("AGGREGATE")
def _aggregate(place: Place, node: Call) -> Typed:
    """Return the aggregate over all rows: a table holds no hidden rows and no errors to pass over."""
    return _named(place, node, _number(place, node.arguments[0]), node.arguments[2:])


def _row_number(place: Place, node: Node, back: int) -> Typed:
    if place.row:
        raise place.refusal(node, "counts rows of the sheet, which the table does not keep")
    own = Typed("row_number", "number", by_row=True)
    return made("subtract", "number", own, constant(float(back))) if back else own


@lowers("ROW")
def _row(place: Place, node: Call) -> Typed:
    if not node.arguments:
        return _row_number(place, node, 0)
    cell = node.arguments[0]
    if not isinstance(cell, Cell):
        raise place.refusal(node, "gives a row for each cell of a range")
    if cell.row_fixed:
        return constant(float(cell.row))
    return _row_number(place, node, place.own_row - cell.row)


@lowers("ROWS")
def _rows(place: Place, node: Call) -> Typed:
    area = node.arguments[0]
    if isinstance(area, Area) and area.first.row_fixed and not area.last.row_fixed:
        return _row_number(place, node, place.own_row - area.last.row + area.first.row - 1)
    block = block_of(area, SHEET) if isinstance(area, (Area, Cell)) else None
    if not isinstance(block, Block):
        raise place.refusal(node, "counts the rows of something that is no range of cells")
    return constant(float(block.height))


@lowers("OFFSET")
def _offset(place: Place, node: Call) -> Typed:
    """Return the cell some rows and columns away, where both are written as numbers."""
    start, *steps = node.arguments
    if not isinstance(start, Cell) or len(steps) > 2:  # noqa: PLR2004 - down and across
        raise place.refusal(node, "is a range whose place or size is worked out; name its cells")
    down, across = (_number(place, step) for step in steps)
    moved = start._replace(row=start.row + down, column=start.column + across)
    if not 1 <= moved.column <= len(place.table.columns):
        raise place.refusal(node, "reaches outside the table")
    return lowered(place, moved)
