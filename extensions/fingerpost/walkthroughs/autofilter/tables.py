"""The tables a filter's scene is made of; every id that its steps point at comes from here."""

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
        as_frame("frame", f"{told.table}, as a DataFrame", told.sample),
        _answers(told),
        as_frame("kept", "rows kept", told.sample, keep=told.true),
        as_frame("others", "the other rows", told.sample, keep=others),
        as_frame("both", "rows that pass both tests", told.sample, keep=told.both),
        as_frame(
            "otherwise", "rows kept, however written", told.sample, keep=sorted((*told.true, *told.otherwise))
        ),
        *(_as_text(told) if told.as_text and told.as_text.more else ()),
        _meter(told),
        _excel_meter(told),
    )


def _as_text(told: Told) -> tuple[Table, ...]:
    """Return the sheet in the order of its text, and the rows that are more than the value as numbers."""
    lying = sheet("in_text_order", f"{told.table}, A to Z", told.sample)
    order = told.sample[told.first.column].sort_values(kind="stable").index
    rows = tuple(lying.rows[int(at)] for at in order)
    more = as_frame("more", f"rows of more than {told.first.value}", told.sample, keep=told.more)
    return Table(**{**vars(lying), "rows": rows}), more


def _answers(told: Told) -> Table:
    """Return the tested column with the test's answer beside each row."""
    tested = told.sample[told.first.column]
    answers = told.first.of(told.sample)
    columns = (INDEX, column_of(tested), Column(ANSWER, "truth", "bool"))
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
