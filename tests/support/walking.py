"""Going through a walkthrough's steps in a page, its questions answered on the way."""

from collections.abc import Iterator

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
