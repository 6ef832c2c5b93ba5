"""Roots, logarithms, angles and counting of combinations."""

import math
from collections.abc import Callable

from fingerpost.formulas.coercion import finite
from fingerpost.formulas.functions.arithmetic import over_numbers
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import DIV0, NUM, Value


def _guarded(compute: Callable[..., float]) -> Callable[..., Value]:
    """Return a function whose domain errors are #NUM!."""

    def run(*numbers: float) -> Value:
        try:
            return finite(float(compute(*numbers)))
        except (ValueError, OverflowError):
            return NUM

    return run


_OF_ONE: dict[str, Callable[[float], float]] = {
    "SQRT": math.sqrt,
    "EXP": math.exp,
    "LN": math.log,
    "LOG10": math.log10,
    "SIN": math.sin,
    "COS": math.cos,
    "TAN": math.tan,
    "ASIN": math.asin,
    "ACOS": math.acos,
    "ATAN": math.atan,
    "SINH": math.sinh,
    "COSH": math.cosh,
    "TANH": math.tanh,
    "RADIANS": math.radians,
    "DEGREES": math.degrees,
    "FACT": lambda number: math.factorial(int(number)) if number < 171 else math.inf,  # noqa: PLR2004 - 171! is too large
    "SQRTPI": lambda number: math.sqrt(number * math.pi),
}
for _name, _compute in _OF_ONE.items():
    excel(_name, signature="n")(_guarded(_compute))

excel("PI", signature="")(lambda: math.pi)


@excel("ATAN2", signature="nn")
def atan2(x: float, y: float) -> Value:
    """The angle of a point; Excel takes x first."""
    return DIV0 if x == 0 and y == 0 else math.atan2(y, x)


@excel("LOG", signature="nn?")
def log(number: float, base: float = 10.0) -> Value:
    """The logarithm, of base 10 unless told."""
    if number <= 0 or base <= 0:
        return NUM
    if base == 1:
        return DIV0
    exact = math.log10(number) if base == 10.0 else math.log(number) / math.log(base)  # noqa: PLR2004 - the usual base
    return float(f"{exact:.15g}")


@excel("COMBIN", signature="nn")
def combinations(number: float, chosen: float) -> Value:
    """How many ways to choose, order not counting."""
    total, part = int(number), int(chosen)
    return NUM if total < 0 or part < 0 or total < part else finite(float(math.comb(total, part)))


@excel("PERMUT", signature="nn")
def permut(number: float, chosen: float) -> Value:
    """How many ways to choose, order counting."""
    total, part = int(number), int(chosen)
    return NUM if total < 0 or part < 0 or total < part else finite(float(math.perm(total, part)))


def _whole(combine: Callable[..., int]) -> Callable[[list[float]], Value]:
    def run(numbers: list[float]) -> Value:
        if any(number < 0 for number in numbers):
            return NUM
        return float(combine(*(int(number) for number in numbers)))

    return run


excel("GCD", signature="rr*")(over_numbers(_whole(math.gcd)))
excel("LCM", signature="rr*")(over_numbers(_whole(math.lcm)))
