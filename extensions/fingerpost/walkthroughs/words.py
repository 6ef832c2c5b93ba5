"""The words a pivot is told in: the sector's for columns we know, the columns' own names otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Counted:
    """What a column counts: one of them, several, and the heading of their count."""

    one: str
    several: str
    heading: str


@dataclass(frozen=True)
class Piled:
    """What a column sorts rows into, how a row stands to it, and what its blank means."""

    one: str
    several: str
    where: str
    blank: str


@dataclass(frozen=True)
class Words:
    """Everything a pivot needs to speak of one table."""

    table: str
    rows: str
    count: str
    row: str
    counted: Counted
    piled: Piled

    def rows_of(self, number: int) -> str:
        """Return a number of rows in words: 'one row', '12 rows'."""
        return number_of(number, "row")


_COUNTED = {
    "CHILD": Counted("child", "children", "children"),
}
_PILED = {
    "PLACE": Piled("placement", "placements", "in each kind of placement", "no placement recorded"),
    "LS": Piled("legal status", "legal statuses", "under each legal status", "no status recorded"),
    "CIN": Piled("need", "needs", "in each category of need", "no need recorded"),
    "RNE": Piled("reason", "reasons", "for each reason", "no reason recorded"),
}


def known_to_be_counted() -> frozenset[str]:
    """Return the columns that we know to hold ids: one counts them, and never adds them up."""
    return frozenset(_COUNTED)


def words_for(*, rows: str, count: str, table: str | None) -> Words:
    """Return the words for a pivot of `rows` counting `count`; `table` is its name in code."""
    known = count in _COUNTED and rows in _PILED
    return Words(
        table=table or ("episodes" if known else "table"),
        rows=rows,
        count=count,
        row="episode" if known else "row",
        counted=_COUNTED.get(count, Counted(f"{count} value", f"{count} values", "different")),
        piled=_PILED.get(rows, Piled(f"{rows} value", f"{rows} values", f"for each {rows}", f"no {rows}")),
    )


def in_words(number: int) -> str:
    """Return a number as prose has it: 'three', '12', '2,731'."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def number_of(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun: 'one row', 'three rows'."""
    return f"{in_words(number)} {one if number == 1 else several or one + 's'}"


def capital(sentence: str) -> str:
    """Return a sentence with a capital first letter and nothing else changed."""
    return sentence[:1].upper() + sentence[1:]


def listed(words: Iterable[str]) -> str:
    """Return words as prose lists them: 'a, b and c'."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last
