"""Logarithms, angles, multiples, times of day, and statistics of pairs: one table, a few small functions."""

from fingerpost.formulas.functions.wording import numbervalue
from fingerpost.formulas.translating.coercions import as_number
from fingerpost.formulas.translating.columns import Column, single_column, whole
from fingerpost.formulas.translating.masks import Wanted, reduced
from fingerpost.formulas.translating.nodes import DIV0, LOWERINGS, NUM, VALUE, Lowering, lowered, lowers
from fingerpost.formulas.translating.scalars import Simple, simple
from fingerpost.formulas.translating.typed import NEVER, Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import Area, Call, Cell
from fingerpost.formulas.values import ExcelError

_SIMPLE = {
    **{
        name: Simple(name.lower(), "n", "number", NUM)
        for name in ("LN", "EXP", "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "SINH", "COSH", "TANH")
    },
    "LOG": Simple("log", "nn", "number", NUM | DIV0, (10.0,)),
    "ATAN2": Simple("atan2", "nn", "number", DIV0),
    "RADIANS": Simple("radians", "n", "number"),
    "DEGREES": Simple("degrees", "n", "number"),
    "EVEN": Simple("even", "n", "number"),
    "ODD": Simple("odd", "n", "number"),
    "ISEVEN": Simple("iseven", "n", "logical"),
    "ISODD": Simple("isodd", "n", "logical"),
    "CEILING": Simple("ceiling", "nn", "number", NUM),
    "FLOOR": Simple("floor", "nn", "number", NUM | DIV0),
    "TIME": Simple("time", "nnn", "number", NUM),
}
LOWERINGS.update({name: simple(entry) for name, entry in _SIMPLE.items()})
_CLOCK = {"HOUR": (3600, 24), "MINUTE": (60, 60), "SECOND": (1, 60)}


@lowers("LOG10")
def _log10(place: Place, node: Call) -> Typed:
    number = as_number(place, node.arguments[0], lowered(place, node.arguments[0]))
    return made("log", "number", number, constant(10.0), fails=NUM)


@lowers(*_CLOCK)
def _clock(place: Place, node: Call) -> Typed:
    time = as_number(place, node.arguments[0], lowered(place, node.arguments[0]))
    return made("clock", "number", time, words=_CLOCK[node.name], fails=NUM)


@lowers("DAYS360")
def _days360(place: Place, node: Call) -> Typed:
    way = lowered(place, node.arguments[2]) if len(node.arguments) > 2 else constant(value=False)  # noqa: PLR2004 - the optional third argument
    if not is_constant(way):
        raise place.refusal(node, "counts in a way that changes from row to row")
    days = [as_number(place, argument, lowered(place, argument)) for argument in node.arguments[:2]]
    european = bool(way.words[0])
    return made("days360", "number", *days, words=(european, "eu" if european else "us"), fails=NUM)


@lowers("NUMBERVALUE")
def _numbervalue(place: Place, node: Call) -> Typed:
    """Return a column of texts read as numbers, with the decimal and the group sign given."""
    text = lowered(place, node.arguments[0])
    marks = [lowered(place, argument) for argument in node.arguments[1:]]
    words = [str(mark.words[0]) for mark in marks if is_constant(mark)]
    point, group = [*words, *(".", ",")[len(words) :]][:2]
    if len(words) < len(marks) or {len(point), len(group)} != {1}:
        raise place.refusal(node, "has a sign that changes from row to row, or more than one")
    if text.op != "column" or text.blank or text.kind != "text":
        raise place.refusal(node, "reads numbers out of texts that are no column without blanks")
    for cell in place.table.cells(str(text.words[0])).unique():
        ours = numbervalue(str(cell), point, group)
        if (None if isinstance(ours, ExcelError) else ours) != _plain(str(cell), point, group):
            raise place.refusal(node, f"reads {cell!r} as a number, which pandas and SQL do not")
    return made("numbervalue", "number", text, words=(point, group), fails=VALUE)


def _plain(text: str, point: str, group: str) -> float | None:
    try:
        return float(text.replace(group, "").replace(point, "."))
    except ValueError:
        return None


@lowers("N")
def _n(place: Place, node: Call) -> Typed:
    value = lowered(place, node.arguments[0])
    if value.kind == "any" or (value.kind == "text" and value.fails):
        raise place.refusal(node, "asks for the number in a value that differs from row to row")
    return constant(0.0) if value.kind == "text" else as_number(place, node.arguments[0], value)


@lowers("T")
def _t(place: Place, node: Call) -> Typed:
    value = lowered(place, node.arguments[0])
    if value.kind == "any" or value.fails:
        raise place.refusal(node, "asks for the text in a value that differs from row to row")
    return value if value.kind == "text" else constant("")


@lowers("COLUMN", "COLUMNS")
def _column(place: Place, node: Call) -> Typed:
    part = node.arguments[0] if node.arguments else None
    if place.row or not isinstance(part, (Area, Cell)):
        raise place.refusal(node, "counts columns of the sheet, which the table does not keep")
    first, last = (part.first, part.last) if isinstance(part, Area) else (part, part)
    return constant(float(first.column if node.name == "COLUMN" else last.column - first.column + 1))


_OF_COLUMN = {"PRODUCT": "product", "SUMSQ": "sum_of_squares", "DEVSQ": "squares_about_mean"}


@lowers(*_OF_COLUMN)
def _of_column(place: Place, node: Call) -> Typed:
    if len(node.arguments) != 1 or not isinstance(node.arguments[0], Area):
        raise place.refusal(node, "takes more than one column; take one column at a time")
    column = single_column(place, node.arguments[0])
    if column.kind != "number" or not int(place.table.cells(column.name).notna().sum()):
        raise place.refusal(node, "takes a column without numbers")
    return Typed(_OF_COLUMN[node.name], "number", (whole(column)._replace(by_row=False),))


_OF_PAIRS = {
    "PEARSON": "correlation",
    "RSQ": "correlation_squared",
    "COVARIANCE.S": "covariance",
    "COVARIANCE.P": "covariance_all",
    "COVAR": "covariance_all",
    "SLOPE": "slope",
    "INTERCEPT": "intercept",
}


def _of_pairs(op: str) -> Lowering:
    def lower(place: Place, node: Call) -> Typed:
        columns = [single_column(place, argument) for argument in node.arguments]
        if any(column.kind != "number" or column.blank for column in columns):
            raise place.refusal(node, "takes columns that are no numbers, or have blanks")
        return Typed(op, "number", tuple(whole(one)._replace(by_row=False) for one in columns), fails=DIV0)

    return lower


LOWERINGS.update({name: _of_pairs(op) for name, op in _OF_PAIRS.items()})


@lowers("RANK.AVG")
def _rank_average(place: Place, node: Call) -> Typed:
    """Return the rank where equal numbers share the mean of their places."""
    value, column = lowered(place, node.arguments[0]), single_column(place, node.arguments[1])
    upwards = len(node.arguments) > 2 and not is_constant(lowered(place, node.arguments[2]), 0.0)  # noqa: PLR2004 - the optional third argument
    _check_own(place, node, value, column)
    before = reduced(place, node, "where_count", None, [Wanted(column, "<" if upwards else ">", value)])
    equal = reduced(place, node, "where_count", None, [Wanted(column, "=", value)])
    middle = made("divide", "number", made("add", "number", equal, constant(1.0)), constant(2.0))
    return made("add", "number", before, middle)._replace(fails=NEVER)


def _check_own(place: Place, node: Call, value: Typed, column: Column) -> None:
    own = value.op in {"column", "days"} and value.words[0] == column.name and not column.blank
    if not own or column.kind != "number":
        raise place.refusal(node, "ranks something else than its own column's number")
