"""What axe-core finds on a part of a page."""

from pathlib import Path

import build_web
from playwright.sync_api import Page

_SOURCE = Path(__file__).resolve().parents[2] / "extensions/web/node_modules/axe-core/axe.min.js"
_RUN = """
async (part) => {
    const found = await axe.run(part, {resultTypes: ["violations"]});
    if (found.passes.length === 0) throw new Error(`axe looked at nothing in ${part}`);
    return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.html.slice(0, 200)}`));
}
"""


def violations(page: Page, part: str) -> list[str]:
    """Return a line for each violation in the elements that the CSS selector `part` finds."""
    build_web.install()
    page.evaluate(_SOURCE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, part)
    return found
