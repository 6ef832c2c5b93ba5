"""What the timetable refuses, in words."""

from datetime import date
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.timetable.wording import hours_words


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
        super().__init__(
            f"{who} does not fit before {end.day} {end:%B %Y}: {hours_words(missing_minutes)} are missing. "
            f"No plan was changed, and assessed work is never left out. Ways out:{ways}"
        )
        self.missing_minutes = missing_minutes
        self.ways_out = ways_out


class PlanMissingError(FingerpostError):
    """A plan was asked for that has not been made yet."""
