"""A chart in words, made from its marks and axes, for whoever hears the page and nobody wrote words for."""

from collections.abc import Iterator, Mapping
from typing import Any

Spec = Mapping[str, Any]

_KINDS = {
    "bar": "bars",
    "line": "a line",
    "area": "an area",
    "arc": "a pie",
    "point": "points",
    "circle": "points",
    "square": "points",
    "rule": "a level line",
    "text": "notes",
}
"""Marks of Vega-Lite as we call them; any other is called by its own name."""
_PARTED = ("detail", "color", "facet", "row", "column")
_COUNTED = "count"


def chart_in_words(spec: Spec) -> str:
    """Return what a Vega-Lite chart draws: 'Bars: starts by need, 8 rows.'; blank where it draws nothing."""
    parts = list(_parts(spec, {}, spec.get("data") or {}))
    if not parts:
        return ""
    kinds = list(dict.fromkeys(kind for kind, _, _ in parts))
    _, encoding, data = parts[0]
    told = _joined(kinds)
    axes = _axes(encoding)
    rows = _rows(spec, data)
    said = told[0].upper() + told[1:] + (f": {axes}" if axes else "")
    return said + (f", {rows:,} {'row' if rows == 1 else 'rows'}." if rows else ".")


def _parts(spec: Spec, above: Spec, data: Spec) -> Iterator[tuple[str, Spec, Spec]]:
    """Give each mark with what it inherits, in the order drawn."""
    facet = spec.get("facet")
    panel = {"facet": facet} if isinstance(facet, dict) and "field" in facet else {}
    encoding = {**above, **(spec.get("encoding") or {}), **panel}
    data = spec.get("data") or data
    inner = [part for name in ("layer", "hconcat", "vconcat", "concat") for part in spec.get(name) or []]
    inner += [spec["spec"]] if isinstance(spec.get("spec"), dict) else []
    for part in inner:
        yield from _parts(part, encoding, data)
    if "mark" in spec and not inner:
        mark = spec["mark"]
        kind = str(mark.get("type", "") if isinstance(mark, dict) else mark)
        yield _KINDS.get(kind, kind), encoding, data


def _axes(encoding: Spec) -> str:
    """Return the numbers and what they stand for: 'starts by need, one for each region'."""
    shown = [encoding[name] for name in ("x", "y", "theta") if isinstance(encoding.get(name), dict)]
    numbers = [one for one in shown if one.get("type") == "quantitative"]
    names = [one for one in shown if one.get("type") != "quantitative"]
    words = [*(_called(one) for one in numbers), *(_called(one) for one in names)]
    told = " by ".join(word for word in words if word)
    parted = next(
        (
            _called(encoding[name])
            for name in _PARTED
            if isinstance(encoding.get(name), dict)
            and _called(encoding[name]) not in ("", *map(_called, shown))
        ),
        "",
    )
    return f"{told}, one for each {parted}" if told and parted else told


def _called(drawn: Spec) -> str:
    """Return what an axis is called: its column, or what is counted."""
    field = drawn.get("field")
    if isinstance(field, str):
        return field
    return "rows counted" if drawn.get("aggregate") == _COUNTED else ""


def _rows(spec: Spec, data: Spec) -> int:
    held = data.get("values") or (spec.get("datasets") or {}).get(data.get("name", ""))
    return len(held) if isinstance(held, list) else 0


def _joined(kinds: list[str]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
