"""One answer for each slip of module 01, by its code. Never for learners."""

from fingerpost.grading.declare import wrong

TEXT = 'header = pd.read_csv("data/header.csv", dtype="str")\n'
PLAIN = 'header = pd.read_csv("data/header.csv")\n'
PLAIN_EPISODES = 'episodes = pd.read_csv("data/episodes.csv")\n'

wrong["M01-COUNT"] = {
    "header_rows": [PLAIN + f'header_rows = header["{column}"].count()' for column in ("UPN", "MOTHER", "MC_DOB")],
    "rows_and_columns": [
        PLAIN_EPISODES + 'rows_and_columns = {"rows": episodes["DEC"].count(), "columns": len(episodes.columns)}',
        PLAIN_EPISODES + 'rows_and_columns = {"rows": episodes["URN"].count(), "columns": len(episodes.columns)}',
    ],
    "children_and_episodes": PLAIN_EPISODES
    + 'children_and_episodes = {"children": episodes["CHILD"].nunique(), "episodes": episodes["REC"].count()}',
}
wrong["M01-CELLS"] = {"header_rows": PLAIN + "header_rows = header.size"}
wrong["M01-HEADINGS"] = {"header_rows": 'header_rows = len(pd.read_csv("data/header.csv", header=None))'}
wrong["M01-SWAPPED"] = {
    "rows_and_columns": PLAIN_EPISODES
    + 'rows_and_columns = {"rows": episodes.shape[1], "columns": episodes.shape[0]}',
}
wrong["M01-LABELS"] = {
    "rows_and_columns": """
episodes = pd.read_csv("data/episodes.csv", index_col="CHILD")
rows_and_columns = {"rows": len(episodes), "columns": len(episodes.columns)}
""",
}
wrong["M01-TWONUMBERS"] = {
    "rows_and_columns": PLAIN_EPISODES
    + 'rows_and_columns = {"row": len(episodes), "columns": len(episodes.columns)}',
    "blank_upns": TEXT + 'blank_upns = {"blank": header["UPN"].isna().sum()}',
    "children_and_episodes": PLAIN_EPISODES
    + 'children_and_episodes = {"child": episodes["CHILD"].nunique(), "episodes": len(episodes)}',
}
wrong["M01-ZERO"] = {
    "child_and_upn": [
        PLAIN + 'child_and_upn = header[["CHILD", "UPN"]]',
        # Too late: the noughts are gone before.
        PLAIN + 'header["CHILD"] = header["CHILD"].astype("str")\nchild_and_upn = header[["CHILD", "UPN"]]',
    ],
    "dates_of_birth": PLAIN
    + """
header["DOB"] = pd.to_datetime(header["DOB"], format="%d/%m/%Y")
dates_of_birth = header[["CHILD", "DOB"]]
""",
    "list_8": """
list_8 = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", skiprows=3, engine="calamine")
""",
}
wrong["M01-NOBLANKS"] = {
    "child_and_upn": TEXT + 'child_and_upn = header[["CHILD", "UPN"]].dropna()',
}
wrong["M01-WORDS"] = {
    "child_and_upn": [
        TEXT + 'child_and_upn = header[["CHILD", "UPN"]].fillna("none")',
        """
header = pd.read_csv("data/header.csv", dtype="str", keep_default_na=False)
child_and_upn = header[["CHILD", "UPN"]]
""",
    ],
}
wrong["M01-STILLTEXT"] = {"dates_of_birth": TEXT + 'dates_of_birth = header[["CHILD", "DOB"]]'}
wrong["M01-USDATE"] = {
    "dates_of_birth": [
        # Each date by itself, month first where that can be.
        TEXT
        + """
header["DOB"] = pd.to_datetime(header["DOB"], format="mixed")
dates_of_birth = header[["CHILD", "DOB"]]
""",
        # Right where the first date has a day above 12, and swapped where it has none.
        TEXT
        + """
header["DOB"] = pd.to_datetime(header["DOB"])
dates_of_birth = header[["CHILD", "DOB"]]
""",
        TEXT
        + """
header["DOB"] = pd.to_datetime(header["DOB"], format="%m/%d/%Y", errors="coerce")
dates_of_birth = header[["CHILD", "DOB"]]
""",
    ],
}
wrong["M01-LOSTDATES"] = {
    "dates_of_birth": TEXT
    + """
header["DOB"] = pd.to_datetime(header["DOB"], format="%Y-%m-%d", errors="coerce")
dates_of_birth = header[["CHILD", "DOB"]]
""",
}
wrong["M01-CHILDROW"] = {"one_row_is": 'one_row_is = {"header": "a", "episodes": "a", "list_8": "a"}'}
wrong["M01-PLACEROW"] = {"one_row_is": 'one_row_is = {"header": "a", "episodes": "c", "list_8": "a"}'}
wrong["M01-CAREROW"] = {"one_row_is": 'one_row_is = {"header": "a", "episodes": "d", "list_8": "a"}'}
wrong["M01-ROWISCHILD"] = {
    "one_row_is": [
        'one_row_is = {"header": "d", "episodes": "b", "list_8": "a"}',
        'one_row_is = {"header": "a", "episodes": "b", "list_8": "d"}',
    ],
}
wrong["M01-ISBLANK"] = {
    "blank_upns": [
        TEXT + 'is_blank = header["UPN"] == ""\nblank_upns = {"blank": is_blank.sum(), "share": is_blank.mean()}',
        TEXT + 'is_blank = header["UPN"] == None\nblank_upns = {"blank": is_blank.sum(), "share": is_blank.mean()}',
    ],
}
wrong["M01-FILLED"] = {
    "blank_upns": TEXT
    + 'there = header["UPN"].notna()\nblank_upns = {"blank": there.sum(), "share": there.mean()}',
}
wrong["M01-PERCENT"] = {
    "blank_upns": TEXT
    + 'is_blank = header["UPN"].isna()\nblank_upns = {"blank": is_blank.sum(), "share": 100 * is_blank.mean()}',
}
wrong["M01-BASE"] = {
    "blank_upns": TEXT
    + """
blank = header["UPN"].isna().sum()
blank_upns = {"blank": blank, "share": blank / header["UPN"].count()}
""",
}
wrong["M01-SHEET"] = {
    "list_8": 'list_8 = pd.read_excel("data/annex_a.xlsx", skiprows=3, dtype="str", engine="calamine")',
}
wrong["M01-HEADERROW"] = {
    "list_8": [
        'list_8 = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", dtype="str", engine="calamine")',
        """
sheet = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", dtype="str", engine="calamine")
list_8 = sheet[["Child Unique ID", "Child's Legal Status"]]
""",
    ],
}
wrong["M01-SKIPPED"] = {
    "list_8": [
        """
sheet = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", skiprows=2, dtype="str", engine="calamine")
list_8 = sheet[["Child Unique ID", "Child's Legal Status"]]
""",
        # The whole table kept, so that no column is missed.
        """
list_8 = pd.read_excel("data/annex_a.xlsx", sheet_name="List 8", skiprows=2, dtype="str", engine="calamine")
""",
    ],
}
wrong["M01-ROWSASKIDS"] = {
    "children_and_episodes": PLAIN_EPISODES
    + 'children_and_episodes = {"children": len(episodes["CHILD"]), "episodes": len(episodes)}',
}
wrong["M01-OTHERFILE"] = {
    "children_and_episodes": PLAIN_EPISODES
    + PLAIN
    + 'children_and_episodes = {"children": header["CHILD"].nunique(), "episodes": len(episodes)}',
}
