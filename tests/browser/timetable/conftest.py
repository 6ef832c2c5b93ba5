"""The timetable's pages in Chromium, opened from a file, with no server and no network."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browser import chromium
from fingerpost.courseware.sources import load_course
from fingerpost.timetable.changes import INSPECTION, Change
from fingerpost.timetable.making import make_book
from fingerpost.timetable.outputs import output_files
from fingerpost.timetable.reading import read_cohort
from fingerpost.timetable.replanning import replan_book
from fingerpost.timetable.syllabus import read_syllabus
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The September cohort's page and its tutor's, after an inspection call in November."""
    syllabus, course = read_syllabus(ROOT / "course"), load_course(ROOT / "course")
    calendars = ROOT / "course" / "calendars"
    cohort = read_cohort(calendars / "september-start.toml", syllabus, presets=calendars / "presets")
    called = date(2026, 11, 9)
    book = make_book(cohort, syllabus, course, as_at=cohort.start)
    book = replan_book(book, cohort, syllabus, course, change=Change(INSPECTION, called, called, 3))
    out = tmp_path_factory.mktemp("timetable")
    for path, content in output_files(book, out).items():
        path.write_bytes(content)
    return {"learner": out / "september-start.html", "tutor": out / "september-start-tutor.html"}
