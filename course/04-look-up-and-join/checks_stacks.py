"""Module 04: tables below each other, rows foretold, and the slips we know. It holds no right answer."""

import ast
from datetime import datetime

from fingerpost.grading.declare import slip, table, task
from fingerpost.grading.recognise import counts, holds, statements

# ---------------------------------------------------------------- reviews_by_year
task(
    "reviews_by_year",
    title="Three years in one table",
    asks=table("reviews_by_year", key=("year", "REVIEW_CODE"), value="reviews"),
    seen=1,
    hidden=2,
    also_on="T",
)


@slip(
    "M04-SIDEWAYS",
    saw="`{line}` puts the three years side by side, in nine columns or more.",
    why="Side by side, a row of one year meets a row of another only because of its place.",
    next="Stack them one below the other: `pd.concat([…])`, without `axis`.",
    elsewhere="There, the years are side by side.",
    on="attempt",
)
def side_by_side(attempt, _data):
    for made in statements(attempt):
        for node in ast.walk(made):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if called and node.func.attr == "concat" and _goes_across(node):
                return {"line": ast.unparse(node)[:70]}
    return None


def _goes_across(call):
    axis = [word.value for word in call.keywords if word.arg == "axis"]
    return any(isinstance(said, ast.Constant) and said.value in (1, "columns") for said in axis)


@slip(
    "M04-PLACE",
    saw="{n} of your codes are dates: the first is {first}.",
    why="Columns were stacked by position, and 2024 has them in another order.",
    next="Let names decide: `pd.concat` does, and SQL with `UNION ALL BY NAME`.",
    elsewhere="There, columns were stacked by position.",
)
def stacked_by_place(value, _data):
    odd = {key: day for key in value if (day := _as_day(key[-1]))}
    first = next(iter(odd.values()), "")
    return {"n": len(odd), "first": first, "rows": list(odd)[:5]} if odd else None


def _as_day(text):
    try:
        day = datetime.fromisoformat(str(text))
    except ValueError:
        return ""
    return f"{day.day} {day:%B %Y}"


@slip(
    "M04-NOYEAR",
    saw="Your table has no `year`: its {n} rows count the codes of all years together.",
    why="Once the years are stacked, nothing says which of them a row came from.",
    next="Give each table its own `year` before you stack them.",
    elsewhere="There, no row says which year it is from.",
)
def no_year(value, _data):
    years = {str(key[0]) for key in value}
    has_one = len(years) > 1 or any(sign.isdigit() for year in years for sign in year)
    return {"n": len(value)} if value and not has_one else None


@slip(
    "M04-ONEYEAR",
    saw="All {n} rows of your table say {year}.",
    why="The year was written after the years were stacked, or was never changed.",
    next="Give each table its own `year` before you stack them.",
    elsewhere="There, all rows have one year.",
)
def all_of_one_year(value, _data):
    years = {key[0] for key in value}
    return {"n": len(value), "year": years.pop()} if len(years) == 1 else None


BY_CALENDAR = """
    SELECT year(REVIEW), REVIEW_CODE, count(*) FROM ssda903.reviews
    WHERE REVIEW BETWEEN DATE '2022-04-01' AND DATE '2025-03-31' GROUP BY ALL
"""


@slip(
    "M04-CALYEAR",
    saw="Your table has reviews for {first}, and no file is for that year.",
    why="The year of a date is a calendar year; the files are for years that end on 31 March.",
    next="Take the year from the file: give each table its own `year` before you stack them.",
    elsewhere="There, calendar years are where the files' years should be.",
)
def calendar_years(value, data):
    return {"first": min(key[0] for key in value)} if holds(value, counts(data, BY_CALENDAR)) else None


# ---------------------------------------------------------------- rows_after
task(
    "rows_after",
    title="How many rows will it have?",
    asks=table("rows_after", key="join", value="rows"),
    seen=0.5,
    hidden=1.5,
    follows_data=False,
)

VISITS = 5


def says(**claims):
    """Return a slip's function: does the learner's table say all these numbers?"""

    def recognise(value, _data):
        said = {join: value.get(join) for join in claims}
        return {"yours": value.get(next(iter(claims)))} if said == claims else None

    return recognise


slip(
    "M04-GREW",
    saw="You say {yours} rows for left, as many as `visits` has.",
    why="VLOOKUP never adds a row. merge does, where the right table has a key more than once.",
    next="Look at 102 in `workers`. How many rows does the visit to 102 become?",
)(says(left=VISITS))

slip(
    "M04-BLANKKEYS",
    saw="You say {yours} rows for inner, so the blank visit met nothing.",
    why="That is SQL's answer. pandas matches a blank key to a blank key.",
    next="Count the pair of the two blanks as well.",
)(says(inner=4))


@slip(
    "M04-LOST",
    saw="You say {yours} rows for outer, no more than for left.",
    why="An outer merge also keeps the rows of the right table that met nothing.",
    next="Look for a child in `workers` whom nobody visited.",
)
def right_rows_lost(value, _data):
    outer = value.get("outer")
    return {"yours": outer} if outer is not None and outer == value.get("left") else None
