# %% [markdown]
# # At your desk: X-ray one extract you own
#
# About an hour and a half. You read one extract of your own, and write down what it is: its shape, what one row is,
# the types, and two surprises. None of its values is shown here. You end with one page for your portfolio, which holds
# your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out. In a terminal: `fingerpost share` and its name.
#
# This page needs no internet. It never copies your file, but reads it where it is. If Python is not allowed on that
# machine yet, do it all on the invented data, and say so in your sheet.

# %% [markdown]
# ## 1. Choose your extract
#
# Put the folder's path between the quotes: click the address bar of File Explorer and copy it. Keep the `r` in
# front. Leave the quotes empty, and you practise on this course's invented data.

# %% role="desk"
# Purpose: list the CSV files and workbooks of one folder; nothing is opened yet
import pandas as pd
from fingerpost import desk

folder = r""
listed = desk.files(folder)
listed

# %% role="desk"
# Purpose: read one file of the list by its number; every cell is read as text
number = 33  # the number in the list; 33 is the episodes of 2024-25 in the practice data
table = desk.read(listed, number)
desk.outline(table)

# %% [markdown]
# You see the names of the columns and how much of each is filled, but no values. Is your table on another sheet, or
# below title rows? Say so: `desk.read(listed, number, sheet="List 8", skip=3)`.
#
# ## 2. Shape, and what one row is
#
# Which column holds the id, and which one dates? Type their names in place of `CHILD` and `DECOM`, exactly as in the
# list above. If there are as many rows as different ids, one row is one of what the id names.
# A count of 0 also shows as *under 10*.

# %% role="desk"
# Purpose: name the two columns, and count rows and different ids; small counts are hidden
id_column = "CHILD"  # the name of your id column
day_column = "DECOM"  # the name of a column of dates
key = table[id_column]
words = "{} rows, {} different ids, {} without one"
desk.say(words, len(table), key.nunique(), key.isna().sum())

# %% [markdown]
# *KeyError* in the last line? Then there is no column of that name: check it against the list. If you ask for help, send
# the kind of error and your line of code. The rest may quote a value of your file.

# %% role="desk"
# Purpose: count how many rows an id has, without showing any id; small counts are hidden
rows_each = key.value_counts()
ids = rows_each.clip(upper=4).value_counts().sort_index()
desk.show(ids.rename("ids").rename_axis("rows each, 4 or more as 4"), parts=True)

# %% [markdown]
# ## 3. Types
#
# Which columns would lose something as numbers? Look for leading zeros and for more than 15 digits. No value is
# shown, only how many there are.

# %% role="desk"
# Purpose: count, column by column, the cells that a number would change
figures = {name: table[name].str.fullmatch(r"0\d+|\d{16,}") for name in table}
cells = {name: found.fillna(value=False).sum() for name, found in figures.items()}
desk.show(pd.Series(cells, name="cells"), of_children=False)

# %% [markdown]
# And in what format are the dates? The cell says how many fit, and how many could also be read the other way round.

# %% role="desk"
# Purpose: count the dates of one column that fit a format, and those that fit another one too
days = table[day_column].dropna()
fits = pd.to_datetime(days, format="%d/%m/%Y", errors="coerce").notna()
turned = pd.to_datetime(days, format="%m/%d/%Y", errors="coerce").notna()
both = (fits & turned).sum()
found = {"dates": len(days), "fit day/month/year": fits.sum(), "fit month/day/year too": both}
desk.show(pd.Series(found, name="days"))

# %% [markdown]
# If the last of these were swapped, nobody would notice.
#
# ## 4. Compare with Excel
#
# Open the same file in Excel as you always do. Look at the id column, at one long number, and at one date that you
# know. Note two surprises, in words: what is shown, what is stored, and what could go wrong. Close it without saving.

# %% [markdown] role="closing"
