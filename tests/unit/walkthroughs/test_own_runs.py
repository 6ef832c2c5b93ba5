"""Whichever cells a reader runs, "Stale or fresh?" ends with what Python and DuckDB then hold."""

from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.examples import typed_in_episodes
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.stale.story import StaleStory, stale_story
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import check_standard, printed_by, sql_lines

NAMES = ("chosen", "number", "others", "the line")
TABLES = st.lists(st.sampled_from(["U4", "K2", "O'Hara", None]), min_size=1, max_size=12).filter(any)
CHOICES = st.fixed_dictionaries(
    {
        "chosen": st.sampled_from(["U4", "K2", "O'Hara", "no such value"]),
        "kernel": st.sampled_from(["on", "restart"]),
        "order": st.lists(st.sampled_from("1234"), max_size=6).map(" ".join),
    }
)


def story(values: list[str | None]) -> StaleStory:
    table = pd.DataFrame({"PLACE": pd.Series(values, dtype="str")})
    return stale_story(table, column="PLACE", name="episodes")


def held(scene: Scene) -> dict[str, tuple[str, str]]:
    """Return each name's result on screen, and the word beside its row."""
    shown = scene.steps[-1].python.shows[0]
    words = {row: mark.word for mark in shown.marks for row in mark.rows}
    rows = scene.table("own_cells").rows
    return {name: (str(row.cells[1]), words[row.id]) for name, row in zip(NAMES, rows, strict=True)}


def run_one_by_one(scene: Scene, table: pd.DataFrame) -> dict[str, Any]:
    """Return the names after the shown lines ran as cells of their own; one that stops leaves its error."""
    names: dict[str, Any] = {"episodes": table}
    for line in scene.steps[-1].python.codes[0].text.splitlines():
        target = "the line" if line.startswith("print(") else line.split(" = ")[0]
        try:
            printed = printed_by(line, names)
        except NameError as stopped:
            names[f"{target} stopped"] = str(stopped)
        else:
            names.pop(f"{target} stopped", None)
            names.update({"the line": printed} if printed else {})
    return names


@settings(max_examples=15, deadline=None)
@given(TABLES, CHOICES)
def test_every_result_is_what_its_name_holds_and_fresh_only_if_a_run_from_the_top_gives_it(
    values: list[str | None], choices: dict[str, str]
) -> None:
    told = story(values)
    scene = told.tell(choices)
    check_standard(scene)
    names = run_one_by_one(scene, told.asked)
    from_the_top = run_one_by_one(told.tell({**choices, "kernel": "restart", "order": "1 2 3 4"}), told.asked)
    for name, (result, word) in held(scene).items():
        stopped = names.get(f"{name} stopped", "")
        assert result == ("NameError" if stopped else str(names.get(name, "(none)")))
        assert not stopped or f"{name} stops: {stopped}." in scene.steps[-1].sentence
        assert (word == "stops") == bool(stopped)
        assert (word == "not run") == (name not in names and not stopped)
        if word == "fresh":
            assert names[name] == from_the_top[name]
    assert told.tell(scene.choices).to_dict() == scene.to_dict()


@settings(max_examples=8, deadline=None)
@given(TABLES, CHOICES)
def test_a_line_run_last_is_what_sql_gives_by_the_same_runs(
    values: list[str | None], choices: dict[str, str]
) -> None:
    told = story(values)
    scene = told.tell({**choices, "kernel": "on", "order": f"{choices['order']} 4"})
    statements = scene.steps[-1].python.codes[1].text
    assert list(sql_lines(statements, {"episodes": told.asked})) == [(held(scene)["the line"][0],)]


def told_of(**choices: str) -> Scene:
    return stale_story(typed_in_episodes(), column="PLACE", name="episodes").tell(choices)


def test_running_the_last_cell_alone_leaves_a_line_half_new() -> None:
    assert held(told_of(order="1 4")) == {
        "chosen": ("K2", "fresh"),
        "number": ("6", "out of date"),
        "others": ("6", "out of date"),
        "the line": ("K2 6 6", "out of date"),
    }
    assert "Out of date: number, others and the line." in told_of(order="1 4").steps[-1].sentence


def test_a_restart_stops_what_leans_on_an_older_run() -> None:
    scene = told_of(kernel="restart", order="1 3")
    assert [word for _, word in held(scene).values()] == ["fresh", "not run", "stops", "not run"]
    assert held(scene)["others"][0] == "NameError"
    assert "others stops: name 'number' is not defined." in scene.steps[-1].sentence
    assert [row.cells[0] for row in scene.table("own_cells").rows] == ["[1]", "[ ]", "[2]", "[ ]"]


def test_the_sheet_follows_whatever_is_run() -> None:
    scene = told_of(chosen="P1", order="")
    assert [row.cells[1] for row in scene.table("own_sheet").rows] == ["P1", 1, 11, "P1 1 11"]
    assert {word for _, word in held(scene).values()} == {"out of date"}


def test_running_all_in_order_is_fresh() -> None:
    assert "All four results are fresh." in told_of(order="1, 2, 3, 4").steps[-1].sentence


@pytest.mark.parametrize(
    ("order", "said"),
    [("1 5", "There is no cell '5'"), ("all", "There is no cell 'all'"), ("1 " * 9, "9 runs")],
)
def test_an_order_that_cannot_be_run_is_said_in_one_sentence_and_the_scene_stays(
    order: str, said: str
) -> None:
    with pytest.raises(CannotShowError, match=said):
        told_of(order=order)
    shown = walk.stale(live=True)
    assert isinstance(shown, Walkthrough)
    before = shown.scene
    told, trouble = shown._told_anew({"order": order})
    assert said in trouble
    assert told == before.to_dict()
