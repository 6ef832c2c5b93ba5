"""A table of any form, read into values by key."""

import re

from fingerpost.grading.asked import TableAsked
from fingerpost.grading.cells import Cell, as_number, as_text
from fingerpost.grading.grids import Column, Grid, as_grid, choose, same_name
from fingerpost.grading.keyed import BLANK, TOTAL, Key, Keyed, Value, key_text, month_keys
from fingerpost.grading.misfit import Misfit, misfit_of
from fingerpost.grading.values import Wire

_NAMED = 6
"""How many columns a message names."""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def read_table(wire: Wire, asked: TableAsked) -> Keyed:
    """Return a table as values by key; raises Misfit where it cannot be one."""
    if wire["kind"] != "table":
        raise misfit_of(wire, asked)
    grid = as_grid(wire, asked)
    if _stands_across(grid, asked):
        return _turned(grid, asked)
    across = same_name(grid.across, *asked.keys)
    if across is None and (chosen := choose(grid, asked)):
        return _long(*chosen, asked)
    if len(asked.values) == 1 and len(asked.keys) == 2 and (wide := _melted(grid, asked)):  # noqa: PLR2004 - a crosstab has two keys
        return wide
    if len(asked.keys) == 1 and len(asked.values) == 1 and grid.height == 1:
        return _turned(grid, asked)
    if chosen := choose(grid, asked):
        return _long(*chosen, asked)
    width = len(grid.columns)
    names = ", ".join(column.name or "(no name)" for column in grid.columns[:_NAMED])
    names += ", …" if width > _NAMED else ""
    each = " and ".join(asked.keys)
    raise Misfit(
        "VALUE-SHAPE",
        f"`{asked.name}` has {_count(width, 'column')} ({names}) and {_count(grid.height, 'row')}. "
        f"It should be {asked.shape}.",
        _why_not(width, len(asked.keys) + len(asked.values)),
        f"Make {asked.shape}."
        if asked.names
        else f"Keep {' and '.join(asked.keys + asked.values)}, with one row for each {each}.",
    )


def _why_not(width: int, due: int) -> str:
    if width == due:
        return "Not every column that the question asks for is among them."
    return f"The table has {'more' if width > due else 'fewer'} columns than the question asks for."


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _long(keys: list[Column], values: list[Column], asked: TableAsked) -> Keyed:
    rows = zip(*(column.cells for column in (*keys, *values)), strict=True)
    width = len(keys)
    entries = [(_key(row[:width], asked), _value(row[width:], asked)) for row in rows]
    return _keyed(entries, asked)


def _melted(grid: Grid, asked: TableAsked) -> Keyed | None:
    """Return a crosstab as values by two keys; cells that hold nothing are no rows."""
    index = [column for column in grid.columns if column.is_index] or [
        column for column in grid.columns if not column.is_numeric
    ][:1]
    across = [column for column in grid.columns if column not in index]
    if (
        len(index) != 1
        or not across
        or not all(column.is_numeric or not any(column.cells) for column in across)
    ):
        return None
    turned = same_name(index[0].name, asked.keys[1]) or same_name(grid.across, asked.keys[0])
    entries: list[tuple[Key, Value]] = []
    for column in across:
        for down, cell in zip(index[0].cells, column.cells, strict=True):
            pair = (column.name or None, down) if turned else (down, column.name or None)
            if cell is not None:
                entries.append((_key(pair, asked), _value((cell,), asked)))
    return _keyed(entries, asked)


def _stands_across(grid: Grid, asked: TableAsked) -> bool:
    """Return whether one row of numbers stands under the keys: `SELECT … AS children, … AS episodes`."""
    names = (*asked.keys, *asked.values)
    is_plain = grid.height == 1 and len(grid.columns) > 1 and len(names) == len(("key", "value"))
    return is_plain and all(
        column.is_numeric and column.name and not column.is_index and same_name(column.name, *names) is None
        for column in grid.columns
    )


def _turned(grid: Grid, asked: TableAsked) -> Keyed:
    """Return a table of one row, its keys across the top."""
    across = [column for column in grid.columns if not column.is_index]
    return _keyed(
        [(_key((column.name or None,), asked), _value(column.cells, asked)) for column in across], asked
    )


def _key(cells: tuple[Cell, ...], asked: TableAsked) -> Key:
    months = month_keys(asked.keys)
    told = tuple(
        key_text(cell, is_month=name in months, blank_words=asked.blank_words)
        for cell, name in zip(cells, asked.keys, strict=True)
    )
    return told if len(told) > 1 else told[0]


def _value(cells: tuple[Cell, ...], asked: TableAsked) -> Value:
    told = [_plain(cell) for cell in cells]
    return told[0] if len(told) == 1 else dict(zip(asked.values, told, strict=True))


def _plain(cell: Cell) -> Cell:
    number = as_number(cell)
    return cell if number is None else number


def _keyed(entries: list[tuple[Key, Value]], asked: TableAsked) -> Keyed:
    if asked.totals == "optional":
        entries = [
            (key, value) for key, value in entries if TOTAL not in ((key,) if isinstance(key, str) else key)
        ]
    if asked.codes:
        entries = _with_blanks_named(entries, asked)
    months = month_keys(asked.keys)
    made = Keyed(entries, keys=asked.keys, values=asked.values, months=months, blank_words=asked.blank_words)
    _expect_months(made, asked, months)
    _expect_numbers(made, asked)
    return made


def _with_blanks_named(entries: list[tuple[Key, Value]], asked: TableAsked) -> list[tuple[Key, Value]]:
    """Return the rows with a learner's own word for the blank told as (blank).

    Two words among the codes are no blank: then the keys are something else than codes.
    """
    keys = [(key,) if isinstance(key, str) else key for key, _ in entries]
    for place in range(len(asked.keys)):
        told = {key[place] for key in keys}
        words = {word for word in told - {TOTAL} if not re.fullmatch(asked.codes, word)}
        if len(words) == 1:
            keys = [
                tuple(BLANK if at == place and part in words else part for at, part in enumerate(key))
                for key in keys
            ]
    return [(key if len(key) > 1 else key[0], value) for key, (_, value) in zip(keys, entries, strict=True)]


def _expect_months(made: Keyed, asked: TableAsked, months: tuple[str, ...]) -> None:
    for row, (key, _) in enumerate(made.entries, start=1):
        for name, part in zip(asked.keys, key if isinstance(key, tuple) else (key,), strict=True):
            if name in months and part not in {BLANK, TOTAL} and not _MONTH.fullmatch(part):
                raise Misfit(
                    "VALUE-SHAPE",
                    f"The {name} in row {row} of `{asked.name}` reads '{part}'; expected a year and a month, "
                    "such as 2023-09.",
                    "Without its year a month cannot be told from the same month a year later.",
                    f"Keep year and month together, for instance with `.dt.to_period('M')`, as {name}.",
                    reading=made,
                )


def _expect_numbers(made: Keyed, asked: TableAsked) -> None:
    if asked.holds != "number":
        return
    for _, value in made.entries:
        for name, cell in (value if isinstance(value, dict) else {asked.values[0]: value}).items():
            if cell is not None and as_number(cell) is None:
                raise Misfit(
                    "VALUE-TYPE",
                    f"The {name} column of `{asked.name}` holds '{as_text(cell)[:40]}'; expected numbers.",
                    "Text that looks like a number cannot be added up or drawn.",
                    f"Look at `{asked.name}` again: keep the counted or calculated column as {name}.",
                    reading=made,
                )
