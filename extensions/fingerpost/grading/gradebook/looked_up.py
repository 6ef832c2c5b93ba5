"""What nbgrader looks up of a notebook, cell by cell, looked up at once: five questions and not seventy.

The rows are the very same objects of the same session. A cell that is not among them is looked up nbgrader's
way, which says what is missing in its own words.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial, wraps
from typing import Any
from unittest.mock import patch
from weakref import WeakKeyDictionary

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)

_Rows = dict[str, Any]
_Find = Callable[..., Any]


@contextmanager
def cells_looked_up_at_once() -> Iterator[None]:
    """Have gradebooks opened inside the block look up a notebook's cells together, at the first one asked."""
    with ExitStack() as stack:
        for name, rows in _ROWS.items():
            stack.enter_context(patch.object(Gradebook, name, _at_once(getattr(Gradebook, name), rows)))
        yield


def _at_once(find: _Find, rows: Callable[..., _Rows]) -> _Find:
    """Return nbgrader's way to find one row, which now looks for all of its notebook's first."""
    known: WeakKeyDictionary[Any, dict[tuple[str, ...], _Rows]] = WeakKeyDictionary()

    @wraps(find)
    def found(gradebook: Any, cell: str, *of: str) -> Any:  # noqa: ANN401 - nbgrader ships no types
        held = known.setdefault(gradebook, {})
        if of not in held:
            held[of] = rows(gradebook.db, *of)
        row = held[of].get(cell) if isinstance(cell, str) else None
        return find(gradebook, cell, *of) if row is None else row

    return found


def _source_cells(database: Any, notebook: str, assignment: str) -> _Rows:  # noqa: ANN401 - as above
    return _cells(SourceCell, database, notebook, assignment)


def _graded_cells(database: Any, notebook: str, assignment: str) -> _Rows:  # noqa: ANN401 - as above
    """Return cells with points, a test before a task of the same name, as nbgrader takes them."""
    tasks, tests = (_cells(kind, database, notebook, assignment) for kind in (TaskCell, GradeCell))
    return {**tasks, **tests}


def _cells(kind: Any, database: Any, notebook: str, assignment: str) -> _Rows:  # noqa: ANN401 - as above
    asked = database.query(kind).join(Notebook, Notebook.id == kind.notebook_id)
    asked = asked.join(Assignment, Assignment.id == Notebook.assignment_id)
    return {
        cell.name: cell for cell in asked.filter(Notebook.name == notebook, Assignment.name == assignment)
    }


def _of_a_script(kind: Any, database: Any, *of: str) -> _Rows:  # noqa: ANN401 - as above
    """Return a script's grades or comments; one of a task counts where nothing else has its name."""
    notebook, assignment, student = of
    asked = database.query(BaseCell.name, BaseCell.type, kind).join(kind, kind.cell_id == BaseCell.id)
    asked = asked.join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
    asked = asked.join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
    asked = asked.join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
    asked = asked.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    rows = asked.filter(
        Notebook.name == notebook, Assignment.name == assignment, SubmittedAssignment.student_id == student
    )
    return {name: row for name, _type, row in sorted(rows, key=lambda found: found[1] != _TASK)}


_TASK = "TaskCell"
_ROWS: Mapping[str, Callable[..., _Rows]] = {
    "find_source_cell": _source_cells,
    "find_graded_cell": _graded_cells,
    "find_grade": partial(_of_a_script, Grade),
    "find_comment": partial(_of_a_script, Comment),
}
"""By nbgrader's way to find one row: how all rows of its notebook are found."""
