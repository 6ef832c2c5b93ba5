"""The hours ledger: what was planned, what the learner's log says was done, week by week."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fingerpost.courseware.log import Event, Log
from fingerpost.timetable.as_calendar import LONDON
from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.week_lines import KIND_WORDS, session_words
from fingerpost.timetable.windows import WEEK, monday_of
from fingerpost.timetable.wording import hours_number, hours_words, short_day

COLUMNS = ("record", "date", "week_beginning", "learner", "module", "activity", "ksbs", "hours", "note")
"""A row for each planned sitting and session (dated by its week's Monday) and for each logged one."""
_BYTE_ORDER_MARK = "\ufeff"  # Excel reads UTF-8 only with it


@dataclass(frozen=True)
class LedgerWeek:
    """One week of the ledger, in minutes; `planned` counts sittings and live sessions."""

    monday: date
    planned: int
    done: int


@dataclass(frozen=True)
class Ledger:
    """Planned and done, by week. `required` is the off-the-job number asked for; None where none is."""

    name: str
    weeks: tuple[LedgerWeek, ...]
    required: int | None
    unreadable: tuple[int, ...] = ()

    def planned_by(self, day: date) -> int:
        """Return the minutes planned in the weeks that have ended by `day`."""
        return sum(week.planned for week in self.weeks if week.monday + WEEK - timedelta(days=1) <= day)

    @property
    def done(self) -> int:
        """Return all minutes logged."""
        return sum(week.done for week in self.weeks)


def make_ledger(book: Book, timetable: Timetable, log: Log) -> Ledger:
    """Return the ledger; every logged minute counts, in or outside the plan's weeks."""
    planned: dict[date, int] = {week.monday: 0 for week in timetable.weeks}
    done: dict[date, int] = {}
    for item in timetable.placed:
        planned[item.monday] = planned.get(item.monday, 0) + item.unit.minutes
    for session in book.sessions_for(timetable):
        planned[session.monday] = planned.get(session.monday, 0) + session.minutes
    for event in log.events:
        monday = monday_of(_day(event))
        done[monday] = done.get(monday, 0) + event.minutes
    weeks = sorted(planned.keys() | {monday for monday, minutes in done.items() if minutes})
    rows = tuple(LedgerWeek(monday, planned.get(monday, 0), done.get(monday, 0)) for monday in weeks)
    return Ledger(timetable.name, rows, book.off_the_job_minutes, log.unreadable)


def ledger_lines(ledger: Ledger, *, as_at: date) -> tuple[str, ...]:
    """Return the ledger for a terminal: the weeks so far, then the sums."""
    lines = [f"Hours of {ledger.name}", "week of           planned     done"]
    lines += [
        f"{short_day(week.monday):>6} {week.monday.year}  {hours_number(week.planned):>10} "
        f"{hours_number(week.done):>8}"
        for week in ledger.weeks
        if week.monday <= as_at or week.done
    ]
    due = ledger.planned_by(as_at)
    ahead = ledger.done - due
    stand = "ahead of" if ahead >= 0 else "behind"
    lines.append(
        f"Done: {hours_words(ledger.done)}. Planned by the end of last week: {hours_words(due)}. "
        f"You are {hours_words(abs(ahead))} {stand} the plan."
    )
    if ledger.required:
        left = max(ledger.required - ledger.done, 0)
        asked, still = hours_number(ledger.required), hours_number(left)
        lines.append(f"Off-the-job hours asked for: {asked}; still to record: {still}.")
    if ledger.unreadable:
        numbers = ", ".join(str(number) for number in ledger.unreadable)
        lines.append(f"Lines of the log that cannot be read, and so do not count: {numbers}.")
    return tuple(lines)


def ledger_csv(book: Book, timetable: Timetable, log: Log) -> str:
    """Return the ledger's rows as CSV for off-the-job records: planned first, then done, each in order."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(_planned_rows(book, timetable))
    writer.writerows(_done_rows(book, timetable, log))
    return _BYTE_ORDER_MARK + written.getvalue()


def _planned_rows(book: Book, timetable: Timetable) -> Iterator[tuple[object, ...]]:
    for item in timetable.placed:
        unit, monday = item.unit, item.monday
        hours = hours_number(unit.minutes)
        ksbs = _ksbs(book, unit.module)
        title = book.module_title(unit.module)
        activity = KIND_WORDS[unit.kind]
        yield ("planned", monday, monday, timetable.name, title, activity, ksbs, hours, unit.title)
    for session in book.sessions_for(timetable):
        hours, said = hours_number(session.minutes), session_words(session)
        yield ("planned", session.day, session.monday, timetable.name, "", "live session", "", hours, said)


def _done_rows(book: Book, timetable: Timetable, log: Log) -> Iterator[tuple[object, ...]]:
    for event in sorted(log.events, key=lambda event: event.time):
        if event.minutes:
            day, module = _day(event), event.module
            title = book.module_title(module)
            hours, ksbs = hours_number(event.minutes), _ksbs(book, module)
            yield ("done", day, monday_of(day), timetable.name, title, event.kind, ksbs, hours, event.text)


def _ksbs(book: Book, module: str) -> str:
    return " ".join(book.modules[module].ksbs) if module in book.modules else ""


def _day(event: Event) -> date:
    """The day in England on which it happened."""
    return event.time.astimezone(LONDON).date()
