# %% [markdown]
# # At your desk: replace one lookup
#
# About two hours. You take one VLOOKUP or XLOOKUP from a report of your own, do it again here on your own two extracts,
# and say how many rows there were before and after, and how many had no match. At the end you have one page for your
# portfolio, with your words and no data.
#
# **Three rules, before anything else**
#
# 1. Your data stays on your authority's machine, in its approved folder. Do this on that machine, not on Binder or
#    on a shared hub.
# 2. Only code, counts of 10 or more and plain words may leave it.
# 3. Before you share this notebook, make a clean copy: *File*, *Make a copy that is safe to share*. It says what it took
#    out. In a terminal: `fingerpost share` and its name.
#
# This page needs no internet. It never copies your files: it reads them where they are, from a list.

# %% [markdown]
# ## 1. Choose your two extracts
#
# Write the folder between the quotes, as the file explorer shows it: go to its address bar (Alt+D) and copy. Keep the
# `r` in front. Leave it as it is, and you practise on this course's invented data.

# %% role="desk"
# Purpose: list the CSV files and workbooks of one folder; nothing is opened yet
import pandas as pd
from fingerpost import desk

folder = r""
listed = desk.files(folder)
listed

# %% role="desk"
# Purpose: read the table you look up from, by its number; every cell comes as text
number_left = 34  # the header of 2024-25, in the practice data
left = desk.read(listed, number_left)
desk.outline(left)

# %% role="desk"
# Purpose: read the table you look up in
number_right = 39  # permanence before this time in care, 2024-25, in the practice data
right = desk.read(listed, number_right)
desk.outline(right)

# %% [markdown]
# You see the names of the columns and how much of each is filled, but no values.
#
# ## 2. Look at the keys before you join
#
# What is one row on the left, and on the right? Which column do both have, and which do you want to bring across? Write it down,
# then clean both keys in the same way. How many are blank, and how many are repeats?

# %% role="desk"
# Purpose: clean both keys, and count the blanks and the repeats of the right one
key, bring = "CHILD", "PREV_PERM"
left[key] = left[key].str.strip().str.upper()
right[key] = right[key].str.strip().str.upper()
blanks, repeats = right[key].isna().sum(), right[key].dropna().duplicated().sum()
f"on the right: {blanks} blank keys, {repeats} repeats"

# %% [markdown]
# These are exact numbers, for your own eyes on this machine. Rule 2 is about what leaves it; section 5 shows that.
#
# ## 3. Predict, then join
#
# Write down on paper how many rows you expect. Then run, with the seat belt on. Does it stop? Then a key appears twice in
# the right-hand table: go to section 4. Does it go through? Then skip section 4.

# %% role="desk"
# Purpose: join with the left table kept whole, blank keys dropped and the seat belt on
looked_in = right.dropna(subset=[key])[[key, bring]]
joined = left.merge(looked_in, on=key, how="left", validate="m:1", indicator=True)

# %% [markdown]
# ## 4. If the seat belt stopped it: which row do you mean?
#
# Usually the latest. A day came as text, and text does not sort by date. So turn it into a date, sort, and keep the
# last. A date that is blank or only partly known (zz) is sorted first: it is kept only if there is no other. If rows share a day, sort by one more column.

# %% role="desk"
# Purpose: keep the latest row for each key, by its day, and join again with the seat belt on
day = "DATE_PERM"
right[day] = pd.to_datetime(right[day], format="%d/%m/%Y", errors="coerce")
in_order = right.dropna(subset=[key]).sort_values([key, day], na_position="first")
looked_in = in_order.drop_duplicates(key, keep="last")[[key, bring]]
joined = left.merge(looked_in, on=key, how="left", validate="m:1", indicator=True)

# %% [markdown]
# ## 5. Count, and compare with Excel

# %% role="desk"
# Purpose: count the rows before, after and without a match, for your own eyes
unmatched = (joined["_merge"] == "left_only").sum()
f"{len(left)} rows before, {len(joined)} after, {unmatched} without a match"

# %% [markdown]
# Count the `#N/A` in your sheet. Is it the number without a match? If not, look at the first key that only one of the
# two found: a lost zero, a space, or a number kept as text? Then ask about the rows that neither matched. Are
# these children new, left out on purpose, or recorded under another id? Talk to whoever keeps the list.
#
# And this is what may leave: the same counts, with *under 10* for the small ones, zero included.

# %% role="desk"
# Purpose: show the counts as the portfolio sheet may say them
counts = pd.Series({"rows before": len(left), "rows after": len(joined), "no match": unmatched})
counts["blank keys"], counts["repeats"] = blanks, repeats
desk.show(counts)

# %% [markdown] role="closing"
