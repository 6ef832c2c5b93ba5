"""The pages to print: a year on one A4 page, no rule of accessibility broken, nothing fetched."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Browser, Page

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 700}},
    "forced colours": {"forced_colors": "active"},
}


def opened(browser: Browser, file: Path, **options: Any) -> tuple[Page, list[str]]:
    """Return the file open in a page of its own, and a list that takes the address of every request."""
    page = browser.new_context(**options).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    return page, asked


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("which", ["learner", "tutor"])
def test_no_accessibility_rule_is_broken(
    browser: Browser, pages: dict[str, Path], which: str, look: str
) -> None:
    page, _ = opened(browser, pages[which], **LOOKS[look])
    assert violations(page, "html") == []


@pytest.mark.parametrize("which", ["learner", "tutor"])
def test_page_asks_for_nothing_but_itself(browser: Browser, pages: dict[str, Path], which: str) -> None:
    _, asked = opened(browser, pages[which])
    assert asked == [pages[which].as_uri()]


def test_year_chart_and_due_dates_stand_on_the_first_a4_page(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page, _ = opened(browser, pages["learner"], viewport={"width": 703, "height": 1026})  # 186 x 271 mm
    page.emulate_media(media="print")
    bottom = page.locator("table").first.bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 1026
    assert page.locator("table").first.locator("tbody tr").count() == 16
    assert page.evaluate("getComputedStyle(document.querySelector('.new-page')).breakBefore") == "page"


def test_printed_page_is_a4_and_few(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["learner"])
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {(595, 842)}
    assert 2 <= len(boxes) <= 5


def test_nothing_sticks_out_of_a_narrow_window(browser: Browser, pages: dict[str, Path]) -> None:
    for file in pages.values():
        page, _ = opened(browser, file, viewport={"width": 320, "height": 700})
        wide = page.evaluate(
            "[...document.querySelectorAll('main > *')].filter(e => e.getBoundingClientRect().right > 321)"
            ".map(e => e.outerHTML.slice(0, 80))"
        )
        assert wide == []


def test_chart_scrolls_by_keyboard_where_it_is_too_wide(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["learner"], viewport={"width": 320, "height": 700})
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
