"""A walkthrough as a picture for slides: it opens by itself, its words fit and can be read aloud."""

import re
from pathlib import Path

import pytest
from browser import Record
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.gallery import ENTRIES, Entry
from playwright.sync_api import Browser, expect

OUTSIDE = """[...document.querySelectorAll('text')].flatMap(text => {
  const panel = text.parentElement.querySelector('.p').getBBox(), box = text.getBBox();
  const fits = box.x >= panel.x && box.x + box.width <= panel.x + panel.width
    && box.y >= panel.y && box.y + box.height <= panel.y + panel.height;
  return fits ? [] : [text.textContent];
})"""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_every_word_of_a_picture_stands_inside_its_panel(
    chromium: Browser, tmp_path: Path, entry: Entry
) -> None:
    scene = entry.tell()
    page = chromium.new_page()
    record = Record()
    record.listen(page)
    page.goto(Walkthrough(scene).to_svg(tmp_path / "slides.svg").as_uri())
    expect(page.locator(".p")).to_have_count(len(scene.steps))
    assert page.evaluate(OUTSIDE) == []
    assert record.elsewhere == []
    assert record.complaints == []


def test_a_picture_on_a_page_has_a_name_and_tells_its_steps(
    chromium: Browser, pivot: Walkthrough, tmp_path: Path
) -> None:
    page = chromium.new_page()
    page.set_content(pivot.to_svg(tmp_path / "slides.svg", steps=(3,)).read_text(encoding="utf-8"))
    picture = page.get_by_role("img", name="Pivot in slow motion")
    expect(picture).to_have_accessible_description(re.compile("^Pivot in slow motion .* each"))
