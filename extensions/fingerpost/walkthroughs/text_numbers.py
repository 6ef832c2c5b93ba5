"""Numbers written as text: Excel and pandas keep them apart from numbers, people do not."""

from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.quoting import quoted, sql_name

_PLAIN_NUMBER = r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?"
_SHORTEST_ID = 4


def as_written(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return a column as text: a whole number without its '.0', a blank as a blank."""
    if types.is_string_dtype(values):
        return values
    return (values.astype("Int64") if _whole(values) else values).astype("str").where(values.notna())


def as_numbers(values: "pd.Series[Any]") -> "pd.Series[float]":
    """Return the numbers that are written in a column of text, a blank for every other cell."""
    numbers = pd.to_numeric(values, errors="coerce")
    return numbers.where(np.isfinite(numbers))


def found_as_text(mine: "pd.Series[Any]", theirs: "pd.Series[Any]") -> int:
    """Return how many of the first column's cells stand in the second once both are text."""
    return int((as_written(mine).isin(as_written(theirs).dropna()) & mine.notna()).sum())


def looks_like_quantities(values: "pd.Series[Any]") -> bool:
    """Return whether a column of text holds numbers alone that one would add up or put in order.

    Ids are numbers too: they begin with zeros, or are all as long as each other, with four digits or more.
    """
    if not types.is_string_dtype(values):
        return False
    different = values.dropna().drop_duplicates()
    if different.empty or not different.str.fullmatch(_PLAIN_NUMBER).all():
        return False
    lengths = different.str.len()
    return bool((lengths != lengths.iloc[0]).any() or lengths.iloc[0] < _SHORTEST_ID)


def read_as_numbers(name: str, column: str) -> tuple[str, str]:
    """Return the line that makes a column of text numbers in pandas, and the same value in SQL."""
    text = f"{name}[{quoted(column)}]"
    return (
        f'{text} = pd.to_numeric({text}, errors="coerce")',
        f"TRY_CAST({sql_name(column)} AS DOUBLE)",
    )


def written_in_pandas(values: "pd.Series[Any]") -> str:
    """Return the call that makes a column of numbers text, each as a person writes it."""
    return '.astype("Int64").astype("str")' if _whole(values) else '.astype("str")'


def written_in_sql(values: "pd.Series[Any]", name: str) -> str:
    """Return the same of a column called `name` in SQL."""
    return f"CAST(CAST({name} AS BIGINT) AS VARCHAR)" if _whole(values) else f"CAST({name} AS VARCHAR)"


def _whole(values: "pd.Series[Any]") -> bool:
    """Return whether a column of floats, which is what blanks make of them, holds whole numbers alone."""
    return types.is_float_dtype(values) and bool((values.dropna() % 1 == 0).all())
