"""Each module's sheet as Chromium prints it: one side of A4, nothing cut off, nothing fetched."""

import re
from collections.abc import Iterator

import pytest
from browser import chromium
from course_modules import Sources, ready_modules
from fingerpost.courseware.printed import sheet_to_print
from fingerpost.courseware.quoting import with_errors
from playwright.sync_api import Page, ViewportSize

A4_AT_96_DPI: ViewportSize = {"width": 710, "height": 1054}
"""The paper less its margins of 11 and 9 millimetres, in pixels of CSS."""
TORN_AT_A_HYPHEN = """() => {
    const torn = [];
    for (const code of document.querySelectorAll("code")) {
        const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (const found of node.data.matchAll(/"[^"\\s]*-[^"\\s]*"/g)) {
                const range = document.createRange();
                range.setStart(node, found.index);
                range.setEnd(node, found.index + found[0].length);
                if (new Set([...range.getClientRects()].map((one) => one.top)).size > 1) torn.push(found[0]);
            }
        }
    }
    return torn;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of the system's Chromium."""
    with chromium() as browser:
        yield browser.new_page(viewport={"width": 1280, "height": 800})


@pytest.mark.parametrize("sources", ready_modules(), ids=lambda sources: sources.module.id)
def test_sheet_prints_on_one_side_of_a4_and_asks_for_nothing(page: Page, sources: Sources) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sheet = sources.folder / "sheet.md"
    page.emulate_media(media="screen")
    page.set_content(sheet_to_print(with_errors(sheet, sheet.read_text(encoding="utf-8"))))
    assert page.get_by_text("To print this page").is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert re.findall(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]", printed)
    page.emulate_media(media="print")
    page.set_viewport_size(A4_AT_96_DPI)
    assert not page.get_by_text("To print this page").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_AT_96_DPI["width"]
    assert page.evaluate(TORN_AT_A_HYPHEN) == []
    assert asked == []
