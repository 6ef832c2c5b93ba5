"""COUNTIFS, SUMIFS and their family: criteria as masks over columns."""

import re
from functools import reduce
from typing import NamedTuple

from fingerpost.formulas.coercion import number_from_text
from fingerpost.formulas.criteria import Criterion, criterion_of, has_wildcard
from fingerpost.formulas.translating.coercions import as_number
from fingerpost.formulas.translating.columns import Column, is_running, single_column, whole, whole_range
from fingerpost.formulas.translating.nodes import DIV0, lowered, lowers
from fingerpost.formulas.translating.scalars import regular
from fingerpost.formulas.translating.typed import Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import Area, Binary, Call, Node
from fingerpost.formulas.values import ExcelError

_OPERATORS = ("<>", "<=", ">=", "=", "<", ">")
_UNPLAIN = re.compile(r"[*?~]|^[<>=]")


class Wanted(NamedTuple):
    """A criterion on a column: an operator, and what is compared: a literal, or a value of each row."""

    column: Column
    operator: str
    target: Typed


def wanted_of(place: Place, tested: Node, criterion: Node) -> Wanted:
    """Return one criterion of a range.

    Raises:
        UntranslatedError: the range or the criterion is of a kind that is not translated.
    """
    found = whole_range(place, tested)
    if len(found.columns) != 1:
        raise place.refusal(tested, "covers several columns where one is wanted")
    column = found.columns[0]
    operator, target = _split(place, criterion)
    if found.header and _header_may_count(column, operator, target):
        raise place.refusal(tested, "takes in the header, which may satisfy the criterion; begin at row 2")
    _check_texts(place, tested, column, target)
    return Wanted(column, operator, target)


def _header_may_count(column: Column, operator: str, target: Typed) -> bool:
    """Tell whether the header could satisfy a criterion.

    As a text it never does one of a number, but for `<>`.
    """
    if target.kind != "text":
        return operator == "<>"
    return (
        not is_constant(target)
        or operator != "="
        or has_wildcard(str(target.words[0]))
        or (str(target.words[0]).lower() == column.name.lower())
    )


def _check_texts(place: Place, tested: Node, column: Column, target: Typed) -> None:
    """Refuse a number asked of texts that read as numbers, which Excel counts as equal."""
    if column.kind != "text" or target.kind != "number":
        return
    if any(
        number_from_text(str(text)) is not None for text in place.table.cells(column.name).dropna().unique()
    ):
        raise place.refusal(tested, "holds texts that read as numbers, which Excel counts as equal to them")


def _split(place: Place, node: Node) -> tuple[str, Typed]:
    """Return a criterion's operator and target, from `">50"`, `">="&C2`, E2 and the like."""
    if isinstance(node, Binary) and node.operator == "&":
        sign = lowered(place, node.left)
        if is_constant(sign) and sign.words[0] in _OPERATORS:
            target = lowered(place, node.right)
            if target.kind == "number":
                return str(sign.words[0]), as_number(place, node.right, target)
            return str(sign.words[0]), _plain_text(place, node, target)
    target = lowered(place, node)
    if target.fails:
        raise place.refusal(node, "may be an error where a criterion is wanted")
    if is_constant(target):
        return _from_literal(place, node, criterion_of(target.words[0]))  # type: ignore[arg-type]  # a literal's word is a value
    if target.kind == "number":
        return "=", as_number(place, node, target)
    return "=", target if target.kind == "logical" else _plain_text(place, node, target)


def _from_literal(place: Place, node: Node, criterion: Criterion) -> tuple[str, Typed]:
    operator, value = criterion
    if isinstance(value, ExcelError) or value is None:
        raise place.refusal(node, "asks for error values")
    if operator in {"blank", "not blank", "match"}:
        return operator, constant("")
    if isinstance(value, str) and operator not in {"=", "<>"}:
        raise place.refusal(node, "puts texts in order, which depends on the language Excel runs in")
    return operator, constant(value)


def _plain_text(place: Place, node: Node, target: Typed) -> Typed:
    """Return a text of each row as a criterion, where no row's text means more than itself."""
    column = target.args[0] if target.op in {"shifted", "shifted_filled", "or_empty"} else target
    if column.op == "lone" and column.kind == "text":
        _check_plain(place, node, str(place.table.alone[str(column.words[0])]))
        return target
    if column.op != "column" or target.kind != "text":
        raise place.refusal(node, "is a criterion made up for each row")
    texts = place.table.cells(str(column.words[0])).dropna().astype("str").unique()
    for text in texts:
        _check_plain(place, node, text)
    return target


def _check_plain(place: Place, node: Node, text: str) -> None:
    is_word = text.upper() in {"TRUE", "FALSE"} or number_from_text(text) is not None
    if text == "" or _UNPLAIN.search(text) or is_word:
        raise place.refusal(node, f"holds {text!r}, which as a criterion means more than that text")


def mask_of(wanted: Wanted, number: int) -> tuple[Typed, Typed | None]:
    """Return a criterion as a mask, and the value of each row that it asks for, if any."""
    cells = whole(wanted.column)
    operator, target = wanted.operator, wanted.target
    if operator in {"blank", "not blank", "match"}:
        return made("mask_present" if operator == "not blank" else "mask_missing", "logical", cells), None
    asked = None if is_constant(target) or not target.by_row else _folded(target)
    if target.kind != wanted.column.kind:
        op = "mask_missing" if operator != "<>" else "mask_present"
        nothing = made(
            op, "logical", made("places", "number", words=(wanted.column.name,))
        )  # true or false of every row
        return nothing._replace(by_row=True), None
    if target.kind == "text":
        cells = made("lower", "text", cells)
        if is_constant(target) and has_wildcard(str(target.words[0])):
            like = "mask_like" if operator == "=" else "mask_unlike"
            return made(like, "logical", whole(wanted.column), words=(regular(str(target.words[0])),)), None
    against = Typed("parameter", target.kind, (asked,), (number,)) if asked else _folded(target)
    return made(f"mask_{operator}", "logical", cells, against), asked


def _folded(target: Typed) -> Typed:
    if target.kind != "text":
        return target
    return constant(str(target.words[0]).lower()) if is_constant(target) else made("lower", "text", target)


def reduced(place: Place, node: Call, op: str, summed: Column | None, wanted: list[Wanted]) -> Typed:
    """Return a `where_` operation over the rows where all criteria hold.

    Worked out for each row if need be.
    """
    masks: list[Typed] = []
    asked: list[Typed] = []
    for criterion in wanted:
        mask, target = mask_of(criterion, len(asked))
        masks.append(mask)
        if target is not None:
            asked.append(target)
    held = reduce(lambda left, right: made("both", "logical", left, right), masks)
    fails = DIV0 if op == "where_mean" else frozenset()
    if summed is not None and summed.kind != "number":
        raise place.refusal(node, f"adds up column {summed.name}, which holds no numbers")
    if summed is not None and summed.days and op == "where_sum":
        raise place.refusal(node, "adds up dates")
    body = Typed(op, "number", (held,), (summed.name,) if summed else (), fails=fails)
    if summed is not None and summed.days:
        body = Typed("days_of", "number", (body,), fails=fails)
    if not asked:
        return _zero_if_none(op, body)
    equal = [mask for mask in masks if mask.args and mask.args[-1].op == "parameter"]
    if all(mask.op == "mask_=" for mask in equal):
        return _zero_if_none(op, _grouped(op, body, summed, masks, asked))
    return _zero_if_none(op, Typed("per_row", "number", (body, *asked), by_row=True, fails=fails))


_HOW = {
    "where_sum": "sum",
    "where_mean": "mean",
    "where_largest": "max",
    "where_smallest": "min",
    "where_count": "size",
}


def _grouped(op: str, body: Typed, summed: Column | None, masks: list[Typed], asked: list[Typed]) -> Typed:
    """Return criteria that ask for the row's own values as one grouping; `body` is the same row by row."""
    keys = [mask.args[0] for mask in masks if mask.args and mask.args[-1].op == "parameter"]
    rest = [mask for mask in masks if not (mask.args and mask.args[-1].op == "parameter")]
    kept = (
        reduce(lambda left, right: made("both", "logical", left, right), rest)
        if rest
        else constant(value=True)
    )
    values = whole(summed) if summed is not None else keys[0]
    args = (body, values, kept, *keys, *asked)
    return Typed("per_group", "number", args, (_HOW[op],), by_row=True, fails=body.fails)


def _zero_if_none(op: str, body: Typed) -> Typed:
    """Return 0 where no row counts, as MAXIFS and MINIFS do."""
    if op not in {"where_largest", "where_smallest"}:
        return body
    return Typed("first_present", "number", (body, constant(0.0)), by_row=body.by_row)


def _pairs(place: Place, nodes: tuple[Node, ...]) -> list[Wanted]:
    return [
        wanted_of(place, tested, criterion) for tested, criterion in zip(nodes[::2], nodes[1::2], strict=True)
    ]


@lowers("COUNTIFS", "COUNTIF")
def _countifs(place: Place, node: Call) -> Typed:
    if len(node.arguments) % 2:
        raise place.refusal(node, "needs a criterion for every range")
    if len(node.arguments) == 2 and is_running(node.arguments[0]):  # noqa: PLR2004 - one range, one criterion
        return _running_count(place, node)
    return reduced(place, node, "where_count", None, _pairs(place, node.arguments))


def _running_count(place: Place, node: Call) -> Typed:
    """Return `COUNTIF($E$2:E2,E2)`: how often a value came up so far."""
    area, wanted = node.arguments
    target = lowered(place, wanted)
    assert isinstance(area, Area)  # noqa: S101 - is_running said so
    ends = area.last._replace(row=place.table.last_row, row_fixed=True)
    column = single_column(place, Area(area.start, area.stop, area.first, ends))
    same = target.op in {"column", "days"} and target.words[0] == column.name
    starts = area.first.row == 2 and area.last.row == place.own_row  # noqa: PLR2004 - the first row of data
    if not same or not starts or column.blank or column.kind == "logical":
        raise place.refusal(node, "counts in a growing range something else than its own column's value")
    own = whole(column, inside=False)
    key = made("lower", "text", _plain_text(place, wanted, own)) if column.kind == "text" else own
    return Typed("running_same", "number", (key,), by_row=True)


_WHERE = {
    "SUMIFS": "where_sum",
    "AVERAGEIFS": "where_mean",
    "MAXIFS": "where_largest",
    "MINIFS": "where_smallest",
}


@lowers(*_WHERE)
def _over_criteria(place: Place, node: Call) -> Typed:
    if len(node.arguments) % 2 == 0:
        raise place.refusal(node, "needs a criterion for every range")
    summed = single_column(place, node.arguments[0])
    return reduced(place, node, _WHERE[node.name], summed, _pairs(place, node.arguments[1:]))


@lowers("SUMIF", "AVERAGEIF")
def _over_one(place: Place, node: Call) -> Typed:
    summed = single_column(place, node.arguments[2] if len(node.arguments) > 2 else node.arguments[0])  # noqa: PLR2004 - the optional third argument
    return reduced(place, node, _WHERE[node.name + "S"], summed, _pairs(place, node.arguments[:2]))


@lowers("RANK", "RANK.EQ")
def _rank(place: Place, node: Call) -> Typed:
    value, column = lowered(place, node.arguments[0]), single_column(place, node.arguments[1])
    upwards = len(node.arguments) > 2 and not is_constant(lowered(place, node.arguments[2]), 0.0)  # noqa: PLR2004 - the optional third argument
    own = value.op in {"column", "days"} and value.words[0] == column.name and not column.blank
    if not own or column.kind != "number":
        raise place.refusal(node, "ranks something else than its own column's number")
    before = Wanted(column, "<" if upwards else ">", value)
    return made("add", "number", reduced(place, node, "where_count", None, [before]), constant(1.0))
