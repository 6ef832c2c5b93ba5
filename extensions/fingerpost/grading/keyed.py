"""The one form into which every table is read before it is compared: values by key."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from fingerpost.grading.asked import BLANK_WORDS
from fingerpost.grading.cells import Cell, as_month, as_number, as_text

BLANK = "(blank)"
TOTAL = "Total"
TOTAL_WORDS = frozenset({"all", "total", "totals", "grand total", "sum"})

Key = str | tuple[str, ...]
Value = Cell | dict[str, Cell]


class Keyed(Mapping[Key, Value]):
    """A table as values by key, whatever form it came in.

    A key is text ('2024-04' for a month, '(blank)' for a blank), a tuple of text where several keys are
    asked; a value is a number, text or None, a dict by name where several values are asked. Looking up
    accepts any writing of a key: `value[None]` is `value["(blank)"]`.
    """

    def __init__(
        self,
        entries: list[tuple[Key, Value]],
        *,
        keys: tuple[str, ...],
        values: tuple[str, ...],
        months: tuple[str, ...] = (),
        blank_words: frozenset[str] = BLANK_WORDS,
    ) -> None:
        self.entries = tuple(entries)
        """Every row in the order it was given, rows with a repeated key included."""
        self.order = tuple(key for key, _ in self.entries)
        """The keys in the order given, repeats included."""
        self.key_names = keys
        self.value_names = values
        self._months = months
        self._blank_words = blank_words
        self._first = {key: value for key, value in reversed(self.entries)}  # noqa: C416 - the first of a repeated key stays

    def __getitem__(self, key: object) -> Value:
        if key in self._first:
            return self._first[key]
        return self._first[self._canonical(key)]

    def __iter__(self) -> Iterator[Key]:
        return iter(dict.fromkeys(key for key, _ in self.entries))

    def __len__(self) -> int:
        return len(self._first)

    def __repr__(self) -> str:
        return f"Keyed({dict(self.items())!r})"

    def _canonical(self, key: object) -> Key:
        parts = key if isinstance(key, tuple) else (key,)
        told = tuple(
            key_text(part, is_month=name in self._months, blank_words=self._blank_words)
            for part, name in zip(parts, self.key_names, strict=False)
        )
        return told if isinstance(key, tuple) else told[0]

    @property
    def repeated(self) -> tuple[Key, ...]:
        """Return the keys that stand in more than one row."""
        return tuple(key for key, times in Counter(self.order).items() if times > 1)

    @property
    def total(self) -> float:
        """Return the sum of all numbers, rows called Total left out."""
        return sum(
            number
            for key, value in self.entries
            if TOTAL not in (key if isinstance(key, tuple) else (key,))
            for number in _numbers(value)
        )

    def rows(self, keys: list[Key] | tuple[Key, ...]) -> tuple[dict[str, object], ...]:
        """Return the rows of these keys as a learner would read them, at most five: numbers, text, blanks."""
        shown = [(key, self._first[key]) for key in keys if key in self._first][:5]
        return tuple(
            {
                **dict(zip(self.key_names, key if isinstance(key, tuple) else (key,), strict=True)),
                **{
                    name: _plain(cell)
                    for name, cell in (
                        value if isinstance(value, dict) else {self.value_names[0]: value}
                    ).items()
                },
            }
            for key, value in shown
        )


def _plain(cell: Cell) -> Cell:
    """Return a cell as a verdict carries it to another process, and a person reads it: days as text."""
    if cell is None or isinstance(cell, bool | str):
        return cell
    number = as_number(cell)
    if number is None:
        return as_text(cell)
    return number if isinstance(number, int) else _short(number)


def _short(number: float) -> float:
    """Return a number to two decimal places, or to four figures where it is smaller than 1."""
    return round(number, 2) if abs(number) >= 1 else float(f"{number:.4g}")


def _numbers(value: Value) -> Iterator[float]:
    for cell in value.values() if isinstance(value, dict) else (value,):
        number = as_number(cell)
        if number is not None:
            yield number


def key_text(cell: object, *, is_month: bool, blank_words: frozenset[str] = BLANK_WORDS) -> str:
    """Return the one text of a key: months as YYYY-MM, blanks as (blank), numbers and days as text."""
    if cell is None or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124 - NaN differs from itself
        return BLANK
    if is_month and (month := as_month(cell)):  # type: ignore[arg-type]  # anything that is no month gives None
        return month
    told = as_text(cell)  # type: ignore[arg-type]  # anything else is told as text
    if told.casefold() in blank_words:
        return BLANK
    return TOTAL if told.casefold() in TOTAL_WORDS else told


@lru_cache(maxsize=256)
def month_keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return which keys hold a year and a month; beside a key called year a month is a number."""
    return tuple(name for name in names if name.casefold().split("_")[-1] == "month" and "year" not in names)
