"""Where two ways differ, the sentence says which cell was read and what each side took it for."""

import pandas as pd
import pytest
from fingerpost.formulas.explaining import Explanation, explain_formula
from fingerpost.formulas.oracle import Agreement
from fingerpost.formulas.tables import Table

SPELLS = pd.DataFrame(
    {
        "Place": pd.Series(["Leeds", "leeds", "York", "Hull  St", None, "12"], dtype="str"),
        "Weeks": [3.0, 4.0, None, 2.0, 1.0, 0.0],
        "Cost": [2.5, 3.5, 1.0, 10.0, 4.0, 0.0],
        "Started": pd.to_datetime(["2024-01-31", "2024-02-29", "2023-04-01", "2024-03-31", "2020-02-29", ""]),
    }
)


def told(formula: str, whom: str) -> Agreement:
    """Return how one of the ways compares with the interpreter."""
    explanation = explain_formula(formula, Table(SPELLS))
    found = _ways(explanation)[whom]
    assert found is not None
    return found


def _ways(explanation: Explanation) -> dict[str, Agreement | None]:
    return {
        "plain pandas": explanation.plain.agreement,
        "plain SQL": explanation.plain_sql.agreement,
        "IronCalc": explanation.ironcalc,
    }


@pytest.mark.parametrize(
    ("formula", "whom", "row", "why"),
    [
        (
            "=B2+C2",
            "plain pandas",
            4,
            "B4 is blank: Excel takes it for 0, plain pandas keeps it as a missing",
        ),
        ("=A2&B2", "plain SQL", 4, "B4 is blank: Excel takes it for"),
        (
            "=YEAR(D2)",
            "plain SQL",
            7,
            "D7 is blank: Excel takes it for day 0, of January 1900, plain SQL keeps",
        ),
        ("=VLOOKUP(A2,$A$2:$B$7,2,FALSE)", "IronCalc", 6, "A6 is blank: Excel takes it for 0, which no text"),
        ("=ROUND(C2,0)", "plain pandas", 2, "ROUND(C2,0) rounds 2.5, a half: Excel goes away from zero"),
        ('=TEXT(C2,"0")', "IronCalc", 2, 'TEXT(C2,"0") rounds 2.5, a half'),
        ("=TRIM(A2)", "plain pandas", 5, "A5 holds 'Hull  St' with two spaces inside: TRIM makes them one"),
        (
            "=IFERROR(C2/B2,0)",
            "plain SQL",
            7,
            "C2/B2 is #DIV/0! in Excel, for B7 holds 0",
        ),
        (
            '=IF(B2="","none",C2)',
            "plain pandas",
            2,
            "Excel keeps the number 2.5 beside the texts of other rows",
        ),
        ('=SUMIFS(B:B,A:A,"<>Leeds")', "IronCalc", 2, "A6 in column Place is blank: Excel counts it under"),
        ('=DATEDIF(DATE(2024,1,31),DATE(2024,3,1),"md")', "IronCalc", 2, "(published: DATEDIF in md"),
    ],
)
def test_reason_names_the_cell_and_what_each_side_took_it_for(
    formula: str, whom: str, row: int, why: str
) -> None:
    found = told(formula, whom)
    assert (found.row, found.holds) == (row, False)
    assert why in found.why


def test_reason_is_put_to_the_test_and_says_the_amount() -> None:
    found = told("=ROUND(C2,0)", "plain pandas")
    assert "With another value there, both agree." in found.why
    assert found.why.endswith("In this row that makes 1.")
    assert "the total would be 21 in place of 22" in found.why


def test_nothing_is_said_where_both_agree() -> None:
    assert told("=C2*2", "plain pandas").why == ""
