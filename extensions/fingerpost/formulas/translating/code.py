"""Typed operations written out as pandas and as DuckDB SQL, with the rules they need carried along."""

import ast
import inspect
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from fingerpost.formulas.rules import dates, mathematics, numbers, rows, spans, spills, texts, workdays
from fingerpost.formulas.tables import ColumnName, Table
from fingerpost.formulas.translating import (  # noqa: F401 - they fill the table
    aggregates,
    choices,
    lookups,
    masks,
    scalars,
    views,
)
from fingerpost.formulas.translating import mathematics as _mathematics  # noqa: F401 - as above
from fingerpost.formulas.translating import workdays as _workdays  # noqa: F401 - as above
from fingerpost.formulas.translating.coercions import as_any, filled
from fingerpost.formulas.translating.columns import frame_of
from fingerpost.formulas.translating.nodes import lowered
from fingerpost.formulas.translating.operations import OPERATIONS
from fingerpost.formulas.translating.spills import SPILLING
from fingerpost.formulas.translating.typed import Place, Typed, constant
from fingerpost.formulas.tree import Formula

_WHOLE_DIGITS = 1e15  # whole numbers up to here are exact
_WORD = re.compile(r"\b_?[a-z]\w*")


class Code(NamedTuple):
    """A translation.

    The rules it carries, its last expression (pandas) or query (SQL), where its rows begin, whether it gives
    a row for each of the table's, or a list of another length.
    """

    rules: str
    expression: str
    first_row: int
    by_row: bool
    spills: bool = False

    @property
    def whole(self) -> str:
        """All of it, ready to run where `table` (pandas) or `data` (SQL) is the table."""
        return f"{self.rules}\n\n{self.expression}" if self.rules else self.expression


def plan_of(place: Place) -> Typed:
    """Return a formula's operations over a table; a blank result is shown as 0, as in a cell.

    Raises:
        UntranslatedError: a part that has no faithful translation, with the reason.
    """
    formula = place.formula
    typed = lowered(place, formula.root)
    if typed.blank and typed.kind == "text":
        return Typed("first_present", "any", (as_any(typed), as_any(constant(0.0))), by_row=typed.by_row)
    if typed.faded and typed.kind == "text":
        raise place.refusal(formula.root, "may come from a blank cell, which is shown as 0")
    if typed.kind == "logical" and typed.blank:
        return Typed("first_present", "any", (as_any(typed), as_any(constant(0.0))), by_row=typed.by_row)
    return filled(typed)


def to_pandas(formula: Formula, table: Table) -> Code:
    """Return faithful pandas.

    An expression over `table` that gives what Excel gives, errors as missing values.
    """
    return pandas_at(Place(formula, table))


def pandas_at(place: Place) -> Code:
    """Return faithful pandas of a formula at its place."""
    typed = plan_of(place)
    body = bare(written(typed, 0, python_literal, place.table.name))
    later = place.own_row - 2
    if later and typed.by_row:
        body = f"({body}).iloc[{later}:]"
    spills = typed.op in SPILLING
    return Code(carried_rules(body), f"result = {body}", place.own_row, typed.by_row, spills)


def to_sql(formula: Formula, table: Table) -> Code:
    """Return faithful DuckDB SQL: a query over `data` that gives what Excel gives, errors as NULL."""
    return sql_at(Place(formula, table))


def sql_at(place: Place, source: str = "data") -> Code:
    """Return faithful SQL of a formula at its place; `source` is what it calls its table, if it has one."""
    return sql_of(place, plan_of(place), source)


def sql_of(place: Place, typed: Typed, source: str) -> Code:
    """Return operations as a query over `source`."""
    if "excel_row" in (name.lower() for name in place.table.columns):
        raise place.refusal(
            place.formula.root,
            "stands beside a column named excel_row, which SQL needs for itself: rename it",
        )
    body = bare(written(typed, 1, _sql_literal))
    tables = _sheets(typed, source)
    sheet = f"WITH {tables}\n" if tables else ""
    if not typed.by_row:
        spills = typed.op in SPILLING
        shown = f"unnest({body})" if spills else body
        return Code(_sql_rules(body), f"{sheet}SELECT {shown} AS result", place.own_row, False, spills)  # noqa: FBT003 - one result
    inner = f"SELECT excel_row, {body} AS result\nFROM sheet"
    if place.own_row > 2:  # noqa: PLR2004 - the first row of data
        inner = f"SELECT excel_row, result FROM ({inner})\nWHERE excel_row >= {place.own_row}"
    return Code(_sql_rules(body), f"{sheet}{inner}\nORDER BY excel_row", place.own_row, by_row=True)


def _sheets(typed: Typed, source: str) -> str:
    """Return the tables a query reads, each with the rows of its sheet beside it."""
    named = {
        **({"sheet": source} if source else {}),
        **{f"sheet_{name}": name for name in sorted(_frames_under(typed)) if name},
    }
    return ",\n".join(
        f"{sheet} AS (SELECT row_number() OVER () + 1 AS excel_row, * FROM {table})"
        for sheet, table in named.items()
    )


def _frames_under(typed: Typed) -> set[str]:
    own = {frame_of(word) for word in typed.words if isinstance(word, ColumnName)}
    return own.union(*(_frames_under(arg) for arg in typed.args))


def _sheet(frame: str) -> str:
    return f"sheet_{frame}" if frame else "sheet"


def written(typed: Typed, language: int, literal: Callable[[object], str], table: str = "table") -> str:
    """Return an operation in a language, by its template; `table` is what pandas calls the table."""
    template = OPERATIONS[typed.op][language]
    operands = [written(arg, language, literal, table) for arg in typed.args]
    pieces = {f"w{place}": literal(word) for place, word in enumerate(typed.words)}
    pieces |= {f"i{place}": _identifier(word) for place, word in enumerate(typed.words)}
    pieces |= {f"x{place}": str(word) for place, word in enumerate(typed.words)}
    pieces |= pieces_of(typed, table)
    pieces["all"] = ", ".join(operands)
    pieces["rest"] = ", ".join(operands[1:])
    pieces["params"] = ", ".join(f"w{place}" for place in range(len(operands) - 1))
    if typed.op == "per_group":
        pieces["keys"], pieces["wanted"] = (", ".join(part) for part in halves(operands[3:]))
    pieces["nullifs"] = ", ".join(f"nullif({operand}, '')" for operand in operands)
    return template.format(*operands, **pieces)


def halves(operands: list[str]) -> tuple[list[str], list[str]]:
    """Return the keys of a group and what is wanted of them, which stand one after the other."""
    middle = len(operands) // 2
    return operands[:middle], operands[middle:]


def pieces_of(typed: Typed, table: str) -> dict[str, str]:
    """Return the names of the tables that a template may ask for."""
    named = next((word for word in typed.words if isinstance(word, str)), "")
    source = max(_frames_under(typed), default="")
    frame = frame_of(named)
    return {
        "op": typed.op,
        "table": table,
        "f0": frame or table,
        "s0": _sheet(frame),
        "source": _sheet(source),
    }


def _identifier(word: object) -> str:
    return '"' + str(word).replace('"', '""') + '"'


def python_literal(word: object) -> str:
    """Return a literal or a column name as Python writes it."""
    return (
        repr(int(word))
        if isinstance(word, float) and word == int(word) and abs(word) < _WHOLE_DIGITS
        else repr(word)
    )


def _sql_literal(word: object) -> str:
    if isinstance(word, bool):
        return str(word).upper()
    if isinstance(word, str):
        return "'" + word.replace("'", "''") + "'"
    if isinstance(word, float):
        return f"CAST({word!r} AS DOUBLE)" if word != int(word) or abs(word) >= _WHOLE_DIGITS else repr(word)
    return repr(word)


def bare(text: str) -> str:
    """Return an expression without brackets around the whole of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return text[1:-1] if place == len(text) - 1 and not text.startswith("(SELECT") else text
    return text


@cache
def _python_sources() -> dict[str, str]:
    trees = [
        ast.parse(inspect.getsource(module))
        for module in (rows, numbers, texts, dates, spans, mathematics, workdays, spills)
    ]
    functions = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.unparse(node) for node in functions}


@cache
def _macro_sources() -> dict[str, str]:
    text = files("fingerpost.formulas.rules").joinpath("rules.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("CREATE")]
    return {line.split("MACRO ")[1].split("(")[0]: line for line in lines}


def _needed(body: str, known: dict[str, str]) -> list[str]:
    """Return the rules a text names, those that these name too, each before what uses it."""
    found: dict[str, None] = {}

    def visit(text: str) -> None:
        for word in dict.fromkeys(_WORD.findall(text)):
            if word in known and word not in found and known[word] is not text:
                visit(known[word])
                found[word] = None

    visit(body)
    return list(found)


_IMPORTS = {
    "math.": "import math",
    "timedelta": "from datetime import date, timedelta",
    "Callable": "from collections.abc import Callable",
    "Any": "from typing import Any",
    "np.": "import numpy as np",
}


def carried_rules(body: str) -> str:
    """Return the rules that Python code names, with their imports, ready to stand above it."""
    sources = _python_sources()
    functions = [sources[name] for name in _needed(body, sources)]
    text = "\n\n\n".join(functions)
    imports = [line for mark, line in _IMPORTS.items() if mark in text or (mark == "np." and "np." in body)]
    return "\n".join(imports) + ("\n\n\n" if imports and text else "") + text


def _sql_rules(body: str) -> str:
    sources = _macro_sources()
    return "\n".join(sources[name] for name in _needed(body, sources))
