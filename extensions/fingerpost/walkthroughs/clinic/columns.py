"""Which columns of a table a chart can take: what makes groups, and what is summed up."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.clinic.chart import HOWS, Measure
from fingerpost.walkthroughs.clinic.periods import MOST_MONTHS, Period

MOST_GROUPS = 20
_MOST_COLUMNS = 40


@dataclass(frozen=True)
class Columns:
    """The columns of a table that a chart can take: what makes groups, and what is summed up."""

    groups: tuple[str, ...]
    numbers: tuple[str, ...]
    periods: dict[str, Period] = field(default_factory=dict)
    """The months and years of dates among the groups, by their names."""

    @property
    def measures(self) -> dict[str, Measure]:
        """Return everything that may be drawn, by its name in a control."""
        summed = [Measure(how, name) for name in self.numbers for how in HOWS]
        return {measure.key: measure for measure in (Measure(), *summed)}


def columns_of(table: pd.DataFrame, periods: dict[str, Period]) -> Columns:
    """Return the columns of few different values, the months and years of dates, and those of numbers."""
    names = [str(name) for name in table.columns][:_MOST_COLUMNS]
    made = [name for name in periods if name not in names]
    groups = tuple(
        name for name in (*names, *made) if 1 < groups_in(table[name]) <= most_groups(periods.get(name))
    )
    numbers = tuple(
        name
        for name in names
        if types.is_numeric_dtype(table[name])
        and not types.is_bool_dtype(table[name])
        and table[name].notna().any()
    )
    return Columns(groups, numbers, {name: periods[name] for name in periods if name in groups})


def most_groups(period: Period | None) -> int:
    """Return how many groups a chart has room for: months are read along a line, two years of them."""
    return MOST_MONTHS if period and period.each == "month" else MOST_GROUPS


def groups_in(values: "pd.Series[Any]") -> int:
    """Return how many groups a column makes, or 0 if its values read otherwise in SQL."""
    fits = types.is_string_dtype(values) or types.is_numeric_dtype(values) or types.is_bool_dtype(values)
    return values.nunique() if fits and not isinstance(values.dtype, pd.CategoricalDtype) else 0
