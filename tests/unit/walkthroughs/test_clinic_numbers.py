"""Whatever the chart, what is drawn is what pandas and DuckDB count, and what Altair is told to draw."""

from math import cos, radians
from typing import Any

import altair as alt
import pandas as pd
import pytest
from clinic_stories import NEEDS, example, story
from fingerpost.walkthroughs.clinic.story import ClinicStory
from fingerpost.walkthroughs.examples import example_referrals
from fingerpost.walkthroughs.scene import Picture, Scene, Shape
from fingerpost.walkthroughs.still import COLOURS, still
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import check_standard, has_step, sql_lines, step_called

LABEL = st.one_of(st.none(), st.sampled_from(["U4", "u4", "K2", "", "naïve", 'the "place"']))
LINES = st.lists(
    st.tuples(LABEL, st.integers(0, 3), st.one_of(st.none(), st.integers(-50, 99))), min_size=1, max_size=30
)
DAY = st.sampled_from([None, "2024-04-30", "2024-12-01", "2025-01-15"])
CHOICES = st.fixed_dictionaries(
    {
        "mark": st.sampled_from(["bar", "column", "line", "point"]),
        "x": st.sampled_from(["PLACE", "YEAR", "DECOM_month", "DECOM_year"]),
        "measure": st.sampled_from(["rows", "sum of DAYS", "average of DAYS"]),
        "order": st.sampled_from(["number", "label"]),
        "baseline": st.sampled_from(["zero", "cut"]),
        "colour": st.sampled_from(["one", "each", "only U4"]),
        "labels": st.sampled_from(["yes", "no"]),
        "second": st.sampled_from(["none", "rows", "average of DAYS"]),
        "title": st.sampled_from(["", "K2 <b> has most"]),
    }
)
MARKS = {"bar": "bar", "column": "bar", "line": "line", "point": "point", "pie": "arc"}


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Return groups of text and of years, and numbers with blanks; two of each group column at least."""
    lines = [("U4", 0, 3), ("K2", 1, 12), *draw(LINES)]
    table = pd.DataFrame(lines, columns=["PLACE", "YEAR", "DAYS"])
    begun = ["2024-04-02", "2025-03-31", *(draw(DAY) for _ in lines[2:])]
    return table.astype({"PLACE": "str", "DAYS": "float64"}).assign(DECOM=pd.to_datetime(pd.Series(begun)))


def counted(scene: Scene, table: pd.DataFrame, step: int = -1) -> pd.DataFrame:
    """Return the table that the step's pandas code makes."""
    names: dict[str, Any] = {"referrals": table}
    exec(scene.steps[step].python.codes[1].text, names)  # noqa: S102 - the code shown is ours
    made: pd.DataFrame = names["counted"]
    return made


def rounded(line: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a line as text and numbers with two decimals, as tables show them."""
    label, *numbers = line
    return (str(label), *(None if pd.isna(number) else round(float(number), 2) for number in numbers))


def shown(scene: Scene, table: str) -> list[tuple[Any, ...]]:
    return [rounded(row.cells) for row in scene.table(table).rows]


@settings(max_examples=20, deadline=None)
@given(tables(), CHOICES)
def test_what_is_drawn_is_what_pandas_sql_and_altair_say(
    table: pd.DataFrame, choices: dict[str, str | int]
) -> None:
    made = story(table, x="PLACE")
    scene = made.tell(choices)
    frame = counted(scene, table)
    whole = frame[frame.iloc[:, 1].notna()]
    lines = [rounded(line) for line in whole.itertuples(index=False, name=None)]
    assert sorted(shown(scene, "own"), key=str) == sorted(lines, key=str)
    by_sql = [rounded(line) for line in sql_lines(scene.steps[-1].python.codes[2].text, {"referrals": table})]
    known = [line for line in by_sql if line[1] is not None or choices["measure"] != "average of DAYS"]
    assert {line[0] for line in known} >= {line[0] for line in lines}
    if choices["measure"] != "sum of DAYS":  # of blanks alone, sum() is 0 in pandas and NULL in SQL
        assert sorted(known, key=str) == sorted(lines, key=str)
    in_order = [line[1] for line in shown(scene, "own")]
    if scene.choices["order"] == "number":
        assert in_order == sorted(in_order, key=lambda number: -float(number or 0))
    drawn_by(made, scene, choices, frame)


def drawn_by(made: ClinicStory, scene: Scene, choices: dict[str, str | int], frame: pd.DataFrame) -> None:
    """Assert that Altair is told what the controls stand at, and given the counted lines alone."""
    spec = made.chart(choices).to_dict()
    layers = spec.get("layer", [spec])
    while "layer" in layers[0]:
        layers = layers[0]["layer"]
    first = layers[0]
    assert first["mark"]["type"] == MARKS[str(scene.choices["mark"])]
    assert spec.get("title", "") == scene.choices["title"]
    number = first["encoding"]["x" if scene.choices["mark"] == "bar" else "y"]
    label = first["encoding"]["y" if scene.choices["mark"] == "bar" else "x"]
    assert (number["type"], label["field"]) == ("quantitative", scene.choices["x"])
    assert (label["sort"] == "ascending") == (scene.choices["order"] == "label")
    assert number["scale"].get("zero", False) == ("domain" not in number["scale"])
    data = [tuple(row.values()) for rows in spec["datasets"].values() for row in rows]
    assert sorted(map(str, map(rounded, data))) == sorted(
        str(rounded(line)) for line in frame.itertuples(index=False, name=None)
    )


def corners(shape: Shape) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the places from left to right, and from top to bottom, that a shape reaches."""
    across, down = shape.numbers[::2], shape.numbers[1::2]
    if shape.kind == "rect":
        (x, wide), (y, high) = across, down
        return (x, x + wide), (y, y + high)
    return (across[:1], down) if shape.kind == "circle" else (across, down)


@settings(max_examples=8, deadline=None)
@given(tables())
def test_every_step_keeps_to_the_standard_and_draws_inside_its_sheet(table: pd.DataFrame) -> None:
    made = story(table, x="PLACE")
    scene = made.tell({"mark": "pie"})
    check_standard(scene)
    for picture in scene.pictures:
        for shape in picture.shapes:
            across, down = corners(shape)
            assert all(-1 <= x <= picture.width + 1 for x in across), shape
            assert all(-1 <= y <= picture.height + 1 for y in down), shape
        assert still(picture).count("<text") == sum(shape.kind == "text" for shape in picture.shapes)
    for at, name in ((4, "ordered"), (1, "counted")):
        lines = [rounded(line) for line in counted(scene, table, at).itertuples(index=False, name=None)]
        assert sorted(shown(scene, name), key=str) == sorted(lines, key=str)


def test_dates_make_months_in_their_order_and_a_month_without_a_row_is_named() -> None:
    days = pd.to_datetime(pd.Series(["2024-04-02", "2024-05-03", "2024-05-09", None, "2024-08-01"]))
    scene = story(pd.DataFrame({"DECOM": days, "N": 1}), x="DECOM").tell({"mark": "line"})
    check_standard(scene)
    assert shown(scene, "own") == [("2024-04", 1.0), ("2024-05", 2.0), ("2024-08", 1.0)]
    told = " ".join(scene.steps[-1].notes)
    assert "No row falls in 2024-06, nor in one other month: groupby makes no group of nothing" in told
    assert [column.name for column in scene.table("sheet").columns] == ["DECOM", "N"]


def test_dates_over_more_than_two_years_make_years_first() -> None:
    days = pd.Series(pd.date_range("2021-01-15", periods=40, freq="MS"))
    assert story(pd.DataFrame({"DECOM": days}), x="DECOM").tell({}).choices["x"] == "DECOM_year"


def bars(picture: Picture) -> list[Shape]:
    return [shape for shape in picture.shapes if shape.kind == "rect"]


def test_bars_from_zero_are_as_long_as_their_numbers_and_bars_on_a_cut_axis_are_not() -> None:
    scene = example().tell({})
    values = [float(str(row.cells[1])) for row in scene.table("ordered").rows]
    widths = [bar.numbers[2] for bar in bars(scene.picture("bars_ordered"))]
    assert [width / widths[0] for width in widths] == pytest.approx([v / values[0] for v in values], abs=0.01)
    heights = [bar.numbers[3] for bar in bars(scene.picture("excel"))]
    assert max(heights) / min(heights) == pytest.approx(3.0, abs=0.05)
    assert max(values) / min(values) == pytest.approx(1.2, abs=0.005)


@pytest.mark.parametrize("table", [NEEDS, example_referrals()], ids=["from 0", "cut"])
def test_code_beside_a_picture_is_the_code_of_that_picture(table: pd.DataFrame) -> None:
    scene = story(table, x=str(table.columns[0])).tell({})
    drawn = [step for step in scene.steps if step.python.picture]
    assert len(drawn) == len(scene.steps) - 1
    for step in drawn:
        names: dict[str, Any] = {"referrals": table, "alt": alt}
        exec(step.python.codes[1].text, names)  # noqa: S102 - the code shown is ours
        exec(step.python.codes[0].text, names)  # noqa: S102 - as above
        spec = names["chart"].to_dict()
        first = spec.get("layer", [spec])[0]
        lying = first["encoding"]["x"]["type"] == "quantitative"
        told = scene.picture(step.python.picture)
        assert told.alt.startswith("Bars:" if lying else "Columns:"), step.name
        assert ("The axis starts at" in told.alt) == ("'domain'" in str(first["encoding"])), step.name
        written = any(shape.tone == "label" and shape.text.isdigit() for shape in told.shapes)
        assert written == ("layer" in spec), step.name


def test_axis_that_starts_at_0_is_asked_where_a_column_would_stand_if_it_were_the_longest() -> None:
    scene = story(NEEDS, x="need").tell({})
    assert not has_step(scene, "From zero")
    asked = step_called(scene, "Excel's chart").prediction
    assert asked is not None
    assert (asked.id, asked.answer, [choice.value for choice in asked.choices]) == (
        "longest",
        3,
        [1, 2, 3, 4],
    )
    assert "Suppose family dysfunction had the most. Counting from the left" in asked.question
    assert "the label absent parenting" not in str(asked)
    assert all(
        "3: Labels decide" in choice.reason for choice in asked.choices if choice.value != asked.answer
    )
    assert has_step(example().tell({}), "From zero")


@pytest.mark.parametrize(("smallest", "cut"), [(50, False), (51, True)], ids=["far", "near"])
def test_excels_own_axis_is_cut_only_above_five_sixths_of_the_largest(smallest: int, cut: bool) -> None:  # noqa: FBT001
    two = pd.DataFrame({"A": ["x"] * 60 + ["y"] * smallest})
    scene = story(two, x="A").tell({})
    assert has_step(scene, "From zero") == cut
    for name in ("excel", "own_excel"):
        assert ("The axis starts at" in scene.picture(name).alt) == cut, name


def test_picture_code_and_words_of_a_cut_axis_say_one_beginning() -> None:
    scene = example().tell({"baseline": "cut", "mark": "column"})
    own = scene.picture("own")
    assert "The axis starts at 46." in own.alt
    assert [shape.text for shape in own.shapes if shape.tone == "quiet"][:5] == ["46", "50", "54", "58", "62"]
    assert "alt.Scale(domain=[46, 62])" in scene.steps[-1].python.codes[0].text


def test_times_are_said_without_a_nought_behind_the_point() -> None:
    close = pd.DataFrame({"A": ["x"] * 40 + ["y"] * 36})
    asked = step_called(story(close, x="A").tell({}), "Excel's chart").prediction
    assert asked is not None
    assert [choice.label for choice in asked.choices] == [
        "1.1 times",
        "3 times",
        "4 times",
        "The chart cannot say",
    ]


def test_a_turned_label_begins_inside_its_picture() -> None:
    turned = [s for s in story(NEEDS, x="need").tell({}).picture("excel").shapes if s.turn]
    assert len(turned) == 4
    for label in turned:
        assert label.numbers[0] - len(label.text) * 7.2 * cos(radians(35)) >= -0.1, label


def test_rows_are_counted_on_screen_only_where_rows_are_shown() -> None:
    scopes = [step.scope for step in story(NEEDS, x="need").tell({}).steps]
    assert scopes[0] == "12 of 136 rows shown; every chart is over all."
    assert set(scopes[1:]) == {"The chart is over all 136 rows."}


def test_the_table_of_a_picture_holds_every_number_drawn() -> None:
    scene = example().tell({"mark": "column"})
    for picture in scene.pictures:
        held = {str(row.cells[1]) for row in scene.table(picture.table).rows}
        written = {s.text for s in picture.shapes if s.tone == "label" and s.text.isdigit()}
        assert written <= held
        assert len(bars(picture)) in {6, len(scene.table(picture.table).rows)}


def colours_by_label(picture: Picture) -> dict[str, str]:
    """Return the colour that each bar with a label is drawn in on white, or each slice in the legend."""
    labels = [shape.text for shape in picture.shapes if shape.tone == "label" and not shape.text.isdigit()]
    return dict(zip(labels, [COLOURS[bar.tone] for bar in bars(picture)], strict=True))


@pytest.mark.parametrize("mark", ["bar", "pie"])
@pytest.mark.parametrize("colour", ["one", "each", "only Police"])
def test_picture_is_in_the_colours_that_its_code_names(mark: str, colour: str) -> None:
    made = example()
    choices = {"mark": mark, "colour": colour, "labels": "yes" if mark == "bar" else "no"}
    spec = made.chart(choices).to_dict()
    channel = spec.get("layer", [spec])[0]["encoding"]["color"]
    drawn = colours_by_label(made.tell(choices).picture("own"))
    if "scale" in channel:
        named = dict(zip(sorted(drawn), channel["scale"]["range"], strict=True))
    else:
        (seen,) = channel.get("condition", [channel])
        named = dict.fromkeys(drawn, channel["value"]) | {"Police": seen["value"]}
    assert drawn == named


def test_long_label_is_read_whole_beside_its_bar_and_leaves_room_for_the_bars() -> None:
    long = "socially unacceptable behaviour"
    table = pd.DataFrame({"need": ["abuse or neglect"] * 90 + [long] * 12})
    own = story(table, x="need").tell({}).picture("own")
    (label,) = [shape for shape in own.shapes if shape.text == long]
    assert label.numbers[0] >= len(long) * 7, "a letter of Lab's own face is that wide"
    assert max(bar.numbers[2] for bar in bars(own)) > own.width / 3
