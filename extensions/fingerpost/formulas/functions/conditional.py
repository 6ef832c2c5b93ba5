"""COUNTIF, SUMIFS and their family: cells counted or added where criteria hold."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from fingerpost.formulas.coercion import finite
from fingerpost.formulas.criteria import Mask, criterion_of, mask_of, numbers_of, test_of
from fingerpost.formulas.noting import note_matches
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import DIV0, VALUE, Array, Block, ExcelError, Result, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope

_Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
_Reduce = Callable[[_Numbers], Value]


def _as_array(value: Value | Array) -> Array:
    return value if type(value) is Array else Array([[value]])  # type: ignore[list-item]  # a single value


def _padded(mask: Mask, size: int) -> Mask:
    """Return a mask stretched to `size` cells, for whole columns of sheets of unequal length."""
    return mask if len(mask) == size else np.concatenate([mask, np.zeros(size - len(mask), dtype=np.bool_)])


def _all_hold(pairs: tuple[Value | Array, ...], shape: tuple[int, int], size: int) -> Mask | None:
    """Return where every criterion holds, or None where a range has another shape."""
    held: Mask | None = None
    for cells, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        array = _as_array(cells)
        if array.shape != shape:
            return None
        mask = _padded(mask_of(array, wanted), size)  # type: ignore[arg-type]  # criteria are single values
        held = mask if held is None else held & mask
    return held


def _size_of(arrays: list[Array]) -> int:
    return max(len(array.flat) for array in arrays)


@excel("COUNTIFS", signature="re(re)*", scope=True)
def countifs(scope: "Scope", *pairs: Value | Array) -> Value:
    """How many places satisfy every criterion; whole columns are counted to the sheet's last row."""
    if len(pairs) % 2:
        return VALUE
    arrays = [_as_array(cells) for cells in pairs[::2]]
    height, width = arrays[0].shape
    held = _all_hold(pairs, (height, width), _size_of(arrays))
    if held is None:
        return VALUE
    note_matches(scope, arrays[0], np.flatnonzero(held))
    below = height * width - len(held)
    if below and not all(test_of(criterion_of(wanted))(None) for wanted in pairs[1::2]):  # type: ignore[arg-type]  # single
        below = 0
    return float(np.count_nonzero(held) + below)


excel("COUNTIF", signature="re", scope=True)(countifs)


def _reduced(cells: Array, mask: Mask, reduce: _Reduce) -> Value:
    """Return what `reduce` makes of the numbers where the mask holds; the first error there is the result."""
    numbers = numbers_of(cells)
    if len(numbers) < len(mask):
        mask = mask[: len(numbers)]
    if _has_errors(cells):
        for place in np.flatnonzero(mask):
            value = cells.flat[place]
            if type(value) is ExcelError:
                return value
    kept = numbers[mask]
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
        sizes = [array, *(_as_array(other) for other in pairs[::2])]
        held = _all_hold(pairs, array.shape, _size_of(sizes))
        if held is None:
            return VALUE
        note_matches(scope, array, np.flatnonzero(held))
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
        size = max(len(tested_cells.flat), len(cells.flat))
        held = _padded(mask_of(tested_cells, wanted), size)
        note_matches(scope, tested_cells, np.flatnonzero(held))
        return _reduced(cells, held, reduce)

    return run


excel("SUMIF", signature="ReR?", scope=True)(_over_one_criterion(_added))
excel("AVERAGEIF", signature="ReR?", scope=True)(_over_one_criterion(_averaged))
