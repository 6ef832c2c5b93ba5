"""A release that is not the one that was marked: cells are added or taken out, and every other mark stays.

c.GenerateAssignment.preprocessors = [… "fingerpost.grading.gradebook.following.SaveChangedCells" …]

nbgrader's own SaveCells refuses any such change once something was handed in.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Comment, Grade, MissingEntry
from nbgrader.preprocessors import SaveCells

from fingerpost.grading.gradebook.copies import back_up, gradebook_file
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.run.records import WRITE_LOCK

_KINDS = ("grade", "solution", "task", "source")
_SHOWN = 8


class SaveChangedCells(SaveCells):  # type: ignore[misc]  # nbgrader ships no types
    """Saves an assignment's cells as nbgrader does, also where its hand-ins have cells that are no longer."""

    def _create_notebook(self, nb: Any) -> None:  # noqa: ANN401 - nbgrader ships no types
        """Save the notebook's cells; what hand-ins lose or gain by it is copied before, and said."""
        try:
            known = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            known = None
        if known is None or not known.submissions:
            super()._create_notebook(nb)
            return
        gone, new = self._differing(known)
        root = self._root()
        if gone or new:
            copy = back_up(root, gradebook_file(root, self.db_url))
            self.log.warning(_told(self.notebook_id, gone, new, copy))
        with held(root / WRITE_LOCK):
            self._take_out(known, gone)
            self._add(new)
            super()._create_notebook(nb)
            self._complete()

    def _root(self) -> Path:
        above = self.parent
        while not hasattr(above, "coursedir"):
            above = above.parent
        return Path(above.coursedir.root)

    def _wanted(self, kind: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = getattr(self, f"new_{kind}_cells")
        return found

    def _differing(self, known: Any) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:  # noqa: ANN401 - as above
        """Return the cells that are gone and those that are new, each by kind and name."""
        before = {(kind, cell.name) for kind in _KINDS for cell in getattr(known, f"{kind}_cells")}
        after = {(kind, name) for kind in _KINDS for name in self._wanted(kind)}
        return before - after, after - before

    def _take_out(self, known: Any, gone: set[tuple[str, str]]) -> None:  # noqa: ANN401 - as above
        """Take cells out of the gradebook, with the marks and comments that stand on them."""
        session = self.gradebook.db
        for kind in _KINDS:
            for cell in [one for one in getattr(known, f"{kind}_cells") if (kind, one.name) in gone]:
                for row in (*getattr(cell, "grades", ()), *getattr(cell, "comments", ())):
                    session.delete(row)
                session.delete(cell)
        session.commit()

    def _add(self, new: set[tuple[str, str]]) -> None:
        for kind, name in sorted(new):
            add = getattr(self.gradebook, f"add_{kind}_cell")
            add(name, self.notebook_id, self.assignment_id, **self._wanted(kind)[name])

    def _complete(self) -> None:
        """Give every hand-in a row for each cell: nbgrader makes them only with the hand-in itself."""
        known = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        graded = {cell.id for cell in (*known.grade_cells, *known.task_cells)}
        spoken = {cell.id for cell in (*known.solution_cells, *known.task_cells)}
        session = self.gradebook.db
        for work in known.submissions:
            for cell in graded - {row.cell_id for row in work.grades}:
                session.add(Grade(cell_id=cell, notebook=work))
            for cell in spoken - {row.cell_id for row in work.comments}:
                session.add(Comment(cell_id=cell, notebook=work))
        session.commit()


def _told(notebook: str, gone: set[tuple[str, str]], new: set[tuple[str, str]], copy: Path) -> str:
    said = [
        f"{what}: {', '.join(names[:_SHOWN])}{' and others' if len(names) > _SHOWN else ''}"
        for what, cells in (("taken out", gone), ("added", new))
        if (names := sorted({name for _kind, name in cells}))
    ]
    return (
        f"Work for {notebook} is handed in, and its cells have changed ({'; '.join(said)}). Marks of every "
        f"other cell stay. The gradebook as it was is in {copy}. Now type: fingerpost grade {notebook}"
    )
