"""`core`: the looked-after tables under the Standard Safeguarding Dataset's names, from the same facts."""

import csv
from pathlib import Path

import duckdb
import pytest
from fingerpost.spec.tables import all_tables

CORE = [table for table in all_tables() if table.schema == "core"]
NAMES = Path(__file__).parent / "ssd_names.csv"


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    return connection.sql(query).fetchall()


def test_every_table_and_column_has_a_name_of_the_dataset() -> None:
    """The names are held beside this test, with where they were read."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        known = {(row["table"], row["field"]) for row in csv.DictReader(file)}
    assert {(table.name, column.name) for table in CORE for column in table.columns} <= known
    assert len(CORE) == 12


@pytest.mark.parametrize("table", CORE, ids=lambda table: table.name)
def test_first_column_or_key_names_one_row(table: object, opened: duckdb.DuckDBPyConnection) -> None:
    name, key = table.full_name, table.columns[0].name  # type: ignore[attr-defined]  # ids= needs object
    assert rows(opened, f"SELECT count(*) - count(DISTINCT {key}) FROM {name}") == [(0,)]


@pytest.mark.parametrize(
    ("core", "raw"),
    [
        ("ssd_person", "ssda903.header"),
        ("ssd_cla_episodes", "ssda903.episodes"),
        ("ssd_cla_placement", "mart.placement"),
        ("ssd_cla_reviews", "mart.review"),
        ("ssd_missing", "ssda903.missing"),
        ("ssd_permanence", "ssda903.placed_adoption"),
        ("ssd_involvements", "ssda903.sw_episodes"),
        ("ssd_immigration_status", "ssda903.uasc"),
        ("ssd_cla_previous_permanence", "ssda903.prev_perm"),
    ],
)
def test_nothing_is_lost_or_doubled(opened: duckdb.DuckDBPyConnection, core: str, raw: str) -> None:
    assert rows(opened, f"SELECT count(*) FROM core.{core}") == rows(opened, f"SELECT count(*) FROM {raw}")


@pytest.mark.parametrize(
    ("table", "key", "other", "its_key"),
    [
        ("ssd_cla_episodes", "clae_person_id", "ssd_person", "pers_person_id"),
        ("ssd_cla_episodes", "clae_cla_placement_id", "ssd_cla_placement", "clap_cla_placement_id"),
        ("ssd_cla_placement", "clap_cla_id", "ssd_cla_episodes", "clae_cla_id"),
        ("ssd_cla_reviews", "clar_cla_id", "ssd_cla_episodes", "clae_cla_id"),
        ("ssd_legal_status", "lega_person_id", "ssd_person", "pers_person_id"),
        ("ssd_permanence", "perm_cla_id", "ssd_cla_episodes", "clae_cla_id"),
        ("ssd_care_leavers", "clea_person_id", "ssd_person", "pers_person_id"),
    ],
)
def test_key_finds_its_row(
    opened: duckdb.DuckDBPyConnection, table: str, key: str, other: str, its_key: str
) -> None:
    lost = f"SELECT count(*) FROM core.{table} WHERE {key} NOT IN (SELECT {its_key} FROM core.{other})"
    assert rows(opened, lost) == [(0,)]
    assert rows(opened, f"SELECT count({key}) > 0 FROM core.{table}") == [(True,)]


def test_episode_lies_in_the_placement_it_names(opened: duckdb.DuckDBPyConnection) -> None:
    outside = """
        SELECT count(*) FROM core.ssd_cla_episodes
        INNER JOIN core.ssd_cla_placement ON clap_cla_placement_id = clae_cla_placement_id
        WHERE clap_person_id <> clae_person_id OR clae_cla_episode_start_date < clap_cla_placement_start_date
            OR coalesce(clae_cla_episode_ceased_date > clap_cla_placement_end_date, FALSE)
    """
    assert rows(opened, outside) == [(0,)]


def test_legal_statuses_do_not_overlap_and_the_same_follows_only_a_return_to_care(
    opened: duckdb.DuckDBPyConnection,
) -> None:
    wrong = """
        SELECT count(*) FROM (
            SELECT *,
                lag(lega_legal_status) OVER child AS before,
                lag(lega_legal_status_end_date) OVER child AS until
            FROM core.ssd_legal_status
            WINDOW child AS (PARTITION BY lega_person_id ORDER BY lega_legal_status_start_date)
        )
        WHERE until > lega_legal_status_start_date
            OR (before = lega_legal_status AND NOT EXISTS (
                FROM ssda903.episodes
                WHERE CHILD = lega_person_id AND DECOM = lega_legal_status_start_date AND RNE = 'S'
            ))
    """
    assert rows(opened, wrong) == [(0,)]


def test_adopted_child_has_the_day_of_the_order_and_a_reversed_decision_has_none(
    opened: duckdb.DuckDBPyConnection,
) -> None:
    wrong = """
        SELECT count(*) FROM core.ssd_permanence
        WHERE perm_permanence_order_date IS NOT NULL
            AND (perm_decision_reversed_date IS NOT NULL
                OR perm_adm_decision_date > perm_permanence_order_date)
    """
    assert rows(opened, wrong) == [(0,)]


def test_no_schema_shows_a_beginner_more_than_twelve_tables(opened: duckdb.DuckDBPyConnection) -> None:
    shown = rows(
        opened,
        "SELECT count(*) FROM duckdb_views() "
        "WHERE database_name = 'memory' AND NOT internal GROUP BY schema_name",
    )
    assert len(shown) == len({table.schema for table in all_tables()})
    assert max(count for (count,) in shown) == 12  # type: ignore[type-var]  # counts are whole numbers
