"""Module 02 for tutors: references and other right answers; slips stand in answers_slips.py. Never for learners.

Each source below runs after the setup cells of assignment.py, in place of the learner's cell.
"""

from fingerpost.grading.declare import also_right, reference

OPEN = "DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC > DATE '2025-03-31')"
AGED = """
    (SELECT CHILD, date_sub('year', DOB, DATE '2025-03-31') AS age
     FROM ssda903.header WHERE DOB <= DATE '2025-03-31')
"""

# ---------------------------------------------------------------- open_at_year_end


@reference("open_at_year_end")
def _(data):
    return data.sql(f"SELECT count(*) FROM ssda903.episodes WHERE {OPEN}")


also_right["open_at_year_end"] = [
    # What has not ended: the test turned round, so that blanks stay in.
    """
ended = episodes["DEC"] <= year_end
open_at_year_end = ((episodes["DECOM"] <= year_end) & ~ended).sum()
""",
    # Blanks given a day far away first.
    """
end = episodes["DEC"].fillna(pd.Timestamp("2100-01-01"))
open_at_year_end = int((episodes["DECOM"].le(year_end) & end.gt(year_end)).sum())
""",
    # query, as one would say it.
    """
begun = episodes.query("DECOM <= @year_end")
open_at_year_end = begun["DEC"].isna().sum() + (begun["DEC"] > "2025-03-31").sum()
""",
    # SQL.
    r'''
open_at_year_end = warehouse.sql("""
    SELECT count(*) FROM ssda903.episodes
    WHERE DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC > '2025-03-31')
""").df().iloc[0, 0]
''',
]

# ---------------------------------------------------------------- without_breaks


@reference("without_breaks")
def _(data):
    return data.sql("SELECT count(*) FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')")


also_right["without_breaks"] = [
    # Two tests joined by and.
    'without_breaks = len(episodes[(episodes["LS"] != "V3") & (episodes["LS"] != "V4")])',
    # All less the breaks.
    """
breaks = episodes[(episodes["LS"] == "V3") | (episodes["LS"] == "V4")]
without_breaks = len(episodes) - len(breaks)
""",
    # SQL.
    r'''
without_breaks = warehouse.sql("""
    SELECT count(*) FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')
""").fetchall()[0][0]
''',
]

# ---------------------------------------------------------------- ages_at_year_end


@reference("ages_at_year_end")
def _(data):
    return data.sql(f"FROM {AGED}")


BORN = 'born = header[header["DOB"] <= year_end].copy()\n'

also_right["ages_at_year_end"] = [
    # Whether the birthday has passed, asked of month and day apart.
    BORN
    + """
month, day = born["DOB"].dt.month, born["DOB"].dt.day
passed = (month < 3) | ((month == 3) & (day <= 31))
born["age"] = 2025 - born["DOB"].dt.year
born.loc[~passed, "age"] = born["age"] - 1
ages_at_year_end = born.set_index("CHILD")["age"]
""",
    # A child at a time, as a dict.
    BORN
    + """
ages_at_year_end = {}
for child, birth in zip(born["CHILD"], born["DOB"]):
    ages_at_year_end[child] = 2025 - birth.year - ((birth.month, birth.day) > (3, 31))
""",
    # SQL counts birthdays.
    r'''
ages_at_year_end = warehouse.sql("""
    SELECT CHILD, date_sub('year', DOB, DATE '2025-03-31') AS age
    FROM ssda903.header WHERE DOB <= '2025-03-31'
""")
''',
]

# ---------------------------------------------------------------- children_by_band


@reference("children_by_band")
def _(data):
    return data.sql(f"""
        SELECT band, count(CHILD) AS children
        FROM (VALUES (0, 'under 1', 0, 0), (1, '1 to 4', 1, 4), (2, '5 to 9', 5, 9), (3, '10 to 15', 10, 15),
                     (4, '16 and over', 16, 999)) AS bands (nth, band, least, most)
        LEFT JOIN {AGED} ON age BETWEEN least AND most
        GROUP BY nth, band ORDER BY nth
    """)


AGES = """
born = header[header["DOB"] <= year_end].copy()
age = 2025 - born["DOB"].dt.year - (born["DOB"].dt.strftime("%m%d") > "0331")
"""

also_right["children_by_band"] = [
    # Edges below each band, the right side left open.
    AGES
    + """
born["band"] = pd.cut(age, [0, 1, 5, 10, 16, 200], right=False, labels=bands)
children_by_band = born.groupby("band", observed=False).size().reset_index(name="children")
""",
    # A band at a time, as one would with COUNTIFS.
    AGES
    + """
edges = [(0, 0), (1, 4), (5, 9), (10, 15), (16, 99)]
children_by_band = {}
for name, (least, most) in zip(bands, edges):
    children_by_band[name] = int(age.between(least, most).sum())
""",
    # Set with .loc, then put into the order of the list.
    AGES
    + """
born["band"] = "16 and over"
born.loc[age < 16, "band"] = "10 to 15"
born.loc[age < 10, "band"] = "5 to 9"
born.loc[age < 5, "band"] = "1 to 4"
born.loc[age < 1, "band"] = "under 1"
children_by_band = born["band"].value_counts().reindex(bands, fill_value=0)
""",
    # SQL, the bands as a small table so that none can be missing.
    r'''
children_by_band = warehouse.sql("""
    SELECT band, count(CHILD) AS children
    FROM (VALUES (0, 'under 1', 0, 0), (1, '1 to 4', 1, 4), (2, '5 to 9', 5, 9), (3, '10 to 15', 10, 15),
                 (4, '16 and over', 16, 999)) AS bands (nth, band, least, most)
    LEFT JOIN (SELECT CHILD, date_sub('year', DOB, DATE '2025-03-31') AS age
               FROM ssda903.header WHERE DOB <= '2025-03-31') ON age BETWEEN least AND most
    GROUP BY nth, band ORDER BY nth
""").df()
''',
]

# ---------------------------------------------------------------- starts_by_year


@reference("starts_by_year")
def _(data):
    return data.sql("""
        SELECT format('{}-{:02d}', first, (first + 1) % 100) AS financial_year, count(*) AS episodes
        FROM (SELECT year(DECOM) - (month(DECOM) < 4)::INT AS first FROM ssda903.episodes)
        GROUP BY ALL
    """)


also_right["starts_by_year"] = [
    # Three months earlier, every day of a financial year lies in one calendar year.
    """
first = (episodes["DECOM"] - pd.DateOffset(months=3)).dt.year
label = first.astype("str") + "-" + (first + 1).astype("str").str[2:]
starts_by_year = label.value_counts().sort_index()
""",
    # A row at a time.
    """
starts_by_year = {}
for day in episodes["DECOM"]:
    first = day.year if day.month >= 4 else day.year - 1
    label = f"{first}-{(first + 1) % 100:02d}"
    starts_by_year[label] = starts_by_year.get(label, 0) + 1
""",
    # The calendar knows it; SQL.
    r'''
starts_by_year = warehouse.sql("""
    SELECT CASE WHEN month(DECOM) >= 4 THEN year(DECOM) || '-' || right(CAST(year(DECOM) + 1 AS TEXT), 2)
                ELSE (year(DECOM) - 1) || '-' || right(CAST(year(DECOM) AS TEXT), 2) END AS financial_year,
        count(*) AS episodes
    FROM ssda903.episodes GROUP BY ALL
""").df()
''',
]

# ---------------------------------------------------------------- over_45_days


@reference("over_45_days")
def _(data):
    return data.sql("""
        SELECT count(*) FROM (
            SELECT nth FROM (SELECT row_number() OVER () AS nth, * FROM cin.assessments)
            JOIN ref.calendar
                ON is_working_day AND day > AssessmentActualStartDate AND day <= AssessmentAuthorisationDate
            WHERE AssessmentActualStartDate BETWEEN DATE '2024-04-01' AND DATE '2025-03-31'
            GROUP BY nth HAVING count(*) > 45
        )
    """)


also_right["over_45_days"] = [
    # The rows of the year first.
    """
first = assessments["AssessmentActualStartDate"]
of_year = assessments[(first >= "2024-04-01") & (first <= year_end)]
days = working_days(of_year["AssessmentActualStartDate"], of_year["AssessmentAuthorisationDate"])
over_45_days = (days >= 46).sum()
""",
    # A column beside the rows, open ones left out by name.
    """
table = assessments.dropna(subset=["AssessmentAuthorisationDate"]).copy()
table["took"] = working_days(table["AssessmentActualStartDate"], table["AssessmentAuthorisationDate"])
in_year = table["AssessmentActualStartDate"].between(pd.Timestamp("2024-04-01"), year_end)
over_45_days = table.loc[in_year & (table["took"] > 45), "LAchildID"].size
""",
    # SQL, with the calendar's running number of working days.
    r'''
over_45_days = warehouse.sql("""
    WITH numbered AS (SELECT day, sum(is_working_day::INT) OVER (ORDER BY day) AS worked FROM ref.calendar)
    SELECT count(*) FROM cin.assessments
    JOIN numbered AS f ON f.day = AssessmentActualStartDate
    JOIN numbered AS l ON l.day = AssessmentAuthorisationDate
    WHERE AssessmentActualStartDate BETWEEN '2024-04-01' AND '2025-03-31' AND l.worked - f.worked > 45
""").df().iloc[0, 0]
''',
]

# ---------------------------------------------------------------- ten_longest


@reference("ten_longest")
def _(data):
    return data.sql(f"""
        SELECT CHILD, DATE '2025-03-31' - DECOM AS days FROM ssda903.episodes
        WHERE {OPEN} AND LS NOT IN ('V3', 'V4') ORDER BY days DESC, CHILD LIMIT 10
    """)


DATED = """
waiting = delivered.copy()
waiting["DECOM"] = pd.to_datetime(waiting["DECOM"], format="%d/%m/%Y")
"""

also_right["ten_longest"] = [
    # Oldest day first; the file is in the order of CHILD already.
    DATED
    + """
oldest = waiting.sort_values("DECOM", kind="stable").head(10)
ten_longest = (year_end - oldest.set_index("CHILD")["DECOM"]).dt.days
""",
    # nlargest keeps the first of those alike.
    DATED
    + """
waiting["days"] = (year_end - waiting["DECOM"]).dt.days
ten_longest = waiting.nlargest(10, "days")[["CHILD", "days"]]
""",
    # SQL.
    r'''
ten_longest = warehouse.sql("""
    SELECT CHILD, DATE '2025-03-31' - DECOM AS days FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4') AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC > '2025-03-31')
    ORDER BY days DESC, CHILD LIMIT 10
""").df()
''',
]

# ---------------------------------------------------------------- days_in_homes


@reference("days_in_homes")
def _(data):
    return data.sql("""
        SELECT sum(DEC - DECOM) FROM ssda903.episodes WHERE PLACE = 'K2' AND DEC - DECOM > 90
    """)


also_right["days_in_homes"] = [
    # The other order that works.
    """
homes = episodes[episodes["PLACE"] == "K2"].copy()
ended = homes[homes["DEC"].notna()].copy()
ended["days"] = (ended["DEC"] - ended["DECOM"]).dt.days
days_in_homes = ended[ended["days"] > 90]["days"].sum()
""",
    # Without columns of its own.
    """
days = (episodes["DEC"] - episodes["DECOM"]).dt.days
days_in_homes = days[(episodes["PLACE"] == "K2") & (days >= 91)].sum()
""",
    # SQL.
    r'''
days_in_homes = warehouse.sql("""
    SELECT sum(DEC - DECOM) FROM ssda903.episodes WHERE PLACE = 'K2' AND DEC - DECOM > 90
""").df().iloc[0, 0]
''',
]
