"""Module 03 for tutors: references and other right answers; slips stand in answers_slips.py. Never for learners.

Each source below runs after the setup cells of assignment.py, in place of the learner's cell.
"""

from fingerpost.grading.declare import also_right, reference

# ---------------------------------------------------------------- children_by_sex_and_age

YEAR = """
    (FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')
     AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC >= DATE '2024-04-01'))
"""
AGED = f"""
    (SELECT *, CASE WHEN AGE < 1 THEN 'under 1' WHEN AGE < 5 THEN '1 to 4' WHEN AGE < 10 THEN '5 to 9'
                    WHEN AGE < 16 THEN '10 to 15' ELSE '16 and over' END AS AGE_BAND
     FROM (SELECT year.*, SEX, date_sub('year', DOB, DATE '2025-03-31') AS AGE
           FROM {YEAR} AS year JOIN ssda903.header USING (CHILD)))
"""


@reference("children_by_sex_and_age")
def _(data):
    return data.sql(f"SELECT SEX, AGE_BAND, count(DISTINCT CHILD) AS children FROM {AGED} GROUP BY ALL")


also_right["children_by_sex_and_age"] = [
    # A pivot table: sexes down, bands across.
    """
children_by_sex_and_age = year_people.pivot_table(
    index="SEX", columns="AGE_BAND", values="CHILD", aggfunc="nunique", observed=False
)
""",
    # Each child once, then a crosstab of people.
    """
once = year_people.drop_duplicates("CHILD")
children_by_sex_and_age = pd.crosstab(once["AGE_BAND"], once["SEX"])
""",
    # SQL, the age worked out from the birthday.
    """
children_by_sex_and_age = warehouse.sql(\"\"\"
    SELECT SEX,
        CASE WHEN age < 1 THEN 'under 1' WHEN age <= 4 THEN '1 to 4' WHEN age <= 9 THEN '5 to 9'
             WHEN age <= 15 THEN '10 to 15' ELSE '16 and over' END AS AGE_BAND,
        count(DISTINCT CHILD) AS children
    FROM (
        SELECT CHILD, SEX, date_sub('year', DOB, DATE '2025-03-31') AS age
        FROM ssda903.episodes JOIN ssda903.header USING (CHILD)
        WHERE LS NOT IN ('V3', 'V4')
          AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    )
    GROUP BY ALL
\"\"\").df()
""",
    # One row for each child, counted by both columns at once.
    """
children = year_people[["CHILD", "SEX", "AGE_BAND"]].drop_duplicates()
children_by_sex_and_age = children.value_counts(["SEX", "AGE_BAND"]).reset_index(name="how_many")
""",
]

# ---------------------------------------------------------------- children_by_placement


@reference("children_by_placement")
def _(data):
    return data.sql("""
        SELECT PLACE, count(DISTINCT CHILD) AS children
        FROM ssda903.episodes
        WHERE LS NOT IN ('V3', 'V4')
          AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC >= DATE '2024-04-01')
        GROUP BY PLACE
    """)


also_right["children_by_placement"] = [
    # A pivot table, the blanks given a word of their own first.
    """
named = year_episodes.assign(PLACE=year_episodes["PLACE"].fillna("Not recorded"))
children_by_placement = named.pivot_table(index="PLACE", values="CHILD", aggfunc="nunique")
""",
    # One row for each child and placement, then count rows: no pile is needed.
    """
pairs = year_episodes[["CHILD", "PLACE"]].drop_duplicates()
children_by_placement = pairs["PLACE"].value_counts(dropna=False).reset_index()
""",
    # SQL over the warehouse, which keeps blanks without being asked.
    """
children_by_placement = warehouse.sql(\"\"\"
    SELECT PLACE, count(DISTINCT CHILD) AS children
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    GROUP BY PLACE
    ORDER BY children DESC
\"\"\").df()
""",
    # A pile at a time, as a colleague who thinks in filters would do it.
    """
children_by_placement = {}
for place in year_episodes["PLACE"].fillna("(blank)").unique():
    pile = year_episodes[year_episodes["PLACE"].fillna("(blank)") == place]
    children_by_placement[place] = len(pile["CHILD"].unique())
""",
]

# ---------------------------------------------------------------- status_by_placement


@reference("status_by_placement")
def _(data):
    return data.sql(f"""
        SELECT CASE WHEN grouping(LS) = 1 THEN 'Total' ELSE LS END AS LS,
            CASE WHEN grouping(PLACE) = 1 THEN 'Total' ELSE coalesce(PLACE, '(blank)') END AS PLACE,
            count(*) AS episodes
        FROM {YEAR} GROUP BY CUBE (LS, PLACE)
    """)


also_right["status_by_placement"] = [
    # A pivot table with its grand totals, as in Excel.
    """
named = year_episodes.assign(PLACE=year_episodes["PLACE"].fillna("Not recorded"))
status_by_placement = named.pivot_table(
    index="LS", columns="PLACE", values="CHILD", aggfunc="count", margins=True, fill_value=0
)
""",
    # Piles by two names, laid out, totals added up by hand.
    """
piles = year_episodes.groupby(["LS", "PLACE"], dropna=False).size()
wide = piles.unstack(fill_value=0)
wide["Total"] = wide.sum(axis="columns")
wide.loc["Total"] = wide.sum()
status_by_placement = wide
""",
    # SQL, every total asked for by CUBE.
    r'''
status_by_placement = warehouse.sql("""
    SELECT CASE WHEN grouping(LS) = 1 THEN 'Total' ELSE LS END AS LS,
        CASE WHEN grouping(PLACE) = 1 THEN 'Total' ELSE coalesce(PLACE, 'Not recorded') END AS PLACE,
        count(*) AS episodes
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    GROUP BY CUBE (LS, PLACE)
""").df()
''',
    # The other way round: placements down, statuses across, blanks kept as NaN.
    """
status_by_placement = pd.crosstab(
    year_episodes["PLACE"], year_episodes["LS"], dropna=False, margins=True, margins_name="Total"
)
""",
]

# ---------------------------------------------------------------- placement_shares


@reference("placement_shares")
def _(data):
    return data.sql(f"""
        SELECT LS, PLACE, 100.0 * count(*) / sum(count(*)) OVER (PARTITION BY LS) AS percent
        FROM {YEAR} GROUP BY LS, PLACE
    """)


also_right["placement_shares"] = [
    # Divide each row of a table by its own sum.
    """
wide = year_episodes.groupby(["LS", "PLACE"], dropna=False).size().unstack(fill_value=0)
placement_shares = wide.div(wide.sum(axis="columns"), axis="index") * 100
""",
    # A long table: each pile over the pile of its status, rounded.
    """
piles = year_episodes.groupby(["LS", "PLACE"], dropna=False).size().reset_index(name="episodes")
of_status = piles.groupby("LS")["episodes"].transform("sum")
piles["percent"] = (piles["episodes"] / of_status * 100).round(1)
placement_shares = piles[["LS", "PLACE", "percent"]]
""",
    # SQL: a sum over each status beside the count of each pile.
    r'''
placement_shares = warehouse.sql("""
    SELECT LS, PLACE, 100.0 * count(*) / sum(count(*)) OVER (PARTITION BY LS) AS percent
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    GROUP BY LS, PLACE
""").df()
''',
    # value_counts within each status.
    """
within = year_episodes.groupby("LS")["PLACE"].value_counts(normalize=True, dropna=False)
placement_shares = (within * 100).unstack()
""",
]

# ---------------------------------------------------------------- median_age_by_placement


@reference("median_age_by_placement")
def _(data):
    return data.sql(f"""
        SELECT coalesce(PLACE, '(blank)') AS PLACE, median(AGE) AS median_age
        FROM (SELECT DISTINCT CHILD, PLACE, AGE FROM {AGED}) GROUP BY ALL
        UNION ALL
        SELECT 'Total', median(AGE) FROM (SELECT DISTINCT CHILD, AGE FROM {AGED})
    """)


also_right["median_age_by_placement"] = [
    # A pivot table, then one more row for everyone.
    """
named = year_people.assign(PLACE=year_people["PLACE"].fillna("Not recorded"))
once = named.drop_duplicates(["CHILD", "PLACE"])
table = once.pivot_table(index="PLACE", values="AGE", aggfunc="median")
table.loc["All"] = named.drop_duplicates("CHILD")["AGE"].median()
median_age_by_placement = table
""",
    # Two series, one below the other.
    """
pairs = year_people[["CHILD", "PLACE", "AGE"]].drop_duplicates()
by_place = pairs.groupby(pairs["PLACE"].fillna("(blank)"))["AGE"].quantile(0.5)
everyone = pairs.drop_duplicates("CHILD")["AGE"].median()
median_age_by_placement = pd.concat([by_place, pd.Series({"Total": everyone})])
""",
    # SQL, the row for everyone stacked below.
    r'''
median_age_by_placement = warehouse.sql("""
    WITH people AS (
        SELECT DISTINCT CHILD, PLACE, date_sub('year', DOB, DATE '2025-03-31') AS AGE
        FROM ssda903.episodes JOIN ssda903.header USING (CHILD)
        WHERE LS NOT IN ('V3', 'V4')
          AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    )
    SELECT coalesce(PLACE, 'Not recorded') AS PLACE, median(AGE) AS median_age FROM people GROUP BY ALL
    UNION ALL
    SELECT 'Total', median(AGE) FROM (SELECT DISTINCT CHILD, AGE FROM people)
""").df()
''',
    # A pile at a time.
    """
table = {}
for place, pile in year_people.groupby(year_people["PLACE"].fillna("Not recorded")):
    table[place] = pile.drop_duplicates("CHILD")["AGE"].median()
table["Total"] = year_people.drop_duplicates("CHILD")["AGE"].median()
median_age_by_placement = table
""",
]

# ---------------------------------------------------------------- monthly_starters


@reference("monthly_starters")
def _(data):
    return data.sql("""
        SELECT strftime(month_start, '%Y-%m') AS month, count(DISTINCT CHILD) AS children
        FROM (SELECT DISTINCT month_start FROM ref.calendar WHERE financial_year = '2024-25')
        LEFT JOIN ssda903.episodes ON date_trunc('month', DECOM) = month_start
            AND RNE = 'S' AND LS NOT IN ('V3', 'V4')
        GROUP BY month_start
    """)


also_right["monthly_starters"] = [
    # One row for each child and month, counted, then the months put in.
    """
starts = episodes[(episodes["RNE"] == "S") & episodes["DECOM"].between(year_start, year_end)].copy()
starts["month"] = starts["DECOM"].dt.strftime("%Y-%m")
once_a_month = starts.drop_duplicates(["CHILD", "month"])
months = pd.period_range("2024-04", "2025-03", freq="M").strftime("%Y-%m")
monthly_starters = once_a_month["month"].value_counts().reindex(months, fill_value=0)
""",
    # A pivot table, then a lookup from the list of months, as in Excel.
    """
starts = year_episodes[(year_episodes["RNE"] == "S") & (year_episodes["DECOM"] >= year_start)]
starts = starts.assign(month=starts["DECOM"].dt.to_period("M").dt.to_timestamp())
pivot = starts.pivot_table(index="month", values="CHILD", aggfunc="nunique").reset_index()
every_month = pd.DataFrame({"month": pd.date_range(year_start, year_end, freq="MS")})
monthly_starters = every_month.merge(pivot, on="month", how="left").fillna({"CHILD": 0})
""",
    # SQL from the calendar, so that no month can be missing.
    """
monthly_starters = warehouse.sql(\"\"\"
    SELECT month_start AS month, count(DISTINCT CHILD) AS children
    FROM (SELECT DISTINCT month_start FROM ref.calendar WHERE financial_year = '2024-25')
    LEFT JOIN ssda903.episodes ON date_trunc('month', DECOM) = month_start
        AND RNE = 'S' AND LS NOT IN ('V3', 'V4')
    GROUP BY ALL ORDER BY month
\"\"\").df()
""",
    # resample fills the months between the first start and the last; reindex sees to the ends.
    """
starts = year_episodes[(year_episodes["RNE"] == "S") & (year_episodes["DECOM"] >= year_start)]
by_month = starts.set_index("DECOM")["CHILD"].resample("MS").nunique()
monthly_starters = by_month.reindex(pd.date_range(year_start, year_end, freq="MS"), fill_value=0)
""",
]

# ---------------------------------------------------------------- rate_per_10k


@reference("rate_per_10k")
def _(data):
    return data.sql("""
        SELECT count(DISTINCT CHILD) * 10000.0 / (SELECT population_0_17 FROM ref.authorities WHERE is_ours)
        FROM ssda903.episodes
        WHERE LS NOT IN ('V3', 'V4')
          AND DECOM <= DATE '2025-03-31' AND (DEC IS NULL OR DEC > DATE '2025-03-31')
    """)


also_right["rate_per_10k"] = [
    # Rounded to one decimal place, the authority found with .loc.
    """
on_the_day = year_episodes[~(year_episodes["DEC"] <= year_end)]
population = authorities.loc[authorities["is_ours"], "population_0_17"].iloc[0]
rate_per_10k = round(len(on_the_day["CHILD"].drop_duplicates()) / (population / 10_000), 1)
""",
    # From every episode there is, both dates tested here.
    """
begun = episodes["DECOM"] <= "2025-03-31"
open_then = episodes["DEC"].isna() | (episodes["DEC"] > "2025-03-31")
children = episodes.loc[begun & open_then, "CHILD"].nunique()
rate_per_10k = 10_000 * children / authorities.query("is_ours")["population_0_17"].item()
""",
    # SQL; one cell of a frame is one number.
    """
rate_per_10k = warehouse.sql(\"\"\"
    SELECT 10000.0 * count(DISTINCT CHILD) / any_value(population_0_17)
    FROM ssda903.episodes, ref.authorities
    WHERE is_ours AND LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC > '2025-03-31')
\"\"\").df().iloc[0, 0]
""",
]

# ---------------------------------------------------------------- four_counts


@reference("four_counts")
def _(data):
    moved = "DECOM >= DATE '2024-04-01' AND RNE IN ('P', 'B', 'T', 'U')"
    return data.sql(f"""
        SELECT 'a' AS question, count(DISTINCT CHILD) AS number FROM {YEAR} WHERE PLACE = 'K2'
        UNION ALL SELECT 'b', count(*) FROM {YEAR} WHERE DECOM >= DATE '2024-04-01'
        UNION ALL SELECT 'c', count(DISTINCT CHILD) FROM {YEAR} WHERE {moved}
        UNION ALL SELECT 'd', count(*) FROM {YEAR} WHERE {moved}
    """)


also_right["four_counts"] = [
    # A dict with one step a question.
    """
begun_in_year = year_episodes[year_episodes["DECOM"] >= year_start]
moves = begun_in_year[begun_in_year["RNE"].isin(["P", "B", "T", "U"])]
four_counts = {
    "a": year_episodes.loc[year_episodes["PLACE"] == "K2", "CHILD"].nunique(),
    "b": len(begun_in_year),
    "c": moves["CHILD"].nunique(),
    "d": len(moves),
}
""",
    # A small table, children counted by leaving repeats out.
    """
in_homes = year_episodes[year_episodes["PLACE"] == "K2"].drop_duplicates("CHILD")
new = year_episodes[year_episodes["DECOM"].between(year_start, year_end)]
moved = new[~new["RNE"].isin(["S", "L"])]
numbers = [len(in_homes), new.shape[0], moved["CHILD"].drop_duplicates().size, moved.shape[0]]
four_counts = pd.DataFrame({"question": list("abcd"), "number": numbers})
""",
    # SQL, one row a question.
    r'''
four_counts = warehouse.sql("""
    WITH year AS (
        FROM ssda903.episodes
        WHERE LS NOT IN ('V3', 'V4')
          AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    ), moves AS (
        FROM year WHERE DECOM >= '2024-04-01' AND RNE IN ('P', 'B', 'T', 'U')
    )
    SELECT 'a' AS question, count(DISTINCT CHILD) AS number FROM year WHERE PLACE = 'K2'
    UNION ALL SELECT 'b', count(*) FROM year WHERE DECOM >= '2024-04-01'
    UNION ALL SELECT 'c', count(DISTINCT CHILD) FROM moves
    UNION ALL SELECT 'd', count(*) FROM moves
""").df()
''',
]
