"""The tables a filter's scene is made of; every id that its steps point at comes from here."""

from collections.abc import Iterable

from fingerpost.walkthroughs.autofilter.told import Told
from fingerpost.walkthroughs.cells import column_of, to_cell
from fingerpost.walkthroughs.drawn import INDEX, as_frame, meter, row_id, sheet
from fingerpost.walkthroughs.scene import Cell, Column, Row, Table

ANSWER = "answer"


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return every table that some step shows."""
    others = [at for at in range(len(told.sample)) if at not in told.true]
    return (
        sheet("sheet", told.table, told.sample),
        _frame(told, "frame", f"{told.table}, as a DataFrame"),
        _answers(told),
        _frame(told, "kept", "rows kept", keep=told.true),
        _frame(told, "others", "the other rows", keep=others),
        _frame(told, "both", "rows that pass both tests", keep=told.both),
        _frame(told, "otherwise", "rows kept, however written", keep=sorted((*told.true, *told.otherwise))),
        *(_as_text(told) if told.as_text and told.as_text.more else ()),
        _meter(told),
        _excel_meter(told),
    )


def _frame(told: Told, name: str, caption: str, *, keep: Iterable[int] | None = None) -> Table:
    """Return the sample as a DataFrame, or the rows `keep` of it, each with the index it has."""
    return as_frame(name, caption, told.sample, keep=keep, labels=told.labels)


def _as_text(told: Told) -> tuple[Table, ...]:
    """Return the sheet in the order of its text, and the rows that are more than the value as numbers."""
    lying = sheet("in_text_order", f"{told.table}, A to Z", told.sample)
    order = told.sample[told.first.column].sort_values(kind="stable").index
    rows = tuple(lying.rows[int(at)] for at in order)
    more = _frame(told, "more", f"rows of more than {told.first.value}", keep=told.more)
    return Table(**{**vars(lying), "rows": rows}), more


def _answers(told: Told) -> Table:
    """Return the tested column with the test's answer beside each row."""
    tested = told.sample[told.first.column]
    answers = told.first.of(told.sample)
    columns = (INDEX, column_of(tested), Column(ANSWER, "truth", "bool"))
    rows = tuple(
        Row(row_id(at), (told.labels[at], to_cell(tested.iloc[at]), bool(answers[at])))
        for at in range(len(tested))
    )
    return Table("answers", "the test's answers", "frame", columns, rows)


def _meter(told: Told) -> Table:
    """Return what the tests keep of all rows."""
    kept, value = told.everything, told.first.value
    lines: list[tuple[str, tuple[Cell, ...]]] = [
        ("rows", ("all rows", kept.rows)),
        ("first", (f"{told.first.column} is {value}", kept.first)),
        ("otherwise", ("the same, spelt differently", kept.otherwise)),
        ("others", ("all other rows", kept.others)),
        ("blank", (f"of these, {told.first.column} blank", kept.blank)),
    ]
    if told.second:
        lines.append(("both", (f"and {told.second.column} is {told.second.value}", kept.both)))
    return meter("meter", "rows kept", ("over all rows", "rows"), lines)


def _excel_meter(told: Told) -> Table:
    kept = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("seen", ("rows seen", kept.first + kept.by_case)),
        ("hidden", ("rows hidden", kept.rows - kept.first - kept.by_case)),
    )
    heads = ("over all rows", "AutoFilter")
    return meter("excel_meter", "what AutoFilter shows", heads, lines, in_excel=True)
