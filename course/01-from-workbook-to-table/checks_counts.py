"""Module 01: what a row is, blanks, a sheet and two counts, and the slips we know. It holds no right answer."""

import ast

from checks import (
    AT_READING,
    BOTH,
    COUNTED,
    EPISODES,
    HEADER,
    LIST_8,
    WITH_BLANKS,
    ZERO,
    blanks,
    counted_in,
    filled,
    lost_zeros,
    rows_of,
)
from fingerpost.grading.declare import slip, table, task
from fingerpost.grading.recognise import is_near, one_number, statements

# ---------------------------------------------------------------- one_row_is
task(
    "one_row_is",
    title="What is one row?",
    asks=table("one_row_is", key="file", value="letter", names=("header", "episodes", "list_8"), holds="any"),
    seen=1,
    hidden=2,
    follows_data=False,
)

UNIQUE = f"SELECT count(DISTINCT CHILD) FROM {EPISODES}"


@slip(
    "M01-CHILDROW",
    saw="You chose a child for the episodes file. It has {rows} rows and {n} different children.",
    why="If one row were one child, the two numbers would be the same.",
    next="Look at all rows of one child: what changes from one to the next?",
)
def a_child_for_episodes(value, data):
    chosen = value["episodes"] == "a"
    return {"rows": one_number(data, rows_of(EPISODES)), "n": one_number(data, UNIQUE)} if chosen else None


@slip(
    "M01-PLACEROW",
    saw="You chose a placement for the episodes file. In {n} rows `RNE` is L: only the legal status changed.",
    why="The child stayed where they were, and a new row began all the same.",
    next="Look for what begins a new row: a move, or what else?",
)
def a_placement_for_episodes(value, data):
    same_place = one_number(data, f"SELECT count(*) FROM {EPISODES} WHERE RNE = 'L'")
    return {"n": same_place} if value["episodes"] == "c" else None


@slip(
    "M01-CAREROW",
    saw="You chose a period of care for the episodes file. Only {n} of {all} rows have `RNE` S, a start of care.",
    why="The other rows begin when the child is already in care.",
    next="Look at all rows of one child: what changes from one to the next?",
)
def a_period_for_episodes(value, data):
    starts = one_number(data, f"SELECT count(*) FROM {EPISODES} WHERE RNE = 'S'")
    return {"n": starts, "all": one_number(data, rows_of(EPISODES))} if value["episodes"] == "d" else None


for name, file, child in (("header", HEADER, "CHILD"), ("list_8", LIST_8, '"Child Unique ID"')):

    @slip(
        "M01-ROWISCHILD",
        saw=f"For `{name}` you chose {{letter}}. It has {{rows}} rows and {{n}} different ids.",
        why="No id appears twice, and each row is about the person.",
        next="Ask what would have to happen for a second row with the same id to appear.",
    )
    def more_than_a_child(value, data, name=name, file=file, child=child):
        ids = one_number(data, f"SELECT count(DISTINCT {child}) FROM {file}")
        told = {"letter": value[name], "rows": one_number(data, rows_of(file)), "n": ids}
        return told if value[name] in {"b", "c", "d"} else None


# ---------------------------------------------------------------- blank_upns
task(
    "blank_upns",
    title="Blank pupil numbers",
    asks=table("blank_upns", key="name", value="number", names=("blank", "share"), tolerance=0.000501),
    seen=1,
    hidden=3,
    also_on="T",
)

NO_UPN = blanks(HEADER, "UPN")


@slip(
    "M01-ISBLANK",
    saw="Yours finds {yours} blanks, and the file has some: look at the second row.",
    why="Nothing equals a blank, not `None`, not empty text, not even another blank.",
    next="There is a question for it: is it missing? In pandas, `isna`.",
    elsewhere="There, no blank is found.",
)
def nothing_equals_a_blank(value, data):
    return {"yours": value["blank"]} if not value["blank"] and one_number(data, NO_UPN) else None


@slip(
    "M01-FILLED",
    saw="Yours has {yours} for the blanks: that many rows have a pupil number.",
    why="`count` and `notna` ask the opposite question.",
    next="Ask for those that are missing, `isna`, and add the Trues up.",
    elsewhere="There, filled cells are counted as blanks.",
)
def counted_the_filled(value, data):
    found = is_near(value["blank"], one_number(data, filled(HEADER, "UPN")))
    return {"yours": value["blank"]} if found else None


@slip(
    "M01-PERCENT",
    saw="Your count is fine. Your share is {share}, which is a percentage.",
    why="A share goes from 0 to 1; the name tells the next reader what to expect.",
    next="Leave out the times 100: the task asks for a share. You still get the hidden points.",
    elsewhere="There, the share is a percentage.",
    keeps=3,
)
def percent_for_share(value, data):
    blank, rows = one_number(data, NO_UPN), one_number(data, rows_of(HEADER))
    is_percent = is_near(value["share"], 100 * blank / rows, within=0.5001) and value["share"] > 1
    return {"share": round(value["share"], 1)} if is_percent and is_near(value["blank"], blank) else None


@slip(
    "M01-BASE",
    saw="Your share is {share}: the blanks divided by the {n} rows that are filled in.",
    why="A share is a part of the whole, and the whole is all rows.",
    next="Divide by the number of all rows, or take the `mean` of the test.",
    elsewhere="There, the share is of the filled rows alone.",
)
def share_of_the_filled(value, data):
    blank, others = one_number(data, NO_UPN), one_number(data, filled(HEADER, "UPN"))
    found = others and is_near(value["share"], blank / others, within=0.000501)
    return {"share": round(value["share"], 3), "n": others} if found else None


# ---------------------------------------------------------------- list_8
task(
    "list_8",
    title="Past the title rows",
    asks=table("list_8", key="Child Unique ID", value="Child's Legal Status", holds="any"),
    seen=1,
    hidden=2,
    also_on="T",
)


def reading_calls(attempt):
    """Return by keyword what each call of read_excel in the cell is told."""
    calls = [node for made in statements(attempt) for node in ast.walk(made) if isinstance(node, ast.Call)]
    return [
        {word.arg: ast.unparse(word.value) for word in call.keywords}
        for call in calls
        if ast.unparse(call.func).endswith("read_excel") and len(call.args) == 1
    ]


@slip(
    "M01-SHEET",
    saw="`read_excel` is not told which sheet, so it took the first one, `Contents`.",
    why="A workbook holds several tables, and the first is often a page about the others.",
    next='Name the sheet: `sheet_name="List 8"`.',
    elsewhere="There, the first sheet was read.",
    on="attempt",
)
def no_sheet_named(attempt, _data):
    return {} if any("sheet_name" not in told for told in reading_calls(attempt)) else None


@slip(
    "M01-HEADERROW",
    saw="The first row of the sheet, `Annex A, list 8`, was taken as the headings; the others are called Unnamed.",
    why="Unless told otherwise, pandas looks for headings in the first row.",
    next="Count the rows above the headings, and skip them: `skiprows`.",
    elsewhere="There, a title row was taken as the headings.",
    on="attempt",
)
def title_taken_as_headings(attempt, _data):
    return {} if any(not {"skiprows", "header"} & set(told) for told in reading_calls(attempt)) else None


@slip(
    "M01-SKIPPED",
    saw="You skip {n} rows, and the row after them does not hold the headings.",
    why="Each row above the headings counts, the empty one too.",
    next="Open the sheet and count from the top: how many rows stand above `Child Unique ID`?",
    elsewhere="There, another row was taken as the headings.",
    on="attempt",
)
def other_rows_skipped(attempt, _data):
    skipped = [told for told in reading_calls(attempt) if told.get("skiprows", "3") != "3"]
    is_plain = bool(skipped) and skipped[0]["skiprows"].isdigit() and "header" not in skipped[0]
    return {"n": skipped[0]["skiprows"]} if is_plain or (skipped and attempt.error == "KeyError") else None


slip("M01-ZERO", next=AT_READING, **ZERO)(lost_zeros(LIST_8, '"Child Unique ID"'))

# ---------------------------------------------------------------- children_and_episodes
task(
    "children_and_episodes",
    title="Children and episodes",
    asks=table("children_and_episodes", key="name", value="number", names=("children", "episodes")),
    seen=1,
    hidden=2,
    also_on="T",
)


@slip(
    "M01-ROWSASKIDS",
    saw="Yours has {yours} children: you counted rows.",
    why="A child can have several episodes, and each is a row.",
    next="Count different values of `CHILD`: `nunique`.",
    elsewhere="There, rows are counted as children.",
)
def rows_counted_as_children(value, data):
    rows = one_number(data, rows_of(EPISODES))
    return {"yours": value["children"]} if is_near(value["children"], rows) else None


@slip(
    "M01-OTHERFILE",
    saw="Yours has {yours} children: those of the header file. {n} of them have no episode in 2024-25.",
    why="The header also lists care leavers who were not in care in 2024-25.",
    next="Count the children in the episodes file itself.",
    elsewhere="There, children of the other file are counted.",
)
def children_of_the_header(value, data):
    listed, placed = one_number(data, rows_of(HEADER)), one_number(data, UNIQUE)
    found = listed != placed and is_near(value["children"], listed)
    return {"yours": value["children"], "n": listed - placed} if found else None


slip("M01-COUNT", **COUNTED)(counted_in("episodes", EPISODES, WITH_BLANKS))


@slip(
    "M01-TWONUMBERS",
    saw="Yours has no number called `{which}`.",
    why="Two numbers are asked for, each under its own name.",
    next="Write both names as the question has them, in quotes, each with a colon and its number.",
    elsewhere="There, one of the two numbers is missing.",
    tasks=BOTH,
)
def one_of_two_numbers(value, _data):
    for names in (("rows", "columns"), ("children", "episodes"), ("blank", "share")):
        lost = [name for name in names if name not in value]
        if len(lost) == 1:
            return {"which": lost[0]}
    return None
