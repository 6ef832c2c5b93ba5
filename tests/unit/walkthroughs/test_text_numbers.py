"""Numbers written as text: a walkthrough that they stop says how many rows or how much they are."""

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.lookup.story import tell_lookup
from fingerpost.walkthroughs.lookup.told import Names
from fingerpost.walkthroughs.text_numbers import as_numbers, as_written, found_as_text
from shown_code import by_pandas, by_sql, check_standard, run_pandas, step_called

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


def test_keys_of_two_sorts_are_counted() -> None:
    other = pd.Series([7.0, 12.0, None])
    assert found_as_text(TEXT, other) == 2


SORTS: dict[str, tuple[list[object], str, list[object], str, str]] = {
    "text against whole numbers with a blank": (
        ["12", "7", "x", "y"], "str", [7.0, 12.0, None, 9.0], "float64",
        ("CHILD is str in table and float64 in other: VLOOKUP finds nothing and pandas refuses to merge. "
        "Made text on both sides, 2 of 4 are found."),
    ),
    "numbers against text": (
        [12, 7, 7], "int64", ["7", "9"], "str",
        ("CHILD is int64 in table and str in other: VLOOKUP finds nothing and pandas refuses to merge. "
        "Made text on both sides, 2 of 3 are found."),
    ),
    "both in one column": (
        [12, "7", 8], "object", [12, "8", 7], "object",
        ("CHILD is object in table and object in other, numbers and text in one: as stored 1 of 3 rows are "
        "found. Made text on both sides, 3 of 3 are found."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SORTS)
def test_a_lookup_shows_keys_of_two_sorts_as_they_are_stored_and_makes_both_text(case: str) -> None:
    mine, my_type, theirs, their_type, wanted = SORTS[case]
    table = pd.DataFrame({"CHILD": pd.Series(mine, dtype=my_type), "N": 1})
    other = pd.DataFrame({"CHILD": pd.Series(theirs, dtype=their_type), "SEX": "F"})
    scene = tell_lookup(table, other, names=Names("table", "other", "CHILD", "SEX"))
    check_standard(scene)
    trap = step_called(scene, "Numbers as text")
    assert trap.sentence == wanted
    assert scene.table("left_frame_as_stored").columns[1].dtype == my_type
    assert scene.table("left_frame").columns[1].dtype == "str"
    stored = {"table": table.copy(), "other": other.copy()}
    as_text = run_pandas(trap, {name: frame.copy() for name, frame in stored.items()})
    merged = by_pandas(step_called(scene, "The merge"), as_text)
    found = int(merged["SEX"].notna().sum())
    if "object" not in {my_type, their_type}:  # SQL has no column of two sorts
        with pytest.raises(ValueError, match="You are trying to merge"):
            by_pandas(step_called(scene, "The merge"), stored)
        assert sum(n for line, n in by_sql(trap, stored).items() if line[-1]) == found
    assert f"Made text on both sides, {found} of {len(table)}" in wanted


def test_a_filter_asked_for_a_number_in_text_says_how_many_rows_text_would_find() -> None:
    table = pd.DataFrame({"PLACE": TEXT})
    assert walk.autofilter(table, value=12).text().endswith("Written as text one row would be.")
    assert walk.autofilter(table, value=13).text().endswith("Ask for one of these.")
    numbers = pd.DataFrame({"PLACE": [12, 12, 7]})
    assert walk.autofilter(numbers, value="12").text().endswith("Written as a number two rows would be.")


def test_a_sum_of_text_says_what_its_numbers_come_to() -> None:
    said = walk.sumifs(pd.DataFrame({"PLACE": "U4", "WEEKS": TEXT}), add="WEEKS").text()
    assert "SUMIFS takes the two numbers written as text for nothing, though they come to 19." in said
