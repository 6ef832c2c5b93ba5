"""Arithmetic and rounding by Excel's rules, and numbers written as text."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from fingerpost.formulas.rules.rows import excel_each


def excel_number(truth: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return TRUE as 1 and FALSE as 0."""
    return truth.astype("Float64").astype("float64") if isinstance(truth, pd.Series) else float(truth)


def excel_divide(number: Any, divisor: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return a division, missing where the divisor is 0 (#DIV/0!)."""
    return excel_each(lambda value, by: value / by if by else None, number, divisor)


def excel_power(base: Any, exponent: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return base ^ exponent, missing where Excel has #NUM! or #DIV/0!."""
    return excel_each(_power, base, exponent)


def _power(base: float, exponent: float) -> float | None:
    if base == 0 and exponent <= 0:
        return None
    try:
        result = float(base) ** exponent
    except OverflowError:
        return None
    return result if isinstance(result, float) and math.isfinite(result) else None


def excel_digits(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return numbers cut to the 15 significant digits that Excel compares."""
    return excel_each(lambda value: float(f"{value:.14e}"), number)


def excel_round(number: Any, digits: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Round halves away from zero: 2.5 is 3, and 1.005 to two places is 1.01."""
    return excel_each(
        lambda value, places: _to_places(value, places, lambda moved: math.floor(moved + 0.5)), number, digits
    )


def excel_roundup(number: Any, digits: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Round away from zero."""
    return excel_each(lambda value, places: _to_places(value, places, math.ceil), number, digits)


def excel_rounddown(number: Any, digits: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Round towards zero."""
    return excel_each(lambda value, places: _to_places(value, places, math.floor), number, digits)


def _to_places(value: float, places: float, whole: Callable[[float], int]) -> float:
    scale = 10.0 ** abs(int(places))
    moved = float(f"{abs(value) * scale if places >= 0 else abs(value) / scale:.15g}")
    size = whole(moved) / scale if places >= 0 else whole(moved) * scale
    return math.copysign(size, value) if size else 0.0


def excel_mround(number: Any, multiple: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the nearest multiple, halves away from zero; missing where the signs differ."""
    return excel_each(_mround, number, multiple)


def _mround(value: float, step: float) -> float | None:
    if value == 0 or step == 0:
        return 0.0
    if (value < 0) != (step < 0):
        return None
    return float(f"{math.floor(float(f'{value / step:.15g}') + 0.5) * step:.15g}")


def excel_mod(number: Any, divisor: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the remainder with the divisor's sign, missing where the divisor is 0."""
    return excel_each(_mod, number, divisor)


def _mod(value: float, divisor: float) -> float | None:
    if divisor == 0 or abs(value / divisor) >= 2.0**50:
        return None
    rest = value - divisor * math.floor(value / divisor)
    return 0.0 if abs(rest) < abs(divisor) * 1e-15 else rest


def excel_quotient(number: Any, divisor: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the whole part of a division, missing where the divisor is 0."""
    return excel_each(lambda value, by: float(math.trunc(value / by)) if by else None, number, divisor)


def excel_sqrt(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the square root, missing for negative numbers (#NUM!)."""
    return excel_each(lambda value: math.sqrt(value) if value >= 0 else None, number)


def excel_int(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the whole number below or at it."""
    return excel_each(lambda value: float(math.floor(value)), number)


def excel_sign(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return 1, 0 or -1."""
    return excel_each(lambda value: float(value > 0) - float(value < 0), number)


def excel_text(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return numbers as `&` writes them: up to 15 digits, no `.0`; TRUE and FALSE in capitals."""
    return excel_each(_general, number)


def _general(value: float) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if value == int(value) and abs(value) < 1e15:  # noqa: PLR2004 - whole numbers that 15 digits hold
        return str(int(value))
    mantissa, _, exponent = f"{abs(value):.14e}".partition("e")
    digits, power = mantissa.replace(".", "").rstrip("0"), int(exponent)
    sign = "-" if value < 0 else ""
    if power >= 20 or (power < 0 and 1 - power + len(digits) > 20):  # noqa: PLR2004 - 20 characters at most
        rest = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{rest}E{'-' if power < 0 else '+'}{abs(power):02d}"
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    whole, decimals = digits[: power + 1].ljust(power + 1, "0"), digits[power + 1 :]
    return f"{sign}{whole}.{decimals}" if decimals else sign + whole


def excel_shown(number: Any, places: int, pattern: str) -> Any:  # noqa: ANN401 - a column or a single value
    """Return numbers rounded Excel's way and written by a pattern such as {:,.2f}."""
    rounded = excel_round(number, places)
    return excel_each(lambda value: pattern.format(value or 0.0), rounded)
