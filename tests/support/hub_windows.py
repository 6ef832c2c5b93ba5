"""Windows of Chromium at a hub: a learner's, their JupyterLab open at Start here, and a tutor's."""

import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub import PASSWORD
from hub_person import Person
from lab_page import LabPage
from lab_server import LabServer
from playwright.sync_api import Browser, Page

BUSY = 120_000
"""Milliseconds after which a page has failed: thirty servers share the machine with it."""
SHOTS = Path(__file__).parents[1] / "browser" / "shots"


@dataclass(frozen=True)
class HubServer(LabServer):
    """A learner's server on a hub, as the tests' page of JupyterLab knows one; no token opens it."""

    def url(self, path: str = "/") -> str:
        """Return the full address of `path`."""
        return f"{self.address}{path}"


@contextmanager
def own_window(browser: Browser, person: Person) -> Iterator[LabPage]:
    """Log a learner in through the form and wait until Start here stands in their JupyterLab."""
    settings = person.hub.settings
    with window(browser, person) as page:
        home = Path(pwd.getpwnam(person.name).pw_dir) / "fingerpost"
        server = HubServer(f"{settings.address}{person.server}", home, settings.edition, person.hub.log)
        shown = LabPage(page, server, SHOTS)
        shown.record.listen(page)
        page.goto(f"{settings.address}/hub/spawn")
        page.wait_for_url("**/lab/tree/**", timeout=BUSY)
        shown.opens()
        yield shown
        assert shown.record.elsewhere == []


@contextmanager
def window(browser: Browser, person: Person) -> Iterator[Page]:
    """Open a window with no cookies and log in by the form."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    try:
        page = context.new_page()
        page.set_default_timeout(BUSY)
        page.goto(f"{person.hub.settings.address}/hub/login?next=/hub/home")
        page.get_by_label("Username").fill(person.name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/hub/home")
        yield page
    finally:
        context.close()
