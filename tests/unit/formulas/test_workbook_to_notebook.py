"""`fingerpost translate BOOK.xlsx --out BOOK.ipynb`: whole workbooks as notebooks that check themselves."""

import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import nbformat
import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from fingerpost.commands.translate import command
from fingerpost.errors import FingerpostError
from fingerpost.formulas.workbooks.opening import open_workbook
from fingerpost.formulas.workbooks.smells import smells_of
from fingerpost.formulas.workbooks.translating import translated
from fingerpost.formulas.workbooks.work import Line, Work, begin
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from spoiled_workbooks import bomb, csv_renamed, encrypted
from ugly_workbook import worked_out, write_ugly_workbook

Cells = Mapping[str, object]


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ugly workbook with the values LibreOffice worked out."""
    folder = tmp_path_factory.mktemp("ugly")
    return worked_out(write_ugly_workbook(folder / "ugly.xlsx"), folder)


@pytest.fixture(scope="module")
def ugly_work(ugly: Path) -> tuple[Work, list[Line]]:
    work = begin(open_workbook(ugly))
    return work, translated(work)


def asked(book: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(command, [str(book), "--out", str(out), *more])


def run(notebook: Path) -> str:
    """Execute a notebook with a real kernel, in its own folder; return all that it printed."""
    read = nbformat.read(notebook, as_version=4)
    NotebookClient(read, kernel_name="python3", resources={"metadata": {"path": notebook.parent}}).execute()
    outputs = [output for cell in read.cells for output in cell.get("outputs", ())]
    return "".join(output.get("text", "") for output in outputs)


def saved(file: Path, cells: Cells, results: Cells) -> Path:
    """Write a workbook as Excel saves it: `results` are the values that stand behind the formulas."""
    with xlsxwriter.Workbook(file) as book:
        sheets: dict[str, xlsxwriter.worksheet.Worksheet] = {}
        for where, value in cells.items():
            name, _, cell = where.rpartition("!")
            if name not in sheets:
                sheets[name] = book.add_worksheet(name)
            if isinstance(value, str) and value.startswith("="):
                sheets[name].write_formula(cell, value, None, results.get(where, 0))
            else:
                sheets[name].write(cell, value)
    return file


def lines_of(file: Path) -> dict[str, Line]:
    return {
        f"{line.fill.page.name}!{line.fill.where}": line for line in translated(begin(open_workbook(file)))
    }


def column(letter: str, first: int, *values: object) -> Cells:
    return {f"Data!{letter}{first + place}": value for place, value in enumerate(values)}


def test_notebook_runs_and_equals_what_libreoffice_saved(ugly: Path, tmp_path: Path) -> None:
    out = tmp_path / "ugly.ipynb"
    said = asked(ugly, out).stdout
    assert said.startswith(
        f"Wrote {out}: 254 formulas, 16 once those filled down are taken together.\n214 of them"
    )
    printed = run(out)
    for sheet, values in (("Placements", 194), ("Place codes", 4), ("Summary", 16)):
        assert f"{sheet}: {values} values are equal to those saved in the workbook." in printed
    assert "4 values by SQL are equal too" in printed


def test_notebook_stops_where_the_workbook_says_something_else(ugly: Path, tmp_path: Path) -> None:
    out = tmp_path / "ugly.ipynb"
    asked(ugly, out)
    text = out.read_text(encoding="utf-8")
    assert "cells['Placements!E46'] = placements['Days'].sum()" in text
    out.write_text(text.replace("placements['Days'].sum()", "placements['Days'].sum() + 1"), encoding="utf-8")
    with pytest.raises(CellExecutionError, match=r"E46 is .* here; the workbook has"):
        run(out)


def test_fills_become_column_formulas_in_the_order_they_need(ugly_work: tuple[Work, list[Line]]) -> None:
    places = [f"{line.fill.page.name}!{line.fill.where}" for line in ugly_work[1]]
    assert places.index("Placements!E5:E44") < places.index("Placements!G5:G44") < places.index("Summary!B4")
    by_place = dict(zip(places, ugly_work[1], strict=True))
    assert by_place["Placements!E5:E44"].saved_rows == (17, 25)
    assert by_place["Summary!D11:D14"].code.startswith("summary['All'] = ")
    assert "mixes numbers, texts or logicals" in by_place["Placements!J5:J44"].refusal
    assert "INDIRECT builds a reference out of text" in by_place["Summary!B7"].refusal


@pytest.mark.parametrize(
    ("kind", "where", "said"),
    [
        ("a value typed inside a fill", "Placements!E17", "99 was typed"),
        ("a broken fill", "Placements!G31", '=IF(E31>99,"late","in time")'),
        (
            "an error hidden by IFERROR",
            "Placements!F5:F44",
            "hides 1 errors in 39 cells, the first #N/A in F12",
        ),
        ("a volatile function", "Summary!B6", "uses TODAY"),
        ("a date kept as text", "Placements!D16", "dates as text in 1 of 40 rows"),
        ("a number kept as text", "Place codes!C2", "numbers as text in 4 of 4 rows"),
        ("a hidden sheet", "Settings", "is hidden"),
    ],
)
def test_smell_is_named_with_its_place(
    kind: str, where: str, said: str, ugly_work: tuple[Work, list[Line]]
) -> None:
    smells = {(smell.kind, smell.where): smell.sentence for smell in smells_of(ugly_work[0])}
    assert said in smells[kind, where]


def test_same_workbook_gives_the_same_notebook(ugly: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "one.ipynb", tmp_path / "two.ipynb"]
    for out in outs:
        asked(ugly, out)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_table_with_structured_references_is_one_column_formula(tmp_path: Path) -> None:
    file = tmp_path / "tables.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Costs")
        columns = [
            {"header": "Weeks"},
            {"header": "Rate"},
            {"header": "Cost", "formula": "=[@Weeks]*[@Rate]"},
        ]
        sheet.add_table("B3:D6", {"name": "Costs", "columns": columns, "data": [[1, 10], [2, 20], [3, 30]]})
        for row, value in enumerate((10, 40, 90), start=3):
            sheet.write_formula(row, 3, "=Costs[[#This Row],[Weeks]]*Costs[[#This Row],[Rate]]", None, value)
        sheet.write_formula("F1", "=SUM(Costs[Cost])", None, 140)
    lines = lines_of(file)
    assert lines["Costs!D4:D6"].code == "costs['Cost'] = costs['Weeks'] * costs['Rate']"
    assert lines["Costs!F1"].code == "cells['Costs!F1'] = costs['Cost'].sum()"


def test_saved_value_that_pandas_does_not_give_is_said_and_kept(tmp_path: Path) -> None:
    cells = {**column("A", 1, "Weeks", 1, 2, 3), **column("B", 1, "Twice", "=A2*2", "=A3*2", "=A4*2")}
    file = saved(tmp_path / "stale.xlsx", cells, {"Data!B2": 2, "Data!B3": 5, "Data!B4": 6})
    assert lines_of(file)["Data!B2:B4"].refusal == (
        "The pandas gives 4.0 in B3, where the workbook has 5 saved"
    )


def test_formula_that_needs_itself_is_refused_and_the_rest_is_done(tmp_path: Path) -> None:
    cells = {
        **column("A", 1, "In", 5, 6, 7, 8),
        **column("B", 1, "Share", "=D2/2", "=D3/2", "=D4/2", "=D5/2"),
        **column("C", 1, "Twice", "=A2*2", "=A3*2", "=A4*2", "=A5*2"),
        **column("D", 1, "Whole", "=B2+A2", "=B3+A3", "=B4+A4", "=B5+A5"),
    }
    results = {f"Data!B{row}": row + 3 for row in range(2, 6)}
    results |= {f"Data!{letter}{row}": (row + 3) * 2 for row in range(2, 6) for letter in "CD"}
    lines = lines_of(saved(tmp_path / "circle.xlsx", cells, results))
    assert "needs its own value" in lines["Data!B2:B5"].refusal + lines["Data!D2:D5"].refusal
    assert lines["Data!C2:C5"].code == "data['Twice'] = data['In'] * 2"


def test_errors_travel_down_a_chain_of_columns(tmp_path: Path) -> None:
    cells = {
        **column("A", 1, "Cost", 6, 8, 9),
        **column("B", 1, "Weeks", 2, 0, 3),
        **column("C", 1, "Rate", "=A2/B2", "=A3/B3", "=A4/B4"),
        **column("D", 1, "More", "=C2+1", "=C3+1", "=C4+1"),
    }
    results = {
        "Data!C2": 3,
        "Data!C3": "#DIV/0!",
        "Data!C4": 3,
        "Data!D2": 4,
        "Data!D3": "#DIV/0!",
        "Data!D4": 4,
    }
    lines = lines_of(saved(tmp_path / "errors.xlsx", cells, results))
    assert lines["Data!D2:D4"].code == "data['More'] = data['Rate'] + 1"


def test_macros_are_said_and_ignored(tmp_path: Path) -> None:
    cells = {**column("A", 1, "Weeks", 1, 2, 3), **column("B", 1, "Twice", "=A2*2", "=A3*2", "=A4*2")}
    file = saved(tmp_path / "plain.xlsx", cells, {"Data!B2": 2, "Data!B3": 4, "Data!B4": 6})
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"nothing that runs")
    asked(file, tmp_path / "out.ipynb")
    text = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert "The workbook holds macros. They are not read and not run." in text


def test_today_is_the_day_the_workbook_was_saved_or_the_one_named(ugly: Path, tmp_path: Path) -> None:
    work = begin(open_workbook(ugly))
    assert work.as_at == openpyxl.load_workbook(ugly).properties.modified.date()
    asked(ugly, tmp_path / "out.ipynb", "--as-at", "2025-05-01")
    assert "TODAY() is taken as 01/05/2025" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert begin(open_workbook(ugly), date(2025, 5, 1)).as_at == date(2025, 5, 1)


def cut_short(path: Path) -> None:
    saved(path, {"Data!A1": 1, "Data!A2": "=A1*2"}, {"Data!A2": 2})
    path.write_bytes(path.read_bytes()[:900])


def damaged_inside(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")


def no_values(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+A2"
    book.save(path)


def no_formulas(path: Path) -> None:
    saved(path, {"Data!A1": 1}, {})


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (encrypted, "protected by a password or in the old .xls format"),
        (cut_short, "is cut short or damaged"),
        (damaged_inside, "a part is damaged or missing"),
        (csv_renamed, "is no .xlsx workbook, whatever its name says"),
        (bomb, "unpacks to 6 MB, more than the 5 MB opened here"),
        (no_values, "holds formulas but none of their values"),
        (no_formulas, "holds no formula"),
    ],
)
def test_workbook_that_cannot_be_opened_is_refused_in_a_sentence(
    write: Callable[[Path], None], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fingerpost.formulas.tables._LARGEST_FILE", 5_000_000)
    write(tmp_path / "book.xlsx")
    outcome = asked(tmp_path / "book.xlsx", tmp_path / "book.ipynb")
    assert isinstance(outcome.exception, FingerpostError)
    assert outcome.exception.exit_status == 1
    assert said in str(outcome.exception)
    assert not (tmp_path / "book.ipynb").exists()


def test_notebook_that_stands_there_is_never_written_over(ugly: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.ipynb"
    out.write_text("my work", encoding="utf-8")
    assert "is there already" in str(asked(ugly, out).exception)
    assert out.read_text(encoding="utf-8") == "my work"
    assert "end it in .ipynb" in str(asked(ugly, tmp_path / "mine.txt").exception)
