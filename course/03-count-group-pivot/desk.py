# %% [markdown]
# # At your desk: rebuild one PivotTable
#
# About an hour and a half. You take one PivotTable of your monthly scorecard, build it again here from your own
# extract, compare the two, and write down how long each took. It ends in one page for your portfolio, which holds
# your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    on a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out. In a terminal: `fingerpost share` and its name.
#
# This page needs no internet. It never copies your file: it reads it where it is, from a list.

# %% [markdown]
# ## 1. Time it in Excel, and choose your extract
#
# Choose a PivotTable with one field in Rows. Build it once in Excel, from opening the file to the finished table, and
# note the minutes. If you cannot today, write what it took last month. A locked-down machine is enough: nothing new
# is installed, and your extract is read where it is.
#
# Then write the extract's folder between the quotes, as the file explorer shows it: copy it from the address bar (Alt+D goes
# there). Keep the `r` in front. Leave the quotes empty, and you practise on this course's invented data.

# %% role="desk"
# Purpose: list the CSV files and workbooks of one folder; nothing is opened yet
import pandas as pd
from fingerpost import desk

folder = r""
listed = desk.files(folder)
listed

# %% role="desk"
# Purpose: read one file of the list by its number; every cell comes as text
number = 33  # the episodes of 2024-25, in the practice data
table = desk.read(listed, number)
desk.outline(table)

# %% [markdown]
# You see the names of the columns and how much of each is filled, but no values. For a workbook, say which sheet, and
# how many title rows there are above the header: `desk.read(listed, number, sheet="List 8", skip=3)`.
#
# ## 2. Say what one row is, and keep the rows you need
#
# Before you count: is one row a child, an episode, a visit? Which column says who the child is? Write it in the next
# cell; the rest of the page uses it. Then keep the rows that your PivotTable keeps. Every cell here is text, so its
# filters become lists of codes. If your PivotTable has no filter, replace those three lines
# with `kept = table`.

# %% role="desk"
# Purpose: name the column of the child and the column that makes the piles
who = "CHILD"
piles_by = "PLACE"

# %% role="desk"
# Purpose: keep the rows that your PivotTable keeps; here short breaks are left out
filter_by = "LS"
left_out = ["V3", "V4"]
kept = table[~table[filter_by].isin(left_out)]
desk.say("{} rows read, {} kept", len(table), len(kept))

# %% [markdown]
# ## 3. Build it
#
# Look at the clock. Write the steps as you learned them; the lines below are a start. Keep each result inside
# `desk.show(…)`: it writes *under 10* for every smaller count, so that nobody who passes your screen can recognise a
# child. It does not make a table safe to publish: a total, or last month's table, can still give a hidden count away.

# %% role="desk"
# Purpose: count the different children in each pile, with the blanks named
named = kept[piles_by].fillna("Not recorded")
counted = kept.groupby(named)[who].nunique().sort_values(ascending=False)
desk.show(counted.head(12))

# %% [markdown]
# Is there a line *Not recorded*? In the practice data no placement is blank; in yours some may be. The 16 episodes without
# a placement in the lesson have one here, so some counts are a little higher. Nine episodes that the lesson shows under
# `Z11` to `Z13` are still `Z1` here: the codes changed in April 2025 (SSDA903 codes, from 2025-26). Note the minutes it took. The first time is slow; next month you change one number and run the page.
#
# ## 4. Compare it with Excel
#
# Open your PivotTable next to this page. Never add the piles up: a child who moved is in two. Compare three numbers
# of the whole table: its rows (the Grand Total of Count), its children (that of Distinct Count), and the rows with a
# blank (the line *(blank)* of Count). `<NA>` means: not filled in yet. A count of 0 also shows as *under 10*.

# %% role="desk"
# Purpose: put Excel's three numbers in place of None, and see which of them agree
blanks = kept[piles_by].isna().sum()
here = pd.Series({"rows": len(kept), "children": kept[who].nunique(), "blank": blanks})
excel = pd.Series({"rows": None, "children": None, "blank": None}, dtype="Int64")
compared = desk.show(pd.DataFrame({"here": here, "Excel": excel}))
compared["agree"] = (here == excel).map({True: "yes", False: "no"}).fillna("not yet")
compared

# %% [markdown]
# If they do not agree, the usual reasons are, in this order: rows counted instead of children, blanks left out, another
# day, short breaks counted. Find yours before you go on. For your sheet, say in words which number differed and why.

# %% [markdown] role="closing"
