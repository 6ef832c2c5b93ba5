"""Formulas of a workbook that read more than the columns of their own table."""

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from fingerpost.formulas.workbooks.notebook import write_notebook
from fingerpost.formulas.workbooks.opening import open_workbook
from fingerpost.formulas.workbooks.translating import translated
from fingerpost.formulas.workbooks.work import begin

SPELLS: dict[str, list[str | int]] = {
    "A": ["Child", "Ann", "Bo", "Cy", "Di", "Ed"],
    "B": ["Weeks", 4, 6, 1, 9, 2],
    "C": ["Cost", 40, 60, 10, 90, 20],
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with a table, what reads it from beside, and the values these formulas have."""
    file = tmp_path / "spells.xlsx"
    with xlsxwriter.Workbook(file) as opened:
        data, rates, totals = (opened.add_worksheet(name) for name in ("Spells", "Rates", "Totals"))
        for letter, cells in SPELLS.items():
            for row, value in enumerate(cells, start=1):
                data.write(f"{letter}{row}", value)
        for letter, heading, first, formula, values in FILLED:
            data.write(f"{letter}1", heading)
            for place, result in enumerate(values):
                row = first + place
                text = formula.format(row=row, above=row - 1, below=row + 1)
                data.write_formula(f"{letter}{row}", text, None, result)
        data.write("E2", 4)
        data.write("F2", 100)
        for row, rate in enumerate((3, 5, 7, 9, 11), start=2):
            rates.write(f"B{row}", rate)
        for cell, (formula, result) in ALONE.items():
            totals.write_formula(cell, formula, None, result)
    return file


FILLED: list[tuple[str, str, int, str, list[float]]] = [
    ("D", "At rate", 2, "=B{row}*Rates!B{row}", [12, 30, 7, 81, 22]),
    ("E", "So far", 3, "=E{above}+B{row}", [10, 11, 20, 22]),
    ("F", "Left", 3, "=F{above}*0.5-B{row}", [44, 21, 1.5, -1.25]),
    ("G", "Next", 2, "=B{below}-B{row}", [2, -5, 8, -7, -2]),
]
ALONE = {
    "A1": ("=SUM(Spells!B2:B4)", 11),
    "A2": ("=SUM(Rates!B2:B6)", 35),
    "A3": ('=VLOOKUP("cy",Spells!A:C,3,FALSE)', 10),
    "A4": ('=MATCH("Di",Spells!A:A,0)', 5),
    "A5": ('=INDEX(Spells!C:C,MATCH("Ed",Spells!A:A,0))', 20),
    "A6": ("=MAX(Spells!C3:C5)", 90),
    "A7": ("=AVERAGE(Spells!B3:C4)", 19.25),
}


def test_every_formula_is_translated_and_the_notebook_finds_every_value_equal(
    book: Path, tmp_path: Path
) -> None:
    work = begin(open_workbook(book))
    lines = translated(work)
    refused = {line.fill.where: line.refusal for line in lines if line.refusal}
    assert list(refused) == ["A7"]  # an average over two columns
    out = tmp_path / "spells.ipynb"
    write_notebook(work, lines, [], out)
    code = subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", "--to", "script", "--stdout", str(out)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "Spells: 18 values are equal to those saved in the workbook." in done.stdout
    assert "Totals: 6 values are equal to those saved in the workbook." in done.stdout


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("E3:E6", "spells['So far'] = as_saved(spells['Weeks'], sheets['Spells'], 'E', [2]).cumsum()"),
        ("A1", "cells['Totals!A1'] = spells_2_4['Weeks'].sum()"),
        ("D2:D6", "spells['At rate'] = spells_beside['Weeks'] * spells_beside['Rates!B']"),
    ],
)
def test_code_reads_as_a_colleague_would_write_it(book: Path, where: str, line: str) -> None:
    lines = {one.fill.where: one.code for one in translated(begin(open_workbook(book)))}
    assert lines[where].splitlines()[-1] == line


def test_column_worked_out_row_by_row_says_so(book: Path) -> None:
    lines = {one.fill.where: one.code for one in translated(begin(open_workbook(book)))}
    assert lines["F3:F6"].startswith("spells['Left'] = row_by_row(spells, 'Left', 1, lambda spells: ")
