"""Module 03: the shape each answer should have, and the slips we know. It holds no right answer.

A slip is recognised by what it leaves behind: the very numbers that this mistake gives, or a row that is
missing. Facts come from the tables of the authority at hand, so a message can say how many children it is about.
"""

from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import (
    ROUNDING,
    counts,
    gives_number,
    gives_table,
    holds,
    one_number,
    still_piles,
    total_of,
)

YEAR_EPISODES = """
    (FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')
     AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC >= DATE '2024-04-01'))
"""
EVERY_EPISODE = "(FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4'))"
WITH_SHORT_BREAKS = """
    (FROM ssda903.episodes WHERE DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC >= DATE '2024-04-01'))
"""

CODE = r"[A-Z]\d{1,2}"
"""A legal status or a placement as the return writes it; the blank may have a word of the learner's own."""

PRINTED = {
    "saw": "Your answer holds a `{kind}`: piles of rows, and no numbers yet.",
    "why": "`groupby` makes the piles. It does not count them until you say how.",
    "next": 'Say what to count and how at the end of the line, such as `["CHILD"].nunique()`.',
    "elsewhere": "Your answer holds piles that are not counted yet.",
}

ROWS, CHILDREN = "count(*)", "count(DISTINCT CHILD)"
BLANK_CHILDREN = f"SELECT {CHILDREN} FROM {YEAR_EPISODES} WHERE PLACE IS NULL"
SEVERAL = f"SELECT count(*) FROM (SELECT CHILD FROM {YEAR_EPISODES} GROUP BY CHILD HAVING count(*) > 1)"
ON_BREAKS = f"SELECT {CHILDREN} FROM {WITH_SHORT_BREAKS} WHERE LS IN ('V3', 'V4')"
SHORT_BREAKS = {
    "why": "A short break (`LS` V3 or V4) is not care in the published sense. The published figures leave it out.",
    "next": "Count from `year_episodes`, where they are gone, or leave V3 and V4 out of your own query.",
    "elsewhere": "Short breaks seem to be counted as well.",
}

# ---------------------------------------------------------------- children_by_sex_and_age

task(
    "children_by_sex_and_age",
    title="Children by sex and age band",
    asks=table("children_by_sex_and_age", key=("SEX", "AGE_BAND"), value="children"),
    seen=1,
    hidden=2,
    also_on="T",
)

DAY = "DATE '2025-03-31'"
AGED = """
    (SELECT year.*, SEX, {age} AS AGE,
        CASE WHEN {age} < 1 THEN 'under 1' WHEN {age} < 5 THEN '1 to 4' WHEN {age} < 10 THEN '5 to 9'
             WHEN {age} < 16 THEN '10 to 15' ELSE '16 and over' END AS AGE_BAND
     FROM {which} AS year JOIN ssda903.header USING (CHILD))
"""
BIRTHDAYS = f"date_sub('year', DOB, {DAY})"
YEAR_PEOPLE = AGED.format(age=BIRTHDAYS, which=YEAR_EPISODES)
BY_SEX_AND_AGE = "SELECT SEX, AGE_BAND, {count} FROM {which} GROUP BY ALL"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("children_by_sex_and_age"))


@slip(
    "M03-ONEKEY",
    saw="Your table counts by {had} alone, so each row mixes children of every {lacks}.",
    why="`groupby` makes piles by exactly what stands in its brackets.",
    next='Give it both names in a list: `groupby(["SEX", "AGE_BAND"])`.',
    elsewhere="There, children are counted by one thing instead of two.",
    on="attempt",
)
def one_key_of_two(attempt, _data):
    lines = [line for line in attempt.source.splitlines() if not line.lstrip().startswith("#")]
    had = [name for name in ("SEX", "AGE_BAND") if any(name in line for line in lines)]
    grouped = "children_by_sex_and_age" in attempt.names and any("groupby" in line for line in lines)
    words = {"SEX": ("sex", "age"), "AGE_BAND": ("age band", "sex")}
    return dict(zip(("had", "lacks"), words[had[0]], strict=True)) if grouped and len(had) == 1 else None


slip(
    "M03-UNIT",
    saw="Your cells add up to {total} episodes. {n} children have two or more.",
    why="`size` and `count` count rows, and one child can have several rows. Each was counted every time.",
    next='Count the different children in each pile: `["CHILD"].nunique()`.',
    elsewhere="There, children with several episodes are counted several times.",
)(gives_table(BY_SEX_AND_AGE.format(count=ROWS, which=YEAR_PEOPLE), needs=SEVERAL, within=ROUNDING))

slip(
    "M03-SHORTBREAK",
    saw="Your cells add up to {total}, with {n} children on short breaks among them.",
    **{**SHORT_BREAKS, "next": SHORT_BREAKS["next"].replace("year_episodes", "year_people")},
)(
    gives_table(
        BY_SEX_AND_AGE.format(count=CHILDREN, which=AGED.format(age=BIRTHDAYS, which=WITH_SHORT_BREAKS)),
        needs=ON_BREAKS,
        within=ROUNDING,
    )
)

TOO_OLD = AGED.format(age=f"date_diff('year', DOB, {DAY})", which=YEAR_EPISODES)

slip(
    "M02-YEARS",
    saw="{n} children stand one band too high in your table.",
    why="Year less year makes everyone whose birthday comes after 31 March one year too old.",
    next="Use `AGE_BAND` from `year_people`, or count whole years: `date_sub` in SQL counts birthdays.",
    elsewhere="There, children whose birthday comes after 31 March are one year too old.",
)(
    gives_table(
        BY_SEX_AND_AGE.format(count=CHILDREN, which=TOO_OLD),
        needs=f"SELECT {CHILDREN} FROM (SELECT CHILD, AGE_BAND FROM {TOO_OLD}"
        f" EXCEPT SELECT CHILD, AGE_BAND FROM {YEAR_PEOPLE})",
        within=ROUNDING,
    )
)

# ---------------------------------------------------------------- children_by_placement

task(
    "children_by_placement",
    title="Children in each kind of placement",
    asks=table("children_by_placement", key="PLACE", value="children", codes=CODE),
    seen=1,
    hidden=2,
    also_on="T",
)

BY_PLACE = "SELECT PLACE, {count} FROM {which} GROUP BY ALL"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("children_by_placement"))


@slip(
    "M03-DROPNA",
    saw="There is no row for the {n} children whose placement is not recorded.",
    why="`groupby`, `pivot_table` and `value_counts` leave blanks out unless told to keep them.",
    next="Tell it: `dropna=False`. In a pivot table, fill the blanks with a word of your own first.",
    elsewhere="There, children whose placement is not recorded are missing from your table.",
)
def blanks_left_out(value, data):
    blank = one_number(data, BLANK_CHILDREN)
    return {"n": blank} if blank and "(blank)" not in value else None


@slip(
    "M03-COUNTBLANK",
    saw="The row for placements not recorded says 0; {n} children stand in it.",
    why="`count` counts cells that are filled in. Counting `PLACE` where `PLACE` is blank gives nothing.",
    next="Count a column that is always filled in, and count its different values.",
    elsewhere="There, the row for placements not recorded says 0 and should not.",
)
def blanks_counted_as_none(value, data):
    blank = one_number(data, BLANK_CHILDREN)
    return {"n": blank, "rows": ["(blank)"]} if blank and value.get("(blank)") == 0 else None


slip(
    "M03-ALLYEARS",
    saw="Your rows add up to {total}, which takes in five years of episodes.",
    why="The table `episodes` holds every year there is; the question is about 2024-25.",
    next="Start from `year_episodes`, or keep the rows of the year yourself first.",
    elsewhere="Episodes of other years seem to be in it.",
)(gives_table(*(BY_PLACE.format(count=how, which=EVERY_EPISODE) for how in (ROWS, CHILDREN))))

slip(
    "M03-UNIT",
    saw="Your rows add up to {total} episodes. {n} children have two or more in one kind of placement.",
    why="`size` and `count` count rows, and one child can have several rows. Each was counted every time.",
    next='Count the different children in each pile: `["CHILD"].nunique()`.',
    elsewhere="There, children with several episodes are counted several times.",
)(
    gives_table(
        BY_PLACE.format(count=ROWS, which=YEAR_EPISODES),
        needs=f"SELECT {CHILDREN} FROM (SELECT CHILD FROM {YEAR_EPISODES}"
        " GROUP BY CHILD, PLACE HAVING count(*) > 1)",
    )
)


@slip(
    "M03-ONEPILE",
    saw="Your rows add up to {total}: each child stands in one row only, and {n} lived in two or more kinds.",
    why="Leaving out repeated children first keeps one episode of each and forgets the other placements.",
    next="Make the piles first. Count the different children inside each pile afterwards.",
    elsewhere="There, a child who moved stands in one kind of placement only.",
)
def each_child_in_one_pile(value, data):
    kinds = f"SELECT CHILD FROM {YEAR_EPISODES} GROUP BY CHILD HAVING count(DISTINCT coalesce(PLACE, '')) > 1"
    moved = one_number(data, f"SELECT count(*) FROM ({kinds})")
    children = one_number(data, f"SELECT {CHILDREN} FROM {YEAR_EPISODES}")
    return {"total": total_of(value), "n": moved} if moved and total_of(value) == children else None


slip(
    "M03-SHORTBREAK",
    saw="Your rows add up to {total}, with {n} children on short breaks among them.",
    **SHORT_BREAKS,
)(
    gives_table(
        *(BY_PLACE.format(count=how, which=WITH_SHORT_BREAKS) for how in (ROWS, CHILDREN)), needs=ON_BREAKS
    )
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
BLANK_EPISODES = f"SELECT {ROWS} FROM {YEAR_EPISODES} WHERE PLACE IS NULL"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("status_by_placement"))


def across(value):
    """Return the kinds of placement in a table of pairs."""
    return {key[1] for key in value}


@slip(
    "M03-DROPNA",
    saw="The {n} episodes without a placement are not in your table.",
    why="`crosstab`, `pivot_table` and `groupby` leave blanks out unless told to keep them.",
    next='Give the blanks a word first, `.fillna("Not recorded")`, or say `dropna=False`.',
    elsewhere="There, episodes without a placement are missing from your table.",
)
def blank_placements_left_out(value, data):
    blank = one_number(data, BLANK_EPISODES)
    return {"n": blank} if blank and "(blank)" not in across(value) else None


slip(
    "M03-UNIT",
    saw="Your cells count children. The question asks for episodes, so that the totals can be added up.",
    why="A child with two episodes stands in two cells. Counted as one child, they no longer add up.",
    next="Count the rows this time: `crosstab` and `.size()` do that by themselves.",
    elsewhere="There, children seem to be counted where episodes are asked.",
)(gives_table(BY_STATUS_AND_PLACE.format(count=CHILDREN, which=YEAR_EPISODES)))


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
    saw="Your cells add up to {total} episodes, which takes in five years.",
    why="The table `episodes` holds every year there is; the question is about 2024-25.",
    next="Start from `year_episodes`, or keep the rows of the year yourself first.",
    elsewhere="Episodes of other years seem to be in it.",
)(gives_table(BY_STATUS_AND_PLACE.format(count=ROWS, which=EVERY_EPISODE)))


@slip(
    "M03-NOTOTALS",
    saw="Your table has no total {where}.",
    why="A reader who wants the whole of a status or a placement has to add the cells up.",
    next="`crosstab` and `pivot_table` add both totals with `margins=True`.",
    elsewhere="There, a total is missing.",
)
def totals_left_out(value, _data):
    down, over = ("Total" in {key[n] for key in value} for n in (0, 1))
    where = {(0, 0): "row and no total column", (0, 1): "row", (1, 0): "column"}.get((down, over))
    return {"where": where} if where and value else None


@slip(
    "M03-DOUBLED",
    saw="The total of all your totals is {total}; the cells add up to {parts}.",
    why="A total was added up once more together with the parts it is made of.",
    next="Add up the parts alone, before any total stands among them; or use `margins=True`.",
    elsewhere="There, the totals do not equal their parts.",
)
def totals_counted_twice(value, _data):
    inner = total_of(value)
    whole = value.get(("Total", "Total"))
    return {"total": f"{whole:,}", "parts": f"{inner:,}"} if whole and whole > inner else None


# ---------------------------------------------------------------- placement_shares

task(
    "placement_shares",
    title="Where each legal status lives, in percent",
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


def sums(value, part):
    """Return what the cells of each row (part 0) or column (part 1) add up to."""
    found = {}
    for key, cell in value.items():
        found[key[part]] = found.get(key[part], 0) + (cell or 0)
    return found


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
    return {"row": next(iter(rows)), "sum": round(next(iter(rows.values())), 2)} if is_whole else None


@slip(
    "M03-COLBASE",
    saw="Column {column} adds up to 100; each row should.",
    why="The cells were divided by the total of their column: that says who lives in a placement.",
    next='The question is where each status lives. Divide by the row: `normalize="index"` in `crosstab`.',
    elsewhere="There, the columns add up to 100 in place of the rows.",
)
def share_of_the_column(value, _data):
    columns, rows = sums(value, 1), sums(value, 0)
    by_column = all_near(columns.values(), 100) or all_near(columns.values(), 1)
    wrong_way = by_column and not (all_near(rows.values(), 100) or all_near(rows.values(), 1))
    return {"column": next(iter(columns))} if wrong_way else None


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
    return {"row": next(iter(rows)), "sum": round(next(iter(rows.values())), 2)} if found else None


@slip(
    "M03-FRACTION",
    saw="Each of your rows adds up to 1. The question asks for percent, so to 100.",
    why="A share can be written as 0.25 or as 25 percent; readers mistake one for the other.",
    next="Multiply the whole table by 100, as the last step.",
    elsewhere="There, the rows add up to 1.",
)
def fractions_for_percent(value, _data):
    return {} if all_near(sums(value, 0).values(), 1) else None


@slip(
    "M03-DROPNA",
    saw="Your rows add up to 100, and the {n} episodes without a placement are in none of them.",
    why="Blanks were left out before dividing, so the other shares came out a little too large.",
    next='Give the blanks a word first, `.fillna("Not recorded")`, or say `dropna=False`.',
    elsewhere="There, episodes without a placement are missing.",
)
def blanks_missing_from_shares(value, data):
    blank = one_number(data, BLANK_EPISODES)
    return {"n": blank} if blank and "(blank)" not in across(value) else None


slip(
    "M03-UNIT",
    saw="Your shares are of children. The question asks for shares of episodes.",
    why="A child who moved stands in two cells of a row, so the whole you divide by counts that child twice.",
    next="Start from the counts of episodes, as in the task before.",
    elsewhere="There, shares of children stand where shares of episodes are asked.",
)(gives_table(SHARES.format(count=CHILDREN, which=YEAR_EPISODES), within=ROUNDING))

# ---------------------------------------------------------------- median_age_by_placement

task(
    "median_age_by_placement",
    title="The age in the middle, for each kind of placement",
    asks=table("median_age_by_placement", key="PLACE", value="median_age", totals="wanted", codes=CODE),
    seen=1,
    hidden=1,
    also_on="T",
)

ONCE_A_PLACE = f"(SELECT DISTINCT CHILD, PLACE, AGE FROM {YEAR_PEOPLE})"
MIDDLE_BY_PLACE = "SELECT PLACE, {how}(AGE) FROM {which} GROUP BY ALL"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("median_age_by_placement"))


def parts_only(value):
    """Return a table without its Total."""
    return {key: cell for key, cell in value.items() if key != "Total"}


@slip(
    "M03-DROPNA",
    saw="There is no row for the {n} children whose placement is not recorded.",
    why="`groupby` and `pivot_table` leave blanks out unless told to keep them.",
    next="Tell it: `dropna=False`. In a pivot table, fill the blanks with a word of your own first.",
    elsewhere="There, children whose placement is not recorded are missing from your table.",
)
def blanks_have_no_age(value, data):
    blank = one_number(data, BLANK_CHILDREN)
    return {"n": blank} if blank and "(blank)" not in value else None


@slip(
    "M03-NOTOTALS",
    saw="Your table has no row called Total for all children together.",
    why="The whole cannot be read from the parts: piles of different sizes have no common middle.",
    next='Keep each child once, take the median, and put it in: `median_age_by_placement.loc["Total"] = …`.',
    elsewhere="There, the row called Total is missing.",
)
def no_age_of_all(value, _data):
    return {} if value and "Total" not in value else None


slip(
    "M03-MEAN",
    saw="Your rows hold the mean age. The question asks for the median.",
    why="A mean moves when one very young or old child comes in; the median is the child in the middle.",
    next="Put `.median()` where `.mean()` stands.",
    elsewhere="There, the mean stands where the median is asked.",
)(
    gives_table(
        *(MIDDLE_BY_PLACE.format(how="avg", which=which) for which in (ONCE_A_PLACE, YEAR_PEOPLE)),
        within=ROUNDING,
    )
)

OF_EPISODES, OF_CHILDREN = (
    MIDDLE_BY_PLACE.format(how="median", which=which) for which in (YEAR_PEOPLE, ONCE_A_PLACE)
)

slip(
    "M03-UNIT",
    saw="Your ages are the middle of {n} episodes. A child with several counted several times.",
    why="Each row is an episode, so a child who was moved often pulls the middle towards their age.",
    next='Keep each child once in each placement first: `.drop_duplicates(["CHILD", "PLACE"])`.',
    elsewhere="There, children with several episodes are counted several times.",
)(
    gives_table(
        OF_EPISODES,
        needs=f"SELECT {ROWS} FROM {YEAR_EPISODES} WHERE EXISTS (({OF_EPISODES}) EXCEPT ({OF_CHILDREN}))",
        within=ROUNDING,
    )
)


@slip(
    "M03-AVGAVG",
    saw="Your Total is {total}, yet {n} of {all} children are {side}.",
    why="It is made from the rows above it, so the smallest pile, of {small}, weighs as much as the largest, of {large}.",
    next='Go back to the children: `year_people.drop_duplicates("CHILD")["AGE"].median()`.',
    elsewhere="There, the Total is made from the rows, not from the children.",
)
def total_made_from_the_rows(value, data):
    rows = sorted(parts_only(value).values())
    half = len(rows) // 2
    middle = rows[half] if len(rows) % 2 else (rows[half - 1] + rows[half]) / 2
    total = value["Total"]
    if not any(abs(total - made) <= 0.0501 for made in (sum(rows) / len(rows), middle)):
        return None
    children = data.sql(f"SELECT DISTINCT CHILD, AGE FROM {YEAR_PEOPLE}")["AGE"]
    sides = {"younger": int((children < total).sum()), "older": int((children > total).sum())}
    side = max(sides, key=sides.__getitem__)
    piles = [round(n) for n in counts(data, BY_PLACE.format(count=CHILDREN, which=YEAR_EPISODES)).values()]
    facts = {"total": round(total, 1), "n": sides[side], "all": len(children), "side": side}
    return {**facts, "small": min(piles), "large": max(piles)} if sides[side] > len(children) / 2 else None


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
    saw="Your months read {first} and so on, without a year.",
    why="The name or number of a month fits every year there is, so two Aprils become one.",
    next='Take year and month together: `.dt.to_period("M")` turns 17 May 2024 into 2024-05.',
    elsewhere="Your months have no year.",
)
def months_without_year(value, _data):
    bare = [key for key in value if "-" not in key]
    return {"first": bare[0], "rows": bare} if bare and len(bare) == len(value) else None


@slip(
    "M03-ALLYEARS",
    saw="{n} of the months in your table lie outside 2024-25; the first is {first}.",
    why="The tables hold episodes that began in other years too, and they were counted as well.",
    next="Keep the rows whose `DECOM` is from `year_start` to `year_end`, then count.",
    elsewhere="Some of your months lie outside the year.",
)
def months_of_other_years(value, data):
    others = sorted(set(value) - data.months_of_year())
    return {"n": len(others), "first": others[0], "rows": others} if others else None


@slip(
    "M03-GAPS",
    saw="{n} of the 12 months are not in your table; the first is {first}.",
    why="A count has a row only for what it finds. A chart would draw its line straight across the gap.",
    next="Make the list of all twelve months, then `reindex(months, fill_value=0)`.",
    elsewhere="There, months in which nobody started are missing from your table.",
)
def months_missing(value, data):
    lost = sorted(data.months_of_year() - set(value))
    return {"n": len(lost), "first": lost[0]} if lost else None


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
    )
)


@slip(
    "M03-ONCE",
    saw="Your months add up to {total}: each child stands in one month only, and {n} came into care twice.",
    why="Leaving out repeated children first keeps one start of each and forgets the other.",
    next="Sort the starts into months first. Count the different children inside each month afterwards.",
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
    return {"total": total_of(value), "n": twice} if twice and total_of(value) == children else None


# ---------------------------------------------------------------- rate_per_10k

task(
    "rate_per_10k",
    title="Children in care for every 10,000 children",
    asks=number("rate_per_10k", tolerance=0.0501),
    seen=1,
    hidden=2,
    also_on="T",
)

OURS = "SELECT {people} FROM ref.authorities WHERE is_ours"


def fits(value, data, *, counted):
    """Return whether a rate is what this query's count gives over our own children, rounded or not."""
    population = one_number(data, OURS.format(people="population_0_17"))
    return abs(value - one_number(data, counted) / population * 10_000) <= 0.0501


def children_meant(value, people, data):
    """Return whether a rate over these `people` could stand for our children in care on one day.

    On one day it is a whole number of children, and between two fifths and all of those in care in the year.
    """
    meant = value * people / 10_000
    whole = abs(meant - round(meant)) < 1e-6 or abs(value * 10 - round(value * 10)) < 1e-9
    in_year = one_number(data, f"SELECT {CHILDREN} FROM {YEAR_EPISODES}")
    return whole and 0.4 * in_year <= meant <= in_year


@slip(
    "M03-UNIT",
    saw="Your rate is {rate}, which counts {n} episodes.",
    why="One child can have several episodes in a year; each of them was counted.",
    next="Keep the episodes open on 31 March 2025, then count the different values of `CHILD`.",
    elsewhere="There, episodes seem to be counted for children.",
)
def rate_of_episodes(value, data):
    for which in (YEAR_EPISODES, EVERY_EPISODE):
        rows = f"SELECT {ROWS} FROM {which}"
        if fits(value, data, counted=rows):
            return {"rate": round(value, 1), "n": one_number(data, rows)}
    return None


@slip(
    "M03-SNAPSHOT",
    saw="Your rate is {rate}, which counts {n} children: all who were in care at any time.",
    why="The published rate is a picture of one day, 31 March. Children who left before it are not in it.",
    next="Keep the episodes that had begun by 31 March 2025 and had not ended, then count.",
    elsewhere="Children who left before 31 March seem to be counted as well.",
)
def rate_of_the_whole_year(value, data):
    for which in (YEAR_EPISODES, EVERY_EPISODE):
        children = f"SELECT {CHILDREN} FROM {which}"
        if fits(value, data, counted=children):
            return {"rate": round(value, 1), "n": one_number(data, children)}
    return None


@slip(
    "M02-OPEN",
    saw="Your rate is {rate}. It leaves out children in care on 31 March 2025 who have left since.",
    why="The tables run on to {last}. An end date after the day you ask about means: still open on that day.",
    next="Keep an episode if `DEC` is blank or later than `year_end`. Put each test in its own brackets.",
    elsewhere="There, children who left after 31 March 2025 are missing.",
)
def only_blank_ends(value, data):
    blank = f"SELECT {CHILDREN} FROM {YEAR_EPISODES} WHERE DEC IS NULL"
    later = one_number(data, f"SELECT {CHILDREN} FROM {YEAR_EPISODES} WHERE DEC > DATE '2025-03-31'")
    last = data.sql("SELECT strftime(reporting_date, '%-d %B %Y') FROM ref.reporting_date").iloc[0, 0]
    return {"rate": round(value, 1), "last": last} if later and fits(value, data, counted=blank) else None


@slip(
    "M03-SHORTBREAK",
    saw="Your rate is {rate}, with children on short breaks counted in.",
    **SHORT_BREAKS,
)
def short_breaks_in_rate(value, data):
    on_the_day = f"FROM {WITH_SHORT_BREAKS} WHERE (DEC IS NULL OR DEC > DATE '2025-03-31')"
    breaks = one_number(data, f"SELECT {CHILDREN} {on_the_day} AND LS IN ('V3', 'V4')")
    found = breaks and fits(value, data, counted=f"SELECT {CHILDREN} {on_the_day}")
    return {"rate": round(value, 1)} if found else None


@slip(
    "M03-RATE",
    saw="Your rate is {rate}, about {times} times too small.",
    why="A rate for every {meant} people looks like that. The question asks for every 10,000.",
    next="Divide by the population, then multiply by 10,000.",
    elsewhere="There, your rate is many times too small.",
)
def rate_for_fewer_people(value, data):
    population = one_number(data, OURS.format(people="population_0_17"))
    for times, meant in ((10, "1,000"), (100, "100"), (10_000, "1")):
        if children_meant(value * times, population, data):
            return {"rate": round(value, 4), "times": f"{times:,}", "meant": meant}
    return None


@slip(
    "M03-RATE",
    saw="Your rate is {rate}, which looks like children divided by people of every age.",
    why="Adults cannot be looked after, so dividing by them makes the rate look small.",
    next="Use the population aged 0 to 17: the column `population_0_17`.",
    elsewhere="There, adults seem to be in the population you divide by.",
)
def rate_of_every_age(value, data):
    everyone = one_number(data, OURS.format(people="population_all_ages"))
    return {"rate": round(value, 1)} if children_meant(value, everyone, data) else None


@slip(
    "M03-OTHERPOP",
    saw="Your rate is {rate}. The population under it is that of {whose}.",
    why="`authorities` has a row for each authority, and only one of them is ours.",
    next="Keep the row where `is_ours` is true, then take its population.",
    elsewhere="There, the population is not that of our authority alone.",
)
def rate_of_other_population(value, data):
    together = one_number(data, "SELECT sum(population_0_17) FROM ref.authorities")
    if children_meant(value, together, data):
        return {"rate": round(value, 1), "whose": "all authorities together"}
    others = data.sql("SELECT authority, population_0_17 FROM ref.authorities WHERE NOT is_ours ORDER BY ALL")
    for name, people in others.itertuples(index=False):
        if children_meant(value, int(people), data) and abs(value * 10 - round(value * 10)) > 1e-9:
            return {"rate": round(value, 1), "whose": name}
    return None


# ---------------------------------------------------------------- four_counts

task(
    "four_counts",
    title="Four questions: children or episodes?",
    asks=table("four_counts", key="question", value="number"),
    seen=1,
    hidden=2,
    also_on="T",
)

A_MOVE = "DECOM >= DATE '2024-04-01' AND RNE IN ('P', 'B', 'T', 'U')"
FOUR = {"a": "PLACE = 'K2'", "b": "DECOM >= DATE '2024-04-01'", "c": A_MOVE, "d": A_MOVE}
OTHER_UNIT = {"a": ROWS, "b": CHILDREN, "c": ROWS, "d": CHILDREN}
ASKED_UNIT = {"a": "children", "b": "episodes", "c": "children", "d": "episodes"}


@slip(
    "M03-NOTFOUR",
    saw="Your table has no row for {which}.",
    why="Each of the four questions needs a number of its own.",
    next='Write all four: `{{"a": …, "b": …, "c": …, "d": …}}`.',
    elsewhere="There, a question has no number.",
)
def not_four_answers(value, _data):
    lost = [question for question in FOUR if question not in value]
    return {"which": " and ".join(lost)} if lost else None


@slip(
    "M03-UNIT",
    saw="For question {which}, yours is {number}: that counts {had}, and the question asks about {asked}.",
    why="One child can have several episodes, so the two counts differ.",
    next="Say the question aloud. For people use `nunique()` of `CHILD`; for things to do, count the rows.",
    elsewhere="There, one of the four counts the other unit.",
)
def the_other_unit(value, data):
    for question, test in FOUR.items():
        open_to_mistakes = (
            f"SELECT CHILD FROM {YEAR_EPISODES} WHERE {test} GROUP BY CHILD HAVING count(*) > 1"
        )
        other = one_number(data, f"SELECT {OTHER_UNIT[question]} FROM {YEAR_EPISODES} WHERE {test}")
        if value[question] == other and len(data.sql(open_to_mistakes)):
            had = "episodes" if OTHER_UNIT[question] == ROWS else "children"
            return {"which": question, "number": other, "had": had, "asked": ASKED_UNIT[question]}
    return None


@slip(
    "M03-ALLYEARS",
    saw="For question {which}, yours is {number}, which takes in five years of episodes.",
    why="The table `episodes` holds every year there is; the questions are about 2024-25.",
    next="Start from `year_episodes`.",
    elsewhere="Episodes of other years seem to be in it.",
)
def four_of_every_year(value, data):
    for question, test in FOUR.items():
        ways = [f"SELECT {how} FROM {{}} WHERE {test}" for how in (ROWS, CHILDREN)]
        here = {one_number(data, way.format(YEAR_EPISODES)) for way in ways}
        every = {one_number(data, way.format(EVERY_EPISODE)) for way in ways}
        if value[question] in every - here:
            return {"which": question, "number": value[question]}
    return None


@slip(
    "M03-SHORTBREAK",
    saw="For question {which}, yours is {number}, with short breaks counted in.",
    **SHORT_BREAKS,
)
def short_breaks_in_four(value, data):
    for question, test in FOUR.items():
        ways = [f"SELECT {how} FROM {{}} WHERE {test}" for how in (ROWS, CHILDREN)]
        here = {one_number(data, way.format(YEAR_EPISODES)) for way in ways}
        with_breaks = {one_number(data, way.format(WITH_SHORT_BREAKS)) for way in ways}
        if value[question] in with_breaks - here:
            return {"which": question, "number": value[question]}
    return None
