"""One formula filled down a table, and where pandas, SQL and IronCalc differ from the interpreter."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd
from fingerpost.formulas.checking import Run, compared, run_pandas, run_sql_on
from fingerpost.formulas.filling import Filled, filled
from fingerpost.formulas.interpreter import Scope, evaluate
from fingerpost.formulas.oracle import NEAR, filled_texts, ironcalc_values, same_value, with_ends
from fingerpost.formulas.parser import parse
from fingerpost.formulas.shifting import own_row
from fingerpost.formulas.tables import SHEET, Table
from fingerpost.formulas.translating.code import Code, to_pandas, to_sql
from fingerpost.formulas.translating.typed import UntranslatedError
from fingerpost.formulas.tree import Call, Cell, Formula, Node, Text, walk
from fingerpost.formulas.values import NUM, ExcelError, Value

if TYPE_CHECKING:
    from collections.abc import Callable

Difference = tuple[str, int, Value, Value]


@dataclass(frozen=True)
class Column:
    """A formula, its text in each row, and the interpreter's values."""

    formula: Formula
    filled: Filled
    texts: list[str]

    @property
    def text(self) -> str:
        """The formula as typed."""
        return self.formula.source

    @property
    def values(self) -> list[Value]:
        """One value a row; a formula that does not follow the row has the same in each."""
        found: list[Any] = self.filled.results
        return found if self.filled.fills else found * len(self.texts)

    @classmethod
    def of(cls, text: str, table: Table) -> "Column":
        """Return a formula filled down a table, every row by the interpreter."""
        formula = parse(text)
        return cls(
            formula,
            filled(formula, table),
            filled_texts(with_ends(formula, table.last_row), len(table.frame)),
        )


def translation_differences(column: Column, table: Table, connection: Any) -> list[tuple[str, str, str]]:
    """Return where a translation differs: language, formula, what happened.

    A named refusal is no difference.
    """
    found = []
    runs: dict[str, tuple[Callable[[Formula, Table], Code], Callable[[Code], Run]]] = {
        "pandas": (to_pandas, lambda code: run_pandas(code, table)),
        "SQL": (to_sql, lambda code: run_sql_on(connection, code)),
    }
    for language, (translate, run) in runs.items():
        try:
            code = translate(column.formula, table)
        except UntranslatedError:
            continue
        how = compared(run(code), column.filled)
        if not how.holds:
            found.append(
                (language, column.text, f"row {how.row}: {how.ours!r} is {how.theirs!r}; {code.expression}")
            )
    return found


def ironcalc_differences(columns: list[Column], table: Table) -> list[Difference]:
    """Return formula, row, our value and IronCalc's wherever they differ."""
    theirs = ironcalc_values(table, [column.texts for column in columns], 2)
    return [
        (column.text, row, mine, other)
        for column, cells in zip(columns, theirs, strict=True)
        for row, (mine, other) in enumerate(zip(column.values, cells, strict=True), start=2)
        if not same_value(mine, other)
    ]


@cache
def _functions_of(case: str) -> tuple[str, ...]:
    text = files("fingerpost.formulas").joinpath("disagreements.csv").read_text(encoding="utf-8")
    listed = {line["case"]: line["functions"] for line in csv.DictReader(text.splitlines())}
    return tuple(listed[case].split())


def unexplained(differences: list[Difference], table: Table) -> list[Difference]:
    """Return the differences that are no case of the published list.

    A case counts only where its cause stands in that very row: for a value that IronCalc reads otherwise the
    part of the formula is worked out, for a blank or a wrong order the difference must vanish without it.
    """
    return [found for found in differences if not any(holds(found, table) for holds in _CASES)]


def _calls(found: Difference, case: str) -> list[Call]:
    return [
        node
        for node in walk(parse(found[0]).root)
        if isinstance(node, Call) and node.name in _functions_of(case)
    ]


def _reads(call: Call, column: int) -> bool:
    return any(isinstance(node, Cell) and node.column == column for node in walk(call))


def _part(found: Difference, node: Node, table: Table) -> Value:
    """Return what a part of the formula is in the row that differs."""
    formula = parse(found[0])
    scope = Scope(table.book_for(formula), SHEET, found[1], 9, down=found[1] - own_row(formula.root))
    return evaluate(formula._replace(root=node), scope)  # type: ignore[return-value]  # a single value


def _vanishes(found: Difference, table: Table, **columns: "pd.Series[Any]") -> bool:
    """Tell whether both agree in that row once some columns hold something else."""
    changed = Table(table.frame.assign(**columns))
    column = Column.of(found[0], changed)
    left = [one for one in ironcalc_differences([column], changed) if one[1] == found[1]]
    return all(_digits(one, changed) or _minus_zero(one, changed) for one in left)


def _day_zero(found: Difference, table: Table) -> bool:
    ended, at = table.frame["Ended"], found[1] - 2
    if not pd.isna(ended.iloc[at]) or not any(_reads(call, 6) for call in _calls(found, "day zero")):
        return False
    known = ended.mask(ended.index == at, table.frame["Started"] + pd.Timedelta(days=40))
    return _vanishes(found, table, Ended=known)


def _wrong_order(found: Difference, table: Table) -> bool:
    started, ended, at = table.frame["Started"], table.frame["Ended"], found[1] - 2
    if pd.isna(ended.iloc[at]) or ended.iloc[at] >= started.iloc[at]:
        return False
    if not any(_reads(call, 6) for call in _calls(found, "days in the wrong order")):
        return False
    return _vanishes(found, table, Ended=ended.mask(ended.index == at, started + pd.Timedelta(days=40)))


def _unequal_blank(found: Difference, table: Table) -> bool:
    place = table.frame["Place"]
    asked = any(isinstance(node, Text) and node.value == "<>Leeds" for node in walk(parse(found[0]).root))
    if not asked or not place.isna().any() or not _calls(found, "unequal and blank"):
        return False
    return _vanishes(found, table, Place=place.fillna("Nowhere"))


def _half_in_text(found: Difference, table: Table) -> bool:
    for call in _calls(found, "halves in TEXT"):
        value, pattern = _part(found, call.arguments[0], table), call.arguments[1]
        if isinstance(value, float) and isinstance(pattern, Text) and set(pattern.value) <= set("0."):
            places = len(pattern.value.partition(".")[2])
            beyond = abs(value) * 10**places % 1  # a half itself, or what one digit more makes a half
            if 0.45 - NEAR <= beyond <= 0.5 + NEAR:
                return True
    return False


def _part_of_a_day(found: Difference, table: Table) -> bool:
    counts = [_part(found, call.arguments[1], table) for call in _calls(found, "part of a working day")]
    return any(isinstance(count, float) and count < 0 and count % 1 for count in counts)


def _digits(found: Difference, _: Table) -> bool:
    text, _row, mine, other = found
    return "&" in text and str(mine) != str(other) and str(mine) == _to_fifteen_digits(other)


def _minus_one(found: Difference, table: Table) -> bool:
    values = [_part(found, call.arguments[0], table) for call in _calls(found, "minus one in TEXT")]
    return any(isinstance(value, float) and -1.5 < value < 0 for value in values)


def _decided_before(found: Difference, table: Table) -> bool:
    """An error stands in OR behind a TRUE, or in AND behind a FALSE."""
    for call in _calls(found, "an error after a condition that decides"):
        values = [_part(found, argument, table) for argument in call.arguments]
        first = next((place for place, value in enumerate(values) if type(value) is ExcelError), 0)
        if any(bool(value) == (call.name == "OR") for value in values[:first]):
            return True
    return False


def _no_value(found: Difference, table: Table) -> bool:
    """IronCalc compares the value that an arc sine beyond 1 has not."""
    calls = _calls(found, "no value compared")
    return any(_part(found, call, table) is NUM for call in calls)


def _minus_zero(found: Difference, _: Table) -> bool:
    text, _row, mine, other = found
    return "&" in text and str(mine) != str(other) and re.sub(r"-0(?![.\d])", "0", str(other)) == str(mine)


_CASES = (
    _day_zero,
    _wrong_order,
    _unequal_blank,
    _half_in_text,
    _part_of_a_day,
    _digits,
    _minus_one,
    _decided_before,
    _minus_zero,
    _no_value,
)


def _to_fifteen_digits(value: Value) -> str:
    """Return a text with its long numbers cut to the 15 digits that Excel shows."""
    return re.sub(r"\d+\.\d{6,}", lambda number: f"{float(number.group()):.15g}", str(value))
