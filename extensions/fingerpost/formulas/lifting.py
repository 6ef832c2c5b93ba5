"""A function of single values applied to arrays: value by value, sizes stretched as Excel stretches them."""

from collections.abc import Callable
from typing import Any

from fingerpost.formulas.values import NA, VALUE, Array, Block, Blocks, Value


def unwrapped(array: Array) -> Value | Array:
    """Return an array of one value as that value."""
    if array.height == 1 and array.width == 1:
        return array.rows[0][0]
    return array


def lifted(call: Callable[..., Any], arguments: list[Any]) -> Any:  # noqa: ANN401 - a value or an array, as the arguments are
    """Return `call` on single values, or an array of its results where an argument is an array.

    A single row or column is repeated over the others' size; where sizes do not meet, the result is #N/A.
    """
    arrays = [argument for argument in arguments if type(argument) is Array]
    if not arrays:
        return call(*arguments)
    height = max(array.height for array in arrays)
    width = max(array.width for array in arrays)
    return Array(
        [[_placed(call, arguments, row, column) for column in range(width)] for row in range(height)]
    )


def _placed(call: Callable[..., Any], arguments: list[Any], row: int, column: int) -> Value:
    values = []
    for argument in arguments:
        if type(argument) is not Array:
            values.append(argument)
            continue
        at_row = 0 if argument.height == 1 else row
        at_column = 0 if argument.width == 1 else column
        if at_row >= argument.height or at_column >= argument.width:
            return NA
        values.append(argument.rows[at_row][at_column])
    result = call(*values)
    if type(result) is Array:  # an array inside an array: Excel shows its first value
        return result.rows[0][0]
    if type(result) in {Block, Blocks}:
        return VALUE
    return result  # type: ignore[no-any-return]  # a single value
