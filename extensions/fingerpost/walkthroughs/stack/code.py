"""The code of a stack: two tables below each other by name, in pandas and SQL, and a paste on a sheet."""

from fingerpost.walkthroughs.cells import cell_text, column_of, to_cell
from fingerpost.walkthroughs.quoting import both, quoted, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula
from fingerpost.walkthroughs.stack.told import Told


def two_tables(told: Told) -> tuple[Code, ...]:
    """Return the code that shows both tables."""
    return both(f"{told.table}\n{told.other}", f"FROM {sql_name(told.table)};\nFROM {sql_name(told.other)}")


def by_name(told: Told, *, said: str = "") -> tuple[Code, ...]:
    """Return the stack, `said` underlined in pandas and BY NAME in SQL."""
    return both(f"pd.concat({_listed(told)})", _union(told), (said or "pd.concat",), ("BY NAME",))


def types_after(told: Told) -> tuple[Code, ...]:
    """Return the types of the stack's columns."""
    pandas = f"pd.concat({_listed(told)}).dtypes"
    return both(pandas, f"DESCRIBE\n{_union(told)}", ("dtypes",), ("DESCRIBE",))


def each_once(told: Told) -> tuple[Code, ...]:
    """Return the stack with each row once."""
    drop = ".drop_duplicates()"
    sql = f"FROM {sql_name(told.table)}\nUNION BY NAME\nFROM {sql_name(told.other)}"
    return both(f"pd.concat({_listed(told)}){drop}", sql, (drop,), ("UNION BY NAME",))


def numbered(told: Told) -> tuple[Code, ...]:
    """Return the stack with its rows numbered anew."""
    anew = "ignore_index=True"
    return both(f"pd.concat({_listed(told)}, {anew})", _union(told), (anew,), ("UNION ALL",))


def with_source(told: Told, *, said: bool = True) -> tuple[Code, ...]:
    """Return the stack whose rows say which table they come from."""
    named = [f"{name}.assign({told.source}={quoted(name)})" for name in (told.table, told.other)]
    pandas = f"pd.concat(\n    [{', '.join(named)}],\n    ignore_index=True,\n)"
    rows = [
        f"SELECT *, {sql_literal(name)} AS {told.source} FROM {sql_name(name)}"
        for name in (told.table, told.other)
    ]
    codes = both(pandas, "\nUNION ALL BY NAME\n".join(rows), (named[0],), (f"AS {told.source}",))
    return codes if said else tuple(Code(code.language, code.text) for code in codes)


def of_heading(told: Told) -> Formula:
    """Return what the formula bar shows on the first heading."""
    return Formula("A1", str(told.sample.first.columns[0]))


def of_pasted(told: Told) -> Formula:
    """Return what the formula bar shows on the first cell that was pasted."""
    values = told.sample.second.iloc[:, 0]
    return Formula(
        f"A{len(told.sample.first) + 2}", cell_text(to_cell(values.iloc[0]), column_of(values), "sheet")
    )


def _listed(told: Told) -> str:
    return f"[{told.table}, {told.other}]"


def _union(told: Told) -> str:
    return f"FROM {sql_name(told.table)}\nUNION ALL BY NAME\nFROM {sql_name(told.other)}"
