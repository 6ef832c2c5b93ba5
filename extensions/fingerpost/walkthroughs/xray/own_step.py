"""The last step of an X-ray: one column, read as the reader says, beside the file and Excel."""

from typing import TYPE_CHECKING, Any

from fingerpost.walkthroughs.drawn import on_sheet
from fingerpost.walkthroughs.quoting import both
from fingerpost.walkthroughs.said import marked, rows_shown
from fingerpost.walkthroughs.scene import (
    Cell,
    Column,
    ExcelPane,
    Formula,
    Mark,
    PythonPane,
    Row,
    Shown,
    Step,
    Table,
)
from fingerpost.walkthroughs.words import capital, number_of
from fingerpost.walkthroughs.xray.found import changes, in_excel
from fingerpost.walkthroughs.xray.opened import is_blank, written
from fingerpost.walkthroughs.xray.options import NOTHING_SAID, read_line, sql_read
from fingerpost.walkthroughs.xray.own_reading import AS_DATES, Answered, controls
from fingerpost.walkthroughs.xray.tables import Told, as_table, body_id, kind_of

if TYPE_CHECKING:
    import pandas as pd

_MOST_HEADS = 3
_TRY = 'Try it with another file of the course: walk.xray("data/header.csv", live=True)'


def own_tables(told: Told, answered: Answered) -> tuple[Table, Table]:
    """Return the column as it is written and as Excel shows it, and what pandas stored."""
    at = told.opened.headings.index(answered.asked.column)
    lines = tuple((body_id(told, row), _twice(told.opened.body[row][at])) for row in told.rows)
    caption = f"{answered.asked.column}, on both sides of a double-click"
    return on_sheet("own_sheet", caption, ("in the file", "in Excel"), lines), _stored(told, answered)


def read_it_your_way(told: Told, answered: Answered) -> Step:
    """Return the step in which the reader says how the file is read."""
    opened = told.opened
    codes = both(read_line(opened, answered.options), sql_read(opened, answered.options))
    return Step(
        "Read it your way",
        f"Change a field, and the line changes with it. {_sentence(told, answered)}",
        ExcelPane(Formula("A1", written(opened.records[0][0])), (Shown("own_sheet"),)),
        PythonPane(codes, (Shown("own_stored", _marks(told, answered)),), to_take=True),
        scope=rows_shown(len(told.rows), len(opened.body), over_all="the counts are over all rows"),
        notes=(*_notes(told, answered), _TRY),
        controls=controls(opened, answered.asked),
    )


def _twice(cell: object) -> tuple[Cell, Cell]:
    """Return a cell as it is written, and as Excel shows it."""
    return (None, None) if is_blank(cell) else (written(cell), in_excel(cell))


def _stored(told: Told, answered: Answered) -> Table:
    """Return the column as stored; where it is not there the first columns that are, or pandas' words."""
    caption, rows = "as pandas stored it", len(told.rows)
    if answered.frame is None:
        columns = (Column("error"), Column("it says"))
        stopped = Row("stopped", (answered.error, answered.stopped))
        return Table("own_stored", "pandas stops", "frame", columns, (stopped,))
    values = answered.stored
    if values is not None:
        return as_table("own_stored", caption, values.head(rows).to_frame(), first=told.opened.at + 1)
    shown = answered.frame.iloc[:rows, :_MOST_HEADS]
    return as_table("own_stored", caption, shown, first=answered.asked.skip)


def _sentence(told: Told, answered: Answered) -> str:
    asked = answered.asked
    if answered.frame is None:
        return f"Read this way, pandas stops: {answered.stopped}."
    values = answered.stored
    if values is None:
        heads = ", ".join(str(name) for name in list(answered.frame.columns)[:_MOST_HEADS])
        lines = number_of(asked.skip, "line")
        return (
            f"With {lines} skipped, pandas takes these as the headings: {heads}. "
            f"No column is called {asked.column}."
        )
    stored = f"{asked.column} is stored as {kind_of(values)}, {values.dtype}."
    return f"{stored} {_what_it_did(told, answered, values)}"


def _what_it_did(told: Told, answered: Answered, values: "pd.Series[Any]") -> str:
    """Return what that storing did to the column's cells, counted over all rows."""
    kind, column = kind_of(values), answered.asked.column
    if kind == "numbers":
        lost = sum(many for cell, many in told.opened.columns[column].items() if changes(cell))
        return (
            f"{capital(number_of(lost, 'id'))} {'has' if lost == 1 else 'have'} lost digits."
            if lost
            else "No digit is lost."
        )
    if kind == "dates":
        if column in told.found.ids:
            return "An id is not a date, yet pandas turned each one into a date without a word."
        off = len(_other_days(told, answered))
        is_off = f"{capital(number_of(off, 'date'))} {'is' if off == 1 else 'are'} not the day in the file."
        return is_off if off else "Every date is the day in the file."
    if answered.asked.reading in AS_DATES:
        return "Not every cell is a date in that format: pandas left the column as text, and said nothing."
    if column in told.found.dates:
        return "Text sorts by its first digits, and you cannot take one date from another."
    return "Every cell is just as in the file."


def _notes(told: Told, answered: Answered) -> tuple[str, ...]:
    values = answered.stored
    if values is None:
        return ("Skip a line too many or too few, and the wrong line becomes the headings.",)
    words = sum(told.opened.columns[answered.asked.column][word] for word in NOTHING_SAID)
    blank = number_of(int(values.isna().sum()), "cell")
    gone = f", {number_of(words, 'word')} such as NA among them" if words else ""
    return (f"Blank in pandas: {blank}{gone}.",)


def _marks(told: Told, answered: Answered) -> tuple[Mark, ...]:
    values, column = answered.stored, answered.asked.column
    if values is None or len(values) != len(told.opened.body):
        return ()
    cells = told.opened.columns[column]
    at = told.opened.headings.index(column)
    shown = [told.opened.body[row][at] for row in told.rows]
    if kind_of(values) == "numbers":
        lost = [row for row in told.rows if shown[row] in cells and changes(shown[row])]
        return marked("coerce", [body_id(told, row) for row in lost], "changed", column)
    off = _other_days(told, answered)
    return marked("error", [body_id(told, row) for row in told.rows if row in off], "different day", column)


def _other_days(told: Told, answered: Answered) -> frozenset[int]:
    """Return the rows whose date is another day than the file's own form says; none where it says none."""
    values, column = answered.stored, answered.asked.column
    if values is None or column not in told.found.dates or kind_of(values) != "dates":
        return frozenset()
    right = told.found.right[column]
    if len(values) != len(right):  # other lines were passed over
        return frozenset()
    differs = (values.to_numpy() != right.to_numpy()) & right.notna().to_numpy()
    return frozenset(int(row) for row in differs.nonzero()[0])
