"""`connect()`: what a learner can read and make, and what they cannot harm."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from fingerpost import connect
from fingerpost.errors import FingerpostError
from fingerpost.spec.tables import all_tables
from fingerpost.warehouse.connection import WarehouseUnusableError, make_ready, open_warehouse
from fingerpost.warehouse.paths import authority, data_root, manifest_file, warehouse_file
from unprivileged import as_unprivileged, open_to_all


@pytest.fixture
def copied(root: Path, tmp_path: Path) -> Path:
    """Return a data root of this test's own that holds T's file and manifest, open to changes."""
    for place in (warehouse_file, manifest_file):
        place("T", tmp_path).parent.mkdir(exist_ok=True)
        place("T", tmp_path).write_bytes(place("T", root).read_bytes())
    return tmp_path


@pytest.mark.usefixtures("door")
def test_table_is_one_line_away_as_a_frame() -> None:
    frame = connect().sql("FROM ssda903.episodes").df()
    assert len(frame) > 100
    assert pd.api.types.is_datetime64_any_dtype(frame["DECOM"])


@pytest.mark.usefixtures("door")
def test_learner_makes_tables_of_their_own_and_reads_frames() -> None:
    connection = connect()
    connection.execute("CREATE TABLE mine AS SELECT count(*) AS n FROM ssda903.header")
    frame_of_mine = pd.DataFrame({"letter": ["A", "B"]})
    both = connection.sql("SELECT letter, n FROM frame_of_mine, mine").fetchall()
    assert [letter for letter, _ in both] == list(frame_of_mine["letter"])
    assert both[0][1] > 100


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ssda903.episodes",
        "INSERT INTO ssda903.header (CHILD) VALUES ('000000')",
        "UPDATE ssda903.header SET SEX = 'U'",
        "DROP TABLE warehouse.ssda903.header",
        "DELETE FROM warehouse.ssda903.header",
        "CREATE TABLE warehouse.ssda903.mine (n INTEGER)",
    ],
)
def test_warehouse_cannot_be_changed(statement: str) -> None:
    connection = connect()
    with pytest.raises(duckdb.Error):
        connection.execute(statement)
    assert connection.sql("SELECT count(*) FROM ssda903.header").fetchall()[0][0] > 100


def test_file_opened_for_writing_by_a_learner_is_refused_at_once_and_left_alone(root: Path) -> None:
    """As a user without rights: root may write anything, learners are not root."""
    open_to_all(root)
    file = warehouse_file("T", root)
    before = file.read_bytes()

    def write() -> str:
        duckdb.connect(str(file)).execute("CREATE TABLE mine (n INTEGER)")
        return "written"

    refused = as_unprivileged(write)
    assert refused["type"] == "IOException"
    assert "Permission denied" in refused["said"]
    assert file.read_bytes() == before
    assert not list(file.parent.glob("*.wal"))


@pytest.mark.usefixtures("door")
def test_memory_and_threads_are_capped_and_nothing_is_fetched() -> None:
    wanted = ["memory_limit", "threads", "autoload_known_extensions", "autoinstall_known_extensions"]
    rows = connect().sql("SELECT name, value FROM duckdb_settings()").fetchall()
    assert {name: value for name, value in rows if name in wanted} == {
        "memory_limit": "488.2 MiB",
        "threads": "2",
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
    }


_WHAT_A_CONNECTION_SHOWS = (
    "SELECT schema_name, view_name, comment, sql, column_count FROM duckdb_views() WHERE NOT internal",
    "SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns()",
    "SELECT name, value FROM duckdb_settings()",
    "SELECT database_name, path, type, readonly FROM duckdb_databases()",
    *(f"SELECT * FROM {table.full_name}" for table in all_tables()),
)


def test_door_made_ready_ahead_is_the_same_door(opened: duckdb.DuckDBPyConnection, root: Path) -> None:
    letter = opened.sql("SELECT value FROM meta.build WHERE fact = 'authority'").fetchall()[0][0]
    make_ready()
    ready = open_warehouse(letter, root=root)
    threads = "SELECT current_setting('threads'), current_setting('async_threads')"
    assert ready.sql(threads).fetchall() == [(1, 0)], "a fork has one"
    ready.execute("RESET async_threads; SET threads = 2")
    for query in _WHAT_A_CONNECTION_SHOWS:
        ordered = f"{query} ORDER BY ALL"
        assert ready.sql(ordered).fetchall() == opened.sql(ordered).fetchall()
    ready.execute("CREATE TABLE mine AS FROM ssda903.episodes")
    with pytest.raises(duckdb.Error):
        ready.execute("DELETE FROM ssda903.episodes")
    ready.close()


def test_door_without_comments_shows_the_same_tables_and_columns(root: Path) -> None:
    shown = "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() ORDER BY ALL"
    said = "SELECT count(comment) FROM duckdb_columns() WHERE database_name = 'memory'"
    plain, full = open_warehouse("T", root=root, has_comments=False), open_warehouse("T", root=root)
    assert plain.sql(shown).fetchall() == full.sql(shown).fetchall()
    assert (plain.sql(said).fetchall()[0][0], full.sql(said).fetchall()[0][0] > 100) == (0, True)


def test_making_the_door_ready_starts_no_thread_that_a_fork_would_lose() -> None:
    program = (
        "from fingerpost.grading.sandbox.confine import assert_single_thread as alone; "
        "from fingerpost.warehouse.connection import make_ready; make_ready(); alone(); print('alone')"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "alone"


@pytest.mark.usefixtures("door")
def test_process_has_one_authority_a_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert authority() == "A"
    ours = "SELECT la_code FROM ref.reporting_date"
    assert connect().sql(ours).fetchall() == [("ZZ1",)]
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "T")
    assert connect().sql(ours).fetchall() == [("ZZ9",)]


def test_data_root_is_this_pythons_own_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FINGERPOST_DATA", raising=False)
    assert data_root().parts[-2:] == ("share", "fingerpost")
    monkeypatch.setenv("FINGERPOST_DATA", os.fspath(Path("elsewhere")))
    assert data_root() == Path("elsewhere")


@pytest.mark.usefixtures("door")
def test_authority_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "Q")
    with pytest.raises(FingerpostError, match="no authority 'Q'; the authorities are A, B, C, T"):
        connect()


def test_missing_warehouse_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(
        WarehouseUnusableError,
        match=r"no warehouse of authority A in .*Build it: fingerpost warehouse build --size authority",
    ):
        open_warehouse("A", root=tmp_path)


def test_missing_warehouse_of_the_course_is_built_with_it(tmp_path: Path) -> None:
    with pytest.raises(
        WarehouseUnusableError, match=r"no warehouse of authority T .*fingerpost course build"
    ):
        open_warehouse("T", root=tmp_path)


def test_truncated_warehouse_says_both_lengths(copied: Path) -> None:
    file = warehouse_file("T", copied)
    whole = file.stat().st_size
    file.write_bytes(file.read_bytes()[:20_000])
    with pytest.raises(
        WarehouseUnusableError,
        match=rf"is 20,000 bytes long; its manifest says {whole:,}, so it was cut short",
    ) as told:
        open_warehouse("T", root=copied)
    shown: Any = told.value
    assert shown._render_traceback_() == [str(shown)]  # a notebook shows the sentence and no lines of ours


def test_damaged_warehouse_of_the_right_length_is_not_a_whole_warehouse(copied: Path) -> None:
    file = warehouse_file("T", copied)
    file.write_bytes(b"\0" * file.stat().st_size)
    with pytest.raises(WarehouseUnusableError, match="cannot be read: it is not a whole warehouse"):
        open_warehouse("T", root=copied)


def test_warehouse_without_its_manifest_was_not_finished(copied: Path) -> None:
    manifest_file("T", copied).unlink()
    with pytest.raises(
        WarehouseUnusableError, match=r"was not finished: T\.manifest\.json, written last, is not beside it"
    ):
        open_warehouse("T", root=copied)


@pytest.mark.parametrize("said", ["not json", "[]", '{"tables": 3}', '{"tables": {"a": {"rows": 1}}}'])
def test_manifest_that_cannot_be_read_vouches_for_nothing(copied: Path, said: str) -> None:
    manifest_file("T", copied).write_text(said, encoding="utf-8")
    with pytest.raises(WarehouseUnusableError, match="cannot be read, so nothing vouches for the warehouse"):
        open_warehouse("T", root=copied)


def test_warehouse_of_another_authority_under_ones_name_is_said(copied: Path) -> None:
    for place in (warehouse_file, manifest_file):
        place("T", copied).rename(place("A", copied))
    with pytest.raises(WarehouseUnusableError, match="is that of authority T, under the name of authority A"):
        open_warehouse("A", root=copied)


def test_warehouse_of_another_version_says_both_versions(copied: Path) -> None:
    held = manifest_file("T", copied)
    text = held.read_text(encoding="utf-8")
    held.write_text(text.replace('"schema_version": ', '"schema_version": 9'), encoding="utf-8")
    with pytest.raises(WarehouseUnusableError, match=r"has version 9\d; this fingerpost reads version \d"):
        open_warehouse("T", root=copied)
