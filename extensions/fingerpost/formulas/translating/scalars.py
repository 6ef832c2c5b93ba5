"""Functions of single values: one table for those that are one operation, a small function for the rest."""

import re
from typing import NamedTuple

from fingerpost.formulas.book import Book
from fingerpost.formulas.coercion import number_from_text
from fingerpost.formulas.criteria import wildcard
from fingerpost.formulas.interpreter import Scope, evaluate
from fingerpost.formulas.tables import SHEET
from fingerpost.formulas.translating.coercions import (
    COERCE,
    as_number,
    as_text,
)
from fingerpost.formulas.translating.nodes import (
    DIV0,
    LOWERINGS,
    NUM,
    VALUE,
    Lowering,
    joined,
    lowered,
    lowers,
)
from fingerpost.formulas.translating.typed import NEVER, Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import Call


class Simple(NamedTuple):
    """A function that is one operation.

    Arguments' kinds, the result's kind, its errors, defaults for the last ones.
    """

    op: str
    kinds: str
    result: str
    fails: frozenset[str] = NEVER
    defaults: tuple[float | str, ...] = ()


_SIMPLE = {
    "ROUND": Simple("round", "nn", "number"),
    "ROUNDUP": Simple("roundup", "nn", "number"),
    "ROUNDDOWN": Simple("rounddown", "nn", "number"),
    "TRUNC": Simple("rounddown", "nn", "number", defaults=(0.0,)),
    "MROUND": Simple("mround", "nn", "number", NUM),
    "INT": Simple("int", "n", "number"),
    "ABS": Simple("abs", "n", "number"),
    "SIGN": Simple("sign", "n", "number"),
    "MOD": Simple("mod", "nn", "number", DIV0 | NUM),
    "QUOTIENT": Simple("quotient", "nn", "number", DIV0),
    "POWER": Simple("power", "nn", "number", NUM | DIV0),
    "SQRT": Simple("sqrt", "n", "number", NUM),
    "LEFT": Simple("left", "tn", "text", VALUE, (1.0,)),
    "RIGHT": Simple("right", "tn", "text", VALUE, (1.0,)),
    "MID": Simple("mid", "tnn", "text", VALUE),
    "LEN": Simple("length", "t", "number"),
    "TRIM": Simple("trim", "t", "text"),
    "CLEAN": Simple("clean", "t", "text"),
    "UPPER": Simple("upper", "t", "text"),
    "LOWER": Simple("lower", "t", "text"),
    "PROPER": Simple("proper", "t", "text"),
    "FIND": Simple("find", "ttn", "number", VALUE, (1.0,)),
    "SUBSTITUTE": Simple("substitute", "ttt", "text"),
    "REPLACE": Simple("replace", "tnnt", "text", VALUE),
    "REPT": Simple("repeat", "tn", "text", VALUE),
    "EXACT": Simple("exact", "tt", "logical"),
    "DATE": Simple("date", "nnn", "number", NUM),
    "YEAR": Simple("year", "n", "number", NUM),
    "MONTH": Simple("month", "n", "number", NUM),
    "DAY": Simple("day", "n", "number", NUM),
    "EDATE": Simple("edate", "nn", "number", NUM),
    "EOMONTH": Simple("eomonth", "nn", "number", NUM),
    "ISOWEEKNUM": Simple("isoweek", "n", "number", NUM),
    "DAYS": Simple("subtract", "nn", "number"),
    "NETWORKDAYS": Simple("networkdays", "nn", "number", NUM),
    "WORKDAY": Simple("workday", "nn", "number", NUM),
}


def simple(entry: Simple) -> Lowering:
    """Return the translation of a function that is one operation."""

    def lower(place: Place, node: Call) -> Typed:
        if len(node.arguments) > len(entry.kinds):
            raise place.refusal(node, "has more arguments than are translated")
        operands = [
            COERCE[kind](place, argument, lowered(place, argument))
            for kind, argument in zip(entry.kinds, node.arguments, strict=False)
        ]
        left_out = len(entry.kinds) - len(operands)
        operands += (
            [constant(value) for value in entry.defaults[len(entry.defaults) - left_out :]]
            if left_out
            else []
        )
        result = made(entry.op, entry.result, *operands, fails=entry.fails)
        keeps = entry.result == "logical" and result.fails
        return made("keep_missing", "logical", result, *operands) if keeps else result

    return lower


LOWERINGS.update({name: simple(entry) for name, entry in _SIMPLE.items()})


@lowers("CONCATENATE")
def _concatenate(place: Place, node: Call) -> Typed:
    texts = [as_text(place, argument, lowered(place, argument)) for argument in node.arguments]
    whole = texts[0]
    for text in texts[1:]:
        whole = joined(whole, text)
    return whole


LOWERINGS["CONCAT"] = _concatenate


@lowers("TEXTJOIN")
def _textjoin(place: Place, node: Call) -> Typed:
    mark, skip = lowered(place, node.arguments[0]), lowered(place, node.arguments[1])
    if not (is_constant(mark) and is_constant(skip)):
        raise place.refusal(node, "has a sign or a choice that changes from row to row")
    texts = [as_text(place, argument, lowered(place, argument)) for argument in node.arguments[2:]]
    skipping = bool(skip.words[0])
    if any(text.fails for text in texts):
        raise place.refusal(node, "joins texts that may be errors")
    return made(
        "textjoin_skipping" if skipping else "textjoin", "text", *texts, words=(mark.words[0], skipping)
    )


@lowers("SEARCH")
def _search(place: Place, node: Call) -> Typed:
    wanted = lowered(place, node.arguments[0])
    if not is_constant(wanted):
        raise place.refusal(node, "searches for a text that changes from row to row")
    text = as_text(place, node.arguments[1], lowered(place, node.arguments[1]))
    rest = node.arguments[2:]
    start = as_number(place, rest[0], lowered(place, rest[0])) if rest else constant(1.0)
    return made("search", "number", text, start, words=(regular(str(wanted.words[0])),), fails=VALUE)


def regular(pattern: str) -> str:
    """Return Excel's wildcards as a regular expression that Python and DuckDB both read."""
    known = wildcard(pattern)
    return known.pattern.replace("\\ ", " ") if known else "".join(_escaped(sign) for sign in pattern)


def _escaped(sign: str) -> str:
    return "\\" + sign if sign in "\\.^$*+?()[]{}|" else sign


@lowers("DATEDIF")
def _datedif(place: Place, node: Call) -> Typed:
    unit = lowered(place, node.arguments[2])
    if not is_constant(unit) or str(unit.words[0]).lower() not in {"y", "m", "d", "ym", "yd", "md"}:
        raise place.refusal(node, "counts in a unit that is not translated; y, m, d, ym, yd and md are")
    days = [as_number(place, argument, lowered(place, argument)) for argument in node.arguments[:2]]
    return made("datedif", "number", *days, words=(str(unit.words[0]).lower(),), fails=NUM)


@lowers("YEARFRAC")
def _yearfrac(place: Place, node: Call) -> Typed:
    basis = lowered(place, node.arguments[2]) if len(node.arguments) > 2 else constant(0.0)  # noqa: PLR2004 - the optional third argument
    if not is_constant(basis) or basis.words[0] not in {0.0, 1.0, 2.0, 3.0, 4.0}:
        raise place.refusal(node, "counts a year in a way that is not translated; 0 to 4 are")
    days = [as_number(place, argument, lowered(place, argument)) for argument in node.arguments[:2]]
    return made("yearfrac", "number", *days, words=(int(basis.words[0]),), fails=NUM | VALUE)


_WEEK_BEGINS = {1: 6, 2: 0, 11: 0, 12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6}


@lowers("WEEKDAY", "WEEKNUM")
def _weekday(place: Place, node: Call) -> Typed:
    kind = lowered(place, node.arguments[1]) if len(node.arguments) > 1 else constant(1.0)
    begins = (
        _WEEK_BEGINS.get(int(kind.words[0]))
        if is_constant(kind) and isinstance(kind.words[0], float)
        else None
    )
    if begins is None:
        raise place.refusal(node, "begins its weeks in a way that is not translated")
    day = as_number(place, node.arguments[0], lowered(place, node.arguments[0]))
    return made(node.name.lower(), "number", day, words=(begins,), fails=NUM)


_PATTERNS = {
    "dd/mm/yyyy": "%d/%m/%Y",
    "yyyy-mm-dd": "%Y-%m-%d",
    "yyyy-mm": "%Y-%m",
    "mm/yyyy": "%m/%Y",
    "mmm yyyy": "%b %Y",
    "mmmm yyyy": "%B %Y",
    "dd mmm yyyy": "%d %b %Y",
    "yyyy": "%Y",
    "mm": "%m",
    "mmm": "%b",
    "mmmm": "%B",
    "ddd": "%a",
    "dddd": "%A",
}


_NUMBER_FORMAT = re.compile(r"(#,##)?0(\.0+)?(%?)")


@lowers("TEXT")
def _text(place: Place, node: Call) -> Typed:
    code = lowered(place, node.arguments[1])
    value = lowered(place, node.arguments[0])
    if not is_constant(code):
        raise place.refusal(node, "writes values by a format that changes from row to row")
    pattern = _PATTERNS.get(str(code.words[0]).lower())
    if pattern is not None and value.op == "days" and not value.blank:
        return made("strftime", "text", value, words=(pattern,))
    number = _NUMBER_FORMAT.fullmatch(str(code.words[0]))
    if number is None or value.kind != "number":
        raise place.refusal(
            node, "writes values by a format that is not translated; 0.00, #,##0 and dates are"
        )
    return _shown(as_number(place, node.arguments[0], value), number)


def _shown(value: Typed, pattern: re.Match[str]) -> Typed:
    """Return a number written with so many decimals, perhaps with commas, perhaps as a percentage."""
    commas, decimals, percent = pattern.groups()
    places = len(decimals or ".") - 1
    scaled = made("multiply", "number", value, constant(100.0)) if percent else value
    layout = f"{{:{',' if commas else ''}.{places}f}}{percent}"
    return made("shown", "text", scaled, words=(places, layout))


@lowers("VALUE")
def _value(place: Place, node: Call) -> Typed:
    text = lowered(place, node.arguments[0])
    if text.kind == "number":
        return as_number(place, node.arguments[0], text)
    if text.op != "column" or text.blank or text.kind != "text":
        raise place.refusal(node, "reads numbers out of texts that are no column without blanks")
    for words in place.table.cells(str(text.words[0])).unique():
        if number_from_text(str(words)) != _plain_number(str(words)):
            raise place.refusal(node, f"reads {words!r} as a number, which pandas and SQL do not")
    return made("to_number", "number", text, fails=VALUE)


def _plain_number(words: str) -> float | None:
    try:
        return float(words.strip())
    except ValueError:
        return None


@lowers("TODAY", "NOW")
def _today(place: Place, node: Call) -> Typed:
    value = evaluate(place.formula._replace(root=node), Scope(Book(as_at=place.table.as_at), SHEET))
    return constant(value)  # type: ignore[arg-type]  # a number, or it refused
