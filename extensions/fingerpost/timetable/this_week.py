"""This week for the panel in JupyterLab: how many hours, why, and what to do."""

from datetime import date
from typing import Any

from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.due_dates import HandIn
from fingerpost.timetable.week_lines import (
    HAND_IN_WORDS,
    KIND_WORDS,
    WeekLine,
    hours_line,
    week_lines,
)
from fingerpost.timetable.windows import monday_of
from fingerpost.timetable.wording import MINUTES_PER_HOUR, clock_words, day_words

MOST_DUE_AHEAD = 3


def this_week(book: Book, timetable: Timetable, *, as_at: date) -> dict[str, Any]:
    """Return the week that holds `as_at` as plain values for JSON; hours are numbers, dates ISO texts.

    Keys: who, as_at, week_beginning, hours, room_hours, load, reason, said, to_do, sessions, due, coming_due.
    Outside the plan, hours are 0 and `said` tells when it begins or that it has ended.
    """
    monday = monday_of(as_at)
    line = next((one for one in week_lines(book, timetable) if one.monday == monday), None)
    later = sorted((one for one in timetable.hand_ins if one.due >= as_at), key=lambda one: one.due)
    ahead = [one for one in later if line is None or one not in line.due][:MOST_DUE_AHEAD]
    return {
        "who": timetable.name,
        "as_at": as_at.isoformat(),
        "week_beginning": monday.isoformat(),
        "hours": _hours(line.planned) if line else 0,
        "room_hours": _hours(line.room) if line else 0,
        "load": line.week.load if line else "outside",
        "reason": line.why if line else "",
        "said": f"This week: {_lowered(hours_line(line))}." if line else _outside(timetable, monday),
        "to_do": [_sitting(book, line, at) for at in range(len(line.work))] if line else [],
        "sessions": _sessions(line) if line else [],
        "due": [_due(book, one) for one in (line.due if line else ())],
        "coming_due": [_due(book, one) for one in ahead],
    }


def this_week_lines(week: dict[str, Any]) -> tuple[str, ...]:
    """Return the same week as lines for a terminal."""
    lines = [f"{week['who']}, week of {day_words(date.fromisoformat(week['week_beginning']))}", week["said"]]
    lines += [f"  {one['module_title']}: {one['title']}, {one['said']}" for one in week["to_do"]]
    lines += [f"  {one['said']}" for one in week["sessions"]]
    lines += [f"  Due {one['said']}" for one in week["due"]]
    lines += [f"  Coming up: {one['said']}" for one in week["coming_due"]]
    return tuple(lines)


def _sitting(book: Book, line: WeekLine, at: int) -> dict[str, Any]:
    item = line.work[at]
    return {
        "id": item.unit.id,
        "module": item.unit.module,
        "module_title": book.module_title(item.unit.module),
        "kind": KIND_WORDS[item.unit.kind],
        "title": item.unit.title,
        "minutes": item.unit.minutes,
        "said": clock_words(item.unit.minutes),
    }


def _sessions(line: WeekLine) -> list[dict[str, Any]]:
    return [
        {
            "date": session.day.isoformat(),
            "at": f"{session.at:%H:%M}",
            "minutes": session.minutes,
            "said": f"Live session, {session.day:%A} {session.at:%H:%M}",
        }
        for session in line.sessions
    ]


def _due(book: Book, one: HandIn) -> dict[str, Any]:
    what = HAND_IN_WORDS[one.what]
    title = book.module_title(one.module)
    said = f"{one.due:%A} {day_words(one.due)}: {title}, {what}"
    return {"module": one.module, "what": what, "date": one.due.isoformat(), "said": said}


def _outside(timetable: Timetable, monday: date) -> str:
    first = timetable.weeks[0].monday
    if monday < first:
        return f"The course begins in the week of {day_words(first)}."
    return f"The course's last due date was {day_words(timetable.finish)}."


def _lowered(said: str) -> str:
    return said[:1].lower() + said[1:]


def _hours(minutes: int) -> float:
    return round(minutes / MINUTES_PER_HOUR, 2)
