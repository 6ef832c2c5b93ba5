"""Module 04: the shape each answer should have, and the slips we know. It holds no right answer."""

import ast

from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import (
    blank_rows,
    counts,
    gives_number,
    gives_table,
    gives_words,
    holds,
    is_near,
    keys_of,
    one_number,
    statements,
    stopped_with,
    total_of,
)

# What the setup cells of the assignment did to the header, in the same words.
MISSING, TWICE, SPACED = "CHILD::INT % 37 = 0", "CHILD::INT % 13 = 0", "CHILD::INT % 11 = 2"
IN_CARE = """
    (SELECT CHILD, PLACE FROM ssda903.episodes
     WHERE LS NOT IN ('V3', 'V4') AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC > DATE '2025-03-31'))
"""
CARED = f"SELECT count(*) FROM {IN_CARE}"

# ---------------------------------------------------------------- in_care_with_child
task(
    "in_care_with_child",
    title="Date of birth and sex beside each child",
    asks=table("in_care_with_child", key="CHILD", value=("SEX", "DOB"), holds="any"),
    seen=1,
    hidden=2,
    also_on="T",
)


@slip(
    "M04-GREW",
    saw="{before} rows became {after}: {n} children of `in_care` stand in `header` twice.",
    why="merge writes a row for each pair. VLOOKUP would have hidden that by taking the first.",
    next='Keep one row for each child first: `drop_duplicates("CHILD")`. Then `validate="m:1"` holds.',
    elsewhere="There, children who stand in the header twice make rows of their own.",
)
def rows_grew(value, data):
    before, after = one_number(data, CARED), len(value.order)
    twice = list(value.repeated)
    return {"before": before, "after": after, "n": len(twice), "rows": twice} if twice else None


@slip(
    "M04-LOST",
    saw="{n} children of `in_care` have no match and have gone.",
    why="Told nothing else, merge keeps pairs alone: an inner join.",
    next='Keep the left table whole: `how="left"`.',
    elsewhere="There, children without a match have gone.",
)
def rows_lost(value, data):
    gone = keys_of(data, f"SELECT CHILD FROM {IN_CARE}") - set(value)
    return {"n": len(gone)} if gone and not blank_rows(value) else None


@slip(
    "M04-SPACES",
    saw="{n} children met no row, though `header` has them with a space behind their id.",
    why="'000237 ' and '000237' differ by a space, so they are two keys.",
    next="Cut spaces off before you merge: `.str.strip()`.",
    elsewhere="There, ids with a space behind them meet nothing.",
)
def spaces_left(value, data):
    spaced = keys_of(data, f"SELECT CHILD FROM {IN_CARE} WHERE {SPACED} AND NOT ({MISSING})")
    off = sorted(spaced & blank_rows(value))
    return {"n": len(off), "rows": off} if off and off == sorted(spaced) else None


slip(
    "M04-BELT",
    saw="Your seat belt held: pandas stopped, since a key stands twice on the right.",
    why="`validate` counts the keys before it merges. Some children stand in `header` twice.",
    next='Keep one row for each child first: `drop_duplicates("CHILD")`.',
    elsewhere="There, the seat belt stops the merge: a child stands twice.",
    on="attempt",
)(stopped_with("MergeError", "not unique", "not a"))

# ---------------------------------------------------------------- without_header
task(
    "without_header",
    title="Who is not in the header?",
    asks=table("without_header", key="CHILD", value="episodes"),
    seen=1,
    hidden=2,
    also_on="T",
)

OF_EPISODES = "SELECT CHILD, {what} FROM ssda903.episodes WHERE {which} GROUP BY CHILD"

slip(
    "M04-SPACES",
    saw="{n} children on your list are in `header`, with a space behind their id.",
    why="'000237 ' and '000237' differ by a space, so they are two keys.",
    next="Cut spaces off before you compare: `.str.strip()`.",
    elsewhere="There, ids with a space behind them seem to be missing.",
)(
    gives_table(
        OF_EPISODES.format(what="count(*)", which=f"{MISSING} OR {SPACED}"),
        needs=f"SELECT count(DISTINCT CHILD) FROM ssda903.episodes WHERE {SPACED} AND NOT ({MISSING})",
        shows=f"SELECT DISTINCT CHILD FROM ssda903.episodes WHERE {SPACED} AND NOT ({MISSING}) ORDER BY 1",
    )
)

slip(
    "M04-ONEEACH",
    saw="Yours has 1 beside each of the {total} children.",
    why="The rows were cut to one for each child before they were counted.",
    next="Find the rows that meet nothing first, then count them by child.",
    elsewhere="There, each child has 1 beside the id.",
)(gives_table(OF_EPISODES.format(what="1", which=MISSING), needs="SELECT 1"))


@slip(
    "M04-MATCHED",
    saw="Your table has {n} children who do have a row in `header`.",
    why="You kept the pairs. The question asks who is left over.",
    next='Keep all rows with `how="left", indicator=True`, then those where `_merge` is `left_only`.',
    elsewhere="There, children with a match are on the list.",
)
def matched_kept(value, data):
    found = keys_of(
        data, f"SELECT DISTINCT CHILD FROM ssda903.episodes WHERE NOT ({MISSING}) AND NOT ({SPACED})"
    )
    off = sorted(set(value) & found)
    return {"n": len(off), "rows": off[:5]} if off else None


# ---------------------------------------------------------------- latest_review
task(
    "latest_review",
    title="The latest review",
    asks=table("latest_review", key="CHILD", value="REVIEW_CODE", holds="any"),
    seen=1,
    hidden=3,
    also_on="T",
)

slip(
    "M04-TYPE",
    saw="pandas stopped at `merge`: one key is a number, the other is text.",
    why="One side has 237 and the other '000237'. A number is equal to no text.",
    next='Make both text, with their zeros: `.astype("str").str.zfill(6)`.',
    elsewhere="There, a number meets text.",
    on="attempt",
)(stopped_with("ValueError", "trying to merge on"))

HELD = "SELECT DISTINCT CHILD FROM ssda903.reviews WHERE REVIEW <= DATE '2025-03-31'"


@slip(
    "M04-GREW",
    saw="{before} children became {after} rows.",
    why="A child with several reviews meets several rows, and merge keeps every pair.",
    next='Keep one review for each child first: sort, then `drop_duplicates("CHILD", keep="last")`.',
    elsewhere="There, children with two reviews on one day stand there twice.",
)
def several_reviews(value, data):
    before, after = one_number(data, CARED), len(value.order)
    return {"before": before, "after": after, "rows": list(value.repeated)} if value.repeated else None


@slip(
    "M04-TYPE",
    saw="{n} children have no review in yours; their ids begin with 0.",
    why="One side has '237' and the other '000237': the zeros went when ids became numbers.",
    next="Put the zeros back before you merge: `.str.zfill(6)`.",
    elsewhere="There, ids that begin with 0 meet nothing.",
)
def zeros_lost(value, data):
    off = sorted(child for child in keys_of(data, HELD) & blank_rows(value) if child.startswith("0"))
    return {"n": len(off), "rows": off} if off else None


@slip(
    "M04-LOST",
    saw="{n} children of `in_care` have gone: they had no review by then.",
    why="An inner merge keeps pairs alone. Those are the very children to ask about.",
    next='Start from `in_care` and keep it whole: `how="left"`.',
    elsewhere="There, children without a review have gone.",
)
def unreviewed_lost(value, data):
    cared = keys_of(data, f"SELECT CHILD FROM {IN_CARE}")
    gone = cared - set(value)
    return {"n": len(gone)} if gone and gone <= cared - keys_of(data, HELD) else None


FIRST_OF_FILE = """
    SELECT CHILD, {pick}(REVIEW_CODE, md5(CHILD || REVIEW || REVIEW_CODE)) FROM ssda903.reviews
    WHERE REVIEW <= DATE '2025-03-31' GROUP BY CHILD
"""
OLDEST = """
    SELECT CHILD, arg_min(REVIEW_CODE, (REVIEW, REVIEW_CODE)) FROM ssda903.reviews
    WHERE REVIEW <= DATE '2025-03-31' GROUP BY CHILD
"""


for pick, place in (("arg_min", "first"), ("arg_max", "last")):
    slip(
        "M04-FIRST",
        saw=f"Yours has the {place} row of the file for each of {{n}} children.",
        why="The file is not in the order of its dates, so that row can be of any year.",
        next="Sort by child and date before you keep one: `sort_values([…])`.",
        elsewhere="There, another row than the latest is taken.",
    )(gives_words(FIRST_OF_FILE.format(pick=pick)))

slip(
    "M04-OLDEST",
    saw="Yours has the earliest review of each of {n} children.",
    why="Sorted by date, the newest row stands last, and `drop_duplicates` keeps the first.",
    next='Say which one to keep: `keep="last"`.',
    elsewhere="There, the earliest review stands in place of the latest.",
)(gives_words(OLDEST))

# ---------------------------------------------------------------- children_by_label
task(
    "children_by_label",
    title="Labels for codes",
    asks=table("children_by_label", key="label", value="children"),
    seen=0.5,
    hidden=1.5,
    also_on="T",
)

LABELLED = f"""
    SELECT label, count(*) FROM {IN_CARE} {{kind}} JOIN ref.codes ON PLACE = code {{which}}
    GROUP BY label
"""


@slip(
    "M04-GREW",
    saw="Your numbers add up to {total}, which is {more} more than `in_care` has rows.",
    why="The right table has some codes more than once: K1 is a placement, and a home of a care leaver too.",
    next='Keep the one code set first: `codes[codes["codeset"] == "place"]`.',
    elsewhere="There, codes of other sets make more rows.",
)
def labels_of_other_sets(value, data):
    ways = (counts(data, LABELLED.format(kind=kind, which="")) for kind in ("LEFT", "INNER"))
    total = total_of(value)
    found = any(holds(value, way) for way in ways)
    return {"total": total, "more": total - one_number(data, CARED)} if found else None


slip(
    "M04-LOST",
    saw="{n} children have no placement recorded, and they are not in your table.",
    why="An inner merge drops what has no match. `value_counts` drops blanks unless told.",
    next='Keep the left table whole, `how="left"`, and blanks in the count, `dropna=False`.',
    elsewhere="There, children without a placement have gone.",
)(
    gives_table(
        LABELLED.format(kind="INNER", which="AND codeset = 'place'"),
        needs=f"{CARED} WHERE PLACE IS NULL",
    )
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
    saw="Yours is {yours}, a share of 1.",
    why="The question asks how many in a hundred.",
    next="Multiply it by 100.",
    elsewhere="There, it is a share of 1.",
)
def share_of_one(value, _data):
    return {"yours": round(value, 3)} if 0 < value <= 1 else None


@slip(
    "M04-LOST",
    saw="Yours is 100: everybody who is left was found.",
    why="An inner merge drops those who meet nothing, so nobody without a match is left to count.",
    next='Keep all rows of `came_into_care`: `how="left"`.',
    elsewhere="There, those without a match have gone before the count.",
)
def all_found(value, _data):
    return {"yours": value} if is_near(value, 100) else None


@slip(
    "M04-BLANKKEYS",
    saw="Yours is {yours}: pandas matched blank to blank. {n} children have no number at all.",
    why="For pandas a blank key meets every blank key. SQL would not match them.",
    next="Drop the blanks of `header` first: `.dropna()`.",
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
    saw="Yours is {yours}: your rate is of the {base} rows of the header, children in care.",
    why="The question asks of the children in need. Another base is another rate.",
    next="Divide by the rows of `came_into_care`.",
    elsewhere="There, the rate is of the children in care.",
)
def rate_of_the_header(value, data):
    for base in (HEADER_ROWS, HEADER_CHILDREN, f"(SELECT count(*) FROM {KNOWN})"):
        of = one_number(data, f"SELECT {base}")
        for key in (CLEAN, "UPN"):
            found = one_number(data, f"SELECT {FOUND.format(key=key)}")
            if is_near(value, 100 * found / of, within=0.0501):
                return {"yours": round(value, 1), "base": of}
    return None


slip(
    "M04-RATEBASE",
    saw="Yours is {yours}: the {n} children without a number are left out of the base.",
    why="They were asked for too, and found nothing. That makes the key weaker than it looks.",
    next="Divide by all rows of `came_into_care`, blanks among them.",
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
    saw="Yours is {yours}: {n} numbers in lower case or with a space behind them found nobody.",
    why="'A12 ' and 'A12' differ by a space, 'a12' and 'A12' by a capital.",
    next="Clean both keys first: `.str.strip().str.upper()`.",
    elsewhere="There, numbers in lower case or with a space find nobody.",
)(gives_number(f"SELECT 100 * {FOUND.format(key='UPN')} / ({ALL_CAME})", needs=STRAY, within=0.0501))

MEETINGS = f"""
    (SELECT count(*) FROM (SELECT {CLEAN} AS typed FROM {CAME}) LEFT JOIN (
        SELECT UPN AS known FROM ssda903.header JOIN {COPIES} WHERE NOT ({MISSING}) AND UPN NOT LIKE 'UN%'
     ) ON typed = known {{which}})
"""


@slip(
    "M04-GREW",
    saw="Yours is {yours}: {rows} rows became {after}, since some children stand in `header` twice.",
    why="A row that meets two rows is counted twice.",
    next='Keep one row for each number first: `drop_duplicates("UPN")`.',
    elsewhere="There, children who stand twice are counted twice.",
)
def met_twice(value, data):
    rows = one_number(data, ALL_CAME)
    after = one_number(data, f"SELECT {MEETINGS.format(which='')}")
    found = one_number(data, f"SELECT {MEETINGS.format(which='WHERE known IS NOT NULL')}")
    if after == rows or not any(is_near(value, 100 * found / of, within=0.0501) for of in (rows, after)):
        return None
    return {"yours": round(value, 1), "rows": rows, "after": after}


# ---------------------------------------------------------------- shared_numbers
task(
    "shared_numbers",
    title="Keys that stand twice",
    asks=table("shared_numbers", key="UPN", value="rows"),
    seen=1,
    hidden=2,
    also_on="T",
)

TYPED = "SELECT {key}, {what} FROM cin.child_identifiers WHERE UPN IS NOT NULL GROUP BY 1 HAVING count(*) > 1"


@slip(
    "M04-BLANKKEYS",
    saw="Your table has a blank key with {n} rows.",
    why="These children have no number. It is no number that they share.",
    next="Leave blanks out before you count: `.dropna()`.",
    elsewhere="There, the blank counts as a number.",
)
def blank_counted(value, _data):
    return {"n": round(value["(blank)"]), "rows": ["(blank)"]} if "(blank)" in value else None


@slip(
    "M04-ALLKEYS",
    saw="{n} of your rows say 1.",
    why="A number that stands once is as a key should be.",
    next="Keep the counts above 1: `rows[rows > 1]`.",
    elsewhere="There, numbers that stand once are on the list.",
)
def single_keys(value, _data):
    once = [key for key, held in value.items() if held == 1]
    twice = any(held > 1 for held in value.values())
    return {"n": len(once), "rows": once[:5]} if once and twice else None


slip(
    "M04-SPACES",
    saw="Your table has {total} rows in it; {n} more show once capitals and spaces are alike.",
    why="'A12 ' and 'A12' differ by a space, 'a12' and 'A12' by a capital.",
    next="Clean the key first: `.str.strip().str.upper()`.",
    elsewhere="There, numbers typed in two ways are not seen as one.",
)(
    gives_table(
        TYPED.format(key="UPN", what="count(*)"),
        needs=f"SELECT (SELECT sum(n) FROM ({TYPED.format(key=CLEAN, what='count(*) AS n')}))"
        f" - coalesce((SELECT sum(n) FROM ({TYPED.format(key='UPN', what='count(*) AS n')})), 0)",
    )
)

slip(
    "M04-EXTRA",
    saw="Yours says {total} rows in all, and leaves out the first row of each number.",
    why="`duplicated` marks the second row and those after it, not the first.",
    next="Count all rows of a number: `value_counts()`, then keep those above 1.",
    elsewhere="There, the first row of each number is not counted.",
)(gives_table(TYPED.format(key=CLEAN, what="count(*) - 1"), needs="SELECT 1"))

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
    saw="`{line}` sets the three years side by side, nine columns and more.",
    why="Beside each other, the rows of one year meet rows of another by their place alone.",
    next="Stack them below each other: `pd.concat([…])`, without `axis`.",
    elsewhere="There, the years stand side by side.",
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
    saw="{n} of your codes are no codes: the first reads '{first}'.",
    why="Columns were stacked by their place, and 2024 has them in another order.",
    next="Let names decide: `pd.concat` does, and SQL with `UNION ALL BY NAME`.",
    elsewhere="There, columns were stacked by their place.",
)
def stacked_by_place(value, _data):
    odd = [key for key in value if not str(key[-1]).startswith("PN")]
    return {"n": len(odd), "first": str(odd[0][-1])[:10], "rows": odd[:5]} if odd else None


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
    saw="Your table has reviews of {first}, and no file is called that.",
    why="The year of a date is a calendar year; the files are of years that end on 31 March.",
    next="Take the year from the file: give each table its own `year` before you stack them.",
    elsewhere="There, calendar years stand in place of the files' years.",
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
    why="SQL would say so. pandas matches a blank key to a blank key.",
    next="Count the pair of the two blanks as well.",
)(says(inner=4))


@slip(
    "M04-LOST",
    saw="You say {yours} rows for outer, no more than for left.",
    why="An outer merge also keeps the rows of the right table that met nothing.",
    next="Look for a child of `workers` whom nobody visited.",
)
def right_rows_lost(value, _data):
    return {"yours": value.get("outer")} if value.get("outer") == value.get("left") else None
