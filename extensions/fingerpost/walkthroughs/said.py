"""What a step says, and a step made of what it says and what it shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from fingerpost.walkthroughs.drawn import row_id
from fingerpost.walkthroughs.scene import ExcelPane, Mark, MarkKind, Prediction, PythonPane, Step


@dataclass(frozen=True)
class Said:
    """A step's name, its one sentence or two, and its further lines."""

    name: str
    sentence: str
    notes: tuple[str, ...] = ()


def beside(
    said: Said, excel: ExcelPane, python: PythonPane, *, scope: str, prediction: Prediction | None = None
) -> Step:
    """Return the step that says `said` under its two panes."""
    return Step(said.name, said.sentence, excel, python, scope, notes=said.notes, prediction=prediction)


def marked(kind: MarkKind, rows: Iterable[int | str], word: str = "", *columns: str) -> tuple[Mark, ...]:
    """Return one mark on rows given by position in the sample or by id; none where there are no rows."""
    ids = tuple(row_id(row) if isinstance(row, int) else row for row in rows)
    return (Mark(kind, ids, columns, word=word),) if ids else ()


def rows_shown(shown: int, rows: int, *, over_all: str = "the last step is over all") -> str:
    """Return the line that says how much of a table is on screen."""
    if shown == rows:
        return "The only row is shown." if rows == 1 else f"All {rows:,} rows are shown."
    return f"{shown} of {rows:,} rows shown; {over_all}."
