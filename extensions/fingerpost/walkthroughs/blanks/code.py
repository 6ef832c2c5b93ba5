"""The code of the blanks: what counts which kind, and the line that makes one kind of them."""

from fingerpost.walkthroughs.blanks.told import Told
from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula


def whole_table(told: Told) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(told.table, f"FROM {sql_name(told.table)}")


def is_missing(told: Told) -> tuple[Code, ...]:
    """Return the count of the cells that hold nothing at all."""
    return both(
        f"{_column(told)}.isna().sum()", _count(told, f"{_sql(told)} IS NULL"), (".isna()",), ("IS NULL",)
    )


def equals_none(told: Told) -> tuple[Code, ...]:
    """Return the question that finds no row."""
    return both(
        f"({_column(told)} == None).sum()", _count(told, f"{_sql(told)} = NULL"), ("== None",), ("= NULL",)
    )


def looks_empty(told: Told) -> tuple[Code, ...]:
    """Return the count of text of nothing and of spaces."""
    pandas = f'({_column(told)}.str.strip(" ") == "").sum()'
    return both(
        pandas, _count(told, f"trim({_sql(told)}) = ''"), ('.str.strip(" ")',), (f"trim({_sql(told)})",)
    )


def words_for_nothing(told: Told) -> tuple[Code, ...]:
    """Return the count of the words that stand for nothing."""
    words = f"[{', '.join(map(quoted, told.words))}]"
    sql = f"trim({_sql(told)}) IN ({', '.join(map(sql_literal, told.words))})"
    pandas = f'{_column(told)}.str.strip(" ").isin({words}).sum()'
    return both(pandas, _count(told, sql), (words,), (sql,))


def one_kind(told: Told, *, said: bool = True) -> tuple[Code, ...]:
    """Return the line that makes every blank a missing value, and counts them."""
    words = ["", *told.words]
    listed = f"[{', '.join(map(quoted, words))}]"
    pandas = f'clean = {_column(told)}.str.strip(" ").replace({listed}, None)\nmissing = clean.isna().sum()'
    sql = (
        "WITH cleaned AS (\n"
        f"    SELECT CASE WHEN trim({_sql(told)}) IN ({', '.join(map(sql_literal, words))}) THEN NULL\n"
        f"           ELSE trim({_sql(told)}) END AS clean\n"
        f"    FROM {sql_name(told.table)}\n)\n"
        "SELECT count(*) AS missing\nFROM cleaned\nWHERE clean IS NULL"
    )
    return both(pandas, sql, (listed,) if said else (), ("THEN NULL",) if said else ())


def averages(told: Told, *, zeros: bool, said: bool = True) -> tuple[Code, ...]:
    """Return the mean with blanks left out, or with blanks made 0."""
    filled = ".fillna(0)" if zeros else ""
    column = f"coalesce({_sql(told)}, 0)" if zeros else _sql(told)
    sql = f"SELECT avg({column}) AS mean\nFROM {sql_name(told.table)}"
    spoken = (filled or ".mean()",) if said else ()
    return both(f"{_column(told)}{filled}.mean()", sql, spoken, (f"avg({column})",) if said else ())


def take_away(told: Told) -> tuple[Code, ...]:
    """Return the line to keep."""
    return one_kind(told, said=False) if told.is_text else averages(told, zeros=False, said=False)


def of_count(told: Told, function: str = "COUNTBLANK") -> Formula:
    """Return one of Excel's counts over the column."""
    names = list(told.sample.columns)
    letter = LETTERS[names.index(told.column)]
    text = f"={function}({letter}2:{letter}{len(told.sample) + 1})"
    return Formula(f"{LETTERS[len(names) + 1]}2", text, spans(text, function))


def _column(told: Told) -> str:
    return f"{told.table}[{quoted(told.column)}]"


def _sql(told: Told) -> str:
    return sql_name(told.column)


def _count(told: Told, where: str) -> str:
    return f"SELECT count(*) AS number\nFROM {sql_name(told.table)}\nWHERE {where}"
