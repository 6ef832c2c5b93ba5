"""Which line has to stand above which: what an author's lines read and make, worked out from the code."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Need:
    """A line that has to stand above another: its place in the author's order, and the name that says why."""

    place: int
    name: str
    uses: bool
    """Whether the other line uses what this one makes; if not, it would change the name too early."""


def needs_of(lines: Sequence[str]) -> tuple[tuple[Need, ...], ...]:
    """Return for each line, in the author's order, the lines that every order that works has above it.

    Two lines may change places where neither makes or changes a name that the other reads, makes or changes:
    then both orders do the same. A value changed by a method, such as `pop`, is not seen. Lines that are no
    statement by themselves, such as those of a block, have the author's order and no other.
    """
    touched = [_touched(line) for line in lines]
    if any(one is None for one in touched):
        return tuple(
            tuple(Need(above, "", uses=True) for above in range(place)) for place in range(len(lines))
        )
    known = _one_name_each([one for one in touched if one is not None])
    return tuple(
        tuple(need for above in range(place) if (need := _need(above, known[above], known[place])))
        for place in range(len(known))
    )


@dataclass(frozen=True)
class _Touched:
    """The names a line reads, those it makes or changes, and two names it makes one thing of (`b = a`)."""

    reads: frozenset[str]
    makes: frozenset[str]
    same: tuple[str, str] | None = None


def _need(place: int, above: _Touched, below: _Touched) -> Need | None:
    used = sorted(above.makes & below.reads)
    early = sorted(below.makes & (above.reads | above.makes))
    return Need(place, [*used, *early][0], uses=bool(used)) if used or early else None


def _touched(line: str) -> _Touched | None:
    """Return what a line touches, or None where it is not one whole statement that stands alone."""
    try:
        made = ast.parse(line).body
    except SyntaxError:  # an indented line, or one that goes on in the next
        return None
    if len(made) != 1 or isinstance(made[0], _BLOCKS):
        return None
    (statement,) = made
    names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
    reads = {name.id for name in names if isinstance(name.ctx, ast.Load)}
    makes = {name.id for name in names if not isinstance(name.ctx, ast.Load)}
    makes |= {_root(node) for node in ast.walk(statement) if _is_written_into(node)}
    makes |= {(word.asname or word.name).split(".")[0] for word in getattr(statement, "names", ())}
    if isinstance(statement, ast.AugAssign):
        reads |= {_root(statement.target)}
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        makes |= {_root(statement.value.func)}  # called for what it does, as print and append are
    return _Touched(frozenset(reads - {""}), frozenset(makes - {""}), _two_names(statement))


def _is_written_into(node: ast.AST) -> bool:
    """Return whether the node is `table["column"]`, `table.loc[...]` or `table.name` left of a =."""
    return isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load)


def _root(node: ast.AST) -> str:
    """Return the name that a chain of brackets, dots and calls begins with, or nothing."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _two_names(statement: ast.stmt) -> tuple[str, str] | None:
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name):
        (target, *_) = statement.targets
        return (target.id, statement.value.id) if isinstance(target, ast.Name) else None
    return None


def _one_name_each(touched: list[_Touched]) -> list[_Touched]:
    """Return the lines with names for one and the same thing written as one."""
    name_of: dict[str, str] = {}
    for one in touched:
        if one.same:
            new, old = (name_of.get(name, name) for name in one.same)
            name_of = {name: old if now == new else now for name, now in name_of.items()} | {new: old}
    return [
        _Touched(
            frozenset(name_of.get(name, name) for name in one.reads),
            frozenset(name_of.get(name, name) for name in one.makes),
        )
        for one in touched
    ]
