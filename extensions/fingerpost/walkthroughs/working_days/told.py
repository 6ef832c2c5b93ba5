"""What the steps of the working days are told from: two columns of days, a limit, and four ways to count."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Counts = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Columns:
    """The two columns, how each writes its dates (nothing: as dates), and the limit in working days."""

    start: str
    end: str
    start_written: str
    end_written: str
    limit: int


@dataclass(frozen=True)
class Spans:
    """The rows of one table that end on or after the day they begin, counted in four ways."""

    start: "pd.Series[Any]"
    end: "pd.Series[Any]"
    holidays: tuple[pd.Timestamp, ...]

    @cached_property
    def done(self) -> Rows:
        """The rows that can be counted: both days are there, and in order."""
        return np.flatnonzero((self.start <= self.end).fillna(value=False).to_numpy(dtype=bool))

    @property
    def blank(self) -> int:
        """Rows in which a day is missing."""
        return int((self.start.isna() | self.end.isna()).sum())

    @property
    def reversed(self) -> int:
        """Rows that end before they begin."""
        return len(self.start) - self.blank - len(self.done)

    @cached_property
    def calendar(self) -> Counts:
        """Days from the first to the last, weekends and all, the first not counted."""
        first, last = self._ends
        days: Counts = (last - first).astype("int64")
        return days

    @cached_property
    def without_end(self) -> Counts:
        """Weekdays as numpy counts them: the last day is left out."""
        return np.busday_count(*self._ends)

    @cached_property
    def weekdays(self) -> Counts:
        """Weekdays with both ends."""
        first, last = self._ends
        return np.busday_count(first, last + 1)

    @cached_property
    def working(self) -> Counts:
        """Weekdays with both ends, less the bank holidays: what NETWORKDAYS gives."""
        first, last = self._ends
        return np.busday_count(first, last + 1, holidays=[day.date() for day in self.holidays])

    @cached_property
    def _ends(self) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
        first, last = (
            days.iloc[self.done].to_numpy().astype("datetime64[D]") for days in (self.start, self.end)
        )
        return first, last


@dataclass(frozen=True)
class Told:
    """One table's sample and columns, and the spans of the sample and of all rows."""

    table: str
    columns: Columns
    sample: pd.DataFrame
    spans: Spans
    everything: Spans

    @property
    def holidays(self) -> tuple[pd.Timestamp, ...]:
        """The bank holidays within the sample's days."""
        seen = self.spans
        first, last = seen.start.min(), seen.end.max()
        return tuple(day for day in seen.holidays if first <= day <= last)

    @property
    def by_holidays(self) -> tuple[int, ...]:
        """The sample's rows whose count a bank holiday changes."""
        changed = self.spans.weekdays != self.spans.working
        return tuple(int(row) for row in self.spans.done[changed])

    def over(self, counts: Counts) -> int:
        """Return how many counts are over the limit."""
        return int((counts > self.columns.limit).sum())


def bank_holidays(first: pd.Timestamp, last: pd.Timestamp) -> tuple[pd.Timestamp, ...]:
    """Return England's bank holidays from one day to another, from the package `holidays`."""
    import holidays  # noqa: PLC0415 - a tenth of a second that only this walkthrough pays

    england = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    days = sorted(pd.Timestamp(day) for day in england)
    return tuple(day for day in days if first <= day <= last)
