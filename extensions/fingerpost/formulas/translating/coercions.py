"""One kind of value made into another, and two kinds brought together, before an operation."""

from collections.abc import Callable

from fingerpost.formulas.coercion import to_logical, to_number, to_text
from fingerpost.formulas.translating.typed import Place, Typed, constant, made
from fingerpost.formulas.tree import Node
from fingerpost.formulas.values import ExcelError, Value

_FILLED = {"number": "or_zero", "text": "or_empty", "logical": "or_false"}
_CONSTANT: dict[str, Callable[[Value], Value]] = {"number": to_number, "text": to_text, "logical": to_logical}


def filled(typed: Typed) -> Typed:
    """Return a value whose blanks read as 0, "" or FALSE."""
    if not typed.blank:
        return typed
    return Typed(_FILLED[typed.kind], typed.kind, (typed,), by_row=typed.by_row, faded=True)


def _converted(place: Place, node: Node, typed: Typed, kind: str) -> Typed | None:
    """Return a literal converted at once, an error where it cannot be; None for anything but a literal."""
    if typed.op != "constant":
        return None
    value = _CONSTANT[kind](typed.words[0])  # type: ignore[arg-type]  # a literal's word is a value
    if type(value) is ExcelError:
        raise place.refusal(node, f"is always {value.code}")
    return constant(value)  # type: ignore[arg-type]  # not blank, not an error


def as_number(place: Place, node: Node, typed: Typed) -> Typed:
    """Return a value where Excel wants a number."""
    known = _converted(place, node, typed, "number")
    if known is not None:
        return known
    if typed.kind == "number":
        return filled(typed)
    if typed.kind == "logical":
        return made("truth_number", "number", filled(typed))
    raise place.refusal(
        node,
        "is text where a number is wanted; Excel reads a number out of each text: make a number column first",
    )


def as_text(place: Place, node: Node, typed: Typed) -> Typed:
    """Return a value where Excel wants a text."""
    known = _converted(place, node, typed, "text")
    if known is not None:
        return known
    if typed.faded and typed.kind != "text":
        raise place.refusal(node, "may come from a blank cell, which as text is nothing but as number 0")
    if typed.kind == "text":
        return filled(typed)
    if typed.kind == "any":
        raise place.refusal(node, "is a number in some rows and a text in others")
    op = "number_text" if typed.kind == "number" else "truth_text"
    text = made(op, "text", typed)
    return filled(text._replace(blank=typed.blank, fails=typed.fails))


def as_logical(place: Place, node: Node, typed: Typed) -> Typed:
    """Return a value where Excel wants TRUE or FALSE."""
    known = _converted(place, node, typed, "logical")
    if known is not None:
        return known
    if typed.kind == "logical":
        return filled(typed)
    if typed.kind == "number":
        test = made("nonzero", "logical", filled(typed))
        return made("keep_missing", "logical", test, filled(typed)) if typed.fails else test
    raise place.refusal(node, "is text where TRUE or FALSE is wanted, which in Excel is #VALUE!")


COERCE: dict[str, Callable[[Place, Node, Typed], Typed]] = {"n": as_number, "t": as_text, "b": as_logical}


def as_any(typed: Typed) -> Typed:
    """Return a value put where numbers and texts may stand side by side."""
    if typed.kind == "any":
        return typed
    return made(f"any_{typed.kind}", "any", typed)._replace(blank=typed.blank)


def brought_together(place: Place, nodes: list[Node], branches: list[Typed]) -> list[Typed]:
    """Return branches of one kind, so that one column can hold them; kinds that differ become `any`."""
    blank, fails = any(one.blank for one in branches), any(one.fails for one in branches)
    if blank and fails:
        branches = [filled(one) for one in branches]
    if len({one.kind for one in branches}) == 1:
        return branches
    if any(one.blank for one in branches):
        branches = [filled(one) if one.kind == "number" else one for one in branches]
    for node, one in zip(nodes, branches, strict=True):
        if one.blank:
            raise place.refusal(node, "may be blank beside values of another kind")
    return [as_any(one) for one in branches]
