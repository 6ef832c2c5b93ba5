"""Going through a walkthrough's steps in a page, its questions answered on the way."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page


def step_of(page: Page) -> int:
    return int(page.locator(".fp-walk").get_attribute("data-step") or 0)


def answer(page: Page) -> None:
    """Answer where a question is open: by its first choice, by a number, or by no rows."""
    if page.locator(".fp-walk[data-locked]").count():
        if page.locator(".fp-number-typed").count():
            page.locator(".fp-number-typed").fill("7")
            page.locator('[data-act="lock"]').click()
        else:
            page.locator('[data-act="choose"]').first.click()


def each_step(page: Page) -> Iterator[int]:
    """Yield at every step, and again once its question is answered."""
    steps = int(page.locator(".fp-count").inner_text().split()[-1])
    for number in range(1, steps + 1):
        assert step_of(page) == number
        yield number
        if page.locator(".fp-walk[data-locked]").count():
            answer(page)
            yield number
        if number < steps:
            page.get_by_role("button", name="Next step").click()


# `look` is asked of every walkthrough of the page at each step, before its question is answered and after
_WALK = """async () => {
  const look = %s;
  const players = [...document.querySelectorAll('.fp-walk[data-ready="1"]')];
  const seen = [];
  for (const [nth, root] of players.entries()) {
    const press = act => root.querySelector(`[data-act="${act}"]`).click();
    const note = async () => seen.push([nth, Number(root.dataset.step), await look(root)]);
    const steps = Number(root.querySelector('.fp-count').textContent.split(' ').at(-1));
    for (let step = 1; step <= steps; step += 1) {
      if (Number(root.dataset.step) !== step) throw new Error(`${root.dataset.step}, not step ${step}`);
      await note();
      if (root.hasAttribute('data-locked')) {
        const typed = root.querySelector('.fp-number-typed');
        if (typed) typed.value = '7';
        press(typed ? 'lock' : 'choose');
        await note();
      }
      if (step < steps) press('next');
    }
  }
  return seen;
}"""


def at_each_step(page: Page, look: str) -> list[tuple[int, int, Any]]:
    """Return (nth player of the page, step, what `look` returned) for each step of all, in order.

    `look` is JavaScript, a function of a player's root. All of it runs in the page, in one call: twenty
    times as fast as going through the steps from here.
    """
    return [tuple(one) for one in page.evaluate(_WALK % look)]
