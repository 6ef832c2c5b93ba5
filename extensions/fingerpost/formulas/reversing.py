"""The Excel formula that justifies a line of pandas to a colleague, checked on the table at hand."""

import ast
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from fingerpost.formulas.checking import Run, compared
from fingerpost.formulas.filling import filled
from fingerpost.formulas.oracle import Agreement
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import Table
from fingerpost.formulas.tree import column_letters
from fingerpost.formulas.troubles import RefusedFormulaError

_AGGREGATES = {
    "sum": "SUM",
    "mean": "AVERAGE",
    "median": "MEDIAN",
    "min": "MIN",
    "max": "MAX",
    "count": "COUNT",
}
_AGGREGATES |= {"std": "STDEV.S", "var": "VAR.S"}
_BY_CRITERIA = {"sum": "SUMIFS", "mean": "AVERAGEIFS", "min": "MINIFS", "max": "MAXIFS"}
_ARITHMETIC: dict[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
_COMPARISONS: dict[type, str] = {
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_OF_TEXT = {"upper": "UPPER", "lower": "LOWER", "strip": "TRIM", "len": "LEN", "title": "PROPER"}
_OF_DAY = {"year": "YEAR", "month": "MONTH", "day": "DAY"}


class Justified(NamedTuple):
    """A formula for row 2, to fill down where it changes by row, and how it agreed with the line."""

    formula: str
    agreement: Agreement


def justify(line: str, table: Table) -> Justified:
    """Return the formula that gives what a line of pandas over `table` gives, compared with it row by row.

    Raises:
        RefusedFormulaError: the line is no Python, or uses what has no formula here, with its place.
    """
    node = _expression_of(line)
    formula = "=" + _Reader(line, table).value(node)
    names: dict[str, Any] = {"pd": pd, "np": np, "table": table.frame}
    result = eval(compile(ast.Expression(node), "<line>", "eval"), names)  # noqa: S307 - every part of it was recognised above
    by_row = isinstance(result, (pd.Series, np.ndarray))
    found = Run(result.tolist() if by_row else [result], by_row=by_row)
    return Justified(formula, compared(found, filled(parse(formula), table)))


def _expression_of(line: str) -> ast.expr:
    try:
        body = ast.parse(line.strip()).body
    except SyntaxError as trouble:
        place = trouble.offset or 1
        raise RefusedFormulaError(
            f"At character {place} the line is no Python: {trouble.msg}.", what="no Python", start=place - 1
        ) from None
    last = body[-1] if len(body) == 1 else None
    if isinstance(last, (ast.Expr, ast.Assign)):
        return last.value
    raise RefusedFormulaError("Give one line of pandas, such as table['Weeks'].sum().", what="no single line")


class _Reader:
    """One line under translation; every part that is not recognised is refused by name."""

    def __init__(self, line: str, table: Table) -> None:
        self.line = line.strip()
        self.table = table

    def refusal(self, node: ast.expr) -> RefusedFormulaError:
        """Say which part has no formula here."""
        part = ast.get_source_segment(self.line, node) or ast.unparse(node)
        return RefusedFormulaError(
            f"At character {node.col_offset + 1} {part} has no Excel formula here.",
            what=part,
            start=node.col_offset,
            stop=node.end_col_offset,
        )

    def value(self, node: ast.expr) -> str:
        """Return a part of the line as a part of a formula in row 2."""
        reader = _READERS.get(type(node))
        if reader is None:
            raise self.refusal(node)
        return reader(self, node)

    def letter(self, node: ast.expr) -> str | None:
        """Return the letters of `table["Weeks"]`, None for anything else."""
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "table":
            return self.letter_of(node.slice)
        return None

    def letter_of(self, name: ast.expr) -> str | None:
        """Return the letters of a column's name."""
        columns = self.table.columns
        if isinstance(name, ast.Constant) and str(name.value) in columns:
            return column_letters(columns.index(str(name.value)) + 1)
        return None

    def whole(self, letter: str) -> str:
        """Return a whole column of the table, fixed."""
        return f"${letter}$2:${letter}${self.table.last_row}"

    def column(self, node: ast.Subscript) -> str:
        letter = self.letter(node)
        if letter is None:
            raise self.refusal(node)
        return f"{letter}2"

    def constant(self, node: ast.Constant) -> str:
        if isinstance(node.value, str):
            return '"' + node.value.replace('"', '""') + '"'
        if isinstance(node.value, bool):
            return str(node.value).upper()
        if isinstance(node.value, (int, float)):
            return repr(node.value)
        raise self.refusal(node)

    def binary(self, node: ast.BinOp) -> str:
        left, right = self.value(node.left), self.value(node.right)
        if type(node.op) in _ARITHMETIC:
            return f"({left}{_ARITHMETIC[type(node.op)]}{right})"
        named = {ast.Mod: "MOD", ast.BitAnd: "AND", ast.BitOr: "OR"}.get(type(node.op))
        if named is None:
            raise self.refusal(node)
        return f"{named}({left},{right})"

    def comparison(self, node: ast.Compare) -> str:
        if len(node.ops) != 1 or type(node.ops[0]) not in _COMPARISONS:
            raise self.refusal(node)
        return f"({self.value(node.left)}{_COMPARISONS[type(node.ops[0])]}{self.value(node.comparators[0])})"

    def unary(self, node: ast.UnaryOp) -> str:
        if isinstance(node.op, ast.USub):
            return f"-{self.value(node.operand)}"
        if isinstance(node.op, ast.Invert):
            return f"NOT({self.value(node.operand)})"
        raise self.refusal(node)

    def attribute(self, node: ast.Attribute) -> str:
        inner = node.value
        if isinstance(inner, ast.Attribute) and inner.attr == "dt" and node.attr in _OF_DAY:
            return f"{_OF_DAY[node.attr]}({self.value(inner.value)})"
        raise self.refusal(node)

    def criteria(self, node: ast.expr) -> list[str]:
        """Return a mask as ranges and criteria, parts joined by `&`."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
            return self.criteria(node.left) + self.criteria(node.right)
        if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in _COMPARISONS:
            raise self.refusal(node)
        letter, literal = self.letter(node.left), node.comparators[0]
        if letter is None or not isinstance(literal, ast.Constant):
            raise self.refusal(node)
        sign, text = _COMPARISONS[type(node.ops[0])], self.constant(literal)
        if sign != "=":
            text = '"' + sign + text.strip('"') + '"'
        return [self.whole(letter), text]

    def call(self, node: ast.Call) -> str:
        if not isinstance(node.func, ast.Attribute):
            raise self.refusal(node)
        name, subject = node.func.attr, node.func.value
        if name == "where" and isinstance(subject, ast.Name) and subject.id == "np" and len(node.args) == 3:  # noqa: PLR2004 - np.where's three
            return f"IF({','.join(self.value(part) for part in node.args)})"
        if (
            isinstance(subject, ast.Attribute)
            and subject.attr == "str"
            and name in _OF_TEXT
            and not node.args
        ):
            return f"{_OF_TEXT[name]}({self.value(subject.value)})"
        if name in _AGGREGATES and not node.args and not node.keywords:
            return self.aggregate(node, name, subject)
        method = _METHODS.get(name)
        if method is None:
            raise self.refusal(node)
        return method(self, node, subject)

    def aggregate(self, node: ast.Call, name: str, subject: ast.expr) -> str:
        letter = self.letter(subject)
        if letter is not None:
            return f"{_AGGREGATES[name]}({self.whole(letter)})"
        if name == "sum" and isinstance(subject, (ast.Compare, ast.BinOp)):
            return f"COUNTIFS({','.join(self.criteria(subject))})"
        filtered = self.filtered(subject)
        if filtered is None or name not in _BY_CRITERIA:
            raise self.refusal(node)
        summed, mask = filtered
        return f"{_BY_CRITERIA[name]}({','.join([self.whole(summed), *self.criteria(mask)])})"

    def filtered(self, node: ast.expr) -> tuple[str, ast.expr] | None:
        """Return column and mask of `table.loc[mask, "Weeks"]`, None for anything else."""
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            return None
        if not isinstance(node.value, ast.Attribute) or node.value.attr != "loc" or len(node.slice.elts) != 2:  # noqa: PLR2004 - rows and column
            return None
        letter = self.letter_of(node.slice.elts[1])
        return None if letter is None else (letter, node.slice.elts[0])

    def filled_blanks(self, node: ast.Call, subject: ast.expr) -> str:
        """Return `.fillna(0)` as the cell itself, since a blank counts as 0."""
        if len(node.args) != 1 or not isinstance(node.args[0], ast.Constant) or node.args[0].value != 0:
            raise self.refusal(node)
        return self.value(subject)

    def running(self, node: ast.Call, subject: ast.expr) -> str:
        letter = self.letter(subject)
        if letter is None or node.args:
            raise self.refusal(node)
        return f"SUM(${letter}$2:{letter}2)"

    def rounded(self, node: ast.Call, subject: ast.expr) -> str:
        digits = self.value(node.args[0]) if node.args else "0"
        return f"ROUND({self.value(subject)},{digits})"

    def absolute(self, _: ast.Call, subject: ast.expr) -> str:
        return f"ABS({self.value(subject)})"

    def missing(self, _: ast.Call, subject: ast.expr) -> str:
        return f"ISBLANK({self.value(subject)})"

    def ranked(self, node: ast.Call, subject: ast.expr) -> str:
        """Return `.rank(method="min")` as RANK; without it pandas shares ties, which is RANK.AVG."""
        letter = self.letter(subject)
        given = {word.arg: getattr(word.value, "value", None) for word in node.keywords}
        name = {"min": "RANK.EQ", "average": "RANK.AVG"}.get(str(given.get("method", "average")))
        if letter is None or name is None:
            raise self.refusal(node)
        return f"{name}({letter}2,{self.whole(letter)},{0 if given.get('ascending') is False else 1})"

    def transformed(self, node: ast.Call, subject: ast.expr) -> str:
        """Return `table.groupby("Place")["Weeks"].transform("sum")` as SUMIFS over the row's own group."""
        grouped = subject.value if isinstance(subject, ast.Subscript) else None
        if (
            not isinstance(subject, ast.Subscript)
            or not isinstance(grouped, ast.Call)
            or len(grouped.args) != 1
        ):
            raise self.refusal(node)
        key, summed = self.letter_of(grouped.args[0]), self.letter_of(subject.slice)
        how = _BY_CRITERIA.get(str(getattr(node.args[0], "value", ""))) if node.args else None
        if key is None or summed is None or how is None:
            raise self.refusal(node)
        return f"{how}({self.whole(summed)},{self.whole(key)},{key}2)"


_READERS: dict[type, Callable[[_Reader, Any], str]] = {
    ast.Subscript: _Reader.column,
    ast.Constant: _Reader.constant,
    ast.BinOp: _Reader.binary,
    ast.Compare: _Reader.comparison,
    ast.UnaryOp: _Reader.unary,
    ast.Attribute: _Reader.attribute,
    ast.Call: _Reader.call,
}
_METHODS: dict[str, Callable[[_Reader, ast.Call, ast.expr], str]] = {
    "fillna": _Reader.filled_blanks,
    "cumsum": _Reader.running,
    "round": _Reader.rounded,
    "abs": _Reader.absolute,
    "isna": _Reader.missing,
    "rank": _Reader.ranked,
    "transform": _Reader.transformed,
}
