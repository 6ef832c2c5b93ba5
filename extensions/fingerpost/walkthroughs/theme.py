"""How our charts look, and how they show without the internet."""

from typing import Any

from fingerpost.walkthroughs.chart_words import chart_in_words
from fingerpost.walkthroughs.chart_years import with_years

YOURS = "#1c5f9e"
"""What belongs to the reader: 6.4 to 1 on white."""
OTHERS = "#595959"
"""Everything it is compared with: 7.0 to 1 on white, told from `YOURS` in every form of colour blindness."""
EACH = ("#0b5cad", "#a34f00", "#00695c", "#9c2a73", "#566100", "#5a45a8")
"""One for each of several, where none is meant to be seen first; then they begin again."""

_NAME = "fingerpost"
_FONT = "system-ui, -apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif"
_INK = "#1f1f1f"
# with the longest labels, 300 pixels, and Lab's own button beside it, a chart is seen whole at 1280 by 800
_WIDTH, _HEIGHT = 560, 360
# bars of months or codes get the same room as a line: on its own Vega-Lite gives each 20 pixels
_SIZE = {
    "continuousWidth": _WIDTH,
    "discreteWidth": _WIDTH,
    "continuousHeight": _HEIGHT,
    "discreteHeight": _HEIGHT,
}

# JupyterLab 4.6 draws Vega-Lite 5 only, Altair 6 writes version 6, and Altair's own way out is a script
# from the internet. What we draw reads the same in both versions, so it is handed over as version 5.
_LAB_DRAWS = "application/vnd.vegalite.v5+json"
_LAB_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def use_chart_theme() -> None:
    """Give every chart of this notebook our look, and show it without any call to the internet."""
    import altair as alt  # noqa: PLC0415 - heavy, and most cells draw nothing

    alt.theme.register(_NAME, enable=True)(_theme)
    alt.renderers.register(_NAME, _shown)
    alt.renderers.enable(_NAME)


def _theme() -> Any:  # noqa: ANN401 - Altair's typed dictionary, known only once Altair is imported
    words = {"labelFont": _FONT, "titleFont": _FONT, "labelColor": _INK, "titleColor": OTHERS}
    return {
        "background": "white",
        "config": {
            "font": _FONT,
            "view": {"stroke": None, **_SIZE},
            "title": {
                "anchor": "start",
                "color": _INK,
                "font": _FONT,
                "fontSize": 17,
                "frame": "group",
                "offset": 16,
                "subtitleColor": OTHERS,
                "subtitleFont": _FONT,
                "subtitleFontSize": 13,
                "subtitlePadding": 6,
            },
            "axis": words
            | {
                "grid": False,
                "labelLimit": 300,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
            },
            "axisX": {"titleAnchor": "start", "titleAlign": "left", "titlePadding": 14},
            "axisY": {"domain": False, "ticks": False, "titleAnchor": "end"},
            # years and months along a line are read without turning the head; where there is no room, some go
            "axisXPoint": {"labelAngle": 0, "labelOverlap": "parity", "labelSeparation": 8},
            "axisYQuantitative": {"labelPadding": 9},  # clear of a dot on the axis: the first month of a line
            "axisYBand": {"titleAnchor": "start"},  # names run downwards, so their start is the top
            "header": words | {"labelFontSize": 12, "titleFontSize": 12},
            "legend": words,
            "mark": {"color": YOURS},
            "line": {"strokeWidth": 2.5},
            "point": {"filled": True, "size": 60},
            "rule": {"color": OTHERS, "strokeWidth": 1.5},
            "text": {"color": _INK, "font": _FONT, "fontSize": 13},
            "range": {"category": [YOURS, OTHERS, "#8c8c8c", "#404040"]},
        },
    }


def _shown(spec: dict[str, Any], **_options: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the chart for Lab, with words for everyone whom a picture does not reach, and without a menu.

    The menu that Lab puts beside a chart has no name to be read aloud, and saves the rows inside it.
    """
    title = _title_of(spec)
    drawn = chart_in_words(spec)
    told = spec.get("description") or title or drawn
    description = spec.get("description") or " ".join(part for part in (_ended(title), drawn) if part)
    described = {"description": description} if description else {}
    shown = with_years(spec) | {"$schema": _LAB_SCHEMA} | described
    words = f"Chart: {told}" if told else "Chart without a title or description."
    return {_LAB_DRAWS: shown, "text/plain": words}, {_LAB_DRAWS: {"embed_options": {"actions": False}}}


def _title_of(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    told = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(told) if isinstance(told, list) else str(told)


def _ended(title: str) -> str:
    return title if not title or title[-1] in ".?!" else f"{title}."
