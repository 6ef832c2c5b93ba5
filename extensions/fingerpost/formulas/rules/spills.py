"""Columns of another length than the table: rows kept, each value once, values in order."""

from typing import Any

import pandas as pd


def excel_distinct(values: Any) -> Any:  # noqa: ANN401 - a column
    """Return each value once, in the order of first appearance, case not counting."""
    folded = values.str.lower() if pd.api.types.is_string_dtype(values.dtype) else values
    return values[~folded.duplicated()]


def excel_sorted(values: Any, descending: bool) -> Any:  # noqa: ANN401, FBT001 - a column
    """Return values in order, case not counting; equal ones keep the order they have."""
    return values.sort_values(
        ascending=not descending,
        kind="stable",
        key=lambda cells: cells.str.lower() if pd.api.types.is_string_dtype(cells.dtype) else cells,
    )
