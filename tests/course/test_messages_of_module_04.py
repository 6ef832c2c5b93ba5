"""What module 04 says to an answer is true of that answer: its numbers, its columns, what was written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_bench import Bench
from fingerpost.grading.declare import table

HELD = """
held = reviews.copy()
held["CHILD"] = held["CHILD"].astype("str").str.zfill(6)
newest = held.sort_values(["CHILD", "REVIEW", "REVIEW_CODE"]).drop_duplicates("CHILD", keep="last")
"""
KNOWN = """
known = header.assign(CHILD=header["CHILD"].str.strip())
"""
TYPED = """
typed = came_into_care["UPN"].str.strip().str.upper()
found = typed.isin(header["UPN"].dropna()).sum()
"""
STACKED = """
three_years = pd.concat([reviews_2023, reviews_2024, reviews_2025])
"""
BY_PLACE = '''
reviews_by_year = warehouse.sql("""
    SELECT year, REVIEW_CODE, count(*) AS reviews FROM (
        SELECT *, 2023 AS year FROM reviews_2023
        UNION ALL SELECT *, 2024 AS year FROM reviews_2024
        UNION ALL SELECT *, 2025 AS year FROM reviews_2025
    ) GROUP BY ALL
""").df()
'''
SAID = [
    (
        "shared_numbers",
        "shared_numbers = in_need['UPN'].dropna().str.strip().str.upper().value_counts() > 1",
        "M04-TRUTH",
        "holds True and False",
    ),
    (
        "shared_numbers",
        "rows = in_need['UPN'].value_counts()\nshared_numbers = rows[rows > 1]",
        "M04-SPACES",
        "are on 168 rows. Once cleaned, 14 more rows share one.",
    ),
    (
        "in_care_with_child",
        "in_care_with_child = header.merge(in_care, on='CHILD', how='left')",
        "M04-LEFTSIDE",
        "children who are not in `in_care`. It keeps all of `header`",
    ),
    (
        "in_care_with_child",
        "in_care_with_child = in_care.merge(header, on='CHILD', how='left')",
        "M04-GREW",
        "28 children of `in_care` are in `header` twice",
    ),
    (
        "in_care_with_child",
        "in_care_with_child = in_care.merge(header, on='CHILD')",
        "M04-LOST",
        "children of `in_care` have no match and have gone. If you do not say `how`",
    ),
    (
        "upn_match_percent",
        (
            "linked = came_into_care.merge(header.dropna(), on='UPN', how='left', indicator=True)\n"
            "upn_match_percent = 100 * (linked['_merge'] == 'both').mean()"
        ),
        "M04-GREW",
        "because some children are in `header` twice. A row that meets two rows is counted twice.",
    ),
    (
        "latest_review",
        HELD + "latest_review = newest[['CHILD', 'REVIEW_CODE']]",
        "M04-LEFTSIDE",
        "children of `reviews` who are not in `in_care`",
    ),
    (
        "latest_review",
        HELD + "latest_review = in_care.merge(newest, on='CHILD')[['CHILD', 'REVIEW_CODE']]",
        "M04-LOST",
        "An inner merge keeps only the pairs",
    ),
    (
        "children_by_label",
        "children_by_label = in_care['PLACE'].value_counts(dropna=False)",
        "M04-CODES",
        "codes, such as U4, not labels",
    ),
    (
        "upn_match_percent",
        TYPED + "upn_match_percent = 100 * found / header['CHILD'].str.strip().nunique()",
        "M04-RATEBASE",
        "of the 1,301 children of `header`. The question asks about the rows of `came_into_care`.",
    ),
    (
        "upn_match_percent",
        TYPED + "upn_match_percent = 100 * found / len(header)",
        "M04-RATEBASE",
        "of the 1,405 rows of `header`",
    ),
    (
        "reviews_by_year",
        STACKED + "reviews_by_year = three_years['REVIEW_CODE'].value_counts()",
        "M04-NOYEAR",
        "has no `year`: its 8 rows count the codes of all years together",
    ),
    (
        "reviews_by_year",
        STACKED
        + "three_years['year'] = 2023\nreviews_by_year = three_years.groupby(['year', 'REVIEW_CODE']).size()",
        "M04-ONEYEAR",
        "All 8 rows of your table say 2023",
    ),
    ("reviews_by_year", BY_PLACE, "M04-PLACE", "339 of your codes are dates: the first is"),
]
CHILDREN_PROVE_NOTHING = [
    ("in_care_with_child", "in_care_with_child = in_care.merge(header, on='CHILD', how='left')"),
    (
        "in_care_with_child",
        KNOWN + "in_care_with_child = in_care.merge(known.drop_duplicates('CHILD'), on='CHILD')",
    ),
    ("in_care_with_child", "in_care_with_child = header.merge(in_care, on='CHILD', how='left')"),
    ("latest_review", HELD + "latest_review = in_care.merge(newest, on='CHILD')"),
    ("latest_review", HELD + "latest_review = newest[['CHILD', 'REVIEW_CODE']]"),
    (
        "latest_review",
        HELD
        + "first = held.drop_duplicates('CHILD')\n"
        + "latest_review = in_care.merge(first, on='CHILD', how='left')[['CHILD', 'REVIEW_CODE']]",
    ),
]


@pytest.fixture(scope="module")
def bench(course: Path, edition: Path) -> Iterator[Bench]:
    with pytest.MonkeyPatch.context() as patch:
        yield Bench(course / "04-look-up-and-join", {"A": edition}, patch)


@pytest.mark.parametrize(("word", "source", "code", "words"), SAID)
def test_what_is_said_is_true_of_the_answer(
    bench: Bench, word: str, source: str, code: str, words: str
) -> None:
    verdict = bench.check(word, source)
    assert verdict.code == code, str(verdict)
    assert words in f"{verdict.saw} {verdict.why}"


@pytest.mark.parametrize(("word", "source"), CHILDREN_PROVE_NOTHING)
def test_no_row_of_a_child_is_shown_where_it_would_prove_nothing(
    bench: Bench, word: str, source: str
) -> None:
    verdict = bench.check(word, source)
    assert verdict.code.startswith("M04-")
    assert verdict.rows == ()


def test_rows_that_show_a_slip_are_still_shown(bench: Bench) -> None:
    verdict = bench.check(
        "without_header",
        "lost = episodes[~episodes['CHILD'].isin(header['CHILD'])]\n"
        "without_header = lost.groupby('CHILD').size()",
    )
    assert verdict.code == "M04-SPACES"
    assert len(verdict.rows) == 5


def test_ids_that_lost_their_zeros_are_not_said_to_be_other_children(bench: Bench) -> None:
    as_numbers = HELD + (
        "latest_review = in_care.merge(newest, on='CHILD', how='left')[['CHILD', 'REVIEW_CODE']]\n"
        "latest_review['CHILD'] = latest_review['CHILD'].astype('int')"
    )
    assert bench.check("latest_review", as_numbers).code != "M04-LEFTSIDE"


def test_a_year_with_letters_around_it_is_a_year(bench: Bench) -> None:
    named = STACKED + (
        "three_years['year'] = 'FY2023'\n"
        "reviews_by_year = three_years.groupby(['year', 'REVIEW_CODE']).size()"
    )
    assert bench.check("reviews_by_year", named).code == "M04-ONEYEAR"


def test_a_shape_that_counts_rows_is_said_in_words() -> None:
    asked = table("shared_numbers", key="UPN", value="rows")
    assert asked.shape == "one row for each UPN, with the number of rows beside it"
