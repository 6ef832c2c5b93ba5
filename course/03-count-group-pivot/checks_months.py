"""Module 03: counts by month, and the slips we know. It holds no right answer."""

from checks import CHILDREN, PRINTED, ROWS, SHORT_BREAKS, YEAR_EPISODES
from fingerpost.grading.declare import slip, table, task
from fingerpost.grading.recognise import gives_table, one_number, still_piles, total_of

# ---------------------------------------------------------------- monthly_starters

task(
    "monthly_starters",
    title="Children who came into care, month by month",
    asks=table("monthly_starters", key="month", value="children"),
    seen=1,
    hidden=3,
    also_on="T",
)

BY_MONTH = """
    SELECT strftime(DECOM, '%Y-%m') AS month, {count} FROM ssda903.episodes
    WHERE {which} AND DECOM BETWEEN DATE '2024-04-01' AND DATE '2025-03-31' GROUP BY ALL
"""
IN_CARE, BREAK_BEGAN = "LS NOT IN ('V3', 'V4')", "RNE = 'S' AND LS IN ('V3', 'V4')"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("monthly_starters"))


@slip(
    "M03-MONTHNAME",
    saw="Your months are named {first} and so on, with no year.",
    why="Every year has that month, so two Aprils become one.",
    next='Take year and month together: `.dt.to_period("M")` turns 17 May 2024 into 2024-05.',
    elsewhere="Your months have no year.",
)
def months_without_year(value, _data):
    bare = [key for key in value if "-" not in key]
    return {"first": bare[0], "rows": bare} if bare and len(bare) == len(value) else None


@slip(
    "M03-DAYS",
    saw="Your table has {n} rows; the month {first} is in {times} of them.",
    why="The piles were made by day, or by something else as well as the month, so a month has several rows.",
    next='Turn each day into its month, `.dt.to_period("M")`, and make the piles by that and nothing else.',
    elsewhere="There, a month has several rows.",
)
def several_rows_a_month(value, _data):
    first = next(iter(value.repeated), None)
    facts = {"n": len(value.order), "first": first, "times": value.order.count(first), "rows": []}
    return facts if first else None


@slip(
    "M03-ALLYEARS",
    saw="{n} of the months in your table are outside 2024-25; the first is {first}.",
    why="The tables hold episodes that began in other years too, and they were counted as well.",
    next="Keep the rows whose `DECOM` is from `year_start` to `year_end`, then count.",
    elsewhere="Some of your months are outside the year.",
)
def months_of_other_years(value, data):
    others = sorted(set(value) - data.months_of_year())
    return {"n": len(others), "first": others[0], "rows": others} if others else None


@slip(
    "M03-GAPS",
    saw="{n} of the 12 months are not in your table; the first is {first}.",
    why="A count has a row only for what it finds. A chart would draw its line straight across the gap.",
    next="List all twelve months, then use `reindex(months, fill_value=0)`.",
    elsewhere="There, months in which nobody started are missing from your table.",
)
def months_missing(value, data):
    lost = sorted(data.months_of_year() - set(value))
    return {"n": len(lost), "first": lost[0], "rows": []} if lost else None


slip(
    "M03-MOVES",
    saw="Your months add up to {total}: every episode that began, whatever the reason.",
    why="An episode also begins when a child moves or the legal status changes. Those children were in care already.",
    next='Keep the rows where `RNE` is `"S"` before you count.',
    elsewhere="Moves and changes of legal status seem to be counted as well.",
)(gives_table(*(BY_MONTH.format(count=how, which=IN_CARE) for how in (ROWS, CHILDREN))))

slip(
    "M03-SHORTBREAK",
    saw="Your months add up to {total}, with {n} starts of a short break among them.",
    **SHORT_BREAKS,
)(
    gives_table(
        *(BY_MONTH.format(count=how, which="RNE = 'S'") for how in (ROWS, CHILDREN)),
        needs=f"SELECT coalesce(sum(n), 0) FROM ({BY_MONTH.format(count='count(*) AS n', which=BREAK_BEGAN)})",
        shows=f"{BY_MONTH.format(count='count(*) AS n', which=BREAK_BEGAN)} ORDER BY n DESC",
    )
)


@slip(
    "M03-ONCE",
    saw="Your months add up to {total}: each child is in one month only, but {n} came into care twice.",
    why="Dropping repeats of a child first keeps one start of each child and loses the other.",
    next="Put the starts into months first. Then count the different children in each month.",
    elsewhere="There, a child who came into care twice in the year is counted once.",
)
def each_child_in_one_month(value, data):
    starts = f"FROM {YEAR_EPISODES} WHERE RNE = 'S' AND DECOM >= DATE '2024-04-01'"
    twice = one_number(
        data,
        f"SELECT count(*) FROM (SELECT CHILD {starts} GROUP BY CHILD "
        "HAVING count(DISTINCT strftime(DECOM, '%Y-%m')) > 1)",
    )
    children = one_number(data, f"SELECT {CHILDREN} {starts}")
    facts = {"total": total_of(value), "n": twice, "rows": []}
    return facts if twice and total_of(value) == children else None
