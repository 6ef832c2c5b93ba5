"""Module 02: sorting, lines in order, and the slips we know. They hold no right answer."""

import re
from datetime import timedelta

from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import stopped_with, unknown_name

A_DATE = re.compile(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}")

# ---------------------------------------------------------------- ten_longest
task(
    "ten_longest",
    title="The ten longest open episodes",
    asks=table("ten_longest", key="CHILD", value="days", ordered=True),
    seen=1,
    hidden=1,
    also_on="T",
)


slip(
    "M02-FORMAT",
    saw="Python stopped: it guessed how the dates are written, and one did not fit its guess.",
    why="From the text alone it cannot know whether the day or the month comes first.",
    next='Say how they are written: `format="%d/%m/%Y"`.',
    elsewhere="There, the way the dates are written is guessed.",
    on="attempt",
)(stopped_with("ValueError", "match format"))


@slip(
    "M02-NOTTEN",
    saw="Your table has {n} rows.",
    why="The question asks for ten; sorting keeps them all.",
    next="Take the first ten once they are sorted: `.head(10)`.",
    elsewhere="There, more than ten rows are left.",
)
def not_ten(value, _data):
    return {"n": len(value)} if len(value) > 10 else None


@slip(
    "M02-SORTTEXT",
    saw="Your ten all began {when}, whatever the year.",
    why="Sorted as text, 01/12 comes before 02/01, whatever the year.",
    next="Turn the column into dates first: `pd.to_datetime(…, format=…)`.",
    elsewhere="There, dates are sorted as text.",
)
def dates_sorted_as_text(value, data):
    waited = list(value.values())
    began = [data.year_end - timedelta(days=days) for days in waited]
    written = [f"{day:%d/%m/%Y}" for day in began]
    if written != sorted(written) or waited in (sorted(waited), sorted(waited, reverse=True)):
        return None
    last = max(day.day for day in began)
    return {"when": "on the first of a month" if last == 1 else f"in the first {last} days of a month"}


@slip(
    "M02-NODAYS",
    saw="Your table has dates where the number of days should be.",
    why="The question asks for days from `DECOM` to 31 March 2025.",
    next="Turn `DECOM` into dates, then make a column of days.",
    elsewhere="There, dates are listed, not days.",
)
def dates_for_days(value, _data):
    return {} if value and all(A_DATE.match(str(cell)) for cell in value.values()) else None


@slip(
    "M02-SHORTEST",
    saw="The days in your table go up, from {days} to {most}.",
    why="`sort_values` puts the smallest first, unless you say otherwise.",
    next="Sort the days with `ascending=False`.",
    elsewhere="There, the shortest are listed, not the longest.",
)
def shortest_first(value, _data):
    waited = list(value.values())
    if not all(isinstance(days, int | float) for days in waited):
        return None
    goes_up = waited == sorted(waited) and waited[0] < waited[-1]
    return {"days": waited[0], "most": waited[-1]} if goes_up else None


# ---------------------------------------------------------------- days_in_homes
task(
    "days_in_homes",
    title="Five lines in order",
    asks=number("days_in_homes"),
    seen=1,
    hidden=1,
    also_on="T",
)


@slip(
    "M02-LINES",
    saw="Python stopped at `{name}`, which has not been made yet.",
    why="Python runs lines from the top. This one uses what a line further down makes.",
    next="Find the line that makes `{name}` and move it up, with Alt+Up.",
    elsewhere="There, a line comes too early.",
    on="attempt",
)
def used_before_it_is_made(attempt, _data):
    missing = attempt.error_text.strip("'") if attempt.error == "KeyError" else unknown_name(attempt)
    return {"name": missing} if missing in {"homes", "ended", "long_stays", "days"} else None
