"""A verdict is a bare finite number to nbgrader and escaped words to a reader, whatever it holds."""

import math
import re
from typing import Any, Literal

import pytest
from fingerpost.grading.verdict import Verdict, clamped
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade
from small_course import graded_cell

# The same tables every time, and no clock: this machine may be busy.
CALM = settings(deadline=None, max_examples=60, derandomize=True)

anything = st.text(st.characters(codec=None), max_size=80) | st.sampled_from(
    ["<script>alert(1)</script>", '" onload="x', "\x1b[31mred", "\ud800", "`", "{n}", "\u202e"]
)
floats = st.floats() | st.integers() | st.sampled_from([math.nan, math.inf, -math.inf, -1.0, 1e308])
most = st.floats(0.5, 24)
rows = st.lists(st.dictionaries(st.text(max_size=5), anything, max_size=10), max_size=7).map(tuple)


def _paid(verdict: Verdict, points: float) -> float | None:
    cell = graded_cell("starters", "hidden")
    cell.metadata.nbgrader["points"] = points
    cell.outputs = [new_output("execute_result", data=verdict._repr_mimebundle_())]
    given_points: float | None = determine_grade(cell)[0]
    return given_points


@CALM
@given(floats, most, floats, st.sampled_from(["seen", "hidden", None]))
def test_nbgrader_reads_a_finite_number_within_the_points_whatever_the_sums_gave(
    points: float, max_points: float, part: float, cell: Literal["seen", "hidden"] | None
) -> None:
    verdict = Verdict("t", "T", points, max_points, parts=(part, part))
    shown = verdict if cell is None else verdict.for_cell(cell)
    told = float(shown._repr_mimebundle_()["text/plain"])
    assert math.isfinite(told)
    assert 0 <= told <= round(max_points, 2) + 0.005
    assert _paid(shown, max_points + 0.01) == told


@CALM
@given(anything, anything, anything, anything, rows)
def test_words_of_any_kind_arrive_escaped(title: str, saw: str, why: str, next_step: str, held: Any) -> None:
    verdict = Verdict("t", title, 1, 4, "M03-X", saw, why, next_step, held)
    bundle = verdict._repr_mimebundle_()
    assert bundle["text/plain"] == "1"
    html = bundle["text/html"].encode("utf-8").decode("utf-8")
    assert "<script" not in html
    assert html.count("<article") == html.count("</article>") == 1
    assert not any(ord(letter) < 32 for letter in html)


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("no words")


def test_points_arrive_when_the_words_cannot_be_made() -> None:
    verdict = Verdict("t", "T", 1, 4, rows=({"a": Unprintable()},))
    assert verdict._repr_mimebundle_() == {"text/plain": "1", "text/html": "<p>1 of 4</p>"}


def test_cell_is_paid_its_own_part() -> None:
    verdict = Verdict("t", "T", 3.5, 4, parts=(0.5, 3))
    assert (repr(verdict.for_cell("seen")), repr(verdict.for_cell("hidden"))) == ("0.5", "3")
    assert str(verdict.for_cell("seen")).startswith("T: 3.5 of 4")


@pytest.mark.parametrize(
    ("points", "most_points", "given_points"),
    [
        (1, 4, 1),
        (5, 4, 4),
        (-1, 4, 0),
        (math.nan, 4, 0),
        (math.inf, 4, 0),
        (1, math.nan, 0),
        (2 / 3, 4, 0.67),
    ],
)
def test_points_are_kept_within_bounds(points: float, most_points: float, given_points: float) -> None:
    assert clamped(points, most_points) == given_points


def test_self_check_says_so_far_and_a_mark_does_not() -> None:
    assert Verdict("t", "T", 1, 4, stage="check").score == "1 of 4 so far"
    assert Verdict("t", "T", 1, 4).score == "1 of 4"
    assert Verdict("t", "T", 4, 4).is_full


def test_code_in_backticks_becomes_code_and_rows_a_captioned_table() -> None:
    html = Verdict("t", "T", 1, 4, saw="Use `nunique`.", rows=({"PLACE": "U1", "n": 3},))._repr_mimebundle_()[
        "text/html"
    ]
    assert "<code>nunique</code>" in html
    assert "<caption" in html
    assert '<th scope="col"' in html


def test_cell_that_holds_nothing_is_called_blank() -> None:
    html = Verdict("t", "T", 1, 4, rows=({"CHILD": "0012", "UPN": None},))._repr_mimebundle_()["text/html"]
    assert ">(blank)</td>" in html


def test_figures_stand_to_the_right_and_words_to_the_left() -> None:
    html = Verdict("t", "T", 1, 4, rows=({"PLACE": "U1", "n": 3},))._repr_mimebundle_()["text/html"]
    sides = re.findall(r"<t[hd] .*?text-align:(\w+).*?>(PLACE|n|U1|3)<", html)
    assert sides == [("left", "PLACE"), ("right", "n"), ("left", "U1"), ("right", "3")]


def test_at_most_five_rows_and_eight_columns_are_shown() -> None:
    wide = {f"c{n}": n for n in range(12)}
    html = Verdict("t", "T", 1, 4, rows=(wide,) * 9)._repr_mimebundle_()["text/html"]
    assert (html.count("<tr>"), html.count("<th ")) == (6, 8)
