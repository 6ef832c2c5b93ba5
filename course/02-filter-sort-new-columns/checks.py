"""Module 02: the shape each answer should have, and the slips we know. It holds no right answer."""

import ast

from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import (
    compares,
    gives_number,
    gives_table,
    sets_through_two_brackets,
    stopped_with,
)

ROWS = "SELECT count(*) FROM ssda903.episodes WHERE "
BEGUN = "DECOM <= DATE '2025-03-31'"
BLANK, AFTER = "DEC IS NULL", "DEC > DATE '2025-03-31'"
OPEN = f"{BEGUN} AND ({BLANK} OR {AFTER})"

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
)(gives_number(f"{ROWS}{BEGUN} AND {BLANK}", needs=f"{ROWS}{BEGUN} AND {AFTER}"))

slip(
    "M02-OPEN",
    saw="Yours is {yours}: you lost {n} episodes that have no end date.",
    why="A blank is neither before nor after any day, so a test with > drops it.",
    next='Ask for blanks as well: `episodes["DEC"].isna()`, joined with |.',
    elsewhere="There, episodes without an end date are lost.",
)(gives_number(f"{ROWS}{BEGUN} AND {AFTER}", needs=f"{ROWS}{BEGUN} AND {BLANK}"))

slip(
    "M02-LASTDAY",
    saw="Yours is {yours}, and {n} of those episodes ended on 31 March 2025.",
    why="One that ended on the day was over by the end of it.",
    next="Look at the sign: > leaves the day itself out, >= keeps it in.",
    elsewhere="There, episodes that ended on the last day seem to be counted.",
)(
    gives_number(
        f"{ROWS}{BEGUN} AND ({BLANK} OR DEC >= DATE '2025-03-31')",
        needs=f"{ROWS}{BEGUN} AND DEC = DATE '2025-03-31'",
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
)(gives_number(f"{ROWS}({BLANK} OR {AFTER})", needs=f"{ROWS}DECOM > DATE '2025-03-31'"))

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
)(gives_number(f"{ROWS}true", needs=BREAKS))

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
    )(gives_number(f"{ROWS}LS <> '{out}'", needs=f"{ROWS}LS = '{left}'"))

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
PLAIN_YEARS, DAYS = "2025 - year(DOB)", "(DATE '2025-03-31' - DOB)"
TOO_OLD = f"SELECT CHILD {HERE} AND strftime(DOB, '%m%d') > '0331' ORDER BY CHILD"
LATER_BIRTHDAY = f"SELECT count(*) FROM ({TOO_OLD})"
YEARS_ONLY, DAYS_ONLY = f"SELECT CHILD, {PLAIN_YEARS} {HERE}", f"SELECT CHILD, {DAYS} // 365 {HERE}"
ASTRAY = f"SELECT CHILD {HERE} AND {DAYS} // 365 <> date_sub('year', DOB, DATE '2025-03-31') ORDER BY CHILD"
YEARS = {
    "saw": "{n} children in your answer are one year too old.",
    "why": "Year less year gives the age they reach in 2025. Their birthday comes after 31 March.",
    "next": "Take one year off where month and day of birth come after 31 March.",
    "elsewhere": "There, children whose birthday comes later in the year are too old.",
}


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
AGE = "date_sub('year', DOB, DATE '2025-03-31')"
BANDED = """
    SELECT CASE WHEN age {sign} {edges[0]} THEN 'under 1' WHEN age {sign} {edges[1]} THEN '1 to 4'
        WHEN age {sign} {edges[2]} THEN '5 to 9' WHEN age {sign} {edges[3]} THEN '10 to 15' ELSE '16 and over' END,
        count(*) FROM (SELECT {age} AS age {here}) WHERE age >= {least} GROUP BY ALL
"""
EDGES = (1, 5, 10, 16)
ON_AN_EDGE = f"SELECT count(*) {HERE} AND {AGE} IN (1, 5, 10, 16)"


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


for least, lost in ((0, ""), (1, " Children under 1 are lost.")):
    slip(
        "M02-EDGE",
        saw=f"{{n}} children of exactly 1, 5, 10 or 16 are in the lower band.{lost}",
        why="`cut` counts the upper edge in and the lower one out, unless you say otherwise.",
        next="Give the last age of each band: for *1 to 4* that is 4. Or say `right=False`.",
        elsewhere="There, children whose age is an edge are in the lower band.",
    )(gives_table(BANDED.format(sign="<=", edges=EDGES, age=AGE, here=HERE, least=least), needs=ON_AN_EDGE))

slip("M02-YEARS", **YEARS)(
    gives_table(
        BANDED.format(sign="<", edges=EDGES, age=PLAIN_YEARS, here=HERE, least=0), needs=LATER_BIRTHDAY
    )
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

LABELLED = """
    SELECT format('{{}}-{{:02d}}', first, (first + 1) % 100), count(*)
    FROM (SELECT year(DECOM) - ({before})::INT AS first FROM ssda903.episodes) GROUP BY ALL
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
)(gives_table(LABELLED.format(before="false"), needs=f"{ROWS}month(DECOM) < 4"))

slip(
    "M02-APRIL",
    saw="Yours puts {n} episodes that began in April into the year before.",
    why="1 April is the first day of the new year.",
    next="Look at the sign: April is month 4, and the new year begins with it.",
    elsewhere="There, April is in the year before.",
)(gives_table(LABELLED.format(before="month(DECOM) <= 4"), needs=f"{ROWS}month(DECOM) = 4"))

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
WORKED = f"""
    WITH worked AS (SELECT day, sum(is_working_day::INT) OVER (ORDER BY day) AS nth FROM ref.calendar)
    SELECT count(*) FROM cin.assessments
    JOIN worked AS first ON first.day = {FIRST} JOIN worked AS last ON last.day = {LAST}
    WHERE {{which}} AND last.nth - first.nth {{test}}
"""

slip(
    "M02-CALDAYS",
    saw="Yours is {yours}: every day was counted, Saturdays and Sundays too.",
    why="45 working days are about nine weeks. Weekends and bank holidays do not count.",
    next="Let `working_days` count: give it the two columns of dates.",
    elsewhere="There, weekends and bank holidays are counted.",
)(gives_number(f"{ASSESSED}{IN_YEAR} AND {LAST} - {FIRST} > 45", needs=f"{ASSESSED}{IN_YEAR}"))

slip(
    "M02-AT45",
    saw="Yours is {yours}, and {n} of those took exactly 45 working days.",
    why="An assessment of exactly 45 working days is within 45, so it is not over.",
    next="Look at the sign: > leaves 45 out, >= keeps it in.",
    elsewhere="There, those of exactly 45 days are counted.",
)(gives_number(WORKED.format(which=IN_YEAR, test=">= 45"), needs=WORKED.format(which=IN_YEAR, test="= 45")))

slip(
    "M02-ALLYEARS",
    saw="Yours is {yours}, and {n} of those assessments are from other years.",
    why="The table holds five years. The question asks for those begun in 2024-25.",
    next='Add a test on the first day: `.between("2024-04-01", "2025-03-31")`, joined with &.',
    elsewhere="There, other years are counted.",
)(
    gives_number(
        WORKED.format(which="true", test="> 45"), needs=WORKED.format(which=f"NOT ({IN_YEAR})", test="> 45")
    )
)
