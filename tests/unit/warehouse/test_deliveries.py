"""The files that notebooks open: the process's own, put back as they came, harder to read on B."""

import re
from pathlib import Path

import pandas as pd
import pytest
from fingerpost.errors import FingerpostError
from fingerpost.grading.data import Data
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.connection import open_warehouse
from fingerpost.warehouse.deliveries import DELIVERIES, deliver
from fingerpost.warehouse.paths import delivery_folder, returns_folder, year_folder
from fingerpost.warehouse.workbooks import ANNEX_A, LIST_8, TITLE_ROWS

pytestmark = pytest.mark.usefixtures("door")
NAMES = ("annex_a.xlsx", "episodes.csv", "header.csv")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder a notebook stands in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def list_8(book: Path) -> pd.DataFrame:
    return pd.read_excel(book, sheet_name=LIST_8, skiprows=TITLE_ROWS, dtype="str", engine="calamine")


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_folder_data_holds_the_files_of_the_process(
    root: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, letter: str
) -> None:
    monkeypatch.setenv("FINGERPOST_AUTHORITY", letter)
    assert deliver("01").names == NAMES
    for name in NAMES:
        assert (desk / "data" / name).read_bytes() == (
            delivery_folder(letter, "01", root) / name
        ).read_bytes()


def test_file_saved_in_excel_is_put_back_and_own_files_stay(desk: Path) -> None:
    deliver("01")
    (desk / "data" / "header.csv").write_text("CHILD\n237\n", encoding="utf-8")
    (desk / "data" / "mine.csv").write_text("a\n", encoding="utf-8")
    assert repr(deliver("01")) == "In the folder data: annex_a.xlsx, episodes.csv, header.csv"
    assert (desk / "data" / "header.csv").read_text(encoding="utf-8").startswith("CHILD,SEX,DOB")
    assert (desk / "data" / "mine.csv").is_file()


def test_link_in_the_folder_is_replaced_and_not_followed(desk: Path) -> None:
    (desk / "data").mkdir()
    (desk / "theirs.txt").write_text("keep me", encoding="utf-8")
    (desk / "data" / "header.csv").symlink_to(desk / "theirs.txt")
    deliver("01")
    assert (desk / "theirs.txt").read_text(encoding="utf-8") == "keep me"
    assert not (desk / "data" / "header.csv").is_symlink()


def test_folder_that_cannot_be_written_is_said_in_words(desk: Path) -> None:
    (desk / "data").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(FingerpostError, match=r"could not be written .*Is it open in Excel"):
        deliver("01")


def test_module_without_files_and_files_not_built_are_said_in_words(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FingerpostError, match="Module '99' opens no files"):
        deliver("99")
    monkeypatch.setenv("FINGERPOST_DATA", str(desk))
    with pytest.raises(FingerpostError, match=r"authority A are not in .*fingerpost start"):
        deliver("01")


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_extract_is_the_return_with_unknown_pupil_numbers_blank(root: Path, letter: str) -> None:
    made, returned = (
        pd.read_csv(folder / "header.csv", dtype="str")
        for folder in (delivery_folder(letter, "01", root), year_folder(letter, 2025, root))
    )
    unknown = returned["UPN"].str.startswith("UN")
    assert 0 < unknown.sum() < len(returned)
    assert (made["UPN"].isna() == unknown).all()
    assert made["CHILD"].equals(returned["CHILD"])
    assert made["CHILD"].str.startswith("0").any()


def test_files_of_b_alone_are_harder_to_read(root: Path) -> None:
    for letter, is_hard in (("A", False), ("B", True), ("T", False)):
        made = {
            name: pd.read_csv(delivery_folder(letter, "01", root) / f"{name}.csv", dtype="str")
            for name in ("header", "episodes")
        }
        days = made["header"]["DOB"].str[:2].astype(int)
        assert (days.max() <= 12) == is_hard
        assert made["header"]["MOTHER"].isna().all() == made["episodes"]["URN"].isna().all() == is_hard


def test_dates_of_b_without_a_form_are_swapped_in_silence(
    root: Path, recwarn: pytest.WarningsRecorder
) -> None:
    told = pd.read_csv(delivery_folder("B", "01", root) / "header.csv", dtype="str")["DOB"]
    guessed, right = pd.to_datetime(told), pd.to_datetime(told, format="%d/%m/%Y")
    assert (guessed != right).mean() > 0.8
    assert not recwarn.list


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_workbook_holds_list_8_below_its_titles_and_says_that_nobody_is_real(root: Path, letter: str) -> None:
    book = returns_folder(letter, root) / ANNEX_A
    with pd.ExcelFile(book, engine="calamine") as opened:
        assert opened.sheet_names == ["Contents", LIST_8]
        top = pd.read_excel(opened, sheet_name=LIST_8, header=None, nrows=TITLE_ROWS + 1)
    assert "Every child is invented." in str(top.iloc[1, 0])
    assert top.iloc[2].isna().all()
    assert top.iloc[3, 0] == "Child Unique ID"
    held = open_warehouse(letter, root=root).sql("FROM annex_a.list_8").df()
    made = list_8(book)
    assert list(made) == list(held)
    assert list(made["Child Unique ID"]) == list(held["Child Unique ID"])


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_list_8_is_everyone_in_care_or_out_of_it_for_six_months_at_most(root: Path, letter: str) -> None:
    connection = open_warehouse(letter, root=root)
    [(listed, different, open_ones, latest, oldest)] = connection.sql("""
        SELECT count(*), count(DISTINCT "Child Unique ID"),
            count(*) FILTER ("Date Ceased to be Looked After" IS NULL),
            max("Date Ceased to be Looked After"), min("Date Ceased to be Looked After")
        FROM annex_a.list_8
    """).fetchall()
    [(in_care,)] = connection.sql("""
        SELECT count(DISTINCT CHILD) FROM ssda903.episodes WHERE DEC IS NULL AND LS NOT IN ('V3', 'V4')
    """).fetchall()
    assert listed == different
    assert open_ones == in_care
    assert "2025-09-30" <= str(oldest) <= str(latest) <= "2026-03-31"
    [(before, after)] = connection.sql("""
        SELECT count(*) FILTER ("Date of Birth" > "Date Started to be Looked After"),
            count(*) FILTER ("Start date of current legal status" < "Date Started to be Looked After")
        FROM annex_a.list_8
    """).fetchall()
    assert (before, after) == (0, 0)


def test_girl_of_t_away_twice_is_said_so(root: Path) -> None:
    made = (
        open_warehouse("T", root=root)
        .sql("FROM annex_a.list_8")
        .df()
        .set_index("Child Unique ID")
        .loc["000101"]
    )
    away = [column for column in made.index if "'Missing'" in column or "'Absent'" in column]
    assert [made[column] for column in away] == [2, 1]
    assert made["Gender"] == "b) Female"
    assert made["Child's Legal Status"] == "C2 - full care order"


def test_same_lives_give_the_same_workbook_bytes(root: Path, tmp_path: Path) -> None:
    build_authority("T", out=tmp_path)
    for file in (returns_folder("T", root) / ANNEX_A, delivery_folder("T", "01", root) / ANNEX_A):
        assert (tmp_path / file.relative_to(root)).read_bytes() == file.read_bytes()


def test_slips_and_references_read_the_files_as_text(root: Path) -> None:
    for letter in "ABT":
        held = Data(letter, root).sql("SELECT CHILD, DOB FROM delivery_01.header")
        plain = pd.read_csv(delivery_folder(letter, "01", root) / "header.csv", dtype="str")
        assert held.equals(plain[["CHILD", "DOB"]].astype("object")) or list(held["DOB"]) == list(
            plain["DOB"]
        )


def test_delivered_file_is_read_when_a_query_names_it_and_no_other_is(root: Path) -> None:
    tables, data = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'delivery_01'", Data("T", root)
    assert data.sql(f"{tables} AND 1 = 1").empty
    for again in ("", "LIMIT 1"):
        assert len(data.sql(f"FROM delivery_01.header {again}"))
        assert list(data.sql(f"{tables} {again}")["table_name"]) == ["header"]


def test_every_delivery_names_a_module_and_its_files(root: Path) -> None:
    for module, delivery in DELIVERIES.items():
        assert re.fullmatch(r"\d\d", module)
        wanted = {f"{table}.csv" for table in delivery.tables} | (
            {ANNEX_A} if delivery.has_annex_a else set()
        )
        assert {path.name for path in delivery_folder("A", module, root).iterdir()} == wanted
