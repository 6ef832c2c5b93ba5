# %% [markdown]
# # Practice: one line of many, with its name
#
# About an hour, in as many sittings as you like. The same kind of problem four times: once worked for you, then
# with a line taken out, then with most of them, then with all. Where a line was taken out, you see
# `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the cell stops with an error.
# That is meant to happen: read its last line. Below each cell you can open the lines that were there. Before the last
# problem come lines to put in order, for the other way to draw many lines.
#
# All figures here are published ones (Department for Education, Local Authority Interactive Tool, April 2026).
# Nothing here is marked.

# %% role="setup"
# Purpose: open the warehouse, take the published referrals of the nine regions, name two colours
import altair as alt
from fingerpost import connect, in_order, use_chart_theme

use_chart_theme()
published = connect().sql("FROM ref.published_la WHERE la_code BETWEEN '980' AND '990'").df()
published = published.rename(columns={"area": "region", "value": "rate"})
published = published[~published["region"].isin(["London (Inner)", "London (Outer)"])]
referred = published[published["measure"] == "referral_rate_per_10k"].sort_values("year")
blue, grey = alt.value("#1f4e79"), alt.value("#8c8c8c")

# %% role="setup"
# Purpose: take four more measures, a table each
in_care = published[published["measure"] == "cla_rate_per_10k"].sort_values("year")
protected = published[published["measure"] == "cpp_rate_per_10k"].sort_values("year")
in_need = published[published["measure"] == "cin_rate_per_10k"].sort_values("year")
in_time = published[published["measure"] == "assessment_within_45_days_pct"].sort_values("year")

# %% [markdown]
# Each table has one row for each region and year: `region`, `year`, and `rate` for every 10,000 children.
#
# ## 1. Worked: children in care, the East of England picked out
#
# `detail` keeps a line for each region, the colour says which one to look at, and its name is at its end. A chart
# may be finished in two steps: `lines.encode(color=strong)` adds a colour to `lines`.

# %% role="practice"
# Purpose: draw the children in care, the East of England in colour and with its name
is_it = alt.datum.region == "East of England"
strong = alt.when(is_it).then(blue).otherwise(grey)
lines = alt.Chart(in_care).mark_line().encode(x="year:O", y="rate:Q", detail="region:N")
last = in_care[in_care["region"] == "East of England"].tail(1)
name = alt.Chart(last).mark_text(text="East of England", align="left", dx=8)
lines.encode(color=strong) + name.encode(x="year:O", y="rate:Q")

# %% [markdown]
# ## 2. One line missing: referrals, London picked out
#
# Which one question decides the colour of a row?

# %% role="practice"
# Purpose: draw the referrals, London in colour and with its name
is_it = alt.datum.region == "London"
strong = alt.when(is_it).then(blue).otherwise(grey)  # ? blue where it is so, grey elsewhere
lines = alt.Chart(referred).mark_line().encode(x="year:O", y="rate:Q", detail="region:N")
last = referred[referred["region"] == "London"].tail(1)
name = alt.Chart(last).mark_text(text="London", align="left", dx=8)
lines.encode(color=strong) + name.encode(x="year:O", y="rate:Q")

# %% [markdown]
# ## 3. Most lines missing: child protection plans, the North West picked out
#
# The name stands where the line ends, so it needs one row: the last one of that region.

# %% role="practice"
# Purpose: draw the child protection plans, the North West in colour and with its name
is_it = alt.datum.region == "North West"  # ? ask whether a row is the North West's
strong = alt.when(is_it).then(blue).otherwise(grey)  # ? blue where it is so, grey elsewhere
lines = alt.Chart(protected).mark_line()
lines = lines.encode(x="year:O", y="rate:Q", detail="region:N")  # ? a line for each region
last = protected[protected["region"] == "North West"].tail(1)  # ? the last row of that region
name = alt.Chart(last).mark_text(text="North West", align="left", dx=8)
lines.encode(color=strong) + name.encode(x="year:O", y="rate:Q")

# %% [markdown]
# ## 4. Lines out of order: small pictures of the regions
#
# Where no line matters more than the others, each gets a picture. All lines are there, and two more that do not belong.
# Put the cursor on a line and move it with **Alt+Up** and **Alt+Down**; take out the two with Ctrl+Shift+K (on a Mac
# Command+Shift+K). Then run the cell: it says how far the order holds.

# %% order="m06_small_pictures"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
since = referred[referred["year"] >= 2020]
base = alt.Chart(since)
lines = base.mark_line().encode(x="year:O", y="rate:Q")
sized = lines.properties(width=130, height=70)
pictures = sized.facet("region:N", columns=3)
# - lines = base.mark_line().encode(x="year:O", y="rate:Q", color="region:N") || Nine colours in nine pictures say nothing new; each picture has its name.
# - pictures = sized.facet("rate:Q", columns=3) || That makes a picture for each number. You want one for each region.

# %% [markdown]
# ## 5. On your own: children in need, the South East picked out
#
# Draw the nine regions as lines, the South East in blue with its name at the end, all others in grey.

# %% role="practice"
# Purpose: draw the children in need, the South East in colour and with its name
is_it = alt.datum.region == "South East"  # ? ask whether a row is the South East's
strong = alt.when(is_it).then(blue).otherwise(grey)  # ? name the two colours
lines = alt.Chart(in_need).mark_line()  # ? choose the table and the mark
lines = lines.encode(x="year:O", y="rate:Q", detail="region:N")  # ? a line for each region
last = in_need[in_need["region"] == "South East"].tail(1)  # ? the row where the name goes
name = alt.Chart(last).mark_text(text="South East", align="left", dx=8)  # ? the name as a note
lines.encode(color=strong) + name.encode(x="year:O", y="rate:Q")  # ? put the two on top of each other

# %% [markdown]
# ## 6. If you have half an hour more: the same again, with shares
#
# Another table, the same picture: what share of assessments took at most 45 working days? In `in_time`, `rate` is
# that share in per cent. Pick out the South West, and write its last share at the end with its name. The shares lie
# close together, and a line is read by where it is. So let the axis begin above 0, as for the points in the lesson.

# %% role="practice"
# Purpose: draw the shares, the South West in colour, with its name and its last share at the end
is_it = alt.datum.region == "South West"  # ? ask whether a row is the South West's
strong = alt.when(is_it).then(blue).otherwise(grey)  # ? name the two colours
share = alt.Y("rate:Q").scale(zero=False)  # ? let the axis begin above 0
lines = alt.Chart(in_time).mark_line()  # ? choose the table and the mark
lines = lines.encode(x="year:O", y=share, detail="region:N")  # ? a line for each region
last = in_time[in_time["region"] == "South West"].tail(1)  # ? the row where the name goes
words = f"South West, {last['rate'].max()}%"  # ? the name, and the share from that one row
name = alt.Chart(last).mark_text(text=words, align="left", dx=8)  # ? the words as a note
lines.encode(color=strong) + name.encode(x="year:O", y=share)  # ? put the two on top of each other

# %% [markdown]
# The blue line should end lowest of the nine, at 79.2%. Now take `.scale(zero=False)` out. Which picture would you
# show to somebody who asks whether the share has changed? Say why below it.
#
# Now the assignment:
# [06-charts-that-answer-a-question](../assignments/06-charts-that-answer-a-question/06-charts-that-answer-a-question.ipynb).
