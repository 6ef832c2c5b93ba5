# %% [markdown]
# # At your desk: rebuild one PivotTable
#
# About an hour and a half. You take one PivotTable of your monthly scorecard, build it again here from your own
# extract, compare the two, and write down what each way took. It ends in one page for your portfolio, which holds
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
# ## 1. Choose your extract
#
# Write the folder between the quotes, as the file explorer shows it: copy its address bar (Alt+D goes there). Keep
# the `r` in front. Leave it as it is, and you practise on this course's invented data.

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
# You see the names of the columns and how much of each is filled, and no value. For a workbook say which sheet, and
# how many title rows stand above the header: `desk.read(listed, 2, sheet="List 8", skip=3)`.
#
# ## 2. Say what one row is
#
# Before you count: is one row a child, an episode, a visit? Which column says who the child is? Write it into the
# next cell; the rest of the page uses it.

# %% role="desk"
# Purpose: name the column of the child and the column that makes the piles
who = "CHILD"
piles_by = "PLACE"
f"One pile for each {piles_by}; {who} says who the child is."

# %% [markdown]
# ## 3. Build it
#
# Set a clock. Write the steps as you learned them; the lines below are a start. `desk.show` writes *under 10* for
# every smaller count, so that your screen does not tell on a child. It does not make a table safe to publish.

# %% role="desk"
# Purpose: count the different children in each pile, blanks named, and look
named = table[piles_by].fillna("Not recorded")
counted = table.groupby(named)[who].nunique().sort_values(ascending=False)
desk.show(counted.head(12))

# %% [markdown]
# Is there a line *Not recorded*? In the practice data no placement is blank; in yours some may be.
#
# ## 4. Compare it with Excel
#
# Open your PivotTable beside this page. Never add the piles up: a child who moved stands in two. Compare three numbers
# of the whole table: its rows (the Grand Total of Count), its children (that of Distinct Count), and the rows with a
# blank (the line *(blank)* of Count).

# %% role="desk"
# Purpose: put Excel's three numbers in place of None, and see how far the two are apart
blanks = table[piles_by].isna().sum()
here = {"rows": len(table), "children": table[who].nunique(), "blank": blanks}
excel = {"rows": None, "children": None, "blank": None}
compared = pd.DataFrame({"here": here, "Excel": excel}, dtype="Int64")
compared["apart"] = compared["here"] - compared["Excel"]
compared

# %% [markdown]
# If they differ, the usual reasons are, in this order: rows counted in place of children, blanks left out, another
# day, short breaks counted. Find yours before you go on. These are exact numbers, for your own eyes on this machine. For your sheet, say in words which number was apart and why.

# %% [markdown] role="closing"
