"""Columns whose formula reads its own rows above: running totals as `cumsum`, the rest a row at a time."""

from collections.abc import Iterator
from dataclasses import replace

from fingerpost.formulas.translating.code import Code, bare, pandas_at
from fingerpost.formulas.translating.typed import Place
from fingerpost.formulas.tree import Binary, Cell, Node, Unary, walk
from fingerpost.formulas.workbooks.fills import Fill
from fingerpost.formulas.workbooks.running import row_list

_MOST_ROWS = 20_000  # rows worked out one at a time: a millisecond each


def codes_of_own_rows(place: Place, fill: Fill) -> Iterator[Code]:
    """Give a running total where the formula is one, then the same a row at a time.

    Raises:
        UntranslatedError: no running total, and too many rows for the other way.
    """
    region = fill.region
    assert region is not None  # noqa: S101 - only columns read their own rows
    kept = [row for row in region.rows if row not in set(fill.rows)]
    step = _step(place, fill)
    if step is not None and kept == [fill.row - 1]:
        code = pandas_at(replace(place, formula=place.formula._replace(root=step)))
        if code.by_row:
            yield code._replace(expression=f"result = {_saved(fill, code, kept, place.own_row - 2)}.cumsum()")
    if len(fill.rows) > _MOST_ROWS:
        raise place.refusal(
            place.formula.root, f"reads its own rows above, over more rows than {_MOST_ROWS:,}, one by one"
        )
    code = pandas_at(place)
    back = place.own_row - 2
    body = code.expression.removeprefix("result = ")
    whole = f"row_by_row({place.table.name}, {fill.heading!r}, {back}, lambda {place.table.name}: {body},"
    yield code._replace(expression=f"result = {whole} {_typed_in(fill, kept)})")


def _saved(fill: Fill, code: Code, kept: list[int], later: int) -> str:
    """Return what each row adds, the row above the first as it is saved."""
    body = code.expression.removeprefix("result = ")
    if later:
        body = bare(body.removesuffix(f".iloc[{later}:]"))
    return f"as_saved({body}, sheets[{fill.page.name!r}], {fill.letters!r}, {kept!r})"


def _typed_in(fill: Fill, kept: list[int]) -> str:
    """Return the column with what is saved where the formula does not stand, missing elsewhere."""
    region = fill.region
    assert region is not None  # noqa: S101 - the caller looked
    empty = f"pd.Series(None, index={region.name}.index, dtype=object)"
    return f"as_saved({empty}, sheets[{fill.page.name!r}], {fill.letters!r}, {row_list(tuple(kept))})"


def _step(place: Place, fill: Fill) -> Node | None:
    """Return what each row adds, where the formula is its own cell above plus that, else None."""
    assert fill.region is not None  # noqa: S101 - the caller looked
    own = fill.column - fill.region.left + 1
    terms = list(_terms(place.formula.root, 1))
    above = [
        (sign, node)
        for sign, node in terms
        if isinstance(node, Cell) and node.column == own and node.row == place.own_row - 1
    ]
    rest = [(sign, node) for sign, node in terms if (sign, node) not in above]
    if len(above) != 1 or above[0][0] < 0 or not rest or any(_reads(node, own) for _, node in rest):
        return None
    rest.sort(key=lambda one: -one[0])
    sign, total = rest[0]
    total = total if sign > 0 else Unary(total.start, total.stop, "-", total)
    for sign, node in rest[1:]:
        total = Binary(total.start, node.stop, "+" if sign > 0 else "-", total, node)
    return total


def _terms(node: Node, sign: int) -> Iterator[tuple[int, Node]]:
    """Give the parts of a sum, each with the sign it has."""
    if isinstance(node, Binary) and node.operator in {"+", "-"}:
        yield from _terms(node.left, sign)
        yield from _terms(node.right, sign if node.operator == "+" else -sign)
    else:
        yield sign, node


def _reads(node: Node, column: int) -> bool:
    return any(isinstance(part, Cell) and part.column == column for part in walk(node))
