"""What a learner types: one function a walkthrough, each taking any DataFrame."""

from fingerpost.walkthroughs.autofilter.story import tell_autofilter
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.gallery import Gallery
from fingerpost.walkthroughs.lookup.story import tell_lookup
from fingerpost.walkthroughs.lookup.told import Names
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell
from fingerpost.walkthroughs.source import read_source

__all__ = ["autofilter", "explain", "gallery", "lookup", "pivot"]


def pivot(
    frame: object,
    *,
    rows: str = "PLACE",
    count: str = "CHILD",
    name: str | None = None,
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Pivot in slow motion" over a table: a PivotTable taken apart into pandas and SQL.

    `frame` is a DataFrame of any size, a CSV file or a workbook, with the columns `rows` (what sorts
    rows into piles) and `count` (what is counted); `name` is what the shown code calls it. Show the
    result as a cell's last line; with `live` its `answers` hold what the reader predicted. A table that
    cannot be shown gives one sentence in its place.

    Example:
        walk.pivot(connect().sql("FROM ssda903.episodes").df())
    """
    try:
        return Walkthrough(tell_pivot(read_source(frame), rows=rows, count=count, name=name), live=live)
    except CannotShowError as trouble:
        return Notice(str(trouble))


def lookup(
    frame: object,
    other: object,
    *,
    key: str = "CHILD",
    take: str = "SEX",
    name: str = "table",
    other_name: str = "other",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Look up in slow motion" over two tables: VLOOKUP taken apart into a merge.

    For each row of `frame` the column `take` is looked up in `other` by the column `key`, which both
    have; each is a DataFrame, a CSV file or a workbook, and `name` and `other_name` are what the shown
    code calls them. Rows that two keys would add, rows that find nothing, capitals and blank keys are
    told where these tables have them.

    Example:
        walk.lookup(episodes, header, key="CHILD", take="SEX", name="episodes", other_name="header")
    """
    try:
        return Walkthrough(
            tell_lookup(read_source(frame), read_source(other), names=Names(name, other_name, key, take)),
            live=live,
        )
    except CannotShowError as trouble:
        return Notice(str(trouble))


def autofilter(
    frame: object, *, column: str = "PLACE", value: Cell = None, name: str = "table", live: bool = False
) -> Walkthrough | Notice:
    """Return "Filter in slow motion" over a table: AutoFilter taken apart into True and False.

    `frame` is a DataFrame, a CSV file or a workbook; its rows with `value` in `column` are kept, the
    commonest value if none is named. A second test is chosen from the table's other text columns.

    Example:
        walk.autofilter(episodes, column="PLACE", value="U4", name="episodes")
    """
    try:
        scene = tell_autofilter(read_source(frame), column=column, value=value, name=name)
    except CannotShowError as trouble:
        return Notice(str(trouble))
    return Walkthrough(scene, live=live)


def explain(
    formula: str, table: object, *, as_at: str | None = None, live: bool = False
) -> Walkthrough | Notice:
    """Return "Your formula in slow motion": an Excel formula over a table, part by part and row by row.

    `table` is a DataFrame, a CSV file or a workbook; its headings are row 1, its first column A. The steps
    say what Excel reads in which order, the same in pandas and SQL, whether IronCalc agrees on every row,
    and which traps change this number, by how much. `as_at` ("2025-03-31") is the day that TODAY() shall be.

    Example:
        walk.explain('=IF(B2>20,"long","short")', table=episodes)
    """
    from fingerpost.walkthroughs.explain.story import tell_explain  # noqa: PLC0415 - brings the formula room and DuckDB

    try:
        return Walkthrough(tell_explain(formula, read_source(table), as_at=as_at), live=live)
    except CannotShowError as trouble:
        return Notice(str(trouble))


def gallery() -> Gallery:
    """Return the list of all walkthroughs and what to type for each.

    Example:
        walk.gallery().to_html("walkthroughs.html")    # one page that plays them all, with no internet
    """
    return Gallery()
