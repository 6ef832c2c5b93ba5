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
from fingerpost.formulas.oracle import filled_texts, ironcalc_values, same_value
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import Code, to_pandas, to_sql
from fingerpost.formulas.translating.typed import UntranslatedError
from fingerpost.formulas.tree import Formula
from fingerpost.formulas.values import Value

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
        return cls(formula, filled(formula, table), filled_texts(formula, len(table.frame)))


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


def _calls(text: str, case: str) -> bool:
    return any(re.search(rf"\b{name}\(", text) for name in _functions_of(case))


def unexplained(differences: list[Difference], table: Table) -> list[Difference]:
    """Return the differences that are no case of the published list."""
    return [found for found in differences if not _is_published(found, table)]


def _is_published(found: Difference, table: Table) -> bool:
    text, row, mine, other = found
    started, ended = table.frame["Started"].iloc[row - 2], table.frame["Ended"].iloc[row - 2]
    blank_day, blank_place = bool(pd.isna(ended)), bool(table.frame["Place"].isna().any())
    return (
        ("F2" in text and blank_day and _calls(text, "day zero"))
        or ('"0' in text and _calls(text, "halves in TEXT"))
        or (not blank_day and ended < started and _calls(text, "days in the wrong order"))
        or ('"<>Leeds"' in text and blank_place and _calls(text, "unequal and blank"))
        or (bool(re.search(r"WORKDAY\(D2,(?!10\))", text)) and _calls(text, "part of a working day"))
        or ("&" in text and _to_twelve_digits(mine) == _to_twelve_digits(other))
    )


def _to_twelve_digits(value: Value) -> str:
    """Return a text with its long numbers cut to twelve digits, for the case `digits in a text`."""
    return re.sub(r"(\d+\.\d{6,11})\d*", r"\1", str(value))
