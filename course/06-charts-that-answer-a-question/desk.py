# %% [markdown]
# # At your desk: replace one chart, and ask a reader
#
# About two hours. Take one chart of a live report, draw it again here from your own extract, and ask one reader what
# each of the two says. You end with one page for your portfolio, which holds your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    on a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out, charts included. In a terminal: `fingerpost share` and its name.
#
# This page needs no internet and installs nothing. It never copies your file, but reads it where it is.

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
# copy. Keep the `r` in front. Leave it empty, and you practise on this course's invented data.

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
# Make the table that the chart will carry: one row for each bar. Blanks get a name, so that they are counted too. Kinds
# with fewer than 10 are kept back; where that is one kind alone, the next smallest is too, since the total would give
# the one away. Write your own column over `PLACE`, and what one row is over `episodes`: a row need not be a child.

# %% role="desk"
# Purpose: count what the chart shows, blanks named, with small counts kept back
named = table["PLACE"].fillna("Not recorded")
counted = named.value_counts().rename_axis("place").to_frame("episodes")
safe = desk.show(counted, parts=True).reset_index()
safe

# %% role="desk"
# Purpose: keep the rows with a number; these alone go into the chart
safe["episodes"] = pd.to_numeric(safe["episodes"], errors="coerce")
shown = safe.dropna().astype({"episodes": "int"})
shown

# %% [markdown]
# Now the words. Write your own over the square brackets, and what you found over the dots. A reader does not know `U4`:
# where bars are named by codes, join the codes' labels to the table as in module 04, and draw the labels.

# %% role="desk"
# Purpose: draw the counts in order, with the finding as title and in words
finding = "…"
left_out = f"Kinds left out as too small to show: {len(safe) - len(shown)}."
below = f"Episodes, [period]. Source: [source]. {left_out}"
chart = alt.Chart(shown).mark_bar().encode(x="episodes:Q", y=alt.Y("place:N").sort("-x"))
chart.properties(title=alt.Title(finding, subtitle=below), description=f"{finding} {below}")

# %% [markdown]
# Ask of your chart: does the title say the finding? Does the line below it give unit, period and source? Does it still
# work in grey? Would a sentence be shorter? Is your old chart a line over time? [The sheet](06-charts-that-answer-a-question-sheet.md)
# has the code; where months have fewer than 10, draw quarters.
#
# ## 4. Put it into the report
#
# In Windows press Windows+Shift+S and draw a frame round the chart, and nothing else. That is a picture with no rows
# behind it. Paste it into a copy of the report, kept in the same folder. Right-click it there, open its
# *Alt Text*, and type the words of your `description`. Small counts stay out of the report too, whoever reads it.
#
# ## 5. Ask one reader
#
# Show somebody the old chart for ten seconds and ask: *what does it say?* Write the answer down, word for word. Do the
# same with the new one, and do not explain. The two answers are your result. Choose somebody who may see the report.

# %% [markdown] role="closing"
