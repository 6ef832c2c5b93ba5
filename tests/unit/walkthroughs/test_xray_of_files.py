"""Whatever the file, an X-ray shows what pandas and DuckDB really make of it by the lines beside it."""

import contextlib
import csv
import io
import tempfile
import warnings
from pathlib import Path
from typing import Any, get_args

import duckdb
import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.spec.tables import table_named
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.example_files import ExampleName, example_file
from fingerpost.walkthroughs.plain_text import plain_text
from fingerpost.walkthroughs.scene import Cell, Scene
from fingerpost.walkthroughs.storyboard import storyboard
from fingerpost.walkthroughs.xray.found import in_excel, is_counted_in_excel
from fingerpost.walkthroughs.xray.story import tell_xray
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shown_code import by_pandas, check_standard, has_step, step_called

CELLS = {
    "ids": st.sampled_from(["0012", "12", "00001", "1234567890123456", ""]),
    "numbers": st.one_of(st.integers(-999, 999).map(str), st.just("")),
    "days": st.sampled_from(["03/04/2024", "12/12/2023", "5/6/2024", ""]),
    "long_days": st.sampled_from(["03/04/2024", "25/12/2023", "31/1/2024", ""]),
    "iso": st.sampled_from(["2024-04-03", "2023-12-25", ""]),
    "words": st.sampled_from(["U4", "NA", "O'Hara", 'a "b"', "Zoë, Siân", "1x", ""]),
}


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """Return a file's separator and text: up to four columns of a kind each, with or without titles."""
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=2, max_size=4))
    size = draw(st.integers(1, 10))
    columns = [draw(st.lists(CELLS[kind], min_size=size, max_size=size)) for kind in kinds]
    separator = draw(st.sampled_from([",", ";", "\t"]))
    titles = draw(st.lists(st.sampled_from(["Annex A", "Printed on Monday"]), max_size=2))
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, lineterminator="\n")
    writer.writerows([title, *[""] * (len(kinds) - 1)] for title in titles)
    writer.writerow([f"C{at}" for at in range(len(kinds))])
    writer.writerows(zip(*columns, strict=True))
    return separator, written.getvalue()


def all_blank(text: str, separator: str) -> bool:
    return any(not line.replace(separator, "").replace('"', "").strip() for line in text.splitlines())


def cells(table: pd.DataFrame) -> list[tuple[Cell, ...]]:
    return [tuple(map(to_cell, line)) for line in table.itertuples(name=None)]


@settings(max_examples=40, deadline=None)
@given(files())
@example((";", "C0;C1\nU4;K2\nU4;Zoë, Siân\nZoë, Siân;Zoë, Siân\n"))
def test_table_at_the_end_is_what_both_lines_read(file: tuple[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("own.csv").write_text(file[1], encoding="utf-8")
        scene = tell_xray("own.csv", name="", sheet=0)
        check_standard(scene)
        taken = step_called(scene, "Your words")
        read = by_pandas(taken, {})
        shown = scene.table("right")
        assert [row.cells for row in shown.rows] == cells(read.head(8))
        assert [column.name for column in shown.columns[1:]] == list(read.columns)
        lines = duckdb.execute(taken.python.codes[1].text).fetchall()
        assert [tuple(map(to_cell, line)) for line in lines] == [line[1:] for line in cells(read)]


LONGER_THAN_ITS_HEADING = (";", "C0;C1\nU4;Zoë, Siân\nU4;K2\n")  # to pandas, which sees one heading


@settings(max_examples=40, deadline=None)
@given(files())
@example(LONGER_THAN_ITS_HEADING)
def test_every_switch_on_the_way_is_what_pandas_reads_then(file: tuple[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("own.csv").write_text(file[1], encoding="utf-8")
        scene = tell_xray("own.csv", name="", sheet=0)
        for name in ("As pandas stored it", "In its place", "Ids as text", "The guess", "The format"):
            if not has_step(scene, name):
                continue
            step = step_called(scene, name)
            shown = scene.table(step.python.shows[0].table)
            if shown.rows[0].id == "stopped":
                with pytest.raises(pd.errors.ParserError):
                    by_pandas(step, {})
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # pandas may warn that it guesses
                read = by_pandas(step, {})
            seen = [column.name for column in shown.columns[1:]]
            assert [row.cells for row in shown.rows] == cells(read[seen].head(len(shown.rows)))


def steps_of(example: ExampleName) -> list[str]:
    return [step.name for step in told(example).steps]


def told(example: ExampleName) -> Scene:
    return tell_xray(example_file(example), name="", sheet=0)


SWITCHES: dict[ExampleName, list[str]] = {
    "clean": ["The format"],
    "zeros": ["Ids as text"],
    "dates": ["The guess", "The format"],
    "titles": ["In its place"],
    "all": ["In its place", "Ids as text", "The guess", "The format"],
}


@pytest.mark.parametrize("example", get_args(ExampleName))
def test_only_the_traps_of_a_file_are_told(example: ExampleName) -> None:
    assert steps_of(example)[3:-3] == SWITCHES[example]
    check_standard(told(example))


def test_amounts_are_those_of_the_file() -> None:
    saved = {row.id: row.cells[1] for row in told("all").table("meter").rows}
    assert saved == {
        "rows": 7, "columns": 4, "blank": 1, "skipped": 2, "zeros": 5, "swapped": 7, "words": 2,
    }  # fmt: skip


def test_a_switch_that_changes_nothing_has_no_line() -> None:
    lines = {example: {row.id for row in told(example).table("meter").rows} for example in SWITCHES}
    counts = {"rows", "columns", "blank"}
    assert lines == {
        "clean": counts,
        "zeros": counts | {"zeros"},
        "dates": counts | {"swapped"},
        "titles": counts | {"skipped"},
        "all": counts | {"skipped", "zeros", "swapped", "words"},
    }


def test_dates_of_which_one_cannot_be_swapped_stay_text_without_a_word() -> None:
    table = pd.DataFrame({"DECOM": ["03/04/2024", "25/04/2024"], "N": [1, 2]})
    said = step_called(tell_xray(table, name="own", sheet=0), "The guess").sentence
    assert "left the column as text" in said


def test_a_workbook_is_seen_sheet_by_sheet(tmp_path: Path) -> None:
    file = tmp_path / "annex_a.xlsx"
    with pd.ExcelWriter(file, engine="xlsxwriter") as book:
        pd.DataFrame({"A": [1]}).to_excel(book, sheet_name="Notes", index=False)
        table = pd.DataFrame({"CHILD": ["0012", "7"], "DECOM": pd.to_datetime(["2024-04-03", "2024-05-01"])})
        table.to_excel(book, sheet_name="List 8", index=False, startrow=2)
    shown = walk.xray(file, sheet="List 8")
    assert isinstance(shown, Walkthrough)
    check_standard(shown.scene)
    assert [row.cells[1] for row in shown.scene.table("right").rows] == ["0012", "7"]
    line = step_called(shown.scene, "Your words").python.codes[0].text
    assert 'sheet_name="List 8"' in line
    with contextlib.chdir(tmp_path):
        read = pd.DataFrame(eval(line, {"pd": pd}))  # noqa: S307 - the code shown is ours
    assert read["CHILD"].tolist() == ["0012", "7"]
    wrong = walk.xray(file, sheet="List 9")
    assert repr(wrong) == "'annex_a.xlsx' has no sheet 'List 9'; its sheets are Notes, List 8."


BAD: dict[str, tuple[bytes, str]] = {
    "nothing in it": (b"", "'own.csv' is empty"),
    "headings alone": (b"CHILD,PLACE\n", "has no rows below its headings"),
    "a column without a heading": (b"CHILD,,PLACE,A,B,C\n1,2,3,4,5,6\n", "has no heading"),
    "two columns of one name": (b"CHILD,CHILD\n1,2\n", "Two columns of 'own.csv' are called 'CHILD'"),
    "a comma too many": (b"CHILD,PLACE\n1,U4\n2,U4,3\n", "Row 2 of 'own.csv' has 3 cells for 2 headings"),
    "a workbook": (b"PK\x03\x04", "is a workbook, though its name says text"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_seen_through_gives_one_sentence(case: str, tmp_path: Path) -> None:
    content, wanted = BAD[case]
    (tmp_path / "own.csv").write_bytes(content)
    shown: Any = walk.xray(tmp_path / "own.csv")
    assert isinstance(shown, Notice)
    assert wanted in shown.sentence


def test_a_file_in_the_old_coding_is_read_and_said(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes("CHILD,NAME\n1,Zoë\n".encode("cp1252"))
    shown = walk.xray(tmp_path / "own.csv")
    assert isinstance(shown, Walkthrough)
    assert 'encoding="cp1252"' in step_called(shown.scene, "In its place").python.codes[0].text
    assert "UnicodeDecodeError" in step_called(shown.scene, "As pandas stored it").sentence


LIKE_TWO_NUMBERS = {
    "5-9": "05-Sep", "1-4": "01-Apr", "10/11": "10-Nov", "10-15": "Oct-15", "16-17": "16-17", "0-4": "0-4",
}  # fmt: skip


@pytest.mark.parametrize("band", LIKE_TWO_NUMBERS)
def test_a_band_of_ages_becomes_a_date_in_excel_where_there_is_such_a_day_or_month(band: str) -> None:
    assert in_excel(band) == LIKE_TWO_NUMBERS[band]


def test_excel_changes_bands_and_long_numbers_that_pandas_keeps() -> None:
    scene = told("zeros")
    said = step_called(scene, "As Excel shows it").sentence
    assert said.endswith("0012 shows as 12, 5-9 shows as 05-Sep, 999000000012 shows as 9.99E+11.")
    stored = scene.table("plain").rows[0].cells[1:]
    assert stored == (12, "5-9", 999_000_000_012, "U4")


def test_a_guess_marks_the_dates_it_turned_and_no_other() -> None:
    scene = told("dates")
    step = step_called(scene, "The guess")
    marked = {
        (row, name) for mark in step.python.shows[0].marks for row in mark.rows for name in mark.columns
    }
    assert len(marked) == 10
    assert not {("record-3", "DOB"), ("record-6", "DOB")} & marked  # 05/05/2015 and 10/10/2011
    assert "Ten dates" in step.sentence


@pytest.mark.parametrize(
    ("example", "kinds"),
    [
        ("zeros", {"12": "number", "05-Sep": "number", "16-17": "text", "9.99E+11": "number", "U4": "text"}),
        ("dates", {"03/04/2012": "number", "U4": "text"}),
        ("titles", {"Child Unique ID": "text", "C1001": "text"}),
    ],
)
def test_each_number_and_date_stands_to_the_right_and_all_text_to_the_left_as_in_excel(
    example: ExampleName, kinds: dict[str, str]
) -> None:
    excel = told(example).table("excel")
    found = {
        str(cell): kind
        for row in excel.rows
        for cell, kind in zip(row.cells, row.kinds, strict=True)
        if str(cell) in kinds
    }
    assert found == kinds
    assert {column.kind for column in excel.columns} == {"text"}, "a heading is text"


def test_the_text_twin_and_the_storyboard_put_each_cell_on_its_side() -> None:
    scene = told("zeros")
    assert 'text-align:right">05-Sep<' in storyboard(scene)
    assert 'text-align:left">16-17<' in storyboard(scene)
    assert "     12    05-Sep  9.99E+11  U4" in plain_text(scene)
    assert "    113  16-17     9.99E+11  U4" in plain_text(scene)
    assert "In Excel, cell A1: CHILD,AGE_BAND" not in plain_text(scene)


@pytest.mark.parametrize(
    ("cell", "counted"),
    [
        ("03/04/2012", True),
        ("31/06/2012", False),
        ("5-9", True),
        ("16-17", False),
        ("1.5", True),
        ("TRUE", False),
    ],
)
def test_what_excel_takes_for_a_number_or_a_date(cell: str, counted: bool) -> None:  # noqa: FBT001 - a case's answer
    assert is_counted_in_excel(cell) is counted


def test_the_first_step_shows_bare_lines_in_notepad_and_no_sheet() -> None:
    scene = told("zeros")
    step, lines = step_called(scene, "The file"), scene.table("notepad")
    assert (step.excel.title, step.excel.formula, lines.anchor) == ("In Notepad", None, "")
    assert [column.name for column in lines.columns] == ["CHILD,AGE_BAND,UPRN,PLACE"]
    assert lines.rows[0].cells == ("0012,5-9,999000000012,U4",)
    assert {other.excel.title for other in scene.steps if other is not step} == {""}
    assert step.sentence.endswith("zeros.csv, as Notepad shows them.")


@pytest.mark.parametrize("example", ["all", "titles"])
def test_a_list_8_has_columns_of_list_8(example: ExampleName) -> None:
    shown = {column.name for column in told(example).table("right").columns[1:]}
    assert shown <= {column.name for column in table_named("annex_a.list_8").columns}
