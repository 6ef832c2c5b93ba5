"""What a page says aloud: each text that one of its live regions is given, as a screen reader is told of it.

A region whose paragraphs change one by one counts as many messages: so they are spoken, in any order.
"""

from playwright.sync_api import Page

_LISTEN = """() => {
  const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"]';
  const within = node => (node instanceof Element ? node : node.parentElement);
  const seen = node => within(node)?.checkVisibility();
  window.heard = [];
  const hear = text => text.trim() && window.heard.push(text.trim());
  new MutationObserver(changes => {
    for (const { type, target, addedNodes } of changes) {
      const region = within(target)?.closest(LIVE);
      if (type === 'characterData') region && seen(target) && hear(target.data);
      for (const node of addedNodes) {
        const all = node instanceof Element ? [node, ...node.querySelectorAll('*')] : [];
        if (region && seen(region)) hear(node.textContent);
        else all.filter(e => e.matches(LIVE) && seen(e)).forEach(e => hear(e.textContent));
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}"""


def listen(page: Page) -> None:
    """Keep every message from now on, until the page is left."""
    page.evaluate(_LISTEN)


def heard(page: Page) -> list[str]:
    """Return the messages since the last call, in order."""
    messages: list[str] = page.evaluate("() => window.heard.splice(0)")
    return messages


def awaits(page: Page, message: str) -> None:
    """Wait until a message with these words has come; those before it stay to be heard."""
    page.wait_for_function("(words) => window.heard.some((one) => one.includes(words))", arg=message)
