"""Why two ways of working a formula out differ in a row: the cell that was read, and what each took it for.

The interpreter's trace of that row gives the candidates. Each is put to the test where the table is not too
long: with another value in that cell, does the difference go away? The first that passes is the reason.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from fingerpost.formulas.coercion import general, number_from_text
from fingerpost.formulas.criteria import has_wildcard
from fingerpost.formulas.filling import value_at
from fingerpost.formulas.interpreter import Step
from fingerpost.formulas.oracle import NEAR, Agreement, published_cases
from fingerpost.formulas.tables import Table
from fingerpost.formulas.traps import Trap, column_under
from fingerpost.formulas.tree import Binary, Call, Formula, Node, address, walk
from fingerpost.formulas.values import Block, ExcelError, Value

MOST_ROWS = 5_000  # rows of a table over which a reason is put to the test
_LOOKUPS = frozenset({"VLOOKUP", "XLOOKUP", "MATCH", "HLOOKUP", "LOOKUP", "XMATCH"})
_ROUNDS = frozenset({"ROUND", "MROUND", "TEXT", "FIXED"})


class Differing(NamedTuple):
    """Two results that differ in a row: the formula, the table, the trace, whom the other result is from."""

    formula: Formula
    table: Table
    row: int
    steps: tuple[Step, ...]
    ours: Value
    theirs: Value
    whom: str

    def text_of(self, node: Node | Step) -> str:
        """Return a part of the formula as it is written."""
        return self.formula.source[node.start : node.stop]


class Cause(NamedTuple):
    """A candidate: the trap it belongs to, what it says, the table without it (None: not to be tested)."""

    trap: str
    sentence: str
    without: pd.DataFrame | None = None


Finder = Callable[[Differing], Iterator[Cause]]
Rerun = Callable[[Table], Agreement]


def with_reason(  # noqa: PLR0917 - a formula, its table, how it went, and the means to try again
    how: Agreement, formula: Formula, table: Table, whom: str, rerun: Rerun, traps: tuple[Trap, ...] = ()
) -> Agreement:
    """Return a comparison with the reason why it differs, where one is found; `rerun` tries another table."""
    if how.row == 0:
        return how
    steps: list[Step] = []
    value_at(formula, table, how.row, steps)
    found = Differing(formula, table, how.row, tuple(steps), how.ours, how.theirs, whom)
    causes = [cause for find in _FINDERS for cause in find(found)]
    proven = next((cause for cause in causes if _vanishes(cause, found, rerun)), None)
    cause = proven or next((cause for cause in causes if cause.without is None), None)
    if cause is None:
        return how._replace(why=f"The trace of row {how.row} does not show why.")
    said = cause.sentence
    if proven is not None and proven.without is not None:
        said += " With another value there, both agree."
    amount = next((trap.sentence for trap in traps if trap.code == cause.trap), "")
    return how._replace(why=f"{said} {amount}".strip() + _apart(how.ours, how.theirs))


def _apart(ours: Value, theirs: Value) -> str:
    if type(ours) is float and type(theirs) is float:
        return f" In this row that makes {general(abs(ours - theirs))}."
    return ""


def _vanishes(cause: Cause, found: Differing, rerun: Rerun) -> bool:
    """Tell whether the two agree in that row once the cause is gone; True untested where none can be."""
    if cause.without is None or len(found.table.frame) > MOST_ROWS:
        return cause.without is not None
    try:
        again = rerun(Table(cause.without, found.table.as_at))
    except (ArithmeticError, AttributeError, RuntimeError, TypeError, ValueError):
        return False
    return again.row == 0 or again.row > found.row


def _reads(found: Differing) -> Iterator[tuple[Step, Block]]:
    """Give the single cells of the table that were read."""
    for step in found.steps:
        if step.kind == "read" and step.cells:
            cell = step.cells[0]
            if 2 <= cell.top <= found.table.last_row and cell.left <= len(found.table.columns):  # noqa: PLR2004 - data begin in row 2
                yield step, cell


def _changed(found: Differing, cell: Block, value: object) -> pd.DataFrame | None:
    """Return the table with another value in a cell, None where its column cannot hold it."""
    place = cell.left - 1
    column = found.table.frame.iloc[:, place].copy()
    try:
        column.iloc[cell.top - 2] = value
    except (TypeError, ValueError):
        return None
    frame = found.table.frame.copy()
    frame.isetitem(place, column)  # type: ignore[arg-type]  # the stubs know no Series here
    return frame


def _blank(found: Differing) -> Iterator[Cause]:
    keys = [
        node.arguments[0]
        for node in walk(found.formula.root)
        if isinstance(node, Call) and node.name in _LOOKUPS
    ]
    for step, cell in _reads(found):
        cells = found.table.frame.iloc[:, cell.left - 1]
        known = cells.dropna()
        if not pd.isna(cells.iloc[cell.top - 2]) or known.empty:
            continue
        taken = "an empty text" if isinstance(known.iloc[0], str) else "0"
        if any(_is_at(key, step) for key in keys):
            taken = "0, which no text equals"
        elif pd.api.types.is_datetime64_any_dtype(cells.dtype):
            taken = "day 0, of January 1900"
        sentence = (
            f"{address(cell.top, cell.left)} is blank: Excel takes it for {taken},"
            f" {found.whom} {_MISSING.get(found.whom, 'does not')}."
        )
        yield Cause("BLANKS-SKIPPED", sentence, _changed(found, cell, known.iloc[0]))


_MISSING = {
    "plain pandas": "keeps it as a missing value",
    "plain SQL": "keeps it as NULL",
    "pandas": "keeps it as a missing value",
    "SQL": "keeps it as NULL",
}


def _blank_not_equal(found: Differing) -> Iterator[Cause]:
    """Give the blanks under a criterion such as `"<>Leeds"`, which Excel counts as unequal."""
    for node in walk(found.formula.root):
        if not isinstance(node, Call) or not node.name.endswith(("IF", "IFS")):
            continue
        for tested, criterion in pairwise(node.arguments):
            under, asked = column_under(tested, found.table), _value_of(found, criterion)
            if under is None or not isinstance(asked, str) or not asked.startswith("<>"):
                continue
            name, cells, block = under
            known = cells[cells.notna() & (cells.astype("str") != asked[2:])]
            if not bool(cells.isna().any()) or known.empty:
                continue
            row = int(cells.isna().to_numpy().argmax()) + 2
            yield Cause(
                "BLANKS-SKIPPED",
                f"{address(row, block.left)} in column {name} is blank: Excel counts it under"
                f" {found.text_of(criterion)}, {found.whom} does not.",
                _changed(found, Block(block.sheet, row, block.left, row, block.left), known.iloc[0]),
            )


def _zero_divisor(found: Differing) -> Iterator[Cause]:
    failed = next((step for step in found.steps if step.kind == "error"), None)
    if failed is None:
        return
    code = failed.value.code if isinstance(failed.value, ExcelError) else "an error"
    divided = next((node for node in walk(found.formula.root) if _is_at(node, failed)), None)
    begins = divided.right.start if isinstance(divided, Binary) else failed.start
    for step, cell in _reads(found):
        if not begins <= step.start < failed.stop:
            continue
        value = found.table.sheet.at(cell.top, cell.left)
        if value in {None, 0.0} and code == "#DIV/0!":
            what = "is blank, which counts as 0" if value is None else "holds 0"
            yield Cause(
                "HIDDEN-ERRORS",
                f"{found.text_of(failed)} is #DIV/0! in Excel, for {address(cell.top, cell.left)} {what};"
                f" {found.whom} divides by it and goes on with inf or a missing value.",
                _changed(found, cell, 1.0),
            )
    yield Cause(
        "HIDDEN-ERRORS",
        f"{found.text_of(failed)} is {code} in Excel, and an error is the result of whatever reads it;"
        f" {found.whom} goes on with another value.",
    )


def _is_at(node: Node, step: Step) -> bool:
    return (node.start, node.stop) == (step.start, step.stop)


def _value_of(found: Differing, node: Node) -> Value:
    """Return what a part of the formula gave in that row, by its trace."""
    for step in reversed(found.steps):
        if _is_at(node, step):
            return step.value if isinstance(step.value, (float, str, bool)) else None
    value = getattr(node, "value", None)
    return value if isinstance(value, (float, str, bool)) else None


def _half(found: Differing) -> Iterator[Cause]:
    for node in walk(found.formula.root):
        if not isinstance(node, Call) or node.name not in _ROUNDS or len(node.arguments) < 2:  # noqa: PLR2004 - a number and its digits
            continue
        value, digits = _value_of(found, node.arguments[0]), _digits(found, node)
        if type(value) is not float or digits is None:
            continue
        if abs(abs(value) * 10**digits % 1 - 0.5) > 1e-6:  # noqa: PLR2004 - a half, or nearly one
            continue
        cells = [cell for step, cell in _reads(found) if step.start >= node.start and step.stop <= node.stop]
        without = _changed(found, cells[0], value + 0.1 / 10**digits) if len(cells) == 1 else None
        yield Cause(
            "HALF-ROUNDING",
            f"{found.text_of(node)} rounds {general(value)}, a half: Excel goes away from zero,"
            f" {found.whom} to the even neighbour.",
            without,
        )


def _digits(found: Differing, node: Call) -> int | None:
    """Return to how many decimals a call rounds."""
    value = _value_of(found, node.arguments[1])
    if isinstance(value, str):
        return len(value.partition(".")[2].rstrip("%")) + 2 * value.endswith("%")
    if node.name == "MROUND" or type(value) is not float:
        return None
    return int(value)


def _wanted(found: Differing) -> Iterator[tuple[Node, str]]:
    """Give the texts that the formula compares with, counts or looks up, in this row."""
    for node in walk(found.formula.root):
        parts: tuple[Node, ...] = ()
        if isinstance(node, Binary) and node.operator in {"=", "<>"}:
            parts = (node.left, node.right)
        elif isinstance(node, Call) and node.name in _LOOKUPS:
            parts = node.arguments[:1]
        elif isinstance(node, Call) and node.name.endswith(("IF", "IFS")) and node.name != "IF":
            parts = node.arguments
        for part in parts:
            value = _value_of(found, part)
            if isinstance(value, str) and value:
                yield part, value


def _case(found: Differing) -> Iterator[Cause]:
    for part, wanted in _wanted(found):
        bare = wanted.lstrip("<>=")
        for place in range(len(found.table.columns)):
            cells = found.table.frame.iloc[:, place]
            same = cells.map(lambda cell, bare=bare: isinstance(cell, str) and cell.lower() == bare.lower())
            other = same & (cells != bare)
            if not bool(other.any()):
                continue
            row = int(other.to_numpy().argmax()) + 2
            frame = found.table.frame.copy()
            frame.isetitem(place, cells.mask(same, bare))  # type: ignore[arg-type]  # as above
            yield Cause(
                "CASE",
                f"{address(row, place + 1)} holds {cells.iloc[row - 2]!r}, which Excel takes for"
                f" {found.text_of(part)} ({bare!r}), as case does not count; to {found.whom} they differ.",
                frame,
            )


def _pattern(found: Differing) -> Iterator[Cause]:
    for part, wanted in _wanted(found):
        if has_wildcard(wanted):
            yield Cause(
                "WILDCARD",
                f"{found.text_of(part)} is {wanted!r}: to Excel * stands for any characters, ? for one and ~"
                f" before them for themselves; {found.whom} looks for that very text.",
            )


def _inner_spaces(found: Differing) -> Iterator[Cause]:
    for _step, cell in _reads(found):
        value = found.table.sheet.at(cell.top, cell.left)
        if isinstance(value, str) and "  " in value.strip():
            yield Cause(
                "SPACES",
                f"{address(cell.top, cell.left)} holds {value!r} with two spaces inside: TRIM makes them one,"
                f" {found.whom} takes away those at the ends alone.",
                _changed(found, cell, " ".join(value.split())),
            )


def _text_number(found: Differing) -> Iterator[Cause]:
    for step, cell in _reads(found):
        value = found.table.sheet.at(cell.top, cell.left)
        if isinstance(value, str) and number_from_text(value) is not None:
            yield Cause(
                "TEXT-NUMBERS",
                f"{found.text_of(step)} reads {address(cell.top, cell.left)}, which holds the text {value!r}:"
                f" Excel makes a number of it in arithmetic and none in a total, {found.whom} does neither.",
            )


def _nearest(found: Differing) -> Iterator[Cause]:
    for node in walk(found.formula.root):
        last = node.arguments[-1] if isinstance(node, Call) and node.name in _LOOKUPS else None
        if last is not None and _value_of(found, last) != 0.0:
            yield Cause(
                "NEAREST-MATCH",
                f"{found.text_of(node)} takes the nearest match where there is no equal one, by a search"
                f" that trusts the keys to be in rising order; {found.whom} searches otherwise.",
            )


def _same_keys(found: Differing) -> Iterator[Cause]:
    for step in found.steps:
        if step.kind != "match" or len(step.cells) != 1:
            continue
        cell = step.cells[0]
        cells = found.table.frame.iloc[:, cell.left - 1]
        folded = cells.map(lambda value: value.lower() if isinstance(value, str) else value)
        rows = [place + 2 for place, value in enumerate(folded) if value == folded.iloc[cell.top - 2]]
        if len(rows) > 1:
            yield Cause(
                "DUPLICATE-KEYS",
                f"{address(rows[0], cell.left)} and {address(rows[1], cell.left)} hold the same key:"
                f" Excel takes the first, {found.whom} another or both.",
            )


def _kinds(found: Differing) -> Iterator[Cause]:
    if isinstance(found.theirs, str) and type(found.ours) is float:
        yield Cause(
            "KINDS",
            f"Excel keeps the number {general(found.ours)} beside the texts of other rows; {found.whom} makes"
            f" texts of all of them, so that it is {found.theirs!r}.",
        )


def _in_fifteen_digits(found: Differing) -> Iterator[Cause]:
    if type(found.ours) is bool and type(found.theirs) is bool:
        for node in walk(found.formula.root):
            if not isinstance(node, Binary):
                continue
            left, right = _value_of(found, node.left), _value_of(found, node.right)
            if isinstance(left, float) and isinstance(right, float) and abs(left - right) <= NEAR:
                yield Cause(
                    "DIGITS",
                    f"{found.text_of(node)} compares {left!r} with {right!r}: Excel looks at 15 digits,"
                    f" {found.whom} at all of them.",
                )


def _published(found: Differing) -> Iterator[Cause]:
    """Give the entries of the published list, where another program differs in a function of the formula."""
    if found.whom != "IronCalc":
        return
    used = {node.name for node in walk(found.formula.root) if isinstance(node, Call)}
    for case in sorted(published_cases(), key=lambda one: len(one["functions"].split())):
        named = used & set(case["functions"].split())
        if named:
            yield Cause(
                case["case"],
                f"Spreadsheet programs differ in {min(named)} (published: {case['case']}, for instance"
                f" {case['example']}); what Microsoft documents: {case['what Microsoft documents']}.",
            )


_FINDERS: tuple[Finder, ...] = (
    _blank,
    _blank_not_equal,
    _zero_divisor,
    _half,
    _case,
    _inner_spaces,
    _kinds,
    _pattern,
    _text_number,
    _same_keys,
    _nearest,
    _in_fifteen_digits,
    _published,
)
