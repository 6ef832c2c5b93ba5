"""One pure function gives every mark: what is right on every authority earns, what is known is named."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fingerpost.errors import FingerpostError
from fingerpost.grading.attempt import Attempt
from fingerpost.grading.declare import number, table
from fingerpost.grading.judge import MATCHES, ONLY_SEEN, Taken, judge, recognised, reference_values
from fingerpost.grading.message import Message
from fingerpost.grading.task import Slip, Task
from fingerpost.grading.values import capture
from fingerpost.grading.verdict import Verdict
from hypothesis import given, settings
from hypothesis import strategies as st

# The same tables every time, and no clock: this machine may be busy.
CALM = settings(deadline=None, max_examples=60, derandomize=True)

DATA = {"A": "data of A", "B": "data of B"}
ROWS = Message("You counted {n} rows.", "Why.", "Count children.", "Rows seem to be counted.")


def _slip(found: Callable[[Any, Any], Any], **options: Any) -> Slip:
    return Slip("M03-ROWS", found, ROWS, **options)


STARTERS = Task("starters", "Starters", (number("starters"),), seen=1, hidden=3)
WITH_SLIP = replace(STARTERS, slips=(_slip(lambda value, _: {"n": value} if value in (9, 8) else None),))
PAIR = Task("pair", "Pair", (number("first"), number("second")), seen=1, hidden=4)


def _taken(**values: Any) -> Taken:
    return Taken({name: capture(value) for name, value in values.items()})


def _mark(task: Task, here: Taken, there: Taken, right: Mapping[str, Any] | None = None) -> Verdict:
    made = right or {"A": 3, "B": 4}
    reference = {letter: reference_values(task, value) for letter, value in made.items()}
    return judge(task, {"A": here, "B": there}, DATA, reference)


def test_right_on_both_is_paid_in_full() -> None:
    verdict = _mark(STARTERS, _taken(starters=3), _taken(starters=4))
    assert (verdict.points, verdict.parts, verdict.code, verdict.saw) == (4, (1, 3), "", MATCHES)


def test_self_check_gives_at_most_the_seen_points_and_says_that_more_follow() -> None:
    verdict = judge(STARTERS, {"A": _taken(starters=1_000_000)}, DATA)
    assert (verdict.points, verdict.parts, verdict.stage) == (1, (1, 0), "check")
    assert verdict.closing == ONLY_SEEN


def test_other_number_keeps_the_seen_points_and_is_told_how_it_differs() -> None:
    verdict = _mark(STARTERS, _taken(starters=30), _taken(starters=4))
    assert (verdict.parts, verdict.code) == ((1, 0), "DIFFERS")
    assert "ten times too large" in verdict.saw


def test_known_slip_is_named_and_costs_half_of_the_seen_points() -> None:
    verdict = _mark(WITH_SLIP, _taken(starters=9), _taken(starters=4))
    assert (verdict.parts, verdict.code, verdict.saw) == ((0.5, 0), "M03-ROWS", "You counted 9 rows.")


def test_slip_may_keep_some_hidden_points() -> None:
    task = replace(STARTERS, slips=(_slip(lambda value, _: value == 9, keeps=1.5),))
    assert _mark(task, _taken(starters=9), _taken(starters=9)).parts == (0.5, 1.5)


def test_rows_of_days_can_be_sent_to_another_process() -> None:
    """The checker answers in JSON: a table of dates must not end it."""
    asked = table("born", key="CHILD", value="DOB", holds="any")
    task = Task("born", "Born", (asked,), seen=1, hidden=3)
    right = {letter: {"0012": date(2012, 4, day)} for letter, day in (("A", 3), ("B", 4))}
    verdict = _mark(task, _taken(born={"0012": date(2012, 3, 4)}), _taken(born={}), right)
    assert verdict.rows == ({"CHILD": "0012", "DOB": "2012-03-04"},)
    assert json.dumps(verdict.rows)


def test_slip_keeps_nothing_where_it_is_made_on_one_authority_alone() -> None:
    task = replace(STARTERS, slips=(_slip(lambda value, _: value == 9, keeps=1.5),))
    assert _mark(task, _taken(starters=9), _taken(starters=5)).parts == (0.5, 0)


def test_first_slip_that_matches_speaks() -> None:
    second = replace(_slip(lambda *_: {"n": 1}), code="M03-OTHER")
    task = replace(WITH_SLIP, slips=(*WITH_SLIP.slips, second))
    assert _mark(task, _taken(starters=9), _taken(starters=9)).code == "M03-ROWS"
    assert _mark(task, _taken(starters=3), _taken(starters=4)).points == 4, (
        "a slip never outweighs the reference"
    )


def test_right_answer_is_paid_though_a_slip_thinks_it_knows_it() -> None:
    task = replace(STARTERS, slips=(_slip(lambda value, _: value == 3),))
    assert _mark(task, _taken(starters=3), _taken(starters=4)).points == 4


def test_typed_in_number_is_told_that_it_does_not_change_with_the_data() -> None:
    verdict = _mark(STARTERS, _taken(starters=3), _taken(starters=3))
    assert (verdict.parts, verdict.code) == ((1, 0), "NOT-ELSEWHERE")
    assert "does not change when the data does" in verdict.saw


def test_of_hidden_data_nothing_is_told() -> None:
    slipped = _mark(WITH_SLIP, _taken(starters=3), _taken(starters=8))
    other = _mark(STARTERS, _taken(starters=3), _taken(starters=777))
    stopped = _mark(STARTERS, _taken(starters=3), Taken({}, Attempt("x", "KeyError", "'U777'")))
    assert slipped.code == "M03-ROWS"
    assert "Rows seem to be counted." in slipped.saw
    assert "the cell stopped with KeyError" in stopped.saw
    for verdict in (slipped, other, stopped):
        assert verdict.parts == (1, 0)
        assert not [
            secret for secret in ("8", "777", "4", "U777") if secret in str(verdict).replace("1 of 4", "")
        ]


def test_several_names_are_paid_by_their_share() -> None:
    right = {"A": {"first": 1, "second": 2}, "B": {"first": 3, "second": 4}}
    verdict = _mark(PAIR, _taken(first=1, second=9), _taken(first=3, second=9), right)
    assert verdict.parts == (1, 2)
    half = _mark(PAIR, _taken(first=1), _taken(first=3), right)
    assert (half.parts, half.code) == ((0.5, 2), "VALUE-MISSING")


@pytest.mark.parametrize(
    ("attempt", "code", "said"),
    [
        (Attempt(), "VALUE-MISSING", "There is no `starters` yet. It should be one number."),
        (
            Attempt("x", "NameError", "name 'Episodes' is not defined"),
            "CELL-STOPPED",
            "name 'Episodes' is not",
        ),
        (Attempt("x", "KeyboardInterrupt"), "CELL-STOPPED", "was stopped before it had made `starters`"),
        (Attempt("x", "TimeLimit"), "CELL-STOPPED", "was stopped before it had made `starters`"),
        (Attempt("x", names={"Starters": "int"}), "VALUE-MISSING", "There is `Starters` and no `starters`."),
    ],
)
def test_missing_value_is_told_with_its_likely_cause(attempt: Attempt, code: str, said: str) -> None:
    verdict = judge(STARTERS, {"A": Taken({}, attempt)}, DATA)
    assert (verdict.points, verdict.code) == (0, code)
    assert said in verdict.saw


def test_slip_on_the_attempt_speaks_where_there_is_no_value() -> None:
    task = replace(STARTERS, slips=(_slip(lambda attempt, _: attempt.error == "NameError", on="attempt"),))
    verdict = judge(task, {"A": Taken({}, Attempt("x", "NameError"))}, DATA)
    assert verdict.code == "M03-ROWS"


def test_slip_is_given_the_data_of_the_authority_it_looks_at() -> None:
    seen: list[Any] = []
    task = replace(STARTERS, slips=(_slip(lambda _, data: seen.append(data)),))
    _mark(task, _taken(starters=3), _taken(starters=4))
    assert seen == ["data of A", "data of B"]


def test_slip_that_stumbles_over_an_odd_value_has_not_recognised_it() -> None:
    assert recognised(_slip(lambda value, _: {"n": value + 1}), "text", None) is None


def test_data_that_cannot_be_read_are_no_fault_of_the_answer() -> None:
    def unreadable(_value: Any, _data: Any) -> None:
        raise FingerpostError("no warehouse")

    with pytest.raises(FingerpostError, match="no warehouse"):
        judge(replace(STARTERS, slips=(_slip(unreadable),)), {"A": _taken(starters=3)}, DATA)


def test_rows_are_short_enough_to_read_and_none_stand_where_the_slip_names_none() -> None:
    task = Task("places", "Places", (table("places", key="PLACE", value="share"),), seen=1, hidden=1)
    here = _taken(places={"K1": 0, "K2": 6.333333333, "U4": 0.0144927536})
    named = _slip(lambda *_: {"rows": ["K2", "U4"]})
    verdict = judge(replace(task, slips=(named,)), {"A": here}, DATA)
    assert [row["share"] for row in verdict.rows] == [6.33, 0.01449]
    silent = _slip(lambda *_: {"n": 1})
    assert judge(replace(task, slips=(silent,)), {"A": here}, DATA).rows == ()


def test_marking_shows_the_rows_that_differ_where_the_slip_names_none() -> None:
    asked = table("by_place", key="PLACE", value="children")
    task = Task("by_place", "By place", (asked,), 1, 3, slips=(_slip(lambda *_: {"n": 1}),))
    here = _taken(by_place={"K1": 4, "K2": 7, "U4": 9})
    right = {letter: {"by_place": capture({"K1": 4, "K2": 6, "U4": 8})} for letter in ("A", "B")}
    verdict = judge(task, {"A": here, "B": here}, DATA, right)
    assert (verdict.code, [row["PLACE"] for row in verdict.rows]) == ("M03-ROWS", ["K2", "U4"])


def test_learners_own_rows_are_shown_and_chosen_by_the_slip() -> None:
    asked = table("by_place", key="PLACE", value="children")
    chosen = _slip(lambda *_: {"n": 1, "rows": ["K2"]})
    task = Task("by_place", "By place", (asked,), 1, 3, slips=(chosen,))
    verdict = judge(task, {"A": _taken(by_place={"U1": 3, "K2": 1})}, DATA)
    assert verdict.rows == ({"PLACE": "K2", "children": 1},)
    none = replace(task, slips=(_slip(lambda *_: {"n": 1, "rows": []}),))
    assert judge(none, {"A": _taken(by_place={"U1": 3, "K2": 1})}, DATA).rows == ()


def test_slip_that_no_row_would_show_shows_none() -> None:
    asked = table("starters", key="PLACE", value="children")
    unseen = _slip(lambda *_: {"n": 1, "rows": None})
    task = Task("starters", "Starters", (asked,), seen=1, hidden=3, slips=(unseen,))
    verdict = judge(task, {"A": _taken(starters={"U4": 2, "K2": 1})}, DATA)
    assert (verdict.code, verdict.rows) == ("M03-ROWS", ())


@pytest.mark.parametrize(
    "wire", [{"kind": "table"}, {"kind": "scalar"}, {"kind": "list", "values": 3}, {"kind": "zzz"}]
)
def test_value_that_lies_about_its_kind_earns_nothing_and_raises_nothing(wire: dict[str, Any]) -> None:
    claimed = Taken({"starters": wire})
    assert _mark(STARTERS, claimed, claimed).parts[1] == 0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
claims = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            ["scalar", "table", "list", "chart", "file", "function", "missing", "unreadable"]
        )
    },
    optional=dict.fromkeys(
        ("value", "values", "columns", "index", "type", "spec", "why", "name"), json_values
    ),
)


@CALM
@given(claims, claims)
def test_no_claim_of_a_hostile_process_raises_or_leaves_the_bounds(
    here: dict[str, Any], there: dict[str, Any]
) -> None:
    verdict = _mark(STARTERS, Taken({"starters": here}), Taken({"starters": there}))
    assert 0 <= verdict.points <= 4
    assert verdict.parts[1] in (0, 3)
    assert verdict._repr_mimebundle_()["text/html"]


@CALM
@given(st.integers(), st.integers(), st.floats(0, 5), st.floats(0, 20))
def test_hidden_points_are_given_only_for_what_is_right_on_every_authority(
    here: int, there: int, seen: float, hidden: float
) -> None:
    task = replace(STARTERS, seen=seen + 0.1, hidden=hidden)
    verdict = _mark(task, _taken(starters=here), _taken(starters=there))
    assert (
        verdict.parts[1] == (round(hidden, 2) if (here, there) == (3, 4) else 0) or verdict.parts[1] <= hidden
    )
    assert (here, there) == (3, 4) or verdict.parts[1] == 0
