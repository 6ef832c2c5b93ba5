"""A formula between Excel and code: operations whose values have one known kind, on columns of one table."""

from dataclasses import dataclass
from typing import NamedTuple

from fingerpost.formulas.filling import fills_down
from fingerpost.formulas.shifting import own_row
from fingerpost.formulas.tables import Table
from fingerpost.formulas.tree import Formula, Node
from fingerpost.formulas.troubles import RefusedFormulaError

NEVER: frozenset[str] = frozenset()


class Typed(NamedTuple):
    """One operation: `args` are its operands, `words` literals and column names that its template asks for.

    `kind` is number, text, logical or any; `by_row` says one value a row, else one for all; `blank` that a
    missing value means a blank cell; `fails` which error values a missing one stands for; `faded` that
    blanks were
    filled in already, so that what asks for blankness must be refused.
    """

    op: str
    kind: str
    args: tuple["Typed", ...] = ()
    words: tuple[object, ...] = ()
    by_row: bool = False
    blank: bool = False
    fails: frozenset[str] = NEVER
    faded: bool = False


class UntranslatedError(RefusedFormulaError):
    """The formula has a value, but no pandas or SQL of ours gives the same: says which part and why."""


@dataclass(frozen=True)
class Place:
    """The formula under translation and the table it stands beside.

    With `as_array` ranges are whole columns; `row` is the formula's own row where its text does not tell.
    """

    formula: Formula
    table: Table
    as_array: bool = False
    names: tuple[tuple[str, Typed], ...] = ()
    row: int = 0

    @property
    def own_row(self) -> int:
        """The row the formula was typed in."""
        return self.row or own_row(self.formula.root)

    @property
    def fills(self) -> bool:
        """Whether the formula changes from row to row."""
        return fills_down(self.formula)

    def refusal(self, node: Node, why: str) -> UntranslatedError:
        """Return the sentence that says which part is not translated and why."""
        part = self.formula.source[node.start : node.stop]
        return UntranslatedError(
            f"At character {node.start + 1} {part} {why}.", what=part, start=node.start, stop=node.stop
        )


def constant(value: float | str | bool) -> Typed:  # noqa: FBT001 - a value of any kind
    """Return a literal."""
    kind = {float: "number", str: "text", bool: "logical"}[type(value)]
    return Typed("constant", kind, words=(value,))


def made(
    op: str, kind: str, *args: Typed, words: tuple[object, ...] = (), fails: frozenset[str] = NEVER
) -> Typed:
    """Return an operation on operands: it varies by row and fails where one of them does."""
    every = fails.union(*(arg.fails for arg in args))
    return Typed(op, kind, args, words, any(arg.by_row for arg in args), blank=False, fails=every)


def is_constant(typed: Typed, value: object = None) -> bool:
    """Tell whether an operation is a literal, and that one where a value is given."""
    return typed.op == "constant" and (value is None or typed.words[0] == value)
