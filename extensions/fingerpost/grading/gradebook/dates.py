"""Due dates and extensions in nbgrader's own fields, and whether work was late: aware clocks throughout.

nbgrader keeps moments as UTC without a zone. Its own reader of stamps takes '+0200' for 200 seconds and does
not know every summer time's name, so stamps are read in `intake/stamps.py` and moments compared here.
"""

import warnings
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fingerpost.errors import FingerpostError
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.gradebook.opening import gradebook_of
from fingerpost.grading.gradebook.published import publish_due_dates
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.records import WRITE_LOCK

LONDON = ZoneInfo("Europe/London")
_END_OF_DAY = time(23, 59)
_HOURS_LIMIT = 48


class DateFaultError(FingerpostError):
    """A date that was typed cannot be used; nothing was changed."""


def from_gradebook(moment: datetime | None) -> datetime | None:
    """Return one of nbgrader's moments as an aware one."""
    return None if moment is None else moment.replace(tzinfo=UTC)


def late_by(due: datetime | None, handed_in: datetime | None) -> timedelta:
    """Return how late work is, nothing where it is in time or either moment is unknown; both aware."""
    if due is None or handed_in is None:
        return timedelta()
    return max(handed_in - due, timedelta())


def late_in_words(by: timedelta) -> str:
    """Return a lateness as a tutor says it: '3 hours late', '2 days late'; rounded up, never to nothing."""
    hours = -(-by // timedelta(hours=1))
    if hours < 1:
        return "in time"
    number, unit = (hours, "hour") if hours <= _HOURS_LIMIT else (-(-by // timedelta(days=1)), "day")
    return f"{number} {unit}{'s' if number != 1 else ''} late"


def in_london(moment: datetime) -> str:
    """Return an aware moment on London's clock: '3 March 2026, 17:00'."""
    there = moment.astimezone(LONDON)
    return f"{there.day} {there:%B %Y, %H:%M}"


def typed_moment(text: str, *, at: time | None = None) -> datetime:
    """Return the moment that a tutor typed; a day alone ends at `at` (23:59 without) on London's clock.

    Raises:
        DateFaultError: it is no date, or a time of day that a change of clocks leaves out.
    """
    written = text.strip()
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise DateFaultError(
            f"'{text}' is no date. Type a day as 2026-03-20, or a day and a time on London's clock as "
            '"2026-03-20 17:00".'
        ) from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if len(written) <= len("2026-03-20"):
        moment = datetime.combine(moment.date(), at or _END_OF_DAY)
    there = moment.replace(tzinfo=LONDON)
    if there.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != moment:
        raise DateFaultError(
            f"There is no {moment:%H:%M} on {moment.day} {moment:%B %Y} in London: the clocks go forward "
            "over it. Type another time."
        )
    return there.astimezone(UTC)


def set_due(course: CourseRoot, assignment: str, on: str) -> datetime:
    """Write when an assignment is due into the gradebook; returns the moment.

    Raises:
        DateFaultError, GradebookFaultError: nothing was changed.
    """
    due = typed_moment(on)
    with held(course.root / WRITE_LOCK), gradebook_of(course) as gradebook:
        known = _assignment(gradebook, course, assignment)
        # a learner's own date stays where it was promised: it is kept as a distance from the old one
        for entry in known.submissions if known.duedate is not None else ():
            if entry.extension is not None:
                later = known.duedate + entry.extension - due.replace(tzinfo=None)
                entry.extension = later if later > timedelta() else None
        known.duedate = due.replace(tzinfo=None)
        gradebook.db.commit()
        dates = due_dates_of(gradebook)
    publish_due_dates(course.exchange, str(course.coursedir.course_id), dates)
    return due


def due_dates_of(gradebook: Any) -> dict[str, datetime]:  # noqa: ANN401 - nbgrader ships no types
    """Return each assignment's aware due date; those without one are left out."""
    found = ((one.name, from_gradebook(one.duedate)) for one in gradebook.assignments)
    return {name: due for name, due in found if due is not None}


def extend(course: CourseRoot, assignment: str, learner: str, until: str) -> datetime:
    """Write a learner's own date into the gradebook; returns the moment. A day alone keeps the due hour.

    Raises:
        DateFaultError, GradebookFaultError: nothing was changed.
    """
    typed_moment(until)
    with held(course.root / WRITE_LOCK), gradebook_of(course) as gradebook:
        known = _assignment(gradebook, course, assignment)
        due = from_gradebook(known.duedate)
        if due is None:
            raise DateFaultError(
                f"{assignment} has no due date that could be extended. Type first: "
                f"fingerpost gradebook due {assignment} --on 2026-03-13"
            )
        moment = typed_moment(until, at=due.astimezone(LONDON).time())
        if moment <= due:
            raise DateFaultError(
                f"{in_london(moment)} is no extension: {assignment} is due on {in_london(due)} for everyone. "
                "Type a later date."
            )
        _entry(gradebook, known, learner)
        gradebook.grant_extension(assignment, learner, minutes=(moment - due).total_seconds() / 60)
    return moment


def _assignment(gradebook: Any, course: CourseRoot, name: str) -> Any:  # noqa: ANN401 - nbgrader ships no types
    known = {one.name: one for one in gradebook.assignments}
    if name not in known:
        listed = ", ".join(sorted(known)) or "none"
        raise DateFaultError(
            f"The gradebook of {course.root} has no assignment '{name}'. It has: {listed}. One that was not "
            f"generated yet gets there with: nbgrader generate_assignment {name}"
        )
    return known[name]


def _entry(gradebook: Any, assignment: Any, learner: str) -> None:  # noqa: ANN401 - nbgrader ships no types
    """Have an entry for the learner, who may not have handed in yet."""
    if learner not in {one.id for one in gradebook.students}:
        raise DateFaultError(
            f"The gradebook has no learner '{learner}'. They are there once they have handed in, or after: "
            f"nbgrader db student add {learner}"
        )
    if learner not in {entry.student.id for entry in assignment.submissions}:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, about the order in which nbgrader adds its rows
            gradebook.add_submission(assignment.name, learner)
