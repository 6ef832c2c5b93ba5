"""One line a week: what every page, table, chart and panel says of it, worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.due_dates import ASSIGNMENT, HandIn
from fingerpost.timetable.placing import Placed
from fingerpost.timetable.sessions import Session
from fingerpost.timetable.weeks import DAYS_A_WEEK, Week
from fingerpost.timetable.windows import NORMAL
from fingerpost.timetable.wording import clock_words, day_words, hours_words, listed, weeks_words

LOAD_WORDS = {"pause": "no study", "light": "a third", "half": "half", NORMAL: ""}
KIND_WORDS = {
    "set-up": "set-up",
    "quiz": "quiz",
    "new idea": "new ideas",
    "assessed": "assignment",
    "desk": "desk task",
    "catch-up": "log and look back",
    "optional": "more practice",
}
HAND_IN_WORDS = {ASSIGNMENT: "assignment", "desk task": "desk task and log"}


@dataclass(frozen=True)
class WeekLine:
    """One week. `room` is what it could hold, `planned` what stands in it; both minutes, sessions apart."""

    week: Week
    is_over: bool
    """All study is done before this week; only due dates are left."""
    work: tuple[Placed, ...]
    due: tuple[HandIn, ...]
    sessions: tuple[Session, ...]
    waits_until: date | None = None
    """The Monday until which the next module waits, where the week is left empty for it (rule 4)."""

    @property
    def monday(self) -> date:
        """The week's Monday."""
        return self.week.monday

    @property
    def room(self) -> int:
        """The minutes that the week could hold; 0 once all study is done."""
        return 0 if self.is_over else self.week.minutes

    @property
    def planned(self) -> int:
        """The minutes of the sittings in it."""
        return sum(item.unit.minutes for item in self.work)

    @property
    def why(self) -> str:
        """Why the week holds less than usual: `SSDA903 (a third)`, `Good Friday`; '' for a normal week."""
        reasons = list(self.week.reasons)
        if self.week.load != NORMAL and reasons:
            reasons[0] = f"{reasons[0]} ({LOAD_WORDS[self.week.load]})"
        return ", ".join(reasons)


def week_lines(book: Book, timetable: Timetable) -> tuple[WeekLine, ...]:
    """Return a line for every week of the plan, in order."""
    sessions = book.sessions_for(timetable)
    waits = next((item.unit.not_before for item in timetable.placed if item.unit.not_before), None)
    return tuple(
        WeekLine(
            week,
            week.monday > timetable.last_study_day,
            timetable.in_week(week.monday),
            timetable.due_in(week.monday),
            tuple(session for session in sessions if session.monday == week.monday),
            waits if waits and week.monday < waits else None,
        )
        for week in timetable.weeks
    )


def work_words(book: Book, work: Sequence[Placed]) -> str:
    """Return `03 Count, group, pivot: new ideas 2 h, assignment 1 h; 04 …` for the sittings of a week."""
    minutes: dict[str, dict[str, int]] = {}
    for item in work:
        kinds = minutes.setdefault(item.unit.module, {})
        kinds[item.unit.kind] = kinds.get(item.unit.kind, 0) + item.unit.minutes
    return "; ".join(
        f"{book.module_title(module)}: "
        + ", ".join(f"{KIND_WORDS[kind]} {clock_words(total)}" for kind, total in kinds.items())
        for module, kinds in minutes.items()
    )


def due_words(due: Sequence[HandIn]) -> str:
    """Return `03 assignment, 8 October 2026` for what is due in a week."""
    return "; ".join(f"{one.module} {HAND_IN_WORDS[one.what]}, {day_words(one.due)}" for one in due)


def session_words(session: Session) -> str:
    """Return `Live session, Wednesday 12:30, 1 h, remote and recorded`."""
    length = clock_words(session.minutes)
    return f"Live session, {session.day:%A} {session.at:%H:%M}, {length}, remote and recorded"


def hours_line(line: WeekLine) -> str:
    """Return the sentence of a week: `6 h, a normal week`, `2 h, because SSDA903 (a third)`."""
    if line.is_over:
        return "All study is done"
    if not line.room:
        return f"No study, because {line.why or 'no working day is left'}"
    if not line.planned and line.waits_until:
        return (
            f"Nothing planned: module 07 waits until {day_words(line.waits_until)}, before the returns open"
        )
    if not line.planned:
        return f"Nothing planned, {_because(line)}: what comes next needs a fuller week"
    return f"{clock_words(line.planned)}, {_because(line)}"


def _because(line: WeekLine) -> str:
    if line.why:
        return f"because {line.why}"
    return "a normal week" if line.planned * 2 > line.room else "all that fits the order of work"


def finding(lines: Sequence[WeekLine]) -> str:
    """Return what one should see in the weeks: `170 hours in 41 weeks of study; 17 are light …`."""
    planned = [line.planned for line in lines if line.planned]
    light = sum(1 for line in lines if line.room and line.week.load != NORMAL)
    paused = sum(1 for line in lines if not line.room and not line.is_over)
    return (
        f"{hours_words(sum(planned))} in {weeks_words(len(planned))} of study; "
        f"{weeks_words(light)} lighter than usual, {weeks_words(paused)} without any"
    )


def summary_lines(book: Book, timetable: Timetable) -> tuple[str, ...]:
    """Return the plan in a few sentences: span, end, what stood out, what to watch."""
    first, last = timetable.weeks[0].monday, timetable.last_study_day
    weeks = (last - first).days // DAYS_A_WEEK + 1
    span = (
        f"{clock_words(timetable.minutes)} of study in {weeks} weeks, from the week of {day_words(first)} "
        f"to {day_words(last)}. The last due date is {day_words(timetable.finish)}."
    )
    said = [span]
    if timetable.pulled:
        said.append("07 Trust the data comes just before the returns open on 1 April, when you need it.")
    elif timetable.pull_cost:
        later = weeks_words(timetable.pull_cost)
        said.append(
            f"07 Trust the data does not wait for the next returns: the course would end {later} later."
        )
    if timetable.risk:
        said.append(timetable.risk)
    said += [
        f"Changed on {day_words(change.as_at)}: {change.said}."
        for change in book.changes
        if change.learner in ("", timetable.id)
    ]
    return tuple(said)


def not_entered_line(book: Book) -> str:
    """Return which windows wait for their dates, or '' where none does."""
    names = listed(book.not_entered)
    return f"Dates not yet entered, and so not planned around: {names}." if names else ""


def sunday_of(monday: date) -> date:
    """Return the last day of the week."""
    return monday + timedelta(days=6)
