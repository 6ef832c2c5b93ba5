"""Excel's rules as Microsoft's documentation states them, one case a trap."""

import pytest
from fingerpost.formulas.filling import value_as_typed
from fingerpost.formulas.functions.calendar import datedif
from fingerpost.formulas.parser import parse
from fingerpost.formulas.tables import Table
from fingerpost.formulas.values import Array, ExcelError, Value


def value_of(text: str, table: Table) -> Value | Array | str:
    found = value_as_typed(parse(text), table)
    return found.code if isinstance(found, ExcelError) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=-2^2", 4.0),
        ('="1"=1', False),
        ('="leeds"="LEEDS"', True),
        ('="a">9999', True),
        ('="3"+1', 4.0),
        ("=TRUE+1", 2.0),
        ("=50%*4", 2.0),
        ("=1/0", "#DIV/0!"),
        ("=ROUND(2.5,0)", 3.0),
        ("=ROUND(-2.5,0)", -3.0),
        ("=ROUND(1.005,2)", 1.01),
        ("=MOD(-3,5)", 2.0),
        ("=INT(-2.5)", -3.0),
        ("=TRUNC(-2.5)", -2.0),
        ("=0.1+0.2=0.3", True),
        ('=TRIM("  a   b ")', "a b"),
        ('=PROPER("o\'neil-smith")', "O'Neil-Smith"),
        ('=FIND("b","abB")', 2.0),
        ('=SEARCH("B","ab")', 2.0),
        ('=FIND("z","ab")', "#VALUE!"),
        ('=SUBSTITUTE("a-a-a","-","+",2)', "a-a+a"),
        ('=VALUE("1,234")', 1234.0),
        ('=VALUE("(5)")', -5.0),
        ('=TEXT(1234.5,"#,##0.00")', "1,234.50"),
        ('=TEXT(45352,"dd/mm/yyyy")', "01/03/2024"),
        ("=DATE(2024,13,1)", 45658.0),
        ("=DATE(2024,3,0)", 45351.0),
        ('=DATEDIF(DATE(2020,2,29),DATE(2021,2,28),"y")', 0.0),
        ('=DATEDIF(DATE(2021,1,1),DATE(2020,1,1),"d")', "#NUM!"),
        ("=NETWORKDAYS(DATE(2024,3,1),DATE(2024,3,4))", 2.0),
        ("=WORKDAY(DATE(2024,3,1),1)", 45355.0),
        ("=EOMONTH(DATE(2024,1,31),1)", 45351.0),
        ("=EDATE(DATE(2024,1,31),1)", 45351.0),
        ("=WEEKDAY(DATE(2024,3,3))", 1.0),
        ("=IFS(FALSE,1)", "#N/A"),
        ('=SWITCH("B","a",1,"b",2)', 2.0),
        ('=IFERROR(1/0,"none")', "none"),
        ('=IFNA(1/0,"none")', "#DIV/0!"),
        ("=LET(x,3,y,x+1,x*y)", 12.0),
        ('=TEXTJOIN(",",TRUE,"a","","b")', "a,b"),
        ("=SUMPRODUCT({1,2;3,4},{1,0;0,1})", 5.0),
        ('=COUNTIF(A:A,"leeds")', 2.0),
        ('=COUNTIF(A2:A7,"<>Leeds")', 4.0),
        ('=COUNTIF(A2:A7,"h*")', 2.0),
        ("=COUNTIF(A2:A7,A7)", 0.0),
        ("=COUNTA(A2:A7)", 5.0),
        ("=COUNTBLANK(B2:B7)", 1.0),
        ('=SUMIFS(B:B,A:A,"LEEDS")', 7.0),
        ('=SUMIF(A2:A7,"leeds",B2)', 7.0),
        ('=AVERAGEIFS(B:B,A:A,"Bath")', "#DIV/0!"),
        ('=MAXIFS(B:B,A:A,"Bath")', 0.0),
        ('=VLOOKUP("YORK",A2:C7,2,FALSE)', 5.0),
        ('=VLOOKUP("Bath",A2:C7,2,FALSE)', "#N/A"),
        ('=VLOOKUP("Hull",A2:C7,9,FALSE)', "#REF!"),
        ('=XLOOKUP("Bath",A2:A7,B2:B7,"none")', "none"),
        ('=INDEX(B2:B7,MATCH("york",A2:A7,0))', 5.0),
        ("=B5+1", 1.0),
        ('=B5=""', True),
        ("=AVERAGE(B2:B7)", 3.0),
        ("=RANK(4,B2:B7)", 2.0),
        ("=LARGE(B2:B7,2)", 4.0),
        ("=SUM(Table1[Weeks])", 15.0),
    ],
)
def test_excel_rule(text: str, expected: Value, placements: Table) -> None:
    found = value_of(text, placements)
    assert type(found) is type(expected)
    assert found == (pytest.approx(expected, rel=1e-12) if isinstance(expected, float) else expected)


def test_unique_takes_one_of_each_case(placements: Table) -> None:
    found = value_of("=UNIQUE(A2:A6)", placements)
    assert isinstance(found, Array)
    assert found.flat == ["Leeds", "York", "Hull ", "Hull"]


def test_md_can_be_negative_as_microsoft_warns() -> None:
    assert datedif(45322.0, 45352.0, "md") == -1.0
