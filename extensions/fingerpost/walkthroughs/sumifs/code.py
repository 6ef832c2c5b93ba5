"""The code of a SUMIFS: the tests one by one, their sum, and every group at once."""

from fingerpost.walkthroughs.asked import Test
from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.quoting import both, literal, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula
from fingerpost.walkthroughs.sumifs.told import Told
from fingerpost.walkthroughs.text_numbers import read_as_numbers


def whole_table(told: Told) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(told.table, f"FROM {sql_name(told.table)}")


def first_test(told: Told) -> tuple[Code, ...]:
    """Return the first test alone."""
    test = told.adding.first
    sql = f"SELECT {_sql(test)} AS answer\nFROM {sql_name(told.table)}"
    return both(_pandas(told, test), sql, ("==",), (_sql(test),))


def all_tests(told: Told) -> tuple[Code, ...]:
    """Return all tests as one column of answers."""
    sql = f"SELECT {_where(told)} AS answer\nFROM {sql_name(told.table)}"
    several = len(told.adding.tests) > 1
    return both(_mask(told), sql, (" & ",) if several else (), (" AND ",) if several else ())


def add_up(told: Told) -> tuple[Code, ...]:
    """Return what the rows that pass add up to."""
    add = told.adding.add
    pandas = (
        f"({_mask(told)}).sum()" if add is None else f"{told.table}.loc[{_mask(told)}, {quoted(add)}].sum()"
    )
    sql = f"SELECT {_sql_sum(told)} AS total\nFROM {sql_name(told.table)}\nWHERE {_where(told)}"
    return both(pandas, sql, (".sum()",), (f"WHERE {_where(told)}",))


def text_to_numbers(told: Told) -> tuple[Code, ...]:
    """Return how the column that is added up becomes numbers, and in SQL the sum that reads it so."""
    line, read = read_as_numbers(told.table, told.adding.add or "")
    sql = f"SELECT sum({read}) AS total\nFROM {sql_name(told.table)}\nWHERE {_where(told)}"
    return both(line, sql, ("pd.to_numeric",), (read,))


def every_group(told: Told, *, keep_blank: bool = False) -> tuple[Code, ...]:
    """Return the sum of every group at once, with or without the group of the blanks."""
    by, add = told.adding.first.column, told.adding.add
    dropna = ", dropna=False" if keep_blank else ""
    grouped = f"groupby({quoted(by)}{dropna})"
    pandas = f"{told.table}.{grouped}" + (".size()" if add is None else f"[{quoted(add)}].sum()")
    where = "" if keep_blank else f"\nWHERE {sql_name(by)} IS NOT NULL"
    sql = (
        f"SELECT {sql_name(by)}, {_sql_sum(told)} AS total\nFROM {sql_name(told.table)}{where}\n"
        f"GROUP BY {sql_name(by)}\nORDER BY {sql_name(by)}"
    )
    said = ("dropna=False",) if keep_blank else (grouped,)
    return both(pandas, sql, said, (f"GROUP BY {sql_name(by)}",))


def of_total(told: Told, *, said: str = "") -> Formula:
    """Return SUMIFS or COUNTIFS with each test as a range and a word; `said` may be 'first' or 'all'."""
    criteria = [f"{_range(told, test.column)},{_criterion(test)}" for test in told.adding.tests]
    ranges = [_range(told, told.adding.add)] if told.adding.add else []
    text = f"={_function(told)}({','.join([*ranges, *criteria])})"
    spoken = {"": (), "first": criteria[:1], "all": criteria}[said]
    return Formula(_result_cell(told), text, spans(text, *spoken))


def of_label(told: Told) -> Formula:
    """Return the formula that is dragged down beside a list of labels."""
    letter = LETTERS[len(told.sample.columns) + 1]
    ranges = [_range(told, told.adding.add, fixed=True)] if told.adding.add else []
    criteria = f"{_range(told, told.adding.first.column, fixed=True)},{letter}2"
    text = f"={_function(told)}({','.join([*ranges, criteria])})"
    return Formula(_result_cell(told), text, spans(text, f"{letter}2"))


def list_anchor(told: Told) -> str:
    """Return where the list of labels begins on the sheet."""
    return f"{LETTERS[len(told.sample.columns) + 1]}1"


def _function(told: Told) -> str:
    return "SUMIFS" if told.adding.add else "COUNTIFS"


def _result_cell(told: Told) -> str:
    return f"{LETTERS[len(told.sample.columns) + 2]}2"


def _range(told: Told, column: str, *, fixed: bool = False) -> str:
    letter, last = LETTERS[list(told.sample.columns).index(column)], len(told.sample) + 1
    return f"${letter}$2:${letter}${last}" if fixed else f"{letter}2:{letter}{last}"


def _criterion(test: Test) -> str:
    if isinstance(test.value, bool):
        return str(test.value).upper()
    return str(test.value) if isinstance(test.value, int | float) else f'"{test.value}"'


def _pandas(told: Told, test: Test) -> str:
    return f"{told.table}[{quoted(test.column)}] == {literal(test.value)}"


def _mask(told: Told) -> str:
    tests = [_pandas(told, test) for test in told.adding.tests]
    return tests[0] if len(tests) == 1 else " & ".join(f"({test})" for test in tests)


def _sql(test: Test) -> str:
    return f"{sql_name(test.column)} = {sql_literal(test.value)}"


def _where(told: Told) -> str:
    return " AND ".join(map(_sql, told.adding.tests))


def _sql_sum(told: Told) -> str:
    return f"coalesce(sum({sql_name(told.adding.add)}), 0)" if told.adding.add else "count(*)"
