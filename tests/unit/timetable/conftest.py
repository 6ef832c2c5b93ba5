"""The course's own list, the presets, and cohorts small enough to check by eye."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fingerpost.courseware.sources import Course, load_course
from fingerpost.timetable.book import Book
from fingerpost.timetable.making import make_book
from fingerpost.timetable.reading import read_cohort, read_windows
from fingerpost.timetable.syllabus import Syllabus, read_syllabus
from fingerpost.timetable.toml_rows import read_toml
from fingerpost.timetable.windows import Window

COURSE = Path(__file__).resolve().parents[3] / "course"
PRESETS = COURSE / "calendars" / "presets"

COHORT = """\
name = "Tiny cohort"
presets = ["ssda903", "cin-census", "christmas", "inspection"]
start = 2026-09-07
latest_end = 2028-06-30
hours = 6
off_the_job_hours = 170

[sessions]
every_weeks = 4
minutes = 60
day = "Wednesday"
at = "12:30"

[[learners]]
id = "asha"
name = "Asha"

[[learners]]
id = "ben"
name = "Ben"
hours = 4

[[learners.leave]]
first = 2026-10-05
last = 2026-10-09
"""

MakeBook = Callable[..., Book]


@pytest.fixture(scope="session")
def course_list() -> Course:
    """The course as `course.toml` lists it."""
    return load_course(COURSE)


@pytest.fixture(scope="session")
def syllabus() -> Syllabus:
    """Every sitting of the 16 modules."""
    return read_syllabus(COURSE)


@pytest.fixture(scope="session")
def presets() -> tuple[Window, ...]:
    """The windows of the two returns and Christmas."""
    rows = [
        row
        for name in ("ssda903", "cin-census", "christmas")
        for row in read_toml(PRESETS / f"{name}.toml").tables("windows")
    ]
    return read_windows(rows)[0]


@pytest.fixture(scope="session")
def cohort_text() -> str:
    """The tiny cohort's file."""
    return COHORT


@pytest.fixture
def cohort_file(tmp_path: Path) -> Path:
    """A cohort's file of two learners, alone in a folder of its own."""
    path = tmp_path / "tiny.toml"
    path.write_text(COHORT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def planned(syllabus: Syllabus, course_list: Course, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The tiny cohort's plans, made on the day before it starts."""
    path = tmp_path_factory.mktemp("cohort") / "tiny.toml"
    path.write_text(COHORT, encoding="utf-8")
    return make_book(
        read_cohort(path, syllabus, presets=PRESETS), syllabus, course_list, as_at=date(2026, 9, 6)
    )
