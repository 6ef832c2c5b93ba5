"""The criteria of COUNTIF, SUMIFS and their family: `">50"`, `"<>"`, `"a*"`, 5, a blank cell.

Rules: Microsoft's support pages for COUNTIF and SUMIFS, and "Using wildcard characters in searches".
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from fingerpost.formulas.coercion import compare_numbers, number_from_text, text_key, to_text
from fingerpost.formulas.values import Array, ExcelError, Value

_OPERATOR = re.compile(r"(<>|<=|>=|=|<|>)?(.*)$", re.DOTALL)
_LOGICALS = {"TRUE": True, "FALSE": False}
_ERROR_CODES = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}

_MOST_MASKS = 256  # remembered for one block: 256 criteria over 100,000 rows take 25 MB

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Criterion(NamedTuple):
    """What a cell has to satisfy: an operator and what it is compared with."""

    operator: str
    target: Value


def criterion_of(value: Value) -> Criterion:
    """Return the criterion a value stands for; a blank cell asks for 0, as Excel reads it."""
    if value is None:
        return Criterion("=", 0.0)
    if type(value) is not str:
        return Criterion("=", value)
    match = _OPERATOR.match(value)
    operator, rest = match.groups() if match else ("", value)
    if operator is None:
        return Criterion("match" if rest == "" else "=", _typed(rest))
    if rest == "":
        return Criterion({"=": "blank", "<>": "not blank"}.get(operator, operator), "")
    return Criterion(operator, _typed(rest))


def _typed(word: str) -> Value:
    if word.upper() in _LOGICALS:
        return _LOGICALS[word.upper()]
    if word.upper() in _ERROR_CODES:
        return ExcelError(word.upper())
    number = number_from_text(word)
    return word if number is None else number


@lru_cache(maxsize=4096)
def wildcard(pattern: str) -> re.Pattern[str] | None:
    """Return a pattern's regular expression, or None when it holds no wildcard (`*`, `?`, `~`)."""
    if not any(sign in pattern for sign in "*?~"):
        return None
    pieces, position = [], 0
    while position < len(pattern):
        sign = pattern[position]
        following = pattern[position + 1 : position + 2]
        if sign == "~" and following in {"*", "?", "~"}:
            pieces.append(re.escape(following))
            position += 2
            continue
        pieces.append({"*": ".*", "?": "."}.get(sign) or re.escape(sign))
        position += 1
    return re.compile("".join(pieces), re.IGNORECASE | re.DOTALL)


def has_wildcard(value: Value) -> bool:
    """Tell whether a value is a text that `*`, `?` or `~` give a wider meaning."""
    return type(value) is str and wildcard(value) is not None


_ABOUT_BLANKS: dict[str, Callable[[Value], bool]] = {
    "blank": lambda value: value is None,
    "not blank": lambda value: value is not None,
    "match": lambda value: value is None or value == "",
}


def test_of(criterion: Criterion) -> Callable[[Value], bool]:
    """Return the test of one cell against a criterion."""
    operator, target = criterion
    if operator in _ABOUT_BLANKS:
        return _ABOUT_BLANKS[operator]
    if operator == "<>":
        equal = test_of(Criterion("=", target))
        return lambda value: not equal(value)
    if type(target) is str:
        return _text_test(operator, target)
    if type(target) is float:
        return _number_test(operator, target)
    return _exact_test(operator, target)


def _text_test(operator: str, target: str) -> Callable[[Value], bool]:
    if operator == "=":
        pattern = wildcard(target)
        if pattern is not None:
            return lambda value: type(value) is str and pattern.fullmatch(value) is not None
        folded = target.lower()
        return lambda value: type(value) is str and value.lower() == folded
    key = text_key(target)
    holds = _ORDER[operator]
    return lambda value: type(value) is str and holds((text_key(value) > key) - (text_key(value) < key))


def _number_test(operator: str, target: float) -> Callable[[Value], bool]:
    if operator == "=":
        return lambda value: _reads_as(value, target)
    holds = _ORDER[operator]
    return lambda value: type(value) is float and holds(compare_numbers(value, target))


def _reads_as(value: Value, target: float) -> bool:
    """A number equals its text too: COUNTIF counts "1" where it is asked for 1, and long ids clash."""
    if type(value) is float:
        return value == target or compare_numbers(value, target) == 0
    if type(value) is str:
        number = number_from_text(value)
        return number is not None and compare_numbers(number, target) == 0
    return False


def _exact_test(operator: str, target: Value) -> Callable[[Value], bool]:
    if operator == "=":
        return lambda value: type(value) is type(target) and value == target
    if type(target) is bool:
        holds = _ORDER[operator]
        return lambda value: type(value) is bool and holds((value > target) - (value < target))
    return lambda _: False


_ORDER: dict[str, Callable[[int], bool]] = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


def mask_of(array: Array, value: Value) -> Mask:
    """Return which cells of a block, row by row, satisfy the criterion `value` stands for."""
    key = ("mask", type(value), value)
    known = array.memo.get(key)
    if known is None:
        known = _new_mask(array, criterion_of(value))
        if len(array.memo) < _MOST_MASKS:
            array.memo[key] = known
    return known  # type: ignore[return-value]  # masks alone stand under such keys


def _new_mask(array: Array, criterion: Criterion) -> Mask:
    operator, target = criterion
    if operator == "=" and type(target) is str and not has_wildcard(target):
        return _at(array, positions_by_key(array).get(target.lower(), ()))
    if operator == "=" and type(target) is float:
        return _at(array, positions_by_number(array).get(lookup_key(target), ()))
    if type(target) is float and operator in _NUMPY_ORDER:
        with np.errstate(invalid="ignore"):
            mask: Mask = _NUMPY_ORDER[operator](numbers_of(array), target)
        return mask
    test = test_of(criterion)
    return np.fromiter(map(test, array.flat), dtype=np.bool_, count=len(array.flat))


_NUMPY_ORDER: dict[str, Callable[..., Mask]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def _at(array: Array, places: tuple[int, ...] | list[int]) -> Mask:
    mask = np.zeros(len(array.flat), dtype=np.bool_)
    mask[list(places)] = True
    return mask


def numbers_of(array: Array) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return a block's cells row by row as floats, NaN where the cell holds no number."""
    known = array.memo.get("numbers")
    if known is None:
        known = np.array(
            [value if type(value) is float else np.nan for value in array.flat], dtype=np.float64
        )
        array.memo["numbers"] = known
    return known  # type: ignore[return-value]  # one kind of thing stands under this key


def positions_by_key(array: Array) -> dict[object, list[int]]:
    """Return the places of every value in a block: texts folded, numbers as 15 digits tell them apart."""
    known = array.memo.get("positions")
    if known is None:
        found: dict[object, list[int]] = {}
        for place, value in enumerate(array.flat):
            found.setdefault(lookup_key(value), []).append(place)
        array.memo["positions"] = known = found
    return known  # type: ignore[return-value]  # one kind of thing stands under this key


def positions_by_number(array: Array) -> dict[object, list[int]]:
    """Return the places of every number in a block, texts that read as a number among them.

    As COUNTIF does.
    """
    known = array.memo.get("number positions")
    if known is None:
        found: dict[object, list[int]] = {}
        for place, value in enumerate(array.flat):
            number = number_from_text(value) if type(value) is str else value
            if type(number) is float:
                found.setdefault(lookup_key(number), []).append(place)
        array.memo["number positions"] = known = found
    return known  # type: ignore[return-value]  # one kind of thing stands under this key


def lookup_key(value: Value) -> object:
    """Return what two cells share when Excel's exact lookup takes them for equal."""
    if type(value) is str:
        return value.lower()
    if type(value) is bool:
        return ("logical", value)
    if type(value) is float:
        return value if value == int(value) and abs(value) < 1e15 else float(f"{value:.14e}")  # noqa: PLR2004 - 15 digits
    return (type(value), to_text(value) if value is None else repr(value))
