"""The pivot as a page: every step by mouse and by keyboard; nothing fetched, nothing that needs a script."""

import re
from collections.abc import Callable

from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.gallery import ENTRIES
from playwright.sync_api import Page, expect
from walking import each_step, step_of

OpenPage = Callable[..., Page]
STEPS = 9
# in one script: they are over within a second, wherever the machine is by then
FLIGHTS = """() => {
  for (const _ of [1, 2]) document.querySelector('[data-act="next"]').click();
  return document.getAnimations().length;
}"""
FILTER = next(entry for entry in ENTRIES if entry.habit == "AutoFilter")


def test_every_step_is_reached_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Next step").focus()
    for key, wanted in [("ArrowRight", 2), ("ArrowDown", 3), ("ArrowLeft", 2), ("ArrowUp", 1), ("End", 4)]:
        page.keyboard.press(key)
        assert step_of(page) == wanted
    page.keyboard.press("ArrowRight")
    expect(
        page.locator(".fp-reason").get_by_text("Choose an answer first: the next step shows it.")
    ).to_be_visible()
    expect(page.get_by_role("button", name="11")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".fp-reason").get_by_text("12 is Excel's Grand Total")).to_be_visible()
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
    page.get_by_role("button", name=re.compile("^row 1 ?:")).focus()
    page.keyboard.press("Space")
    page.locator('.fp-python .fp-row[data-id="row-4"]').click()
    picked = page.locator('[data-act="pick"][aria-pressed="true"]')
    expect(picked).to_have_text([re.compile("^row 1:"), re.compile("^row 4:")])
    expect(page.locator(".fp-python").get_by_text("your choice").first).to_be_attached()
    page.get_by_role("button", name="Lock my rows").click()
    expect(page.locator(".fp-reason")).to_contain_text("pandas keeps rows 0, 1, 6, 10 and 11.")
    expect(page.locator('[data-act="pick"]').filter(has_text="(what happens)")).to_have_count(5)
    page.get_by_role("button", name="Next step").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(
        page.locator(".fp-reason").get_by_text("Lock a number first: the next step shows it.")
    ).to_be_visible()
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
    assert open_page().evaluate(FLIGHTS) >= 12
    assert open_page(reduced_motion="reduce").evaluate(FLIGHTS) == 0


def test_without_script_the_storyboard_is_there(open_page: OpenPage, pivot: Walkthrough) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator("details > summary").filter(has_text=re.compile(r"^\d\. ")).count() == STEPS
    expect(page.get_by_text(pivot.scene.steps[0].sentence)).to_be_visible()


def test_panes_stand_side_by_side_in_the_width_that_the_course_panel_leaves(open_page: OpenPage) -> None:
    page = open_page()
    tops = "[...document.querySelectorAll('.fp-pane')].map(pane => pane.getBoundingClientRect().top)"
    widths = dict.fromkeys((802, 830, 1100), "beside") | dict.fromkeys((320, 801), "below")
    for width, wanted in widths.items():
        page.set_viewport_size({"width": width + 32, "height": 800})  # the page keeps 16 pixels either side
        assert page.evaluate("document.querySelector('.fp-walk').offsetWidth") == width
        first, second = page.evaluate(tops)
        assert ("beside" if first == second else "below") == wanted, width
