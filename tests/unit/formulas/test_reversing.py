"""A line of pandas, and the formula that justifies it to a colleague in Excel."""

import pytest
from fingerpost.formulas.reversing import justify
from fingerpost.formulas.tables import Table
from fingerpost.formulas.troubles import RefusedFormulaError


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("table['Weeks'].sum()", "=SUM($B$2:$B$7)"),
        ("total = table['Cost'].mean()", "=AVERAGE($C$2:$C$7)"),
        ("table.loc[table['Place'] == 'York', 'Weeks'].sum()", '=SUMIFS($B$2:$B$7,$A$2:$A$7,"York")'),
        (
            "table.loc[(table['Weeks'] > 2) & (table['Cost'] <= 4), 'Cost'].max()",
            '=MAXIFS($C$2:$C$7,$B$2:$B$7,">2",$C$2:$C$7,"<=4")',
        ),
        (
            "((table['Weeks'] > 2) & (table['Cost'] != 3.5)).sum()",
            '=COUNTIFS($B$2:$B$7,">2",$C$2:$C$7,"<>3.5")',
        ),
        ("table['Weeks'].fillna(0) * table['Cost']", "=(B2*C2)"),
        ("table['Cost'].cumsum()", "=SUM($C$2:C2)"),
        ("np.where(table['Cost'] > 3, 'many', 'few')", '=IF((C2>3),"many","few")'),
        ("table['Started'].dt.year", "=YEAR(D2)"),
        ("table['Cost'].rank(method='min', ascending=False)", "=RANK.EQ(C2,$C$2:$C$7,0)"),
        ("table['Weeks'].isna()", "=ISBLANK(B2)"),
        ("~(table['Cost'] > 3)", "=NOT((C2>3))"),
    ],
)
def test_line_and_formula_agree_on_every_row(line: str, formula: str, placements: Table) -> None:
    justified = justify(line, placements)
    assert justified.formula == formula
    assert justified.agreement.holds


def test_group_total_differs_where_case_does(placements: Table) -> None:
    justified = justify("table.groupby('Place')['Weeks'].transform('sum')", placements)
    assert justified.formula == "=SUMIFS($B$2:$B$7,$A$2:$A$7,A2)"
    assert (justified.agreement.row, justified.agreement.ours, justified.agreement.theirs) == (2, 7.0, 3.0)


def test_rounding_differs_at_a_half_and_says_where(placements: Table) -> None:
    justified = justify("table['Cost'].round(0)", placements)
    assert justified.formula == "=ROUND(C2,0)"
    assert (justified.agreement.row, justified.agreement.ours, justified.agreement.theirs) == (2, 3.0, 2.0)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("table['Weeks'].explode()", "At character 1 table['Weeks'].explode() has no Excel formula here"),
        ("table['Nothing'].sum()", "table['Nothing'].sum() has no Excel formula here"),
        ("__import__('os').system('true')", "__import__('os').system('true') has no Excel formula here"),
        ("table['Weeks'", "the line is no Python"),
        ("x = 1; y = 2", "Give one line of pandas"),
    ],
)
def test_line_without_a_formula_is_refused_and_never_run(line: str, said: str, placements: Table) -> None:
    with pytest.raises(RefusedFormulaError) as caught:
        justify(line, placements)
    assert said in str(caught.value)
