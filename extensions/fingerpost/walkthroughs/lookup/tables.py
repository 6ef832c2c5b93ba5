"""The tables a lookup's scene is made of; every id and name that its steps point at comes from here."""

from collections.abc import Iterable

import pandas as pd

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.drawn import INDEX, LETTERS, as_frame, cells_of, columns_of, meter, sheet
from fingerpost.walkthroughs.lookup.told import Told
from fingerpost.walkthroughs.scene import Cell, Column, Row, Table

NOT_FOUND = "#N/A"


def left_id(at: int) -> str:
    """Return the id that row `at` of the first table's sample keeps on both sides."""
    return f"left-{at}"


def other_id(at: int) -> str:
    """Return the id that row `at` of the other table's sample keeps on both sides."""
    return f"other-{at}"


def blank_id(at: int) -> str:
    """Return the id of a row of the other table whose key is blank."""
    return f"blank-{at}"


def merged_id(at: int, nth: int) -> str:
    """Return the id of the `nth` row that a merge makes of row `at`: the first is the row itself."""
    return left_id(at) if nth == 0 else f"left-{at}-again-{nth}"


def other_letter(told: Told) -> str:
    """Return the sheet's letter where the other table begins: one free column, and one for the answer."""
    return LETTERS[len(told.left.columns) + 2]


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return every table that some step shows."""
    return (
        sheet("left_sheet", told.names.table, told.left, ids=left_id),
        _looked_up(told),
        sheet("other_sheet", told.names.other, told.other, ids=other_id, anchor=f"{other_letter(told)}1"),
        as_frame("left_frame", f"{told.names.table}, as a DataFrame", told.left, ids=left_id),
        as_frame("other_frame", f"{told.names.other}, as a DataFrame", told.other, ids=other_id),
        _meeting(told),
        *_blanks_meeting(told),
        _merged(told, "merged", keep_alone=True),
        _merged(told, "inner", keep_alone=False),
        _meter(told),
        _excel_meter(told),
    )


def vlookup(told: Told, at: int) -> Cell:
    """Return what VLOOKUP gives for row `at`: the first row it meets, by capitals or without them."""
    key = told.left[told.names.key].iloc[at]
    if pd.isna(key):
        return NOT_FOUND
    for row, met in enumerate(told.other[told.names.key]):
        if _same_in_excel(key, met):
            return to_cell(told.other[told.names.take].iloc[row])
    return NOT_FOUND


def first_met(told: Told, at: int) -> int | None:
    """Return the other sample's row that VLOOKUP stops at for row `at`."""
    key = told.left[told.names.key].iloc[at]
    met = enumerate(told.other[told.names.key])
    return None if pd.isna(key) else next((row for row, value in met if _same_in_excel(key, value)), None)


def _same_in_excel(key: object, value: object) -> bool:
    if isinstance(key, str) and isinstance(value, str):
        return key.casefold() == value.casefold()
    return not pd.isna(value) and key == value  # type: ignore[call-overload]  # any object may come from a table


def _looked_up(told: Told) -> Table:
    """Return the first sheet with the answer beside each row."""
    rows = sheet("", "", told.left, ids=left_id).rows
    columns = (*columns_of(told.left), column_of(told.other[told.names.take]))
    answered = tuple(Row(row.id, (*row.cells, vlookup(told, at))) for at, row in enumerate(rows))
    return Table("looked_up", f"{told.names.table}, looked up", "sheet", columns, answered, anchor="A1")


def _meeting(told: Told) -> Table:
    """Return each row of the first table with the rows of the other that it meets laid out beside it."""
    keys = told.left[told.names.key]
    rows = tuple(
        Row(left_id(at), (to_cell(keys.iloc[at]),), tuple(other_id(met) for met in pairs))
        for at, pairs in enumerate(told.pairs)
    )
    return Table(
        "meeting",
        "rows that meet",
        "piles",
        _key_column(told),
        rows,
        label=told.names.take,
        holding=_heading(told),
    )


def _blanks_meeting(told: Told) -> tuple[Table, ...]:
    """Return the other table's blank keys, and the pairs that pandas makes of them."""
    if told.blanks.empty:
        return ()
    members = tuple(blank_id(at) for at in range(len(told.blanks)))
    pair = Row("blank-keys", (None,), members)
    return (
        as_frame(
            "blank_frame", f"blank keys of {told.names.other}, as a DataFrame", told.blanks, ids=blank_id
        ),
        Table(
            "blank_meeting",
            "blanks that meet",
            "piles",
            _key_column(told),
            (pair,),
            label=told.names.take,
            holding=_heading(told),
        ),
    )


def _key_column(told: Told) -> tuple[Column]:
    return (column_of(told.left[told.names.key]),)


def _heading(told: Told) -> str:
    return f"rows of {told.names.other} it meets"


def _merged(told: Told, name: str, *, keep_alone: bool) -> Table:
    """Return what a merge gives: a row for each pair, and the rows that meet none if they are kept."""
    columns = (INDEX, *columns_of(told.left), column_of(told.other[told.names.take]))
    rows = [
        Row(row_id, (number, *cells), members)
        for number, (row_id, cells, members) in enumerate(_pairs(told, keep_alone=keep_alone))
    ]
    return Table(name, "result", "frame", columns, tuple(rows))


def _pairs(told: Told, *, keep_alone: bool) -> Iterable[tuple[str, tuple[Cell, ...], tuple[str, ...]]]:
    taken = told.other[told.names.take]
    for at in range(len(told.left)):
        cells = cells_of(told.left, at)
        if not told.pairs[at] and keep_alone:
            yield left_id(at), (*cells, None), ()
        for nth, met in enumerate(told.pairs[at]):
            yield merged_id(at, nth), (*cells, to_cell(taken.iloc[met])), (other_id(met),)


def _meter(told: Told) -> Table:
    """Return rows before and after, over all rows of both tables, by pandas and by SQL."""
    all_rows = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("before", ("rows before", all_rows.rows, all_rows.rows)),
        ("left", ("after a left merge", all_rows.after_left, all_rows.after_left_join)),
        ("inner", ("after an inner merge", all_rows.after_inner, all_rows.after_join)),
        ("alone", ("rows that found nothing", all_rows.unmatched, all_rows.unmatched_in_sql)),
        ("twice", (f"keys twice in {told.names.other}", all_rows.twice, all_rows.twice)),
    )
    return meter("meter", "rows before and after", ("over all rows", "pandas", "SQL"), lines)


def _excel_meter(told: Told) -> Table:
    """Return what a column of VLOOKUPs comes to: never more rows, and a #N/A for each that finds nothing."""
    all_rows = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("before", ("rows before", all_rows.rows)),
        ("after", ("rows after VLOOKUP", all_rows.rows)),
        ("alone", (NOT_FOUND, all_rows.unmatched + all_rows.blank_rows - all_rows.by_case)),
    )
    return meter("excel_meter", "what VLOOKUP gives", ("over all rows", "VLOOKUP"), lines, in_excel=True)
