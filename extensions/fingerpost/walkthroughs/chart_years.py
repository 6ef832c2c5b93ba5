"""Years below the months of a time axis: Vega writes a year at January alone, and ours begin in April."""

from collections.abc import Mapping
from typing import Any

Spec = Mapping[str, Any]

_SIDES = ("x", "y")
_PARTS = ("layer", "hconcat", "vconcat", "concat")
_SAYS_ITSELF = ("format", "labelExpr")
_WITH_YEAR = (
    "hours(datum.value) || minutes(datum.value) ? datum.label"
    " : date(datum.value) == 1 ? [timeFormat(datum.value, '%b'), timeFormat(datum.value, '%Y')]"
    " : [timeFormat(datum.value, '%-d %b'), timeFormat(datum.value, '%Y')]"
)


def with_years(spec: Spec) -> dict[str, Any]:
    """Return the chart, the year below each day or month; an axis with a format of its own keeps it."""
    told = dict(spec)
    if isinstance(told.get("encoding"), dict):
        told["encoding"] = {name: _dated(name, channel) for name, channel in told["encoding"].items()}
    told |= {name: [with_years(part) for part in told[name]] for name in _PARTS if name in told}
    return told | ({"spec": with_years(told["spec"])} if isinstance(told.get("spec"), dict) else {})


def _dated(name: str, channel: Any) -> Any:  # noqa: ANN401 - whatever Vega-Lite allows there
    if name not in _SIDES or not isinstance(channel, dict) or channel.get("type") != "temporal":
        return channel
    axis = channel.get("axis", {})
    if axis is None or "timeUnit" in channel or any(word in axis for word in _SAYS_ITSELF):
        return channel
    return channel | {"axis": {"labelFlush": False, "labelSeparation": 4} | axis | {"labelExpr": _WITH_YEAR}}
