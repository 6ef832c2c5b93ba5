"""Every lesson as it leaves JupyterLab, and its feedback, in Chromium: each request it makes is heard.

JupyterLab's own pages are heard in tests/browser, a hub's in tests/hub, the image's in tests/image.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import LEFT, chromium, nothing_leaves_the_machine
from course_modules import Sources, ready_modules
from fingerpost.grading.feedback.page import feedback_page
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import Page
from traitlets.config import Config

__all__ = ["nothing_leaves_the_machine"]  # holds for every test below
each_module = pytest.mark.parametrize("sources", ready_modules(), ids=lambda sources: sources.module.id)
ELSEWHERE = "https://example.invalid/a.png"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page()
        page.route(lambda address: not address.startswith("file:"), lambda route: route.abort())
        yield page


def exported(notebook: Any) -> str:
    """Return what nbconvert makes of a notebook where fingerpost is installed."""
    ours = Path(sys.prefix, "etc", "jupyter", "jupyter_nbconvert_config.json")
    exporter = HTMLExporter(config=Config(json.loads(ours.read_text(encoding="utf-8"))))
    written, _ = exporter.from_notebook_node(notebook)
    return str(written)


def shows(page: Page, file: Path, html: str) -> None:
    """Open a page from a file and wait until what it asks for, its scripts too, has come or was refused."""
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri(), wait_until="networkidle" if "<script" in html else "load")


@each_module
def test_exported_lesson_and_its_feedback_ask_for_nothing(
    sources: Sources, after_run_all: Callable[[str], Any], page: Page, tmp_path: Path
) -> None:
    notebook = after_run_all(f"{sources.module.folder}.ipynb")
    shows(page, tmp_path / "lesson.html", exported(notebook))
    assert page.locator("h1").first.is_visible()
    shows(page, tmp_path / "feedback.html", feedback_page(notebook.cells, title="a lesson", score=1, most=4))
    assert page.locator("h1").first.is_visible()


def test_request_of_an_exported_page_would_be_heard(page: Page, tmp_path: Path) -> None:
    before = len(LEFT)
    planted = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(f"# Planted\n\n<img src='{ELSEWHERE}'>")]
    )
    shows(page, tmp_path / "planted.html", exported(planted))
    assert LEFT[before:] == [ELSEWHERE]
    del LEFT[before:]
