"""The tables a pivot's scene is made of; every id and name that its steps point at comes from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from fingerpost.walkthroughs.drawn import LETTERS, row_id
from fingerpost.walkthroughs.pivot.alike import Alike
from fingerpost.walkthroughs.pivot.counts import Counts, Line, Pile
from fingerpost.walkthroughs.scene import Cell, Column, Row, Table
from fingerpost.walkthroughs.words import Words

_MOST_LINES = 12
BLANK = "blank"
SUM = "sum"
LABELS = "Row Labels"
BLANK_LABEL = "(blank)"

_Counted = TypeVar("_Counted", Pile, Line)


@dataclass(frozen=True)
class Layout:
    """Where things stand on the drawn sheet, as Excel's cell addresses."""

    count_letter: str
    rows_letter: str
    pivot_letter: str
    value_letter: str
    free_letter: str
    last_row: int

    @property
    def rows_range(self) -> str:
        """The cells of the rows' column, heading left out: 'C2:C13'."""
        return f"{self.rows_letter}2:{self.rows_letter}{self.last_row}"

    @property
    def count_range(self) -> str:
        """The cells of the counted column, heading left out: 'A2:A13'."""
        return f"{self.count_letter}2:{self.count_letter}{self.last_row}"

    @property
    def first_label(self) -> str:
        """The PivotTable's first label: 'E2'."""
        return f"{self.pivot_letter}2"


def layout_of(sample: pd.DataFrame, *, rows: str, count: str) -> Layout:
    """Return the sheet's layout: the table from A1, a free column, the PivotTable, a free column."""
    names = list(sample.columns)
    width = len(names)
    return Layout(
        count_letter=LETTERS[names.index(count)],
        rows_letter=LETTERS[names.index(rows)],
        pivot_letter=LETTERS[width + 1],
        value_letter=LETTERS[width + 2],
        free_letter=LETTERS[width + 3],
        last_row=len(sample) + 1,
    )


def pile_id(at: int, pile: Pile) -> str:
    """Return a pile's id; the blank pile has one name wherever it is."""
    return BLANK if pile.key is None else f"pile-{at}"


def pivot_table(name: str, counts: Counts, words: Words, layout: Layout, *, distinct: bool = False) -> Table:
    """Return Excel's PivotTable of `counts`, with Distinct Count if wanted and at most twelve lines."""
    columns = [Column(LABELS), Column(f"Count of {words.count}", kind="number")]
    columns += [Column(f"Distinct Count of {words.count}", kind="number")] * distinct
    shown, left = _most_counted(counts.lines)
    rows = [Row(f"line-{at}", _line_cells(line, distinct=distinct)) for at, line in shown]
    if left:
        rows.append(Row("more", (f"… {left} more", *(["…"] * (len(columns) - 1)))))
    rows.append(Row(SUM, _line_cells(counts.excel_total, distinct=distinct)))
    return Table(
        name,
        "PivotTable",
        "pivot",
        tuple(columns),
        tuple(rows),
        anchor=f"{layout.pivot_letter}1",
        has_total=True,
    )


def first_number(counts: Counts) -> int:
    """Return the number in the first line that `pivot_table` draws; the emptiest lines may be left out."""
    shown, _ = _most_counted(counts.lines)
    return shown[0][1].count


def piles_table(name: str, piles: tuple[Pile, ...], words: Words, *, counted: bool = False) -> Table:
    """Return the piles with their rows laid out in them, and both counts if wanted."""
    columns = [Column(words.rows), *(_count_columns(words) if counted else ())]
    rows = tuple(
        Row(pile_id(at, pile), (pile.key, *((pile.rows, pile.distinct) if counted else ())), _members(pile))
        for at, pile in enumerate(piles)
    )
    return Table(name, "piles", "piles", tuple(columns), rows, label=words.count)


def size_table(name: str, piles: tuple[Pile, ...], words: Words) -> Table:
    """Return what `.size()` gives, each line standing for the rows of its pile, and its sum."""
    columns = (Column(words.rows), _count_columns(words)[0])
    rows = [Row(pile_id(at, pile), (pile.key, pile.rows), _members(pile)) for at, pile in enumerate(piles)]
    rows.append(Row(SUM, ("adds up to", sum(pile.rows for pile in piles))))
    return Table(name, "result", "frame", columns, tuple(rows), has_total=True, label=words.count)


def result_table(name: str, counts: Counts, words: Words) -> Table:
    """Return both counts over the whole table, with their sums and at most twelve lines."""
    columns = (Column(words.rows), *_count_columns(words))
    shown, left = _most_counted(counts.piles)
    rows = [Row(pile_id(at, pile), (pile.key, pile.rows, pile.distinct)) for at, pile in shown]
    if left:
        rows.append(Row("more", (f"… {left} more", "…", "…")))
    rows.append(Row(SUM, ("adds up to", counts.rows, counts.distinct_added_up)))
    return Table(name, "result over all rows", "frame", columns, tuple(rows), has_total=True)


def alike_table(name: str, alike: tuple[Alike, ...], words: Words) -> Table:
    """Return labels that come to the same, as they are written, in quotes that show a space."""
    columns = (Column(words.rows), Column("written as"), Column("rows", "number", "int64"))
    rows = tuple(
        Row(f"alike-{at}", (one.bare, ", ".join(f'"{label}"' for label in one.labels), one.rows))
        for at, one in enumerate(alike[:_MOST_LINES])
    )
    return Table(name, "labels that look alike", "frame", columns, rows)


def _members(pile: Pile) -> tuple[str, ...]:
    return tuple(row_id(at) for at in pile.members)


def _count_columns(words: Words) -> tuple[Column, Column]:
    return Column("rows", "number", "int64"), Column(words.counted.heading, "number", "int64")


def _line_cells(line: Line, *, distinct: bool) -> tuple[Cell, ...]:
    label = BLANK_LABEL if line.label is None else line.label
    return (label, line.count, line.distinct) if distinct else (label, line.count)


def _most_counted(all_lines: Sequence[_Counted]) -> tuple[list[tuple[int, _Counted]], int]:
    """Return the lines that fit, the fullest ones in their own order, and how many are left out."""
    if len(all_lines) <= _MOST_LINES:
        return list(enumerate(all_lines)), 0
    fullest = sorted(
        range(len(all_lines)), key=lambda at: (not _is_blank(all_lines[at]), -_weight(all_lines[at]))
    )
    kept = sorted(fullest[: _MOST_LINES - 1])
    return [(at, all_lines[at]) for at in kept], len(all_lines) - len(kept)


def _weight(line: Pile | Line) -> int:
    return line.rows if isinstance(line, Pile) else line.count


def _is_blank(line: Pile | Line) -> bool:
    return (line.key if isinstance(line, Pile) else line.label) is None
