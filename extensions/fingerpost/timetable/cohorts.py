"""A cohort as its file says it: when it starts, how it studies, who is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from fingerpost.timetable.sessions import SessionWish
from fingerpost.timetable.windows import Window

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
USUAL_HOURS = 6
LEAST_HOURS, MOST_HOURS = 1, 37
Stretch = tuple[date, date]


@dataclass(frozen=True)
class Learner:
    """One learner and what differs for them; what is None or empty is the cohort's."""

    id: str
    name: str
    minutes_a_week: int | None = None
    latest_end: date | None = None
    leave: tuple[Stretch, ...] = ()
    windows: tuple[Window, ...] = ()
    more_hours: Mapping[date, int] = field(default_factory=dict)
    leave_out_optional: tuple[str, ...] = ()
    already_done: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cohort:
    """One cohort. `windows` are its authority's, the presets' and its own; `not_entered` names empty rows."""

    path: Path
    name: str
    start: date
    latest_end: date
    minutes_a_week: int
    working_days: tuple[int, ...]
    due_weekday: int
    due_time: time
    windows: tuple[Window, ...]
    not_entered: tuple[str, ...] = ()
    leave: tuple[Stretch, ...] = ()
    more_hours: Mapping[date, int] = field(default_factory=dict)
    leave_out_optional: tuple[str, ...] = ()
    already_done: tuple[str, ...] = ()
    sessions: SessionWish | None = None
    learners: tuple[Learner, ...] = ()
    off_the_job_minutes: int | None = None
    """The off-the-job hours asked for by the standard, as minutes; None where the cohort does not say."""

    @property
    def stem(self) -> str:
        """The file name without its ending: every output's name begins with it."""
        return self.path.stem

    def learner(self, learner_id: str) -> Learner | None:
        """Return the learner called `learner_id`, or None."""
        return next((learner for learner in self.learners if learner.id == learner_id), None)
