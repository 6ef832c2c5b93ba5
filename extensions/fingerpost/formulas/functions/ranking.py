"""Ranks, largest and smallest, percentiles, and the aggregates of a filtered list."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from fingerpost.formulas.coercion import to_number
from fingerpost.formulas.functions.arithmetic import add_up, cell_numbers, multiply_up, numbers_among
from fingerpost.formulas.functions.statistics import AGGREGATES
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import NA, NUM, VALUE, Array, Block, Blocks, ExcelError, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope

_NESTED_FUNCTIONS = 14


def _ranked(tied: Callable[[int, int], float]) -> Callable[..., Value]:
    """Return a rank where `tied` turns (first place, how many share it) into the rank."""

    def run(number: float, values: Value | Array, ascending: float = 0.0) -> Value:
        numbers = numbers_among((values,))
        if type(numbers) is ExcelError:
            return numbers
        equal = sum(other == number for other in numbers)  # type: ignore[union-attr]  # a list by now
        if not equal:
            return NA
        before = sum(other < number if ascending else other > number for other in numbers)  # type: ignore[union-attr]  # a list
        return tied(before + 1, equal)

    return run


excel("RANK", "RANK.EQ", signature="nrn?")(_ranked(lambda place, _: float(place)))
excel("RANK.AVG", signature="nrn?")(_ranked(lambda place, equal: place + (equal - 1) / 2))


def _nth(*, largest: bool) -> Callable[..., Value]:
    def run(values: Value | Array, place: float) -> Value:
        numbers = numbers_among((values,))
        if type(numbers) is ExcelError:
            return numbers
        at = math.ceil(place)
        if not 1 <= at <= len(numbers):  # type: ignore[arg-type]  # a list by now
            return NUM
        return sorted(numbers, reverse=largest)[at - 1]  # type: ignore[arg-type]  # a list by now

    return run


excel("LARGE", signature="rn")(_nth(largest=True))
excel("SMALL", signature="rn")(_nth(largest=False))


def _inclusive(numbers: list[float], share: float) -> Value:
    if not numbers or not 0 <= share <= 1:
        return NUM
    return _between(sorted(numbers), share * (len(numbers) - 1))


def _exclusive(numbers: list[float], share: float) -> Value:
    place = share * (len(numbers) + 1) - 1
    if not numbers or not 0 <= place <= len(numbers) - 1:
        return NUM
    return _between(sorted(numbers), place)


def _between(ordered: list[float], place: float) -> float:
    low = math.floor(place)
    if low + 1 >= len(ordered):
        return ordered[-1]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


def _percentile(compute: Callable[[list[float], float], Value], parts: int) -> Callable[..., Value]:
    def run(values: Value | Array, share: float) -> Value:
        numbers = numbers_among((values,))
        if type(numbers) is ExcelError:
            return numbers
        wanted = math.trunc(share) / parts if parts > 1 else share
        return compute(numbers, wanted)  # type: ignore[arg-type]  # a list by now

    return run


excel("PERCENTILE", "PERCENTILE.INC", signature="rn")(_percentile(_inclusive, 1))
excel("PERCENTILE.EXC", signature="rn")(_percentile(_exclusive, 1))
excel("QUARTILE", "QUARTILE.INC", signature="rn")(_percentile(_inclusive, 4))
excel("QUARTILE.EXC", signature="rn")(_percentile(_exclusive, 4))


@excel("PERCENTRANK", "PERCENTRANK.INC", signature="rnn?")
def percentrank(values: Value | Array, number: float, digits: float = 3.0) -> Value:
    """How far up the list a number stands, cut (not rounded) to some digits."""
    numbers = numbers_among((values,))
    if type(numbers) is ExcelError:
        return numbers
    ordered: list[float] = sorted(numbers)  # type: ignore[arg-type]  # a list by now
    if not ordered or not ordered[0] <= number <= ordered[-1]:
        return NA
    if len(ordered) == 1:
        return 1.0
    below = sum(other < number for other in ordered)
    place = float(below)
    if number not in ordered:
        low, high = ordered[below - 1], ordered[below]
        place = below - 1 + (number - low) / (high - low)
    scale = 10.0 ** int(digits)
    return math.floor(float(f"{place / (len(ordered) - 1) * scale:.15g}")) / scale


_BY_NUMBER: dict[int, Callable[[list[float]], Value]] = {
    1: AGGREGATES["AVERAGE"],
    4: AGGREGATES["MAX"],
    5: AGGREGATES["MIN"],
    6: multiply_up,
    7: AGGREGATES["STDEV.S"],
    8: AGGREGATES["STDEV.P"],
    9: add_up,
    10: AGGREGATES["VAR.S"],
    11: AGGREGATES["VAR.P"],
    12: AGGREGATES["MEDIAN"],
    13: AGGREGATES["MODE.SNGL"],
}
_COUNT, _COUNTA = 2, 3
_HIDDEN_TOO = 100
_LAST_SUBTOTAL = 11


@excel("SUBTOTAL", signature="nR(R)*", scope=True)
def subtotal(scope: "Scope", which: float, *references: Block | Blocks) -> Value:
    """An aggregate of what the filter shows, other SUBTOTALs passed over.

    From 101 on without hidden rows too.
    """
    code = int(which)
    if not (1 <= code <= _LAST_SUBTOTAL or 1 <= code - _HIDDEN_TOO <= _LAST_SUBTOTAL):
        return VALUE
    cells = _visible(scope, references, code > _HIDDEN_TOO)
    return VALUE if cells is None else _aggregated(code % _HIDDEN_TOO, cells)


def _visible(scope: "Scope", references: tuple[Block | Blocks, ...], no_hidden: bool) -> list[Value] | None:  # noqa: FBT001 - private
    """Return the cells that count; None where an argument is no reference.

    Hidden rows leave too under a filter's codes 1 to 11, since a saved sheet does not tell filtered
    from hidden.
    """
    del no_hidden
    cells: list[Value] = []
    for reference in references:
        parts = reference.parts if type(reference) is Blocks else (reference,)
        for part in parts:
            if type(part) is not Block:
                return None
            cells.extend(_visible_cells(scope, part))
    return cells


def _visible_cells(scope: "Scope", block: Block) -> list[Value]:
    array = scope.book.array(block)
    hidden = scope.book.hidden_rows.get(block.sheet.lower(), frozenset())
    inner = scope.book.subtotals
    if not hidden and not inner:
        return array.flat
    sheet = block.sheet.lower()
    return [
        value
        for offset, row in enumerate(array.rows)
        if block.top + offset not in hidden
        for place, value in enumerate(row)
        if (sheet, block.top + offset, block.left + place) not in inner
    ]


def _aggregated(code: int, cells: list[Value]) -> Value:
    if code == _COUNT:
        return float(sum(type(cell) is float for cell in cells))
    if code == _COUNTA:
        return float(sum(cell is not None for cell in cells))
    numbers = cell_numbers(Array([[cell] for cell in cells]))
    return numbers if type(numbers) is ExcelError else _BY_NUMBER[code](numbers)  # type: ignore[arg-type]  # a list by now


_ERRORS_PASSED_OVER = {2, 3, 6, 7}
_WITH_PLACE: dict[int, Callable[..., Value]] = {
    14: _nth(largest=True),
    15: _nth(largest=False),
    16: _percentile(_inclusive, 1),
    17: _percentile(_inclusive, 4),
    18: _percentile(_exclusive, 1),
    19: _percentile(_exclusive, 4),
}


@excel("AGGREGATE", signature="nnR(R)*", scope=True)
def aggregate(
    scope: "Scope", which: float, option: float, *references: Block | Blocks | Value | Array
) -> Value:
    """An aggregate with a choice of what is passed over: hidden rows, errors, other SUBTOTALs."""
    code, choice = int(which), int(option)
    if not 1 <= code <= 19 or not 0 <= choice <= 7:  # noqa: PLR2004 - the documented codes
        return VALUE
    if code >= _NESTED_FUNCTIONS:
        if len(references) != 2:  # noqa: PLR2004 - values and a place
            return VALUE
        values = scope.values_of(references[0])
        cells = values.flat if type(values) is Array else [values]
    else:
        values = scope.values_of(references[0])
        cells = _visible(scope, references, False) if type(references[0]) in {Block, Blocks} else None  # type: ignore[arg-type, assignment]  # noqa: FBT003 - private
        if cells is None:
            return VALUE
    if choice in _ERRORS_PASSED_OVER:
        cells = [cell for cell in cells if type(cell) is not ExcelError]
    if code < _NESTED_FUNCTIONS:
        return _aggregated(code, cells)  # type: ignore[arg-type]  # single values
    place = to_number(scope.settled(references[1]))  # type: ignore[arg-type]  # a single place
    return place if type(place) is ExcelError else _WITH_PLACE[code](Array([[cell] for cell in cells]), place)  # type: ignore[list-item]  # single values


@excel("FREQUENCY", signature="aa")
def frequency(values: Value | Array, edges: Value | Array) -> Value | Array:
    """How many numbers fall up to each edge, and one count more for those above the last."""
    numbers, bounds = numbers_among((values,)), numbers_among((edges,))
    for part in (numbers, bounds):
        if type(part) is ExcelError:
            return part
    ordered: list[float] = sorted(bounds)  # type: ignore[arg-type]  # a list by now
    counts = [0.0] * (len(ordered) + 1)
    for number in numbers:  # type: ignore[union-attr]  # a list by now
        counts[next((place for place, edge in enumerate(ordered) if number <= edge), len(ordered))] += 1
    return Array([[amount] for amount in counts])
