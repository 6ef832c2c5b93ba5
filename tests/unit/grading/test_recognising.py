"""What slips have in common is recognised by what it leaves behind, and by nothing else."""

import ast
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from fingerpost.grading.attempt import Attempt
from fingerpost.grading.recognise import (
    as_said,
    blank_rows,
    compares,
    counts,
    gives_number,
    gives_rest,
    gives_table,
    gives_words,
    guesses_dates,
    keys_of,
    lacks_blank,
    names_twice_in_a_row,
    one_number,
    other_capitals,
    sets_through_two_brackets,
    still_piles,
    stopped_with,
    total_of,
    unknown_name,
)

TABLES = {
    "episodes": pd.DataFrame({"n": [412]}),
    "nobody": pd.DataFrame({"n": [0]}),
    "twice": pd.DataFrame({"n": [31]}),
    "by place": pd.DataFrame({"PLACE": ["U4", None], "n": [9, 3]}),
    "by status and place": pd.DataFrame({"LS": ["C2", "C2"], "PLACE": ["U4", None], "n": [9, 3]}),
    "latest": pd.DataFrame({"CHILD": ["000237", "000301"], "code": ["PN1", "PN5"]}),
}
DATA: Any = SimpleNamespace(sql=lambda query: TABLES[query])


def test_number_of_a_mistake_is_recognised_with_how_many_it_touches() -> None:
    found = gives_number("episodes", needs="twice", all="episodes")
    assert found(412, DATA) == {"yours": 412, "n": 31, "all": 412}
    assert found(411, DATA) is None


def test_where_nobody_is_affected_there_is_no_slip() -> None:
    assert gives_number("episodes", needs="nobody")(412, DATA) is None
    assert gives_table("by place", needs="nobody")({"U4": 9, "(blank)": 3}, DATA) is None


def test_number_of_what_a_mistake_leaves_out_is_recognised_by_the_rest() -> None:
    found = gives_rest("episodes", "twice", "nobody", needs="twice")
    assert found(381, DATA) == {"yours": 381, "n": 31}
    assert found(412, DATA) is None
    assert gives_rest("episodes", needs="nobody")(412, DATA) is None


@pytest.mark.parametrize(
    ("value", "part", "found"),
    [
        ({"U4": 9}, None, {"n": 31, "rows": []}),
        ({"U4": 9, "(blank)": 3}, None, None),
        ({("C2", "U4"): 9, ("(blank)", "U4"): 1}, 1, {"n": 31, "rows": []}),
        ({("C2", "U4"): 9, ("C2", "(blank)"): 3}, 1, None),
    ],
)
def test_table_without_a_row_for_the_blank_is_recognised_where_somebody_would_stand_in_it(
    value: dict[Any, float], part: int | None, found: dict[str, Any] | None
) -> None:
    assert lacks_blank("twice", part=part)(value, DATA) == found
    assert lacks_blank("nobody", part=part)(value, DATA) is None


@pytest.mark.parametrize(
    ("value", "is_it"),
    [
        ({"U4": 9, "(blank)": 3}, True),
        ({"U4": 9, "(blank)": 3, "Total": 12, "K2": 0}, True),
        ({"U4": 9}, False),
        ({"U4": 9, "(blank)": 4}, False),
        ({"U4": 9, "(blank)": "3"}, False),
    ],
)
def test_table_of_a_mistake_is_recognised_whatever_its_totals(
    value: dict[str, object],
    is_it: bool,  # noqa: FBT001 - a case of the table above
) -> None:
    assert (gives_table("by place")(value, DATA) is not None) == is_it


def test_rows_that_are_off_are_named_for_the_reader() -> None:
    found = gives_table("by place", shows="by place")({"U4": 9, "(blank)": 3}, DATA)
    assert found is not None
    assert found["rows"][0] == "U4"  # type: ignore[index]  # a list of keys


def test_rows_that_are_off_are_named_by_all_their_keys_blanks_too() -> None:
    value = {("C2", "U4"): 9, ("C2", "(blank)"): 3}
    found = gives_table("by status and place", shows="by status and place")(value, DATA)
    assert found is not None
    assert found["rows"] == [("C2", "U4"), ("C2", "(blank)")]
    assert gives_table("by place")({"U4": 9, "(blank)": 3}, DATA) == {"n": 1, "total": 12, "rows": []}


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, 0), (412, 412), (1089, "1,089"), (22394.26, "22,394.26"), (3.56406237, 3.56), (0.0046612, 0.004661)],
)
def test_number_is_said_as_a_sentence_has_it(number: float, said: object) -> None:
    assert as_said(number) == said


def test_queries_are_read_as_learners_tables_are() -> None:
    assert one_number(DATA, "twice") == 31
    assert counts(DATA, "by place") == {"U4": 9, "(blank)": 3}


def test_query_with_two_keys_is_read_by_pairs() -> None:
    assert counts(DATA, "by status and place") == {("C2", "U4"): 9, ("C2", "(blank)"): 3}
    value = {("C2", "U4"): 9, ("C2", "(blank)"): 3, ("C2", "Total"): 12}
    found = gives_table("by place", "by status and place")(value, DATA)
    assert found is not None, "one of several queries is enough"
    assert found["total"] == total_of(value) == 12


def test_words_beside_keys_are_recognised_and_rows_without_one_left_aside() -> None:
    found = gives_words("latest")
    assert found({"000237": "PN1", "000400": None}, DATA) == {"n": 1}
    assert found({"000237": "PN1", "000301": "PN1"}, DATA) is None
    assert found({"000237": None}, DATA) is None


def test_keys_and_rows_with_nothing_beside_them_are_named() -> None:
    assert keys_of(DATA, "latest") == {"000237", "000301"}
    held = {"000237": None, "000301": {"SEX": None, "DOB": None}, "000400": {"SEX": "F", "DOB": None}}
    assert blank_rows(held) == {"000237", "000301"}


def test_unknown_name_is_told_from_one_with_other_capitals() -> None:
    stopped = Attempt(
        "", "NameError", "name 'Twelve' is not defined. Did you mean: 'twelve'?", {"twelve": "DataFrame"}
    )
    assert unknown_name(stopped) == "Twelve"
    assert other_capitals(stopped) == {"had": "Twelve", "has": "twelve"}
    assert other_capitals(Attempt("", "KeyError", "'Days'"), "DAYS") == {"had": "Days", "has": "DAYS"}
    assert other_capitals(Attempt("", "KeyError", "'PLACE'"), "DAYS") is None
    assert other_capitals(Attempt("", "", "")) is None
    assert unknown_name(Attempt("", "ValueError", "name 'x' is not defined")) == ""


def test_cell_that_stopped_is_recognised_by_kind_and_words() -> None:
    found = stopped_with("SyntaxError", "was never closed")
    assert found(Attempt("", "SyntaxError", "'(' was never closed"), DATA) == {"told": "'(' was never closed"}
    assert found(Attempt("", "SyntaxError", "invalid syntax"), DATA) is None
    assert found(Attempt("", "ValueError", "was never closed"), DATA) is None


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('t[t["a"] > 1]["b"] = 2', "t[t['a'] > 1]['b']"),
        ('t["b"][0] = 2', "t['b'][0]"),
        ('t.loc[t["a"] > 1, "b"] = 2', None),
        ('t["b"] = 2', None),
        ("t[", None),
    ],
)
def test_value_set_through_two_brackets_is_seen_in_the_source(source: str, line: str | None) -> None:
    found = sets_through_two_brackets(Attempt(source), DATA)
    assert (found or {}).get("line") == line


def test_column_overwritten_by_one_equals_sign_is_seen_in_the_source() -> None:
    assert names_twice_in_a_row(Attempt('x = t["K"] = "home"'), DATA) == {"line": "t['K']"}
    assert names_twice_in_a_row(Attempt('x = t["K"] == "home"'), DATA) is None
    assert names_twice_in_a_row(Attempt("x = y = 0"), DATA) is None


def test_piles_not_counted_yet_are_told_by_their_kind() -> None:
    assert still_piles("made")(Attempt("", names={"made": "SeriesGroupBy"}), DATA) == {
        "kind": "SeriesGroupBy"
    }
    assert still_piles("made")(Attempt("", names={"made": "Series"}), DATA) is None


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('kept = t[t["DEC"] >= day]', "t['DEC'] >= day"),
        ("kept = t[t.DEC.isna() | (t.DEC >= '2025-03-31')]", "t.DEC >= '2025-03-31'"),
        ('kept = t[t["DEC"] > day]', ""),
        ('kept = t[t["DEC"] >= "2025-04-01"]', ""),  # the day after: the same as later than the day
        ('kept = t[t["DECOM"] >= day]', ""),
        ('kept = t[~(t["DEC"] <= day)]', ""),
        ("kept = t[", ""),
    ],
)
def test_a_comparison_with_the_day_itself_is_found_in_the_way_the_cell_is_written(
    source: str, line: str
) -> None:
    facts = compares("DEC", ast.GtE, "day", "'2025-03-31'")(Attempt(source=source), None)
    assert facts == ({"line": line} if line else None)


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('t["DOB"] = pd.to_datetime(t["DOB"])', True),
        ("days = pd.to_datetime(t.DOB, errors='coerce')", True),
        ('t = pd.read_csv("f.csv", dtype={"CHILD": str}, parse_dates=["DOB"])', True),
        ('t["DOB"] = pd.to_datetime(t["DOB"], format="%d/%m/%Y")', False),
        ('days = pd.to_datetime(t["DOB"], dayfirst=True)', False),
        ('t = pd.read_csv("f.csv", parse_dates=["DOB"], date_format="%d/%m/%Y")', False),
        ('t = pd.read_csv("f.csv", parse_dates=["DOB"], dayfirst=True)', False),
        ('days = pd.to_datetime(t["DECOM"])', False),
        ("days = pd.to_datetime(parts)", False),
        ('days = pd.to_datetime(t["DOB"], **how)', False),
        # written anew, year first, before it is read
        ('t["DOB"] = t["DOB"].str[6:] + t["DOB"].str[3:5]\nt["DOB"] = pd.to_datetime(t["DOB"])', False),
    ],
)
def test_dates_made_without_a_format_are_found_in_the_way_the_cell_is_written(
    source: str,
    is_found: bool,  # noqa: FBT001 - a case
) -> None:
    assert (guesses_dates("DOB")(Attempt(source=source), None) is not None) == is_found
