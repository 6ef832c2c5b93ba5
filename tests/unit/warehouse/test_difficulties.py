"""What `warehouse returns --difficulty` plants in a return, and that nothing else changes."""

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from fingerpost.errors import FingerpostError
from fingerpost.warehouse.difficulties import DIFFICULTIES
from fingerpost.warehouse.returns import write_returns

Rows = list[dict[str, str]]
pytestmark = pytest.mark.usefixtures("door")


def written(folder: Path, *difficulties: str) -> dict[str, Rows]:
    """Return the rows of each file of A's return of 2025."""
    files = write_returns("A", year=2025, out=folder, difficulties=difficulties)
    held = {}
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            held[path.stem] = list(csv.DictReader(file))
    return held


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, Rows]:
    """Return the return as delivered."""
    return written(tmp_path / "plain")


def test_some_children_stand_in_the_header_twice_and_nowhere_else(
    tmp_path: Path, plain: dict[str, Rows]
) -> None:
    rows = written(tmp_path / "hard", "repeated_child")
    count = Counter(row["CHILD"] for row in rows["header"])
    assert sum(times == 2 for times in count.values()) >= 2
    assert max(count.values()) == 2
    assert rows["header"][: len(plain["header"])] == plain["header"]
    assert {name: rows[name] for name in rows if name != "header"} == {
        name: plain[name] for name in plain if name != "header"
    }


def test_some_keys_have_a_space_or_lower_case_and_mean_the_same(
    tmp_path: Path, plain: dict[str, Rows]
) -> None:
    rows = written(tmp_path / "hard", "stray_keys")
    strayed = [row["CHILD"] for row in rows["episodes"] if row["CHILD"].endswith(" ")]
    assert 0 < len(strayed) < len(rows["episodes"]) / 10
    assert all(row["CHILD"] == row["CHILD"].strip() for row in rows["header"])
    assert any(row["UPN"] != row["UPN"].upper() for row in rows["header"])
    assert [row["CHILD"].strip() for row in rows["episodes"]] == [row["CHILD"] for row in plain["episodes"]]
    assert [row["UPN"].upper() for row in rows["header"]] == [row["UPN"] for row in plain["header"]]


def test_columns_stand_in_another_order_and_hold_the_same(tmp_path: Path, plain: dict[str, Rows]) -> None:
    rows = written(tmp_path / "hard", "other_column_order")
    for name, delivered in plain.items():
        assert rows[name] == delivered
        assert list(rows[name][0]) != list(delivered[0])


def test_every_date_reads_as_one_whichever_way_round(tmp_path: Path, plain: dict[str, Rows]) -> None:
    rows = written(tmp_path / "hard", "days_up_to_12")
    for column in ("DECOM", "DEC"):
        said = pd.Series([row[column] for row in rows["episodes"] if row[column]])
        right, wrong = (pd.to_datetime(said, format=form) for form in ("%d/%m/%Y", "%m/%d/%Y"))
        assert (right != wrong).mean() > 0.8
        months = [row[column][3:] for row in plain["episodes"] if row[column]]
        assert list(said.str[3:]) == months
    ends = [row for row in rows["episodes"] if row["DEC"]]
    assert all(
        pd.to_datetime(row["DECOM"], dayfirst=True) <= pd.to_datetime(row["DEC"], dayfirst=True)
        for row in ends
    )


def test_one_column_of_header_and_episodes_is_blank(tmp_path: Path, plain: dict[str, Rows]) -> None:
    rows = written(tmp_path / "hard", "blank_column")
    for name, column in (("header", "MOTHER"), ("episodes", "URN")):
        assert any(row[column] for row in plain[name])
        assert [{**row, column: ""} for row in plain[name]] == rows[name]
    assert rows["reviews"] == plain["reviews"]


def test_difficulties_can_come_together(tmp_path: Path) -> None:
    rows = written(tmp_path, *DIFFICULTIES)
    assert len({row["CHILD"] for row in rows["header"]}) < len(rows["header"])
    assert not any(row["URN"] for row in rows["episodes"])
    assert max(int(row["DECOM"][:2]) for row in rows["episodes"]) <= 12


def test_difficulty_that_is_not_there_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        FingerpostError, match="no difficulty 'typos'; the difficulties are repeated_child, stray"
    ):
        write_returns("A", year=2025, out=tmp_path, difficulties=["typos"])


def test_every_difficulty_is_in_the_table_of_switches() -> None:
    page = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in page for name in DIFFICULTIES)
