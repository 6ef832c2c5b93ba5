"""All walkthroughs on one page: what each is about, what to type, and each to be played."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from fingerpost.walkthroughs.autofilter.story import tell_autofilter
from fingerpost.walkthroughs.examples import example_episodes, example_header
from fingerpost.walkthroughs.lookup.story import tell_lookup
from fingerpost.walkthroughs.lookup.told import Names
from fingerpost.walkthroughs.page import page
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.scene import Scene


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


ENTRIES = (
    Entry(
        "AutoFilter", "a column of True and False", 'walk.autofilter(table, column="…", value="…")', _filter
    ),
    Entry("PivotTable", "groupby, or GROUP BY", 'walk.pivot(table, rows="…", count="…")', _pivot),
    Entry("VLOOKUP", "merge, or LEFT JOIN", 'walk.lookup(table, other, key="…", take="…")', _lookup),
)


class Gallery:
    """The list of walkthroughs to show as a cell's last line; `to_html` writes a page that plays them all."""

    def text(self) -> str:
        """Return the list as plain text."""
        lines = [f"{entry.habit} becomes {entry.becomes}: {entry.code}" for entry in ENTRIES]
        return "\n".join(["Walkthroughs, each on any table of yours:", *lines, _OWN_FORMULA])

    def to_html(self, path: str | Path) -> Path:
        """Write one HTML file that plays every walkthrough on invented children; return where it stands."""
        file = Path(path)
        file.write_text(page(*(entry.tell() for entry in ENTRIES)), encoding="utf-8")
        return file

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return the list as a table and as text."""
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(entry.habit)}</th>"
            f"<td style='text-align:left'>{escape(entry.becomes)}</td>"
            f"<td style='text-align:left'><code>{escape(entry.code)}</code></td></tr>"
            for entry in ENTRIES
        )
        heads = "".join(f"<th scope='col' style='text-align:left'>{head}</th>" for head in _HEADS)
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        table += f"<p>{escape(_OWN_FORMULA)}</p>"
        return {"text/html": table, "text/plain": self.text()}


_OWN_FORMULA = 'An Excel formula of your own, part by part: walk.explain("=…", table=table)'
_HEADS = ("In Excel", "In Python", "Type this")
