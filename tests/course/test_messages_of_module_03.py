"""What module 03 says to answers that a strict reader tried, each of which was once told something untrue."""

from collections.abc import Callable

import pytest
from answer_bench import Bench
from fingerpost.grading.asked import TableAsked

FOLDER = "03-count-group-pivot"
ONE_SEED = pytest.mark.parametrize("bench_of", [77], indirect=True)
BenchOf = Callable[[str], Bench]

MEDIANS = """
once = year_people.drop_duplicates(["CHILD", "PLACE"])
table = once.groupby(once["PLACE"].fillna("Not recorded"))["AGE"].median()
table.loc["Total"] = {total}
median_age_by_placement = table
"""
STARTS = """
starts = year_episodes[(year_episodes["RNE"] == "S") & (year_episodes["DECOM"] >= year_start)]
"""
FOUR = """
new = year_episodes[year_episodes["DECOM"] >= year_start]
four_counts = {"A": 57, "B": len(new), "C": 224, "D": 359}
"""
BY_DAY = STARTS + 'monthly_starters = starts.groupby("DECOM")["CHILD"].nunique()'
HEAD = 'children_by_placement = year_episodes.groupby("PLACE", dropna=False)["CHILD"].nunique().head(8)'
NO_LIST = 'children_by_sex_and_age = year_people.groupby("SEX", "AGE_BAND")["CHILD"].nunique()'
OF_EPISODES = MEDIANS.format(total='year_people["AGE"].median()')
OVER_THE_EDGE = """
open_then = year_episodes["DEC"].isna() | (year_episodes["DEC"] >= year_end)
population = authorities[authorities["is_ours"]]["population_0_17"].sum()
rate_per_10k = year_episodes[open_then]["CHILD"].nunique() / population * 10_000
"""


SAID = {
    "M03-HEAD": ("children_by_placement", HEAD, "`head` keeps the first rows", "dropna"),
    "M03-NOLIST": ("children_by_sex_and_age", NO_LIST, "AGE_BAND after SEX", "last line"),
    "M03-AVGAVG": ("median_age_by_placement", OF_EPISODES, "of the 1,089 episodes", "made from the rows"),
    "M03-DAYS": ("monthly_starters", BY_DAY, "the month 2024-04 is in 9 of them", "passed"),
    "M03-NOTFOUR": ("four_counts", FOUR, "a, b, c, d. Yours are called A, B, C, D.", " and b and "),
}
"""By code: a task, an answer, what is said to it, and what was said once and is not now."""


@ONE_SEED
@pytest.mark.parametrize("code", SAID)
def test_check_says_what_the_answer_did(bench_of: BenchOf, code: str) -> None:
    word, source, says, never = SAID[code]
    verdict = bench_of(FOLDER).check(word, source)
    assert verdict.code == code
    assert says in str(verdict)
    assert never not in str(verdict)


@ONE_SEED
def test_who_counts_31_march_is_told_of_that_day_and_not_of_short_breaks(bench_of: BenchOf) -> None:
    verdict = bench_of(FOLDER).mark("rate_per_10k", OVER_THE_EDGE)
    assert (verdict.code, verdict.points) == ("M02-EDGE", 1)
    assert "ended on 31 March" in str(verdict)
    assert "hort break" not in str(verdict)


@ONE_SEED
@pytest.mark.parametrize(
    ("code", "word", "key"),
    [
        ("M03-UNIT", "children_by_placement", "PLACE"),
        ("M03-SHORTBREAK", "monthly_starters", "month"),
    ],
)
def test_rows_below_a_message_are_those_that_differ(
    bench_of: BenchOf, code: str, word: str, key: str
) -> None:
    bench = bench_of(FOLDER)
    verdict = bench.check(word, bench.answers.wrong[code][word][0])
    (asked,) = bench.checks.tasks[word].asks
    assert isinstance(asked, TableAsked)
    (value,) = asked.values
    right = bench.answers.references[word](bench.data("A"))
    true = dict(zip(right.iloc[:, 0], right.iloc[:, -1], strict=True))
    assert len(verdict.rows) == 5
    assert all(float(str(row[value])) > true[row[key]] for row in verdict.rows)


@ONE_SEED
@pytest.mark.parametrize("code", ["M03-DROPNA", "M03-ONEPILE"])
def test_where_no_row_can_show_the_slip_none_is_shown(bench_of: BenchOf, code: str) -> None:
    bench = bench_of(FOLDER)
    source, *_ = bench.answers.wrong[code]["children_by_placement"]
    verdict = bench.check("children_by_placement", source)
    assert (verdict.code, verdict.rows) == (code, ())
