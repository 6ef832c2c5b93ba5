"""Every code that the last return may hold stands somewhere in the region, or data say why not."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from fingerpost.spec.codes import all_codes, codes_of
from fingerpost.spec.tables import all_tables
from fingerpost.spec.years import COLLECTION_YEARS, CollectionYear
from fingerpost.synth.events import Events, Records
from fingerpost.synth.region import region_of
from fingerpost.synth.simulate import simulate

CANNOT = Path(__file__).resolve().parent / "codes_that_cannot_occur.csv"
YEAR = COLLECTION_YEARS[-1]
COLUMNS = {
    column.codeset: (table.name, column.name)
    for table in all_tables()
    if table.schema in ("ssda903", "cin")
    for column in table.columns
    if column.codeset and (table.name, column.name) != ("uasc", "SEX")
} | {"upn_unknown": ("header", "UPN")}


def returned(events: Events, table: str, year: CollectionYear) -> Records:
    """Return a table's rows in the return of a year; children are those with an episode in it."""
    first, last = np.datetime64(year.first_day), np.datetime64(year.last_day)
    records = events.tables[table]
    if "YEAR" in (records.dtype.names or ()):
        of_year: Records = records[records["YEAR"] == year.ending]
        return of_year
    rows: Records = events.within(year.first_day, year.last_day).tables[table]
    day = {"reviews": "REVIEW", "missing": "MIS_END", "sw_episodes": "SW_DEC"}.get(table)
    if day is None:
        return rows
    told: Records = rows[(rows[day] <= last) & (rows[day] >= first) | np.isnat(rows[day])]
    return told


@pytest.fixture(scope="module")
def used() -> dict[str, Counter[str]]:
    """Return how often each code of each set stands in the last return of the region's authorities."""
    counts: dict[str, Counter[str]] = {codeset: Counter() for codeset in COLUMNS}
    for world in region_of():
        events = simulate(world)
        for codeset, (table, column) in COLUMNS.items():
            counts[codeset].update(str(value) for value in returned(events, table, YEAR)[column])
    return counts


@pytest.fixture(scope="module")
def excused() -> set[tuple[str, str]]:
    """Return the codes that data say cannot occur."""
    with CANNOT.open(encoding="utf-8", newline="") as file:
        return {(row["codeset"], row["code"]) for row in csv.DictReader(file) if row["why"]}


def test_every_code_set_has_its_column() -> None:
    assert {code.codeset for code in all_codes()} == set(COLUMNS)


@pytest.mark.parametrize("codeset", sorted(COLUMNS))
def test_every_code_of_the_year_is_used_in_the_region(
    codeset: str, used: dict[str, Counter[str]], excused: set[tuple[str, str]]
) -> None:
    unused = [
        code.code
        for code in codes_of(codeset, on=YEAR.last_day)
        if not used[codeset][code.code] and (codeset, code.code) not in excused
    ]
    assert unused == []


def test_codes_that_cannot_occur_do_not_and_are_codes(
    used: dict[str, Counter[str]], excused: set[tuple[str, str]]
) -> None:
    assert excused <= {(code.codeset, code.code) for code in all_codes()}
    assert [pair for pair in excused if used[pair[0]][pair[1]]] == []


def test_no_code_is_used_after_its_last_day_or_without_a_meaning(used: dict[str, Counter[str]]) -> None:
    for codeset, counts in used.items():
        if codeset == "upn_unknown":  # the column holds pupil numbers as well
            continue
        assert set(counts) - {""} <= {code.code for code in codes_of(codeset, on=YEAR.last_day)}, codeset
