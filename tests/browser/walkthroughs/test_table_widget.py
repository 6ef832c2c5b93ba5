"""Our table as anywidget hosts it: every row reached, sorted, filtered and read with the keyboard alone."""

import base64
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pandas as pd
import pytest
from axe import violations
from fingerpost import table
from fingerpost.walkthroughs.table.shown import ShownTable
from playwright.sync_api import Browser, Page, expect

# a model as anywidget's is: asked for the columns, it answers with a message and its buffers
HOST = """async ([code, rows, content, buffers]) => {
  const heard = new Set();
  const bytes = text => new DataView(Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer);
  window.model = {
    get: () => rows,
    on: (event, f) => heard.add(f),
    off: (event, f) => heard.delete(f),
    send: asked => { if (content) heard.forEach(f => f(content, buffers.map(bytes))); },
  };
  window.heard = heard;
  window.host = document.body.appendChild(document.createElement('main'));
  document.documentElement.lang = 'en-GB';
  document.title = 'table';
  window.leave = (await import(code)).default.render({model, el: host});
}"""

Host = Callable[..., Page]
ROWS = 5_000


def frame() -> pd.DataFrame:
    places = ["U4", "K2", None, "u4", "P1"]
    return pd.DataFrame(
        {
            "CHILD": [f"{at:05}" for at in range(ROWS)],
            "DECOM": pd.date_range("2020-04-01", periods=ROWS, freq="D"),
            "PLACE": pd.Series([places[at % 5] for at in range(ROWS)], dtype="str"),
            "DAYS": [float(at * 7 % 1000) for at in range(ROWS)],
        }
    )


@pytest.fixture
def host(chromium: Browser) -> Host:
    """Return a function that renders the table in a page, answered by Python or not."""

    def rendered(shown_frame: pd.DataFrame | None = None, *, answers: bool = True, **options: Any) -> Page:
        shown = table(frame() if shown_frame is None else shown_frame)
        assert isinstance(shown, ShownTable)
        said: list[Any] = []
        shown.widget.send = lambda content, buffers: said.extend((content, buffers))
        shown.widget._answer(shown.widget, {"ask": "columns"}, None)
        content, buffers = said
        code = base64.b64encode(files("fingerpost").joinpath("static/table.js").read_bytes()).decode()
        page = chromium.new_page(**options)
        sent = [base64.b64encode(buffer).decode() for buffer in buffers]
        what = content if answers else None
        page.evaluate(HOST, [f"data:text/javascript;base64,{code}", len(shown.frame), what, sent])
        return page

    return rendered


def first_cells(page: Page, column: int) -> list[str]:
    return page.locator(f'.fp-grid-screen [aria-colindex="{column}"]').all_inner_texts()


def focused(page: Page) -> str:
    where: str = page.evaluate("""(() => { const cell = document.activeElement.closest('[aria-colindex]');
      return cell.closest('[aria-rowindex]').ariaRowIndex + ',' + cell.ariaColIndex; })()""")
    return where


def test_few_rows_are_elements_and_all_are_counted(host: Host) -> None:
    page = host()
    expect(page.get_by_role("status")).to_have_text("5,000 rows")
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "5002")
    assert page.locator(".fp-grid-screen > [role=row]").count() == 15
    assert first_cells(page, 1)[:2] == ["00000", "00001"]


def test_scrolling_to_the_end_shows_the_last_row(host: Host) -> None:
    page = host()
    page.locator(".fp-grid-scroll").evaluate("one => { one.scrollTop = one.scrollHeight; }")
    expect(page.locator('.fp-grid-screen [aria-colindex="1"]').last).to_have_text("04999")
    expect(page.locator(".fp-grid-screen > [role=row]").last).to_have_attribute("aria-rowindex", "5002")


def test_the_keyboard_reaches_every_cell_and_one_stop_of_tab_is_kept(host: Host) -> None:
    page = host()
    page.keyboard.press("Tab")
    assert focused(page) == "1,1"
    for key, wanted in [
        ("ArrowDown", "2,1"),
        ("ArrowDown", "3,1"),
        ("End", "3,4"),
        ("PageDown", "18,4"),
        ("Control+End", "5002,4"),
        ("ArrowLeft", "5002,3"),
        ("Control+Home", "3,1"),
        ("ArrowUp", "2,1"),
        ("ArrowUp", "1,1"),
    ]:
        page.keyboard.press(key)
        assert focused(page) == wanted, key
    assert page.locator('.fp-grid [tabindex="0"]').count() == 1


def test_a_heading_sorts_by_enter_three_ways_round_and_says_so(host: Host) -> None:
    page = host()
    heading = page.get_by_role("columnheader", name="PLACE")
    heading.focus()
    for order, first in [("ascending", "K2"), ("descending", "u4"), ("none", "U4")]:
        page.keyboard.press("Enter")
        expect(heading).to_have_attribute("aria-sort", order)
        assert first_cells(page, 3)[0] == first
    heading.click()
    expect(heading).to_have_attribute("aria-sort", "ascending")


def test_filters_narrow_the_rows_while_they_are_typed(host: Host) -> None:
    page = host()
    page.get_by_label("Filter PLACE").fill("u4")
    expect(page.get_by_role("status")).to_have_text("2,000 of 5,000 rows")
    page.get_by_label("Filter DAYS").focus()
    page.keyboard.type(">990")
    expect(page.get_by_role("status")).to_have_text("15 of 5,000 rows")
    page.get_by_label("Filter PLACE").fill("nothing of the kind")
    expect(page.get_by_role("status")).to_have_text("0 of 5,000 rows")
    expect(page.locator(".fp-grid-screen > [role=row]:not([hidden])")).to_have_count(0)


def test_a_columns_meaning_is_told_to_those_who_point_and_those_who_type(host: Host) -> None:
    page = host()
    page.get_by_role("columnheader", name="DECOM").hover()
    expect(page.get_by_text("DECOM: day the episode began")).to_be_visible()
    page.get_by_role("columnheader", name="PLACE").focus()
    expect(page.get_by_text("PLACE: kind of placement")).to_be_visible()
    expect(page.get_by_role("columnheader", name="PLACE")).to_have_accessible_description(
        "PLACE: kind of placement; blank where it has not been recorded yet"
    )


@pytest.mark.parametrize("look", ["light", "dark", "forced", "narrow"])
def test_no_accessibility_rule_is_broken(host: Host, look: str) -> None:
    looks: dict[str, dict[str, Any]] = {
        "light": {"color_scheme": "light"},
        "dark": {"color_scheme": "dark"},
        "forced": {"forced_colors": "active"},
        "narrow": {"viewport": {"width": 320, "height": 256}},
    }
    page = host(**looks[look])
    page.get_by_role("columnheader", name="PLACE").click()
    assert violations(page, ".fp-grid") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hint = page.evaluate("getComputedStyle(document.querySelector('.fp-grid-line'), '::after').content")
    assert ("this table scrolls sideways" in hint) == (look == "narrow")


def test_no_accessibility_rule_is_broken_in_any_theme_of_lab(
    host: Host, themes: dict[str, dict[str, str]]
) -> None:
    page = host()
    page.get_by_role("columnheader", name="PLACE").click()
    for name, theme in themes.items():
        page.evaluate(
            """({css, light, scheme}) => {
          const style = document.head.querySelector('.theme') ?? document.createElement('style');
          style.className = 'theme';
          style.textContent = css;
          document.head.append(style);
          document.body.dataset.jpThemeLight = light;
          document.querySelector('.fp-grid').style.colorScheme = scheme; }""",
            theme,
        )
        assert violations(page, ".fp-grid") == [], name


def test_keys_that_are_the_hosts_reach_it_and_others_do_not(host: Host) -> None:
    page = host()
    page.evaluate("""() => { window.keys = []; document.addEventListener('keydown', e => {
      keys.push((e.ctrlKey ? 'Ctrl+' : '') + e.key); e.preventDefault(); }); }""")
    page.get_by_role("columnheader", name="PLACE").focus()
    for key in ("Control+s", "d", "ArrowDown", "b"):
        page.keyboard.press(key)
    assert page.evaluate("keys.filter(key => !key.endsWith('Control'))") == ["Ctrl+s"]
    expect(page.get_by_label("Filter PLACE")).to_have_value("b")


def test_a_table_that_is_closed_leaves_nothing_behind(host: Host) -> None:
    page = host()
    page.evaluate("leave()")
    assert page.evaluate("[host.childElementCount, heard.size]") == [0, 0]


def test_text_of_a_table_is_never_markup(host: Host) -> None:
    page = host(pd.DataFrame({"<img src=x>": ["<b>bold</b>"]}))
    assert page.locator(".fp-grid b").count() == 1
    expect(page.get_by_role("gridcell", name="<b>bold</b>")).to_be_visible()
