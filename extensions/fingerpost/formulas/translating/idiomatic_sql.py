"""SQL as a colleague would write it, with what it takes for granted, each tested on the table."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import duckdb

from fingerpost.formulas.checking import as_value, run_sql
from fingerpost.formulas.oracle import same_value
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import Code, plan_of, sql_of
from fingerpost.formulas.translating.idiomatic import Assumption, grouped_by, respelt
from fingerpost.formulas.translating.typed import Place, Typed
from fingerpost.formulas.tree import Formula


class Rewrite(NamedTuple):
    """How an operation is said plainly (None: not in this form), and what that takes for granted."""

    plain: Callable[[Typed, Table], Typed | None]
    assumption: str


def _left_out(typed: Typed, _: Table) -> Typed | None:
    return typed.args[0]


def _renamed(op: str) -> Callable[[Typed, Table], Typed | None]:
    return lambda typed, _: typed._replace(op=op)


def _of_day(typed: Typed, _: Table) -> Typed | None:
    """Return YEAR, MONTH or DAY of a column of days, without the way over Excel's numbers."""
    inner = typed.args[0].args[0] if typed.args[0].op == "or_zero" else typed.args[0]
    return Typed(f"plain_{typed.op}", "number", (), inner.words, by_row=True) if inner.op == "days" else None


def _window(typed: Typed, table: Table) -> Typed | None:
    """Return a total by the row's own key as a window over the rows with that key."""
    found = grouped_by(typed, table)
    if found is None:
        return None
    key, summed, how = found
    return Typed("plain_window", "number", (), (key, summed, _WINDOWS[how]), by_row=True)


_WINDOWS = {"sum": "sum", "mean": "avg", "max": "max", "min": "min", "size": "count"}
REWRITES: dict[str, Rewrite] = {
    "or_zero": Rewrite(_left_out, "no cell is blank: SQL keeps a blank NULL, Excel counts it as 0"),
    "or_empty": Rewrite(
        _left_out, "no text is blank: SQL keeps a blank NULL, Excel takes it as an empty text"
    ),
    "digits": Rewrite(_left_out, "no two numbers differ only after the 15th digit"),
    "divide": Rewrite(_renamed("plain_divide"), "no divisor is 0: DuckDB gives inf, Excel #DIV/0!"),
    "round": Rewrite(
        _renamed("plain_round"), "no number lies so near a half that its last binary digit decides"
    ),
    "mod": Rewrite(
        _renamed("plain_mod"), "no number is negative: % in SQL keeps its sign, MOD takes the divisor's"
    ),
    "sqrt": Rewrite(_renamed("plain_sqrt"), "no number is negative"),
    "trim": Rewrite(_renamed("plain_trim"), "no text has two spaces inside: Excel makes them one"),
    "left": Rewrite(_renamed("plain_left"), "no count is negative"),
    "year": Rewrite(_of_day, "every day is there: Excel takes a blank for the year 1900"),
    "month": Rewrite(_of_day, "every day is there: Excel takes a blank for January 1900"),
    "day": Rewrite(_of_day, "every day is there: Excel takes a blank for day 0"),
    "per_group": Rewrite(_window, "texts differ by more than their case, and no key is blank"),
    **dict.fromkeys(
        ("=", "<>", "mask_=", "mask_<>"), Rewrite(respelt, "the column spells the text in one way only")
    ),
}


def to_idiomatic_sql(formula: Formula, table: Table) -> tuple[Code, tuple[Assumption, ...]]:
    """Return plain SQL over `data`, and its assumptions with whether each holds on this table.

    An assumption is tested by the faithful query with that one operation said plainly.

    Raises:
        UntranslatedError: a part that has no translation at all, with the reason.
    """
    place = Place(formula, table)
    typed = plan_of(place)
    faithful = _values(place, typed)
    assumptions = [
        Assumption(sentence, _same(faithful, place, _plain(typed, table, ops)))
        for sentence, ops in _used(typed, table).items()
    ]
    plain = _plain(typed, table, frozenset(REWRITES))
    return sql_of(place, plain, "data"), tuple(assumptions)


def _plain(typed: Typed, table: Table, allowed: frozenset[str]) -> Typed:
    """Return operations with those of some names said plainly."""
    rewrite = REWRITES.get(typed.op) if typed.op in allowed else None
    plain = rewrite.plain(typed, table) if rewrite else None
    if plain is not None and plain.op != typed.op:
        return _plain(plain, table, allowed)
    known = plain or typed
    return known._replace(args=tuple(_plain(arg, table, allowed) for arg in known.args))


def _used(typed: Typed, table: Table) -> dict[str, frozenset[str]]:
    """Return each assumption that applies, with the names of its operations."""
    found: dict[str, frozenset[str]] = {}
    for op in _applied(typed, table):
        sentence = REWRITES[op].assumption
        found[sentence] = found.get(sentence, frozenset()) | {op}
    return found


def _applied(typed: Typed, table: Table) -> Iterator[str]:
    rewrite = REWRITES.get(typed.op)
    applies = rewrite is not None and rewrite.plain(typed, table) is not None
    if applies:
        yield typed.op
    if not (applies and typed.op == "per_group"):
        for arg in typed.args:
            yield from _applied(arg, table)


def _values(place: Place, typed: Typed) -> list[object] | None:
    try:
        return run_sql(sql_of(place, typed, "data"), place.table).results
    except duckdb.Error:
        return None


def _same(faithful: list[object] | None, place: Place, typed: Typed) -> bool:
    found = _values(place, typed)
    if faithful is None or found is None:
        return False
    return all(same_value(as_value(one), as_value(two)) for one, two in zip(faithful, found, strict=True))
