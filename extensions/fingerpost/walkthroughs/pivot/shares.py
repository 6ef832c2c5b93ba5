"""Numbers shown as shares: of their row, or of all rows where there are no columns."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.pivot.code import columns_in_sql
from fingerpost.walkthroughs.pivot.crossing import Crossed, Grid
from fingerpost.walkthroughs.pivot.fields import HOWS, Fields
from fingerpost.walkthroughs.quoting import both, quoted, sql_name
from fingerpost.walkthroughs.scene import Cell, Code
from fingerpost.walkthroughs.words import words_for

_TENTH = Decimal("0.1")


def as_shown(crossed: Crossed, fields: Fields) -> Crossed:
    """Return both sides as the reader wants them shown: as they are, or as shares."""
    if crossed.totalled is None:
        return crossed
    inner = [line[:-1] if fields.columns else line for line in _divided(crossed.totalled, fields)[:-1]]
    excel = _divided(crossed.excel, fields)
    return replace(
        crossed,
        pandas=replace(crossed.pandas, numbers=tuple(tuple(map(_as_drawn, line)) for line in inner)),
        excel=replace(crossed.excel, numbers=tuple(tuple(map(_as_excel_writes, line)) for line in excel)),
    )


def code_of_shares(table: pd.DataFrame, name: str, fields: Fields) -> tuple[Code, ...]:
    """Return the code of the shares in pandas and in SQL that gives the same numbers."""
    if fields.columns:
        return _code_of_row_shares(table, name, fields)
    call, summed = _counting(fields)
    rows, source = sql_name(fields.rows), sql_name(name)
    piles = _free("piles", name)
    pandas = f" / {name}{call} * 100"
    sql = f" / (SELECT {summed} FROM {source}) * 100"
    return both(
        f"{piles} = {name}.groupby({quoted(fields.rows)}, dropna=False){call}\n{piles}{pandas}",
        f"SELECT {rows}, {summed}{sql}\nFROM {source}\nGROUP BY {rows} ORDER BY {rows}",
        (pandas,),
        (sql,),
    )


def _code_of_row_shares(table: pd.DataFrame, name: str, fields: Fields) -> tuple[Code, ...]:
    call, summed = _counting(fields)
    rows, source = sql_name(fields.rows), sql_name(name)
    piles, whole = (
        _free("piles", name),
        _free("whole", name, *map(str, table.columns), *_labels(table, fields)),
    )
    divided = f'.div({whole}, axis="index") * 100'
    return both(
        f"{piles} = {name}.groupby([{quoted(fields.rows)}, {quoted(fields.columns)}], dropna=False){call}\n"
        f"{whole} = {name}.groupby({quoted(fields.rows)}, dropna=False){call}\n"
        f"{piles}.unstack(fill_value=0){divided}",
        f"SELECT {rows}, COLUMNS(* EXCLUDE ({rows}, {whole})) / {whole} * 100\n"
        f"FROM (\n    PIVOT (\n        SELECT *, {summed} OVER (PARTITION BY {rows}) AS {whole}\n"
        f"        FROM {source}\n    )\n    ON {columns_in_sql(table, fields.columns)} USING {summed}\n"
        f"    GROUP BY {rows}, {whole}\n)\nORDER BY {rows}",
        (divided,),
        (f" / {whole} * 100",),
    )


def _counting(fields: Fields) -> tuple[str, str]:
    """Return what counts the values of a pile, in pandas and in SQL."""
    way = HOWS[fields.how]
    return f"[{quoted(fields.counted)}].{way.pandas}()", way.sql.format(sql_name(fields.counted))


def notes_on_shares(
    fields: Fields, crossed: Crossed, lines: tuple[int, ...], columns: tuple[int, ...]
) -> tuple[str, ...]:
    """Return what the shares come to: 100% where each row is counted once, more where piles overlap.

    `lines` and `columns` are the places of what is drawn of pandas' grid: the row that is named is one of
    them where it can be, and where columns are left out, what those drawn come to is told as well.
    """
    totalled = crossed.totalled
    if totalled is None:
        return ()
    sums = _sums(totalled, fields)
    empty = len(sums) < len(totalled.lines) - 1 if fields.columns else not sums
    nothing = ("Where nothing is counted there is nothing to divide by: pandas shows NaN.",) * empty
    if not sums:
        return nothing
    if not fields.columns:
        return (_all_come_to(fields, sums[None]), *nothing)
    row = _named(totalled, sums, lines)
    seen = _seen_of(crossed, row, columns) if len(columns) < len(crossed.pandas.columns) else None
    return (_row_comes_to(fields, row, sums[row], seen), *nothing)


def _named(totalled: Grid, sums: dict[Cell, Decimal], lines: tuple[int, ...]) -> Cell:
    """Return the row that comes to most: of those drawn, if one of them comes to more than all of it."""
    drawn = [label for label in (totalled.lines[at] for at in lines) if label in sums]
    over = [label for label in drawn if sums[label] > 1]
    return max(over or sums, key=lambda label: sums[label])


def _seen_of(crossed: Crossed, row: Cell, columns: tuple[int, ...]) -> Decimal:
    """Return what the drawn shares of a row come to, as a reader adds them up."""
    shares = crossed.pandas.numbers[crossed.pandas.lines.index(row)]
    return sum((Decimal(str(shares[at])) for at in columns), Decimal())


def _all_come_to(fields: Fields, whole: Decimal) -> str:
    if whole <= 1:
        return "The lines add up to 100%."
    return (
        f"The lines add up to {whole * 100:.1f}%, not 100%: a {_one(fields)} in two piles is in two shares."
    )


def _row_comes_to(fields: Fields, row: Cell, whole: Decimal, seen: Decimal | None) -> str:
    if whole <= 1:
        return "Each row adds up to 100%."
    line = "The blank row" if row is None else f"Row {row}"
    parts = f" ({seen:.1f}% in the columns you see)" if seen is not None else ""
    return (
        f"{line} adds up to {whole * 100:.1f}%{parts}, not 100%: "
        f"a {_one(fields)} in two of its columns is in two shares."
    )


def _one(fields: Fields) -> str:
    return words_for(rows=fields.rows, count=fields.counted, table=None).counted.one


def _sums(totalled: Grid, fields: Fields) -> dict[Cell, Decimal]:
    """Return what the parts of each whole come to: of each row, or of all; an empty whole is left out."""
    if fields.columns:
        lines = zip(totalled.lines[:-1], totalled.numbers[:-1], strict=True)
        parts = {label: (numbers[:-1], numbers[-1]) for label, numbers in lines}
    else:
        column = [number for (number,) in totalled.numbers]
        parts = {None: (tuple(column[:-1]), column[-1])}
    return {
        label: Decimal(sum(map(_count, numbers))) / _count(whole)
        for label, (numbers, whole) in parts.items()
        if _count(whole)
    }


def _divided(totalled: Grid, fields: Fields) -> tuple[tuple[float | None, ...], ...]:
    """Return the grid as percentages of each line's last number, or of the last line's where there is one."""
    of_all = _count(totalled.numbers[-1][-1])
    wholes = [_count(line[-1]) if fields.columns else of_all for line in totalled.numbers]
    return tuple(
        tuple(_count(number) / whole * 100 if whole else None for number in line)
        for line, whole in zip(totalled.numbers, wholes, strict=True)
    )


def _count(number: Cell) -> int:
    """Return a count; a combination that no row has counts nothing."""
    return int(number or 0)


def _as_drawn(share: float | None) -> Cell:
    """Return a share to one decimal place."""
    return None if share is None else to_cell(float(_to_a_tenth(share)))


def _as_excel_writes(share: float | None) -> Cell:
    return None if share is None else f"{_to_a_tenth(share)}%"


def _to_a_tenth(share: float) -> Decimal:
    """Return a share to one decimal place, halves away from zero as Excel rounds."""
    return Decimal(repr(share)).quantize(_TENTH, ROUND_HALF_UP)


def _labels(table: pd.DataFrame, fields: Fields) -> tuple[str, ...]:
    """Return what SQL heads the columns with."""
    return tuple(map(str, table[fields.columns].dropna().unique()))


def _free(name: str, *taken: str) -> str:
    """Return a name that none of the others has, capitals aside."""
    others = {other.casefold() for other in taken}
    while name in others:
        name += "_"
    return name
