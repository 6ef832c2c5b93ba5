"""One answer for each slip of module 02, by its code. Never for learners."""

from answers import AGES, BORN, DATED
from fingerpost.grading.declare import wrong

wrong["M02-AND"] = {
    "open_at_year_end": """
open_at_year_end = len(episodes[(episodes["DECOM"] <= year_end) and episodes["DEC"].isna()])
""",
    "without_breaks": """
without_breaks = len(episodes[(episodes["LS"] != "V3") and (episodes["LS"] != "V4")])
""",
}
wrong["M02-BRACKET"] = {
    "open_at_year_end": [
        'open_at_year_end = len(episodes[episodes["DECOM"] <= year_end & episodes["DEC"].isna()])',
        'open_at_year_end = len(episodes[episodes["DEC"].isna() | episodes["DEC"] > year_end])',
    ],
    "without_breaks": """
without_breaks = len(episodes[episodes["LS"] != "V3" & episodes["LS"] != "V4"])
""",
}
wrong["M02-OPEN"] = {
    "open_at_year_end": [
        'open_at_year_end = len(episodes[(episodes["DECOM"] <= year_end) & episodes["DEC"].isna()])',
        'open_at_year_end = len(episodes[(episodes["DECOM"] <= year_end) & (episodes["DEC"] > year_end)])',
    ],
}
wrong["M02-LASTDAY"] = {
    "open_at_year_end": """
not_over = episodes["DEC"].isna() | (episodes["DEC"] >= year_end)
open_at_year_end = len(episodes[(episodes["DECOM"] <= year_end) & not_over])
""",
}
wrong["M02-BEGUN"] = {
    "open_at_year_end": """
open_at_year_end = len(episodes[episodes["DEC"].isna() | (episodes["DEC"] > year_end)])
""",
}
wrong["M02-OR"] = {
    "without_breaks": 'without_breaks = len(episodes[(episodes["LS"] != "V3") | (episodes["LS"] != "V4")])',
}
wrong["M02-NOT"] = {"without_breaks": 'without_breaks = len(episodes[episodes["LS"].isin(["V3", "V4"])])'}
wrong["M02-ONECODE"] = {
    "without_breaks": [
        'without_breaks = len(episodes[episodes["LS"] != "V3"])',
        'without_breaks = len(episodes[episodes["LS"] != "V4"])',
    ],
}
wrong["M02-NOCHILD"] = {
    "ages_at_year_end": [
        BORN
        + """
born["age"] = 2025 - born["DOB"].dt.year - (born["DOB"].dt.strftime("%m%d") > "0331")
ages_at_year_end = born["age"]
""",
        BORN
        + """
ages_at_year_end = 2025 - born["DOB"].dt.year - (born["DOB"].dt.strftime("%m%d") > "0331")
""",
    ],
}
wrong["M02-UNBORN"] = {
    "ages_at_year_end": """
later = header["DOB"].dt.strftime("%m%d") > "0331"
header["age"] = 2025 - header["DOB"].dt.year - later
ages_at_year_end = header[["CHILD", "age"]]
""",
}
wrong["M02-YEARS"] = {
    "ages_at_year_end": BORN
    + 'born["age"] = 2025 - born["DOB"].dt.year\nages_at_year_end = born[["CHILD", "age"]]',
    "children_by_band": BORN
    + """
band = pd.cut(2025 - born["DOB"].dt.year, [-1, 0, 4, 9, 15, 120], labels=bands)
children_by_band = band.value_counts(sort=False)
""",
}
wrong["M02-DAYS365"] = {
    "ages_at_year_end": BORN
    + """
born["age"] = (year_end - born["DOB"]).dt.days // 365
ages_at_year_end = born[["CHILD", "age"]]
""",
}
wrong["M02-ORDER"] = {
    "children_by_band": [
        AGES
        + """
band = pd.cut(age, [-1, 0, 4, 9, 15, 120], labels=bands).astype("str")
children_by_band = band.value_counts().sort_index()
""",
        AGES + "children_by_band = pd.cut(age, [-1, 0, 4, 9, 15, 120], labels=bands).value_counts()",
    ],
}
wrong["M02-EDGE"] = {
    "children_by_band": [
        AGES
        + "children_by_band = pd.cut(age, [-1, 1, 5, 10, 16, 120], labels=bands).value_counts(sort=False)",
        AGES
        + "children_by_band = pd.cut(age, [0, 1, 5, 10, 16, 120], labels=bands).value_counts(sort=False)",
    ],
}
STARTS = """
starts = episodes[["CHILD", "DECOM"]].copy()
starts["first"] = starts["DECOM"].dt.year
early = starts["DECOM"].dt.month < 4
"""
LABEL = """
starts["year"] = starts["first"].astype("str") + "-" + (starts["first"] + 1).astype("str").str[-2:]
starts_by_year = starts["year"].value_counts()
"""
wrong["M02-CHAIN"] = {
    "starts_by_year": STARTS + 'starts[early]["first"] = starts["first"] - 1\n' + LABEL,
}
wrong["M02-LABEL"] = {
    "starts_by_year": [
        STARTS
        + """
starts.loc[early, "first"] = starts["first"] - 1
label = starts["first"].astype("str") + "/" + (starts["first"] + 1).astype("str").str[-2:]
starts_by_year = label.value_counts()
""",
        STARTS + 'starts_by_year = starts["first"].value_counts()',
    ],
}
wrong["M02-CALYEAR"] = {"starts_by_year": STARTS + LABEL}
wrong["M02-APRIL"] = {
    "starts_by_year": STARTS.replace("< 4", "<= 4")
    + 'starts.loc[early, "first"] = starts["first"] - 1\n'
    + LABEL,
}
TOOK = """
started, ended = assessments["AssessmentActualStartDate"], assessments["AssessmentAuthorisationDate"]
in_year = started.between("2024-04-01", "2025-03-31")
took = working_days(started, ended)
"""
wrong["M02-CALDAYS"] = {
    "over_45_days": [
        TOOK + "over_45_days = len(assessments[in_year & ((ended - started).dt.days > 45)])",
        TOOK + "over_45_days = ((ended - started).dt.days > 45).sum()",
    ],
}
wrong["M02-AT45"] = {
    "over_45_days": [
        TOOK + "over_45_days = len(assessments[in_year & (took >= 45)])",
        TOOK + "over_45_days = len(assessments[in_year & (took + 1 > 45)])",
    ],
}
wrong["M02-ALLYEARS"] = {"over_45_days": TOOK + "over_45_days = (took > 45).sum()"}
wrong["M02-FORMAT"] = {
    "ten_longest": """
dated = delivered.sort_values("CHILD")
first = pd.Series(["01/02/2024", "13/02/2024"])
dated["DECOM"] = pd.to_datetime(pd.concat([first, dated["DECOM"]]))
ten_longest = dated.sort_values("DECOM").head(10)
""",
}
wrong["M02-NODAYS"] = {
    "ten_longest": [
        'ten_longest = delivered.sort_values("DECOM").head(10)',
        DATED + 'ten_longest = waiting.sort_values("DECOM").head(10)',
        DATED + 'ten_longest = waiting.sort_values("DECOM", ascending=False).head(10)',
    ],
}
wrong["M02-NOTTEN"] = {
    "ten_longest": DATED
    + """
waiting["days"] = (year_end - waiting["DECOM"]).dt.days
ten_longest = waiting.sort_values("days", ascending=False)[["CHILD", "days"]]
""",
}
wrong["M02-SORTTEXT"] = {
    "ten_longest": """
first = delivered.sort_values(["DECOM", "CHILD"]).head(10).copy()
first["days"] = (year_end - pd.to_datetime(first["DECOM"], format="%d/%m/%Y")).dt.days
ten_longest = first[["CHILD", "days"]]
""",
}
wrong["M02-SHORTEST"] = {
    "ten_longest": DATED
    + """
waiting["days"] = (year_end - waiting["DECOM"]).dt.days
ten_longest = waiting.sort_values(["days", "CHILD"])[["CHILD", "days"]].head(10)
""",
}
wrong["M02-LINES"] = {
    "days_in_homes": [
        """
homes = episodes[episodes["PLACE"] == "K2"].copy()
ended = homes[homes["DEC"].notna()]
long_stays = ended[ended["days"] > 90]
homes["days"] = (homes["DEC"] - homes["DECOM"]).dt.days
days_in_homes = long_stays["days"].sum()
""",
        """
ended = homes[homes["DEC"].notna()]
homes = episodes[episodes["PLACE"] == "K2"].copy()
homes["days"] = (homes["DEC"] - homes["DECOM"]).dt.days
long_stays = ended[ended["days"] > 90]
days_in_homes = long_stays["days"].sum()
""",
    ],
}
