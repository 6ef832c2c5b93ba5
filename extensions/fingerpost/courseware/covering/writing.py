"""A learner's coverage, made of their own folder and written as a page and as text."""

from pathlib import Path

from fingerpost.courseware.covering.marks import places
from fingerpost.courseware.covering.own import own_desks, own_tasks
from fingerpost.courseware.covering.pages import Grid, as_page, as_text, grid_of
from fingerpost.courseware.standards import STANDARDS, Standard, read_standard
from fingerpost.errors import FingerpostError
from fingerpost.grading.catalogue import listed_modules

PAGE = "coverage.html"
_STANDARD = Path("checks", STANDARDS, "st0118.toml")


class NothingToCoverError(FingerpostError):
    """The built course holds no map of a standard."""


def own_grid(home: Path, built: Path) -> Grid:
    """Return a learner's grid from their folder `home`, by the map in the built course `built`."""
    standard = standard_of(built)
    return grid_of("my work", standard, places(standard, own_tasks(home), own_desks(home, folders_of(built))))


def write_own(grid: Grid, page: Path) -> None:
    """Write a learner's grid as the HTML file `page`, and as text beside it."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(as_page(grid), encoding="utf-8", newline="\n")
    page.with_suffix(".txt").write_text(as_text(grid), encoding="utf-8", newline="\n")


def standard_of(built: Path) -> Standard:
    """Return the standard that a built course holds; raises `NothingToCoverError`."""
    if not (built / _STANDARD).is_file():
        raise NothingToCoverError(
            f"{built / _STANDARD} is not there, so there is nothing to cover. Build the course again: "
            "`fingerpost start` for learners, `fingerpost course build --for tutor` for a course root."
        )
    return read_standard(built / _STANDARD)


def folders_of(built: Path) -> dict[str, str]:
    """Return the folder of each module of a built course, by id."""
    return {module.id: module.folder for module in listed_modules(built)}
