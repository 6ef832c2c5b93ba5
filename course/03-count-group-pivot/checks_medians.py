"""Module 03: the age in the middle, and the slips we know. It holds no right answer."""

from checks import (
    BLANK_CHILDREN,
    BY_PLACE,
    CHILDREN,
    CODE,
    CUT_SHORT,
    NO_BLANK_ROW,
    PRINTED,
    ROWS,
    YEAR_EPISODES,
    YEAR_PEOPLE,
    kinds_cut_off,
)
from fingerpost.grading.declare import slip, table, task
from fingerpost.grading.recognise import (
    ROUNDING,
    as_said,
    counts,
    gives_table,
    lacks_blank,
    one_number,
    still_piles,
)

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


slip("M03-HEAD", **CUT_SHORT)(kinds_cut_off)

slip(
    "M03-DROPNA",
    why="`groupby` and `pivot_table` leave blanks out unless told to keep them.",
    **NO_BLANK_ROW,
)(lacks_blank(BLANK_CHILDREN))


@slip(
    "M03-NOTOTALS",
    saw="Your table has no row called Total for all children together.",
    why="You cannot read the whole from its parts: the median of all is not in the medians of the piles.",
    next='Keep each child once, take the median, and add it: `median_age_by_placement.loc["Total"] = …`.',
    elsewhere="There, the row called Total is missing.",
)
def no_age_of_all(value, _data):
    return {"rows": []} if value and "Total" not in value else None


slip(
    "M03-MEAN",
    saw="Your rows hold the mean age. The question asks for the median.",
    why="A mean moves when one very young or old child comes in; the median is the child in the middle.",
    next="Write `.median()` instead of `.mean()`.",
    elsewhere="There, the mean is given instead of the median.",
)(
    gives_table(
        *(MIDDLE_BY_PLACE.format(how="avg", which=which) for which in (ONCE_A_PLACE, YEAR_PEOPLE)),
        shows=f"SELECT PLACE FROM {ONCE_A_PLACE} GROUP BY PLACE HAVING avg(AGE) <> median(AGE)"
        " ORDER BY abs(avg(AGE) - median(AGE)) DESC",
        within=ROUNDING,
    )
)

OF_EPISODES, OF_CHILDREN = (
    MIDDLE_BY_PLACE.format(how="median", which=which) for which in (YEAR_PEOPLE, ONCE_A_PLACE)
)

slip(
    "M03-UNIT",
    saw="Your ages are the middle of {n} episodes. A child with several was counted several times.",
    why="Each row is an episode, so a child who moved often pulls the middle towards their own age.",
    next='Keep each child once in each placement first: `.drop_duplicates(["CHILD", "PLACE"])`.',
    elsewhere="There, children with several episodes are counted several times.",
)(
    gives_table(
        OF_EPISODES,
        needs=f"SELECT {ROWS} FROM {YEAR_EPISODES} WHERE EXISTS (({OF_EPISODES}) EXCEPT ({OF_CHILDREN}))",
        shows=f"({OF_EPISODES}) EXCEPT ({OF_CHILDREN}) ORDER BY ALL",
        within=ROUNDING,
    )
)


def off_the_middle(total, data):
    """Return on which side of a Total most children stand, and how many; None where it is near the middle."""
    children = data.sql(f"SELECT DISTINCT CHILD, AGE FROM {YEAR_PEOPLE}")["AGE"]
    sides = {"younger": int((children < total).sum()), "older": int((children > total).sum())}
    side = max(sides, key=sides.__getitem__)
    facts = {"total": as_said(round(total, 1)), "n": sides[side], "all": len(children), "side": side}
    return {**facts, "rows": ["Total"]} if sides[side] > len(children) / 2 else None


@slip(
    "M03-AVGAVG",
    saw="Your Total is {total}, but {n} of {all} children are {side}. It is the middle of the {episodes} episodes.",
    why="A child with several episodes was counted several times, so the middle moved towards them.",
    next='Count each child once: `year_people.drop_duplicates("CHILD")["AGE"].median()`.',
    elsewhere="There, the Total is the middle of the episodes, not of the children.",
)
def total_of_the_episodes(value, data):
    middle, episodes = (one_number(data, f"SELECT {how} FROM {YEAR_PEOPLE}") for how in ("median(AGE)", ROWS))
    facts = off_the_middle(value["Total"], data) if abs(value["Total"] - middle) <= ROUNDING else None
    return {**facts, "episodes": as_said(episodes)} if facts else None


@slip(
    "M03-AVGAVG",
    saw="Your Total is {total}, but {n} of {all} children are {side}.",
    why="It is made from the rows above it, so the smallest pile, of {small}, counts as much as the largest, of {large}.",
    next='Go back to the children: `year_people.drop_duplicates("CHILD")["AGE"].median()`.',
    elsewhere="There, the Total is made from the rows, not from the children.",
)
def total_made_from_the_rows(value, data):
    rows = sorted(parts_only(value).values())
    half = len(rows) // 2
    middle = rows[half] if len(rows) % 2 else (rows[half - 1] + rows[half]) / 2
    total = value["Total"]
    if not any(abs(total - made) <= ROUNDING for made in (sum(rows) / len(rows), middle)):
        return None
    facts = off_the_middle(total, data)
    piles = [round(n) for n in counts(data, BY_PLACE.format(count=CHILDREN, which=YEAR_EPISODES)).values()]
    return {**facts, "small": min(piles), "large": max(piles)} if facts else None
