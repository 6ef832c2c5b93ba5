"""What a pivot counts, as pandas counts it and as a PivotTable does."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell

_MOST_MEMBERS = 12

Numbers = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Pile:
    """One value of the rows' column (None: blank) and what pandas counts of its rows.

    `members` are the rows' positions (only in tables small enough to be drawn), `distinct` what
    `nunique()` gives: different values, blanks left out.
    """

    key: Cell
    rows: int
    distinct: int
    members: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a PivotTable: Count skips blank cells, Distinct Count takes a blank as one more value."""

    label: Cell
    count: int
    distinct: int


@dataclass(frozen=True)
class Counts:
    """The whole pivot of one table: piles in pandas' order, PivotTable lines in Excel's, and totals.

    `things` has a number for what is counted in each row, the same for the same; -1 is a blank.
    """

    piles: tuple[Pile, ...]
    lines: tuple[Line, ...]
    rows: int
    distinct: int
    excel_total: Line
    things: Numbers = field(repr=False, compare=False)

    @property
    def blanks(self) -> int:
        """How many rows have no value to be piled by."""
        return sum(pile.rows for pile in self.piles if pile.key is None)

    @property
    def named(self) -> tuple[Pile, ...]:
        """The piles that `groupby` makes without being asked for blanks."""
        return tuple(pile for pile in self.piles if pile.key is not None)

    @property
    def distinct_added_up(self) -> int:
        """The sum of the piles' different values: more than `distinct` if a value stands in two piles."""
        return sum(pile.distinct for pile in self.piles)

    @property
    def merged(self) -> int:
        """How many piles Excel puts into another's line, as it ignores capital letters."""
        return len(self.piles) - len(self.lines)


def count_everything(frame: pd.DataFrame, *, rows: str, count: str) -> Counts:
    """Return the pivot of `frame`: `rows` sorts its rows into piles, `count` is what is counted.

    Raises:
        CannotShowError: pandas cannot put the values of `rows` in order, or count those of `count`.
    """
    try:
        grouped = frame.groupby(rows, dropna=False, observed=True)[count]
        sizes = grouped.size()
        numbers = grouped.ngroup().to_numpy()
        things, different = pd.factorize(frame[count])
    except TypeError:
        raise CannotShowError(_not_comparable(frame, rows=rows, count=count)) from None
    members = _members(numbers)
    distinct = _different(numbers[things != -1], things[things != -1], len(sizes))
    piles = tuple(
        Pile(to_cell(key), int(size), int(distinct[at]), members.get(at, ()))
        for at, (key, size) in enumerate(sizes.items())
    )
    keys = [None if pile.key is None else key for key, pile in zip(sizes.index, piles, strict=True)]
    folded = _Folded(things, different)
    return Counts(
        piles,
        _lines(folded, keys, numbers),
        rows=len(frame),
        distinct=len(different),
        excel_total=_grand_total(folded, len(frame)),
        things=things,
    )


def _members(numbers: Numbers) -> dict[int, tuple[int, ...]]:
    """Return each pile's row positions, for tables that fit on the screen."""
    if len(numbers) > _MOST_MEMBERS:
        return {}
    return {int(pile): tuple(int(at) for at in np.flatnonzero(numbers == pile)) for pile in numbers}


def _lines(counted: "_Folded", keys: list[object], numbers: Numbers) -> tuple[Line, ...]:
    """Return the PivotTable's lines: labels that differ only in capitals share one, blanks come last."""
    first: dict[Hashable, int] = {}
    line_of_pile = np.array([first.setdefault(_folded(key), at) for at, key in enumerate(keys)])
    by_line = counted.groupby(line_of_pile[numbers])
    lines = [Line(to_cell(keys[at]), *by_line[at]) for at in first.values()]
    return tuple(sorted(lines, key=_excel_order))


class _Folded:
    """A column as Excel compares it: text without regard to capitals."""

    def __init__(self, codes: Numbers, different: Any) -> None:  # noqa: ANN401 - what pd.factorize gives
        if len(different):
            folded, _ = pd.factorize(_read_as_excel(different))
            codes = np.where(codes == -1, -1, folded[codes])
        self._codes = codes

    def groupby(self, lines: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Return, for each line, how many cells are filled and how many values differ, a blank being one."""
        of = np.asarray(lines, dtype=np.intp)
        many = int(of.max(initial=-1)) + 1
        filled = np.bincount(of[self._codes != -1], minlength=many)
        distinct = _different(of, self._codes + 1, many)
        return {int(line): (int(filled[line]), int(distinct[line])) for line in pd.unique(of)}


def _different(groups: Numbers, codes: Numbers, many: int) -> Numbers:
    """Return how many different codes, from 0, each of so many groups has."""
    width = int(codes.max(initial=0)) + 1
    pairs = pd.unique(groups.astype(np.int64) * width + codes)
    return np.bincount(pairs // width, minlength=many)


def _read_as_excel(different: Any) -> Any:  # noqa: ANN401 - whatever pd.factorize gives for the column's type
    """Return different values as Excel tells them apart: text without its capitals, types kept apart."""
    if pd.api.types.is_string_dtype(different):  # an object type may hold truths: the values are asked
        return pd.Series(different).str.casefold()
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(_folded(value), len(numbers)) for value in different])


def _grand_total(counted: "_Folded", rows: int) -> Line:
    """Return the Grand Total line over a whole column of so many rows."""
    return Line("Grand Total", *counted.groupby(np.zeros(rows, dtype=np.intp))[0])


def _folded(value: object) -> Hashable:
    return value.casefold() if isinstance(value, str) else (type(value).__name__, value)


def _excel_order(line: Line) -> tuple[int, float, str]:
    """Return Excel's ascending order: numbers, text without regard to capitals, blanks."""
    if line.label is None:
        return (2, 0.0, "")
    if isinstance(line.label, int | float):
        return (0, float(line.label), "")
    return (1, 0.0, line.label.casefold())


def _not_comparable(frame: pd.DataFrame, *, rows: str, count: str) -> str:
    """Return the sentence for a column whose values cannot be compared with each other."""
    for name in (rows, count):
        values = list(frame[name].dropna().head(10_000))
        kinds = sorted({type(value).__name__ for value in values})
        if len(kinds) > 1 or not all(isinstance(value, Hashable) for value in values):
            return (
                f"Column '{name}' holds values that cannot be compared ({', '.join(kinds)}). "
                f"Turn them into text first, for example table['{name}'].astype(str)."
            )
    return (
        f"Columns '{rows}' and '{count}' cannot be grouped and counted. Turn both into text with astype(str)."
    )
