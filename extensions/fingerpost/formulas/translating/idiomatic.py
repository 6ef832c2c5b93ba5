"""What a colleague would write, with the assumptions under which it agrees, each tested on the table."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from fingerpost.formulas.checking import as_value, frames_of
from fingerpost.formulas.oracle import same_value
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import (
    Code,
    bare,
    carried_rules,
    halves,
    pieces_of,
    plan_of,
    python_literal,
    written,
)
from fingerpost.formulas.translating.columns import frame_of
from fingerpost.formulas.translating.operations import OPERATIONS
from fingerpost.formulas.translating.spills import SPILLING
from fingerpost.formulas.translating.typed import Place, Typed, constant
from fingerpost.formulas.tree import Formula


class Assumption(NamedTuple):
    """What has to be true for plain pandas to give what Excel gives, and whether it is on this table."""

    sentence: str
    holds: bool


class Idiom(NamedTuple):
    """An operation as plain pandas writes it, and what that takes for granted."""

    pandas: str
    assumption: str


IDIOMS: dict[str, Idiom] = {
    "or_zero": Idiom("{0}", "no cell is blank: pandas keeps a blank missing, Excel counts it as 0"),
    "or_empty": Idiom(
        "{0}", "no text is blank: pandas keeps a blank missing, Excel takes it as an empty text"
    ),
    "digits": Idiom("{0}", "no two numbers differ only after the 15th digit"),
    "divide": Idiom("({0} / {1})", "no divisor is 0: pandas gives inf, Excel #DIV/0!"),
    "round": Idiom(
        "round({0}, {1})", "no number ends in a half: pandas rounds it to the even neighbour, Excel up"
    ),
    "int": Idiom("np.floor({0})", "every number is there"),
    "mod": Idiom("({0} % {1})", "no divisor is 0"),
    "power": Idiom("({0} ** {1})", "no power has an error value"),
    "sqrt": Idiom("np.sqrt({0})", "no number is negative"),
    "if": Idiom("pd.Series(np.where({0}, {1}, {2}), index={table}.index)", "both choices are of one kind"),
    "upper": Idiom("{0}.str.upper()", "every text is there"),
    "trim": Idiom("{0}.str.strip()", "no text has two spaces inside: Excel makes them one"),
    "length": Idiom("{0}.str.len()", "every text is there"),
    "year": Idiom("{day}.dt.year", "every day is there: Excel takes a blank for the year 1900"),
    "month": Idiom("{day}.dt.month", "every day is there: Excel takes a blank for January 1900"),
    "day": Idiom("{day}.dt.day", "every day is there: Excel takes a blank for day 0"),
    "left": Idiom("{0}.str[:{1}]", "every text is there"),
    "lookup": Idiom(
        "{table}[[{key}]].merge({table}[[{key}, {found}]].drop_duplicates({key}),"
        ' on={key}, how="left", validate="m:1")[{found}]',
        "texts differ by more than their case, and no key is blank",
    ),
    "distinct": Idiom("{0}.drop_duplicates()", "texts differ by more than their case"),
    "sorted_texts_up": Idiom("{0}.sort_values()", "no text begins with a capital where another does not"),
    "sorted_texts_down": Idiom(
        "{0}.sort_values(ascending=False)", "no text begins with a capital where another does not"
    ),
    "sorted_up": Idiom("{0}.sort_values()", "every number is there"),
    "sorted_down": Idiom("{0}.sort_values(ascending=False)", "every number is there"),
    "per_group": Idiom(
        "{table}.groupby({key})[{summed}].transform({how})", "texts differ by more than their case"
    ),
}
_GROUPED = {
    "where_sum": "sum",
    "where_mean": "mean",
    "where_largest": "max",
    "where_smallest": "min",
    "where_count": "size",
}
_FOLDED = ("=", "<>", "mask_=", "mask_<>")


def to_idiomatic_pandas(formula: Formula, table: Table) -> tuple[Code, tuple[Assumption, ...]]:
    """Return plain pandas over `table`, and its assumptions with whether each holds on this table.

    Raises:
        UntranslatedError: a part that has no translation at all, with the reason.
    """
    return idiomatic_at(Place(formula, table))


def idiomatic_at(place: Place) -> tuple[Code, tuple[Assumption, ...]]:
    """Return plain pandas of a formula at its place, and its assumptions."""
    typed, table = plan_of(place), place.table
    body = bare(_plain(typed, table))
    later = place.own_row - 2
    if later and typed.by_row:
        body = f"({body}).iloc[{later}:]"
    found = tuple(dict.fromkeys(_assumptions(typed, table)))
    return Code(
        carried_rules(body), f"result = {body}", place.own_row, typed.by_row, typed.op in SPILLING
    ), found


def _plain(typed: Typed, table: Table) -> str:
    """Return an operation as plain pandas, its operands too."""
    words = _idiom_words(typed, table)
    spelt = respelt(typed, table)
    operands = [_plain(arg, table) for arg in (spelt or typed).args]
    idiom = IDIOMS.get(typed.op) if words is not None else None
    template = idiom.pandas if idiom else OPERATIONS[typed.op][0]
    literals = {f"w{place}": python_literal(word) for place, word in enumerate(typed.words)}
    joined = {
        **pieces_of(typed, table.name),
        "all": ", ".join(operands),
        "rest": ", ".join(operands[1:]),
        "params": ", ".join(f"w{place}" for place in range(len(operands) - 1)),
    }
    if typed.op == "per_group":
        joined["keys"], joined["wanted"] = (", ".join(part) for part in halves(operands[3:]))
    return template.format(*operands, **literals, **joined, **(words or {}))


def _idiom_words(typed: Typed, table: Table) -> dict[str, str] | None:
    """Return the column names an idiom asks for, None where the operation is not of the idiom's form."""
    if typed.op in {"year", "month", "day"}:
        inner = typed.args[0].args[0] if typed.args[0].op == "or_zero" else typed.args[0]
        return {"day": f"{table.name}[{inner.words[0]!r}]"} if inner.op == "days" else None
    if typed.op in {"upper", "trim", "length", "left", "if"} and not typed.args[0].by_row:
        return None
    if typed.op == "lookup":
        return _lookup_words(typed)
    if typed.op == "per_group":
        return _group_words(typed, table)
    return {}


def _bare_column(typed: Typed) -> str | None:
    """Return the name of a column under folding and filling, None for anything else."""
    while typed.op in {"lower", "or_zero", "or_empty"}:
        typed = typed.args[0]
    return typed.words[0] if typed.op in {"column", "other"} else None  # type: ignore[return-value]  # a name


def _lookup_words(typed: Typed) -> dict[str, str] | None:
    wanted, key, found = (_bare_column(arg) for arg in typed.args)
    if key is None or found is None or wanted != key or found == key or frame_of(key) or frame_of(found):
        return None
    return {"key": repr(key), "found": repr(found)}


def _group_words(typed: Typed, table: Table) -> dict[str, str] | None:
    """Return the words of a groupby, where the only criterion is a column equal to its own row's value."""
    found = grouped_by(typed, table)
    return None if found is None else dict(zip(("key", "summed", "how"), map(repr, found), strict=True))


def grouped_by(typed: Typed, _: Table) -> tuple[str, str, str] | None:
    """Return key, column and way of a total by the row's own key, None where it is no such total."""
    body, asked = typed.args[0], typed.args[3 + (len(typed.args) - 3) // 2 :]
    mask = body.args[0] if body.args else body
    if body.op not in _GROUPED or mask.op != "mask_=" or len(asked) != 1:
        return None
    key = _bare_column(mask.args[0])
    if key is None or key != _bare_column(asked[0]):
        return None
    summed = str(body.words[0] if body.words else key)
    return (
        None
        if frame_of(key) or frame_of(body.words[0] if body.words else key)
        else (key, summed, _GROUPED[body.op])
    )


def respelt(typed: Typed, table: Table) -> Typed | None:
    """Return a comparison without folding, its literal spelt as the column spells it, if in one way only."""
    if typed.op not in _FOLDED or len(typed.args) != 2:  # noqa: PLR2004 - two sides
        return None
    cells, literal = typed.args
    column = _bare_column(cells)
    if cells.op != "lower" or column is None or literal.op != "constant":
        return None
    texts = table.cells(column).dropna().astype("str")
    spelt = texts[texts.str.lower() == literal.words[0]].unique()
    if len(spelt) != 1:
        return None
    return typed._replace(args=(cells.args[0], constant(str(spelt[0]))))


def _assumptions(typed: Typed, table: Table) -> Iterator[Assumption]:
    if respelt(typed, table) is not None:
        yield Assumption(f"column {_bare_column(typed.args[0])} spells the text in one way only", holds=True)
    if typed.op in IDIOMS and _idiom_words(typed, table) is not None:
        yield Assumption(IDIOMS[typed.op].assumption, _agrees(typed, table))
    if typed.op in {"per_row", "per_group"}:
        return
    for arg in typed.args:
        yield from _assumptions(arg, table)


def _agrees(typed: Typed, table: Table) -> bool:
    """Tell whether an operation gives the same in plain pandas as by Excel's rules, over the whole table."""
    faithful, plain = written(typed, 0, python_literal, table.name), _plain(typed, table)
    names: dict[str, Any] = {"pd": pd, "np": np, **frames_of(table)}
    exec(carried_rules(faithful + plain), names)  # noqa: S102 - our own rules
    first, second = (eval(text, names) for text in (faithful, plain))  # noqa: S307 - code from a checked tree
    ours, theirs = _listed(first), _listed(second)
    return len(ours) == len(theirs) and all(
        same_value(as_value(one), as_value(other)) for one, other in zip(ours, theirs, strict=True)
    )


def _listed(found: Any) -> list[Any]:  # noqa: ANN401 - a column or a single value
    return found.tolist() if isinstance(found, pd.Series) else [found]
