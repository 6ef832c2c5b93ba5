"""The tables and pictures of the clinic: every number drawn stands in one of them."""

from fingerpost.walkthroughs.cells import column_of
from fingerpost.walkthroughs.clinic.chart import Drawn
from fingerpost.walkthroughs.clinic.diagnoses import in_words
from fingerpost.walkthroughs.clinic.drawing import picture
from fingerpost.walkthroughs.clinic.told import Told
from fingerpost.walkthroughs.drawn import as_frame, meter, sheet
from fingerpost.walkthroughs.scene import Cell, Column, Picture, Row, Table

SMALL_TABLE = 12


def all_tables(told: Told) -> tuple[Table, ...]:
    """Return the tables of the fixed steps."""
    return (
        sheet("sheet", told.chart.table, told.sample),
        as_frame("frame", f"{told.chart.table}, as a DataFrame", told.sample),
        pivot("pivot", told.counted),
        numbers("counted", told, told.counted),
        numbers("ordered", told, told.ordered),
    )


def all_pictures(told: Told) -> tuple[Picture, ...]:
    """Return the charts of the fixed steps, with the table that each draws."""
    return (
        drawing("excel", told.excel, "pivot"),
        drawing("excel_coded", told.excel, "counted"),
        drawing("from_zero", told.from_zero, "counted"),
        drawing("bars", told.counted, "counted"),
        drawing("bars_ordered", told.ordered, "ordered"),
        drawing("pie", told.pie, "pivot"),
        drawing("one_colour", told.coloured, "ordered"),
        drawing("titled", told.final, "ordered"),
    )


def drawing(name: str, drawn: Drawn, table: str) -> Picture:
    """Return a chart as a picture of the table that holds its numbers."""
    return picture(name, drawn, in_words(drawn), table)


def pivot(name: str, drawn: Drawn) -> Table:
    """Return the numbers as Excel's PivotTable has them."""
    lines = [(group_id(group.label), (group.label, cell(group.value))) for group in drawn.groups]
    heads = ("Row Labels", drawn.chart.called(drawn.chart.measure))
    return meter(name, "PivotTable under the chart", heads, lines, in_excel=True)


def numbers(name: str, told: Told, drawn: Drawn) -> Table:
    """Return the numbers drawn, in the order in which they are drawn."""
    chart = drawn.chart
    whole = drawn.chart.measure.how != "average"
    heads = [
        Column(chart.x, column_of(told.table[chart.x]).kind),
        Column(chart.heading, "number", "int64" if whole and chart.measure.key == "rows" else "float64"),
    ]
    heads += [Column(chart.second_heading, "number", "float64")] if chart.second else []
    rows = [
        Row(group_id(group.label), (group.label, cell(group.value), *_second(drawn, at)))
        for at, group in enumerate(drawn.groups)
    ]
    return Table(name, "counted, as it is drawn", "frame", tuple(heads), tuple(rows))


def _second(drawn: Drawn, at: int) -> tuple[Cell, ...]:
    value = drawn.groups[at].second
    if not drawn.chart.second:
        return ()
    return (None if value is None else cell(value),)


def group_id(label: str) -> str:
    """Return the id of a group's line, made of its label's letters: ids hold no spaces."""
    return "group-" + "-".join(f"{ord(letter):x}" for letter in label)


def cell(number: float) -> Cell:
    """Return a number as a table shows it: whole, or with two decimals."""
    return int(number) if number.is_integer() else round(number, 2)
