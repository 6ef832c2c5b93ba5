"""Module 03: the shape each answer should have, and the slips we know. It holds no right answer.

A slip is recognised by what it leaves behind: the very numbers that this mistake gives, or a row that is
missing. Facts come from the tables of the authority at hand, so a message can say how many children it is about.
"""

from fingerpost.grading.declare import number, slip, table, task

YEAR_EPISODES = """
    (FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')
     AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC >= DATE '2024-04-01'))
"""
EVERY_EPISODE = "(FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4'))"
WITH_SHORT_BREAKS = """
    (FROM ssda903.episodes WHERE DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC >= DATE '2024-04-01'))
"""


def counts(data, query):
    """Return a query's two columns as a dict, keys as a learner's table is read: text, blanks as (blank)."""
    rows = data.sql(query)
    keys = rows.iloc[:, 0].astype("object").where(rows.iloc[:, 0].notna(), "(blank)")
    return {str(key): int(count) for key, count in zip(keys, rows.iloc[:, 1], strict=True)}


def one_number(data, query):
    """Return the one number a query gives."""
    return int(data.sql(query).iloc[0, 0])


def agrees(value, other):
    """Return whether the learner's table holds these numbers, rows of nobody left aside."""
    return {key: count for key, count in value.items() if count} == {k: n for k, n in other.items() if n}


def total_of(value):
    """Return the sum of a table's numbers."""
    return int(sum(value.values()))


def still_piles(name):
    """Return a slip's function: does `name` hold piles made by groupby, not counted yet?"""

    def recognise(attempt, _data):
        kind = attempt.names.get(name, "")
        return {"kind": kind} if kind.endswith("GroupBy") else None

    return recognise


PRINTED = {
    "saw": "Your answer holds a `{kind}`: piles of rows, and no numbers yet.",
    "why": "`groupby` makes the piles. It does not count them until you say how.",
    "next": 'Say what to count and how at the end of the line, such as `["CHILD"].nunique()`.',
    "elsewhere": "Your answer holds piles that are not counted yet.",
}

# ---------------------------------------------------------------- children_by_placement

task(
    "children_by_placement",
    title="Children in each kind of placement",
    asks=table("children_by_placement", key="PLACE", value="children"),
    seen=1,
    hidden=2,
    also_on="T",
)

BY_PLACE = "SELECT PLACE, {count} FROM {which} GROUP BY ALL"
ROWS, CHILDREN = "count(*)", "count(DISTINCT CHILD)"
BLANK_CHILDREN = f"SELECT {CHILDREN} FROM {YEAR_EPISODES} WHERE PLACE IS NULL"

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


@slip(
    "M03-ALLYEARS",
    saw="Your rows add up to {total}, which takes in five years of episodes.",
    why="The table `episodes` holds every year there is; the question is about 2024-25.",
    next="Start from `year_episodes`, or keep the rows of the year yourself first.",
    elsewhere="Episodes of other years seem to be in it.",
)
def placements_of_every_year(value, data):
    ways = (counts(data, BY_PLACE.format(count=how, which=EVERY_EPISODE)) for how in (ROWS, CHILDREN))
    return {"total": total_of(value)} if any(agrees(value, way) for way in ways) else None


@slip(
    "M03-UNIT",
    saw="Your rows add up to {total} episodes. {n} children have two or more in one kind of placement.",
    why="`size` and `count` count rows, and one child can have several rows. Each was counted every time.",
    next='Count the different children in each pile: `["CHILD"].nunique()`.',
    elsewhere="There, children with several episodes are counted several times.",
)
def episodes_for_children(value, data):
    again = f"SELECT CHILD FROM {YEAR_EPISODES} GROUP BY CHILD, PLACE HAVING count(*) > 1"
    several = one_number(data, f"SELECT {CHILDREN} FROM ({again})")
    rows = counts(data, BY_PLACE.format(count=ROWS, which=YEAR_EPISODES))
    return {"total": total_of(value), "n": several} if several and agrees(value, rows) else None


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


@slip(
    "M03-SHORTBREAK",
    saw="Your rows add up to {total}, with {n} children on short breaks among them.",
    why="A short break (`LS` V3 or V4) is not care in the published sense. The published figures leave it out.",
    next="Count from `year_episodes`, where they are gone, or leave V3 and V4 out of your own query.",
    elsewhere="Short breaks seem to be counted as well.",
)
def short_breaks_in_piles(value, data):
    breaks = one_number(data, f"SELECT {CHILDREN} FROM {WITH_SHORT_BREAKS} WHERE LS IN ('V3', 'V4')")
    ways = (counts(data, BY_PLACE.format(count=how, which=WITH_SHORT_BREAKS)) for how in (ROWS, CHILDREN))
    found = breaks and any(agrees(value, way) for way in ways)
    return {"total": total_of(value), "n": breaks} if found else None


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
IN_CARE = "LS NOT IN ('V3', 'V4')"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("monthly_starters"))


@slip(
    "M03-MONTHNAME",
    saw="Your months read {first} and so on, without a year.",
    why="The name or number of a month fits every year there is, and sorts April before January or after.",
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


@slip(
    "M03-MOVES",
    saw="Your months add up to {total}: every episode that began, whatever the reason.",
    why="An episode also begins when a child moves or the legal status changes. Those children were in care already.",
    next='Keep the rows where `RNE` is `"S"` before you count.',
    elsewhere="Moves and changes of legal status seem to be counted as well.",
)
def moves_counted(value, data):
    ways = (counts(data, BY_MONTH.format(count=how, which=IN_CARE)) for how in (ROWS, CHILDREN))
    return {"total": total_of(value)} if any(agrees(value, way) for way in ways) else None


@slip(
    "M03-SHORTBREAK",
    saw="Your months add up to {total}, with {n} starts of a short break among them.",
    why="A short break (`LS` V3 or V4) is not care in the published sense. The published figures leave it out.",
    next="Count from `year_episodes`, where they are gone, or leave V3 and V4 out of your own query.",
    elsewhere="Short breaks seem to be counted as well.",
)
def short_breaks_counted(value, data):
    breaks = counts(data, BY_MONTH.format(count=ROWS, which="RNE = 'S' AND LS IN ('V3', 'V4')"))
    ways = (counts(data, BY_MONTH.format(count=how, which="RNE = 'S'")) for how in (ROWS, CHILDREN))
    found = breaks and any(agrees(value, way) for way in ways)
    return {"total": total_of(value), "n": total_of(breaks)} if found else None


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
    next="Keep an episode if `DEC` is blank **or** later than `year_end`. Put each test in its own brackets.",
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
    why="A short break (`LS` V3 or V4) is not care in the published sense. The published figures leave it out.",
    next="Count from `year_episodes`, where they are gone, or leave V3 and V4 out of your own query.",
    elsewhere="Short breaks seem to be counted as well.",
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
    saw="Your rate is {rate}. Over people of every age it would be a rate for the whole population.",
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
