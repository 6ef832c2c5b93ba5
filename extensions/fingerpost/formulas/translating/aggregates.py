"""Totals, averages and counts of whole columns, of growing ranges and of a row's own cells."""

from dataclasses import replace

from fingerpost.formulas.translating.coercions import as_number, filled
from fingerpost.formulas.translating.columns import (
    Column,
    is_row,
    is_running,
    single_column,
    whole,
    whole_range,
)
from fingerpost.formulas.translating.nodes import DIV0, LOWERINGS, NUM, lowered, lowers
from fingerpost.formulas.translating.typed import Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import Area, Call, Cell, Columns, Node, Structured

_COLUMN_OPS = {
    "SUM": "sum",
    "AVERAGE": "mean",
    "MEDIAN": "median",
    "MIN": "smallest",
    "MAX": "largest",
    "STDEV": "stdev",
    "STDEV.S": "stdev",
    "STDEV.P": "stdev_all",
    "STDEVP": "stdev_all",
    "VAR": "variance",
    "VAR.S": "variance",
    "VAR.P": "variance_all",
    "VARP": "variance_all",
}
_FAILS = {
    "mean": DIV0,
    "median": NUM,
    "stdev": DIV0,
    "stdev_all": DIV0,
    "variance": DIV0,
    "variance_all": DIV0,
}
_RUNNING = {
    "SUM": "running_sum",
    "MAX": "running_max",
    "MIN": "running_min",
    "AVERAGE": "running_mean",
    "COUNT": "running_count",
    "COUNTA": "running_count",
}
_ROW = {
    "SUM": "row_sum",
    "AVERAGE": "row_mean",
    "MAX": "row_largest",
    "MIN": "row_smallest",
    "COUNT": "row_count",
}


def _is_range(node: Node) -> bool:
    return isinstance(node, (Area, Columns)) or (
        isinstance(node, Structured) and "THIS ROW" not in node.parts
    )


def _aggregate(place: Place, node: Call) -> Typed:
    if len(node.arguments) == 1 and is_running(node.arguments[0]):
        return _running(place, node, node.arguments[0])
    if all(not _is_range(argument) or is_row(place, argument) for argument in node.arguments):
        return _of_row(place, node)
    if len(node.arguments) > 1:
        raise place.refusal(node, "adds up several ranges at once; take one column at a time")
    found = whole_range(place, node.arguments[0])
    if len(found.columns) > 1:
        return _of_columns(place, node, found.columns)
    return _of_column(place, node, found.columns[0])


def _of_columns(place: Place, node: Call, columns: tuple[Column, ...]) -> Typed:
    if node.name != "SUM":
        raise place.refusal(node, "covers several columns; only SUM is translated over more than one")
    parts = [_of_column(place, node, column) for column in columns]
    total = parts[0]
    for part in parts[1:]:
        total = made("add", "number", total, part)
    return total


def _of_column(place: Place, node: Call, column: Column) -> Typed:
    op = _COLUMN_OPS[node.name]
    numbers = _numbers_in(place, column)
    if numbers == 0:
        return constant(0.0) if op not in _FAILS else Typed("nothing", "number", fails=_FAILS[op])
    return Typed(op, "number", (whole(column)._replace(by_row=False),), fails=_FAILS.get(op, frozenset()))


def _numbers_in(place: Place, column: Column) -> int:
    """Return how many numbers a column holds; texts and logicals in ranges do not count."""
    if column.kind != "number":
        return 0
    return int(place.table.cells(column.name).notna().sum())


for _name in _COLUMN_OPS:
    LOWERINGS[_name] = _aggregate


def _running(place: Place, node: Call, area: Node) -> Typed:
    assert isinstance(area, Area)  # noqa: S101 - is_running said so
    if area.first.row != 2 or area.last.row != place.own_row or area.first.column != area.last.column:  # noqa: PLR2004 - the first row of data
        raise place.refusal(node, "grows down from another row than the first, or not to its own")
    column = single_column(place, Area(area.start, area.stop, area.first, _to_end(place, area.last)))
    op = _RUNNING.get(node.name)
    if op is None or (column.kind != "number" and node.name != "COUNTA"):
        raise place.refusal(node, "is a growing range of a kind that is not translated")
    values = whole(column, inside=False)
    if node.name in {"MAX", "MIN"} and column.blank:
        raise place.refusal(node, "grows over blanks, which count as 0 only until the first number")
    return Typed(
        op,
        "number",
        (values,),
        by_row=True,
        fails=DIV0 if node.name == "AVERAGE" and column.blank else frozenset(),
    )


def _to_end(place: Place, cell: Cell) -> Cell:
    return cell._replace(row=place.table.last_row, row_fixed=True)


def _of_row(place: Place, node: Call) -> Typed:
    op = _ROW.get(node.name)
    if op is None:
        raise place.refusal(
            node, "takes single cells, which is translated for SUM, AVERAGE, MAX, MIN and COUNT"
        )
    parts: list[Typed] = []
    for argument in node.arguments:
        if isinstance(argument, Area):
            cells = range(argument.first.column, argument.last.column + 1)
            parts += [_counted(place, argument.first._replace(column=number)) for number in cells]
        else:
            parts.append(_counted(place, argument))
    if not any(part.by_row and part.op in {"column", "days", "shifted"} for part in parts):
        raise place.refusal(node, "takes no cell of its row")
    series = [part if part.by_row else made("add", "number", _zeros(parts), part) for part in parts]
    return made(op, "number", *series, fails=DIV0 if node.name == "AVERAGE" else frozenset())


def _zeros(parts: list[Typed]) -> Typed:
    """Return a column of zeros, to write a literal beside columns."""
    column = next(part for part in parts if part.by_row)
    return made("multiply", "number", filled(column), constant(0.0))


def _counted(place: Place, argument: Node) -> Typed:
    """Return what counts of one argument: a cell only if it is a number, anything typed in as a number."""
    typed = lowered(place, argument)
    if typed.fails:
        raise place.refusal(argument, "may be an error among numbers that are added up")
    if isinstance(argument, Cell):
        if typed.kind != "number":
            raise place.refusal(argument, "is no number, so that Excel passes over it")
        return typed
    return as_number(place, argument, typed)


@lowers("COUNT", "COUNTA", "COUNTBLANK")
def _count(place: Place, node: Call) -> Typed:
    argument = node.arguments[0]
    if len(node.arguments) == 1 and is_running(argument):
        return _running(place, node, argument)
    if node.name == "COUNT" and all(not _is_range(one) or is_row(place, one) for one in node.arguments):
        return _of_row(place, node)
    if len(node.arguments) > 1:
        raise place.refusal(node, "counts several ranges at once; take one column at a time")
    found = whole_range(place, argument)
    if len(found.columns) != 1 or (node.name == "COUNTBLANK" and isinstance(argument, Columns)):
        raise place.refusal(node, "counts more than the data of one column")
    column = found.columns[0]
    if node.name == "COUNT" and column.kind != "number":
        return constant(0.0)
    values = whole(column)._replace(by_row=False)
    if node.name == "COUNTBLANK":
        if column.kind == "text" and bool((place.table.cells(column.name) == "").any()):
            raise place.refusal(node, "counts empty texts as blanks too")
        return Typed("count_missing", "number", (values,))
    counted = Typed("count", "number", (values,))
    headed = node.name == "COUNTA" and found.header
    return made("add", "number", counted, constant(1.0)) if headed else counted


@lowers("LARGE", "SMALL")
def _nth(place: Place, node: Call) -> Typed:
    column, which = single_column(place, node.arguments[0]), lowered(place, node.arguments[1])
    if not is_constant(which) or not isinstance(which.words[0], float):
        raise place.refusal(node, "asks for a place that changes from row to row")
    if not 1 <= which.words[0] <= _numbers_in(place, column):
        return Typed("nothing", "number", fails=NUM)
    op = "nth_largest" if node.name == "LARGE" else "nth_smallest"
    values = whole(column)._replace(by_row=False)
    if column.blank:
        raise place.refusal(node, "takes its place among blanks; drop them first")
    return Typed(op, "number", (values,), words=(int(which.words[0]),))


_SHARES = {"PERCENTILE": 1, "PERCENTILE.INC": 1, "QUARTILE": 4, "QUARTILE.INC": 4}


@lowers(*_SHARES)
def _quantile(place: Place, node: Call) -> Typed:
    column, share = single_column(place, node.arguments[0]), lowered(place, node.arguments[1])
    if not is_constant(share) or not isinstance(share.words[0], float) or not _numbers_in(place, column):
        raise place.refusal(node, "asks for a share that changes from row to row, or of no numbers")
    part = share.words[0] / _SHARES[node.name]
    if not 0 <= part <= 1:
        return Typed("nothing", "number", fails=NUM)
    return Typed("quantile", "number", (whole(column)._replace(by_row=False),), words=(part,))


@lowers("CORREL")
def _correlation(place: Place, node: Call) -> Typed:
    columns = [single_column(place, argument) for argument in node.arguments]
    if any(column.kind != "number" for column in columns):
        raise place.refusal(node, "takes columns that are no numbers")
    return Typed(
        "correlation", "number", tuple(whole(column)._replace(by_row=False) for column in columns), fails=DIV0
    )


@lowers("SUMPRODUCT")
def _sumproduct(place: Place, node: Call) -> Typed:
    inner = replace(place, as_array=True)
    if place.fills:
        raise place.refusal(node, "stands in a formula that is filled down; use SUMIFS there")
    product: Typed | None = None
    for argument in node.arguments:
        factor = lowered(inner, argument)
        if _is_range(argument) and factor.kind != "number":
            factor = constant(0.0)
        factor = as_number(place, argument, factor)
        product = factor if product is None else made("multiply", "number", product, factor)
    if product is None or not product.by_row:
        raise place.refusal(node, "takes no column")
    if product.fails:
        raise place.refusal(node, "may hold an error, which would be the whole result")
    return Typed("product_sum", "number", (product,))
