"""`fingerpost translate` as a person types it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from fingerpost.commands.translate import command
from fingerpost.errors import FingerpostError
from fingerpost.formulas.checking import run_pandas
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import read_table
from fingerpost.formulas.translating.code import to_pandas, to_sql
from spoiled_workbooks import bomb, csv_renamed, encrypted

LINES = "Place,Weeks,Cost,Started\nLeeds,3,2.5,2024-01-05\nleeds,4,,05/02/2024\nYork,5,1.5,2024-03-01\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a CSV file of three placements."""
    path = tmp_path / "placements.csv"
    path.write_text(LINES, encoding="utf-8")
    return path


def asked(formula: str, file: Path, *more: str) -> Result:
    return CliRunner().invoke(command, [formula, "--table", str(file), *more])


def refusal(formula: str, file: Path) -> str:
    outcome = asked(formula, file)
    assert isinstance(outcome.exception, FingerpostError)
    assert outcome.exception.exit_status == 1
    assert outcome.output == ""
    return str(outcome.exception)


def test_value_stands_alone_on_the_first_line(file: Path) -> None:
    lines = asked('=SUMIFS(B:B,A:A,"leeds")', file).output.splitlines()
    assert lines[0] == "7"
    assert "The value agrees with IronCalc on the one value." in lines


def test_filled_formula_shows_its_first_rows_and_agrees_on_all(file: Path) -> None:
    said = asked("=ROUND(C2,0)*B2", file).output
    assert "  row 4: 10\n" in said
    for who in ("pandas agrees with the interpreter", "SQL agrees with the interpreter"):
        assert f"{who} on all 3 rows." in said


def test_missing_ironcalc_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fingerpost.formulas.explaining.is_installed", lambda: False)
    assert "IronCalc is not installed" in asked("=SUM(B:B)", file).output


def test_explain_names_the_steps_and_the_trap_with_its_amount(file: Path) -> None:
    said = asked("=AVERAGE(C:C)", file, "--explain").output
    assert "Column Cost has 1 blank, which AVERAGE leaves out: 2." in said
    assert "Counted as 0 that would make it 1.33333333333333." in said


def test_day_of_today_is_asked_for_and_then_used(file: Path) -> None:
    assert "--as-at" in refusal("=TODAY()-D2", file)
    assert asked("=TODAY()-D2", file, "--as-at", "2024-01-06").output.startswith("1\n")


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("=SUM(B2", "'SUM(' opened at character 2 is not closed"),
        ("=Z2*2", "At character 2 Z2 lies outside the table, which has columns A to D and rows 1 to 4."),
        ("=B50", "At character 2 B50 lies outside the table"),
        ("=SUMM(B:B)", "At character 2 SUMM is not a function known here"),
        ('=INDIRECT("B2")', "At character 2 INDIRECT builds a reference out of text"),
        ("=[Other.xlsx]Sheet1!B2", "reads another workbook, [Other.xlsx]"),
        ("=Costs!B2", "is on another sheet"),
        ("=rate*2", "'rate' is no cell, function or name known here"),
        ("=LEFT()", "LEFT has 0 arguments; it takes at least 1"),
        ("=" + "(" * 200 + "1" + ")" * 200, "nested more than 128 deep"),
        ("=" + "1+" * 5_000 + "1", "Excel takes 8192 at most"),
    ],
)
def test_formula_that_cannot_be_answered_names_the_place(formula: str, said: str, file: Path) -> None:
    assert said in refusal(formula, file)


def cut_short(path: Path) -> None:
    whole_workbook(path)
    path.write_bytes(path.read_bytes()[:900])


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "no workbook")


def whole_workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate([["Place", "Weeks"], ["Leeds", 3], ["York", 5]]):
            sheet.write_row(row, 0, line)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (encrypted, "protected by a password or in the old .xls format"),
        (cut_short, "is cut short or damaged"),
        (csv_renamed, "is no .xlsx workbook, whatever its name says"),
        (other_zip, "holds no Excel workbook"),
        (bomb, "unpacks to 6 MB, more than the 5 MB opened here"),
    ],
)
def test_file_that_is_no_workbook_is_refused_in_a_sentence(
    write: Callable[[Path], None], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fingerpost.formulas.tables._LARGEST_FILE", 5_000_000)
    path = tmp_path / "book.xlsx"
    write(path)
    assert said in refusal("=SUM(B:B)", path)


def test_csv_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    assert "There is no file" in refusal("=SUM(B:B)", path)
    path.write_text("", encoding="utf-8")
    assert "is empty" in refusal("=SUM(B:B)", path)
    path.write_text("a,b\n1,2,3\n", encoding="utf-8")
    assert "Line 2 of" in refusal("=SUM(B:B)", path)
    whole_workbook(path)
    assert "rename it to end in .xlsx" in refusal("=SUM(B:B)", path)


def test_workbook_is_read_like_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    whole_workbook(path)
    assert asked('=VLOOKUP("york",A2:B3,2,FALSE)', path).output.startswith("5\n")


def test_printed_code_runs_by_itself_on_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = read_table(file)
    formula = parse('=IF(B2>3,ROUND(B2/2,0),DATEDIF(D2,DATE(2024,3,31),"m"))')
    names: dict[str, object] = {"pd": pd}
    monkeypatch.chdir(file.parent)
    exec(table.reading, names)  # noqa: S102 - the line we tell people to type
    exec(to_pandas(formula, table).whole, names)  # noqa: S102 - our own translation
    expected = run_pandas(to_pandas(formula, table), table).results
    assert list(names["result"]) == expected == [2.0, 2.0, 3.0]  # type: ignore[call-overload]  # a column
    code = to_sql(formula, table)
    with duckdb.connect() as connection:
        connection.register("data", names["table"])
        connection.execute(code.rules)
        assert [row[1] for row in connection.execute(code.expression).fetchall()] == expected


def test_reverse_gives_the_formula_and_how_it_agreed(file: Path) -> None:
    lines = asked("table['Weeks'].sum()", file, "--reverse").output.splitlines()
    assert lines == ["=SUM($B$2:$B$4)", "", "The formula agrees with the line of pandas on the one value."]
