"""Module 03: a rate, four counts, and the slips we know. They hold no right answer."""

from checks import CHILDREN, EVERY_EPISODE, ROWS, SHORT_BREAKS, WITH_SHORT_BREAKS, YEAR_EPISODES
from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import as_said, one_number

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


def rate_of(counted):
    """Return a slip's function: is it the rate of what is counted so, in the year or over all years?"""

    def recognise(value, data):
        for which in (YEAR_EPISODES, EVERY_EPISODE):
            query = f"SELECT {counted} FROM {which}"
            if fits(value, data, counted=query):
                return {"rate": round(value, 1), "n": as_said(one_number(data, query))}
        return None

    return recognise


def children_meant(value, people, data):
    """Return whether a rate over these `people` could stand for our children in care on one day.

    On one day it is a whole number of children, and between two fifths and all of those in care in the year.
    """
    meant = value * people / 10_000
    whole = abs(meant - round(meant)) < 1e-6 or abs(value * 10 - round(value * 10)) < 1e-9
    in_year = one_number(data, f"SELECT {CHILDREN} FROM {YEAR_EPISODES}")
    return whole and 0.4 * in_year <= meant <= in_year


slip(
    "M03-UNIT",
    saw="Your rate is {rate}, which counts {n} episodes.",
    why="One child can have several episodes in a year; each of them was counted.",
    next="Keep the episodes open on 31 March 2025, then count the different values of `CHILD`.",
    elsewhere="There, episodes seem to be counted instead of children.",
)(rate_of(ROWS))

slip(
    "M03-SNAPSHOT",
    saw="Your rate is {rate}, which counts {n} children: all who were in care at any time.",
    why="The published rate is a picture of one day, 31 March. Children who left before it are not in it.",
    next="Keep the episodes that had begun by 31 March 2025 and had not ended, then count.",
    elsewhere="Children who left before 31 March seem to be counted as well.",
)(rate_of(CHILDREN))


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
    "M02-EDGE",
    saw="Your rate is {rate}. It counts {n} children whose episode ended on 31 March 2025 itself.",
    why="An episode that ended on 31 March is over on that day, as the question says.",
    next="Keep an episode if `DEC` is blank or later than `year_end`: write `>` instead of `>=`.",
    elsewhere="There, children whose care ended on 31 March seem to be counted as well.",
)
def ended_on_the_day(value, data):
    begun = f"SELECT {CHILDREN} FROM {YEAR_EPISODES} WHERE (DEC IS NULL OR DEC {{}} DATE '2025-03-31')"
    with_the_day = begun.format(">=")
    over = one_number(data, with_the_day) - one_number(data, begun.format(">"))
    found = over and fits(value, data, counted=with_the_day)
    return {"rate": round(value, 1), "n": over} if found else None


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
    why="Only children can be looked after, so dividing by adults as well makes the rate look small.",
    next="Use the population aged 0 to 17: the column `population_0_17`.",
    elsewhere="There, adults seem to be in the population you divide by.",
)
def rate_of_every_age(value, data):
    everyone = one_number(data, OURS.format(people="population_all_ages"))
    return {"rate": round(value, 1)} if children_meant(value, everyone, data) else None


@slip(
    "M03-OTHERPOP",
    saw="Your rate is {rate}. You divided by the population of {whose}.",
    why="`authorities` has a row for each authority, and only one of them is ours.",
    next="Keep the row where `is_ours` is true, then take its population.",
    elsewhere="There, you did not divide by the population of our authority alone.",
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


@slip(
    "M03-RATE",
    saw="Your rate is {rate}. In England in 2025, authorities' rates ran from about 27 to 184.",
    why="Something was divided by too many people, or not multiplied by 10,000.",
    next="Keep our own authority, take its people aged 0 to 17, and multiply by 10,000.",
    elsewhere="There, your rate is far from any that an authority in England has.",
)
def rate_unlike_any(value, _data):
    return None if 15 <= value <= 400 else {"rate": round(value, 1)}


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
    saw="Your table has no row for {which}. Yours are called {had}.",
    why="Python tells capital and small letters apart, and the check looks for the small ones.",
    next="Write the letters as the questions do.",
    elsewhere="There, the questions have capital letters.",
)
def four_answers_in_capitals(value, _data):
    lost = [question for question in FOUR if question not in value]
    had = [key for key in value if key.casefold() in lost]
    found = lost and len(had) == len(lost)
    return {"which": ", ".join(lost), "had": ", ".join(had), "rows": had} if found else None


@slip(
    "M03-NOTFOUR",
    saw="Your table has no row for {which}.",
    why="Each of the four questions needs a number of its own.",
    next='Write all four: `{{"a": …, "b": …, "c": …, "d": …}}`.',
    elsewhere="There, a question has no number.",
)
def not_four_answers(value, _data):
    lost = [question for question in FOUR if question not in value]
    return {"which": ", ".join(lost)} if lost else None


@slip(
    "M03-UNIT",
    saw="For question {which}, yours is {number}: that counts {had}, and the question asks about {asked}.",
    why="One child can have several episodes, so the two counts differ.",
    next="Say the question aloud. For people use `nunique()` of `CHILD`; for things to do, count the rows.",
    elsewhere="There, one of the four counts episodes instead of children, or the other way round.",
)
def the_other_unit(value, data):
    for question, test in FOUR.items():
        open_to_mistakes = (
            f"SELECT CHILD FROM {YEAR_EPISODES} WHERE {test} GROUP BY CHILD HAVING count(*) > 1"
        )
        other = one_number(data, f"SELECT {OTHER_UNIT[question]} FROM {YEAR_EPISODES} WHERE {test}")
        if value[question] == other and len(data.sql(open_to_mistakes)):
            had = "episodes" if OTHER_UNIT[question] == ROWS else "children"
            facts = {"which": question, "number": as_said(other), "rows": [question]}
            return {**facts, "had": had, "asked": ASKED_UNIT[question]}
    return None


def one_of_four_in(table):
    """Return a slip's function: is one of the four numbers that of another table than the year's?"""

    def recognise(value, data):
        for question, test in FOUR.items():
            ways = [f"SELECT {how} FROM {{}} WHERE {test}" for how in (ROWS, CHILDREN)]
            here = {one_number(data, way.format(YEAR_EPISODES)) for way in ways}
            there = {one_number(data, way.format(table)) for way in ways}
            if value[question] in there - here:
                return {"which": question, "number": as_said(value[question]), "rows": [question]}
        return None

    return recognise


slip(
    "M03-ALLYEARS",
    saw="For question {which}, yours is {number}, which covers five years of episodes.",
    why="The table `episodes` holds all years; the questions are about 2024-25.",
    next="Start from `year_episodes`.",
    elsewhere="Episodes of other years seem to be in it.",
)(one_of_four_in(EVERY_EPISODE))

slip(
    "M03-SHORTBREAK",
    saw="For question {which}, yours is {number}, with short breaks counted in.",
    **SHORT_BREAKS,
)(one_of_four_in(WITH_SHORT_BREAKS))
