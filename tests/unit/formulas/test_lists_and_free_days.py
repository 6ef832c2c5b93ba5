"""UNIQUE, SORT and FILTER as lists, working days with holidays, nearest texts: every translation agrees."""

import pandas as pd
import pytest
from fingerpost.formulas.explaining import explain_formula
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import to_pandas, to_sql
from fingerpost.formulas.translating.typed import UntranslatedError
from fingerpost.formulas.values import Array

VISITS = Table(
    pd.DataFrame(
        {
            "Place": ["Leeds", "leeds", "York", "Hull", "Hull"],
            "Weeks": [3.0, 4.0, 5.0, 2.0, 4.0],
            "Band": ["a", "c", "f", "m", "s"],
            "Open": [True, False, True, True, False],
            "Started": pd.to_datetime(["2024-03-25", "2024-03-28", "2024-04-02", "2024-05-03", "2024-05-06"]),
            "Holiday": pd.to_datetime(["2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-05-04"]),
        }
    )
)


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ("=UNIQUE(A2:A6)", ["Leeds", "York", "Hull"]),
        ("=SORT(A2:A6)", ["Hull", "Hull", "Leeds", "leeds", "York"]),
        ("=SORT(UNIQUE(B2:B6),1,-1)", [5.0, 4.0, 3.0, 2.0]),
        ("=SORT(B2:B6,,-1)", [5.0, 4.0, 4.0, 3.0, 2.0]),
        ("=FILTER(A2:A6,B2:B6>3)", ["leeds", "York", "Hull"]),
        ('=FILTER(B2:B6,(A2:A6="hull")*(B2:B6>3))', [4.0]),
        ("=FILTER(B2:B6,D2:D6)", [3.0, 5.0, 2.0]),
        ("=UNIQUE(FILTER(A2:A6,B2:B6>2))", ["Leeds", "York", "Hull"]),
        ("=COUNTA(UNIQUE(A2:A6))", [3.0]),
        ('=SUM(FILTER(B2:B6,A2:A6="hull"))', [6.0]),
        ('=TEXTJOIN(", ",TRUE,SORT(UNIQUE(A2:A6)))', ["Hull, Leeds, York"]),
        ('=VLOOKUP("d",C2:D6,1)', ["c"]),
        ('=MATCH("g",C2:C6)', [3.0]),
        ('=LOOKUP("N",C2:C6,B2:B6)', [2.0]),
        ('=XLOOKUP("n",C2:C6,B2:B6,,-1)', [2.0]),
        ('=XMATCH("york",A2:A6)', [3.0]),
        ("=NETWORKDAYS($E$2,E2,$F$2:$F$6)", [1.0, 4.0, 5.0, 28.0, 28.0]),
        ('=NETWORKDAYS.INTL($E$2,E2,"1000001",$F$2:$F$6)', [0.0, 3.0, 5.0, 28.0, 28.0]),
        ("=WORKDAY(E2,2,$F$2:$F$6)", [45378.0, 45385.0, 45386.0, 45420.0, 45420.0]),
        ("=WORKDAY.INTL(E2,-3,11)", [45372.0, 45376.0, 45380.0, 45412.0, 45414.0]),
        ("=RANK.AVG(B2,$B$2:$B$6)", [4.0, 2.5, 1.0, 5.0, 2.5]),
    ],
)
def test_pandas_and_sql_give_what_the_interpreter_gives(formula: str, cells: list[object]) -> None:
    explanation = explain_formula(formula, VISITS)
    value = explanation.value
    found = value.flat if isinstance(value, Array) else explanation.filled.results
    assert found == cells
    for translation in explanation.translations:
        assert translation.agreement is not None, translation.refusal
        assert translation.agreement.holds
        assert translation.agreement.checked == len(cells)


def test_plain_list_that_differs_by_case_is_said_to() -> None:
    plain = explain_formula("=UNIQUE(A2:A6)", VISITS).plain
    assert plain.code is not None
    assert plain.code.expression == "result = table['Place'].drop_duplicates()"
    assert plain.agreement is not None
    assert (plain.agreement.row, plain.agreement.theirs) == (3, "leeds")


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("=FILTER(A2:A6,B2:B6>30)", "keeps no row here, which is #CALC!"),
        ("=UNIQUE(A2:A6,,TRUE)", "values that come up once, which is not translated"),
        ("=SORT(A2:B6)", "covers several columns where one is wanted"),
        ("=UNIQUE(A1:A6)", "takes in the header as a value"),
        ('=VLOOKUP("é",C2:D6,1)', "whose order depends on the language"),
        ("=WORKDAY.INTL(E2,3,B2)", "says which days are free in a cell"),
        ("=NETWORKDAYS(E2,E3,$A$2:$A$6)", "takes holidays from column Place, which holds no dates"),
        ("=NETWORKDAYS.INTL(E2,E3,99)", "is no weekend that Excel knows: #NUM!"),
    ],
)
def test_list_that_cannot_be_kept_faithful_is_refused_by_name(formula: str, why: str) -> None:
    for translate in (to_pandas, to_sql):
        with pytest.raises(UntranslatedError, match=why):
            translate(parse(formula), VISITS)


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ('=NUMBERVALUE(A2,",",".")', [1234.5, 7.0, 0.25]),
        ("=DAYS360(B2,DATE(2024,12,31))", [330.0, 300.0, 150.0]),
        ("=DAYS360(B2,DATE(2024,12,31),TRUE)", [330.0, 301.0, 150.0]),
    ],
)
def test_numbers_in_texts_and_months_of_thirty_days(formula: str, cells: list[float]) -> None:
    days = pd.to_datetime(["2024-01-31", "2024-02-29", "2024-07-31"])
    payments = Table(pd.DataFrame({"Paid": ["1.234,5", "7", "0,25"], "On": days}))
    explanation = explain_formula(formula, payments)
    assert explanation.filled.results == cells
    assert explanation.ironcalc is not None
    assert explanation.ironcalc.holds, explanation.ironcalc
    assert all(one.agreement and one.agreement.holds for one in explanation.translations)
