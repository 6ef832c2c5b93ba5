"""The marking page over HTTP: who sees it, what it saves, and what it says when two are at it."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import names_in_headers
import pytest
from fingerpost.cohort.stuck import RULES
from fingerpost.grading.run.course_root import CourseRoot
from marking_room import (
    ASSIGNMENT,
    Browsing,
    hostile_pages,
    in_gradebook,
    jupyter_server,
    marking_room,
    write_script,
)
from names_in_headers import HEADER
from nbgrader.api import Gradebook
from payloads import PAYLOADS

WORDS = "60 children lived in K2, more than 5 < 10 of U4.\nNobody was <b>counted</b> twice."
LEARNERS = ("amy", "ben", "cat", "dev", "eve", "fay")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> CourseRoot:
    return marking_room(tmp_path_factory.mktemp("marking") / "course", dict.fromkeys(LEARNERS, WORDS))


@pytest.fixture(scope="module")
def address(room: CourseRoot) -> Iterator[str]:
    with jupyter_server(room.root, f"--FingerpostTutor.course_root={room.root}") as address:
        yield address


@pytest.fixture
def tutor(address: str) -> Browsing:
    return Browsing(address)


# ------------------------------------------------------------------ Who sees it


@pytest.fixture(scope="module")
def learners_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with jupyter_server(tmp_path_factory.mktemp("learner")) as address:
        yield address


def test_on_a_server_without_the_setting_every_marking_page_is_refused_in_words(learners_server: str) -> None:
    learner = Browsing(learners_server)
    for path in ("/fingerpost/marking", "/fingerpost/marking/cohort", f"/fingerpost/marking/{'0' * 32}"):
        answer = learner.asks(path)
        assert answer.status == 403
        assert "opens for tutors alone" in answer.text
    refused = learner.asks(f"/fingerpost/marking/{'0' * 32}", {"comment": "x"})
    assert refused.status == 403


@pytest.fixture(scope="module")
def shared_server(room: CourseRoot) -> Iterator[str]:
    """A tutor's server to which others can log in too, sam alone among its tutors."""
    support = str(Path(names_in_headers.__file__).parent)
    settings = (
        f"--FingerpostTutor.course_root={room.root}",
        "--FingerpostTutor.tutors=sam",
        "--ServerApp.identity_provider_class=names_in_headers.NamesInHeaders",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", support)
        with jupyter_server(room.root, *settings) as address:
            yield address


def _answer(address: str, name: str) -> tuple[int, str]:
    asked = urllib.request.Request(address, headers={HEADER: name})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(asked, timeout=60) as sent:  # noqa: S310 - as above
            return int(sent.status), sent.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.mark.parametrize(
    "path",
    [
        "/fingerpost/marking",
        "/fingerpost/marking/cohort",
        "/formgrader",
        "/formgrader/manage_assignments",
        f"/formgrader/gradebook/{ASSIGNMENT}",
        f"/formgrader/api/submissions/{ASSIGNMENT}",
        "/formgrader/api/assignments",
        "/api/contents/gradebook.db?content=0",
        "/api/kernels",
    ],
)
def test_list_of_tutors_holds_for_all_that_the_server_shows(path: str, shared_server: str) -> None:
    assert _answer(shared_server + path, "sam")[0] == 200
    status, told = _answer(shared_server + path, "amy")
    assert (status, [name for name in LEARNERS if f">{name}<" in told]) == (403, [])


def test_nobody_sees_it_without_logging_in(address: str) -> None:
    answer = Browsing(address, token="").asks("/fingerpost/marking")
    assert "/login" in answer.address
    assert "amy" not in answer.text


def test_form_without_the_servers_own_field_saves_nothing(tutor: Browsing, room: CourseRoot) -> None:
    page = tutor.script("fay")
    fields = {name: value for name, value in page.fields().items() if name != "_xsrf"}
    assert tutor.asks(page.address, fields | {"press": "0-2"}).status == 403
    assert in_gradebook(room, "fay")[0] is None


# ------------------------------------------------------------------ What it shows


def test_list_says_whose_script_waits_and_links_to_no_name(tutor: Browsing) -> None:
    page = tutor.asks("/fingerpost/marking").text
    assert f"{ASSIGNMENT}: Table caution" in page
    assert page.count("waits for you") >= 1
    hidden = tutor.asks("/fingerpost/marking?names=hidden").text
    assert not [name for name in LEARNERS if f">{name}<" in hidden]
    assert hidden.count(">Script ") == len(LEARNERS)


def test_names_stay_hidden_from_page_to_page(tutor: Browsing) -> None:
    shown = tutor.script("eve")
    page = tutor.asks(f"{shown.address}?names=hidden")
    after = tutor.sends(page, press="0-1")
    assert "names=hidden" in after.address
    assert "Table caution: eve" in shown.text
    assert "Table caution: eve" not in page.text + after.text
    assert "Table caution: Script " in after.text


def test_answer_is_text_and_the_rubric_stands_beside_it(tutor: Browsing) -> None:
    page = tutor.script("amy").text
    assert "5 &lt; 10 of U4.\nNobody was &lt;b&gt;counted&lt;/b&gt; twice." in page
    for words in (
        "Both hold one.",
        "One holds one.",
        "A cause is claimed.",
        "Put the number beside the claim.",
    ):
        assert words in page


def test_what_a_learner_worked_out_stands_beside_the_code_as_text(tutor: Browsing) -> None:
    page = tutor.script("amy").text
    held = page[page.index("It held, when it was marked") :]
    assert "starters\nSeries: 2 rows\n60 children lived in K2, more than 5 &lt; 10 of U4." in held
    assert "&lt;b&gt;counted&lt;/b&gt;" in held


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = _Tags()
    reader.feed(page)
    return reader.found


def test_page_allows_its_own_style_and_forms_and_nothing_else(tutor: Browsing) -> None:
    page = tutor.script("amy")
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "script" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert not [tag for tag, attrs in _tags(page.text) if tag == "script" or {"style", "src"} & attrs.keys()]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_in_name_answer_and_comment_is_text_on_every_page(payload: str) -> None:
    for made, plain in zip(hostile_pages(payload), hostile_pages("plain"), strict=True):
        assert [tag for tag, _ in _tags(made)] == [tag for tag, _ in _tags(plain)]
        for _, attributes in _tags(made):
            assert not [name for name in attributes if name.startswith("on")]
            assert (attributes.get("href") or "/").startswith("/")


def test_payloads_come_through_the_server_as_they_were_typed(tutor: Browsing, room: CourseRoot) -> None:
    payload = "\n".join(PAYLOADS)
    write_script(room.root, "dev", payload)
    page = tutor.sends(tutor.script("dev"), act="save", comment=payload)
    write_script(room.root, "dev", WORDS)
    assert f'<div class="words">{escape(payload)}</div>' in page.text
    assert page.fields()["comment"] == payload


def test_cohorts_page_is_reached_from_the_list_and_shows_everyone_the_rule_and_the_queue(
    tutor: Browsing,
) -> None:
    (address,) = re.findall(r'href="([^"]+)">The cohort, with names<', tutor.asks("/fingerpost/marking").text)
    page = tutor.asks(address)
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert [name for name in LEARNERS if f'<th scope="row">{name}</th>' in page.text] == list(LEARNERS)
    for rule in RULES:
        assert rule.words in page.text
    queue = page.text[page.text.index("The marking queue") :]
    (first,) = re.findall(r'href="([^"]+)">[0-9]+ to mark<', queue)
    assert "Table caution: " in tutor.asks(first).text


# ------------------------------------------------------------------ What it saves


def test_each_button_saves_at_once_into_nbgraders_own_fields(tutor: Browsing, room: CourseRoot) -> None:
    page = tutor.sends(tutor.script("amy"), press="0-2", comment="Clear.\r\nNice numbers.")
    assert in_gradebook(room, "amy") == (
        2.0,
        "Numbers: 2 of 2\nNo cause claimed: not marked yet\n\nClear.\nNice numbers.",
        True,
    )
    assert "at=row-1" in page.address
    assert "begun" in page.text
    page = tutor.sends(page, press="1-1")
    assert in_gradebook(room, "amy") == (
        3.0,
        "Numbers: 2 of 2\nNo cause claimed: 1 of 2\n\nClear.\nNice numbers.",
        False,
    )
    assert page.fields()["comment"] == "Clear.\nNice numbers."
    assert "Saved." in page.text


def test_button_pressed_again_takes_its_level_back(tutor: Browsing, room: CourseRoot) -> None:
    page = tutor.sends(tutor.script("ben"), press="0-1")
    tutor.sends(page, press="0-1")
    assert in_gradebook(room, "ben") == (None, None, True)


def test_next_and_previous_save_what_is_typed(tutor: Browsing, room: CourseRoot) -> None:
    after = tutor.sends(tutor.script("ben"), act="next", comment="To ben.")
    assert "Table caution: cat" in after.text
    assert "To ben." in str(in_gradebook(room, "ben")[1])
    before = tutor.sends(after, act="before", comment="To cat.")
    assert "Table caution: ben" in before.text
    assert tutor.sends(before, act="list").address.endswith("/fingerpost/marking")


def test_comments_are_chosen_kept_and_taken_out_again(tutor: Browsing) -> None:
    page = tutor.sends(tutor.script("eve"), act="use-1", comment="Well read.")
    assert page.fields()["comment"] == "Well read.\nLeave the reason out."
    page = tutor.sends(page, act="keep", comment="Say which day.")
    other = tutor.script("cat")
    assert "Say which day." in other.text
    assert tutor.sends(other, act="kept-0", comment="").fields()["comment"] == "Say which day."
    tutor.sends(other, act="forget-0", seen=tutor.script("cat").fields()["seen"], comment="")
    assert "Take out: Say which day." not in tutor.script("cat").text


def test_later_of_two_tutors_is_told_and_nothing_is_lost(address: str, room: CourseRoot) -> None:
    first, second = Browsing(address), Browsing(address)
    theirs, mine = first.script("fay"), second.script("fay")
    first.sends(theirs, press="0-2", comment="From the first.")
    told = second.sends(mine, press="0-0", comment="From the second.")
    assert told.status == 409
    assert "Not saved yet: this script has changed since you opened it." in told.text
    assert "Numbers: 2; No cause claimed: not marked yet" in told.text
    assert "From the first." in told.text
    assert told.fields()["comment"] == "From the second."
    assert in_gradebook(room, "fay")[1] == (
        "Numbers: 2 of 2\nNo cause claimed: not marked yet\n\nFrom the first."
    )
    diary = (room.root / "marking" / ASSIGNMENT / "by-hand.jsonl").read_text(encoding="utf-8")
    assert ["From the second." in line for line in diary.splitlines()][-1]
    assert json.loads(diary.splitlines()[-1])["what"] == "not saved"
    second.sends(told)
    assert "From the second." in str(in_gradebook(room, "fay")[1])


def test_work_handed_in_anew_says_so_until_a_tutor_has_read_it(tutor: Browsing, room: CourseRoot) -> None:
    page = tutor.sends(tutor.sends(tutor.script("cat"), press="0-1"), press="1-1")
    with Gradebook(room.db_url, "fingerpost") as gradebook:
        entry = gradebook.find_submission(ASSIGNMENT, "cat")
        entry.timestamp = entry.timestamp.replace(hour=18)
        gradebook.db.commit()
    assert "handed in again since it was marked" in tutor.asks("/fingerpost/marking").text
    assert tutor.sends(page, act="save", comment="Old page.").status == 409
    tutor.sends(tutor.script("cat"), act="save")
    assert "handed in again since it was marked" not in tutor.asks("/fingerpost/marking").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"comment": "x" * 20_001}, "more than 20,000"), ({"row-1": "2", "press": "7-2"}, "")],
)
def test_odd_forms_are_refused_in_words_or_change_nothing_else(
    changed: dict[str, str], said: str, tutor: Browsing
) -> None:
    answer = tutor.sends(tutor.script("eve"), **changed)
    assert (answer.status == 400) == bool(said)
    assert said in answer.text
    assert "Traceback" not in answer.text


def test_script_that_is_gone_and_gradebook_that_is_lost_are_sentences(
    tutor: Browsing, room: CourseRoot
) -> None:
    assert tutor.asks(f"/fingerpost/marking/{'0' * 32}").status == 404
    page, file = tutor.script("ben"), Path(room.root / "gradebook.db")
    away = file.rename(file.with_suffix(".away"))
    answer = tutor.sends(page, act="save", comment="Typed for long.")
    away.rename(file)
    assert answer.status == 503
    assert "There is no gradebook at" in answer.text
    assert "Typed for long." in answer.text


# ------------------------------------------------------------------ Formgrader


def test_formgrader_is_in_the_menu_of_a_tutors_lab_and_of_no_learners(
    address: str, learners_server: str
) -> None:
    hidden = '"@jupyter/nbgrader:formgrader"'
    assert hidden in Browsing(learners_server).asks("/lab").text
    lab = Browsing(address).asks("/lab").text
    assert hidden not in lab
    assert '"@jupyter/nbgrader:create-assignment"' in lab


def test_formgrader_is_served_to_tutors_by_the_same_setting(tutor: Browsing, address: str) -> None:
    assert tutor.asks("/formgrader").status == 200
    assert (
        f'href="{address.partition("://")[2].partition("/")[1]}/formgrader"'
        in tutor.asks("/fingerpost/marking").text
    )
