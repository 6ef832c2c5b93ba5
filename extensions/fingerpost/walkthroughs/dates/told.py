"""What the steps of the dates are told from: a column of days, a day to count to, three ways to years."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

_DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True)
class Ways:
    """Three ways to years between each day and `on`, and which rows each gets wrong."""

    born: "pd.Series[Any]"
    on: pd.Timestamp

    @property
    def days(self) -> "pd.Series[Any]":
        """Days from each date to `on`."""
        days: pd.Series[Any] = (self.on - self.born).dt.days
        return days

    @property
    def year_less_year(self) -> "pd.Series[Any]":
        """The year of `on` less the year of each date."""
        years: pd.Series[Any] = self.on.year - self.born.dt.year
        return years

    @property
    def by_length(self) -> "pd.Series[Any]":
        """Days over the length of a year, rounded down."""
        return self.days / _DAYS_OF_A_YEAR // 1

    @property
    def age(self) -> "pd.Series[Any]":
        """Whole years: one less where the birthday of that year is still to come."""
        later = self.born.dt.month * 100 + self.born.dt.day > self.on.month * 100 + self.on.day
        age: pd.Series[Any] = self.year_less_year - later
        return age

    def wrong(self, way: "pd.Series[Any]") -> tuple[int, ...]:
        """Return the rows where a way gives other years than the age."""
        differ = ((way != self.age) & self.born.notna()).to_numpy()
        return tuple(int(at) for at in differ.nonzero()[0])


@dataclass(frozen=True)
class Told:
    """One table's sample, the column and the way its dates are written, and the ways over both."""

    table: str
    column: str
    written: str
    sample: pd.DataFrame
    ways: Ways
    everything: Ways

    @property
    def on(self) -> pd.Timestamp:
        """The day that is counted to."""
        return self.ways.on
