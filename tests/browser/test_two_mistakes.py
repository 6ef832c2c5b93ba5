"""Each first module once in Chromium: its tasks run blank, then two known mistakes are told in words."""

from pathlib import Path

import pytest
from fingerpost.grading.catalogue import load_answers
from lab_page import LabPage
from playwright.sync_api import expect

_OPEN = "async (path) => { await window.jupyterapp.commands.execute('docmanager:open', {path}); }"
MISTAKES = {
    "00-start-here": (
        ("longest_days", "M00-CASE", "Python looked for Twelve and knows twelve."),
        ("may_leave", "M00-OUTPUTS", "You let a go: a notebook with its outputs."),
    ),
    "02-filter-sort-new-columns": (
        ("open_at_year_end", "M02-OPEN", "episodes that ended after 31 March 2025."),
        ("ages_at_year_end", "M02-YEARS", "children in your answer are one year too old."),
    ),
}


@pytest.mark.parametrize("folder", MISTAKES)
def test_two_mistakes_are_told_where_they_were_made(shown: LabPage, course: Path, folder: str) -> None:
    path = f"assignments/{folder}/{folder}.ipynb"
    shown.page.evaluate(_OPEN, path)
    shown.awaits_notebook(path)
    shown.runs("notebook:run-all-cells")
    wrong = load_answers(course / folder / "answers.py").wrong
    for word, code, said in MISTAKES[folder]:
        shown.writes(word, f"# Purpose: a first try\n{wrong[code][word][0].strip()}")
        expect(shown.runs_cell(f"{word}-seen")).to_contain_text(said)
        shown.takes(f"mistake-{code}")
    shown.saves()
