# %% [markdown]
# # Practice: small pictures and a target line
#
# About an hour, in as many sittings as you like. The same kind of problem four times: once worked for you, then
# with a line taken out, then with most of them, then with all. Where a line was taken out you see
# `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the cell stops with an error, which is
# meant: read its last line. Below each cell you can open the lines that stood there.
#
# Every child in these tables is invented. Nothing here is marked.

# %% role="setup"
# Purpose: open the warehouse
import altair as alt
import pandas as pd
from fingerpost import connect, in_order, use_chart_theme

use_chart_theme()
warehouse = connect()

# %% role="setup"
# Purpose: take the reviews of 2024-25 and the published rates of the regions
reviews = warehouse.sql("""
    FROM ssda903.reviews WHERE REVIEW BETWEEN '2024-04-01' AND '2025-03-31'
""").df()
regions = warehouse.sql("""
    SELECT area AS region, year, value AS rate FROM ref.published_la
    WHERE measure = 'referral_rate_per_10k'
      AND la_code BETWEEN '980' AND '990' AND area NOT LIKE 'London (%'
    ORDER BY region, year
""").df()

# %% [markdown]
# ## 1. Worked: how did children take part in their reviews?
#
# Count first, then draw: one bar for each code, in the order of the numbers.

# %% role="practice"
# Purpose: count the reviews of each code, and draw the counts as bars in order
counted = reviews["REVIEW_CODE"].value_counts().reset_index(name="reviews")
counted.columns = ["code", "reviews"]
alt.Chart(counted).mark_bar().encode(x="reviews:Q", y=alt.Y("code:N").sort("-x"))

# %% [markdown]
# ## 2. One line out: reviews by month, as a line
#
# The months are dates, so the axis is a time axis.

# %% role="practice"
# Purpose: count the reviews of each month, and draw them over time
month = reviews["REVIEW"].dt.to_period("M").dt.to_timestamp()
by_month = month.value_counts().sort_index().rename_axis("month").reset_index(name="reviews")
line = alt.Chart(by_month).mark_line().encode(x="month:T", y="reviews:Q")  # ? draw a line over time
line

# %% [markdown]
# ## 3. Two lines out: a level line and a note
#
# Put a level line at 60 and one note at the lowest month on top of the line.

# %% role="practice"
# Purpose: add a level line and one note, and put the three together
level = alt.Chart(pd.DataFrame({"reviews": [60]})).mark_rule().encode(y="reviews:Q")
lowest = by_month.sort_values("reviews").head(1)  # ? keep the row of the lowest month
note = alt.Chart(lowest).mark_text(text="fewest", dy=12).encode(x="month:T", y="reviews:Q")
line + level + note  # ? put the three on top of each other

# %% [markdown]
# ## 4. Lines out of order: small pictures of the regions
#
# All lines are there, and two more that do not belong. Put the cursor on a line and move it with **Alt+Up** and
# **Alt+Down**; take out the two with Ctrl+Shift+K (on a Mac Command+Shift+K). Then run the cell: it says how far the
# order holds.

# %% order="m06_small_pictures"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
since = regions[regions["year"] >= 2020]
base = alt.Chart(since)
lines = base.mark_line().encode(x="year:O", y="rate:Q")
sized = lines.properties(width=130, height=70)
pictures = sized.facet("region:N", columns=3)
# - lines = base.mark_line().encode(x="year:O", y="rate:Q", color="region:N") || Nine colours in nine pictures say nothing more; each picture has its name.
# - pictures = sized.facet("rate:Q", columns=3) || That makes a picture for each number; one for each region is wanted.

# %% [markdown]
# ## 5. On your own: one region in colour
#
# Draw the nine regions as lines, with London in a strong colour and all others in one grey.

# %% role="practice"
# Purpose: give London a strong colour, all others one grey, and keep a line for each region
is_it = alt.datum.region == "London"  # ? ask whether a row is London's
strong = alt.when(is_it).then(alt.value("#1f4e79")).otherwise(alt.value("#bbbbbb"))  # ? name the two colours
along = {"x": "year:O", "y": "rate:Q", "detail": "region:N", "color": strong}  # ? say what goes where
alt.Chart(regions).mark_line().encode(**along)  # ? draw the lines

# %% [markdown]
# Now the assignment:
# [06-charts-that-answer-a-question](../assignments/06-charts-that-answer-a-question/06-charts-that-answer-a-question.ipynb).
