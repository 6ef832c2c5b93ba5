# %% [markdown]
# # At your desk: replace one lookup
#
# About two hours. You take one VLOOKUP or XLOOKUP of a report of yours, do it again here on your own two extracts, and
# say how many rows there were before and after, and how many found nothing. It ends in one page for your portfolio,
# which holds your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    on a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: `fingerpost share` with its name, in a terminal. It says
#    what it took out.
#
# This page needs no internet. It never copies your files: it reads them where they are, from a list.

# %% [markdown]
# ## 1. Choose your two extracts
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
# Purpose: read the table you look up from, by its number; every cell comes as text
number_left = 33  # the episodes of 2024-25, in the practice data
left = desk.read(listed, number_left)
desk.outline(left)

# %% role="desk"
# Purpose: read the table you look up in
number_right = 34  # the header of 2024-25, in the practice data
right = desk.read(listed, number_right)
desk.outline(right)

# %% [markdown]
# You see the names of the columns and how much of each is filled, and no value.
#
# ## 2. Look at the keys before you join
#
# What is one row on the left, and on the right? Which column do both have? Write it down, then clean both in the
# same way. How many are blank, how many stand twice?

# %% role="desk"
# Purpose: clean both keys, and count the blanks and the repeats of the right one
key = "CHILD"
left[key] = left[key].str.strip().str.upper()
right[key] = right[key].str.strip().str.upper()
repeats = right[key].dropna().duplicated().sum()
desk.show(pd.Series({"blank": right[key].isna().sum(), "repeats": repeats}))

# %% [markdown]
# *under 10* may be none at all. If keys repeat on the right, say which row you mean before you go on: sort, and keep the
# latest.
#
# ## 3. Predict, then join
#
# Write the number of rows that you expect on paper. Then run. `validate` stops it if the right table has a key twice.

# %% role="desk"
# Purpose: join with the left table kept whole, and show rows before, after and without a match
one_each = right.dropna(subset=[key]).drop_duplicates(key, keep="last")
joined = left.merge(one_each, on=key, how="left", validate="m:1", indicator=True)
unmatched = (joined["_merge"] == "left_only").sum()
rows = {"rows before": len(left), "rows after": len(joined), "without a match": unmatched}
desk.show(pd.Series(rows))

# %% [markdown]
# ## 4. Compare it with Excel
#
# Count the `#N/A` in your sheet. Is it the number without a match? If not, look at the first key that only one of the
# two found: a zero lost, a space, a capital, a number kept as text? Then ask about those whom nobody found. Are they
# new, left out on purpose, or recorded under another id? Talk to whoever keeps the list.

# %% [markdown] role="closing"
