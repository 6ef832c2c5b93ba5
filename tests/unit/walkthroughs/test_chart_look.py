"""Charts look alike, carry their words, and need no internet."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest
from fingerpost.walkthroughs.theme import OTHERS, YOURS, use_chart_theme


@pytest.fixture(autouse=True)
def _theme() -> Iterator[None]:
    before = alt.theme.active, alt.renderers.active
    use_chart_theme()
    yield
    alt.theme.enable(before[0])
    alt.renderers.enable(before[1])


def _chart(**properties: Any) -> alt.Chart:
    frame = pd.DataFrame({"month": ["2024-04", "2024-05"], "children": [3, 5]})
    chart: alt.Chart = alt.Chart(frame).mark_line().encode(x="month", y="children").properties(**properties)
    return chart


def _bundle(chart: alt.Chart) -> dict[str, Any]:
    bundle = chart._repr_mimebundle_()
    assert isinstance(bundle, dict)
    return bundle


def _contrast(colour: str, with_: str = "#ffffff") -> float:
    def light(code: str) -> float:
        parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(colour), light(with_)))
    return (bright + 0.05) / (dark + 0.05)


def test_chart_is_shown_by_lab_itself_with_no_address_to_fetch_from() -> None:
    shown = _bundle(_chart())
    assert set(shown) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert "cdn" not in str(shown)


def test_chart_in_words_is_its_description() -> None:
    assert _bundle(_chart(description="Starts rose."))["text/plain"] == "Chart: Starts rose."


@pytest.mark.parametrize("title", ["Starts rose", {"text": ["Starts", "rose"]}])
def test_chart_without_description_is_told_by_its_title(title: Any) -> None:
    assert _bundle(_chart(title=title))["text/plain"] == "Chart: Starts rose"


def test_charts_have_the_house_size_and_no_gridlines() -> None:
    config = _chart().to_dict()["config"]
    size = (config["view"]["continuousWidth"], config["view"]["continuousHeight"])
    assert (size, config["axis"]["grid"]) == ((560, 360), False)


def test_both_colours_can_be_read_as_text_on_the_chart() -> None:
    assert _contrast(YOURS) >= 4.5
    assert _contrast(OTHERS) >= 4.5
