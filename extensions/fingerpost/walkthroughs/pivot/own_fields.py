"""The last step of a pivot: the reader's own fields, and both sides that follow them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.pivot.code import columns_in_sql
from fingerpost.walkthroughs.pivot.crossing import Crossed, Grid
from fingerpost.walkthroughs.pivot.fields import HOWS, Fields, controls
from fingerpost.walkthroughs.pivot.sentences import scope
from fingerpost.walkthroughs.pivot.shares import code_of_shares, notes_on_shares
from fingerpost.walkthroughs.pivot.tables import BLANK_LABEL, LABELS
from fingerpost.walkthroughs.pivot.told import Told
from fingerpost.walkthroughs.quoting import both, quoted, sql_name
from fingerpost.walkthroughs.scene import (
    Cell,
    Code,
    Column,
    ExcelPane,
    Formula,
    Look,
    Mark,
    PythonPane,
    Row,
    Shown,
    Step,
    Table,
)

_MOST_LINES, _MOST_COLUMNS, _MOST_COLUMNS_OF_SHARES = 12, 6, 5
"""Of a PivotTable with its totals; a DataFrame has one less of each, so that both leave out the same."""
_FIRST = "own-0"


@dataclass(frozen=True)
class _Seen:
    """Which lines and columns of a grid are drawn, by their place; None stands for those that are not."""

    lines: list[int | None]
    columns: list[int | None]


def own_tables(table: pd.DataFrame, fields: Fields, crossed: Crossed) -> tuple[Table, Table]:
    """Return the PivotTable and the DataFrame of the chosen fields, at most twelve lines of each."""
    kind = column_of(table[fields.rows]).kind
    excel, pandas = (_seen(table, fields, grid) for grid in (crossed.excel, crossed.pandas))
    labels, rows = Column(LABELS, kind), Column(fields.rows, kind)
    return (
        _table("pivot", crossed.excel, excel, labels),
        _table("frame", crossed.pandas, pandas, rows),
    )


def change_the_fields(table: pd.DataFrame, told: Told, fields: Fields, crossed: Crossed) -> Step:
    """Return the step in which the reader changes fields and sees both sides follow."""
    drawn, answer = own_tables(table, fields, crossed)
    pivot, result = (made.columns[1].name for made in (drawn, answer))
    number = drawn.rows[0].cells[1]
    areas = [("Rows", fields.rows), ("Columns", fields.columns), ("Values", fields.summary)]
    excel = ExcelPane(
        Formula("B2", "" if number is None else str(number)),
        (Shown("own_pivot", (Mark("read", (_FIRST,), (pivot,)),)),),
        fields=tuple((area, field) for area, field in areas if field),
    )
    shown = Shown("own_result", (Mark("read", (_FIRST,), (result,)),))
    python = PythonPane(code_of(table, told.words.table, fields), (shown,), to_take=True)
    return Step(
        "Change the fields",
        _sentence(fields),
        excel,
        python,
        scope=scope(told, last=True),
        notes=_notes(table, fields, crossed),
        controls=controls(table, fields),
    )


def code_of(table: pd.DataFrame, name: str, fields: Fields) -> tuple[Code, ...]:
    """Return the code of the fields in pandas and in SQL that gives the same numbers."""
    if fields.shares:
        return code_of_shares(table, name, fields)
    way = HOWS[fields.how]
    grouped = f"groupby({quoted(fields.rows)}, dropna=False)"
    call = f"[{quoted(fields.counted)}].{way.pandas}()"
    summed, rows = way.sql.format(sql_name(fields.counted)), sql_name(fields.rows)
    if not fields.columns:
        sql = f"SELECT {rows}, {summed}\nFROM {sql_name(name)}\nGROUP BY {rows} ORDER BY {rows}"
        return both(f"{name}.{grouped}{call}", sql, (call,), (summed,))
    grouped = f"groupby([{quoted(fields.rows)}, {quoted(fields.columns)}], dropna=False)"
    spread = ".unstack(fill_value=0)" if fields.counts else ".unstack()"
    on = columns_in_sql(table, fields.columns)
    sql = f"PIVOT {sql_name(name)}\nON {on} USING {summed}\nGROUP BY {rows} ORDER BY {rows}"
    return both(f"{name}.{grouped}{call}{spread}", sql, (call, spread), (f"ON {on}", summed))


def _sentence(fields: Fields) -> str:
    spread = f"{fields.columns} in Columns becomes unstack, " if fields.columns else ""
    whole = "its row's total" if fields.columns else "the Grand Total"
    divided = f" {fields.share} divides each number by {whole}, to one decimal place."
    share = divided if fields.shares else ""
    return (
        f"Change any field and watch both sides. {fields.rows} in Rows becomes groupby, {spread}"
        f"{fields.summary} becomes {HOWS[fields.how].pandas}().{share}"
    )


def _notes(table: pd.DataFrame, fields: Fields, crossed: Crossed) -> tuple[str, ...]:
    seen = _seen(table, fields, crossed.pandas)
    notes = list(notes_on_shares(fields, crossed, _places(seen.lines), _places(seen.columns)))
    notes += _notes_on_the_largest(crossed.pandas, seen)
    if fields.columns:
        divided = "; div divides each row by its own total" if fields.shares else ""
        notes.append(
            f"unstack gives each value of {fields.columns} its own column, as pd.crosstab does{divided}."
        )
    if crossed.merged:
        notes.append("Excel takes no notice of capitals: labels that differ only in them share a line.")
    if crossed.blank_values and fields.how == "distinct":
        notes.append("Excel's Distinct Count takes a blank as one more value; nunique() leaves it out.")
    if crossed.blank_values and fields.how == "sum":
        notes.append("Where every value is blank, sum() gives 0 and SQL gives NULL.")
    return (
        *notes,
        'Try it with another table of the course: walk.pivot(table, rows="…", count="…", live=True)',
    )


_LEFT_OUT = "…"


_NAMES: dict[Look, tuple[str, str]] = {
    "pivot": ("own_pivot", "PivotTable of your fields"),
    "frame": ("own_result", "result of your fields"),
}


def _table(look: Look, grid: Grid, seen: _Seen, first: Column) -> Table:
    """Return a grid as it is drawn; of many lines or columns the largest, a blank one, and the totals."""
    excel = look == "pivot"
    heads = [first, *(Column(head, kind="number") for head in _heads(grid, seen.columns, first.name))]
    rows = []
    for place, line in enumerate(seen.lines):
        label = _more(grid.lines, seen.lines) if line is None else grid.lines[line]
        label = _named(label) if excel else label
        cells = [_LEFT_OUT if line is None or at is None else grid.numbers[line][at] for at in seen.columns]
        rows.append(Row(f"own-{place}", (label, *cells)))
    return Table(
        *_NAMES[look],
        look,
        tuple(heads),
        tuple(rows),
        anchor="A1" if excel else "",
        has_total=excel,
    )


def _heads(grid: Grid, columns: list[int | None], first: str) -> list[str]:
    """Return the columns' headings, each another: one that reads as another does gets a number behind it."""
    heads = [first]
    for at in columns:
        head = _more(grid.columns, columns) if at is None else _heading(grid.columns[at], first)
        heads.append(head if head not in heads else f"{head} ({len(heads)})")
    return heads[1:]


def _seen(table: pd.DataFrame, fields: Fields, grid: Grid) -> _Seen:
    """Return the lines and columns that are drawn: where there are too many, those with the most rows."""
    total = grid.has_totals
    columns = grid.columns
    if fields.columns:
        widest = _MOST_COLUMNS_OF_SHARES if fields.shares else _MOST_COLUMNS
        most, rows = widest - (not total), _rows_of(table[fields.columns])
        at = _largest(columns, rows, most, total=total)
    else:
        at = list(range(len(columns)))
    lines = _largest(grid.lines, _rows_of(table[fields.rows]), _MOST_LINES - (not total), total=total)
    return _Seen(lines, at)


def _rows_of(values: "pd.Series[Any]") -> Counter[Cell]:
    """Return how many rows each label has, capitals aside as in Excel."""
    found: Counter[Cell] = Counter()
    for value, rows in values.value_counts().items():
        found[_folded(to_cell(value))] += int(rows)
    return found


def _folded(label: Cell) -> Cell:
    return label.casefold() if isinstance(label, str) else label


def _largest(labels: tuple[Cell, ...], rows: Counter[Cell], most: int, *, total: bool) -> list[int | None]:
    """Return which of the labels are drawn, in their order; None stands for those that are not."""
    if len(labels) <= most:
        return list(range(len(labels)))
    inner = range(len(labels) - total)
    last = [at for at in inner if labels[at] is None] + [len(labels) - 1] * total
    sized = sorted(set(inner) - set(last), key=lambda at: (-rows[_folded(labels[at])], at))
    return [*sorted(sized[: most - len(last) - 1]), None, *last]


def _places(seen: list[int | None]) -> tuple[int, ...]:
    return tuple(at for at in seen if at is not None)


def _notes_on_the_largest(grid: Grid, seen: _Seen) -> list[str]:
    """Return, for lines and for columns that are not all drawn, which of them are."""
    return [
        _note_on_the_largest(labels, _places(drawn), word)
        for word, labels, drawn in (
            ("columns", grid.columns, seen.columns),
            ("lines", grid.lines, seen.lines),
        )
        if None in drawn
    ]


def _note_on_the_largest(labels: tuple[Cell, ...], drawn: tuple[int, ...], word: str) -> str:
    filled = [at for at in drawn if labels[at] is not None]
    blank = ", and the blank one" if len(filled) < len(drawn) else ""
    return f"Of {len(labels)} {word} you see the {len(filled)} with the most rows{blank}."


def _more(labels: tuple[Cell, ...], shown: list[int | None]) -> str:
    return f"… {len(labels) - len(shown) + 1} more"


def _heading(label: Cell, first: str) -> str:
    """Return a column's heading: a blank is named as its side names it."""
    blank = BLANK_LABEL if first == LABELS else "NaN"
    return blank if label is None else str(label)


def _named(label: Cell) -> Cell:
    return BLANK_LABEL if label is None else label
