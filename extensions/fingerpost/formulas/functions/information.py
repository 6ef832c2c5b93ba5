"""What kind of value a cell holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fingerpost.formulas.coercion import to_number
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import NA, Array, Block, ExcelError, Result, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope

_TESTS: dict[str, Callable[[Value], bool]] = {
    "ISBLANK": lambda value: value is None,
    "ISNUMBER": lambda value: type(value) is float,
    "ISTEXT": lambda value: type(value) is str,
    "ISNONTEXT": lambda value: type(value) is not str,
    "ISLOGICAL": lambda value: type(value) is bool,
    "ISERROR": lambda value: type(value) is ExcelError,
    "ISERR": lambda value: type(value) is ExcelError and value is not NA,
    "ISNA": lambda value: value is NA,
}
for _name, _test in _TESTS.items():
    excel(_name, signature="e")(_test)


@excel("ISREF", signature="R")
def isref(value: Result) -> bool:
    """Whether the argument is a reference."""
    return type(value) is Block


@excel("ISEVEN", signature="n")
def iseven(number: float) -> bool:
    """Whether the whole part is even."""
    return int(abs(number)) % 2 == 0


@excel("ISODD", signature="n")
def isodd(number: float) -> bool:
    """Whether the whole part is odd."""
    return int(abs(number)) % 2 == 1


@excel("NA", signature="")
def na() -> Value:
    """The error value #N/A."""
    return NA


@excel("N", signature="e")
def n_(value: Value) -> Value:
    """A value as a number: a text is 0."""
    return 0.0 if type(value) is str else to_number(value)


@excel("T", signature="e")
def t_(value: Value) -> Value:
    """The text a value is, "" where it is none."""
    return value if type(value) in {str, ExcelError} else ""


_ERROR_TYPES = {
    code: float(place + 1)
    for place, code in enumerate(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"])
}


@excel("ERROR.TYPE", signature="e")
def error_type(value: Value) -> Value:
    """The number of an error value, #N/A for anything else."""
    return _ERROR_TYPES.get(value.code, NA) if type(value) is ExcelError else NA


@excel("TYPE", signature="R", scope=True)
def type_(scope: "Scope", value: Result) -> float:
    """The number of a value's kind: 1 number, 2 text, 4 logical, 16 error, 64 array."""
    held = scope.settled(value)
    if type(held) is Array:
        return 64.0
    kinds: dict[type, float] = {float: 1.0, str: 2.0, bool: 4.0, ExcelError: 16.0}
    return kinds.get(type(held), 1.0)
