"""The faults of `analyst_faults.py`, put into a right answer in SQL one at a time."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlglot
from analyst_faults import next_days, other_date, other_key
from mutants import Mutant
from sqlglot import exp

_BOUNDS: dict[type, type] = {
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
}
_PEOPLE = ("CHILD", "LAchildID", "Child_Unique_ID", "child_id")
"""What names a child, by schema: rows are counted by it where children are asked."""

Node = Any  # sqlglot's types do not say what a kind of node holds
Change = tuple[str, Callable[[Node], Node]]
"""A name, and what to do to a node: change it in place (None), or give the one to put there."""


def faults_in_sql(query: str) -> list[Mutant]:
    """Return every faulty twin of a query, each once, named by its fault and where in the query it lies."""
    tree = sqlglot.parse_one(query, read="duckdb")
    plain = tree.sql("duckdb")
    made: dict[str, Mutant] = {}
    for place, node in enumerate(tree.walk()):
        for name, change in _changes(node, query):
            twin = tree.copy()
            target = list(twin.walk())[place]
            put = change(target)
            if put is not None and target is not put:
                target.replace(put)
            text = twin.sql("duckdb")
            if text != plain:
                made.setdefault(text, Mutant(f"{name}, node {place}", text))
    return list(made.values())


def _changes(node: Node, query: str) -> Iterator[Change]:
    """Give each fault this node may have."""
    for kinds, faults in _FAULTS.items():
        if isinstance(node, kinds):
            yield from faults(node, query)


def _of_a_condition(node: Node, _query: str) -> Iterator[Change]:
    if isinstance(node, exp.And | exp.Or):
        yield f"half a condition ({node.left.sql()[:30]})", lambda held: held.left.copy()
        yield f"half a condition ({node.right.sql()[:30]})", lambda held: held.right.copy()
    elif isinstance(node, exp.Filter):
        yield "filter left out", lambda held: held.this.copy()
    else:
        yield f"{node.key} left out", _left_out


def _of_a_bound(node: Node, _query: str) -> Iterator[Change]:
    if isinstance(node, exp.Between):
        yield "bound turned", _open_between
        return
    yield (
        f"bound turned ({node.sql()[:30]})",
        lambda held: _BOUNDS[type(held)](this=held.this.copy(), expression=held.expression.copy()),
    )


def _of_a_blank(_node: Node, _query: str) -> Iterator[Change]:
    yield "blanks left as they are", lambda held: held.this.copy()


def _of_a_count(node: Node, query: str) -> Iterator[Change]:
    if isinstance(node.this, exp.Distinct):
        yield "distinct count to count", lambda held: exp.Count(this=held.this.expressions[0].copy())
        return
    people = next((name for name in _PEOPLE if name in query), "")
    column = exp.column(people) if isinstance(node.this, exp.Star) else node.this.copy()
    if people or not isinstance(node.this, exp.Star):
        yield (
            "count to distinct count",
            lambda _held: exp.Count(this=exp.Distinct(expressions=[column.copy()])),
        )


def _of_a_join(node: Node, _query: str) -> Iterator[Change]:
    if node.args.get("kind"):
        return
    side = str(node.args.get("side") or "")
    if side:
        yield f"{side.lower()} join to inner", lambda held: held.set("side", None)
    elif node.args.get("using") or node.args.get("on"):
        yield "inner join to left", lambda held: held.set("side", "LEFT")


def _of_a_literal(node: Node, _query: str) -> Iterator[Change]:
    if node.is_string:
        for day in next_days(node.name):
            yield f"off by one: {node.name} to {day}{_beside(node)}", _as_text(day)
    elif node.is_int and not isinstance(node.parent, exp.DataTypeParam):
        for number in (int(node.name) - 1, int(node.name) + 1):
            yield f"off by one: {node.name} to {number}{_beside(node)}", _as_number(number)


def _beside(node: Node) -> str:
    """Return ' of DEC' for a literal that is compared or reckoned with DEC."""
    above = node.parent
    while above is not None and not isinstance(above, exp.Select):
        column = above.find(exp.Column)
        if column is not None:
            return f" of {column.name}"
        above = above.parent
    return ""


def _of_a_column(node: Node, _query: str) -> Iterator[Change]:
    other = other_date(node.name)
    if other:
        beside = node.parent.sql()[:30] if node.parent is not None else ""
        yield f"another date: {node.name} to {other} in {beside}", _as_column(other)
    select = node.parent_select
    is_key = isinstance(node.parent, exp.Select) and select is not None and select.args.get("group")
    if is_key and other_key(node.name):
        yield f"another key: {node.name} to {other_key(node.name)}", _aliased(other_key(node.name), node.name)
    if is_key:
        yield f"blanks of {node.name} dropped", _without_blanks(node.name)


def _left_out(node: Node) -> None:
    assert node.parent is not None
    node.parent.set(node.key, None)


def _open_between(node: Node) -> Node:
    low = exp.GT(this=node.this.copy(), expression=node.args["low"].copy())
    return exp.Paren(
        this=exp.And(this=low, expression=exp.LT(this=node.this.copy(), expression=node.args["high"].copy()))
    )


def _as_text(text: str) -> Callable[[Node], Node]:
    return lambda _node: exp.Literal.string(text)


def _as_number(number: int) -> Callable[[Node], Node]:
    return lambda _node: exp.Literal.number(number)


def _as_column(name: str) -> Callable[[Node], Node]:
    return lambda node: exp.column(name, table=node.args.get("table"))


def _aliased(other: str, name: str) -> Callable[[Node], Node]:
    return lambda node: exp.alias_(exp.column(other, table=node.args.get("table")), name)


def _without_blanks(name: str) -> Callable[[Node], None]:
    def change(node: Node) -> None:
        select = node.parent_select
        assert select is not None
        select.where(exp.column(name).is_(exp.null()).not_(), copy=False)

    return change


_FAULTS: dict[tuple[type, ...], Callable[[Node, str], Iterator[Change]]] = {
    (exp.Count,): _of_a_count,
    (exp.Where, exp.Having, exp.Qualify, exp.And, exp.Or, exp.Filter): _of_a_condition,
    (*_BOUNDS, exp.Between): _of_a_bound,
    (exp.Coalesce,): _of_a_blank,
    (exp.Join,): _of_a_join,
    (exp.Literal,): _of_a_literal,
    (exp.Column,): _of_a_column,
}
