"""What a reader can and cannot tell from a chart: a sentence for each thing that misleads."""

from collections.abc import Callable

from fingerpost.walkthroughs.clinic.chart import SMALL, Drawn, said, said_on_axis
from fingerpost.walkthroughs.words import capital, number_of

_MANY_SLICES, _MANY_COLOURS = 5, 2
_SAME = 0.005


def diagnose(drawn: Drawn) -> tuple[str, ...]:
    """Return what misleads in a chart, the worst first; one sentence that nothing does, if so."""
    found = [sentence for look in _LOOKS if (sentence := look(drawn))]
    return tuple(found) or (
        "Nothing here misleads: an order that helps, an honest start, and a title that says what was found.",
    )


def _small(drawn: Drawn) -> str:
    few = [group for group in drawn.groups if group.rows < SMALL]
    if not few:
        return ""
    least = min(few, key=lambda group: group.rows)
    few_rows = number_of(least.rows, "row", drawn.chart.unit)
    return (
        f"{capital(least.label)} has only {few_rows}: below {SMALL} somebody may be recognised. "
        "Join groups or leave it out before the chart leaves your desk."
    )


def _cut_axis(drawn: Drawn) -> str:
    if drawn.chart.mark not in {"bar", "column"} or drawn.floor <= 0:
        return ""
    looks, is_really = times_drawn(drawn), times_really(drawn)
    return (
        f"The bars start at {said_on_axis(drawn.floor)}: {drawn.largest.label} looks {looks} times "
        f"{drawn.smallest.label} and is {is_really} times. Start at 0, or draw points."
    )


def times_drawn(drawn: Drawn) -> str:
    """Return how many times as long the longest bar is as the shortest, on an axis that is cut."""
    floor = drawn.floor
    return said(round((drawn.largest.value - floor) / (drawn.smallest.value - floor), 1))


def times_really(drawn: Drawn) -> str:
    """Return how many times as large the largest number is as the smallest."""
    return said(round(drawn.largest.value / drawn.smallest.value, 1))


def _slices(drawn: Drawn) -> str:
    if drawn.chart.mark != "pie":
        return ""
    if drawn.chart.measure.how == "average":
        return "Slices are parts of a whole, and averages are parts of nothing. Use bars."
    if len(drawn.groups) > _MANY_SLICES:
        return f"A reader judges angles badly, and {len(drawn.groups)} of them worse. Sorted bars say it."
    return (
        "A reader sees a half or a quarter in a pie, and cannot tell apart two slices of about the same size."
    )


def _two_scales(drawn: Drawn) -> str:
    if not drawn.chart.second or drawn.chart.mark not in {"column", "line"}:
        return ""
    return (
        "Two scales in one chart: where the line meets the others is made by the axes, not by the rows. "
        "Draw two charts, one below the other."
    )


def _joined(drawn: Drawn) -> str:
    if drawn.chart.mark != "line" or (drawn.x_has_order and drawn.chart.order == "label"):
        return ""
    if drawn.x_has_order:
        return (
            f"{drawn.chart.x} has an order of its own: sorted by number, the line runs back and forth in it."
        )
    x = drawn.chart.x
    return f"A line joins values that follow one another. Values of {x} do not, so its slopes mean nothing."


def _gaps(drawn: Drawn) -> str:
    period = drawn.chart.period
    lost = period.missing(tuple(group.label for group in drawn.groups)) if period else []
    if not period or not lost:
        return ""
    more = f", nor in {number_of(len(lost) - 1, f'other {period.each}')}" if lost[1:] else ""
    return (
        f"No row falls in {lost[0]}{more}: groupby makes no group of nothing, so the chart closes the gap. "
        f"Put every {period.each} back with reindex, as 0."
    )


def _order(drawn: Drawn) -> str:
    if drawn.chart.mark in {"line", "pie"}:
        return ""
    if drawn.x_has_order:
        wrong = drawn.chart.order == "number"
        return (
            f"{drawn.chart.x} has an order of its own; sorted by number, a reader loses it." if wrong else ""
        )
    if drawn.chart.order == "label" and len(drawn.groups) > 2:  # noqa: PLR2004 - two are seen at once
        return "The alphabet means nothing here: a reader hunts for the largest. Order by the number."
    return ""


def _averages(drawn: Drawn) -> str:
    if drawn.chart.measure.how != "average":
        return ""
    of_bars = drawn.total / len(drawn.groups)
    if abs(of_bars - drawn.overall) < _SAME * max(abs(drawn.overall), 1):
        return ""
    return (
        f"The groups' averages average {said(round(of_bars, 1))}; all rows average "
        f"{said(round(drawn.overall, 1))}. For a total go back to the rows: groups differ in size."
    )


def _colours(drawn: Drawn) -> str:
    if drawn.chart.colour != "each" or drawn.chart.mark == "pie" or len(drawn.groups) <= _MANY_COLOURS:
        return ""
    many = len(drawn.groups)
    return f"{many} colours are {many} meanings to remember, and none was meant. Which one should be seen?"


def _title(drawn: Drawn) -> str:
    title = drawn.chart.title.strip()
    if not title:
        return "There is no title: a reader does not know what to look for."
    known = {drawn.chart.x, drawn.chart.unit, drawn.chart.measure.column, *drawn.chart.measure.key.split()}
    words = {word.casefold() for word in title.split()}
    if words <= {word.casefold() for word in known} | {
        "by",
        "of",
        "per",
        "and",
        "total",
        "chart",
        "title",
        "number",
    }:
        return "The title says what is drawn. Say what you found."
    return ""


def _blank(drawn: Drawn) -> str:
    if not drawn.blank:
        return ""
    rows, verb = number_of(drawn.blank, "row").capitalize(), "is" if drawn.blank == 1 else "are"
    return f"{rows} with no {drawn.chart.x} {verb} in no group. Say so below the chart."


_LOOKS: tuple[Callable[[Drawn], str], ...] = (
    _small,
    _cut_axis,
    _slices,
    _two_scales,
    _joined,
    _gaps,
    _order,
    _averages,
    _colours,
    _title,
    _blank,
)


def finding(drawn: Drawn) -> str:
    """Return a title that says what was found: the largest, and what it is of."""
    largest, measure = drawn.largest, drawn.chart.measure
    others = sum(group.value == largest.value for group in drawn.groups) - 1
    first = f"{largest.label} and {others} more" if others else largest.label
    if measure.how == "average":
        has = "have" if others else "has"
        return f"{first} {has} the highest average of {measure.column}: {said(round(largest.value, 1))}"
    of, each = measure.column or drawn.chart.unit, "each " if others else ""
    return f"Most {of}: {first}, {each}{said(largest.value)} of {said(drawn.total)}"


def in_words(drawn: Drawn) -> str:
    """Return the chart in words: its kind, its title, and its largest and smallest numbers."""
    kind = {"bar": "Bars", "column": "Columns", "line": "A line", "point": "Points", "pie": "A pie"}
    chart = drawn.chart
    start = (
        f" The axis starts at {said_on_axis(drawn.floor)}." if drawn.floor > 0 and chart.mark != "pie" else ""
    )
    title = f" Title: {chart.title}." if chart.title else ""
    drawing = f"{kind[chart.mark]}: {chart.called(chart.measure)} for each {chart.x}."
    return f"{drawing} {_ends(drawn)}{start}{title}"


def _ends(drawn: Drawn) -> str:
    most, least = (said(round(group.value, 1)) for group in (drawn.largest, drawn.smallest))
    if drawn.largest.value == drawn.smallest.value:
        return f"Each is {most}."
    return f"{drawn.largest.label} is largest with {most}, {drawn.smallest.label} smallest with {least}."
