"""Addresses of the marking pages, and whether names are shown on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from fingerpost.grading.by_hand.scripts import Script

PATH = "/fingerpost/marking"
COHORT = f"{PATH}/cohort"


@dataclass(frozen=True)
class Links:
    """Where the pages are on this server; `hidden` names stay hidden from page to page."""

    base: str
    hidden: bool = False

    @property
    def formgrader(self) -> str:
        """Return nbgrader's own pages; they open alone, for a hub lets nothing stand in a frame."""
        return f"{self.base}/formgrader"

    @property
    def lab(self) -> str:
        """Return JupyterLab's address."""
        return f"{self.base}/lab"

    @property
    def cohort(self) -> str:
        """Return the cohort's page, where names are never hidden: it says who needs a word."""
        return f"{self.base}{COHORT}"

    def queue(self, *, hidden: bool | None = None) -> str:
        """Return the list's address."""
        is_hidden = self.hidden if hidden is None else hidden
        return f"{self.base}{PATH}{'?names=hidden' if is_hidden else ''}"

    def script(self, script: Script, *, at: str = "", saved: bool = False) -> str:
        """Return a script's address: nbgrader's random id, never a learner's name.

        `at` says where the keyboard goes, `saved` that the page says so.
        """
        told = {"names": "hidden" if self.hidden else "", "at": at, "saved": "yes" if saved else ""}
        asked = urlencode({name: value for name, value in told.items() if value})
        return f"{self.base}{PATH}/{script.id}{'?' if asked else ''}{asked}"

    def name(self, script: Script) -> str:
        """Return what a learner is called on the pages."""
        return f"Script {script.number}" if self.hidden else script.name

    def ordered(self, scripts: Iterable[Script]) -> list[Script]:
        """Return scripts as they are listed: by learner, or where names are hidden in no order of theirs."""
        if not self.hidden:
            return list(scripts)
        return sorted(scripts, key=lambda one: (one.assignment, one.task, one.id))
