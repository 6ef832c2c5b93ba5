"""The pivot as a page: every step by mouse and by keyboard; nothing clipped, jumping or fetched."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.gallery import ENTRIES, Entry
from playwright.sync_api import Page, expect
from walking import each_step, step_of

OpenPage = Callable[..., Page]
STEPS = 9
FILTER = next(entry for entry in ENTRIES if entry.habit == "AutoFilter")
OTHERS = [entry for entry in ENTRIES if entry.habit != "PivotTable"]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 700}},
    "forced colours": {"forced_colors": "active"},
}


def violations(page: Page) -> list[list[str]]:
    asked = "axe.run().then(({violations}) => violations.map(v => [v.id, v.nodes[0].html]))"
    found: list[list[str]] = page.evaluate(asked)
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_no_step_breaks_an_accessibility_rule(open_page: OpenPage, axe: str, look: str) -> None:
    page = open_page(reduced_motion="reduce", **LOOKS[look])
    page.evaluate(axe)
    for number in each_step(page):
        assert violations(page) == [], f"step {number}"


@pytest.mark.parametrize("entry", OTHERS, ids=lambda entry: entry.habit)
def test_no_other_walkthrough_breaks_an_accessibility_rule(
    open_page: OpenPage, axe: str, entry: Entry
) -> None:
    page = open_page(entry.tell(), reduced_motion="reduce")
    page.evaluate(axe)
    for number in each_step(page):
        assert violations(page) == [], f"step {number}"


@pytest.mark.parametrize("look", ["dark", "narrow"])
def test_a_formula_of_ones_own_breaks_no_accessibility_rule_part_by_part(
    open_page: OpenPage, axe: str, look: str
) -> None:
    table = pd.DataFrame({"Place": ["Leeds", "leeds", None], "Weeks": [3.0, None, 25.0]})
    shown = walk.explain('=IF(B2>20,"long",UPPER(A2))', table=table)
    assert isinstance(shown, Walkthrough), str(shown)
    page = open_page(shown.scene, reduced_motion="reduce", **LOOKS[look])
    page.evaluate(axe)
    for number in each_step(page):
        assert violations(page) == [], f"step {number}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"step {number}"


@pytest.mark.parametrize("width", [320, 700, 1280])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_height_is_the_same_at_every_step_and_nothing_is_clipped(
    open_page: OpenPage, entry: Entry, width: int
) -> None:
    page = open_page(entry.tell(), reduced_motion="reduce", viewport={"width": width, "height": 700})
    heights, tops = set(), set()
    for number in each_step(page):
        box = page.locator(".fp-walk").bounding_box()
        talk = page.locator(".fp-talk").bounding_box()
        assert box is not None
        assert talk is not None
        heights.add(round(box["height"]))
        tops.add(round(talk["y"] - box["y"]))
        assert page.evaluate(CLIPPED) == [], f"step {number}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"step {number}"
    assert (len(heights), len(tops)) == (1, 1)


# what a reader cannot get at: text cut off by a box that does not scroll, or that stands outside the player
CLIPPED = """() => {
  const root = document.querySelector('.fp-walk'), edge = root.getBoundingClientRect();
  return [...root.querySelectorAll('.fp-body *:not(.fp-hidden):not(.fp-word)')].filter(one => {
    const box = one.getBoundingClientRect(), pane = one.closest('.fp-shown');
    if (!box.width || one.closest('.fp-hidden, .fp-shown:not(.fp-named) .fp-caption')) return false;
    const scrolls = pane && pane.hasAttribute('data-scrolls');
    const cut = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible';
    return (!scrolls && (cut || box.right > edge.right + 1)) || box.bottom > edge.bottom + 1;
  }).map(one => one.className || one.tagName);
}"""


# what JupyterLab leaves a notebook's output on a laptop of 1366 by 768, its side bar open
LAPTOP = {"width": 966, "height": 645}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_controls_words_and_the_first_eight_rows_of_the_sheet_are_seen_together_on_a_laptop(
    open_page: OpenPage, entry: Entry
) -> None:
    page = open_page(entry.tell(), reduced_motion="reduce", viewport=LAPTOP)
    for number in each_step(page):
        player = page.locator(".fp-walk").bounding_box()
        head, talk, panes = (
            page.locator(part).bounding_box() for part in (".fp-head", ".fp-talk", ".fp-panes")
        )
        assert player and head and talk and panes  # noqa: PT018 - four boxes of one page
        assert head["y"] < talk["y"] < panes["y"], f"step {number}"
        eighth = page.locator(".fp-excel .fp-shown:first-child .fp-row:nth-child(8)").all()
        ends = [box["y"] + box["height"] - player["y"] for row in eighth if (box := row.bounding_box())]
        assert max(ends, default=0) <= LAPTOP["height"], f"step {number}"


def test_every_step_is_reached_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Next step").focus()
    for key, wanted in [("ArrowRight", 2), ("ArrowDown", 3), ("ArrowLeft", 2), ("ArrowUp", 1), ("End", 4)]:
        page.keyboard.press(key)
        assert step_of(page) == wanted
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Choose an answer first: the next step shows it.")).to_be_visible()
    expect(page.get_by_role("button", name="11")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("12 is Excel's Grand Total")).to_be_visible()
    page.keyboard.press("End")
    assert step_of(page) == 7
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("End")
    assert step_of(page) == STEPS
    page.keyboard.press("Home")
    assert step_of(page) == 1
    page.keyboard.press("Escape")
    assert page.evaluate("!document.querySelector('.fp-walk').contains(document.activeElement)")


def test_rows_are_picked_by_keyboard_or_by_pointing_and_a_number_is_typed(open_page: OpenPage) -> None:
    page = open_page(FILTER.tell())
    page.get_by_role("button", name="Next step").focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="row 1", exact=True).focus()
    page.keyboard.press("Space")
    page.locator('.fp-python .fp-row[data-id="row-4"]').click()
    picked = page.locator('[data-act="pick"][aria-pressed="true"]')
    expect(picked).to_have_text(["row 1", "row 4"])
    expect(page.locator(".fp-python").get_by_text("your choice").first).to_be_attached()
    page.get_by_role("button", name="Lock my rows").click()
    expect(page.locator(".fp-reason")).to_contain_text("pandas keeps rows 0, 1, 6, 10 and 11.")
    expect(page.locator('[data-act="pick"]').filter(has_text="(what happens)")).to_have_count(5)
    page.get_by_role("button", name="Next step").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Lock a number first: the next step shows it.")).to_be_visible()
    expect(page.locator(".fp-number-typed")).to_be_focused()
    page.keyboard.type("1,3x")
    page.keyboard.press("Enter")
    expect(page.locator(".fp-number-typed")).to_have_value("1,3x")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answer: 13. What happens: 12.")).to_be_visible()
    expect(page.locator(".fp-reason")).to_contain_text("No row is in both.")


def test_saving_and_other_shortcuts_reach_the_page(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("""() => { window.heard = [];
      document.addEventListener('keydown', e => {
        heard.push((e.ctrlKey ? 'Ctrl+' : '') + e.key); e.preventDefault(); }); }""")
    page.get_by_role("button", name="Next step").focus()
    page.keyboard.press("Control+s")
    page.keyboard.press("d")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("heard.filter(key => !key.endsWith('Control'))") == ["Ctrl+s"]
    assert step_of(page) == 2


def test_keys_outside_the_player_are_not_its_own(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("ArrowRight")
    assert step_of(page) == 1


def test_page_asks_the_network_for_nothing_and_says_nothing_to_the_console(open_page: OpenPage) -> None:
    page = open_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector('.fp-walk[data-ready="1"]')
    for _ in each_step(page):
        pass
    assert said == []
    assert [url for url in asked if not url.startswith("file:")] == []


def test_rows_walk_unless_motion_is_reduced(open_page: OpenPage) -> None:
    def flights(page: Page) -> int:
        page.get_by_role("button", name="Next step").click()
        page.get_by_role("button", name="Next step").click()
        return int(page.evaluate("document.getAnimations().length"))

    assert flights(open_page()) >= 12
    assert flights(open_page(reduced_motion="reduce")) == 0


def test_without_script_the_storyboard_is_there(open_page: OpenPage, pivot: Walkthrough) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator("details > summary").filter(has_text=re.compile(r"^\d\. ")).count() == STEPS
    expect(page.get_by_text(pivot.scene.steps[0].sentence)).to_be_visible()


def test_all_steps_can_be_read_as_text(open_page: OpenPage, pivot: Walkthrough) -> None:
    page = open_page()
    page.get_by_role("button", name="Read all steps as text").click()
    for step in pivot.scene.steps:
        expect(page.get_by_text(step.sentence)).to_be_visible()
    page.get_by_role("button", name="Back to the steps").click()
    assert step_of(page) == 1
