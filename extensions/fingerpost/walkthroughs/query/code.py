"""A query as far as any of its clauses: SQL that DuckDB runs, and a line of pandas for each clause."""

from collections.abc import Sized

from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.query.clauses import JOINS, RUN_ORDER, TESTS, Clause, Query
from fingerpost.walkthroughs.quoting import both, literal, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula


def up_to(query: Query, last: Clause, *, said: bool = True) -> tuple[Code, ...]:
    """Return the query as far as the clause `last`, that clause being spoken of."""
    sql, pandas = sql_parts(query, last), pandas_lines(query, last)
    now = last if last in query.clauses else query.clauses[-1]
    return both(
        "\n".join(pandas.values()),
        "\n".join(sql.values()),
        (pandas[now],) if said and now in pandas else (),
        (sql[now],) if said and now in sql else (),
    )


def sql_parts(query: Query, last: Clause) -> dict[Clause, str]:
    """Return the clauses' text in the order in which they are written, as far as the one run last.

    Before anything is grouped the text starts at FROM, as DuckDB allows: it gives the rows as they are.
    """
    run = RUN_ORDER[: RUN_ORDER.index(last) + 1]
    grouped, said = "GROUP BY" in run, _all_sql(query)
    first: list[Clause] = ["SELECT"] if grouped else []
    written = [*first, *(clause for clause in RUN_ORDER if clause != "SELECT")]
    return {
        clause: said[clause]
        for clause in written
        if clause in query.clauses and (clause in run or clause == "SELECT")
    }


def condition(query: Query) -> str:
    """Return what WHERE asks, in SQL."""
    return TESTS[query.test].sql.format(c=sql_name(query.where), v=sql_literal(query.value))


def source(query: Query) -> str:
    """Return FROM with the join, if there is one."""
    return "\n".join(sql_parts(query, "JOIN").values())


def measure(query: Query) -> str:
    """Return what is counted, in SQL."""
    return f"count(DISTINCT {sql_name(query.count)})" if query.count else "count(*)"


def _all_sql(query: Query) -> dict[Clause, str]:
    """Return what SQL would write for every clause, those included that the query has not."""
    return {
        "SELECT": f"SELECT {sql_name(query.by)}, {measure(query)} AS {query.heading}",
        "FROM": f"FROM {sql_name(query.table)}",
        "JOIN": f"{JOINS[query.join][1]} {sql_name(query.other)} USING ({sql_name(query.key)})",
        "WHERE": f"WHERE {condition(query)}",
        "GROUP BY": f"GROUP BY {sql_name(query.by)}",
        "HAVING": f"HAVING {measure(query)} >= {query.having}",
        "ORDER BY": f"ORDER BY {_sql_order(query)}",
        "LIMIT": f"LIMIT {query.limit}",
    }


def _sql_order(query: Query) -> str:
    label = sql_name(query.by)
    numbers = {"most": f"{query.heading} DESC, ", "least": f"{query.heading}, ", "label": ""}
    return f"{numbers[query.order]}{label}"


def pandas_lines(query: Query, last: Clause) -> dict[Clause, str]:
    """Return one line of pandas a clause, in the order in which both are run."""
    lines: dict[Clause, str] = {}
    name = query.table
    for clause in RUN_ORDER[: RUN_ORDER.index(last) + 1]:
        if clause in query.clauses:
            made = _STAGES[clause]
            lines[clause] = f"{made} = {_all_pandas(query, name)[clause]}"
            name = made
    return lines


_STAGES: dict[Clause, str] = {
    "FROM": "whole",
    "JOIN": "joined",
    "WHERE": "kept",
    "GROUP BY": "counted",
    "HAVING": "enough",
    "SELECT": "chosen",
    "ORDER BY": "in_order",
    "LIMIT": "top",
}
"""What the table is called after each clause."""


def _all_pandas(query: Query, name: str) -> dict[Clause, str]:
    """Return what each clause would be to a table called `name`."""
    by, heading = quoted(query.by), quoted(query.heading)
    join = f"on={quoted(query.key)}, how={quoted(JOINS[query.join][2])}"
    return {
        "FROM": name,
        "JOIN": f"{name}.merge({_right(query)}, {join})",
        "WHERE": f"{name}[{_test(query, name)}]",
        "GROUP BY": f"{name}.groupby({by}, dropna=False){_counted(query)}.reset_index(name={heading})",
        "HAVING": f"{name}[{name}[{heading}] >= {query.having}]",
        "SELECT": f"{name}[[{by}, {heading}]]",
        "ORDER BY": f"{name}.sort_values({_pandas_order(query)})",
        "LIMIT": f"{name}.head({query.limit})",
    }


def _right(query: Query) -> str:
    """Return the other table: SQL matches no blank key, pandas would match one with another."""
    return f"{query.other}.dropna(subset=[{quoted(query.key)}])" if query.blank_keys else query.other


def _test(query: Query, name: str) -> str:
    return TESTS[query.test].pandas.format(t=name, c=quoted(query.where), v=literal(query.value))


def _counted(query: Query) -> str:
    return f"[{quoted(query.count)}].nunique()" if query.count else ".size()"


def _pandas_order(query: Query) -> str:
    label, heading = quoted(query.by), quoted(query.heading)
    orders = {
        "most": f"[{heading}, {label}], ascending=[False, True]",
        "least": f"[{heading}, {label}]",
        "label": label,
    }
    return orders[query.order]


def where_on_a_count(query: Query) -> str:
    """Return the query that asks WHERE for a count: the one that the database refuses."""
    return f"{source(query)}\nWHERE {measure(query)} >= {query.having}"


def of_heading(columns: list[str], name: str) -> Formula:
    """Return what the formula bar shows on a column's heading."""
    return Formula(f"{LETTERS[columns.index(name)]}1", name)


def of_lookup(columns: list[str], query: Query, others: list[str], rows: int) -> Formula:
    """Return the lookup that stands where a join would: the first match of each key, and no other."""
    start = other_starts(columns)
    taken = next(at for at, name in enumerate(others) if name != query.key)
    key, value = LETTERS[start + others.index(query.key)], LETTERS[start + taken]
    looked_for, last = f"{LETTERS[columns.index(query.key)]}2", rows + 1
    text = f"=XLOOKUP({looked_for},{key}$2:{key}${last},{value}$2:{value}${last})"
    return Formula(f"{LETTERS[len(columns)]}2", text, spans(text, "XLOOKUP"))


def other_starts(columns: Sized) -> int:
    """Return where the other table's sheet begins: after the answer's column, and two free ones."""
    return len(columns) + 3


def of_filter(columns: list[str], query: Query, rows: int) -> Formula:
    """Return the formula that counts the rows which Excel's filter leaves on screen."""
    letter = LETTERS[columns.index(query.where)]
    criterion = f'"<>{query.value}"' if isinstance(query.value, str) else f'"<>"&{literal(query.value)}'
    text = f"=COUNTIFS({letter}2:{letter}{rows + 1},{criterion})"
    return Formula(f"{LETTERS[len(columns)]}2", text, spans(text, criterion))
