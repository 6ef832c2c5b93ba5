"""Looking at one's own table without showing a child: names of columns, and counts of ten or more."""

from typing import TYPE_CHECKING, Any

from fingerpost.courseware.sharing.patterns import SMALLEST_COUNT

if TYPE_CHECKING:
    import pandas as pd

_HIDDEN = "under 10"


def outline(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return each column's name with how much of it is filled, in whole percent; no value is shown."""
    import pandas as pd  # noqa: PLC0415 - only a page that reads an extract pays for it

    filled = (table.notna().mean() * 100).round().astype(int)
    return pd.DataFrame({"filled, percent": filled}).rename_axis("column")


def show(counts: Any) -> "pd.DataFrame":  # noqa: ANN401 - a Series, a frame or a dict of counts
    """Return a table of counts with each one under 10 written as 'under 10', nought included.

    A Series without a name has its column called `count`, as `value_counts` calls it.
    It is for your own screen. A hidden number may still come back by subtraction from a total: module 13.
    """
    import pandas as pd  # noqa: PLC0415 - only a page that reads an extract pays for it

    is_series = isinstance(counts, pd.Series)
    table = counts.to_frame(counts.name or "count") if is_series else pd.DataFrame(counts)
    return table.astype("object").map(_shown)


def _shown(cell: object) -> object:
    is_number = isinstance(cell, int | float) or hasattr(cell, "item")
    return cell if not is_number or float(str(cell)) >= SMALLEST_COUNT else _HIDDEN
