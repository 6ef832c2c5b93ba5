"""Module 04: the pupil number as a key, and the slips we know. It holds no right answer."""

from checks import MISSING
from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import (
    gives_number,
    gives_table,
    is_near,
    one_number,
)

# ---------------------------------------------------------------- upn_match_percent
task(
    "upn_match_percent",
    title="How good is the pupil number as a key?",
    asks=number("upn_match_percent", tolerance=0.0501),
    seen=1,
    hidden=3,
    also_on="T",
)

CAME = "cin.child_identifiers WHERE LAchildID IN (SELECT CHILD FROM ssda903.header)"
KNOWN = f"(SELECT UPN FROM ssda903.header WHERE UPN NOT LIKE 'UN%' AND NOT ({MISSING}))"
NUMBERLESS = f"SELECT count(*) FROM {CAME} AND UPN IS NULL"
ALL_CAME = f"SELECT count(*) FROM {CAME}"
CLEAN = "upper(trim(UPN))"
FOUND = f"(SELECT count(*) FROM {CAME} AND {{key}} IN {KNOWN})"
COPIES = "(VALUES (1), (2)) AS copies (nth) ON nth = 1 OR CHILD::INT % 13 = 0"
HEADER_ROWS = f"(SELECT count(*) FROM ssda903.header JOIN {COPIES} WHERE NOT ({MISSING}))"
HEADER_CHILDREN = f"(SELECT count(*) FROM ssda903.header WHERE NOT ({MISSING}))"
ROWS = "FROM ssda903.header {copies} WHERE NOT (" + MISSING + ")"
PAIRS = f"SELECT count(*) FROM (SELECT {{key}} AS typed FROM {CAME}) JOIN (SELECT UPN {ROWS}) ON typed = UPN"
BLANKS = f"SELECT count(*) {ROWS} AND UPN LIKE 'UN%'"


@slip(
    "M04-SHARE",
    saw="Yours is {yours}, a fraction.",
    why="The question asks for a percentage.",
    next="Multiply it by 100.",
    elsewhere="There, it is a fraction.",
)
def share_of_one(value, _data):
    return {"yours": round(value, 3)} if 0 < value <= 1 else None


@slip(
    "M04-LOST",
    saw="Yours is 100: every row that is left has a match.",
    why="An inner merge drops rows that meet nothing, so no row without a match is left to count.",
    next='Keep all rows of `came_into_care`: `how="left"`.',
    elsewhere="There, those without a match have gone before the count.",
)
def all_found(value, _data):
    return {"yours": value} if is_near(value, 100) else None


@slip(
    "M04-BLANKKEYS",
    saw="Yours is {yours}: pandas matched blank to blank. {n} children have no number at all.",
    why="For pandas a blank key meets every blank key. SQL would not match them.",
    next='Drop the blanks of `header` first: `.dropna(subset=["UPN"])`.',
    elsewhere="There, blank numbers are matched to blank numbers.",
)
def blanks_matched(value, data):
    lost, rows = one_number(data, NUMBERLESS), one_number(data, ALL_CAME)
    if not lost:
        return None
    for key in ("UPN", CLEAN):
        alone = rows - lost - one_number(data, PAIRS.format(key=key, copies=""))
        for copies in ("", f"JOIN {COPIES}"):
            pairs = one_number(data, PAIRS.format(key=key, copies=copies))
            blanks = one_number(data, BLANKS.format(copies=copies))
            for made in (pairs + lost, pairs + lost * blanks):
                if any(is_near(value, 100 * made / base, within=0.0501) for base in (rows, made + alone)):
                    return {"yours": round(value, 1), "n": lost}
    return None


@slip(
    "M04-RATEBASE",
    saw="Yours is {yours}: your rate is of the {base} {what} of `header`.",
    why="The question asks about the rows of `came_into_care`. Another base gives another rate.",
    next="Divide by the rows of `came_into_care`.",
    elsewhere="There, the rate is of what is in `header`.",
)
def rate_of_the_header(value, data):
    numbers = f"(SELECT count(*) FROM {KNOWN})"
    for base, what in ((HEADER_ROWS, "rows"), (HEADER_CHILDREN, "children"), (numbers, "pupil numbers")):
        of = one_number(data, f"SELECT {base}")
        for key in (CLEAN, "UPN"):
            found = one_number(data, f"SELECT {FOUND.format(key=key)}")
            if is_near(value, 100 * found / of, within=0.0501):
                return {"yours": round(value, 1), "base": of, "what": what}
    return None


slip(
    "M04-RATEBASE",
    saw="Yours is {yours}: the {n} children without a number are left out of the base.",
    why="They count too, and they have no match. The key is weaker than your rate makes it look.",
    next="Divide by all rows of `came_into_care`, including the blanks.",
    elsewhere="There, children without a number are left out of the base.",
)(
    gives_number(
        f"SELECT 100 * {FOUND.format(key=CLEAN)} / (SELECT count(*) FROM {CAME} AND UPN IS NOT NULL)",
        needs=NUMBERLESS,
        within=0.0501,
    )
)

STRAY = f"SELECT count(*) FROM {CAME} AND UPN <> {CLEAN} AND {CLEAN} IN {KNOWN}"

slip(
    "M04-SPACES",
    saw="Yours is {yours}: {n} numbers in lower case or with a space after them have no match.",
    why="'A12 ' and 'A12' differ by a space, 'a12' and 'A12' by a capital.",
    next="Clean both keys first: `.str.strip().str.upper()`.",
    elsewhere="There, numbers in lower case or with a space have no match.",
)(gives_number(f"SELECT 100 * {FOUND.format(key='UPN')} / ({ALL_CAME})", needs=STRAY, within=0.0501))

MEETINGS = f"""
    (SELECT count(*) FROM (SELECT {{key}} AS typed FROM {CAME}) LEFT JOIN (
        SELECT UPN AS known FROM ssda903.header JOIN {COPIES} WHERE NOT ({MISSING}) AND UPN NOT LIKE 'UN%'
     ) ON typed = known {{which}})
"""


@slip(
    "M04-GREW",
    saw="Yours is {yours}: {rows} rows became {after}, because some children are in `header` twice.",
    why="A row that meets two rows is counted twice.",
    next='Keep one row for each number first: `drop_duplicates("UPN")`.',
    elsewhere="There, children who are in the header twice are counted twice.",
)
def met_twice(value, data):
    rows = one_number(data, ALL_CAME)
    for key in (CLEAN, "UPN"):
        after = one_number(data, f"SELECT {MEETINGS.format(key=key, which='')}")
        found = one_number(data, f"SELECT {MEETINGS.format(key=key, which='WHERE known IS NOT NULL')}")
        near = any(is_near(value, 100 * found / of, within=0.0501) for of in (rows, after))
        if after > rows and near:
            return {"yours": round(value, 1), "rows": rows, "after": after}
    return None


# ---------------------------------------------------------------- shared_numbers
task(
    "shared_numbers",
    title="Keys that appear twice",
    asks=table("shared_numbers", key="UPN", value="rows"),
    seen=1,
    hidden=2,
    also_on="T",
)

TYPED = "SELECT {key}, {what} FROM cin.child_identifiers WHERE UPN IS NOT NULL GROUP BY 1 HAVING count(*) > 1"


@slip(
    "M04-TRUTH",
    saw="Your table holds True and False, not numbers, in {n} rows.",
    why="A comparison answers True or False for each row. It keeps no rows and drops none.",
    next="Keep the rows where it is True: `rows[rows > 1]`.",
    elsewhere="There, True and False are where numbers should be.",
)
def answers_kept(value, _data):
    held = list(value.values())
    return {"n": len(held)} if held and all(isinstance(cell, bool) for cell in held) else None


@slip(
    "M04-BLANKKEYS",
    saw="Your table has a blank key with {n} rows.",
    why="These children have no number. A blank is not a number they share.",
    next="Leave blanks out before you count: `.dropna()`.",
    elsewhere="There, the blank counts as a number.",
)
def blank_counted(value, _data):
    return {"n": round(value["(blank)"]), "rows": ["(blank)"]} if "(blank)" in value else None


@slip(
    "M04-ALLKEYS",
    saw="{n} of your rows say 1.",
    why="A number that appears only once is what a key should be.",
    next="Keep the counts above 1: `rows[rows > 1]`.",
    elsewhere="There, numbers that appear only once are on the list.",
)
def single_keys(value, _data):
    once = [key for key, held in value.items() if held == 1]
    twice = any(held > 1 for held in value.values())
    return {"n": len(once), "rows": once[:5]} if once and twice else None


slip(
    "M04-SPACES",
    saw="The numbers in your table are on {total} rows. Once cleaned, {n} more rows share one.",
    why="'A12 ' and 'A12' differ by a space, 'a12' and 'A12' by a capital.",
    next="Clean the key first: `.str.strip().str.upper()`.",
    elsewhere="There, a number typed in two ways is not seen as one.",
)(
    gives_table(
        TYPED.format(key="UPN", what="count(*)"),
        needs=f"SELECT (SELECT sum(n) FROM ({TYPED.format(key=CLEAN, what='count(*) AS n')}))"
        f" - coalesce((SELECT sum(n) FROM ({TYPED.format(key='UPN', what='count(*) AS n')})), 0)",
    )
)

slip(
    "M04-EXTRA",
    saw="Your table counts {total} rows in all, and leaves out the first row for each number.",
    why="`duplicated` marks the second row and those after it, not the first.",
    next="Count all the rows for a number: `value_counts()`, then keep those above 1.",
    elsewhere="There, the first row of each number is not counted.",
)(gives_table(TYPED.format(key=CLEAN, what="count(*) - 1"), needs="SELECT 1"))
