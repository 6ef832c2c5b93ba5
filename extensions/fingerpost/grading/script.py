"""A learner's notebook as the cells to run: setup, answers and the learner's own, test cells left out."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.grading.attempt import is_only_ours
from fingerpost.grading.catalogue import ListedModule
from fingerpost.grading.task import Task

SEEN_SUFFIX = "-seen"
HIDDEN_SUFFIX = "-hidden"
_CALLED = re.compile(r"""\b(?:check|mark)\(\s*["'](\w+)["']\s*\)""")
_MOST_BYTES = 100_000_000
_NOTEBOOK_FORMAT = 4


class NotebookUnreadableError(FingerpostError):
    """The file is no notebook that can be marked; the sentence says what it is instead."""


@dataclass(frozen=True)
class ScriptCell:
    """One cell to run; `word` is the task it answers, or '' for setup and the learner's own cells."""

    source: str
    word: str = ""


@dataclass(frozen=True)
class Script:
    """A notebook's cells in order, and the tasks whose answer cell is not there."""

    cells: tuple[ScriptCell, ...]

    @property
    def words(self) -> frozenset[str]:
        """Return the tasks that have an answer cell."""
        return frozenset(cell.word for cell in self.cells if cell.word)


def read_script(notebook: Path, tasks: Mapping[str, Task]) -> Script:
    """Return a notebook's cells; raises NotebookUnreadableError with one sentence."""
    cells: list[ScriptCell] = []
    for cell in notebook_cells(notebook):
        source = _source(cell)
        if cell.get("cell_type") != "code" or not source.strip() or _is_test(cell, source, tasks):
            continue
        cells.append(ScriptCell(source, _answered(cell, tasks)))
    return Script(_with_found_by_name(cells, tasks))


def notebook_cells(notebook: Path) -> list[dict[str, Any]]:
    """Return a notebook's cells as they are in the file; raises NotebookUnreadableError with one sentence."""
    try:
        if notebook.stat().st_size > _MOST_BYTES:
            raise NotebookUnreadableError(
                f"{notebook.name} is larger than 100 MB; clear its outputs and save it again."
            )
        held = json.loads(notebook.read_text(encoding="utf-8-sig"))
    except OSError as trouble:
        raise NotebookUnreadableError(
            f"{notebook} cannot be opened ({trouble.strerror or type(trouble).__name__}); "
            "check the name of the file and where it is."
        ) from None
    except (ValueError, RecursionError):
        raise NotebookUnreadableError(
            f"{notebook.name} is not a notebook: it does not hold the JSON text that Jupyter writes. "
            "Open it in JupyterLab and save it again, or fetch the assignment anew."
        ) from None
    cells = held.get("cells") if isinstance(held, dict) else None
    if not isinstance(cells, list) or held.get("nbformat", _NOTEBOOK_FORMAT) != _NOTEBOOK_FORMAT:
        raise NotebookUnreadableError(
            f"{notebook.name} is not a notebook of format 4; open it in JupyterLab and save it again."
        )
    return [cell for cell in cells if isinstance(cell, dict)]


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(str(line) for line in source) if isinstance(source, list) else str(source)


def _metadata(cell: Mapping[str, Any], ours: str) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    held = metadata.get(ours) if isinstance(metadata, dict) else None
    return held if isinstance(held, dict) else {}


def _answered(cell: Mapping[str, Any], tasks: Mapping[str, Task]) -> str:
    """Return the task a cell answers: by our metadata, else by nbgrader's grade id."""
    for word in (_metadata(cell, "fingerpost").get("task"), _metadata(cell, "nbgrader").get("grade_id")):
        if isinstance(word, str) and word in tasks:
            return word
    return ""


def _is_test(cell: Mapping[str, Any], source: str, tasks: Mapping[str, Task]) -> bool:
    grade_id = str(_metadata(cell, "nbgrader").get("grade_id", ""))
    word = grade_id.removesuffix(SEEN_SUFFIX).removesuffix(HIDDEN_SUFFIX)
    return (word != grade_id and word in tasks) or is_only_ours(source)


def _with_found_by_name(cells: list[ScriptCell], tasks: Mapping[str, Task]) -> tuple[ScriptCell, ...]:
    """Give each task without an answer cell the last own cell that assigns one of its names."""
    found = list(cells)
    for word, task in tasks.items():
        if any(cell.word == word for cell in cells):
            continue
        assigns = re.compile(rf"^[ \t]*({'|'.join(map(re.escape, task.names))})\b[^=\n]*=[^=]", re.MULTILINE)
        for place in reversed(range(len(found))):
            if not found[place].word and assigns.search(found[place].source):
                found[place] = ScriptCell(found[place].source, word)
                break
    return tuple(found)


def find_notebook(folder: Path, words: frozenset[str]) -> Path | None:
    """Return the notebook of a folder that holds the most of these tasks, or None where none holds any."""
    best: tuple[int, Path] | None = None
    for notebook in sorted(folder.glob("*.ipynb")):
        try:
            held = len(_words_in(notebook) & words)
        except NotebookUnreadableError:
            continue
        if held and (best is None or held > best[0]):
            best = (held, notebook)
    return best[1] if best else None


def module_of(notebook: Path, modules: Iterable[ListedModule]) -> ListedModule:
    """Return the module whose tasks a notebook holds; raises NotebookUnreadableError where it holds none."""
    words = _words_in(notebook)
    held = [(len(words & set(module.tasks)), module) for module in modules]
    most, module = max(held, key=lambda pair: pair[0], default=(0, None))
    if module is None or not most:
        raise NotebookUnreadableError(
            f"{notebook.name} holds no task of this course; open the assignment's own notebook, "
            "or fetch it anew."
        )
    return module


def _words_in(notebook: Path) -> set[str]:
    """Return every word that may be a task's in a notebook's metadata and test cells."""
    return {word for cell in notebook_cells(notebook) for word in _words_of(cell)}


def _words_of(cell: Mapping[str, Any]) -> set[str]:
    grade_id = str(_metadata(cell, "nbgrader").get("grade_id", ""))
    ours = str(_metadata(cell, "fingerpost").get("task", ""))
    named = set(_CALLED.findall(_source(cell))) if cell.get("cell_type") == "code" else set()
    return {ours, grade_id.removesuffix(SEEN_SUFFIX).removesuffix(HIDDEN_SUFFIX), *named}
