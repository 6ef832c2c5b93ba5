"""What a walkthrough shows at 1,280 by 800 with the Course panel open: as much as a step speaks of."""

from collections.abc import Callable

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.example_files import ExampleName, example_file
from fingerpost.walkthroughs.gallery import ENTRIES
from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.xray.story import xray_story
from playwright.sync_api import Page
from walking import at_each_step

OpenPage = Callable[..., Page]

# what Lab leaves there: from the top of a player that is scrolled to, down to the status bar
PLAYER = {"width": 848, "height": 679}
MARGIN = 16  # of the page, on each side
AS_LAB_HAS_IT = ".jp-OutputArea-output pre { word-break: break-all; }"

# tables that scroll sideways, and where the last row ends, from the player's top
TABLES = """root => ({
  scrolling: [...root.querySelectorAll('.fp-shown')]
    .filter(one => one.scrollWidth > one.clientWidth + 1).length,
  end: Math.max(...[...root.querySelectorAll('.fp-panes .fp-row')]
    .map(row => row.getBoundingClientRect().bottom)) - root.getBoundingClientRect().top,
})"""

# each language's names in code and formula that stand on two lines, though one line has room for them
SPLIT_NAMES = """root => {
  const split = [];
  const look = box => {
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), parts = [];
    let all = '';
    while (texts.nextNode()) {
      parts.push([texts.currentNode, all.length]);
      all += texts.currentNode.data;
    }
    const place = at => {
      const [node, start] = parts.findLast(([, from]) => from <= at);
      return [node, at - start];
    };
    for (const {0: name, index} of all.matchAll(/[A-Za-z_][A-Za-z_0-9]*/g)) {
      const range = document.createRange();
      range.setStart(...place(index));
      const [last, at] = place(index + name.length - 1);
      range.setEnd(last, at + 1);
      const rows = [...range.getClientRects()].filter(({width}) => width > 0.5);
      const wide = rows.reduce((sum, {width}) => sum + width, 0);
      const heights = rows.map(({top}) => top);
      if (Math.max(...heights) - Math.min(...heights) > 8 && wide <= box.parentElement.clientWidth - 16)
        split.push(name);
    }
  };
  const languages = root.querySelectorAll('[data-act="language"]').length;
  for (let at = 0; at < languages; at += 1) {
    root.querySelectorAll('[data-act="language"]')[at].click();
    root.querySelectorAll('.fp-code code, .fp-formula').forEach(look);
  }
  root.querySelector('[data-act="language"]')?.click();
  return split;
}"""


def _of_twelve_episodes() -> Scene:
    kinds = ["foster care"] * 7 + ["residential"] * 4 + ["other"]
    shown = walk.stale(pd.DataFrame({"KIND": kinds}), column="KIND", name="twelve")
    assert isinstance(shown, Walkthrough)
    return shown.scene


def _opened(open_page: OpenPage, scene: Scene) -> Page:
    width = PLAYER["width"] + 2 * MARGIN
    page = open_page(scene, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    assert page.evaluate("document.querySelector('.fp-walk').offsetWidth") == PLAYER["width"]
    return page


def test_stale_shows_all_rows_and_columns_of_the_cells_it_asks_about(open_page: OpenPage) -> None:
    page = _opened(open_page, _of_twelve_episodes())
    seen = at_each_step(page, TABLES)
    assert len(seen) > len({step for _, step, _ in seen}) >= 9  # questions are looked at before and after
    assert {laid["scrolling"] for _, _, laid in seen} == {0}
    assert max(laid["end"] for _, _, laid in seen) <= PLAYER["height"]


@pytest.mark.parametrize("example", ["zeros", "dates", "titles"])
def test_an_xray_with_one_trap_is_seen_whole_down_to_its_scope_and_legend(
    open_page: OpenPage, example: ExampleName
) -> None:
    page = _opened(open_page, xray_story(example_file(example), name="", sheet=0).tell({}))
    heights = {height for _, _, height in at_each_step(page, "root => root.offsetHeight")}
    assert max(heights) <= PLAYER["height"]


def test_room_is_kept_for_code_in_the_language_that_is_read(open_page: OpenPage) -> None:
    page = _opened(open_page, _of_twelve_episodes())
    kept = "document.querySelector('.fp-python .fp-codes').getBoundingClientRect().height"
    heights = {}
    for language in ("SQL", "pandas"):
        page.get_by_role("button", name=language, exact=True).click()
        seen = {laid for _, _, laid in at_each_step(page, f"() => {kept}")}
        assert len(seen) == 1, language
        heights[language] = seen.pop()
        page.locator('[data-act="first"]').click()
    assert heights["pandas"] < heights["SQL"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_no_name_in_the_code_is_broken_in_two_by_what_lab_says_of_outputs(
    open_page: OpenPage, entry: object
) -> None:
    page = _opened(open_page, entry.tell())  # type: ignore[attr-defined]
    page.add_style_tag(content=AS_LAB_HAS_IT)
    page.evaluate("document.body.classList.add('jp-OutputArea-output')")
    assert [(step, split) for _, step, split in at_each_step(page, SPLIT_NAMES) if split] == []
