# %% [markdown]
# # At your desk: replace one chart, and ask a reader
#
# About two hours. You take one chart of a live report, draw it again here from your own extract, and ask one reader
# what each of the two says. It ends in one page for your portfolio, which holds your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    on a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out, charts included. In a terminal: `fingerpost share` and its name.
#
# This page needs no internet. It never copies your file: it reads it where it is, from a list.

# %% [markdown]
# ## 1. Write the question
#
# Before you look at data: what does the reader want to decide with this chart? Write it as one question.

# %% role="desk"
# Purpose: write down the question that the chart is to answer
question = "…"

# %% [markdown]
# ## 2. Choose your extract
#
# Write the folder between the quotes, as the file explorer shows it: Alt+D goes to its address bar (or click it), then
# copy. Keep the `r` in front. Leave it as it is, and you practise on this course's invented data.

# %% role="desk"
# Purpose: list the CSV files and workbooks of one folder; nothing is opened yet
import altair as alt
import pandas as pd
from fingerpost import desk, use_chart_theme

use_chart_theme()
folder = r""
listed = desk.files(folder)
listed

# %% role="desk"
# Purpose: read one file of the list by its number; every cell comes as text
number = 33  # the episodes of 2024-25, in the practice data
table = desk.read(listed, number)
desk.outline(table)

# %% [markdown]
# You see the names of the columns and how much of each is filled, and no value.
#
# ## 3. Count first
#
# Make the table that the chart will carry: one row for each bar or point. Blanks get a name, so that they are counted
# too. Kinds with fewer than 10 are left out, so that the chart can be shown, and the line below the title says so.
# Is only one left out? Then a total gives it back: leave the next smallest out too. Write your own column over `PLACE`,
# and what one row is over `episodes`: a row need not be a child.

# %% role="desk"
# Purpose: count what the chart shows, blanks named; keep what may be shown
named = table["PLACE"].fillna("Not recorded")
counted = named.value_counts().rename_axis("place").reset_index(name="episodes")
small = counted[counted["episodes"] < 10]
shown = counted[counted["episodes"] >= 10]
desk.show(counted.set_index("place"))

# %% role="desk"
# Purpose: say in a line what is drawn, and what is left out
below = f"Episodes, [period], [source]. {len(small)} kinds with fewer than 10 are left out."
below

# %% role="desk"
# Purpose: draw the counts in order, with the finding as title and in words
finding = "…"
chart = alt.Chart(shown).mark_bar().encode(x="episodes:Q", y=alt.Y("place:N").sort("-x"))
chart.properties(title=alt.Title(finding, subtitle=below), description=f"{finding} {below}")

# %% [markdown]
# Ask of your chart: does the title say the finding? Does a line below it say unit, period and source? Does it still
# work in grey? Would it be shorter as a sentence?
#
# ## 4. Ask one reader
#
# Show somebody the old chart for ten seconds and ask: *what does it say?* Write the answer down, word for word. Do the
# same with the new one. Do not explain. The two answers are your result.

# %% [markdown] role="closing"
