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

_AS_PRINTED = 6  # places that pandas prints of a fraction
_HUNDREDTH = Decimal("0.01")


def as_shown(crossed: Crossed, fields: Fields) -> Crossed:
    """Return both sides as the reader wants them shown: as they are, or as shares."""
    if crossed.totalled is None:
        return crossed
    inner = [line[:-1] if fields.columns else line for line in _divided(crossed.totalled, fields)[:-1]]
    excel = _divided(crossed.excel, fields)
    return replace(
        crossed,
        pandas=replace(crossed.pandas, numbers=tuple(tuple(map(_as_printed, line)) for line in inner)),
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


def note_on_sums(fields: Fields, crossed: Crossed) -> tuple[str, ...]:
    """Return what the shares come to: 100% where each row is counted once, more where piles overlap."""
    if crossed.totalled is None:
        return ()
    sums = _sums(crossed.totalled, fields)
    empty = len(sums) < len(crossed.totalled.lines) - 1 if fields.columns else not sums
    nothing = ("Where nothing is counted there is nothing to divide by: pandas shows NaN.",) * empty
    return (*(_adds_up(fields, sums) if sums else ()), *nothing)


def _adds_up(fields: Fields, sums: dict[Cell, Decimal]) -> tuple[str, ...]:
    most = max(sums, key=lambda line: sums[line])
    one = words_for(rows=fields.rows, count=fields.counted, table=None).counted.one
    if sums[most] <= 1:
        return ("Each row adds up to 100%." if fields.columns else "The lines add up to 100%.",)
    comes_to = f"{sums[most] * 100:.1f}%"
    if not fields.columns:
        return (f"The lines add up to {comes_to}, not 100%: a {one} in two piles is in two shares.",)
    line = "The blank row" if most is None else f"Row {most}"
    return (f"{line} adds up to {comes_to}, not 100%: a {one} in two of its columns is in two shares.",)


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


def _as_printed(share: float | None) -> Cell:
    """Return a share with as many places as pandas prints."""
    return None if share is None else to_cell(round(share, _AS_PRINTED))


def _as_excel_writes(share: float | None) -> Cell:
    """Return a share to two places, halves away from zero."""
    return None if share is None else f"{Decimal(repr(share)).quantize(_HUNDREDTH, ROUND_HALF_UP)}%"


def _labels(table: pd.DataFrame, fields: Fields) -> tuple[str, ...]:
    """Return what SQL heads the columns with."""
    return tuple(map(str, table[fields.columns].dropna().unique()))


def _free(name: str, *taken: str) -> str:
    """Return a name that none of the others has, capitals aside."""
    others = {other.casefold() for other in taken}
    while name in others:
        name += "_"
    return name
