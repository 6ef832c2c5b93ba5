# %% [markdown]
# # At your desk: redo one filter, and reconcile it
#
# About an hour and a half, then half an hour for your sheet and for looking back. You take one filter of your monthly
# report, do it again here on your own extract, and compare the two row by row, until they agree or you know why they
# do not. It ends in one page for your portfolio, which holds your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    on a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out. In a terminal: `fingerpost share` and its name.
#
# This page needs no internet and installs nothing. It never copies your file: it reads it where it is, from a list. If
# Python is not allowed on that machine yet, do it all on the invented data, and say so in your sheet.

# %% [markdown]
# ## 1. Choose your extract (10 minutes)
#
# Write the folder between the quotes, as the file explorer shows it: click its address bar and copy. Keep the `r` in
# front. Leave the quotes empty to practise on this course's invented data.

# %% role="desk"
# Purpose: list the CSV files and workbooks of one folder; nothing is opened yet
import pandas as pd
from fingerpost import desk

folder = r""
listed = desk.files(folder)
listed

# %% role="desk"
# Purpose: read one file of the list by its number; every cell comes as text
number = 33  # the number in the list; 33 is the episodes of 2024-25 in the practice data
table = desk.read(listed, number)
desk.outline(table)

# %% [markdown]
# You see the name of each column and how much of it is filled, and no values.
#
# ## 2. Turn dates into dates (15 minutes)
#
# Which column has the ids, which two have days, and which holds what you filter on? Type their names in
# place of these four: copy them from the list above, letter for letter. How are the days written?
# `format="%d/%m/%Y"` reads 31/03/2025, `"%Y-%m-%d"` reads 2025-03-31.

# %% role="desk"
# Purpose: name the columns, and read the days by their format; what cannot be read stops the cell
id_column, began, ended, kind = "CHILD", "DECOM", "DEC", "PLACE"  # the names of your columns
first_day = pd.to_datetime(table[began], format="%d/%m/%Y")
last_day = pd.to_datetime(table[ended], format="%d/%m/%Y")
desk.say("{} first days read, {} last days", first_day.count(), last_day.count())

# %% [markdown]
# *KeyError* in the last line? Then no column has that name: compare it with the list.
#
# ## 3. The same filter (35 minutes)
#
# Start a clock. Write your report's filter as tests, each on a line of its own. Say what happens to blanks.

# %% role="desk"
# Purpose: write each condition of the filter as a test, join them, and keep the rows
day = pd.Timestamp("2024-12-31")
begun = first_day <= day
not_over = last_day.isna() | (last_day > day)
kept = table[begun & not_over]

# %% role="desk"
# Purpose: show how many rows each value of one column has among those kept; small counts are hidden
desk.show(kept[kind].fillna("Not recorded").value_counts(), parts=True)

# %% [markdown]
# ## 4. Reconcile it (30 minutes)
#
# In Excel, copy the rows that your filter shows into a new sheet, and save it as a CSV file in the same folder. List
# the folder again, and type the number of the new file in place of `None`. On the practice data a line stands in for
# Excel: it keeps the rows that AutoFilter shows with *(Blanks)* ticked under `DEC`.

# %% role="desk"
# Purpose: read the rows that Excel shows; without a number, rows with no last day stand in
sheet_number = None
sheet = desk.read(desk.files(folder), sheet_number) if sheet_number else table[last_day.isna()]
desk.say("{} rows here, {} rows there", len(kept), len(sheet))

# %% role="desk"
# Purpose: give each row a key, its id and first day, and count those in both; no key is shown
here = kept[id_column] + " " + kept[began]
there = sheet[id_column] + " " + sheet[began]
desk.compare(here, there, of="keys")

# %% [markdown]
# *Only here* counts the rows that Excel did not show; *only there*, those that your tests dropped. On the practice
# data the two totals are close, and 212 rows differ: totals that agree prove little. Now find out why.

# %% role="desk"
# Purpose: give every row of your extract a likely cause, the strongest one last
table["cause"] = "no last day"
table.loc[last_day > day, "cause"] = "ended after the day"
table.loc[last_day == day, "cause"] = "ended on the day"
table.loc[last_day < day, "cause"] = "ended before the day"
table.loc[first_day > day, "cause"] = "began after the day"

# %% role="desk"
# Purpose: count the causes of the rows that only your tests kept
key = table[id_column] + " " + table[began]
desk.show(table.loc[key.isin(here) & ~key.isin(there), "cause"].value_counts(), parts=True)

# %% role="desk"
# Purpose: count the causes of the rows that only Excel shows
desk.show(table.loc[key.isin(there) & ~key.isin(here), "cause"].value_counts(), parts=True)

# %% [markdown]
# Change a test, here or in Excel, until the two agree or every difference has a cause that you can name. Then write
# down the day and both totals: they are what your sheet is about.
#
# - Is nearly every row on one side only? Then Excel changed something as it saved. If it took zeros off the ids, write
#   `sheet[id_column] = sheet[id_column].str.zfill(6)` above the keys: it fills each id up with zeros again. If it
#   wrote the days in another way, format that column in Excel as your extract has it, and save again.
# - A cause that explains nothing? Ask: is the row hidden by another filter? Is a day really text? Are there fewer
#   causes than rows? Then those rows are not in your extract at all.

# %% [markdown] role="closing"
