"""In each module one learner makes two mistakes, reads why, mends the first, and runs the lesson.

Module 03's learner is in test_a_learners_day.py, with the exchange and the feedback. Pictures of each
moment go to `shots/`, for people to look at.
"""

from dataclasses import dataclass

import pytest
from axe import violations
from course_modules import Sources, ready_modules
from fingerpost.grading.judge import ONLY_SEEN
from lab_page import LabPage
from playwright.sync_api import Locator, expect

MISTAKES = {
    "00": (("foster_percent", "M00-EQUALS"), ("average_days", "M00-BRACKET")),
    "01": (("blank_upns", "M01-ISBLANK"), ("dates_of_birth", "M01-USDATE")),
    "02": (("open_at_year_end", "M02-OPEN"), ("ages_at_year_end", "M02-DAYS365")),
    "04": (("children_by_label", "M04-GREW"), ("in_care_with_child", "M04-BELT")),
    "06": (("finding_said", "M06-ZERO"), ("referrals_by_source", "M06-PIE")),
}
"""The two tasks and slips of each module that its learner makes."""

MODULES = {sources.module.id: sources for sources in ready_modules()}


@dataclass(frozen=True)
class Desk:
    """A module's assignment, open in Lab."""

    lab: LabPage
    module: Sources

    def opens(self) -> None:
        folder = self.module.folder.name
        path = f"assignments/{folder}/{folder}.ipynb"
        self.lab.opens_notebook(path)
        for cell in self.lab.cells():
            if cell.id.startswith("setup-") and cell.kind == "code":
                self.lab.runs_cell(cell.id)

    def answers(self, task: str, source: str) -> Locator:
        """Type an answer, run it and its check, and return what the check says."""
        self.lab.writes(task, source.strip())
        return self.lab.runs_cell(f"{task}-seen")

    def errs(self, task: str, code: str) -> Locator:
        return self.answers(task, self.module.answers.wrong[code][task][0])

    def what_to_try(self, task: str, code: str) -> str:
        """Return the slip's last paragraph as a reader sees it."""
        slips = [slip for slip in self.module.checks.tasks[task].slips if slip.code == code]
        return slips[0].message.next_step.replace("`", "")


@pytest.mark.parametrize("number", sorted(MISTAKES))
def test_two_mistakes_are_told_why_and_the_first_is_mended(shown: LabPage, number: str) -> None:
    desk = Desk(shown, MODULES[number])
    desk.opens()
    for place, (task, code) in enumerate(MISTAKES[number], start=1):
        expect(desk.errs(task, code)).to_contain_text(desk.what_to_try(task, code))
        shown.takes(f"30-module-{number}-mistake-{place}")
    assert violations(shown.page, ".fingerpost-verdict") == []
    first = MISTAKES[number][0][0]
    expect(desk.answers(first, desk.module.solutions[first])).to_contain_text(ONLY_SEEN)
    shown.saves()


@pytest.mark.parametrize("number", sorted(MISTAKES))
def test_lesson_runs_from_top_to_bottom_in_lab_and_asks_no_other_machine(shown: LabPage, number: str) -> None:
    shown.opens_notebook(f"lessons/{MODULES[number].module.folder}.ipynb")
    shown.runs_all()
    counts = [cell.count for cell in shown.cells() if cell.kind == "code"]
    assert counts == list(range(1, len(counts) + 1))
    shown.takes(f"31-lesson-{number}")
    assert shown.record.elsewhere == []


def test_every_module_but_the_one_of_a_learners_day_has_its_learner() -> None:
    assert set(MISTAKES) == set(MODULES) - {"03"}
