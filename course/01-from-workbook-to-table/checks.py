"""Module 01: the shape each answer should have, and the slips we know. It holds no right answer."""

from fingerpost.grading.declare import number, slip, table, task
from fingerpost.grading.recognise import gives_number, guesses_dates, is_near, one_number

HEADER, EPISODES, LIST_8 = "delivery_01.header", "delivery_01.episodes", "annex_a.list_8"
BOTH = ("rows_and_columns", "children_and_episodes", "blank_upns")


def rows_of(file):
    """Return the query that counts a file's rows."""
    return f"SELECT count(*) FROM {file}"


def filled(file, column):
    """Return the query that counts the cells of a column that hold something."""
    return f"SELECT count({column}) FROM {file}"


def blanks(file, column):
    """Return the query that counts the cells of a column that hold nothing."""
    return f"SELECT count(*) - count({column}) FROM {file}"


def width(data, file):
    """Return how many columns a file has."""
    return data.sql(f"FROM {file} LIMIT 1").shape[1]


# ---------------------------------------------------------------- header_rows
task("header_rows", title="Read a file", asks=number("header_rows"), seen=1, hidden=1, also_on="T")

for column in ("UPN", "MOTHER", "MC_DOB"):
    slip(
        "M01-COUNT",
        saw=f"Yours is {{yours}}: that is how often `{column}` is filled in, and {{n}} rows have it blank.",
        why="`count` of a column leaves blanks out.",
        next="To count rows, give the whole table to `len`.",
        elsewhere="There, rows with a blank are left out of the count.",
    )(gives_number(filled(HEADER, column), needs=blanks(HEADER, column)))


@slip(
    "M01-CELLS",
    saw="Yours is {yours}, which is the number of cells.",
    why="`size` of a table multiplies its rows by its columns.",
    next="Use `len` of the table, or the first number of `shape`.",
    elsewhere="There, cells are counted in place of rows.",
)
def cells_for_rows(value, data):
    cells = one_number(data, rows_of(HEADER)) * width(data, HEADER)
    return {"yours": value} if is_near(value, cells) else None


slip(
    "M01-HEADINGS",
    saw="Yours is {yours}, which counts the line of headings too.",
    why="It was read as a row like any other, so the columns have numbers for names.",
    next="Let `read_csv` take the first line as headings: leave `header=None` out.",
    elsewhere="There, the line of headings is counted.",
)(gives_number(f"SELECT 1 + count(*) FROM {HEADER}"))

# ---------------------------------------------------------------- rows_and_columns
task(
    "rows_and_columns",
    title="Rows and columns",
    asks=table("rows_and_columns", key="name", value="number", names=("rows", "columns")),
    seen=1,
    hidden=1,
    also_on="T",
)


@slip(
    "M01-SWAPPED",
    saw="Yours has {rows} rows and {columns} columns.",
    why="`shape` says rows first, then columns.",
    next="Look at the file once more: which runs down, which runs across?",
    elsewhere="There, rows and columns are swapped.",
)
def rows_for_columns(value, data):
    across = width(data, EPISODES)
    swapped = value["rows"] == across and value["columns"] > across
    return {"rows": value["rows"], "columns": value["columns"]} if swapped else None


@slip(
    "M01-LABELS",
    saw="Yours has {columns} columns: one of them became the row label.",
    why="With `index_col` a column leaves the table's columns and names its rows.",
    next="Leave `index_col` out: pandas then numbers the rows itself.",
    elsewhere="There, one column is missing.",
)
def one_column_became_the_label(value, data):
    is_one_less = value["columns"] == width(data, EPISODES) - 1
    has_all_rows = value["rows"] == one_number(data, rows_of(EPISODES))
    return {"columns": value["columns"]} if is_one_less and has_all_rows else None


def counted_in(name, file, columns):
    """Return a slip's function: does this number count the cells of one of the columns that hold something?"""

    def recognise(value, data):
        lost = {column: one_number(data, blanks(file, column)) for column in columns}
        counted = [
            column
            for column, n in lost.items()
            if n and is_near(value[name], one_number(data, filled(file, column)))
        ]
        if not counted:
            return None
        return {"name": name, "yours": value[name], "column": "` or `".join(counted), "n": lost[counted[0]]}

    return recognise


COUNTED = {
    "saw": "Yours has {yours} for `{name}`: a column such as `{column}` is filled in that many times, and blank in {n} rows.",
    "why": "`count` of a column leaves blanks out.",
    "next": "To count rows, give the whole table to `len`.",
    "elsewhere": "There, rows with a blank are left out of the count.",
}
WITH_BLANKS = ("DEC", "REC", "URN", "PLACE_PROVIDER", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST")

slip("M01-COUNT", **COUNTED)(counted_in("rows", EPISODES, WITH_BLANKS))

# ---------------------------------------------------------------- child_and_upn
task(
    "child_and_upn",
    title="Numbers that are names",
    asks=table("child_and_upn", key="CHILD", value="UPN", holds="any"),
    seen=1,
    hidden=2,
    also_on="T",
)


def lost_zeros(file, column):
    """Return a slip's function: do ids stand in the answer without the zeros the file has in front?"""

    def recognise(value, data):
        held = data.sql(f"SELECT DISTINCT {column} AS id FROM {file} WHERE {column} LIKE '0%' ORDER BY id")
        bare = {name: name.lstrip("0") for name in held["id"]}
        lost = [name for name in bare if name not in value and bare[name] in value]
        return (
            {"n": len(lost), "had": lost[0], "has": bare[lost[0]], "rows": [bare[name] for name in lost]}
            if lost
            else None
        )

    return recognise


ZERO = {
    "saw": "Child {had} has become {has}, and {n} ids in all have lost their leading zeros.",
    "why": "pandas took digits for numbers. Lookups by these ids will find nothing.",
    "elsewhere": "There, ids have lost the leading zeros.",
}
AT_READING = "Say so as you read: `dtype`, with the columns that are text. Afterwards is too late."

slip("M01-ZERO", next=AT_READING, **ZERO)(lost_zeros(HEADER, "CHILD"))


@slip(
    "M01-NOBLANKS",
    saw="{n} children without a pupil number are gone from your table.",
    why="Leaving blanks out takes the whole row with it.",
    next="Leave `dropna` out. A blank may stay a blank.",
    elsewhere="There, rows with a blank are gone.",
)
def rows_with_a_blank_are_gone(value, data):
    without = data.sql(f"SELECT CHILD FROM {HEADER} WHERE UPN IS NULL")["CHILD"]
    gone = [child for child in without if child not in value]
    return {"n": len(gone)} if gone and len(gone) == len(without) else None


@slip(
    "M01-WORDS",
    saw="{n} pupil numbers hold {told} where the file has nothing.",
    why="Text is not a blank, even when it is empty: it counts as filled in.",
    next='Leave out what made text of them, `fillna` or `keep_default_na`: with `dtype="str"` a blank stays blank.',
    elsewhere="There, blanks of the file have become text.",
)
def text_for_a_blank(value, _data):
    made = [child for child, upn in value.items() if isinstance(upn, str) and len(upn) < len("A123456789012")]
    return {"n": len(made), "told": _named(value[made[0]]), "rows": made} if made else None


def _named(text):
    return f"the text '{text}'" if text else "an empty text"


# ---------------------------------------------------------------- dates_of_birth
task(
    "dates_of_birth",
    title="Dates that are dates",
    asks=table("dates_of_birth", key="CHILD", value="DOB", holds="any"),
    seen=1,
    hidden=3,
    also_on="T",
)

slip("M01-ZERO", next=AT_READING, **ZERO)(lost_zeros(HEADER, "CHILD"))


@slip(
    "M01-STILLTEXT",
    saw="`DOB` is still text in {n} rows, for instance {told}.",
    why="You cannot sort text by time, or subtract it from another date.",
    next="Give the column to `pd.to_datetime` and say its format.",
    elsewhere="There, dates are still text.",
)
def dates_are_still_text(value, _data):
    text = [child for child, day in value.items() if isinstance(day, str)]
    return {"n": len(text), "told": value[text[0]], "rows": text} if text else None


@slip(
    "M01-USDATE",
    saw="In {n} of {all} dates day and month are swapped, with no error.",
    why="Both ways give a real date where the day is 12 or less, so nothing stops.",
    next="State the format: day, month, year, with a slash between them.",
    elsewhere="There, day and month are swapped, with no error.",
)
def day_and_month_swapped(value, data):
    turned = data.sql(f"""
        SELECT CHILD, strftime(try_strptime(DOB, '%m/%d/%Y'), '%Y-%m-%d') AS day FROM {HEADER}
        WHERE try_strptime(DOB, '%m/%d/%Y') IS NOT NULL AND DOB[1:2] <> DOB[4:5]
    """)
    off = [
        child
        for child, day in zip(turned["CHILD"], turned["day"], strict=True)
        if value.get(child) is not None and str(value[child])[:10] == day
    ]
    return {"n": len(off), "all": len(value), "rows": off} if off else None


slip(
    "M01-USDATE",
    saw="`{line}` states no format, so pandas guessed one from the first date.",
    why="Here the first day is above 12, so the guess was right by luck. In another file the month comes first.",
    next='State it: day, month, year, with a slash between them, as `format="%d/%m/%Y"`.',
    elsewhere="There, day and month are swapped, with no error.",
    on="attempt",
)(guesses_dates("DOB"))


@slip(
    "M01-LOSTDATES",
    saw="{n} dates of birth are blank in yours. The file has them all.",
    why='With `errors="coerce"` what does not fit the format becomes a blank, and nothing tells you.',
    next="Leave it out, so that pandas stops at what does not fit, and look at the format again.",
    elsewhere="There, dates have become blanks.",
)
def dates_became_blanks(value, _data):
    lost = [child for child, day in value.items() if day is None]
    return {"n": len(lost), "rows": lost} if lost else None
