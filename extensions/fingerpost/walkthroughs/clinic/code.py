"""The code of a chart: what counts in pandas and in SQL, and the sentence that draws in Altair."""

import re

from fingerpost.walkthroughs.clinic.chart import HOWS, Chart, Drawn, Measure
from fingerpost.walkthroughs.quoting import quoted, spans, sql_name
from fingerpost.walkthroughs.scene import Code, Formula
from fingerpost.walkthroughs.theme import EACH, OTHERS, YOURS

_BARE = re.compile(r"[^.\[\]:\\'\"]+")
_ALTAIR_MARKS = {"bar": "bar", "column": "bar", "line": "line", "point": "point", "pie": "arc"}


def codes(drawn: Drawn, *parts: str) -> tuple[Code, ...]:
    """Return the three codes; each part said is underlined in the codes that hold it."""
    chart = drawn.chart
    texts = (("altair", altair(drawn)), ("pandas", pandas(chart)), ("sql", sql(chart)))
    return tuple(
        Code(language, text, spans(text, *(part for part in parts if part in text)))  # type: ignore[arg-type]  # the three languages
        for language, text in texts
    )


def whole_table(name: str) -> tuple[Code, ...]:
    """Return the code that shows the table as it is, and the chart of it that one should not make."""
    return (
        Code("altair", f"alt.Chart({name})"),
        Code("pandas", name),
        Code("sql", f"FROM {sql_name(name)}"),
    )


def pandas(chart: Chart) -> str:
    """Return the count of each group, as one table called `counted`."""
    columns = [f"    {chart.heading}={_pandas_measure(chart, chart.measure)},"]
    columns += [f"    {chart.second_heading}={_pandas_measure(chart, chart.second)},"] if chart.second else []
    body = "\n".join(columns)
    table = chart.table
    if chart.period:
        table += f".assign(\n    {chart.period.in_pandas.format(table=chart.table)}\n)"
    return f"counted = {table}.groupby({quoted(chart.x)}).agg(\n{body}\n).reset_index()"


def _pandas_measure(chart: Chart, measure: Measure) -> str:
    how = HOWS[measure.how][0] if measure.column else "size"
    return f"({quoted(measure.column or chart.x)}, {quoted(how)})"


def sql(chart: Chart) -> str:
    """Return the same count in SQL: rows without a label are in no group of pandas either."""
    x = sql_name(chart.x)
    second = f", {_sql_measure(chart.second)} AS {chart.second_heading}" if chart.second else ""
    made = f"{chart.period.in_sql} AS {x}" if chart.period else x
    source, by = (sql_name(chart.period.column), "1") if chart.period else (x, x)
    return (
        f"SELECT {made}, {_sql_measure(chart.measure)} AS {chart.heading}{second}\n"
        f"FROM {sql_name(chart.table)}\nWHERE {source} IS NOT NULL\nGROUP BY {by}\nORDER BY {by}"
    )


def _sql_measure(measure: Measure) -> str:
    return f"{HOWS[measure.how][1]}({sql_name(measure.column)})" if measure.column else "count(*)"


def altair(drawn: Drawn) -> str:
    """Return the chart as Altair says it: a mark, and a column for each channel."""
    chart = drawn.chart
    lines = [
        f"marks = alt.Chart(counted).mark_{mark_of(chart)}.encode(",
        *(f"    {channel}," for channel in _channels(drawn)),
        ")",
    ]
    shown = "marks"
    if chart.labels == "yes" and chart.mark != "pie":
        beside = 'align="left", dx=4' if chart.mark == "bar" else "dy=-8"
        lines.append(f"shown = marks + marks.mark_text({beside}).encode(text={_written(chart)})")
        shown = "shown"
    if chart.second and chart.mark in {"column", "line"}:
        lines += _second_axis(chart, shown)
        shown = "both"
    return "\n".join([*lines, f"chart = {shown}.properties(title={quoted(chart.title)})"])


def mark_of(chart: Chart) -> str:
    """Return the mark as Altair calls it; bars on a cut axis have to be clipped."""
    cut = chart.baseline == "cut" and chart.mark in {"bar", "column"}
    point = "point=True" if chart.mark == "line" else ""
    return f"{_ALTAIR_MARKS[chart.mark]}({'clip=True' if cut else point})"


def _channels(drawn: Drawn) -> list[str]:
    chart = drawn.chart
    colour = _colour(drawn)
    if chart.mark == "pie":
        return [f"theta=alt.Theta({_shorthand(chart.heading, 'Q')})", colour]
    number = (
        f"alt.{'X' if chart.mark == 'bar' else 'Y'}({_shorthand(chart.heading, 'Q')}, "
        f"title={quoted(chart.called(chart.measure))}, {scale_of(drawn)})"
    )
    label = f"alt.{'Y' if chart.mark == 'bar' else 'X'}({_shorthand(chart.x, 'N')}, {sort_of(chart)})"
    both = [f"x={number}", f"y={label}"] if chart.mark == "bar" else [f"x={label}", f"y={number}"]
    return [*both, colour] if colour else both


def scale_of(drawn: Drawn) -> str:
    """Return where the axis starts, as Altair says it."""
    if not drawn.cut:
        return "scale=alt.Scale(zero=True)"
    return f"scale=alt.Scale(domain=[{drawn.cut.low:.12g}, {drawn.cut.high:.12g}])"


def sort_of(chart: Chart) -> str:
    """Return the order of the labels, as Altair says it."""
    by_number = "-x" if chart.mark == "bar" else "-y"
    return f'sort="{by_number}"' if chart.order == "number" else 'sort="ascending"'


def _colour(drawn: Drawn) -> str:
    chart = drawn.chart
    if chart.colour == "each" or chart.mark == "pie":
        legend = "" if chart.mark == "pie" else ", legend=None"
        colours = ", ".join(map(quoted, EACH[: len(drawn.groups)]))
        scale = f"scale=alt.Scale(\n        range=[{colours}]\n    )"
        return f"color=alt.Color({_shorthand(chart.x, 'N')}, {scale}{legend})"
    if drawn.highlighted:
        test = f"alt.datum[{quoted(chart.x)}] == {_literal(drawn)}"
        return (
            f"color=alt.when({test})\n"
            f"        .then(alt.value({quoted(YOURS)}))\n"
            f"        .otherwise(alt.value({quoted(OTHERS)}))"
        )
    return f"color=alt.value({quoted(YOURS)})"


def _literal(drawn: Drawn) -> str:
    raw = next((group.raw for group in drawn.groups if group.label == drawn.highlighted), drawn.highlighted)
    return quoted(raw) if isinstance(raw, str) else drawn.highlighted


def _second_axis(chart: Chart, shown: str) -> list[str]:
    x = f"x=alt.X({_shorthand(chart.x, 'N')}, {sort_of(chart)})"
    title = quoted(chart.called(chart.second) if chart.second else "")
    y = f"y=alt.Y({_shorthand(chart.second_heading, 'Q')}, title={title})"
    return [
        f"line = alt.Chart(counted).mark_line(color={quoted(OTHERS)}).encode({x}, {y})",
        f'both = alt.layer({shown}, line).resolve_scale(y="independent")',
    ]


def _shorthand(name: str, kind: str) -> str:
    """Return a column and its type as a channel takes them; marks in the name would mean something."""
    if _BARE.fullmatch(name):
        return quoted(f"{name}:{kind}")
    escaped = re.sub(r"([.\[\]\\'\"])", r"\\\1", name)
    return f"field={quoted(escaped)}, type={quoted({'Q': 'quantitative', 'N': 'nominal'}[kind])}"


def _written(chart: Chart) -> str:
    """Return the channel of the numbers that are written: an average has more digits than anyone reads."""
    number = _shorthand(chart.heading, "Q")
    return f'alt.Text({number}, format=",.1f")' if chart.measure.how == "average" else number


def of_series(groups: int) -> Formula:
    """Return what Excel's formula bar shows for a chart that one clicks on."""
    last = groups + 1
    text = f'=SERIES("Total",Sheet1!$A$2:$A${last},Sheet1!$B$2:$B${last},1)'
    return Formula("Chart 1", text, spans(text, "SERIES"))
