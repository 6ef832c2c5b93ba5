"""Interpreter, pandas, SQL, IronCalc and LibreOffice over the same random formulas, cell by cell."""

import csv
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from random import Random

import duckdb
import pytest
import xlsxwriter
from differing import Column, ironcalc_differences, translation_differences, unexplained
from fingerpost.formulas.coercion import number_from_text
from fingerpost.formulas.interpreter import Scope, evaluate
from fingerpost.formulas.oracle import ironcalc_values, same_value
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import SHEET, Table
from fingerpost.formulas.values import ExcelError, Value
from formula_maker import Maker, a_table
from hypothesis import given
from hypothesis import strategies as st

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
UNKNOWN_TO_LIBREOFFICE = ("XLOOKUP", "LET(", "UNIQUE", "FILTER", "SORT")


@given(seed=st.integers(0, 10**6), rows=st.integers(3, 8))
def test_pandas_sql_and_ironcalc_agree_with_the_interpreter(seed: int, rows: int) -> None:
    rng = Random(seed)  # noqa: S311 - a test, no secret
    table = Table(a_table(rng, rows))
    columns = [Column.of(Maker(rng, rows).formula(), table) for _ in range(20)]
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.register("data", table.frame)
        differing = [
            found for column in columns for found in translation_differences(column, table, connection)
        ]
    assert differing == []
    assert unexplained(ironcalc_differences(columns, table), table) == []


def test_libreoffice_agrees_with_the_interpreter(tmp_path: Path) -> None:
    rng = Random(77)  # noqa: S311 - a test, no secret
    table = Table(a_table(rng, 8))
    texts = [Maker(rng, 8).formula() for _ in range(150)]
    texts = [text for text in texts if not any(word in text for word in UNKNOWN_TO_LIBREOFFICE)]
    columns = [Column.of(text, table) for text in texts]
    theirs = libreoffice_values(tmp_path, table, columns)
    differing = [
        (column.text, row, mine, other)
        for column, cells in zip(columns, theirs, strict=True)
        for row, (mine, other) in enumerate(zip(column.values, cells, strict=True), start=2)
        if not shown_alike(mine, other) and not _is_published(column.text, row, table)
    ]
    assert differing == []
    assert sum(len(cells) for cells in theirs) >= 1_000


def _is_published(text: str, row: int, table: Table) -> bool:
    """Cases of the published list: LibreOffice's day 0 is 30 December 1899; multiples of any sign."""
    return ("F2" in text and bool(table.frame["Ended"].isna().iloc[row - 2])) or "MROUND" in text


def shown_alike(mine: Value, other: str) -> bool:
    """Compare a value with a cell of a CSV file: numbers to nine digits, errors by being one."""
    if type(mine) is ExcelError:
        return other.startswith(("#", "Err:"))
    if type(mine) is bool:
        return other == str(mine).upper()
    if type(mine) is float:
        american = re.fullmatch(r"(\d\d)/(\d\d)(/\d{4})", other)  # how a column of DATE() is written
        number = number_from_text("{1}/{0}{2}".format(*american.groups()) if american else other)
        return number is not None and same_value(mine, number)
    return mine == other


def libreoffice_values(folder: Path, table: Table, columns: list[Column]) -> list[list[str]]:
    """Return what LibreOffice makes of columns of formulas, as its CSV export writes them unformatted."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing; binder/fetch_programs.py installs it"
    write_workbook(folder / "asked.xlsx", table, columns)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    words = [program, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to"]
    # separator, quote, UTF-8, from line 1, no column formats, English, texts unquoted, numbers as stored
    words += ["csv:Text - txt - csv (StarCalc):44,34,76,1,,2057,false,false,false"]
    subprocess.run(
        [*words, "--outdir", str(folder), str(folder / "asked.xlsx")], check=True, capture_output=True
    )
    with (folder / "asked.csv").open(encoding="utf-8", newline="") as opened:
        lines = list(csv.reader(opened))
    first = len(table.columns)
    return [[line[first + place] for line in lines[1:]] for place in range(len(columns))]


def write_workbook(file: Path, table: Table, columns: list[Column]) -> None:
    """Write the table and beside it the formulas, filled down."""
    with xlsxwriter.Workbook(file, {"use_future_functions": True}) as book:
        sheet = book.add_worksheet(SHEET)
        for number, cells in table.sheet.columns.items():
            for row, value in enumerate(cells):
                if value is not None:
                    sheet.write(row, number - 1, value)
        for place, column in enumerate(columns):
            for row, text in enumerate(column.texts, start=1):
                sheet.write_formula(row, len(table.columns) + place, text)


def published() -> list[dict[str, str]]:
    """Return the published disagreements."""
    text = files("fingerpost.formulas").joinpath("disagreements.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("case", published(), ids=lambda case: case["case"])
def test_published_disagreement_is_as_published(case: dict[str, str], placements: Table) -> None:
    formula = parse(case["example"])
    ours = evaluate(formula, Scope(placements.book_for(formula), SHEET, 2, 9))
    theirs = ironcalc_values(placements, [[case["example"]]], 2)[0][0]
    assert len({case["we say"], case["IronCalc 0.9.1 says"], case["LibreOffice 7.4 says"]}) > 1
    for value, said in ((ours, case["we say"]), (theirs, case["IronCalc 0.9.1 says"])):
        assert shown_alike(value, said) if type(value) is not ExcelError else value.code == said  # type: ignore[arg-type]  # single
