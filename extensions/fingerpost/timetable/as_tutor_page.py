"""The tutor's page: learners by weeks on A4 landscape, scripts to come in, clashes in words."""

from collections.abc import Iterator
from datetime import date
from html import escape

from fingerpost.timetable.as_page import html_page
from fingerpost.timetable.book import Book
from fingerpost.timetable.tutor_view import Cell, Clash, LearnerRow, TutorView
from fingerpost.timetable.wording import MINUTES_PER_HOUR, day_words

WEEKS_A_TABLE = 26
"""Half a year a table: readable on paper, and a row's name never far away."""
_LETTERS = {"pause": "none", "light": "⅓", "half": "½", "normal": "", "over": ""}
_STYLE = """
body { max-width: 1500px; }
.grid { table-layout: fixed; font-size: .8125em; min-width: 1080px; }
.grid th, .grid td { padding: .25em .1em; text-align: center; vertical-align: top; overflow-wrap: normal; }
.grid th[scope=row] { text-align: left; width: 9.5em; overflow: hidden; text-overflow: ellipsis; }
.grid thead th:first-child { text-align: left; width: 9.5em; }
.grid td b, .grid td i { display: block; font-size: .85em; font-style: normal; line-height: 1.2; }
.grid td b { border: 1px solid var(--edge); border-radius: 2px; margin: 1px auto 0; width: 2.4em; }
.grid .pause { background: var(--band-dark); }
.grid .light { background: var(--band-mid); }
.grid .half { background: var(--row); }
:root { --band-dark: #d2d2d2; --band-mid: #e6e6e6; }
@media screen and (prefers-color-scheme: dark) { :root { --band-dark: #444; --band-mid: #323232; } }
@media print {
  @page { size: A4 landscape; margin: 10mm; }
  .grid { min-width: 0; font-size: 7pt; }
  .grid tfoot { display: table-row-group; }
  .grid th, .grid td { padding: .4mm .1mm; }
  .grid .pause, .grid .light, .grid .half { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
_LEGEND = (
    "Numbers are hours planned. ⅓ and ½: a week with a third or half of the usual hours; none: no study. "
    "Boxes: what is due, d for a desk task and log. “missed” marks a live session the learner cannot come to."
)


def tutor_page_text(book: Book, view: TutorView) -> str:
    """Return the page as HTML text."""
    count = len(view.learners)
    parts = [
        f"<h1>{escape(book.name)}: {count} learner{'' if count == 1 else 's'} by week</h1>",
        f"<p>{_LEGEND}</p>",
        *_tables(view),
        '<h2 class="new-page">Clashes</h2>',
        _clash_table(view.clashes),
        f"<footer>Made by fingerpost on {day_words(book.as_at)}.</footer>",
    ]
    return html_page(f"Tutor's weeks: {book.name}", "\n".join(parts), extra_style=_STYLE)


def _tables(view: TutorView) -> Iterator[str]:
    for start in range(0, len(view.mondays), WEEKS_A_TABLE):
        until = min(start + WEEKS_A_TABLE, len(view.mondays))
        span = f"{day_words(view.mondays[start])} to {day_words(view.mondays[until - 1])}"
        heads = "".join(_head(monday) for monday in view.mondays[start:until])
        rows = "".join(_row(row, start, until) for row in view.learners)
        scripts = "".join(f"<td>{count or ''}</td>" for count in view.scripts[start:until])
        look = ' class="new-page"' if start else ""
        yield (
            f"<h2{look}>Weeks of {span}</h2>"
            f'<div class="scroll" tabindex="0" role="group" aria-label="Learners by week, {span}">'
            f'<table class="grid"><thead><tr><th scope="col">Learner</th>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody>"
            f'<tfoot><tr><th scope="row">Scripts to come in</th>{scripts}</tr></tfoot></table></div>'
        )


def _head(monday: date) -> str:
    return f'<th scope="col">{monday.day}<br>{monday:%b}</th>'


def _row(row: LearnerRow, start: int, until: int) -> str:
    cells = "".join(_cell(cell) for cell in row.cells[start:until])
    return f'<tr><th scope="row">{escape(row.name)}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    hours = "" if cell.load in ("over", "pause") else f"{round(cell.planned / MINUTES_PER_HOUR, 1):g}"
    letter = f"<i>{_LETTERS[cell.load]}</i>" if _LETTERS[cell.load] else ""
    missed = "<i>missed</i>" if cell.misses_session else ""
    due = "".join(f"<b>{code}</b>" for code in cell.due)
    return f'<td class="{cell.load}">{hours}{letter}{missed}{due}</td>'


def _clash_table(clashes: tuple[Clash, ...]) -> str:
    if not clashes:
        return "<p>None: everyone's weeks agree.</p>"
    rows = "".join(
        f'<tr><th scope="row" class="date">{day_words(clash.monday)}</th><td class="date">{clash.kind}</td>'
        f"<td>{escape(clash.said)}</td></tr>"
        for clash in clashes
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Week beginning", "What", "In words"))
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Clashes">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
