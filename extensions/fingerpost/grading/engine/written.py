"""Verdicts and outputs into a notebook, in the form that nbgrader reads: fail closed, whatever happened."""

import math
from collections.abc import Sequence
from typing import Any

from fingerpost.grading.engine.marker import Marked
from fingerpost.grading.engine.paper import Laid, TestCell, held
from fingerpost.grading.sandbox.levels import WORDS
from fingerpost.grading.verdict import Verdict

UNMARKED = "unmarked"
HELD = "held"
"""Where an answer cell keeps what its names held, as words, for whoever reads the marked notebook."""
_OWN_TESTS = "Marked by this notebook's own tests, which ran beside the answers, "


def write_marks(cells: Sequence[Any], laid: Laid, marked: Marked) -> None:
    """Put what a paper earned and showed into its cells.

    A test cell of ours gets its verdict, a bare finite number from 0 to the cell's points. A test cell of
    another course gets what it showed; nothing, an end of its process or a warning never pays.
    """
    for step, at in enumerate(laid.places):
        cells[at]["outputs"] = _as_nodes(marked.outputs.get(step, []))
        cells[at]["execution_count"] = None
        if step in marked.held:
            cells[at]["metadata"].setdefault("fingerpost", {})[HELD] = dict(marked.held[step])
    for test in laid.tests:
        _write_verdict(cells[test.at], test, marked)
    if not laid.paper.folder:
        done = {laid.places[step] for step in marked.finished}
        for at, cell in enumerate(cells):
            if is_test(cell):
                _settle_own_test(cell, marked.level, is_finished=at in done)


def write_unmarked(cells: Sequence[Any], why: str) -> None:
    """Say in every test cell that no mark was given, and why; `KeepUnmarked` then tells the gradebook."""
    for cell in cells:
        if is_test(cell):
            cell["outputs"] = _as_nodes(
                [{"output_type": "error", "ename": "not marked", "evalue": why, "traceback": [why]}]
            )
            cell["metadata"].setdefault("fingerpost", {})["marking"] = {"state": UNMARKED, "why": why}


def is_test(cell: Any) -> bool:  # noqa: ANN401 - a notebook node or a plain dictionary
    """Return whether nbgrader takes points for this cell from its outputs."""
    told = held(cell, "nbgrader")
    return bool(cell.get("cell_type") == "code" and told.get("grade") and not told.get("solution"))


def is_unmarked(cell: Any) -> bool:  # noqa: ANN401 - as above
    """Return whether `write_unmarked` was here."""
    told = held(cell, "fingerpost").get("marking")
    return bool(told and told.get("state") == UNMARKED)


def _write_verdict(cell: Any, test: TestCell, marked: Marked) -> None:  # noqa: ANN401 - a notebook node
    verdict = marked.verdicts.get(test.word)
    most = _points_of(cell)
    if verdict is None:
        _set_points(cell, "0", {"text/html": "<p>No verdict was given for this task.</p>"})
        return
    pays = verdict.parts[0 if test.part == "seen" else 1]
    shown = verdict.for_cell(test.part)
    bundle = shown._repr_mimebundle_()
    _set_points(cell, bounded(pays, most), bundle)
    _label(cell, marked.level, verdict)


def bounded(points: object, most: float) -> str:
    """Return points as nbgrader must read them: a finite number from 0 to `most`; anything odd is 0."""
    is_number = isinstance(points, int | float) and not isinstance(points, bool) and math.isfinite(points)
    kept = min(max(float(str(points)), 0.0), most) if is_number else 0.0
    return f"{kept:.2f}".rstrip("0").rstrip(".") or "0"


def _points_of(cell: Any) -> float:  # noqa: ANN401 - a notebook node
    try:
        points = float(held(cell, "nbgrader").get("points", 0))
    except (TypeError, ValueError):
        return 0.0
    return points if math.isfinite(points) and points > 0 else 0.0


def _set_points(cell: Any, points: str, bundle: dict[str, str]) -> None:  # noqa: ANN401 - a notebook node
    data = {**bundle, "text/plain": points}
    cell["outputs"] = _as_nodes(
        [{"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}]
    )
    cell["execution_count"] = None


def _label(cell: Any, level: str, verdict: Verdict) -> None:  # noqa: ANN401 - a notebook node
    told = {"level": level, "code": verdict.code, "task": verdict.task, "points": verdict.points}
    told["title"] = verdict.title
    cell["metadata"].setdefault("fingerpost", {})["marking"] = told


def _settle_own_test(cell: Any, level: str, *, is_finished: bool) -> None:  # noqa: ANN401 - a notebook node
    """Make a foreign test's outputs safe to be paid by: a warning costs nothing, no result pays nothing."""
    outputs = list(cell.get("outputs", []))
    for output in outputs:
        if output.get("output_type") == "stream":
            output["name"] = "stdout"
    if not is_finished:
        why = "This test did not run to its end, so it earns nothing."
        outputs.append({"output_type": "error", "ename": "not finished", "evalue": why, "traceback": [why]})
    partial = [output for output in outputs if output.get("output_type") == "execute_result"]
    for output in partial:
        _settle_partial(output, _points_of(cell))
    said = {"output_type": "stream", "name": "stdout", "text": f"{_OWN_TESTS}{WORDS[level]}.\n"}
    cell["outputs"] = _as_nodes([*outputs, said])
    cell["metadata"].setdefault("fingerpost", {})["marking"] = {"level": level, "by": "own tests"}


def _settle_partial(output: Any, most: float) -> None:  # noqa: ANN401 - a notebook node
    """Keep nbgrader from paying in full for a result that is no number of points."""
    try:
        points: object = float(str(output["data"].get("text/plain", "")))
    except ValueError:
        output["output_type"] = "display_data"  # a value shown in passing: the asserts have decided
        output.pop("execution_count", None)
        return
    output["data"] = {"text/plain": bounded(points, most)}


def _as_nodes(outputs: list[dict[str, Any]]) -> list[Any]:
    from nbformat import from_dict  # noqa: PLC0415 - only where a notebook is written

    return [from_dict(output) for output in outputs]
