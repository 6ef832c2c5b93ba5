"""Module 06 for tutors: references and other right answers; slips stand in answers_slips.py. Never for learners.

Each source below runs after the setup cells of assignment.py, in place of the learner's cell.
"""

from fingerpost.grading.declare import also_right, reference

REFERRED = """
    (SELECT label AS source, CINreferralDate FROM cin.cin_details
     JOIN ref.codes ON codeset = 'referral_source' AND code = ReferralSource
     WHERE CINreferralDate BETWEEN '2024-04-01' AND '2025-03-31')
"""
BY_SOURCE = f"SELECT source, count(*) AS referrals FROM {REFERRED} GROUP BY source"
COUNTED = 'counted = referrals["source"].value_counts().reset_index(name="referrals")\n'
SQL_COUNTED = r'''counted = warehouse.sql("""
    SELECT source, count(*) AS referrals FROM referrals GROUP BY source ORDER BY referrals DESC
""").df()
'''
BARS = 'alt.Chart(counted).mark_bar().encode(x="referrals:Q", y=alt.Y("source:N").sort("-x"))'
TOP = COUNTED + 'top, most = counted["source"][0], counted["referrals"][0]\n'

# ---------------------------------------------------------------- referrals_by_source


@reference("referrals_by_source")
def _(data):
    return data.sql(BY_SOURCE)


also_right["referrals_by_source"] = [
    # Upright bars, counted by groupby.
    """
counted = referrals.groupby("source").size().reset_index(name="referrals")
referrals_by_source = alt.Chart(counted).mark_bar().encode(
    x=alt.X("source", sort="-y"), y=alt.Y("referrals"))
""",
    # Sorted in SQL; the chart keeps the order of the rows.
    SQL_COUNTED
    + """
referrals_by_source = alt.Chart(counted).mark_bar(color="#1f4e79").encode(
    alt.X("referrals:Q").title("Referrals"), alt.Y("source:N", sort=None))
""",
    # The order as a list, shortest first, numbers written beside the bars.
    COUNTED
    + """
order = counted.sort_values("referrals")["source"].tolist()
bars = alt.Chart(counted).mark_bar().encode(x="referrals:Q", y=alt.Y("source:N", sort=order))
referrals_by_source = bars + bars.mark_text(dx=12).encode(text="referrals:Q")
""",
    # Counted twice over: by month first, then added up by the chart.
    """
parts = referrals.groupby(["source", referrals["CINreferralDate"].dt.month]).size().reset_index(name="referrals")
referrals_by_source = alt.Chart(parts[["source", "referrals"]]).mark_bar().encode(
    x="sum(referrals):Q", y=alt.Y("source:N", sort="-x"))
""",
]

# ---------------------------------------------------------------- referrals_by_month


@reference("referrals_by_month")
def _(data):
    return data.sql("""
        SELECT strftime(day, '%Y-%m') AS month,
            nullif(count(CINreferralDate) FILTER (day NOT IN ('2023-08-01', '2023-09-01')), 0) AS referrals
        FROM ref.calendar LEFT JOIN cin.cin_details ON date_trunc('month', CINreferralDate) = day
        WHERE day BETWEEN '2022-04-01' AND '2025-03-31' AND day(day) = 1 GROUP BY day ORDER BY day
    """)


DATED = 'dated = delivered.assign(month=pd.to_datetime(delivered["month"], format="%b %Y"))\n'

also_right["referrals_by_month"] = [
    # A frame of all months, joined to what was delivered.
    DATED
    + """
every = months.to_frame(name="month", index=False).join(dated.set_index("month"), on="month")
referrals_by_month = alt.Chart(every).mark_line(point=True).encode(
    x=alt.X("month:T").title(None), y=alt.Y("referrals:Q").scale(zero=True))
""",
    # A table of all months, and a lookup into it.
    DATED
    + """
every = pd.DataFrame({"month": months}).merge(dated, on="month", how="left")
referrals_by_month = alt.Chart(every).mark_line().encode(x="yearmonth(month):T", y="referrals")
""",
    # SQL on the calendar.
    r'''
every = warehouse.sql("""
    SELECT day AS month, referrals FROM ref.calendar
    LEFT JOIN delivered ON strptime(delivered.month, '%b %Y')::DATE = day
    WHERE day BETWEEN '2022-04-01' AND '2025-03-31' AND day(day) = 1 ORDER BY day
""").df()
line = alt.Chart(every).mark_line().encode(x="month:T", y="referrals:Q")
referrals_by_month = line + line.mark_point()
''',
]

# ---------------------------------------------------------------- beside_neighbours


@reference("beside_neighbours")
def _(data):
    return data.sql("""
        SELECT area AS authority, year, value AS rate FROM ref.published_la
        JOIN ref.neighbours ON neighbour_la_code = published_la.la_code
        WHERE neighbours.la_code = '808' AND rank <= 8
          AND measure = 'referral_rate_per_10k' AND year BETWEEN 2022 AND 2025
        UNION ALL
        SELECT authority, year(CINreferralDate + INTERVAL 9 MONTH), 10000 * count(*) / any_value(population_0_17)
        FROM cin.cin_details JOIN ref.authorities ON is_ours
        WHERE CINreferralDate BETWEEN '2021-04-01' AND '2025-03-31' GROUP BY ALL
    """)


also_right["beside_neighbours"] = [
    # Two layers: the others in grey, ours on top.
    """
base = alt.Chart(rates).mark_line(color="lightgray").encode(x="year:O", y="rate:Q", detail="authority")
mine = alt.Chart(rates[rates["authority"] == ours]).mark_line(color="darkred", strokeWidth=3).encode(
    x="year:O", y="rate:Q")
beside_neighbours = alt.layer(
    alt.Chart(rates[rates["authority"] != ours]).mark_line(color="lightgray").encode(
        x="year:O", y="rate:Q", detail="authority"), mine)
""",
    # Layers by a filter in the chart.
    """
base = alt.Chart(rates).mark_line().encode(x="year:O", y="rate:Q", detail="authority:N")
beside_neighbours = (
    base.transform_filter(alt.datum.authority != ours).encode(color=alt.value("silver"))
    + base.transform_filter(alt.FieldEqualPredicate(field="authority", equal=ours)).encode(
        color=alt.value("#7a1f1f"))
)
""",
    # A scale that names two colours.
    """
others = sorted(set(rates["authority"]) - {ours})
beside_neighbours = alt.Chart(rates).mark_line().encode(
    x="year:O", y="rate:Q",
    color=alt.Color("authority:N").scale(
        domain=others + [ours], range=["#cccccc"] * len(others) + ["navy"]).legend(None))
""",
    # Who it is as a column of its own, made in SQL; an older way to say the condition.
    r'''
told = warehouse.sql(f"SELECT *, authority = '{ours}' AS is_ours FROM rates").df()
beside_neighbours = alt.Chart(told).mark_line().encode(
    x="year:O", y="rate:Q", detail="authority:N",
    color=alt.condition("datum.is_ours === true", alt.value("#004466"), alt.value("#aaaaaa")))
''',
]

# ---------------------------------------------------------------- seven_pictures


@reference("seven_pictures")
def _(data):
    return data.sql(f"""
        WITH referred AS (FROM {REFERRED})
        SELECT strftime(day, '%Y-%m') AS month, often.source, count(CINreferralDate) AS referrals
        FROM ref.calendar
        CROSS JOIN (SELECT source FROM referred GROUP BY ALL ORDER BY count(*) DESC, source LIMIT 7) AS often
        LEFT JOIN referred ON date_trunc('month', CINreferralDate) = day AND referred.source = often.source
        WHERE day BETWEEN '2024-04-01' AND '2025-03-31' AND day(day) = 1 GROUP BY ALL
    """)


also_right["seven_pictures"] = [
    # The channel facet.
    """
seven_pictures = alt.Chart(seven).mark_line().encode(
    x="month:T", y="referrals:Q", facet=alt.Facet("source:N", columns=2))
""",
    # One below the other, as areas.
    """
seven_pictures = alt.Chart(seven).mark_area().encode(
    x="month:T", y="referrals:Q", row="source:N").properties(height=60)
""",
    # A loop that draws one after the other, with one scale for all.
    """
highest = int(seven["referrals"].max())
pictures = []
for name, rows in seven.groupby("source"):
    pictures.append(alt.Chart(rows, title=name).mark_bar().encode(
        x="month:T", y=alt.Y("referrals:Q").scale(domain=[0, highest])))
seven_pictures = alt.concat(*pictures, columns=3).resolve_scale(y="shared")
""",
    # Drawn from a question in SQL.
    r'''
rows = warehouse.sql("SELECT * FROM seven ORDER BY source, month").df()
line = alt.Chart(rows).mark_line().encode(x=alt.X("month:T"), y=alt.Y("referrals:Q"))
seven_pictures = line.facet(column="source:N")
''',
]

# ---------------------------------------------------------------- finding_said


@reference("finding_said")
def _(data):
    return data.sql(BY_SOURCE)


also_right["finding_said"] = [
    # The share in the title, words below as a list.
    TOP
    + f"""
share = round(100 * most / len(referrals))
finding_said = {BARS}.properties(title={{
    "text": f"{{share}}% of referrals come from: {{top}}",
    "subtitle": ["Number of referrals, April 2024 to March 2025", "CIN census, 2024-25"]}})
""",
    # Unit on the axis, the rest in a line of text below the chart.
    SQL_COUNTED
    + """
top = counted.loc[0, "source"]
finding_said = alt.Chart(counted, title=alt.TitleParams(
    top.capitalize() + " refers more often than anyone else", subtitle="2024-25, CIN census"
)).mark_bar().encode(x=alt.X("referrals:Q", title="Referrals"), y=alt.Y("source:N", sort="-x", title=None))
""",
    # A note drawn into the chart carries unit, period and source.
    TOP
    + """
bars = alt.Chart(counted).mark_bar().encode(x="referrals:Q", y=alt.Y("source:N", sort=list(counted["source"])))
foot = alt.Chart(pd.DataFrame({"t": ["Referrals in 2024-25, from the CIN census"]})).mark_text(
    align="left").encode(x=alt.value(0), y=alt.value(300), text="t:N")
finding_said = (bars + foot).properties(title="Ahead of all others: " + top)
""",
]

# ---------------------------------------------------------------- described


@reference("described")
def _(data):
    return data.sql(BY_SOURCE)


also_right["described"] = [
    # The share in place of the number.
    TOP
    + f"""
share = 100 * most / len(referrals)
described = {BARS}.properties(description=f"In 2024-25 {{share:.1f}} per cent of referrals came from {{top}}.")
""",
    # With a comma for thousands.
    TOP
    + """
described = alt.Chart(counted, description="Bars. The longest is " + top + f", {most:,} referrals.").mark_bar().encode(
    y=alt.Y("source", sort="-x"), x="referrals")
""",
    # Found in SQL.
    r'''
counted = warehouse.sql("""
    SELECT source, count(*) AS referrals FROM referrals GROUP BY source ORDER BY referrals DESC
""")
top, most = counted.fetchall()[0]
described = alt.Chart(counted.df()).mark_bar().encode(
    x="referrals:Q", y=alt.Y("source:N").sort("-x")
).properties(description=f"Of {len(referrals)} referrals, {most} came from one source: {top}.")
''',
]

# ---------------------------------------------------------------- target_and_note


@reference("target_and_note")
def _(data):
    return data.sql("""
        WITH worked AS (SELECT day, sum(is_working_day::INT) OVER (ORDER BY day) AS nth FROM ref.calendar)
        SELECT strftime(first.day, '%Y-%m') AS month, 100 * avg((last.nth - first.nth <= 45)::INT) AS percent
        FROM cin.assessments
        JOIN worked AS first ON first.day = AssessmentActualStartDate
        JOIN worked AS last ON last.day = AssessmentAuthorisationDate
        WHERE first.day BETWEEN '2024-04-01' AND '2025-03-31' GROUP BY month ORDER BY month
    """)


LINE = 'line = alt.Chart(timely).mark_line().encode(x="month:T", y="percent:Q")\n'
LEVEL = 'level = alt.Chart(pd.DataFrame({"percent": [target]})).mark_rule().encode(y="percent:Q")\n'

also_right["target_and_note"] = [
    # The level as a number on the axis; the note beside a dot.
    LINE
    + """
level = alt.Chart().mark_rule(strokeDash=[4, 4]).encode(y=alt.datum(target))
low = alt.Chart(timely[timely["percent"] == timely["percent"].min()]).encode(x="month:T", y="percent:Q")
target_and_note = alt.layer(line, level, low.mark_point(), low.mark_text(dy=15, text="staff short"))
""",
    # The note's words in a column; the level as a line of its own through every month.
    LINE
    + """
low = timely.sort_values("percent").iloc[[0]].assign(words="lowest of the year")
level = alt.Chart(timely.assign(target=target)).mark_line(color="grey").encode(x="month:T", y="target:Q")
target_and_note = line + level + alt.Chart(low).mark_text(align="left").encode(
    x="month:T", y="percent:Q", text="words:N")
""",
    # The lowest month found in SQL.
    LINE
    + LEVEL
    + r'''
low = warehouse.sql("SELECT * FROM timely ORDER BY percent LIMIT 1").df()
target_and_note = line + level + alt.Chart(low).mark_text(text="the low point").encode(x="month", y="percent")
''',
]

# ---------------------------------------------------------------- mark_for_question


@reference("mark_for_question")
def _(_data):
    return {"change": "line", "largest": "bars", "two measures": "dots", "one number": "sentence"}


also_right["mark_for_question"] = [
    # Four pairs, made a dict.
    """
pairs = [("change", "line"), ("largest", "bars"), ("two measures", "dots"), ("one number", "sentence")]
mark_for_question = dict(pairs)
""",
    # A table of two columns.
    """
mark_for_question = pd.DataFrame({
    "question": ["largest", "change", "one number", "two measures"],
    "mark": ["bars", "line", "sentence", "dots"],
})
""",
    # A Series.
    """
mark_for_question = pd.Series(
    ["line", "bars", "dots", "sentence"], index=["change", "largest", "two measures", "one number"])
""",
]
