"""What a table must be before a walkthrough can show it, and the sentence said when it is not."""

from collections import Counter

import pandas as pd

from fingerpost.errors import FingerpostError

FROM_THE_DESK = "read at the desk"
"""The mark in a table's `attrs` that it was read from an extract of one's own; pandas hands it on to rows,
columns and copies of the table."""

_NAMES_LISTED = 8


class CannotShowError(FingerpostError):
    """The table given cannot be walked through; the message says why and what to do."""


def check_table(table: object, *, rows: str, count: str) -> pd.DataFrame:
    """Return `table` as the DataFrame it is, or raise `CannotShowError` in one sentence.

    `rows` and `count` are the columns a pivot needs: they must exist, once, and differ.
    """
    frame = check_frame(table)
    check_columns(frame, rows, count, ask='Name two of them: walk.pivot(table, rows="…", count="…").')
    if rows == count:
        raise CannotShowError(f"Rows and values are both '{rows}'. Choose another column to count.")
    return frame


def check_frame(table: object) -> pd.DataFrame:
    """Return `table` as the DataFrame it is: with rows, with columns, each with a name of its own.

    One read at the desk is refused: the rows a walkthrough shows stay in the notebook, and they are children.
    """
    if not isinstance(table, pd.DataFrame):
        raise CannotShowError(_not_a_table(table))
    if table.attrs.get(FROM_THE_DESK):
        raise CannotShowError(
            "This table is your own extract, and a walkthrough would write its rows into this notebook. "
            'Take a table of the course, such as connect().sql("FROM ssda903.episodes").df().'
        )
    if not len(table.columns):
        raise CannotShowError("This table has no columns. Check the query or file that made it.")
    if table.empty:
        raise CannotShowError(
            "This table has no rows, so there is nothing to count. Check the filter before it."
        )
    nameless = [at for at, name in enumerate(table.columns, start=1) if not str(name).strip()]
    if nameless:
        raise CannotShowError(f"Column {nameless[0]} has no name. Give it one, then try again.")
    twice = [name for name, times in Counter(map(str, table.columns)).items() if times > 1]
    if twice:
        raise CannotShowError(f"Two columns are called '{twice[0]}'. Rename one of them, then try again.")
    return table


def check_columns(frame: pd.DataFrame, *wanted: str, ask: str) -> None:
    """Raise `CannotShowError` if a wanted column is not in `frame`; `ask` says how to name others."""
    names = [str(name) for name in frame.columns]
    for name in wanted:
        if name not in frame.columns:
            listed = ", ".join(names[:_NAMES_LISTED]) + (" …" if len(names) > _NAMES_LISTED else "")
            raise CannotShowError(f"There is no column '{name}' in this table; it has {listed}. {ask}")


def _not_a_table(table: object) -> str:
    """Return what to do with something that is not a DataFrame."""
    kind = type(table).__name__
    if callable(getattr(table, "df", None)):
        return f"A walkthrough needs a DataFrame and this is a query's result ({kind}). Add .df() to it."
    return f"A walkthrough needs a DataFrame and this is a {kind}. Turn it into one with pd.DataFrame(…)."
