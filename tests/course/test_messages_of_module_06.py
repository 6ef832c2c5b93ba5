"""What module 06 says to answers that a strict reader tried, each of which was once told something untrue."""

from collections.abc import Callable

import pytest
from answer_bench import Bench

FOLDER = "06-charts-that-answer-a-question"
ONE_SEED = pytest.mark.parametrize("bench_of", [77], indirect=True)
BenchOf = Callable[[str], Bench]

COUNTED = 'counted = referrals["source"].value_counts().reset_index(name="referrals")\n'
DATED = 'dated = delivered.assign(month=pd.to_datetime(delivered["month"], format="%b %Y"))\n'
WHOLE = DATED + 'dated = dated.set_index("month").reindex(months).rename_axis("month").reset_index()\n'
LEVEL = """
line = alt.Chart(timely).mark_line().encode(x="month:T", y="percent:Q")
level = alt.Chart(pd.DataFrame({"percent": [target]})).mark_rule().encode(y="percent:Q")
"""
OURS = 'hue = alt.when(alt.datum.authority == ours).then(alt.value("navy")).otherwise(alt.value("silver"))\n'


def bars(name: str, words: str) -> str:
    """Return the bars of task 1 with words of their own."""
    sides = 'x="referrals:Q", y=alt.Y("source:N").sort("-x")'
    return f"{COUNTED}{name} = alt.Chart(counted).mark_bar().encode({sides}).properties({words})"


LINE_OF_NAMES = 'referrals_by_source = alt.Chart(counted).mark_line().encode(x="source:N", y="referrals:Q")'
BARS_OF_MONTHS = 'referrals_by_month = alt.Chart(dated).mark_bar().encode(x="month:T", y="referrals:Q")'
LINE_OF_MONTHS = 'referrals_by_month = alt.Chart(dated).mark_line().encode(x="month:T", y="referrals:Q")'
DATES_AS_NAMES = 'referrals_by_month = alt.Chart(dated).mark_line().encode(x="month:O", y="referrals:Q")'
WITHOUT_A_NUMBER = 'description="The police refer far more than anyone else, over a third"'
SECOND_NAMED = (
    """title=alt.Title(f"First comes {counted['source'][1]}", subtitle="Referrals 2024-25, CIN census")"""
)
NOTE_AT_THE_TOP = """
note = alt.Chart(timely.nlargest(1, "percent")).mark_text(text="why?").encode(x="month:T", y="percent:Q")
target_and_note = line + level + note
"""
OWN_SCALES = """
seven_pictures = alt.Chart(seven).mark_line().encode(
    x="month:T", y="referrals:Q", facet=alt.Facet("source:N", columns=3)).resolve_scale(y="independent")
"""
YEARS = """
beside_neighbours = alt.Chart(rates).mark_line().encode(
    x={x}, y="rate:Q", detail="authority:N", color=hue)
"""
CAPITALS = 'referrals_by_source = alt.Chart(counted).mark_bar().encode(x="referrals:Q", y="Source:N")'
ANSWERS = '{"change": "line", "largest": "bars", "two measures": "dots", "one number": "sentence"}'

CASES: dict[str, tuple[str, str, str, str, str]] = {
    "a line over sources": (
        "M06-LINEOFNAMES",
        "referrals_by_source",
        COUNTED + LINE_OF_NAMES,
        "Your chart draws a line over 9 sources.",
        "on one axis",
    ),
    "bars for a line": (
        "M06-NOTLINE",
        "referrals_by_month",
        DATED + BARS_OF_MONTHS,
        "draws bars, and the question asks for a line",
        "straight across",
    ),
    "dates as names": (
        "M06-TEXTDATE",
        "referrals_by_month",
        WHOLE + DATES_AS_NAMES,
        "Your months are dates, and the axis treats them as names: `:O`",
        "They are text",
    ),
    "who and not how many": (
        "M06-ALTNOFIND",
        "described",
        bars("described", WITHOUT_A_NUMBER),
        "says who refers most, and not how many",
        "kind of chart",
    ),
    "the second source": (
        "M06-OTHERTOP",
        "finding_said",
        bars("finding_said", SECOND_NAMED),
        'names "school", and another bar is longer',
        "by hand",
    ),
    "a title without a finding": (
        "M06-TITLE",
        "finding_said",
        bars("finding_said", 'title=alt.Title("Referrals", subtitle="2024-25, CIN census")'),
        "does not say who refers",
        "names no source",
    ),
    "a note at the highest month": (
        "M06-ELSEWHERE",
        "target_and_note",
        LEVEL + NOTE_AT_THE_TOP,
        "another month is lower",
        "by hand",
    ),
    "a scale each": (
        "M06-OWNSCALE",
        "seven_pictures",
        OWN_SCALES,
        "One source has 23 referrals in its highest month, another 155",
        "130",
    ),
    "a column with a capital": (
        "VALUE-SHAPE",
        "referrals_by_source",
        COUNTED + CAPITALS,
        "Your chart asks for `Source`; the table has `source`.",
        "passed",
    ),
    "years as amounts": (
        "M06-YEARQ",
        "beside_neighbours",
        OURS + YEARS.format(x='"year:Q"'),
        "writes 2,025",
        "passed",
    ),
    "a mark that is none of the five": (
        "M06-NOTFIVE",
        "mark_for_question",
        f"mark_for_question = {ANSWERS.replace('bars', 'bar')}",
        "`bar` is not one of the five answers",
        "passed",
    ),
    "a question that was not asked": (
        "M06-NOTASKED",
        "mark_for_question",
        f"mark_for_question = {ANSWERS.replace('two measures', 'two_measures')}",
        'no answer under "two measures"',
        "passed",
    ),
    "a line for two measures": (
        "M06-MISFIT",
        "mark_for_question",
        f"mark_for_question = {ANSWERS.replace('dots', 'line')}",
        "A line shows one thing changing over time",
        "dots",
    ),
    "bars for one number": (
        "M06-MISFIT",
        "mark_for_question",
        f"mark_for_question = {ANSWERS.replace('sentence', 'bars')}",
        "Bars compare several numbers",
        "sentence",
    ),
    "a month that was never delivered": (
        "M06-JOINEDGAP",
        "referrals_by_month",
        DATED + LINE_OF_MONTHS,
        "Their files were never delivered.",
        "recorded",
    ),
}
"""By what was tried: the code, task and answer, what is said to it, and what was said once and is not now."""


@ONE_SEED
@pytest.mark.parametrize("case", CASES)
def test_check_says_what_the_chart_did(bench_of: BenchOf, case: str) -> None:
    code, word, source, says, never = CASES[case]
    verdict = bench_of(FOLDER).check(word, source)
    assert verdict.code == code, str(verdict)
    assert says in str(verdict)
    assert never not in str(verdict)


WITHOUT_A_COMMA = {
    "format": 'alt.X("year:Q").axis(format="d", tickMinStep=1)',
    "label": 'alt.X("year:Q").axis(labelExpr="toString(datum.value)")',
    "no labels": 'alt.X("year:Q").axis(None)',
    "names": '"year:N"',
}


@ONE_SEED
@pytest.mark.parametrize("way", WITHOUT_A_COMMA)
def test_year_that_is_written_without_a_comma_is_paid(bench_of: BenchOf, way: str) -> None:
    verdict = bench_of(FOLDER).mark("beside_neighbours", OURS + YEARS.format(x=WITHOUT_A_COMMA[way]))
    assert (verdict.points, verdict.code) == (verdict.max_points, ""), str(verdict)
