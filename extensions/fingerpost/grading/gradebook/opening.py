"""nbgrader's gradebook opened, or a sentence: where there is none, nbgrader would make an empty one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fingerpost.grading.gradebook.copies import GradebookFaultError, gradebook_file
from fingerpost.grading.run.course_root import CourseRoot


@contextmanager
def gradebook_of(course: CourseRoot) -> Iterator[Any]:
    """Open nbgrader's gradebook; raises GradebookFaultError where it is not there or cannot be used."""
    # nbgrader takes seconds to import
    from nbgrader.api import Gradebook  # noqa: PLC0415
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    file = gradebook_file(course.root, course.db_url)
    if not file.is_file():
        raise GradebookFaultError(
            f"There is no gradebook at {file}. It is made by: nbgrader generate_assignment ASSIGNMENT"
        )
    try:
        with Gradebook(course.db_url, course.coursedir.course_id) as gradebook:
            yield gradebook
    except SQLAlchemyError as trouble:
        raise GradebookFaultError(
            f"The gradebook {file} cannot be used at this moment ({str(trouble).splitlines()[0][:120]}). Try "
            "again; if it stays so: fingerpost gradebook verify"
        ) from None
