"""What the chart clinic says of a chart: what misleads, what is small, its title and its words."""

import pandas as pd
import pytest
from clinic_stories import NEEDS, example, story
from fingerpost.walkthroughs.examples import example_referrals
from shown_code import has_step, step_called


def notes(**choices: str) -> str:
    step = example().tell(choices).steps[-1]
    return " ".join([step.sentence, *step.notes])


MISLEADS: dict[str, tuple[dict[str, str], str]] = {
    "a cut axis": ({"baseline": "cut"}, "The bars start at 46: Police looks 3 times Housing and is 1.2"),
    "many slices": ({"mark": "pie"}, "A reader judges angles badly, and 6 of them worse"),
    "slices of averages": ({"mark": "pie", "measure": "average of DAYS"}, "averages are parts of nothing"),
    "few slices": ({"mark": "pie", "x": "TEAM"}, "cannot tell apart two slices of about the same size"),
    "two scales": ({"mark": "column", "second": "average of DAYS"}, "Two scales in one chart"),
    "a line over names": ({"mark": "line"}, "its slopes mean nothing"),
    "a line in order of size": ({"mark": "line", "x": "MONTH"}, "runs back and forth"),
    "the alphabet": ({"order": "label"}, "The alphabet means nothing here"),
    "months sorted by size": ({"x": "MONTH"}, "MONTH has an order of its own"),
    "an average of averages": ({"measure": "average of DAYS", "x": "TEAM"}, "The groups' averages average"),
    "a colour for each": ({"colour": "each"}, "6 colours are 6 meanings"),
    "no title": ({"title": " "}, "There is no title"),
    "a title of names": ({"title": "Rows by source"}, "Say what you found"),
    "small numbers": ({"x": "TEAM"}, "Night has only six referrals: below 10 somebody may be recognised"),
    "blanks": ({}, "Three rows with no SOURCE are in no group"),
}


@pytest.mark.parametrize("case", MISLEADS)
def test_what_misleads_is_said(case: str) -> None:
    choices, wanted = MISLEADS[case]
    assert wanted in notes(**choices)


def test_a_chart_that_does_not_mislead_is_said_to_be_so() -> None:
    clear = story(example_referrals().dropna(), x="SOURCE").tell({}).steps[-1]
    assert "Nothing here misleads" in clear.sentence
    assert "cut" not in notes(x="MONTH", order="label", mark="line")


def test_small_groups_have_a_step_of_their_own() -> None:
    assert not has_step(example().tell({}), "Small numbers")
    step = step_called(story(example_referrals(), x="TEAM").tell({}), "Small numbers")
    assert (
        step.sentence
        == "One group has fewer than 10 referrals: Night has only 6. Somebody may be recognised."
    )


def test_rows_are_called_by_their_tables_name_wherever_they_are_counted() -> None:
    scene = example().tell({"mark": "column", "second": "rows"})
    own, (drawing, counting, asking) = scene.picture("own"), scene.steps[-1].python.codes
    assert [shape.text for shape in own.shapes if shape.text.isalpha()].count("referrals") == 2
    assert own.alt.startswith("Columns: referrals for each SOURCE.")
    assert drawing.text.count('title="referrals"') == 2
    assert "referrals=(" in counting.text
    assert "AS referrals" in asking.text
    assert scene.table("own_pivot").columns[1].name == "referrals"
    (numbers,) = [control for control in scene.steps[-1].controls if control.id == "measure"]
    assert (numbers.value, numbers.options[0].label) == ("rows", "referrals")
    plain = story(example_referrals(), x="SOURCE", name="table").tell({})
    assert plain.picture("own").alt.startswith("Bars: rows for each SOURCE.")


def test_a_title_of_ours_says_what_most_are() -> None:
    assert story(NEEDS, x="need").tell({}).choices["title"] == "Most referrals: abuse or neglect, 90 of 136"


def test_of_several_that_are_largest_none_is_said_to_be_the_one() -> None:
    alike = pd.DataFrame({"A": ["x", "y", "z"] * 2 + ["w"], "N": [4, 4, 4, 4, 4, 4, 1]})
    scene = story(alike, x="A").tell({})
    assert scene.choices["title"] == "Most referrals: x and 2 more, each 2 of 7"
    averages = story(alike, x="A", y="N").tell({"measure": "average of N"})
    assert averages.choices["title"] == "x and 2 more have the highest average of N: 4"
    assert "Each is 2." in story(alike.head(6), x="A").tell({}).picture("own").alt


def test_a_title_of_ours_follows_what_is_drawn_and_a_typed_one_stays() -> None:
    told = example()
    first = told.tell({}).choices
    by_team = told.tell({**first, "x": "TEAM", "measure": "average of DAYS"}).choices
    assert str(by_team["title"]).startswith("South has the highest average of DAYS")
    assert told.tell({**by_team, "x": "SOURCE", "measure": "rows"}).choices["title"] == first["title"]
    assert told.tell({**first, "x": "TEAM", "title": "My own"}).choices["title"] == "My own"
