"""Module 03 for tutors: references, other right answers, one answer for each slip. Never for learners.

Each source below runs after the setup cells of assignment.py, in place of the learner's cell.
"""

from fingerpost.grading.declare import also_right, reference, wrong

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

# ---------------------------------------------------------------- one answer for each slip

STARTS = """
starts = year_episodes[(year_episodes["RNE"] == "S") & (year_episodes["DECOM"] >= year_start)]
months = pd.period_range(year_start, year_end, freq="M")
month = starts["DECOM"].dt.to_period("M")
"""
ON_THE_DAY = """
open_then = year_episodes["DEC"].isna() | (year_episodes["DEC"] > year_end)
children = year_episodes[open_then]["CHILD"].nunique()
ours = authorities[authorities["is_ours"]]
population = ours["population_0_17"].sum()
"""

wrong["M03-PRINTED"] = {
    "children_by_placement": 'children_by_placement = year_episodes.groupby("PLACE", dropna=False)["CHILD"]',
    "monthly_starters": STARTS + 'monthly_starters = starts.groupby(month)["CHILD"]',
}
wrong["M03-DROPNA"] = {
    "children_by_placement": [
        'children_by_placement = year_episodes.groupby("PLACE")["CHILD"].nunique()',
        'children_by_placement = year_episodes.pivot_table(index="PLACE", values="CHILD", aggfunc="nunique")',
    ],
}
wrong["M03-COUNTBLANK"] = {
    "children_by_placement": """
pairs = year_episodes[["CHILD", "PLACE"]].drop_duplicates()
children_by_placement = pairs.groupby("PLACE", dropna=False)["PLACE"].count()
""",
}
wrong["M03-UNIT"] = {
    "children_by_placement": 'children_by_placement = year_episodes.groupby("PLACE", dropna=False).size()',
    "rate_per_10k": ON_THE_DAY + "rate_per_10k = len(year_episodes) / population * 10_000",
}
wrong["M03-ONEPILE"] = {
    "children_by_placement": """
once = year_episodes.drop_duplicates("CHILD")
children_by_placement = once["PLACE"].value_counts(dropna=False)
""",
}
wrong["M03-ALLYEARS"] = {
    "children_by_placement": 'children_by_placement = episodes.groupby("PLACE", dropna=False)["CHILD"].nunique()',
    "monthly_starters": """
starts = episodes[episodes["RNE"] == "S"]
monthly_starters = starts.groupby(starts["DECOM"].dt.to_period("M"))["CHILD"].nunique()
""",
}
wrong["M03-SHORTBREAK"] = {
    "children_by_placement": """
children_by_placement = warehouse.sql(\"\"\"
    SELECT PLACE, count(DISTINCT CHILD) AS children FROM ssda903.episodes
    WHERE DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01') GROUP BY PLACE
\"\"\").df()
""",
    "monthly_starters": """
monthly_starters = warehouse.sql(\"\"\"
    SELECT month_start AS month, count(DISTINCT CHILD) AS children
    FROM (SELECT DISTINCT month_start FROM ref.calendar WHERE financial_year = '2024-25')
    LEFT JOIN ssda903.episodes ON date_trunc('month', DECOM) = month_start AND RNE = 'S'
    GROUP BY ALL
\"\"\").df()
""",
    "rate_per_10k": ON_THE_DAY
    + """
children = warehouse.sql(\"\"\"
    SELECT count(DISTINCT CHILD) FROM ssda903.episodes
    WHERE DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC > '2025-03-31')
\"\"\").fetchall()[0][0]
rate_per_10k = children / population * 10_000
""",
}
wrong["M03-MONTHNAME"] = {
    "monthly_starters": [
        STARTS + 'monthly_starters = starts.groupby(starts["DECOM"].dt.month_name())["CHILD"].nunique()',
        STARTS + 'monthly_starters = starts.groupby(starts["DECOM"].dt.month)["CHILD"].nunique()',
    ],
}
wrong["M03-GAPS"] = {"monthly_starters": STARTS + 'monthly_starters = starts.groupby(month)["CHILD"].nunique()'}
wrong["M03-MOVES"] = {
    "monthly_starters": """
begun = year_episodes[year_episodes["DECOM"] >= year_start]
months = pd.period_range(year_start, year_end, freq="M")
monthly_starters = begun.groupby(begun["DECOM"].dt.to_period("M")).size().reindex(months, fill_value=0)
""",
}
wrong["M03-ONCE"] = {
    "monthly_starters": STARTS
    + """
once = starts.drop_duplicates("CHILD")
by_month = once.groupby(once["DECOM"].dt.to_period("M")).size()
monthly_starters = by_month.reindex(months, fill_value=0)
""",
}
wrong["M03-SNAPSHOT"] = {
    "rate_per_10k": ON_THE_DAY + 'rate_per_10k = year_episodes["CHILD"].nunique() / population * 10_000',
}
wrong["M02-OPEN"] = {
    "rate_per_10k": ON_THE_DAY
    + """
children = year_episodes[year_episodes["DEC"].isna()]["CHILD"].nunique()
rate_per_10k = children / population * 10_000
""",
}
wrong["M03-RATE"] = {
    "rate_per_10k": [
        ON_THE_DAY + "rate_per_10k = children / population * 1_000",
        ON_THE_DAY + "rate_per_10k = round(children / population * 100, 2)",
        ON_THE_DAY + 'rate_per_10k = children / ours["population_all_ages"].sum() * 10_000',
    ],
}
wrong["M03-OTHERPOP"] = {
    "rate_per_10k": ON_THE_DAY + 'rate_per_10k = children / authorities["population_0_17"].sum() * 10_000',
}
