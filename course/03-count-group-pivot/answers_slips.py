"""One answer for each slip of module 03, by its code. Never for learners."""

from fingerpost.grading.declare import wrong

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

BREAKS_TOO = """
everyone = warehouse.sql(\"\"\"
    SELECT episodes.*, SEX, date_sub('year', DOB, DATE '2025-03-31') AS AGE
    FROM ssda903.episodes JOIN ssda903.header USING (CHILD)
    WHERE DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
\"\"\").df()
everyone["AGE_BAND"] = pd.cut(everyone["AGE"], [-1, 0, 4, 9, 15, 120], labels=bands)
"""
NAMED = 'named = year_episodes.assign(PLACE=year_episodes["PLACE"].fillna("Not recorded"))\n'
WIDE = NAMED + 'wide = pd.crosstab(named["LS"], named["PLACE"])\n'
FOUR = """
new = year_episodes[year_episodes["DECOM"] >= year_start]
moves = new[new["RNE"].isin(["P", "B", "T", "U"])]
in_homes = year_episodes[year_episodes["PLACE"] == "K2"]
four_counts = {"a": in_homes["CHILD"].nunique(), "b": len(new), "c": moves["CHILD"].nunique(), "d": len(moves)}
"""
MEDIANS = """
once = year_people.drop_duplicates(["CHILD", "PLACE"])
table = once.groupby(once["PLACE"].fillna("Not recorded"))["AGE"].median()
"""
ALL_AGES = """
table.loc["Total"] = year_people.drop_duplicates("CHILD")["AGE"].median()
median_age_by_placement = table
"""

wrong["M03-ONEKEY"] = {
    "children_by_sex_and_age": 'children_by_sex_and_age = year_people.groupby("SEX")["CHILD"].nunique()',
}
wrong["M02-YEARS"] = {
    "children_by_sex_and_age": """
ages = warehouse.sql("SELECT CHILD, 2025 - year(DOB) AS TOO_OLD FROM ssda903.header").df()
once = year_people.drop_duplicates("CHILD").merge(ages, on="CHILD")
band = pd.cut(once["TOO_OLD"], [-1, 0, 4, 9, 15, 120], labels=bands)
children_by_sex_and_age = pd.crosstab(once["SEX"], band)
""",
}
wrong["M03-NOTOTALS"] = {
    "status_by_placement": [
        WIDE + "status_by_placement = wide",
        WIDE + 'wide["Total"] = wide.sum(axis="columns")\nstatus_by_placement = wide',
    ],
    "median_age_by_placement": MEDIANS + "median_age_by_placement = table",
}
wrong["M03-DOUBLED"] = {
    "status_by_placement": WIDE
    + """
wide.loc["Total"] = wide.sum()
wide["Total"] = wide.sum(axis="columns")
wide.loc["Total"] = wide.sum()
status_by_placement = wide
""",
    "placement_shares": NAMED
    + """
wide = pd.crosstab(named["LS"], named["PLACE"], margins=True)
placement_shares = wide.div(wide.sum(axis="columns"), axis="index") * 100
""",
}
wrong["M03-WRONGBASE"] = {
    "placement_shares": [
        NAMED + 'placement_shares = pd.crosstab(named["LS"], named["PLACE"], normalize=True) * 100',
        WIDE + "placement_shares = (wide / len(named)).round(4)",
    ],
}
wrong["M03-COLBASE"] = {
    "placement_shares": NAMED
    + 'placement_shares = pd.crosstab(named["LS"], named["PLACE"], normalize="columns") * 100',
}
wrong["M03-FRACTION"] = {
    "placement_shares": NAMED + 'placement_shares = pd.crosstab(named["LS"], named["PLACE"], normalize="index")',
}
wrong["M03-MEAN"] = {
    "median_age_by_placement": MEDIANS.replace("median", "mean") + ALL_AGES.replace("median()", "mean()"),
}
wrong["M03-AVGAVG"] = {
    "median_age_by_placement": [
        MEDIANS + 'table.loc["Total"] = table.mean()\nmedian_age_by_placement = table',
        MEDIANS + 'table.loc["Total"] = table.median()\nmedian_age_by_placement = table',
        MEDIANS + 'table.loc["Total"] = year_people["AGE"].median()\nmedian_age_by_placement = table',
    ],
}
wrong["M03-NOTFOUR"] = {
    "four_counts": [
        'four_counts = {"a": 1, "b": 2}',
        FOUR + "four_counts = {letter.upper(): number for letter, number in four_counts.items()}",
    ],
}
wrong["M03-NOLIST"] = {
    "children_by_sex_and_age": """
children_by_sex_and_age = year_people.groupby("SEX", "AGE_BAND")["CHILD"].nunique()
""",
    "status_by_placement": 'status_by_placement = year_episodes.groupby("LS", "PLACE").size()',
    "placement_shares": 'placement_shares = year_episodes.groupby("LS", "PLACE").size()',
}
wrong["M03-HEAD"] = {
    "children_by_placement": """
children_by_placement = year_episodes.groupby("PLACE", dropna=False)["CHILD"].nunique().head(8)
""",
    "median_age_by_placement": MEDIANS + "table = table.head(8)" + ALL_AGES,
}
wrong["M03-DAYS"] = {
    "monthly_starters": STARTS + 'monthly_starters = starts.groupby("DECOM")["CHILD"].nunique()',
}
wrong["M02-EDGE"] = {
    "rate_per_10k": ON_THE_DAY
    + """
open_then = year_episodes["DEC"].isna() | (year_episodes["DEC"] >= year_end)
rate_per_10k = year_episodes[open_then]["CHILD"].nunique() / population * 10_000
""",
}

wrong["M03-PRINTED"] = {
    "children_by_sex_and_age": 'children_by_sex_and_age = year_people.groupby(["SEX", "AGE_BAND"])["CHILD"]',
    "status_by_placement": 'status_by_placement = year_episodes.groupby(["LS", "PLACE"], dropna=False)',
    "placement_shares": 'placement_shares = year_episodes.groupby(["LS", "PLACE"], dropna=False)',
    "median_age_by_placement": 'median_age_by_placement = year_people.groupby("PLACE", dropna=False)["AGE"]',
    "children_by_placement": 'children_by_placement = year_episodes.groupby("PLACE", dropna=False)["CHILD"]',
    "monthly_starters": STARTS + 'monthly_starters = starts.groupby(month)["CHILD"]',
}
wrong["M03-DROPNA"] = {
    "children_by_placement": [
        'children_by_placement = year_episodes.groupby("PLACE")["CHILD"].nunique()',
        'children_by_placement = year_episodes.pivot_table(index="PLACE", values="CHILD", aggfunc="nunique")',
    ],
    "status_by_placement": """
status_by_placement = pd.crosstab(year_episodes["LS"], year_episodes["PLACE"], margins=True)
""",
    "placement_shares": """
placement_shares = pd.crosstab(year_episodes["LS"], year_episodes["PLACE"], normalize="index") * 100
""",
    "median_age_by_placement": """
once = year_people.drop_duplicates(["CHILD", "PLACE"])
table = once.groupby("PLACE")["AGE"].median()
"""
    + ALL_AGES,
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
    "children_by_sex_and_age": """
children_by_sex_and_age = year_people.groupby(["SEX", "AGE_BAND"], observed=True).size()
""",
    "status_by_placement": NAMED
    + """
status_by_placement = named.pivot_table(
    index="LS", columns="PLACE", values="CHILD", aggfunc="nunique", margins=True
)
""",
    "placement_shares": """
wide = year_episodes.groupby(["LS", "PLACE"], dropna=False)["CHILD"].nunique().unstack(fill_value=0)
placement_shares = wide.div(wide.sum(axis="columns"), axis="index") * 100
""",
    "median_age_by_placement": """
table = year_people.groupby(year_people["PLACE"].fillna("Not recorded"))["AGE"].median()
"""
    + ALL_AGES,
    "four_counts": [
        FOUR + 'four_counts["a"] = len(in_homes)',
        FOUR + 'four_counts["d"] = moves["CHILD"].nunique()',
    ],
}
wrong["M03-ONEPILE"] = {
    "children_by_placement": """
once = year_episodes.drop_duplicates("CHILD")
children_by_placement = once["PLACE"].value_counts(dropna=False)
""",
}
wrong["M03-ALLYEARS"] = {
    "status_by_placement": """
named = episodes.assign(PLACE=episodes["PLACE"].fillna("Not recorded"))
status_by_placement = pd.crosstab(named["LS"], named["PLACE"], margins=True)
""",
    "four_counts": FOUR + 'four_counts["a"] = episodes.loc[episodes["PLACE"] == "K2", "CHILD"].nunique()',
    "children_by_placement": 'children_by_placement = episodes.groupby("PLACE", dropna=False)["CHILD"].nunique()',
    "monthly_starters": """
starts = episodes[episodes["RNE"] == "S"]
monthly_starters = starts.groupby(starts["DECOM"].dt.to_period("M"))["CHILD"].nunique()
""",
}
wrong["M03-SHORTBREAK"] = {
    "children_by_sex_and_age": BREAKS_TOO
    + """
once = everyone.drop_duplicates("CHILD")
children_by_sex_and_age = pd.crosstab(once["SEX"], once["AGE_BAND"])
""",
    "status_by_placement": BREAKS_TOO
    + """
status_by_placement = pd.crosstab(everyone["LS"], everyone["PLACE"].fillna("Not recorded"), margins=True)
""",
    "four_counts": BREAKS_TOO + FOUR + 'four_counts["b"] = int((everyone["DECOM"] >= year_start).sum())',
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
        'in_year = year_episodes["CHILD"].nunique()\n'
        'rate_per_10k = in_year / authorities["population_0_17"].sum() * 1_000',
    ],
}
wrong["M03-OTHERPOP"] = {
    "rate_per_10k": ON_THE_DAY + 'rate_per_10k = children / authorities["population_0_17"].sum() * 10_000',
}
