"""The tables in plain names add up to the return they are made from."""

import duckdb


def number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the one number a query gives."""
    return int(connection.sql(query).fetchall()[0][0])


def test_every_episode_and_child_is_there_once(opened: duckdb.DuckDBPyConnection) -> None:
    for mart, raw in (("episode", "episodes"), ("child", "header"), ("missing", "missing")):
        assert number(opened, f"SELECT count(*) FROM mart.{mart}") == number(
            opened, f"SELECT count(*) FROM ssda903.{raw}"
        )


def test_open_care_periods_are_the_children_in_care(opened: duckdb.DuckDBPyConnection) -> None:
    raw = "SELECT count(*) FROM ssda903.episodes WHERE DEC IS NULL AND LS NOT IN ('V3', 'V4')"
    assert number(opened, "SELECT count(*) FROM mart.care_period WHERE end_date IS NULL") == number(
        opened, raw
    )


def test_care_periods_and_placements_of_a_child_do_not_overlap(opened: duckdb.DuckDBPyConnection) -> None:
    for table in ("care_period", "placement"):
        overlaps = number(
            opened,
            f"""
            SELECT count(*) FROM (
                SELECT start_date < lag(end_date) OVER (PARTITION BY child_id ORDER BY start_date) AS is_early
                FROM mart.{table}
            ) WHERE is_early
            """,
        )
        assert overlaps == 0, table


def test_placements_are_fewer_than_episodes_and_have_distances(opened: duckdb.DuckDBPyConnection) -> None:
    placements = number(opened, "SELECT count(*) FROM mart.placement")
    assert placements < number(opened, "SELECT count(*) FROM mart.episode")
    farthest = number(opened, "SELECT max(distance_miles) FROM mart.placement")
    assert 5 < farthest < 350


def test_review_is_late_only_after_its_due_date(opened: duckdb.DuckDBPyConnection) -> None:
    assert number(opened, "SELECT count(*) FROM mart.review WHERE is_late <> (review_date > due_date)") == 0
    assert number(opened, "SELECT count(*) FROM mart.review WHERE due_date IS NOT NULL") > 20


def test_working_days_between_two_days_are_a_subtraction(opened: duckdb.DuckDBPyConnection) -> None:
    """From Thursday 28 March to Wednesday 3 April 2024: Easter lies between, so two working days."""
    days = number(
        opened,
        """
        SELECT (SELECT working_days_so_far FROM mart.date WHERE day = DATE '2024-04-03')
            - (SELECT working_days_so_far FROM mart.date WHERE day = DATE '2024-03-28')
        """,
    )
    assert days == 2


def test_real_figures_of_authorities_are_as_published(opened: duckdb.DuckDBPyConnection) -> None:
    query = (
        "SELECT value FROM ref.published_la WHERE area = 'England' AND measure = 'cla_number' AND year = 2025"
    )
    assert number(opened, query) == 81_770
    assert number(opened, "SELECT count(*) FROM ref.neighbours") == 10 * number(
        opened, "SELECT count(DISTINCT la_code) FROM ref.neighbours"
    )


def test_what_an_episode_points_at_is_in_the_tables_of_codes_and_providers(
    opened: duckdb.DuckDBPyConnection,
) -> None:
    without_code = """
        SELECT count(*) FROM mart.episode
        ANTI JOIN (FROM mart.code WHERE code_set = 'place') AS meant ON code = placement_type
        WHERE placement_type IS NOT NULL
    """
    without_provider = """
        SELECT count(*) FROM mart.episode ANTI JOIN mart.provider USING (urn)
        WHERE urn NOT LIKE 'XXX%'
    """
    assert (number(opened, without_code), number(opened, without_provider)) == (0, 0)
    ours = "SELECT authority_code, authority_name FROM mart.authority WHERE is_ours"
    assert (
        opened.sql(ours).fetchall()
        == opened.sql("SELECT la_code, authority FROM ref.reporting_date").fetchall()
    )


def test_codes_are_in_use_on_the_reporting_date_or_not(opened: duckdb.DuckDBPyConnection) -> None:
    one_set = "FROM mart.code WHERE code_set = 'place'"
    ended = number(opened, f"SELECT count(*) {one_set} AND last_day < DATE '2026-03-31'")
    assert ended > 0
    assert number(opened, f"SELECT count(*) {one_set} AND NOT is_in_use") >= ended
    assert number(opened, f"SELECT count(*) {one_set} AND is_in_use") > 0
