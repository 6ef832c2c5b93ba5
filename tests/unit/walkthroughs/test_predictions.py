"""Predictions by number and by rows: what the notebook gets, and the belief behind it."""

import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.examples import example_episodes


@pytest.fixture
def filtered() -> Walkthrough:
    """A live filter for U4: rows 0, 1, 6, 10 and 11 have it, row 4 has 'u4', row 5 is blank."""
    made = walk.autofilter(example_episodes(), column="PLACE", value="U4", live=True)
    assert isinstance(made, Walkthrough)
    return made


def rows(*at: int) -> list[str]:
    return [f"row-{number}" for number in at]


def test_picked_rows_reach_the_notebook_as_their_index(filtered: Walkthrough) -> None:
    filtered.widget.answers = {"survive": rows(0, 1, 6), "add_up": 11}
    assert filtered.answers == {"survive": [0, 1, 6], "add_up": 11}


@pytest.mark.parametrize(
    ("picked", "belief"),
    [
        (rows(0, 1, 4, 6, 10, 11), {"survive": "== ignores capitals"}),
        (rows(0, 1, 5, 6, 10, 11), {"survive": "a blank matches"}),
        (rows(2, 3, 4, 5, 7, 8, 9), {"survive": "a test takes rows away"}),
        (rows(0, 1, 6, 10, 11), {}),
        (rows(3), {}),
    ],
    ids=["capitals", "blank", "the others", "right", "no word for it"],
)
def test_rows_that_tempt_name_their_belief(
    filtered: Walkthrough, picked: list[str], belief: dict[str, str]
) -> None:
    filtered.widget.answers = {"survive": picked}
    assert filtered.misconceptions == belief


def test_a_number_that_tempts_names_its_belief(filtered: Walkthrough) -> None:
    filtered.widget.answers = {"add_up": 11}
    assert filtered.misconceptions == {"add_up": "!= leaves blanks out"}


def test_both_texts_tell_the_word_for_any_other_answer(filtered: Walkthrough) -> None:
    for said in (filtered.text(), filtered.storyboard()):
        assert "Any other answer" in said
        assert "Rows 0, 1, 6, 10 and 11" in said
