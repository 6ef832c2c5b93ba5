"""All walkthroughs on one page: what each is about, what to type, and each to be played."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from fingerpost.walkthroughs.autofilter.story import tell_autofilter
from fingerpost.walkthroughs.blanks.story import tell_blanks
from fingerpost.walkthroughs.clinic.story import clinic_story
from fingerpost.walkthroughs.dates.story import tell_dates
from fingerpost.walkthroughs.duplicates.story import tell_duplicates
from fingerpost.walkthroughs.example_files import example_file
from fingerpost.walkthroughs.examples import (
    episodes_to_query,
    episodes_with_a_blank_day,
    example_april,
    example_assessments,
    example_birthdays,
    example_episodes,
    example_header,
    example_may,
    example_referrals,
    example_weeks,
    kinds_of_place,
    places_with_blanks,
    typed_in_episodes,
)
from fingerpost.walkthroughs.fill_down.story import tell_fill_down
from fingerpost.walkthroughs.lookup.story import tell_lookup
from fingerpost.walkthroughs.lookup.told import Names
from fingerpost.walkthroughs.page import page
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.stack.story import tell_stack
from fingerpost.walkthroughs.stale.story import tell_stale
from fingerpost.walkthroughs.sumifs.story import tell_sumifs
from fingerpost.walkthroughs.working_days.story import tell_working_days
from fingerpost.walkthroughs.xray.story import tell_xray


@dataclass(frozen=True)
class Entry:
    """One walkthrough of the gallery: the habit it starts from, what to type, and an example of it."""

    habit: str
    becomes: str
    code: str
    tell: Callable[[], Scene]


def _filter() -> Scene:
    return tell_autofilter(example_episodes(), column="PLACE", value="U4", name="episodes")


def _pivot() -> Scene:
    return tell_pivot(example_episodes(), rows="PLACE", count="CHILD")


def _lookup() -> Scene:
    names = Names("episodes", "header", "CHILD", "SEX")
    return tell_lookup(example_episodes(), example_header(), names=names)


def _stale() -> Scene:
    return tell_stale(typed_in_episodes(), column="PLACE", name="episodes")


def _fill_down() -> Scene:
    return tell_fill_down(episodes_with_a_blank_day(), column="DECOM", name="episodes")


def _xray() -> Scene:
    return tell_xray(example_file("all"), name="list_8", sheet=0)


def _sumifs() -> Scene:
    return tell_sumifs(example_weeks(), where="PLACE", value="U4", add="WEEKS", name="episodes")


def _blanks() -> Scene:
    return tell_blanks(places_with_blanks(), column="PLACE", name="episodes")


def _dates() -> Scene:
    return tell_dates(example_birthdays(), column="DOB", name="children")


def _working_days() -> Scene:
    return tell_working_days(example_assessments(), start="START", end="END", limit=45, name="assessments")


def _duplicates() -> Scene:
    return tell_duplicates(example_episodes(), column="CHILD", day="DECOM", name="episodes")


def _stack() -> Scene:
    return tell_stack(example_april(), example_may(), name="april", other_name="may")


def _query() -> Scene:
    from fingerpost.walkthroughs.query.story import Asked, query_story  # noqa: PLC0415 - brings DuckDB

    asked = Asked("episodes", "places", "PLACE", "LS", "V4", "KIND")
    return query_story(episodes_to_query(), kinds_of_place(), asked).tell({})


def _clinic() -> Scene:
    return clinic_story(example_referrals(), x="SOURCE", y="", name="referrals").tell({})


def _formula() -> Scene:
    from fingerpost.walkthroughs.explain.story import tell_explain  # noqa: PLC0415 - brings the formula room and DuckDB

    return tell_explain('=IF(D2="U4",DATE(2025,3,31)-B2,0)', example_episodes())


ENTRIES = (
    Entry("Recalculation", "cells that wait to be run", 'walk.stale(table, column="…")', _stale),
    Entry(
        "A double-click on a CSV file",
        "a read line that says what each column is",
        'walk.xray("file.csv")',
        _xray,
    ),
    Entry("Fill down", "one line for a whole column", 'walk.fill_down(table, column="…")', _fill_down),
    Entry(
        "AutoFilter", "a column of True and False", 'walk.autofilter(table, column="…", value="…")', _filter
    ),
    Entry("COUNTBLANK", "isna(), or IS NULL", 'walk.blanks(table, column="…")', _blanks),
    Entry("DATEDIF", "arithmetic on dates", 'walk.dates(table, column="…")', _dates),
    Entry(
        "NETWORKDAYS",
        "busday_count, with both ends",
        'walk.working_days(table, start="…", end="…")',
        _working_days,
    ),
    Entry("SUMIFS, COUNTIFS", "a mask, then groupby", 'walk.sumifs(table, where="…", add="…")', _sumifs),
    Entry("PivotTable", "groupby, or GROUP BY", 'walk.pivot(table, rows="…", count="…")', _pivot),
    Entry(
        "Remove Duplicates",
        "nunique, or the latest row of each",
        'walk.duplicates(table, column="…", day="…")',
        _duplicates,
    ),
    Entry("VLOOKUP", "merge, or LEFT JOIN", 'walk.lookup(table, other, key="…", take="…")', _lookup),
    Entry("Paste below", "concat, or UNION ALL BY NAME", "walk.stack(table, other)", _stack),
    Entry(
        "Linked workbooks, Power Query",
        "a query, clause by clause",
        'walk.query(table, where="…", by="…", live=True)',
        _query,
    ),
    Entry("Insert Chart", "marks and encodings in Altair", 'walk.clinic(table, x="…", live=True)', _clinic),
)
FORMULA = Entry(  # as long as its formula, and with no predictions of its own
    "A formula of your own",
    "its parts, in pandas and SQL, checked on every row",
    'walk.explain("=…", table=table)',
    _formula,
)


class Gallery:
    """The list of walkthroughs to show as a cell's last line; `to_html` writes a page that plays them all."""

    def text(self) -> str:
        """Return the list as plain text."""
        lines = [f"{entry.habit} becomes {entry.becomes}: {entry.code}" for entry in (*ENTRIES, FORMULA)]
        return "\n".join(["Walkthroughs, each on any table of yours:", *lines])

    def to_html(self, path: str | Path) -> Path:
        """Write one HTML file that plays every walkthrough on invented children; return where it stands."""
        file = Path(path)
        file.write_text(page(*(entry.tell() for entry in (*ENTRIES, FORMULA))), encoding="utf-8")
        return file

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return the list as a table and as text."""
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(entry.habit)}</th>"
            f"<td style='text-align:left'>{escape(entry.becomes)}</td>"
            f"<td style='text-align:left'><code>{escape(entry.code)}</code></td></tr>"
            for entry in (*ENTRIES, FORMULA)
        )
        heads = "".join(f"<th scope='col' style='text-align:left'>{head}</th>" for head in _HEADS)
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        return {"text/html": table, "text/plain": self.text()}


_HEADS = ("In Excel", "In Python", "Type this")
