"""Formulas drawn from the grammar of spreadsheet formulas, and broken ones made from them."""

from collections.abc import Callable
from random import Random

_FUNCTIONS = ("SUM", "IF", "VLOOKUP", "_xlfn.XLOOKUP", "Concat", "NETWORKDAYS.INTL", "F.DIST", "my_udf", "PI")
_OPERATORS = ("+", "-", "*", "/", "^", "&", "=", "<", ">", "<=", ">=", "<>")
_SHEETS = (
    "",
    "",
    "",
    "",
    "Sheet1!",
    "'My sheet'!",
    "'It''s'!",
    "[1]Sheet2!",
    "'[Book 1.xlsx]Jan'!",
    "Jan:Mar!",
)
_NAMES = ("rate", "Rate_2024", "_x", "Größe", "a.b")
_ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
_STRUCTURED = (
    "Table1[Weeks]",
    "Table1[@Weeks]",
    "Table1[[#All],[Weeks]:[Cost]]",
    "Table1[#Headers]",
    "[@[Child id]]",
    "Table1[[#This Row],[Weeks]]",
    "Table1[]",
)


def a_formula(rng: Random) -> str:
    """Return a formula that the grammar allows."""
    return "=" + _expression(rng, rng.randint(0, 4))


def a_broken_formula(rng: Random) -> str:
    """Return a formula with one thing wrong that no reading can mend."""
    return rng.choice(_BREAKINGS)(a_formula(rng), rng)


_BREAKINGS: tuple[Callable[[str, Random], str], ...] = (
    lambda whole, _: f"=SUM({whole[1:]}",
    lambda whole, rng: whole + rng.choice(("+", "*", "&", "<", "^")),
    lambda whole, _: whole + ")",
    lambda whole, _: f'{whole}&"never closed',
    lambda whole, _: f"=IF({whole[1:]},{{1,2;3}})",
    lambda whole, _: f"=({whole[1:]}) 12",
    lambda whole, _: f"={{1,{whole[1:]}+1,2}}",
    lambda whole, _: f"=*{whole[1:]}",
    lambda whole, _: f"={whole[1:]}&Table1[[#Nothing]]",
    lambda whole, _: f"=IF({whole[1:]};1;2)",
)


def _space(rng: Random) -> str:
    return rng.choice(("", "", "", "", " ", "\n"))


def _expression(rng: Random, depth: int) -> str:
    if depth == 0:
        return rng.choice((_constant, _reference, _reference))(rng)
    return rng.choice(_COMPOSED)(rng, depth - 1)


def _constant(rng: Random) -> str:
    return rng.choice(
        (_number, _text, lambda _: rng.choice(("TRUE", "false")), lambda _: rng.choice(_ERRORS), _array)
    )(rng)


def _number(rng: Random) -> str:
    return rng.choice((str(rng.randint(0, 10**6)), f"{rng.random():.4f}", ".5", "5.", "1E+10", "2.5e-3"))


def _text(rng: Random) -> str:
    return '"' + rng.choice(("", "Leeds", 'say ""hello""', "a,b;c)", "{=}", "ü")) + '"'


def _array(rng: Random) -> str:
    width = rng.randint(1, 3)
    rows = [
        ",".join(rng.choice(("1", "-2", '"a"', "TRUE", "#N/A")) for _ in range(width))
        for _ in range(rng.randint(1, 2))
    ]
    return "{" + ";".join(rows) + "}"


def _cell(rng: Random) -> str:
    column = rng.choice(("A", "b", "Z", "AB", "XFD"))
    return f"{rng.choice(('', '$'))}{column}{rng.choice(('', '$'))}{rng.choice((1, 9, 413, 1048576))}"


def _reference(rng: Random) -> str:
    kinds = (
        lambda: rng.choice(_SHEETS) + _cell(rng),
        lambda: f"{rng.choice(_SHEETS)}{_cell(rng)}:{_cell(rng)}",
        lambda: rng.choice(_SHEETS) + rng.choice(("A:A", "$B:$D", "1:1", "$2:$4")),
        lambda: rng.choice(_NAMES),
        lambda: rng.choice(_STRUCTURED),
        lambda: _cell(rng) + "#",
        lambda: f"({_cell(rng)},{_cell(rng)}:{_cell(rng)})",
        lambda: f"{_cell(rng)}:{_cell(rng)} {_cell(rng)}:{_cell(rng)}",
        lambda: f"INDEX({_cell(rng)}:{_cell(rng)},1):{_cell(rng)}",
    )
    return rng.choice(kinds)()


def _binary(rng: Random, depth: int) -> str:
    space = _space(rng)
    return f"{_expression(rng, depth)}{space}{rng.choice(_OPERATORS)}{space}{_expression(rng, depth)}"


def _call(rng: Random, depth: int) -> str:
    arguments = [
        rng.choice(("", _expression(rng, depth), _expression(rng, depth))) for _ in range(rng.randint(0, 4))
    ]
    return f"{rng.choice(_FUNCTIONS)}({_space(rng)}{','.join(arguments)})"


_COMPOSED: tuple[Callable[[Random, int], str], ...] = (
    _binary,
    _binary,
    _call,
    _call,
    lambda rng, depth: f"({_expression(rng, depth)})",
    lambda rng, depth: f"{rng.choice('+-@')}{_expression(rng, depth)}",
    lambda rng, depth: f"({_expression(rng, depth)})%",
)
