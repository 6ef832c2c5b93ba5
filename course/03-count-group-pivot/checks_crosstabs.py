"""Module 03: tables that cross a status with a placement, and the slips we know. It holds no right answer."""

from checks import (
    CHILDREN,
    CODE,
    EVERY_EPISODE,
    EVERY_YEAR,
    NO_LIST,
    PRINTED,
    ROWS,
    SHORT_BREAKS,
    YEAR_EPISODES,
    repeats,
    two_names_beside,
)
from fingerpost.grading.declare import slip, table, task
from fingerpost.grading.recognise import (
    ROUNDING,
    as_said,
    gives_table,
    lacks_blank,
    still_piles,
    total_of,
)

# ---------------------------------------------------------------- status_by_placement

task(
    "status_by_placement",
    title="Episodes by legal status and placement",
    asks=table("status_by_placement", key=("LS", "PLACE"), value="episodes", totals="wanted", codes=CODE),
    seen=1,
    hidden=2,
    also_on="T",
)

BY_STATUS_AND_PLACE = "SELECT LS, PLACE, {count} FROM {which} GROUP BY ALL"
SEVERAL_IN_A_CELL = repeats("LS, PLACE", YEAR_EPISODES)
BLANK_EPISODES = f"SELECT {ROWS} FROM {YEAR_EPISODES} WHERE PLACE IS NULL"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("status_by_placement"))

slip("M03-NOLIST", on="attempt", **NO_LIST)(two_names_beside("LS", "PLACE"))


slip(
    "M03-DROPNA",
    saw="The {n} episodes without a placement are not in your table.",
    why="`crosstab`, `pivot_table` and `groupby` leave blanks out unless told to keep them.",
    next='Give the blanks a word first, `.fillna("Not recorded")`, or say `dropna=False`.',
    elsewhere="There, episodes without a placement are missing from your table.",
)(lacks_blank(BLANK_EPISODES, part=1))


slip(
    "M03-UNIT",
    saw="Your cells count children. The question asks for episodes, so that the totals can be added up.",
    why="A child with two episodes can be in two cells and is still one child, so the cells no longer add up.",
    next="Count the rows this time: `crosstab` and `.size()` do that.",
    elsewhere="There, children seem to be counted instead of episodes.",
)(gives_table(BY_STATUS_AND_PLACE.format(count=CHILDREN, which=YEAR_EPISODES), shows=SEVERAL_IN_A_CELL))


@slip(
    "M03-SHORTBREAK",
    saw="Your table has rows for {which}, which are short breaks.",
    **SHORT_BREAKS,
)
def short_breaks_by_status(value, _data):
    breaks = sorted({key[0] for key in value if key[0] in {"V3", "V4"} and value[key]})
    rows = [key for key in value if key[0] in breaks and value[key]]
    return {"which": " and ".join(breaks), "rows": rows} if breaks else None


slip(
    "M03-ALLYEARS",
    saw="Your cells add up to {total} episodes, which covers five years.",
    **EVERY_YEAR,
)(gives_table(BY_STATUS_AND_PLACE.format(count=ROWS, which=EVERY_EPISODE)))


@slip(
    "M03-NOTOTALS",
    saw="Your table has no total {where}.",
    why="A reader who wants the total for a status or a placement then has to add the cells up.",
    next="`crosstab` and `pivot_table` add both totals with `margins=True`.",
    elsewhere="There, a total is missing.",
)
def totals_left_out(value, _data):
    down, over = ("Total" in {key[n] for key in value} for n in (0, 1))
    where = {(0, 0): "row and no total column", (0, 1): "row", (1, 0): "column"}.get((down, over))
    return {"where": where, "rows": []} if where and value else None


@slip(
    "M03-DOUBLED",
    saw="The total of all your totals is {total}; the cells add up to {parts}.",
    why="A total was added up again, together with the parts it is made of.",
    next="Add up the parts before there is a total among them, or use `margins=True`.",
    elsewhere="There, the totals do not match their parts.",
)
def totals_counted_twice(value, _data):
    inner = total_of(value)
    whole = value.get(("Total", "Total"))
    facts = {"total": as_said(whole or 0), "parts": as_said(inner), "rows": [("Total", "Total")]}
    return facts if whole and whole > inner else None


# ---------------------------------------------------------------- placement_shares

task(
    "placement_shares",
    title="Placements of each legal status, as percentages",
    asks=table(
        "placement_shares",
        key=("LS", "PLACE"),
        value="percent",
        totals="optional",
        tolerance=0.0501,
        codes=CODE,
    ),
    seen=1,
    hidden=2,
    also_on="T",
)

SHARES = """
    SELECT LS, PLACE, 100.0 * {count} / sum({count}) OVER (PARTITION BY LS) FROM {which} GROUP BY LS, PLACE
"""

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("placement_shares"))

slip("M03-NOLIST", on="attempt", **NO_LIST)(two_names_beside("LS", "PLACE"))


def sums(value, part):
    """Return what the cells of each row (part 0) or column (part 1) add up to."""
    found = {}
    for key, cell in value.items():
        found[key[part]] = found.get(key[part], 0) + (cell or 0)
    return found


def first_row(value):
    """Return the name and the sum of a table's first row, and its cells, the largest first."""
    row, total = next(iter(sums(value, 0).items()))
    return {"row": row, "sum": as_said(total), "rows": largest(value, 0, row)}


def largest(value, part, name):
    """Return the keys of one row (part 0) or column (part 1), the largest cells first."""
    return sorted((key for key in value if key[part] == name), key=lambda key: -(value[key] or 0))


def all_near(numbers, wanted):
    """Return whether each number is the one wanted, within what rounding to one decimal place may add up to."""
    return bool(numbers) and all(abs(one - wanted) <= 0.011 * wanted for one in numbers)


@slip(
    "M03-WRONGBASE",
    saw="Row {row} adds up to {sum}; each row should add up to 100.",
    why="The cells were divided by the total of the whole table, so only all cells together make 100.",
    next='Divide each cell by the total of its own row: `normalize="index"` in `crosstab`.',
    elsewhere="There, the rows do not add up to 100.",
)
def share_of_the_grand_total(value, _data):
    rows = sums(value, 0)
    whole = sum(rows.values())
    is_whole = len(rows) > 1 and (all_near([whole], 100) or all_near([whole], 1))
    return first_row(value) if is_whole else None


@slip(
    "M03-COLBASE",
    saw="Column {column} adds up to 100; each row should.",
    why="The cells were divided by the total of their column, so they are shares of each placement.",
    next='The question is about each status. Divide by the row: `normalize="index"` in `crosstab`.',
    elsewhere="There, the columns add up to 100 instead of the rows.",
)
def share_of_the_column(value, _data):
    columns, rows = sums(value, 1), sums(value, 0)
    by_column = all_near(columns.values(), 100) or all_near(columns.values(), 1)
    wrong_way = by_column and not (all_near(rows.values(), 100) or all_near(rows.values(), 1))
    column = next(iter(columns), "")
    return {"column": column, "rows": largest(value, 1, column)} if wrong_way else None


@slip(
    "M03-DOUBLED",
    saw="Row {row} adds up to {sum}, half of what it should.",
    why="The Total was among the numbers that were added up, so every cell was divided by twice its row.",
    next='Leave the totals out of the table before you divide, or let `crosstab` do it: `normalize="index"`.',
    elsewhere="There, the total is counted among the parts.",
)
def divided_by_twice_the_row(value, _data):
    rows = sums(value, 0)
    found = all_near(rows.values(), 50) or all_near(rows.values(), 0.5)
    return first_row(value) if found else None


@slip(
    "M03-FRACTION",
    saw="Each of your rows adds up to 1. The question asks for per cent, so each should add up to 100.",
    why="A share can be written as 0.25 or as 25 per cent, and readers mix the two up.",
    next="Multiply the whole table by 100, as the last step.",
    elsewhere="There, the rows add up to 1.",
)
def fractions_for_percent(value, _data):
    return first_row(value) if all_near(sums(value, 0).values(), 1) else None


slip(
    "M03-DROPNA",
    saw="Your rows add up to 100, but the {n} episodes without a placement are in none of them.",
    why="Blanks were left out before dividing, so the other shares came out a little too large.",
    next='Give the blanks a word first, `.fillna("Not recorded")`, or say `dropna=False`.',
    elsewhere="There, episodes without a placement are missing.",
)(lacks_blank(BLANK_EPISODES, part=1))


slip(
    "M03-UNIT",
    saw="Your shares are of children. The question asks for shares of episodes.",
    why="A child who moved is in two cells of a row, so the whole you divide by counts that child twice.",
    next="Start from the counts of episodes, as in the task before.",
    elsewhere="There, the shares are of children instead of episodes.",
)(gives_table(SHARES.format(count=CHILDREN, which=YEAR_EPISODES), shows=SEVERAL_IN_A_CELL, within=ROUNDING))
