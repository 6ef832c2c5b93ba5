"""Twelve ways to hold an answer, read into one form.

Series with the key as index, or as `value_counts` gives it; frame with the key as index or as a column, in
any order of columns and under any names; unsorted; numbers as int, float, numpy or Decimal; dict; pivot
table; crosstab; DuckDB relation or list of pairs. Months may be periods, timestamps, dates or text.
"""

import json
from functools import lru_cache
from typing import cast

from fingerpost.grading.asked import Asked, ChartAsked, ChoiceAsked, NumberAsked, TableAsked, TextAsked
from fingerpost.grading.cells import Cell, Json, as_number, as_text, from_json
from fingerpost.grading.charts import ChartRead, read_chart, rows_to_draw
from fingerpost.grading.keyed import Keyed
from fingerpost.grading.misfit import Misfit, misfit_of
from fingerpost.grading.tables import read_table
from fingerpost.grading.values import Wire

Reading = Keyed | ChartRead | int | float | str | frozenset[str]
"""An answer as slips and the judge see it."""

_MOST_REFERENCES = 400
_references: dict[int, tuple[Wire, Asked, Reading]] = {}


def read(wire: Wire, asked: Asked) -> Reading:
    """Return an answer in its one form.

    Raises:
        Misfit: the value is missing or has another shape than the one asked, said in words.
    """
    if wire["kind"] in {"missing", "unreadable", "function"}:
        raise misfit_of(wire, asked)
    if isinstance(asked, TableAsked):
        return _read_table(json.dumps(wire), asked)
    if isinstance(asked, ChartAsked):
        return read_chart(wire, asked)
    if isinstance(asked, NumberAsked):
        return _read_number(wire, asked)
    if isinstance(asked, ChoiceAsked):
        return _read_choice(wire, asked)
    return _read_text(wire, asked)


@lru_cache(maxsize=128)
def _read_table(wire: str, asked: TableAsked) -> Keyed:
    """Return a table as values by key; a class hands in the same right tables, and each is judged twice."""
    return read_table(json.loads(wire), asked)


def read_reference(wire: Wire, asked: Asked) -> Reading:
    """Return a right answer in its one form; that of a chart may be the table of what it draws.

    The checker holds each right answer for as long as it marks a class, so the very same one is read once.
    """
    held = _references.get(id(wire))
    if held is not None and held[0] is wire and held[1] is asked:
        return held[2]
    if isinstance(asked, ChartAsked) and wire["kind"] == "table":
        reading: Reading = rows_to_draw(wire, asked)
    else:
        reading = read(wire, asked)
    if len(_references) >= _MOST_REFERENCES:
        _references.clear()
    _references[id(wire)] = wire, asked, reading  # the wire is held too: else its id could become another's
    return reading


def _only_cell(wire: Wire, asked: Asked) -> Cell:
    """Return the one value a scalar, or a table or list of one cell, holds."""
    if wire["kind"] == "scalar":
        return from_json(wire.get("value"))
    held = wire
    if wire["kind"] == "table":
        columns = cast("list[Wire]", wire.get("columns") or [])
        held = columns[0] if len(columns) == 1 else {}
    cells = cast("list[Json]", held.get("values") or [])
    if len(cells) != 1:
        raise misfit_of(wire, asked)
    return from_json(cells[0])


def _read_number(wire: Wire, asked: NumberAsked) -> int | float:
    cell = _only_cell(wire, asked)
    number = as_number(cell)
    if number is not None:
        return number
    if cell is None:
        raise Misfit(
            "VALUE-TYPE",
            f"`{asked.name}` is blank (missing); expected one number.",
            "A sum or division with a blank in it gives a blank.",
            "Show the numbers you calculate with, one a line, and find the blank.",
        )
    if isinstance(cell, str) and _is_quoted_number(cell):
        raise Misfit(
            "VALUE-TYPE",
            f"`{asked.name}` holds the text '{cell[:40]}'; expected a number.",
            "A number in quotes is text to Python.",
            "Take the quotes away, or turn the text into a number with `float(…)`.",
            reading=cell,
        )
    raise misfit_of(wire, asked)


def _is_quoted_number(cell: str) -> bool:
    try:
        float(cell.replace(",", ""))
    except ValueError:
        return False
    return True


def _read_text(wire: Wire, asked: TextAsked) -> str:
    cell = _only_cell(wire, asked)
    if not isinstance(cell, str):
        raise misfit_of(wire, asked)
    told = " ".join(cell.split())
    return told if asked.case_matters else told.casefold()


def _read_choice(wire: Wire, asked: ChoiceAsked) -> str | frozenset[str]:
    if not asked.several:
        return _option(_only_cell(wire, asked), wire, asked)
    held = wire
    if wire["kind"] == "table":
        columns = cast("list[Wire]", wire.get("columns") or [])
        held = columns[0] if len(columns) == 1 else {}
    if wire["kind"] == "scalar":
        cells: list[Cell] = list(str(from_json(wire.get("value"))).split(","))
    else:
        cells = [from_json(cell) for cell in cast("list[Json]", held.get("values") or [])]
    return frozenset(_option(cell, wire, asked) for cell in cells)


def _option(cell: Cell, wire: Wire, asked: ChoiceAsked) -> str:
    told = "" if cell is None else as_text(cell).casefold()
    for option in asked.options:
        if option.casefold() == told:
            return option
    if not isinstance(cell, str):
        raise misfit_of(wire, asked)
    raise Misfit(
        "VALUE-TYPE",
        f"`{asked.name}` holds '{told[:40]}', which is not on the list.",
        f"The answer is {asked.shape}.",
        "Copy your choice from the list, quotes included.",
        reading=cell,
    )
