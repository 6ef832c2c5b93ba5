"""Excel's operators on single values."""

from collections.abc import Callable

from fingerpost.formulas.coercion import compare, finite, to_number, to_text
from fingerpost.formulas.values import DIV0, NUM, ExcelError, Value


def _arithmetic(compute: Callable[[float, float], Value]) -> Callable[[Value, Value], Value]:
    def operate(left: Value, right: Value) -> Value:
        if type(left) is not float:
            left = to_number(left)
            if type(left) is ExcelError:
                return left
        if type(right) is not float:
            right = to_number(right)
            if type(right) is ExcelError:
                return right
        return compute(left, right)  # type: ignore[arg-type]  # both are numbers now

    return operate


def _divide(left: float, right: float) -> Value:
    return finite(left / right) if right else DIV0


def power(base: float, exponent: float) -> Value:
    """Return base ^ exponent as Excel does: 0^0 and roots of negative numbers are #NUM!."""
    if base == 0 and exponent <= 0:
        return NUM if exponent == 0 else DIV0
    try:
        result = base**exponent
    except OverflowError:
        return NUM
    return finite(result) if type(result) is float else NUM


def _comparison(holds: Callable[[int], bool]) -> Callable[[Value, Value], Value]:
    def operate(left: Value, right: Value) -> Value:
        if type(left) is ExcelError:
            return left
        if type(right) is ExcelError:
            return right
        return holds(compare(left, right))

    return operate


def _join(left: Value, right: Value) -> Value:
    first, second = to_text(left), to_text(right)
    if type(first) is ExcelError:
        return first
    if type(second) is ExcelError:
        return second
    return f"{first}{second}"


def negated(value: Value) -> Value:
    """Return `-value`."""
    number = to_number(value)
    return number if type(number) is ExcelError else 0.0 - number  # type: ignore[operator]  # a number by now


def percent_of(value: Value) -> Value:
    """Return `value%`."""
    number = to_number(value)
    return number if type(number) is ExcelError else number / 100  # type: ignore[operator]  # a number by now


OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "+": _arithmetic(lambda left, right: finite(left + right)),
    "-": _arithmetic(lambda left, right: finite(left - right)),
    "*": _arithmetic(lambda left, right: finite(left * right)),
    "/": _arithmetic(_divide),
    "^": _arithmetic(power),
    "&": _join,
    "=": _comparison(lambda sign: sign == 0),
    "<>": _comparison(lambda sign: sign != 0),
    "<": _comparison(lambda sign: sign < 0),
    ">": _comparison(lambda sign: sign > 0),
    "<=": _comparison(lambda sign: sign <= 0),
    ">=": _comparison(lambda sign: sign >= 0),
}
