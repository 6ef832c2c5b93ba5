"""TEXT's number formats: `0.0`, `#,##0;(#,##0)`, `dd/mm/yyyy`, `hh:mm AM/PM`, `[>99]0;@`.

Source: ECMA-376 part 1, section 18.8.31 "numFmts", and Microsoft's support page "Number format codes".
Names of months and days are English; what is not understood is None, for the caller to refuse.
"""

import calendar
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from fingerpost.formulas.coercion import general
from fingerpost.formulas.serials import LAST_SERIAL, parts_of

_DAYS = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_MONTHS = list(calendar.month_name)[1:]

_PIECE = re.compile(
    r'(?P<literal>"[^"]*"|\\.|_.|\*.)'
    r"|(?P<condition>\[(?:<=|>=|<>|<|>|=) *-?[0-9.]+\])"
    r"|(?P<elapsed>\[(?:h+|m+|s+)\])"
    r"|(?P<bracket>\[[^\]]*\])"
    r"|(?P<half>AM/PM|A/P)"
    r"|(?P<general>General)"
    r"|(?P<exponent>E[+-]0+)"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+)"
    r"|(?P<digits>[0#?,]*\.?[0#?,]*(?<=[0#?.,]))"
    r"|(?P<percent>%)"
    r"|(?P<at>@)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


class Piece(NamedTuple):
    """A piece of a number format and its kind."""

    kind: str
    text: str


Section = tuple[Piece, ...]
_TIMED = frozenset({"date", "elapsed"})


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the format's sections, each cut into pieces."""
    sections: list[list[Piece]] = [[]]
    for match in _PIECE.finditer(code):
        kind = match.lastgroup or "other"
        if kind == "other" and match.group() == ";":
            sections.append([])
        elif match.group():
            sections[-1].append(Piece(kind, match.group()))
    return tuple(tuple(section) for section in sections)


def format_number(number: float, code: str) -> str | None:
    """Return a number as TEXT writes it, or None for a format or a value that cannot be shown."""
    if code == "":
        return ""
    sections = sections_of(code)
    section, shown, signed = _section_for(number, sections)
    kinds = {piece.kind for piece in section}
    if "date" in kinds or "elapsed" in kinds:
        return _as_date(number, section) if 0 <= number < LAST_SERIAL + 1 else None
    body = _as_number(shown, section)
    return body if body is None or not signed else "-" + body


_TEXT_SECTION = 3  # the fourth: positive, negative, zero, text


def is_unread(code: str) -> bool:
    """Tell whether a format writes fractions (`# ?/?`) or unusual exponents (`#e-#`), not understood here."""
    return any(_is_unread(section) for section in sections_of(code))


def _is_unread(section: Section) -> bool:
    timed = [piece.text for piece in section if piece.kind in _TIMED]
    has_digits = any(piece.kind == "digits" and piece.text.strip(".,") for piece in section)
    is_power = has_digits and any(text[0] in "eE" for text in timed)
    return is_power or (not timed and any(piece.text == "/" for piece in section))


def format_text(text: str, code: str) -> str:
    """Return a text as TEXT writes it: the fourth section where there is one, else the text itself."""
    sections = sections_of(code)
    section = next((part for part in sections if any(piece.kind == "at" for piece in part)), None)
    if section is None and len(sections) > _TEXT_SECTION:
        section = sections[_TEXT_SECTION]
    if section is None:
        return text
    return "".join(text if piece.kind == "at" else _literal(piece) for piece in section)


def _section_for(number: float, sections: tuple[Section, ...]) -> tuple[Section, float, bool]:
    """Return the section for a number, the number to show, and whether a minus stands before it."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, condition):
                return section, abs(number), number < 0
        last = sections[-1] if len(sections) > 1 else sections_of("General")[0]
        return last, abs(number), number < 0
    numeric = [section for section in sections[:3] if not any(piece.kind == "at" for piece in section)] or [
        sections[0]
    ]
    if number < 0 and len(numeric) > 1:
        return numeric[1], -number, False
    if number == 0 and len(numeric) > 2:  # noqa: PLR2004 - the third section is for zero
        return numeric[2], 0.0, False
    return numeric[0], abs(number), number < 0 and _rounds_away_from_zero(number, numeric[0])


def _rounds_away_from_zero(number: float, section: Section) -> bool:
    """A number that is shown as 0 carries no minus."""
    body = _as_number(abs(number), section) or ""
    return any(character in "123456789" for character in body) or not any(
        piece.kind == "digits" for piece in section
    )


def _condition(section: Section) -> tuple[str, float] | None:
    for piece in section:
        if piece.kind == "condition":
            match = re.match(r"\[(<=|>=|<>|<|>|=)(.*)\]", piece.text)
            return (match.group(1), float(match.group(2))) if match else None
    return None


def _holds(number: float, condition: tuple[str, float]) -> bool:
    operator, bound = condition
    return {
        "<": number < bound,
        ">": number > bound,
        "<=": number <= bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[operator]


def _literal(piece: Piece) -> str:
    if piece.kind == "literal":
        first = piece.text[0]
        return {'"': piece.text[1:-1], "\\": piece.text[1:], "_": " ", "*": ""}[first]
    if piece.kind == "bracket" and piece.text.startswith("[$"):
        return piece.text[2:-1].partition("-")[0]
    return piece.text if piece.kind in {"other", "percent"} else ""


def general_in_cell(number: float) -> str:
    """Return a number, not negative, as the format General shows it: in eleven characters.

    The turning points are those that Excel saved in the Apache POI project's GeneralFormatTests.xlsx.
    """
    plain = general(number)
    if len(plain) <= _CELL_WIDTH and "E" not in plain:
        return plain
    if 1e-4 <= number < 1e11:  # noqa: PLR2004 - between these no exponent is shown
        return general(round(number, max(0, _CELL_WIDTH - 1 - len(str(int(number))))))
    mantissa, exponent = f"{number:.5e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


_CELL_WIDTH = 11


def _as_number(number: float, section: Section) -> str | None:
    kinds = [piece.kind for piece in section]
    if "half" in kinds or "/" in [piece.text for piece in section]:
        return None
    if "digits" not in kinds:
        return "".join(
            general_in_cell(number) if piece.kind in {"general", "at"} else _literal(piece)
            for piece in section
        )
    pattern = "".join(piece.text for piece in section if piece.kind == "digits")
    scaled = Decimal(f"{number:.15g}") * (100 ** kinds.count("percent"))
    if "exponent" in kinds:
        return _scientific(scaled, section, pattern)
    return _placed(scaled, section, pattern)


def _placed(scaled: Decimal, section: Section, pattern: str) -> str:
    """Lay the digits of a number over the places of its format."""
    whole_part, point, decimals_part = pattern.partition(".")
    decimals_part = decimals_part.replace(".", "")
    thousands = sum(len(part) - len(part.rstrip(",")) for part in (whole_part, decimals_part))
    scaled /= Decimal(1000) ** thousands
    decimals_part = decimals_part.replace(",", "")
    grouped = "," in whole_part.rstrip(",")
    whole_part = whole_part.replace(",", "")
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals_part)), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    whole_text = _whole(whole, whole_part, grouped=grouped)
    decimal_text = _decimals(decimals, decimals_part)
    return _woven(whole_text + (point + decimal_text if point else ""), section)


def _whole(digits: str, places: str, *, grouped: bool) -> str:
    shown = "" if digits == "0" else digits
    fewest = len(places) - len(places.replace("0", " ").lstrip("#?")) if "0" in places else len(places)
    required = len(places) - fewest if "0" in places else 0
    shown = shown.rjust(required, "0")
    padded = places.count("?")
    if padded and len(shown) < len(places):
        shown = shown.rjust(len(places))
    if grouped and shown.strip():
        shown = f"{shown[: len(shown) % 3]},{_threes(shown[len(shown) % 3 :])}".strip(",")
    return shown


def _threes(digits: str) -> str:
    return ",".join(digits[place : place + 3] for place in range(0, len(digits), 3))


def _decimals(digits: str, places: str) -> str:
    shown = list(digits)
    for place in range(len(places) - 1, -1, -1):
        if shown[place] != "0" or places[place] == "0":
            break
        shown[place] = "" if places[place] == "#" else " "
    return "".join(shown)


def _woven(digits: str, section: Section) -> str:
    """Put the literals of a section around and between the digits, which fill their places from the right."""
    whole, point, decimals = digits.partition(".")
    places = [piece.text for piece in section if piece.kind == "digits"]
    shares = _shares(whole, [len(text.partition(".")[0]) for text in places])
    dotted = next((place for place, text in enumerate(places) if "." in text), len(places) - 1)
    shares[dotted] += point + decimals
    waiting = iter(shares)
    return "".join(next(waiting) if piece.kind == "digits" else _literal(piece) for piece in section)


def _shares(whole: str, widths: list[int]) -> list[str]:
    """Share the digits out from the right: each run of places takes its width, the first takes the rest."""
    shares = []
    for width in reversed(widths[1:]):
        cut = max(len(whole) - width, 0)
        shares.append(whole[cut:])
        whole = whole[:cut]
    return [whole, *reversed(shares)]


def _scientific(scaled: Decimal, section: Section, pattern: str) -> str:
    whole_part, point, decimals_part = pattern.partition(".")
    width = max(len(whole_part), 1)
    exponent = scaled.adjusted() if scaled else 0
    exponent -= exponent % width if width > 1 else 0
    mantissa = scaled.scaleb(-exponent).quantize(
        Decimal(1).scaleb(-len(decimals_part)), rounding=ROUND_HALF_UP
    )
    if mantissa >= Decimal(10) ** width:
        exponent += width
        mantissa = (mantissa / Decimal(10) ** width).quantize(Decimal(1).scaleb(-len(decimals_part)))
    whole, _, decimals = f"{mantissa:f}".partition(".")
    code = next(piece.text for piece in section if piece.kind == "exponent")
    sign = "-" if exponent < 0 else ("+" if code[1] == "+" else "")
    digits = whole.rjust(whole_part.count("0"), "0") + (
        point + _decimals(decimals, decimals_part) if point else ""
    )
    return _woven(f"{digits}{code[0]}{sign}{str(abs(exponent)).rjust(len(code) - 2, '0')}", section)


def _as_date(serial: float, section: Section) -> str | None:
    pieces = list(section)
    seconds_places = max(
        (len(piece.text.partition(".")[2]) for piece in pieces if _has_part(piece)), default=0
    )
    total = round(serial * 86400, seconds_places) if seconds_places > 0 else round(serial * 86400)
    has_seconds = any(piece.text.lstrip("[")[:1] in "sS" for piece in pieces if piece.kind in _TIMED)
    if not has_seconds:
        total = int(serial * 86400 + 0.5)
    parts = parts_of(total // 86400)
    if parts is None:
        return None
    elapsed = "".join(piece.text[1].lower() for piece in pieces if piece.kind == "elapsed")
    twelve = any(piece.kind == "half" for piece in pieces)
    clock = _Clock(*parts, total, total % 86400, twelve, elapsed)
    return "".join(_date_piece(place, pieces, clock) for place in range(len(pieces)))


_PART = re.compile(r"\.0+$")


def _has_part(piece: Piece) -> bool:
    """Tell whether a piece writes parts of a second: `s.00`, or the `.00` after `[s]`."""
    return (piece.kind == "date" and "." in piece.text) or (
        piece.kind == "digits" and _PART.match(piece.text) is not None
    )


class _Clock(NamedTuple):
    year: int
    month: int
    day: int
    total: float
    within: float
    twelve: bool
    elapsed: str


def _date_piece(place: int, pieces: list[Piece], clock: _Clock) -> str:
    piece = pieces[place]
    if piece.kind == "elapsed":
        return _elapsed(piece.text[1:-1], clock)
    if piece.kind == "half":
        halves = ("AM", "PM") if len(piece.text) > 3 else (piece.text[0], piece.text[2])  # noqa: PLR2004 - AM/PM or A/P
        return halves[clock.within >= 43200]  # noqa: PLR2004 - noon in seconds
    if piece.kind != "date":
        return _part_of_second(piece, clock) if _has_part(piece) else _literal_or_sign(piece)
    letter = piece.text[0].lower()
    if letter in clock.elapsed and letter != "m":
        return _elapsed(piece.text, clock)
    if letter == "m" and _is_minute(place, pieces):
        letter = "n"
    return _DATE_PARTS[letter](piece.text, clock)


def _elapsed(text: str, clock: _Clock) -> str:
    """Return all the hours, minutes or seconds there are, also where the letter comes again unbracketed."""
    unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
    return str(int(clock.total // unit)).rjust(len(text), "0")


def _part_of_second(piece: Piece, clock: _Clock) -> str:
    places = len(piece.text) - 1
    return f"{clock.within % 1:.{places}f}"[1:]


def _literal_or_sign(piece: Piece) -> str:
    return piece.text if piece.kind == "digits" else _literal(piece)


def _is_minute(place: int, pieces: list[Piece]) -> bool:
    """`m` is a minute right after an hour or a second, or right before a second."""
    timed = [piece for piece in pieces if piece.kind in {"date", "elapsed"}]
    at = sum(piece.kind in {"date", "elapsed"} for piece in pieces[:place])
    before = timed[at - 1].text.strip("[]")[0].lower() if at else ""
    after = timed[at + 1].text.strip("[]")[0].lower() if at + 1 < len(timed) else ""
    return len(pieces[place].text) <= 2 and (before in {"h", "s"} or after == "s")  # noqa: PLR2004 - m or mm


def _year(text: str, clock: _Clock) -> str:
    return f"{clock.year % 100:02d}" if len(text) <= 2 else f"{clock.year:04d}"  # noqa: PLR2004 - yy or yyyy


def _month(text: str, clock: _Clock) -> str:
    name = _MONTHS[clock.month - 1]
    by_length = {1: str(clock.month), 2: f"{clock.month:02d}", 3: name[:3], 5: name[0]}
    return by_length.get(len(text), name)


def _day(text: str, clock: _Clock) -> str:
    if len(text) <= 2:  # noqa: PLR2004 - d or dd
        return str(clock.day).rjust(len(text), "0")
    name = _DAYS[int(clock.total // 86400) % 7]
    return name[:3] if len(text) == 3 else name  # noqa: PLR2004 - ddd or dddd


def _hour(text: str, clock: _Clock) -> str:
    hour = int(clock.within // 3600)
    if clock.twelve:
        hour = hour % 12 or 12
    return str(hour).rjust(len(text), "0")


def _minute(text: str, clock: _Clock) -> str:
    return str(int(clock.within % 3600 // 60)).rjust(len(text), "0")


def _second(text: str, clock: _Clock) -> str:
    whole, point, places = text.partition(".")
    second = clock.within % 60
    if point:
        return f"{second:0{len(whole) + 1 + len(places)}.{len(places)}f}"
    return str(int(second)).rjust(len(text), "0")


_DATE_PARTS = {
    "y": _year,
    "e": _year,
    "m": _month,
    "d": _day,
    "h": _hour,
    "n": _minute,
    "s": _second,
}
