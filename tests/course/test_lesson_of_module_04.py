"""The figures that module 04 quotes are those that its cells give on authority A."""

from pathlib import Path
from typing import Any

import pytest
from fingerpost.courseware.cells import read_cells
from fingerpost.grading.data import Data
from fingerpost.walkthroughs.lookup.story import tell_lookup
from fingerpost.walkthroughs.lookup.told import Names

FOLDER = "04-look-up-and-join"
STOPS = r"not unique in right dataset|trying to merge on"
"""What is said in the cells that are meant to stop; what they had made before is needed further down."""


def counted(data: Data, query: str) -> list[int]:
    """Return the numbers of a query's one row."""
    return [int(str(number)) for number in data.sql(query).iloc[0]]


def test_rows_are_as_the_folds_say(names: dict[str, Any]) -> None:
    in_care = names["in_care"]
    assert not in_care["CHILD"].duplicated().any()
    assert not names["header"]["CHILD"].duplicated().any(), "there are none"
    assert len(names["with_child"]) == len(in_care) < len(names["with_workers"]) < len(names["workers"])
    assert len(names["with_latest"]) == len(in_care)
    assert names["pairs"]["CHILD"].nunique() < len(names["pairs"])


def test_the_last_row_of_the_file_is_another_worker_for_half_of_the_children(names: dict[str, Any]) -> None:
    assert not names["with_latest"]["SW_ID"].isna().any(), "a blank would count as another worker"
    assert 0.4 < names["other_worker"].mean() < 0.7
    assert len(names["unsorted"]) == len(names["in_care"]), "the seat belt sees nothing"


def test_children_stand_among_the_workers_more_than_once(names: dict[str, Any]) -> None:
    assert names["repeated"].min() == 2
    assert len(names["rows"]) > len(names["repeated"]) > len(names["rows"]) / 2


def test_only_those_recorded_as_missing_are_called_so(names: dict[str, Any], data: Data) -> None:
    recorded = counted(
        data,
        """
        SELECT count(*) FILTER (MISSING = 'M'), count(*) FILTER (MISSING = 'A') FROM ssda903.missing
        WHERE year(MIS_START) = 2024
    """,
    )
    assert len(names["missing"]) == recorded[0]
    assert recorded[1] > 0, "nobody was away without authorisation, so nothing is left out"


def test_a_list_of_workers_that_is_a_year_old_misses_children_and_has_some_twice(
    names: dict[str, Any],
) -> None:
    scene = tell_lookup(
        names["in_care"], names["old_list"], names=Names("in_care", "old_list", "CHILD", "SW_ID")
    )
    looked_up = next(table for table in scene.tables if table.name == "looked_up")
    merged = next(table for table in scene.tables if table.name == "merged")
    assert "#N/A" in [row.cells[-1] for row in looked_up.rows]
    assert None in [row.cells[-1] for row in merged.rows]
    assert len(merged.rows) > len(looked_up.rows)


def test_most_ids_find_their_worker_and_those_with_a_zero_do_not(names: dict[str, Any]) -> None:
    alone = names["tried"]["SW_ID"].isna()
    assert names["tried"].loc[alone, "CHILD"].str.startswith("0").all()
    assert 0.85 < 1 - alone.mean() < 0.95, "nine in ten"
    assert not names["mended"]["SW_ID"].isna().any()


def test_blanks_meet_six_times_in_pandas_and_never_in_sql(names: dict[str, Any]) -> None:
    assert (len(names["in_pandas"]), len(names["in_sql"])) == (1 + 6, 1)
    assert (names["linked"]["_merge"] == "both").mean() == 0.25


def test_a_placement_code_stands_in_another_code_set_too(names: dict[str, Any]) -> None:
    assert set(names["codes"].query("code == 'K1'")["codeset"]) == {"place", "accommodation_oc3"}


def test_stacking_goes_by_name(names: dict[str, Any]) -> None:
    assert names["stacked"]["CHILD"].str.len().unique().tolist() == [6]
    assert list(names["first"].columns) != list(names["second"].columns)


def test_practice_finds_no_health_data_only_of_children_new_in_care(course: Path, data: Data) -> None:
    without, new = counted(
        data,
        """
        WITH without AS (
            SELECT CHILD FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4') AND DECOM <= '2024-09-30'
            AND (DEC IS NULL OR DEC > '2024-09-30')
            AND CHILD NOT IN (SELECT CHILD FROM ssda903.oc2 WHERE YEAR <= 2024)
        ), began AS (
            SELECT CHILD, max(DECOM) AS day FROM ssda903.episodes
            WHERE RNE = 'S' AND DECOM <= '2024-09-30' GROUP BY CHILD
        )
        SELECT count(*), count(*) FILTER (day > '2023-03-31') FROM without JOIN began USING (CHILD)
    """,
    )
    assert without == new > 50
    practice = (course / FOLDER / "practice.py").read_text(encoding="utf-8")
    assert "All those without had come into care since April 2023" in practice


def test_practice_finds_everybody_a_worker_and_not_everybody_a_review(
    course: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(edition))
    names: dict[str, Any] = {}
    none = []
    for cell in read_cells(course / FOLDER / "practice.py"):
        if cell.role in {"setup", "practice"}:
            exec(cell.source, names)  # noqa: S102 - our own course source
            none += [len(names["none_yet"])] if "none_yet" in names else []
    reviews, health, workers, *_ = none
    assert (reviews > 0, health > 0, workers) == (True, True, 0), "everybody has a worker"
