"""One notebook in, a clean one out, and what was taken out with its reason."""

import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from fingerpost.courseware.sharing.patterns import Kind, Trace, traces_in, without
from fingerpost.errors import FingerpostError, WrongUseError

READ_IT = "Names of people have no form that a program could look for: read the copy once before you send it."
"""What every report of a copy ends with."""

_KEPT_OF_NOTEBOOK = ("kernelspec", "fingerpost")
_KEPT_OF_CELL = ("nbgrader", "fingerpost", "tags")
_ENDING = "-to-share"
_PICTURES = "a pasted picture can show data, and no scan reads it"


class NotShareableError(FingerpostError):
    """The file cannot be read as a notebook, or the copy cannot be written."""


@dataclass(frozen=True)
class TakenOut:
    """One line of the report: where, what, how many, why. It never repeats what was found."""

    where: str
    what: str
    times: int
    why: str


@dataclass(frozen=True)
class Shared:
    """The clean notebook and the report."""

    notebook: NotebookNode
    taken_out: tuple[TakenOut, ...]


def gathered(taken_out: tuple[TakenOut, ...]) -> list[TakenOut]:
    """Return the report with each reason once: all finds of a kind in one line, their number added."""
    finds: dict[tuple[str, str], list[TakenOut]] = {}
    for one in taken_out:
        finds.setdefault((one.what, one.why), []).append(one)
    return [
        TakenOut(_places([one.where for one in alike]), what, sum(one.times for one in alike), why)
        for (what, why), alike in finds.items()
    ]


def _places(where: list[str]) -> str:
    """Return places in one phrase: `cells 2, 5 and 7`, then those that are no cells."""
    numbers = [place.removeprefix("cell ") for place in where if place.startswith("cell ")]
    *first, last = numbers or [""]
    cells = f"cells {', '.join(first)} and {last}" if first else f"cell {last}"
    others = [place for place in where if not place.startswith("cell ")]
    return ", ".join([*([cells] if numbers else []), *others])


def share(notebook: Path, *, out: Path | None = None, keep: tuple[str, ...] = ()) -> tuple[Path, Shared]:
    """Write a clean copy beside `notebook` (NAME-to-share.ipynb) or to `out`; return where, and the report.

    The original is never touched. `keep` names kinds of trace that you have looked at and want to stay.

    Raises:
        NotShareableError: the file is no notebook, or the copy cannot be written.
        WrongUseError: the copy would take the original's place, or a kind is unknown.
    """
    target = out or notebook.with_name(f"{notebook.stem}{_ENDING}.ipynb")
    if target.resolve() == notebook.resolve():
        raise WrongUseError(f"{target} is the notebook itself, which stays. Name another file with --out.")
    made = clean(_read(notebook), keep=keep)
    named = tuple(_lines(f"the name {notebook.name}", traces_in(re.sub(r"[-_]", " ", notebook.stem))))
    try:
        target.write_text(nbformat.writes(made.notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    except OSError as trouble:
        raise NotShareableError(
            f"{target} cannot be written ({trouble.strerror}). Choose another place with --out FILE."
        ) from None
    return target, Shared(made.notebook, (*made.taken_out, *named))


def clean(notebook: NotebookNode, *, keep: tuple[str, ...] = ()) -> Shared:
    """Return a copy without outputs, widget state, attachments and traces of children, and the report."""
    made = copy.deepcopy(notebook)
    told = [*_from_notebook(made)]
    for number, cell in enumerate(made.cells, start=1):
        told += _from_cell(cell, f"cell {number}")
        told += _from_source(cell, f"cell {number}", keep)
    return Shared(made, tuple(told))


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise NotShareableError(f"There is no file {path}. Give the path of a notebook (.ipynb).") from None
    except OSError as trouble:
        raise NotShareableError(
            f"{path} cannot be read ({trouble.strerror}). Is it open elsewhere?"
        ) from None
    except Exception as trouble:  # nbformat raises whatever its reader and its schema raise
        raise NotShareableError(
            f"{path} cannot be read as a notebook ({type(trouble).__name__}). Give an .ipynb file."
        ) from trouble


def _from_notebook(made: NotebookNode) -> Iterator[TakenOut]:
    """Take out the notebook's own metadata, widget state first among them."""
    for key in [key for key in made.metadata if key not in _KEPT_OF_NOTEBOOK]:
        held = made.metadata.pop(key)
        if key == "widgets":
            yield TakenOut(
                "the notebook", "widget state", _size(held), "a widget keeps the data it has shown"
            )
        elif key not in {"language_info", "signature", "orig_nbformat"}:
            yield TakenOut("the notebook", f"setting '{key}'", 1, "only settings that are known are kept")


def _size(held: Any) -> int:  # noqa: ANN401 - whatever a notebook's metadata hold
    states = [one for one in held.values() if isinstance(one, dict)] if isinstance(held, dict) else []
    return max(1, sum(len(one.get("state", {})) for one in states))


def _from_cell(cell: NotebookNode, where: str) -> Iterator[TakenOut]:
    """Take out what a cell carries beside its text."""
    outputs = cell.get("outputs", [])
    charts = sum(_is_chart(output) for output in outputs)
    if charts:
        yield TakenOut(where, "charts", charts, "a chart carries the rows that it draws (rule 3)")
    if len(outputs) > charts:
        rows = "outputs can show rows about children (rule 3)"
        yield TakenOut(where, "outputs", len(outputs) - charts, rows)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if attachments := cell.pop("attachments", None):
        yield TakenOut(where, "attachments", len(attachments), _PICTURES)
    dropped = [key for key in cell.metadata if key not in _KEPT_OF_CELL]
    for key in dropped:
        del cell.metadata[key]


def _is_chart(output: NotebookNode) -> bool:
    """Return whether an output is a picture, or a chart that the page draws from its rows."""
    return any(kind.startswith(("image/", "application/vnd.vega")) for kind in output.get("data", {}))


def _from_source(cell: NotebookNode, where: str, keep: tuple[str, ...]) -> Iterator[TakenOut]:
    """Take traces of children out of a cell's text."""
    pasted, cell.source = _without_pasted_pictures(cell.source)
    if pasted:
        yield TakenOut(where, "pasted pictures", pasted, _PICTURES)
    traces = [trace for trace in traces_in(cell.source) if trace.kind.name not in keep]
    cell.source = without(cell.source, traces)
    yield from _lines(where, traces)


def _without_pasted_pictures(source: str) -> tuple[int, str]:
    made, times = re.subn(r"data:[a-z]+/[\w.+-]+;base64,[A-Za-z0-9+/=\s]+", "[picture taken out]", source)
    return times, made


def _lines(where: str, traces: list[Trace]) -> Iterator[TakenOut]:
    found: Counter[tuple[str, str]] = Counter((trace.kind.name, trace.kind.why) for trace in traces)
    for (name, why), times in found.items():
        yield TakenOut(where, name, times, why)


def kinds(every: tuple[Kind, ...]) -> tuple[str, ...]:
    """Return the names of the kinds, once each, in the table's order."""
    return tuple(dict.fromkeys(kind.name for kind in every))
