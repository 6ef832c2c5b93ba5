"""The reference interpreter.

A formula's value in one cell, by Excel's rules, with a trace of how it came about.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from fingerpost.formulas import functions  # noqa: F401 - its modules fill the table of functions
from fingerpost.formulas.calls import function_of
from fingerpost.formulas.coercion import to_logical, to_number, to_text
from fingerpost.formulas.lifting import lifted, unwrapped
from fingerpost.formulas.operators import OPERATORS, negated, percent_of
from fingerpost.formulas.registry import Function
from fingerpost.formulas.resolving import block_of, intersected, joined, structured_block
from fingerpost.formulas.tree import (
    Area,
    ArrayLiteral,
    Binary,
    Call,
    Cell,
    Columns,
    ErrorLiteral,
    Formula,
    Intersection,
    Link,
    Logical,
    Missing,
    Name,
    Node,
    Number,
    Percent,
    Rows,
    Span,
    Spill,
    Structured,
    Text,
    Unary,
    Union,
)
from fingerpost.formulas.troubles import RefusedFormulaError
from fingerpost.formulas.values import REF, VALUE, Array, Block, Blocks, ExcelError, Result, Value

if TYPE_CHECKING:
    from fingerpost.formulas.book import Book

_SINGLE = frozenset("ntbve")
_COERCE: dict[str, Callable[[Value], Value]] = {"n": to_number, "t": to_text, "b": to_logical}


class Step(NamedTuple):
    """One thing that happened.

    `kind` is read, match, coerce, error or result; positions are in the formula.
    """

    kind: str
    start: int
    stop: int
    cells: tuple[Block, ...]
    value: Result
    note: str = ""


@dataclass
class Scope:
    """Where a formula is evaluated: the book, its own cell, and how ranges behave in a single value's place.

    With `spills`, a range where one value is wanted gives one result for each cell, as in Excel since 2019;
    without, the cell of the formula's own row or column is taken, as formulas in saved files mean.
    `down` and `across` say how far the formula was filled from where it was typed.
    """

    book: "Book"
    sheet: str
    row: int = 1
    column: int = 1
    spills: bool = True
    down: int = 0
    across: int = 0
    steps: list[Step] | None = None
    rng: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - RAND is no secret
    names: dict[str, Result] = field(default_factory=dict)
    at: Node | None = None

    def value(self, node: Node) -> Result:
        """Return a node's value, or the reference it is."""
        return _READERS[type(node)](self, node)

    def single(self, node: Node) -> Value | Array:
        """Return a node's value where one value is wanted: an array stays one, a range as `spills` says."""
        return self.settled(self.value(node))

    def settled(self, result: Result) -> Value | Array:
        """Return what a reference holds where one value is wanted."""
        if type(result) is Block:
            if result.is_cell:
                return self.book.value(result.sheet, result.top, result.left)
            return unwrapped(self.book.array(result)) if self.spills else self.implicit(result)
        if type(result) is Blocks:
            return VALUE
        return unwrapped(result) if type(result) is Array else result  # type: ignore[return-value]  # no reference left

    def implicit(self, result: Result) -> Value | Array:
        """Return the cell of a range that stands in the formula's own row or column, as `@` asks."""
        if type(result) is Array:
            return result.rows[0][0]
        if type(result) is not Block:
            return self.settled(result)
        row = result.top if result.height == 1 else self.row
        column = result.left if result.width == 1 else self.column
        if result.top <= row <= result.bottom and result.left <= column <= result.right:
            return self.book.value(result.sheet, row, column)
        return VALUE

    def values_of(self, result: Result) -> Value | Array:
        """Return the values of a range or union as an array, anything else as it is."""
        if type(result) is Block:
            return self.book.array(result)
        if type(result) is Blocks:
            cells = [[value] for part in result.parts for value in self.book.array(part).flat]
            return Array(cells, result.parts[0]._replace(bottom=result.parts[0].top + len(cells) - 1))
        return result  # type: ignore[return-value]  # no reference left

    def as_array(self, node: Node) -> Result:
        """Return a node's value, with ranges inside spread out as arrays, as SUMPRODUCT does."""
        before, self.spills = self.spills, True
        try:
            return self.value(node)
        finally:
            self.spills = before

    def note(
        self, kind: str, node: Node, value: Result, cells: tuple[Block, ...] = (), note: str = ""
    ) -> None:
        """Write one step into the trace, where one is kept."""
        if self.steps is not None:
            self.steps.append(Step(kind, node.start, node.stop, cells, value, note))

    def within(self, name: str, value: Result) -> "Scope":
        """Return the same place with one more name, as LET makes."""
        return replace(self, names={**self.names, name.lower(): value})


def evaluate(formula: Formula, scope: Scope) -> Value | Array:
    """Return a formula's value in a cell, an array where it spills; a blank result shows as 0.

    Raises:
        RefusedFormulaError: a function or reference that is not supported, with its place.
        BrokenFormulaError: a function called with too few or too many arguments.
    """
    result = scope.as_array(formula.root) if formula.is_array else scope.value(formula.root)
    if type(result) is Block and not result.is_cell and (scope.spills or formula.is_array):
        result = scope.book.array(result)
    value = scope.settled(result)
    if type(value) is Array:
        return Array([[0.0 if cell is None else cell for cell in row] for row in value.rows])
    return 0.0 if value is None else value


def _constant(_: Scope, node: Node) -> Result:
    return node.value  # type: ignore[union-attr]  # numbers, texts and logicals alone come here


def _error(_: Scope, node: ErrorLiteral) -> Result:
    return ExcelError(node.code)


def _missing(_: Scope, __: Missing) -> Result:
    return None


def _array(scope: Scope, node: ArrayLiteral) -> Result:
    return Array([[scope.value(item) for item in row] for row in node.rows])  # type: ignore[misc]  # constants only


def _reference(scope: Scope, node: Cell | Area | Columns | Rows) -> Result:
    block = block_of(node, scope.sheet, scope.down, scope.across)
    if type(block) is Block and scope.steps is not None and block.is_cell:
        scope.note("read", node, scope.book.value(block.sheet, block.top, block.left), (block,))
    return block


def _structured(scope: Scope, node: Structured) -> Result:
    return structured_block(node, scope.book, scope.sheet, scope.row, scope.column)


def _name(scope: Scope, node: Name) -> Result:
    key = node.name.lower()
    if key in scope.names and node.prefix is None:
        return scope.names[key]
    sheet = node.prefix.sheet if node.prefix and node.prefix.sheet else scope.sheet
    names = scope.book.names
    defined = names.get((sheet.lower(), key)) or names.get(("", key))
    if defined is None:
        table = scope.book.tables.get(key)
        if table is not None:
            return structured_block(
                Structured(node.start, node.stop, node.name, (), "", ""),
                scope.book,
                scope.sheet,
                scope.row,
                scope.column,
            )
        raise RefusedFormulaError(
            f"At character {node.start + 1} '{node.name}' is no cell, function or name known here:"
            " define it, or put a text in double quotes.",
            what=f"unknown name {node.name}",
            start=node.start,
            stop=node.stop,
        )
    return scope.value(defined)


def _span(scope: Scope, node: Span) -> Result:
    return joined(scope.value(node.first), scope.value(node.last))


def _intersection(scope: Scope, node: Intersection) -> Result:
    return intersected(scope.value(node.left), scope.value(node.right))


def _union(scope: Scope, node: Union) -> Result:
    parts: list[Block] = []
    for item in node.parts:
        part = scope.value(item)
        if type(part) is ExcelError:
            return part
        parts.extend(part.parts if type(part) is Blocks else (part,))  # type: ignore[arg-type]  # references only
    return Blocks(tuple(parts)) if all(type(part) is Block for part in parts) else VALUE


def _spill(scope: Scope, node: Spill) -> Result:
    anchor = scope.value(node.anchor)
    if type(anchor) is not Block:
        return REF
    return scope.book.spills.get((anchor.sheet.lower(), anchor.top, anchor.left), REF)


def _unary(scope: Scope, node: Unary) -> Result:
    signs = []
    inner: Node = node
    while type(inner) is Unary:
        signs.append(inner)
        inner = inner.operand
    result = scope.value(inner)
    for sign in reversed(signs):
        if sign.operator == "@":
            result = scope.implicit(result)
        elif sign.operator == "-":
            result = lifted(negated, [scope.settled(result)])
            scope.note("result", sign, result)
    return result


def _percent(scope: Scope, node: Percent) -> Result:
    return lifted(percent_of, [scope.single(node.operand)])  # type: ignore[no-any-return]  # a value or an array


def _binary(scope: Scope, node: Binary) -> Result:
    """Walk down the left side without recursion: a sum of a thousand cells is one long left spine."""
    spine = []
    inner: Node = node
    while type(inner) is Binary:
        spine.append(inner)
        inner = inner.left
    left = scope.single(inner)
    for binary in reversed(spine):
        right = scope.single(binary.right)
        operate = OPERATORS[binary.operator]
        if type(left) is Array or type(right) is Array:
            left = lifted(operate, [left, right])
        else:
            left = operate(left, right)  # type: ignore[arg-type]  # no arrays here
        if scope.steps is not None:
            scope.note("error" if type(left) is ExcelError else "result", binary, left)
    return left


def _call(scope: Scope, node: Call) -> Result:
    function = function_of(node)
    before, scope.at = scope.at, node
    kinds = function.kinds(len(node.arguments))
    unevaluated = kinds[:1] == "l"
    result = function.run(scope, *node.arguments) if unevaluated else _run(scope, function, kinds, node)
    scope.at = before
    if scope.steps is not None:
        scope.note("error" if type(result) is ExcelError else "result", node, result)
    return result


def _run(scope: Scope, function: Function, kinds: str, node: Call) -> Result:
    prepared: list[Result] = []
    spread = False
    for kind, argument in zip(kinds, node.arguments, strict=True):
        if kind in _SINGLE:
            value = scope.single(argument)
            spread = spread or type(value) is Array
            if scope.steps is not None:
                _note_coercion(scope, kind, argument, value)
            prepared.append(value)
        elif kind == "R":
            prepared.append(scope.value(argument))
        else:
            prepared.append(
                scope.values_of(scope.as_array(argument) if kind == "a" else scope.value(argument))
            )
    one = _one_call(function, kinds, scope)
    if not spread:
        return one(*prepared)
    places = [place for place, kind in enumerate(kinds) if kind in _SINGLE]
    return lifted(_with_others(one, prepared, places), [prepared[place] for place in places])  # type: ignore[no-any-return]  # a value or an array


def _note_coercion(scope: Scope, kind: str, argument: Node, value: Result) -> None:
    if kind == "n" and type(value) is str:
        number = to_number(value)
        scope.note("coerce", argument, number, note=f"the text {value!r} is read as {number!r}")


def _one_call(function: Function, kinds: str, scope: Scope) -> Callable[..., Result]:
    """Return the function on single values: coerced first, the first error among them passed on."""

    def call(*values: Result) -> Result:
        ready: list[Result] = []
        for kind, value in zip(kinds, values, strict=True):
            if kind in _COERCE:
                value = _COERCE[kind](value)  # type: ignore[arg-type]  # noqa: PLW2901 - single by its kind
            if type(value) is ExcelError and kind in "ntbv":
                return value
            ready.append(value)
        result: Result = function.run(scope, *ready) if function.wants_scope else function.run(*ready)
        return result

    return call


def _with_others(
    call: Callable[..., Result], prepared: list[Result], places: list[int]
) -> Callable[..., Result]:
    """Return the call with its ranges filled in, taking only the single values."""

    def filled(*values: Value) -> Result:
        arguments = list(prepared)
        for place, value in zip(places, values, strict=True):
            arguments[place] = value
        return call(*arguments)

    return filled


def _link(_: Scope, node: Link) -> Result:
    raise RefusedFormulaError(
        f"At character {node.start + 1} {node.text} is a live link to another program, which"
        " only Excel can follow.",
        what="external link",
        start=node.start,
        stop=node.stop,
    )


_READERS: dict[type, Callable[..., Result]] = {
    Number: _constant,
    Text: _constant,
    Logical: _constant,
    ErrorLiteral: _error,
    Missing: _missing,
    ArrayLiteral: _array,
    Cell: _reference,
    Area: _reference,
    Columns: _reference,
    Rows: _reference,
    Structured: _structured,
    Name: _name,
    Span: _span,
    Intersection: _intersection,
    Union: _union,
    Spill: _spill,
    Unary: _unary,
    Percent: _percent,
    Binary: _binary,
    Call: _call,
    Link: _link,
}
