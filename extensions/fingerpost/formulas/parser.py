"""Formula text to a typed tree with spans: a Pratt parser over the tokens of `lexer`.

Precedence is Excel's: `:`, space, `,` (inside brackets) between references; then `-` before a value, `%`,
`^`, `* /`, `+ -`, `&`, comparisons. So `-2^2` is 4, and everything of one rank is read from the left.
"""

from functools import lru_cache

from fingerpost.formulas.lexer import Token, tokens_of
from fingerpost.formulas.references import area_of, cell_parts, columns_of, prefix_of, rows_of, structured_of
from fingerpost.formulas.tree import (
    LAST_ROW,
    REFERENCES,
    ArrayLiteral,
    Binary,
    Call,
    Cell,
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
    Prefix,
    Span,
    Spill,
    Text,
    Unary,
    Union,
)
from fingerpost.formulas.troubles import BrokenFormulaError

LONGEST = 8192
DEEPEST_CALLS = 64
DEEPEST_BRACKETS = 128

_BINARY_POWER = {
    **dict.fromkeys(("=", "<", ">", "<=", ">=", "<>"), 1),
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
}
_PERCENT_POWER = 6
_PREFIX_POWER = 7
_SPACE_POWER = 9
_RANGE_POWER = 10
_REFERENCE_LIKE = (*REFERENCES, ErrorLiteral)  # `#REF!:#REF!` is what is left of a deleted range
_STARTS_REFERENCE = {"cell", "columns", "rows", "prefix", "name", "call", "bracket"}
_SIGNS = ("-", "+", "@")
_CLOSERS = frozenset((",", ")", ";", "}", "end"))
_FILE_PREFIXES = ("_XLFN.", "_XLWS.", "_XLPM.")


def parse(source: str) -> Formula:
    """Return the formula's tree; the leading `=` may be left out, `{=…}` is an array formula.

    Raises:
        BrokenFormulaError: with the position of the first character that does not fit and what was expected.
    """
    if len(source) > LONGEST:
        raise BrokenFormulaError(
            f"The formula has {len(source)} characters; Excel takes {LONGEST} at most, so character"
            f" {LONGEST + 1} is the first too many: split it over several cells.",
            start=LONGEST,
        )
    return _parse_short(source)


@lru_cache(maxsize=4096)
def _parse_short(source: str) -> Formula:
    body = source.lstrip()
    start = len(source) - len(body)
    is_array = body.startswith("{=") and body.rstrip().endswith("}")
    if is_array:
        inner = source[: source.rstrip().rindex("}")]
        return Formula(source, _Parser(inner, start + 2).whole(), is_array=True)
    if body.startswith("="):
        start += 1
    return Formula(source, _Parser(source, start).whole())


class _Parser:
    """One reading of one formula; `at` is the next token's place."""

    def __init__(self, source: str, start: int) -> None:
        self.tokens = tokens_of(source, start)
        self.at = 0
        self.brackets = 0
        self.calls = 0

    def whole(self) -> Node:
        """Read the formula to its end; references parted by commas may stand alone, as a union."""
        if self.tokens[0].kind == "end":
            raise BrokenFormulaError("The formula is empty: type something such as =SUM(B2:B9).")
        root = self.expression(0)
        if self.tokens[self.at].text == "," and isinstance(root, REFERENCES):
            root = self.union(root)
        if self.tokens[self.at].kind != "end":
            raise self.unexpected("an operator, or the end of the formula")
        return root

    def expression(self, power: int) -> Node:
        """Read the longest expression whose operators bind tighter than `power`."""
        tokens = self.tokens
        kind = tokens[self.at].kind
        if kind not in _OPERANDS:
            raise self.unexpected("a value, a cell, a name or a function")
        left = _OPERANDS[kind](self)
        while True:
            token = tokens[self.at]
            kind = token.kind
            if kind in _CLOSERS:
                return left
            binding = _BINARY_POWER.get(kind)
            if binding is not None:
                if binding <= power:
                    return left
                self.at += 1
                right = self.expression(binding)
                left = Binary(left.start, right.stop, kind, left, right)
            elif kind == "%" and power < _PERCENT_POWER:
                self.at += 1
                left = Percent(left.start, token.stop, left)
            else:
                joined = self.reference_tail(left, token, power)
                if joined is None:
                    return left
                left = joined

    def reference_tail(self, left: Node, token: Token, power: int) -> Node | None:
        """Read what binds references together (`:`, `#`, a space), or None if nothing does here."""
        if not isinstance(left, _REFERENCE_LIKE):
            return None
        if token.text == ":" and power < _RANGE_POWER:
            self.at += 1
            right = self.reference_operand(_RANGE_POWER)
            return area_of(left, right) or Span(left.start, right.stop, left, right)
        if token.kind == "spill":
            self.at += 1
            return Spill(left.start, token.stop, left)
        if token.spaced and power < _SPACE_POWER and (token.kind in _STARTS_REFERENCE or token.text == "("):
            right = self.reference_operand(_SPACE_POWER)
            return Intersection(left.start, right.stop, left, right)
        return None

    def reference_operand(self, power: int) -> Node:
        """Read the right side of `:` or of a space, which has to be a reference."""
        token = self.tokens[self.at]
        right = self.expression(power)
        if not isinstance(right, _REFERENCE_LIKE):
            raise self.unexpected("a cell, a range or a name", token)
        return right

    def signed(self) -> Node:
        """Read `-`, `+` and `@` signs, any number of them, then what they stand before."""
        signs = []
        while self.tokens[self.at].kind in _SIGNS:
            signs.append(self.tokens[self.at])
            self.at += 1
        operand = self.expression(_PREFIX_POWER)
        for sign in reversed(signs):
            operand = Unary(sign.start, operand.stop, sign.text, operand)
        return operand

    def take(self) -> Token:
        """Return the next token and step over it."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def number(self) -> Node:
        token = self.take()
        value = float(token.text)
        if value in (float("inf"), float("-inf")):
            raise self.unexpected("a number Excel can hold (below 1E+308)", token)
        return Number(token.start, token.stop, value)

    def text(self) -> Node:
        token = self.take()
        return Text(token.start, token.stop, token.text[1:-1].replace('""', '"'))

    def logical(self) -> Node:
        token = self.take()
        return Logical(token.start, token.stop, token.text.upper() == "TRUE")

    def error(self) -> Node:
        token = self.take()
        code = token.text.upper()
        following = self.tokens[self.at].kind
        if code == "#REF!" and self.touches(token) and following in {"cell", "columns", "rows", "name"}:
            self.at += 1  # `#REF!A1` is what is left when a sheet was deleted
            return ErrorLiteral(token.start, self.tokens[self.at - 1].stop, code)
        return ErrorLiteral(token.start, token.stop, code)

    def touches(self, token: Token) -> bool:
        """Tell whether the next token follows `token` without a space."""
        return self.tokens[self.at].start == token.stop

    def cell(self, prefix: Prefix | None = None, start: int = -1) -> Node:
        token = self.take()
        first = token.start if start < 0 else start
        row, column, row_fixed, column_fixed = cell_parts(token.text)
        if row > LAST_ROW:
            return Name(first, token.stop, token.text, prefix)
        return Cell(first, token.stop, row, column, row_fixed, column_fixed, prefix)

    def columns(self, prefix: Prefix | None = None, start: int = -1) -> Node:
        token = self.take()
        return columns_of(token, token.start if start < 0 else start, prefix)

    def rows(self, prefix: Prefix | None = None, start: int = -1) -> Node:
        token = self.take()
        return rows_of(token, token.start if start < 0 else start, prefix)

    def name(self, prefix: Prefix | None = None, start: int = -1) -> Node:
        token = self.take()
        first = token.start if start < 0 else start
        if self.tokens[self.at].kind == "bracket" and self.touches(token):
            bracket = self.take()
            return structured_of(token.text, bracket, first, prefix)
        plain = token.text[6:] if token.text.upper().startswith("_XLPM.") else token.text
        return Name(first, token.stop, plain, prefix)

    def bracket(self) -> Node:
        token = self.take()
        return structured_of("", token, token.start, None)

    def prefixed(self) -> Node:
        """Read `Sheet!` and the reference after it."""
        token = self.take()
        prefix = prefix_of(token)
        following = self.tokens[self.at]
        if following.kind == "error" and following.text.upper() == "#REF!":
            self.at += 1
            return ErrorLiteral(token.start, following.stop, "#REF!")
        if following.kind == "item":
            self.at += 1
            return Link(token.start, following.stop, token.text + following.text)
        reader = _AFTER_PREFIX.get(following.kind)
        if reader is None:
            raise self.unexpected(f"a cell, a range or a name after {token.text}")
        return reader(self, prefix, token.start)

    def call(self, prefix: Prefix | None = None, start: int = -1) -> Node:
        token = self.take()
        name = token.text[:-1].upper()
        if name[0] == "_":
            for file_prefix in _FILE_PREFIXES:
                name = name.removeprefix(file_prefix)
        self.calls += 1
        if self.calls > DEEPEST_CALLS:
            raise self.too_deep(token, "Functions", DEEPEST_CALLS)
        arguments = self.arguments(token)
        self.calls -= 1
        return Call(
            token.start if start < 0 else start, self.tokens[self.at - 1].stop, name, arguments, prefix
        )

    def arguments(self, opened: Token) -> tuple[Node, ...]:
        """Read arguments up to the closing bracket; `F()` has none, `F(,)` has two that are missing."""
        if self.tokens[self.at].text == ")":
            self.at += 1
            return ()
        found: list[Node] = []
        while True:
            token = self.tokens[self.at]
            if token.kind in _CLOSERS:
                found.append(Missing(token.start, token.start))
            else:
                found.append(self.expression(0))
            closing = self.tokens[self.at]
            if closing.text == ")":
                self.at += 1
                return tuple(found)
            if closing.text != ",":
                raise self.unclosed(opened, "expected , or )")
            self.at += 1

    def bracketed(self) -> Node:
        """Read `( … )`: a value, or a union of references."""
        opened = self.take()
        self.brackets += 1
        if self.brackets > DEEPEST_BRACKETS:
            raise self.too_deep(opened, "Brackets", DEEPEST_BRACKETS)
        inner = self.expression(0)
        if self.tokens[self.at].text == "," and isinstance(inner, REFERENCES):
            inner = self.union(inner)
        closed = self.tokens[self.at]
        if closed.text != ")":
            raise self.unclosed(opened, "expected an operator or )")
        self.at += 1
        self.brackets -= 1
        return inner._replace(start=opened.start, stop=closed.stop)

    def union(self, first: Node) -> Node:
        """Read the rest of `A1,B2:B4,…`."""
        parts = [first]
        while self.tokens[self.at].text == ",":
            self.at += 1
            token = self.tokens[self.at]
            part = self.expression(0)
            if not isinstance(part, _REFERENCE_LIKE):
                raise self.unexpected("a cell, a range or a name", token)
            parts.append(part)
        return Union(first.start, parts[-1].stop, tuple(parts))

    def array(self) -> Node:
        """Read `{1,2;3,4}`: constants only, rows of one length."""
        opened = self.take()
        rows: list[list[Node]] = [[self.constant()]]
        while self.tokens[self.at].text in (",", ";"):
            if self.take().text == ";":
                rows.append([])
            rows[-1].append(self.constant())
        closed = self.tokens[self.at]
        if closed.text != "}":
            raise self.unclosed(opened, "expected , or ; or }")
        self.at += 1
        if len({len(row) for row in rows}) > 1:
            raise BrokenFormulaError(
                f"At character {opened.start + 1} the rows of the array differ in length.", start=opened.start
            )
        return ArrayLiteral(opened.start, closed.stop, tuple(tuple(row) for row in rows))

    def constant(self) -> Node:
        """Read one constant of an array, perhaps a signed number."""
        token = self.tokens[self.at]
        if token.text in {"-", "+"} and self.tokens[self.at + 1].kind == "number":
            self.at += 1
            return Unary(token.start, self.tokens[self.at].stop, token.text, self.number())
        if token.kind not in {"number", "text", "logical", "error"}:
            raise self.unexpected(
                "a number, a text, TRUE, FALSE or an error value, as arrays hold only these"
            )
        return _OPERANDS[token.kind](self)

    def unexpected(self, expected: str, token: Token | None = None) -> BrokenFormulaError:
        """Say what stands at this place and what should."""
        at = token or self.tokens[self.at]
        return BrokenFormulaError(
            f"At character {at.start + 1} {_found(at)}: expected {expected}.",
            start=at.start,
            stop=max(at.stop, at.start + 1),
        )

    def unclosed(self, opened: Token, expected: str) -> BrokenFormulaError:
        """Say which bracket is still open."""
        at = self.tokens[self.at]
        where = f"{opened.text!r} opened at character {opened.start + 1}"
        return BrokenFormulaError(
            f"At character {at.start + 1} {_found(at)}, but {where} is not closed: {expected}.",
            start=at.start,
            stop=max(at.stop, at.start + 1),
        )

    def too_deep(self, token: Token, what: str, limit: int) -> BrokenFormulaError:
        """Say where the nesting passes the limit."""
        return BrokenFormulaError(
            f"{what} are nested more than {limit} deep at character {token.start + 1};"
            " put inner parts into cells of their own.",
            start=token.start,
            stop=token.stop,
        )


def _found(token: Token) -> str:
    return "the formula ends" if token.kind == "end" else f"the formula has {token.text!r}"


_OPERANDS = {
    "number": _Parser.number,
    "text": _Parser.text,
    "logical": _Parser.logical,
    "error": _Parser.error,
    "cell": _Parser.cell,
    "columns": _Parser.columns,
    "rows": _Parser.rows,
    "name": _Parser.name,
    "bracket": _Parser.bracket,
    "prefix": _Parser.prefixed,
    "call": _Parser.call,
    "(": _Parser.bracketed,
    "{": _Parser.array,
    **dict.fromkeys(_SIGNS, _Parser.signed),
}
_AFTER_PREFIX = {
    "cell": _Parser.cell,
    "columns": _Parser.columns,
    "rows": _Parser.rows,
    "name": _Parser.name,
    "call": _Parser.call,
}
