"""Practice fades: worked, lines taken out, lines out of order, a blank; each said what is off in words."""

from contextlib import suppress
from itertools import permutations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fingerpost.courseware.arranging import in_order
from fingerpost.courseware.cells import SourceCell
from fingerpost.courseware.kept import KEPT, PracticeMissingError, kept_text
from fingerpost.courseware.ordering import Ordering, arranged, ordering_of
from fingerpost.courseware.practice import faded, faults_of_practice, practice_cells
from fingerpost.errors import WrongUseError

ORDER = Ordering("m", ("a = 1", "b = a + 1", "    c = b"), (("b = a + 2", "Two is one too many."),))
LINES = "\n".join(ORDER.lines)


def practice(source: str) -> SourceCell:
    return SourceCell("code", source, 3, {"role": "practice"})


def test_a_marked_line_leaves_its_name_the_gaps_own_name_and_the_hint() -> None:
    made = faded('# Purpose: count\npiles = t.groupby("A")  # ? make piles\npiles.size()')
    assert made.source == "# Purpose: count\npiles = WRITE_YOUR_LINE_HERE  # make piles\npiles.size()"
    assert made.taken_out == ('piles = t.groupby("A")',)


def test_a_marked_line_into_a_column_keeps_the_column_on_the_left() -> None:
    made = faded('t.loc["Total"] = t.sum()  # ? add a total')
    assert made.source == 't.loc["Total"] = WRITE_YOUR_LINE_HERE  # add a total'


def test_a_marked_line_into_rows_that_a_test_picks_leaves_the_test_to_the_learner() -> None:
    made = faded('t.loc[t["days"] > 90, "length"] = "long"  # ? label the long ones')
    assert made.source == "WRITE_YOUR_LINE_HERE  # label the long ones"
    assert made.taken_out == ('t.loc[t["days"] > 90, "length"] = "long"',)


def test_a_marked_line_that_makes_no_name_leaves_the_gaps_own_name_alone() -> None:
    assert faded("piles.size()  # ? count").source == "WRITE_YOUR_LINE_HERE  # count"


def test_a_step_over_several_lines_goes_as_a_whole_and_the_cell_stays_python() -> None:
    made = faded("a = 1\nb = (\n    a\n    + 1\n)  # ? add one\nif b:\n    c = b  # ? keep it")
    gap = "WRITE_YOUR_LINE_HERE"
    assert made.source == f"a = 1\nb = {gap}  # add one\nif b:\n    c = {gap}  # keep it"
    assert made.taken_out == ("b = (\n    a\n    + 1\n)", "    c = b")


@pytest.mark.parametrize("source", ["n = t.sum()  # ? add", "n += 1  # ? one more", "t.head()  # ? look"])
def test_open_gap_stops_the_cell_with_an_error_that_says_what_to_do(source: str) -> None:
    with pytest.raises(NameError, match="name 'WRITE_YOUR_LINE_HERE' is not defined"):
        exec(faded(source).source, {})  # noqa: S102 - what a learner runs


def test_a_cell_with_a_gap_lets_run_all_go_on_and_shows_its_lines_in_a_fold() -> None:
    cell, fold = practice_cells(practice("# Purpose: x\na = 1  # ? one"), "p")
    assert cell.metadata["tags"] == ["raises-exception"]
    assert "a = 1" not in cell.source
    assert "<summary>Show the lines that were taken out</summary>" in fold.source
    assert "a = 1" in fold.source


def test_a_worked_cell_stays_as_it_is() -> None:
    (cell,) = practice_cells(practice("# Purpose: x\na = 1"), "p")
    assert cell.source == "# Purpose: x\na = 1"
    assert "tags" not in cell.metadata


def test_lines_to_order_are_shuffled_the_same_in_every_build_and_never_in_order() -> None:
    for size in range(2, 7):
        made = Ordering(f"w{size}", tuple(f"line_{n} = {n}" for n in range(size)), (("odd = 0", "No."),))
        assert sorted(made.shuffled) == sorted([*made.lines, "odd = 0"])
        assert made.shuffled[:size] != made.lines
        assert made.shuffled == made.shuffled


def test_an_author_writes_lines_and_those_that_do_not_belong_with_their_reason() -> None:
    cell = SourceCell("code", "# Purpose: x\na = 1\n# - a = 2 || Two.\nb = a", 1, {"order": "m"})
    assert ordering_of(cell, "m") == Ordering("m", ("a = 1", "b = a"), (("a = 2", "Two."),))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (LINES, "Every line is in its place."),
        (LINES + "\n\n", "Every line is in its place."),
        ("", "There are no lines yet."),
        (LINES + "\nb = a + 2", "`b = a + 2` is still there."),
        ("b = a + 1\na = 1\n    c = b", "`b = a + 1` cannot come first."),
        ("a = 1\n    c = b\nb = a + 1", "Your first line is in order; `c = b` cannot come next."),
        ("a = 1\nb = a + 1\nc = b", "Line 3 is indented differently."),
        ("a = 1\nb = a + 9\n    c = b", "Line 2 is none of the lines given: `b = a + 9`."),
        ("a = 1\nb = a + 1", "2 lines are in order; 3 belong."),
        (LINES + "\na = 1", "There are 4 lines; 3 belong."),
    ],
)
def test_an_order_is_told_what_is_off_first(lines: str, said: str) -> None:
    told = arranged(ORDER, lines)
    assert told.saw == said
    assert told.right == said.startswith("Every")
    assert told.why
    assert told.next_step


def test_a_line_that_does_not_belong_is_to_be_taken_out() -> None:
    told = arranged(ORDER, LINES + "\nb = a + 2")
    assert told.next_step == "This line does not belong: take it out, then run the cell again."


VISITS = (
    'is_north = visits["TEAM"] == "North"',
    "north = visits[is_north]",
    'north_visits = north["VISITS"].sum()',
    'all_visits = visits["VISITS"].sum()',
    "north_percent = north_visits / all_visits * 100",
)


def test_every_order_that_works_is_right_and_no_other_one() -> None:
    """All 120 orders are run: those that give the number are the four that are accepted."""
    visits = pd.DataFrame({"TEAM": ["North", "South"], "VISITS": [3, 9]})
    accepted = []
    for order in permutations(VISITS):
        made: dict[str, Any] = {"visits": visits}
        with suppress(NameError):
            exec("\n".join(order), made)  # noqa: S102 - the lines above
        works = bool(made.get("north_percent") == 25)
        assert arranged(Ordering("m", VISITS, ()), "\n".join(order)).right == works
        accepted += [order] * works
    assert len(accepted) == 4


def test_an_order_that_is_right_and_not_the_only_one_names_two_lines_that_may_change_places() -> None:
    told = arranged(Ordering("m", VISITS, ()), "\n".join(VISITS))
    one, other = VISITS[2:4]
    assert told.next_step.endswith(f"Other orders work too: `{one}` and `{other}` may change places.")


def test_a_line_that_comes_too_early_names_what_it_uses_and_the_line_that_makes_it() -> None:
    told = arranged(Ordering("m", VISITS, ()), VISITS[1])
    assert told.why == f"It uses `is_north` as another line leaves it: `{VISITS[0]}` has to stand above it."


@pytest.mark.parametrize(
    "lines",
    [
        ("t = {}", 't["a"] = 1', 't["a"] = 2'),  # the last word counts
        ("n = 1", "m = n", "n = 2"),  # a name made anew after it was read
        ("n = 1", "n += 1", "n *= 3"),
        ("a = []", "b = a", "a.append(1)", "c = len(b)"),  # two names for one thing
        ("a = []", "print(a)", "print(len(a))"),  # what is printed first is read first
        ("if True:", "    a = 1"),
    ],
)
def test_lines_that_would_do_something_else_in_another_order_have_one_order(lines: tuple[str, ...]) -> None:
    right = [
        order for order in permutations(lines) if arranged(Ordering("m", lines, ()), "\n".join(order)).right
    ]
    assert right == [lines]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([practice("a = 1  # ? one")], "worked in full"),
        ([practice("a = 1"), practice("b = 1")], 'no cell is marked order="word"'),
        ([practice("a = 1"), practice("b = 1\nc = 2  # ? two")], "the learner's alone"),
        ([SourceCell("code", "a = 1", 3, {"order": "m"})], "give a line that does not belong"),
    ],
)
def test_a_practice_that_does_not_fade_is_told_to_its_author(cells: list[SourceCell], words: str) -> None:
    assert any(words in fault.said for fault in faults_of_practice(cells))


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / KEPT
    file.parent.mkdir()
    file.write_text(kept_text([ORDER], {}), encoding="utf-8")
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("edition")
def test_a_kernel_answers_in_a_block_and_in_text() -> None:
    said = in_order("m", LINES)
    assert repr(said).splitlines()[0] == "Every line is in its place."
    assert "Every line is in its place." in said._repr_html_()
    assert "<code>" in in_order("m", "something else")._repr_html_()


@pytest.mark.usefixtures("edition")
def test_a_word_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(WrongUseError, match="No exercise is called 'n'"):
        in_order("n", LINES)


def test_a_missing_edition_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    with pytest.raises(PracticeMissingError, match="type `fingerpost start`"):
        in_order("m", LINES)
