"""The tables a filter's scene is made of; every id that its steps point at comes from here."""

from collections.abc import Iterable

from fingerpost.walkthroughs.autofilter.told import Told
from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.scene import Cell, Column, Row, Table

ANSWER = "answer"


def row_id(at: int) -> str:
    """Return the id that row `at` of the sample keeps on both sides, in every step."""
    return f"row-{at}"


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return every table that some step shows."""
    every = range(len(told.sample))
    others = [at for at in every if at not in told.true]
    return (
        _sheet(told),
        _frame(told, "frame", f"{told.table}, as a DataFrame", every),
        _answers(told),
        _frame(told, "kept", "rows kept", told.true),
        _frame(told, "others", "the other rows", others),
        _frame(told, "both", "rows that pass both tests", told.both),
        _meter(told),
        _excel_meter(told),
    )


def _cells(told: Told, at: int) -> tuple[Cell, ...]:
    return tuple(to_cell(value) for value in told.sample.iloc[at])


def _columns(told: Told) -> tuple[Column, ...]:
    return tuple(column_of(told.sample[name]) for name in told.sample.columns)


def _sheet(told: Told) -> Table:
    rows = tuple(Row(row_id(at), _cells(told, at)) for at in range(len(told.sample)))
    return Table("sheet", f"{told.table}, on a sheet", "sheet", _columns(told), rows, anchor="A1")


def _frame(told: Told, name: str, caption: str, positions: Iterable[int]) -> Table:
    """Return some rows as a DataFrame: each keeps the index it has."""
    rows = tuple(Row(row_id(at), (at, *_cells(told, at))) for at in positions)
    return Table(name, caption, "frame", (Column("", kind="number"), *_columns(told)), rows)


def _answers(told: Told) -> Table:
    """Return the tested column with the test's answer beside each row."""
    tested = told.sample[told.first.column]
    answers = told.first.of(told.sample)
    columns = (Column("", kind="number"), column_of(tested), Column(ANSWER, "truth", "bool"))
    rows = tuple(
        Row(row_id(at), (at, to_cell(tested.iloc[at]), bool(answers[at]))) for at in range(len(tested))
    )
    return Table("answers", "the test's answers", "frame", columns, rows)


def _meter(told: Told) -> Table:
    """Return what the tests keep of all rows."""
    kept, value = told.everything, told.first.value
    lines: list[tuple[str, tuple[Cell, ...]]] = [
        ("rows", ("all rows", kept.rows)),
        ("first", (f"{told.first.column} is {value}", kept.first)),
        ("others", ("all other rows", kept.others)),
        ("blank", (f"of these, {told.first.column} blank", kept.blank)),
    ]
    if told.second:
        lines.append(("both", (f"and {told.second.column} is {told.second.value}", kept.both)))
    columns = (Column("over all rows"), Column("rows", "number"))
    return Table("meter", "rows kept", "frame", columns, tuple(Row(*line) for line in lines))


def _excel_meter(told: Told) -> Table:
    kept = told.everything
    lines = (
        ("seen", ("rows seen", kept.first + kept.by_case)),
        ("hidden", ("rows hidden", kept.rows - kept.first - kept.by_case)),
    )
    columns = (Column("over all rows"), Column("AutoFilter", "number"))
    return Table(
        "excel_meter",
        "what AutoFilter shows",
        "pivot",
        columns,
        tuple(Row(*line) for line in lines),
        anchor="A1",
    )
