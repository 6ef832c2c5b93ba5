"""Windows: stretches of the year in which an authority has less time, or none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

import holidays

NORMAL = "normal"
LOADS = {"pause": Fraction(0), "light": Fraction(1, 3), "half": Fraction(1, 2), NORMAL: Fraction(1)}
"""What is left of a normal week under each load (`curriculum.md` section 4)."""

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """One dated stretch of one load; both days belong to it."""

    name: str
    first: date
    last: date
    load: str


@dataclass(frozen=True)
class Window:
    """A named stretch, of one year or yearly; its last `ending_weeks` calendar weeks may weigh more.

    `deadlines` are statutory: no due date falls in the ten working days before one.
    """

    name: str
    first: date
    last: date
    load: str
    yearly: bool = False
    ending_weeks: int = 0
    ending_load: str = NORMAL
    deadlines: tuple[date, ...] = ()
    source: str = ""

    def spans(self, year: int) -> Iterator[Span]:
        """Yield the stretches that open in `year`: the window itself, then its heavier ending."""
        if not self.yearly and year != self.first.year:
            return
        shift = year - self.first.year
        first, last = moved_by_years(self.first, shift), moved_by_years(self.last, shift)
        yield Span(self.name, first, last, self.load)
        if self.ending_weeks:
            ending = monday_of(last) - WEEK * (self.ending_weeks - 1)
            yield Span(self.name, max(first, ending), last, self.ending_load)

    def deadlines_in(self, year: int) -> Iterator[date]:
        """Yield the statutory deadlines whose own year is `year`."""
        for deadline in self.deadlines:
            if self.yearly or deadline.year == year:
                yield moved_by_years(deadline, year - deadline.year)


def moved_by_years(day: date, years: int) -> date:
    """Return the same day `years` later; 29 February becomes 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """Return England's bank holidays of a year, substitutes too, as the `holidays` package has them."""
    return {
        day: str(name)
        for day, name in sorted(holidays.country_holidays("GB", subdiv="ENG", years=year).items())
    }


def is_bank_holiday(day: date) -> bool:
    """Say whether the day is a bank holiday in England."""
    return day in bank_holidays(day.year)


def is_office_day(day: date) -> bool:
    """Say whether the day is Monday to Friday and no bank holiday in England."""
    return day.weekday() < 5 and not is_bank_holiday(day)  # noqa: PLR2004 - Saturday is 5


def office_days_before(day: date, count: int) -> date:
    """Return the first of the `count` office days that lead up to `day`, itself not counted."""
    while count:
        day -= DAY
        count -= is_office_day(day)
    return day
