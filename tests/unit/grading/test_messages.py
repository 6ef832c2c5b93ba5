"""A message keeps the house rules, fills in its facts, and says nothing of data the learner has not."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from fingerpost.grading.message import Message, lint

GOOD = Message("Your months add up to {total}.", "Moves were counted.", "Keep the rows where `RNE` is S.")


def test_facts_are_filled_in_and_missing_ones_read_some() -> None:
    assert GOOD.spoken({"total": 41}).saw == "Your months add up to 41."
    assert GOOD.spoken({}).saw == "Your months add up to some."


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (1089, "1,089"),
        (np.int64(3670), "3,670"),
        (22394.2, "22,394.2"),
        (3.5640623710914943, "3.56"),
        (1301.0, "1,301"),
        (0.0144927536, "0.01449"),
        (Decimal("45.50"), "45.5"),
        ("2024", "2024"),
        (True, "True"),
        (date(2024, 4, 1), "2024-04-01"),
        (None, "blank"),
    ],
)
def test_fact_is_said_in_one_form_whatever_type_it_came_in(fact: object, said: str) -> None:
    assert Message("It is {fact}.").spoken({"fact": fact}).saw == f"It is {said}."


@pytest.mark.parametrize("part", ["a { brace", "{0}", "{total:q}", "{total.real.x}"])
def test_words_arrive_even_where_their_braces_are_off(part: str) -> None:
    assert Message(part).spoken({"total": 3}).saw


def test_about_hidden_data_no_fact_is_told() -> None:
    told = Message(
        "{n} rows.", "Because {n}.", "Count again.", "Rows seem to be counted."
    ).about_hidden_data()
    assert (
        told.saw
        == "This is right for the authority you have, and not for another one. Rows seem to be counted."
    )
    assert (told.why, told.next_step) == ("", "Count again.")
    assert Message("a", "b", 'Write `f"{{top}}"`.').about_hidden_data().next_step == 'Write `f"{top}"`.'


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (Message("", "b", "c"), "no 'saw' part"),
        (Message("a", "b", ""), "no 'next' part"),
        (Message("word " * 59, "b", "c"), "61 words; at most 60"),
        (Message("That is wrong.", "b", "c"), "says 'wrong'"),
        (Message("a", "Incorrect because", "c"), "says 'Incorrect'"),
        (Message("a", "b", "Simply count."), "says 'Simply'"),
        (Message("a!", "b", "c"), "says '!'"),
        (Message("a { b", "b", "c"), "braces do not pair up"),
        (Message("a", "b", "c", "there {n}"), "hidden data are never described"),
    ],
)
def test_broken_house_rule_is_named(message: Message, said: str) -> None:
    assert any(said in fault for fault in lint(message)), lint(message)


def test_good_message_breaks_none() -> None:
    assert lint(GOOD) == []
