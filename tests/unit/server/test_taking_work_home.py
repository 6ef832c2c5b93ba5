"""A learner's work leaves a machine as one zip and comes back whole, or not at all."""

import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from fingerpost.server import taking_home
from fingerpost.server.earlier_copies import keep_copy
from fingerpost.server.home import START_PAGE, prepare_home
from fingerpost.server.taking_home import LIST, NotOurWorkError, bring_back, pack
from marking_room import Browsing, jupyter_server

NOW = datetime(2026, 11, 26, 9, 30)  # noqa: DTZ001 - the machine's own time, as in the zip's name
WORK = "assignments/03/03.ipynb"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    built = tmp_path / "edition"
    for name in ("start-here.md", "lessons/03.ipynb", WORK, "warehouse/A/header.csv"):
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        text = "<img>\n\n# Start here\n\nWelcome." if name.endswith(".md") else f"ours: {name}"
        (built / name).write_text(text, encoding="utf-8")
    return built


@pytest.fixture
def home(edition: Path, tmp_path: Path) -> Path:
    """A folder in which one assignment was worked on, a page made, and two hours logged."""
    folder = tmp_path / "binder"
    prepare_home(folder, edition=edition)
    (folder / WORK).write_text("my answer", encoding="utf-8")
    (folder / "mine.ipynb").write_text("my page", encoding="utf-8")
    (folder / "log.jsonl").write_text('{"n": 1}\n{"n": 2}\n', encoding="utf-8")
    return folder


@pytest.fixture
def elsewhere(edition: Path, tmp_path: Path) -> Path:
    prepare_home(tmp_path / "later", edition=edition)
    return tmp_path / "later"


def told(home: Path, packed: bytes) -> dict[str, str]:
    return {one.name: one.said for one in bring_back(home, packed, now=NOW)}


def names(packed: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(packed)).namelist()


def zipped(files: dict[str, str], *, listed: object = None, mode: int = 0) -> bytes:
    made = io.BytesIO()
    hashes = {name: taking_home._hash(text.encode()) for name, text in files.items()}
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(LIST, json.dumps({"files": hashes} if listed is None else listed))
        for name, text in files.items():
            one = zipfile.ZipInfo(name)
            one.external_attr = mode << 16
            archive.writestr(one, text)
    return made.getvalue()


def test_only_what_a_learner_made_or_changed_is_packed(home: Path) -> None:
    keep_copy(home, home / WORK, now=NOW)
    assert names(pack(home, now=NOW)) == [LIST, WORK, "log.jsonl", "mine.ipynb"]
    assert pack(home, now=NOW) == pack(home, now=NOW)


def test_work_comes_back_in_place_of_untouched_files(home: Path, elsewhere: Path) -> None:
    said = told(elsewhere, pack(home, now=NOW))
    assert said == {
        WORK: "is back in place of the untouched one",
        "log.jsonl": "is back",
        "mine.ipynb": "is back",
    }
    assert (elsewhere / WORK).read_text(encoding="utf-8") == "my answer"
    assert not (elsewhere / "earlier-copies").exists()
    assert told(elsewhere, pack(home, now=NOW)) == {}


def test_feedback_comes_back_under_the_name_that_nbgrader_gave_it(home: Path, elsewhere: Path) -> None:
    name = "03/feedback/2026-11-26 02:42:36.138289 UTC/03.html"
    (home / name).parent.mkdir(parents=True)
    (home / name).write_text("2 of 3", encoding="utf-8")
    assert told(elsewhere, pack(home, now=NOW))[name] == "is back"
    assert (elsewhere / name).read_text(encoding="utf-8") == "2 of 3"


def test_work_done_in_between_is_kept_and_logs_are_joined(home: Path, elsewhere: Path) -> None:
    (elsewhere / WORK).write_text("another answer", encoding="utf-8")
    (elsewhere / "log.jsonl").write_text('{"n": 2}\n{"n": 3}\n', encoding="utf-8")
    assert "earlier-copies" in told(elsewhere, pack(home, now=NOW))[WORK]
    kept = list((elsewhere / "earlier-copies").rglob("*before bringing back.ipynb"))
    assert [file.read_text(encoding="utf-8") for file in kept] == ["another answer"]
    assert (elsewhere / WORK).read_text(encoding="utf-8") == "my answer"
    lines = (elsewhere / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == ['{"n": 2}', '{"n": 3}', '{"n": 1}']


BAD: dict[str, Callable[[bytes], bytes]] = {
    "half an upload": lambda packed: packed[: len(packed) // 2],
    "a changed file": lambda _: zipped({"a.txt": "a"}, listed={"files": {"a.txt": "0" * 64}}),
    "no zip": lambda _: b"<html>sign in</html>",
    "nothing": lambda _: b"",
    "another program's zip": lambda _: zipped({"a.txt": "a"}, listed=[1]),
    "a list of the wrong kind": lambda _: zipped({"a.txt": "a"}, listed={"files": 3}),
    "a file more than listed": lambda _: zipped({"a.txt": "a"}, listed={"files": {}}),
    "a path that leads out": lambda _: zipped({"../a.txt": "a"}),
    "a path from the root": lambda _: zipped({"/etc/a.txt": "a"}),
    "a path of Windows": lambda _: zipped({"C:\\a.txt": "a"}),
    "a hidden path": lambda _: zipped({".bashrc": "a"}),
    "a link": lambda _: zipped({"a.txt": "/etc/passwd"}, mode=stat.S_IFLNK | 0o777),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_not_a_whole_zip_of_ours_writes_nothing(home: Path, elsewhere: Path, bad: str) -> None:
    before = {file: file.read_bytes() for file in elsewhere.parent.rglob("*") if file.is_file()}
    with pytest.raises(NotOurWorkError, match="take my work home"):
        bring_back(elsewhere, BAD[bad](pack(home, now=NOW)), now=NOW)
    assert {file: file.read_bytes() for file in elsewhere.parent.rglob("*") if file.is_file()} == before


def test_a_zip_with_any_byte_damaged_is_refused_in_a_sentence_or_comes_back_whole(
    home: Path, tmp_path: Path
) -> None:
    packed = pack(home, now=NOW)
    whole = {name: zipfile.ZipFile(io.BytesIO(packed)).read(name) for name in names(packed) if name != LIST}
    refused = 0
    for place in range(len(packed)):
        damaged = bytearray(packed)
        damaged[place] ^= 0x5A
        target = tmp_path / f"home-{place}"
        try:
            bring_back(target, bytes(damaged), now=NOW)
        except NotOurWorkError:
            refused += 1
            assert not target.exists()
        else:
            assert {
                file.relative_to(target).as_posix(): file.read_bytes()
                for file in target.rglob("*")
                if file.is_file()
            } == whole
    assert refused > len(packed) // 2


def test_a_zip_that_unpacks_too_large_is_refused_before_it_is(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_home, "MOST_BYTES", 1000)
    with pytest.raises(NotOurWorkError, match="unpacks to more than"):
        bring_back(elsewhere, zipped({"a.txt": "a" * 1001}), now=NOW)


def test_a_disk_that_fills_says_so_and_keeps_what_was_there(
    home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / WORK).write_text("another answer", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", WORK)

    monkeypatch.setattr(taking_home, "_write", full)
    with pytest.raises(taking_home.WorkNotKeptError, match="No space left"):
        bring_back(elsewhere, pack(home, now=NOW), now=NOW)
    assert (elsewhere / WORK).read_text(encoding="utf-8") == "another answer"


def test_on_binder_the_start_page_says_what_the_machine_is(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BINDER_LAUNCH_HOST", raising=False)
    prepare_home(tmp_path / "own", edition=edition)
    assert "public machine" not in (tmp_path / "own" / START_PAGE).read_text(encoding="utf-8")
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    prepare_home(tmp_path / "own", edition=edition)
    page = (tmp_path / "own" / START_PAGE).read_text(encoding="utf-8")
    assert page.startswith("<img>\n\n# Start here\n\n> **A public machine: practice data only")
    assert page.endswith("Welcome.")


# ------------------------------------------------------------------ over HTTP


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("served") / "home"
    folder.mkdir()
    with jupyter_server(folder) as address:
        yield folder, address


def test_the_page_and_the_zip_are_for_those_who_are_logged_in(served: tuple[Path, str]) -> None:
    stranger = Browsing(served[1], token="")
    for path in ("/fingerpost/take-home", "/fingerpost/bring-back", "/fingerpost/share"):
        assert "/login" in stranger.asks(path).address
    page = Browsing(served[1]).asks("/fingerpost/bring-back")
    assert page.status == 200
    assert "Bring your work back" in page.text


@pytest.mark.parametrize("bad", ["half an upload", "another program's zip", "a path that leads out"])
def test_zip_that_cannot_be_used_is_a_sentence_on_the_page_and_a_line_in_the_log(
    served: tuple[Path, str], home: Path, bad: str
) -> None:
    folder, address = served
    browsing = Browsing(address)
    before = {file for file in folder.parent.rglob("*") if file.name != "server.log"}
    answer = browsing.uploads(browsing.asks("/fingerpost/bring-back"), "work", BAD[bad](pack(home, now=NOW)))
    assert answer.status == 400
    (said,) = re.findall(r"<p role='alert'>([^<]+)</p>", answer.text)
    assert f"Work was not brought back: {unescape(said)}" in (folder / "server.log").read_text(
        encoding="utf-8"
    )
    assert {file for file in folder.parent.rglob("*") if file.name != "server.log"} == before


@pytest.mark.parametrize("path", ["", "../outside.ipynb", "missing.ipynb", "broken.ipynb"])
def test_what_cannot_be_shared_is_said_in_words(served: tuple[Path, str], path: str) -> None:
    (served[0] / "broken.ipynb").write_text("{", encoding="utf-8")
    (served[0].parent / "outside.ipynb").write_text("{}", encoding="utf-8")
    browsing = Browsing(served[1])
    page = browsing.asks(f"/fingerpost/share?path={path}")
    answer = browsing.sends(page)
    assert answer.status == 400
    assert "role='alert'" in answer.text
    assert not list(served[0].parent.rglob("*to-share*"))
