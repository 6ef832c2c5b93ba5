"""A newer course notebook comes into a learner's copy, and no cell of theirs is lost."""

import copy
import random

import nbformat
import pytest
from fingerpost.courseware.merging import NotMergeableError, merge, read_notebook
from nbformat import NotebookNode, v4

PAIRS = 1000
Cells = dict[str, str]


def notebook(cells: Cells, *, marked: tuple[str, ...] = ()) -> NotebookNode:
    made = v4.new_notebook(nbformat_minor=5)
    for name, source in cells.items():
        kept = {"nbgrader": {"grade": True}} if name in marked else {}
        make = v4.new_markdown_cell if name.startswith("words") else v4.new_code_cell
        made.cells.append(make(source, id=name, metadata=kept))
    return made


def sources(made: NotebookNode) -> Cells:
    return {cell.id: cell.source for cell in made.cells}


THEN = {"words-1": "Count them.", "answer-1": "n = ...", "check-1": "check('n')"}


def test_an_untouched_cell_follows_the_course_and_an_answer_stays() -> None:
    mine = notebook(THEN | {"answer-1": "n = 12"})
    made = merge(mine, delivered=notebook(THEN), renewed=notebook(THEN | {"words-1": "Count the children."}))
    assert sources(made.notebook) == THEN | {"answer-1": "n = 12", "words-1": "Count the children."}
    assert made.renewed == ("words-1",)


def test_a_cell_both_have_changed_stays_the_learners_and_is_named() -> None:
    made = merge(
        notebook(THEN | {"answer-1": "n = 12"}),
        delivered=notebook(THEN),
        renewed=notebook(THEN | {"answer-1": "n = None"}),
    )
    assert sources(made.notebook)["answer-1"] == "n = 12"
    assert made.kept == ("answer-1",)


def test_new_cells_come_after_the_cell_they_follow_and_withdrawn_ones_go() -> None:
    renewed = {
        "words-0": "First.",
        "words-1": "Count them.",
        "words-2": "Then say it.",
        "answer-1": "n = ...",
    }
    made = merge(notebook(THEN), delivered=notebook(THEN), renewed=notebook(renewed))
    assert list(sources(made.notebook)) == list(renewed)
    assert (made.added, made.withdrawn) == (("words-0", "words-2"), ("check-1",))


def test_an_answer_in_a_withdrawn_cell_stays() -> None:
    made = merge(
        notebook(THEN | {"answer-1": "n = 12"}),
        delivered=notebook(THEN),
        renewed=notebook({"words-1": "Count them."}),
    )
    assert sources(made.notebook) == {"words-1": "Count them.", "answer-1": "n = 12"}


def test_the_learners_order_and_own_cells_stay() -> None:
    mine = notebook({"check-1": "check('n')", "mine": "n + 1", "answer-1": "n = 3", "words-1": "Count them."})
    made = merge(mine, delivered=notebook(THEN), renewed=notebook(THEN | {"words-1": "Count."}))
    assert list(sources(made.notebook)) == ["check-1", "mine", "answer-1", "words-1"]


def test_a_deleted_cell_stays_away_unless_marking_needs_it() -> None:
    mine = notebook({"answer-1": "n = 12"})
    now = notebook(THEN, marked=("check-1",))
    made = merge(mine, delivered=notebook(THEN, marked=("check-1",)), renewed=now)
    assert sources(made.notebook) == {"answer-1": "n = 12", "check-1": "check('n')"}


def test_a_copy_that_shares_its_name_with_another_cell_keeps_both() -> None:
    mine = notebook(THEN)
    mine.cells.append(v4.new_code_cell("n = 99", id="answer-1"))
    made = merge(mine, delivered=notebook(THEN), renewed=notebook(THEN))
    assert sources(made.notebook) == THEN | {"answer-1-copy2": "n = 99"}
    assert [cell.id for cell in mine.cells].count("answer-1") == 2


def test_outputs_of_cells_that_stay_are_kept() -> None:
    mine = notebook(THEN)
    mine.cells[2].outputs = [v4.new_output("stream", text="3 of 3")]
    made = merge(mine, delivered=notebook(THEN), renewed=notebook(THEN | {"words-1": "Count."}))
    assert made.notebook.cells[2].outputs[0].text == "3 of 3"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "cannot be read"),
        ('{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "cannot be read"),
        (nbformat.writes(v4.new_notebook(nbformat_minor=4)), "older format"),
    ],
)
def test_a_file_whose_cells_have_no_names_is_not_merged(text: str, reason: str) -> None:
    with pytest.raises(NotMergeableError, match=reason):
        read_notebook(text)


def edited(cells: Cells, chance: random.Random, *, who: str) -> Cells:
    """Return cells after a few random acts: change, delete, add, move."""
    made = list(cells.items())
    for number in range(chance.randrange(6)):
        act = chance.choice(("change", "delete", "add", "move"))
        place = chance.randrange(len(made)) if made else 0
        if act == "add" or not made:
            made.insert(place, (f"{who}-{number}", f"{who} wrote {chance.random()}"))
        elif act == "change":
            made[place] = (made[place][0], f"{who} changed it to {chance.random()}")
        elif act == "delete":
            del made[place]
        else:
            made.insert(chance.randrange(len(made)), made.pop(place))
    return dict(made)


@pytest.mark.parametrize("seed", range(4))
def test_over_a_thousand_random_pairs_no_cell_of_a_learner_is_lost(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - edits, not secrets
    for _ in range(PAIRS // 4):
        then = {f"cell-{n}": f"ours {n}" for n in range(chance.randrange(9))}
        mine = edited(then, chance, who="mine")
        now = edited(then, chance, who="ours")
        before = notebook(mine)
        made = merge(before, delivered=notebook(then), renewed=notebook(now)).notebook
        nbformat.validate(made)
        theirs = {name: source for name, source in mine.items() if then.get(name) != source}
        assert theirs.items() <= sources(made).items()
        assert [name for name in sources(made) if name in mine] == [
            name for name in mine if name in sources(made)
        ]
        fresh = {name for name in now if name not in then}
        assert fresh <= sources(made).keys()
        assert sources(before) == mine
        again = merge(made, delivered=notebook(now), renewed=notebook(now))
        assert sources(again.notebook) == sources(made)


def test_neither_version_is_changed_by_a_merge() -> None:
    mine, now = notebook(THEN | {"answer-1": "n = 2"}), notebook(THEN | {"words-3": "More."})
    before = copy.deepcopy((mine, now))
    merge(mine, delivered=notebook(THEN), renewed=now)
    assert (mine, now) == before
