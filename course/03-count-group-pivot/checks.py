"""Module 03: the shape each answer should have, and the slips we know. It holds no right answer."""

from fingerpost.grading.declare import number, slip, table, task

YEAR_EPISODES = """
    SELECT * FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC >= DATE '2024-04-01')
"""


def counts(data, query):
    """Return a query's two columns as a dict: the key in the form a learner's table is read in -> number."""
    rows = data.sql(query)
    keys = rows.iloc[:, 0].astype("object").where(rows.iloc[:, 0].notna(), "(blank)")
    return {str(key): int(count) for key, count in zip(keys, rows.iloc[:, 1], strict=True)}


def agrees(value, other):
    """Return whether the learner's table holds these numbers, months or piles of nobody left aside."""
    return {key: count for key, count in value.items() if count} == {k: n for k, n in other.items() if n}


# ---------------------------------------------------------------- children_by_placement

task(
    "children_by_placement",
    title="Children in each kind of placement",
    asks=table("children_by_placement", key="PLACE", value="children"),
    seen=1,
    hidden=2,
    also_on="T",
)

# ---------------------------------------------------------------- monthly_starters

task(
    "monthly_starters",
    title="Children who came into care, month by month",
    asks=table("monthly_starters", key="month", value="children"),
    seen=1,
    hidden=3,
    also_on="T",
)

STARTS_BY_MONTH = """
    SELECT strftime(DECOM, '%Y-%m') AS month, {count} FROM ssda903.episodes
    WHERE {which} AND DECOM BETWEEN DATE '2024-04-01' AND DATE '2025-03-31' GROUP BY ALL
"""
IN_CARE = "LS NOT IN ('V3', 'V4')"


@slip(
    "M03-PRINTED",
    on="attempt",
    saw="`monthly_starters` holds {what}, and no numbers yet.",
    why="`groupby` makes the piles. It does not count them until you say how.",
    next='Add what to count and how at the end of the line, such as `["CHILD"].nunique()`.',
    elsewhere="Your answer holds piles that are not counted yet.",
)
def months_not_counted(attempt, _data):
    kind = attempt.names.get("monthly_starters", "")
    return {"what": f"a {kind}"} if kind.endswith("GroupBy") else None


@slip(
    "M03-MONTHNAME",
    saw="Your months read {first} and so on, without a year.",
    why="A month's name or number fits every year there is. It also sorts April after August, or January first.",
    next='Take year and month together: `.dt.to_period("M")` turns 17 May 2024 into 2024-05.',
    elsewhere="Your months have no year.",
)
def months_without_year(value, _data):
    bare = [key for key in value if not key[:4].isdigit() or "-" not in key]
    return {"first": bare[0], "rows": bare} if bare and len(bare) == len(value) else None


@slip(
    "M03-ALLYEARS",
    saw="{n} of the months in your table lie outside 2024-25; the first is {first}.",
    why="The table `episodes` holds five years. Episodes open in our year can also have begun before it.",
    next="Keep only the rows whose `DECOM` is from `year_start` to `year_end`, then count.",
    elsewhere="Some of your months lie outside the year.",
)
def months_of_other_years(value, data):
    others = sorted(set(value.keys()) - data.months_of_year())
    return {"n": len(others), "first": others[0], "rows": others} if others else None


@slip(
    "M03-MOVES",
    saw="Your months add up to {total}, the number of episodes or children with any new episode.",
    why="A new episode also begins when a child moves or the legal status changes. Those children were in care already.",
    next='Keep the rows where `RNE` is `"S"` before you count.',
    elsewhere="Moves and changes of legal status seem to be counted as well.",
)
def moves_counted(value, data):
    rows = counts(data, STARTS_BY_MONTH.format(count="count(*)", which=IN_CARE))
    children = counts(data, STARTS_BY_MONTH.format(count="count(DISTINCT CHILD)", which=IN_CARE))
    return {"total": int(sum(value.values()))} if agrees(value, rows) or agrees(value, children) else None


@slip(
    "M03-SHORTBREAK",
    saw="Your months add up to {total}, which is more than the children who came into care.",
    why="Short breaks (`LS` V3 and V4) are in it. The published figures leave them out, and so do we.",
    next="Count from `year_episodes`, where they are gone, or leave V3 and V4 out in your own query.",
    elsewhere="Short breaks seem to be counted as well.",
)
def short_breaks_counted(value, data):
    among = {"which": "RNE = 'S'"}
    breaks = counts(data, STARTS_BY_MONTH.format(count="count(*)", which="RNE = 'S' AND LS IN ('V3', 'V4')"))
    rows = counts(data, STARTS_BY_MONTH.format(count="count(*)", **among))
    children = counts(data, STARTS_BY_MONTH.format(count="count(DISTINCT CHILD)", **among))
    found = breaks and (agrees(value, rows) or agrees(value, children))
    return {"total": int(sum(value.values()))} if found else None


@slip(
    "M03-GAPS",
    saw="{n} of the 12 months are not in your table; the first is {first}.",
    why="A count has rows only for what it finds. A chart would draw a line straight across the gap.",
    next="Make the list of all twelve months, then `reindex(months, fill_value=0)`.",
    elsewhere="There, months in which nobody started are missing from your table.",
)
def months_missing(value, data):
    lost = sorted(data.months_of_year() - set(value.keys()))
    return {"n": len(lost), "first": lost[0]} if lost else None


# ---------------------------------------------------------------- rate_per_10k

task(
    "rate_per_10k",
    title="Children in care for every 10,000 children",
    asks=number("rate_per_10k", tolerance=0.0501),
    seen=1,
    hidden=2,
    also_on="T",
)
