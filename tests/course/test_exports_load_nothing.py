"""What leaves JupyterLab as a file asks no other machine for anything: no picture, style, script or font."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from course_modules import COURSE, Sources, ready_modules
from fingerpost import walk
from fingerpost.commands.timetable import command as timetable
from fingerpost.grading.feedback.page import feedback_page
from fingerpost.grading.run.report import report_page

each_module = pytest.mark.parametrize("sources", ready_modules(), ids=lambda sources: sources.module.id)
_LOADING = {"src", "srcset", "poster", "data", "background", "xlink:href"}
_AWAY = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?\s*((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)
_IN_MARKDOWN = re.compile(r"!\[[^\]]*\]\(\s*((?:https?:)?//[^)\s]+)")
_PUBLIC_STORES = re.compile(r"cdn\.|jsdelivr|unpkg|googleapis|cloudflare|gstatic", re.IGNORECASE)


class _Loads(HTMLParser):
    """Collects what a browser would fetch from elsewhere to show a page; a link waits until it is clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            loads = name in _LOADING or (name == "href" and tag in {"link", "use", "image", "base"})
            if loads and _AWAY.match(value or ""):
                self.found.append(f"{tag} {name} {value}")
            if name == "style":
                self.found += _IN_STYLE.findall(value or "")

    def handle_data(self, data: str) -> None:
        self.found += _IN_STYLE.findall(data) + _PUBLIC_STORES.findall(data)


def loads_of(page: str) -> list[str]:
    """Return what a page of HTML, SVG or Markdown would fetch from other machines."""
    reader = _Loads()
    reader.feed(page)
    return reader.found + _IN_MARKDOWN.findall(page)


@pytest.mark.parametrize(
    "page",
    [
        "<img src='https://example.invalid/a.png'>",
        "<script src='//example.invalid/a.js'></script>",
        "<link rel='stylesheet' href='https://example.invalid/a.css'>",
        "<style>@import 'https://example.invalid/a.css'</style>",
        "<p style='background: url(https://example.invalid/a.png)'>",
        "<svg><image xlink:href='http://example.invalid/a.png'/></svg>",
        "<script>import('https://cdn.example.invalid/vega.js')</script>",
        "![a picture](https://example.invalid/a.png)",
    ],
)
def test_load_would_be_seen(page: str) -> None:
    assert loads_of(page)
    assert loads_of("<a href='https://www.gov.uk/'>a source</a> [another](https://www.gov.uk/)") == []


def test_every_walkthrough_as_one_file(tmp_path: Path) -> None:
    page = walk.gallery().to_html(tmp_path / "gallery.html").read_text(encoding="utf-8")
    assert len(page) > 100_000
    assert loads_of(page) == []


def test_pages_of_a_timetable(tmp_path: Path) -> None:
    words = ["plan", str(COURSE / "calendars" / "september-start.toml"), "--out", str(tmp_path)]
    words += ["--course", str(COURSE), "--as-at", "2026-09-01"]
    done = CliRunner().invoke(timetable, words)
    assert done.exit_code == 0, done.output
    pages = [file for file in tmp_path.iterdir() if file.suffix in {".html", ".md"}]
    assert len(pages) >= 2
    for page in pages:
        assert loads_of(page.read_text(encoding="utf-8")) == [], page.name


def test_report_of_a_run_of_marking() -> None:
    assert loads_of(report_page("03", [])) == []


@each_module
def test_lesson_after_run_all_and_its_feedback(sources: Sources, after_run_all: Callable[[str], Any]) -> None:
    """Charts are the ones to watch: Altair's own page of a chart fetches three scripts."""
    notebook = after_run_all(f"{sources.module.folder}.ipynb")
    shown = [
        str(output.data["text/html"])
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]
    assert [found for page in shown for found in loads_of(page)] == []
    assert loads_of(feedback_page(notebook.cells, title="a lesson", score=1.0, most=4.0)) == []


@each_module
def test_pages_and_sheets_as_they_are_given_out(sources: Sources, edition: Path) -> None:
    pages = sorted((edition / "lessons").glob(f"{sources.module.id}-*"))
    assert {page.suffix for page in pages} == {".ipynb", ".md", ".html"}
    for page in pages:
        if page.suffix != ".ipynb":
            assert loads_of(page.read_text(encoding="utf-8")) == [], page.name
            continue
        cells = nbformat.read(page, as_version=4).cells
        assert [
            found for cell in cells if cell.cell_type == "markdown" for found in loads_of(cell.source)
        ] == []
