"""Numbers written as text: a walkthrough that they stop says how many rows or how much they are."""

from typing import Any

import duckdb
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.autofilter.story import tell_autofilter
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.lookup.story import tell_lookup
from fingerpost.walkthroughs.lookup.told import Names
from fingerpost.walkthroughs.pivot.story import pivot_story
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.sumifs.story import tell_sumifs
from fingerpost.walkthroughs.text_numbers import as_numbers, as_written, found_as_text
from shown_code import by_pandas, by_sql, check_standard, has_step, run_pandas, step_called

TRAP = "Numbers as text"
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
        "As text on both sides, 2 of 4 are found."),
    ),
    "numbers against text": (
        [12, 7, 7], "int64", ["7", "9"], "str",
        ("CHILD is int64 in table and str in other: VLOOKUP finds nothing and pandas refuses to merge. "
        "As text on both sides, 2 of 3 are found."),
    ),
    "both in one column": (
        [12, "7", 8], "object", [12, "8", 7], "object",
        ("CHILD is object in table and object in other, with numbers and text in one column: as stored, 1 of "
        "3 rows are found. As text on both sides, 3 of 3 are found."),
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
    assert f"As text on both sides, {found} of {len(table)}" in wanted


def test_a_filter_asked_for_a_number_in_text_tells_what_text_would_find() -> None:
    scene = filter_scene(pd.Series(["1012", "1007", None, "x"], dtype="str"), 1012)
    trap = step_called(scene, "Numbers as text")
    assert trap.sentence == 'N holds text. == 1012 keeps no row over all, == "1012" keeps one row.'
    assert walk.autofilter(pd.DataFrame({"PLACE": TEXT}), value=13).text().endswith("Ask for one of these.")
    numbers = step_called(filter_scene(pd.Series([1012, 1012, 7]), "1012"), "Numbers as text")
    assert numbers.sentence == 'N holds numbers. == "1012" keeps no row over all, == 1012 keeps two rows.'


def filter_scene(values: "pd.Series[Any]", value: str | int | None) -> Scene:
    scene = tell_autofilter(pd.DataFrame({"N": values}), column="N", value=value, name="table")
    check_standard(scene)
    return scene


def test_a_filter_of_text_in_which_one_counts_tells_how_many_rows_its_order_loses() -> None:
    table = pd.DataFrame({"N": pd.Series(["12", "9", "9", None, "30", "100"], dtype="str")})
    scene = filter_scene(table["N"], None)
    trap = step_called(scene, "Numbers as text")
    more = by_pandas(trap, {"table": table})
    assert f"over all rows {(table['N'] > '9').sum()} are more than 9 as text, {len(more)} as numbers." in (
        trap.sentence
    )
    assert [row.cells[1] for row in scene.table("more").rows] == more["N"].tolist()
    assert sorted(str(line[0]) for line in by_sql(trap, {"table": table})) == sorted(more["N"])
    lying = [row.cells[0] for row in scene.table("in_text_order").rows]
    assert lying == [to_cell(text) for text in table["N"].sort_values()]


def test_ids_of_one_length_and_numbers_that_stand_in_order_are_no_trap() -> None:
    for values in (["1001", "1002", "2001"], ["0012", "7", "8"], ["7", "8", "9"], ["7", "x", "12"]):
        assert not has_step(
            filter_scene(pd.Series(values, dtype="str"), "7" if "7" in values else None), TRAP
        )


def test_a_sum_of_text_says_what_its_numbers_come_to() -> None:
    table = pd.DataFrame({"PLACE": ["U4", "U4", "K2", "U4"], "WEEKS": TEXT})
    scene = tell_sumifs(table, where="PLACE", value="U4", add="WEEKS", name="table")
    check_standard(scene)
    trap = step_called(scene, TRAP)
    assert "over all rows it gives 0." in trap.sentence
    assert "As numbers it is 19." in trap.sentence
    assert trap.notes == ("One cell that holds no number becomes blank: count them first.",)
    assert by_sql(trap, {"table": table}) == {(19,): 1}
    mended = run_pandas(trap, {"table": table.copy()})
    assert by_pandas(step_called(scene, "Add up"), mended) == 19
    mixed = table.assign(WEEKS=pd.Series([12, "7", None, 3], dtype="object"))
    told = tell_sumifs(mixed, where="PLACE", value="U4", add="WEEKS", name="table")
    assert "over all rows it gives 15." in step_called(told, TRAP).sentence
    assert "As numbers it is 22." in step_called(told, TRAP).sentence


def test_a_pivot_of_text_says_what_a_sum_makes_of_it_and_adds_it_up_afterwards() -> None:
    weeks = pd.Series(["12", "7", "3", "9", None], dtype="str")
    table = pd.DataFrame({"PLACE": ["U4", "u4", None, "K2", "U4"], "WEEKS": weeks})
    story = pivot_story(table, rows="PLACE", count="WEEKS", name="table")
    scene = story.tell({"how": "sum"})
    check_standard(scene)
    trap = step_called(scene, TRAP)
    assert "As numbers, all rows come to 31." in trap.sentence
    assert str(table["WEEKS"].sum()) == "12739"
    with duckdb.connect() as connection, pytest.raises(duckdb.Error, match="sum"):
        connection.from_df(table).aggregate("sum(WEEKS)")
    assert sum(cell for _, cell in by_sql(trap, {"table": table}) if isinstance(cell, int)) == 31
    mended = run_pandas(trap, {"table": table.copy()})
    own = by_pandas(scene.steps[-1], mended)
    assert [row.cells[1] for row in scene.table("own_result").rows] == own.tolist()
    assert "Some labels differ only in capitals or spaces, on" in " ".join(
        step_called(scene, "Your words").notes
    )
    ids = pivot_story(
        table.assign(WEEKS=pd.Series(["1001", "1002", "1001", "1003", None])), rows="PLACE", count="WEEKS"
    )
    assert not has_step(ids.tell({}), TRAP)
