"""The code a filter shows: the same test in pandas and SQL at each step, and Excel's count of rows seen."""

from fingerpost.walkthroughs.asked import Test
from fingerpost.walkthroughs.autofilter.told import Told
from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.quoting import both, literal, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula


def whole_table(told: Told) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(told.table, f"FROM {sql_name(told.table)}")


def the_test(told: Told) -> tuple[Code, ...]:
    """Return the test alone: a column of answers."""
    asked = _sql_test(told.first, "=")
    sql = f"SELECT {sql_name(told.first.column)}, {asked} AS answer\nFROM {sql_name(told.table)}"
    return both(_test(told, told.first, "=="), sql, ("==",), (asked,))


def keep(told: Told) -> tuple[Code, ...]:
    """Return the rows of which the test says True."""
    test, where = _test(told, told.first, "=="), f"WHERE {_sql_test(told.first, '=')}"
    return both(f"{told.table}[{test}]", _select(told, where), (test,), (where,))


def keep_others(told: Told) -> tuple[Code, ...]:
    """Return all other rows, the blank ones among them in both languages."""
    where = f"WHERE {_sql_test(told.first, 'IS DISTINCT FROM')}"
    return both(
        f"{told.table}[{_test(told, told.first, '!=')}]", _select(told, where), ("!=",), ("IS DISTINCT FROM",)
    )


def keep_both(told: Told, second: Test) -> tuple[Code, ...]:
    """Return the rows that pass two tests, each in its brackets."""
    sql = _select(told, f"WHERE {_sql_test(told.first, '=')} AND {_sql_test(second, '=')}")
    return both(_both_tests(told, second), sql, (") & (",), ("AND",))


def keep_otherwise(told: Told) -> tuple[Code, ...]:
    """Return the rows that have the value however it is written."""
    column, bare = f"{told.table}[{quoted(told.first.column)}]", told.first.bare
    made = '.str.strip(" ").str.upper()'
    where = f"WHERE upper(trim({sql_name(told.first.column)})) = {sql_literal(bare)}"
    return both(f"{told.table}[{column}{made} == {quoted(bare)}]", _select(told, where), (made,), (where,))


def more_than(told: Told) -> tuple[Code, ...]:
    """Return the rows that are more than the value, both read as numbers."""
    column = f"{told.table}[{quoted(told.first.column)}]"
    pandas, sql = (
        f'pd.to_numeric({column}, errors="coerce")',
        f"TRY_CAST({sql_name(told.first.column)} AS DOUBLE)",
    )
    where = f"WHERE {sql} > {told.first.value}"
    return both(f"{told.table}[{pandas} > {told.first.value}]", _select(told, where), (pandas,), (sql,))


def take_away(told: Told) -> tuple[Code, ...]:
    """Return the filter to keep, made to be copied."""
    codes = keep_both(told, told.second) if told.second else keep(told)
    return tuple(Code(code.language, code.text) for code in codes)


def of_heading(told: Told) -> Formula:
    """Return what the formula bar shows on the heading with the filter's arrow."""
    return Formula(f"{_letter(told)}1", told.first.column)


def of_seen(told: Told, *, rows: int | None = None) -> Formula:
    """Return the count of the rows seen, of so many or of the sample: 103 counts filled cells not hidden."""
    letter, last = _letter(told), (rows or len(told.sample)) + 1
    text = f"=SUBTOTAL(103,{letter}2:{letter}{last})"
    return Formula(f"{LETTERS[len(told.sample.columns) + 1]}2", text, spans(text, "SUBTOTAL"))


def _letter(told: Told) -> str:
    return LETTERS[list(told.sample.columns).index(told.first.column)]


def _test(told: Told, test: Test, sign: str) -> str:
    return f"{told.table}[{quoted(test.column)}] {sign} {literal(test.value)}"


def _sql_test(test: Test, sign: str) -> str:
    return f"{sql_name(test.column)} {sign} {sql_literal(test.value)}"


def _both_tests(told: Told, second: Test) -> str:
    return f"{told.table}[({_test(told, told.first, '==')}) & ({_test(told, second, '==')})]"


def _select(told: Told, where: str) -> str:
    return f"SELECT *\nFROM {sql_name(told.table)}\n{where}"
