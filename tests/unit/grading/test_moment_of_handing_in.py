"""Late work and a clock that is wrong: taken all the same, and said at the moment of handing in."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from fingerpost.commands import gradebook as commands
from fingerpost.grading.gradebook.published import DUE_DATES, due_date, publish_due_dates
from fingerpost.grading.receipts import exchanging
from fingerpost.grading.receipts.moments import CLOCKS_APART, said_of
from fingerpost.grading.receipts.receipt import Receipt
from marking_room import ASSIGNMENT, marking_room

DUE = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)
COURSE = "fingerpost"


def receipt(*, handed_in: datetime | None, arrived: datetime) -> Receipt:
    """Return the receipt of work that was stamped and that arrived at these moments."""
    stamped = handed_in.isoformat() if handed_in else ""
    return Receipt(
        COURSE, ASSIGNMENT, "amy", 1, stamped, arrived.isoformat(), {}, {}, arrived=arrived.isoformat()
    )


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(0), ""),
        (timedelta(seconds=1), "1 hour late"),
        (timedelta(hours=3), "3 hours late"),
        (timedelta(days=9), "9 days late"),
    ],
)
def test_lateness_is_said_with_the_date_and_that_it_is_accepted(late: timedelta, said: str) -> None:
    told = " ".join(said_of(receipt(handed_in=DUE + late, arrived=DUE + late), DUE))
    assert said in told
    assert bool(told) == bool(said)
    if said:
        assert told.startswith("It was due on 12 March 2026, 17:00, London time, so it is ")
        assert "It is handed in all the same" in told
        assert "where you have an extension, your own date counts" in told


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(hours=1), "1 hour ahead of"),
        (timedelta(hours=-1), "1 hour behind"),
        (timedelta(minutes=90), "1 h 30 min ahead of"),
        (timedelta(minutes=-20), "20 minutes behind"),
    ],
)
def test_clock_that_is_wrong_is_said_and_both_times_are_kept(ahead: timedelta, said: str) -> None:
    (told,) = said_of(receipt(handed_in=DUE + ahead, arrived=DUE), None)
    assert f"The clock of your machine is {said} the one of the place where work is handed in." in told
    assert "Yours is there, and its receipt holds both times." in told


def test_clock_a_little_off_and_work_without_a_stamp_are_no_matter() -> None:
    nearly = CLOCKS_APART - timedelta(seconds=1)
    assert said_of(receipt(handed_in=DUE - nearly, arrived=DUE), DUE) == ()
    assert said_of(receipt(handed_in=None, arrived=DUE + timedelta(days=3)), DUE) == ()


def test_dates_that_a_tutor_sets_are_laid_into_the_exchange_and_no_extension_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    room = marking_room(tmp_path / "course", {"amy": "Words."})
    with (room.root / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"c.Exchange.root = {str(exchange)!r}\n")
    monkeypatch.chdir(room.root)
    for words in (
        ["due", ASSIGNMENT, "--on", "2026-03-12 17:00"],
        ["extend", ASSIGNMENT, "amy", "--until", "2026-03-20"],
    ):
        assert CliRunner().invoke(commands.command, words).exit_code == 0
    assert due_date(exchange, COURSE, ASSIGNMENT) == DUE
    laid = (exchange / COURSE / DUE_DATES).read_text(encoding="utf-8")
    assert json.loads(laid) == {ASSIGNMENT: DUE.isoformat()}
    assert (exchange / COURSE / DUE_DATES).stat().st_mode & 0o777 == 0o644


def test_without_an_exchange_or_with_a_broken_list_nothing_is_said_and_nothing_fails(tmp_path: Path) -> None:
    publish_due_dates(tmp_path / "none", COURSE, {ASSIGNMENT: DUE})
    assert not (tmp_path / "none").exists()
    publish_due_dates(tmp_path, "*", {ASSIGNMENT: DUE})
    assert list(tmp_path.iterdir()) == []
    publish_due_dates(tmp_path, COURSE, {ASSIGNMENT: DUE})
    for broken in ("{", "[]", '{"03-count": 3}', '{"03-count": "2026-03-12"}', "{}"):
        (tmp_path / COURSE / DUE_DATES).write_text(broken, encoding="utf-8")
        assert due_date(tmp_path, COURSE, ASSIGNMENT) is None


def test_learners_page_is_told_of_the_newest_hand_in_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_due_dates(tmp_path, COURSE, {ASSIGNMENT: DUE})
    monkeypatch.setattr(exchanging, "_own_settings", lambda: (tmp_path, tmp_path))
    receipts = tmp_path / "home" / "assignments" / "receipts"
    receipts.mkdir(parents=True)
    assert exchanging.said_of_last(tmp_path / "home", ASSIGNMENT) == ()
    early = receipt(handed_in=DUE, arrived=DUE).to_text()
    late = receipt(handed_in=DUE + timedelta(hours=2), arrived=DUE + timedelta(hours=2)).to_text()
    (receipts / f"{ASSIGNMENT}-1-handed-in.json").write_text(early, encoding="utf-8")
    assert exchanging.said_of_last(tmp_path / "home", ASSIGNMENT) == ()
    (receipts / f"{ASSIGNMENT}-2-handed-in.json").write_text(late, encoding="utf-8")
    (told,) = exchanging.said_of_last(tmp_path / "home", ASSIGNMENT)
    assert "2 hours late" in told
