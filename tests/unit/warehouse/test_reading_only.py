"""Whoever tries to change the warehouse reads our sentence, as the user without rights that a learner is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import fingerpost
import nbformat
import pytest
from fingerpost.warehouse.connection import open_warehouse
from fingerpost.warehouse.paths import warehouse_file
from fingerpost.warehouse.reading_only import sentence_for
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from plain_user import run_unprivileged
from unprivileged import as_unprivileged, open_to_all

OURS = "The warehouse is for reading"
CHANGES = [
    "DELETE FROM ssda903.episodes",
    "DELETE FROM core.ssd_person",
    "TRUNCATE mart.child",
    "INSERT INTO ssda903.header (CHILD) VALUES ('000000')",
    "UPDATE ssda903.header SET SEX = 'U'",
    "MERGE INTO ssda903.header USING (SELECT 1 AS n) AS m ON header.CHILD = m.n WHEN MATCHED THEN DELETE",
    "DROP TABLE ssda903.header",
    "ALTER TABLE ssda903.episodes ADD COLUMN mine INTEGER",
    "CREATE OR REPLACE TABLE ssda903.header AS SELECT 1 AS mine",
    "DROP TABLE warehouse.ssda903.header",
    "DELETE FROM warehouse.ssda903.header",
    "CREATE TABLE warehouse.ssda903.mine (n INTEGER)",
]
NOT_CHANGES = [
    "SELECT nothing FROM ssda903.header",
    "FROM nowhere",
    "SELEC 1",
    "SELECT 'x'::INTEGER",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_statement_that_would_change_the_warehouse_is_answered_by_us(root: Path, statement: str) -> None:
    with open_warehouse("T", root=root) as connection, pytest.raises(duckdb.Error) as refused:
        connection.execute(statement)
    said = sentence_for(refused.value) or ""
    assert said.startswith(OURS)
    assert "CREATE TABLE mine AS FROM ssda903.episodes" in said


def test_what_our_sentence_tells_to_type_works(root: Path) -> None:
    with open_warehouse("T", root=root) as connection:
        connection.execute("CREATE TABLE mine AS FROM ssda903.episodes")
        connection.execute("DELETE FROM mine")
        assert connection.sql("SELECT count(*) FROM mine").fetchall() == [(0,)]


@pytest.mark.parametrize("statement", NOT_CHANGES)
def test_other_mistakes_keep_the_words_of_duckdb(root: Path, statement: str) -> None:
    with open_warehouse("T", root=root) as connection, pytest.raises(duckdb.Error) as refused:
        connection.sql(statement).fetchall()
    assert sentence_for(refused.value) is None


def test_mistake_outside_duckdb_is_none_of_ours() -> None:
    assert sentence_for(ValueError("attached in read-only mode")) is None


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[InteractiveShell]:
    """Return an IPython shell such as a kernel has, over authority T."""
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "T")
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()


def test_cell_that_changes_the_warehouse_shows_one_sentence_and_no_traceback(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.user_ns["connect"] = fingerpost.connect
    ran = shell.run_cell("connect().execute('DELETE FROM ssda903.episodes')")
    said = capsys.readouterr().out
    assert isinstance(ran.error_in_exec, duckdb.BinderException)
    assert OURS in said
    assert "Traceback" not in said
    assert "Binder Error" not in said


def test_cell_with_another_mistake_shows_duckdbs_words(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.user_ns["connect"] = fingerpost.connect
    ran = shell.run_cell("connect().execute('FROM nowhere')")
    assert isinstance(ran.error_in_exec, duckdb.CatalogException)
    assert "Table with name nowhere does not exist" in capsys.readouterr().out


def test_notebook_of_a_real_kernel_shows_our_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "T")
    cell = nbformat.v4.new_code_cell(
        "import fingerpost\nfingerpost.connect().execute('DELETE FROM ssda903.header')"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    [error] = [output for output in notebook.cells[0].outputs if output.output_type == "error"]
    assert error.ename == "WarehouseIsForReadingError"
    assert "\n".join(error.traceback).startswith(OURS)


def test_file_opened_for_writing_by_a_learner_is_answered_by_us(root: Path) -> None:
    open_to_all(root)
    file = warehouse_file("T", root)

    def write() -> str | None:
        try:
            duckdb.connect(str(file))
        except duckdb.Error as trouble:
            return sentence_for(trouble)
        return "opened"

    assert str(as_unprivileged(write)).startswith(
        "That file is a warehouse, which nobody may open for writing."
    )


def test_learner_without_rights_reads_and_is_refused_in_our_words(root: Path) -> None:
    """The whole way, as another user in another process: IPython, the door, one question, one change."""
    program = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "shell.run_cell('from fingerpost import connect; c = connect()')\n"
        "shell.run_cell('print(c.sql(\"FROM ssda903.header\").shape)')\n"
        "shell.run_cell('c.execute(\"DROP TABLE ssda903.header\")')\n"
    )
    said = run_unprivileged(
        "-c",
        program,
        reach=(root,),
        environment={"FINGERPOST_DATA": str(root), "FINGERPOST_AUTHORITY": "T", "HOME": "/nonexistent"},
    )
    assert "(12, 7)" in said
    assert OURS in said
    assert "Traceback" not in said


def test_thirty_processes_read_at_once(root: Path) -> None:
    program = (
        "from fingerpost import connect\n"
        "print(connect().sql('SELECT count(*) FROM ssda903.header').fetchall()[0][0])"
    )
    surroundings = {**os.environ, "FINGERPOST_DATA": str(root), "FINGERPOST_AUTHORITY": "T"}
    readers = [
        subprocess.Popen([sys.executable, "-c", program], env=surroundings, stdout=subprocess.PIPE, text=True)
        for _ in range(30)
    ]
    assert [reader.communicate()[0].strip() for reader in readers] == ["12"] * 30
