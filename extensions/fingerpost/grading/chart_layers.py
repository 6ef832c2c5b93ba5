"""An Altair chart taken apart: each mark with its encoding and the rows that it draws."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fingerpost.grading.cells import Json

Spec = dict[str, Any]
Row = Mapping[str, Json]

_PARTS = ("layer", "hconcat", "vconcat", "concat")
_COMPARED = re.compile(
    r"^datum(?:\.(\w+)|\[['\"](.+?)['\"]\])\s*(===?|!==?)\s*"
    r"(?:'(.*?)'|\"(.*?)\"|(-?[\d.]+|true|false|null))$"
)
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}


class UnreadableStepError(Exception):
    """A chart works on its rows by a step that only a browser can run; `step` is its name."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


@dataclass(frozen=True)
class Layer:
    """One mark of a chart: `mark` its kind, `style` its own settings, `encoding` by channel, `rows` drawn.

    `panel` is the field that makes a picture of each of its values, `part` the place among charts put side
    by side or on top of each other.
    """

    mark: str
    style: Spec
    encoding: Spec
    rows: tuple[Row, ...]
    panel: str = ""
    part: tuple[int, ...] = ()
    spec: Spec = field(default_factory=dict, repr=False)

    @property
    def fields(self) -> dict[str, str]:
        """Return the column, or the way of counting, that each channel draws."""
        return {
            channel: str(drawn.get("field") or drawn.get("aggregate") or "")
            for channel, drawn in self.encoding.items()
            if isinstance(drawn, dict) and (drawn.get("field") or drawn.get("aggregate"))
        }


def layers_of(spec: Spec) -> tuple[Layer, ...]:
    """Return each mark of a chart with what it inherits, in the order drawn.

    Raises:
        UnreadableStepError: a `transform` other than a filter stands in it.
    """
    top = Layer("", {}, {}, ())
    return tuple(_layers(spec, top, {}, spec.get("datasets") or {}, []))


def _layers(spec: Spec, above: Layer, data: Spec, datasets: Spec, steps: list[Spec]) -> Iterator[Layer]:
    data = spec.get("data") or data
    steps = [*steps, *(spec.get("transform") or [])]
    panel = _panel(spec.get("facet")) or above.panel
    here = replace(above, encoding={**above.encoding, **(spec.get("encoding") or {})}, panel=panel)
    inner = [part for name in _PARTS for part in spec.get(name) or []]
    if isinstance(spec.get("spec"), dict):
        inner.append(spec["spec"])
    for place, part in enumerate(inner):
        yield from _layers(part, replace(here, part=(*here.part, place)), data, datasets, steps)
    if "mark" in spec and not inner:
        mark = spec["mark"]
        style = mark if isinstance(mark, dict) else {"type": mark}
        rows = data.get("values") or datasets.get(data.get("name", "")) or []
        rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        own = next(
            (_panel(here.encoding.get(name)) for name in ("facet", "row", "column") if name in here.encoding),
            "",
        )
        kept = tuple(_kept(rows, steps))
        yield replace(
            here, mark=str(style.get("type", "")), style=style, rows=kept, panel=own or panel, spec=spec
        )


def _panel(facet: object) -> str:
    """Return the field that a facet makes pictures of."""
    if not isinstance(facet, dict):
        return ""
    inner = [facet, *(part for part in facet.values() if isinstance(part, dict))]
    return next((str(part["field"]) for part in inner if "field" in part), "")


def _kept(rows: list[Spec], steps: list[Spec]) -> list[Spec]:
    for step in steps:
        if "filter" not in step:
            raise UnreadableStepError(next(iter(sorted(step.keys() - {"as", "groupby"})), "transform"))
        rows = [row for row in rows if passes(row, step["filter"])]
    return rows


def passes(row: Row, test: object) -> bool:
    """Return whether a row passes a test of Vega-Lite: a predicate, or a comparison with one value.

    Raises:
        UnreadableStepError: the test is of another kind.
    """
    if isinstance(test, str):
        return _holds(row, test)
    if isinstance(test, dict):
        for word, joined in (("and", all), ("or", any)):
            if word in test:
                return bool(joined(passes(row, part) for part in test[word]))
        if "not" in test:
            return not passes(row, test["not"])
        for word, holds in _PREDICATES.items():
            if word in test and "field" in test:
                return holds(row.get(test["field"]), test[word])
    raise UnreadableStepError("filter")


def _holds(row: Row, test: str) -> bool:
    """Return whether a row passes a test written in Vega's language: comparisons joined by &&, || and !."""
    bare = _without_brackets(test.strip())
    for sign, joined in (("||", any), ("&&", all)):
        parts = _split(bare, sign)
        if len(parts) > 1:
            return bool(joined(_holds(row, part) for part in parts))
    return not _holds(row, bare[1:]) if bare.startswith("!") else _compared(row, bare)


def _without_brackets(test: str) -> str:
    while test.startswith("(") and _depths(test).index(0, 1) == len(test) - 1:
        test = test[1:-1].strip()
    return test


def _depths(test: str) -> list[int]:
    """Return for each letter how many brackets are open after it; one in quotes opens none."""
    depth, quote, depths = 0, "", []
    for letter in test:
        if quote or letter in "'\"":
            quote = "" if letter == quote else quote or letter
        else:
            depth += (letter == "(") - (letter == ")")
        depths.append(depth if not quote else max(depth, 1))
    return [*depths, 0]


def _split(test: str, sign: str) -> list[str]:
    """Return the parts of a test between a sign that stands in no brackets and no quotes."""
    depths, parts, start = _depths(test), [], 0
    for place in range(len(test) - 1):
        if test.startswith(sign, place) and depths[place] == 0:
            parts.append(test[start:place])
            start = place + len(sign)
    return [*parts, test[start:]]


def _compared(row: Row, test: str) -> bool:
    found = _COMPARED.match(test)
    if found is None:
        raise UnreadableStepError("filter")
    attribute, quoted, sign, single, double, bare = found.groups()
    text = single if single is not None else double
    wanted: Json = text if text is not None else _number_or_word(bare)
    return (row.get(attribute or quoted) == wanted) == sign.startswith("=")


def _number_or_word(bare: str) -> Json:
    return _WORDS[bare] if bare in _WORDS else float(bare)


_PREDICATES: dict[str, Callable[[Any, Any], bool]] = {
    "equal": lambda cell, wanted: cell == wanted,
    "oneOf": lambda cell, wanted: cell in wanted,
    "lt": lambda cell, wanted: cell is not None and cell < wanted,
    "lte": lambda cell, wanted: cell is not None and cell <= wanted,
    "gt": lambda cell, wanted: cell is not None and cell > wanted,
    "gte": lambda cell, wanted: cell is not None and cell >= wanted,
    "range": lambda cell, wanted: cell is not None and wanted[0] <= cell <= wanted[1],
}
