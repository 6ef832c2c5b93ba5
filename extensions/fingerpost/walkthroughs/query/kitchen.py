"""DuckDB over one or two tables in memory: what a query really gives after each of its clauses."""

from typing import Any

import duckdb
import pandas as pd

from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.query import code
from fingerpost.walkthroughs.query.clauses import RUN_ORDER, Clause, Query
from fingerpost.walkthroughs.quoting import sql_name

Place = tuple[int, int | None]
"""Where a row came from: its position in the first table, and in the other one if a join met it there."""
Line = tuple[Any, ...]
"""One line as DuckDB returns it."""

_GROUPED = RUN_ORDER.index("GROUP BY")


class Kitchen:
    """The tables of one walkthrough in a database of their own; nothing is written anywhere."""

    def __init__(self, tables: dict[str, pd.DataFrame], *, threads: int = 2) -> None:
        self._connection = duckdb.connect(config={"threads": threads, "autoload_known_extensions": False})
        self._answers: dict[str, list[Line]] = {}
        self.rows = {name: len(table) for name, table in tables.items()}
        for name, table in tables.items():
            self._take_in(name, table)

    def _take_in(self, name: str, table: pd.DataFrame) -> None:
        try:
            self._connection.register("fingerpost_in", table)
            self._connection.execute(f"CREATE TABLE {sql_name(name)} AS FROM fingerpost_in")
        except (duckdb.Error, ValueError) as trouble:
            raise CannotShowError(
                f"DuckDB cannot read '{name}' ({_first_line(trouble)}). "
                "Turn the column it names into text with astype(str)."
            ) from None
        finally:
            self._connection.unregister("fingerpost_in")

    def served(self, query: Query, last: Clause, *, most: int = -1) -> list[Line]:
        """Return the lines, (label, count), as far as a clause from GROUP BY on: `most` of them, or all."""
        text = "\n".join(code.sql_parts(query, last).values())
        # until ORDER BY a database promises no order: on screen, as in pandas, it is that of the labels
        return self._fetch(text if sorts(last) else f"{text}\nORDER BY {sql_name(query.by)}", most=most)

    def labels(self, query: Query) -> list[object]:
        """Return the group that each row after WHERE belongs to, in the order of `places`."""
        text = "\n".join(code.sql_parts(query, "WHERE").values())
        return [
            label
            for *_, label in self._fetch(f"SELECT {_ids(query)}, {sql_name(query.by)} {text} ORDER BY 1, 2")
        ]

    def count(self, query: Query, last: Clause) -> int:
        """Return how many rows there are after a clause: each text is counted once."""
        if last == "FROM":
            return self.rows[query.table]
        if sorts(last) or last == "SELECT":  # neither columns nor an order change how many there are
            left = self.count(query, "HAVING")
            return min(left, query.limit) if last == "LIMIT" and query.limit else left
        text = "\n".join(code.sql_parts(query, last).values())
        return int(self._known(f"SELECT count(*) FROM ({text})")[0][0])

    def places(self, query: Query, last: Clause) -> list[Place]:
        """Return where the rows after FROM, JOIN or WHERE came from, in the tables' order."""
        text = "\n".join(code.sql_parts(query, last).values())
        return [_place(line) for line in self._fetch(f"SELECT {_ids(query)} {text} ORDER BY 1, 2")]

    def first_rows(self, query: Query, last: Clause, columns: list[str], most: int) -> list[Line]:
        """Return the first rows after FROM, JOIN or WHERE, in the tables' order."""
        names = ", ".join(map(sql_name, columns))
        text = "\n".join(code.sql_parts(query, last).values())
        lines = self._fetch(f"SELECT {_ids(query)}, {names} {text} ORDER BY 1, 2 LIMIT {most}")
        return [line[2:] for line in lines]

    def answers(self, query: Query) -> list[bool | None]:
        """Return what WHERE answers for each row after FROM and JOIN: true, false, or neither."""
        lines = self._fetch(
            f"SELECT {_ids(query)}, ({code.condition(query)}) {code.source(query)} ORDER BY 1, 2"
        )
        return [None if answer is None else bool(answer) for _, _, answer in lines]

    def how_many_answers(self, query: Query) -> tuple[int, int, int]:
        """Return how many rows WHERE answers with true, with false, and with neither."""
        asked = code.condition(query)
        counted = ", ".join(
            f"count(*) FILTER (({asked}) IS {answer})" for answer in ("TRUE", "FALSE", "NULL")
        )
        yes, no, neither = self._known(f"SELECT {counted} {code.source(query)}")[0]
        return int(yes), int(no), int(neither)

    def commonest(self, table: str, column: str, most: int) -> list[Any]:
        """Return the values met most often in a column, blanks left out."""
        name = sql_name(column)
        text = f"FROM {sql_name(table)} WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
        return [value for (value,) in self._known(f"SELECT {name} {text} LIMIT {most}")]

    def blanks(self, table: str, column: str) -> int:
        """Return how many rows of a table are blank in a column."""
        text = f"FROM {sql_name(table)} WHERE {sql_name(column)} IS NULL"
        return int(self._fetch(f"SELECT count(*) {text}")[0][0])

    def refusal(self, query: Query) -> str:
        """Return what DuckDB says to a WHERE that asks for a count."""
        try:
            self._connection.execute(code.where_on_a_count(query))
        except duckdb.Error as trouble:
            return _first_line(trouble)
        return ""

    def _known(self, text: str) -> list[Line]:
        """Return the few lines of a query that is asked again and again: its tables never change."""
        if text not in self._answers:
            self._answers[text] = self._fetch(text)
        return self._answers[text]

    def _fetch(self, text: str, *, most: int = -1) -> list[Line]:
        """Return the lines of a query, or say what DuckDB said to it.

        Raises:
            CannotShowError: the clauses do not fit the tables, a text asked of a number for example.
        """
        try:
            result = self._connection.execute(text)
            return result.fetchall() if most < 0 else result.fetchmany(most)
        except duckdb.Error as trouble:
            raise CannotShowError(
                f"DuckDB says: {_first_line(trouble)} Choose another column or another test."
            ) from None


def _ids(query: Query) -> str:
    """Return, as SQL, where a row came from."""
    other = f"{sql_name(query.other)}.rowid" if query.join != "none" else "NULL"
    return f"{sql_name(query.table)}.rowid, {other}"


def _place(line: Line) -> Place:
    left, right = line
    return int(left), None if right is None else int(right)


def groups(clause: Clause) -> bool:
    """Return whether the lines after a clause are groups, and no longer rows of the tables."""
    return RUN_ORDER.index(clause) >= _GROUPED


def sorts(clause: Clause) -> bool:
    """Return whether the order of the lines is settled once a clause has run."""
    return RUN_ORDER.index(clause) >= RUN_ORDER.index("ORDER BY")


def _first_line(trouble: Exception) -> str:
    said = str(trouble).splitlines()[0].strip()
    return said if said.endswith((".", "!", "?")) else said + "."
