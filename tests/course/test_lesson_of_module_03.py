"""The lesson of module 03 run as a learner runs it, and the figures that its words and the tutor's quote."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import textstat
from fingerpost import desk
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


def test_stop_1_ends_in_the_pile_of_blanks_that_the_first_count_lacked(lesson: Any) -> None:
    (_, _, apart) = numbers_in(output_of(lesson, "count the rows in each"))
    *_, last = [
        line for line in output_of(lesson, "count the rows again").splitlines() if "dtype" not in line
    ]
    assert last.split() == ["NaN", f"{apart:.0f}"]


def test_stop_2_children_in_piles_add_up_to_more_than_there_are(lesson: Any) -> None:
    added_up, children = numbers_in(output_of(lesson, "of each legal status, and compare the sum"))
    assert added_up > children
    assert "NaN" in output_of(lesson, "count the children in each kind of placement, in SQL").splitlines()[1]


def test_stop_3_some_month_has_no_row_until_it_is_put_in(lesson: Any) -> None:
    (found, *_) = numbers_in(output_of(lesson, "whose first placement was a children's home"))
    assert found < 12
    filled = output_of(lesson, "put the counts into the list")
    assert len(re.findall(r"^20\d\d-\d\d", filled, re.MULTILINE)) == 12
    assert re.search(r"^20\d\d-\d\d +0$", filled, re.MULTILINE)


def test_stop_4_says_what_pandas_says_to_two_names_without_a_list(
    names: dict[str, Any], course: Path
) -> None:
    with pytest.raises(ValueError, match="level name PLACE is not the name of the index") as stopped:
        names["year_episodes"].groupby("LS", "PLACE")
    assert f"*{stopped.value}*" in (course / FOLDER / "lesson.py").read_text(encoding="utf-8")


def test_stop_5_shows_the_four_largest_placements_and_adds_up_to_four_times(
    names: dict[str, Any], lesson: Any
) -> None:
    largest = names["year_episodes"]["PLACE"].value_counts().head(4)
    heads = output_of(lesson, "four largest placements").splitlines()[0].split()
    assert heads == ["PLACE", *largest.index, "Not", "recorded", "All"]
    assert numbers_in(output_of(lesson, "add up each column")) == [4, len(names["year_episodes"])]


def test_stop_7_middle_of_the_medians_is_too_young_as_most_piles_are_young_and_small(
    names: dict[str, Any],
) -> None:
    by_status, of_all = names["by_status"], names["of_all"]
    middles, sizes = by_status.median(), by_status.size()
    young = middles < of_all
    assert middles.median() < of_all
    assert young.sum() > len(middles) / 2
    assert (sizes[young] < 50).sum() > young.sum() / 2
    assert sizes[~young].sum() > sizes.sum() / 2


def test_age_of_the_lesson_leaves_no_episode_out(names: dict[str, Any], data: Data) -> None:
    assert len(names["episodes"]) == len(data.sql("FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')"))
    assert names["episodes"]["AGE"].notna().all()


CAME = """
    SELECT count(DISTINCT CHILD) AS children, {over} FROM ssda903.episodes
    WHERE RNE = 'S' AND LS NOT IN ('V3', 'V4') AND DECOM BETWEEN '2023-04-01' AND '2025-03-31'
    GROUP BY ALL ORDER BY ALL
"""


def test_fewer_children_came_than_the_year_before_here_and_in_england(lesson: Any, data: Data) -> None:
    years = data.sql(CAME.format(over="DECOM >= '2024-04-01' AS later")).set_index("later")["children"]
    told = numbers_in(output_of(lesson, "count the children who came into care in each year").split("\n")[0])
    assert told[0] == years[False]
    assert told[3] == years[True] < years[False]
    ours = data.sql("FROM ref.authorities WHERE is_ours")["population_0_17"].iloc[0]
    rate, *england = output_of(lesson, "read England's for two years").splitlines()
    assert f": {years[True] / ours * 10_000:.1f} for every 10,000 children" in rate
    (_, before, was), (_, after, is_now) = (numbers_in(line) for line in england[1:])
    assert (before, after) == (2024, 2025)
    assert is_now < was


def test_chart_draws_both_years_by_month_and_nothing_of_any_one_child(lesson: Any, data: Data) -> None:
    (cell,) = [cell for cell in lesson.cells if "made for you" in cell.source and "# Purpose" in cell.source]
    (spec,) = [made for kind, made in cell.outputs[0].data.items() if "vegalite" in kind]
    (drawn,) = spec["datasets"].values()
    counted = data.sql(CAME.format(over="strftime(DECOM, '%Y-%m') AS month")).set_index("month")["children"]
    assert {row["month"][:7]: row["children"] for row in drawn} == counted.to_dict()
    assert [row["year"] for row in drawn] == ["2023-24"] * 12 + ["2024-25"] * 12
    assert {key for row in drawn for key in row} == {"month", "children", "year"}
    assert spec["title"]["text"] in spec["description"]


def test_desk_page_reads_practice_data_without_a_blank_placement_as_it_says(
    course: Path, edition: Path
) -> None:
    assert "In the practice data no placement is blank" in (course / FOLDER / "desk.py").read_text("utf-8")
    listed = desk.files(str(edition / "warehouse" / "A"))
    assert "PLACE" in desk.read(listed, 33)
    assert desk.read(listed, 33)["PLACE"].notna().all()


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
