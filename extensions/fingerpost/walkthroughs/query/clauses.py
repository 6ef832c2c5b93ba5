"""A query as its clauses: what may stand in each, and how pandas, SQL and Excel say it."""

from dataclasses import dataclass, replace
from typing import Literal

from fingerpost.walkthroughs.scene import Cell

Clause = Literal["FROM", "JOIN", "WHERE", "GROUP BY", "HAVING", "SELECT", "ORDER BY", "LIMIT"]
RUN_ORDER: tuple[Clause, ...] = (
    "FROM",
    "JOIN",
    "WHERE",
    "GROUP BY",
    "HAVING",
    "SELECT",
    "ORDER BY",
    "LIMIT",
)
ALL_ROWS = ""
"""Stands for count(*) where a column would stand for its different values."""


@dataclass(frozen=True)
class Test:
    """One question that WHERE asks of a row: `{c}` is the column, `{v}` the value, `{t}` the table."""

    label: str
    sql: str
    pandas: str
    excel: str
    asks_value: bool = True
    only_numbers: bool = False
    negates: bool = False
    """Whether a reader expects blanks among its answers, as Excel's filter has them."""


TESTS: dict[str, Test] = {
    "is": Test("= value", "{c} = {v}", "{t}[{c}] == {v}", "tick {v} alone"),
    "not": Test(
        "<> value",
        "{c} <> {v}",
        "({t}[{c}] != {v}) & {t}[{c}].notna()",
        "untick {v} and (Blanks)",
        negates=True,
    ),
    "distinct": Test("IS DISTINCT FROM value", "{c} IS DISTINCT FROM {v}", "{t}[{c}] != {v}", "untick {v}"),
    "at_least": Test(">= value", "{c} >= {v}", "{t}[{c}] >= {v}", "at least {v}", only_numbers=True),
    "blank": Test("IS NULL", "{c} IS NULL", "{t}[{c}].isna()", "tick (Blanks) alone", asks_value=False),
    "filled": Test("IS NOT NULL", "{c} IS NOT NULL", "{t}[{c}].notna()", "untick (Blanks)", asks_value=False),
    "equals_null": Test("= NULL", "{c} = NULL", "{t}[{c}] == None", "no filter does this", asks_value=False),
    "none": Test("no test", "", "", "no filter", asks_value=False),
}

JOINS: dict[str, tuple[str, str, str]] = {
    "none": ("", "", ""),
    "left": ("LEFT JOIN", "LEFT JOIN", "left"),
    "inner": ("JOIN", "JOIN", "inner"),
}
"""How a join is called on screen, in SQL, and in pandas' `how`."""

ORDERS = {"most": "most first", "least": "fewest first", "label": "by the label"}


@dataclass(frozen=True)
class Query:
    """The clauses of one query; a `limit` or `having` of 0 is none, `count` may be `ALL_ROWS`.

    `blank_keys` says that the other table has blank keys, which pandas would match with each other.
    """

    table: str
    where: str
    test: str
    value: Cell
    by: str
    count: str = ALL_ROWS
    having: int = 2
    order: str = "most"
    limit: int = 3
    join: str = "none"
    other: str = ""
    key: str = ""
    blank_keys: bool = False

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses it has, in the order in which they are run."""
        absent = {
            "JOIN": self.join == "none",
            "WHERE": self.test == "none",
            "HAVING": not self.having,
            "LIMIT": not self.limit,
        }
        return tuple(clause for clause in RUN_ORDER if not absent.get(clause, False))

    @property
    def heading(self) -> str:
        """What the counts are called: 'rows', or 'different'; another word if the group is called so."""
        plain = "different" if self.count else "rows"
        return plain if self.by.casefold() != plain else "n"


def with_blanks(query: Query) -> Query:
    """Return the query whose WHERE keeps blanks, as Excel's filter does."""
    return replace(query, test="distinct")
