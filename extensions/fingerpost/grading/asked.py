"""What a task asks for: the name that must hold the answer, and the shape the answer must have."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Totals = Literal["no", "optional", "wanted"]

BLANK_WORDS = frozenset(
    {"", "(blank)", "blank", "nan", "<na>", "nat", "none", "null", "missing", "not recorded"}
)
"""Words that stand for a blank key once cut at the edges and put in small letters."""


@dataclass(frozen=True)
class TableAsked:
    """A table of `values` by `keys`; a key called month is read as a month, whatever type it came in.

    Where `codes` says what a key looks like, one other word among them is a learner's own for the blank.
    Where `names` are told, the learner is asked for a `dict` with just these keys.
    """

    name: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    ordered: bool = False
    tolerance: float = 1e-9
    totals: Totals = "no"
    zero_rows: bool = False
    holds: Literal["number", "any"] = "number"
    blank_words: frozenset[str] = BLANK_WORDS
    codes: str = ""
    names: tuple[str, ...] = ()
    kind: Literal["table"] = "table"

    @property
    def shape(self) -> str:
        """Return the shape in a learner's words: 'one row for each month, with the number of children …'."""
        if self.names:
            names = _listed((f"`{name}`" for name in self.names), "and")
            return f"a `dict` with {names}, each with its {' and '.join(self.values)}"
        told = " and ".join(self._told(value) for value in self.values)
        return f"one row for each {' and '.join(self.keys)}, with {told} beside it"

    def _told(self, value: str) -> str:
        """Return what stands in a column: a column called by what it counts holds their number."""
        counts = self.holds == "number" and value.islower() and value.endswith(("s", "children"))
        return f"the number of {value}" if counts else f"`{value}`"


@dataclass(frozen=True)
class NumberAsked:
    """One number, right within `tolerance` (in the number's own unit)."""

    name: str
    tolerance: float = 1e-9
    kind: Literal["number"] = "number"
    shape: str = "one number"


@dataclass(frozen=True)
class TextAsked:
    """A piece of text; spaces at the edges and, unless told, capitals do not matter."""

    name: str
    case_matters: bool = False
    kind: Literal["text"] = "text"
    shape: str = "a piece of text"


@dataclass(frozen=True)
class ChoiceAsked:
    """One of the `options`, or any number of them where `several` is true."""

    name: str
    options: tuple[str, ...]
    several: bool = False
    kind: Literal["choice"] = "choice"

    @property
    def shape(self) -> str:
        """Return the shape in a learner's words, options included."""
        how_many = "a list of any of" if self.several else "one of"
        return f"{how_many} {', '.join(repr(option) for option in self.options)}"


@dataclass(frozen=True)
class ChartAsked:
    """An Altair chart drawn with one of `marks`, `key` along one axis and `value` along the other.

    `by` is a column of which each value is drawn apart: a line, a colour or a small picture each.
    """

    name: str
    marks: tuple[str, ...]
    key: str
    value: str
    by: str = ""
    tolerance: float = 1e-9
    kind: Literal["chart"] = "chart"

    @property
    def shape(self) -> str:
        """Return the shape in a learner's words."""
        each = f", for each {self.by}" if self.by else ""
        return f"an Altair {_listed(self.marks, 'or')} chart of {self.value} by {self.key}{each}"

    @property
    def points(self) -> TableAsked:
        """Return the table whose rows the chart must draw."""
        keys = (self.key, self.by) if self.by else (self.key,)
        return TableAsked(self.name, keys, (self.value,), tolerance=self.tolerance)


Asked = TableAsked | NumberAsked | TextAsked | ChoiceAsked | ChartAsked


def in_a_tuple(words: str | Iterable[str]) -> tuple[str, ...]:
    """Return one word or several as a tuple of words."""
    return (words,) if isinstance(words, str) else tuple(words)


def _listed(words: Iterable[str], last: str) -> str:
    """Return words as prose lists them, with `last` before the last one: 'a, b or c'."""
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end
