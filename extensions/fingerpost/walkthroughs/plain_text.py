"""A scene as plain text: every step's sentence, code and new tables, for readers of text alone."""

from collections.abc import Iterator
from dataclasses import replace

from fingerpost.walkthroughs.cells import cell_text
from fingerpost.walkthroughs.scene import (
    Cell,
    Column,
    Control,
    Picture,
    Prediction,
    Row,
    Scene,
    Shown,
    Step,
    Table,
)
from fingerpost.walkthroughs.words import capital

LANGUAGES = {"pandas": "pandas", "sql": "SQL", "altair": "Altair"}


def plain_text(scene: Scene) -> str:
    """Return all steps as plain text."""
    lines = [f"{scene.title} ({len(scene.steps)} steps)"]
    for number, step in enumerate(scene.steps, start=1):
        lines += ["", *_step(number, step), *marks_in_words(scene, step)]
        lines += [*(f"Chart: {picture.alt}" for picture in pictures_of(scene, step)), step.scope]
        for table in new_tables(scene, number - 1):
            lines += ["", *_table(scene, table)]
    return "\n".join(line.rstrip() for line in lines)


def new_tables(scene: Scene, at: int) -> Iterator[Table]:
    """Yield the tables that step `at` (from 0) shows and the step before it did not."""
    before = {shown.table for shown in _shown(scene.steps[at - 1])} if at else set()
    yield from (scene.table(shown.table) for shown in _shown(scene.steps[at]) if shown.table not in before)


def pictures_of(scene: Scene, step: Step) -> tuple[Picture, ...]:
    """Return the pictures that a step shows, Excel's first."""
    return tuple(scene.picture(name) for name in (step.excel.picture, step.python.picture) if name)


def marks_in_words(scene: Scene, step: Step) -> tuple[str, ...]:
    """Return what the step's marks say, each once: 'Left out: row 5.' Marks without a word say nothing."""
    said = {
        f"{capital(mark.word)}: {_names(scene, mark.rows)}.": None
        for shown in _shown(step)
        for mark in shown.marks
        if mark.word
    }
    return tuple(said)


def drawn(scene: Scene, table: Table) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """Return a table's columns and cells as text shows them: a pile's rows stand behind its name."""
    if table.look != "piles":
        return table.columns, [row.cells for row in table.rows]
    first, *others = table.columns
    rows = [(row.cells[0], _in_the_pile(scene, row) or "none", *row.cells[1:]) for row in table.rows]
    return (first, Column(table.holding or "rows in the pile"), *others), rows


def columns_of_row(columns: tuple[Column, ...], row: Row) -> tuple[Column, ...]:
    """Return a table's columns with the kinds that its cells have in this row."""
    if not row.kinds:
        return columns
    return tuple(replace(column, kind=kind) for column, kind in zip(columns, row.kinds, strict=True))


def _in_the_pile(scene: Scene, row: Row) -> str:
    """Return the index numbers of the rows a pile holds: '2, 3'."""
    return ", ".join(str(index_of(scene, member)) for member in row.members)


def _names(scene: Scene, rows: tuple[str, ...]) -> str:
    names = [index_of(scene, row) for row in rows]
    said = ", ".join("(blank)" if name is None else str(name) for name in names)
    return f"{'row' if len(rows) == 1 else 'rows'} {said}"


def index_of(scene: Scene, row_id: str) -> Cell:
    """Return a row's index in the DataFrame that holds it, or its first cell elsewhere."""
    holding = sorted((table for table in scene.tables), key=lambda table: table.look != "frame")
    return next(row.cells[0] for table in holding for row in table.rows if row.id == row_id)


def _shown(step: Step) -> tuple[Shown, ...]:
    return (*step.excel.shows, *step.python.shows)


def _step(number: int, step: Step) -> Iterator[str]:
    yield f"{number}. {step.name}"
    yield step.sentence
    yield from step.notes
    if step.excel.formula:
        yield f"In Excel, {step.excel.formula.named}: {step.excel.formula.text}"
    for code in step.python.codes:
        yield f"In {LANGUAGES[code.language]}:"
        yield from (f"    {line}" for line in code.text.splitlines())
    if step.prediction:
        yield from _prediction(step.prediction)
    yield from (control_in_words(control) for control in step.controls)


def control_in_words(control: Control) -> str:
    """Return what a control stands at, and what else it may be."""
    labels = {option.value: option.label for option in control.options}
    others = f" (of {', '.join(labels.values())})" if labels else ""
    return f"You can change {control.label}: {labels.get(control.value, control.value)}{others}."


def _prediction(asked: Prediction) -> Iterator[str]:
    yield f"Your prediction: {asked.question}"
    yield from (f"    {label}: {reason}" for label, reason in reasons(asked))


def reasons(asked: Prediction) -> tuple[tuple[str, str], ...]:
    """Return each answer that has a word of its own, with it, and the word for all others."""
    named = tuple((choice.label, choice.reason) for choice in asked.choices)
    return (*named, ("Any other answer", asked.otherwise)) if asked.otherwise else named


def _table(scene: Scene, table: Table) -> Iterator[str]:
    """Yield a table's caption and its rows in even columns, numbers to the right."""
    columns, lines = drawn(scene, table)
    head = [column.name for column in columns]
    body = [
        [cell_text(cell, column, table.look) for cell, column in zip(line, columns, strict=True)]
        for line in lines
    ]
    widths = [max(len(line[at]) for line in [head, *body]) for at in range(len(head))]
    yield f"  {table.caption}"
    own = [columns, *(columns_of_row(columns, row) for row in table.rows)]
    for line, kinds in zip([head, *body], own, strict=True):
        cells = [
            text.rjust(width) if column.kind == "number" else text.ljust(width)
            for text, width, column in zip(line, widths, kinds, strict=True)
        ]
        yield "  " + "  ".join(cells)
