"""Due dates and extensions stand in nbgrader's own gradebook, and stock nbgrader honours them."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.gradebook.published import due_date
from fingerpost.grading.run.records import WRITE_LOCK
from fingerpost.timetable import gradebook
from fingerpost.timetable.book import Book
from fingerpost.timetable.due_dates import HandIn
from fingerpost.timetable.gradebook import _programs_found, assignment_dates, write_due_dates
from fingerpost.timetable.troubles import GradebookError
from nbgrader.api import Gradebook

ASSIGNMENT = "03-count-group-pivot"


@pytest.fixture(scope="module")
def empty_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course root with module 03's assignment in its gradebook, one notebook with one graded cell."""
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    (root / "source" / ASSIGNMENT).mkdir(parents=True)
    with _programs_found(), opened(root) as gradebook:
        gradebook.add_assignment(ASSIGNMENT)
        gradebook.add_notebook("work", ASSIGNMENT)
        gradebook.add_grade_cell("starters-hidden", "work", ASSIGNMENT, max_score=3, cell_type="code")
    return root


@pytest.fixture
def root(empty_root: Path, tmp_path: Path) -> Path:
    """A copy of the course root, to write into."""
    return Path(shutil.copytree(empty_root, tmp_path / "course"))


def utc(month: int, day: int, hour: int) -> datetime:
    """A moment of 2026 as nbgrader keeps it: UTC, without saying so."""
    return datetime(2026, month, day, hour, tzinfo=UTC).replace(tzinfo=None)


def opened(root: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}")


def dated(book: Book, cohort: date, ben: date) -> Book:
    """The book with module 03 due on these two days."""

    def moved(day: date) -> tuple[HandIn, ...]:
        return tuple(
            replace(one, due=day) if one.key == ("03", "assignment") else one for one in book.cohort.hand_ins
        )

    own = replace(book.learners["ben"], hand_ins=moved(ben))
    same = replace(book.learners["asha"], hand_ins=moved(cohort))
    return replace(
        book, cohort=replace(book.cohort, hand_ins=moved(cohort)), learners={"asha": same, "ben": own}
    )


def test_due_date_is_written_in_utc_whichever_side_of_the_clock_change(planned: Book, root: Path) -> None:
    for day, hour in ((date(2026, 10, 22), 16), (date(2026, 10, 29), 17)):
        write_due_dates(dated(planned, day, day), root)
        with opened(root) as gradebook:
            assert gradebook.find_assignment(ASSIGNMENT).duedate == utc(day.month, day.day, hour)


def test_dates_are_laid_into_the_exchange_too_where_learners_can_read_them(
    planned: Book, root: Path, tmp_path: Path
) -> None:
    (tmp_path / "exchange").mkdir()
    settings = f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n"
    (root / "nbgrader_config.py").write_text(
        f"{settings}c.CourseDirectory.course_id = 'fingerpost'\n", encoding="utf-8"
    )
    write_due_dates(dated(planned, date(2026, 10, 29), date(2026, 11, 5)), root)
    due = due_date(tmp_path / "exchange", "fingerpost", ASSIGNMENT)
    assert due == datetime(2026, 10, 29, 17, tzinfo=UTC)


def test_learner_s_later_date_becomes_an_extension_that_nbgrader_counts(planned: Book, root: Path) -> None:
    book = dated(planned, date(2026, 10, 22), date(2026, 10, 29))
    written = write_due_dates(book, root)
    assert (written.assignments, written.extensions, written.waiting) == ((ASSIGNMENT,), 1, ())
    with opened(root) as gradebook:
        entry = gradebook.update_or_create_submission(ASSIGNMENT, "ben", timestamp="2026-10-29 16:59:59 UTC")
        assert entry.duedate == utc(10, 29, 17)
        assert entry.total_seconds_late == 0
        late = gradebook.update_or_create_submission(ASSIGNMENT, "ben", timestamp="2026-10-29 17:00:10 UTC")
        assert late.total_seconds_late == 10
        assert [one.student.id for one in gradebook.assignment_submissions(ASSIGNMENT)] == ["ben"]
        assert [grade.name for grade in late.notebooks[0].grades] == ["starters-hidden"]


def test_writing_twice_changes_nothing_and_a_lapsed_extension_is_taken_back(
    planned: Book, root: Path
) -> None:
    book = dated(planned, date(2026, 11, 5), date(2026, 11, 19))
    assert write_due_dates(book, root) == write_due_dates(book, root)
    with opened(root) as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "ben").extension == timedelta(days=14)
    write_due_dates(dated(planned, date(2026, 11, 19), date(2026, 11, 19)), root)
    with opened(root) as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "ben").extension is None


def test_marks_that_stand_already_are_left_alone(planned: Book, root: Path) -> None:
    with opened(root) as gradebook:
        gradebook.add_student("ben")
        gradebook.add_submission(ASSIGNMENT, "ben", timestamp="2026-10-20 09:00:00 UTC")
        grade = gradebook.find_submission_notebook("work", ASSIGNMENT, "ben").grades[0]
        grade.manual_score = 2.5
        gradebook.db.commit()
    write_due_dates(dated(planned, date(2026, 10, 22), date(2026, 10, 29)), root)
    with opened(root) as gradebook:
        entry = gradebook.find_submission(ASSIGNMENT, "ben")
        assert (entry.score, entry.timestamp) == (2.5, utc(10, 20, 9))


def test_extension_waits_for_an_assignment_that_is_not_generated(planned: Book, root: Path) -> None:
    (root / "gradebook.db").unlink()
    written = write_due_dates(dated(planned, date(2026, 10, 22), date(2026, 10, 29)), root)
    assert (written.extensions, written.waiting) == (0, (ASSIGNMENT,))
    with opened(root) as gradebook:
        assert gradebook.find_assignment(ASSIGNMENT).duedate is not None
        assert gradebook.assignment_submissions(ASSIGNMENT) == []


def test_modules_without_an_assignment_yet_stay_out_of_the_gradebook(planned: Book, root: Path) -> None:
    write_due_dates(planned, root)
    with opened(root) as gradebook:
        assert [one.name for one in gradebook.assignments] == [ASSIGNMENT]
    assert len(assignment_dates(planned)) == 16


def test_folder_that_is_no_course_root_is_refused(planned: Book, tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="is no nbgrader course root"):
        write_due_dates(planned, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_gradebook_that_is_something_else_is_refused_and_left_alone(planned: Book, root: Path) -> None:
    shutil.copy(root / "nbgrader_config.py", root / "gradebook.db")
    with pytest.raises(GradebookError, match="cannot be written"):
        write_due_dates(planned, root)
    assert (root / "gradebook.db").read_text(encoding="utf-8") == "c = get_config()\n"


def test_nobody_else_of_ours_writes_to_the_gradebook_meanwhile(
    planned: Book, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = gradebook._write
    free: list[bool] = []

    def look(*told: Any) -> object:
        with held(root / WRITE_LOCK, wait=False) as is_free:
            free.append(is_free)
        return written(*told)

    monkeypatch.setattr(gradebook, "_write", look)
    write_due_dates(planned, root)
    assert free == [False]
    with held(root / WRITE_LOCK, wait=False) as is_free:
        assert is_free
