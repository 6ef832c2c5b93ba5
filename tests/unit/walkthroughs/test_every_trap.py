"""A table with every trap of a walkthrough is told in ten steps at most, one with none in six at least."""

from collections.abc import Callable

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice, Walkthrough
from shown_code import check_standard, step_called

Shown = Walkthrough | Notice

KEYS = pd.DataFrame({"CHILD": ["a12", 5, None, "b1", "7"], "N": range(5)})
KEYED = pd.DataFrame({"CHILD": ["A12", "5", None, "b1"], "SEX": list("MFMF")})
PLACES = pd.DataFrame(
    {"PLACE": ["U4", "u4", None, "K2", "U4 ", "P1"], "WEEKS": ["9", "12", "3", "9", None, "10"]}
)
DAYS = pd.DataFrame(
    {
        "CHILD": ["1", "1", "1", None, "2"],
        "BEGUN": ["02/04/2024", "09/04/2024", "09/04/2024", None, "06/05/2024"],
        "DONE": ["01/08/2024", "01/05/2024", "08/04/2024", "03/06/2024", None],
    }
)
APRIL = pd.DataFrame({"CHILD": ["1", "2", "2"], "PLACE": ["U4", "K2", "K2"], "WEEKS": [9, 4, 4]})
MAY = pd.DataFrame({"PLACE": ["U4", "P1"], "CHILD": [1, 5]})
BLANKS = pd.DataFrame({"PLACE": ["U4", None, "", " ", "N/A", "0", "K2"]})
REFERRALS = pd.DataFrame({"SOURCE": ["school"] * 12 + ["police"] * 3 + ["health"] * 20})

EVERY_TRAP: dict[str, tuple[Callable[[], Shown], set[str]]] = {
    "stale": (lambda: walk.stale(PLACES), set()),
    "xray": (walk.xray, {"In its place", "Ids as text", "The guess", "The format", "Blanks"}),
    "fill_down": (lambda: walk.fill_down(DAYS, column="BEGUN"), {"A blank"}),
    "autofilter": (
        lambda: walk.autofilter(PLACES, column="WEEKS", value=9),
        {"Two tests", "Numbers as text"},
    ),
    "blanks": (lambda: walk.blanks(BLANKS), {"Looks empty", "Words for nothing", "One kind"}),
    "dates": (lambda: walk.dates(DAYS, column="BEGUN"), {"Text or dates"}),
    "working_days": (lambda: walk.working_days(DAYS, start="BEGUN", end="DONE"), {"Cannot be counted"}),
    "sumifs": (
        lambda: walk.sumifs(PLACES, value="U4", add="WEEKS"),
        {"Numbers as text", "Capitals", "Blanks"},
    ),
    "pivot": (lambda: walk.pivot(PLACES, count="WEEKS"), {"Numbers as text"}),
    "duplicates": (lambda: walk.duplicates(DAYS, day="BEGUN"), {"Blank ids", "Two on one day"}),
    "lookup": (
        lambda: walk.lookup(KEYS.assign(SEX="F", N=1), KEYED.assign(N=2)),
        {"Numbers as text", "One name twice"},
    ),
    "lookup, no name twice": (lambda: walk.lookup(KEYS, KEYED), {"Numbers as text", "Blank keys"}),
    "lookup, all columns": (
        lambda: walk.lookup(KEYED.assign(N=1).drop(columns="SEX").dropna(), KEYED.assign(N=2)),
        {"Only what you ask for"},
    ),
    "query": (
        lambda: walk.query(PLACES, KEYED.assign(PLACE="U4"), where="PLACE"),
        {"Neither true nor false"},
    ),
    "stack": (
        lambda: walk.stack(APRIL, MAY),
        {"Another order", "Half blank", "Two types", "The same row again"},
    ),
    "stack, no trap": (lambda: walk.stack(APRIL.head(2), APRIL.head(1).assign(CHILD="5")), set()),
    "clinic": (lambda: walk.clinic(REFERRALS, x="SOURCE"), {"Small numbers"}),
}


def test_every_walkthrough_with_questions_is_here() -> None:
    assert {name.partition(",")[0] for name in EVERY_TRAP} == set(walk.__all__) - {"gallery", "explain"}


@pytest.mark.parametrize("name", EVERY_TRAP)
def test_every_trap_at_once_is_told_in_ten_steps_at_most(name: str) -> None:
    told, traps = EVERY_TRAP[name]
    shown = told()
    assert isinstance(shown, Walkthrough), shown
    assert traps <= {step.name for step in shown.scene.steps}
    check_standard(shown.scene)


def test_capitals_that_have_no_room_for_a_step_are_counted_where_nothing_matched() -> None:
    shown = walk.lookup(KEYS, KEYED)
    assert isinstance(shown, Walkthrough)
    assert step_called(shown.scene, "No match").notes == (
        "indicator=True adds _merge: left_only where a row met nothing, both where it met one.",
        "One row over all differs from a match only in capitals: VLOOKUP found it.",
        "Put both keys in capitals before you merge.",
    )


def test_what_has_no_room_beside_a_name_that_both_tables_have_is_counted_where_nothing_matched() -> None:
    shown = EVERY_TRAP["lookup"][0]()
    assert isinstance(shown, Walkthrough)
    assert step_called(shown.scene, "No match").notes == (
        "indicator=True adds _merge: left_only where a row met nothing, both where it met one.",
        "One row over all differs from a match only in capitals: VLOOKUP found it.",
        "Put both keys in capitals before you merge.",
        (
            "pandas lets a blank CHILD meet a blank one: one pair over all rows, and not one shows that two "
            "rows belong together."
        ),
        "SQL and VLOOKUP never match blanks. Drop the blank keys of other first.",
    )


def test_a_file_without_a_surprise_is_told_in_six_steps() -> None:
    shown = walk.xray(pd.DataFrame({"PLACE": ["U4", "K2"], "WEEKS": [31, 12]}))
    assert isinstance(shown, Walkthrough)
    assert len(shown.scene.steps) == 6
    check_standard(shown.scene)
