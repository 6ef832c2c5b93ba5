"""The code a lookup shows: the same merge in pandas and in SQL at each step, and Excel's VLOOKUP."""

from fingerpost.walkthroughs.lookup.tables import other_letter
from fingerpost.walkthroughs.lookup.told import FOUND_WHERE, Names, Stored, Told
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_name
from fingerpost.walkthroughs.scene import Code, Formula
from fingerpost.walkthroughs.text_numbers import written_in_pandas, written_in_sql

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def two_tables(names: Names) -> tuple[Code, ...]:
    """Return the code that shows both tables."""
    return both(f"{names.table}\n{names.other}", f"FROM {names.sql.table};\nFROM {names.sql.other}")


def on_the_key(names: Names) -> tuple[Code, ...]:
    """Return the left merge, the key underlined."""
    return _merge(names, how="left", said=(f"on={names.pandas.key}",), said_in_sql=(_on(names.sql),))


def left_merge(names: Names) -> tuple[Code, ...]:
    """Return the left merge, the word that keeps every row underlined."""
    return _merge(names, how="left", said=('how="left"',), said_in_sql=("LEFT JOIN",))


def found_where(names: Names) -> tuple[Code, ...]:
    """Return the left merge that says of each row whether it was found, that part underlined."""
    sql, belt = names.sql, "indicator=True"
    answer = f" AS {sql_name(names.answer)}" if names.suffix else ""
    found = f"CASE WHEN {sql.other}.{sql.key} IS NULL THEN 'left_only' ELSE 'both' END AS {FOUND_WHERE}"
    select = f"SELECT {sql.table}.*, {sql.other}.{sql.take}{answer},\n    {found}"
    join = f"FROM {sql.table} LEFT JOIN {sql.other}\n{_on(sql)}"
    pandas = _merge_in_pandas(names, how="left", more=f", {belt}")
    return both(pandas, f"{select}\n{join}", (belt,), (found,))


def inner_merge(names: Names) -> tuple[Code, ...]:
    """Return the inner merge."""
    return _merge(names, how="inner", said=('how="inner"',), said_in_sql=("JOIN",))


def seat_belt(names: Names) -> tuple[Code, ...]:
    """Return the merge that refuses keys standing twice, and the query that lists them."""
    sql = names.sql
    listed = f"SELECT {sql.key}, count(*) AS times\nFROM {sql.other}\nGROUP BY {sql.key} HAVING count(*) > 1"
    belt = 'validate="m:1"'
    return both(
        _merge_in_pandas(names, how="left", more=f", {belt}"), listed, (belt,), ("HAVING count(*) > 1",)
    )


def same_capitals(names: Names) -> tuple[Code, ...]:
    """Return how a key is put in capitals, to be done on both sides before the merge."""
    key, sql = names.pandas.key, names.sql
    upper = ".str.upper()"
    return both(
        f"{names.table}[{key}]{upper}",
        f"SELECT upper({sql.key})\nFROM {sql.table}",
        (upper,),
        (f"upper({sql.key})",),
    )


def two_of_one_name(names: Names) -> tuple[Code, ...]:
    """Return the left merge that says what the other table's column is called, that part underlined."""
    sql = names.sql
    said_in_sql = f"{sql.other}.{sql.take} AS {sql_name(names.answer)}"
    return _merge(names, how="left", said=(_suffixes(names),), said_in_sql=(said_in_sql,))


def two_columns_alone(names: Names) -> tuple[Code, ...]:
    """Return the left merge, the columns that it takes of the other table underlined."""
    sql = names.sql
    return _merge(names, how="left", said=(_taken(names),), said_in_sql=(f"{sql.other}.{sql.take}",))


def without_blanks(names: Names) -> tuple[Code, ...]:
    """Return the other table without its blank keys; SQL needs nothing."""
    drop = f".dropna(subset=[{names.pandas.key}])"
    sql = names.sql
    kept = f"WHERE {sql.key} IS NOT NULL"
    return both(f"{names.other}{drop}", f"SELECT *\nFROM {sql.other}\n{kept}", (drop,), (kept,))


def keys_as_text(told: Told, stored: Stored) -> tuple[Code, ...]:
    """Return how the keys that are numbers become text, and in SQL the join that reads them so."""
    key, sql = told.names.pandas.key, told.names.sql
    sides = (
        (told.names.table, sql.table, stored.left, stored.mine),
        (told.names.other, sql.other, stored.other, stored.theirs),
    )
    lines, calls, reads = [], [], []
    for name, in_sql, table, changed in sides:
        call = written_in_pandas(table[told.names.key])
        lines += [f"{name}[{key}] = {name}[{key}]{call}"] if changed else []
        calls += [call] if changed else []
        plain = f"{in_sql}.{sql.key}"
        reads.append(written_in_sql(table[told.names.key], plain) if changed else plain)
    join = f"SELECT {sql.table}.*, {sql.other}.{sql.take}\nFROM {sql.table} LEFT JOIN {sql.other}\n"
    return both("\n".join(lines), f"{join}ON {' = '.join(reads)}", (calls[-1],), (reads[-1],))


def of_key(told: Told) -> Formula:
    """Return what the formula bar shows on the answer's heading."""
    return Formula(f"{_answer_letter(told)}1", told.names.answer)


def of_vlookup(told: Told, *, at: int = 0, said: str = "VLOOKUP") -> Formula:
    """Return the VLOOKUP of row `at`, `said` underlined: its range is fixed, its key moves."""
    first = other_letter(told)
    names = list(told.other.columns)
    last = _LETTERS[_LETTERS.index(first) + len(names) - 1]
    key = _LETTERS[list(told.left.columns).index(told.names.key)]
    place = names.index(told.names.take) + 1
    text = f"=VLOOKUP({key}{at + 2},${first}$2:${last}${len(told.other) + 1},{place},FALSE)"
    return Formula(f"{_answer_letter(told)}{at + 2}", text, spans(text, said))


def _answer_letter(told: Told) -> str:
    return _LETTERS[len(told.left.columns)]


def _merge(
    names: Names, *, how: str, said: tuple[str, ...], said_in_sql: tuple[str, ...]
) -> tuple[Code, ...]:
    sql = _join(names, "LEFT JOIN" if how == "left" else "JOIN")
    return both(_merge_in_pandas(names, how=how), sql, said, said_in_sql)


def _merge_in_pandas(names: Names, *, how: str, more: str = "") -> str:
    key, taken = names.pandas.key, f"{names.other}{_taken(names)}"
    if not names.suffix:
        return f'{names.table}.merge({taken}, on={key}, how="{how}"{more})'
    ways = f'on={key}, how="{how}", {_suffixes(names)}{more}'
    return f"{names.table}.merge(\n    {taken},\n    {ways},\n)"


def _taken(names: Names) -> str:
    """Return the columns that a merge takes of the other table."""
    return f"[[{names.pandas.key}, {names.pandas.take}]]"


def _suffixes(names: Names) -> str:
    return f'suffixes=("", {quoted(names.suffix)})'


def _join(names: Names, join: str) -> str:
    sql = names.sql
    answer = f" AS {sql_name(names.answer)}" if names.suffix else ""
    took = f"{sql.other}.{sql.take}{answer}"
    return f"SELECT {sql.table}.*, {took}\nFROM {sql.table} {join} {sql.other}\n{_on(sql)}"


def _on(sql: Names) -> str:
    return f"ON {sql.table}.{sql.key} = {sql.other}.{sql.key}"
