"""The last step of a pivot: the reader's own fields, and both sides that follow them."""

import pandas as pd

from fingerpost.walkthroughs.cells import column_of
from fingerpost.walkthroughs.pivot.code import columns_in_sql
from fingerpost.walkthroughs.pivot.crossing import Crossed, Grid
from fingerpost.walkthroughs.pivot.fields import HOWS, Fields, controls
from fingerpost.walkthroughs.pivot.sentences import scope
from fingerpost.walkthroughs.pivot.shares import code_of_shares, note_on_sums
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

_MOST_LINES, _MOST_COLUMNS = 12, 6
"""Of a PivotTable with its totals; a DataFrame has one less of each, so that both leave out the same."""
_FIRST = "own-0"


def own_tables(table: pd.DataFrame, fields: Fields, crossed: Crossed) -> tuple[Table, Table]:
    """Return the PivotTable and the DataFrame of the chosen fields, at most twelve lines of each."""
    kind = column_of(table[fields.rows]).kind
    return (
        _table("own_pivot", "PivotTable of your fields", "pivot", crossed.excel, Column(LABELS, kind)),
        _table("own_result", "result of your fields", "frame", crossed.pandas, Column(fields.rows, kind)),
    )


def change_the_fields(table: pd.DataFrame, told: Told, fields: Fields, crossed: Crossed) -> Step:
    """Return the step in which the reader changes fields and sees both sides follow."""
    pivot, result = (made.columns[1].name for made in own_tables(table, fields, crossed))
    number = crossed.excel.numbers[0][0]
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
        notes=_notes(fields, crossed),
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
    share = f" {fields.share} divides each number by {whole}." if fields.shares else ""
    return (
        f"Change any field and watch both sides. {fields.rows} in Rows becomes groupby, {spread}"
        f"{fields.summary} becomes {HOWS[fields.how].pandas}().{share}"
    )


def _notes(fields: Fields, crossed: Crossed) -> tuple[str, ...]:
    notes = list(note_on_sums(fields, crossed))
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


def _table(name: str, caption: str, look: Look, grid: Grid, first: Column) -> Table:
    """Return a grid as it is drawn; of many lines or columns the first, a blank one, and the totals."""
    excel = look == "pivot"
    lines = _fitting(grid.lines, _MOST_LINES - (not excel), last=excel)
    columns = _fitting(grid.columns, _MOST_COLUMNS - (not excel), last=excel and len(grid.columns) > 1)
    heads = [first, *(Column(head, kind="number") for head in _heads(grid, columns, first.name))]
    rows = []
    for place, line in enumerate(lines):
        label = _more(grid.lines, lines) if line is None else grid.lines[line]
        label = _named(label) if excel else label
        cells = [_LEFT_OUT if line is None or at is None else grid.numbers[line][at] for at in columns]
        rows.append(Row(f"own-{place}", (label, *cells)))
    return Table(
        name,
        caption,
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


def _fitting(labels: tuple[Cell, ...], most: int, *, last: bool) -> list[int | None]:
    """Return which of the labels are shown, None standing for those that are not."""
    if len(labels) <= most:
        return list(range(len(labels)))
    kept_last = 1 + last  # a blank stands last, or before the total
    shown = most - kept_last - 1
    return [*range(shown), None, *range(len(labels) - kept_last, len(labels))]


def _more(labels: tuple[Cell, ...], shown: list[int | None]) -> str:
    return f"… {len(labels) - len(shown) + 1} more"


def _heading(label: Cell, first: str) -> str:
    """Return a column's heading: a blank is named as its side names it."""
    blank = BLANK_LABEL if first == LABELS else "NaN"
    return blank if label is None else str(label)


def _named(label: Cell) -> Cell:
    return BLANK_LABEL if label is None else label
