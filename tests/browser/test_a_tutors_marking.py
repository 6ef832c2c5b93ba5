"""A tutor marks by keyboard alone: from the list through every row to the next script, nothing lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from browser import Record, chromium
from fingerpost.grading.run.course_root import CourseRoot
from lab_server import TOKEN
from marking_room import in_gradebook, jupyter_server, marking_room
from payloads import PAYLOADS
from playwright.sync_api import Browser, Locator, Page, expect

WORDS = "60 children lived in K2 at some time in the year, and 238 in U4.\n\nNo cause is known from it."
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 256}},  # a window of 1280 pixels at 400 %
    "forced colours": {"forced_colors": "active"},
}
SHOTS = Path(__file__).parent / "shots"
TO_COHORT, TO_FIRST = re.compile("^The cohort, with names$"), re.compile(r"^\d to mark$")
_MOST_TABS = 40


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> CourseRoot:
    words = dict.fromkeys(("amy", "ben", "cat"), WORDS) | {"odd": "\n".join(PAYLOADS)}
    return marking_room(tmp_path_factory.mktemp("marking") / "course", words)


@pytest.fixture(scope="module")
def server(room: CourseRoot) -> Iterator[str]:
    with jupyter_server(room.root, f"--FingerpostTutor.course_root={room.root}") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def opened(browser: Browser, server: str, **options: Any) -> Page:
    page = browser.new_context(**options).new_page()
    page.goto(f"{server}/fingerpost/marking?token={TOKEN}")
    return page


def tabs_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element that is meant has the keyboard."""
    expect(wanted).to_have_count(1)
    for _ in range(_MOST_TABS):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} was not reached by {_MOST_TABS} presses of Tab")


def test_script_is_marked_and_the_next_one_reached_by_keyboard_alone(
    browser: Browser, server: str, room: CourseRoot
) -> None:
    page = opened(browser, server, viewport={"width": 1366, "height": 768})
    record = Record()
    record.listen(page)
    page.screenshot(path=SHOTS / "13-list-of-scripts.png")
    tabs_to(page, page.get_by_role("link", name="Mark the first that waits"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Table caution: amy")
    for row, words in (("Numbers", "Both hold one."), ("No cause claimed", "A limit is named.")):
        level = page.get_by_role("group", name=row).get_by_role("button", name=words)
        tabs_to(page, level)
        page.keyboard.press("Enter")
        expect(level).to_have_attribute("aria-pressed", "true")
    tabs_to(page, page.get_by_label("Comment to the learner"))
    page.keyboard.type("Name the limit.")
    tabs_to(page, page.get_by_role("button", name="Put the number beside the claim."))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Comment to the learner")).to_have_value(
        "Name the limit.\nPut the number beside the claim."
    )
    page.screenshot(path=SHOTS / "14-script.png", full_page=True)
    tabs_to(page, page.get_by_role("button", name="Save and next"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Table caution: ben")
    assert in_gradebook(room, "amy") == (
        3.0,
        "Numbers: 2 of 2\nNo cause claimed: 1 of 2\n\nName the limit.\nPut the number beside the claim.",
        False,
    )
    assert (record.complaints, record.elsewhere, record.pop_ups) == ([], [], [])


@pytest.mark.parametrize("look", LOOKS)
def test_no_accessibility_rule_is_broken_and_nothing_is_wider_than_the_window(
    browser: Browser, server: str, look: str
) -> None:
    page = opened(browser, server, **LOOKS[look])
    for link, heading in ((None, "Marking"), (TO_COHORT, "The cohort"), (TO_FIRST, "Table caution")):
        if link:
            page.get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        for fold in page.locator("summary").all():
            fold.click()
        assert violations(page, "html") == []
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


def test_nothing_of_a_hostile_learners_runs_on_the_page_as_served(browser: Browser, server: str) -> None:
    page = opened(browser, server)
    record = Record()
    record.listen(page)
    page.add_init_script("window.ran = 0;")
    page.goto(f"{server}/fingerpost/marking/cohort")
    expect(page.get_by_role("region", name="Learners by module")).to_contain_text("4 of 4")
    page.screenshot(path=SHOTS / "15-cohort.png", full_page=True)
    page.get_by_role("link", name="Marking").click()
    page.get_by_role("link", name="odd", exact=True).click()
    for fold in page.locator("summary").all():
        fold.click()
    expect(page.locator(".words").first).to_contain_text("<script>window.ran = 1</script>")
    assert page.evaluate("window.ran") == 0
    assert (record.complaints, record.elsewhere, record.pop_ups) == ([], [], [])
