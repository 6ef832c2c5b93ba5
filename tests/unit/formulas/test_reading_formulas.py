"""Formula text into a tree with positions, and broken text into a sentence with one."""

from random import Random

import pytest
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tree import (
    Area,
    ArrayLiteral,
    Binary,
    Call,
    Cell,
    Columns,
    ErrorLiteral,
    Intersection,
    Link,
    Name,
    Percent,
    Prefix,
    Rows,
    Span,
    Spill,
    Structured,
    Unary,
    Union,
    walk,
)
from fingerpost.formulas.troubles import BrokenFormulaError
from grammar_maker import a_broken_formula, a_formula


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("=$B$2", Cell),
        ("=B2:C9", Area),
        ("=A:C", Columns),
        ("=1:3", Rows),
        ("=rate", Name),
        ("=Table1[[#Data],[First]:[Last]]", Structured),
        ("=INDEX(A1:A9,1):B2", Span),
        ("=A1:A9 A3:B3", Intersection),
        ("=(A1,B2:B4)", Union),
        ("=A1#", Spill),
        ("=@A1:A9", Unary),
        ("=5%", Percent),
        ("={1,2;3,4}", ArrayLiteral),
        ("=#N/A", ErrorLiteral),
        ("=_xlfn.XLOOKUP(1,A:A,B:B)", Call),
        ("=[1]!'topic'", Link),
    ],
)
def test_every_kind_of_formula_part_has_its_node(text: str, kind: type) -> None:
    assert type(parse(text).root) is kind


def test_minus_before_a_power_binds_tighter_than_the_power() -> None:
    root = parse("=-2^2").root
    assert isinstance(root, Binary)
    assert root.operator == "^"
    assert isinstance(root.left, Unary)


def test_operators_of_one_rank_are_read_from_the_left() -> None:
    root = parse("=2^3^2").root
    assert isinstance(root, Binary)
    assert isinstance(root.left, Binary)


def test_file_prefixes_of_newer_functions_are_dropped() -> None:
    root = parse("=_xlfn._xlws.FILTER(A:A,B:B)").root
    assert isinstance(root, Call)
    assert root.name == "FILTER"


def test_sheet_names_keep_spaces_quotes_and_workbooks() -> None:
    root = parse("='[Year end.xlsx]It''s here'!B2").root
    assert isinstance(root, Cell)
    assert root.prefix == Prefix("It's here", "", "Year end.xlsx")


def test_spans_cut_the_source_into_the_parts_they_name() -> None:
    source = '=IF(B2>10, "many", SUM($C$2:C9))'
    parts = {source[node.start : node.stop] for node in walk(parse(source).root)}
    assert {"B2>10", "B2", "10", '"many"', "SUM($C$2:C9)", "$C$2:C9"} <= parts


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("=SUM(B2", 7, "'SUM(' opened at character 2 is not closed"),
        ("=B2+", 4, "the formula ends: expected a value"),
        ("=1+*2", 3, "has '*'"),
        ('="open', 1, "never closed"),
        ("={1,A1}", 4, "arrays hold only these"),
        ("={1,2;3}", 1, "differ in length"),
        ("=B2)", 3, "expected an operator"),
        ("=IF(B2;1;2)", 6, "expected , or )"),
        ("=", 0, "empty"),
        ("=Sheet1!+2", 8, "after Sheet1!"),
    ],
)
def test_broken_formula_says_where_and_what_was_expected(text: str, position: int, said: str) -> None:
    with pytest.raises(BrokenFormulaError) as caught:
        parse(text)
    assert caught.value.start == position
    assert said in str(caught.value)


def test_long_and_deep_formulas_are_refused_in_a_sentence() -> None:
    with pytest.raises(BrokenFormulaError, match="10000 characters"):
        parse("=" + "1" * 9_999)
    with pytest.raises(BrokenFormulaError, match="nested more than 64 deep"):
        parse("=" + "ABS(" * 100 + "1" + ")" * 100)
    with pytest.raises(BrokenFormulaError, match="nested more than 128 deep"):
        parse("=" + "(" * 200 + "1" + ")" * 200)


def test_a_thousand_terms_in_a_row_are_no_depth() -> None:
    assert len(list(walk(parse("=" + "+".join(["A1"] * 1_000)).root))) == 1_999


def test_every_formula_the_grammar_makes_is_read() -> None:
    rng = Random(6)  # noqa: S311 - a test, no secret
    for _ in range(5_000):
        text = a_formula(rng)
        assert parse(text).source == text


def test_every_broken_formula_is_refused_with_a_position_inside_it() -> None:
    rng = Random(60)  # noqa: S311 - a test, no secret
    for _ in range(2_000):
        text = a_broken_formula(rng)
        with pytest.raises(BrokenFormulaError) as caught:
            parse(text)
        assert 0 <= caught.value.start <= len(text), text
