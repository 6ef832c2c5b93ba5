"""What could point to a child in words or code: one table of kinds, how each is found and why it goes.

The forms follow the public ones: UPN (letter, 11 digits, digit or letter), NHS number (10 digits with a check
digit), postcode (the invented ZZ areas of this course too). Names of people have no form; the report says so,
and a person has to read the copy once.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SMALLEST_COUNT = 10
"""Rule 2 of the safe desk: only counts of 10 or more may leave it."""

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_PEOPLE = "(?:child(?:ren)?|young (?:person|people)|sibling|baby|babies|twin|boy|girl|pupil|famil(?:y|ies))"
_DAY = r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_LONG_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]* \d{{4}}"
_NHS_LENGTH = 10


@dataclass(frozen=True)
class Kind:
    """One kind of trace: its name, what stands in its place, why it goes, what to say instead, its form."""

    name: str
    instead: str
    why: str
    say: str
    pattern: re.Pattern[str]
    counts: Callable[[re.Match[str]], bool] = lambda _match: True


@dataclass(frozen=True)
class Trace:
    """One find in a text: what kind, and from where to where. It never holds the text itself."""

    kind: Kind
    start: int
    end: int


def traces_in(text: str) -> list[Trace]:
    """Return every trace in a text, in its order; of two that overlap, the one whose kind stands first."""
    found: list[Trace] = []
    for kind in KINDS:
        for start, end in _spans(kind, text):
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Trace(kind, start, end))
    return sorted(found, key=lambda trace: trace.start)


def without(text: str, traces: list[Trace]) -> str:
    """Return the text with each trace's words in its place."""
    for trace in sorted(traces, key=lambda one: one.start, reverse=True):
        text = text[: trace.start] + trace.kind.instead + text[trace.end :]
    return text


def _spans(kind: Kind, text: str) -> Iterator[tuple[int, int]]:
    for match in kind.pattern.finditer(text):
        if kind.counts(match):
            yield match.span("it") if "it" in kind.pattern.groupindex else match.span()


def _is_nhs_number(match: re.Match[str]) -> bool:
    """Return whether ten digits carry the check digit of an NHS number (modulus 11)."""
    digits = [int(one) for one in match.group() if one.isdigit()]
    rest = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == _NHS_LENGTH and rest % 11 == digits[-1]


def _is_no_period_edge(match: re.Match[str]) -> bool:
    """Return whether a day is neither the first nor the last of its month: those are edges of periods."""
    parts = [int(part) for part in re.findall(r"\d+", match.group("it"))]
    name = re.search(_MONTHS, match.group("it"))
    if name:
        day, month, year = parts[0], _MONTHS.split("|").index(name.group()) + 1, parts[1]
    elif parts[0] > 31:  # noqa: PLR2004 - a year stands first in 2025-03-31
        year, month, day = parts
    else:
        day, month, year = parts
    last = monthrange(year, month)[1] if 1 <= month <= 12 and year else 0  # noqa: PLR2004 - months of a year
    return day not in {1, last}


KINDS: tuple[Kind, ...] = (
    Kind(
        "pupil number",
        "[pupil number taken out]",
        "a UPN points to one child in every school system",
        "one child",
        re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b"),
    ),
    Kind(
        "NHS number",
        "[NHS number taken out]",
        "an NHS number points to one person",
        "one child",
        re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"),
        _is_nhs_number,
    ),
    Kind(  # `DOB, DATE '2025-03-31'` works out an age on a day; that day is looked at below as any other
        "date of birth",
        "[date of birth taken out]",
        "with a date of birth and a place, a child can be found",
        "of school age",
        re.compile(rf"(?i)(?:dob|birth|born)\b(?!, DATE ')[^\n]{{0,40}}?(?P<it>{_DAY}|{_LONG_DAY})"),
    ),
    Kind(
        "postcode",
        "[postcode taken out]",
        "a postcode covers about fifteen homes",
        "in one part of the county",
        re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?) ?\d[A-Z]{2}\b"),
    ),
    Kind(
        "identifier",
        "[identifier taken out]",
        "a number of five digits or more in quotes is most often a child's",
        "one child",
        re.compile(r"(?P<quote>['\"])(?P<it>[A-Z]{0,3}\d{5,12})(?P=quote)"),
    ),
    Kind(
        "identifier",
        "[identifier taken out]",
        "a number beside the word child or id is most often a child's",
        "one child",
        re.compile(
            r"(?i)\b(?:child|id|case|person|client|mosaic|lcs)\b\s*(?:no\.?|number|id)?\s*[:=#]*\s*(?P<it>\d{4,12})\b"
        ),
    ),
    Kind(
        "day",
        "[day taken out]",
        "an exact day, other than the first or last of a month, can be what points to one child",
        "in March",
        re.compile(rf"\b(?P<it>{_DAY}|{_LONG_DAY})\b"),
        _is_no_period_edge,
    ),
    Kind(
        "small count",
        "[under 10]",
        "a count under 10 can point to one child (rule 2)",
        "a small number of children",
        re.compile(rf"(?i)(?<![\w.,-])(?P<it>[1-9]|{'|'.join(_WORDS)})(?= (?:[a-z]+ )?{_PEOPLE}\b)"),
    ),
    Kind(
        "name on this computer",
        "[name taken out]",
        "a path tells who you are and how your network is built",
        "a folder of our team",
        re.compile(r"(?i)(?:[A-Z]:\\+Users\\+|/home/|/Users/)(?P<it>[^\\/\s'\"\[]+)"),
    ),
)
