"""What the slips of checks.py have in common: numbers and tables of a query, and how a cell stopped.

A slip is recognised by what it leaves behind: the very number that this mistake gives, a row that is missing,
or the error that Python says. Each maker below returns a slip's function; nothing here knows a right answer.
"""

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fingerpost.grading.attempt import Attempt
from fingerpost.grading.keyed import BLANK, TOTAL, Key

Facts = Mapping[str, object]
OfValue = Callable[[Any, Any], Facts | None]
OfAttempt = Callable[[Attempt, Any], Facts | None]
ROUNDING = 0.0501
"""What rounding to one decimal place may change."""

_MOST_ROWS = 5

_NAME = re.compile(r"name '(\w+)' is not defined")


def one_number(data: Any, query: str) -> float:  # noqa: ANN401 - Data, or a test's own
    """Return the one number a query gives; a whole one without a point."""
    found = float(data.sql(query).iloc[0, 0])
    return int(found) if found.is_integer() else found


def as_said(number: float) -> float | str:
    """Return a number as a sentence has it: thousands parted, two decimal places, or four figures below 1."""
    short = round(number, 2) if abs(number) >= 1 or not number else float(f"{number:.4g}")
    return f"{short:,}" if abs(short) >= 1000 else short  # noqa: PLR2004 - thousands


def counts(data: Any, query: str) -> dict[Key, float]:  # noqa: ANN401 - as above
    """Return a query's last column by those before it, keys as a learner's table is read: blanks as (blank).

    One column before it gives plain keys, several give tuples.
    """
    rows = data.sql(query)
    keys = _keys(rows, rows.shape[1] - 1)
    return {key: float(number) for key, number in zip(keys, rows.iloc[:, -1], strict=True)}


def _keys(rows: Any, wide: int) -> Iterable[Key]:  # noqa: ANN401 - a frame
    """Return the first columns of a query's rows as keys, blanks as (blank)."""
    told = [
        [str(cell) for cell in rows.iloc[:, at].astype("object").where(rows.iloc[:, at].notna(), BLANK)]
        for at in range(wide)
    ]
    return zip(*told, strict=True) if wide > 1 else told[0]


def keys_of(data: Any, query: str) -> set[str]:  # noqa: ANN401 - as above
    """Return the different values of a query's first column, as text."""
    return {str(cell) for cell in data.sql(query).iloc[:, 0]}


def blank_rows(value: Mapping[Any, Any]) -> set[Key]:
    """Return the keys of a learner's table beside which nothing stands."""
    rows = {key: cell.values() if isinstance(cell, dict) else (cell,) for key, cell in value.items()}
    return {key for key, cells in rows.items() if all(cell is None for cell in cells)}


def is_near(value: object, other: float, *, within: float = 1e-9) -> bool:
    """Return whether a learner's number is this one."""
    return isinstance(value, int | float) and abs(value - other) <= within


def holds(value: Mapping[Any, Any], other: Mapping[Any, float], *, within: float = 1e-9) -> bool:
    """Return whether a learner's table holds these numbers; totals and rows of nothing are left aside."""
    held = {key: cell for key, cell in value.items() if cell and not _is_total(key)}
    wanted = {key: number for key, number in other.items() if number}
    return held.keys() == wanted.keys() and all(
        is_near(held[key], number, within=within) for key, number in wanted.items()
    )


def total_of(value: Mapping[Any, Any]) -> int:
    """Return the sum of a table's numbers, its own totals left aside."""
    return round(float(sum(cell for key, cell in value.items() if cell and not _is_total(key))))


def _is_total(key: Key) -> bool:
    return TOTAL in (key if isinstance(key, tuple) else (key,))


def gives_number(query: str, *, needs: str = "", within: float = 1e-9, **facts: str) -> OfValue:
    """Return a slip's function: is the answer the number of `query`, a mistake's own?

    `needs` gives a number that must not be 0: over data in which nobody is affected there is no slip. Facts
    are `yours` (the learner's number) and, by name, the number of each further query; `n` is that of `needs`.
    """

    def recognise(value: Any, data: Any) -> Facts | None:  # noqa: ANN401 - what a learner's name held
        if not is_near(value, one_number(data, query), within=within):
            return None
        affected = one_number(data, needs) if needs else 1
        told = {name: one_number(data, asked) for name, asked in facts.items()}
        numbers = {"yours": round(value, 1), "n": affected, **told}
        return {name: as_said(number) for name, number in numbers.items()} if affected else None

    return recognise


def gives_rest(everything: str, *left_out: str, needs: str) -> OfValue:
    """Return a slip's function: is the answer the number of `everything` less those of `left_out`?

    It says what a mistake leaves out, where a query for what it keeps would be one sign from the right
    answer. No row may be in two of the groups. `needs` and the facts are as in `gives_number`.
    """

    def recognise(value: Any, data: Any) -> Facts | None:  # noqa: ANN401 - as above
        affected = one_number(data, needs)
        rest = one_number(data, everything) - sum(one_number(data, group) for group in left_out)
        return {"yours": as_said(rest), "n": as_said(affected)} if affected and is_near(value, rest) else None

    return recognise


def gives_table(*queries: str, needs: str = "", shows: str = "", within: float = 1e-9) -> OfValue:
    """Return a slip's function: does the answer hold the numbers of one of the queries, a mistake's own?

    A query gives one or more key columns and a number. `needs` and the fact `n` are as in `gives_number`;
    `total` is the sum of the learner's numbers. `shows` gives in its first columns the keys of the learner's
    own rows that are off, five of which stand below the message; without it none do.
    """

    def recognise(value: Any, data: Any) -> Facts | None:  # noqa: ANN401 - as above
        if not any(holds(value, counts(data, query), within=within) for query in queries):
            return None
        affected = one_number(data, needs) if needs else 1
        facts = {"n": as_said(affected), "total": as_said(total_of(value))}
        return {**facts, "rows": _off(value, data, shows)} if affected else None

    return recognise


def _off(value: Mapping[Any, Any], data: Any, shows: str) -> list[Key]:  # noqa: ANN401 - as above
    """Return the keys that a query gives in its first columns, as many as the learner's table has of them."""
    if not shows:
        return []
    first, rows = next(iter(value), ""), data.sql(shows).head(_MOST_ROWS)
    told = _keys(rows, len(first) if isinstance(first, tuple) else 1)
    return list(told)


def lacks_blank(query: str, *, part: int | None = None) -> OfValue:
    """Return a slip's function: has the table no row for the blank, which `query` counts?

    `part` says which of several keys is blank, from 0. Fact: `n`, the number of `query`. No row of the
    learner's can show one that is missing, so none stands below the message.
    """

    def recognise(value: Any, data: Any) -> Facts | None:  # noqa: ANN401 - as above
        held = value if part is None else {key[part] for key in value}
        blank = one_number(data, query)
        return {"n": as_said(blank), "rows": []} if blank and BLANK not in held else None

    return recognise


def gives_words(query: str) -> OfValue:
    """Return a slip's function: is each word of the answer the one that `query` has beside the same key?

    Rows without a word are left aside, and so are keys of the query that the answer does not have. The fact
    `n` is how many rows have a word.
    """

    def recognise(value: Any, data: Any) -> Facts | None:  # noqa: ANN401 - as above
        told = {str(key): str(word) for key, word in data.sql(query).itertuples(index=False)}
        said = {key: word for key, word in value.items() if word is not None}
        return {"n": len(said)} if said and all(told.get(key) == word for key, word in said.items()) else None

    return recognise


def stopped_with(error: str, *words: str) -> OfAttempt:
    """Return a slip's function: did the cell stop with this kind of error, its text holding one of the words?

    The fact `told` is the error's text.
    """

    def recognise(attempt: Attempt, _data: object) -> Facts | None:
        found = attempt.error == error and (not words or any(word in attempt.error_text for word in words))
        return {"told": attempt.error_text[:80]} if found else None

    return recognise


def unknown_name(attempt: Attempt) -> str:
    """Return the name that Python did not know, or "" where the cell did not stop over a name."""
    match = _NAME.search(attempt.error_text) if attempt.error == "NameError" else None
    return match[1] if match else ""


def other_capitals(attempt: Attempt, *columns: str) -> Facts | None:
    """Return the spelling `had` and the spelling `has` where a name or column differs only by capitals."""
    had = unknown_name(attempt)
    known = tuple(attempt.names)
    if attempt.error == "KeyError":
        had, known = attempt.error_text.strip("'\""), columns
    has = next((name for name in known if had and name != had and name.casefold() == had.casefold()), "")
    return {"had": had, "has": has} if has else None


def still_piles(name: str) -> OfAttempt:
    """Return a slip's function: does `name` hold piles made by groupby, not counted yet? Fact: `kind`."""

    def recognise(attempt: Attempt, _data: object) -> Facts | None:
        kind = attempt.names.get(name, "")
        return {"kind": kind} if kind.endswith("GroupBy") else None

    return recognise


def statements(attempt: Attempt) -> list[ast.stmt]:
    """Return the statements of a cell, none where Python cannot read it."""
    try:
        return ast.parse(attempt.source).body
    except SyntaxError:
        return []


def sets_through_two_brackets(attempt: Attempt, _data: object) -> Facts | None:
    """Return the line that sets a value through two brackets, `t[rows][column] = …`, which changes a copy."""
    for made in statements(attempt):
        for target in made.targets if isinstance(made, ast.Assign) else ():
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Subscript):
                return {"line": ast.unparse(target)}
    return None


def names_twice_in_a_row(attempt: Attempt, _data: object) -> Facts | None:
    """Return the column that a line `a = t["b"] = …` overwrote: one = where two were meant."""
    for made in statements(attempt):
        targets = made.targets[1:] if isinstance(made, ast.Assign) else ()
        for target in targets:
            if isinstance(target, ast.Subscript):
                return {"line": ast.unparse(target)}
    return None


def compares(column: str, sign: type[ast.cmpop], *days: str) -> OfAttempt:
    """Return a slip's function: does the cell compare a column by this sign with one of `days`?

    It speaks of how the cell is written: where no row holds the day itself, the value cannot show it. Each of
    `days` is Python as `ast` writes it, with single quotes.
    """

    def recognise(attempt: Attempt, _data: object) -> Facts | None:
        asked = [
            node for made in statements(attempt) for node in ast.walk(made) if isinstance(node, ast.Compare)
        ]
        found = [
            node
            for node in asked
            if _is_column(node.left, column)
            and isinstance(node.ops[0], sign)
            and ast.unparse(node.comparators[0]) in days
        ]
        return {"line": ast.unparse(found[0])} if found else None

    return recognise


def guesses_dates(column: str) -> OfAttempt:
    """Return a slip's function: does the cell turn a column as it was read into dates, and state no format?

    A column that the cell has written anew, year first say, is left alone; so is one read by `dayfirst`.
    """

    def recognise(attempt: Attempt, _data: object) -> Facts | None:
        made = [node for statement in statements(attempt) for node in ast.walk(statement)]
        written = [target for node in made if isinstance(node, ast.Assign) for target in node.targets]
        calls = [node for node in made if isinstance(node, ast.Call)]
        guessed = [call for call in calls if _is_told_nothing(call, column)]
        is_anew = any(_is_column(target, column) for target in written) and not _into_itself(made, column)
        return {"line": ast.unparse(guessed[0])[:60]} if guessed and not is_anew else None

    return recognise


def _is_told_nothing(call: ast.Call, column: str) -> bool:
    """Return whether a call makes dates of the column without a word on how they are written."""
    told = {word.arg for word in call.keywords}
    name = ast.unparse(call.func).rpartition(".")[2]
    if None in told or {"format", "date_format", "dayfirst"} & told:
        return False
    if name == "read_csv":
        asked = next((word.value for word in call.keywords if word.arg == "parse_dates"), None)
        return asked is not None and ast.unparse(asked) in {f"['{column}']", "True"}
    return name == "to_datetime" and len(call.args) == 1 and _is_column(call.args[0], column)


def _into_itself(made: list[ast.AST], column: str) -> bool:
    """Return whether every line that writes the column makes dates of it, and of it alone."""
    lines = [node for node in made if isinstance(node, ast.Assign)]
    anew = [line for line in lines if any(_is_column(target, column) for target in line.targets)]
    return all(isinstance(line.value, ast.Call) and _is_told_nothing(line.value, column) for line in anew)


def _is_column(node: ast.expr, column: str) -> bool:
    """Return whether this is `table["column"]` or `table.column`."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and node.slice.value == column
    return isinstance(node, ast.Attribute) and node.attr == column
