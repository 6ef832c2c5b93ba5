"""COUNTIF, SUMIFS and their family: cells counted or added where criteria hold."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from fingerpost.formulas.coercion import finite
from fingerpost.formulas.criteria import criterion_of, mask_of, numbers_of, test_of
from fingerpost.formulas.indexing import Places, index_for
from fingerpost.formulas.noting import note_matches
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import DIV0, VALUE, Array, Block, ExcelError, Result, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope

_Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
_FEW = 16  # so many times fewer places than cells are looked at one by one
_Reduce = Callable[[_Numbers], Value]


def _as_array(value: Value | Array) -> Array:
    return value if type(value) is Array else Array([[value]])  # type: ignore[list-item]  # a single value


def _all_hold(pairs: tuple[Value | Array, ...], shape: tuple[int, int]) -> Places | None:
    """Return the places where every criterion holds, or None where a range has another shape.

    Criteria that ask for one value narrow the places down first, those that need a look at each cell last.
    """
    arrays = [_as_array(cells) for cells in pairs[::2]]
    if any(array.shape != shape for array in arrays):
        return None
    found: Places | None = None
    later = []
    for array, wanted in zip(arrays, pairs[1::2], strict=True):
        index = index_for(array, criterion_of(wanted))  # type: ignore[arg-type]  # criteria are single values
        if index is None:
            later.append((array, wanted))
        else:
            found = index[0].places(index[1]) if found is None else index[0].among(index[1], found)
    for array, wanted in later:
        found = _narrowed(array, wanted, found)  # type: ignore[arg-type]  # criteria are single values
    return found


def _narrowed(array: Array, wanted: Value, found: Places | None) -> Places:
    """Return those of some places (None: of all) where a criterion holds."""
    if found is None:
        return np.flatnonzero(mask_of(array, wanted))
    if len(found) * _FEW < len(array.flat):
        holds = test_of(criterion_of(wanted))
        cells = array.flat
        return found[[place < len(cells) and holds(cells[place]) for place in found.tolist()]]
    mask = mask_of(array, wanted)
    inside = found[found < len(mask)]
    return inside[mask[inside]]


def _size_of(arrays: list[Array]) -> int:
    return max(len(array.flat) for array in arrays)


@excel("COUNTIFS", signature="re(re)*", scope=True)
def countifs(scope: "Scope", *pairs: Value | Array) -> Value:
    """How many places satisfy every criterion; whole columns are counted to the sheet's last row."""
    if len(pairs) % 2:
        return VALUE
    arrays = [_as_array(cells) for cells in pairs[::2]]
    height, width = arrays[0].shape
    held = _all_hold(pairs, (height, width))
    if held is None:
        return VALUE
    note_matches(scope, arrays[0], held)
    below = height * width - _size_of(arrays)
    if below and not all(test_of(criterion_of(wanted))(None) for wanted in pairs[1::2]):  # type: ignore[arg-type]  # single
        below = 0
    return float(len(held) + below)


excel("COUNTIF", signature="re", scope=True)(countifs)


def _reduced(cells: Array, places: Places, reduce: _Reduce) -> Value:
    """Return what `reduce` makes of the numbers at some places; the first error there is the result."""
    numbers = numbers_of(cells)
    if len(places) and places[-1] >= len(numbers):
        places = places[places < len(numbers)]
    if _has_errors(cells):
        for place in places:
            value = cells.flat[place]
            if type(value) is ExcelError:
                return value
    kept = numbers[places]
    return reduce(kept[~np.isnan(kept)])


def _has_errors(cells: Array) -> bool:
    known = cells.memo.get("has errors")
    if known is None:
        known = any(type(value) is ExcelError for value in cells.flat)
        cells.memo["has errors"] = known
    return bool(known)


def _over_criteria(reduce: _Reduce) -> Callable[..., Value]:
    def run(scope: "Scope", cells: Value | Array, *pairs: Value | Array) -> Value:
        if len(pairs) % 2:
            return VALUE
        array = _as_array(cells)
        held = _all_hold(pairs, array.shape)
        if held is None:
            return VALUE
        note_matches(scope, array, held)
        return _reduced(array, held, reduce)

    return run


def _added(numbers: _Numbers) -> Value:
    return finite(float(numbers.sum()))


def _averaged(numbers: _Numbers) -> Value:
    return finite(float(numbers.sum()) / len(numbers)) if len(numbers) else DIV0


excel("SUMIFS", signature="rre(re)*", scope=True)(_over_criteria(_added))
excel("AVERAGEIFS", signature="rre(re)*", scope=True)(_over_criteria(_averaged))
excel("MAXIFS", signature="rre(re)*", scope=True)(
    _over_criteria(lambda numbers: float(numbers.max()) if len(numbers) else 0.0)
)
excel("MINIFS", signature="rre(re)*", scope=True)(
    _over_criteria(lambda numbers: float(numbers.min()) if len(numbers) else 0.0)
)


def _over_one_criterion(reduce: _Reduce) -> Callable[..., Value]:
    def run(scope: "Scope", tested: Result, wanted: Value, summed: Result = None) -> Value:
        """Only the corner of the cells to add counts; their size is that of the tested ones."""
        if type(summed) is Block and type(tested) is Block:
            summed = summed._replace(
                bottom=summed.top + tested.height - 1, right=summed.left + tested.width - 1
            )
        tested_cells = _as_array(scope.values_of(tested))
        cells = tested_cells if summed is None else _as_array(scope.values_of(summed))
        held = _all_hold((tested_cells, wanted), tested_cells.shape)
        assert held is not None  # noqa: S101 - a range has its own shape
        note_matches(scope, tested_cells, held)
        return _reduced(cells, held, reduce)

    return run


excel("SUMIF", signature="ReR?", scope=True)(_over_one_criterion(_added))
excel("AVERAGEIF", signature="ReR?", scope=True)(_over_one_criterion(_averaged))
