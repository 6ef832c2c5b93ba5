"""Keys that are numbers in one table and text in the other: as they are stored, and both as text."""

from typing import Any

import pandas as pd

from fingerpost.walkthroughs.lookup.told import Names, Stored
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.sorts import Sort, sort_of, sorts_named
from fingerpost.walkthroughs.text_numbers import as_written, found_as_text
from fingerpost.walkthroughs.words import number_of

_WRITTEN: frozenset[Sort] = frozenset({"text", "number", "text and numbers"})


def both_as_text(
    left: pd.DataFrame, right: pd.DataFrame, names: Names, shown: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame, Stored | None]:
    """Return both tables with keys of one sort, and what they were if text stood for numbers.

    Raises:
        CannotShowError: the keys are of sorts that no reading as text brings together.
    """
    mine, theirs = left[names.key], right[names.key]
    sorts = sort_of(mine), sort_of(theirs)
    if sorts[0] == sorts[1] and sorts[0] in {"text", "number", "date", "truth"}:
        return left, right, None
    found = found_as_text(mine, theirs) if set(sorts) <= _WRITTEN else 0
    refuses = set(sorts) == {"text", "number"}
    if not found or "several" in sorts:
        raise CannotShowError(_never_meet(mine, theirs, names.key, sorts))
    stored = Stored(
        left[shown],
        right[[names.key, names.take]],
        0 if refuses else int((mine.isin(theirs.dropna()) & mine.notna()).sum()),
        found,
        refuses,
        sorts[0] != "text",
        sorts[1] != "text",
    )
    made = (
        table.assign(**{names.key: as_written(table[names.key]).astype("str")}) for table in (left, right)
    )
    return *made, stored  # type: ignore[return-value]  # two tables


def _never_meet(mine: "pd.Series[Any]", theirs: "pd.Series[Any]", key: str, sorts: tuple[Sort, Sort]) -> str:
    for column, sort in zip((mine, theirs), sorts, strict=True):
        if sort == "several":
            return (
                f"Column '{key}' holds values that cannot be compared ({sorts_named(column)}). "
                f"Turn it into text in both tables, for example table['{key}'].astype(str)."
            )
    return (
        f"'{key}' is {mine.dtype} in one table and {theirs.dtype} in the other, so VLOOKUP finds "
        f"nothing and pandas refuses; as text no row of {number_of(len(mine), 'row')} would be found. "
        f"Look which column of the other table holds the same ids."
    )
