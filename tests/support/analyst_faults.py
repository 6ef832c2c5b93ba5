"""The faults that analysts make, put into a right answer in Python one at a time, by a fixed list.

Rows for children, a filter left out, `<` for `<=`, blanks kept or dropped, another join, another date column,
off by one, another group key. `analyst_faults_sql.py` does the same to SQL; `mutants.py` is the general list.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from fingerpost.spec.tables import Column, all_tables
from mutants import Mutant

Change = tuple[str, Callable[[ast.AST], ast.AST | None]]
"""A name, and what to do to a node: change it in place (None), or give the one to put there."""

_BOUNDS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_COUNTS = {"nunique": "count", "count": "nunique"}
_MASKS = {
    "isin",
    "isna",
    "notna",
    "isnull",
    "notnull",
    "between",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "duplicated",
}
_JOINS = {"left": "inner", "inner": "left", "outer": "inner", "right": "left"}
_GROUPING = {"groupby", "pivot_table", "crosstab", "value_counts", "set_index"}


@cache
def _other_columns(kind: str) -> dict[str, str]:
    """Return for each date column, or each column with a code set, the next of its table."""

    def is_of_kind(column: Column) -> bool:
        return column.type.lower() == "date" if kind == "date" else bool(column.codeset)

    found: dict[str, str] = {}
    for table in all_tables():
        names = [column.name for column in table.columns if is_of_kind(column)]
        for name, other in zip(names, names[1:] + names[:1], strict=True):
            if name != other:
                found.setdefault(name, other)
    return found


def other_date(name: str) -> str:
    """Return another date column of the same table, '' where there is none."""
    return _other_columns("date").get(name, "")


def other_key(name: str) -> str:
    """Return another column with codes of the same table, '' where there is none."""
    return _other_columns("code").get(name, "")


def next_days(text: str) -> list[str]:
    """Return the day before and the day after a date in text, nothing for other text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return []
    return [str(day - timedelta(1)), str(day + timedelta(1))]


def faults_in(source: str) -> list[Mutant]:
    """Return every faulty twin of a source, each once, named by its fault and line."""
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    masks = _mask_names(tree)
    made: dict[str, Mutant] = {}
    for place, node in enumerate(ast.walk(tree)):
        for name, change in _changes(node, masks):
            twin: ast.AST = copy.deepcopy(tree)
            target = list(ast.walk(twin))[place]
            put = change(target)
            if put is not None:
                twin = _Put(target, put).visit(twin)
            text = ast.unparse(ast.fix_missing_locations(twin))
            if text != plain:
                made.setdefault(text, Mutant(f"{name}, line {getattr(node, 'lineno', 0)}", text))
    return list(made.values())


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else super().generic_visit(node)


def _mask_names(tree: ast.AST) -> frozenset[str]:
    """Return the names that hold a column of yes and no."""
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    return frozenset(
        target.id
        for node in assigned
        if _is_mask(node.value, frozenset())
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def _is_mask(node: ast.AST, masks: frozenset[str]) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitAnd | ast.BitOr)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Invert)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in _MASKS
    return isinstance(node, ast.Compare) or (isinstance(node, ast.Name) and node.id in masks)


def _changes(node: ast.AST, masks: frozenset[str]) -> Iterator[Change]:
    """Give each fault this node may have."""
    if isinstance(node, ast.Subscript):
        yield from _without_filter(node, masks)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        yield "half a condition", lambda held: held.left  # type: ignore[attr-defined]  # a BinOp
        yield "other half of a condition", lambda held: held.right  # type: ignore[attr-defined]  # as above
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _BOUNDS:
        yield "bound turned", _setting("ops", [_BOUNDS[type(node.ops[0])]()])
    if isinstance(node, ast.Attribute) and node.attr in _COUNTS:
        yield f"{node.attr} to {_COUNTS[node.attr]}", _setting("attr", _COUNTS[node.attr])
    if isinstance(node, ast.Constant):
        yield from _of_a_constant(node)
    if isinstance(node, ast.Call):
        yield from _of_a_call(node)


def _without_filter(node: ast.Subscript, masks: frozenset[str]) -> Iterator[Change]:
    if _is_mask(node.slice, masks):
        whole = (
            node.value.value if _is_loc(node.value) and isinstance(node.value, ast.Attribute) else node.value
        )
        yield f"filter left out of {ast.unparse(whole)[:30]}", _whole
    elif isinstance(node.slice, ast.Tuple) and _is_mask(node.slice.elts[0], masks):
        yield "filter left out of loc", _all_rows


def _is_loc(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "loc"


def _whole(held: ast.AST) -> ast.AST:
    assert isinstance(held, ast.Subscript)
    is_loc = _is_loc(held.value) and isinstance(held.value, ast.Attribute)
    return held.value.value if is_loc else held.value  # type: ignore[attr-defined]  # a loc's frame


def _all_rows(held: ast.AST) -> None:
    assert isinstance(held, ast.Subscript)
    assert isinstance(held.slice, ast.Tuple)
    held.slice.elts[0] = ast.Slice()


def _of_a_constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool):
        for other in (value - 1, value + 1):
            yield f"off by one: {value} to {other}", _setting("value", other)
    if isinstance(value, str):
        for day in next_days(value):
            yield f"off by one: {value} to {day}", _setting("value", day)
        if other_date(value):
            yield f"another date: {value} to {other_date(value)}", _setting("value", other_date(value))
        if value in _COUNTS:
            yield f"{value} to {_COUNTS[value]}", _setting("value", _COUNTS[value])


def _of_a_call(node: ast.Call) -> Iterator[Change]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    told = {keyword.arg: keyword for keyword in node.keywords}
    if called in {"fillna", "dropna", "drop_duplicates", "query"}:
        yield f"step {called} left out", lambda held: held.func.value  # type: ignore[attr-defined]  # a method's call
    if called == "between" and "inclusive" not in told:
        yield "bound turned", _with_keyword("inclusive", "neither")
    if called == "groupby":
        keeps = "dropna" in told and getattr(told["dropna"].value, "value", True) is False
        yield f"blanks {'dropped' if keeps else 'kept'}", _with_keyword("dropna", keeps)
    if called == "len":
        yield "rows to children", _children_of
    if called in {"merge", "join"}:
        how = (
            str(getattr(told["how"].value, "value", ""))
            if "how" in told
            else ("inner", "left")[called == "join"]
        )
        if how in _JOINS:
            yield f"{how} join to {_JOINS[how]}", _with_keyword("how", _JOINS[how])
    if called in _GROUPING:
        yield from _other_keys(node)


def _other_keys(node: ast.Call) -> Iterator[Change]:
    for at, inner in enumerate(ast.walk(node)):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and other_key(inner.value):
            name = f"another key: {inner.value} to {other_key(inner.value)}"
            yield name, _setting_within(at, other_key(inner.value))


def _setting(name: str, value: object) -> Callable[[ast.AST], None]:
    return lambda node: setattr(node, name, value)


def _setting_within(at: int, value: object) -> Callable[[ast.AST], None]:
    return lambda node: setattr(list(ast.walk(node))[at], "value", value)


def _with_keyword(name: str, value: object) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Call)
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != name]
        node.keywords.append(ast.keyword(name, ast.Constant(value)))  # type: ignore[arg-type]  # a plain constant

    return change


def _children_of(node: ast.AST) -> ast.AST:
    """Turn `len(rows)` into the number of different children in the rows."""
    assert isinstance(node, ast.Call)
    column = ast.Subscript(node.args[0], ast.Constant("CHILD"), ast.Load())
    return ast.Call(ast.Attribute(column, "nunique", ast.Load()), [], [])
