"""What Voilà shows of walkthroughs and tables: the kernel's own widgets, and what needs no kernel."""

from collections.abc import Callable, Iterator

import nbformat
import pytest
from axe import violations
from browser import LEFT
from plain_lab import plain_voila
from playwright.sync_api import Browser, Page, expect

READY = '.fp-walk[data-ready="1"]'
ROWS = """import pandas as pd
from fingerpost import table, walk
rows = pd.DataFrame({"CHILD": [1, 1, 2], "PLACE": ["U4", "K2", None]})
"""
SHOWN = {"live": ["walk.pivot(rows, live=True)", "table(rows)"], "still": ["walk.pivot(rows)"]}

VOILAS_ICONS = "https://cdn.jsdelivr.net/npm/@fortawesome/fontawesome-free@"

Open = Callable[[str], Page]


@pytest.fixture(autouse=True)
def nothing_leaves_the_machine() -> Iterator[None]:
    """Fail a test of whose pages one asked another machine for more than the icons of Voilà's own page."""
    before = len(LEFT)
    yield
    assert [address for address in LEFT[before:] if not address.startswith(VOILAS_ICONS)] == []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Voilà over a live notebook and a still one."""
    folder = tmp_path_factory.mktemp("notebooks")
    for name, codes in SHOWN.items():
        cells = [nbformat.v4.new_code_cell(ROWS + code) for code in codes]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "python3", "language": "python"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
    with plain_voila(folder, home=tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture
def opened(chromium: Browser, server: str) -> Iterator[Open]:
    """Return a function that opens a notebook; Voilà's own requests to other machines get no answer."""
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, reduced_motion="reduce")
    context.route(lambda url: not url.startswith(server), lambda route: route.abort())

    def open_(notebook: str) -> Page:
        page = context.new_page()
        page.goto(f"{server}/voila/render/{notebook}.ipynb", wait_until="commit")
        expect(page.locator(READY)).to_be_visible()
        return page

    yield open_
    context.close()


def goes_by_keyboard(page: Page, *steps: int) -> None:
    page.get_by_role("button", name="Next step").focus()
    for wanted in steps:
        page.keyboard.press("ArrowRight")
        expect(page.locator(READY)).to_have_attribute("data-step", str(wanted))


def test_a_still_walkthrough_plays_by_keyboard_and_leaves_other_keys_to_the_page(opened: Open) -> None:
    page = opened("still")
    assert page.locator(".fingerpost-storyboard").count() == 0
    goes_by_keyboard(page, 2, 3, 4)
    page.evaluate("""() => { window.heard = [];
      document.addEventListener('keydown', event => heard.push([event.key, event.defaultPrevented])); }""")
    page.keyboard.press("Control+s")
    page.keyboard.press("Escape")
    assert page.evaluate("heard.filter(([key]) => key === 's')") == [["s", False]]
    assert violations(page, ".fp-walk") == []


def test_a_live_walkthrough_is_answered_by_its_kernel_and_a_table_by_its_own(opened: Open) -> None:
    page = opened("live")
    expect(page.locator(".fp-walk[data-live]")).to_be_visible()
    expect(page.get_by_role("grid", name="Table of 2 columns")).to_have_attribute("aria-rowcount", "5")
    page.get_by_role("button", name="Next step").focus()
    for wanted in ("4", "7"):
        page.keyboard.press("End")
        expect(page.locator(READY)).to_have_attribute("data-step", wanted)
        page.locator('[data-act="choose"]').first.click()
    page.keyboard.press("End")
    page.get_by_label("Summarise by").select_option(label="Distinct Count")
    expect(page.locator(".fp-code")).to_contain_text(".nunique()")
