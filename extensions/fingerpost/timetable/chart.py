"""The year as a chart: one table of weeks, drawn by Altair in Lab and as SVG on paper.

The printed page must show its chart where scripts are stripped and nothing is fetched, and turning
Altair's own output into a picture needs a package that the learner's environment leaves out for its
size. So the page is drawn from the same bars that the Altair chart holds.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.due_dates import ASSIGNMENT
from fingerpost.timetable.week_lines import LOAD_WORDS, WeekLine, finding, sunday_of, week_lines
from fingerpost.timetable.windows import NORMAL
from fingerpost.timetable.wording import MINUTES_PER_HOUR, day_words, short_day

if TYPE_CHECKING:
    import altair as alt

_LAB_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
"""JupyterLab 4.6 draws version 5 only; what is used here reads the same in 5 and 6."""
_ROOM_FOR_DUE = 1.25
"""What is due stands in a row of its own above the highest bar."""


@dataclass(frozen=True)
class Bar:
    """One week of the chart: hours it has room for, hours planned, why, and what is due."""

    monday: date
    room: float
    planned: float
    load: str
    why: str
    due: tuple[str, ...]
    is_over: bool


@dataclass(frozen=True)
class Band:
    """Weeks in a row with the same load and reason, lettered; both indices belong to it."""

    letter: str
    first: int
    last: int
    load: str
    said: str


def bars(lines: Sequence[WeekLine]) -> tuple[Bar, ...]:
    """Return a bar for every week of the plan; a module due is `03`, its desk task and log `03d`."""
    return tuple(_bar(line) for line in lines)


def bands(drawn: Sequence[Bar]) -> tuple[Band, ...]:
    """Return the windows as they show in the chart, lettered A, B, C … in order."""
    found: list[Band] = []
    for index, bar in enumerate(drawn):
        if bar.is_over or (bar.load == NORMAL and bar.room):
            continue
        load = bar.load if bar.room else "pause"
        reason = bar.why.partition(" (")[0] if bar.load != NORMAL else bar.why
        last = found[-1] if found else None
        if last and last.last == index - 1 and last.load == load and last.said == reason:
            found[-1] = Band(last.letter, last.first, index, load, reason)
        else:
            found.append(Band(_letter(len(found)), index, index, load, reason))
    return tuple(found)


def band_words(band: Band, drawn: Sequence[Bar]) -> str:
    """Return `19 Oct to 1 Nov 2026: Annual report, half`."""
    first, last = drawn[band.first].monday, sunday_of(drawn[band.last].monday)
    return f"{short_day(first)} to {day_words(last)}: {band.said}, {LOAD_WORDS[band.load]}"


def load_chart(book: Book, timetable: Timetable) -> "alt.LayerChart | alt.FacetChart":
    """Return the Altair chart of the plan's weeks; its description is the finding in words."""
    # Altair and the look of our charts are heavy, and only this draws with them
    import altair as alt  # noqa: PLC0415

    from fingerpost.walkthroughs.theme import OTHERS, YOURS, use_chart_theme  # noqa: PLC0415

    use_chart_theme()
    lines = week_lines(book, timetable)
    most = max(max(bar.room, bar.planned) for bar in bars(lines))
    room_above = alt.Scale(domain=[0, most * _ROOM_FOR_DUE])
    rows = alt.InlineData(values=[_row(bar) for bar in bars(lines)])
    week = alt.X("monday:T", title="Week beginning", axis=alt.Axis(format="%-d %b", labelAngle=0))
    tips = [alt.Tooltip("said:N", title="Week"), alt.Tooltip("why:N", title="Why")]
    room = alt.Chart().mark_bar(color="#d9d9d9", width=9).encode(x=week, y=alt.Y("room:Q"), tooltip=tips)
    planned = (
        alt.Chart()
        .mark_bar(color=YOURS, width=9)
        .encode(x=week, y=alt.Y("planned:Q", title="Hours", scale=room_above), tooltip=tips)
    )
    due = (
        alt.Chart()
        .mark_text(color=OTHERS, fontSize=11, baseline="top", lineBreak="\n")
        .encode(x=week, y=alt.value(0), text=alt.Text("due:N"))
        .transform_filter("datum.due != ''")
    )
    return alt.layer(room, planned, due, data=rows).properties(
        title=alt.TitleParams(finding(lines), subtitle=f"{timetable.name}. Grey: room that is left."),
        description=f"{finding(lines)}. Every week is in the table of the timetable's page and CSV.",
        width=900,
        height=240,
    )


def vega_lite_text(book: Book, timetable: Timetable) -> str:
    """Return the chart as a file that JupyterLab opens by itself, without the internet."""
    spec = load_chart(book, timetable).to_dict() | {"$schema": _LAB_SCHEMA}
    return json.dumps(spec, ensure_ascii=False, indent=1) + "\n"


def _bar(line: WeekLine) -> Bar:
    due = tuple(one.module if one.what == ASSIGNMENT else f"{one.module}d" for one in line.due)
    room, planned = line.room / MINUTES_PER_HOUR, line.planned / MINUTES_PER_HOUR
    return Bar(line.monday, room, planned, line.week.load, line.why, due, line.is_over)


def _row(bar: Bar) -> dict[str, object]:
    return {
        "monday": bar.monday.isoformat(),
        "room": round(bar.room, 2),
        "planned": round(bar.planned, 2),
        "load": bar.load,
        "why": bar.why or "a normal week",
        "due": "\n".join(bar.due),
        "said": f"{day_words(bar.monday)}: {bar.planned:g} h",
    }


def _letter(number: int) -> str:
    """Letters in the order of a spreadsheet's columns."""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)  # noqa: PLR2004 - letters
