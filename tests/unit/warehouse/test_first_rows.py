"""The first rows of a table are read in a moment, and the file is let go of."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from fingerpost.spec.tables import table_named
from fingerpost.warehouse.connection import WarehouseUnusableError, open_warehouse
from fingerpost.warehouse.first_rows import first_rows
from fingerpost.warehouse.paths import manifest_file, warehouse_file

EPISODES = table_named("ssda903.episodes")


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Path:
    """A data root of one's own, to break: A's file and its manifest."""
    for path_of in (warehouse_file, manifest_file):
        path_of("A", tmp_path).parent.mkdir(exist_ok=True)
        shutil.copyfile(path_of("A", root), path_of("A", tmp_path))
    return tmp_path


def told_by_a_writer(file: Path) -> str:
    """Let another process write into a file, as a rebuild must be able to; returns its complaint."""
    write = f"import duckdb; duckdb.connect({str(file)!r}).execute('CREATE TABLE mine (n INTEGER)')"
    return subprocess.run([sys.executable, "-c", write], capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize(
    "name", ["annex_a.list_8", "ref.published_england", "core.ssd_person", "ssda903.dolo"]
)
def test_a_table_of_any_sort_shows_its_first_rows_and_no_more_than_asked_for(root: Path, name: str) -> None:
    table = table_named(name)
    found = first_rows(table, most=3, warehouse="A", root=root)
    assert len(found.rows) == min(3, found.held)
    assert all(len(row) == len(table.columns) for row in found.rows)
    json.dumps(found.rows, allow_nan=False)


def test_values_are_those_of_the_table_as_text_numbers_and_blanks(root: Path) -> None:
    found = first_rows(EPISODES, most=5, warehouse="A", root=root)
    with open_warehouse("A", root=root) as connection:
        rows = connection.sql("FROM ssda903.episodes").fetchall()
    assert found.held == len(rows)
    as_told = [tuple(one.isoformat() if isinstance(one, date) else one for one in row) for row in rows[:5]]
    assert list(found.rows) == as_told
    truths = first_rows(table_named("ref.calendar"), most=1, warehouse="A", root=root).rows[0]
    assert {"True", "False"} & set(truths)


def test_afterwards_the_file_is_free_for_a_writer_of_another_process(own: Path) -> None:
    file = warehouse_file("A", own)
    with open_warehouse("A", root=own):
        first_rows(EPISODES, most=1, warehouse="A", root=own)  # while a notebook reads, too
    assert told_by_a_writer(file) == ""


def test_a_warehouse_that_holds_other_tables_says_what_to_type(own: Path) -> None:
    file = warehouse_file("A", own)
    file.unlink()
    with duckdb.connect(file) as connection:
        connection.execute("CREATE TABLE theirs (n INTEGER)")
    told = json.loads(manifest_file("A", own).read_text(encoding="utf-8"))
    told["size_in_bytes"] = file.stat().st_size
    manifest_file("A", own).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(WarehouseUnusableError, match="fingerpost warehouse build --size authority"):
        first_rows(EPISODES, most=1, warehouse="A", root=own)


def test_a_file_damaged_where_the_rows_lie_says_what_to_type(own: Path) -> None:
    file = warehouse_file("A", own)
    home_post = [column.name for column in EPISODES.columns].index("HOME_POST")
    rows = first_rows(EPISODES, most=50, warehouse="A", root=own).rows
    postcode = next(str(row[home_post]) for row in rows if row[home_post])
    held = file.read_bytes()
    assert postcode.encode() in held
    file.write_bytes(held.replace(postcode.encode(), b"?" * len(postcode)))
    with pytest.raises(WarehouseUnusableError, match=r"ssda903\.episodes cannot be read") as raised:
        first_rows(EPISODES, most=50, warehouse="A", root=own)
    assert "fingerpost warehouse build --size authority" in str(raised.value)


def test_a_manifest_that_lacks_the_table_says_so_too(own: Path) -> None:
    told = json.loads(manifest_file("A", own).read_text(encoding="utf-8"))
    del told["tables"][EPISODES.full_name]
    manifest_file("A", own).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(WarehouseUnusableError, match=r"ssda903\.episodes cannot be read"):
        first_rows(EPISODES, most=1, warehouse="A", root=own)
