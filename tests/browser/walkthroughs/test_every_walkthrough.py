"""Every walkthrough at every step: in each theme, at each width, without motion, and as text."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.examples import example_episodes, example_header
from fingerpost.walkthroughs.gallery import ENTRIES, FORMULA
from fingerpost.walkthroughs.page import page as page_of
from fingerpost.walkthroughs.scene import Scene
from playwright.sync_api import Browser, Page
from walking import at_each_step

OpenPage = Callable[..., Page]
Themes = dict[str, dict[str, str]]


def _own_formula() -> Scene:
    table = pd.DataFrame({"Place": ["Leeds", "leeds", None], "Weeks": [3.0, None, 25.0]})
    shown = walk.explain('=IF(B2>20,"long",UPPER(A2))', table=table)
    assert isinstance(shown, Walkthrough), str(shown)
    return shown.scene


def _one_name_twice() -> Scene:
    episodes = example_episodes().assign(SEX=list("FMFFMFFMFMFM"))
    shown = walk.lookup(episodes, example_header(), name="episodes", other_name="header")
    assert isinstance(shown, Walkthrough), str(shown)
    return shown.scene


TOLD = {entry.habit: entry.tell for entry in (*ENTRIES, FORMULA)} | {
    "one's own formula": _own_formula,
    "one name twice": _one_name_twice,
}

# 1,280 by 1,024 at 400%; a tablet; what JupyterLab leaves a notebook's output at 1,280 with a panel open, and
# on a laptop; a wide screen
SIZES = {
    "400%": (320, 256),
    "narrow": (700, 700),
    "panel": (880, 700),
    "laptop": (966, 645),
    "wide": (1280, 700),
}

# a sheet and notebook cells too wide for half of it, and five columns of a name that both tables have
SCROLLS_BESIDE_A_PANEL = {"A double-click on a CSV file", "Recalculation", "one name twice"}
SMALLEST = {"Insert Chart": 9.5, "VLOOKUP": 11.5, "one name twice": 11.5}
"""Pixels that the smallest letters of a picture have there at least."""
NO_PICTURE = 99

MOST_BLANK = 12
"""Pixels below what a part holds: its padding, and the two that a title's line is higher than its words."""

# what stands where, and what a reader cannot get at: text cut off by a box that does not scroll, or that
# stands outside the player; a table that scrolls unsaid or both ways; anything that moves
LAID_OUT = """root => {
  const edge = root.getBoundingClientRect(), faults = [];
  const named = one => one.getAttribute('class') || one.tagName;
  const wide = one => one.scrollWidth > one.clientWidth + 1;
  for (const one of root.querySelectorAll('.fp-body *:not(.fp-hidden):not(.fp-word)')) {
    const box = one.getBoundingClientRect(), pane = one.closest('.fp-shown');
    if (!box.width || one.closest('.fp-hidden, .fp-shown:not(.fp-named) .fp-caption')) continue;
    const scrolls = pane && wide(pane);
    const cut = wide(one) && getComputedStyle(one).overflowX !== 'visible';
    if (!scrolls && (cut || box.right > edge.right + 1)) faults.push('cut off: ' + named(one));
    if (box.bottom > edge.bottom + 1) faults.push('below the player: ' + named(one));
  }
  for (const word of root.querySelectorAll('.fp-margin .fp-word'))
    if (getComputedStyle(word).position === 'static' && word.getBoundingClientRect().height < 8)
      faults.push('a word cut off: ' + word.textContent);
  const tables = [...root.querySelectorAll('.fp-body .fp-shown')];
  for (const table of tables) {
    const said = getComputedStyle(table, '::before').content.includes('scrolls sideways →')
      && table.tabIndex === 0 && /scrolls sideways/.test(table.ariaLabel);
    if (wide(table) !== said) faults.push((said ? 'said to scroll: ' : 'scrolls unsaid: ') + named(table));
    if (table.scrollHeight > table.clientHeight + 1) faults.push('scrolls up and down: ' + named(table));
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  if (document.getAnimations().length) faults.push('something moves');
  const top = part => root.querySelector(part).getBoundingClientRect().top - edge.top;
  const parts = ['.fp-talk', '.fp-pane-head', '.fp-codes', '.fp-tables', '.fp-foot'].join();
  const blank = [...root.querySelectorAll(parts)].map(part => part.getBoundingClientRect().bottom - Math.max(
    part.getBoundingClientRect().top, ...[...part.children].map(one => one.getBoundingClientRect().bottom)));
  const eighth = root.querySelector('.fp-excel .fp-shown:first-child .fp-row:nth-child(8)');
  return {faults, blank: Math.max(...blank), height: Math.round(edge.height),
          tops: ['.fp-head', '.fp-talk', '.fp-panes'].map(top),
          eighth: eighth ? eighth.getBoundingClientRect().bottom - edge.top : 0,
          scrolling: tables.filter(wide).length,
          letters: Math.min(99, ...[...root.querySelectorAll('.fp-svg text')].map(one =>
            Number.parseFloat(getComputedStyle(one).fontSize)
              * Math.hypot(one.getScreenCTM().a, one.getScreenCTM().b)))};
}"""

# all rules at once as the page is; then, of text that stands in no such place at any step before, its
# contrast in each of `themes`: the rules of colour are the only ones that a theme can break
RULES = """async root => {
  const faults = [];
  const run = async (look, part, rules) => {
    const {violations, passes} = await axe.run(part, {runOnly: rules, preload: false});
    looked[look] = (looked[look] ?? 0) + passes.length;
    violations.forEach(({id, nodes}) => faults.push(...nodes.map(({html}) => `${look}: ${id}: ${html}`)));
  };
  await run('as it is', document, rules);
  const place = one => one === root ? '' : [one.tagName, one.getAttribute('class'), one.ariaDisabled,
    one.ariaPressed, place(one.parentElement)].join(' ');
  const speaks = one => [...one.childNodes].some(({nodeType, data}) => nodeType === 3 && data.trim());
  const fresh = [...root.querySelectorAll('*')].filter(one => speaks(one) && !known.has(place(one)));
  fresh.forEach(one => known.add(place(one)));
  const fits = ({length}) => length > 0;
  for (const [look, theme] of fits(fresh) ? Object.entries(themes) : []) {
    paint(root, theme);
    await run(look, {include: fresh}, ['color-contrast']);
  }
  paint(root, {css: '', light: '', scheme: ''});
  return faults;
}"""
PAINT = """([rules, themes]) => {
  const style = document.head.appendChild(document.createElement('style'));
  Object.assign(window, {rules, themes, known: new Set(), looked: {}});
  window.paint = (root, {css, light, scheme}) => {
    style.textContent = css;
    document.body.dataset.jpThemeLight = light;
    root.style.colorScheme = scheme;
  };
}"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("habit", TOLD)
def test_no_rule_of_wcag_2_2_is_broken_in_any_theme(
    open_page: OpenPage, axe: str, themes: Themes, habit: str
) -> None:
    page = open_page(TOLD[habit](), reduced_motion="reduce")
    page.evaluate(axe)
    page.evaluate(PAINT, [WCAG, themes])
    assert [(step, faults) for _, step, faults in at_each_step(page, RULES) if faults] == []
    assert page.evaluate("Object.keys(looked)") == ["as it is", *themes]
    page.emulate_media(forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    page.reload()
    page.wait_for_selector('.fp-walk[data-ready="1"]')
    page.evaluate(axe)
    page.evaluate(PAINT, [["color-contrast"], {}])
    assert [(step, faults) for _, step, faults in at_each_step(page, RULES) if faults] == []


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    """All walkthroughs, in their order on the page."""
    return [tell() for tell in TOLD.values()]


@pytest.fixture(scope="module")
def all_on_a_page(scenes: list[Scene], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of one page that plays them all."""
    file = tmp_path_factory.mktemp("gallery") / "all.html"
    file.write_text(page_of(*scenes), encoding="utf-8")
    return file.as_uri()


def _opened(
    chromium: Browser, address: str, size: tuple[int, int], *, players: int = len(TOLD), moves: bool = False
) -> Page:
    width, height = size
    page = chromium.new_page(
        viewport={"width": width, "height": height}, reduced_motion="no-preference" if moves else "reduce"
    )
    page.goto(address)
    all_ready = "wanted => document.querySelectorAll('.fp-walk[data-ready=\"1\"]').length === wanted"
    page.wait_for_function(all_ready, arg=players)
    return page


@pytest.mark.parametrize("size", SIZES)
def test_nothing_jumps_moves_or_is_cut_off_and_a_table_that_scrolls_says_so(
    chromium: Browser, all_on_a_page: str, size: str
) -> None:
    page = _opened(chromium, all_on_a_page, SIZES[size])
    seen = at_each_step(page, LAID_OUT)
    habits = list(TOLD)
    assert [(habits[at], step, laid["faults"]) for at, step, laid in seen if laid["faults"]] == []
    for at, habit in enumerate(habits):
        mine = [laid for nth, _, laid in seen if nth == at]
        if size == "400%":  # a step is longer than the screen: it has no room that it does not need
            assert max(laid["blank"] for laid in mine) <= MOST_BLANK, habit
            assert len({laid["tops"][0] for laid in mine}) == 1, habit
        else:
            assert len({laid["height"] for laid in mine}) == 1, habit
            assert len({tuple(laid["tops"]) for laid in mine}) == 1, habit
            assert max(laid["blank"] for laid in mine) > MOST_BLANK, (
                habit
            )  # else the bound above says nothing
        assert mine[0]["tops"] == sorted(mine[0]["tops"]), habit
    if size == "400%":
        assert {habits[at] for at, _, laid in seen if laid["scrolling"]} >= {
            "A double-click on a CSV file",
            "VLOOKUP",
        }
    if size == "panel":  # a chart is seen whole, and so is each table that a lookup or a stack makes
        scrolling = {habits[at] for at, _, laid in seen if laid["scrolling"]}
        assert scrolling <= SCROLLS_BESIDE_A_PANEL
        letters = {habits[at]: laid["letters"] for at, _, laid in seen if laid["letters"] < NO_PICTURE}
        assert {habit: high for habit, high in letters.items() if high < SMALLEST[habit]} == {}
        assert letters.keys() == SMALLEST.keys()
    if size == "laptop":  # controls, words and the first eight rows of the sheet are seen together
        ends = {habits[at]: laid["eighth"] for at, _, laid in seen if at < len(ENTRIES)}
        assert {habit: end for habit, end in ends.items() if end > SIZES[size][1]} == {}
    page.close()


# a step with what flies held where it sets out, and what else that changes: a box of another size, a page
# that scrolls sideways, a scroll bar where none is at rest, a row that its own table's pane cuts off. It is
# left there: the next step begins in flight
IN_FLIGHT = """root => {
  const flights = document.getAnimations(), faults = [];
  const hold = time => flights.forEach(flight => { flight.pause(); flight.currentTime = time; });
  const tables = [...root.querySelectorAll('.fp-body .fp-shown')];
  const sizes = () => JSON.stringify([root, ...tables].map(one => {
    const {top, width, height} = one.getBoundingClientRect();
    return [top, width, height, one.clientWidth, one.clientHeight];
  }));
  const named = one => one.getAttribute('class') || one.tagName;
  hold(350);
  const rest = sizes();
  for (const table of tables)
    if (table.hasAttribute('data-scrolls') !== table.scrollWidth > table.clientWidth + 1)
      faults.push('not as it says at rest: ' + named(table));
  hold(0);
  if (sizes() !== rest) faults.push('boxes change');
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  for (const one of root.querySelectorAll('.fp-body [data-scrolls] [data-id]')) {
    const pane = one.closest('[data-scrolls]').getBoundingClientRect(), box = one.getBoundingClientRect();
    const seen = box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1;
    if (!seen) faults.push('cut off on its way: ' + named(one));
  }
  for (const one of root.querySelectorAll('.fp-body *')) {
    const {overflowX, overflowY} = getComputedStyle(one);
    const scrolls = {x: /auto|scroll/.test(overflowX), y: /auto|scroll/.test(overflowY)};
    if (scrolls.x && one.scrollWidth > one.clientWidth + 1 && !one.hasAttribute('data-scrolls'))
      faults.push('a scroll bar below ' + named(one));
    if (scrolls.y && one.scrollHeight > one.clientHeight + 1)
      faults.push('a scroll bar beside ' + named(one));
  }
  return {faults, flights: flights.length};
}"""


# rows into piles and out of them, from one table into another, and into tables that scroll at 400%
FLYING = [
    "A double-click on a CSV file",
    "PivotTable",
    "VLOOKUP",
    "Linked workbooks, Power Query",
    "one name twice",
    "Paste below",
]


@pytest.mark.parametrize("size", ["400%", "laptop"])
def test_what_flies_widens_nothing_and_brings_no_scroll_bar(
    chromium: Browser, scenes: list[Scene], tmp_path: Path, size: str
) -> None:
    told = [scene for habit, scene in zip(TOLD, scenes, strict=True) if habit in FLYING]
    (tmp_path / "flying.html").write_text(page_of(*told), encoding="utf-8")
    page = _opened(chromium, (tmp_path / "flying.html").as_uri(), SIZES[size], players=len(told), moves=True)
    seen = at_each_step(page, IN_FLIGHT)
    assert [(FLYING[at], step, laid["faults"]) for at, step, laid in seen if laid["faults"]] == []
    assert sum(laid["flights"] for _, _, laid in seen) > 12 * len(seen)
    page.close()


# each step's words once all are read as text at the narrowest, and whether they fit
READ = """() => [...document.querySelectorAll('.fp-walk')].map(root => {
  root.querySelector('[data-act="text"]').click();
  const steps = [...root.querySelectorAll('.fp-all > ol > li')].map(one => one.textContent);
  const wide = document.documentElement.scrollWidth > innerWidth;
  root.querySelector('[data-act="text"]').click();
  return {steps, wide, back: Boolean(root.querySelector('.fp-panes'))};
})"""


def test_all_steps_of_each_can_be_read_as_text_at_the_narrowest(
    chromium: Browser, all_on_a_page: str, scenes: list[Scene]
) -> None:
    page = _opened(chromium, all_on_a_page, SIZES["400%"])
    for scene, read in zip(scenes, page.evaluate(READ), strict=True):
        assert (read["wide"], read["back"], len(read["steps"])) == (False, True, len(scene.steps)), scene.id
        for step, words in zip(scene.steps, read["steps"], strict=True):
            codes = [code.text for code in step.python.codes]
            asked = [step.prediction.question] if step.prediction else []
            missing = [part for part in (step.sentence, *step.notes, *codes, *asked) if part not in words]
            assert missing == [], scene.id
    page.close()
