"""Pandas and SQL as they are written, what plain pandas takes for granted, and what is refused by name."""

import ast
from collections import Counter
from importlib.resources import files

import pandas as pd
import pytest
from fingerpost.formulas.explaining import explain_formula
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import Table
from fingerpost.formulas.translating.code import to_pandas, to_sql
from fingerpost.formulas.translating.idiomatic import to_idiomatic_pandas
from fingerpost.formulas.translating.idiomatic_sql import to_idiomatic_sql
from fingerpost.formulas.translating.typed import UntranslatedError
from fingerpost.formulas.values import Block


@pytest.mark.parametrize(
    ("text", "pandas", "sql"),
    [
        ("=B2*C2", "table['Weeks'].fillna(0) * table['Cost']", 'coalesce(sheet."Weeks", 0) * sheet."Cost"'),
        ("=SUM($C$2:C2)", "table['Cost'].fillna(0).cumsum()", "OVER (ORDER BY sheet.excel_row)"),
        ("=C3-C2", "(table['Cost'] - table['Cost'].shift(1).fillna(0)).iloc[1:]", "lag("),
        ('=COUNTIF(B:B,">3")', "float((table['Weeks'] > 3).sum())", 'WHERE c."Weeks" > 3.0'),
        ('=A2="leeds"', "excel_lower(table['Place'].fillna(\"\")) == 'leeds'", "lower("),
    ],
)
def test_code_is_written_over_columns(text: str, pandas: str, sql: str, placements: Table) -> None:
    assert pandas in to_pandas(parse(text), placements).expression
    assert sql in to_sql(parse(text), placements).expression


def test_code_carries_only_the_rules_it_names(placements: Table) -> None:
    code = to_pandas(parse("=ROUND(C2,1)"), placements)
    assert "def excel_round(" in code.rules
    assert "def excel_year(" not in code.rules
    assert to_pandas(parse("=C2*2"), placements).rules == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("=B2*SUM(C2:C7)", "has no $ before its row numbers, so it slides down with every row"),
        ("=SUM(C2:C5)", "covers rows 2 to 5, but the data are rows 2 to 7"),
        ("=B2-B1", "reads the header in the first row"),
        ("=A2*2", "is text where a number is wanted"),
        ("=A2>B2", "compares values of different kinds"),
        ("=VLOOKUP(3,B2:C7,2)", "column Weeks is not in rising order"),
        ("=IFNA(VLOOKUP(C2/B2,B2:C7,2,FALSE),0)", "has no $ before its row numbers"),
        ("=SKEW(C2:C7)", "uses SKEW, which has a value here but is not translated"),
        ("=SLOPE(B2:B7,C2:C7)", "takes columns that are no numbers, or have blanks"),
    ],
)
def test_what_cannot_be_kept_faithful_is_refused_by_name(text: str, why: str, placements: Table) -> None:
    for translate in (to_pandas, to_sql):
        with pytest.raises(UntranslatedError) as caught:
            translate(parse(text), placements)
        assert why in str(caught.value)
        assert caught.value.start < caught.value.stop <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=YEARFRAC(D2,DATE(2024,3,31),1)", [60 / 366, 31 / 366, 365 / 366, 0.0, 1492 / 365.4, 275 / 366]),
        ("=YEARFRAC(D2,DATE(2024,3,31))", [60 / 360, 30 / 360, 1.0, 0.0, 1470 / 360, 270 / 360]),
        ('=DATEDIF(D2,DATE(2025,1,1),"md")', [1.0, 3.0, 0.0, 1.0, 3.0, 1.0]),
        ('=DATEDIF(D2,DATE(2025,1,1),"yd")', [336.0, 307.0, 275.0, 276.0, 307.0, 1.0]),
        ("=SUBTOTAL(9,$C$2:$C$7)", [21.505]),
        ("=AGGREGATE(4,6,$C$2:$C$7)", [10.0]),
        ("=ROW()-1", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        ("=ROWS($A$2:A2)", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        ("=OFFSET(C3,-1,0)", [2.5, 3.5, 1.005, 10.0, 0.5, 4.0]),
        ('=COUNTIFS($A$2:$A$7,A2,$C$2:$C$7,">1")', [2.0, 2.0, 1.0, 1.0, 0.0, 0.0]),
    ],
)
def test_pandas_and_sql_give_what_is_counted_by_hand(
    text: str, expected: list[float], placements: Table
) -> None:
    told = explain_formula(text, placements)
    assert told.filled.results == pytest.approx(expected)
    for translation in told.translations:
        assert translation.agreement is not None, translation.refusal
        assert translation.agreement.holds, translation


def test_mixed_column_is_refused_but_has_a_value() -> None:
    table = Table(pd.DataFrame({"Weeks": pd.Series([1.0, "2", 3.0], dtype="object")}))
    told = explain_formula("=SUM(A:A)", table)
    assert told.value == 4.0
    assert "mixes numbers, texts or logicals" in told.translations[0].refusal


@pytest.mark.parametrize(
    ("text", "plain", "held"),
    [
        ("=ROUND(C2,0)", "round(table['Cost'], 0)", [False]),
        ("=YEAR(D2)", "table['Started'].dt.year", [True]),
        ("=C2/2", "table['Cost'] / 2", [True]),
        ('=COUNTIF(A:A,"YORK")', "float((table['Place'] == 'York').sum())", [True]),
        ("=B2+1", "table['Weeks'] + 1", [False]),
        ("=SUMIF($A$2:$A$7,A2,$C$2:$C$7)", "table.groupby('Place')['Cost'].transform('sum')", [False]),
    ],
)
def test_plain_pandas_says_what_it_takes_for_granted(
    text: str, plain: str, held: list[bool], placements: Table
) -> None:
    code, assumptions = to_idiomatic_pandas(parse(text), placements)
    assert code.expression == f"result = {plain}"
    assert [assumption.holds for assumption in assumptions] == held


def test_plain_pandas_agrees_wherever_all_its_assumptions_hold(placements: Table) -> None:
    for text in ("=YEAR(D2)", "=C2/2", "=IF(C2>3,1,0)", '=SUMIFS(C:C,A:A,"York")', "=INT(C2)", "=MOD(C2,3)"):
        told = explain_formula(text, placements)
        assert all(assumption.holds for assumption in told.assumptions), text
        assert told.plain.agreement is not None
        assert told.plain.agreement.holds, text


@pytest.mark.parametrize(
    ("text", "plain", "held"),
    [
        ("=YEAR(D2)", 'year(sheet."Started")', [True]),
        ("=B2+1", 'sheet."Weeks" + 1.0', [False]),
        ("=MOD(C2,3)", 'sheet."Cost" % 3.0', [True]),
        ('=COUNTIF(A:A,"YORK")', "WHERE c.\"Place\" = 'York'", [True]),
        (
            "=SUMIF($A$2:$A$7,A2,$C$2:$C$7)",
            'sum(sheet."Cost") OVER (PARTITION BY sheet."Place")',
            [False],
        ),
    ],
)
def test_plain_sql_says_what_it_takes_for_granted(
    text: str, plain: str, held: list[bool], placements: Table
) -> None:
    code, assumptions = to_idiomatic_sql(parse(text), placements)
    assert plain in code.expression
    assert [assumption.holds for assumption in assumptions] == held


def test_plain_sql_agrees_wherever_all_its_assumptions_hold(placements: Table) -> None:
    for text in (
        "=YEAR(D2)",
        "=C2/2",
        "=IF(C2>3,1,0)",
        '=SUMIFS(C:C,A:A,"York")',
        "=ROUND(C2,1)",
        "=MOD(C2,3)",
    ):
        told = explain_formula(text, placements)
        assert all(assumption.holds for assumption in told.sql_assumptions), text
        assert told.plain_sql.agreement is not None, text
        assert told.plain_sql.agreement.holds, text


def test_explanation_holds_what_a_scene_needs(placements: Table) -> None:
    told = explain_formula("=ROUND(C2,0)+B2", placements)
    assert told.value == 6.0
    assert told.ironcalc is not None
    assert told.ironcalc.holds
    assert list(told.traces) == [2, 3, 4, 5, 6, 7]
    first = {told.formula.source[step.start : step.stop]: step for step in told.traces[2]}
    assert first["C2"].kind == "read"
    assert first["C2"].cells == (Block("Sheet1", 2, 3, 2, 3),)
    assert first["ROUND(C2,0)"].value == 3.0
    below = {told.formula.source[step.start : step.stop]: step for step in told.traces[4]}
    assert below["C2"].cells == (Block("Sheet1", 4, 3, 4, 3),)
    assert below["C2"].value == 1.005


@pytest.mark.parametrize(
    ("text", "code", "amount"),
    [
        ('=SUMIFS(B:B,A:A,"Leeds")', "CASE", "1 row matches 'Leeds' in column Place"),
        ('=COUNTIF(A:A,"Hull")', "SPACES", "1 row holds in column Place 'Hull'"),
        ("=AVERAGE(B2:B7)", "BLANKS-SKIPPED", "leaves out: 3. Counted as 0 that would make it 2.5."),
        ("=ROUND(C2,0)", "HALF-ROUNDING", "2 rows end in a half"),
        ("=SUM(C2:C5)", "SHORT-RANGE", "2 rows are left out"),
        ('=VLOOKUP("leeds",A2:C7,3,FALSE)', "DUPLICATE-KEYS", "holds 1 values more than once (2 rows)"),
        ("=VLOOKUP(3.5,B2:C7,2)", "NEAREST-MATCH", "1 of 1 results differ"),
        ('=IFERROR(C2/B2,"none")', "HIDDEN-ERRORS", "hides 1 error in 6 rows, the first #DIV/0! in E5"),
    ],
)
def test_trap_is_named_with_its_amount(text: str, code: str, amount: str, placements: Table) -> None:
    traps = {trap.code: trap.sentence for trap in explain_formula(text, placements).traps}
    assert amount in traps[code]


def test_traps_that_change_nothing_are_not_named(placements: Table) -> None:
    clean = Table(placements.frame.dropna().iloc[2:3].reset_index(drop=True))
    for text in ("=SUM(C2:C2)", '=COUNTIF(A:A,"York")', "=AVERAGE(B:B)", "=ROUND(B2,0)"):
        assert explain_formula(text, clean).traps == ()


def test_column_that_sql_needs_for_itself_is_refused_by_name() -> None:
    told = explain_formula("=A2*2", Table(pd.DataFrame({"excel_row": [3.0, 4.0]})))
    assert "a column named excel_row" in told.translations[1].refusal
    assert told.translations[0].agreement is not None


def test_no_two_rules_that_travel_with_the_code_share_a_name() -> None:
    names = [
        node.name
        for file in files("fingerpost.formulas.rules").iterdir()
        if file.name.endswith(".py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []
