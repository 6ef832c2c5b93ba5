"""The tables a lookup's scene is made of; every id and name that its steps point at comes from here."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.drawn import INDEX, LETTERS, as_frame, cells_of, columns_of, sheet
from fingerpost.walkthroughs.lookup.told import FOUND_WHERE, Stored, Told
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
        *_merged_whole(told),
        _merged(told, "merged", keep_alone=True),
        *_marked(told),
        _merged(told, "inner", keep_alone=False),
        *(_as_stored(told, told.stored) if told.stored else ()),
    )


def vlookup(told: Told, at: int) -> Cell:
    """Return what VLOOKUP gives for row `at`: the first row it meets, by capitals or without them."""
    key = told.left[told.names.key].iloc[at]
    if pd.isna(key):
        return NOT_FOUND
    for row, met in enumerate(told.other[told.names.key]):
        if same_in_excel(key, met):
            return to_cell(told.other[told.names.take].iloc[row])
    return NOT_FOUND


def first_met(told: Told, at: int) -> int | None:
    """Return the other sample's row that VLOOKUP stops at for row `at`."""
    key = told.left[told.names.key].iloc[at]
    met = enumerate(told.other[told.names.key])
    return None if pd.isna(key) else next((row for row, value in met if same_in_excel(key, value)), None)


def same_in_excel(key: object, value: object) -> bool:
    """Return whether Excel takes two keys for the same: capitals are nothing to it, a blank is no key."""
    if isinstance(key, str) and isinstance(value, str):
        return key.casefold() == value.casefold()
    return not pd.isna(value) and key == value  # type: ignore[call-overload]  # any object may come from a table


def _looked_up(told: Told) -> Table:
    """Return the first sheet with the answer beside each row."""
    rows = sheet("", "", told.left, ids=left_id).rows
    columns = (*columns_of(told.left), answer_column(told))
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
    columns = (INDEX, *columns_of(told.left), answer_column(told))
    taken = told.other[[told.names.take]]
    return Table(name, "result", "frame", columns, _rows_of_pairs(told, taken, keep_alone=keep_alone))


def _marked(told: Told) -> tuple[Table, ...]:
    """Return what a left merge gives with `indicator=True`, where a row met nothing: one column more."""
    if not (told.alone and told.can_mark):
        return ()
    plain = _merged(told, "marked", keep_alone=True)
    rows = (replace(row, cells=(*row.cells, "both" if row.members else "left_only")) for row in plain.rows)
    return (
        replace(
            plain,
            columns=(*plain.columns, Column(FOUND_WHERE, kind="text", dtype="category")),
            rows=tuple(rows),
        ),
    )


def _merged_whole(told: Told) -> tuple[Table, ...]:
    """Return what a merge gives if nothing is said of a name that both tables have: two columns renamed."""
    shared, whole = told.shared, told.whole
    if shared is None or whole is None or shared.refused:
        return ()
    brought = whole.drop(columns=told.names.key)
    mine, theirs = ({shared.name: name} for name in shared.renamed)
    columns = (
        INDEX,
        *columns_of(told.left.rename(columns=mine)),
        *columns_of(brought.rename(columns=theirs)),
    )
    caption = "result without suffixes" if shared.is_answer else f"result of all of {told.names.other}"
    return (Table("merged_whole", caption, "frame", columns, _rows_of_pairs(told, brought, keep_alone=True)),)


def answer_column(told: Told) -> Column:
    """Return the column that is looked up, under the name that it has in the result."""
    return column_of(told.other[told.names.take], name=told.names.answer)


def _rows_of_pairs(told: Told, brought: pd.DataFrame, *, keep_alone: bool) -> tuple[Row, ...]:
    return tuple(
        Row(row_id, (number, *cells), members)
        for number, (row_id, cells, members) in enumerate(_pairs(told, brought, keep_alone=keep_alone))
    )


def _pairs(
    told: Told, brought: pd.DataFrame, *, keep_alone: bool
) -> Iterable[tuple[str, tuple[Cell, ...], tuple[str, ...]]]:
    nothing = (None,) * len(brought.columns)
    for at in range(len(told.left)):
        cells = cells_of(told.left, at)
        if not told.pairs[at] and keep_alone:
            yield left_id(at), (*cells, *nothing), ()
        for nth, met in enumerate(told.pairs[at]):
            yield merged_id(at, nth), (*cells, *cells_of(brought, met)), (other_id(met),)


def _as_stored(told: Told, stored: Stored) -> tuple[Table, ...]:
    """Return both tables before their keys were made text, and what VLOOKUP makes of them."""
    names, anchor = told.names, f"{other_letter(told)}1"
    left = sheet("left_sheet_as_stored", names.table, stored.left, ids=left_id)
    answers = [_vlookup_as_stored(told, stored, at) for at in range(len(stored.left))]
    return (
        left,
        Table(
            "looked_up_as_stored",
            f"{names.table}, looked up",
            "sheet",
            (*left.columns, answer_column(told)),
            tuple(Row(row.id, (*row.cells, answer)) for row, answer in zip(left.rows, answers, strict=True)),
            anchor="A1",
        ),
        sheet("other_sheet_as_stored", names.other, stored.other, ids=other_id, anchor=anchor),
        as_frame("left_frame_as_stored", f"{names.table}, as a DataFrame", stored.left, ids=left_id),
        as_frame("other_frame_as_stored", f"{names.other}, as a DataFrame", stored.other, ids=other_id),
    )


def _vlookup_as_stored(told: Told, stored: Stored, at: int) -> Cell:
    """Return what VLOOKUP gives for row `at` while a number is no text to it."""
    key = stored.left[told.names.key].iloc[at]
    met = enumerate(stored.other[told.names.key])
    found = None if pd.isna(key) else next((row for row, value in met if same_in_excel(key, value)), None)
    return NOT_FOUND if found is None else to_cell(stored.other[told.names.take].iloc[found])
