"""How fast formulas are read, translated and filled down, and how the wide comparison ends.

`make bench` prints the figures; agreement passes or fails, speed does not, save for the ratio to a peer.
"""

import json
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import duckdb
import pytest
import xlsxwriter
from differing import Column, ironcalc_differences, translation_differences, unexplained
from fingerpost.formulas.filling import filled
from fingerpost.formulas.filling_fast import fill_down
from fingerpost.formulas.oracle import filled_texts, ironcalc_values
from fingerpost.formulas.parser import _parse_short, parse
from fingerpost.formulas.tables import Table
from fingerpost.formulas.troubles import BrokenFormulaError
from formula_maker import Maker, a_table
from grammar_maker import a_broken_formula, a_formula

CELLS = 100_000
FAST = ("=B2*C2+1", '=IF(B2>10,"many","few")', "=ROUND(B2,1)", "=C3-C2", "=SUM($C$2:C2)", '=E2&"-"&A2')
PEER = """
import sys, time, formulas
began = time.perf_counter()
formulas.ExcelModel().loads(sys.argv[1]).finish().calculate()
print(time.perf_counter() - began)
"""


def report(what: str, figure: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"\n{what}: {figure}")


def generator(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a measurement, no secret


def test_formulas_read_a_second() -> None:
    rng = generator(1)
    texts = list({Maker(rng, 400).formula() for _ in range(40_000)})
    _parse_short.cache_clear()
    began = time.process_time()
    for text in texts:
        parse(text)
    report(
        f"{len(texts):,} different formulas read",
        f"{len(texts) / (time.process_time() - began):,.0f} a CPU second",
    )


def test_grammar_is_read_and_broken_formulas_are_refused() -> None:
    rng = generator(2)
    for _ in range(50_000):
        parse(a_formula(rng))
    for _ in range(10_000):
        text = a_broken_formula(rng)
        with pytest.raises(BrokenFormulaError) as caught:
            parse(text)
        assert 0 <= caught.value.start <= len(text)
    report("grammar", "50,000 formulas read, 10,000 broken ones refused with a position")


def test_cells_filled_a_second() -> None:
    table = Table(a_table(generator(3), CELLS))
    assert table.sheet.height == CELLS + 1
    for text in FAST:
        began = time.process_time()
        results = fill_down(parse(text), table).results
        report(
            f"filled down, {text}", f"{len(results) / (time.process_time() - began):,.0f} cells a CPU second"
        )


def test_sumifs_filled_a_second() -> None:
    table = Table(a_table(generator(4), 1_000))
    for text in ("=SUMIFS($C$2:$C$1001,$E$2:$E$1001,E2,$A$2:$A$1001,A2)", '=COUNTIFS($D$2:$D$1001,">"&D2)'):
        assert table.sheet.height == 1_001
        began = time.process_time()
        results = fill_down(parse(text), table).results
        report(
            f"over 1,000 rows, {text}",
            f"{len(results) / (time.process_time() - began):,.0f} cells a CPU second",
        )


def test_nothing_differs_over_100_000_cells() -> None:
    rng, cells, translated = generator(5), 0, 0
    while cells < CELLS:
        rows = rng.randint(20, 60)
        table = Table(a_table(rng, rows))
        columns = [Column.of(Maker(rng, rows).formula(), table) for _ in range(40)]
        assert unexplained(ironcalc_differences(columns, table), table) == []
        with duckdb.connect(":memory:", config={"threads": 1}) as connection:
            connection.register("data", table.frame)
            for column in columns[:20]:
                assert translation_differences(column, table, connection) == []
                translated += rows
        cells += rows * len(columns)
    report(
        "cells compared",
        f"{cells:,} with IronCalc, {translated:,} of them with pandas and SQL: 0 unexplained",
    )


def test_one_workbook_beside_peers(tmp_path: Path) -> None:
    rng = generator(6)
    table = Table(a_table(rng, 200).fillna({"Place": "x", "Weeks": 1.0}))
    texts = [
        "=B2*C2",
        '=IF(B2>10,"many","few")',
        "=ROUND(B2,1)",
        "=SUMIFS($C$2:$C$201,$E$2:$E$201,E2)",
        "=YEAR(D2)",
    ]
    formulas = [parse(text) for text in texts]
    began = time.perf_counter()
    for formula in formulas:
        filled(formula, table)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    ironcalc_values(table, [filled_texts(formula, 200) for formula in formulas], 2)
    report("1,000 cells by us / IronCalc", f"{ours:.3f} s / {time.perf_counter() - began:.3f} s")
    file = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, column in table.sheet.columns.items():
            for row, value in enumerate(column):
                if value is not None:
                    sheet.write(row, number - 1, value)
        for place, formula in enumerate(formulas):
            for row, text in enumerate(filled_texts(formula, 200), start=1):
                sheet.write_formula(row, 7 + place, text)
    libreoffice(file)
    theirs = peer_seconds(file, tmp_path)
    report("the same by the formulas package", f"{theirs:.1f} s, {theirs / ours:.0f} times ours")
    assert theirs >= 10 * ours


def libreoffice(file: Path) -> None:
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing; binder/fetch_programs.py installs it"
    began = time.perf_counter()
    words = [program, f"-env:UserInstallation=file://{file.parent / 'profile'}", "--headless"]
    subprocess.run(
        [*words, "--convert-to", "csv", "--outdir", str(file.parent), str(file)],
        check=True,
        capture_output=True,
    )
    report("the same by LibreOffice, start included", f"{time.perf_counter() - began:.1f} s")


def peer_seconds(file: Path, folder: Path) -> float:
    """Return the seconds the `formulas` package takes, in an environment made for it alone."""
    python = folder / "peer" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(folder / "peer")], check=True, capture_output=True)
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "formulas[excel]==1.3.4"], check=True, capture_output=True
    )
    outcome = subprocess.run([python, "-c", PEER, str(file)], check=True, capture_output=True, text=True)
    return float(outcome.stdout.split()[-1])


def a_large_workbook(file: Path) -> int:
    """Write 50 sheets of 1,000 rows with four filled columns each, values saved; return how many formulas."""
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        for number in range(50):
            sheet = book.add_worksheet(f"Team {number + 1}")
            for place, heading in enumerate(("Child", "Weeks", "Rate", "Cost", "Band", "So far", "Same")):
                sheet.write(0, place, heading)
            total = 0.0
            for row in range(2, 1002):
                weeks, rate, child = row % 37 + number, row % 11 + 0.5, f"C{row % 400}"
                total += weeks * rate
                same = len(range(2 + (row - 2) % 400, 1002, 400))
                sheet.write_row(row - 1, 0, [child, weeks, rate])
                sheet.write_formula(row - 1, 3, f"=B{row}*C{row}", None, weeks * rate)
                band = "long" if weeks > 20 else "short"
                sheet.write_formula(row - 1, 4, f'=IF(B{row}>20,"long","short")', None, band)
                sheet.write_formula(row - 1, 5, f"=SUM($D$2:D{row})", None, total)
                sheet.write_formula(row - 1, 6, f"=COUNTIF($A$2:$A$1001,A{row})", None, same)
    return 200_000


def test_two_hundred_thousand_formulas_become_a_notebook_that_finds_them_equal(tmp_path: Path) -> None:
    book, out = tmp_path / "large.xlsx", tmp_path / "large.ipynb"
    formulas = a_large_workbook(book)
    began = _children()
    command = [sys.executable, "-m", "fingerpost", "translate", str(book), "--out", str(out)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    report(f"{formulas:,} formulas on 50 sheets into a notebook", f"{_children() - began:.0f} CPU s")
    assert f"{formulas:,} of them are pandas" in told
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    code = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    began = _children()
    ran = subprocess.run(
        [sys.executable, "-"], input=code, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    report("that notebook run", f"{_children() - began:.0f} CPU s")
    equal = re.findall(r"Team \d+: ([\d,]+) values are equal", ran.stdout)
    assert sum(int(count.replace(",", "")) for count in equal) == formulas


def _children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
