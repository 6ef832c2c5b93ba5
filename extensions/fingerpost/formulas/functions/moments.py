"""Times of day, and dates and times read from text."""

import math
from collections.abc import Callable

from fingerpost.formulas.registry import excel
from fingerpost.formulas.serials import serial_from_text
from fingerpost.formulas.values import NUM, VALUE, Value

_DAY = 86_400


@excel("TIME", signature="nnn")
def time(hour: float, minute: float, second: float) -> Value:
    """The part of a day; hours, minutes and seconds roll over."""
    total = int(hour) * 3600 + int(minute) * 60 + int(second)
    return NUM if total < 0 else (total % _DAY) / _DAY


def _unit(size: int, count: int) -> Callable[[float], Value]:
    def run(serial: float) -> Value:
        if serial < 0:
            return NUM
        within = math.floor((serial % 1) * _DAY + 0.5)
        return float(within // size % count)

    return run


excel("HOUR", signature="n")(_unit(3600, 24))
excel("MINUTE", signature="n")(_unit(60, 60))
excel("SECOND", signature="n")(_unit(1, 60))


@excel("DATEVALUE", signature="t")
def datevalue(text: str) -> Value:
    """The serial of a date written as text, day first."""
    serial = serial_from_text(text)
    return VALUE if serial is None else float(math.floor(serial))


@excel("TIMEVALUE", signature="t")
def timevalue(text: str) -> Value:
    """The part of a day of a time written as text."""
    serial = serial_from_text(text)
    return VALUE if serial is None else serial % 1
