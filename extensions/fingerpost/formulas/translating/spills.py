"""UNIQUE, SORT and FILTER over one column: alone, inside each other, inside a total or a count."""

from dataclasses import replace

from fingerpost.formulas.coercion import in_plain_order
from fingerpost.formulas.filling import value_as_typed
from fingerpost.formulas.translating.coercions import as_logical
from fingerpost.formulas.translating.columns import single_column, whole, whole_range
from fingerpost.formulas.translating.nodes import LOWERINGS, Lowering, lowered, lowers
from fingerpost.formulas.translating.typed import Place, Typed, constant, is_constant
from fingerpost.formulas.tree import Area, Call, Columns, Missing, Node, Structured
from fingerpost.formulas.values import ExcelError

SPILLING = frozenset({"distinct", "kept", "sorted_up", "sorted_down", "sorted_texts_up", "sorted_texts_down"})
_NAMES = frozenset({"UNIQUE", "SORT", "FILTER"})


def _source(place: Place, node: Node) -> Typed:
    """Return what UNIQUE, SORT or FILTER is taken of: one column, or another of the three."""
    if isinstance(node, Call) and node.name in _NAMES:
        return lowered(place, node)
    if not isinstance(node, (Area, Columns, Structured)):
        raise place.refusal(node, "is no column of the table")
    column = single_column(place, node)
    if column.blank:
        raise place.refusal(node, f"is column {column.name} with blanks, which Excel shows as 0")
    if whole_range(place, node).header:
        raise place.refusal(node, "takes in the header as a value; begin at row 2")
    return Typed("listed", column.kind, (whole(column, inside=False)._replace(by_row=False),))


def _left_out(place: Place, node: Call, first: int) -> None:
    """Refuse arguments from one on that are not left out, 0 or FALSE."""
    for argument in node.arguments[first:]:
        typed = lowered(place, argument)
        if not isinstance(argument, Missing) and not (is_constant(typed) and not typed.words[0]):
            raise place.refusal(
                argument, "asks for columns, or values that come up once, which is not translated"
            )


@lowers("UNIQUE")
def _unique(place: Place, node: Call) -> Typed:
    _left_out(place, node, 1)
    source = _source(place, node.arguments[0])
    return Typed("distinct", source.kind, (source,))


@lowers("SORT")
def _sort(place: Place, node: Call) -> Typed:
    source = _source(place, node.arguments[0])
    _left_out(place, node, 3)
    numbers = [lowered(place, one) for one in node.arguments[1:3]]
    which = numbers[0] if numbers and not isinstance(node.arguments[1], Missing) else constant(1.0)
    way = numbers[1] if len(numbers) > 1 else constant(1.0)
    if not is_constant(which, 1.0) or way.words[:1] not in {(1.0,), (-1.0,)}:
        raise place.refusal(node, "is sorted by another column, or in an order that is not written out")
    texts = "texts_" if source.kind == "text" else ""
    if texts and not in_plain_order(_texts_under(place, source)):
        raise place.refusal(
            node, "puts texts with signs or accents in order, which depends on the language Excel runs in"
        )
    return Typed(f"sorted_{texts}{'up' if way.words[0] > 0 else 'down'}", source.kind, (source,))  # type: ignore[operator]  # a number


def _texts_under(place: Place, typed: Typed) -> list[object]:
    """Return the texts of the column that a list is taken from."""
    while typed.op != "column":
        typed = typed.args[0]
    return list(place.table.cells(typed.words[0]).dropna().unique())  # type: ignore[arg-type]  # a column's name


@lowers("FILTER")
def _filter(place: Place, node: Call) -> Typed:
    if place.fills:
        raise place.refusal(node, "stands in a formula that is filled down; use SUMIFS there")
    if not isinstance(node.arguments[0], (Area, Columns, Structured)):
        raise place.refusal(node, "keeps values that are no column of the table")
    listed = _source(place, node.arguments[0])
    inner = replace(place, as_array=True)
    keep = as_logical(place, node.arguments[1], lowered(inner, node.arguments[1]))
    if not keep.by_row or keep.fails:
        raise place.refusal(node.arguments[1], "is no condition on each row, or may be an error")
    found = value_as_typed(
        place.formula._replace(root=node._replace(arguments=node.arguments[:2])), place.table
    )
    if isinstance(found, ExcelError):
        raise place.refusal(node, f"keeps no row here, which is {found.code}")
    return Typed("kept", listed.kind, (listed.args[0], keep))


_TOTALS = {
    "SUM": "list_sum",
    "AVERAGE": "list_mean",
    "MIN": "list_smallest",
    "MAX": "list_largest",
    "MEDIAN": "list_median",
    "COUNT": "list_count",
    "COUNTA": "list_count",
    "ROWS": "list_count",
}


def _of_list(name: str, otherwise: Lowering) -> Lowering:
    def lower(place: Place, node: Call) -> Typed:
        inner = node.arguments[0] if len(node.arguments) == 1 else None
        if not isinstance(inner, Call) or inner.name not in _NAMES:
            return otherwise(place, node)
        listed = lowered(place, inner)
        counts = name in {"COUNTA", "ROWS"}
        if not counts and listed.kind != "number":
            raise place.refusal(inner, "holds no numbers, so that nothing is added up")
        return Typed(_TOTALS[name], "number", (listed,))

    return lower


for _name in _TOTALS:
    LOWERINGS[_name] = _of_list(_name, LOWERINGS[_name])
_textjoin = LOWERINGS["TEXTJOIN"]


@lowers("TEXTJOIN")
def _joined_list(place: Place, node: Call) -> Typed:
    inner = node.arguments[2] if len(node.arguments) == 3 else None  # noqa: PLR2004 - mark, choice, list
    if not isinstance(inner, Call) or inner.name not in _NAMES:
        return _textjoin(place, node)
    mark, listed = lowered(place, node.arguments[0]), lowered(place, inner)
    if not is_constant(mark) or listed.kind != "text" or "" in _texts_under(place, listed):
        raise place.refusal(node, "joins a list that is no texts, or by a sign that changes")
    return Typed("list_joined", "text", (listed,), (mark.words[0],))
