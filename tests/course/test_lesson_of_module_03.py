"""The lesson of module 03 run as a learner runs it, and the figures that its words and the tutor's quote."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import textstat
from fingerpost.grading.data import Data

FOLDER = "03-count-group-pivot"


@pytest.fixture(scope="module")
def lesson(after_run_all: Callable[[str], Any]) -> Any:
    """Return the lesson of the learner edition after *Run All*."""
    return after_run_all(f"{FOLDER}.ipynb")


def output_of(lesson: Any, purpose: str) -> str:
    """Return the printed and plain-text outputs of the one cell whose purpose holds these words."""
    cells = [cell for cell in lesson.cells if cell.source.startswith("# Purpose") and purpose in cell.source]
    assert len(cells) == 1, purpose
    return "".join(
        output.text if output.output_type == "stream" else output.data["text/plain"]
        for output in cells[0].outputs
    )


def numbers_in(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def test_lesson_runs_without_a_word_on_stderr(lesson: Any) -> None:
    outputs = [output for cell in lesson.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert [output for output in outputs if output.get("name") == "stderr"] == []


def test_stop_1_piles_hold_fewer_rows_than_the_table(lesson: Any) -> None:
    in_piles, rows, apart = numbers_in(output_of(lesson, "count the rows in each"))
    assert in_piles < rows
    assert apart == rows - in_piles


def test_stop_2_children_in_piles_add_up_to_more_than_there_are(lesson: Any) -> None:
    added_up, children = numbers_in(output_of(lesson, "count the different children"))
    assert added_up > children


def test_stop_3_some_month_has_no_row_until_it_is_put_in(lesson: Any) -> None:
    (found, *_) = numbers_in(output_of(lesson, "whose first placement was a children's home"))
    assert found < 12
    filled = output_of(lesson, "put the counts into the list")
    assert len(re.findall(r"^20\d\d-\d\d", filled, re.MULTILINE)) == 12
    assert re.search(r"^20\d\d-\d\d +0$", filled, re.MULTILINE)


def test_englands_line_is_the_published_year_by_month_for_as_many_children(
    lesson: Any, edition: Path
) -> None:
    data = Data("A", edition)
    published = data.sql("FROM ref.published WHERE year = 2025").set_index("measure")["value"]
    ours = data.sql("FROM ref.authorities WHERE is_ours")["population_0_17"].iloc[0]
    starts, children = (
        published["Children starting to be looked after during the year"],
        published["Children aged 0 to 17 used for the rates"],
    )
    drawn, below = numbers_in(output_of(lesson, "scale England's year down"))
    assert drawn == pytest.approx(starts / 12 * ours / children, abs=0.05)
    assert 1 <= below <= 12
    assert f"In {below:.0f} of 12 months" in output_of(lesson, "put the layers together")


def test_chart_draws_the_twelve_months_and_nothing_of_any_one_child(lesson: Any) -> None:
    (cell,) = [cell for cell in lesson.cells if "put the layers together" in cell.source]
    (spec,) = [made for kind, made in cell.outputs[0].data.items() if "vegalite" in kind]
    drawn = [rows for rows in spec["datasets"].values() if len(rows) > 1]
    assert [len(rows) for rows in drawn] == [12]
    assert {key for row in drawn[0] for key in row} == {"month", "children"}
    assert spec["description"]


def test_no_kind_of_placement_has_more_children_than_the_one_the_tutors_page_names(edition: Path) -> None:
    piles = Data("A", edition).sql("""
        SELECT PLACE FROM ssda903.episodes
        WHERE LS NOT IN ('V3', 'V4') AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
        GROUP BY PLACE ORDER BY count(DISTINCT CHILD) DESC
    """)
    assert piles["PLACE"].iloc[0] == "U4"


@pytest.mark.parametrize("name", ["start-here.md", f"{FOLDER}/lesson.py", f"{FOLDER}/assignment.py"])
def test_words_for_learners_read_easily(course: Path, name: str) -> None:
    lines = (course / name).read_text(encoding="utf-8").splitlines()
    if name.endswith(".py"):
        lines = [
            line[2:] for line in lines if line.startswith("# ") and not line.startswith(("# %%", "# ###"))
        ]
    prose = " ".join(line for line in lines if line and line[0] not in "|<#`-" and "Purpose" not in line)
    prose = re.sub(r"\]\([^)]*\)|[*`\[]", "", prose)  # a link's address is not read aloud
    # a formula over letters and words: others look syllables up in a list that is not in the package
    assert textstat.automated_readability_index(prose) + 5 <= 14, "reading age in years"
