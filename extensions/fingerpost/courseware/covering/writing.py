"""The coverage pages written: one for a learner from their own folder, one for each of a tutor's learners."""

from pathlib import Path

from fingerpost.courseware.covering.cohort import Person, people_of, sheets_of
from fingerpost.courseware.covering.marks import places
from fingerpost.courseware.covering.own import own_desks, own_tasks
from fingerpost.courseware.covering.pages import Grid, as_page, as_text, cohort_page, grid_of
from fingerpost.courseware.standards import STANDARDS, Standard, read_standard
from fingerpost.errors import FingerpostError
from fingerpost.grading.catalogue import listed_modules
from fingerpost.grading.gradebook.holding import file_name
from fingerpost.grading.run.course_root import CourseRoot

PAGE = "coverage.html"
_STANDARD = Path("checks", STANDARDS, "st0118.toml")


class NothingToCoverError(FingerpostError):
    """The built course holds no map of a standard."""


def own_grid(home: Path, built: Path) -> Grid:
    """Return a learner's grid from their folder `home`, by the map in the built course `built`."""
    standard = _standard(built)
    return grid_of("my work", standard, places(standard, own_tasks(home), own_desks(home, _folders(built))))


def write_own(grid: Grid, page: Path) -> None:
    """Write a learner's grid as the HTML file `page`, and as text beside it."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(as_page(grid), encoding="utf-8", newline="\n")
    page.with_suffix(".txt").write_text(as_text(grid), encoding="utf-8", newline="\n")


def write_cohort(course: CourseRoot, out: Path, *, sheets: Path | None = None) -> Path:
    """Write a page and a text for each learner of the gradebook into `out`, and one for all; return that.

    `sheets` holds a folder for each learner with the portfolio sheets that they gave their tutor; without it
    no desk task counts.
    """
    standard, folders = _standard(course.root), _folders(course.root)

    def grid(person: Person) -> Grid:
        desks = sheets_of(person.id, sheets, folders)
        return grid_of(person.name, standard, places(standard, person.words, desks))

    grids = [(grid(person), f"learner-{file_name(person.id)}.html") for person in people_of(course)]
    for one, name in grids:
        write_own(one, out / name)
    out.mkdir(parents=True, exist_ok=True)
    (out / PAGE).write_text(cohort_page(standard, grids), encoding="utf-8", newline="\n")
    return out / PAGE


def _standard(built: Path) -> Standard:
    if not (built / _STANDARD).is_file():
        raise NothingToCoverError(
            f"{built / _STANDARD} is not there, so there is nothing to cover. Build the course again: "
            "`fingerpost start` for learners, `fingerpost course build --for tutor` for a course root."
        )
    return read_standard(built / _STANDARD)


def _folders(built: Path) -> dict[str, str]:
    return {module.id: module.folder for module in listed_modules(built)}
