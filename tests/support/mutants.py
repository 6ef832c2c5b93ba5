"""Small faults put into a right answer, one at a time, by a fixed list of operators.

The list is fixed before any module is written, so that a module cannot be tuned to it: comparisons turned,
`&` for `|`, counts and middles of another kind, options of a call left out or turned round, numbers ten times
off, a step of a chain left out.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.GtE,),
    ast.LtE: (ast.Gt,),
    ast.Gt: (ast.LtE,),
    ast.GtE: (ast.Lt,),
}
_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
_METHODS = {
    "nunique": ("count", "size"),
    "count": ("nunique",),
    "size": ("nunique",),
    "median": ("mean", "max"),
    "mean": ("median",),
    "sum": ("max",),
    "min": ("max",),
    "max": ("min",),
    "isna": ("notna",),
    "notna": ("isna",),
}
_LEFT_OUT = {"drop_duplicates", "fillna", "reindex", "isin", "sort_values", "dropna"}
_KEYWORDS = {"dropna", "margins", "normalize", "fill_value", "how", "ascending"}


@dataclass(frozen=True)
class Mutant:
    """A faulty answer and which operator made it, on which line."""

    name: str
    source: str


def mutants_of(source: str) -> list[Mutant]:
    """Return every mutant of a source, each once."""
    tree = ast.parse(source)
    made: dict[str, Mutant] = {}
    plain = ast.unparse(tree)
    for place, node in enumerate(ast.walk(tree)):
        for operator, change in _changes(node):
            twin = copy.deepcopy(tree)
            target = list(ast.walk(twin))[place]
            change(target)
            text = ast.unparse(ast.fix_missing_locations(twin))
            if text != plain:
                made.setdefault(text, Mutant(f"{operator}, line {getattr(node, 'lineno', 0)}", text))
    return list(made.values())


_Change = tuple[str, Callable[[ast.AST], None]]


def _changes(node: ast.AST) -> Iterator[_Change]:
    """Give each fault this node may have."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        for other in _COMPARE[type(node.ops[0])]:
            yield "comparison turned", _set("ops", [other()])
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        yield "operator turned", _set("op", _BINARY[type(node.op)]())
    if isinstance(node, ast.Attribute) and node.attr in _METHODS:
        for name in _METHODS[node.attr]:
            yield f"{node.attr} to {name}", _set("attr", name)
    if isinstance(node, ast.Constant):
        yield from _constants(node)
    if isinstance(node, ast.Call):
        yield from _calls(node)


def _constants(node: ast.Constant) -> Iterator[_Change]:
    if isinstance(node.value, bool):
        yield "flag turned", _set("value", not node.value)
    elif isinstance(node.value, int | float) and node.value:
        yield "ten times off", _set("value", node.value * 10)


def _calls(node: ast.Call) -> Iterator[_Change]:
    for place, keyword in enumerate(node.keywords):
        if keyword.arg in _KEYWORDS:
            yield f"without {keyword.arg}", _without_keyword(place)
    if isinstance(node.func, ast.Attribute) and node.func.attr in _LEFT_OUT:
        yield f"step {node.func.attr} left out", _step_left_out


def _set(name: str, value: object) -> Callable[[ast.AST], None]:
    return lambda node: setattr(node, name, value)


def _without_keyword(place: int) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Call)
        del node.keywords[place]

    return change


def _step_left_out(node: ast.AST) -> None:
    """Turn `x.step(…)` into `x.copy()`, which leaves the value as it is."""
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Attribute)
    node.func.attr, node.args, node.keywords = "copy", [], []
