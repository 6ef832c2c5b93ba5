"""Pages a tutor or a learner opens after marking: 46 payloads in every place, none of them live."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browser import LEFT, Record, chromium
from fingerpost.grading.engine.harmless import make_harmless
from fingerpost.grading.feedback.page import feedback_page
from fingerpost.grading.run.records import Record as MarkRecord
from fingerpost.grading.run.report import report_page
from marking_room import hostile_pages
from nbconvert.exporters import HTMLExporter
from nbformat import from_dict, validate
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.server_extensions.formgrader import handlers
from payloads import PAYLOADS
from playwright.sync_api import Error, Page

_LIVE = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "meta",
    "base",
    "link",
    "svg",
    "math",
    "style",
    "template",
}
_KINDS = ("text/html", "image/svg+xml", "application/javascript", "text/latex", "text/markdown", "image/png")


_SCHEMES = "[...document.querySelectorAll('a, area, form')].map(one => one.protocol ?? 'form:')"
_LINKS = """
[here](javascript:window.ran=1) ![x](x"onerror="window.ran=1) <javascript:window.ran=1>

[a]: javascript:window.ran=1

[a] [b](data:text/html,<script>window.ran=1</script>)
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


def _notebook(payload: str) -> Any:
    """Return a marked notebook with a payload wherever a learner's text can stand."""
    told = {"grade_id": "starters", "solution": True, "grade": False, "locked": False, "comment": payload}
    outputs = [{"output_type": "display_data", "data": {kind: payload}, "metadata": {}} for kind in _KINDS]
    outputs += [
        {"output_type": "stream", "name": "stdout", "text": payload},
        {"output_type": "error", "ename": payload, "evalue": payload, "traceback": [payload]},
    ]
    metadata = {"nbgrader": told, "fingerpost": {"task": "starters"}}
    code = new_code_cell(payload, metadata=metadata, outputs=[from_dict(output) for output in outputs])
    notebook = new_notebook(cells=[new_markdown_cell(payload), new_markdown_cell(_LINKS), code])
    make_harmless(notebook.cells)
    validate(notebook)
    return notebook


def _formgrader(payload: str) -> str:
    exporter = HTMLExporter(template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    told = {
        "nbgrader": {"student": "s", "assignment": "a", "notebook": "n"},
        "base_url": "",
        "notebook_id": "n",
    }
    made, _ = exporter.from_notebook_node(
        _notebook(payload), resources={**told, "submission_id": "x", "index": 0, "total": 1}
    )
    return str(made)


def _feedback(payload: str) -> str:
    return feedback_page(_notebook(payload).cells, title=payload, score=1.0, most=4.0)


def _report(payload: str) -> str:
    record = MarkRecord(
        payload, "03", payload, payload, payload, payload, payload, payload, codes={payload: payload}
    )
    return report_page(payload, [record])


def _marking_list(payload: str) -> str:
    return hostile_pages(payload)[0]


def _marking(payload: str) -> str:
    return hostile_pages(payload)[1]


def _cohort(payload: str) -> str:
    return hostile_pages(payload)[2]


PAGES = {
    "feedback": _feedback,
    "report": _report,
    "marking list": _marking_list,
    "marking": _marking,
    "cohort": _cohort,
}


class _Live(HTMLParser):
    """Counts what of a page runs, loads or posts: elements, handlers and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LIVE:
            self.found[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "formaction", "background"):
                self.found[f"{tag} {name}"] += 1
            elif name in ("href", "src", "action", "xlink:href") and ":" in (value or "").split("/")[0]:
                self.found[f"{tag} {name} {str(value).split(':')[0]}"] += 1


def _live(page: str) -> Counter[str]:
    reader = _Live()
    reader.feed(page)
    return reader.found


@lru_cache(maxsize=1)
def _live_over_plain_text() -> Counter[str]:
    return _live(_formgrader("plain"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_formgraders_page_has_nothing_live_that_it_has_not_over_plain_text(payload: str) -> None:
    more = _live(_formgrader(payload)) - _live_over_plain_text()
    del more["a href https"]  # an address typed as text: it leads somewhere only when it is clicked
    assert more == Counter()


@pytest.mark.parametrize("which", PAGES)
def test_no_payload_runs(which: str, page: Page, tmp_path: Path) -> None:
    page.add_init_script("window.ran = 0; window.parent.ran = 0;")
    record = Record()
    record.listen(page)
    file = tmp_path / "page.html"
    ours = ["form:"] if which == "marking" else []  # the one that saves; a unit test counts the elements
    for payload in PAYLOADS:
        file.write_text(PAGES[which](payload), encoding="utf-8")
        page.goto(file.as_uri(), wait_until="load")
        assert set(page.evaluate(_SCHEMES)) <= {"file:", "https:", ":", *ours}, payload
        assert page.evaluate("window.ran") == 0, payload
        assert page.url.partition("#")[0] == file.as_uri(), payload
    assert record.pop_ups == []
    assert record.elsewhere == []


def test_request_to_another_machine_is_seen_on_whichever_page_makes_it(page: Page) -> None:
    browser, away = page.context.browser, "https://example.invalid/a.png"
    assert browser
    alone = browser.new_page()
    with alone.expect_event("requestfailed"):
        alone.set_content(f"<img src='{away}' alt=''>")
    alone.close()
    assert away in LEFT
    LEFT.clear()  # it was to


def test_payloads_do_run_on_a_page_that_shows_them_as_they_are(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    ran, browser = 0, page.context.browser
    assert browser
    for payload in PAYLOADS:
        file.write_text(f"<main>{payload}</main>", encoding="utf-8")
        alone = browser.new_page()  # some payloads lead the page elsewhere, whenever they are ready
        try:
            alone.goto(file.as_uri(), wait_until="load")
            ran += int(alone.evaluate("Number(window.ran === 1)"))
        except Error as led_away:
            ran += int("navigation" in led_away.message.lower())
        alone.close()
    LEFT.clear()  # these were to
    assert ran >= 10, json.dumps(ran)
