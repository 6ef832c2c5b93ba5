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
# 3. Before you share this notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out. In a terminal: `fingerpost share` and its name.
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
number = 33  # the number in the list; 33 is the episodes of 2024-25 in the practice data
table = desk.read(listed, number)
desk.outline(table)

# %% [markdown]
# You see the names of the columns and how much of each is filled, and no value.
#
# ## 2. Turn dates into dates
#
# Which columns hold days, and which one the kind that your filter asks for? Type their names in place of `DECOM`,
# `DEC` and `PLACE`: copy them from the list above, letter for letter. In which format are the days?
# `format="%d/%m/%Y"` reads 31/03/2025, `"%Y-%m-%d"` reads 2025-03-31.

# %% role="desk"
# Purpose: name the columns, and read the days by their format; what cannot be read stops the cell
began, ended, kind = "DECOM", "DEC", "PLACE"  # the names of your columns
first_day = pd.to_datetime(table[began], format="%d/%m/%Y")
last_day = pd.to_datetime(table[ended], format="%d/%m/%Y")
desk.say("{} first days read, {} last days", first_day.count(), last_day.count())

# %% [markdown]
# *KeyError* in the last line? Then there is no column of that name: compare it with the list.

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
desk.show(kept[kind].fillna("Not recorded").value_counts(), parts=True)

# %% [markdown]
# ## 4. Reconcile it
#
# In Excel copy the rows that your filter shows into a new sheet, and save it as a CSV file in the same folder. Then
# list the folder again, read the new file by its number, and let the cell compare the ids of both. On the practice
# data the list of all children stands in for your sheet, so many are in it alone.

# %% role="desk"
# Purpose: count the ids that both lists have, and those that only one of them has; no id is shown
number_of_sheet = 34  # your new file; 34 is the header of 2024-25 in the practice data
id_column = "CHILD"  # the name of the id column, the same in both
sheet = desk.read(desk.files(folder), number_of_sheet)
desk.compare(kept[id_column], sheet[id_column])

# %% [markdown]
# In *here alone* stand ids that Excel did not show, in *there alone* those that your tests dropped. Now find out why:
# how many of those dropped have a blank date, or one on the very day? Change the tests until you know.

# %% role="desk"
# Purpose: count what may make the difference, among rows that Excel has and your tests dropped
dropped = table[id_column].isin(sheet[id_column]) & ~(begun & not_over)
why = {"no last day": last_day.isna(), "ended on the day": last_day == day}
why["began later"] = first_day > day
desk.show(pd.Series({words: (dropped & test).sum() for words, test in why.items()}, name="rows"))

# %% [markdown]
# Is nearly every id alone? Then Excel took the zeros off as it saved. Write
# `sheet[id_column] = sheet[id_column].str.zfill(6)` above `desk.compare`: it fills each id up with zeros again.
# If not, ask: a row hidden by another filter? text that looks like a date?

# %% [markdown] role="closing"
