"""Module 03 for tutors: references, other right answers and one answer for each slip. Never for learners."""

from fingerpost.grading.declare import also_right, reference, wrong

# Every source below runs after the setup cells of assignment.py, as a learner's cell would.

# ---------------------------------------------------------------- monthly_starters


@reference("monthly_starters")
def _(data):
    return data.sql("""
        SELECT strftime(month_start, '%Y-%m') AS month, count(DISTINCT CHILD) AS children
        FROM (SELECT DISTINCT month_start FROM ref.calendar WHERE financial_year = '2024-25')
        LEFT JOIN ssda903.episodes ON date_trunc('month', DECOM) = month_start
            AND RNE = 'S' AND LS NOT IN ('V3', 'V4')
        GROUP BY ALL
    """)


also_right["monthly_starters"] = [
    # A loop over nothing: count with value_counts on child and month, then put the months in.
    """
starts = episodes[(episodes["RNE"] == "S") & episodes["DECOM"].between(year_start, year_end)].copy()
starts["month"] = starts["DECOM"].dt.strftime("%Y-%m")
once_a_month = starts.drop_duplicates(["CHILD", "month"])
months = pd.period_range("2024-04", "2025-03", freq="M").strftime("%Y-%m")
monthly_starters = once_a_month["month"].value_counts().reindex(months, fill_value=0)
""",
    # A pivot table, then a left join to the list of months, as a lookup in Excel would do it.
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
    # resample fills the months between the first and the last start; reindex sees to the ends.
    """
starts = year_episodes[(year_episodes["RNE"] == "S") & (year_episodes["DECOM"] >= year_start)]
by_month = starts.set_index("DECOM")["CHILD"].resample("MS").nunique()
monthly_starters = by_month.reindex(pd.date_range(year_start, year_end, freq="MS"), fill_value=0)
""",
]

STARTS = """
starts = year_episodes[(year_episodes["RNE"] == "S") & (year_episodes["DECOM"] >= year_start)]
months = pd.period_range(year_start, year_end, freq="M")
"""

wrong["M03-PRINTED"] = {
    "monthly_starters": STARTS + 'monthly_starters = starts.groupby(starts["DECOM"].dt.to_period("M"))["CHILD"]',
}
wrong["M03-MONTHNAME"] = {
    "monthly_starters": STARTS + 'monthly_starters = starts.groupby(starts["DECOM"].dt.month_name())["CHILD"].nunique()',
}
wrong["M03-ALLYEARS"] = {
    "monthly_starters": """
starts = episodes[episodes["RNE"] == "S"]
monthly_starters = starts.groupby(starts["DECOM"].dt.to_period("M"))["CHILD"].nunique()
""",
}
wrong["M03-MOVES"] = {
    "monthly_starters": """
begun = year_episodes[year_episodes["DECOM"] >= year_start]
months = pd.period_range(year_start, year_end, freq="M")
monthly_starters = begun.groupby(begun["DECOM"].dt.to_period("M")).size().reindex(months, fill_value=0)
""",
}
wrong["M03-SHORTBREAK"] = {
    "monthly_starters": """
monthly_starters = warehouse.sql(\"\"\"
    SELECT month_start AS month, count(DISTINCT CHILD) AS children
    FROM (SELECT DISTINCT month_start FROM ref.calendar WHERE financial_year = '2024-25')
    LEFT JOIN ssda903.episodes ON date_trunc('month', DECOM) = month_start AND RNE = 'S'
    GROUP BY ALL
\"\"\").df()
""",
}
wrong["M03-GAPS"] = {
    "monthly_starters": STARTS
    + 'monthly_starters = starts.groupby(starts["DECOM"].dt.to_period("M"))["CHILD"].nunique()',
}
