"""What is said about one answer: the points as a bare number, the words as a block to read."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from fingerpost.grading.cells import as_said

Stage = Literal["check", "mark"]

MOST_ROWS = 5
_MOST_COLUMNS = 8
_MOST_CHARACTERS = 600
_MOST_IN_A_CELL = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

# Both colours keep 3:1 as an edge on white and on black, so that one value serves every theme.
_AMBER = "#b36b00"
_GREEN = "#2e8540"


@dataclass(frozen=True, repr=False)
class Verdict:
    """One answer's points and message.

    Displayed, it is a bare finite number as plain text, which nbgrader reads as the points of the
    test cell, and a block of words as HTML. `str(verdict)` gives the words without HTML.
    """

    task: str
    title: str
    points: float
    max_points: float
    code: str = ""
    saw: str = ""
    why: str = ""
    next_step: str = ""
    rows: tuple[Mapping[str, object], ...] = ()
    """At most five rows of the learner's own result, each by column name."""
    level: str = ""
    """How safely the answer was run: 'check', 'trusted', or a sandbox's level."""
    stage: Stage = "mark"
    parts: tuple[float, float] = (0.0, 0.0)
    """The seen and the hidden points in `points`."""
    pays: float | None = None
    """Points of the test cell that shows this verdict; None means all of `points`."""
    closing: str = ""

    @property
    def is_full(self) -> bool:
        """Return whether all of the task's points are in."""
        return _finite(self.points, self.max_points) >= self.max_points > 0

    @property
    def score(self) -> str:
        """Return the points in words: '1 of 4 so far'."""
        told = f"{_plain(_finite(self.points, self.max_points))} of {_plain(self.max_points)}"
        return told if self.stage == "mark" or self.is_full else f"{told} so far"

    def for_cell(self, cell: Literal["seen", "hidden"]) -> "Verdict":
        """Return the verdict as that test cell shows it: the whole message, that cell's points."""
        return replace(self, pays=self.parts[0 if cell == "seen" else 1])

    def __repr__(self) -> str:
        return _plain(_finite(self.points if self.pays is None else self.pays, self.max_points))

    def __str__(self) -> str:
        parts = (f"{self.title}: {self.score}", self.saw, self.why, self.next_step, self.closing)
        return "\n".join(_clean(part) for part in parts if part)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return `text/plain` = the bare points, `text/html` = the words; never raises."""
        bundle = {"text/plain": repr(self)}
        try:
            bundle["text/html"] = as_html(self)
        except Exception:  # noqa: BLE001 - the points must arrive whatever the words do
            bundle["text/html"] = f"<p>{escape(self.score)}</p>"
        return bundle


def as_html(verdict: Verdict) -> str:
    """Return the message block: semantic, escaped, no script, no style sheet, readable on light and dark."""
    colour, line, sign = (_GREEN, "solid", "✓") if verdict.is_full else (_AMBER, "double", "▸")
    edge = "1px solid var(--jp-border-color1, #8c8c8c)"
    style = (
        f"border:{edge};border-left:6px {line} {colour};padding:0.5em 1em;margin:0.5em 0;"
        "max-width:68ch;color:inherit;background:transparent;line-height:1.45"
    )
    paragraphs = "".join(
        f'<p style="margin:0.3em 0">{_words(part)}</p>'
        for part in (verdict.saw, verdict.why, verdict.next_step, verdict.closing)
        if part
    )
    label = _text(f"Feedback: {verdict.title}")
    return (
        f'<article class="fingerpost-verdict" aria-label="{label}" style="{style}">'
        f'<p style="margin:0 0 0.3em"><span aria-hidden="true">{sign}</span> '
        f"<strong>{_text(verdict.title)}</strong>: {_text(verdict.score)}</p>"
        f"{paragraphs}{_rows(verdict.rows)}</article>"
    )


def _rows(rows: tuple[Mapping[str, object], ...]) -> str:
    shown = rows[:MOST_ROWS]
    if not shown:
        return ""
    columns = list(shown[0])[:_MOST_COLUMNS]
    styles = {column: _aligned([row.get(column) for row in shown]) for column in columns}
    head = "".join(
        f'<th scope="col" {style}>{_text(column, _MOST_IN_A_CELL)}</th>' for column, style in styles.items()
    )
    cells = (
        "".join(
            f"<td {style}>{_text(_shown(row.get(column, '')), _MOST_IN_A_CELL)}</td>"
            for column, style in styles.items()
        )
        for row in shown
    )
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return (
        '<table style="border-collapse:collapse;margin:0.4em 0;color:inherit">'
        '<caption style="text-align:left;caption-side:top;white-space:nowrap;color:inherit">'
        "From your own result</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _aligned(cells: list[object]) -> str:
    """Return the style of a column: figures to the right, words to the left."""
    side = "right" if all(isinstance(cell, int | float) for cell in cells if cell is not None) else "left"
    return f'style="text-align:{side};padding:0.1em 0.8em;font-variant-numeric:tabular-nums"'


def _shown(cell: object) -> object:
    """Return a cell of the learner's own result as messages say it; nothing is called what pivots call it."""
    return "(blank)" if cell is None else as_said(cell)


def _words(part: str) -> str:
    """Return escaped words, with what stands between backticks as code."""
    pieces = _text(part).split("`")
    if len(pieces) % 2 == 0:
        return "`".join(pieces)
    return "".join(f"<code>{piece}</code>" if odd % 2 else piece for odd, piece in enumerate(pieces))


def _text(part: object, most: int = _MOST_CHARACTERS) -> str:
    return escape(_clean(part, most), quote=True)


def _clean(part: object, most: int = _MOST_CHARACTERS) -> str:
    """Return text without control characters, surrogates or more than `most` characters."""
    told = _CONTROL.sub(" ", str(part)).encode("utf-8", "replace").decode("utf-8")
    return told if len(told) <= most else told[: most - 1] + "…"


def clamped(points: float, most: float) -> float:
    """Return the points as a finite number from 0 to `most`, to the nearest hundredth."""
    return _finite(round(points, 2) if math.isfinite(points) else 0.0, most)


def _finite(points: float, most: float) -> float:
    if not isinstance(points, int | float) or not math.isfinite(points):
        return 0.0
    return float(min(max(points, 0.0), most if math.isfinite(most) else 0.0))


def _plain(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".") or "0"
