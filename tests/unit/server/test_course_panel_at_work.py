"""The Course panel's buttons end in a sentence, and the server refuses what no button of ours asks."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fingerpost.courseware.log import LOG, read
from fingerpost.grading.gradebook.published import publish_due_dates
from fingerpost.grading.receipts import exchanging
from fingerpost.grading.receipts.receipt import Receipt
from fingerpost.server.course_panel import doing
from fingerpost.server.course_panel.doing import NotDoneError
from fingerpost.server.course_panel.exchanged import Exchanged
from fingerpost.server.course_panel.handlers import PATH, seen_from, told
from fingerpost.server.course_panel.showing import COURSE_PLUGINS, hide_where_no_course_is
from fingerpost.server.course_panel.standing import Standing
from fingerpost.server.home import START_PAGE
from lab_server import TOKEN
from marking_room import Browsing, jupyter_server

NAME = "03-count"
BLANK = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []})
TITLES = {"03": "Count"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built edition of one module, as far as the panel reads it."""
    root = tmp_path / "edition"
    (root / "checks").mkdir(parents=True)
    module = {"id": "03", "folder": NAME, "title": "Count", "tasks": ["starters"]}
    (root / "checks" / "catalogue.json").write_text(json.dumps({"modules": [module]}), encoding="utf-8")
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    return root


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    for path in (f"lessons/{NAME}.ipynb", f"assignments/{NAME}/{NAME}.ipynb", START_PAGE):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(BLANK, encoding="utf-8")
    return folder


@pytest.fixture
def standing() -> Standing:
    known = Exchanged("fingerpost", NAME, folder=f"assignments/{NAME}", is_released=True)
    return Standing("03", "Count", NAME, tasks=f"assignments/{NAME}/{NAME}.ipynb", exchanged=known)


# ------------------------------------------------------------------ Handing in, and its receipt


ARRIVED = "2026-01-15T14:03:00+00:00"


@dataclass
class Manager:
    """nbgrader's own, as far as it is asked; a hand-in leaves a receipt where there is one."""

    success: bool = True
    receipt: Path | None = None

    def submit_assignment(self, course: str, name: str) -> dict[str, object]:
        if self.receipt:
            self.receipt.parent.mkdir(parents=True)
            made = Receipt(course, name, "ada", 1, ARRIVED, ARRIVED,
                           {f"{name}.ipynb": "0123456789abcdef"}, {}, arrived=ARRIVED)  # fmt: skip
            self.receipt.write_text(made.to_text(), encoding="utf-8")
        return {
            "success": self.success,
            "value": f"ExchangeError: Assignment not found: /srv/outbound/{name}",
        }

    fetch_assignment = submit_assignment
    fetch_feedback = submit_assignment


@pytest.mark.parametrize("place", ["assignments/receipts", "receipts"])
def test_handing_in_shows_the_receipt_and_where_it_is_kept(
    home: Path, standing: Standing, place: str
) -> None:
    file = home / place / f"{NAME}-1-handed-in.json"
    done = doing.exchange(Manager(receipt=file), "hand-in", standing, home)
    assert done.said == "Count is handed in."
    assert done.lines == (
        "Hand-in 1, in the exchange since 15 January 2026, 14:03 London time.",
        f"Content of {NAME}.ipynb: 0123456789ab…",
        f"Your receipt: {place}/{NAME}-1-handed-in.json",
    )
    (event,) = read(home).events
    assert (event.module, event.kind, event.text) == ("03", "handed in", "Count, hand-in 1")


def test_late_work_is_said_to_be_late_and_accepted(
    home: Path, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = standing.exchanged
    assert known
    publish_due_dates(home, known.course, {NAME: datetime(2026, 1, 15, 12, 3, tzinfo=UTC)})
    monkeypatch.setattr(exchanging, "_own_settings", lambda: (home, home))
    receipt = home / "receipts" / f"{NAME}-1-handed-in.json"
    late, *_ = doing.exchange(Manager(receipt=receipt), "hand-in", standing, home).lines
    assert late.startswith("It was due on 15 January 2026, 12:03, London time, so it is 2 hours late.")
    assert "It is handed in all the same" in late


def test_work_that_is_in_counts_as_handed_in_though_receipt_and_log_failed(
    home: Path, standing: Standing
) -> None:
    (home / LOG).mkdir()
    done = doing.exchange(Manager(), "hand-in", standing, home)
    assert done.said.startswith("Count is handed in (hand-in 1), but no receipt could be written.")
    assert "was not logged" in done.lines[0]


@pytest.mark.parametrize("act", ["fetch", "hand-in", "feedback"])
def test_what_nbgrader_refuses_is_one_sentence_and_no_line_in_the_log(
    home: Path, standing: Standing, act: str
) -> None:
    with pytest.raises(NotDoneError, match=f"^{NAME} is not released"):
        doing.exchange(Manager(success=False), act, standing, home)
    assert read(home).events == ()


def test_without_an_exchange_nothing_is_fetched(home: Path, standing: Standing) -> None:
    with pytest.raises(NotDoneError, match="is not in the exchange"):
        doing.exchange(None, "fetch", replace(standing, exchanged=None), home)


# ------------------------------------------------------------------ Checking, and the log


@pytest.mark.usefixtures("data")
def test_check_that_cannot_be_made_ends_in_our_commands_own_sentence(home: Path, standing: Standing) -> None:
    with pytest.raises(NotDoneError) as refused:
        doing.check(standing, home)
    assert "\n" not in str(refused.value)
    assert "Traceback" not in str(refused.value)
    assert f"{NAME}.ipynb" in str(refused.value)
    assert read(home).events == ()


def test_time_is_logged_with_what_was_done_on_one_line(home: Path) -> None:
    done = doing.log_time(home, TITLES, {"module": "03", "minutes": 45, "text": " read\nthe lesson "})
    (event,) = read(home).events
    assert (event.minutes, event.text) == (45, "read the lesson")
    assert done.said == "45 minutes on Count are in your log."


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"module": "99"}, "Choose the module"),
        ({"module": ["03"]}, "Choose the module"),
        ({"minutes": 0}, "from 1 to 1440"),
        ({"minutes": 1441}, "from 1 to 1440"),
        ({"minutes": True}, "from 1 to 1440"),
        ({"minutes": "45"}, "from 1 to 1440"),
        ({"minutes": None}, "from 1 to 1440"),
        ({"text": "x" * 501}, "has 501 letters"),
    ],
)
def test_what_cannot_be_kept_in_the_log_is_said(home: Path, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(NotDoneError, match=said):
        doing.log_time(home, TITLES, {"module": "03", "minutes": 45, "text": "", **wrong})
    assert read(home).events == ()


# ------------------------------------------------------------------ Places


@pytest.mark.usefixtures("data")
def test_binder_is_said_to_be_public_and_a_laptop_to_be_ones_own(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = told(*seen_from({}, home))
    assert (alone["place"], "nothing to hand in" in str(alone["note"])) == ("alone", True)
    monkeypatch.setenv("BINDER_REPO_URL", "https://example.org/course")
    public = told(*seen_from({}, home))
    assert (public["place"], "practice data only" in str(public["note"])) == ("public", True)


def test_course_is_shown_only_in_a_folder_that_holds_one(home: Path) -> None:
    web: dict[str, Any] = {"page_config_hook": lambda _handler, page: {**page, "theirs": "kept"}}
    hide_where_no_course_is(web, home)
    assert web["page_config_hook"](object(), {}) == {"theirs": "kept"}
    (home / START_PAGE).unlink()
    page = web["page_config_hook"](object(), {"disabledExtensions": ["the-news"]})
    assert page["disabledExtensions"] == ["the-news", *COURSE_PLUGINS]


# ------------------------------------------------------------------ The server


@pytest.fixture
def server(home: Path, data: Path) -> Iterator[str]:
    assert data.is_dir()
    off = "--FileContentsManager.delete_to_trash=False"
    with jupyter_server(home, off) as address:
        yield address


def answer(address: str, body: str | None = None, *, token: str = TOKEN) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"token {token}"} if token else {}
    sent_body = body.encode() if body is not None else None
    request = urllib.request.Request(address + PATH, sent_body, headers)  # noqa: S310 - our own http address
    try:
        with urllib.request.urlopen(request, timeout=60) as sent:  # noqa: S310 - as above
            return sent.status, json.loads(sent.read())
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"{}")


NO_BUTTONS = [
    "[]",
    "3",
    "{}",
    "no JSON",
    '"fetch"',
    '{"act": "check", "module": "../../etc"}',
    '{"act": "check", "module": ["03-count"]}',
    '{"act": "rm", "module": "03-count"}',
    '{"act": {}, "module": "03-count"}',
    '{"act": ["log"], "module": {}}',
]


def test_server_answers_its_learner_alone_and_only_what_a_button_asks(server: str, home: Path) -> None:
    status, state = answer(server)
    (module,) = state["state"]["modules"]
    assert (status, module["id"], module["state"]) == (200, "03", "new")
    assert answer(server, token="")[0] == 403
    for asked in NO_BUTTONS:
        assert answer(server, asked)[0] == 400, asked
    assert read(home).events == ()
    time = '{"act": "log", "module": "03", "minutes": 30, "text": "<b>read</b>"}'
    status, logged = answer(server, time)
    assert (status, logged["state"]["log"]["last"][0]["text"]) == (200, "<b>read</b>")
    status, refused = answer(server, '{"act": "fetch", "module": "03-count"}')
    assert (status, refused["failed"].endswith("nothing was fetched or handed in.")) == (200, True)
    forged = urllib.request.Request(server + PATH, time.encode(), {"Content-Type": "text/plain"})  # noqa: S310 - as above
    with pytest.raises(urllib.error.HTTPError, match="403"):
        Browsing(server)._opener.open(forged, timeout=60)
    assert len(read(home).events) == 1
