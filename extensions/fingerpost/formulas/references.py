"""The parts of a reference read from its token: sheet prefix, corners, whole rows and columns, `Table[…]`."""

import re
from functools import lru_cache

from fingerpost.formulas.lexer import Token
from fingerpost.formulas.tree import Area, Cell, Columns, Node, Prefix, Rows, Structured, column_number
from fingerpost.formulas.troubles import BrokenFormulaError

_STRUCTURED_PART = re.compile(r"\s*\[((?:[^\[\]']|'.)*)\]\s*([,:]?)")
_PARTS = {"ALL", "DATA", "HEADERS", "TOTALS", "THIS ROW"}


@lru_cache(maxsize=65536)
def cell_parts(text: str) -> tuple[int, int, bool, bool]:
    """Return row, column and whether each is fixed by a `$`, of a cell such as `$B7`."""
    column_fixed = text[0] == "$"
    letters, _, digits = text[column_fixed:].partition("$")
    if digits:
        return int(digits), column_number(letters), True, column_fixed
    bare = letters.rstrip("0123456789")
    return int(letters[len(bare) :]), column_number(bare), False, column_fixed


def prefix_of(token: Token) -> Prefix:
    """Return sheet, last sheet (of `Jan:Mar!`) and workbook named by a token such as `'[1]My sheet'!`."""
    text = token.text[:-1]
    if text.startswith("'"):
        text = text[1:-1].replace("''", "'")
    workbook = ""
    if "[" in text:
        before, _, rest = text.partition("[")
        inside, _, text = rest.partition("]")
        workbook = before + inside
    sheet, _, last = text.partition(":")
    return Prefix(sheet, last, workbook)


def area_of(first: Node, last: Node) -> Node | None:
    """Return `A1:B9` as one area where both corners are plain cells of one sheet, else None."""
    if not (isinstance(first, Cell) and isinstance(last, Cell)):
        return None
    if last.prefix not in (None, first.prefix):
        return None
    return Area(first.start, last.stop, first, last, first.prefix)


def columns_of(token: Token, start: int, prefix: Prefix | None) -> Columns:
    """Return whole columns such as `A:$C`."""
    left, right = token.text.split(":")
    first, last = column_number(left.lstrip("$")), column_number(right.lstrip("$"))
    return Columns(start, token.stop, first, last, left[0] == "$", right[0] == "$", prefix)


def rows_of(token: Token, start: int, prefix: Prefix | None) -> Rows:
    """Return whole rows such as `1:$3`."""
    top, bottom = token.text.split(":")
    return Rows(
        start,
        token.stop,
        int(top.lstrip("$")),
        int(bottom.lstrip("$")),
        top[0] == "$",
        bottom[0] == "$",
        prefix,
    )


def structured_of(table: str, bracket: Token, start: int, prefix: Prefix | None) -> Structured:
    """Return a reference to a table's columns, from `[Weeks]`, `[@Weeks]`, `[[#All],[A]:[B]]` and the like.

    Raises:
        BrokenFormulaError: what stands between the square brackets is none of these.
    """
    inside = bracket.text[1:-1].strip()
    this_row = inside.startswith("@")
    parts = ["THIS ROW"] if this_row else []
    inside = inside[1:].strip() if this_row else inside
    if not inside.startswith("["):
        return _plain_structured(table, bracket, start, prefix, inside, parts)
    columns: list[str] = []
    position = 0
    joiner = ""
    while position < len(inside):
        match = _STRUCTURED_PART.match(inside, position)
        if match is None:
            raise _bad_structure(bracket)
        word = match.group(1).strip()
        if word.startswith("#"):
            parts.append(word[1:].upper())
        elif columns and joiner != ":":
            raise _bad_structure(bracket)
        else:
            columns.append(_unescaped(match.group(1)))
        position, joiner = match.end(), match.group(2)
    if joiner or len(columns) > 2 or not set(parts) <= _PARTS:  # noqa: PLR2004 - a first and a last column
        raise _bad_structure(bracket)
    first = columns[0] if columns else ""
    return Structured(start, bracket.stop, table, tuple(parts), first, columns[-1] if columns else "", prefix)


def _plain_structured(  # noqa: PLR0917 - private: what was read so far
    table: str, bracket: Token, start: int, prefix: Prefix | None, inside: str, parts: list[str]
) -> Structured:
    if inside.startswith("#"):
        word = inside[1:].upper()
        if word not in _PARTS:
            raise _bad_structure(bracket)
        return Structured(start, bracket.stop, table, (word,), "", "", prefix)
    column = _unescaped(inside)
    return Structured(start, bracket.stop, table, tuple(parts), column, column, prefix)


def _unescaped(column: str) -> str:
    return re.sub(r"'(.)", r"\1", column)


def _bad_structure(bracket: Token) -> BrokenFormulaError:
    return BrokenFormulaError(
        f"At character {bracket.start + 1} {bracket.text!r} is not a reference to a table's columns:"
        " expected a column such as [Weeks], [@Weeks] or [[#Data],[First]:[Last]].",
        start=bracket.start,
        stop=bracket.stop,
    )
