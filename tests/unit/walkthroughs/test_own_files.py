"""A learner's own file is read so that nothing in it is lost, or refused in one sentence."""

from pathlib import Path

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.source import read_source


def read(file: Path) -> pd.DataFrame:
    table = read_source(file)
    assert isinstance(table, pd.DataFrame)
    return table


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_leading_zeros_long_ids_and_na_stay_as_they_are_written(tmp_path: Path) -> None:
    table = read(
        written(
            tmp_path,
            "own.csv",
            b"CHILD,UPN,PLACE,WEEKS\n0012,123456789012345678,NA,3\n7,123456789012345679,,4\n",
        )
    )
    assert table["CHILD"].tolist() == ["0012", "7"]
    assert table["UPN"].tolist() == ["123456789012345678", "123456789012345679"]
    assert table["PLACE"].tolist()[0] == "NA"
    assert table["PLACE"].isna().tolist() == [False, True]
    assert table["WEEKS"].dtype == "int64"


@pytest.mark.parametrize(
    ("coding", "separator"), [("utf-8-sig", ","), ("cp1252", ","), ("utf-8", ";"), ("utf-8", "\t")]
)
def test_files_as_excel_writes_them_are_read(tmp_path: Path, coding: str, separator: str) -> None:
    lines = [["CHILD", "PLACE"], ["Zoë", "U4"], ["Siân", "K2"]]
    text = "\n".join(separator.join(line) for line in lines)
    table = read(written(tmp_path, "own.csv", text.encode(coding)))
    assert table.columns.tolist() == ["CHILD", "PLACE"]
    assert table["CHILD"].tolist() == ["Zoë", "Siân"]


def test_a_workbook_is_walked_through(tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    pd.DataFrame({"CHILD": [1, 1, 2], "PLACE": ["U4", "K2", None]}).to_excel(
        file, index=False, engine="xlsxwriter"
    )
    shown = walk.pivot(file)
    assert isinstance(shown, Walkthrough)
    assert shown.scene.table("size").rows[-1].cells[1] == 2


BAD = {
    "a workbook named csv": ("own.csv", b"PK\x03\x04rest", "is a workbook, though its name says text"),
    "text named workbook": ("own.xlsx", b"CHILD,PLACE\n1,U4\n", "is no workbook, though its name says so"),
    "half a workbook": ("own.xlsx", b"PK\x03\x04cut off here", "cannot be opened as a workbook"),
    "an empty file": ("own.csv", b"", "is empty"),
    "a picture": ("own.png", b"\x89PNG", "is no CSV file and no workbook"),
    "a title above the headings": (
        "own.csv",
        b"Placements in 2024\nCHILD,PLACE\n1,U4\n",
        "There is no column 'PLACE'|cannot be read as a table",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_not_what_it_says_gives_one_sentence(tmp_path: Path, case: str) -> None:
    name, content, wanted = BAD[case]
    shown = walk.pivot(written(tmp_path, name, content))
    assert isinstance(shown, Notice)
    assert any(part in shown.sentence for part in wanted.split("|")), shown.sentence


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    shown = walk.pivot(str(tmp_path / "gone.csv"))
    assert "There is no file" in str(shown)
