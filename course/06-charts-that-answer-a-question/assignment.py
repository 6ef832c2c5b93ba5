# %% [markdown]
# # Charts that answer a question: your tasks
#
# Eight short tasks and one page for a reader. Every child in these tables is invented; the rates of other
# authorities are published ones (Department for Education, Local Authority Interactive Tool, April 2026).
#
# Below each task is a grey cell with `check`. Run it as often as you like: it says what it saw in your chart, why, and
# what to try next. A check reads how the chart is built: its marks, its axes, its colours and the rows inside it. It
# gives the first points. The rest come when you hand in, because your notebook is then run again on another
# authority's data.

# %% role="setup"
# Purpose: open the warehouse
import altair as alt
import pandas as pd
from fingerpost import check, connect, use_chart_theme

use_chart_theme()
warehouse = connect()

# %% role="setup"
# Purpose: take the referrals of 2024-25, with who referred in words
referrals = warehouse.sql("""
    SELECT LAchildID, CINreferralDate, label AS source FROM cin.cin_details
    JOIN ref.codes ON codeset = 'referral_source' AND code = ReferralSource
    WHERE CINreferralDate BETWEEN '2024-04-01' AND '2025-03-31'
""").df()

# %% role="setup"
# Purpose: take the monthly files of the team; two of them were never delivered
delivered = warehouse.sql("""
    SELECT strftime(CINreferralDate, '%b %Y') AS month, count(*) AS referrals FROM cin.cin_details
    WHERE CINreferralDate BETWEEN '2022-04-01' AND '2025-03-31'
      AND CINreferralDate NOT BETWEEN '2023-08-01' AND '2023-09-30'
    GROUP BY ALL ORDER BY min(CINreferralDate)
""").df()
months = pd.date_range("2022-04-01", "2025-03-01", freq="MS")

# %% role="setup"
# Purpose: put our rate of referrals with the published ones of eight real authorities
rates = warehouse.sql("""
    SELECT area AS authority, year, value AS rate FROM ref.published_la
    JOIN ref.neighbours ON neighbour_la_code = published_la.la_code
    WHERE neighbours.la_code = '808' AND rank <= 8
      AND measure = 'referral_rate_per_10k' AND year BETWEEN 2022 AND 2025
    UNION ALL SELECT authority, year(CINreferralDate + INTERVAL 9 MONTH),
        10000 * count(*) / any_value(population_0_17)
    FROM cin.cin_details JOIN ref.authorities ON is_ours
    WHERE CINreferralDate BETWEEN '2021-04-01' AND '2025-03-31' GROUP BY ALL ORDER BY 1, 2
""").df()

# %% role="setup"
# Purpose: count the referrals of each month of 2024-25 for the seven sources that refer most
seven = warehouse.sql("""
    SELECT day AS month, often.source, count(LAchildID) AS referrals FROM ref.calendar
    CROSS JOIN (
        SELECT source FROM referrals GROUP BY ALL ORDER BY count(*) DESC, source LIMIT 7
    ) AS often
    LEFT JOIN referrals
        ON date_trunc('month', CINreferralDate) = day AND referrals.source = often.source
    WHERE day BETWEEN '2024-04-01' AND '2025-03-31' AND day(day) = 1 GROUP BY ALL ORDER BY 2, 1
""").df()
ours = warehouse.sql("SELECT authority FROM ref.authorities WHERE is_ours").fetchall()[0][0]

# %% role="setup"
# Purpose: work out for each month what share of authorised assessments took at most 45 working days
timely = warehouse.sql("""
    WITH worked AS (
        SELECT day, sum(is_working_day::INT) OVER (ORDER BY day) AS nth FROM ref.calendar)
    SELECT date_trunc('month', first.day) AS month,
        100 * avg((last.nth - first.nth <= 45)::INT) AS percent
    FROM cin.assessments
    JOIN worked AS first ON first.day = AssessmentActualStartDate
    JOIN worked AS last ON last.day = AssessmentAuthorisationDate
    WHERE first.day BETWEEN '2024-04-01' AND '2025-03-31' GROUP BY ALL ORDER BY month
""").df()
target = 80

# %% [markdown]
# | table | one row is | columns |
# |---|---|---|
# | `referrals` | one referral of 2024-25 | `LAchildID`, `CINreferralDate`, `source` (who referred) |
# | `delivered` | one monthly file, its month as **text** like `Apr 2022`; two files are missing | `month`, `referrals` |
# | `rates` | one authority in one year; 2025 is 2024-25 | `authority`, `year`, `rate` (referrals for every 10,000 children; ours all on the 2024 population) |
# | `seven` | one month and one of the seven sources that refer most | `month`, `source`, `referrals` |
# | `timely` | one month of 2024-25 in which assessments began | `month`, `percent` (of authorised assessments, those within 45 working days) |
#
# `ours` is the name of your authority, `months` all months of the three years, `target` the team's target in per cent.
#
# ## 1. Sorted bars (3 points)
#
# A manager asks: **who refers most?** Count the referrals by `source`, then draw one bar for each source: in order of
# their numbers, from 0. Name the columns of your table `source` and `referrals`.
#
# Make a chart called `referrals_by_source`.

# %% task="referrals_by_source"
# Purpose: count the referrals of each source, and draw them as bars in order
### BEGIN SOLUTION
counted = referrals["source"].value_counts().reset_index(name="referrals")
in_order = alt.Y("source:N").sort("-x")
referrals_by_source = alt.Chart(counted).mark_bar().encode(x="referrals:Q", y=in_order)
### END SOLUTION

# %% [markdown]
# ## 2. A line over time (3 points)
#
# **How did referrals go up and down over three years?** Draw `delivered` as a line. Its months came as text. Two
# monthly files were never delivered: leave a gap there, because you do not know these two numbers. (The rates of task 3
# come from the yearly return, which is complete.)
#
# Make a chart called `referrals_by_month`, with `month` across on a time axis and `referrals` up.

# %% task="referrals_by_month"
# Purpose: turn the text into months, put the two missing ones back without a number, draw a line
### BEGIN SOLUTION
by_month = delivered.copy()
by_month["month"] = pd.to_datetime(by_month["month"], format="%b %Y")
by_month = by_month.set_index("month").reindex(months).rename_axis("month").reset_index()
referrals_by_month = alt.Chart(by_month).mark_line().encode(x="month:T", y="referrals:Q")
### END SOLUTION

# %% [markdown]
# ## 3. Your authority beside its neighbours (4 points)
#
# **Are we high or low?** (High is not bad, and low is not good.) Draw `rates` as one line for each authority. Yours (its
# name is in `ours`) stands out in a strong colour; all others share one quiet grey.
#
# Make a chart called `beside_neighbours`, with `year` across and `rate` up.

# %% task="beside_neighbours"
# Purpose: draw a line for each authority, ours in colour and the others in one grey
### BEGIN SOLUTION
is_ours = alt.datum.authority == ours
strong = alt.when(is_ours).then(alt.value("#1f4e79")).otherwise(alt.value("#8c8c8c"))
beside_neighbours = (
    alt.Chart(rates).mark_line().encode(x="year:O", y="rate:Q", detail="authority:N", color=strong)
)
### END SOLUTION

# %% [markdown]
# ## 4. Small pictures side by side (3 points)
#
# **Does each source have its own busy months?** Seven lines in one picture are a tangle. Draw `seven` as small
# pictures, one for each source, all with the **same** scale. (Some counts are small. With your own data, draw quarters.)
#
# Make a chart called `seven_pictures`, with `month` across and `referrals` up.

# %% task="seven_pictures"
# Purpose: draw a small picture of the months for each source
### BEGIN SOLUTION
seven_pictures = (
    alt.Chart(seven)
    .mark_line()
    .encode(x="month:T", y="referrals:Q")
    .properties(width=150, height=80)
    .facet("source:N", columns=3)
)
### END SOLUTION

# %% [markdown]
# ## 5. Say what you found (3 points)
#
# Draw the bars of task 1 again, with a title that **says what you found** and names who refers most. Below the
# title come the **unit** (referrals), the **period** (2024-25) and **where the data come from** (the CIN census).
# Let Python put the name into the title, so that it stays true for other data.
#
# Make a chart called `finding_said`.

# %% task="finding_said"
# Purpose: give the bars a title with the finding, and a line below it with unit, period and source
### BEGIN SOLUTION
counted = referrals["source"].value_counts().reset_index(name="referrals")
top = counted["source"][0]
below = "Referrals, 2024-25. Source: CIN census"
finding_said = (
    alt.Chart(counted)
    .mark_bar()
    .encode(x="referrals:Q", y=alt.Y("source:N").sort("-x"))
    .properties(title=alt.Title(f"Most often it is: {top}", subtitle=below))
)
### END SOLUTION

# %% [markdown]
# ## 6. Words for those who cannot see it (3 points)
#
# Someone hears your page instead of seeing it. Give the bars of task 1 a **description** of at most 60 words: it names
# who refers most, and how many referrals that is. Let Python put in the name and the number.
#
# Make a chart called `described`, with the words as its `description`.

# %% task="described"
# Purpose: describe the bars in a sentence that holds the finding, and give it to the chart
### BEGIN SOLUTION
counted = referrals["source"].value_counts().reset_index(name="referrals")
top, most = counted["source"][0], counted["referrals"][0]
words = f"Bars of referrals by source, 2024-25. Most came from: {top}, {most} of {len(referrals)}."
described = (
    alt.Chart(counted)
    .mark_bar()
    .encode(x="referrals:Q", y=alt.Y("source:N").sort("-x"))
    .properties(description=words)
)
### END SOLUTION

# %% [markdown]
# ## 7. A target and one note (3 points)
#
# **Do we meet our target?** Draw `timely` as a line by month. Add a level line at `target`, and **one** note in words
# at the month in which the share was lowest. Give no reason that you do not know.
#
# Make a chart called `target_and_note`, with `month` across and `percent` up.

# %% task="target_and_note"
# Purpose: draw the share by month, the target as a level line, and a note at the lowest month
### BEGIN SOLUTION
line = alt.Chart(timely).mark_line().encode(x="month:T", y="percent:Q")
level = alt.Chart(pd.DataFrame({"percent": [target]})).mark_rule().encode(y="percent:Q")
lowest = timely.sort_values("percent").head(1)
note = alt.Chart(lowest).mark_text(text="lowest: ask the team", dy=28)
note = note.encode(x="month:T", y="percent:Q")
target_and_note = line + level + note
### END SOLUTION

# %% [markdown]
# ## 8. Which mark for which question? (2 points)
#
# Four questions, five answers: `"bars"`, `"line"`, `"dots"` (one measure across, another up), `"pie"`, or
# `"sentence"`, where a number in words says it. Give each question one of them.
#
# - `change`: How did the number of children in care go up and down over five years?
# - `largest`: Which of fourteen teams has the most open cases?
# - `two measures`: Do authorities with more child poverty have more referrals?
# - `one number`: How many children were referred last year?
#
# Make a dict called `mark_for_question`, with the four words as its keys.

# %% task="mark_for_question"
# Purpose: give each of the four questions the mark that answers it
### BEGIN SOLUTION
mark_for_question = {
    "change": "line",
    "largest": "bars",
    "two measures": "dots",
    "one number": "sentence",
}
### END SOLUTION

# %% [markdown] person="page_for_a_reader" points=6
# ## 9. One page for a reader (6 points, marked by your tutor)
#
# The assistant director asks: **"Are we getting more referrals, and from whom?"** Answer on one page: three charts of
# this module (name them) and 120 words. Say the finding first. For each chart, say in one line what a reader who
# cannot see colour, or cannot see at all, gets instead. Keep counts under 10 out. Write in the cell below this one.
#
# ### BEGIN MARK SCHEME
# | row | 2 | 1 | 0 |
# |---|---|---|---|
# | Answers the question asked | The finding comes first, with a number, and answers both halves: more or not, and from whom. | One half is answered, or the finding comes last. | Charts are described and the question is left open. |
# | Honest scale and base | Says what counts as a referral, the period, and what the two missing files or the scale keep from us. | Period or base is given, and nothing that limits it. | Neither is given, or the words say more than the charts do. |
# | Readable without colour or sight | Each chart has words that hold its finding, and nothing depends on a colour alone. | Words are there, and say only what kind of chart it is. | No words with the charts. |
#
# A page that names a real child gets 0 in the second row and a quiet word.
#
# Comments to choose from:
#
# - Your first sentence is the answer. The rest of the page can build on it.
# - Give one number with its base: so many of so many, in which year.
# - Say what the two missing files keep us from knowing.
# - Words for those who cannot see the chart hold the finding, not the kind of chart.
# ### END MARK SCHEME
