"""Twelve ways to hold the same answer are read into one form; what is another answer stays one."""

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from fingerpost.grading.asked import Asked, TableAsked
from fingerpost.grading.declare import choice, number, table, text
from fingerpost.grading.differences import difference
from fingerpost.grading.keyed import Keyed
from fingerpost.grading.message import lint
from fingerpost.grading.misfit import Misfit
from fingerpost.grading.normalise import read
from fingerpost.grading.values import capture
from hypothesis import given, settings
from hypothesis import strategies as st

# The same tables every time, and no clock: this machine may be busy.
CALM = settings(deadline=None, max_examples=60, derandomize=True)

PLACES = table("by_place", key="PLACE", value="children")
MONTHS = table("starters", key="month", value="children")
COUNTS = {"U1": 3, "K2": 1, "(blank)": 2}
EPISODES = pd.DataFrame({"CHILD": list("abcdef"), "PLACE": ["U1", "U1", "U1", "K2", None, None]})


def _blank_as_none(counts: dict[str, int]) -> tuple[list[str | None], list[int]]:
    return [None if key == "(blank)" else key for key in counts], list(counts.values())


KEYS, VALUES = _blank_as_none(COUNTS)
FRAME = pd.DataFrame({"PLACE": KEYS, "children": VALUES})

TWELVE: dict[str, Callable[[], Any]] = {
    "Series with the key as index": lambda: FRAME.set_index("PLACE")["children"],
    "Series as value_counts gives it": lambda: EPISODES["PLACE"].value_counts(dropna=False),
    "frame with the key as index": lambda: FRAME.set_index("PLACE"),
    "frame with the key as a column": lambda: FRAME,
    "other column order": lambda: FRAME[["children", "PLACE"]],
    "other column names": lambda: FRAME.set_axis(["kind of placement", "how many"], axis=1),
    "unsorted": lambda: FRAME.sample(frac=1, random_state=3),
    "numbers of another type": lambda: FRAME.assign(
        children=pd.Series([Decimal(3), np.float32(1), 2.0], dtype="object")
    ),
    "a dict": lambda: dict(zip(KEYS, VALUES, strict=True)),
    "a pivot table": lambda: EPISODES.fillna("(blank)").pivot_table(
        index="PLACE", values="CHILD", aggfunc="nunique"
    ),
    "a crosstab": lambda: pd.crosstab(
        EPISODES["PLACE"].fillna("(blank)"), EPISODES["CHILD"].notna().map({True: "children"})
    ),
    "a DuckDB relation": lambda: duckdb.sql("SELECT PLACE, count(*) AS n FROM EPISODES GROUP BY PLACE"),
}
ALSO: dict[str, Callable[[], Any]] = {
    "row numbers shuffled by sorting, another name over the numbers": lambda: FRAME.rename(
        columns={"children": "How many"}
    ).sort_values("How many", ascending=False),
    "a list of pairs": lambda: list(zip(KEYS, VALUES, strict=True)),
    "a list of records": lambda: FRAME.to_dict("records"),
    "a dict of columns": lambda: FRAME.to_dict("list"),
    "a dict of rows": lambda: FRAME.set_index("PLACE").to_dict("index"),
    "a Series sorted by its index": lambda: FRAME.set_index("PLACE")["children"].sort_index(ascending=False),
    "piles counted": lambda: EPISODES.groupby("PLACE", dropna=False).size().reset_index(name="n"),
    "a dict that groupby made": lambda: EPISODES.groupby("PLACE", dropna=False)["CHILD"].nunique().to_dict(),
    "numpy counts": lambda: dict(zip(KEYS, np.array(VALUES, dtype="int16"), strict=True)),
}
OTHERS: dict[str, Callable[[], Any]] = {
    "blanks left out": lambda: EPISODES["PLACE"].value_counts(dropna=True),
    "one number off": lambda: {**COUNTS, "U1": 4},
    "one row too many": lambda: {**COUNTS, "Z9": 0},
    "a total among the parts": lambda: {**COUNTS, "Total": 6},
    "keys and numbers swapped about": lambda: {"U1": 2, "K2": 3, "(blank)": 1},
    "a row twice": lambda: pd.concat([FRAME, FRAME.head(1)]),
}


def _reads(made: object, asked: Asked) -> Any:
    return read(capture(made), asked)


def _agrees(made: object, right: object, asked: TableAsked) -> bool:
    return difference(_reads(made, asked), _reads(right, asked), asked) is None


@pytest.mark.parametrize("form", [*TWELVE, *ALSO])
def test_form_of_the_right_answer_is_accepted(form: str) -> None:
    made = {**TWELVE, **ALSO}[form]()
    reading = _reads(made, PLACES)
    assert dict(reading.items()) == COUNTS
    assert _agrees(made, COUNTS, PLACES)


def test_there_are_twelve_forms() -> None:
    assert len(TWELVE) == 12


@pytest.mark.parametrize("form", OTHERS)
def test_other_answer_is_refused_in_every_form(form: str) -> None:
    made = OTHERS[form]()
    assert not _agrees(made, COUNTS, PLACES)
    as_frame = (
        pd.DataFrame({"PLACE": list(dict(made)), "n": list(dict(made).values())})
        if isinstance(made, dict)
        else made
    )
    assert not _agrees(as_frame, COUNTS, PLACES)


@pytest.mark.parametrize(
    "key",
    [
        pd.Period("2024-04", freq="M"),
        pd.Timestamp("2024-04-01"),
        pd.Timestamp("2024-04-17 13:00"),
        pd.Timestamp("2024-04-01").date(),
        np.datetime64("2024-04-01"),
        "2024-04",
        "2024-4",
        "202404",
        "04/2024",
        "01/04/2024",
        "Apr 2024",
        "April 2024",
        "Apr-24",
        "2024 April",
    ],
)
def test_month_is_a_month_however_it_is_written(key: object) -> None:
    assert dict(_reads({key: 5}, MONTHS)) == {"2024-04": 5}


def test_year_and_month_in_two_columns_are_one_month() -> None:
    frame = pd.DataFrame({"year": [2024, 2024], "month": [4, 12], "children": [5, 6]})
    assert dict(_reads(frame, MONTHS)) == {"2024-04": 5, "2024-12": 6}


@pytest.mark.parametrize("month", ["April", 4, "13/2024", "2024-00", "week 12"])
def test_what_is_no_month_is_said_with_its_row(month: object) -> None:
    with pytest.raises(Misfit, match="in row 1") as told:
        _reads({month: 5}, MONTHS)
    assert told.value.code == "VALUE-SHAPE"
    assert isinstance(told.value.reading, Keyed)


@pytest.mark.parametrize(
    "blank", [None, math.nan, pd.NA, pd.NaT, "", " ", "(blank)", "Blank", "not recorded", "nan"]
)
def test_blank_key_is_one_row_however_it_is_written(blank: object) -> None:
    made = pd.DataFrame({"PLACE": ["U1", blank], "children": [1, 2]})
    assert dict(_reads(made, PLACES)) == {"U1": 1, "(blank)": 2}


CODED = table("by_place", key="PLACE", value="children", totals="wanted", codes=r"[A-Z]\d{1,2}")


@pytest.mark.parametrize("word", ["not recorded yet", "no placement", "unknown", "?"])
def test_blank_among_codes_may_have_any_word_of_its_own(word: str) -> None:
    made = read(capture({"U1": 3, "K2": 1, word: 2, "Total": 6}), CODED)
    assert isinstance(made, Keyed)
    assert dict(made) == {**COUNTS, "Total": 6}


@pytest.mark.parametrize("other", [None, "some more"])
def test_two_words_among_codes_are_no_blank(other: str | None) -> None:
    made = read(capture({"U1": 3, "unknown": 2, other: 1}), CODED)
    assert isinstance(made, Keyed)
    assert "unknown" in made


def test_crosstab_is_read_by_both_its_keys() -> None:
    asked = table("grid", key=("PLACE", "SEX"), value="children")
    frame = pd.DataFrame({"PLACE": ["U1", "U1", "K2"], "SEX": [1, 2, 2], "CHILD": list("abc")})
    right = {("U1", "1"): 1, ("U1", "2"): 1, ("K2", "2"): 1}
    wide = pd.crosstab(frame["PLACE"], frame["SEX"])
    assert difference(_reads(wide, asked), _reads(right, asked), asked) is None
    assert difference(_reads(wide.T, asked), _reads(right, asked), asked) is None


def test_two_numbers_side_by_side_are_read_by_the_names_above_them() -> None:
    asked = table("two", key="what", value="number")
    assert dict(_reads(pd.DataFrame({"children": [3], "episodes": [5]}), asked)) == {
        "children": 3,
        "episodes": 5,
    }
    assert dict(_reads(pd.DataFrame({"what": ["children"], "number": [3]}), asked)) == {"children": 3}
    assert dict(_reads(pd.DataFrame({"PLACE": ["U4"], "n": [3]}), PLACES)) == {"U4": 3}


def test_a_dict_of_named_numbers_is_asked_for_as_one() -> None:
    asked = table("two", key="name", value="number", names=("children", "episodes"))
    assert asked.shape == "a `dict` with `children` and `episodes`, each with its number"
    with pytest.raises(
        Misfit, match="It should be a `dict` with `children` and `episodes`, each with its number"
    ):
        _reads(3, asked)
    right = _reads({"children": 3, "episodes": 5}, asked)
    off = difference(_reads({"children": 4, "episodes": 5}, asked), right, asked)
    assert off
    assert off.message.next_step == "Work out children once more, on a line of its own, and look at it."
    other = difference(_reads({"children": 3, "rows": 5}, asked), right, asked)
    assert other
    assert other.message.next_step == f"Make {asked.shape}."


def test_repeated_key_is_kept_and_said() -> None:
    reading = _reads(OTHERS["a row twice"](), PLACES)
    assert reading.repeated == ("U1",)


@pytest.mark.parametrize(("totals", "accepted"), [("optional", True), ("no", False)])
def test_total_row_is_let_pass_only_where_the_task_says_so(totals: Any, accepted: bool) -> None:  # noqa: FBT001 - parametrised
    asked = table("by_place", key="PLACE", value="children", totals=totals)
    assert _agrees({**COUNTS, "All": 6}, COUNTS, asked) is accepted


def test_order_matters_only_where_the_task_says_so() -> None:
    turned = dict(reversed(COUNTS.items()))
    assert _agrees(turned, COUNTS, PLACES)
    assert not _agrees(turned, COUNTS, table("by_place", key="PLACE", value="children", ordered=True))


@pytest.mark.parametrize(
    ("letters", "named", "why"),
    [
        ("abcdefgh", "8 columns (a, b, c, d, e, f, …)", "more columns than"),
        ("abcdef", "6 columns (a, b, c, d, e, f)", "more columns than"),
        ("a", "1 column (a)", "fewer columns than"),
    ],
)
def test_columns_that_do_not_fit_are_counted_and_a_list_that_is_cut_says_so(
    letters: str, named: str, why: str
) -> None:
    with pytest.raises(Misfit) as told:
        _reads(pd.DataFrame({letter: ["x", "x"] for letter in letters}), PLACES)
    assert named in told.value.message.saw
    assert why in told.value.message.why


@pytest.mark.parametrize(
    ("made", "code", "said"),
    [
        (EPISODES.groupby("PLACE"), "VALUE-TYPE", "piles of rows, not counted yet"),
        (EPISODES["PLACE"].value_counts, "VALUE-TYPE", "the step itself"),
        (None, "VALUE-TYPE", "nothing"),
        ((n for n in [1]), "VALUE-TYPE", "has not run yet"),
        (lambda: 3, "VALUE-TYPE", "a function, not its result"),
        (3, "VALUE-TYPE", "holds a whole number (`int`). It should be"),
        (pd.DataFrame({"a": ["x", "x"], "b": ["y", "y"], "c": ["z", "z"]}), "VALUE-SHAPE", "3 columns"),
        (pd.DataFrame({"PLACE": ["U1"], "children": ["three"]}), "VALUE-TYPE", "'three'; expected numbers"),
        (pd.DataFrame({"n": range(50_001)}), "VALUE-SIZE", "50,001 rows"),
    ],
)
def test_what_is_no_table_is_said_in_words(made: object, code: str, said: str) -> None:
    with pytest.raises(Misfit) as told:
        _reads(made, PLACES)
    assert (told.value.code, said in told.value.message.saw) == (code, True), told.value.message
    assert lint(told.value.message) == []


def test_table_where_a_number_is_asked_for_is_told_what_counts_its_rows() -> None:
    with pytest.raises(Misfit) as told:
        _reads(EPISODES, number("open_then"))
    assert told.value.message.next_step.endswith("look at what it holds. `len( )` counts its rows.")
    with pytest.raises(Misfit) as of_a_list:
        _reads([1, 2], number("open_then"))
    assert "len( )" not in of_a_list.value.message.next_step


def test_connection_is_told_from_a_table() -> None:
    with duckdb.connect() as connection, pytest.raises(Misfit, match="a connection, not a table"):
        _reads(connection, PLACES)


@pytest.mark.parametrize(
    "made",
    [
        7,
        7.0,
        np.int64(7),
        np.float32(7),
        Decimal("7.0"),
        Fraction(7),
        pd.Series([7]),
        pd.DataFrame({"n": [7]}),
        [7],
        np.array([7]),
    ],
)
def test_number_is_a_number_however_it_is_held(made: object) -> None:
    assert _reads(made, number("rate")) == 7


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("7", "holds the text '7'"),
        ("1,234.5", "holds the text"),
        (math.nan, "is blank"),
        ([1, 2], "holds a list"),
        (True, "holds True or False (`bool`)"),
    ],
)
def test_what_is_no_number_is_said_in_words(made: object, said: str) -> None:
    with pytest.raises(Misfit, match=r"expected|It should be") as told:
        _reads(made, number("rate"))
    assert said in told.value.message.saw


def test_text_and_choices_are_read_aside_from_spaces_and_capitals() -> None:
    assert _reads("  One  Row ", text("grain")) == "one row"
    assert _reads("Episode", choice("grain", options=["child", "episode"])) == "episode"
    several = choice("risks", options=["name", "date", "area"], several=True)
    assert (
        _reads(["Date", "name"], several)
        == _reads("name, date".replace(", ", ","), several)
        == {"name", "date"}
    )


def test_choice_off_the_list_is_said_with_the_list() -> None:
    with pytest.raises(Misfit, match="holds 'family'") as told:
        _reads("family", choice("grain", options=["child", "episode"]))
    assert "'child', 'episode'" in told.value.message.why


words = st.text(alphabet="ABCDEFGHKUZ0123456789", min_size=1, max_size=4).map(lambda word: f"P{word}")
counts = st.dictionaries(words, st.integers(0, 5_000), min_size=2, max_size=30)


@CALM
@given(counts, st.randoms(use_true_random=False))
def test_any_table_is_the_same_answer_in_any_form_and_order(held: dict[str, int], chance: Any) -> None:
    pairs = list(held.items())
    chance.shuffle(pairs)
    frame = pd.DataFrame(pairs, columns=["PLACE", "children"])
    forms = (
        frame,
        frame.set_index("PLACE"),
        frame.set_index("PLACE")["children"],
        pairs,
        frame.astype({"children": float}),
    )
    for form in forms:
        assert _agrees(form, held, PLACES)


@CALM
@given(counts, st.data())
def test_any_table_with_one_number_changed_is_another_answer(held: dict[str, int], data: Any) -> None:
    key = data.draw(st.sampled_from(sorted(held)))
    changed = {**held, key: held[key] + data.draw(st.sampled_from([-1, 1]))}
    assert not _agrees(pd.Series(changed), held, PLACES)


@CALM
@given(counts, st.data())
def test_any_table_with_one_row_less_is_another_answer(held: dict[str, int], data: Any) -> None:
    lost = data.draw(st.sampled_from(sorted(held)))
    assert not _agrees({key: n for key, n in held.items() if key != lost}, held, PLACES)
