"""Sums, products and rounding."""

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fingerpost.formulas.coercion import finite, to_number
from fingerpost.formulas.operators import power
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import DIV0, NA, NUM, VALUE, Array, ExcelError, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope


def numbers_among(values: tuple[Value | Array, ...]) -> list[float] | ExcelError:
    """Return what SUM and its relatives count: numbers in ranges, and whatever was typed in and reads as one.

    Texts, logicals and blanks in ranges are passed over; the first error is the result.
    """
    found: list[float] = []
    for value in values:
        if type(value) is Array:
            part = cell_numbers(value)
            if type(part) is ExcelError:
                return part
            found.extend(part)  # type: ignore[arg-type]  # the error has left
        else:
            number = to_number(value)  # type: ignore[arg-type]  # a single value
            if type(number) is ExcelError:
                return number
            found.append(number)  # type: ignore[arg-type]  # a number
    return found


def cell_numbers(array: Array) -> list[float] | ExcelError:
    """Return the numbers of a range, or its first error."""
    known = array.memo.get("cell numbers")
    if known is None:
        known = next((value for value in array.flat if type(value) is ExcelError), None)
        if known is None:
            known = [value for value in array.flat if type(value) is float]
        array.memo["cell numbers"] = known
    return known  # type: ignore[return-value]  # one kind of thing stands under this key


def over_numbers(compute: Callable[[list[float]], Value]) -> Callable[..., Value]:
    """Return an aggregate of numbers, made into a function of ranges and single values."""

    def run(*values: Value | Array) -> Value:
        numbers = numbers_among(values)
        if type(numbers) is ExcelError:
            return numbers
        try:
            return compute(numbers)  # type: ignore[arg-type]  # a list by now
        except OverflowError:
            return NUM

    return run


def add_up(numbers: list[float]) -> Value:
    """Return the sum, added from the first to the last as Excel does."""
    return finite(sum(numbers, 0.0))


def multiply_up(numbers: list[float]) -> Value:
    """Return the product, 0 of nothing."""
    return finite(math.prod(numbers)) if numbers else 0.0


excel("SUM", signature="rr*")(over_numbers(add_up))
excel("PRODUCT", signature="rr*")(over_numbers(multiply_up))
excel("SUMSQ", signature="rr*")(
    over_numbers(lambda numbers: finite(sum((number * number for number in numbers), 0.0)))
)


@excel("SUMPRODUCT", signature="aa*")
def sumproduct(*arrays: Value | Array) -> Value:
    """The sum of products place by place; anything but a number counts as 0; sizes have to agree."""
    blocks = [array if type(array) is Array else Array([[array]]) for array in arrays]  # type: ignore[list-item]  # single values
    if len({block.shape for block in blocks}) > 1:
        return VALUE
    total = 0.0
    for values in zip(*(block.flat for block in blocks), strict=True):
        product = 1.0
        for value in values:
            if type(value) is ExcelError:
                return value
            product *= value if type(value) is float else 0.0
        total += product
    return finite(total)


def pairwise(left: Value | Array, right: Value | Array) -> Iterator[tuple[Value, Value]]:
    """Give the values of two ranges place by place."""
    first = left.flat if type(left) is Array else [left]
    second = right.flat if type(right) is Array else [right]
    return zip(first, second, strict=False)  # type: ignore[arg-type]  # single values


def _paired(compute: Callable[[float, float], float]) -> Callable[..., Value]:
    def run(left: Value | Array, right: Value | Array) -> Value:
        sizes = [value.height * value.width if type(value) is Array else 1 for value in (left, right)]
        if sizes[0] != sizes[1]:
            return NA
        total, pairs = 0.0, 0
        for one, other in pairwise(left, right):
            for value in (one, other):
                if type(value) is ExcelError:
                    return value
            if type(one) is float and type(other) is float:
                total, pairs = total + compute(one, other), pairs + 1
        return finite(total) if pairs else DIV0  # as Excel saved it in POI's FormulaEvalTestData.xlsx

    return run


excel("SUMXMY2", signature="aa")(_paired(lambda one, other: (one - other) ** 2))
excel("SUMX2MY2", signature="aa")(_paired(lambda one, other: one * one - other * other))
excel("SUMX2PY2", signature="aa")(_paired(lambda one, other: one * one + other * other))


def _scaled(number: float, digits: float) -> tuple[float, float] | None:
    """Return |number| moved by `digits` places, cleaned to 15 significant digits, and the scale.

    None if it is moot.
    """
    places = int(digits)
    if not -308 <= places <= 307:  # noqa: PLR2004 - powers of ten a float holds
        return None
    scale = 10.0**places
    moved = abs(number) * scale if places >= 0 else abs(number) / 10.0**-places
    if not math.isfinite(moved):
        return None
    return float(f"{moved:.15g}"), scale


def _unscaled(moved: float, number: float, digits: float) -> float:
    places = int(digits)
    size = moved / 10.0**places if places >= 0 else moved * 10.0**-places
    return math.copysign(size, number) if size else 0.0


@excel("ROUND", signature="nn")
def round_(number: float, digits: float) -> float:
    """Halves go away from zero, judged on 15 significant digits: 2.5 is 3, 1.005 to two places is 1.01."""
    scaled = _scaled(number, digits)
    if scaled is None:
        return 0.0 if digits < 0 else number
    return _unscaled(math.floor(scaled[0] + 0.5), number, digits)


@excel("ROUNDUP", signature="nn")
def roundup(number: float, digits: float) -> float:
    """Away from zero."""
    scaled = _scaled(number, digits)
    return number if scaled is None else _unscaled(math.ceil(scaled[0]), number, digits)


@excel("ROUNDDOWN", signature="nn")
def rounddown(number: float, digits: float) -> float:
    """Towards zero."""
    scaled = _scaled(number, digits)
    if scaled is None:
        return 0.0 if digits < 0 else number
    return _unscaled(math.floor(scaled[0]), number, digits)


@excel("TRUNC", signature="nn?")
def trunc(number: float, digits: float = 0.0) -> float:
    """Towards zero; without digits, to a whole number."""
    return rounddown(number, digits)


@excel("MROUND", signature="nn")
def mround(number: float, multiple: float) -> Value:
    """The nearest multiple, halves away from zero; #NUM! where the signs differ."""
    if multiple == 0 or number == 0:
        return 0.0
    if (number < 0) != (multiple < 0):
        return NUM
    times = math.floor(float(f"{number / multiple:.15g}") + 0.5)
    return float(f"{times * multiple:.15g}")


@excel("INT", signature="n")
def int_(number: float) -> float:
    """The whole number below or at it."""
    return float(math.floor(number))


@excel("ABS", signature="n")
def abs_(number: float) -> float:
    """The number without its sign."""
    return abs(number)


@excel("SIGN", signature="n")
def sign(number: float) -> float:
    """1, 0 or -1."""
    return float((number > 0) - (number < 0))


@excel("MOD", signature="nn")
def mod(number: float, divisor: float) -> Value:
    """The remainder, with the divisor's sign."""
    if divisor == 0:
        return DIV0
    if abs(number / divisor) >= 2.0**50:
        return NUM
    rest = number - divisor * math.floor(number / divisor)
    return 0.0 if abs(rest) < abs(divisor) * 1e-15 else rest


@excel("QUOTIENT", signature="nn")
def quotient(number: float, divisor: float) -> Value:
    """The whole part of a division."""
    return DIV0 if divisor == 0 else float(math.trunc(number / divisor))


@excel("POWER", signature="nn")
def power_(base: float, exponent: float) -> Value:
    """Base to the power of the exponent."""
    return power(base, exponent)


def _multiple(direction: Callable[[float], int]) -> Callable[[float, float], Value]:
    def run(number: float, significance: float) -> Value:
        if number == 0 or significance == 0:
            return DIV0 if significance == 0 and number != 0 and direction is math.floor else 0.0
        if number > 0 > significance:
            return NUM
        times = direction(float(f"{number / significance:.15g}"))
        return float(f"{times * significance:.15g}")

    return run


excel("CEILING", signature="nn")(_multiple(math.ceil))
excel("FLOOR", signature="nn")(_multiple(math.floor))


def _multiple_math(direction: Callable[[float], int], away: Callable[[float], int]) -> Callable[..., Value]:
    def run(number: float, significance: float | None = None, mode: float = 0.0) -> Value:
        step = abs(1.0 if significance is None else significance)
        if step == 0:
            return 0.0
        choose = away if mode and number < 0 else direction
        return float(f"{choose(float(f'{number / step:.15g}')) * step:.15g}")

    return run


excel("CEILING.MATH", signature="nn?n?")(_multiple_math(math.ceil, math.floor))
excel("FLOOR.MATH", signature="nn?n?")(_multiple_math(math.floor, math.ceil))
excel("CEILING.PRECISE", "ISO.CEILING", signature="nn?")(_multiple_math(math.ceil, math.floor))
excel("FLOOR.PRECISE", signature="nn?")(_multiple_math(math.floor, math.ceil))


def _to_step(number: float, step_start: int) -> float:
    size = math.ceil(abs(number))
    if size % 2 != step_start:
        size += 1
    return math.copysign(size, number) if size else 0.0


@excel("EVEN", signature="n")
def even(number: float) -> float:
    """The next even whole number away from zero."""
    return _to_step(number, 0)


@excel("ODD", signature="n")
def odd(number: float) -> float:
    """The next odd whole number away from zero."""
    return _to_step(number, 1) if number else 1.0


@excel("RAND", signature="", scope=True, volatile=True)
def rand(scope: "Scope") -> float:
    """A number from 0 up to 1, from the generator the caller seeded."""
    return scope.rng.random()


@excel("RANDBETWEEN", signature="nn", scope=True, volatile=True)
def randbetween(scope: "Scope", low: float, high: float) -> Value:
    """A whole number from low to high."""
    first, last = math.ceil(low), math.floor(high)
    return NUM if first > last else float(scope.rng.randint(first, last))
