"""Collection years from 1 April to 31 March, and the days that bound this warehouse."""

from dataclasses import dataclass
from datetime import date

from fingerpost.errors import WrongUseError


@dataclass(frozen=True)
class CollectionYear:
    """One year of the SSDA903 return, named by the year in which it ends."""

    ending: int

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.ending - 1, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March."""
        return date(self.ending, 3, 31)

    @property
    def label(self) -> str:
        """The year as people write it, such as "2024-25"."""
        return f"{self.ending - 1}-{self.ending % 100:02d}"


COLLECTION_YEARS = tuple(CollectionYear(ending) for ending in range(2022, 2027))
WINDOW_START = COLLECTION_YEARS[0].first_day
REPORTING_DATE = COLLECTION_YEARS[-1].last_day
CALENDAR_START = date(2016, 4, 1)
CALENDAR_END = date(2028, 3, 31)


def collection_year(ending: int) -> CollectionYear:
    """Return the collection year that ends on 31 March of `ending`.

    Raises:
        WrongUseError: it is not one of the years held.
    """
    for year in COLLECTION_YEARS:
        if year.ending == ending:
            return year
    first, last = COLLECTION_YEARS[0].ending, COLLECTION_YEARS[-1].ending
    raise WrongUseError(f"There is no return of the year ending 31 March {ending}; choose {first} to {last}.")
