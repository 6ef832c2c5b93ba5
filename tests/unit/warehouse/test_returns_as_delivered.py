"""The SSDA903 files: each year in its own codes, joined to the year before, reconciled with the warehouse."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from fingerpost.errors import FingerpostError
from fingerpost.spec.codes import codes_of
from fingerpost.spec.tables import FIRST_YEARS, NOT_IN_RETURN, SSDA903_TABLES, table_named
from fingerpost.spec.years import COLLECTION_YEARS, CollectionYear
from fingerpost.warehouse.connection import open_warehouse
from fingerpost.warehouse.paths import year_folder
from fingerpost.warehouse.returns import write_returns
from unprivileged import as_unprivileged, open_to_all

Rows = list[dict[str, str]]


def rows(root: Path, letter: str, year: CollectionYear, table: str) -> Rows:
    """Return one file of one year, every cell as text."""
    path = year_folder(letter, year.ending, root) / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> tuple[int, int, int]:
    """Return dd/mm/yyyy as something that sorts."""
    date, month, year = text.split("/")
    assert (len(date), len(month), len(year)) == (2, 2, 4), text
    return int(year), int(month), int(date)


@pytest.mark.parametrize("letter", ["A", "B", "T"])
@pytest.mark.parametrize("year", COLLECTION_YEARS, ids=lambda year: year.label)
def test_every_code_is_one_of_that_year(root: Path, letter: str, year: CollectionYear) -> None:
    for table in SSDA903_TABLES:
        if year.ending < FIRST_YEARS.get(table, 0):
            continue
        for column in table_named(f"ssda903.{table}").columns:
            if column.codeset:
                days = [year.first_day, year.last_day]
                allowed = {code.code for one in days for code in codes_of(column.codeset, on=one)}
                if column.name == "SEX":
                    allowed = {code.code for code in codes_of(column.codeset, on=year.last_day)}
                held = {row[column.name] for row in rows(root, letter, year, table)}
                assert held - {""} <= allowed, column.name


@pytest.mark.parametrize("year", COLLECTION_YEARS, ids=lambda year: year.label)
def test_every_file_of_the_return_has_its_columns_in_their_order(root: Path, year: CollectionYear) -> None:
    for table in SSDA903_TABLES:
        path = year_folder("A", year.ending, root) / f"{table}.csv"
        if year.ending < FIRST_YEARS.get(table, 0):
            assert not path.exists()
            continue
        columns = [column.name for column in table_named(f"ssda903.{table}").columns]
        wanted = [name for name in columns if name not in NOT_IN_RETURN]
        assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == wanted


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_header_and_episodes_of_a_year_are_about_the_same_children(root: Path, letter: str) -> None:
    for year in COLLECTION_YEARS:
        header = [row["CHILD"] for row in rows(root, letter, year, "header")]
        episodes = [row["CHILD"] for row in rows(root, letter, year, "episodes")]
        assert len(header) == len(set(header))
        leavers = [row["CHILD"] for row in rows(root, letter, year, "oc3")]
        assert set(header) == set(episodes) | set(leavers)


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_return_holds_what_was_known_on_its_last_day(root: Path, letter: str) -> None:
    for year in COLLECTION_YEARS:
        first, last = day(f"{year.first_day:%d/%m/%Y}"), day(f"{year.last_day:%d/%m/%Y}")
        for row in rows(root, letter, year, "episodes"):
            assert day(row["DECOM"]) <= last
            assert (row["DEC"] == "") == (row["REC"] == "")
            assert not row["DEC"] or first <= day(row["DEC"]) <= last


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_what_was_open_last_year_is_there_this_year(root: Path, letter: str) -> None:
    for before, after in pairwise(COLLECTION_YEARS):
        left_open = {
            (row["CHILD"], row["DECOM"]) for row in rows(root, letter, before, "episodes") if not row["DEC"]
        }
        held = {(row["CHILD"], row["DECOM"]) for row in rows(root, letter, after, "episodes")}
        assert left_open
        assert left_open <= held


@pytest.mark.parametrize("letter", ["A", "B", "T"])
def test_last_return_reconciles_with_the_warehouse(root: Path, letter: str) -> None:
    year = COLLECTION_YEARS[-1]
    connection = open_warehouse(letter, root=root)
    [expected] = connection.execute(
        "SELECT count(*) FROM ssda903.episodes WHERE DEC IS NULL OR DEC >= $1", [year.first_day]
    ).fetchall()
    assert len(rows(root, letter, year, "episodes")) == expected[0]


def test_child_id_keeps_its_leading_nought(root: Path) -> None:
    assert all(row["CHILD"].startswith("0") for row in rows(root, "T", COLLECTION_YEARS[-1], "header"))


def test_supported_accommodation_is_h5_in_the_return_of_2024_and_k3_in_the_next(root: Path) -> None:
    [before, after] = [
        {row["PLACE"] for row in rows(root, "T", year, "episodes") if row["CHILD"] == "000110"}
        for year in COLLECTION_YEARS[2:4]
    ]
    assert (before, after) == ({"U6", "H5"}, {"K3"})


def test_girl_is_2_in_the_return_of_2024_and_f_in_the_next(root: Path) -> None:
    written = [
        {row["SEX"] for row in rows(root, "T", year, "header") if row["CHILD"] == "000101"}
        for year in COLLECTION_YEARS[2:4]
    ]
    assert written == [{"2"}, {"F"}]


def test_written_again_returns_are_the_files_beside_the_warehouse(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    for path in write_returns("T", year=2024, out=tmp_path):
        assert path.read_bytes() == (year_folder("T", 2024, root) / path.name).read_bytes()


def test_year_that_is_not_held_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(
        FingerpostError, match="no return of the year ending 31 March 2031; choose 2022 to 2026"
    ):
        write_returns("T", year=2031, out=tmp_path)


def test_folder_that_cannot_be_written_is_named(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    open_to_all(root, tmp_path)
    (tmp_path / "theirs").mkdir(mode=0o755)

    def work() -> str:
        try:
            write_returns("T", year=2025, out=tmp_path / "theirs")
        except FingerpostError as trouble:
            return str(trouble)
        return "written"

    said = as_unprivileged(work)
    assert "could not be written into" in said
    assert "Permission denied" in said
