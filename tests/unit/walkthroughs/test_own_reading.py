"""However a reader has a file read, the last step of an X-ray shows what pandas makes of it by its line."""

import contextlib
import re
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.example_files import example_file
from fingerpost.walkthroughs.scene import Scene, Step
from fingerpost.walkthroughs.xray.own_reading import FORMS, READINGS
from fingerpost.walkthroughs.xray.story import XrayStory, xray_story
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_code import by_pandas, check_standard

FILE = """Annex A
Printed on Monday
CHILD,DOB,PLACE,SCHOOL
0012,03/04/2012,U4,NA
0113,11/09/2010,,123456789012345678
12,05/05/2015,K2,7
"""
ID, BORN = "Child Unique ID", "Date of Birth"
CHOICES = st.fixed_dictionaries(
    {
        "skip": st.sampled_from([0, 1, 2, 3, 4, 9]),
        "column": st.sampled_from(["CHILD", "DOB", "PLACE", "SCHOOL", "GHOST"]),
        "reading": st.sampled_from([*READINGS, "ghost"]),
        "form": st.sampled_from([*FORMS, "ghost"]),
    }
)


def story() -> XrayStory:
    return xray_story("own.csv", name="", sheet=0)


def last(scene: Scene) -> Step:
    return scene.steps[-1]


def told(**choices: str | int) -> Scene:
    return xray_story(example_file("all"), name="", sheet=0).tell(choices)


def words(scene: Scene) -> dict[str, tuple[str, ...]]:
    return {mark.word: mark.rows for mark in last(scene).python.shows[0].marks}


@settings(max_examples=15, deadline=None)
@given(CHOICES)
def test_the_last_step_shows_what_its_line_reads(choices: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # pandas may warn that it guesses
        Path("own.csv").write_text(FILE, encoding="utf-8")
        scene = story().tell(choices)
        check_standard(scene)
        shown = scene.table("own_stored")
        assert story().tell(scene.choices).to_dict() == scene.to_dict()
        if shown.rows[0].id == "stopped":
            with pytest.raises(ValueError, match=re.escape(str(shown.rows[0].cells[1])[:30])):
                by_pandas(last(scene), {})
            return
        read = by_pandas(last(scene), {})
        seen = read[[column.name for column in shown.columns[1:]]]
        lines = seen.head(len(shown.rows)).itertuples(name=None)
        assert [row.cells for row in shown.rows] == [tuple(map(to_cell, line)) for line in lines]
        assert [column.dtype for column in shown.columns[1:]] == [str(kind) for kind in seen.dtypes]


def test_ids_taken_for_numbers_are_counted_and_marked_and_text_keeps_them() -> None:
    guessed, kept = told(column=ID), told(column=ID, reading="text")
    assert f"{ID} is stored as numbers, int64. Five ids have lost digits." in last(guessed).sentence
    assert len(words(guessed)["changed"]) == 5
    assert f"{ID} is stored as text, str. Every cell is just as in the file." in last(kept).sentence
    assert words(kept) == {}


def test_a_guessed_form_changes_days_and_day_first_or_the_form_does_not() -> None:
    guessed = told(column=BORN, reading="day")
    assert "Seven dates are not the day in the file." in last(guessed).sentence
    assert len(words(guessed)["different day"]) == 7
    for right in (told(column=BORN, reading="day_first"), told(column=BORN, reading="stated")):
        assert "Every date is the day in the file." in last(right).sentence
        assert words(right) == {}


def test_ids_read_as_dates_are_not_said_to_be_the_days_that_are_written() -> None:
    for reading in ("day", "day_first"):
        scene = told(column=ID, reading=reading)
        assert scene.table("own_stored").rows[0].cells[1] == "0012-01-01"
        assert "An id is not a date" in last(scene).sentence
        assert "the day in the file" not in last(scene).sentence


def test_another_form_than_the_files_leaves_text_and_says_so() -> None:
    scene = told(column=BORN, reading="stated", form="%Y-%m-%d")
    assert "pandas left the column as text, and said nothing" in last(scene).sentence


def test_a_form_is_asked_for_only_where_one_is_stated() -> None:
    assert [control.id for control in last(told()).controls] == ["skip", "column", "reading"]
    assert "form" in told(reading="stated").choices


def test_too_few_lines_passed_over_make_titles_of_the_headings() -> None:
    scene = told(skip=0)
    assert f"No column is called {ID}." in last(scene).sentence
    assert [column.name for column in scene.table("own_stored").columns][2:] == ["Unnamed: 1", "Unnamed: 2"]


def test_a_workbook_offers_no_day_first(tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    table = pd.DataFrame({"CHILD": ["0012", "7"], "DOB": pd.to_datetime(["2012-04-03", "2010-05-01"])})
    table.to_excel(file, index=False, engine="xlsxwriter")
    scene = xray_story(file, name="", sheet=0).tell({"column": "DOB", "reading": "day_first"})
    assert scene.choices["reading"] == "guess"
    assert "DOB is stored as dates" in last(scene).sentence
