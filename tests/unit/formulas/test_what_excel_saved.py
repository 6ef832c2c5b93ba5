"""Cases in which Excel itself saved a value that other programs, and we before, gave otherwise.

The values are those cached in workbooks of the Apache POI project (version 4.0.1, test-data/spreadsheet),
whose `docProps/app.xml` names Microsoft Excel; numbers are shortened so that one formula holds each case.
"""

import csv
from pathlib import Path

import pytest
from fingerpost.formulas.coercion import to_text
from fingerpost.formulas.interpreter import Scope, evaluate
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import SHEET, Table
from fingerpost.formulas.troubles import RefusedFormulaError
from fingerpost.formulas.values import ExcelError

with (Path(__file__).parent / "saved_by_excel.csv").open(encoding="utf-8", newline="") as opened:
    SAVED = list(csv.DictReader(opened))


@pytest.mark.parametrize("case", SAVED, ids=lambda case: case["formula"])
def test_value_is_the_one_that_excel_saved(case: dict[str, str], placements: Table) -> None:
    formula = parse(case["formula"])
    value = evaluate(formula, Scope(placements.book_for(formula), SHEET, 2, 9))
    assert (value.code if isinstance(value, ExcelError) else to_text(value)) == case["saved"]  # type: ignore[arg-type]  # single


@pytest.mark.parametrize("code", ["# ?/?", "#e-#", "0/0"])
def test_number_format_that_is_not_read_is_refused_by_name(code: str, placements: Table) -> None:
    formula = parse(f'=TEXT(1.5,"{code}")')
    with pytest.raises(RefusedFormulaError, match="which is not translated"):
        evaluate(formula, Scope(placements.book_for(formula), SHEET, 2, 9))
