"""A scene: everything a walkthrough shows, as plain data that any renderer can draw.

The JSON form is described by `scene.schema.json`; `SCHEMA_VERSION` counts its breaking changes.
Rows keep their identity (`Row.id`) from step to step: renderers move what has the same id, and let
rows travel into and out of the row that holds them (`Row.members`). Authors state before and after,
never motion.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from fingerpost.errors import FingerpostError

SCHEMA_VERSION = 1

Cell = str | int | float | bool | None
Answer = str | int | tuple[str, ...]
"""One choice, a number, or the ids of rows in their table's order."""
Span = tuple[int, int]
ColumnKind = Literal["text", "number", "date", "truth"]
Language = Literal["pandas", "sql", "altair"]
PredictionKind = Literal["choice", "number", "rows"]
Look = Literal["sheet", "pivot", "frame", "piles"]
ShapeKind = Literal["rect", "line", "circle", "area", "text"]
Tone = Literal[
    "yours",
    "others",
    "faint",
    "title",
    "label",
    "quiet",
    "A",
    "B",
    "C",
    "D",
    "E",
    "F",
    "G",
    "H",
    "I",
    "J",
    "K",
    "L",
]
Anchor = Literal["start", "middle", "end"]
MarkKind = Literal["read", "match", "drop", "group", "duplicate", "coerce", "error", "result"]


class SceneFaultError(FingerpostError):
    """A story points at something its scene does not hold; its author has to mend it."""


@dataclass(frozen=True)
class Column:
    """A column's heading, what its cells are, and pandas' name for their type where that is shown."""

    name: str
    kind: ColumnKind = "text"
    dtype: str = ""


@dataclass(frozen=True)
class Row:
    """One row: an id that stays with it, its cells, and the ids of the rows it stands for.

    `kinds` says what each cell is, where cells of one column differ: as on a sheet, text stands to the left.
    """

    id: str
    cells: tuple[Cell, ...]
    members: tuple[str, ...] = ()
    kinds: tuple[ColumnKind, ...] = ()


@dataclass(frozen=True)
class Table:
    """A small named table.

    `look` says how it is drawn: `sheet` and `pivot` like a spreadsheet whose first cell is `anchor` (a sheet
    without one is bare lines, as in a text editor),
    `frame` like a DataFrame (its first column is the index), `piles` as one line a row with its
    members laid out in it under the heading `holding`. `label` is the column whose value names a member
    inside a pile. With `has_total` the last row is a total.
    """

    name: str
    caption: str
    look: Look
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    anchor: str = ""
    label: str = ""
    holding: str = ""
    has_total: bool = False


@dataclass(frozen=True)
class Shape:
    """One shape of a picture, in the picture's own units from its top left.

    `numbers` are x, y, width and height of a `rect`; x, y and radius of a `circle`; x and y of each point of
    a `line` or an `area`; x and y of a `text`, which `turn` turns by so many degrees. `tone` is what its
    colour means: yours, others, or, where each has its own, a pile's letter.
    """

    kind: ShapeKind
    numbers: tuple[float, ...]
    tone: Tone
    text: str = ""
    anchor: Anchor = "start"
    turn: int = 0


@dataclass(frozen=True)
class Picture:
    """A chart as shapes on a sheet of `width` by `height`; `alt` says it in words.

    `table` names the table that holds every number drawn.
    """

    name: str
    alt: str
    table: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Mark:
    """What a step says about some rows (and columns; none named means the whole row).

    `word` stands in for the mark's usual word; `letter` is the pile's letter of a `group` mark.
    """

    kind: MarkKind
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    word: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Shown:
    """A table as one step shows it: its marks, and the rows that wait at its side."""

    table: str
    marks: tuple[Mark, ...] = ()
    waiting: tuple[str, ...] = ()
    waiting_word: str = ""


@dataclass(frozen=True)
class Code:
    """A piece of code in one language, with the character spans `[start, end)` this step speaks of."""

    language: Language
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Formula:
    """What the formula bar shows for one cell of the sheet or a chart, with the spans this step speaks of."""

    cell: str
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def named(self) -> str:
        """What the Name Box holds, in words: what Excel calls a chart has a space in it, and is no cell."""
        return self.cell if " " in self.cell else f"cell {self.cell}"


@dataclass(frozen=True)
class ExcelPane:
    """The spreadsheet side: formula bar, the PivotTable's fields as (area, field), tables.

    `title` stands over it where what it shows is not Excel, which then has no formula bar either.
    """

    formula: Formula | None
    shows: tuple[Shown, ...]
    fields: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    title: str = ""


@dataclass(frozen=True)
class PythonPane:
    """The Python side: tables, and the same code in each language.

    `together` shows all languages at once; `to_take` offers the code to be copied.
    """

    codes: tuple[Code, ...]
    shows: tuple[Shown, ...]
    together: bool = False
    to_take: bool = False
    picture: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer a learner may choose, and why it is or is not so.

    `misconception` is the name of the belief behind a tempting answer that is not so: what a tutor's
    page counts. The right answer has none.
    """

    value: Answer
    label: str
    reason: str
    misconception: str = ""


@dataclass(frozen=True)
class Prediction:
    """A question to answer before going on; the answer is a value the notebook can use.

    `kind` says how: by one of the `choices`, by a number that is typed, or by the rows of `table` that are
    picked. For numbers and rows `choices` are the answers we have a word for, and `otherwise` is it for
    any other.
    """

    id: str
    question: str
    choices: tuple[Choice, ...]
    answer: Answer
    kind: PredictionKind = "choice"
    table: str = ""
    otherwise: str = ""


@dataclass(frozen=True)
class Option:
    """One value that a control may take, and how the reader sees it."""

    value: str | int
    label: str


@dataclass(frozen=True)
class Control:
    """Something the reader may change in the live player: Python then tells the scene anew.

    `value` is what this scene was told with: one of `options`, or any text where there are none.
    """

    id: str
    label: str
    value: str | int
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step: its short name, one sentence, further lines, and what both sides show."""

    name: str
    sentence: str
    excel: ExcelPane
    python: PythonPane
    scope: str
    notes: tuple[str, ...] = ()
    prediction: Prediction | None = None
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A whole walkthrough. Making one checks that everything a step points at is there."""

    id: str
    title: str
    tables: tuple[Table, ...]
    steps: tuple[Step, ...]
    pictures: tuple[Picture, ...] = ()
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise SceneFaultError(f"Walkthrough '{self.id}': {fault}. Mend the story that builds it.")

    def table(self, name: str) -> Table:
        """Return the table called `name`."""
        return next(table for table in self.tables if table.name == name)

    def picture(self, name: str) -> Picture:
        """Return the picture called `name`."""
        return next(picture for picture in self.pictures if picture.name == name)

    @property
    def choices(self) -> dict[str, str | int]:
        """What each control stands at, by its id."""
        return {control.id: control.value for step in self.steps for control in step.controls}

    def to_dict(self) -> dict[str, Any]:
        """Return the scene as JSON-ready dictionaries and lists, as `scene.schema.json` describes."""
        plain: dict[str, Any] = json.loads(
            json.dumps(asdict(self, dict_factory=_without_blanks), allow_nan=False)
        )
        return plain


def _without_blanks(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object without the optional parts that are empty."""
    return {key: value for key, value in pairs if key in _ALWAYS or value not in ((), "", None, False)}


_ALWAYS = frozenset({"answer", "cells", "columns", "formula", "name", "rows", "shows", "text", "value"})


def _faults(scene: Scene) -> Iterator[str]:
    """Yield, in words, each thing that a step points at and the scene does not hold."""
    known = {table.name: table for table in scene.tables}
    rows = {row.id for table in scene.tables if table.look != "piles" for row in table.rows}
    for table in scene.tables:
        yield from _table_faults(table, rows)
    for number, step in enumerate(scene.steps, start=1):
        for shown in (*step.excel.shows, *step.python.shows):
            if shown.table not in known:
                yield f"step {number} shows a table '{shown.table}' that is not there"
            else:
                for fault in _shown_faults(shown, known[shown.table]):
                    yield f"step {number}: {fault}"
        yield from (f"step {number}: {fault}" for fault in _picture_faults(scene, step))
        yield from (f"step {number}: {fault}" for fault in _span_faults(step))
        if step.prediction:
            yield from (f"step {number}: {fault}" for fault in _prediction_faults(step.prediction, known))
        for control in step.controls:
            if control.options and control.value not in {option.value for option in control.options}:
                yield f"step {number}: control '{control.id}' stands at {control.value!r}, which is no option"


def _prediction_faults(asked: Prediction, known: dict[str, Table]) -> Iterator[str]:
    values = [choice.value for choice in asked.choices]
    if asked.answer not in values:
        yield f"the answer {asked.answer!r} is not among the choices"
    if asked.kind != "choice" and not asked.otherwise:
        yield f"question '{asked.id}' has no word for an answer that is not among its choices"
    if asked.kind == "rows":
        rows = [row.id for row in known[asked.table].rows] if asked.table in known else []
        for value in values:
            if not isinstance(value, tuple) or value != tuple(row for row in rows if row in value):
                yield f"question '{asked.id}': {value!r} is not rows of '{asked.table}' in their order"


def _table_faults(table: Table, known_rows: set[str]) -> Iterator[str]:
    ids = [row.id for row in table.rows]
    if len(set(ids)) < len(ids):
        yield f"table '{table.name}' gives two rows the same id"
    for row in table.rows:
        here = f"row '{row.id}' of table '{table.name}'"
        if len(row.cells) != len(table.columns):
            yield f"{here} has {len(row.cells)} cells for {len(table.columns)} columns"
        if row.kinds and len(row.kinds) != len(row.cells):
            yield f"{here} has {len(row.kinds)} kinds for {len(row.cells)} cells"
        if lost := set(row.members) - known_rows:
            yield f"{here} stands for rows {sorted(lost)} that are in no table"


def _shown_faults(shown: Shown, table: Table) -> Iterator[str]:
    rows = (
        {row.id for row in table.rows} | {m for row in table.rows for m in row.members} | set(shown.waiting)
    )
    columns = {column.name for column in table.columns}
    for mark in shown.marks:
        lost = [*(set(mark.rows) - rows), *(set(mark.columns) - columns)]
        if lost or not mark.rows:
            yield f"a mark '{mark.kind}' on table '{table.name}' points at {lost or 'nothing'}"


def _picture_faults(scene: Scene, step: Step) -> Iterator[str]:
    known = {picture.name: picture for picture in scene.pictures}
    for name in filter(None, (step.excel.picture, step.python.picture)):
        if name not in known:
            yield f"a picture '{name}' is not there"
        elif known[name].table not in {table.name for table in scene.tables}:
            yield f"picture '{name}' draws a table '{known[name].table}' that is not there"


def _span_faults(step: Step) -> Iterator[str]:
    bar = (step.excel.formula,) if step.excel.formula else ()
    codes: tuple[Code | Formula, ...] = (*bar, *step.python.codes)
    for code in codes:
        for start, end in code.spans:
            if not 0 <= start < end <= len(code.text):
                yield f"span {start} to {end} lies outside the {len(code.text)} characters of {code.text!r}"
