"""The Course panel of a learner's JupyterLab on a hub, at the module that the cohort works on."""

from dataclasses import dataclass

from hub_windows import BUSY
from hub_work import ASSIGNMENT
from lab_page import LabPage
from playwright.sync_api import Locator, expect


@dataclass(frozen=True)
class CoursePanel:
    """The panel's module, opened, and the place where it says what came of a button."""

    module: Locator
    said: Locator

    @classmethod
    def shown_in(cls, shown: LabPage) -> "CoursePanel":
        """Bring the panel to the front and open the cohort's module in it."""
        shown.runs("fingerpost:course")
        panel = shown.page.get_by_role("region", name="Course", exact=True)
        module = panel.locator(f'[data-module="{ASSIGNMENT}"]')
        expect(module).to_be_visible(timeout=BUSY)
        if module.get_attribute("open") is None:
            module.locator("summary").first.click()
        return cls(module, panel.locator(".fp-course-said"))

    def presses(self, label: str) -> None:
        """Press a button of the module."""
        self.module.get_by_role("button", name=label, exact=True).click()

    def says(self, words: str) -> None:
        """Wait until these words are said of the last button."""
        expect(self.said).to_contain_text(words, timeout=BUSY)
