"""An Altair chart as a reader sees it: its marks, its axes and the rows it draws."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import cast

from fingerpost.grading.asked import ChartAsked
from fingerpost.grading.cells import Json, as_number, from_json
from fingerpost.grading.chart_layers import Layer, Row, Spec, UnreadableStepError, layers_of
from fingerpost.grading.grids import same_name
from fingerpost.grading.keyed import Keyed
from fingerpost.grading.misfit import Misfit, misfit_of
from fingerpost.grading.tables import read_table
from fingerpost.grading.values import Wire

SPLITS = (
    "color",
    "detail",
    "facet",
    "row",
    "column",
    "strokeDash",
    "shape",
    "opacity",
    "size",
    "stroke",
    "fill",
)
"""Channels that draw each value of a column apart."""
_TOGETHER: dict[str, Callable[[Iterable[float]], float]] = {
    "sum": sum,
    "mean": fmean,
    "average": fmean,
    "median": median,
    "min": min,
    "max": max,
}
_Cells = tuple[Json, ...]


@dataclass(frozen=True)
class ChartRead:
    """A chart: `marks` drawn, `fields` by channel, `title`, the `points` asked for, the rows it carries.

    `layers` are all its marks; `drawn` those that draw what was asked.
    """

    marks: tuple[str, ...]
    fields: dict[str, str]
    title: str
    points: Keyed
    rows_carried: int
    layers: tuple[Layer, ...] = ()
    drawn: tuple[Layer, ...] = ()
    spec: Spec = field(default_factory=dict, repr=False)


def read_chart(wire: Wire, asked: ChartAsked) -> ChartRead:
    """Return a chart as marks, fields and points.

    Points drawn by several marks, such as a line with dots, count once.

    Raises:
        Misfit: no layer draws the value asked by the key asked, with one of the marks asked.
    """
    if wire["kind"] != "chart" or not isinstance(wire.get("spec"), dict):
        raise misfit_of(wire, asked)
    spec = cast("Spec", wire["spec"])
    try:
        layers = layers_of(spec)
    except UnreadableStepError as unreadable:
        raise _step_in_the_chart(unreadable.step) from None
    fitting = [(layer, channels) for layer in layers if (channels := _asked_channels(layer, asked))]
    drawn = [(layer, channels) for layer, channels in fitting if layer.mark in asked.marks]
    told = [layer for layer, _ in drawn or fitting]
    fields = (told or list(layers) or [Layer("", {}, {}, ())])[0].fields
    points = _points(drawn, asked)
    marks = tuple(dict.fromkeys(layer.mark for layer in layers))
    read = ChartRead(marks, fields, title_of(spec), points, _carried(spec), layers, tuple(told), spec)
    if not drawn:
        raise _other_mark(fitting[0][0], asked, read) if fitting else _other_chart(layers, asked, read)
    if lost := [found for layer, channels in drawn for found in _spelt_otherwise(layer, channels)]:
        raise _no_such_column(*lost[0])
    if asked.by and (mixed := [layer for layer, _ in drawn if _runs_through(layer, asked.by)]):
        raise _one_line_through_all(mixed[0], asked, read)
    return read


def rows_to_draw(wire: Wire, asked: ChartAsked) -> ChartRead:
    """Return a chart of which only the points are known, from the table that it should draw."""
    return ChartRead(asked.marks, {}, "", read_table(wire, asked.points), 0)


def _asked_channels(layer: Layer, asked: ChartAsked) -> tuple[Spec, Spec] | None:
    """Return what is drawn as key and as value, along either axis."""
    x, y = layer.encoding.get("x"), layer.encoding.get("y")
    for key, value in ((x, y), (y, x)):
        if not (isinstance(key, dict) and isinstance(value, dict)):
            continue
        by_name = same_name(str(value.get("field", "")), asked.value) or value.get("aggregate")
        if same_name(str(key.get("field", "")), asked.key) and by_name:
            return key, value
    return None


def _runs_through(layer: Layer, by: str) -> bool:
    """Return whether one mark runs through rows of several of the things to be drawn apart."""
    parted = {same_name(layer.fields.get(channel, ""), by) for channel in SPLITS} | {
        same_name(layer.panel, by)
    }
    return parted == {None} and len({str(row.get(by)) for row in layer.rows}) > 1


def _points(drawn: list[tuple[Layer, tuple[Spec, Spec]]], asked: ChartAsked) -> Keyed:
    """Return the values drawn by key, added up or counted where the chart itself does so."""
    entries: dict[tuple[_Cells, Json], int] = {}
    for layer, (key, value) in drawn:
        seen: dict[tuple[_Cells, Json], int] = defaultdict(int)
        for pair in _together(layer.rows, key, value, asked.by):
            seen[pair] += 1
        entries |= {pair: max(times, entries.get(pair, 0)) for pair, times in seen.items()}
    rows = [(*cells, value) for (cells, value), times in entries.items() for _ in range(times)]
    names = (asked.key, *((asked.by,) if asked.by else ()), asked.value)
    columns: list[Json] = [
        {"name": name, "values": [row[place] for row in rows]} for place, name in enumerate(names)
    ]
    return read_table({"kind": "table", "type": "chart", "index": [], "columns": columns}, asked.points)


def _together(rows: Iterable[Row], key: Spec, value: Spec, by: str) -> list[tuple[_Cells, Json]]:
    """Return each key with its value; several rows of one key are put together as the chart says."""
    told = [((row.get(key["field"]), *((row.get(by),) if by else ())), row) for row in rows]
    how = value.get("aggregate")
    if not isinstance(how, str) or how not in {*_TOGETHER, "count"}:
        return [(cells, row.get(value.get("field", ""))) for cells, row in told]
    piles: dict[_Cells, list[Row]] = defaultdict(list)
    for cells, row in told:
        piles[cells].append(row)
    if how == "count":
        return [(cells, len(pile)) for cells, pile in piles.items()]
    return [(cells, _worked_out(how, pile, value["field"])) for cells, pile in piles.items()]


def _worked_out(how: str, pile: list[Row], name: str) -> float | None:
    numbers = [number for row in pile if (number := as_number(from_json(row.get(name)))) is not None]
    return _TOGETHER[how](numbers) if numbers else None


def _step_in_the_chart(step: str) -> Misfit:
    return Misfit(
        "VALUE-SHAPE",
        f"The chart changes its rows itself, by a step called `{step}`, which cannot be read here.",
        "What a chart draws is checked without drawing it, so its rows have to be ready.",
        "Do this step in pandas or SQL first, and give the chart the finished table.",
    )


def _spelt_otherwise(layer: Layer, channels: tuple[Spec, Spec]) -> list[tuple[str, str]]:
    """Return the columns that a mark asks for in other capitals than its rows', with how they are spelt."""
    held = {str(name): str(name).casefold() for row in layer.rows[:1] for name in row}
    wanted = [str(drawn["field"]) for drawn in channels if isinstance(drawn.get("field"), str)]
    return [
        (name, had)
        for name in wanted
        if name not in held
        for had, plain in held.items()
        if plain == name.casefold()
    ]


def _no_such_column(wanted: str, had: str) -> Misfit:
    return Misfit(
        "VALUE-SHAPE",
        f"Your chart asks for `{wanted}`; the table has `{had}`.",
        "Capital and small letters differ here too, and of a column that is not there a chart draws nothing.",
        f"Write `{had}`, as the table spells it.",
    )


def _other_mark(layer: Layer, asked: ChartAsked, read: ChartRead) -> Misfit:
    return Misfit(
        "VALUE-SHAPE",
        f"Your chart draws `{asked.key}` and `{asked.value}` with `mark_{layer.mark}`. "
        f"It should be {asked.shape}.",
        "The mark decides what a reader looks at: a length, a slope, a place.",
        f"Keep the axes, and draw with `mark_{asked.marks[0]}()`.",
        reading=read,
    )


def _other_chart(layers: tuple[Layer, ...], asked: ChartAsked, read: ChartRead) -> Misfit:
    drawn = ", ".join(f"{channel} = {name}" for layer in layers for channel, name in layer.fields.items())
    return Misfit(
        "VALUE-SHAPE",
        f"The chart draws {drawn}. It should be {asked.shape}.",
        "A mark and two axes make the chart; the axes take the names of the table's columns.",
        f"Put `{asked.key}` on one axis and `{asked.value}` on the other.",
        reading=read,
    )


def _one_line_through_all(layer: Layer, asked: ChartAsked, read: ChartRead) -> Misfit:
    return Misfit(
        "VALUE-SHAPE",
        f"One {layer.mark} runs through the rows of every {asked.by}.",
        f"Nothing in the chart says that each {asked.by} is drawn apart.",
        f'Add `detail="{asked.by}"`, or a colour or a panel for each {asked.by}.',
        reading=read,
    )


def title_of(spec: Mapping[str, object]) -> str:
    """Return the title of a chart on one line, without what stands below it."""
    return " ".join(lines_of(spec.get("title"), "text"))


def lines_of(title: object, part: str) -> list[str]:
    """Return the lines of one part of a title: its 'text' or its 'subtitle'."""
    told = title.get(part, "") if isinstance(title, dict) else title if part == "text" else ""
    return [str(line) for line in (told if isinstance(told, list) else [told]) if line]


def _carried(spec: Spec) -> int:
    datasets = spec.get("datasets") or {}
    inline = (spec.get("data") or {}).get("values") or []
    return sum(len(rows) for rows in datasets.values() if isinstance(rows, list)) + len(inline)
