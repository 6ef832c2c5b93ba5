"""Numbers written as text: a walkthrough that they stop says how many rows or how much they are."""

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.text_numbers import as_numbers, as_written, found_as_text

TEXT = pd.Series(["12", "7", None, "x"], dtype="str")


@pytest.mark.parametrize(
    ("numbers", "written"),
    [([12, 7], ["12", "7"]), ([12.0, None], ["12", None]), ([1.5, 2.0], ["1.5", "2.0"])],
    ids=["whole", "whole with a blank", "with halves"],
)
def test_numbers_are_written_as_a_person_writes_them(
    numbers: list[float | None], written: list[str | None]
) -> None:
    made = as_written(pd.Series(numbers))
    assert [None if pd.isna(one) else one for one in made] == written


def test_text_is_read_as_numbers_where_it_is_one() -> None:
    assert as_numbers(pd.Series(["12", "inf", " 7", "", None], dtype="str")).fillna(-1).tolist() == [
        12, -1, 7, -1, -1,
    ]  # fmt: skip


def test_keys_of_two_sorts_say_how_many_rows_would_be_found() -> None:
    other = pd.DataFrame({"CHILD": [7.0, 12.0, None], "SEX": ["M", "F", "F"]})
    assert found_as_text(TEXT, other["CHILD"]) == 2
    said = walk.lookup(pd.DataFrame({"CHILD": TEXT}), other).text()
    assert "VLOOKUP finds nothing and pandas refuses; as text 2 of four rows would be found." in said


def test_a_filter_asked_for_a_number_in_text_says_how_many_rows_text_would_find() -> None:
    table = pd.DataFrame({"PLACE": TEXT})
    assert walk.autofilter(table, value=12).text().endswith("Written as text one row would be.")
    assert walk.autofilter(table, value=13).text().endswith("Ask for one of these.")
    numbers = pd.DataFrame({"PLACE": [12, 12, 7]})
    assert walk.autofilter(numbers, value="12").text().endswith("Written as a number two rows would be.")


def test_a_sum_of_text_says_what_its_numbers_come_to() -> None:
    said = walk.sumifs(pd.DataFrame({"PLACE": "U4", "WEEKS": TEXT}), add="WEEKS").text()
    assert "SUMIFS takes the two numbers written as text for nothing, though they come to 19." in said
