"""A plan as one HTML page: a year on an A4 page, then every week; no script, nothing fetched."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from fingerpost.timetable.as_text import due_table
from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.chart import Bar, bars
from fingerpost.timetable.drawing import key_html, strips_svg
from fingerpost.timetable.due_dates import HandIn
from fingerpost.timetable.week_lines import (
    WeekLine,
    finding,
    not_entered_line,
    session_words,
    summary_lines,
    week_lines,
    work_words,
)
from fingerpost.timetable.windows import NORMAL
from fingerpost.timetable.wording import day_words, hours_number, short_day

_STYLE = Path(__file__).with_name("page.css")
_NO_TRAVEL = "Live sessions are remote and recorded; nothing in this course requires travel."
_LEGEND = (
    "Filled bars and their numbers: hours planned. Pale bars: room left. Lettered bands: time that gives way "
    "(close lines: no study; wide lines: a third; dots: half). Boxes: the module due that week; "
    "d stands for its desk task and log."
)


def page_text(book: Book, timetable: Timetable) -> str:
    """Return the page as HTML text."""
    whose = f"{timetable.name}, {book.name}" if timetable.id else book.name
    lines = week_lines(book, timetable)
    drawn = bars(lines)
    parts = [
        f"<h1>Timetable: {escape(whose)}</h1>",
        *(_said(said, risk=said == timetable.risk) for said in summary_lines(book, timetable)),
        f'<h2 id="year">{escape(finding(lines))}</h2>',
        _figure(drawn),
        "<h2>Due dates</h2>",
        _due_dates(book, timetable),
        '<h2 class="new-page">Week by week</h2>',
        _weeks(book, lines),
        _footer(book),
    ]
    return html_page(f"Timetable: {whose}", "\n".join(parts))


def _figure(drawn: Sequence[Bar]) -> str:
    return (
        '<figure aria-labelledby="year"><div class="scroll" tabindex="0" role="group" '
        f'aria-label="Chart of the weeks">{strips_svg(drawn)}</div>'
        f"<figcaption>{_LEGEND}{key_html(drawn)}</figcaption></figure>"
    )


def _footer(book: Book) -> str:
    said = (not_entered_line(book), f"Made by fingerpost on {day_words(book.as_at)}. {_NO_TRAVEL}")
    return f"<footer>{''.join(f'<p>{escape(sentence)}</p>' for sentence in said if sentence)}</footer>"


def html_page(title: str, body: str, *, extra_style: str = "") -> str:
    """Return a whole page in our look around `body`, which is HTML already."""
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_style()}{extra_style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _said(said: str, *, risk: bool) -> str:
    return f'<p class="risk">{escape(said)}</p>' if risk else f"<p>{escape(said)}</p>"


def _due_dates(book: Book, timetable: Timetable) -> str:
    dated = due_table(timetable)
    is_split = any(desk for _, _, desk in dated)
    rows = "".join(
        f'<tr><th scope="row">{escape(book.module_title(module))}</th>'
        f'<td class="date">{_date(assignment)}</td>'
        + (f'<td class="date">{_date(desk, assignment)}</td>' if is_split else "")
        + "</tr>"
        for module, assignment, desk in dated
    )
    head = ("Module", "Assignment due", "Desk task and log due") if is_split else ("Module", "Due")
    caption = f"Everything is due by {book.due_time:%H:%M} on its day"
    caption += "." if is_split else "; the desk task and the log go with the assignment."
    return _table("Due dates", caption, head, rows)


def _date(hand_in: HandIn | None, same_as: HandIn | None = None) -> str:
    if hand_in is None:
        return "with the assignment" if same_as else ""
    text = f"{hand_in.due:%a} {day_words(hand_in.due)}"
    if hand_in.first_planned == hand_in.due:
        return text
    return f'{text} <span class="was">(was {short_day(hand_in.first_planned)})</span>'


def _weeks(book: Book, lines: Sequence[WeekLine]) -> str:
    rows = "".join(_week(book, line) for line in lines)
    head = ("Week beginning", "Hours", "Why not a full week", "What to do", "Due")
    return _table("Week by week", "The same weeks as in the chart, in words.", head, rows)


def _week(book: Book, line: WeekLine) -> str:
    todo = [work_words(book, line.work)] if line.work else []
    todo += ["All study is done."] if line.is_over else []
    todo += [session_words(session) for session in line.sessions]
    look = ' class="light"' if line.week.load != NORMAL or not line.planned else ""
    due = "<br>".join(
        f'{one.module}{_short_what(one)}, <span class="date">{_day(one.due)}</span>' for one in line.due
    )
    return (
        f'<tr{look}><th scope="row" class="date">{day_words(line.monday)}</th>'
        f'<td class="number">{hours_number(line.planned)}</td>'
        f'<td class="why">{escape("" if line.is_over else line.why)}</td>'
        f'<td class="todo">{"<br>".join(escape(said) for said in todo)}</td><td>{due}</td></tr>'
    )


def _short_what(one: HandIn) -> str:
    return "" if one.what == "assignment" else " desk task"


def _day(day: date) -> str:
    return f"{day:%a} {short_day(day)}"


def _table(label: str, caption: str, head: Sequence[str], rows: str) -> str:
    heads = "".join(
        f'<th scope="col"{" class=number" if name == "Hours" else ""}>{name}</th>' for name in head
    )
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(label)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
