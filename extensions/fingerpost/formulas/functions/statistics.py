"""Counts, averages and spreads."""

import math
from collections import Counter
from collections.abc import Callable
from statistics import median

from fingerpost.formulas.coercion import finite, number_from_text
from fingerpost.formulas.functions.arithmetic import add_up, over_numbers, pairwise
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import DIV0, NA, NUM, VALUE, Array, Block, Blocks, ExcelError, Value


@excel("COUNT", signature="rr*")
def count(*values: Value | Array) -> float:
    """How many numbers.

    In ranges only true numbers, typed in also what reads as one; errors are passed over.
    """
    total = 0
    for value in values:
        if type(value) is Array:
            total += sum(type(cell) is float for cell in value.flat)
        elif type(value) is str:
            total += number_from_text(value) is not None
        else:
            total += type(value) is not ExcelError
    return float(total)


@excel("COUNTA", signature="rr*")
def counta(*values: Value | Array) -> float:
    """How many cells are not blank; a formula's "" counts."""
    total = 0
    for value in values:
        total += sum(cell is not None for cell in value.flat) if type(value) is Array else 1
    return float(total)


@excel("COUNTBLANK", signature="R", scope=True)
def countblank(scope: object, reference: Block | Blocks | Value) -> Value:
    """How many cells are blank or hold ""; whole columns are counted to the sheet's last row."""
    if type(reference) is not Block:
        return VALUE
    array = scope.values_of(reference)  # type: ignore[attr-defined]  # the interpreter's scope
    filled = sum(cell is not None and cell != "" for cell in array.flat)
    return float(reference.height * reference.width - filled)


def _mean(numbers: list[float]) -> Value:
    total = add_up(numbers)
    return DIV0 if not numbers else total / len(numbers)  # type: ignore[operator]  # a sum of numbers


def _middle(numbers: list[float]) -> Value:
    return median(numbers) if numbers else NUM


def _most_frequent(numbers: list[float]) -> Value:
    if not numbers:
        return NA
    value, times = max(Counter(numbers).items(), key=lambda item: item[1])
    return value if times > 1 else NA


def squares_about_mean(numbers: list[float]) -> float:
    """Return the sum of squared distances from the mean."""
    mean = math.fsum(numbers) / len(numbers)
    return math.fsum((number - mean) ** 2 for number in numbers)


def _variance(less: int) -> Callable[[list[float]], Value]:
    def run(numbers: list[float]) -> Value:
        return DIV0 if len(numbers) <= less else squares_about_mean(numbers) / (len(numbers) - less)

    return run


def _rooted(variance: Callable[[list[float]], Value]) -> Callable[[list[float]], Value]:
    def run(numbers: list[float]) -> Value:
        value = variance(numbers)
        return math.sqrt(value) if type(value) is float else value

    return run


def _geometric(numbers: list[float]) -> Value:
    if not numbers or min(numbers) <= 0:
        return NUM
    return math.exp(math.fsum(math.log(number) for number in numbers) / len(numbers))


def _harmonic(numbers: list[float]) -> Value:
    if not numbers or min(numbers) <= 0:
        return NUM
    return len(numbers) / math.fsum(1 / number for number in numbers)


def _average_deviation(numbers: list[float]) -> Value:
    if not numbers:
        return NUM
    mean = math.fsum(numbers) / len(numbers)
    return math.fsum(abs(number - mean) for number in numbers) / len(numbers)


def _skewness(numbers: list[float]) -> Value:
    size = len(numbers)
    if size < 3:  # noqa: PLR2004 - three values at least
        return DIV0
    deviation = math.sqrt(squares_about_mean(numbers) / (size - 1))
    if deviation == 0:
        return DIV0
    mean = math.fsum(numbers) / size
    return (
        size / ((size - 1) * (size - 2)) * math.fsum(((number - mean) / deviation) ** 3 for number in numbers)
    )


AGGREGATES: dict[str, Callable[[list[float]], Value]] = {
    "AVERAGE": _mean,
    "MIN": lambda numbers: min(numbers, default=0.0),
    "MAX": lambda numbers: max(numbers, default=0.0),
    "MEDIAN": _middle,
    "MODE": _most_frequent,
    "MODE.SNGL": _most_frequent,
    "VAR": _variance(1),
    "VAR.S": _variance(1),
    "VARP": _variance(0),
    "VAR.P": _variance(0),
    "STDEV": _rooted(_variance(1)),
    "STDEV.S": _rooted(_variance(1)),
    "STDEVP": _rooted(_variance(0)),
    "STDEV.P": _rooted(_variance(0)),
    "DEVSQ": lambda numbers: squares_about_mean(numbers) if numbers else NUM,
    "GEOMEAN": _geometric,
    "HARMEAN": _harmonic,
    "AVEDEV": _average_deviation,
    "SKEW": _skewness,
}
for _name, _compute in AGGREGATES.items():
    excel(_name, signature="rr*")(over_numbers(_compute))


def _with_texts(compute: Callable[[list[float]], Value]) -> Callable[..., Value]:
    """Return an …A function: in ranges, texts count as 0 and TRUE as 1."""

    def run(*values: Value | Array) -> Value:
        spread: list[Value | Array] = []
        for value in values:
            if type(value) is Array:
                spread.append(Array([[_as_counted(cell)] for cell in value.flat if cell is not None]))
            else:
                spread.append(value)
        return over_numbers(compute)(*spread)

    return run


def _as_counted(cell: Value) -> Value:
    if type(cell) is bool:
        return float(cell)
    return 0.0 if type(cell) is str else cell


for _name in ("AVERAGE", "MIN", "MAX"):
    excel(f"{_name}A", signature="rr*")(_with_texts(AGGREGATES[_name]))


def _pairs(left: Value | Array, right: Value | Array) -> tuple[list[float], list[float]] | ExcelError:
    """Return the places where both ranges hold numbers."""
    sizes = [value.height * value.width if type(value) is Array else 1 for value in (left, right)]
    if sizes[0] != sizes[1]:
        return NA
    kept = []
    for one, other in pairwise(left, right):
        for value in (one, other):
            if type(value) is ExcelError:
                return value
        if type(one) is float and type(other) is float:
            kept.append((one, other))
    return [one for one, _ in kept], [other for _, other in kept]


def _of_pairs(compute: Callable[[list[float], list[float]], Value]) -> Callable[..., Value]:
    def run(left: Value | Array, right: Value | Array) -> Value:
        pairs = _pairs(left, right)
        if type(pairs) is ExcelError:
            return pairs
        try:
            return compute(*pairs)  # type: ignore[misc]  # two lists by now
        except ZeroDivisionError:
            return DIV0

    return run


def _co_squares(left: list[float], right: list[float]) -> float:
    first, second = math.fsum(left) / len(left), math.fsum(right) / len(right)
    return math.fsum((one - first) * (other - second) for one, other in zip(left, right, strict=True))


def _correlation(left: list[float], right: list[float]) -> Value:
    return _co_squares(left, right) / math.sqrt(squares_about_mean(left) * squares_about_mean(right))


def _slope(ys: list[float], xs: list[float]) -> float:
    return _co_squares(ys, xs) / squares_about_mean(xs)


def _intercept(ys: list[float], xs: list[float]) -> float:
    return math.fsum(ys) / len(ys) - _slope(ys, xs) * math.fsum(xs) / len(xs)


_PAIRED: dict[str, Callable[[list[float], list[float]], Value]] = {
    "CORREL": _correlation,
    "PEARSON": _correlation,
    "RSQ": lambda left, right: _correlation(left, right) ** 2,  # type: ignore[operator]  # a number, or it raised
    "COVAR": lambda left, right: _co_squares(left, right) / len(left),
    "COVARIANCE.P": lambda left, right: _co_squares(left, right) / len(left),
    "COVARIANCE.S": lambda left, right: _co_squares(left, right) / (len(left) - 1),
    "SLOPE": _slope,
    "INTERCEPT": _intercept,
}
for _name, _paired_compute in _PAIRED.items():
    excel(_name, signature="aa")(_of_pairs(_paired_compute))


@excel("FORECAST", "FORECAST.LINEAR", signature="naa")
def forecast(x: float, ys: Value | Array, xs: Value | Array) -> Value:
    """The straight line through the points, read at x."""
    pairs = _pairs(ys, xs)
    if type(pairs) is ExcelError:
        return pairs
    try:
        return finite(_intercept(*pairs) + _slope(*pairs) * x)  # type: ignore[misc]  # two lists by now
    except ZeroDivisionError:
        return DIV0


@excel("STANDARDIZE", signature="nnn")
def standardize(x: float, mean: float, deviation: float) -> Value:
    """How many deviations from the mean."""
    return NUM if deviation <= 0 else (x - mean) / deviation
