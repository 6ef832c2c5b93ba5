"""VLOOKUP, XLOOKUP, LOOKUP, INDEX and MATCH over columns of the table."""

from typing import TYPE_CHECKING, Any

from fingerpost.formulas.coercion import in_plain_order
from fingerpost.formulas.criteria import has_wildcard
from fingerpost.formulas.translating.coercions import filled
from fingerpost.formulas.translating.columns import Column, frame_of, single_column, whole, whole_range
from fingerpost.formulas.translating.nodes import NA, lowered, lowers
from fingerpost.formulas.translating.scalars import regular
from fingerpost.formulas.translating.typed import Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import Call, Missing, Node

if TYPE_CHECKING:
    import pandas as pd


def _places(key: Column) -> Typed:
    """Return the places, from 1, of a column's rows."""
    return Typed("places", "number", words=(key.name,), by_row=True)


def _literal(place: Place, node: Call, number: int, otherwise: float | bool) -> float | bool:  # noqa: FBT001 - either kind
    """Return an argument that has to be a literal."""
    if len(node.arguments) <= number:
        return otherwise
    typed = lowered(place, node.arguments[number])
    if not is_constant(typed) or isinstance(typed.words[0], str):
        raise place.refusal(node.arguments[number], "has to be a number written into the formula")
    return typed.words[0]  # type: ignore[return-value]  # no text


def _key(column: Column) -> Typed:
    cells = whole(column)
    return made("lower", "text", cells) if column.kind == "text" else cells


def _beside(column: Column) -> Typed:
    """Return a column of results; a blank result is shown as 0, or as nothing in a text."""
    return filled(whole(column))


def _exact(place: Place, node: Node, wanted: Typed, key: Column, result: Typed, *, wild: bool) -> Typed:
    """Return the first match's result: missing where there is none."""
    if wanted.kind != key.kind:
        return Typed("nothing", result.kind, fails=NA)
    if wanted.kind == "text" and wanted.op == "column" and wild:
        _check_plain(place, node, wanted)
    if is_constant(wanted) and wild and has_wildcard(str(wanted.words[0])):
        return _like(str(wanted.words[0]), key, result)
    if wanted.blank and key.blank and not wild:
        raise place.refusal(node, "looks up blanks among blanks")
    target = wanted if wanted.kind == "text" else filled(wanted)
    if wanted.kind == "text":
        target = (
            constant(str(wanted.words[0]).lower()) if is_constant(wanted) else made("lower", "text", wanted)
        )
    _check_one_table(place, node, key, result)
    found = made("lookup", result.kind, target, _key(key), result, fails=NA)
    return found._replace(by_row=wanted.by_row, faded=result.faded)


def _check_one_table(place: Place, node: Node, key: Column, result: Typed) -> None:
    column = result.args[0] if result.op in {"or_zero", "or_empty", "or_false"} else result
    if frame_of(key.name) != frame_of(column.words[0]):
        raise place.refusal(node, "finds in one table and takes from another")


def _like(pattern: str, key: Column, result: Typed) -> Typed:
    found = Typed("lookup_like", result.kind, (result, whole(key)), (regular(pattern),), fails=NA)
    return found._replace(faded=result.faded)


def _check_plain(place: Place, node: Node, wanted: Typed) -> None:
    for text in place.table.cells(str(wanted.words[0])).dropna().unique():
        if has_wildcard(str(text)):
            raise place.refusal(node, f"holds {text!r}, which a lookup reads as a pattern")


def _check_plain_order(place: Place, node: Node, wanted: Typed, keys: "pd.Series[Any]") -> None:
    """Refuse texts whose order depends on the language: those with signs, accents or other letters."""
    texts = list(keys.unique())
    if is_constant(wanted):
        texts.append(str(wanted.words[0]))
    elif wanted.op == "column" and not wanted.blank:
        texts += list(place.table.cells(str(wanted.words[0])).unique())
    else:
        raise place.refusal(node, "looks for the nearest of a text that is made up for each row")
    if not in_plain_order(texts):
        raise place.refusal(
            node, "looks for the nearest text among signs or accents, whose order depends on the language"
        )


def _nearest(place: Place, node: Node, wanted: Typed, key: Column, result: Typed) -> Typed:
    """Return the result beside the last key not above the wanted number."""
    cells = place.table.cells(key.name).dropna()
    if wanted.kind != key.kind or wanted.kind not in {"number", "text"}:
        raise place.refusal(node, "looks for the nearest value among values of another kind")
    if key.kind == "text":
        _check_plain_order(place, node, wanted, cells)
        cells = cells.str.lower()
        wanted = (
            constant(str(wanted.words[0]).lower()) if is_constant(wanted) else made("lower", "text", wanted)
        )
    if key.blank or not cells.is_monotonic_increasing:
        raise place.refusal(
            node,
            f"takes the nearest match, but column {key.name} is not in rising order: Excel's"
            " answer is arbitrary",
        )
    _check_one_table(place, node, key, result)
    found = made("lookup_nearest", result.kind, filled(wanted), _key(key), result, fails=NA)
    return found._replace(by_row=wanted.by_row, faded=result.faded)


@lowers("VLOOKUP")
def _vlookup(place: Place, node: Call) -> Typed:
    found = whole_range(place, node.arguments[1])
    number = int(_literal(place, node, 2, 1.0))
    if not 1 <= number <= len(found.columns):
        return Typed("nothing", "number", fails=frozenset({"#REF!" if number > 0 else "#VALUE!"}))
    wanted, key, result = (
        lowered(place, node.arguments[0]),
        found.columns[0],
        _beside(found.columns[number - 1]),
    )
    if found.header:
        check_header(place, node, key, wanted)
    if _literal(place, node, 3, otherwise=True):
        return _nearest(place, node, wanted, key, result)
    return _exact(place, node, wanted, key, result, wild=True)


def check_header(place: Place, node: Node, key: Column, wanted: Typed) -> None:
    """Refuse a lookup that takes in the header row, where a wanted text may be that header."""
    if wanted.kind != "text":
        return
    texts: list[object] | None = None
    if wanted.op == "constant":
        texts = [wanted.words[0]]
    elif wanted.op == "column":
        texts = list(place.table.cells(str(wanted.words[0])).dropna().unique())
    elif wanted.op == "lone":
        texts = [place.table.alone[str(wanted.words[0])]]
    if texts is None or any(str(text).strip().lower() == key.name.strip().lower() for text in texts):
        raise place.refusal(node, "takes in the header row, which a text may match; begin at row 2")


@lowers("XLOOKUP")
def _xlookup(place: Place, node: Call) -> Typed:
    mode = _literal(place, node, 4, 0.0)
    if mode not in {0.0, -1.0} or _literal(place, node, 5, 1.0) != 1:
        raise place.refusal(
            node,
            "matches or searches in a way that is not translated; exact and next smaller from the top are",
        )
    key, results = single_column(place, node.arguments[1]), single_column(place, node.arguments[2])
    wanted = lowered(place, node.arguments[0])
    if whole_range(place, node.arguments[1]).header:
        check_header(place, node, key, wanted)
    if mode:
        found = _nearest(place, node, wanted, key, _beside(results))
        if place.table.cells(key.name).duplicated().any():
            raise place.refusal(node, "takes the first of equal keys where the others take the last")
    else:
        found = _exact(place, node, wanted, key, _beside(results), wild=False)
    if len(node.arguments) <= 3 or isinstance(node.arguments[3], Missing):  # noqa: PLR2004 - no word for a missing match
        return found
    instead = lowered(place, node.arguments[3])
    if found.op == "nothing":
        return instead
    if instead.kind != found.kind or wanted.fails:
        raise place.refusal(node.arguments[3], "is of another kind than the column looked up")
    result = made("first_present", found.kind, found, filled(instead))
    return result._replace(fails=instead.fails, faded=found.faded)


def _match(place: Place, node: Call, result: Typed) -> Typed:
    key = single_column(place, node.arguments[1])
    wanted, kind = lowered(place, node.arguments[0]), _literal(place, node, 2, 1.0)
    if whole_range(place, node.arguments[1]).header:
        check_header(place, node, key, wanted)
    if kind == 0:
        return _exact(place, node, wanted, key, result, wild=True)
    if kind < 0:
        raise place.refusal(node, "matches in falling order, which is not translated")
    return _nearest(place, node, wanted, key, result)


@lowers("MATCH")
def _match_place(place: Place, node: Call) -> Typed:
    found = _match(place, node, _places(single_column(place, node.arguments[1])))
    if not whole_range(place, node.arguments[1]).header:
        return found
    return made("add", "number", found, constant(1.0))._replace(faded=found.faded)


@lowers("INDEX")
def _index(place: Place, node: Call) -> Typed:
    results = single_column(place, node.arguments[0])
    inner, headed = node.arguments[1], whole_range(place, node.arguments[0]).header
    if isinstance(inner, Call) and inner.name == "MATCH" and len(node.arguments) == 2:  # noqa: PLR2004 - INDEX/MATCH
        if headed != whole_range(place, inner.arguments[1]).header:
            raise place.refusal(node, "takes in the header on one side only; begin both ranges in one row")
        return _match(place, inner, _beside(results))
    which = _literal(place, node, 1, 1.0) - headed
    if not 1 <= which <= len(place.table.cells(results.name)):
        raise place.refusal(node, "asks for a row that the table does not have")
    op = "cell_days" if results.days else "cell"
    if results.blank and bool(place.table.cells(results.name).iloc[[int(which) - 1]].isna().any()):
        raise place.refusal(node, "is a blank cell")
    return Typed(op, results.kind, words=(results.name, int(which) - 1))


@lowers("LOOKUP")
def _lookup(place: Place, node: Call) -> Typed:
    """Return the value beside the last key not above the wanted one, keys and results each a column."""
    key, results = (single_column(place, node.arguments[which]) for which in (1, len(node.arguments) - 1))
    wanted = lowered(place, node.arguments[0])
    if any(whole_range(place, part).header for part in node.arguments[1:]):
        raise place.refusal(node, "takes in the header row; begin at row 2")
    return _nearest(place, node, wanted, key, _beside(results))


@lowers("XMATCH")
def _xmatch(place: Place, node: Call) -> Typed:
    if _literal(place, node, 2, 0.0) or _literal(place, node, 3, 1.0) != 1:
        raise place.refusal(
            node, "matches or searches in a way that is not translated; exact from the top is"
        )
    key, wanted = single_column(place, node.arguments[1]), lowered(place, node.arguments[0])
    if whole_range(place, node.arguments[1]).header:
        raise place.refusal(node, "counts its places from the header; begin at row 2")
    return _exact(place, node, wanted, key, _places(key), wild=False)
