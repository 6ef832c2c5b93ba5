"""Module 04 for tutors: references and other right answers; slips stand in answers_slips.py. Never for learners.

Each source below runs after the setup cells of assignment.py, in place of the learner's cell.
"""

from fingerpost.grading.declare import also_right, reference

IN_CARE = """
    (SELECT CHILD, PLACE FROM ssda903.episodes
     WHERE LS NOT IN ('V3', 'V4') AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC > DATE '2025-03-31'))
"""
IN_HEADER = "(SELECT * FROM ssda903.header WHERE CHILD::INT % 37 <> 0)"

# ---------------------------------------------------------------- in_care_with_child


@reference("in_care_with_child")
def _(data):
    return data.sql(f"SELECT CHILD, SEX, DOB FROM {IN_CARE} LEFT JOIN {IN_HEADER} USING (CHILD)")


also_right["in_care_with_child"] = [
    # map, the pandas cousin of VLOOKUP: a list of values by id.
    """
known = header.assign(CHILD=header["CHILD"].str.strip()).drop_duplicates("CHILD").set_index("CHILD")
in_care_with_child = in_care[["CHILD"]].copy()
for column in ["SEX", "DOB"]:
    in_care_with_child[column] = in_care_with_child["CHILD"].map(known[column])
""",
    # Rows that stand twice taken away after the merge.
    """
known = header[["CHILD", "SEX", "DOB"]].copy()
known["CHILD"] = known["CHILD"].str.rstrip()
joined = in_care.merge(known, how="left", on="CHILD")
in_care_with_child = joined.drop_duplicates()[["CHILD", "SEX", "DOB"]]
""",
    # From the right: the same with the tables changed round.
    """
known = header.copy()
known["id"] = known["CHILD"].str.replace(" ", "")
known = known.groupby("id")[["SEX", "DOB"]].first().reset_index()
in_care_with_child = known.merge(in_care, left_on="id", right_on="CHILD", how="right")[["CHILD", "SEX", "DOB"]]
""",
    # SQL.
    r'''
in_care_with_child = warehouse.sql("""
    SELECT i.CHILD, h.SEX, h.DOB FROM in_care AS i
    LEFT JOIN (SELECT DISTINCT trim(CHILD) AS CHILD, SEX, DOB FROM header) AS h ON i.CHILD = h.CHILD
""").df()
''',
]

# ---------------------------------------------------------------- without_header


@reference("without_header")
def _(data):
    return data.sql(f"""
        SELECT CHILD, count(*) AS episodes FROM ssda903.episodes
        WHERE CHILD NOT IN (SELECT CHILD FROM {IN_HEADER}) GROUP BY CHILD
    """)


also_right["without_header"] = [
    # A test in place of a merge.
    """
known = header["CHILD"].str.strip()
lost = episodes[~episodes["CHILD"].isin(known)]
without_header = lost["CHILD"].value_counts()
""",
    # Sets, then a count of each.
    """
missing = set(episodes["CHILD"]) - set(header["CHILD"].str.strip())
without_header = {}
for child in missing:
    without_header[child] = int((episodes["CHILD"] == child).sum())
""",
    # All counted first, then those who meet nothing.
    """
each = episodes.groupby("CHILD").size().reset_index(name="episodes")
known = header[["CHILD"]].assign(CHILD=header["CHILD"].str.strip(), here=True).drop_duplicates()
met = each.merge(known, on="CHILD", how="left")
without_header = met[met["here"].isna()][["CHILD", "episodes"]]
""",
    # SQL has a join for it.
    r'''
without_header = warehouse.sql("""
    SELECT CHILD, count(*) AS episodes FROM episodes
    ANTI JOIN (SELECT trim(CHILD) AS CHILD FROM header) USING (CHILD) GROUP BY CHILD
""").df()
''',
]

# ---------------------------------------------------------------- latest_review


@reference("latest_review")
def _(data):
    return data.sql(f"""
        SELECT CHILD, newest AS REVIEW_CODE FROM {IN_CARE} LEFT JOIN (
            SELECT CHILD, arg_max(REVIEW_CODE, (REVIEW, REVIEW_CODE)) AS newest FROM ssda903.reviews
            WHERE REVIEW <= DATE '2025-03-31' GROUP BY CHILD
        ) USING (CHILD)
    """)


HELD = """
held = reviews.copy()
held["CHILD"] = held["CHILD"].astype("str").str.zfill(6)
"""

also_right["latest_review"] = [
    # Newest first, and the first one kept.
    HELD
    + """
newest = held.sort_values(["REVIEW", "REVIEW_CODE"], ascending=False).drop_duplicates("CHILD")
latest_review = in_care.merge(newest, on="CHILD", how="left")[["CHILD", "REVIEW_CODE"]]
""",
    # The last of each pile.
    HELD
    + """
last = held.sort_values(["REVIEW", "REVIEW_CODE"]).groupby("CHILD")["REVIEW_CODE"].last()
latest_review = in_care[["CHILD"]].assign(REVIEW_CODE=in_care["CHILD"].map(last))
""",
    # Numbers on both sides.
    """
asked = in_care[["CHILD"]].assign(number=in_care["CHILD"].astype("int"))
days = reviews.groupby("CHILD")["REVIEW"].max().reset_index()
of_day = reviews.merge(days, on=["CHILD", "REVIEW"])
codes_of_day = of_day.groupby("CHILD")["REVIEW_CODE"].max().reset_index(name="REVIEW_CODE")
latest_review = asked.merge(codes_of_day, left_on="number", right_on="CHILD", how="left", suffixes=("", "_r"))
latest_review = latest_review[["CHILD", "REVIEW_CODE"]]
""",
    # SQL numbers the rows of each child.
    r'''
latest_review = warehouse.sql("""
    SELECT i.CHILD, r.REVIEW_CODE FROM in_care AS i
    LEFT JOIN (
        SELECT lpad(CHILD::VARCHAR, 6, '0') AS CHILD, REVIEW_CODE FROM reviews
        QUALIFY row_number() OVER (PARTITION BY CHILD ORDER BY REVIEW DESC, REVIEW_CODE DESC) = 1
    ) AS r ON i.CHILD = r.CHILD
""").df()
''',
]

# ---------------------------------------------------------------- children_by_label


@reference("children_by_label")
def _(data):
    return data.sql(f"""
        SELECT label, count(*) AS children FROM {IN_CARE}
        LEFT JOIN ref.codes ON PLACE = code AND codeset = 'place' GROUP BY label
    """)


also_right["children_by_label"] = [
    # Counted by code first, then the labels beside the counts.
    """
piles = in_care["PLACE"].value_counts(dropna=False).reset_index()
places = codes[codes["codeset"] == "place"]
named = piles.merge(places, left_on="PLACE", right_on="code", how="left")
children_by_label = named[["label", "count"]]
""",
    # map, with a list of labels by code.
    """
labels = codes[codes["codeset"] == "place"].set_index("code")["label"]
children_by_label = in_care["PLACE"].map(labels).value_counts(dropna=False)
""",
    # Blanks given a word.
    """
places = codes[codes["codeset"] == "place"][["code", "label"]]
labelled = in_care.merge(places.rename(columns={"code": "PLACE"}), on="PLACE", how="left")
labelled["label"] = labelled["label"].fillna("Not recorded")
children_by_label = labelled.groupby("label")["CHILD"].count()
""",
    # SQL.
    r'''
children_by_label = warehouse.sql("""
    SELECT label, count(*) AS children FROM in_care
    LEFT JOIN ref.codes ON PLACE = code AND codeset = 'place' GROUP BY label
""").df()
''',
]

# ---------------------------------------------------------------- upn_match_percent


@reference("upn_match_percent")
def _(data):
    return data.sql(f"""
        SELECT 100 * avg((coalesce(upper(trim(UPN)), '') IN (SELECT UPN FROM {IN_HEADER}))::INT)
        FROM cin.child_identifiers WHERE LAchildID IN (SELECT CHILD FROM ssda903.header)
    """)


also_right["upn_match_percent"] = [
    # A test in place of a merge.
    """
typed = came_into_care["UPN"].str.strip().str.upper()
upn_match_percent = 100 * typed.isin(header["UPN"].dropna()).mean()
""",
    # Matched rows over all rows, rounded.
    """
left = came_into_care.dropna(subset=["UPN"]).copy()
left["UPN"] = left["UPN"].str.upper().str.strip()
right = header.dropna(subset=["UPN"]).drop_duplicates("UPN")
matched = left.merge(right, on="UPN", how="inner")
upn_match_percent = round(len(matched) / len(came_into_care) * 100, 1)
""",
    # A set, and a loop over the rows.
    """
known = set(header["UPN"].dropna())
found = 0
for upn in came_into_care["UPN"].dropna():
    if upn.strip().upper() in known:
        found = found + 1
upn_match_percent = found / len(came_into_care) * 100
""",
    # SQL does not match blanks.
    r'''
upn_match_percent = warehouse.sql("""
    SELECT 100 * count(h.UPN) / count(*) FROM came_into_care AS c
    LEFT JOIN (SELECT DISTINCT UPN FROM header) AS h ON upper(trim(c.UPN)) = h.UPN
""").df().iloc[0, 0]
''',
]

# ---------------------------------------------------------------- shared_numbers


@reference("shared_numbers")
def _(data):
    return data.sql("""
        SELECT upper(trim(UPN)) AS UPN, count(UPN) AS "rows" FROM cin.child_identifiers
        GROUP BY 1 HAVING count(UPN) > 1
    """)


also_right["shared_numbers"] = [
    # Every row that is not alone, then counted.
    """
typed = in_need.dropna(subset=["UPN"]).assign(UPN=lambda t: t["UPN"].str.strip().str.upper())
twice = typed[typed.duplicated("UPN", keep=False)]
shared_numbers = twice.groupby("UPN").size().reset_index(name="rows")
""",
    # Groups, as a dictionary.
    """
typed = in_need["UPN"].dropna().str.upper().str.replace(" ", "")
shared_numbers = {}
for upn, held in typed.groupby(typed):
    if len(held) >= 2:
        shared_numbers[upn] = len(held)
""",
    # A merge of the table with itself finds the pairs.
    """
typed = in_need.dropna().copy()
typed["UPN"] = typed["UPN"].str.strip().str.upper()
pairs = typed.merge(typed, on="UPN")
pairs = pairs[pairs["LAchildID_x"] != pairs["LAchildID_y"]]
shared_numbers = pairs.groupby("UPN")["LAchildID_x"].nunique()
""",
    # SQL.
    r'''
shared_numbers = warehouse.sql("""
    SELECT upper(trim(UPN)) AS UPN, count(*) AS "rows" FROM in_need
    WHERE UPN IS NOT NULL GROUP BY ALL HAVING count(*) > 1
""").df()
''',
]

# ---------------------------------------------------------------- reviews_by_year


@reference("reviews_by_year")
def _(data):
    return data.sql("""
        SELECT y AS year, REVIEW_CODE, count(*) AS reviews FROM (VALUES (2023), (2024), (2025)) AS years (y)
        JOIN ssda903.reviews ON REVIEW >= make_date(y - 1, 4, 1) AND REVIEW < make_date(y, 4, 1)
        GROUP BY ALL
    """)


also_right["reviews_by_year"] = [
    # keys give each table a name, and a pivot lays the years out.
    """
three_years = pd.concat({2023: reviews_2023, 2024: reviews_2024, 2025: reviews_2025}, names=["year"])
reviews_by_year = three_years.reset_index().pivot_table(
    index="year", columns="REVIEW_CODE", values="CHILD", aggfunc="count", fill_value=0
)
""",
    # The same to every table.
    """
parts = []
for year, part in [(2023, reviews_2023), (2024, reviews_2024), (2025, reviews_2025)]:
    parts.append(part.assign(year=year)[["year", "REVIEW_CODE"]])
reviews_by_year = pd.concat(parts, ignore_index=True).value_counts().reset_index(name="reviews")
""",
    # A crosstab of two columns, the year worked out from the date.
    """
every = pd.concat([reviews_2025, reviews_2024, reviews_2023])
every["year"] = every["REVIEW"].dt.year + (every["REVIEW"].dt.month > 3)
reviews_by_year = pd.crosstab(every["year"], every["REVIEW_CODE"])
""",
    # SQL, by name.
    r'''
reviews_by_year = warehouse.sql("""
    SELECT year, REVIEW_CODE, count(*) AS reviews FROM (
        SELECT *, 2023 AS year FROM reviews_2023
        UNION ALL BY NAME SELECT *, 2024 AS year FROM reviews_2024
        UNION ALL BY NAME SELECT *, 2025 AS year FROM reviews_2025
    ) GROUP BY ALL
""").df()
''',
]

# ---------------------------------------------------------------- rows_after


@reference("rows_after")
def _(_data):
    return [("left", 6), ("inner", 5), ("outer", 7)]


also_right["rows_after"] = [
    # Run, and counted.
    """
rows_after = {}
for how in ["left", "inner", "outer"]:
    rows_after[how] = len(visits.merge(workers, on="CHILD", how=how))
""",
    # Pairs of each key: rows on the left times rows on the right.
    """
left = visits["CHILD"].fillna("blank").value_counts()
right = workers["CHILD"].fillna("blank").value_counts()
pairs = int((left * right).sum())
alone_left = int(left[~left.index.isin(right.index)].sum())
alone_right = int(right[~right.index.isin(left.index)].sum())
rows_after = {"left": pairs + alone_left, "inner": pairs, "outer": pairs + alone_left + alone_right}
""",
    # A table.
    'rows_after = pd.DataFrame({"join": ["left", "inner", "outer"], "rows": [6, 5, 7]})',
    # SQL, told to let blanks meet.
    r'''
rows_after = warehouse.sql("""
    SELECT 'left' AS "join", count(*) AS "rows" FROM visits AS v LEFT JOIN workers AS w
        ON v.CHILD IS NOT DISTINCT FROM w.CHILD
    UNION ALL SELECT 'inner', count(*) FROM visits AS v JOIN workers AS w ON v.CHILD IS NOT DISTINCT FROM w.CHILD
    UNION ALL SELECT 'outer', count(*) FROM visits AS v FULL JOIN workers AS w
        ON v.CHILD IS NOT DISTINCT FROM w.CHILD
""").df()
''',
]
