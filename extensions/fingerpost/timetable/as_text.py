"""A plan as Markdown and as CSV."""

import csv
import io
from collections.abc import Iterator, Sequence

from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.due_dates import ASSIGNMENT, DESK_TASK, HandIn
from fingerpost.timetable.week_lines import (
    HAND_IN_WORDS,
    KIND_WORDS,
    WeekLine,
    due_words,
    finding,
    hours_line,
    not_entered_line,
    session_words,
    summary_lines,
    week_lines,
)
from fingerpost.timetable.wording import clock_words, day_words, hours_number, weekday_words

COLUMNS = (
    "week_beginning",
    "week_hours",
    "load",
    "why",
    "what",
    "module",
    "module_title",
    "kind",
    "title",
    "hours",
    "date",
    "first_planned",
    "done",
)
_BYTE_ORDER_MARK = "\ufeff"  # Excel reads UTF-8 only with it


def markdown_text(book: Book, timetable: Timetable) -> str:
    """Return the plan as Markdown: summary, due dates, then every week with its sittings."""
    weeks = week_lines(book, timetable)
    lines = [f"# Timetable: {_whose(book, timetable)}", ""]
    said = (*summary_lines(book, timetable), f"{finding(weeks)}.", not_entered_line(book))
    lines += [f"{sentence}\n" for sentence in said if sentence]
    lines += ["## Due dates", "", "| Module | What | Due | First planned |", "|---|---|---|---|"]
    lines += [_due_row(book, one) for one in sorted(timetable.hand_ins, key=lambda one: (one.due, one.key))]
    lines += ["", f"Everything is due by {book.due_time:%H:%M}.", "", "## Week by week", ""]
    for line in weeks:
        lines += _week_part(book, line)
    return "\n".join(lines).rstrip() + "\n"


def csv_text(book: Book, timetable: Timetable) -> str:
    """Return the plan as CSV for Excel: a row a sitting, live session and due date, hours as numbers."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for line in week_lines(book, timetable):
        head = (line.monday, hours_number(line.room), line.week.load, line.why)
        writer.writerows((*head, *row) for row in _rows(book, line))
    return _BYTE_ORDER_MARK + written.getvalue()


def due_table(timetable: Timetable) -> tuple[tuple[str, HandIn | None, HandIn | None], ...]:
    """Return (module, assignment, desk task and log) for every module, in the order of the due dates."""
    by_key = {one.key: one for one in timetable.hand_ins}
    modules = dict.fromkeys(one.module for one in sorted(timetable.hand_ins, key=lambda one: one.due))
    return tuple(
        (module, by_key.get((module, ASSIGNMENT)), by_key.get((module, DESK_TASK))) for module in modules
    )


def _whose(book: Book, timetable: Timetable) -> str:
    return f"{timetable.name}, {book.name}" if timetable.id else book.name


def _due_row(book: Book, one: HandIn) -> str:
    first = day_words(one.first_planned) if one.first_planned != one.due else "the same"
    what = HAND_IN_WORDS[one.what]
    return f"| {book.module_title(one.module)} | {what} | {weekday_words(one.due)} | {first} |"


def _week_part(book: Book, line: WeekLine) -> Iterator[str]:
    yield f"### Week of {day_words(line.monday)}"
    yield ""
    yield f"{hours_line(line)}."
    yield ""
    for item in line.work:
        done = " (done)" if item.done else ""
        title = book.module_title(item.unit.module)
        yield f"- {title}: {item.unit.title}, {clock_words(item.unit.minutes)}{done}"
    yield from (f"- {session_words(session)}" for session in line.sessions)
    if line.due:
        yield f"- Due: {due_words(line.due)}"
    yield ""


def _rows(book: Book, line: WeekLine) -> Iterator[Sequence[object]]:
    """The rows of a week after its own columns; a week with nothing in it has one that says so."""
    for item in line.work:
        unit = item.unit
        title = _title(book, unit.module)
        hours, done = hours_number(unit.minutes), "yes" if item.done else ""
        yield ("sitting", unit.module, title, KIND_WORDS[unit.kind], unit.title, hours, "", "", done)
    for session in line.sessions:
        hours = hours_number(session.minutes)
        yield ("live session", "", "", "live session", session_words(session), hours, session.day, "", "")
    for one in line.due:
        what = HAND_IN_WORDS[one.what]
        yield ("due", one.module, _title(book, one.module), what, "", "", one.due, one.first_planned, "")
    if not (line.work or line.sessions or line.due):
        yield ("no study", "", "", "", hours_line(line), "0", "", "", "")


def _title(book: Book, module: str) -> str:
    return book.modules[module].title if module in book.modules else ""
