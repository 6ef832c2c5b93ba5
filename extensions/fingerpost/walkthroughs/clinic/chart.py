"""A chart as its choices, and the numbers it draws."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.clinic.axis import Axis, cut_axis, excel_cuts
from fingerpost.walkthroughs.clinic.periods import Period

ROWS = "rows"
HOWS = {"sum": ("sum", "sum"), "average": ("mean", "avg")}
"""How numbers are summed up, as pandas and SQL call it."""
MARKS = {"bar": "bars", "column": "columns", "line": "line", "point": "points", "pie": "pie"}
_NO_UNIT = {"table", "second", "other", "func", "engine", "engine_kwargs"}
"""No name of one's own, names of a second measure, and words that `agg` keeps for itself."""
_LONGEST_LABEL = 34
"""How many letters a label has at most: "socially unacceptable behaviour" is read whole beside its bar."""
SMALL = 10
"""Safe-desk rule 2: counts below it stay at the desk."""


@dataclass(frozen=True)
class Measure:
    """What is drawn: how many rows, or a column of numbers summed up. `column` is blank for rows."""

    how: str = ROWS
    column: str = ""

    @property
    def key(self) -> str:
        """The measure as a control's value: 'rows', 'average of DAYS'."""
        return f"{self.how} of {self.column}" if self.column else ROWS


@dataclass(frozen=True)
class Chart:
    """Every choice a chart is made of."""

    table: str
    x: str
    measure: Measure = Measure()
    mark: str = "bar"
    order: str = "number"
    baseline: str = "zero"
    colour: str = "one"
    labels: str = "yes"
    second: Measure | None = None
    title: str = ""
    period: Period | None = None
    """What `x` is made from, if it is the months or years of dates."""
    unit: str = ROWS
    """What one row is, several of them: the table's name, if it has one of its own."""

    def called(self, measure: Measure) -> str:
        """Return what a measure is called on an axis: rows by what each of them is."""
        return measure.key if measure.column else self.unit

    @property
    def second_heading(self) -> str:
        """What the second measure's column is called."""
        return "second" if self.x.casefold() != "second" else "other"

    @property
    def heading(self) -> str:
        """What the numbers' column is called: another word if the groups' is called so."""
        plain = self.measure.how if self.measure.column else self.unit
        return plain if self.x.casefold() != plain.casefold() else "n"


@dataclass(frozen=True)
class Group:
    """One label with its number, the rows it stands for, and the number of a second axis."""

    label: str
    raw: Any
    value: float
    rows: int
    second: float | None = None


@dataclass(frozen=True)
class Counted:
    """The groups of a column with their numbers, in the order of their labels."""

    groups: tuple[Group, ...]
    blank: int
    """Rows that have no label and are in no group."""
    overall: float
    """The measure of all rows that have a label, taken at once."""
    x_has_order: bool


@dataclass(frozen=True)
class Drawn:
    """What a chart draws of a table: its groups, in the order in which they are drawn."""

    chart: Chart
    groups: tuple[Group, ...]
    blank: int
    overall: float
    x_has_order: bool

    @property
    def largest(self) -> Group:
        """The group with the largest number; the first of several."""
        return max(self.groups, key=lambda group: group.value)

    @property
    def smallest(self) -> Group:
        """The group with the smallest number."""
        return min(self.groups, key=lambda group: group.value)

    @property
    def total(self) -> float:
        """The numbers added up."""
        return sum(group.value for group in self.groups)

    @cached_property
    def floor(self) -> float:
        """Where the axis starts: 0, or a round figure below the smallest number."""
        return self.cut.low if self.cut else min(0.0, self.smallest.value)

    @cached_property
    def cut(self) -> Axis | None:
        """The axis that starts above 0, if it does."""
        if self.chart.baseline == "zero" or self.smallest.value <= 0:
            return None
        return cut_axis(self.smallest.value, self.largest.value)

    @property
    def highlighted(self) -> str:
        """The label that is coloured alone, or nothing."""
        return self.chart.colour.removeprefix("only ") if self.chart.colour.startswith("only ") else ""


def unit_of(name: str) -> str:
    """Return what the rows of a table of this name are called, where it can name a column too."""
    return name if name.isidentifier() and name not in _NO_UNIT else ROWS


def excels_baseline(drawn: Drawn) -> str:
    """Return where Excel starts a column chart's axis by itself: above 0 where all numbers are close."""
    return "cut" if excel_cuts(drawn.smallest.value, drawn.largest.value) else "zero"


def count_groups(table: pd.DataFrame, chart: Chart) -> Counted:
    """Return the groups of a table in the order of their labels; those with no number at all are left out."""
    grouped = table.groupby(chart.x)
    sizes = grouped.size()
    values = summed(grouped, chart.measure)
    second = summed(grouped, chart.second).tolist() if chart.second else [None] * len(sizes)
    lines = zip(values.index, values.tolist(), sizes.tolist(), second, strict=True)
    groups = tuple(
        Group(label_of(raw), raw, float(value), rows, None if pd.isna(other) else float(other))
        for raw, value, rows, other in lines
        if not pd.isna(value)
    )
    labelled = table[table[chart.x].notna()]
    return Counted(
        groups,
        blank=len(table) - len(labelled),
        overall=_over_all(labelled, chart.measure),
        x_has_order=has_order(table[chart.x]),
    )


def arrange(counted: Counted, chart: Chart) -> Drawn:
    """Return the groups as `chart` draws them."""
    by_number = sorted(counted.groups, key=lambda group: -group.value)
    groups = tuple(by_number) if chart.order == "number" else counted.groups
    return Drawn(chart, groups, counted.blank, counted.overall, counted.x_has_order)


def summed(grouped: Any, measure: Measure) -> "pd.Series[Any]":  # noqa: ANN401 - the stubs' names for it are private
    """Return the measure of each group."""
    if not measure.column:
        return grouped.size()  # type: ignore[no-any-return]  # as above
    return grouped[measure.column].agg(HOWS[measure.how][0])  # type: ignore[no-any-return]  # as above


def _over_all(table: pd.DataFrame, measure: Measure) -> float:
    return float(table[measure.column].agg(HOWS[measure.how][0])) if measure.column else float(len(table))


def label_of(raw: object) -> str:
    """Return a group's value as a chart writes it: a name may be longer than fits a cell."""
    return raw if isinstance(raw, str) and len(raw) <= _LONGEST_LABEL else str(to_cell(raw))


def has_order(values: "pd.Series[Any]") -> bool:
    """Return whether labels have an order of their own: numbers, and text that is written like 2024-04."""
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return True
    filled = values.dropna()
    return bool(pd.api.types.is_string_dtype(filled) and filled.str.fullmatch(r"\d{4}([-/]\d{2}){0,2}").all())


def said(number: float) -> str:
    """Return a number as a label says it: thousands with commas, one decimal where it has any."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def said_on_axis(number: float) -> str:
    """Return a number as an axis says it: thousands with commas, and every decimal it has."""
    return f"{number:,.12g}"
