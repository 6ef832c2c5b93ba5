"""IronCalc as a second opinion, where it is installed.

The same cells, the same formula, compared value by value.
"""

import csv
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from fingerpost.formulas.parser import parse
from fingerpost.formulas.shifting import filled_down
from fingerpost.formulas.tree import Call, Columns, column_letters, walk
from fingerpost.formulas.values import Array, ExcelError, Value

if TYPE_CHECKING:
    from fingerpost.formulas.filling import Filled
    from fingerpost.formulas.tables import Table
    from fingerpost.formulas.tree import Formula

MOST_CELLS = 5_000  # formulas asked of the oracle: enough for a return, quick enough to wait for
MOST_READ = 20_000_000  # cells read by all of them, if each reads whole columns
NEAR = 1e-9
_UNKNOWN = ExcelError("#N/IMPL!")  # what IronCalc gives where it does not know a function
_WALKS_COLUMNS = frozenset({"AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN"})


class Agreement(NamedTuple):
    """How a comparison went: rows compared, rows left out, the first row that differs, and why."""

    checked: int
    left_out: int
    row: int = 0
    ours: Value = None
    theirs: Value = None
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether every compared row agrees, and one was compared."""
        return self.row == 0 and self.checked > 0


@cache
def published_cases() -> tuple[dict[str, str], ...]:
    """Return the published list of cases in which spreadsheet programs differ."""
    text = files("fingerpost.formulas").joinpath("disagreements.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def is_installed() -> bool:
    """Tell whether IronCalc can be imported."""
    return find_spec("ironcalc") is not None


def same_value(ours: Value, theirs: Value) -> bool:
    """Tell whether two values are equal: numbers to nine significant digits, texts and errors exactly."""
    if type(ours) is float and type(theirs) is float:
        return ours == theirs or abs(ours - theirs) <= NEAR * max(abs(ours), abs(theirs), 1.0)
    return type(ours) is type(theirs) and ours == theirs


def from_ironcalc(content: object, kind: str) -> Value:
    """Return what IronCalc holds as one of our values."""
    if kind == "ErrorValue":
        return ExcelError(str(content))
    if isinstance(content, (bool, str)) or content is None:
        return content
    return float(content)  # type: ignore[arg-type]  # a number


def _model_of(table: "Table") -> Any:  # noqa: ANN401 - IronCalc ships no types
    import ironcalc  # noqa: PLC0415 - optional: learners need not have it

    model = ironcalc.create("table", "en", "UTC")
    writers: dict[type, Any] = {
        float: model.update_cell_with_number,
        str: model.update_cell_with_text,
        bool: model.update_cell_with_bool,
    }
    for column, cells in table.sheet.columns.items():
        for place, value in enumerate(cells):
            if value is not None and type(value) in writers:
                writers[type(value)](0, place + 1, column, value)
    return model


def ironcalc_values(table: "Table", columns: list[list[str]], first_row: int) -> list[list[Value]]:
    """Return what IronCalc makes of columns of formulas, written from a row down, right of the table.

    An empty column stands between each two, so that what spills there disturbs nothing.
    """
    model = _model_of(table)
    places = [len(table.columns) + 1 + 2 * number for number in range(len(columns))]
    for column, texts in zip(places, columns, strict=True):
        for offset, text in enumerate(texts):
            model.update_cell_with_formula(0, first_row + offset, column, text)
    model.evaluate()
    return [
        [_cell_of(model, first_row + offset, column) for offset in range(len(texts))]
        for column, texts in zip(places, columns, strict=True)
    ]


def _cell_of(model: Any, row: int, column: int) -> Value:  # noqa: ANN401 - IronCalc ships no types
    kind = str(model.get_cell_type(0, row, column)).rpartition(".")[2]
    return from_ironcalc(model.get_cell_value(0, row, column), kind)


def with_ends(formula: "Formula", last_row: int) -> "Formula":
    """Return a formula whose whole columns end with the table where that changes nothing.

    IronCalc walks a whole column's million cells for each AVERAGE(B:B), a third of a second a time.
    """
    found = [
        part
        for node in walk(formula.root)
        if isinstance(node, Call) and node.name in _WALKS_COLUMNS
        for part in node.arguments
        if isinstance(part, Columns) and part.prefix is None
    ]
    source = formula.source
    for part in sorted(found, key=lambda one: -one.start):
        first, last = column_letters(part.first), column_letters(part.last)
        source = f"{source[: part.start]}${first}$1:${last}${last_row}{source[part.stop :]}"
    return parse(source) if found else formula


def filled_texts(formula: "Formula", rows: int) -> list[str]:
    """Return a formula's text in each of so many rows, as filling it down writes them."""
    return [_with_sign(filled_down(formula, place)) for place in range(rows)]


def agreement(formula: "Formula", table: "Table", ours: "Filled") -> Agreement:
    """Compare a filled formula with IronCalc, row by row, up to `MOST_CELLS` rows, fewer of a long table."""
    most = max(100, min(MOST_CELLS, MOST_READ // (table.last_row + 1)))
    values = ours.results[:most]
    texts = filled_texts(with_ends(formula, table.last_row), len(values))
    theirs = ironcalc_values(table, [texts], ours.first_row)[0]
    if any(other is _UNKNOWN for other in theirs):
        return Agreement(0, len(ours.results), why="IronCalc does not know a function of it, or not so")
    for place, (one, other) in enumerate(zip(values, theirs, strict=True)):
        mine = one.rows[0][0] if type(one) is Array else one
        if not same_value(mine, other):  # type: ignore[arg-type]  # a single value
            return Agreement(place + 1, len(ours.results) - len(values), ours.first_row + place, mine, other)  # type: ignore[arg-type]  # single
    return Agreement(len(values), len(ours.results) - len(values))


def _with_sign(text: str) -> str:
    return text if text.lstrip().startswith("=") else "=" + text
