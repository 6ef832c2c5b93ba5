"""A scene as HTML that needs no script: one `<details>` a step, for notebooks read without a kernel.

Hosts strip what they like: everything is readable without the few styles, and no heading is used,
for hosts number headings.
"""

from collections.abc import Iterable
from html import escape

from fingerpost.walkthroughs.cells import cell_text
from fingerpost.walkthroughs.plain_text import (
    LANGUAGES,
    columns_of_row,
    control_in_words,
    drawn,
    marks_in_words,
    new_tables,
    pictures_of,
    reasons,
)
from fingerpost.walkthroughs.scene import Cell, Code, Column, Look, Prediction, Scene, Span, Step, Table
from fingerpost.walkthroughs.still import still

_TABLE_STYLE = "border-collapse:collapse;margin:.5em 1.5em .5em 0;display:inline-table;vertical-align:top"
_LARGE = "font-size:1.15em;margin:.5em 0"


def storyboard(scene: Scene) -> str:
    """Return all steps as HTML; the first stands open."""
    steps = "".join(_step(scene, at, step) for at, step in enumerate(scene.steps))
    return f'<div class="fingerpost-storyboard"><p><strong>{escape(scene.title)}</strong></p>{steps}</div>'


def _step(scene: Scene, at: int, step: Step) -> str:
    bar = step.excel.formula
    parts = [
        f"<summary>{at + 1}. {escape(step.name)}</summary>",
        f'<p style="{_LARGE}">{escape(step.sentence)}</p>',
        *(f"<p>{escape(note)}</p>" for note in step.notes),
        f"<p>In Excel, {bar.named}: <code>{_spoken_of(bar.text, bar.spans)}</code></p>" if bar else "",
        *(_code(code) for code in step.python.codes),
        *(still(picture) for picture in pictures_of(scene, step)),
        *(_table(scene, table) for table in new_tables(scene, at)),
        *(f"<p>{escape(said)}</p>" for said in marks_in_words(scene, step)),
        _prediction(step.prediction) if step.prediction else "",
        *(f"<p>{escape(control_in_words(control))}</p>" for control in step.controls),
        f"<p>{escape(step.scope)}</p>",
    ]
    return f"<details{' open' if at == 0 else ''}>{''.join(parts)}</details>"


def _code(code: Code) -> str:
    said = _spoken_of(code.text, code.spans)
    return f"<p>In {LANGUAGES[code.language]}:</p><pre><code>{said}</code></pre>"


def _spoken_of(text: str, spans: Iterable[Span]) -> str:
    """Return code with the parts a step speaks of in bold."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [escape(text[at:start]), f"<strong>{escape(text[start:end])}</strong>"]
        at = end
    return "".join([*parts, escape(text[at:])])


def _table(scene: Scene, table: Table) -> str:
    columns, lines = drawn(scene, table)
    heads = "".join(f'<th scope="col">{escape(column.name)}</th>' for column in columns)
    rows = "".join(
        _row(table.look, columns_of_row(columns, row), line)
        for row, line in zip(table.rows, lines, strict=True)
    )
    return (
        f'<table style="{_TABLE_STYLE}"><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(look: Look, columns: tuple[Column, ...], line: tuple[Cell, ...]) -> str:
    cells = []
    for at, (cell, column) in enumerate(zip(line, columns, strict=True)):
        tag = 'th scope="row"' if at == 0 and look != "sheet" else "td"
        side = "right" if column.kind == "number" else "left"
        text = escape(cell_text(cell, column, look))
        cells.append(f'<{tag} style="text-align:{side}">{text}</{tag[:2]}>')
    return f"<tr>{''.join(cells)}</tr>"


def _prediction(asked: Prediction) -> str:
    said = "".join(
        f"<li><strong>{escape(label)}</strong>: {escape(reason)}</li>" for label, reason in reasons(asked)
    )
    question = f"<p><strong>{escape(asked.question)}</strong></p>"
    return f"{question}<details><summary>See what happens</summary><ul>{said}</ul></details>"
