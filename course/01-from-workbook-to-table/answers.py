"""Module 01 for tutors: references and other right answers; slips stand in answers_slips.py. Never for learners.

Each source below runs after the setup cell of assignment.py, in place of the learner's cell.
"""

from fingerpost.grading.declare import also_right, reference

# ---------------------------------------------------------------- header_rows


@reference("header_rows")
def _(data):
    return data.sql("SELECT count(*) FROM delivery_01.header")


also_right["header_rows"] = [
    'header_rows = pd.read_csv("data/header.csv", dtype="str").shape[0]',
    'header_rows = pd.read_csv("data/header.csv")["CHILD"].count()',
    # Line by line, the headings left out.
    'with open("data/header.csv", encoding="utf-8") as file:\n    header_rows = len(file.readlines()) - 1',
    # SQL reads the file where it is.
    """
from fingerpost import connect
header_rows = connect().sql("SELECT count(*) FROM 'data/header.csv'").fetchall()[0][0]
""",
]

# ---------------------------------------------------------------- rows_and_columns


@reference("rows_and_columns")
def _(data):
    episodes = data.sql("FROM delivery_01.episodes")
    return {"rows": len(episodes), "columns": episodes.shape[1]}


also_right["rows_and_columns"] = [
    """
n_rows, n_cols = pd.read_csv("data/episodes.csv").shape
rows_and_columns = {"rows": n_rows, "columns": n_cols}
""",
    """
episodes = pd.read_csv("data/episodes.csv", dtype="str")
rows_and_columns = pd.Series(episodes.shape, index=["rows", "columns"])
""",
    # As a list of pairs, the columns counted by their names.
    """
episodes = pd.read_csv("data/episodes.csv")
rows_and_columns = [("rows", episodes["CHILD"].size), ("columns", len(list(episodes)))]
""",
    # SQL for the rows; the relation knows its columns.
    """
from fingerpost import connect
episodes = connect().sql("FROM 'data/episodes.csv'")
rows_and_columns = {"rows": len(episodes.df()), "columns": len(episodes.columns)}
""",
]

# ---------------------------------------------------------------- child_and_upn


@reference("child_and_upn")
def _(data):
    return data.sql("SELECT CHILD, UPN FROM delivery_01.header")


also_right["child_and_upn"] = [
    # Every column as text.
    'child_and_upn = pd.read_csv("data/header.csv", dtype=str)[["CHILD", "UPN"]]',
    # These two columns alone, the child as the row label.
    """
child_and_upn = pd.read_csv(
    "data/header.csv", usecols=["CHILD", "UPN"], dtype="string", index_col="CHILD"
)["UPN"]
""",
    # As a dict, a child at a time.
    """
header = pd.read_csv("data/header.csv", converters={"CHILD": str})
child_and_upn = dict(zip(header["CHILD"], header["UPN"]))
""",
    # SQL, told that everything is text.
    r'''
from fingerpost import connect
child_and_upn = connect().sql("""
    SELECT CHILD, UPN FROM read_csv('data/header.csv', all_varchar = true)
""").df()
''',
]

# ---------------------------------------------------------------- dates_of_birth


@reference("dates_of_birth")
def _(data):
    return data.sql("SELECT CHILD, strptime(DOB, '%d/%m/%Y') AS DOB FROM delivery_01.header")


also_right["dates_of_birth"] = [
    # Dates while reading.
    """
dates_of_birth = pd.read_csv(
    "data/header.csv", dtype={"CHILD": "str"}, parse_dates=["DOB"], date_format="%d/%m/%Y"
)[["CHILD", "DOB"]]
""",
    # Told that the day comes first.
    """
header = pd.read_csv("data/header.csv", dtype="str").set_index("CHILD")
dates_of_birth = pd.to_datetime(header["DOB"], dayfirst=True)
""",
    # Cut into day, month and year, and put together again.
    """
header = pd.read_csv("data/header.csv", dtype="str")
parts = pd.DataFrame({
    "year": header["DOB"].str[6:], "month": header["DOB"].str[3:5], "day": header["DOB"].str[:2]
})
dates_of_birth = dict(zip(header["CHILD"], pd.to_datetime(parts).dt.date))
""",
    # SQL by the form.
    r'''
from fingerpost import connect
dates_of_birth = connect().sql("""
    SELECT CHILD, strptime(DOB, '%d/%m/%Y')::DATE AS DOB
    FROM read_csv('data/header.csv', all_varchar = true)
""").df()
''',
]

# ---------------------------------------------------------------- one_row_is


@reference("one_row_is")
def _(_data):
    return {"header": "a", "episodes": "b", "list_8": "a"}


also_right["one_row_is"] = [
    'one_row_is = dict(header="a", episodes="b", list_8="a")',
    'one_row_is = [("header", "a"), ("episodes", "b"), ("list_8", "a")]',
    'one_row_is = pd.Series({"episodes": "b", "list_8": "a", "header": "a"})',
]

# ---------------------------------------------------------------- blank_upns


@reference("blank_upns")
def _(data):
    return data.sql("""
        SELECT 'blank' AS name, 1.0 * count(*) AS number FROM delivery_01.header WHERE UPN IS NULL
        UNION ALL SELECT 'share', avg((UPN IS NULL)::INT) FROM delivery_01.header
    """)


also_right["blank_upns"] = [
    # All less those filled in, rounded.
    """
header = pd.read_csv("data/header.csv")
blank = len(header) - header["UPN"].count()
blank_upns = {"blank": blank, "share": round(blank / len(header), 3)}
""",
    # Filtered and counted.
    """
header = pd.read_csv("data/header.csv", dtype="str")
without = header[header["UPN"].isnull()]
blank_upns = pd.Series({"blank": len(without), "share": len(without) / len(header)})
""",
    # Blanks read as empty text, on purpose, and then asked for.
    """
header = pd.read_csv("data/header.csv", dtype="str", keep_default_na=False)
empty = header["UPN"] == ""
blank_upns = {"blank": int(empty.sum()), "share": float(empty.mean())}
""",
    # SQL.
    r'''
from fingerpost import connect
blank, rows = connect().sql("""
    SELECT count(*) FILTER (UPN IS NULL), count(*) FROM read_csv('data/header.csv', all_varchar = true)
""").fetchall()[0]
blank_upns = {"blank": blank, "share": blank / rows}
''',
]

# ---------------------------------------------------------------- list_8


@reference("list_8")
def _(data):
    return data.sql("""SELECT "Child Unique ID", "Child's Legal Status" FROM annex_a.list_8""")


also_right["list_8"] = [
    # The headings' row named instead of the rows above it, the whole table kept.
    """
list_8 = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", header=3, dtype="str", engine="calamine")
""",
    # Only two columns, by name.
    """
columns = ["Child Unique ID", "Child's Legal Status"]
list_8 = pd.read_excel(
    "data/annex_a.xlsx", "List 8", skiprows=[0, 1, 2], usecols=columns, dtype=str, engine="calamine"
)
""",
    # Read as it is, then the headings put in place by hand.
    """
sheet = pd.read_excel("data/annex_a.xlsx", sheet_name=1, header=None, dtype="str", engine="calamine")
headings = list(sheet.iloc[3])
rows = sheet.iloc[4:]
list_8 = dict(zip(rows[headings.index("Child Unique ID")], rows[headings.index("Child's Legal Status")]))
""",
    # The same list in the warehouse; SQL.
    r'''
from fingerpost import connect
list_8 = connect().sql("""SELECT "Child Unique ID", "Child's Legal Status" FROM annex_a.list_8""").df()
''',
]

# ---------------------------------------------------------------- children_and_episodes


@reference("children_and_episodes")
def _(data):
    return data.sql("""
        SELECT 'children' AS name, count(DISTINCT CHILD) AS number FROM delivery_01.episodes
        UNION ALL SELECT 'episodes', count(*) FROM delivery_01.episodes
    """)


also_right["children_and_episodes"] = [
    # Different values in a list of their own.
    """
episodes = pd.read_csv("data/episodes.csv")
children_and_episodes = {"children": len(episodes["CHILD"].unique()), "episodes": episodes.shape[0]}
""",
    # Repeats left out.
    """
episodes = pd.read_csv("data/episodes.csv", dtype="str")
one_each = episodes.drop_duplicates("CHILD")
children_and_episodes = pd.Series([len(one_each), len(episodes)], index=["children", "episodes"])
""",
    # Counted by child first.
    """
by_child = pd.read_csv("data/episodes.csv", dtype="str")["CHILD"].value_counts()
children_and_episodes = {"children": len(by_child), "episodes": by_child.sum()}
""",
    # SQL gives both in one row.
    r'''
from fingerpost import connect
children_and_episodes = connect().sql("""
    SELECT count(DISTINCT CHILD) AS children, count(*) AS episodes FROM 'data/episodes.csv'
""").df()
''',
    # SQL, the row taken apart.
    r'''
from fingerpost import connect
children, episodes = connect().sql("""
    SELECT count(DISTINCT CHILD), count(*) FROM 'data/episodes.csv'
""").fetchall()[0]
children_and_episodes = {"children": children, "episodes": episodes}
''',
]
