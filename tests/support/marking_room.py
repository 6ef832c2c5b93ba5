"""A course root whose scripts are collected and checked, as nbgrader has it, and a Jupyter server over it."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fingerpost.cohort.common_slips import CommonSlip
from fingerpost.cohort.stuck import Stuck
from fingerpost.cohort.work import Assignment, Cohort, Learner, Piece
from fingerpost.grading.by_hand.answers import Answered
from fingerpost.grading.by_hand.diary import Line
from fingerpost.grading.by_hand.rubric import Marked, rubric_of
from fingerpost.grading.by_hand.saving import Wish
from fingerpost.grading.by_hand.scripts import Script
from fingerpost.grading.run.course_root import CourseRoot, open_course_root
from fingerpost.grading.run.records import Record
from fingerpost.server.hub.starting import free_port
from fingerpost.server.marking.cohort_page import Told as ToldOfAll
from fingerpost.server.marking.cohort_page import cohort_page
from fingerpost.server.marking.links import Links
from fingerpost.server.marking.pages import Beside, Told, queue_page, script_page
from lab_server import TOKEN, end, wait_until_answering
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

ASSIGNMENT, TASK = "03-count", "table_caution"
HANDED_IN = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001 - as nbgrader keeps moments: UTC without a zone
SCHEME = """\
## In your own words

### BEGIN MARK SCHEME
| row | 2 | 1 | 0 |
|---|---|---|---|
| Numbers | Both hold one. | One holds one. | None. |
| No cause claimed | A real limit is named. | A limit is named. | A cause is claimed. |

Comments to choose from:

- Put the number beside the claim.
- Leave the reason out.
### END MARK SCHEME
"""
_SETTINGS = "c = get_config()\nc.CourseDirectory.course_id = 'fingerpost'\n"


def marking_room(folder: Path, words: Mapping[str, str]) -> CourseRoot:
    """Return a course root in which each learner has written these words for one task of four points."""
    (folder / "source" / ASSIGNMENT).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(_SETTINGS, encoding="utf-8")
    # nbgrader calls `alembic` by its name; it stands beside this Python, which need not be on the PATH
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{folder}/gradebook.db", "fingerpost") as gradebook:
        warnings.simplefilter("ignore", SAWarning)  # about the order in which nbgrader adds its rows
        gradebook.add_assignment(ASSIGNMENT)
        gradebook.add_notebook(ASSIGNMENT, ASSIGNMENT)
        gradebook.add_task_cell(TASK, ASSIGNMENT, ASSIGNMENT, max_score=4, cell_type="markdown")
        gradebook.add_source_cell(TASK, ASSIGNMENT, ASSIGNMENT, cell_type="markdown", source=SCHEME)
        for learner in words:
            gradebook.add_student(learner)
            gradebook.add_submission(ASSIGNMENT, learner, timestamp=HANDED_IN)
    for learner, said in words.items():
        write_script(folder, learner, said)
    return open_course_root(folder)


def write_script(root: Path, learner: str, words: str) -> Path:
    """Write the marked copy of one learner's notebook; returns its file."""
    told = {"grade_id": TASK, "schema_version": 3, "task": True, "grade": False, "solution": False}
    answered = {"grade_id": "starters", "schema_version": 3, "solution": True, "grade": False}
    shown = {"output_type": "execute_result", "data": {"text/plain": words, "text/html": words}}
    held = {"starters": f"Series: 2 rows\n{words}"}
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": "starters", "source": words, "outputs": [shown],
         "metadata": {"nbgrader": answered, "fingerpost": {"task": "starters", "held": held}}},
        {"cell_type": "markdown", "id": TASK, "source": SCHEME, "metadata": {"nbgrader": told}},
        {"cell_type": "markdown", "id": "words", "source": words,
         "metadata": {"fingerpost": {"person": TASK}}},
    ]  # fmt: skip
    file = root / "autograded" / learner / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells}), encoding="utf-8")
    return file


def in_gradebook(room: CourseRoot, learner: str) -> tuple[float | None, str | None, bool]:
    """Return points, comment and whether it waits, in nbgrader's own fields."""
    with Gradebook(room.db_url, "fingerpost") as gradebook:
        grade = gradebook.find_grade(TASK, ASSIGNMENT, ASSIGNMENT, learner)
        comment = gradebook.find_comment(TASK, ASSIGNMENT, ASSIGNMENT, learner)
        return grade.manual_score, comment.manual_comment, grade.needs_manual_grade


def hostile_pages(payload: str) -> tuple[str, str, str]:
    """Return the list, a script's page and the cohort's a payload wherever words of a person can stand."""
    rubric = rubric_of(SCHEME)
    script = Script(
        id="0" * 32,
        assignment=payload,
        notebook=payload,
        task=payload,
        learner=payload,
        name=payload,
        most=4.0,
        handed_in=None,
        due=None,
        is_extended=False,
        score=1.0,
        comment=payload,
        rubric=rubric,
        marked=Marked((1, None), payload),
        state="begun",
        file=Path(payload.replace("\0", "")),
    )
    record = Record(payload, payload, "unreadable", payload, payload, "", "")
    beside = Beside(script, script, payload, payload, [Answered(*[payload] * 4)], [payload])
    by = Line("2026-01-15T10:00:00+00:00", payload, script.id, "saved", 1.0, payload, None, payload, payload)
    told = Told(payload, mine=Wish((1, None), None, payload), is_clash=True, by=by)
    return (
        queue_page([script], [record], Links("")),
        script_page(script, beside, Links(""), told=told, xsrf=""),
        cohort_page(_hostile_cohort(payload, script, record), Links("")),
    )


def _hostile_cohort(payload: str, script: Script, record: Record) -> ToldOfAll:
    assignment = Assignment(payload, payload, None)
    piece = Piece(assignment, "marked", 1.0, 4.0, record=record)
    learner = Learner(payload, payload, (piece,))
    slip = CommonSlip(payload, payload, payload, payload, 2, 3, payload)
    as_at = HANDED_IN.replace(tzinfo=UTC)
    cohort = Cohort((assignment,), (learner,))
    return ToldOfAll(cohort, [Stuck(learner, (payload, payload))], [slip], [script], as_at)


@contextmanager
def jupyter_server(folder: Path, *settings: str) -> Iterator[str]:
    """Run a Jupyter server with our extension over `folder` until the block ends; gives its address."""
    port = free_port()
    off = {"nbgrader.server_extensions.course_list": False}
    words = [
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.open_browser=False",
        f"--ServerApp.root_dir={folder}", f"--ServerApp.jpserver_extensions={off}", *settings,
    ]  # fmt: skip
    words += ["--allow-root"] if os.geteuid() == 0 else []
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *words],
            cwd=folder, env=os.environ | {"JUPYTER_TOKEN": TOKEN}, stdout=log, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_answering(f"{address}/api", process)
            yield address
        finally:
            end(process)


@dataclass(frozen=True)
class Answer:
    """What a server sent: status, headers, text, and the address it was sent from in the end."""

    status: int
    headers: Mapping[str, str]
    text: str
    address: str

    def fields(self) -> dict[str, str]:
        """Return what the page's form would send, its buttons left out."""
        reader = _Form()
        reader.feed(self.text)
        return reader.found


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input":
            self.found[str(told["name"])] = str(told.get("value") or "")
        if tag == "textarea":
            self._text = str(told["name"])
            self.found[self._text] = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.found[self._text] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self._text = "" if tag == "textarea" else self._text


@dataclass
class Browsing:
    """Someone at a browser without scripts: cookies kept, redirects followed; logged in by the token."""

    server: str
    token: str = TOKEN
    _opener: Any = field(init=False)

    def __post_init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        if self.token:
            self.asks(f"/api/status?token={self.token}")
            self.asks(f"/fingerpost/marking?token={self.token}")

    def asks(self, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        """Ask for a page, or send a form to it."""
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        return self._opens(urllib.request.Request(self._address(path), body))  # noqa: S310 - our own server

    def uploads(self, page: Answer, field: str, content: bytes) -> Answer:
        """Send a page's form with a file in one of its fields."""
        parts = [
            f'name="{name}"\r\n\r\n{value}'.encode() for name, value in page.fields().items() if name != field
        ]
        parts.append(f'name="{field}"; filename="a.zip"\r\n\r\n'.encode() + content)
        head = b"--parts\r\nContent-Disposition: form-data; "
        body = b"".join(head + part + b"\r\n" for part in parts) + b"--parts--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=parts"}
        return self._opens(urllib.request.Request(page.address, body, kind))  # noqa: S310 - as above

    def _address(self, path: str) -> str:
        return path if path.startswith("http") else self.server + path

    def _opens(self, asked: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(asked, timeout=60) as sent:
                return Answer(sent.status, dict(sent.headers), sent.read().decode(), sent.url)
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, dict(refused.headers), refused.read().decode(), refused.url)

    def script(self, name: str) -> Answer:
        """Open a script by the name it has in the list."""
        page = self.asks("/fingerpost/marking").text
        found = re.search(rf'<a href="([^"]+)">{re.escape(name)}</a>', page)
        assert found, page
        return self.asks(found[1])

    def sends(self, page: Answer, **changed: str) -> Answer:
        """Send a page's form as it stands, save what is changed; `press` and `act` are its buttons."""
        return self.asks(page.address, page.fields() | changed)
