"""Traps that would change this formula's number on this table, each with the amount."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from fingerpost.formulas.coercion import general, number_from_text
from fingerpost.formulas.filling import filled
from fingerpost.formulas.resolving import block_of
from fingerpost.formulas.tables import SHEET, Table
from fingerpost.formulas.tree import Area, Call, Columns, Formula, Logical, Node, Number, Text, address, walk
from fingerpost.formulas.values import Array, Block, ExcelError, Value


class Trap(NamedTuple):
    """A trap: its code, a sentence with the amount, and the part of the formula it lies in."""

    code: str
    sentence: str
    start: int
    stop: int


Finder = Callable[[Call, Formula, Table], Iterator[Trap]]


def traps_of(formula: Formula, table: Table) -> list[Trap]:
    """Return the traps that bite on this table, in the order of the formula's text."""
    found: list[Trap] = []
    for node in walk(formula.root):
        if isinstance(node, Call):
            for finder in _FINDERS.get(node.name, ()):
                found += finder(node, formula, table)
    return sorted(set(found), key=lambda trap: (trap.start, trap.code))


def counted(number: int, one: str, several: str) -> str:
    """Return a count with its noun: `1 row`, `3 rows`."""
    return f"{number} {one if number == 1 else several}"


def column_under(node: Node, table: Table) -> "tuple[str, pd.Series[Any], Block] | None":
    """Return name, cells and block of a range that is one column of the table, else None."""
    if not isinstance(node, (Area, Columns)):
        return None
    block = block_of(node, SHEET)
    if type(block) is not Block or block.left != block.right or block.left > len(table.columns):
        return None
    return table.columns[block.left - 1], table.frame.iloc[:, block.left - 1], block


def total_of(values: "list[Value | Array]") -> float:
    """Return the sum of the numbers among results, to say how far two ways differ."""
    return sum(value for value in values if type(value) is float)


def _short_range(call: Call, formula: Formula, table: Table) -> Iterator[Trap]:
    """A range that stops before the table does."""
    for argument in call.arguments:
        if not isinstance(argument, Area):
            continue
        block = block_of(argument, SHEET)
        if type(block) is not Block or block.height < 2 or not 2 < block.bottom < table.last_row:  # noqa: PLR2004 - a range of rows
            continue
        if not argument.last.row_fixed and argument.first.row_fixed:
            continue
        yield Trap(
            "SHORT-RANGE",
            f"{formula.source[argument.start : argument.stop]} stops at row {block.bottom},"
            " but the table goes on to"
            f" row {table.last_row}: {table.last_row - block.bottom} rows are left out.",
            argument.start,
            argument.stop,
        )


def _texts_among_numbers(call: Call, _: Formula, table: Table) -> Iterator[Trap]:
    """Numbers kept as text, which totals pass over."""
    for argument in call.arguments:
        under = column_under(argument, table)
        if under is None:
            continue
        name, cells, block = under
        texts = [text for text in cells if isinstance(text, str)]
        numbers = [number for text in texts if (number := number_from_text(text)) is not None]
        if numbers and block.height > 1:
            yield Trap(
                "TEXT-NUMBERS",
                f"Column {name} holds {counted(len(numbers), 'number', 'numbers')} kept as text;"
                f" {call.name} passes over them, although they add up to {general(float(sum(numbers)))}.",
                argument.start,
                argument.stop,
            )


def _blanks_in_average(call: Call, _: Formula, table: Table) -> Iterator[Trap]:
    """Blanks are not zeros in an average."""
    under = column_under(call.arguments[0], table)
    if under is None or under[2].height == 1 or not pd.api.types.is_numeric_dtype(under[1].dtype):
        return
    name, cells, _block = under
    blanks = int(cells.isna().sum())
    if blanks and len(cells) > blanks:
        yield Trap(
            "BLANKS-SKIPPED",
            f"Column {name} has {counted(blanks, 'blank', 'blanks')}, which AVERAGE leaves out:"
            f" {general(float(cells.mean()))}."
            f" Counted as 0 that would make it {general(float(cells.fillna(0).mean()))}.",
            call.start,
            call.stop,
        )


def _criteria(call: Call) -> list[tuple[Node, Node]]:
    first = 0 if call.name in {"COUNTIF", "COUNTIFS", "SUMIF", "AVERAGEIF"} else 1
    last = 2 if call.name in {"SUMIF", "AVERAGEIF"} else len(call.arguments)
    arguments = call.arguments[first:last]
    return list(zip(arguments[::2], arguments[1::2], strict=False))


def _case_and_spaces(call: Call, _: Formula, table: Table) -> Iterator[Trap]:
    """Texts that differ from the criterion by case alone are counted; by spaces alone they are not."""
    for tested, criterion in _criteria(call):
        under = column_under(tested, table)
        if under is None or not isinstance(criterion, Text) or criterion.value[:1] in {"<", ">", "="}:
            continue
        name, cells, _block = under
        texts = cells[cells.map(lambda cell: isinstance(cell, str))].astype("str")
        wanted = criterion.value
        same = texts.str.lower() == wanted.lower()
        by_case = int((same & (texts != wanted)).sum())
        if by_case:
            yield Trap(
                "CASE",
                f"{counted(by_case, 'row matches', 'rows match')} {wanted!r} in column {name}"
                " only because Excel ignores case;"
                f" == in pandas and = in SQL would leave them out ({int(same.sum())} rows"
                f" become {int(same.sum()) - by_case}).",
                criterion.start,
                criterion.stop,
            )
        by_space = int(((texts.str.strip().str.lower() == wanted.strip().lower()) & ~same).sum())
        if by_space:
            yield Trap(
                "SPACES",
                f"{counted(by_space, 'row holds', 'rows hold')} in column {name} {wanted!r}"
                " with a space before or after it, which is not counted.",
                criterion.start,
                criterion.stop,
            )


def _half_rounding(call: Call, formula: Formula, table: Table) -> Iterator[Trap]:
    """Halves go away from zero in Excel, to the even neighbour in pandas and Python."""
    digits = call.arguments[1] if len(call.arguments) > 1 else None
    if not isinstance(digits, Number):
        return
    ours = filled(formula._replace(root=call), table).results
    inner = filled(formula._replace(root=call.arguments[0]), table).results
    plain = [round(value, int(digits.value)) if type(value) is float else value for value in inner]
    if len(plain) != len(ours):
        return
    differing = [place for place, (one, other) in enumerate(zip(ours, plain, strict=True)) if one != other]
    if differing:
        yield Trap(
            "HALF-ROUNDING",
            f"{counted(len(differing), 'row ends', 'rows end')} in a half,"
            " which Excel rounds away from zero and pandas to the even neighbour:"
            f" the total would be {general(total_of(plain))} in place of {general(total_of(ours))}.",
            call.start,
            call.stop,
        )


def _duplicate_keys(call: Call, _: Formula, table: Table) -> Iterator[Trap]:
    """A lookup takes the first of several rows; a merge takes all."""
    keys = call.arguments[1]
    block = block_of(keys, SHEET) if isinstance(keys, (Area, Columns)) else None
    if type(block) is not Block or block.left > len(table.columns):
        return
    name, cells = table.columns[block.left - 1], table.frame.iloc[:, block.left - 1].dropna()
    folded = cells.map(lambda cell: cell.lower() if isinstance(cell, str) else cell)
    repeated = folded[folded.duplicated(keep=False)]
    if len(repeated):
        yield Trap(
            "DUPLICATE-KEYS",
            f"Column {name} holds {repeated.nunique()} values more than once ({len(repeated)}"
            f" rows); {call.name} takes"
            " the first of each, while merge would give a row for every one.",
            keys.start,
            keys.stop,
        )


def _nearest_match(call: Call, formula: Formula, table: Table) -> Iterator[Trap]:
    """The last argument left out: the nearest match, which needs keys in order."""
    kind = call.arguments[3] if len(call.arguments) > 3 else None  # noqa: PLR2004 - the optional fourth argument
    if (
        kind is not None
        and not (isinstance(kind, Logical) and kind.value)
        and not (isinstance(kind, Number) and kind.value)
    ):
        return
    exact = Logical(call.stop, call.stop, value=False)
    ours = filled(formula._replace(root=call), table).results
    other = filled(
        formula._replace(root=call._replace(arguments=(*call.arguments[:3], exact))), table
    ).results
    differing = sum(one != two for one, two in zip(ours, other, strict=True))
    if differing:
        missing = sum(type(value) is ExcelError for value in other)
        yield Trap(
            "NEAREST-MATCH",
            f"VLOOKUP without FALSE at its end takes the nearest match: {differing} of"
            f" {len(ours)} results differ from"
            f" the exact ones, {missing} of which are {'' if missing else 'not '}#N/A.",
            call.start,
            call.stop,
        )


def _hidden_errors(call: Call, formula: Formula, table: Table) -> Iterator[Trap]:
    """IFERROR hides errors: how many, and which."""
    inner = filled(formula._replace(root=call.arguments[0]), table)
    hidden = [(place, value) for place, value in enumerate(inner.results) if type(value) is ExcelError]
    if hidden:
        place, value = hidden[0]
        column = len(table.columns) + 1
        yield Trap(
            "HIDDEN-ERRORS",
            f"{call.name} hides {counted(len(hidden), 'error', 'errors')} in {len(inner.results)} rows,"
            f" the first {value.code} in {address(inner.first_row + place, column)}.",
            call.start,
            call.stop,
        )


_TOTALS: tuple[Finder, ...] = (_short_range, _texts_among_numbers)
_OVER_CRITERIA: tuple[Finder, ...] = (_short_range, _case_and_spaces)
_FINDERS: dict[str, tuple[Finder, ...]] = {
    **dict.fromkeys(("SUM", "COUNT", "MIN", "MAX", "MEDIAN"), _TOTALS),
    "AVERAGE": (*_TOTALS, _blanks_in_average),
    **dict.fromkeys(("COUNTIF", "COUNTIFS"), _OVER_CRITERIA),
    **dict.fromkeys(("SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS"), (*_OVER_CRITERIA, _texts_among_numbers)),
    "ROUND": (_half_rounding,),
    "VLOOKUP": (_short_range, _duplicate_keys, _nearest_match),
    "XLOOKUP": (_short_range, _duplicate_keys),
    "MATCH": (_duplicate_keys,),
    "IFERROR": (_hidden_errors,),
    "IFNA": (_hidden_errors,),
}
