"""The tables that a stack's scene is made of: both sheets, one pasted below the other, and the stacks."""

from collections.abc import Iterable

import pandas as pd

from fingerpost.walkthroughs.cells import cell_text, column_of, to_cell
from fingerpost.walkthroughs.drawn import INDEX, as_frame, cells_of, columns_of, meter, sheet
from fingerpost.walkthroughs.scene import Cell, Column, Row, Table
from fingerpost.walkthroughs.stack.told import Told, first_id, ids_of, second_id


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return every table that some step shows."""
    pair, ids = told.sample, ids_of(told.sample)
    stacked = pair.stacked
    once = [at for at, again in enumerate(told.again) if not again]
    return (
        sheet("first_sheet", told.table, pair.first, ids=first_id),
        sheet("second_sheet", told.other, pair.second, ids=second_id),
        _pasted(told),
        _appended(told),
        as_frame("first_frame", f"{told.table}, as a DataFrame", pair.first, ids=first_id),
        as_frame("second_frame", f"{told.other}, as a DataFrame", pair.second, ids=second_id),
        _stack("stacked", stacked, ids),
        _stack("once", stacked.iloc[once], [ids[at] for at in once]),
        _stack("numbered", stacked.reset_index(drop=True), ids),
        _stack("sourced", _sourced(told), ids),
        _types(told),
        _meter(told),
    )


def _pasted(told: Told) -> Table:
    """Return the second table's rows under the first's by place; what is wider has no heading."""
    first, second = told.sample.first, told.sample.second
    width = max(len(first.columns), len(second.columns))
    heads = [*columns_of(first)]
    heads += [
        Column(f"no heading {at + 1}", column_of(second.iloc[:, at]).kind) for at in range(len(heads), width)
    ]
    each = zip(ids_of(told.sample), _each(told, heads), strict=True)
    rows = [Row(name, (*cells, *(None,) * (width - len(cells)))) for name, cells in each]
    return Table(
        "pasted", f"{told.other} pasted under {told.table}", "sheet", tuple(heads), tuple(rows), anchor="A1"
    )


def _each(told: Told, heads: list[Column]) -> Iterable[tuple[Cell, ...]]:
    """Yield the rows, one table's below the other's; a day looks as a sheet shows it under any heading."""
    for table in (told.sample.first, told.sample.second):
        pairs = list(zip(columns_of(table), heads, strict=False))
        for at in range(len(table)):
            yield tuple(
                cell_text(cell, mine, "sheet") if mine.kind == "date" != head.kind and cell else cell
                for cell, (mine, head) in zip(cells_of(table, at), pairs, strict=True)
            )


def _appended(told: Told) -> Table:
    """Return both by name as Power Query's Append gives them: on a sheet."""
    stacked = told.sample.stacked
    rows = tuple(
        Row(name, tuple(to_cell(stacked.iloc[at, column]) for column in range(len(stacked.columns))))
        for at, name in enumerate(ids_of(told.sample))
    )
    return Table(
        "appended", f"{told.other} appended to {told.table}", "sheet", columns_of(stacked), rows, anchor="A1"
    )


def _stack(name: str, stacked: pd.DataFrame, ids: Iterable[str]) -> Table:
    """Return a stack as a DataFrame: each row has the index that pandas gives it."""
    rows = tuple(Row(row, (to_cell(stacked.index[at]), *cells_of(stacked, at))) for at, row in enumerate(ids))
    return Table(name, "stacked", "frame", (INDEX, *columns_of(stacked)), rows)


def _sourced(told: Told) -> pd.DataFrame:
    named = ((told.table, told.sample.first), (told.other, told.sample.second))
    return pd.concat([table.assign(**{told.source: name}) for name, table in named], ignore_index=True)


def _types(told: Told) -> Table:
    """Return the type of each column on screen, in both tables and stacked."""
    pair = told.sample
    lines = tuple(
        (
            f"type-{at}",
            (
                str(name),
                *(
                    str(table[name].dtype) if name in table else "not there"
                    for table in (pair.first, pair.second)
                ),
                str(pair.stacked[name].dtype),
            ),
        )
        for at, name in enumerate(pair.stacked.columns)
    )
    heads = (Column("column"), Column(told.table), Column(told.other), Column("stacked"))
    return Table(
        "types", "type of each column", "frame", heads, tuple(Row(name, cells) for name, cells in lines)
    )


def _meter(told: Told) -> Table:
    pair = told.everything
    first, second = pair.first, pair.second
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("first", (f"rows of {told.table}", len(first))),
        ("second", (f"rows of {told.other}", len(second))),
        ("stacked", ("rows stacked", pair.rows)),
        ("again", ("the same as an earlier row", to_cell(pair.again.sum()))),
        ("first_columns", (f"columns of {told.table}", len(first.columns))),
        ("second_columns", (f"columns of {told.other}", len(second.columns))),
        ("stacked_columns", ("columns stacked", len({*first.columns, *second.columns}))),
    )
    return meter("meter", "before and after", ("over all rows", "number"), lines)
