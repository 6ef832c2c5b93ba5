"""A formula filled down: which row it was typed for, and the fast way against the slow one."""

from random import Random

import pytest
from fingerpost.formulas.filling import filled, fills_down
from fingerpost.formulas.filling_fast import fill_down
from fingerpost.formulas.oracle import same_value
from fingerpost.formulas.parser import parse
from fingerpost.formulas.shifting import filled_down, own_row
from fingerpost.formulas.tables import Table
from formula_maker import Maker, a_table


@pytest.mark.parametrize(
    ("text", "row", "fills"),
    [
        ("=B2*2", 2, True),
        ("=B3-B2", 3, True),
        ("=SUM(B2:C2)", 2, True),
        ("=SUM($B$2:B2)", 2, True),
        ("=SUM($B$2:$B$7)", 2, False),
        ("=SUM(B:B)", 2, False),
        ("=[@Weeks]*2", 2, True),
        ("=$B$2*2", 2, False),
    ],
)
def test_own_row_and_whether_the_formula_follows_it(text: str, row: int, fills: bool) -> None:  # noqa: FBT001 - a test's table
    formula = parse(text)
    assert own_row(formula.root) == row
    assert fills_down(formula) is fills


def test_filling_moves_what_has_no_dollar() -> None:
    assert filled_down(parse("=SUM($B$2:B2)+'My sheet'!$C3*2:3"), 4) == "=SUM($B$2:B6)+'My sheet'!$C7*6:7"


def test_running_total_and_difference_to_the_row_before(placements: Table) -> None:
    assert filled(parse("=SUM($B$2:B2)"), placements).results == [3, 7, 12, 12, 14, 15]
    assert filled(parse("=B3-B2"), placements).results == [1, 1, -5, 2, -1]


def test_fast_way_gives_what_the_interpreter_gives() -> None:
    rng = Random(9)  # noqa: S311 - a test, no secret
    table = Table(a_table(rng, 40))
    for _ in range(120):
        formula = parse(Maker(rng, 40).formula())
        fast, slow = fill_down(formula, table), filled(formula, table)
        assert fast.first_row == slow.first_row
        pairs = zip(fast.results, slow.results, strict=True)
        assert all(same_value(one, other) for one, other in pairs), formula.source  # type: ignore[arg-type]  # single
