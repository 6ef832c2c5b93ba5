"""The system's Chromium without a screen, and a record of everything it asks for or complains about."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import fetch_programs
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

_QUIET = (
    "--no-sandbox",  # root on a build machine has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 60_000
"""Milliseconds after which what a test waits for has failed, on a machine that others use too."""
expect.set_options(timeout=PATIENCE_MS)

LEFT: list[str] = []
"""Every address on another machine that a page of these tests has asked for, whoever opened it."""


def is_elsewhere(address: str) -> bool:
    """Claim that an address is not this machine's: no server, no file, nothing that a page holds."""
    told = urlsplit(address)
    return told.scheme not in {"data", "blob", "file", "about"} and told.hostname != "127.0.0.1"


def _watch(context: BrowserContext) -> None:
    """Note what any page of a context asks for, from its first moment, and be patient with it."""
    context.set_default_timeout(PATIENCE_MS)

    def note(asked: Request | WebSocket) -> None:
        if is_elsewhere(asked.url):
            LEFT.append(asked.url)

    context.on("request", note)
    context.on("page", lambda page: page.on("websocket", note))


@pytest.fixture(autouse=True)
def nothing_leaves_the_machine() -> Iterator[None]:
    """Fail a test of whose pages one asked another machine for something."""
    before = len(LEFT)
    yield
    left = LEFT[before:]
    assert left == [], f"a page asked for something that is not on this machine: {left}"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium until the block ends; where it is not here, a sentence says what to install."""
    fetch_programs.fetch()
    program = next(filter(None, map(shutil.which, fetch_programs.PROGRAMS[0].names)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        browser.on("context", _watch)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Record:
    """What a page did that a reader would not see: requests to other machines, complaints, pop-ups."""

    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    pop_ups: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Take note of everything from now on."""
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", self._failed)
        page.on("dialog", self._popped_up)

    def _asked(self, request: Request) -> None:
        if is_elsewhere(request.url):
            self.elsewhere.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _failed(self, trouble: Error) -> None:
        self.complaints.append(trouble.stack or str(trouble))

    def _popped_up(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":  # the browser's own question about work not saved: we mean to leave
            dialog.accept()
            return
        self.pop_ups.append(dialog.message)
        dialog.dismiss()
