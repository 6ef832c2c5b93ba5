"""One kind of value made into another, and two values compared, by Excel's rules.

Rules: Microsoft's support pages "Calculation operators and precedence", "Display numbers as text"
and "Floating-point arithmetic may give inaccurate results in Excel" (15 significant digits).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from math import isfinite

from fingerpost.formulas.serials import serial_from_text
from fingerpost.formulas.values import NUM, VALUE, ExcelError, Value

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?$")
_LONGEST_PLAIN = 20  # characters of a number below 1 before Excel writes it with an exponent
_MOST_DIGITS_PLAIN = 20


def to_number(value: Value) -> float | ExcelError:
    """Return a scalar as a number.

    Blank is 0, TRUE is 1, a text that reads as a number counts, else #VALUE!.
    """
    if type(value) is float:
        return value
    if value is None:
        return 0.0
    if type(value) is bool:
        return 1.0 if value else 0.0
    if type(value) is str:
        number = number_from_text(value)
        return VALUE if number is None else number
    if type(value) is ExcelError:
        return value
    return float(value)  # type: ignore[arg-type]  # a whole number handed in from outside


@lru_cache(maxsize=8192)
def number_from_text(text: str) -> float | None:
    """Return the number a text reads as (`1,234`, `5%`, `(3)`, `£2.50`, a date, a time), or None."""
    body = text.strip(" \t\r\n\xa0")
    if _NUMBER.match(body):
        number = float(body)
        return number if isfinite(number) else None
    return _dressed_number(body) if body else None


def _dressed_number(body: str) -> float | None:
    sign, scale = 1.0, 1.0
    bare = body
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = -1.0, bare[1:-1].strip()
    if bare[:1] in {"+", "-"} and sign > 0:
        sign, bare = (-1.0 if bare[0] == "-" else 1.0), bare[1:].strip()
    if bare[:1] in {"£", "$", "€"}:
        bare = bare[1:].strip()
        if bare[:1] in {"+", "-"} and sign > 0:
            sign, bare = (-1.0 if bare[0] == "-" else 1.0), bare[1:].strip()
    if bare.endswith("%"):
        scale, bare = 0.01, bare[:-1].strip()
    if _GROUPED.match(bare):
        bare = bare.replace(",", "")
    if _NUMBER.match(bare) and bare[:1] not in {"+", "-"}:
        number = sign * float(bare)
        return number / 100 if scale < 1 else number
    return serial_from_text(body)


def to_text(value: Value) -> str | ExcelError:
    """Return a scalar as text, as `&` writes it."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if type(value) is bool:
        return "TRUE" if value else "FALSE"
    if type(value) is ExcelError:
        return value
    return general(float(value))  # type: ignore[arg-type]  # a number remains


def general(number: float) -> str:
    """Return a number as `&` writes it: at most 15 significant digits, an exponent from 1E+20 on.

    The turning points to the exponent follow the table measured by the Apache POI project
    (NumberToTextConverter).
    """
    if number == int(number) and abs(number) < 1e15:  # noqa: PLR2004 - whole numbers that 15 digits hold
        return str(int(number))
    mantissa, exponent_text = f"{abs(number):.14e}".split("e")
    exponent = int(exponent_text)
    digits = mantissa.replace(".", "").rstrip("0") or "0"
    sign = "-" if number < 0 else ""
    if exponent >= _MOST_DIGITS_PLAIN or (exponent < 0 and 1 - exponent + len(digits) > _LONGEST_PLAIN):
        point = "." if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{point}{digits[1:]}E{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    rest = digits[exponent + 1 :]
    return f"{sign}{whole}.{rest}" if rest else sign + whole


def to_logical(value: Value) -> bool | ExcelError:
    """Return a scalar as TRUE or FALSE.

    Numbers but 0 are TRUE, only the texts TRUE and FALSE count, else #VALUE!.
    """
    if type(value) is bool:
        return value
    if value is None:
        return False
    if type(value) is str:
        word = value.upper()
        return word == "TRUE" if word in {"TRUE", "FALSE"} else VALUE
    if type(value) is ExcelError:
        return value
    return value != 0


def finite(number: float) -> float | ExcelError:
    """Return a number, or #NUM! where it is too large for Excel or no number at all."""
    return number if isfinite(number) else NUM


_RANKS = {float: 0, int: 0, str: 1, bool: 2}
_EMPTY_LIKE: dict[type, Value] = {float: 0.0, int: 0.0, str: "", bool: False}


def compare(left: Value, right: Value) -> int:
    """Return -1, 0 or 1 for two scalars without errors: numbers before texts before FALSE before TRUE.

    A blank counts as 0, as "" or as FALSE, whatever the other side is. Case does not count.
    """
    if left is None:
        left = _EMPTY_LIKE.get(type(right), 0.0)
    if right is None:
        right = _EMPTY_LIKE.get(type(left), 0.0)
    left_rank, right_rank = _RANKS[type(left)], _RANKS[type(right)]
    if left_rank != right_rank:
        return -1 if left_rank < right_rank else 1
    if left_rank == 0:
        return compare_numbers(left, right)  # type: ignore[arg-type]  # both ranks are 0: numbers
    if left_rank == 1:
        return compare_texts(left, right)  # type: ignore[arg-type]  # both ranks are 1: texts
    return (left > right) - (left < right)  # type: ignore[operator]  # both are logicals


def compare_numbers(left: float, right: float) -> int:
    """Return -1, 0 or 1; numbers equal in 15 significant digits are equal."""
    if left == right:
        return 0
    if abs(left - right) <= 1e-14 * abs(left) and f"{left:.14e}" == f"{right:.14e}":
        return 0
    return -1 if left < right else 1


def compare_texts(left: str, right: str) -> int:
    """Return -1, 0 or 1 for two texts, case not counting."""
    if left == right:
        return 0
    first, second = text_key(left), text_key(right)
    return (first > second) - (first < second)


_SIGNS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_SIGN_TABLE = str.maketrans({sign: chr(1 + place) for place, sign in enumerate(" " + _SIGNS)})
_PLAIN = re.compile(r"[a-z0-9]*$")


@lru_cache(maxsize=65536)
def text_key(text: str) -> str:
    """Return a key that puts texts in Excel's order: signs, then digits, then letters without case.

    The order of signs is that of Microsoft's support page "Sort data in a range or table".
    """
    folded = text.lower()
    return folded if _PLAIN.match(folded) else folded.translate(_SIGN_TABLE)


_PLAIN_WORDS = re.compile(r"[A-Za-z0-9 ]*")


def in_plain_order(texts: Iterable[object]) -> bool:
    """Tell whether texts hold letters, digits and spaces alone, whose order is the same in every language."""
    return all(_PLAIN_WORDS.fullmatch(str(text)) for text in texts)
