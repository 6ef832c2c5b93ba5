"""Live sessions: remote, at most 90 minutes, recorded, in weeks that suit four learners in five (rule 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from fingerpost.timetable.weeks import StudyCalendar
from fingerpost.timetable.windows import NORMAL

LONGEST_SESSION = 90
SHARE_NEEDED = 0.8


@dataclass(frozen=True)
class SessionWish:
    """How often, how long and when in the week the cohort meets."""

    every_weeks: int
    minutes: int
    weekday: int
    at: time


@dataclass(frozen=True)
class Session:
    """One live session. For learners `away` it is no normal week: the recording and the pack serve them."""

    day: date
    at: time
    minutes: int
    monday: date
    away: tuple[str, ...]


def plan_sessions(
    wish: SessionWish, cohort: StudyCalendar, learners: dict[str, StudyCalendar], *, until: date
) -> tuple[Session, ...]:
    """Return the sessions from the second week on, each in the first week that suits enough learners."""
    sessions: list[Session] = []
    turn = 1
    last = cohort.index_of(until)
    index = turn
    while index <= last:
        session = _session_in(index, wish, cohort, learners)
        if session is None:
            index += 1
            continue
        sessions.append(session)
        turn += wish.every_weeks
        index = max(turn, index + 1)
    return tuple(sessions)


def reserved_minutes(sessions: Sequence[Session], *, learner: str | None = None) -> dict[date, int]:
    """Return the minutes each session takes from its week, by Monday; none from a learner who is away."""
    return {session.monday: session.minutes for session in sessions if learner not in session.away}


def _session_in(
    index: int, wish: SessionWish, cohort: StudyCalendar, learners: dict[str, StudyCalendar]
) -> Session | None:
    monday = cohort.week(index).monday
    day = monday + timedelta(days=wish.weekday)
    if not _suits(cohort, monday, wish, day):
        return None
    away = tuple(name for name, calendar in learners.items() if not _suits(calendar, monday, wish, day))
    if learners and 1 - len(away) / len(learners) < SHARE_NEEDED:
        return None
    return Session(day, wish.at, wish.minutes, monday, away)


def _suits(calendar: StudyCalendar, monday: date, wish: SessionWish, day: date) -> bool:
    """A normal week of which the session takes at most half, and the day is worked."""
    index = calendar.index_of(monday)
    if index < 0:
        return False
    week = calendar.week(index)
    return week.load == NORMAL and week.minutes >= 2 * wish.minutes and calendar.is_working(day)
