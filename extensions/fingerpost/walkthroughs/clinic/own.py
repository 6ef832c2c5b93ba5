"""The last step: the reader's own chart, what its code is, and what a reader can tell from it."""

from collections.abc import Mapping
from dataclasses import replace

from fingerpost.walkthroughs.clinic import code
from fingerpost.walkthroughs.clinic.chart import MARKS, Chart, Drawn, excels_baseline
from fingerpost.walkthroughs.clinic.diagnoses import diagnose
from fingerpost.walkthroughs.clinic.told import EXCEL_TITLE, Told
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.said import Said, beside
from fingerpost.walkthroughs.scene import Control, ExcelPane, Option, PythonPane, Shown, Step

_LONGEST_TITLE = 90
_ORDERS = {"number": "by the number", "label": "by the label"}
_BASELINES = {"zero": "0", "cut": "just below the smallest"}
_LABELS = {"yes": "on each", "no": "none"}
_NO_SECOND = "none"
_OWN = (
    'Try it with another table of the course: clinic = walk.clinic(table, x="…", live=True). '
    "In the next cell, clinic.chart is the chart as Altair draws it."
)
Choices = Mapping[str, str | int]


def chosen(told: Told, start: Chart, choices: Choices) -> Chart:
    """Return `start` with what the reader chose; a colour for a label that is gone becomes one colour.

    Raises:
        CannotShowError: a pie is asked for of numbers that have no slices.
    """
    columns, measures = told.columns, told.columns.measures
    second = str(choices.get("second", start.second.key if start.second else _NO_SECOND))
    chart = replace(
        start,
        x=_one_of(choices, "x", columns.groups, start.x),
        measure=measures[_one_of(choices, "measure", measures, start.measure.key)],
        mark=_one_of(choices, "mark", MARKS, start.mark),
        order=_one_of(choices, "order", _ORDERS, start.order),
        baseline=_one_of(choices, "baseline", _BASELINES, start.baseline),
        labels=_one_of(choices, "labels", _LABELS, start.labels),
        second=measures.get(second),
        title=str(choices.get("title", start.title))[:_LONGEST_TITLE],
    )
    chart = replace(chart, period=columns.periods.get(chart.x))
    if chart.measure.column == chart.x or (chart.second and chart.second.column == chart.x):
        raise CannotShowError(f"'{chart.x}' makes the groups, so it cannot be summed up too. Choose another.")
    if told.is_ours(chart.title) and told.counted_for(chart).groups:
        chart = replace(chart, title=told.proposed(chart))
    colours = _colours(told, chart)
    chart = replace(chart, colour=_one_of(choices, "colour", colours, start.colour))
    return chart if chart.colour in colours else replace(chart, colour="one")


def _colours(told: Told, chart: Chart) -> dict[str, str]:
    labels = [group.label for group in told.counted_for(chart).groups]
    return {"one": "one for all", "each": "one for each"} | {
        f"only {label}": f"only {label}" for label in labels
    }


def _one_of(
    choices: Choices, name: str, allowed: Mapping[str, object] | tuple[str, ...], otherwise: str
) -> str:
    wanted = str(choices.get(name, otherwise))
    return wanted if wanted in allowed else otherwise


def as_excel(told: Told, chart: Chart) -> Drawn:
    """Return the same numbers as Excel draws them unasked: columns in the order of their labels."""
    plain = replace(chart, mark="column", order="label", baseline="zero", colour="one", labels="no")
    plain = replace(plain, second=None, title=EXCEL_TITLE)
    return told.draw(replace(plain, baseline=excels_baseline(told.draw(plain))))


def own_drawn(told: Told, chart: Chart) -> Drawn:
    """Return what the reader's chart draws.

    Raises:
        CannotShowError: there is nothing to draw, or a pie would have slices below 0.
    """
    drawn = told.draw(chart)
    if not drawn.groups:
        raise CannotShowError(f"No group of '{chart.x}' has a number to draw. Choose another measure.")
    if chart.mark == "pie" and (drawn.smallest.value < 0 or drawn.total <= 0):
        raise CannotShowError("A pie has no slices for numbers below 0, or for nothing at all. Use bars.")
    return drawn


def controls(told: Told, chart: Chart) -> tuple[Control, ...]:
    """Return what the reader may change, standing at `chart`."""
    columns = told.columns
    measures = tuple(Option(key, chart.called(one)) for key, one in columns.measures.items())
    return (
        Control("mark", "Mark", chart.mark, _options(MARKS)),
        Control("x", "Groups", chart.x, tuple(Option(name, name) for name in columns.groups)),
        Control("measure", "Numbers", chart.measure.key, measures),
        Control("order", "Order", chart.order, _options(_ORDERS)),
        Control("baseline", "Axis starts at", chart.baseline, _options(_BASELINES)),
        Control("colour", "Colour", chart.colour, _options(_colours(told, chart))),
        Control("labels", "Data labels", chart.labels, _options(_LABELS)),
        Control(
            "second",
            "Second axis",
            chart.second.key if chart.second else _NO_SECOND,
            (Option(_NO_SECOND, "none"), *measures),
        ),
        Control("title", "Title", chart.title),
    )


def _options(named: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in named.items())


def your_chart(told: Told, drawn: Drawn) -> Step:
    """Return the step in which the reader changes the chart and reads what it tells."""
    found = diagnose(drawn)
    said = Said(
        "Your chart",
        f"Change any choice, and read what a reader can tell. {found[0]}",
        (*found[1:], _OWN),
    )
    excel = ExcelPane(code.of_series(len(drawn.groups)), (Shown("own_pivot"),), picture="own_excel")
    python = PythonPane(code.codes(drawn), (Shown("own"),), to_take=True, picture="own")
    rows = len(told.table)
    step = beside(said, excel, python, scope=f"The chart is over all {rows:,} rows.")
    return Step(**{**vars(step), "controls": controls(told, drawn.chart)})
