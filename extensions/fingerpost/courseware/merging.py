"""A newer version of a course notebook, taken into a learner's copy cell by cell, by cell id.

Three versions meet: the learner's, the one that was delivered to them, and the renewed one. A cell the
learner has not touched is ours and follows the course; every other cell is theirs and stays as it is.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

_FIRST_WITH_IDS = (4, 5)


class NotMergeableError(Exception):
    """A version is no notebook whose cells have names (ids); the reason is the message."""


@dataclass(frozen=True)
class Merged:
    """The learner's notebook with what is new, and the ids of the cells that were touched or left."""

    notebook: NotebookNode
    renewed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Cells that the learner and the course have both changed: the learner's stands."""


def read_notebook(text: str) -> NotebookNode:
    """Return a notebook of format 4.5 or later; raises `NotMergeableError` with the reason."""
    try:
        notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
    except Exception as trouble:  # nbformat raises whatever its reader and its schema raise
        raise NotMergeableError("it cannot be read as a notebook") from trouble
    if (notebook.nbformat, notebook.nbformat_minor) < _FIRST_WITH_IDS:
        raise NotMergeableError("it was saved in an older format, whose cells have no names")
    return notebook


def merge(mine: NotebookNode, *, delivered: NotebookNode | None, renewed: NotebookNode) -> Merged:
    """Return `mine` with the changes from `delivered` to `renewed`, in the order that `mine` has.

    Without `delivered` every cell of `mine` counts as the learner's, so that only new cells come in.
    Neither input is changed.
    """
    then, now = _by_id(delivered), _by_id(renewed)
    told: dict[str, list[str]] = {"renewed": [], "added": [], "withdrawn": [], "kept": []}
    cells = [_settled(cell, then, now, told) for cell in _with_one_name_each(mine.cells)]
    made = copy.copy(mine)
    made.cells = _with_new([cell for cell in cells if cell is not None], mine, then, renewed, told)
    return Merged(made, **{name: tuple(ids) for name, ids in told.items()})


def _by_id(notebook: NotebookNode | None) -> dict[str, NotebookNode]:
    return {cell.id: cell for cell in notebook.cells} if notebook else {}


def _with_one_name_each(cells: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield each cell; one whose name stands above already is a copy by the learner, and gets its own."""
    taken = {cell.id for cell in cells}
    seen: set[str] = set()
    for cell in cells:
        name = cell.id
        if name in seen:
            number = next(n for n in range(2, len(cells) + 2) if f"{name[:56]}-copy{n}" not in taken)
            cell = copy.copy(cell)  # noqa: PLW2901 - the learner's own stays untouched
            cell.id = f"{name[:56]}-copy{number}"
            taken.add(cell.id)
        seen.add(name)
        yield cell


def _settled(
    cell: NotebookNode,
    then: dict[str, NotebookNode],
    now: dict[str, NotebookNode],
    told: dict[str, list[str]],
) -> NotebookNode | None:
    """Return what stands in this cell's place; None where the course has withdrawn it."""
    was, is_now = then.get(cell.id), now.get(cell.id)
    if is_now is not None and _says_the_same(cell, is_now):
        return cell
    if was is not None and _says_the_same(cell, was):
        if is_now is None:
            told["withdrawn"].append(cell.id)
            return None
        told["renewed"].append(cell.id)
        return copy.deepcopy(is_now)
    if is_now is not None and not (was is not None and _says_the_same(was, is_now)):
        told["kept"].append(cell.id)
    return cell


def _says_the_same(one: NotebookNode, other: NotebookNode) -> bool:
    return (one.cell_type, one.source) == (other.cell_type, other.source)


def _with_new(
    cells: list[NotebookNode],
    mine: NotebookNode,
    then: dict[str, NotebookNode],
    renewed: NotebookNode,
    told: dict[str, list[str]],
) -> list[NotebookNode]:
    """Return `cells` with each new cell after the one it follows in `renewed`, or at the top.

    A cell that the learner has deleted stays away, unless nbgrader needs it for marking.
    """
    made = list(cells)
    have = {cell.id for cell in cells} | {cell.id for cell in mine.cells}
    before = None
    for cell in renewed.cells:
        if cell.id not in have and (cell.id not in then or "nbgrader" in cell.metadata):
            ids = [one.id for one in made]
            made.insert(ids.index(before) + 1 if before in ids else 0, copy.deepcopy(cell))
            told["added"].append(cell.id)
            have.add(cell.id)
        if any(one.id == cell.id for one in made):
            before = cell.id
    return made
