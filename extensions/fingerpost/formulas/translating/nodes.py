"""The formula's tree made into typed operations."""

from collections.abc import Callable

from fingerpost.formulas.book import Book, Sheet
from fingerpost.formulas.calls import function_of
from fingerpost.formulas.interpreter import Scope, evaluate
from fingerpost.formulas.tables import SHEET
from fingerpost.formulas.translating.coercions import as_number, as_text, filled
from fingerpost.formulas.translating.columns import cell, this_row, whole, whole_range
from fingerpost.formulas.translating.typed import NEVER, Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import (
    Area,
    Binary,
    Call,
    Cell,
    Columns,
    ErrorLiteral,
    Logical,
    Missing,
    Name,
    Node,
    Number,
    Percent,
    Structured,
    Text,
    Unary,
    walk,
)
from fingerpost.formulas.values import ExcelError

Lowering = Callable[[Place, Call], Typed]
LOWERINGS: dict[str, Lowering] = {}
_ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
_NEVER_CONSTANT = {
    "TODAY",
    "NOW",
    "RAND",
    "RANDBETWEEN",
    "ROW",
    "COLUMN",
    "OFFSET",
    "INDIRECT",
    "IFERROR",
    "IFNA",
}
DIV0, NUM, VALUE, NA = (frozenset({code}) for code in ("#DIV/0!", "#NUM!", "#VALUE!", "#N/A"))


def lowers(*names: str) -> Callable[[Lowering], Lowering]:
    """Enter a function's translation into the table."""

    def enter(lowering: Lowering) -> Lowering:
        LOWERINGS.update(dict.fromkeys(names, lowering))
        return lowering

    return enter


def lowered(place: Place, node: Node) -> Typed:
    """Return a node as typed operations.

    Raises:
        UntranslatedError: something in it has no faithful pandas or SQL of ours, with the reason.
        RefusedFormulaError: it has no value here either.
    """
    folded = _folded(place, node)
    if folded is not None:
        return folded
    reader = _READERS.get(type(node))
    if reader is None:
        raise place.refusal(node, "is a kind of reference that is not translated")
    return reader(place, node)


def _folded(place: Place, node: Node) -> Typed | None:
    """Return a part that reads no cell as its value, worked out once."""
    if isinstance(node, (Number, Text, Logical)):
        return constant(node.value)
    if not isinstance(node, (Call, Binary, Unary, Percent)):
        return None
    for part in walk(node):
        if (
            isinstance(part, (Cell, Area, Columns, Structured, Name))
            or getattr(part, "name", "") in _NEVER_CONSTANT
        ):
            return None
    book = Book(as_at=place.table.as_at)
    book.add(Sheet(SHEET))
    value = evaluate(place.formula._replace(root=node), Scope(book, SHEET))
    if type(value) is ExcelError:
        return Typed("nothing", "number", fails=frozenset({value.code}))
    return constant(value) if isinstance(value, (float, str, bool)) else None


def _error(_: Place, node: ErrorLiteral) -> Typed:
    return Typed("nothing", "number", fails=frozenset({node.code}))


def _missing(_: Place, __: Missing) -> Typed:
    return constant(0.0)


def _name(place: Place, node: Name) -> Typed:
    for name, value in reversed(place.names):
        if name == node.name.lower():
            return value
    raise place.refusal(node, "is a name that is not known here")


def _structured(place: Place, node: Structured) -> Typed:
    if "THIS ROW" in node.parts:
        return this_row(place, node)
    return _range(place, node)


def _range(place: Place, node: Node) -> Typed:
    """Return a range where one value is wanted: only inside SUMPRODUCT is that a column."""
    if not place.as_array:
        raise place.refusal(node, "is a whole range where one value is wanted, and would spill")
    found = whole_range(place, node)
    if len(found.columns) != 1 or found.header:
        raise place.refusal(node, "is more than the data of one column")
    return whole(found.columns[0], inside=False)


def _unary(place: Place, node: Unary) -> Typed:
    operand = lowered(place, node.operand)
    if node.operator == "@":
        raise place.refusal(node, "uses @, which is not translated: name the cell")
    if node.operator == "+":
        return operand
    return made("negate", "number", as_number(place, node.operand, operand))


def _percent(place: Place, node: Percent) -> Typed:
    return made("percent", "number", as_number(place, node.operand, lowered(place, node.operand)))


def _binary(place: Place, node: Binary) -> Typed:
    left, right = lowered(place, node.left), lowered(place, node.right)
    if node.operator == "&":
        return joined(as_text(place, node.left, left), as_text(place, node.right, right))
    if node.operator in _ARITHMETIC or node.operator == "^":
        first, second = as_number(place, node.left, left), as_number(place, node.right, right)
        if node.operator == "^":
            return made("power", "number", first, second, fails=NUM | DIV0)
        never_zero = is_constant(second) and second.words[0] != 0
        fails = DIV0 if node.operator == "/" and not never_zero else NEVER
        return made(_ARITHMETIC[node.operator], "number", first, second, fails=fails)
    return compared(place, node, left, right)


def joined(left: Typed, right: Typed) -> Typed:
    """Return two texts one after the other."""
    return made("join_known" if left.fails or right.fails else "join", "text", left, right)


def compared(place: Place, node: Binary, left: Typed, right: Typed) -> Typed:
    """Return a comparison by Excel's rules: case does not count, and 15 digits decide."""
    empty = _with_nothing(place, node, left, right)
    if empty is not None:
        return empty
    by_kind = _of_two_kinds(node, left, right)
    if by_kind is not None:
        return by_kind
    if "any" in {left.kind, right.kind} or left.kind != right.kind:
        raise place.refusal(
            node, "compares values of different kinds, which Excel orders by kind, not by size"
        )
    if left.kind == "text" and node.operator not in {"=", "<>"}:
        raise place.refusal(node, "puts texts in order, which depends on the language Excel runs in")
    first, second = _comparable(left), _comparable(right)
    result = made(node.operator, "logical", first, second)
    return made("keep_missing", "logical", result, first, second) if result.fails else result


_KIND_ORDER = {"number": 0, "text": 1, "logical": 2}
_BY_ORDER: dict[str, Callable[[int], bool]] = {
    "=": lambda sign: sign == 0,
    "<>": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


def _of_two_kinds(node: Binary, left: Typed, right: Typed) -> Typed | None:
    """Return what kinds alone decide: every number comes before every text, that before FALSE and TRUE.

    A blank takes the other side's kind, so that a value of each row decides nothing where it may be blank
    and what it is compared with is like one.
    """
    kinds = {left.kind, right.kind}
    if "any" in kinds or len(kinds) == 1 or left.fails or right.fails:
        return None
    if any(one.blank or one.faded for one in (left, right)) and not _is_full_text(left, right):
        return None
    sign = _KIND_ORDER[left.kind] - _KIND_ORDER[right.kind]
    if node.operator not in {"=", "<>"} and (left.blank or right.blank):
        return None
    return constant(_BY_ORDER[node.operator](sign))


def _is_full_text(left: Typed, right: Typed) -> bool:
    """Tell whether one side is a text written out, not empty, which no blank equals."""
    return any(
        one.op == "constant" and isinstance(one.words[0], str) and one.words[0] for one in (left, right)
    )


def _comparable(typed: Typed) -> Typed:
    whole_value = filled(typed)
    if typed.kind == "text":
        return (
            constant(str(typed.words[0]).lower())
            if typed.op == "constant"
            else made("lower", "text", whole_value)
        )
    if typed.kind == "number" and not _is_plain(whole_value):
        return made("digits", "number", whole_value)
    return whole_value


def _is_plain(typed: Typed) -> bool:
    """Tell whether a number comes as it stands from a cell or the formula, so that its digits are its own."""
    if typed.op in {"or_zero", "shifted"}:
        return _is_plain(typed.args[0])
    return typed.op in {"constant", "column", "days", "cell", "cell_days", "length", "year", "month", "day"}


def _with_nothing(place: Place, node: Binary, left: Typed, right: Typed) -> Typed | None:
    """Return the test `A2=""` where the other side is no text: TRUE exactly where the cell is blank."""
    for one, other in ((left, right), (right, left)):
        if not is_constant(one, "") or other.kind in {"text", "any"} or node.operator not in {"=", "<>"}:
            continue
        if other.faded or (other.fails and other.blank):
            raise place.refusal(node, "asks for blankness of a value whose blanks count as 0 by now")
        op = "is_missing" if node.operator == "=" else "is_present"
        if other.blank:
            return made(op, "logical", other)._replace(fails=NEVER)
        if not other.fails:
            return constant(node.operator == "<>")
        return made("keep_missing", "logical", constant(node.operator == "<>"), other)
    return None


def _call(place: Place, node: Call) -> Typed:
    function_of(node)
    lowering = LOWERINGS.get(node.name)
    if lowering is None:
        raise place.refusal(
            node, f"uses {node.name}, which has a value here but is not translated to pandas and SQL yet"
        )
    return lowering(place, node)


_READERS: dict[type, Callable[..., Typed]] = {
    Cell: cell,
    Area: _range,
    Columns: _range,
    Structured: _structured,
    ErrorLiteral: _error,
    Missing: _missing,
    Name: _name,
    Unary: _unary,
    Percent: _percent,
    Binary: _binary,
    Call: _call,
}
