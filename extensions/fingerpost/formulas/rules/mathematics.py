"""Logarithms, angles, multiples and parts of a day by Excel's rules."""

import math
from collections.abc import Callable
from typing import Any

from fingerpost.formulas.rules.rows import excel_each


def excel_guarded(compute: Callable[..., float], *numbers: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Work out a function row by row, missing where it has no value or too large a one (#NUM!)."""

    def guarded(*values: float) -> float | None:
        try:
            found = float(compute(*values))
        except (ValueError, OverflowError, ZeroDivisionError):
            return None
        return found if math.isfinite(found) else None

    return excel_each(guarded, *numbers)


def excel_ln(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the natural logarithm."""
    return excel_guarded(math.log, number)


def excel_log(number: Any, base: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the logarithm to a base."""
    return excel_guarded(
        lambda value, root: math.log10(value) if root == 10 else math.log(value) / math.log(root),  # noqa: PLR2004 - the usual base
        number,
        base,
    )


def excel_exp(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return e to a power."""
    return excel_guarded(math.exp, number)


def excel_sin(angle: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the sine of an angle in radians."""
    return excel_guarded(math.sin, angle)


def excel_cos(angle: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the cosine of an angle in radians."""
    return excel_guarded(math.cos, angle)


def excel_tan(angle: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the tangent of an angle in radians."""
    return excel_guarded(math.tan, angle)


def excel_asin(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the angle of a sine."""
    return excel_guarded(math.asin, number)


def excel_acos(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the angle of a cosine."""
    return excel_guarded(math.acos, number)


def excel_atan(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the angle of a tangent."""
    return excel_guarded(math.atan, number)


def excel_atan2(x: Any, y: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the angle of a point, missing for 0 and 0; Excel takes x first."""
    return excel_each(lambda across, up: math.atan2(up, across) if across or up else None, x, y)


def excel_sinh(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the hyperbolic sine."""
    return excel_guarded(math.sinh, number)


def excel_cosh(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the hyperbolic cosine."""
    return excel_guarded(math.cosh, number)


def excel_tanh(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the hyperbolic tangent."""
    return excel_guarded(math.tanh, number)


def excel_radians(angle: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return degrees as radians."""
    return excel_guarded(math.radians, angle)


def excel_degrees(angle: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return radians as degrees."""
    return excel_guarded(math.degrees, angle)


def excel_even(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the next even whole number away from zero."""
    return excel_each(lambda value: _up_to_step(value, 0), number)


def excel_odd(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the next odd whole number away from zero."""
    return excel_each(lambda value: _up_to_step(value, 1) if value else 1.0, number)


def _up_to_step(value: float, start: int) -> float:
    size = math.ceil(abs(value))
    size += size % 2 != start
    return math.copysign(size, value) if size else 0.0


def excel_iseven(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Tell whether the whole part is even."""
    return excel_each(lambda value: int(abs(value)) % 2 == 0, number)


def excel_isodd(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Tell whether the whole part is odd."""
    return excel_each(lambda value: int(abs(value)) % 2 == 1, number)


def excel_ceiling(number: Any, step: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the next multiple up; missing for a positive number and a negative step (#NUM!)."""
    return excel_each(lambda value, size: _multiple(value, size, math.ceil), number, step)


def excel_floor(number: Any, step: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the next multiple down; missing for a step of 0, and for one of another sign."""
    return excel_each(
        lambda value, size: _multiple(value, size, math.floor) if size or not value else None, number, step
    )


def _multiple(value: float, step: float, whole: Callable[[float], int]) -> float | None:
    if value == 0 or step == 0:
        return 0.0
    if value > 0 > step:
        return None
    return float(f"{whole(float(f'{value / step:.15g}')) * step:.15g}")


def excel_time(hour: Any, minute: Any, second: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return a time as the part of a day; hours, minutes and seconds roll over."""
    return excel_each(
        lambda *parts: _part_of_day(int(parts[0]) * 3600 + int(parts[1]) * 60 + int(parts[2])),
        hour,
        minute,
        second,
    )


def _part_of_day(seconds: int) -> float | None:
    return seconds % 86400 / 86400 if seconds >= 0 else None


def excel_clock(serial: Any, size: int, count: int) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the hour (3600, 24), minute (60, 60) or second (1, 60) of a time, to the nearest second."""
    return excel_each(
        lambda value: float(math.floor(value % 1 * 86400 + 0.5) // size % count) if value >= 0 else None,
        serial,
    )
