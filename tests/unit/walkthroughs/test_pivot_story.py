"""The pivot's steps say what the table shows, and nothing it does not."""

import duckdb
import pandas as pd
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.scene import Scene
from shown_code import step_called


def told(frame: pd.DataFrame) -> Scene:
    return tell_pivot(frame, rows="PLACE", count="CHILD")


def test_eight_steps_have_the_names_of_the_design_and_the_ninth_is_the_readers(
    episodes: pd.DataFrame,
) -> None:
    assert [step.name for step in told(episodes).steps] == [
        "The question",
        "Excel's habit",
        "Piles",
        "Code so far",
        "Count rows",
        "The blank pile",
        "Rows or children?",
        "Your words",
        "Change the fields",
    ]


def test_numbers_fall_short_until_the_blank_pile_is_kept(episodes: pd.DataFrame) -> None:
    steps = told(episodes).steps
    assert "add up to 11: pandas left the waiting row out" in steps[4].sentence
    assert "add up to 12, as in Excel" in steps[5].sentence


def test_wherever_a_row_waits_or_is_laid_out_it_is_named_by_the_child(episodes: pd.DataFrame) -> None:
    scene = told(episodes)
    shown = [place.table for step in scene.steps for place in step.python.shows if place.waiting]
    assert shown
    named = {*shown, "piles", "piles_counted", "size", "size_with_blank"}
    assert {scene.table(name).label for name in named} == {"CHILD"}


def test_a_table_without_blanks_is_told_so(episodes: pd.DataFrame) -> None:
    steps = told(episodes.dropna()).steps
    assert "no row is left over" in steps[2].sentence
    assert "No placement is blank here" in steps[5].sentence
    assert steps[3].prediction is not None
    assert steps[3].prediction.answer == 11
    assert "(blank)" not in " ".join(steps[1].notes)


def test_sum_is_what_excel_writes_first_where_it_takes_ids_for_numbers(episodes: pd.DataFrame) -> None:
    note = "it writes Sum of CHILD first. You change it to Count."
    assert note in " ".join(told(episodes).steps[1].notes)
    letters = episodes.assign(CHILD="A" + episodes["CHILD"].astype(str))
    assert note not in " ".join(told(letters).steps[1].notes)


def test_last_steps_explain_agg_and_say_that_no_row_of_the_table_is_shown(episodes: pd.DataFrame) -> None:
    many = pd.concat([episodes] * 100, ignore_index=True)
    *_, taken, own = told(many).steps
    assert ".agg(" in taken.python.codes[0].text
    assert "agg makes both columns at once" in " ".join(taken.notes)
    assert {taken.scope, own.scope} == {"The numbers are over all 1,200 rows."}


def test_children_with_one_episode_each_add_up(episodes: pd.DataFrame) -> None:
    steps = told(episodes.drop_duplicates("CHILD")).steps
    assert "No child here has more than one row" in steps[6].sentence
    assert steps[6].prediction is not None
    assert steps[6].prediction.answer == "yes"


def test_labels_that_look_alike_are_told_with_their_rows(episodes: pd.DataFrame) -> None:
    spoilt = episodes.assign(PLACE=episodes["PLACE"].where(episodes.index != 4, "u4"))
    spoilt = spoilt.assign(PLACE=spoilt["PLACE"].where(spoilt.index != 9, " U1"))
    scene = told(spoilt)
    step = next(step for step in scene.steps if step.name == "Labels alike")
    assert [row.cells for row in scene.table("alike").rows] == [
        ("U4", '"U4", "u4"', 6),
        ("U1", '" U1", "U1"', 3),
    ]
    assert "9 rows in all" in step.notes[0].replace("nine", "9")
    counted = eval(step.python.codes[0].text, {"episodes": spoilt})  # noqa: S307 - the code shown is ours
    lines = duckdb.execute(step.python.codes[1].text.replace("episodes", "spoilt")).fetchall()
    assert {label: number for label, number in counted.items() if not pd.isna(label)} == {
        "K2": 2,
        "U1": 3,
        "U4": 6,
    }
    assert sorted(number for _, number in lines) == sorted(counted.tolist()) == [1, 2, 3, 6]


def test_labels_that_differ_are_not_called_alike(episodes: pd.DataFrame) -> None:
    assert "Labels alike" not in [step.name for step in told(episodes).steps]


def test_formula_bar_shows_the_number_of_the_first_line_that_is_drawn() -> None:
    places = ["A3", *(place for place in "BCDEFGHIJKLMN" for _ in range(2))]
    table = pd.DataFrame({"CHILD": [str(1000 + at) for at in range(len(places))], "PLACE": places})
    scene = tell_pivot(table, rows="PLACE", count="CHILD")
    step = step_called(scene, "Your words")
    drawn = scene.table("pivot_over_all").rows[0]
    assert step.excel.formula
    assert (step.excel.formula.cell, drawn.cells[:2]) == ("E2", ("B", 2))
    assert step.excel.formula.text == str(drawn.cells[1])
