"""A scene as plain text: every step's sentence, code and new tables, for readers of text alone."""

from collections.abc import Iterator

from fingerpost.walkthroughs.cells import cell_text
from fingerpost.walkthroughs.scene import Prediction, Scene, Shown, Step, Table

LANGUAGES = {"pandas": "pandas", "sql": "SQL"}


def plain_text(scene: Scene) -> str:
    """Return all steps as plain text."""
    lines = [f"{scene.title} ({len(scene.steps)} steps)"]
    for number, step in enumerate(scene.steps, start=1):
        lines += ["", *_step(number, step)]
        for table in new_tables(scene, number - 1):
            lines += ["", *_table(table)]
    return "\n".join(line.rstrip() for line in lines)


def new_tables(scene: Scene, at: int) -> Iterator[Table]:
    """Yield the tables that step `at` (from 0) shows and the step before it did not."""
    before = {shown.table for shown in _shown(scene.steps[at - 1])} if at else set()
    yield from (scene.table(shown.table) for shown in _shown(scene.steps[at]) if shown.table not in before)


def _shown(step: Step) -> tuple[Shown, ...]:
    return (*step.excel.shows, *step.python.shows)


def _step(number: int, step: Step) -> Iterator[str]:
    yield f"{number}. {step.name}"
    yield step.sentence
    yield from step.notes
    yield f"In Excel, cell {step.excel.formula.cell}: {step.excel.formula.text}"
    for code in step.python.codes:
        yield f"In {LANGUAGES[code.language]}:"
        yield from (f"    {line}" for line in code.text.splitlines())
    if step.prediction:
        yield from _prediction(step.prediction)
    yield step.scope


def _prediction(asked: Prediction) -> Iterator[str]:
    yield f"Your prediction: {asked.question}"
    yield from (f"    {choice.label}: {choice.reason}" for choice in asked.choices)


def _table(table: Table) -> Iterator[str]:
    """Yield a table's caption and its rows in even columns, numbers to the right."""
    head = [column.name for column in table.columns]
    body = [
        [cell_text(cell, column, table.look) for cell, column in zip(row.cells, table.columns, strict=True)]
        for row in table.rows
    ]
    widths = [max(len(line[at]) for line in [head, *body]) for at in range(len(head))]
    yield f"  {table.caption}"
    for line in [head, *body]:
        cells = [
            text.rjust(width) if column.kind == "number" else text.ljust(width)
            for text, width, column in zip(line, widths, table.columns, strict=True)
        ]
        yield "  " + "  ".join(cells)
