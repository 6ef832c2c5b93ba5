"""A plan as a calendar file: due dates, live sessions and what each week holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.due_dates import HandIn
from fingerpost.timetable.sessions import Session
from fingerpost.timetable.week_lines import (
    HAND_IN_WORDS,
    WeekLine,
    hours_line,
    session_words,
    week_lines,
    work_words,
)
from fingerpost.timetable.wording import day_words

LONDON = ZoneInfo("Europe/London")
_SHOWN_BEFORE_DUE = timedelta(minutes=30)
_NO_ROOM = "TRANSPARENT"  # a note in the calendar that keeps nobody's time blocked


def calendar_bytes(book: Book, timetable: Timetable) -> bytes:
    """Return the plan as an iCalendar file.

    Times are London's, whichever side of a clock change they fall. Every entry keeps its identity over
    replans, so that a calendar which reads the file again moves it instead of adding another.
    """
    calendar = Calendar()
    name = f"{timetable.name}, {book.name}" if timetable.id else book.name
    calendar.add("prodid", "-//fingerpost//timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Study: {name}")
    calendar.add_component(_clock(timetable.weeks[0].monday.year, timetable.finish.year + 1))
    for event in _events(book, timetable):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


@cache
def _clock(first: int, last: int) -> Timezone:
    """London's clock changes from the year before `first` to the end of `last`."""
    return Timezone.from_tzinfo(LONDON, None, date(first - 1, 1, 1), date(last, 12, 31))


def due_moment(book: Book, day: date) -> datetime:
    """Return the moment at which work is due on `day`, in London's time."""
    return datetime.combine(day, book.due_time, LONDON)


def _events(book: Book, timetable: Timetable) -> Iterator[Event]:
    whose = f"{book.stem}.{timetable.id or 'cohort'}.fingerpost"
    for line in week_lines(book, timetable):
        if line.monday <= timetable.last_study_day:
            yield _week(book, line, f"week-{line.monday.isoformat()}@{whose}")
        for number, session in enumerate(line.sessions, start=1):
            yield _session(book, session, f"session-{line.monday.isoformat()}-{number}@{whose}")
    for hand_in in timetable.hand_ins:
        what = hand_in.what.replace(" ", "-")
        yield _due(book, hand_in, f"due-{hand_in.module}-{what}@{whose}")


def _week(book: Book, line: WeekLine, uid: str) -> Event:
    event = _event(book, uid, f"Study this week: {hours_line(line)}")
    event.add("dtstart", line.monday)
    event.add("dtend", line.monday + timedelta(days=1))
    event.add("transp", _NO_ROOM)
    if line.work:
        event.add("description", work_words(book, line.work))
    return event


def _session(book: Book, session: Session, uid: str) -> Event:
    begins = datetime.combine(session.day, session.at, LONDON)
    event = _event(book, uid, f"{book.name}: live session")
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=session.minutes))
    event.add("description", f"{session_words(session)}. If you cannot come, use the pack.")
    return event


def _due(book: Book, hand_in: HandIn, uid: str) -> Event:
    due = due_moment(book, hand_in.due)
    what = f"{book.module_title(hand_in.module)}, {HAND_IN_WORDS[hand_in.what]}"
    event = _event(book, uid, f"Due by {book.due_time:%H:%M}: {what}")
    event.add("dtstart", due - _SHOWN_BEFORE_DUE)
    event.add("dtend", due)
    event.add("transp", _NO_ROOM)
    if hand_in.first_planned != hand_in.due:
        event.add("description", f"First planned for {day_words(hand_in.first_planned)}.")
    return event


def _event(book: Book, uid: str, summary: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("sequence", book.revision)
    event.add("dtstamp", datetime.combine(book.as_at, time(), UTC))
    event.add("summary", summary)
    return event
