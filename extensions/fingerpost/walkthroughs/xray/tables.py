"""The tables an X-ray's scene is made of: the file, Excel's view of it, and what pandas stores."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.drawn import INDEX, meter, on_sheet
from fingerpost.walkthroughs.scene import Cell, Column, ColumnKind, Row, Table
from fingerpost.walkthroughs.xray.found import Found, in_excel, is_counted_in_excel
from fingerpost.walkthroughs.xray.opened import Opened, is_blank, written

_ROWS = 8
_COLUMNS = 5
_WIDEST = 60


@dataclass(frozen=True)
class Told:
    """One file, what is odd about it, and which of its columns and rows are on screen."""

    opened: Opened
    found: Found

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns shown: the surprising ones first to be chosen, in the file's order."""
        odd = [*self.found.ids, *self.found.dates]
        chosen = dict.fromkeys([*odd, *self.opened.headings])
        shown = set(list(chosen)[:_COLUMNS])
        return tuple(name for name in self.opened.headings if name in shown)

    @property
    def rows(self) -> range:
        """The rows shown, counted below the headings."""
        return range(min(_ROWS, len(self.opened.body)))

    @property
    def places(self) -> tuple[int, ...]:
        """Where the columns shown stand in the file."""
        return tuple(self.opened.headings.index(name) for name in self.columns)


def record_id(at: int) -> str:
    """Return the id of a record of the file, which stays with its row."""
    return f"record-{at}"


def body_id(told: Told, row: int) -> str:
    """Return the id of a row below the headings."""
    return record_id(told.opened.at + 1 + row)


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return every table that some step shows."""
    found = told.found
    return (
        _notepad(told),
        _excel(told),
        _stored(told, "placed", found.placed),
        _stored(told, "texted", found.texted),
        _stored(told, "guessed", found.guessed),
        _stored(told, "dated", found.dated),
        _stored(told, "right", found.right),
        _plain(told),
        _lines(told),
        _types_in_excel(told),
        _types_in_pandas(told),
        _meter(told),
        _excel_meter(told),
    )


def kind_of(values: "pd.Series[Any]") -> str:
    """Return in a word how pandas stores a column."""
    if types.is_bool_dtype(values):
        return "True and False"
    if types.is_numeric_dtype(values):
        return "numbers"
    return "dates" if types.is_datetime64_any_dtype(values) else "text"


def changed_in_excel(told: Told) -> dict[str, tuple[int, ...]]:
    """Return, for each column shown, the rows whose cells Excel shows otherwise than they are written."""
    body = told.opened.body
    return {
        name: tuple(row for row in told.rows if in_excel(body[row][at]) != written(body[row][at]))
        for name, at in zip(told.columns, told.places, strict=True)
    }


def _notepad(told: Told) -> Table:
    """Return the file's first lines as Notepad shows them, and a workbook's as one line each."""
    (_, heading), *others = _first_lines(told)
    rows = tuple(Row(name, (line,)) for name, line in others)
    caption = "the sheet, line by line" if told.opened.file else "the file, opened in Notepad"
    return Table("notepad", caption, "sheet", (Column(heading),), rows)


def _lines(told: Told) -> Table:
    rows = tuple(Row(name, (at, line)) for at, (name, line) in enumerate(_first_lines(told)))
    return Table("lines", "the file, line by line", "frame", (INDEX, Column("line")), rows)


def _first_lines(told: Told) -> list[tuple[str, str]]:
    records = told.opened.records[: told.opened.at + 1 + len(told.rows)]
    joined = [told.opened.separator.join(map(written, record)) for record in records]
    return [
        (record_id(at), line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…")
        for at, line in enumerate(joined)
    ]


def _excel(told: Told) -> Table:
    """Return what a double-click shows, titles and all, for the columns on screen.

    What Excel takes for a number or a date stands to the right, what it takes for text to the left.
    """
    opened = told.opened
    lines = (*opened.records[: opened.at], opened.headings, *(opened.body[row] for row in told.rows))
    first, *others = [tuple(_excel_cell(line, at) for at in told.places) for line in lines]
    columns = tuple(Column(str(head) if head is not None else "(empty)") for head in first)
    rows = tuple(
        Row(record_id(at), cells, kinds=tuple(_excel_kind(lines[at], place) for place in told.places))
        for at, cells in enumerate(others, start=1)
    )
    return Table("excel", "as Excel shows it", "sheet", columns, rows, anchor="A1")


def _excel_cell(line: tuple[object, ...], at: int) -> Cell:
    return None if at >= len(line) or is_blank(line[at]) else to_cell(in_excel(line[at]))


def _excel_kind(line: tuple[object, ...], at: int) -> ColumnKind:
    return "number" if at < len(line) and is_counted_in_excel(line[at]) else "text"


def _plain(told: Told) -> Table:
    """Return what pandas makes of the file when told nothing: its first rows, or its last words."""
    plain = told.found.plain
    if plain is None:
        rows = (Row("stopped", ("ParserError", told.found.stopped)),)
        return Table("plain", "pandas stops", "frame", (Column("error"), Column("it says")), rows)
    shown = plain.iloc[: len(told.rows), :_COLUMNS] if told.found.moved else plain[list(told.columns)]
    first = 1 if told.found.moved else told.opened.at + 1
    return as_table("plain", "as pandas stored it", shown.head(len(told.rows)), first=first)


def _stored(told: Told, name: str, frame: pd.DataFrame) -> Table:
    shown = frame[list(told.columns)].head(len(told.rows))
    return as_table(name, "as pandas stored it", shown, first=told.opened.at + 1)


def as_table(name: str, caption: str, frame: pd.DataFrame, *, first: int) -> Table:
    """Return a DataFrame as it is drawn; its first row keeps the id of record `first` of the file."""
    # where rows have more cells than the heading has, pandas takes the first of them for the index
    head = INDEX if types.is_numeric_dtype(frame.index.dtype) else Column("")
    columns = (head, *(column_of(frame[heading]) for heading in frame.columns))
    rows = tuple(
        Row(
            record_id(first + at),
            (to_cell(label), *(to_cell(frame[name].iloc[at]) for name in frame.columns)),
        )
        for at, label in enumerate(frame.index)
    )
    return Table(name, caption, "frame", columns, rows)


def _types_in_excel(told: Told) -> Table:
    """Return one line for each column shown: its first cell as it is written, and as Excel shows it."""
    lines = []
    for name, place in zip(told.columns, told.places, strict=True):
        first = next(iter(told.opened.columns[name]), None)
        cells = (name, None, None) if first is None else (name, written(first), to_cell(in_excel(first)))
        lines.append((f"column-{place}", cells))
    return on_sheet("excel_types", "type by type", ("column", "in the file", "in Excel"), lines)


def _types_in_pandas(told: Told) -> Table:
    """Return one line for each column shown: its first value as pandas holds it, and as what."""
    rows = []
    for name, place in zip(told.columns, told.places, strict=True):
        values = told.found.right[name]
        kept = values.dropna()
        stored = to_cell(kept.iloc[0]) if len(kept) else None
        line = (name, _as_text(stored, kind_of(values)), kind_of(values), str(values.dtype))
        rows.append(Row(f"column-{place}", line))
    heads = ("column", "in pandas", "as", "dtype")
    return Table("types", "type by type", "frame", tuple(Column(head) for head in heads), tuple(rows))


def _as_text(cell: Cell, kind: str) -> Cell:
    """Return how a value is written in Python: text has its quotes."""
    return None if cell is None else f'"{cell}"' if kind == "text" else str(cell)


def _meter(told: Told) -> Table:
    """Return what each switch changes, over all rows; one that changes nothing has no line."""
    found, opened = told.found, told.opened
    lines: list[tuple[str, tuple[Cell, ...]]] = [
        ("rows", ("rows", len(found.right))),
        ("columns", ("columns", len(found.right.columns))),
        ("blank", ("blank cells", int(found.right.isna().sum().sum()))),
    ]
    saved: list[tuple[str, tuple[Cell, ...]]] = [
        ("skipped", ("lines above the headings", opened.skip)),
        ("zeros", ("ids kept whole", found.lost_zeros)),
        ("swapped", ("dates that a guess would get wrong", found.swapped)),
        ("words", ("words not turned into blanks", found.words)),
    ]
    lines += [line for line in saved if line[1][1]]
    return meter("meter", "the table, and what each switch saved", ("over all rows", "pandas"), lines)


def _excel_meter(told: Told) -> Table:
    opened = told.opened
    changed = sum(
        many
        for cells in opened.columns.values()
        for cell, many in cells.items()
        if isinstance(cell, str) and in_excel(cell) != cell
    )
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("last", ("last row (Ctrl+End)", len(opened.records))),
        ("changed", ("cells that no longer match the file", changed)),
    )
    return meter("excel_meter", "opened by a double-click", ("over all rows", "Excel"), lines, in_excel=True)
