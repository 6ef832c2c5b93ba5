"""Every number that a page quotes is what authority A gives, or stands in a form that claims nothing."""

import contextlib
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from course_modules import Sources, ready_modules
from fingerpost.courseware.cells import read_cells
from fingerpost.courseware.figures import Figure, faults_of_figures, load_numbers
from fingerpost.grading.data import Data


def _left_by(page: Path) -> dict[str, Any]:
    """Return the names that a page's cells leave; those that are meant to stop go as far as they go."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in read_cells(page):
            stops = contextlib.suppress(Exception) if cell.role == "stops" else contextlib.nullcontext()
            if cell.kind == "code":
                with stops:
                    exec(cell.source, names)  # noqa: S102 - our own course source
    return names


@pytest.fixture
def work_out(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path, Figure], object]:
    """Return a function that works a figure of a module's folder out on authority A."""
    monkeypatch.setenv("FINGERPOST_DATA", str(edition))
    monkeypatch.chdir(tmp_path)
    left_by = cache(_left_by)
    data = Data("A", edition)

    def value_of(folder: Path, figure: Figure) -> object:
        if figure.sql:
            return data.sql(figure.sql).iloc[0, 0]
        return eval(figure.value, left_by(folder / figure.after))  # noqa: S307 - our own course source

    return value_of


@pytest.mark.parametrize("sources", ready_modules(), ids=lambda sources: sources.module.id)
def test_every_number_of_a_module_is_worked_out_or_claims_nothing(sources: Sources, work_out: Any) -> None:
    numbers = load_numbers(sources.folder)
    assert faults_of_figures(sources.folder, numbers, lambda figure: work_out(sources.folder, figure)) == []
