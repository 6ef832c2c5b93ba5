"""A scene as one SVG picture for slides: its steps side by side, all text as text, nothing that runs.

The picture is drawn on white, as a slide or a printed page wants it. Tables and code stand in a font whose
letters are all as wide, so that what fits is known without a browser.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from fingerpost.walkthroughs.cells import cell_text
from fingerpost.walkthroughs.plain_text import LANGUAGES, columns_of_row, drawn, marks_in_words, plain_text
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Column, MarkKind, Row, Scene, Step, Table

_PANEL, _GAP, _EDGE = 440, 24, 16
_INNER = _PANEL - 2 * _EDGE
_MONO_EM, _PLAIN_EM, _BOLD_EM = 0.62, 0.56, 0.64  # a letter's width in its size; of prose, on average
_SIGNS: dict[MarkKind, str] = {
    "read": "◉",
    "match": "✓",
    "drop": "-",
    "group": "▤",
    "duplicate": "x2",
    "coerce": "→",
    "error": "!",
    "result": "■",
}
_STYLE = (
    "text{font-family:system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1b1b1b;white-space:pre}"
    ".m{font-family:ui-monospace,Consolas,'DejaVu Sans Mono',monospace}"
    ".q{fill:#595959}.b{font-weight:700}.d{text-decoration:line-through;fill:#595959}"
    ".p{fill:#fff;stroke:#767676}.k{fill:#f2f2f2}.r{stroke:#c4c4c4}"
)


@dataclass(frozen=True)
class _Line:
    """One line of a panel: its text, class and size, and how much room it takes; `ruled` has a line below."""

    text: str
    look: str
    size: int
    height: int
    ruled: bool = False
    shaded: bool = False


def strip(scene: Scene, steps: Iterable[int] = ()) -> str:
    """Return the picture of the steps with these numbers, from 1, in their order; all if none is named.

    Raises:
        CannotShowError: the walkthrough has no step of such a number.
    """
    numbers = tuple(steps) or tuple(range(1, len(scene.steps) + 1))
    for number in numbers:
        if not 1 <= number <= len(scene.steps):
            raise CannotShowError(
                f"There is no step {number}: '{scene.title}' has {len(scene.steps)}. Name steps that it has."
            )
    chosen = [scene.steps[number - 1] for number in numbers]
    panels = [
        tuple(_panel(scene, number, _new(scene, step, before)))
        for number, step, before in zip(numbers, chosen, [None, *chosen[:-1]], strict=True)
    ]
    height = max(sum(line.height for line in panel) for panel in panels) + 2 * _EDGE
    width = len(panels) * (_PANEL + _GAP) + _GAP
    drawn_panels = "".join(
        _drawn(panel, x=_GAP + at * (_PANEL + _GAP), y=_GAP, height=height) for at, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 2 * _GAP}" '
        f'width="{width}" height="{height + 2 * _GAP}" role="img" aria-labelledby="title" '
        f'aria-describedby="desc" '
        f'xml:lang="en-GB"><title id="title">{escape(scene.title)}</title>'
        f'<desc id="desc">{escape(plain_text(scene))}</desc><style>{_STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{drawn_panels}</svg>\n'
    )


def _new(scene: Scene, step: Step, before: Step | None) -> tuple[Table, ...]:
    """Return the tables that a step shows and the panel before it does not."""
    seen = {shown.table for shown in (*before.excel.shows, *before.python.shows)} if before else set()
    shows = (*step.excel.shows, *step.python.shows)
    return tuple(scene.table(shown.table) for shown in shows if shown.table not in seen)


def _panel(scene: Scene, number: int, tables: Iterable[Table]) -> Iterator[_Line]:
    """Yield the lines of one step: name, sentence, the code on both sides, new tables, marks."""
    step = scene.steps[number - 1]
    yield from _prose(f"{number}. {step.name}", "b", 18)
    yield from _prose(step.sentence, "", 16)
    for note in step.notes:
        yield from _prose(note, "q", 13)
    if step.prediction:
        yield from _prose(f"? {step.prediction.question}", "b", 14)
    if bar := step.excel.formula:
        yield from _prose(f"In Excel, {bar.named}:", "q", 13)
        yield from _mono([bar.text or " "], shaded=True)
    for code in step.python.codes:
        yield from _prose(f"In {LANGUAGES[code.language]}:", "q", 13)
        yield from _mono(code.text.splitlines(), shaded=True)
    for table in tables:
        yield from _table(scene, step, table)
    for said in marks_in_words(scene, step):
        yield from _prose(said, "q", 13)
    yield from _prose(step.scope, "q", 13)


def _prose(text: str, look: str, size: int) -> Iterator[_Line]:
    """Yield text in lines that fit, a little room after the last."""
    lines = wrap(text, int(_INNER / (size * (_BOLD_EM if look == "b" else _PLAIN_EM)))) or [""]
    for at, line in enumerate(lines):
        yield _Line(line, look, size, size + 6 + 6 * (at == len(lines) - 1))


def _mono(lines: Iterable[str], *, shaded: bool = False) -> Iterator[_Line]:
    """Yield code or cells: lines too long for the panel go on below, further in."""
    room = int(_INNER / (13 * _MONO_EM))
    for line in lines:
        parts = wrap(line, room, subsequent_indent="    ", drop_whitespace=False, replace_whitespace=False)
        for part in parts or [" "]:
            yield _Line(part, "m", 13, 20, shaded=shaded)
    yield _Line("", "m", 13, 6)


def _table(scene: Scene, step: Step, table: Table) -> Iterator[_Line]:
    """Yield a table's caption, headings and rows: a row ends in its sign, one left out is struck through."""
    columns, lines = drawn(scene, table)
    texts = [
        [cell_text(cell, column, table.look) for cell, column in zip(line, columns, strict=True)]
        for line in lines
    ]
    heads = [column.name for column in columns]
    widths = [max(len(line[at]) for line in [heads, *texts]) for at in range(len(heads))]
    room = int(_INNER / (13 * _MONO_EM)) - 3  # a sign stands at the end
    while sum(widths) + 2 * (len(widths) - 1) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1

    def line_of(cells: list[str], own: tuple[Column, ...] = columns) -> str:
        sides = [str.rjust if column.kind == "number" else str.ljust for column in own]
        return "  ".join(
            side(_short(cell, width), width) for side, cell, width in zip(sides, cells, widths, strict=True)
        )

    yield from _prose(table.caption, "q", 13)
    yield _Line(line_of(heads).rstrip(), "m b", 13, 20, ruled=True)
    for row, cells in zip(table.rows, texts, strict=True):
        sign, is_left_out = _sign(step, table, row)
        yield _Line(
            f"{line_of(cells, columns_of_row(columns, row))} {sign}".rstrip(),
            "m d" if is_left_out else "m",
            13,
            20,
        )
    yield _Line("", "m", 13, 8)


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def _sign(step: Step, table: Table, row: Row) -> tuple[str, bool]:
    """Return the sign of the first mark on a row, or its pile's letter, and whether the row is left out."""
    shows = (*step.excel.shows, *step.python.shows)
    marks = [
        mark for shown in shows if shown.table == table.name for mark in shown.marks if row.id in mark.rows
    ]
    first = marks[0] if marks else None
    sign = (first.letter or _SIGNS[first.kind]) if first else ""
    return sign, any(mark.kind == "drop" for mark in marks)


def _drawn(panel: tuple[_Line, ...], *, x: int, y: int, height: int) -> str:
    """Return one panel's elements, its frame first."""
    parts = [f'<g><rect class="p" x="{x}" y="{y}" width="{_PANEL}" height="{height}"/>']
    at = y + _EDGE
    for line in panel:
        if line.shaded:
            parts.append(
                f'<rect class="k" x="{x + _EDGE}" y="{at}" width="{_INNER}" height="{line.height}"/>'
            )
        if line.text.strip():
            where = f'x="{x + _EDGE}" y="{at + line.size}" font-size="{line.size}"'
            look = f' class="{line.look}"' if line.look else ""
            parts.append(f"<text {where}{look}>{escape(line.text)}</text>")
        at += line.height
        if line.ruled:
            parts.append(f'<path class="r" d="M{x + _EDGE} {at}h{_INNER}"/>')
    return "".join([*parts, "</g>"])
