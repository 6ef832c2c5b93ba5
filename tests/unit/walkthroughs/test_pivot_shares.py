"""Shown as shares, the pivot's last step divides by the row or by all, and says what the shares come to."""

import pandas as pd
import pytest
from fingerpost.walkthroughs.pivot.story import pivot_story
from fingerpost.walkthroughs.plain_text import plain_text
from fingerpost.walkthroughs.scene import Cell, Scene

MOVED = pd.DataFrame(
    {
        "CHILD": ["1001", "1001", "1002", "1003", "1001", "1004", "1005"],
        "LS": ["C2", "C2", "V2", None, "C2", "C2", "V2"],
        "PLACE": ["U4", "K2", "K2", "K2", "U4", None, "K2"],
    }
)
"""One child of C2 in two kinds of placement; nobody else has moved."""


def as_shares(table: pd.DataFrame, **choices: str) -> Scene:
    story = pivot_story(table, rows="LS", count="CHILD", name="episodes")
    return story.tell({"shown": "share", **choices})


def numbers(scene: Scene, name: str) -> dict[Cell, tuple[Cell, ...]]:
    return {row.cells[0]: row.cells[1:] for row in scene.table(name).rows}


def said(scene: Scene) -> str:
    step = scene.steps[-1]
    return " ".join((step.sentence, *step.notes))


def test_the_share_of_a_row_is_excels_percentage_of_row_total() -> None:
    scene = as_shares(MOVED, columns="PLACE")
    assert numbers(scene, "own_pivot") == {
        "C2": ("25.0%", "50.0%", "25.0%", "100.0%"),
        "V2": ("100.0%", "0.0%", "0.0%", "100.0%"),
        "(blank)": ("100.0%", "0.0%", "0.0%", "100.0%"),
        "Grand Total": ("57.1%", "28.6%", "14.3%", "100.0%"),
    }
    assert numbers(scene, "own_result") == {"C2": (25, 50, 25), "V2": (100, 0, 0), None: (100, 0, 0)}
    assert (
        "% of Row Total divides each number by its row's total, to one decimal place. "
        "Each row adds up to 100%."
    ) in said(scene)


def test_shares_are_wider_than_counts_so_one_column_fewer_is_drawn() -> None:
    months = [f"M{at}" for at in range(8)]
    table = pd.DataFrame({"CHILD": range(8), "LS": ["C2", "V2"] * 4, "MONTH": months})
    drawn = [
        (len(scene.table("own_pivot").columns), len(scene.table("own_result").columns))
        for scene in (as_shares(table, columns="MONTH"), as_shares(table, columns="MONTH", shown="numbers"))
    ]
    assert drawn == [(6, 5), (7, 6)]


def test_the_code_of_columns_and_shares_is_put_into_words() -> None:
    why = "unstack gives each value of PLACE its own column, as pd.crosstab does"
    assert f"{why}; div divides each row by its own total." in said(as_shares(MOVED, columns="PLACE"))
    assert f"{why}." in said(as_shares(MOVED, columns="PLACE", shown="numbers"))
    assert "unstack" not in said(as_shares(MOVED))


def test_with_no_columns_the_share_is_of_all() -> None:
    scene = as_shares(MOVED)
    assert numbers(scene, "own_pivot")["C2"] == ("57.1%",)
    assert numbers(scene, "own_pivot")["Grand Total"] == ("100.0%",)
    assert numbers(scene, "own_result")["C2"] == (57.1,)
    assert (
        "% of Grand Total divides each number by the Grand Total, to one decimal place. "
        "The lines add up to 100%."
    ) in said(scene)


def test_children_in_overlapping_piles_have_shares_that_come_to_more_and_the_step_says_so() -> None:
    in_rows = as_shares(MOVED, columns="PLACE", how="distinct")
    assert numbers(in_rows, "own_result")["C2"] == (50, 50, 50)
    assert "Row C2 adds up to 150.0%, not 100%: a child in two of its columns" in said(in_rows)
    of_all = as_shares(MOVED, rows="PLACE", how="distinct")
    assert "The lines add up to 120.0%, not 100%: a child in two piles is in two shares." in said(of_all)
    no_status = MOVED.assign(LS=MOVED["LS"].mask(MOVED["LS"] == "C2"))
    assert "The blank row adds up to 133.3%" in said(as_shares(no_status, columns="PLACE", how="distinct"))


def test_the_row_that_is_named_is_drawn_and_its_shares_can_be_added_up() -> None:
    """Child 1 of line 11 is in three columns, and of line 12, which is not drawn, in four."""
    moves = [(f"L{line:02}", "U4", str(child)) for line in range(12) for child in range(100, 105)]
    moves += [("L11", place, "1") for place in ("A1", "A2", "U4")]
    moves += [("L12", place, "2") for place in ("A1", "A2", "A3", "A4")]
    moves += [("L00", f"B{at}", f"{3 + at}") for at in range(3)]
    scene = as_shares(pd.DataFrame(moves, columns=["LS", "PLACE", "CHILD"]), columns="PLACE", how="distinct")
    heads = [column.name for column in scene.table("own_result").columns]
    assert heads == ["LS", "A1", "A2", "U4", "… 5 more"]
    assert numbers(scene, "own_result")["L11"] == (16.7, 16.7, 100, "…")
    assert "L12" not in numbers(scene, "own_result")
    assert "Row L11 adds up to 133.3% (133.4% in the columns you see), not 100%" in said(scene)


def test_children_who_are_each_in_one_pile_come_to_all_of_them() -> None:
    assert "The lines add up to 100%." in said(as_shares(MOVED, how="distinct"))
    once = MOVED.drop_duplicates("CHILD")
    assert "Each row adds up to 100%." in said(as_shares(once, columns="PLACE", how="distinct"))


def test_where_nothing_is_counted_there_is_no_share_and_the_step_says_so() -> None:
    scene = as_shares(MOVED.assign(CHILD=MOVED["CHILD"].mask(MOVED["LS"] == "C2")), columns="PLACE")
    assert numbers(scene, "own_result")["C2"] == (None, None, None)
    assert "nothing to divide by: pandas shows NaN" in said(scene)
    assert "nothing to divide by" not in said(as_shares(MOVED, columns="PLACE"))


@pytest.mark.parametrize("how", ["sum", "average", "smallest", "largest"])
def test_only_a_count_is_shown_as_a_share(how: str) -> None:
    scene = as_shares(MOVED.assign(DAYS=range(7)), counted="DAYS", how=how)
    assert scene.choices["shown"] == "numbers"
    [control] = [control for control in scene.steps[-1].controls if control.id == "shown"]
    assert [option.label for option in control.options] == ["No Calculation"]


def test_the_switch_is_named_as_excel_names_it_and_the_text_twin_has_it() -> None:
    names = "You can change Show values as: % of {} Total (of No Calculation, % of {} Total)."
    assert names.format("Grand", "Grand") in plain_text(as_shares(MOVED))
    assert names.format("Row", "Row") in plain_text(as_shares(MOVED, columns="PLACE"))
