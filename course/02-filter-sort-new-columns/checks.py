"""Module 02: the shape each answer should have, and the slips we know. It holds no right answer.

A slip is described by what its own result has in it or leaves out, never by the right filter with a sign changed.
"""

import ast

from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import (
    as_said,
    compares,
    gives_number,
    gives_rest,
    gives_table,
    one_number,
    sets_through_two_brackets,
    stopped_with,
    total_of,
)

EPISODES = "SELECT count(*) FROM ssda903.episodes"
ROWS = f"{EPISODES} WHERE "
NOT_BEGUN = f"{ROWS}DECOM > DATE '2025-03-31'"

# ---------------------------------------------------------------- open_at_year_end
task(
    "open_at_year_end",
    title="Episodes open at the end of the year",
    asks=number("open_at_year_end"),
    seen=1,
    hidden=3,
    also_on="T",
)

slip(
    "M02-OPEN",
    saw="Yours is {yours}: you lost {n} episodes that ended after 31 March 2025.",
    why="A date after the day means that the episode was still open that day.",
    next="Keep an episode if `DEC` is blank or later than `year_end`.",
    elsewhere="There, episodes that ended later are lost.",
)(
    gives_rest(
        EPISODES,
        f"{ROWS}DEC IS NOT NULL",
        f"{NOT_BEGUN} AND DEC IS NULL",
        needs=f"{ROWS}DEC > DATE '2025-03-31' AND NOT DECOM > DATE '2025-03-31'",
    )
)

slip(
    "M02-OPEN",
    saw="Yours is {yours}: you lost {n} episodes that have no end date.",
    why="A blank is neither before nor after any day, so a test with > drops it.",
    next='Ask for blanks as well: `episodes["DEC"].isna()`, joined with |.',
    elsewhere="There, episodes without an end date are lost.",
)(
    gives_rest(
        EPISODES,
        f"{ROWS}DEC IS NULL",
        f"{ROWS}DEC <= DATE '2025-03-31'",
        f"{NOT_BEGUN} AND DEC IS NOT NULL",
        needs=f"{ROWS}DEC IS NULL AND NOT DECOM > DATE '2025-03-31'",
    )
)

slip(
    "M02-LASTDAY",
    saw="Yours is {yours}, and {n} of those episodes ended on 31 March 2025.",
    why="One that ended on the day was over by the end of it.",
    next="Look at the sign: > leaves the day itself out, >= keeps it in.",
    elsewhere="There, episodes that ended on the last day seem to be counted.",
)(
    gives_rest(
        EPISODES,
        f"{ROWS}DEC < DATE '2025-03-31'",
        NOT_BEGUN,
        needs=f"{ROWS}DEC = DATE '2025-03-31'",
    )
)

THE_DAY = ("year_end", "'2025-03-31'", "pd.Timestamp('2025-03-31')")

slip(
    "M02-LASTDAY",
    saw="Your test is `{line}`: it keeps an episode that ended on 31 March 2025 itself.",
    why="No episode here ended on that day, so the number cannot show it. Elsewhere one did.",
    next="Look at the sign: > leaves the day itself out, >= keeps it in.",
    elsewhere="There, episodes that ended on the last day seem to be counted.",
    on="attempt",
)(compares("DEC", ast.GtE, *THE_DAY))

slip(
    "M02-BEGUN",
    saw="Yours is {yours}, and {n} of those episodes began after the day.",
    why="The table goes on for another year. An episode that had not begun was not open.",
    next="Add a test: `DECOM` on or before `year_end`, joined with &.",
    elsewhere="There, episodes that began later are counted.",
)(gives_rest(EPISODES, f"{ROWS}DEC <= DATE '2025-03-31'", needs=NOT_BEGUN))

# ---------------------------------------------------------------- without_breaks
task(
    "without_breaks",
    title="Without short breaks",
    asks=number("without_breaks"),
    seen=1,
    hidden=1,
    also_on="T",
)

BREAKS = f"{ROWS}LS IN ('V3', 'V4')"

JOINED = ("open_at_year_end", "without_breaks")

slip(
    "M02-AND",
    saw="Python stopped at the word `and`, `or` or `not` between two columns.",
    why="These words want one answer. A column has one for each row.",
    next="For whole columns use & for and, | for or, ~ for not, each test in its own brackets.",
    elsewhere="There, whole columns are joined by a word.",
    on="attempt",
    tasks=JOINED,
)(stopped_with("ValueError", "truth value of"))

slip(
    "M02-BRACKET",
    saw="Python stopped at & or | between two tests without brackets.",
    why="& and | are worked out before == or <=, so Python joined two things that you did not mean.",
    next="Put each test in brackets of its own: `(test one) & (test two)`.",
    elsewhere="There, tests without brackets are joined.",
    on="attempt",
    tasks=JOINED,
)(stopped_with("TypeError", "unsupported operand", "Cannot perform", "not supported"))

slip(
    "M02-OR",
    saw="Yours is {yours}: all {n} short breaks are still in it.",
    why="A V3 row is not V4, and a V4 row is not V3: every row passes one of the two tests.",
    next='Join the two with &, or turn round `isin(["V3", "V4"])` with ~ in front.',
    elsewhere="There, short breaks are still in it.",
)(gives_number(EPISODES, needs=BREAKS))

slip(
    "M02-NOT",
    saw="Yours is {yours}, which is the number of short breaks.",
    why="The test keeps what you wanted to leave out.",
    next="Put ~ in front of the test: it turns True into False and False into True.",
    elsewhere="There, only short breaks are kept.",
)(gives_number(BREAKS, needs=BREAKS))

for out, left in (("V3", "V4"), ("V4", "V3")):
    slip(
        "M02-ONECODE",
        saw=f"Yours is {{yours}}: {{n}} short breaks with the code {left} are still in it.",
        why="There are two codes for short breaks, V3 and V4.",
        next='Name both in one list: `isin(["V3", "V4"])`.',
        elsewhere="There, one of the two codes is still in it.",
    )(gives_rest(EPISODES, f"{ROWS}LS = '{out}'", needs=f"{ROWS}LS = '{left}'"))

# ---------------------------------------------------------------- ages_at_year_end
task(
    "ages_at_year_end",
    title="Age in whole years",
    asks=table("ages_at_year_end", key="CHILD", value="age"),
    seen=1,
    hidden=3,
    also_on="T",
)

HERE = "FROM ssda903.header WHERE DOB <= DATE '2025-03-31'"
PLAIN_YEARS, DAYS = "2025 - year(DOB)", "(DATE '2025-03-31' - DOB) // 365"
TO_COME = "SELECT CHILD {here} AND DOB + to_years(({age})::INT) > DATE '2025-03-31' ORDER BY CHILD"
TOO_OLD, ASTRAY = TO_COME.format(here=HERE, age=PLAIN_YEARS), TO_COME.format(here=HERE, age=DAYS)
LATER_BIRTHDAY = f"SELECT count(*) FROM ({TOO_OLD})"
YEARS_ONLY, DAYS_ONLY = f"SELECT CHILD, {PLAIN_YEARS} {HERE}", f"SELECT CHILD, {DAYS} {HERE}"
YEARS = {
    "saw": "{n} children in your answer are one year too old.",
    "why": "Year minus year gives the age they reach in 2025. Their birthday comes after 31 March.",
    "next": "Take one year off where month and day of birth come after 31 March.",
    "elsewhere": "There, children whose birthday comes later in the year are too old.",
}


@slip(
    "M02-NOCHILD",
    saw="Your table has row numbers, from {first} to {last}, where `CHILD` should be.",
    why="A column taken by itself keeps row numbers, so nobody knows whose age is whose.",
    next='Take both columns: `[["CHILD", "age"]]`.',
    elsewhere="There, row numbers stand for the children.",
)
def no_child_beside_the_age(value, data):
    ids = data.sql("SELECT CHILD FROM ssda903.header")["CHILD"]
    keys, numbers = list(value), set(map(str, ids.index)) - set(ids)
    return {"first": keys[0], "last": keys[-1]} if keys and numbers.issuperset(keys) else None


@slip(
    "M02-UNBORN",
    saw="{n} children in your table have an age below 0.",
    why="The table goes on for a year after the day, and they were born in that year.",
    next="Keep the rows of `header` where `DOB` is on or before `year_end` first.",
    elsewhere="There, children not born yet are in it.",
)
def not_born_yet(value, _data):
    early = [child for child, age in value.items() if age is not None and age < 0]
    return {"n": len(early), "rows": early} if early else None


TOO_OLD_BY_ONE = gives_table(YEARS_ONLY, needs=LATER_BIRTHDAY, shows=TOO_OLD)
FIRST_BORN = (
    f"SELECT CHILD, strftime(DOB, '%-d %B %Y') AS born {HERE} AND CHILD IN ({TOO_OLD}) ORDER BY CHILD"
)


@slip("M02-YEARS", **YEARS | {"saw": YEARS["saw"] + " The first was born on {born}, and yours says {age}."})
def one_year_too_old(value, data):
    if (facts := TOO_OLD_BY_ONE(value, data)) is None:
        return None
    first = data.sql(FIRST_BORN).iloc[0]
    return {**facts, "born": first["born"], "age": value[first["CHILD"]]}


slip(
    "M02-DAYS365",
    saw="{n} children are a different age by the calendar: their birthdays are within days of 31 March.",
    why="Years have 365 or 366 days, so dividing days is off near birthdays.",
    next="Subtract year from year, then take one off where the birthday comes after 31 March.",
    elsewhere="There, children with a birthday close to the day are a different age.",
)(gives_table(DAYS_ONLY, needs=f"SELECT count(*) FROM ({ASTRAY})", shows=ASTRAY))

# ---------------------------------------------------------------- children_by_band
task(
    "children_by_band",
    title="Five age bands, in order",
    asks=table("children_by_band", key="band", value="children", ordered=True),
    seen=1,
    hidden=2,
    also_on="T",
)

BANDS = ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]
BANDED = """
    SELECT CASE WHEN {under_1} THEN 'under 1' WHEN {to_4} THEN '1 to 4' WHEN {to_9} THEN '5 to 9'
        WHEN {to_15} THEN '10 to 15' ELSE '16 and over' END, count(*)
    {here} {unless} GROUP BY ALL
"""
EDGE_YEARS = [f"DOB BETWEEN '{first}-04-01' AND '{first + 1}-03-31'" for first in (2023, 2019, 2014, 2008)]
ON_AN_EDGE = f"SELECT count(*) {HERE} AND ({' OR '.join(EDGE_YEARS)})"
ONE_EDGE_LATE = {
    "under_1": "DOB >= DATE '2023-04-01'",
    "to_4": "DOB >= DATE '2019-04-01'",
    "to_9": "DOB >= DATE '2014-04-01'",
    "to_15": "DOB >= DATE '2008-04-01'",
}
BY_YEAR_OF_BIRTH = {
    "under_1": "year(DOB) > 2024",
    "to_4": "year(DOB) > 2020",
    "to_9": "year(DOB) > 2015",
    "to_15": "year(DOB) > 2009",
}


@slip(
    "M02-ORDER",
    saw="Your bands are in this order: {order}.",
    why="Text sorts letter by letter, so 10 comes before 5. Counts come largest first.",
    next="Keep the order of the bands, `value_counts(sort=False)`, or ask for it: `.reindex(bands)`.",
    elsewhere="There, the bands are in another order.",
)
def bands_in_another_order(value, _data):
    order = list(value)
    return {"order": ", ".join(order)} if set(order) == set(BANDS) and order != BANDS else None


for unless, lost in (("", ""), ("AND DOB < DATE '2024-04-01'", " Children under 1 are lost.")):
    slip(
        "M02-EDGE",
        saw=f"{{n}} children of exactly 1, 5, 10 or 16 are in the lower band.{lost}",
        why="`cut` counts the upper edge in and the lower one out, unless you say otherwise.",
        next="Give the last age of each band: for *1 to 4* that is 4. Or say `right=False`.",
        elsewhere="There, children whose age is an edge are in the lower band.",
    )(gives_table(BANDED.format(**ONE_EDGE_LATE, here=HERE, unless=unless), needs=ON_AN_EDGE))

slip("M02-YEARS", **YEARS)(
    gives_table(BANDED.format(**BY_YEAR_OF_BIRTH, here=HERE, unless=""), needs=LATER_BIRTHDAY)
)

# ---------------------------------------------------------------- starts_by_year
task(
    "starts_by_year",
    title="The financial year",
    asks=table("starts_by_year", key="financial_year", value="episodes"),
    seen=1,
    hidden=2,
    also_on="T",
)

BY_CALENDAR_YEAR = """
    SELECT format('{}-{:02d}', year(DECOM), (year(DECOM) + 1) % 100), count(*)
    FROM ssda903.episodes GROUP BY ALL
"""

slip(
    "M02-CHAIN",
    saw="`{line}` changed a copy; the table is as it was.",
    why="The first pair of brackets makes a new table, and the value went into that one.",
    next="Do it in one step: `.loc[rows, column] = …`.",
    elsewhere="There, a value went into a copy.",
    on="attempt",
)(sets_through_two_brackets)


@slip(
    "M02-LABEL",
    saw="Your years read {first} and so on. The question asks for the form 2024-25.",
    why="A label is matched letter by letter, here and in the next person's lookup.",
    next="Write the first year in full, a hyphen, and the last two digits of the second year.",
    elsewhere="There, years are written in another form.",
)
def other_form_of_year(value, _data):
    odd = [year for year in value if len(year) != len("2024-25") or year[4] != "-"]
    return {"first": odd[0], "rows": odd} if odd else None


slip(
    "M02-CALYEAR",
    saw="Yours puts {n} episodes that began from January to March into the year that begins after them.",
    why="The financial year begins on 1 April, so those months belong to the year before.",
    next="Take one off the year where the month is below 4.",
    elsewhere="There, January to March are in the later year.",
)(gives_table(BY_CALENDAR_YEAR, needs=f"{ROWS}monthname(DECOM) IN ('January', 'February', 'March')"))


@slip(
    "M02-APRIL",
    saw="Yours puts {n} episodes that began in April into the year before.",
    why="1 April is the first day of the new year.",
    next="Look at the sign: April is month 4, and the new year begins with it.",
    elsewhere="There, April is in the year before.",
)
def years_run_from_may_to_april(value, data):
    april = one_number(data, f"{ROWS}monthname(DECOM) = 'April'")
    began = data.sql("SELECT DECOM FROM ssda903.episodes")["DECOM"]
    for label, episodes in value.items():
        first = int(label[:4])
        if episodes != began.between(f"{first}-05-01", f"{first + 1}-04-30").sum():
            return None
    return {"n": as_said(april)} if april and total_of(value) == len(began) else None


# ---------------------------------------------------------------- over_45_days
task(
    "over_45_days",
    title="Longer than 45 working days",
    asks=number("over_45_days"),
    seen=1,
    hidden=3,
    also_on="T",
)

FIRST, LAST = "AssessmentActualStartDate", "AssessmentAuthorisationDate"
IN_YEAR = f"{FIRST} BETWEEN DATE '2024-04-01' AND DATE '2025-03-31'"
ASSESSED = "SELECT count(*) FROM cin.assessments WHERE "
SIGNED_OFF = f"{ASSESSED}{LAST} IS NOT NULL"
WITHIN = f"""
    WITH worked AS (SELECT day, sum(is_working_day::INT) OVER (ORDER BY day) AS nth FROM ref.calendar)
    SELECT count(*) FROM cin.assessments
    JOIN worked AS first ON first.day = {FIRST} JOIN worked AS last ON last.day = {LAST}
    WHERE last.nth - first.nth BETWEEN {{least}} AND {{most}}
"""

for years, assessed in (("", f"{ASSESSED}{IN_YEAR}"), (" over all years", f"{ASSESSED}true")):
    slip(
        "M02-CALDAYS",
        saw=f"Yours is {{yours}}{years}: every day was counted, Saturdays and Sundays too.",
        why="45 working days are about nine weeks. Weekends and bank holidays do not count.",
        next="Let `working_days` count: give it the two columns of dates.",
        elsewhere="There, weekends and bank holidays are counted.",
    )(gives_number(f"{assessed} AND {LAST} - {FIRST} > 45", needs=assessed))

slip(
    "M02-AT45",
    saw="Yours is {yours}, and {n} of those took exactly 45 working days.",
    why="An assessment of exactly 45 working days is within 45, so it is not over.",
    next="Look at the sign: > leaves 45 out, >= keeps it in. If yours is >, did you count the first day?",
    elsewhere="There, those of exactly 45 days are counted.",
)(
    gives_rest(
        f"{SIGNED_OFF} AND {IN_YEAR}",
        f"{WITHIN.format(least=0, most=44)} AND {IN_YEAR}",
        needs=f"{WITHIN.format(least=45, most=45)} AND {IN_YEAR}",
    )
)

slip(
    "M02-ALLYEARS",
    saw="Yours is {yours} and counts other years too: {n} of all the assessments began in those.",
    why="The table holds five years. The question asks for those begun in 2024-25.",
    next='Add a test on the first day: `.between("2024-04-01", "2025-03-31")`, joined with &.',
    elsewhere="There, other years are counted.",
)(gives_rest(SIGNED_OFF, WITHIN.format(least=0, most=45), needs=f"{ASSESSED}NOT ({IN_YEAR})"))
