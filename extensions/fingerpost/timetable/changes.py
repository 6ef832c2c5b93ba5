"""What may happen after a plan was made: a pause, an inspection, work left behind, a new deadline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from fingerpost.timetable.cohorts import Cohort, Learner
from fingerpost.timetable.windows import DAY, NORMAL, WEEK, Window
from fingerpost.timetable.wording import day_words, weeks_words

INSPECTION_WEEKS = 3
"""One week from the call to the visit, up to two for the visit (`curriculum.md` section 4)."""

PAUSE, INSPECTION, LATE = "pause", "inspection", "late"
LATEST_END, DEADLINE, FILE = "latest end", "deadline", "file"


@dataclass(frozen=True)
class Change:
    """One thing that happened, entered on `as_at`; `learner` is '' where it concerns everyone.

    `day` is the first day of a pause or an inspection, the new latest end, or the new statutory deadline.
    """

    kind: str
    as_at: date
    day: date | None = None
    weeks: int = 0
    learner: str = ""

    @property
    def said(self) -> str:
        """The change as one clause."""
        return _SAID[self.kind].format(
            weeks=weeks_words(self.weeks), day=day_words(self.day) if self.day else ""
        )

    @property
    def window(self) -> Window | None:
        """The window that the change adds, if it adds one."""
        if self.day is None or self.kind not in _WINDOW_NAMES:
            return None
        name = _WINDOW_NAMES[self.kind]
        if self.kind == DEADLINE:
            return Window(name, self.day, self.day, NORMAL, deadlines=(self.day,))
        return Window(name, self.day, self.day + WEEK * self.weeks - DAY, "pause")


_SAID = {
    PAUSE: "pause of {weeks} from {day}",
    INSPECTION: "inspection called on {day}: pause of {weeks}",
    LATE: "{weeks} of work left behind",
    LATEST_END: "new latest end, {day}",
    DEADLINE: "new statutory deadline, {day}",
    FILE: "the cohort's file was changed",
}
_WINDOW_NAMES = {PAUSE: "Pause", INSPECTION: "Inspection", DEADLINE: "New deadline"}


def with_changes(cohort: Cohort, changes: Sequence[Change]) -> Cohort:
    """Return the cohort as the changes leave it: windows added, ends moved, for all or for one learner."""
    for change in changes:
        cohort = _with_change(cohort, change)
    return cohort


def _with_change(cohort: Cohort, change: Change) -> Cohort:
    if not change.learner:
        windows = cohort.windows + _as_tuple(change.window)
        end = change.day if change.kind == LATEST_END and change.day else cohort.latest_end
        names = tuple(name for name in cohort.not_entered if name not in _names(change.window))
        return replace(cohort, windows=windows, latest_end=end, not_entered=names)
    learners = tuple(
        _learner_with(learner, change) if learner.id == change.learner else learner
        for learner in cohort.learners
    )
    return replace(cohort, learners=learners)


def _learner_with(learner: Learner, change: Change) -> Learner:
    end = change.day if change.kind == LATEST_END else learner.latest_end
    return replace(learner, windows=learner.windows + _as_tuple(change.window), latest_end=end)


def _names(window: Window | None) -> tuple[str, ...]:
    return (window.name,) if window else ()


def _as_tuple(window: Window | None) -> tuple[Window, ...]:
    return (window,) if window else ()
