"""What a learner types: one function a walkthrough, each taking any DataFrame."""

from datetime import date

from fingerpost.walkthroughs.autofilter.story import filter_story
from fingerpost.walkthroughs.blanks.story import tell_blanks
from fingerpost.walkthroughs.clinic.story import clinic_story
from fingerpost.walkthroughs.dates.story import tell_dates
from fingerpost.walkthroughs.display import ChartWalkthrough, Notice, Walkthrough
from fingerpost.walkthroughs.duplicates.story import tell_duplicates
from fingerpost.walkthroughs.example_files import ExampleName, example_file
from fingerpost.walkthroughs.examples import (
    episodes_to_query,
    episodes_with_a_blank_day,
    example_april,
    example_assessments,
    example_birthdays,
    example_episodes,
    example_may,
    example_referrals,
    example_weeks,
    kinds_of_place,
    places_with_blanks,
    typed_in_episodes,
)
from fingerpost.walkthroughs.fill_down.story import tell_fill_down
from fingerpost.walkthroughs.gallery import Gallery
from fingerpost.walkthroughs.lookup.story import lookup_story
from fingerpost.walkthroughs.lookup.told import Names
from fingerpost.walkthroughs.pivot.story import pivot_story
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell
from fingerpost.walkthroughs.showing import changing, shown
from fingerpost.walkthroughs.source import read_source
from fingerpost.walkthroughs.stack.story import tell_stack
from fingerpost.walkthroughs.stale.story import stale_story
from fingerpost.walkthroughs.sumifs.story import tell_sumifs
from fingerpost.walkthroughs.working_days.story import tell_working_days
from fingerpost.walkthroughs.xray.story import xray_story

__all__ = [
    "autofilter",
    "blanks",
    "clinic",
    "dates",
    "duplicates",
    "explain",
    "fill_down",
    "gallery",
    "lookup",
    "pivot",
    "query",
    "stack",
    "stale",
    "sumifs",
    "working_days",
    "xray",
]


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
    result as a cell's last line; with `live` the reader may change its fields in the last step, its
    `answers` hold what they predicted and its `choices` the fields. A table that cannot be shown gives
    one sentence in its place.

    Example:
        walk.pivot(connect().sql("FROM ssda903.episodes").df())
    """
    return changing(lambda: pivot_story(read_source(frame), rows=rows, count=count, name=name), live=live)


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
    code calls them. Rows that two keys would add, rows that find nothing, capitals, blank keys and keys
    that are numbers in one table and text in the other are told where these tables have them. With `live`
    the reader changes keys, kind of join and what it brings over in the last step.

    Example:
        walk.lookup(episodes, header, key="CHILD", take="SEX", name="episodes", other_name="header")
    """
    names = Names(name, other_name, key, take)
    return changing(lambda: lookup_story(read_source(frame), read_source(other), names=names), live=live)


def autofilter(
    frame: object, *, column: str = "PLACE", value: Cell = None, name: str = "table", live: bool = False
) -> Walkthrough | Notice:
    """Return "Filter in slow motion" over a table: AutoFilter taken apart into True and False.

    `frame` is a DataFrame, a CSV file or a workbook; its rows with `value` in `column` are kept, the
    commonest value if none is named. A second test is chosen from the table's other text columns. With
    `live` the reader builds filters in the last step, from columns, comparisons, values, and and or.

    Example:
        walk.autofilter(episodes, column="PLACE", value="U4", name="episodes")
    """
    return changing(
        lambda: filter_story(read_source(frame), column=column, value=value, name=name), live=live
    )


def stale(
    frame: object = None, *, column: str = "PLACE", name: str = "episodes", live: bool = False
) -> Walkthrough | Notice:
    """Return "Stale or fresh?": four cells of a notebook beside four of a sheet, and one of them changes.

    The cells count the rows of `frame` (a DataFrame, a CSV file or a workbook; 12 invented episodes if
    none is given) that have one value of `column`. With `live` the reader writes another value in the first
    cell in the last step, says which cells are run, and sees which results are out of date.

    Example:
        walk.stale()
    """
    table = typed_in_episodes() if frame is None else frame
    return changing(lambda: stale_story(read_source(table), column=column, name=name), live=live)


def fill_down(
    frame: object = None,
    *,
    column: str | None = None,
    until: date | str | None = None,
    name: str = "table",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Fill down in slow motion": a dragged formula with a gap, and one line for the whole column.

    `frame` is a DataFrame, a CSV file or a workbook (invented episodes if none is given); `column` holds
    dates or numbers, the first such column if none is named; days are counted to `until`, or to the
    column's latest day if none is given.

    Example:
        walk.fill_down(episodes, column="DECOM", until="2025-03-31", name="episodes")
    """
    if frame is None:
        frame, name = episodes_with_a_blank_day(), "episodes"
    return shown(lambda: tell_fill_down(read_source(frame), column=column, name=name, until=until), live=live)


def xray(
    source: object = None,
    *,
    example: ExampleName = "all",
    sheet: str | int = 0,
    name: str = "table",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "X-ray a sheet": a file as it is written, as Excel shows it and as pandas stores it.

    `source` is a CSV file, a workbook (its sheet `sheet`) or a DataFrame, which is written as a CSV file
    called `name` first; if none is given, an `example`: "clean", "zeros" (ids that Excel changes), "dates"
    (days and months), "titles" (lines above the headings) or "all" of these. Nothing is written anywhere.
    With `live` the reader chooses in the last step how a column is read, and sees what pandas stores.

    Example:
        walk.xray("list_8.csv")
    """
    seen = example_file(example) if source is None else source
    return changing(lambda: xray_story(seen, name=name, sheet=sheet), live=live)


def sumifs(
    frame: object = None,
    *,
    where: str = "PLACE",
    value: Cell = None,
    add: str | None = None,
    name: str = "table",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "SUMIFS in slow motion": criteria as columns of True and False, then every group at once.

    Of `frame` (a DataFrame, a CSV file or a workbook; invented episodes if none is given) the rows whose
    `where` is `value`, the commonest if none is named, are added up in column `add`, or counted without one.

    Example:
        walk.sumifs(episodes, where="PLACE", value="U4", add="WEEKS", name="episodes")
    """
    if frame is None:
        frame, value, add, name = example_weeks(), "U4", "WEEKS", "episodes"
    return shown(
        lambda: tell_sumifs(read_source(frame), where=where, value=value, add=add, name=name), live=live
    )


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


def blanks(
    frame: object = None, *, column: str = "PLACE", name: str = "table", live: bool = False
) -> Walkthrough | Notice:
    """Return "Five kinds of blank": what COUNTBLANK, pandas and SQL each call blank in one column.

    `frame` is a DataFrame, a CSV file or a workbook (invented episodes if none is given); `column` holds
    text or numbers.

    Example:
        walk.blanks(episodes, column="PLACE", name="episodes")
    """
    if frame is None:
        frame, column, name = places_with_blanks(), "PLACE", "episodes"
    return shown(lambda: tell_blanks(read_source(frame), column=column, name=name), live=live)


def dates(
    frame: object = None, *, column: str | None = None, name: str = "table", live: bool = False
) -> Walkthrough | Notice:
    """Return "Dates are numbers": days, years less years, days by 365.25, and whole years that are right.

    `frame` is a DataFrame, a CSV file or a workbook (invented children if none is given); `column` holds
    dates, or text written as dates in one way; the first such column if none is named.

    Example:
        walk.dates(children, column="DOB", name="children")
    """
    if frame is None:
        frame, column, name = example_birthdays(), "DOB", "children"
    return shown(lambda: tell_dates(read_source(frame), column=column, name=name), live=live)


def working_days(
    frame: object = None,
    *,
    start: str | None = None,
    end: str | None = None,
    limit: int = 45,
    name: str = "table",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Working days": NETWORKDAYS taken apart into weekdays, both ends and England's bank holidays.

    `frame` is a DataFrame, a CSV file or a workbook (invented assessments if none is given) with the columns
    `start` and `end`, its first two columns of dates if none are named; more than `limit` working days is
    late. The shown code reads `bank_holidays`, a list or table of days: the warehouse's `ref.calendar`.

    Example:
        walk.working_days(assessments, start="AssessmentActualStartDate", end="AssessmentAuthorisationDate")
    """
    if frame is None:
        frame, name = example_assessments(), "assessments"
    return shown(
        lambda: tell_working_days(read_source(frame), start=start, end=end, limit=limit, name=name), live=live
    )


def duplicates(
    frame: object = None,
    *,
    column: str = "CHILD",
    day: str | None = None,
    name: str = "table",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Duplicates and episodes": rows, different ids, and the latest row of each id.

    `frame` is a DataFrame, a CSV file or a workbook (invented episodes if none is given); `column` holds the
    ids, `day` the dates that say which row is the latest, the first column of dates if none is named.

    Example:
        walk.duplicates(episodes, column="CHILD", day="DECOM", name="episodes")
    """
    if frame is None:
        frame, name = example_episodes(), "episodes"
    return shown(lambda: tell_duplicates(read_source(frame), column=column, day=day, name=name), live=live)


def query(
    frame: object = None,
    other: object = None,
    *,
    key: str = "",
    where: str = "",
    value: Cell = None,
    by: str = "",
    name: str = "table",
    other_name: str = "other",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Query kitchen": the clauses of a query in the order in which the database runs them.

    `frame` is a DataFrame, a CSV file or a workbook (invented episodes if none is given); with `other`, a
    second one, it is joined by the column `key`, the one they share if none is named. WHERE asks whether
    `where` differs from `value`, GROUP BY makes groups of `by`; what is not named is chosen. With `live` the
    reader may change every clause in the last step. DuckDB runs each query as it is shown.

    Example:
        walk.query(episodes, places, key="PLACE", where="LS", value="V4", by="KIND", name="episodes")
    """
    from fingerpost.walkthroughs.query.story import Asked, query_story  # noqa: PLC0415 - brings DuckDB

    if frame is None:
        frame, other, name, other_name = episodes_to_query(), kinds_of_place(), "episodes", "places"
        where, value, by = "LS", "V4", "KIND"
    try:
        right = None if other is None else read_source(other)
        story = query_story(read_source(frame), right, Asked(name, other_name, key, where, value, by))
        return Walkthrough(story.tell({}), live=live, retell=story.tell)
    except CannotShowError as trouble:
        return Notice(str(trouble))


def stack(
    frame: object = None,
    other: object = None,
    *,
    name: str = "table",
    other_name: str = "other",
    live: bool = False,
) -> Walkthrough | Notice:
    """Return "Stack in slow motion": rows pasted below others by place, and stacked by their columns' names.

    `frame` and `other` are a DataFrame, a CSV file or a workbook each, such as two months of one list
    (invented episodes of April and May if none is given); `name` and `other_name` are what the shown code
    calls them. Columns in another order, in one table alone or of two types, and rows that come twice are
    told where these tables have them.

    Example:
        walk.stack("list_8_april.csv", "list_8_may.csv", name="april", other_name="may")
    """
    if frame is None and other is None:
        frame, other, name, other_name = example_april(), example_may(), "april", "may"
    return shown(
        lambda: tell_stack(read_source(frame), read_source(other), name=name, other_name=other_name),
        live=live,
    )


def clinic(
    frame: object = None, *, x: str = "", y: str = "", name: str = "table", live: bool = False
) -> ChartWalkthrough | Notice:
    """Return "Chart clinic": an Excel chart taken apart into encodings, and what a reader can tell from it.

    `frame` is a DataFrame, a CSV file or a workbook (invented referrals if none is given). `x` makes the
    groups, the first column of few different values if none is named; `y` is added up, or rows are counted.
    With `live` the reader changes the chart in the last step; `.chart` is it, as Altair makes it.

    Example:
        walk.clinic(referrals, x="SOURCE", name="referrals", live=True)
    """
    if frame is None:
        frame, x, name = example_referrals(), "SOURCE", "referrals"
    try:
        story = clinic_story(read_source(frame), x=x, y=y, name=name)
        return ChartWalkthrough(story.tell({}), live=live, retell=story.tell, make=story.chart)
    except CannotShowError as trouble:
        return Notice(str(trouble))


def gallery() -> Gallery:
    """Return the list of all walkthroughs and what to type for each.

    Example:
        walk.gallery().to_html("walkthroughs.html")    # one page that plays them all, with no internet
    """
    return Gallery()
