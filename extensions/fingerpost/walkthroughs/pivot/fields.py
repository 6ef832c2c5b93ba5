"""The fields of a PivotTable that a reader may change: rows, columns, values, their sums and shares."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Control, Option

NO_COLUMNS = ""
NUMBERS, SHARE = "numbers", "share"
_MOST_FIELDS = 40


@dataclass(frozen=True)
class How:
    """One way to sum values up: as Excel, pandas and SQL call it, and whether only numbers can be."""

    excel: str
    pandas: str
    sql: str
    only_numbers: bool = False


HOWS = {
    "count": How("Count", "count", "count({})"),
    "distinct": How("Distinct Count", "nunique", "count(DISTINCT {})"),
    "sum": How("Sum", "sum", "sum({})", only_numbers=True),
    "average": How("Average", "mean", "avg({})", only_numbers=True),
    "smallest": How("Min", "min", "min({})", only_numbers=True),
    "largest": How("Max", "max", "max({})", only_numbers=True),
}


@dataclass(frozen=True)
class Fields:
    """What stands in each area of the PivotTable; `columns` may be `NO_COLUMNS`."""

    rows: str
    columns: str
    counted: str
    how: str
    shown: str = NUMBERS

    @property
    def counts(self) -> bool:
        """Whether a combination that no row has is 0: nothing was counted."""
        return self.how in {"count", "distinct"}

    @property
    def summary(self) -> str:
        """What Excel heads the numbers with: 'Count of CHILD'."""
        return f"{HOWS[self.how].excel} of {self.counted}"

    @property
    def shares(self) -> bool:
        """Whether each number is shown as a share: of its row, or of all where there are no columns."""
        return self.shown == SHARE

    @property
    def share(self) -> str:
        """What Excel calls the share under Show Values As."""
        return "% of Row Total" if self.columns else "% of Grand Total"


def fields_chosen(table: pd.DataFrame, start: Fields, choices: Mapping[str, str | int]) -> Fields:
    """Return `start` with what the reader chose; a way that the values do not allow becomes a count.

    Only a count is shown as a share: a share of an average says nothing.

    Raises:
        CannotShowError: one column is asked for in Rows and in Columns.
    """
    wanted = {name: str(value) for name, value in choices.items() if value in _allowed(table, name)}
    fields = replace(start, **wanted)
    if fields.rows == fields.columns:
        raise CannotShowError(
            f"Rows and Columns are both '{fields.rows}'. Choose another for one of them, or no columns."
        )
    allowed = fields if fields.how in _ways(table, fields.counted) else replace(fields, how="count")
    return allowed if allowed.counts else replace(allowed, shown=NUMBERS)


def controls(table: pd.DataFrame, fields: Fields) -> tuple[Control, ...]:
    """Return what the reader may change, standing at `fields`."""
    names = tuple(Option(name, name) for name in _names(table))
    ways = tuple(Option(way, HOWS[way].excel) for way in _ways(table, fields.counted))
    shown = (Option(NUMBERS, "No Calculation"), *((Option(SHARE, fields.share),) if fields.counts else ()))
    return (
        Control("rows", "Rows", fields.rows, names),
        Control("columns", "Columns", fields.columns, (Option(NO_COLUMNS, "none"), *names)),
        Control("counted", "Values", fields.counted, names),
        Control("how", "Summarise by", fields.how, ways),
        Control("shown", "Show values as", fields.shown, shown),
    )


def _allowed(table: pd.DataFrame, area: str) -> tuple[str, ...]:
    named = _names(table)
    return {
        "rows": named,
        "columns": (NO_COLUMNS, *named),
        "counted": named,
        "how": tuple(HOWS),
        "shown": (NUMBERS, SHARE),
    }.get(area, ())


def _names(table: pd.DataFrame) -> tuple[str, ...]:
    return tuple(name for name in table.columns if isinstance(name, str))[:_MOST_FIELDS]


def _ways(table: pd.DataFrame, values: str) -> tuple[str, ...]:
    dtype = table[values].dtype
    numbers = pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
    return tuple(way for way, how in HOWS.items() if numbers or not how.only_numbers)
