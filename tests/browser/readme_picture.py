"""Takes the README's picture: an answer in JupyterLab, and what its check says. `make picture` runs it.

It is no test of the suite; as one it finds the same learner, JupyterLab and browser as the tests have.
"""

from pathlib import Path

from fingerpost.grading.catalogue import load_answers
from lab_page import LabPage
from picture import LARGEST, README_PICTURE, WIDTH

ASSIGNMENT = "03-count-group-pivot"
TASK, SLIP = "children_by_placement", "M03-DROPNA"
PURPOSE = "# Purpose: count the different children in each kind of placement, blank included"


def test_picture_of_an_answer_and_its_message(shown: LabPage, course: Path) -> None:
    shown.page.set_viewport_size({"width": WIDTH, "height": 680})
    shown.follows("assignment 03", path=f"assignments/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    shown.runs("application:toggle-left-area")  # how long ago each file changed is another picture every time
    shown.runs_all()
    answer = load_answers(course / ASSIGNMENT / "answers.py").wrong[SLIP][TASK][0].strip()
    shown.writes(TASK, f"{PURPOSE}\n{answer}")
    shown.runs_cell(f"{TASK}-seen")
    shown.shows(TASK)
    heading = shown.page.get_by_role("heading", name="Children in each kind of placement")
    heading.evaluate("(heading) => heading.scrollIntoView({block: 'start'})")
    shown.page.mouse.move(0, 0)
    shown.page.screenshot(path=README_PICTURE, caret="hide")
    assert README_PICTURE.stat().st_size <= LARGEST
