# %% [markdown]
# # At your desk: redo one filter, and reconcile it
#
# About an hour and a half. You take one filter of your monthly report, do it again here on your own extract, and
# compare it with Excel until the two agree row by row, or you know why they do not. It ends in one page for your
# portfolio, which holds your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    on a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: `fingerpost share` with its name, in a terminal. No terminal?
#    *File*, *Make a copy that is safe to share* does the same. Both say what was taken out.
#
# This page needs no internet. It never copies your file: it reads it where it is, from a list.

# %% [markdown]
# ## 1. Choose your extract
#
# Write the folder between the quotes, as the file explorer shows it: click its address bar and copy. Keep the `r` in
# front. Leave it as it is, and you practise on this course's invented data.

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
# You see the names of the columns and how much of each is filled, and no value.
#
# ## 2. Turn dates into dates
#
# Which columns hold days, and in which form? `format="%d/%m/%Y"` reads 31/03/2025, `"%Y-%m-%d"` reads 2025-03-31.

# %% role="desk"
# Purpose: read two columns of days by the form they have; what cannot be read stops the cell
first_day = pd.to_datetime(table["DECOM"], format="%d/%m/%Y")
last_day = pd.to_datetime(table["DEC"], format="%d/%m/%Y")
f"{first_day.notna().sum()} first days read"

# %% [markdown]
# ## 3. The same filter
#
# Set a clock. Write your report's filter as tests, one on each line. Name the blanks.

# %% role="desk"
# Purpose: write each condition of the filter as a test, join them, and keep the rows
day = pd.Timestamp("2025-03-31")
begun = first_day <= day
not_over = last_day.isna() | (last_day > day)
kept = table[begun & not_over]

# %% role="desk"
# Purpose: show how many rows each value of one column has among those kept; small counts are hidden
desk.show(kept["PLACE"].fillna("Not recorded").value_counts().head(12))

# %% [markdown]
# ## 4. Reconcile it
#
# Open your filtered sheet beside this page and write down both totals. Where they differ, sort both by the child and
# go down until the first row that only one of them has. Then ask of that row: blank date? a date on the very day? a
# row hidden by another filter? text that looks like a date? The first row nearly always explains the rest.

# %% [markdown] role="closing"
