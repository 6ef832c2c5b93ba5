"""The scene of "SUMIFS in slow motion" for any table."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.asked import Answers, Test, another_test, check_askable, coded, plain_values
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.drawn import as_frame, meter, on_sheet, sheet
from fingerpost.walkthroughs.focus import some_of_each
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Column, Row, Scene, Table
from fingerpost.walkthroughs.sorts import sort_of
from fingerpost.walkthroughs.sumifs import code
from fingerpost.walkthroughs.sumifs.steps import all_steps
from fingerpost.walkthroughs.sumifs.told import Adding, Stored, Told, came_to
from fingerpost.walkthroughs.text_numbers import as_numbers

_ASK = 'Name them: walk.sumifs(table, where="…", value="…", add="…").'


def tell_sumifs(frame: object, *, where: str, value: Cell, add: str | None, name: str) -> Scene:
    """Return the scene that adds up `add` (rows if None) where `where` is `value`, its commonest if None.

    A second test is taken from another column of text where there is one.

    Raises:
        CannotShowError: a column is missing or does not fit, or no row has the value.
    """
    given = check_frame(frame)
    check_columns(given, where, *([add] if add else []), ask=_ASK)
    first = _first_test(given, where, value)
    table = _with_numbers(given, first, add)
    second = another_test(table, first.of(coded(table, where)), {where, add})
    adding = Adding((first, second) if second else (first,), add)
    shown = {where, add, second.column if second else None}
    lean = table[[column for column in table.columns if column in shown]]
    asked = coded(lean, *lean.columns)
    chosen = _choose(asked, adding)
    sample = lean.iloc[chosen].reset_index(drop=True)
    told = Told(name, adding, sample, came_to(sample, adding), came_to(asked, adding))
    told = replace(told, stored=_as_stored(told, given, chosen, adding.seen(asked)))
    return Scene("sumifs", "SUMIFS in slow motion", _tables(told), all_steps(told))


def _first_test(table: pd.DataFrame, where: str, value: Cell) -> Test:
    values = check_askable(table, where)
    plain, others = plain_values(values)
    test = Test(where, [*plain, *others][0] if value is None else value)
    if not test.of(table).any():
        raise CannotShowError(f"No row has {where} {value!r}. Ask for a value that some row has.")
    return test


def _with_numbers(table: pd.DataFrame, first: Test, add: str | None) -> pd.DataFrame:
    """Return the table with the column that is added up as numbers: they may be written as text."""
    if add is None or _holds_numbers(table[add]):
        return table
    if add == first.column:
        raise CannotShowError(f"Both the test and the sum are of '{add}'. Choose another column to add up.")
    written = as_numbers(table[add]) if sort_of(table[add]) in _WRITTEN else pd.Series(dtype="float64")
    if not written.count():
        raise CannotShowError(
            f"Column '{add}' holds {table[add].dtype}, and a sum needs numbers. "
            f"Turn it into numbers first, pd.to_numeric(table['{add}'], errors=\"coerce\"), and count blanks."
        )
    return table.assign(**{add: written})


_WRITTEN = frozenset({"text", "text and numbers"})


def _holds_numbers(values: "pd.Series[Any]") -> bool:
    return types.is_numeric_dtype(values) and not types.is_bool_dtype(values)


def _as_stored(told: Told, table: pd.DataFrame, chosen: list[int], seen: Answers) -> Stored | None:
    """Return what stood in the place of the numbers, if it was text; `seen` are the rows Excel adds."""
    add = told.adding.add
    if add is None or _holds_numbers(table[add]):
        return None
    values = table[add]
    in_excel = sum(value for value in values[seen].dropna() if not isinstance(value, str))
    sample = table[list(told.sample.columns)].iloc[chosen].reset_index(drop=True)
    lost = int(values.notna().sum()) - int(as_numbers(values).notna().sum())
    return Stored(sample, to_cell(in_excel), lost)


def _choose(table: pd.DataFrame, adding: Adding) -> list[int]:
    true, blank = adding.true(table), table[adding.first.column].isna().to_numpy()
    by_case = adding.seen(table) & ~true
    one = adding.first.of(table) & ~true
    return some_of_each(len(table), [(true, 3), (one, 2), (by_case, 1), (blank, 1)])


def _tables(told: Told) -> tuple[Table, ...]:
    first = told.adding.first
    return (
        sheet("sheet", told.table, told.sample),
        as_frame("frame", f"{told.table}, as a DataFrame", told.sample),
        *(_stored_tables(told, told.stored) if told.stored else ()),
        _answers(told, "first", [first.of(told.sample)]),
        _answers(told, "answers", [test.of(told.sample) for test in told.adding.tests]),
        as_frame("kept", "rows that pass", told.sample, keep=told.true),
        _list(told),
        _groups(told, "groups"),
        _groups(told, "groups_with_blank", keep_blank=True),
        _meter(told),
        _excel_meter(told),
    )


def _stored_tables(told: Told, stored: Stored) -> tuple[Table, ...]:
    return (
        sheet("sheet_as_stored", told.table, stored.sample),
        as_frame("frame_as_stored", f"{told.table}, as a DataFrame", stored.sample),
    )


def _answers(told: Told, name: str, answers: list[np.ndarray]) -> Table:
    """Return each tested column with its strip beside it, and what & makes of the strips."""
    tests = told.adding.tests[: len(answers)]
    frame = told.sample[[test.column for test in tests]]
    drawn = as_frame(name, "the tests' answers", frame)
    heads = [Column(f"{test.column} is {test.value}", "truth", "bool") for test in tests]
    strips = [*answers]
    if len(answers) > 1:
        heads.append(Column("both", "truth", "bool"))
        strips.append(np.logical_and.reduce(answers))
    rows = tuple(
        Row(row.id, (*row.cells, *(bool(strip[at]) for strip in strips))) for at, row in enumerate(drawn.rows)
    )
    return Table(name, drawn.caption, "frame", (*drawn.columns, *heads), rows)


def _list(told: Told) -> Table:
    """Return the list of labels with the formula dragged down beside it."""
    adding = told.adding
    lines = [
        (
            f"label-{at}",
            (label, adding.total(told.sample, Test(adding.first.column, label).in_excel(told.sample))),
        )
        for at, label in enumerate(told.labels)
    ]
    heads = (Column(adding.first.column), Column(_made(told), "number"))
    return on_sheet("list", "a formula beside each label", heads, lines, anchor=code.list_anchor(told))


def _groups(told: Told, name: str, *, keep_blank: bool = False) -> Table:
    """Return what groupby gives; each group stands for its rows."""
    adding, column = told.adding, told.adding.first.column
    grouped = told.sample.groupby(column, dropna=not keep_blank)
    sums = grouped.size() if adding.add is None else grouped[adding.add].sum()
    rows = []
    for nth, (label, total) in enumerate(sums.items()):
        here = told.sample[column].isna() if pd.isna(label) else told.sample[column] == label  # type: ignore[call-overload]  # a label is any value
        members = tuple(f"row-{at}" for at in np.flatnonzero(here.fillna(value=False)))
        rows.append(Row(f"group-{nth}", (to_cell(label), to_cell(total)), members))
    columns = (Column(column), Column(_made(told), "number", str(sums.dtype)))
    return Table(name, "every group", "frame", columns, tuple(rows))


def _made(told: Told) -> str:
    return f"sum of {told.adding.add}" if told.adding.add else "rows"


def _meter(told: Told) -> Table:
    came = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("rows", ("rows", came.rows)),
        ("passed", ("rows that pass", came.passed)),
        ("total", (f"{told.unit}, where they pass", came.total)),
        ("groups", ("all groups together", came.groups)),
        ("everything", ("all rows together", came.everything)),
    )
    return meter("meter", "what it comes to", ("over all rows", "pandas"), lines)


def _excel_meter(told: Told) -> Table:
    name = "SUMIFS" if told.adding.add else "COUNTIFS"
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (("total", (name, told.everything.in_excel)),)
    return meter("excel_meter", f"what {name} gives", ("over all rows", "Excel"), lines, in_excel=True)
