"""Charts look alike, carry their words, and need no internet."""

from collections.abc import Iterator
from math import pi
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


LAB = "application/vnd.vegalite.v5+json"


def _bundle(chart: Any) -> dict[str, Any]:
    bundle, metadata = chart._repr_mimebundle_()
    assert metadata == {LAB: {"embed_options": {"actions": False}}}
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


def test_first_dot_of_a_line_covers_no_number_of_the_axis_beside_it() -> None:
    config = _bundle(_chart())[LAB]["config"]
    radius = (config["point"]["size"] / pi) ** 0.5
    assert config["axisYQuantitative"]["labelPadding"] > radius + config["line"]["strokeWidth"]


def test_chart_in_words_is_its_description() -> None:
    assert _bundle(_chart(description="Starts rose."))["text/plain"] == "Chart: Starts rose."


@pytest.mark.parametrize("title", ["Starts rose", {"text": ["Starts", "rose"]}])
def test_chart_without_description_is_told_by_its_title(title: Any) -> None:
    assert _bundle(_chart(title=title))["text/plain"] == "Chart: Starts rose"


_FEW = pd.DataFrame({"need": ["a", "b"] * 2, "year": [1, 1, 2, 2], "n": [3, 5, 7, 9]})
_LINES = alt.Chart(_FEW).mark_line().encode(x="year:O", y="n:Q")
_LEVEL = alt.Chart(pd.DataFrame({"n": [4]})).mark_rule().encode(y="n:Q")

UNTITLED: dict[str, tuple[Any, str]] = {
    "bars": (alt.Chart(_FEW).mark_bar().encode(x="n:Q", y="need:N"), "Bars: n by need, 4 rows."),
    "counted by the chart": (
        alt.Chart(_FEW).mark_bar().encode(x="count()", y="need:N"),
        "Bars: rows counted by need, 4 rows.",
    ),
    "one row": (
        alt.Chart(_FEW.head(1)).mark_point().encode(x="n:Q", y="need:N"),
        "Points: n by need, 1 row.",
    ),
    "a line each": (_LINES.encode(detail="need:N"), "A line: n by year, one for each need, 4 rows."),
    "small pictures": (_LINES.facet("need:N", columns=2), "A line: n by year, one for each need, 4 rows."),
    "one colour of two": (
        _LINES.encode(
            detail="need:N",
            color=alt.when(alt.datum.need == "a").then(alt.value("red")).otherwise(alt.value("grey")),
        ),
        "A line: n by year, one for each need, 4 rows.",
    ),
    "layers": (
        _LINES + _LEVEL + _LINES.mark_text(text="x"),
        "A line, a level line and notes: n by year, 4 rows.",
    ),
    "a pie": (
        alt.Chart(_FEW).mark_arc().encode(theta="n:Q", color="need:N"),
        "A pie: n, one for each need, 4 rows.",
    ),
    "two beside each other": (_LINES | _LEVEL, "A line and a level line: n by year, 4 rows."),
}


@pytest.mark.parametrize("case", UNTITLED)
def test_chart_that_nobody_described_is_told_by_its_marks_and_axes(case: str) -> None:
    chart, said = UNTITLED[case]
    bundle = _bundle(chart)
    assert (bundle["text/plain"], bundle[LAB]["description"]) == (f"Chart: {said}", said)


def test_title_is_read_before_what_is_drawn_and_the_charts_own_words_alone() -> None:
    titled, described = _chart(title="Starts rose"), _chart(title="Starts rose", description="From 3 to 5.")
    assert _bundle(titled)[LAB]["description"] == "Starts rose. A line: children by month, 2 rows."
    assert _bundle(described)[LAB]["description"] == "From 3 to 5."
    assert "description" not in titled.to_dict(), "a check of a task reads what the learner wrote"


_MONTHS = pd.DataFrame({"month": pd.to_datetime(["2024-04-01", "2025-03-01"]), "n": [3, 5]})
_IN_TIME = alt.Chart(_MONTHS).mark_line().encode(x="month:T", y="n:Q")

DATED: dict[str, tuple[Any, int]] = {
    "a line": (_IN_TIME, 1),
    "layers": (_IN_TIME + _IN_TIME.mark_point(), 2),
    "small pictures": (_IN_TIME.facet("n:N"), 1),
    "two beside each other": (_IN_TIME | _LINES, 1),
    "years as names": (_LINES, 0),
    "a format of its own": (_IN_TIME.encode(x=alt.X("month:T").axis(format="%b %y")), 0),
    "no axis": (_IN_TIME.encode(x=alt.X("month:T").axis(None)), 0),
    "months of any year": (_IN_TIME.encode(x="month(month):T"), 0),
}


@pytest.mark.parametrize("case", DATED)
def test_months_along_an_axis_have_their_year_below(case: str) -> None:
    chart, dated = DATED[case]
    assert (
        str(_bundle(chart)[LAB]).count("timeFormat(datum.value, '%b'), timeFormat(datum.value, '%Y')")
        == dated
    )
    assert "timeFormat" not in str(chart.to_dict()), "a check of a task reads what the learner wrote"


def test_charts_have_the_house_size_and_no_gridlines() -> None:
    config = _chart().to_dict()["config"]
    size = (config["view"]["continuousWidth"], config["view"]["continuousHeight"])
    assert (size, config["axis"]["grid"]) == ((560, 360), False)


def test_every_word_has_a_colour_of_ours_which_labs_dark_theme_leaves_alone() -> None:
    config = _chart().to_dict()["config"]
    for part in ("axis", "legend", "header"):
        assert _contrast(config[part]["labelColor"]) >= 4.5
        assert _contrast(config[part]["titleColor"]) >= 4.5


def test_both_colours_can_be_read_as_text_on_the_chart() -> None:
    assert _contrast(YOURS) >= 4.5
    assert _contrast(OTHERS) >= 4.5
