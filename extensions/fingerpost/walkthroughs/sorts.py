"""Which sort of values a column holds: keys of two sorts never meet, and some columns hold several."""

from numbers import Real
from typing import Any, Literal

import pandas as pd
from pandas.api import types

Sort = Literal["text", "number", "date", "truth", "text and numbers", "several"]
_FOUND: dict[str, Sort] = {
    "string": "text",
    "empty": "text",
    "integer": "number",
    "floating": "number",
    "decimal": "number",
    "mixed-integer-float": "number",
    "date": "date",
    "datetime": "date",
    "datetime64": "date",
    "boolean": "truth",
}


def sort_of(values: "pd.Series[Any]") -> Sort:
    """Return the sort of a column's values, "several" where one column holds more than text and numbers."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return sort_of(pd.Series(dtype.categories))
    if types.is_object_dtype(dtype):
        return _FOUND.get(types.infer_dtype(values, skipna=True)) or _mixed(values)
    if types.is_bool_dtype(dtype):
        return "truth"
    if types.is_numeric_dtype(dtype):
        return "number"
    if types.is_string_dtype(dtype):
        return "text"
    return "date" if types.is_datetime64_any_dtype(dtype) else "several"


def sorts_named(values: "pd.Series[Any]") -> str:
    """Return the names of the types that a column's first values have: 'int, str'."""
    return ", ".join(sorted({type(value).__name__ for value in values.dropna().head(10_000)}))


def _mixed(values: "pd.Series[Any]") -> Sort:
    found = {type(value) for value in values.dropna()}
    written = all(issubclass(kind, str | Real) and not issubclass(kind, bool) for kind in found)
    return "text and numbers" if written else "several"
