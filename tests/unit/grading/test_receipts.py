"""Receipts: what came and when, sealed; whatever is changed afterwards fails with a sentence."""

import json
import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fingerpost.commands import receipt as commands
from fingerpost.grading.receipts.making import arrived_at, make_receipt, receipt_key, receipts_of
from fingerpost.grading.receipts.receipt import Receipt, ReceiptFaultError, hashes_of, read_receipt, verify
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

NAME = "03-count.ipynb"


def notebook(source: str = "starters = 1", output: str = "1") -> dict[str, Any]:
    shown = {"output_type": "stream", "name": "stdout", "text": output}
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [shown], "execution_count": 1}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    return tmp_path / "root"


@pytest.fixture
def folder(root: Path) -> Path:
    """What ada handed in, as it was collected."""
    folder = root / "submitted" / "ada" / "03-count"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(json.dumps(notebook()), encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-04-01 10:00:00 +0200", encoding="utf-8")
    return folder


@pytest.fixture
def given(root: Path, folder: Path, tmp_path: Path) -> Path:
    """The receipt's file in ada's hands."""
    file = tmp_path / "receipt.json"
    file.write_text(make_receipt(root, "fingerpost", "03-count", "ada", folder).to_text(), encoding="utf-8")
    return file


def test_receipt_proves_the_notebook_here_and_elsewhere(root: Path, folder: Path, given: Path) -> None:
    here = verify(given, folder / NAME, receipt_key(root))
    assert "is, byte for byte, what ada handed in for 03-count (hand-in 1)" in here
    assert here.endswith("The seal is this course's.")
    assert "Only its course root can tell" in verify(given, folder / NAME, None)


def test_both_clocks_are_aware_and_the_learners_offset_is_hours(given: Path) -> None:
    receipt = read_receipt(given)
    assert receipt.handed_in == "2026-04-01T08:00:00+00:00"
    received = datetime.fromisoformat(receipt.received)
    assert received.utcoffset() == timedelta()
    assert abs(datetime.now(UTC) - received) < timedelta(minutes=10)


CHANGED: dict[str, tuple[dict[str, Any], str]] = {
    "an answer": (notebook("starters = 2"), "Text of its cells has changed too"),
    "an output": (notebook(output="2"), "outputs or settings have changed since"),
    "a cell more": ({**notebook(), "cells": notebook()["cells"] * 2}, "Text of its cells has changed too"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_changed_notebook_fails_and_the_sentence_says_how_much_changed(
    what: str, given: Path, tmp_path: Path
) -> None:
    mine = tmp_path / NAME
    mine.write_text(json.dumps(CHANGED[what][0]), encoding="utf-8")
    with pytest.raises(ReceiptFaultError, match=CHANGED[what][1]):
        verify(given, mine, None)


def test_every_single_bit_of_a_notebook_counts(given: Path, folder: Path, tmp_path: Path) -> None:
    raw = (folder / NAME).read_bytes()
    mine = tmp_path / NAME
    for at in range(0, len(raw), 7):
        mine.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(ReceiptFaultError, match="is not the notebook that was received"):
            verify(given, mine, None)


@pytest.mark.parametrize("field", ["learner", "received", "files", "seal", "number", "check"])
def test_changed_receipt_is_found_out_without_a_key(field: str, given: Path, folder: Path) -> None:
    told = json.loads(given.read_text(encoding="utf-8"))
    told[field] = {NAME: "0" * 64} if field == "files" else 2 if field == "number" else "2026-01-01T00:00:00Z"
    given.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ReceiptFaultError, match="has been changed since it was made"):
        verify(given, folder / NAME, None)


def test_made_up_receipt_is_found_out_in_the_course_root(root: Path, folder: Path, given: Path) -> None:
    mine = read_receipt(given)
    earlier = Receipt(**{**mine.__dict__, "received": "2020-01-01T00:00:00+00:00"}).sealed(b"a key of my own")
    given.write_text(earlier.to_text(), encoding="utf-8")
    assert "1 January 2020" in verify(given, folder / NAME, None)
    with pytest.raises(ReceiptFaultError, match="its seal is not this course's"):
        verify(given, folder / NAME, receipt_key(root))


@pytest.mark.parametrize("text", ["", "[]", "{}", "\x00", "{" * 5000, '{"course": 1}'])
def test_file_that_is_no_receipt_is_a_sentence(text: str, tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReceiptFaultError, match="is no receipt of fingerpost"):
        verify(file, folder / NAME, None)


def test_hand_in_has_one_receipt_and_the_next_another(root: Path, folder: Path) -> None:
    first = make_receipt(root, "fingerpost", "03-count", "ada", folder)
    assert make_receipt(root, "fingerpost", "03-count", "ada", folder) == first
    (folder / NAME).write_text(json.dumps(notebook("starters = 3")), encoding="utf-8")
    second = make_receipt(root, "fingerpost", "03-count", "ada", folder)
    assert (first.number, second.number) == (1, 2)
    assert [one.number for one in receipts_of(root, "03-count")] == [1, 2]


def test_link_in_a_hand_in_is_not_followed(root: Path, folder: Path) -> None:
    (folder / "link.ipynb").symlink_to(root / "secret.ipynb")
    assert list(make_receipt(root, "fingerpost", "03-count", "ada", folder).files) == [NAME]


def test_key_is_the_tutors_alone(root: Path, given: Path) -> None:
    assert given.is_file()
    assert stat.S_IMODE((root / "marking" / "receipt.key").stat().st_mode) == 0o600


# ------------------------------------------------------------------ Through nbgrader's exchange


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Collects, in a course root, what ada has handed in through an exchange."""
    root, exchange, secret = tmp_path / "course", tmp_path / "exchange", "secret-words-of-ada"
    (root / "source" / "03-count").mkdir(parents=True)
    sent = exchange / "fingerpost" / "inbound" / "ada+03-count+2026-04-01 08:00:00 UTC+xyz"
    kept = tmp_path / "cache" / "fingerpost" / "ada+03-count+2026-04-01 08:00:00 UTC"
    for place in (sent, kept):
        place.mkdir(parents=True)
        (place / NAME).write_text(json.dumps(notebook()), encoding="utf-8")
        (place / "timestamp.txt").write_text("2026-04-01 08:00:00 UTC", encoding="utf-8")
        (place / "submission_secret.txt").write_text(secret, encoding="utf-8")
    settings = f"c.Exchange.root = {str(exchange)!r}\nc.Exchange.cache = {str(tmp_path / 'cache')!r}\n"
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))

    def collect() -> None:
        from fingerpost.grading.receipts.exchanging import CollectWithReceipts  # noqa: PLC0415 - heavy

        programs = str(Path(sys.executable).parent)  # nbgrader calls `alembic` by its name
        monkeypatch.setenv("PATH", os.pathsep.join([programs, os.environ["PATH"]]))
        config = Config({"CourseDirectory": {"root": str(root), "course_id": "fingerpost"}})
        coursedir = CourseDirectory(config=config)
        coursedir.assignment_id = "03-count"
        collecting = CollectWithReceipts(coursedir=coursedir, config=Config())
        collecting.root, collecting.check_owner = str(exchange), False
        collecting.start()

    return collect


def test_receipt_waits_in_the_exchange_and_its_learner_fetches_it(
    collected: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    before = CliRunner().invoke(commands.command, ["fetch"])
    assert "One is made when your tutor collects" in str(before.exception)
    collected()
    told = CliRunner().invoke(commands.command, ["fetch"]).output
    assert told == "Receipt: receipts/03-count-1.json\n"
    mine = tmp_path / "course" / "submitted" / "ada" / "03-count" / NAME
    proved = CliRunner().invoke(commands.command, ["verify", "receipts/03-count-1.json", str(mine)])
    assert proved.exit_code == 0
    assert "what ada handed in for 03-count" in proved.output


def test_receipts_in_the_exchange_can_be_read_and_not_listed(
    collected: Callable[[], None], tmp_path: Path
) -> None:
    collected()
    folder = tmp_path / "exchange" / "fingerpost" / "receipts"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o711
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert "ada" not in file.name


def test_work_that_came_another_way_gets_receipts_by_command(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "nbgrader_config.py").write_text("c.CourseDirectory.course_id = 'fingerpost'\n", encoding="utf-8")
    monkeypatch.chdir(root)
    made = CliRunner().invoke(commands.command, ["make", "03-count"])
    assert made.output == "ada: receipts/ada/03-count-1.json\n"
    proved = CliRunner().invoke(
        commands.command, ["verify", "receipts/ada/03-count-1.json", str(folder / NAME)]
    )
    assert "The seal is this course's." in proved.output


@pytest.fixture
def handed_in(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """A learner who hands in by nbgrader's own exchange: gives the receipt of each hand-in."""
    exchange, home = tmp_path / "hub", tmp_path / "home"
    (exchange / "fingerpost" / "inbound").mkdir(parents=True)
    for folder in (exchange / "fingerpost" / "outbound" / "03-count", home / "03-count"):
        folder.mkdir(parents=True)
        (folder / NAME).write_text(json.dumps(notebook()), encoding="utf-8")

    def submit(held: dict[str, Any]) -> Path:
        from fingerpost.grading.receipts.exchanging import SubmitWithReceipt  # noqa: PLC0415 - heavy

        (home / "03-count" / NAME).write_text(json.dumps(held), encoding="utf-8")
        coursedir = CourseDirectory(config=Config({"CourseDirectory": {"course_id": "fingerpost"}}))
        coursedir.assignment_id, coursedir.student_id = "03-count", "ada"
        submitting = SubmitWithReceipt(coursedir=coursedir, authenticator=Authenticator(), config=Config())
        submitting.root, submitting.cache = str(exchange), str(tmp_path / "cache")
        submitting.assignment_dir = str(home)
        submitting.start()
        return max((home / "receipts").iterdir())

    return submit


def collected_from(exchange: Path, root: Path) -> None:
    """Lay the newest hand-in of the exchange into submitted/, and give its receipt as collecting does."""
    newest = max((exchange / "fingerpost" / "inbound").iterdir())
    place = root / "submitted" / "ada" / "03-count"
    shutil.copytree(newest, place, dirs_exist_ok=True)
    make_receipt(root, "fingerpost", "03-count", "ada", place, arrived=arrived_at(newest))


def test_receipt_is_there_at_the_moment_of_handing_in(
    handed_in: Callable[[dict[str, Any]], Path], tmp_path: Path
) -> None:
    began = datetime.now(UTC).replace(microsecond=0)
    file = handed_in(notebook("starters = 7"))
    assert file.name == "03-count-1-handed-in.json"
    receipt = read_receipt(file)
    assert (receipt.learner, receipt.number, receipt.seal) == ("ada", 1, "")
    assert began <= datetime.fromisoformat(receipt.arrived) <= datetime.now(UTC)
    told = verify(file, tmp_path / "home" / "03-count" / NAME, None)
    assert "is, byte for byte, what ada handed in" in told
    assert "has no seal" not in told
    assert "not yet to others when" in told
    (tmp_path / "home" / "03-count" / NAME).write_text(json.dumps(notebook("starters = 8")), encoding="utf-8")
    with pytest.raises(ReceiptFaultError, match="is not the notebook that was received"):
        verify(file, tmp_path / "home" / "03-count" / NAME, None)


def test_tutor_proves_a_receipt_of_handing_in_by_what_was_collected(
    handed_in: Callable[[dict[str, Any]], Path], root: Path, tmp_path: Path
) -> None:
    file, mine = handed_in(notebook("starters = 7")), tmp_path / "home" / "03-count" / NAME
    key = receipt_key(root, make=True)
    with pytest.raises(ReceiptFaultError, match="nothing with this content was collected here"):
        verify(file, mine, key, receipts_of(root, "03-count"))
    collected_from(tmp_path / "hub", root)
    told = verify(file, mine, key, receipts_of(root, "03-count"))
    assert "the same content was collected here as hand-in 1 of ada, sealed, in the exchange since" in told


def test_made_up_receipt_without_a_seal_is_found_out_in_the_course_root(
    handed_in: Callable[[dict[str, Any]], Path], root: Path, tmp_path: Path
) -> None:
    file = handed_in(notebook("starters = 7"))
    key = receipt_key(root, make=True)
    collected_from(tmp_path / "hub", root)
    mine = tmp_path / NAME
    mine.write_text(json.dumps(notebook("starters = 9")), encoding="utf-8")
    raw, text = hashes_of(mine)
    made_up = replace(read_receipt(file), files={NAME: raw}, texts={NAME: text})
    file.write_text(made_up.to_text(), encoding="utf-8")
    assert "byte for byte" in verify(file, mine, None)  # the content only: nobody vouches for it
    with pytest.raises(ReceiptFaultError, match="nothing with this content was collected here"):
        verify(file, mine, key, receipts_of(root, "03-count"))


def test_second_hand_in_has_a_receipt_of_its_own(
    handed_in: Callable[[dict[str, Any]], Path], tmp_path: Path
) -> None:
    (tmp_path / "cache" / "fingerpost" / "ada+03-count+2026-04-01 08:00:00 UTC").mkdir(parents=True)
    assert handed_in(notebook("starters = 8")).name == "03-count-2-handed-in.json"


def test_moment_of_arrival_cannot_be_set_back(
    handed_in: Callable[[dict[str, Any]], Path], tmp_path: Path
) -> None:
    handed_in(notebook())
    (there,) = (tmp_path / "hub" / "fingerpost" / "inbound").iterdir()
    for file in there.iterdir():
        os.utime(file, (0, 0))
    assert datetime.now(UTC) - datetime.fromisoformat(arrived_at(there)) < timedelta(minutes=10)


def test_receipt_of_an_earlier_version_still_verifies(root: Path, folder: Path, given: Path) -> None:
    told = json.loads(given.read_text(encoding="utf-8"))
    assert told.pop("arrived") == ""
    given.write_text(json.dumps(told), encoding="utf-8")
    assert verify(given, folder / NAME, receipt_key(root)).endswith("The seal is this course's.")


def test_learners_settings_name_the_hand_in_that_gives_receipts() -> None:
    from nbgrader.apps import NbGrader  # noqa: PLC0415 - heavy
    from nbgrader.exchange import ExchangeFactory  # noqa: PLC0415 - heavy

    app = NbGrader(log_level=50)
    app.config_file_paths.append(str(Path(sys.prefix) / "etc" / "jupyter"))
    app.load_config_file()
    assert ExchangeFactory(config=app.config).submit.__name__ == "SubmitWithReceipt"


# ------------------------------------------------------------------ Whose a hand-in is, on a shared machine


def collecting_by_owner(record: str, folder: Path, *, only_from_owner: bool) -> dict[str, Any]:
    """Return what collecting takes a hand-in of that name to be."""
    from fingerpost.grading.receipts.exchanging import CollectWithReceipts  # noqa: PLC0415 - heavy

    handed_in = folder / f"{record}+03-count+2026-04-01 08:00:00 UTC+xyz"
    handed_in.mkdir()
    coursedir = CourseDirectory(config=Config())
    collecting = CollectWithReceipts(coursedir=coursedir, config=Config())
    collecting.only_from_owner = only_from_owner
    told: dict[str, Any] = collecting._path_to_record(str(handed_in))
    return told


def test_hand_in_under_anothers_name_is_its_owners_where_people_share_a_machine(tmp_path: Path) -> None:
    owner = tmp_path.owner()
    assert collecting_by_owner("ada", tmp_path, only_from_owner=True)["username"] == owner
    assert collecting_by_owner("ben", tmp_path, only_from_owner=False)["username"] == "ben"
