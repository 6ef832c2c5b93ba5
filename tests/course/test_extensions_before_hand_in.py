"""An extension written before anyone has handed in survives the whole round in stock nbgrader."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from fingerpost.courseware.sources import load_course
from fingerpost.timetable.gradebook import write_due_dates
from fingerpost.timetable.making import make_book
from fingerpost.timetable.reading import read_cohort
from fingerpost.timetable.syllabus import read_syllabus
from nbgrader.api import Gradebook
from nbgrader_runs import Job, run_steps

ASSIGNMENT = "03-count-group-pivot"
COHORT = """\
name = "Tiny"
start = 2026-09-07
latest_end = 2029-06-30

[[learners]]
id = "ben"
hours = 3
"""


@pytest.fixture(scope="module")
def root(course: Path, course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course root where ben's blank script, in time only by his extension, is marked."""
    folder = tmp_path_factory.mktemp("extensions")
    root = Path(shutil.copytree(course_root, folder / "course"))
    cohort_file = folder / "tiny.toml"
    cohort_file.write_text(COHORT, encoding="utf-8")
    syllabus = read_syllabus(course)
    book = make_book(
        read_cohort(cohort_file, syllabus), syllabus, load_course(course), as_at=date(2026, 9, 1)
    )
    own, all_others = (one.hand_in(("03", "assignment")) for one in (book.learners["ben"], book.cohort))
    assert own
    assert all_others
    assert own.due > all_others.due
    typed(folder, root, [("generate_assignment", ASSIGNMENT)])
    assert write_due_dates(book, root).extensions == 1
    script = root / "submitted" / "ben" / ASSIGNMENT
    shutil.copytree(root / "release" / ASSIGNMENT, script)
    (script / "timestamp.txt").write_text(f"{own.due.isoformat()} 12:00:00 UTC", encoding="utf-8")
    typed(folder, root, [("generate_assignment", ASSIGNMENT, "--force"), ("autograde", ASSIGNMENT)])
    return root


def typed(folder: Path, root: Path, commands: Sequence[tuple[str, ...]]) -> None:
    steps = [[Job(str(root), words)] for words in commands]
    run_steps(steps, folder, environment={"JUPYTER_CONFIG_DIR": str(folder / "config")})


def test_script_in_time_by_its_extension_is_marked_and_not_late(root: Path) -> None:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        entry = gradebook.find_submission(ASSIGNMENT, "ben")
        assert entry.extension is not None
        assert entry.timestamp > gradebook.find_assignment(ASSIGNMENT).duedate
        assert entry.total_seconds_late == 0
        grades = {grade.name: grade.auto_score for grade in entry.notebooks[0].grades}
        assert grades.keys() >= {"monthly_starters-seen", "monthly_starters-hidden"}
        marked = [score for name, score in grades.items() if name.endswith(("-seen", "-hidden"))]
        assert marked == [0] * len(marked)
