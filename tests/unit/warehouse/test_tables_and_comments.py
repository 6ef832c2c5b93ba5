"""What every warehouse holds: the spec's tables exactly, all commented, with calendar and references."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from fingerpost.spec.published import ATTRIBUTION
from fingerpost.spec.tables import all_tables
from fingerpost.warehouse.paths import warehouse_file


@pytest.mark.parametrize("database", ["warehouse", "memory"])
def test_tables_columns_and_types_are_those_of_the_spec(
    opened: duckdb.DuckDBPyConnection, database: str
) -> None:
    """In the file, text with few values is kept as a list; whoever looks through the door sees text."""
    held = opened.execute(
        """
        SELECT schema_name || '.' || table_name, list(column_name ORDER BY column_index),
            list(split_part(data_type, '(', 1) ORDER BY column_index)
        FROM duckdb_columns() WHERE database_name = $1 AND NOT internal GROUP BY ALL
        """,
        [database],
    ).fetchall()
    in_file = database == "warehouse"
    said = {
        table.full_name: (
            [one.name for one in table.columns],
            ["ENUM" if in_file and one.is_from_list else one.type for one in table.columns],
        )
        for table in all_tables()
    }
    assert {name: (columns, types) for name, columns, types in held} == said


@pytest.mark.parametrize("database", ["warehouse", "memory"])
def test_every_table_view_and_column_is_commented(opened: duckdb.DuckDBPyConnection, database: str) -> None:
    """In the file as shipped, and in what a learner sees through the door."""
    kinds = (
        "SELECT comment FROM duckdb_tables() WHERE database_name = $1 UNION ALL "
        "SELECT comment FROM duckdb_views() WHERE database_name = $1 AND NOT internal"
    )
    relations = opened.execute(kinds, [database]).fetchall()
    columns = opened.execute(
        "SELECT comment FROM duckdb_columns() WHERE database_name = $1 AND NOT internal", [database]
    ).fetchall()
    assert len(relations) == len(all_tables())
    assert len(columns) == sum(len(table.columns) for table in all_tables())
    macros = opened.execute(
        "SELECT comment FROM duckdb_functions() WHERE database_name = $1 AND NOT internal", [database]
    ).fetchall()
    assert all(comment for (comment,) in relations + columns + macros)


def test_column_that_is_required_is_never_blank(opened: duckdb.DuckDBPyConnection) -> None:
    for table in all_tables():
        for column in table.columns:
            if column.required:
                query = f'SELECT count(*) FROM {table.full_name} WHERE "{column.name}" IS NULL'
                assert opened.sql(query).fetchall() == [(0,)], (table.full_name, column.name)


def test_dictionary_lists_every_column_once(opened: duckdb.DuckDBPyConnection) -> None:
    listed = opened.sql("SELECT schema_name, table_name, column_name FROM meta.dictionary").fetchall()
    assert listed == [
        (table.schema, table.name, column.name) for table in all_tables() for column in table.columns
    ]


def test_published_figures_carry_the_licence_words(opened: duckdb.DuckDBPyConnection) -> None:
    for table in ("ref.published", "ref.published_england"):
        assert opened.sql(f"SELECT DISTINCT attribution FROM {table}").fetchall() == [(ATTRIBUTION,)]
    in_2025 = opened.sql("""
        SELECT value FROM ref.published
        WHERE measure = 'Children looked after at 31 March' AND breakdown = 'England' AND year = 2025
    """).fetchall()
    assert in_2025 == [(81_770.0,)]


def test_all_that_is_held_of_england_is_there_with_the_file_it_comes_from(
    opened: duckdb.DuckDBPyConnection,
) -> None:
    figures = "SELECT count(*), count(DISTINCT measure), min(year), max(year) FROM ref.published_england"
    assert opened.sql(figures).fetchall() == [(9_083, 58, 1994, 2025)]
    [(value, source)] = opened.sql("""
        SELECT value, source FROM ref.published_england
        WHERE measure = 'CLA time series' AND breakdown = 'Children looked after at 31 March' AND year = 1994
    """).fetchall()
    assert value == 47_590
    assert source == (
        "Department for Education, Children looked after in England including adoptions, 2024 release, "
        "underlying data: cla_time_series_1994_2024.csv"
    )


def test_warehouse_says_that_the_children_are_invented(opened: duckdb.DuckDBPyConnection) -> None:
    [said] = opened.sql("SELECT statement FROM meta.about WHERE topic = 'children'").fetchall()
    assert "Every child here is invented" in said[0]


def test_reporting_date_is_the_last_day_of_the_last_year(opened: duckdb.DuckDBPyConnection) -> None:
    assert opened.sql("SELECT reporting_date FROM ref.reporting_date").fetchall() == [(date(2026, 3, 31),)]


@pytest.mark.parametrize(
    ("day", "is_working_day", "holiday"),
    [
        ("2024-03-29", False, "Good Friday"),
        ("2022-06-03", False, "Platinum Jubilee of Elizabeth II"),
        ("2023-05-08", False, "Coronation of Charles III"),
        ("2022-01-03", False, "New Year's Day (observed)"),
        ("2024-03-30", False, None),
        ("2024-04-02", True, None),
        ("2023-01-02", False, "New Year's Day (observed)"),
    ],
)
def test_calendar_knows_englands_working_days(
    root: Path,
    day: str,
    is_working_day: bool,  # noqa: FBT001 - a row of the table above
    holiday: str | None,
) -> None:
    with duckdb.connect(str(warehouse_file("T", root)), read_only=True) as held:
        query = "SELECT is_working_day, holiday FROM ref.calendar WHERE day = $1::DATE"
        assert held.execute(query, [day]).fetchall() == [(is_working_day, holiday)]


def test_calendar_has_every_day_once_with_its_financial_year(opened: duckdb.DuckDBPyConnection) -> None:
    first, last, days, distinct = opened.sql(
        "SELECT min(day), max(day), count(*), count(DISTINCT day) FROM ref.calendar"
    ).fetchall()[0]
    assert (first, last) == (date(2016, 4, 1), date(2028, 3, 31))
    assert days == distinct == (last - first).days + 1
    years = opened.sql("""
        SELECT financial_year FROM ref.calendar
        WHERE day IN (DATE '2025-03-31', DATE '2025-04-01') ORDER BY day
    """).fetchall()
    assert years == [("2024-25",), ("2025-26",)]


def test_every_code_in_the_tables_has_its_label(opened: duckdb.DuckDBPyConnection) -> None:
    for table in all_tables():
        for column in table.columns:
            if column.codeset:
                unknown = opened.execute(
                    f'SELECT DISTINCT "{column.name}" FROM {table.full_name} WHERE "{column.name}" NOT IN '
                    "(SELECT code FROM ref.codes WHERE codeset = $1)",
                    [column.codeset],
                ).fetchall()
                assert unknown == [], (table.full_name, column.name)
