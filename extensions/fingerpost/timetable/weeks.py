"""The weeks of one person's study: what each can hold, and why (rule 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fingerpost.timetable.windows import (
    LOADS,
    NORMAL,
    WEEK,
    Span,
    Window,
    bank_holidays,
    is_bank_holiday,
    is_office_day,
    monday_of,
    office_days_before,
)

LIGHT_LOADS = frozenset(load for load, factor in LOADS.items() if factor <= LOADS["light"])
QUIET_OFFICE_DAYS = 10
"""No due date in the last ten working days before a statutory deadline (rule 3)."""
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class StudyTime:
    """When one person can study. Minutes are whole; `leave` and `windows` may overlap freely."""

    start: date
    minutes_a_week: int
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    leave: tuple[tuple[date, date], ...] = ()
    windows: tuple[Window, ...] = ()
    other_hours: Mapping[date, int] = field(default_factory=dict)
    """Minutes of a normal week, by Monday, where they differ from `minutes_a_week`."""
    reserved: Mapping[date, int] = field(default_factory=dict)
    """Minutes kept for a live session, by Monday."""


@dataclass(frozen=True)
class Week:
    """One week, Monday to Sunday. `minutes` is what it holds; `reasons` say why that is less than usual."""

    monday: date
    load: str
    minutes: int
    days: int
    reasons: tuple[str, ...]
    reserved: int = 0

    @property
    def is_light(self) -> bool:
        """A week of a third of the hours or less: it takes no new idea and no start of a module (rule 2)."""
        return self.load in LIGHT_LOADS

    @property
    def is_paused(self) -> bool:
        """A week without an hour of study, for whatever reason."""
        return self.minutes == 0


class StudyCalendar:
    """The weeks from the start on, each worked out once, when first asked for."""

    def __init__(self, time: StudyTime) -> None:
        self.time = time
        self.first_monday = monday_of(time.start)
        self._weeks: list[Week] = []
        self._spans: dict[int, tuple[Span, ...]] = {}
        self._quiet: dict[int, frozenset[date]] = {}

    def week(self, index: int) -> Week:
        """Return week `index`; 0 is the one that holds the start."""
        while len(self._weeks) <= index:
            self._weeks.append(self._work_out(self.first_monday + WEEK * len(self._weeks)))
        return self._weeks[index]

    def with_lost_weeks(self, first: int, count: int) -> "StudyCalendar":
        """Return the calendar with `count` weeks from index `first` on paused, all others as they are."""
        other = StudyCalendar(self.time)
        self.week(first + count - 1)
        lost = (
            replace(week, load="pause", minutes=0, reserved=0) for week in self._weeks[first : first + count]
        )
        other._weeks = [*self._weeks[:first], *lost, *self._weeks[first + count :]]
        return other

    def index_of(self, day: date) -> int:
        """Return the index of the day's week; negative before the start."""
        return (monday_of(day) - self.first_monday).days // DAYS_A_WEEK

    def is_working(self, day: date) -> bool:
        """Say whether the day is one of the person's working days: no bank holiday, no leave."""
        return day.weekday() in self.time.working_days and not is_bank_holiday(day) and not self.is_leave(day)

    def is_leave(self, day: date) -> bool:
        """Say whether the person is away that day."""
        return any(first <= day <= last for first, last in self.time.leave)

    def is_quiet(self, day: date) -> bool:
        """Say whether the day is a statutory deadline or one of the ten office days before it (rule 3)."""
        if day.year not in self._quiet:
            self._quiet[day.year] = frozenset(self._quiet_days(day.year))
        return day in self._quiet[day.year]

    def _quiet_days(self, year: int) -> set[date]:
        deadlines = [
            deadline
            for window in self.time.windows
            for its_year in (year, year + 1)
            for deadline in window.deadlines_in(its_year)
        ]
        quiet = set(deadlines)
        for deadline in deadlines:
            first = office_days_before(deadline, QUIET_OFFICE_DAYS)
            quiet |= {first + timedelta(days=step) for step in range((deadline - first).days)}
        return quiet

    def _touching(self, monday: date) -> list[Span]:
        """The spans that cover a working day of the week; one that covers only a weekend changes nothing."""
        sunday = monday + timedelta(days=6)
        days = [monday + timedelta(days=step) for step in self.time.working_days]
        days = [day for day in days if not is_bank_holiday(day)]
        return [
            span
            for year in (monday.year - 1, monday.year, sunday.year)
            for span in self._spans_of(year)
            if span.first <= sunday
            and span.last >= monday
            and any(span.first <= day <= span.last for day in days)
        ]

    def _spans_of(self, year: int) -> tuple[Span, ...]:
        if year not in self._spans:
            self._spans[year] = tuple(span for window in self.time.windows for span in window.spans(year))
        return self._spans[year]

    def _work_out(self, monday: date) -> Week:
        """Rule 1: normal hours by the lowest factor of the windows touching the week, less days off."""
        touching = self._touching(monday)
        load = min((span.load for span in touching), key=LOADS.__getitem__, default=NORMAL)
        names = tuple(dict.fromkeys(span.name for span in touching if span.load == load and load != NORMAL))
        week_days = [monday + timedelta(days=step) for step in self.time.working_days]
        days = sum(1 for day in week_days if day >= self.time.start and self.is_working(day))
        normal = self.time.other_hours.get(monday, self.time.minutes_a_week)
        whole = int(normal * LOADS[load] * days / len(week_days))
        reserved = min(self.time.reserved.get(monday, 0), whole)
        reasons = names + self._days_off(week_days)
        return Week(monday, load, whole - reserved, days, reasons, reserved)

    def _days_off(self, week_days: list[date]) -> tuple[str, ...]:
        off = [
            bank_holidays(day.year)[day].removesuffix(" (observed)")
            for day in week_days
            if is_bank_holiday(day)
        ]
        away = ["leave"] if any(self.is_leave(day) for day in week_days) else []
        late = ["first week"] if week_days[0] < self.time.start <= week_days[-1] else []
        return tuple(dict.fromkeys(off + away + late))


def office_days_between(after: date, until: date, *, calendar: StudyCalendar) -> int:
    """Return how many office days that are not leave lie after `after`, up to and including `until`."""
    days = (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
    return sum(1 for day in days if is_office_day(day) and not calendar.is_leave(day))
