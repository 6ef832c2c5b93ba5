"""What a page of the course leaves behind once its cells have run, in this process."""

from pathlib import Path
from typing import Any

import pytest
from fingerpost.courseware.cells import read_cells


def names_after(page: Path, stops: str | None = None) -> dict[str, Any]:
    """Return the names there are once every code cell of a page has run.

    Cells that are meant to stop are left out, or run as far as they go, ending in a `ValueError` that
    matches `stops`, where that is given.
    """
    made: dict[str, Any] = {"__name__": "__main__"}
    for cell in read_cells(page):
        if cell.kind != "code" or (cell.role == "stops" and stops is None):
            continue
        if cell.role == "stops":
            with pytest.raises(ValueError, match=stops):
                exec(cell.source, made)  # noqa: S102 - our own course source
        else:
            exec(cell.source, made)  # noqa: S102 - as above
    return made
