"""An Altair chart as a reader sees it: its marks, its axes and the rows it draws."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from fingerpost.grading.asked import ChartAsked
from fingerpost.grading.cells import Cell, Json, as_number, from_json
from fingerpost.grading.grids import same_name
from fingerpost.grading.keyed import Keyed
from fingerpost.grading.misfit import Misfit, misfit_of
from fingerpost.grading.tables import read_table
from fingerpost.grading.values import Wire

_Spec = dict[str, Any]


@dataclass(frozen=True)
class ChartRead:
    """A chart: `marks` drawn, `fields` by channel, `title`, the `points` asked for, the rows it carries."""

    marks: tuple[str, ...]
    fields: dict[str, str]
    title: str
    points: Keyed
    rows_carried: int
    spec: _Spec = field(repr=False)


def read_chart(wire: Wire, asked: ChartAsked) -> ChartRead:
    """Return a chart as marks, fields and points; a bare table stands for its points (references may be one).

    Raises:
        Misfit: no layer draws the value asked by the key asked, with one of the marks asked.
    """
    if wire["kind"] == "table":
        return ChartRead(asked.marks, {}, "", read_table(wire, asked.points), 0, {})
    if wire["kind"] != "chart" or not isinstance(wire.get("spec"), dict):
        raise misfit_of(wire, asked)
    spec = cast("_Spec", wire["spec"])
    layers = list(_layers(spec, {}, {}))
    marks = tuple(dict.fromkeys(_mark(layer) for layer, _, _ in layers))
    for layer, encoding, rows in layers:
        channels = _asked_channels(encoding, asked)
        if channels and _mark(layer) in asked.marks:
            points = _points(rows, *channels, asked)
            return ChartRead(marks, _fields(encoding), _title(spec), points, _carried(spec), spec)
    drawn = ", ".join(
        f"{channel} = {name}" for _, encoding, _ in layers for channel, name in _fields(encoding).items()
    )
    raise Misfit(
        "VALUE-SHAPE",
        f"The chart draws {drawn}; expected {asked.shape}.",
        "A mark and two axes make the chart; the axes take the names of the table's columns.",
        f"Put `{asked.key}` on one axis and `{asked.value}` on the other.",
    )


def _layers(
    spec: _Spec, encoding: _Spec, data: _Spec, datasets: _Spec | None = None
) -> Iterator[tuple[_Spec, _Spec, list[_Spec]]]:
    """Give each layer with its own and inherited encoding, and its rows."""
    datasets = datasets or spec.get("datasets") or {}
    encoding = {**encoding, **(spec.get("encoding") or {})}
    data = spec.get("data") or data
    inner = [part for name in ("layer", "hconcat", "vconcat", "concat") for part in spec.get(name) or []]
    for part in inner:
        yield from _layers(part, encoding, data, datasets)
    if "mark" in spec and not inner:
        rows = data.get("values") or datasets.get(data.get("name", "")) or []
        yield spec, encoding, rows if isinstance(rows, list) else []


def _mark(layer: _Spec) -> str:
    mark = layer.get("mark", "")
    return str(mark.get("type", "") if isinstance(mark, dict) else mark)


def _fields(encoding: _Spec) -> dict[str, str]:
    return {
        channel: str(drawn.get("field") or drawn.get("aggregate") or "")
        for channel, drawn in encoding.items()
        if isinstance(drawn, dict) and (drawn.get("field") or drawn.get("aggregate"))
    }


def _asked_channels(encoding: _Spec, asked: ChartAsked) -> tuple[_Spec, _Spec] | None:
    """Return what is drawn as key and as value, along either axis."""
    x, y = encoding.get("x"), encoding.get("y")
    for key, value in ((x, y), (y, x)):
        if not (isinstance(key, dict) and isinstance(value, dict)):
            continue
        by_name = same_name(str(value.get("field", "")), asked.value) or value.get("aggregate")
        if same_name(str(key.get("field", "")), asked.key) and by_name:
            return key, value
    return None


def _points(rows: list[_Spec], key: _Spec, value: _Spec, asked: ChartAsked) -> Keyed:
    """Return the values drawn by key, added up or counted where the chart itself does so."""
    down = [row.get(key["field"]) for row in rows]
    cells = [row.get(value["field"]) if "field" in value else 1 for row in rows]
    how = value.get("aggregate")
    if how in {"count", "sum"}:
        piles: dict[Json, float] = defaultdict(float)
        for name, cell in zip(down, cells, strict=True):
            piles[name] += 1 if how == "count" else as_number(_cell(cell)) or 0
        down, cells = list(piles), list(piles.values())
    columns: list[Json] = [
        {"name": asked.key, "values": down},
        {"name": asked.value, "values": cells},
    ]
    return read_table({"kind": "table", "type": "chart", "index": [], "columns": columns}, asked.points)


def _cell(cell: Json) -> Cell:
    return from_json(cell)


def _title(spec: _Spec) -> str:
    title = spec.get("title", "")
    told = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(told) if isinstance(told, list) else str(told)


def _carried(spec: _Spec) -> int:
    datasets = spec.get("datasets") or {}
    inline = (spec.get("data") or {}).get("values") or []
    return sum(len(rows) for rows in datasets.values() if isinstance(rows, list)) + len(inline)
