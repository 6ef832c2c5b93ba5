"""How a chart looks to its reader: order, base line, colours, panels and words, which slips ask about."""

from collections.abc import Iterator, Mapping
from typing import Any

import webcolors

from fingerpost.grading.cells import as_month, as_number
from fingerpost.grading.chart_layers import Layer, Spec, UnreadableStepError, passes
from fingerpost.grading.charts import SPLITS, ChartRead, lines_of
from fingerpost.grading.keyed import Keyed

DEFAULT = "the colour a chart has when none is named"
FAINTEST = 3.0
"""Least contrast of a mark with its ground: WCAG 2.2, success criterion 1.4.11 Non-text Contrast."""
_FAINTEST_HUE = 24
"""How far red, green and blue, 0 to 255, may lie apart in what a reader calls grey; our choice."""

_BY_VALUE = ("x", "-x", "y", "-y")
_CHANNELS_OF_COLOUR = ("color", "stroke", "fill")


def axis_of(layer: Layer, column: str) -> Spec:
    """Return how a column is drawn along an axis; {} where it is on none."""
    for channel in ("x", "y"):
        drawn = layer.encoding.get(channel)
        if isinstance(drawn, dict) and str(drawn.get("field", "")).casefold() == column.casefold():
            return drawn
    return {}


def drawn_order(chart: ChartRead, column: str, points: Keyed) -> list[str]:
    """Return the values of a column in the order in which the chart's axis shows them."""
    known = [str(key) for key in points]
    axis = axis_of(chart.drawn[0], column) if chart.drawn else {}
    sort = axis.get("sort", "ascending")
    if sort is None:
        return known
    if isinstance(sort, list):
        named = [str(name) for name in sort if str(name) in known]
        return named + [name for name in sorted(known) if name not in named]
    by_value = sort in _BY_VALUE if isinstance(sort, str) else isinstance(sort, dict)
    if not by_value:
        return sorted(known, reverse=sort == "descending")
    falls = str(sort).startswith("-") or (isinstance(sort, dict) and sort.get("order") == "descending")
    return sorted(known, key=lambda name: as_number(points[name]) or 0, reverse=falls)  # type: ignore[arg-type]  # one value a key


def is_by_number(chart: ChartRead, column: str) -> bool:
    """Return whether the chart shows a column's values from the largest number to the smallest, or back."""
    order = drawn_order(chart, column, chart.points)
    numbers = [as_number(chart.points[name]) or 0 for name in order]  # type: ignore[arg-type]  # as above
    return numbers in (sorted(numbers), sorted(numbers, reverse=True))


def begins_at(chart: ChartRead) -> float:
    """Return the number at which the axis of the values begins: 0, unless the chart says otherwise."""
    for layer in chart.drawn:
        for channel in ("x", "y"):
            drawn = layer.encoding.get(channel)
            scale = (
                drawn.get("scale")
                if isinstance(drawn, dict) and drawn.get("type") == "quantitative"
                else None
            )
            if not isinstance(scale, dict):
                continue
            domain = scale.get("domain")
            if isinstance(domain, list) and domain:
                return as_number(domain[0]) or 0
            if scale.get("domainMin") is not None:
                return as_number(scale["domainMin"]) or 0
            if scale.get("zero") is False or scale.get("type") == "log":
                return min(
                    (number for key in chart.points if (number := _number(chart.points[key]))), default=0
                )
    return 0


def _number(value: object) -> float:
    return as_number(value) or 0 if not isinstance(value, dict) else 0  # type: ignore[arg-type]  # a cell


def colours(chart: ChartRead, by: str) -> dict[str, set[str]]:
    """Return the colours in which the rows of each value of a column are drawn.

    A colour that the chart's reader gets from a scale nobody named is told as the value's own name.
    """
    found: dict[str, set[str]] = {}
    for layer in chart.drawn:
        for row in layer.rows:
            found.setdefault(str(row.get(by)), set()).add(_colour(layer, row))
    return found


def _colour(layer: Layer, row: Mapping[str, Any]) -> str:
    for channel in _CHANNELS_OF_COLOUR:
        drawn = layer.encoding.get(channel)
        if isinstance(drawn, dict):
            return _of_channel(drawn, row)
    return str(next((layer.style[name] for name in _CHANNELS_OF_COLOUR if name in layer.style), DEFAULT))


def _of_channel(drawn: Spec, row: Mapping[str, Any]) -> str:
    conditions = drawn.get("condition") or []
    for condition in conditions if isinstance(conditions, list) else [conditions]:
        try:
            holds = passes(row, condition.get("test"))
        except UnreadableStepError:
            holds = False
        if holds:
            return _of_channel(condition, row)
    if "value" in drawn:
        return str(drawn["value"])
    if "field" not in drawn:
        return DEFAULT
    told, scale = str(row.get(drawn["field"])), drawn.get("scale") or {}
    domain, span = scale.get("domain"), scale.get("range")
    if isinstance(domain, list) and isinstance(span, list) and span and told in map(str, domain):
        return str(span[[str(name) for name in domain].index(told) % len(span)])
    return told


def contrast(colour: str) -> float:
    """Return the contrast of a colour with white, 1 to 21; 21 for a word that names no colour.

    By the relative luminance of WCAG 2.2.
    """
    parts = _parts(colour)
    if parts is None:
        return 21.0
    red, green, blue = (_linear(part / 255) for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def is_grey(colour: str) -> bool:
    """Claim that a colour has next to no hue, as black and white; False for a word that names no colour."""
    parts = _parts(colour)
    return parts is not None and max(parts) - min(parts) <= _FAINTEST_HUE


def _parts(colour: str) -> tuple[int, int, int] | None:
    """Return a colour as red, green and blue, 0 to 255, or None for a word that names none."""
    read = webcolors.html5_parse_legacy_color if colour.startswith("#") else webcolors.name_to_rgb
    try:
        red, green, blue = read(colour)
    except ValueError:
        return None
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's own numbers


def panels(chart: ChartRead, by: str) -> int:
    """Return how many small pictures show the values of a column apart, 0 where it is one picture."""
    if {layer.panel.casefold() for layer in chart.drawn} == {by.casefold()}:
        return len({str(row.get(by)) for layer in chart.drawn for row in layer.rows})
    if "layer" in chart.spec or not chart.drawn:
        return 0
    each = [{str(row.get(by)) for row in layer.rows} for layer in chart.drawn if layer.part]
    return len(each) if all(len(names) == 1 for names in each) else 0


def has_own_scales(chart: ChartRead) -> bool:
    """Return whether each panel has its own scale for the numbers, so that heights cannot be compared."""
    resolve = chart.spec.get("resolve") or {}
    own = (resolve.get("scale") or {}) if isinstance(resolve, dict) else {}
    beside = any(name in chart.spec for name in ("hconcat", "vconcat", "concat"))
    return any(
        own.get(axis, "independent" if beside else "shared") == "independent"
        and not _has_one_domain(chart, axis)
        for axis in _value_axes(chart)
    )


def _has_one_domain(chart: ChartRead, axis: str) -> bool:
    """Return whether every panel names the same ends for its axis, so that heights can be compared."""
    drawn = [layer.encoding.get(axis) for layer in chart.drawn]
    domains = [(one.get("scale") or {}).get("domain") if isinstance(one, dict) else None for one in drawn]
    return isinstance(domains[0], list) and all(domain == domains[0] for domain in domains)


def _value_axes(chart: ChartRead) -> set[str]:
    return {
        channel
        for layer in chart.drawn
        for channel in ("x", "y")
        if isinstance(drawn := layer.encoding.get(channel), dict) and drawn.get("type") == "quantitative"
    }


def runs_past(chart: ChartRead, column: str, *months: str) -> bool:
    """Return whether one line goes on from before these months (YYYY-MM) to after them.

    A line ends where its layer does, and where a channel such as `detail` parts it.
    """
    for layer in chart.drawn:
        parts = [layer.fields[channel] for channel in SPLITS if channel in layer.fields]
        lines: dict[tuple[str, ...], set[str]] = {}
        for row in layer.rows:
            month = as_month(str(row.get(column)))
            if month is not None:
                lines.setdefault(tuple(str(row.get(part)) for part in parts), set()).add(month)
        if any(min(line) < min(months) and max(line) > max(months) for line in lines.values()):
            return True
    return False


def words_of(chart: ChartRead) -> str:
    """Return every word that stands in the chart: titles, lines below them, axes, legends and notes."""
    return " ".join(_words(chart.spec, chart.layers))


def _words(spec: Spec, layers: tuple[Layer, ...]) -> Iterator[str]:
    for part in ("text", "subtitle"):
        yield from lines_of(spec.get("title"), part)
    for layer in layers:
        for part in ("text", "subtitle"):
            yield from lines_of(layer.spec.get("title"), part)
        for drawn in layer.encoding.values():
            yield from _titles(drawn)
        if layer.mark == "text":
            yield from notes_of(layer)


def _titles(drawn: object) -> Iterator[str]:
    if isinstance(drawn, dict):
        for holder in (drawn, *(drawn.get(name) for name in ("axis", "legend", "header"))):
            if isinstance(holder, dict):
                yield from lines_of(holder.get("title"), "text")


def notes_of(layer: Layer) -> list[str]:
    """Return the words that a layer of text writes into the chart."""
    drawn = layer.encoding.get("text")
    if isinstance(drawn, dict) and "field" in drawn:
        return [str(row.get(drawn["field"])) for row in layer.rows]
    told = drawn.get("value", drawn.get("datum")) if isinstance(drawn, dict) else layer.style.get("text")
    return lines_of(told, "text")


def alt_text_of(chart: ChartRead) -> str:
    """Return the words for those who cannot see the chart."""
    return str(chart.spec.get("description") or "")


def carries(chart: ChartRead, *names: str) -> bool:
    """Return whether one of these columns stands in the rows inside the chart, drawn or not."""
    wanted = {name.casefold() for name in names}
    return any(
        wanted & {str(name).casefold() for name in row} for layer in chart.layers for row in layer.rows[:1]
    )
