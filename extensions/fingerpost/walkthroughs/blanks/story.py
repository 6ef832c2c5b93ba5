"""The scene of "Five kinds of blank" for any column of text or numbers."""

from dataclasses import replace
from typing import Any

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.blanks.steps import all_steps
from fingerpost.walkthroughs.blanks.told import (
    EMPTY,
    NOTHING,
    SPACES,
    WORD,
    ZERO,
    Told,
    counts_of,
    first_of_kinds,
    kinds_of,
)
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.drawn import as_frame, meter, sheet
from fingerpost.walkthroughs.focus import some_of_each
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Column, Row, Scene, Table
from fingerpost.walkthroughs.sorts import sorts_named

_ASK = 'Name one: walk.blanks(table, column="…").'
_KINDS = (
    (EMPTY, "empty cell"),
    (NOTHING, "text of nothing"),
    (SPACES, "spaces alone"),
    (WORD, "a word for nothing"),
    (ZERO, "0, which is an answer"),
)


def tell_blanks(frame: object, *, column: str, name: str) -> Scene:
    """Return the scene that counts the blanks of `column`, of every kind it has.

    Raises:
        CannotShowError: the table cannot be shown, or the column holds neither text nor numbers.
    """
    table = check_frame(frame)
    check_columns(table, column, ask=_ASK)
    values = table[column]
    is_number = types.is_numeric_dtype(values) and not types.is_bool_dtype(values)
    if not is_number and not types.is_string_dtype(values):
        mixed = types.is_object_dtype(values)
        held = f"values of several kinds ({sorts_named(values)})" if mixed else values.dtype
        what = "Turn it into text first, with astype(str)." if mixed else "Choose another."
        raise CannotShowError(
            f"Column '{column}' holds {held}; blanks are told of text and of numbers. {what}"
        )
    kinds = kinds_of(values)
    others = [other for other in table.columns if other != column][:1]
    lean = table[[other for other in table.columns if other in {column, *others}]]
    chosen = some_of_each(len(table), first_of_kinds(kinds))
    told = Told(
        table=name,
        column=column,
        sample=lean.iloc[chosen].reset_index(drop=True),
        kinds=tuple(kinds.iloc[chosen]),
        counts=counts_of(kinds.iloc[chosen]),
        everything=counts_of(kinds),
        words=_words_met(values, kinds),
        mean=_mean(values) if is_number else None,
        mean_with_zeros=_mean(values.fillna(0)) if is_number else None,
    )
    return Scene("blanks", "Five kinds of blank", _tables(told), all_steps(told))


def _words_met(values: "pd.Series[Any]", kinds: "pd.Series[str]") -> tuple[str, ...]:
    found = values[(kinds == WORD).to_numpy()]
    return tuple(str(word) for word in found.str.strip(" ").unique()) if len(found) else ()


def _mean(values: "pd.Series[Any]") -> float:
    mean = values.mean()
    return 0.0 if pd.isna(mean) else float(mean)


def _tables(told: Told) -> tuple[Table, ...]:
    return (
        _quoted(sheet("sheet", told.table, told.sample), told),
        _quoted(as_frame("frame", f"{told.table}, as a DataFrame", told.sample), told),
        _cleaned(told),
        _meter(told),
        _excel_meter(told),
    )


def _quoted(table: Table, told: Told) -> Table:
    """Return a table in which spaces alone are seen: in quotes."""
    at = [column.name for column in table.columns].index(told.column)
    seen = {f"row-{row}" for row in told.rows(SPACES)}
    rows = tuple(
        replace(row, cells=(*row.cells[:at], f'"{row.cells[at]}"', *row.cells[at + 1 :]))
        if row.id in seen
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def _cleaned(told: Told) -> Table:
    """Return the column as it was and as it is once there is one kind of blank."""
    before = _quoted(as_frame("", "", told.sample[[told.column]]), told)
    blank = {f"row-{at}" for at in told.rows(EMPTY, NOTHING, SPACES, WORD)}
    rows = tuple(
        Row(row.id, (*row.cells, None if row.id in blank else _bare(row.cells[1]))) for row in before.rows
    )
    return Table(
        "cleaned", "one kind of blank", "frame", (*before.columns, Column("clean", dtype="str")), rows
    )


def _bare(cell: Cell) -> Cell:
    return cell.strip(" ") if isinstance(cell, str) else cell


def _meter(told: Told) -> Table:
    lines: list[tuple[str, tuple[Cell, ...]]] = [
        (kind, (said, told.everything[kind]))
        for kind, said in _KINDS
        if told.is_text or kind in {EMPTY, ZERO}
    ]
    if not told.is_text:
        lines += [("mean", ("mean, blanks left out", to_cell(told.mean)))]
        lines += [("mean_zeros", ("mean, blanks made 0", to_cell(told.mean_with_zeros)))]
    return meter("meter", "cells of each kind", ("over all rows", "cells"), lines)


def _excel_meter(told: Told) -> Table:
    counts = told.everything
    rows, blank = sum(counts.values()), counts[EMPTY] + counts[NOTHING]
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("blank", ("COUNTBLANK", blank)),
        ("filled", ("COUNTA", rows - counts[EMPTY])),
        ("rows", ("rows", rows)),
    )
    return meter("excel_meter", "what Excel counts", ("over all rows", "Excel"), lines, in_excel=True)
