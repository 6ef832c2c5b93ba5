"""A mark scheme's rows, and the levels a person gave, as they stand at the head of nbgrader's comment."""

import re
from pathlib import Path
from typing import Any

import pytest
from fingerpost.courseware.cells import read_cells
from fingerpost.grading.by_hand.answers import words_for
from fingerpost.grading.by_hand.rubric import LEVELS, Marked, read_marked, rubric_of, write_marked
from fingerpost.grading.feedback.page import feedback_page
from hypothesis import given
from hypothesis import strategies as st
from marking_room import SCHEME, TASK

RUBRIC = rubric_of(SCHEME)
OLD_FORM = """\
### BEGIN MARK SCHEME
Each row: 2 = done fully.

| row | 2 points look like this |
|---|---|
| Base stated | says who is counted |
### END MARK SCHEME
- not a comment
"""


def test_rows_and_comments_are_read_from_the_scheme() -> None:
    assert [row.name for row in RUBRIC.rows] == ["Numbers", "No cause claimed"]
    assert RUBRIC.rows[0].words == ("None.", "One holds one.", "Both hold one.")
    assert RUBRIC.comments == ("Put the number beside the claim.", "Leave the reason out.")


def test_scheme_that_says_what_two_looks_like_alone_is_read_too() -> None:
    rubric = rubric_of(OLD_FORM)
    assert rubric.rows[0].words == ("Missing.", "Done in part.", "says who is counted")
    assert rubric.comments == ()


@pytest.mark.parametrize(
    "source",
    ["no scheme", "### BEGIN MARK SCHEME\nwords alone\n### END MARK SCHEME", "| row | 2 |\n|---|---|\n"],
)
def test_task_without_rows_has_none(source: str) -> None:
    assert rubric_of(source).rows == ()


def test_every_written_task_of_the_course_has_rows_with_words_for_each_level(course: Path) -> None:
    found = [
        (cell, rubric_of(cell.source))
        for file in sorted(course.glob("*/assignment.py"))
        for cell in read_cells(file)
        if cell.person
    ]
    assert found
    for cell, rubric in found:
        assert len(rubric.rows) * 2 == cell.marks["points"], cell.person
        assert all(len(set(row.words)) == len(LEVELS) for row in rubric.rows), cell.person


_LEVELS = st.one_of(st.none(), st.integers(0, 2))
_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=80)


@given(levels=st.tuples(_LEVELS, _LEVELS), comment=_WORDS)
def test_what_was_given_is_read_back_as_it_was(levels: tuple[int | None, int | None], comment: str) -> None:
    marked = Marked(levels, comment.strip())
    assert read_marked(write_marked(marked, RUBRIC), RUBRIC) == marked


@pytest.mark.parametrize(
    "comment",
    ["Numbers: 2 of 2", "Numbers: 2 of 2\nand more", "Numbers: 3 of 2\nNo cause claimed: 1 of 2", "x"],
)
def test_comment_of_another_hand_has_no_levels(comment: str) -> None:
    assert read_marked(comment, RUBRIC) == Marked((None, None), comment)


def test_nothing_given_is_no_comment() -> None:
    assert write_marked(Marked((None, None), ""), RUBRIC) == ""


# ------------------------------------------------------------------ In the learner's feedback


def _feedback(score: float, comment: str | None) -> str:
    told = {"grade_id": TASK, "task": True, "score": score, "points": 4.0, "comment": comment}
    cells = [
        {"cell_type": "markdown", "source": SCHEME, "metadata": {"nbgrader": told}},
        {"cell_type": "markdown", "source": "My words.", "metadata": {"fingerpost": {"person": TASK}}},
        {"cell_type": "markdown", "source": "And more in a cell of my own.", "metadata": {}},
    ]
    return re.sub(r"<[^>]+>", " ", feedback_page(cells, title="03", score=score, most=4.0))


def test_learner_reads_each_rows_points_and_the_words_of_that_level() -> None:
    told = _feedback(3.0, write_marked(Marked((2, 1), "Good."), RUBRIC))
    for said in ("3 of 4 points", "Both hold one.", "A limit is named.", "From your tutor: Good."):
        assert said in told
    assert "One holds one." not in told
    assert "And more in a cell of my own." in told


def test_task_that_no_tutor_has_marked_says_so_and_is_no_nought() -> None:
    assert "Your tutor has not marked this yet." in _feedback(0.0, None)
    assert "2 of 4 points so far" in _feedback(2.0, write_marked(Marked((2, None), ""), RUBRIC))
    assert "0 of 4 points" in _feedback(0.0, write_marked(Marked((0, 0), ""), RUBRIC))


def test_course_text_after_an_answer_is_not_taken_for_the_learners() -> None:
    cells: list[dict[str, Any]] = [
        {"source": SCHEME, "metadata": {"nbgrader": {"grade_id": TASK}}},
        {"cell_type": "markdown", "source": "*Write your answer here, in place of this line.*"},
        {"cell_type": "markdown", "id": "text-9", "source": "## What comes next"},
    ]
    assert words_for(TASK, cells) == ""
