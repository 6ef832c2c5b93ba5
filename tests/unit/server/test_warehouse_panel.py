"""What the Warehouse panel is told: every meaning, the first rows, or one sentence; and nothing by SQL."""

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import fingerpost
import pytest
from fingerpost.errors import FingerpostError
from fingerpost.server.warehouse_panel import handlers
from fingerpost.server.warehouse_panel.dictionary import dictionary_of
from fingerpost.spec.codes import all_codes
from fingerpost.spec.tables import FIRST_TO_MEET, SCHEMAS, all_tables, table_named
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.manifest import SCHEMA_VERSION
from fingerpost.warehouse.paths import manifest_file, warehouse_file
from lab_server import TOKEN
from marking_room import jupyter_server

MOST_IN_SIGHT = 12
HOSTILE = [
    "",
    "episodes",
    "SSDA903.EPISODES",
    "ssda903.episodes; DROP TABLE x",
    "ssda903.episodes' OR '1'='1",
    '"ssda903"."episodes"',
    "ssda903.episodes\u200b",
    "read_csv('/etc/passwd')",
    "warehouse.ssda903.episodes",
    "../A.duckdb",
    "<img src=x onerror=alert(1)>",
    "x" * 5000,
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root with a tiny A in it; copy it before breaking it."""
    root = tmp_path_factory.mktemp("built")
    build_authority("A", out=root, size="tiny")
    return root


@pytest.fixture
def own(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data root of one's own, which this process reads."""
    for path_of in (warehouse_file, manifest_file):
        path_of("A", tmp_path).parent.mkdir(exist_ok=True)
        shutil.copyfile(path_of("A", built), path_of("A", tmp_path))
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    monkeypatch.delenv("FINGERPOST_AUTHORITY", raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FINGERPOST_DATA", str(built))
        patch.delenv("FINGERPOST_AUTHORITY", raising=False)
        with jupyter_server(tmp_path_factory.mktemp("home")) as address:
            yield address


def asked(
    address: str, *, token: str = TOKEN, method: str = "GET"
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Return the status, the document and the headers of an answer."""
    sent = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(address, method=method, headers=sent)  # noqa: S310 - our own http address
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
            return answer.status, json.loads(answer.read()), dict(answer.headers)
    except urllib.error.HTTPError as answer:
        text = answer.read()
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.code, json.loads(text) if is_json else {}, dict(answer.headers)


def test_the_beginners_tables_are_twelve_at_most_and_all_of_them_exist() -> None:
    assert len(FIRST_TO_MEET) <= MOST_IN_SIGHT
    assert {table.full_name for table in all_tables()} >= set(FIRST_TO_MEET)


def test_every_table_stands_in_a_schema_that_has_a_heading() -> None:
    assert list(dict.fromkeys(table.schema for table in all_tables())) == list(SCHEMAS)


def test_every_table_column_and_code_of_the_spec_is_told_with_its_meaning() -> None:
    told = dictionary_of("A", rows={}, trouble="")
    columns = {
        (table["name"], column["name"]): column["label"]
        for table in told["tables"]
        for column in table["columns"]
    }
    assert columns == {
        (table.full_name, column.name): column.label for table in all_tables() for column in table.columns
    }
    codes = [(name, code["code"]) for name, held in told["codesets"].items() for code in held]
    assert codes == [(code.codeset, code.code) for code in all_codes()]
    sex = {code["code"]: (code["from"], code["to"]) for code in told["codesets"]["sex_903"]}
    assert (sex["1"], sex["M"]) == (("", "2024-03-31"), ("2024-04-01", ""))


@pytest.mark.usefixtures("own")
def test_the_query_of_every_table_runs_as_it_would_be_typed() -> None:
    warehouse = fingerpost.connect()
    for table in dictionary_of("A", rows={}, trouble="")["tables"]:
        found = warehouse.sql(table["query"])
        assert found.columns == [column["name"] for column in table["columns"]], table["name"]
        assert max(map(len, table["query"].splitlines())) <= 110
    warehouse.close()


@pytest.mark.usefixtures("own")
def test_a_whole_warehouse_is_told_with_its_rows_and_no_trouble() -> None:
    told = handlers._dictionary()
    assert told["trouble"] == ""
    assert all(table["rows"] is not None for table in told["tables"])


def missing(root: Path) -> None:
    shutil.rmtree(root / "warehouse")


def stale(root: Path) -> None:
    rewritten(root, schema_version=SCHEMA_VERSION - 1)


def cut_short(root: Path) -> None:
    file = warehouse_file("A", root)
    file.write_bytes(file.read_bytes()[:-4096])


def another_programs(root: Path) -> None:
    manifest_file("A", root).write_text("[]", encoding="utf-8")


def not_finished(root: Path) -> None:
    manifest_file("A", root).unlink()


def being_written(root: Path) -> None:
    missing(root)
    (root / "warehouse" / ".A.building.1").mkdir(parents=True)


def foreign(root: Path) -> None:
    warehouse_file("A", root).write_bytes(b"SQLite format 3\0" + bytes(8192))
    rewritten(root, size_in_bytes=8208)


def rewritten(root: Path, **told: object) -> None:
    file = manifest_file("A", root)
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | told), encoding="utf-8")


TROUBLES = {
    "There is no warehouse": missing,
    f"has version {SCHEMA_VERSION - 1}": stale,
    "cut short or changed": cut_short,
    "cannot be read, so nothing vouches": another_programs,
    "was not finished": not_finished,
    "is being built": being_written,
    "it is not a whole warehouse": foreign,
}


@pytest.mark.parametrize("said", TROUBLES)
def test_trouble_with_the_warehouse_is_one_sentence_that_says_what_to_type(own: Path, said: str) -> None:
    TROUBLES[said](own)
    with pytest.raises(FingerpostError, match=said) as raised:
        handlers._first_rows(table_named("ssda903.episodes"))
    assert "fingerpost warehouse build --size authority" in str(raised.value)
    told = handlers._dictionary()
    assert len(told["tables"]) == len(all_tables()), "the dictionary needs no warehouse"
    if said != "it is not a whole warehouse":  # only reading it shows that
        assert told["trouble"] == str(raised.value)


def test_a_process_of_an_authority_that_does_not_exist_says_which_there_are(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert warehouse_file("A", own).exists()
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "Q")
    with pytest.raises(FingerpostError, match="authority Q"):
        handlers._first_rows(table_named("ssda903.episodes"))
    assert "authority Q" in handlers._dictionary()["trouble"]


@pytest.mark.parametrize("page", [handlers.DICTIONARY, f"{handlers.FIRST_ROWS}?table=ssda903.episodes"])
def test_only_someone_logged_in_is_answered_and_only_to_read(server: str, page: str) -> None:
    assert asked(server + page, token="")[0] == 403
    assert asked(server + page, token="another")[0] == 403  # noqa: S106 - a wrong one
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert asked(server + page, method=method)[0] == 405
    status, _, headers = asked(server + page)
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert headers["Content-Type"].startswith("application/json")


def test_the_rows_that_are_sent_are_few_and_the_number_held_is_told(server: str) -> None:
    told = asked(f"{server}{handlers.FIRST_ROWS}?table=ref.published_england&most=100000")[1]
    assert len(told["rows"]) == handlers.MOST_ROWS < told["held"]
    assert [column["name"] for column in told["columns"]] == [
        column.name for column in table_named("ref.published_england").columns
    ]


def test_a_name_that_is_no_table_is_refused_in_words_that_do_not_repeat_it(server: str) -> None:
    for name in HOSTILE:
        status, told, _ = asked(f"{server}{handlers.FIRST_ROWS}?table={quote(name)}")
        assert status in {400, 404}, name
        if status == 404:
            assert told == {"message": handlers._NO_SUCH_TABLE}
