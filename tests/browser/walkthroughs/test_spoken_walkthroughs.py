"""What assistive technology is given of each walkthrough: at each step the lines that are new, word for word.

A row's line holds its cells, so cells have none of their own here. What is said aloud as a step or an
answer comes stands before its lines, behind `heard:`; it is one message, or a screen reader has no order.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fingerpost.walkthroughs.gallery import ENTRIES, Entry
from heard import heard, listen
from playwright.sync_api import Page
from walking import each_step

GOLDEN = Path(__file__).parent / "spoken"
# set it to 1 where a change is meant, read the difference, commit it
WRITE = "FINGERPOST_WRITE_GOLDEN"

CELL = re.compile(r"\s*- '?(cell|rowheader|columnheader)\b")

# what was said is taken away in ten seconds; here at once, for it is no line to read
FORGET = "() => document.querySelector('.fp-walk > [aria-live]').replaceChildren()"

OpenPage = Callable[..., Page]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_walkthrough_is_spoken_in_these_words(open_page: OpenPage, entry: Entry) -> None:
    scene = entry.tell()
    page = open_page(scene, reduced_motion="reduce")
    listen(page)
    told, before = [], set[str]()
    for number in each_step(page):
        spoken = heard(page)
        assert len(spoken) <= 1, spoken
        page.evaluate(FORGET)
        lines = page.locator(".fp-walk").aria_snapshot().splitlines()
        told += [f"# step {number}", *(f"heard: {message}" for message in spoken)]
        told += [line for line in lines if line not in before and not CELL.match(line)]
        before = set(lines)
    said = "\n".join([*told, ""])
    file = GOLDEN / f"{scene.id}.yaml"
    if os.environ.get(WRITE):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
