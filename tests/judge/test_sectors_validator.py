"""The sector's own validator (csc-validator-be-903) over A's last three returns finds nothing to say.

What it says nonetheless is a fault of its own, each listed here with the test that shows it is one.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fingerpost.spec.tables import FIRST_YEARS, SSDA903_TABLES
from fingerpost.warehouse.paths import year_folder
from judge_runs import judge, order_of

YEARS = (2024, 2025, 2026)
Row = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """A rule that cannot be kept: in which years, why, and what every row it fires on is like."""

    years: tuple[int, ...]
    why: str
    explains: Callable[[Row, Path, int], bool]


def told(root: Path, year: int, table: str) -> list[dict[str, str]]:
    """Return one file of A's return."""
    path = year_folder("A", year, root) / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> str:
    """Return dd/mm/yyyy as yyyy-mm-dd; other dates as they are."""
    return "-".join(reversed(text.split("/"))) if "/" in text else text[:10]


def _has_worker_of_another_time(row: Row, root: Path, year: int) -> bool:
    """The rule wants all workers after a start and before an end: a second period of care fails."""
    days = [_day(one["SW_DECOM"]) for one in told(root, year, "sw_episodes") if one["CHILD"] == row["CHILD"]]
    before = row["RNE"] == "S" and any(day < _day(row["DECOM"]) for day in days)
    after = row["REC"] != "X1" and any(day > _day(row["DEC"] or "9999") for day in days)
    return before or after


def _was_not_in_care(row: Row, root: Path, year: int) -> bool:
    return all(one["CHILD"] != row["CHILD"] for one in told(root, year, "episodes"))


def _only_code_changed(row: Row, root: Path, year: int) -> bool:
    last = next(one for one in told(root, year - 1, "header") if one["CHILD"] == row["CHILD"])
    return bool({"1": "M", "2": "F"}[last["SEX"]] == row["SEX"])


def _is_20_or_more(row: Row, _root: Path, year: int) -> bool:
    born = _day(row["DOB"])
    return f"{int(born[:4]) + 20}{born[4:]}" <= f"{year}-03-31"


FAULTS = {
    "1001": Fault(
        YEARS,
        "leaves everyone of 20 or more out of its sums, then finds that they were never in care",
        _is_20_or_more,
    ),
    "202": Fault(
        (2025,),
        "compares SEX as letters with the year before, when it was 1 and 2",
        _only_code_changed,
    ),
    "146": Fault(
        (2025,),
        "lists supported accommodation as 'k3', and rule 371 of the same year as 'K3'",
        lambda row, *_: row["PLACE"] == "K3",
    ),
    "218": Fault(
        (2026,),
        "asks for an Ofsted number on short breaks, where rule 214 forbids one",
        lambda row, *_: row["LS"] in ("V3", "V4"),
    ),
    "241": Fault(
        (2026,),
        "wants supported accommodation in our own authority; its text speaks of the provider's",
        lambda row, *_: row["PLACE"] == "K3" and row["PL_LA"] != "ZZ1",
    ),
    "SW12STG2": Fault(
        YEARS,
        "compares every worker with every start and end: whoever has two periods of care in a year fails",
        _has_worker_of_another_time,
    ),
    "624": Fault(
        YEARS,
        "wants a mother's first child told of care leavers, where rules 612 and 628 forbid it",
        _was_not_in_care,
    ),
}
LEFT_TO_CHANCE = {"624"}
"""A fault that shows only if a mother has just left care."""
CRASHES = {"231", "233"}
"""Rules that raise inside the validator, on the sector's own sample as well."""
NEEDS_XML = {"105"}


@pytest.mark.parametrize("year", YEARS)
def test_no_rule_fires_but_those_that_nobody_can_keep(verdicts: dict[int, Any], year: int) -> None:
    allowed = {code for code, fault in FAULTS.items() if year in fault.years}
    assert set(verdicts[year]["fired"]) <= allowed


@pytest.mark.parametrize("year", YEARS)
def test_every_row_that_a_faulty_rule_fires_on_shows_its_fault(
    verdicts: dict[int, Any], root: Path, year: int
) -> None:
    for code, by_table in verdicts[year]["fired"].items():
        for table in by_table:
            unexplained = [row for row in by_table[table] if not FAULTS[code].explains(row, root, year)]
            assert unexplained == [], (code, FAULTS[code].why)


def test_every_fault_that_is_listed_was_met_save_those_left_to_chance(verdicts: dict[int, Any]) -> None:
    met = {code for verdict in verdicts.values() for code in verdict["fired"]}
    assert set(FAULTS) - met <= LEFT_TO_CHANCE


@pytest.mark.parametrize("year", YEARS)
def test_at_least_300_rules_have_rows_to_look_at(verdicts: dict[int, Any], year: int) -> None:
    verdict = verdicts[year]
    assert len(verdict["done"]) >= 300
    assert set(verdict["crashed"]) <= CRASHES
    assert set(verdict["skipped"]) <= NEEDS_XML


def test_every_table_of_the_return_has_50_rows_over_the_three_years(root: Path) -> None:
    for table in SSDA903_TABLES:
        if FIRST_YEARS.get(table, 0) <= max(YEARS):
            assert sum(len(told(root, year, table)) for year in YEARS) >= 50, table


def test_judge_does_find_what_is_wrong(judges_python: Path, root: Path, tmp_path: Path) -> None:
    """The control: one child with an end before the start and a wrong code, and the judge speaks."""
    order = order_of(root, 2026)
    spoilt = tmp_path / "episodes.csv"
    text = Path(next(path for path in order["this_year"] if path.endswith("episodes.csv"))).read_text(
        encoding="utf-8"
    )
    header, first, *rest = text.splitlines()
    cells = first.split(",")
    cells[3], cells[7], cells[8] = "C9", "01/04/2020", "E4A"
    spoilt.write_text("\n".join([header, ",".join(cells), *rest]) + "\n", encoding="utf-8")
    order["this_year"] = [
        str(spoilt) if path.endswith("episodes.csv") else path for path in order["this_year"]
    ]
    fired = judge(judges_python, order, tmp_path / "order")["fired"]
    assert {"144", "356"} <= set(fired)
