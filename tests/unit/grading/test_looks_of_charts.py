"""Slips can ask how a chart looks: order, base line, colours, panels, words; however it was written."""

from typing import Any, cast

import altair as alt
import pandas as pd
import pytest
from fingerpost.grading import chart_looks as looks
from fingerpost.grading.chart_layers import UnreadableStepError, passes
from fingerpost.grading.charts import ChartRead
from fingerpost.grading.declare import chart
from fingerpost.grading.misfit import Misfit
from fingerpost.grading.normalise import read
from fingerpost.grading.values import capture

COUNTED = pd.DataFrame({"source": ["police", "school", "GP"], "n": [9, 6, 1]})
BARS = chart("made", marks="bar", key="source", value="n")
RATES = pd.DataFrame({"year": [2024, 2025] * 3, "area": ["a", "a", "b", "b", "c", "c"], "rate": range(6)})
LINES = chart("made", marks="line", key="year", value="rate", by="area")
BASE = alt.Chart(RATES).mark_line().encode(x="year:O", y="rate:Q")


def looked_at(made: Any, asked: Any = BARS) -> ChartRead:
    return cast("ChartRead", read(capture(made), asked))


def bars(**axis: Any) -> Any:
    return alt.Chart(COUNTED).mark_bar().encode(x=alt.X("n:Q"), y=alt.Y("source:N", **axis))


@pytest.mark.parametrize(
    ("axis", "order"),
    [
        ({}, ["GP", "police", "school"]),
        ({"sort": "descending"}, ["school", "police", "GP"]),
        ({"sort": "-x"}, ["police", "school", "GP"]),
        ({"sort": "x"}, ["GP", "school", "police"]),
        ({"sort": None}, ["police", "school", "GP"]),
        ({"sort": ["school"]}, ["school", "GP", "police"]),
        ({"sort": alt.EncodingSortField(field="n", order="descending")}, ["police", "school", "GP"]),
    ],
)
def test_order_is_that_of_the_axis(axis: dict[str, Any], order: list[str]) -> None:
    made = looked_at(bars(**axis))
    assert looks.drawn_order(made, "source", made.points) == order
    assert looks.is_by_number(made, "source") == (
        order in (["police", "school", "GP"], ["GP", "school", "police"])
    )


@pytest.mark.parametrize(
    ("scale", "start"),
    [({}, 0), ({"zero": True}, 0), ({"domain": [5, 10]}, 5), ({"domainMin": 4}, 4), ({"zero": False}, 1)],
)
def test_bars_begin_where_their_scale_says(scale: dict[str, Any], start: float) -> None:
    made = alt.Chart(COUNTED).mark_bar().encode(x=alt.X("n:Q").scale(**scale), y="source:N")
    assert looks.begins_at(looked_at(made)) == start


IS_A = alt.datum.area == "a"
ONE_SEEN: dict[str, Any] = {
    "a condition": BASE.encode(
        detail="area", color=alt.when(IS_A).then(alt.value("navy")).otherwise(alt.value("silver"))
    ),
    "a scale": BASE.encode(
        color=alt.Color("area").scale(domain=["a", "b", "c"], range=["navy", "silver", "silver"])
    ),
    "layers with filters": BASE.transform_filter(IS_A).encode(color=alt.value("navy"))
    + BASE.transform_filter(~IS_A).encode(detail="area", color=alt.value("silver")),
    "layers of two tables": alt.Chart(RATES[RATES["area"] == "a"])
    .mark_line(color="navy")
    .encode(x="year:O", y="rate:Q")
    + alt.Chart(RATES[RATES["area"] != "a"])
    .mark_line(color="silver")
    .encode(x="year:O", y="rate:Q", detail="area"),
}


@pytest.mark.parametrize("form", ONE_SEEN)
def test_one_line_in_colour_is_seen_however_it_was_coloured(form: str) -> None:
    made = looked_at(ONE_SEEN[form], LINES)
    assert looks.colours(made, "area") == {"a": {"navy"}, "b": {"silver"}, "c": {"silver"}}
    assert len(made.points) == len(RATES)


def test_colours_that_nobody_named_are_one_for_each_value() -> None:
    found = looks.colours(looked_at(BASE.encode(color="area"), LINES), "area")
    assert found == {"a": {"a"}, "b": {"b"}, "c": {"c"}}


def test_line_through_all_is_refused_in_words() -> None:
    with pytest.raises(Misfit) as told:
        looked_at(BASE, LINES)
    assert "runs through the rows of every area" in told.value.message.saw


def test_step_in_the_chart_that_only_a_browser_runs_is_refused_in_words() -> None:
    made = bars().transform_aggregate(n="count()", groupby=["source"])
    with pytest.raises(Misfit) as told:
        looked_at(made)
    assert "`aggregate`" in told.value.message.saw


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("(datum.area === 'a')", True),
        ("datum['area'] != 'b'", True),
        ("(!(datum.area === 'a'))", False),
        ("((datum.area === 'a') && (datum.year == 2025))", True),
        ("(datum.area === 'b' || !(datum.area == '(a'))", True),
        ("datum.year == 2024", False),
        ({"field": "year", "gt": 2024}, True),
        ({"not": {"field": "area", "oneOf": ["a"]}}, False),
        ({"and": [{"field": "area", "equal": "a"}, "datum.year === 2025"]}, True),
        ({"or": ["datum.area === 'b'", {"field": "year", "range": [2025, 2026]}]}, True),
    ],
)
def test_filters_of_a_chart_are_worked_out(test: object, holds: object) -> None:
    assert passes({"area": "a", "year": 2025}, test) is holds


@pytest.mark.parametrize("test", ["datum.year > 2024", "random() < 0.5", {"param": "brush"}, 3])
def test_filters_that_cannot_be_worked_out_are_said(test: object) -> None:
    with pytest.raises(UnreadableStepError):
        passes({"year": 2025}, test)


@pytest.mark.parametrize(
    ("colour", "least", "most"), [("#ffffff", 1, 1.01), ("black", 20.9, 21), ("yellow", 1, 1.2)]
)
def test_contrast_with_white_is_that_of_the_standard(colour: str, least: float, most: float) -> None:
    assert least <= looks.contrast(colour) <= most


def test_grey_is_a_colour_with_next_to_no_hue() -> None:
    assert all(looks.is_grey(colour) for colour in ("#8c8c8c", "silver", "black", "#59606a"))
    assert not any(looks.is_grey(colour) for colour in ("#1f4e79", "brown", "a colour of nobody's"))


@pytest.mark.parametrize(
    ("made", "how_many"),
    [
        (BASE.facet("area:N"), 3),
        (BASE.encode(row="area:N"), 3),
        (BASE.encode(facet=alt.Facet("area:N", columns=2)), 3),
        (
            alt.concat(
                *(
                    alt.Chart(rows).mark_line().encode(x="year:O", y="rate:Q")
                    for _, rows in RATES.groupby("area")
                )
            ),
            3,
        ),
        (BASE.encode(color="area:N"), 0),
    ],
)
def test_small_pictures_are_counted(made: Any, how_many: int) -> None:
    assert looks.panels(looked_at(made, LINES), "area") == how_many


def test_panels_with_scales_of_their_own_are_seen() -> None:
    small = BASE.facet("area:N")
    assert not looks.has_own_scales(looked_at(small, LINES))
    assert looks.has_own_scales(looked_at(small.resolve_scale(y="independent"), LINES))


@pytest.mark.parametrize(("domains", "own"), [((9, 9, 9), False), ((9, 9, 5), True), ((None,) * 3, True)])
def test_panels_that_name_one_domain_share_their_scale(domains: tuple[int | None, ...], own: bool) -> None:  # noqa: FBT001 - parametrised
    small = [
        alt.Chart(rows)
        .mark_line()
        .encode(x="year:O", y=alt.Y("rate:Q").scale(domain=[0, top]) if top else "rate:Q")
        for top, (_, rows) in zip(domains, RATES.groupby("area"), strict=True)
    ]
    assert looks.has_own_scales(looked_at(alt.concat(*small), LINES)) == own


STARTS = pd.DataFrame(
    {"month": pd.to_datetime(["2024-04-01", "2024-05-01", "2024-08-01"]), "n": [3, 4, 5], "part": [1, 1, 2]}
)
BY_MONTH = alt.Chart(STARTS).mark_line().encode(x="month:T", y="n:Q")


@pytest.mark.parametrize(
    ("made", "runs"),
    [
        (BY_MONTH, True),
        (BY_MONTH + BY_MONTH.mark_point(), True),
        (BY_MONTH.encode(detail="part:N"), False),
        (BY_MONTH.encode(color="part:N"), False),
        (BY_MONTH.properties(data=STARTS.head(2)) + BY_MONTH.properties(data=STARTS.tail(1)), False),
    ],
)
def test_line_ends_where_its_layer_or_its_part_ends(made: Any, *, runs: bool) -> None:
    seen = looked_at(made, chart("made", marks="line", key="month", value="n"))
    assert looks.runs_past(seen, "month", "2024-06", "2024-07") == runs


def test_every_word_of_a_chart_is_read() -> None:
    note = alt.Chart(COUNTED.head(1)).mark_text(text="a note").encode(x="n:Q", y="source:N")
    made = alt.layer(bars(title="who"), note).properties(
        title=alt.Title("the finding", subtitle=["unit", "source"]), description="said"
    )
    read_as = looked_at(made)
    assert all(word in looks.words_of(read_as) for word in ("the finding", "unit", "source", "who", "a note"))
    assert looks.alt_text_of(read_as) == "said"


def test_rows_of_children_inside_a_chart_are_seen_though_not_drawn() -> None:
    held = COUNTED.assign(CHILD=["1", "2", "3"])
    made = alt.Chart(held).mark_bar().encode(x="n:Q", y="source:N")
    assert looks.carries(looked_at(made), "CHILD")
    assert not looks.carries(looked_at(bars()), "CHILD")
