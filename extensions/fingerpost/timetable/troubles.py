"""What the timetable refuses, in words."""

from datetime import date
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.timetable.wording import MINUTES_PER_HOUR, day_words, hours_words, listed


class CalendarFileError(FingerpostError):
    """A calendar, cohort or plan file holds something that cannot be used: file, line and key are named."""

    def __init__(self, path: Path, *, line: int | None, key: str | None, said: str) -> None:
        where = f"{path}" + (f", line {line}" if line else "") + (f", {key}" if key else "")
        super().__init__(f"{where}: {said}")
        self.path, self.line, self.key = path, line, key


class DoesNotFitError(FingerpostError):
    """The work does not fit before the latest end; says by how many hours and offers ways out."""

    def __init__(self, who: str, *, end: date, missing_minutes: int, ways_out: tuple[str, ...]) -> None:
        ways = "".join(f"\n  {number}. {way}" for number, way in enumerate(ways_out, start=1))
        verb = "is" if missing_minutes == MINUTES_PER_HOUR else "are"
        super().__init__(
            f"{who}: the work does not fit before {day_words(end)}; {hours_words(missing_minutes)} {verb} "
            f"missing. No plan was changed, and assessed work is never left out. Ways out:{ways}"
        )
        self.missing_minutes = missing_minutes
        self.ways_out = ways_out


class SomeDoNotFitError(FingerpostError):
    """Several learners' work does not fit: the first with ways out, the others with the hours they lack."""

    def __init__(self, first: DoesNotFitError, others: tuple[tuple[str, int], ...]) -> None:
        named = listed([f"{name} ({hours_words(minutes)})" for name, minutes in others])
        super().__init__(f"{first}\nThe same is true of {named}.")
        self.first, self.others = first, others


class PlanFileError(FingerpostError):
    """A plan was asked for that has not been made yet, or its file cannot be read."""


class ReplanError(FingerpostError):
    """What was asked cannot be done to the plan there is."""


class GradebookError(FingerpostError):
    """The due dates cannot be written into nbgrader's gradebook."""
