"""What a learner types: one function a walkthrough, each taking any DataFrame."""

from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.preflight import CannotShowError

__all__ = ["pivot"]


def pivot(
    frame: object,
    *,
    rows: str = "PLACE",
    count: str = "CHILD",
    name: str | None = None,
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Pivot in slow motion" over a table: a PivotTable taken apart into pandas and SQL.

    `frame` is a DataFrame of any size with the columns `rows` (what sorts rows into piles) and
    `count` (what is counted); `name` is what the shown code calls it. Show the result as a cell's
    last line; with `live` its `answers` hold what the reader predicted. A table that cannot be shown
    gives one sentence in its place.

    Example:
        walk.pivot(connect().sql("FROM ssda903.episodes").df())
    """
    try:
        return Walkthrough(tell_pivot(frame, rows=rows, count=count, name=name), live=live)
    except CannotShowError as trouble:
        return Notice(str(trouble))
