"""The coverage pages in Chromium, opened from a file: by keyboard, no rule broken, nothing fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from browser import chromium
from fingerpost.courseware.covering.pages import as_page, cohort_page, grid_of
from fingerpost.courseware.standards import read_standard
from playwright.sync_api import Browser

STANDARD = Path(__file__).resolve().parents[2] / "course" / "standards" / "st0118.toml"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """A learner's page over the whole standard, one marked and one desk task done, and the cohort's."""
    standard = read_standard(STANDARD)
    grid = grid_of("Ada <b>Example</b>", standard, {("03", "four_counts"), ("03", "desk")})
    told = {"learner.html": as_page(grid), "cohort.html": cohort_page(standard, [(grid, "learner.html")])}
    for name, page in told.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    return [tmp_path / name for name in told]


def test_coverage_pages_are_accessible_by_keyboard_and_ask_for_nothing(
    browser: Browser, pages: list[Path]
) -> None:
    page = browser.new_context(color_scheme="dark", viewport={"width": 320, "height": 700}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for file in pages:
        page.goto(file.as_uri())
        assert violations(page, "html") == []
        page.emulate_media(color_scheme="light")
        assert violations(page, "html") == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "group"
        assert page.locator("body b").count() == 0
    assert asked == [file.as_uri() for file in pages]
