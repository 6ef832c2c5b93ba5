"""Dates as groups: the month or the year of each, written so that their order is that of their letters."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.quoting import quoted, sql_literal, sql_name

MOST_MONTHS = 24
_MOST_DATES = 3
_FORMATS = {"month": "%Y-%m", "year": "%Y"}


@dataclass(frozen=True)
class Period:
    """A column of months or years made from a column of dates: `name` is what the code calls it."""

    name: str
    column: str
    each: str

    @property
    def in_pandas(self) -> str:
        """What assign takes to make the column of a table called {table}."""
        made = f'{{table}}[{quoted(self.column)}].dt.strftime("{_FORMATS[self.each]}")'
        return f"{self.name}={made}" if self.name.isidentifier() else f"**{{{{{quoted(self.name)}: {made}}}}}"

    @property
    def in_sql(self) -> str:
        """The value of the column in SQL."""
        return f"strftime({sql_name(self.column)}, {sql_literal(_FORMATS[self.each])})"

    def missing(self, labels: tuple[str, ...]) -> list[str]:
        """Return the months or years between the first and the last that no row falls in."""
        if not labels:
            return []
        unit = self.each[0].upper()
        every = pd.period_range(min(labels), max(labels), freq=unit).strftime(_FORMATS[self.each])
        return [label for label in every if label not in labels]


def with_periods(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Period]]:
    """Return the table with months and years of its first dates, and what each of them is made from."""
    dates = [name for name in table.columns if types.is_datetime64_dtype(table[name].dtype)]
    found = [
        Period(f"{name}_{each}", str(name), each)
        for name in dates[:_MOST_DATES]
        for each in _FORMATS
        if f"{name}_{each}" not in table.columns
    ]
    made = {period.name: _labels(table[period.column], period.each) for period in found}
    return table.assign(**made), {period.name: period for period in found}


def _labels(days: "pd.Series[Any]", each: str) -> "pd.Series[Any]":
    """Return each day's label; a label is written once, however many days bear it."""
    months = days.dt.year * 12 + days.dt.month - 1 if each == "month" else days.dt.year
    codes, different = pd.factorize(months)
    written = [
        f"{int(one) // 12:04}-{int(one) % 12 + 1:02}" if each == "month" else f"{int(one):04}"
        for one in different
    ]
    texts = pd.array([*written, None], dtype="str")  # a blank's code is -1, the last
    return pd.Series(texts.take(codes.astype("int64") % len(texts)), index=days.index)
