"""Module 04: the shape each answer should have, and the slips we know. It holds no right answer."""

from fingerpost.grading.declare import slip, table, task
from fingerpost.grading.recognise import (
    blank_rows,
    counts,
    gives_table,
    gives_words,
    holds,
    keys_of,
    one_number,
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


def of_other_children(value, data):
    """Return how many of the table's children are not in care: it was started from the other table."""
    made = {str(key).strip().zfill(6) for key in value if key != "(blank)"}  # lost zeros are another slip
    other = made - keys_of(data, f"SELECT CHILD FROM {IN_CARE}")
    known = keys_of(data, "SELECT CHILD FROM ssda903.header")
    return {"n": len(other), "rows": []} if len(other) > 1 and other <= known else None


# ---------------------------------------------------------------- in_care_with_child
task(
    "in_care_with_child",
    title="Date of birth and sex beside each child",
    asks=table("in_care_with_child", key="CHILD", value=("SEX", "DOB"), holds="any"),
    seen=1,
    hidden=2,
    also_on="T",
)


slip(
    "M04-LEFTSIDE",
    saw="Your table has {n} children who are not in `in_care`.",
    why="It keeps all of `header`. `left` keeps the table on the left whole; `outer` keeps both.",
    next='Start from `in_care`: `in_care.merge(…, on="CHILD", how="left")`.',
    elsewhere="There, your table has children who are not in `in_care`.",
)(of_other_children)


@slip(
    "M04-GREW",
    saw="{before} rows became {after}: {n} children of `in_care` are in `header` twice.",
    why="merge writes a row for each pair. VLOOKUP would have hidden that by taking the first.",
    next='Keep one row for each child first: `drop_duplicates("CHILD")`. Then `validate="m:1"` lets it through.',
    elsewhere="There, children who are in the header twice add rows.",
)
def rows_grew(value, data):
    before, after = one_number(data, CARED), len(value.order)
    twice = list(value.repeated)
    grew = twice and after > before
    return {"before": before, "after": after, "n": len(twice), "rows": []} if grew else None


@slip(
    "M04-LOST",
    saw="{n} children of `in_care` have no match and have gone.",
    why="If you do not say `how`, merge keeps only the pairs: an inner join.",
    next='Keep the left table whole: `how="left"`.',
    elsewhere="There, children without a match have gone.",
)
def rows_lost(value, data):
    gone = keys_of(data, f"SELECT CHILD FROM {IN_CARE}") - set(value)
    return {"n": len(gone), "rows": []} if gone and not blank_rows(value) else None


@slip(
    "M04-SPACES",
    saw="{n} children found no match, though `header` has them with a space after their id.",
    why="'000237 ' and '000237' differ by a space, so they are two keys.",
    next="Take spaces off before you merge: `.str.strip()`.",
    elsewhere="There, ids with a space after them meet nothing.",
)
def spaces_left(value, data):
    spaced = keys_of(data, f"SELECT CHILD FROM {IN_CARE} WHERE {SPACED} AND NOT ({MISSING})")
    off = sorted(spaced & blank_rows(value))
    return {"n": len(off), "rows": off} if off and off == sorted(spaced) else None


slip(
    "M04-BELT",
    saw="Your seat belt held: pandas stopped, because a key appears twice in the table on the right.",
    why="`validate` counts the keys before it merges. Some children are in `header` twice.",
    next='Keep one row for each child first: `drop_duplicates("CHILD")`.',
    elsewhere="There, the seat belt stops the merge: a child appears twice.",
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
    saw="{n} children on your list are in `header`, with a space after their id.",
    why="'000237 ' and '000237' differ by a space, so they are two keys.",
    next="Take spaces off before you compare: `.str.strip()`.",
    elsewhere="There, ids with a space after them seem to be missing.",
)(
    gives_table(
        OF_EPISODES.format(what="count(*)", which=f"{MISSING} OR {SPACED}"),
        needs=f"SELECT count(DISTINCT CHILD) FROM ssda903.episodes WHERE {SPACED} AND NOT ({MISSING})",
        shows=f"SELECT DISTINCT CHILD FROM ssda903.episodes WHERE {SPACED} AND NOT ({MISSING}) ORDER BY 1",
    )
)

slip(
    "M04-ONEEACH",
    saw="Your table has 1 beside each of the {total} children.",
    why="You kept one row for each child before counting.",
    next="Find the rows with no match first, then count them by child.",
    elsewhere="There, each child has 1 beside their id.",
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
    why="One side has 237 and the other '000237'. A number never equals text.",
    next='Make both text, with their zeros: `.astype("str").str.zfill(6)`.',
    elsewhere="There, a number meets text.",
    on="attempt",
)(stopped_with("ValueError", "trying to merge on"))

slip(
    "M04-LEFTSIDE",
    saw="Your table has {n} children of `reviews` who are not in `in_care`.",
    why="It keeps all of `reviews`. The question is about the children in care, with or without a review.",
    next='Look the review up from `in_care`: `in_care.merge(…, on="CHILD", how="left")`.',
    elsewhere="There, your table has children who are not in `in_care`.",
)(of_other_children)

HELD = "SELECT DISTINCT CHILD FROM ssda903.reviews WHERE REVIEW <= DATE '2025-03-31'"


@slip(
    "M04-GREW",
    saw="{before} children became {after} rows.",
    why="A child with several reviews meets several rows, and merge keeps every pair.",
    next='Keep one review for each child first: sort, then `drop_duplicates("CHILD", keep="last")`.',
    elsewhere="There, children with two reviews on one day are in it twice.",
)
def several_reviews(value, data):
    before, after = one_number(data, CARED), len(value.order)
    return {"before": before, "after": after, "rows": []} if value.repeated else None


@slip(
    "M04-TYPE",
    saw="{n} children have no review in your table; their ids begin with 0.",
    why="One side has '237' and the other '000237': the zeros went when ids became numbers.",
    next="Put the zeros back before you merge: `.str.zfill(6)`.",
    elsewhere="There, ids that begin with 0 meet nothing.",
)
def zeros_lost(value, data):
    off = sorted(child for child in keys_of(data, HELD) & blank_rows(value) if child.startswith("0"))
    return {"n": len(off), "rows": off} if off else None


@slip(
    "M04-LOST",
    saw="{n} children of `in_care` have gone: they had had no review by then.",
    why="An inner merge keeps only the pairs. Those who have gone are the very children to ask about.",
    next='Start from `in_care` and keep it whole: `how="left"`.',
    elsewhere="There, children without a review have gone.",
)
def unreviewed_lost(value, data):
    cared = keys_of(data, f"SELECT CHILD FROM {IN_CARE}")
    gone = cared - set(value)
    return {"n": len(gone), "rows": []} if gone and gone <= cared - keys_of(data, HELD) else None


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
        saw=f"Your table has the {place} row in the file for each of {{n}} children.",
        why="The file is not in date order, so that row can be from any year.",
        next="Sort by child and date before you keep one: `sort_values([…])`.",
        elsewhere="There, the row taken is not the latest.",
    )(gives_words(FIRST_OF_FILE.format(pick=pick)))

slip(
    "M04-OLDEST",
    saw="Your table has the earliest review for each of {n} children.",
    why="Sorted by date, the newest row comes last, and `drop_duplicates` keeps the first.",
    next='Say which one to keep: `keep="last"`.',
    elsewhere="There, it is the earliest review, not the latest.",
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
OTHER_LABELS = """
    SELECT label FROM ref.codes WHERE codeset <> 'place'
    EXCEPT SELECT label FROM ref.codes WHERE codeset = 'place'
"""


@slip(
    "M04-CODES",
    saw="{n} of your rows are codes, such as {first}, not labels.",
    why="A manager reads labels. They are in `codes`, beside each code of the set `place`.",
    next='Look them up before you count: `left_on="PLACE", right_on="code"`.',
    elsewhere="There, codes are where labels should be.",
)
def no_labels(value, data):
    codes = keys_of(data, "SELECT code FROM ref.codes WHERE codeset = 'place'")
    off = [key for key in value if key in codes]
    return {"n": len(off), "first": off[0], "rows": off} if off else None


@slip(
    "M04-GREW",
    saw="Your numbers add up to {total}, which is {more} more than `in_care` has rows.",
    why="The right table has some codes more than once: K1 is a placement, and also an accommodation "
    "code for care leavers (OC3, 2024-25).",
    next='Keep only one code set first: `codes[codes["codeset"] == "place"]`.',
    elsewhere="There, codes from other sets add rows.",
)
def labels_of_other_sets(value, data):
    ways = (counts(data, LABELLED.format(kind=kind, which="")) for kind in ("LEFT", "INNER"))
    total = total_of(value)
    found = any(holds(value, way) for way in ways)
    more, other = total - one_number(data, CARED), keys_of(data, OTHER_LABELS)
    rows = sorted(label for label in value if label in other)
    return {"total": total, "more": more, "rows": rows} if found else None


slip(
    "M04-LOST",
    saw="{n} children have no placement recorded, and your table leaves them out.",
    why="An inner merge drops what has no match. `value_counts` drops blanks unless told not to.",
    next='Keep the left table whole, `how="left"`, and blanks in the count, `dropna=False`.',
    elsewhere="There, children without a placement have gone.",
)(
    gives_table(
        LABELLED.format(kind="INNER", which="AND codeset = 'place'"),
        needs=f"{CARED} WHERE PLACE IS NULL",
    )
)
