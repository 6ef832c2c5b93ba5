"""One answer for each slip of module 04, by its code. Never for learners."""

from answers import HELD
from fingerpost.grading.declare import wrong

STRIPPED = """
known = header.copy()
known["CHILD"] = known["CHILD"].str.strip()
"""
wrong["M04-GREW"] = {
    "in_care_with_child": [
        STRIPPED + 'in_care_with_child = in_care.merge(known, on="CHILD", how="left")',
        'in_care_with_child = in_care.merge(header, on="CHILD", how="left")',
    ],
    "latest_review": [
        HELD + 'latest_review = in_care.merge(held, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]',
        # Right on A, where nobody has two reviews on one day.
        HELD
        + """
last = held.groupby("CHILD")["REVIEW"].max().reset_index()
newest = held.merge(last, on=["CHILD", "REVIEW"])
latest_review = in_care.merge(newest, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]
""",
    ],
    "children_by_label": [
        """
labelled = in_care.merge(codes, left_on="PLACE", right_on="code", how="left")
children_by_label = labelled["label"].value_counts(dropna=False)
""",
        """
labelled = in_care.merge(codes, left_on="PLACE", right_on="code")
children_by_label = labelled.groupby("label").size()
""",
    ],
    "upn_match_percent": [
        """
asked = came_into_care[["UPN"]].copy()
asked["UPN"] = asked["UPN"].str.strip().str.upper()
linked = asked.merge(header[["UPN"]].dropna(), on="UPN", how="left", indicator=True)
upn_match_percent = 100 * (linked["_merge"] == "both").mean()
""",
        # Not cleaned either.
        """
known = header.dropna(subset=["UPN"])
linked = came_into_care.merge(known, on="UPN", how="left", indicator=True)
upn_match_percent = 100 * (linked["_merge"] == "both").mean()
""",
    ],
    "rows_after": 'rows_after = {"left": 5, "inner": 5, "outer": 7}',
}
wrong["M04-LEFTSIDE"] = {
    "in_care_with_child": [
        'in_care_with_child = header.merge(in_care, on="CHILD", how="left")',
        STRIPPED + 'in_care_with_child = in_care.merge(known, on="CHILD", how="outer")',
    ],
    # Not looked up at all: every child who has had a review.
    "latest_review": HELD
    + """
newest = held.sort_values(["CHILD", "REVIEW", "REVIEW_CODE"]).drop_duplicates("CHILD", keep="last")
latest_review = newest[["CHILD", "REVIEW_CODE"]]
""",
}
wrong["M04-CODES"] = {
    "children_by_label": [
        'children_by_label = in_care["PLACE"].value_counts(dropna=False)',
        'children_by_label = in_care.groupby("PLACE").size()',
    ],
}
wrong["M04-TRUTH"] = {
    "shared_numbers": """
numbers = in_need["UPN"].dropna().str.strip().str.upper()
shared_numbers = numbers.value_counts() > 1
""",
}
wrong["M04-NOYEAR"] = {
    "reviews_by_year": [
        """
three_years = pd.concat([reviews_2023, reviews_2024, reviews_2025])
reviews_by_year = three_years.groupby("REVIEW_CODE").size()
""",
        """
three_years = pd.concat([reviews_2023, reviews_2024, reviews_2025])
reviews_by_year = three_years["REVIEW_CODE"].value_counts()
""",
    ],
}
wrong["M04-LOST"] = {
    "in_care_with_child": [
        STRIPPED + 'in_care_with_child = in_care.merge(known.drop_duplicates("CHILD"), on="CHILD")',
        # Some children are in the header twice, and still there are fewer rows than before.
        'in_care_with_child = in_care.merge(header, on="CHILD")',
    ],
    "latest_review": HELD
    + """
newest = held.sort_values(["REVIEW", "REVIEW_CODE"]).drop_duplicates("CHILD", keep="last")
latest_review = in_care.merge(newest, on="CHILD")[["CHILD", "REVIEW_CODE"]]
""",
    "children_by_label": [
        """
places = codes[codes["codeset"] == "place"]
labelled = in_care.merge(places, left_on="PLACE", right_on="code")
children_by_label = labelled["label"].value_counts(dropna=False)
""",
        """
places = codes[codes["codeset"] == "place"]
labelled = in_care.merge(places, left_on="PLACE", right_on="code", how="left")
children_by_label = labelled["label"].value_counts()
""",
    ],
    "upn_match_percent": """
asked = came_into_care[["UPN"]].dropna().copy()
asked["UPN"] = asked["UPN"].str.strip().str.upper()
linked = asked.merge(header[["UPN"]].drop_duplicates(), on="UPN", indicator=True)
upn_match_percent = 100 * (linked["_merge"] == "both").mean()
""",
    "rows_after": 'rows_after = {"left": 6, "inner": 5, "outer": 6}',
}
wrong["M04-SPACES"] = {
    "in_care_with_child": """
known = header.drop_duplicates("CHILD")
in_care_with_child = in_care.merge(known, on="CHILD", how="left", validate="m:1")
""",
    "without_header": """
lost = episodes[~episodes["CHILD"].isin(header["CHILD"])]
without_header = lost.groupby("CHILD").size()
""",
    "upn_match_percent": """
known = header[["UPN"]].dropna().drop_duplicates()
linked = came_into_care.merge(known, on="UPN", how="left", indicator=True)
upn_match_percent = 100 * (linked["_merge"] == "both").mean()
""",
    "shared_numbers": """
rows = in_need["UPN"].value_counts()
shared_numbers = rows[rows > 1]
""",
}
wrong["M04-BELT"] = {
    "in_care_with_child": STRIPPED
    + 'in_care_with_child = in_care.merge(known, on="CHILD", how="left", validate="m:1")',
}
wrong["M04-ONEEACH"] = {
    "without_header": """
known = header["CHILD"].str.strip()
lost = episodes[~episodes["CHILD"].isin(known)].drop_duplicates("CHILD")
without_header = lost.groupby("CHILD").size()
""",
}
wrong["M04-MATCHED"] = {
    "without_header": STRIPPED
    + """
met = episodes.merge(known.drop_duplicates("CHILD"), on="CHILD", how="inner")
without_header = met.groupby("CHILD").size()
""",
}
wrong["M04-TYPE"] = {
    "latest_review": [
        """
newest = reviews.sort_values(["REVIEW", "REVIEW_CODE"]).drop_duplicates("CHILD", keep="last")
latest_review = in_care.merge(newest, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]
""",
        """
held = reviews.assign(CHILD=reviews["CHILD"].astype("str"))
newest = held.sort_values(["REVIEW", "REVIEW_CODE"]).drop_duplicates("CHILD", keep="last")
latest_review = in_care.merge(newest, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]
""",
    ],
}
wrong["M04-FIRST"] = {
    "latest_review": [
        HELD
        + """
first = held.drop_duplicates("CHILD")
latest_review = in_care.merge(first, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]
""",
        HELD
        + """
last = held.drop_duplicates("CHILD", keep="last")
latest_review = in_care.merge(last, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]
""",
    ],
}
wrong["M04-OLDEST"] = {
    "latest_review": HELD
    + """
first = held.sort_values(["CHILD", "REVIEW", "REVIEW_CODE"]).drop_duplicates("CHILD")
latest_review = in_care.merge(first, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]
""",
}
wrong["M04-SHARE"] = {
    "upn_match_percent": """
typed = came_into_care["UPN"].str.strip().str.upper()
upn_match_percent = typed.isin(header["UPN"].dropna()).mean()
""",
}
wrong["M04-BLANKKEYS"] = {
    "upn_match_percent": [
        """
typed = came_into_care["UPN"].str.strip().str.upper()
upn_match_percent = 100 * typed.isin(header["UPN"]).mean()
""",
        """
linked = came_into_care.merge(header[["UPN"]], on="UPN")
upn_match_percent = 100 * len(linked) / len(came_into_care)
""",
        """
linked = came_into_care.merge(header, on="UPN", how="left", indicator=True)
upn_match_percent = 100 * (linked["_merge"] == "both").mean()
""",
        """
asked = came_into_care[["UPN"]].copy()
asked["UPN"] = asked["UPN"].str.strip().str.upper()
known = header[["UPN"]].drop_duplicates()
linked = asked.merge(known, on="UPN", how="left", validate="m:1", indicator=True)
upn_match_percent = 100 * (linked["_merge"] == "both").mean()
""",
    ],
    "shared_numbers": """
rows = in_need["UPN"].str.strip().str.upper().value_counts(dropna=False)
shared_numbers = rows[rows > 1]
""",
    "rows_after": 'rows_after = {"left": 6, "inner": 4, "outer": 8}',
}
wrong["M04-RATEBASE"] = {
    "upn_match_percent": [
        """
typed = came_into_care["UPN"].str.strip().str.upper()
upn_match_percent = 100 * typed.isin(header["UPN"].dropna()).sum() / len(header)
""",
        """
typed = came_into_care["UPN"].str.strip().str.upper()
upn_match_percent = 100 * typed.isin(header["UPN"].dropna()).sum() / header["CHILD"].str.strip().nunique()
""",
        """
typed = came_into_care["UPN"].dropna().str.strip().str.upper()
upn_match_percent = 100 * typed.isin(header["UPN"].dropna()).mean()
""",
    ],
}
wrong["M04-ALLKEYS"] = {
    "shared_numbers": 'shared_numbers = in_need["UPN"].str.strip().str.upper().value_counts()',
}
wrong["M04-EXTRA"] = {
    "shared_numbers": """
numbers = in_need["UPN"].dropna().str.strip().str.upper()
shared_numbers = numbers[numbers.duplicated()].value_counts()
""",
}
wrong["M04-SIDEWAYS"] = {
    "reviews_by_year": """
reviews_2023["year"], reviews_2024["year"], reviews_2025["year"] = 2023, 2024, 2025
three_years = pd.concat([reviews_2023, reviews_2024, reviews_2025], axis=1)
reviews_by_year = three_years.groupby(["year", "REVIEW_CODE"]).size()
""",
}
wrong["M04-PLACE"] = {
    "reviews_by_year": r'''
reviews_by_year = warehouse.sql("""
    SELECT year, REVIEW_CODE, count(*) AS reviews FROM (
        SELECT *, 2023 AS year FROM reviews_2023
        UNION ALL SELECT *, 2024 AS year FROM reviews_2024
        UNION ALL SELECT *, 2025 AS year FROM reviews_2025
    ) GROUP BY ALL
""").df()
''',
}
wrong["M04-ONEYEAR"] = {
    "reviews_by_year": """
three_years = pd.concat([reviews_2023, reviews_2024, reviews_2025])
three_years["year"] = 2023
reviews_by_year = three_years.groupby(["year", "REVIEW_CODE"]).size()
""",
}
wrong["M04-CALYEAR"] = {
    "reviews_by_year": """
three_years = pd.concat([reviews_2023, reviews_2024, reviews_2025])
three_years["year"] = three_years["REVIEW"].dt.year
reviews_by_year = three_years.groupby(["year", "REVIEW_CODE"]).size()
""",
}
