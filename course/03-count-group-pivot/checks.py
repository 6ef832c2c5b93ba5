"""Module 03: the shape each answer should have, and the slips we know. It holds no right answer.

A slip is recognised by what it leaves behind: the very numbers that this mistake gives, or a row that is
missing. Facts come from the tables of the authority at hand, so a message can say how many children it is about.
"""

from fingerpost.grading.declare import slip, table, task
from fingerpost.grading.keyed import BLANK, TOTAL
from fingerpost.grading.recognise import (
    ROUNDING,
    gives_table,
    keys_of,
    lacks_blank,
    one_number,
    still_piles,
    stopped_with,
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

NO_LIST = {
    "saw": "`groupby` stopped: it could not use {second} after {first}.",
    "why": "It makes its piles by the first thing in the brackets. A second name means something else to it.",
    "elsewhere": "There, `groupby` stops at the second name.",
    "next": "Put both names in one list: square brackets inside the round ones, a comma between the names.",
}
NO_SUCH_LEVEL = "is not the name of the index"
"""What pandas says where the second name stands beside the first, not in a list with it."""

ROWS, CHILDREN = "count(*)", "count(DISTINCT CHILD)"
BLANK_CHILDREN = f"SELECT {CHILDREN} FROM {YEAR_EPISODES} WHERE PLACE IS NULL"
SEVERAL = f"SELECT count(*) FROM (SELECT CHILD FROM {YEAR_EPISODES} GROUP BY CHILD HAVING count(*) > 1)"
ON_BREAKS = f"SELECT {CHILDREN} FROM {WITH_SHORT_BREAKS} WHERE LS IN ('V3', 'V4')"
SHORT_BREAKS = {
    "why": "Children on short breaks (V3 or V4) are looked after too, but the published figures leave them out.",
    "next": "Count from `year_episodes`, where they are gone, or leave V3 and V4 out of your own query.",
    "elsewhere": "Short breaks seem to be counted as well.",
}

EVERY_YEAR = {
    "why": "The table `episodes` holds all years; the question is about 2024-25.",
    "next": "Start from `year_episodes`, or first keep the rows of the year yourself.",
    "elsewhere": "Episodes of other years seem to be in it.",
}
NO_BLANK_ROW = {
    "saw": "There is no row for the {n} children whose placement is not recorded.",
    "next": "Add `dropna=False`. In a pivot table, first fill the blanks with a word of your own.",
    "elsewhere": "There, children whose placement is not recorded are missing from your table.",
}


def two_names_beside(first, second):
    """Return a slip's function: did `groupby` stop over two names that stand in no list?"""
    stopped = stopped_with("ValueError", NO_SUCH_LEVEL)

    def recognise(attempt, data):
        return {"first": first, "second": second} if stopped(attempt, data) else None

    return recognise


def repeats(keys, which):
    """Return the query of a table's keys beside which children stand who have several rows, most of them first."""
    more = f"{ROWS} - {CHILDREN}"
    return f"SELECT {keys} FROM {which} GROUP BY ALL HAVING {more} > 0 ORDER BY {more} DESC"


def on_breaks(keys, which):
    """Return the query of a table's keys in which children on short breaks would stand, most of them first."""
    return f"SELECT {keys} FROM {which} WHERE LS IN ('V3', 'V4') GROUP BY ALL ORDER BY {ROWS} DESC"


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
PEOPLE_WITH_BREAKS = AGED.format(age=BIRTHDAYS, which=WITH_SHORT_BREAKS)
BY_SEX_AND_AGE = "SELECT SEX, AGE_BAND, {count} FROM {which} GROUP BY ALL"

slip("M03-PRINTED", on="attempt", **PRINTED)(still_piles("children_by_sex_and_age"))

slip("M03-NOLIST", on="attempt", **NO_LIST)(two_names_beside("SEX", "AGE_BAND"))


@slip(
    "M03-ONEKEY",
    saw="Your table counts by {had} alone, so each row mixes children of every {lacks}.",
    why="`groupby` makes piles by what is in its brackets, and nothing else.",
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
)(
    gives_table(
        BY_SEX_AND_AGE.format(count=ROWS, which=YEAR_PEOPLE),
        needs=SEVERAL,
        shows=repeats("SEX, AGE_BAND", YEAR_PEOPLE),
        within=ROUNDING,
    )
)

slip(
    "M03-SHORTBREAK",
    saw="Your cells add up to {total}, with {n} children on short breaks among them.",
    **{**SHORT_BREAKS, "next": SHORT_BREAKS["next"].replace("year_episodes", "year_people")},
)(
    gives_table(
        BY_SEX_AND_AGE.format(count=CHILDREN, which=PEOPLE_WITH_BREAKS),
        needs=ON_BREAKS,
        shows=on_breaks("SEX, AGE_BAND", PEOPLE_WITH_BREAKS),
        within=ROUNDING,
    )
)

TOO_OLD = AGED.format(age=f"date_diff('year', DOB, {DAY})", which=YEAR_EPISODES)

slip(
    "M02-YEARS",
    saw="{n} children are one band too high in your table.",
    why="Taking one year from another makes everyone whose birthday comes after 31 March a year too old.",
    next="Use `AGE_BAND` from `year_people`, or count whole years: `date_sub` in SQL counts birthdays.",
    elsewhere="There, children whose birthday comes after 31 March are one year too old.",
)(
    gives_table(
        BY_SEX_AND_AGE.format(count=CHILDREN, which=TOO_OLD),
        needs=f"SELECT {CHILDREN} FROM (SELECT CHILD, AGE_BAND FROM {TOO_OLD}"
        f" EXCEPT SELECT CHILD, AGE_BAND FROM {YEAR_PEOPLE})",
        shows=f"({BY_SEX_AND_AGE.format(count=CHILDREN, which=TOO_OLD)})"
        f" EXCEPT ({BY_SEX_AND_AGE.format(count=CHILDREN, which=YEAR_PEOPLE)}) ORDER BY ALL",
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

CUT_SHORT = {
    "saw": "Your table has {had} kinds of placement. {n} other kinds used this year are not in it.",
    "why": "`head` keeps the first rows and drops the rest. A list of codes typed by hand drops the others too.",
    "next": "Take `.head(…)` off the line that makes the table. Look at its first rows on a line of its own.",
    "elsewhere": "There, some kinds of placement are not in your table.",
}
KINDS = f"SELECT DISTINCT PLACE FROM {YEAR_EPISODES} WHERE PLACE IS NOT NULL"


def kinds_cut_off(value, data):
    """Return how many kinds of placement are left, and how many the year has beside them; none is made up."""
    kinds, had = keys_of(data, KINDS), set(value) - {BLANK, TOTAL}
    children = one_number(data, f"SELECT {CHILDREN} FROM {YEAR_EPISODES}")
    lost = kinds - had if had <= kinds and total_of(value) != children else ()
    return {"had": len(had), "n": len(lost), "rows": []} if lost else None


slip("M03-HEAD", **CUT_SHORT)(kinds_cut_off)

slip(
    "M03-DROPNA",
    why="`groupby`, `pivot_table` and `value_counts` leave blanks out unless told to keep them.",
    **NO_BLANK_ROW,
)(lacks_blank(BLANK_CHILDREN))


@slip(
    "M03-COUNTBLANK",
    saw="The row for placements not recorded says 0, but {n} children belong in it.",
    why="`count` counts cells that are filled in. Counting `PLACE` where `PLACE` is blank gives nothing.",
    next="Count a column that is always filled in, and count its different values.",
    elsewhere="There, the row for placements not recorded says 0 and should not.",
)
def blanks_counted_as_none(value, data):
    blank = one_number(data, BLANK_CHILDREN)
    return {"n": blank, "rows": ["(blank)"]} if blank and value.get("(blank)") == 0 else None


slip(
    "M03-ALLYEARS",
    saw="Your rows add up to {total}, which covers five years of episodes.",
    **EVERY_YEAR,
)(
    gives_table(
        *(BY_PLACE.format(count=how, which=EVERY_EPISODE) for how in (ROWS, CHILDREN)),
        shows=f"SELECT PLACE FROM {EVERY_EPISODE} EXCEPT SELECT PLACE FROM {YEAR_EPISODES} ORDER BY ALL",
    )
)

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
        shows=repeats("PLACE", YEAR_EPISODES),
    )
)


@slip(
    "M03-ONEPILE",
    saw="Your rows add up to {total}: each child is in one row only, but {n} lived in two or more kinds.",
    why="Dropping repeats of a child first keeps one episode of each child and loses their other placements.",
    next="Make the piles first. Then count the different children in each pile.",
    elsewhere="There, a child who moved is counted in one kind of placement only.",
)
def each_child_in_one_pile(value, data):
    kinds = f"SELECT CHILD FROM {YEAR_EPISODES} GROUP BY CHILD HAVING count(DISTINCT coalesce(PLACE, '')) > 1"
    moved = one_number(data, f"SELECT count(*) FROM ({kinds})")
    children = one_number(data, f"SELECT {CHILDREN} FROM {YEAR_EPISODES}")
    facts = {"total": total_of(value), "n": moved, "rows": []}
    return facts if moved and total_of(value) == children else None


slip(
    "M03-SHORTBREAK",
    saw="Your rows add up to {total}, with {n} children on short breaks among them.",
    **SHORT_BREAKS,
)(
    gives_table(
        *(BY_PLACE.format(count=how, which=WITH_SHORT_BREAKS) for how in (ROWS, CHILDREN)),
        needs=ON_BREAKS,
        shows=on_breaks("PLACE", WITH_SHORT_BREAKS),
    )
)
