"""Texts cut, searched and changed."""

import re

from fingerpost.formulas.criteria import wildcard
from fingerpost.formulas.registry import excel
from fingerpost.formulas.values import VALUE, Value

_LONGEST_TEXT = 32_767
_CONTROL = re.compile("[\x00-\x1f]")
_SPACES = re.compile(" +")


@excel("LEN", signature="t")
def len_(text: str) -> float:
    """How many characters, one outside the basic plane counting two."""
    return float(len(text) + sum(ord(sign) > 0xFFFF for sign in text))  # noqa: PLR2004 - the basic plane's end


@excel("LEFT", signature="tn?")
def left(text: str, count: float = 1.0) -> Value:
    """The first characters."""
    return VALUE if count < 0 else text[: int(count)]


@excel("RIGHT", signature="tn?")
def right(text: str, count: float = 1.0) -> Value:
    """The last characters."""
    if count < 0:
        return VALUE
    return text[-int(count) :] if int(count) else ""


@excel("MID", signature="tnn")
def mid(text: str, start: float, count: float) -> Value:
    """Characters from a place counted from 1."""
    if start < 1 or count < 0:
        return VALUE
    return text[int(start) - 1 : int(start) - 1 + int(count)]


@excel("TRIM", signature="t")
def trim(text: str) -> str:
    """Without spaces at the ends, one space between words; other white space stays."""
    return _SPACES.sub(" ", text).strip(" ")


@excel("CLEAN", signature="t")
def clean(text: str) -> str:
    """Without the first 32 control characters."""
    return _CONTROL.sub("", text)


@excel("UPPER", signature="t")
def upper(text: str) -> str:
    """In capitals."""
    return text.upper()


@excel("LOWER", signature="t")
def lower(text: str) -> str:
    """In small letters."""
    return text.lower()


@excel("PROPER", signature="t")
def proper(text: str) -> str:
    """A capital after anything that is no letter, small letters else."""
    pieces, after_letter = [], False
    for sign in text:
        pieces.append(sign.lower() if after_letter else sign.upper())
        after_letter = sign.isalpha()
    return "".join(pieces)


@excel("FIND", signature="ttn?")
def find(wanted: str, text: str, start: float = 1.0) -> Value:
    """The place of a text, case counting."""
    if not 1 <= start <= len(text) + 1:
        return VALUE
    place = text.find(wanted, int(start) - 1)
    return VALUE if place < 0 else float(place + 1)


@excel("SEARCH", signature="ttn?")
def search(wanted: str, text: str, start: float = 1.0) -> Value:
    """The place of a text, case not counting, wildcards counting."""
    if not 1 <= start <= len(text) + 1:
        return VALUE
    pattern = wildcard(wanted) or re.compile(re.escape(wanted), re.IGNORECASE)
    found = pattern.search(text, int(start) - 1)
    return float(found.start() + 1) if found else VALUE


@excel("SUBSTITUTE", signature="tttn?")
def substitute(text: str, old: str, new: str, which: float | None = None) -> Value:
    """A text with one part put for another, everywhere or in one place; case counts."""
    if which is not None and which < 1:
        return VALUE
    if not old:
        return text
    if which is None:
        return _short(text.replace(old, new))
    pieces = text.split(old)
    count = int(which)
    if count >= len(pieces):
        return text
    return _short(old.join(pieces[:count]) + new + old.join(pieces[count:]))


@excel("REPLACE", signature="tnnt")
def replace(text: str, start: float, count: float, new: str) -> Value:
    """A text with some characters put in place of others."""
    if start < 1 or count < 0:
        return VALUE
    first = int(start) - 1
    return _short(text[:first] + new + text[first + int(count) :])


@excel("REPT", signature="tn")
def rept(text: str, times: float) -> Value:
    """A text several times over."""
    return VALUE if times < 0 or len(text) * int(times) > _LONGEST_TEXT else text * int(times)


@excel("EXACT", signature="tt")
def exact(first: str, second: str) -> bool:
    """Whether two texts are the same, case counting."""
    return first == second


@excel("CODE", signature="t")
def code(text: str) -> Value:
    """The number of the first character in Windows' character set."""
    if not text:
        return VALUE
    return float(text[0].encode("cp1252", "replace")[0])


@excel("UNICODE", signature="t")
def unicode_(text: str) -> Value:
    """The number of the first character."""
    return float(ord(text[0])) if text else VALUE


@excel("CHAR", signature="n")
def char(number: float) -> Value:
    """The character of a number in Windows' character set."""
    if not 1 <= number < 256:  # noqa: PLR2004 - the size of the set
        return VALUE
    return bytes([int(number)]).decode("cp1252", "replace")


@excel("UNICHAR", signature="n")
def unichar(number: float) -> Value:
    """The character of a number."""
    point = int(number)
    if not 1 <= point <= 0x10FFFF or 0xD800 <= point <= 0xDFFF:  # noqa: PLR2004 - Unicode's end and surrogates
        return VALUE
    return chr(point)


def _short(text: str) -> Value:
    """Return a text, or #VALUE! where a cell cannot hold it."""
    return VALUE if len(text) > _LONGEST_TEXT else text
