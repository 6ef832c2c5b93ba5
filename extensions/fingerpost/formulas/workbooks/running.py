"""One translated formula run on the workbook's tables, and compared with the values saved in its cells."""

from datetime import datetime
from typing import Any

import pandas as pd

from fingerpost.formulas.translating.code import Code
from fingerpost.formulas.tree import address
from fingerpost.formulas.workbooks import loading
from fingerpost.formulas.workbooks.fills import Fill
from fingerpost.formulas.workbooks.work import Line, Room, Work

NOT_RUN = (
    ArithmeticError,
    AttributeError,
    IndexError,
    KeyError,
    MemoryError,  # a formula nested too deep for Python to read
    NameError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
_HAS_KEPT = ("as_saved(", "row_by_row(")  # a column that reads its own rows starts from what is typed in
_LISTED_ROWS = 3  # so many row numbers in a row are written as a range


def run_line(work: Work, fill: Fill, code: Code, cells: tuple[str, ...]) -> Line:
    """Return a formula as a line of the notebook, run; refused where it does not give the saved values."""
    room, body = work.room, code.expression.removeprefix("result = ")
    try:
        if fill.region is None:
            return _run_cell(room, fill, code, body, cells)
        return _run_column(work, fill, code, body, cells)
    except NOT_RUN as trouble:
        why = (str(trouble).splitlines() or ["no reason given"])[0]
        return Line(fill, refusal=f"The pandas stops on these values ({why})")


def load_cell(work: Work, key: str) -> None:
    """Put a cell such as `Settings!B2` among those the notebook knows, as saved, if it is not there yet."""
    sheet, _, name = key.rpartition("!")
    letters = name.rstrip("0123456789")
    page = work.workbook.page(sheet)
    assert page is not None  # noqa: S101 - the formula was placed by it
    value = loading.saved_cell(page.lines, int(name[len(letters) :]), loading.column_place(letters))
    work.room.cells.setdefault(key, value)


def _run_cell(room: Room, fill: Fill, code: Code, body: str, cells: tuple[str, ...]) -> Line:
    key = f"{fill.page.name}!{fill.where}"
    line = f"cells[{key!r}] = {body}"
    before = room.cells.get(key)
    room.run(line, code.rules)
    found, saved = room.cells[key], fill.page.value(fill.row, fill.column)
    if isinstance(found, (pd.Series, pd.DataFrame)):
        room.cells[key] = before
        return Line(fill, refusal=f"{fill.where} gives a whole column")
    if loading.same(found, saved):
        return Line(fill, line, code.rules, cells=cells)
    room.cells[key] = before
    return Line(fill, refusal=_differs(fill.where, found, saved))


def _run_column(work: Work, fill: Fill, code: Code, body: str, cells: tuple[str, ...]) -> Line:
    room, region, name = work.room, fill.region, fill.heading
    assert region is not None  # noqa: S101 - the caller looked
    frame = room.frame(region.name)
    before, is_first = frame[name], (region.name, name) not in room.columns
    saved = {row: fill.page.value(row, fill.column) for row in fill.rows}
    kept = tuple(row for row in region.rows if row not in saved)
    line = f"{region.name}[{name!r}] = {_whole(fill, body, saved, kept, is_first=is_first)}"
    try:
        room.run(line, code.rules)
        found = room.frame(region.name)[name].to_dict()
    except NOT_RUN:
        frame[name] = before
        raise
    wrong = next((row for row, value in saved.items() if not loading.same(found[row], value)), None)
    if wrong is not None:
        frame[name] = before
        return Line(fill, refusal=_differs(address(wrong, fill.column), found[wrong], saved[wrong]))
    room.columns.add((region.name, name))
    return Line(fill, line, code.rules, "", kept, cells)


def _whole(fill: Fill, body: str, saved: dict[int, Any], kept: tuple[int, ...], *, is_first: bool) -> str:
    """Return the expression of a whole column: days as dates, rows without this formula as they are."""
    if any(isinstance(value, datetime) for value in saved.values()):
        body = f"as_days({body})"
    if not kept or body.startswith(_HAS_KEPT):
        return body
    region = fill.region
    assert region is not None  # noqa: S101 - the caller looked
    if is_first:
        return f"as_saved({body}, sheets[{fill.page.name!r}], {fill.letters!r}, {row_list(kept)})"
    own = f"{region.name}[{fill.heading!r}]"
    return f"{own}.mask({region.name}.index.isin({row_list(fill.rows)}), {body})"


def row_list(rows: tuple[int, ...]) -> str:
    """Return row numbers as Python writes them, long runs as ranges."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    pieces = []
    for first, last in runs:
        if last - first < _LISTED_ROWS:
            pieces += [str(row) for row in range(first, last + 1)]
        else:
            pieces.append(f"*range({first}, {last + 1})")
    return f"[{', '.join(pieces)}]"


def _differs(where: str, found: object, saved: object) -> str:
    return f"The pandas gives {found!r} in {where}, where the workbook has {saved!r} saved"
