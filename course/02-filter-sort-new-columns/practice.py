# %% [markdown]
# # Practice: open on a day, and for how long
#
# About an hour, in as many sittings as you like, and half an hour more if you do round 6. One problem, round after
# round: worked for you, then with one line missing, then three, then out of order, then all yours. Where a line is
# missing you see `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the cell stops with an
# error, as it should: read its last line. Below each cell you can open the missing lines.
#
# **The problem.** At the end of each quarter the placements manager asks: *how many episodes were open in this kind of
# placement, and how many of them had lasted more than 90 days?* Four questions answer it every time:
#
# 1. **Which rows?** Make the tests, join them, keep a copy.
# 2. **How many days?** A new column, by one formula.
# 3. **Which label?** One for every row, then another where a test is True, by `.loc`.
# 4. **How many of each?** Count the labels.
#
# Codes are those of SSDA903, as returned for 2024-25. Every child in these tables is invented. Nothing here is marked.

# %% role="setup"
# Purpose: open the episodes and the children
import pandas as pd
from fingerpost import connect, in_order

warehouse = connect()
episodes = warehouse.sql("FROM ssda903.episodes").df()
header = warehouse.sql("FROM ssda903.header").df()

# %% [markdown]
# ## 1. Worked: children's homes (`K2`) on 30 June 2024
#
# Each test has a line of its own, so that you can look at it.

# %% role="practice"
# Purpose: which rows? keep what had begun, was not over, and was in a children's home
day = pd.Timestamp("2024-06-30")
begun = episodes["DECOM"] <= day
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)
in_place = episodes["PLACE"] == "K2"
kept = episodes[begun & not_over & in_place].copy()
print(len(kept))

# %% role="practice"
# Purpose: how many days, which label, how many of each?
kept["days"] = (day - kept["DECOM"]).dt.days
kept["length"] = "90 days or less"
kept.loc[kept["days"] > 90, "length"] = "more than 90 days"
kept["length"].value_counts()

# %% [markdown]
# The two labels should add up to the number of rows kept: look, every time.
#
# ## 2. One line missing: long-term, unrelated foster carers (`U4`) on 30 September 2024

# %% role="practice"
# Purpose: keep what was open with long-term, unrelated carers; then days, labels and their counts
day = pd.Timestamp("2024-09-30")
begun = episodes["DECOM"] <= day
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)  # ? is DEC blank, or later than the day?
in_place = episodes["PLACE"] == "U4"
kept = episodes[begun & not_over & in_place].copy()
print(len(kept))
kept["days"] = (day - kept["DECOM"]).dt.days
kept["length"] = "90 days or less"
kept.loc[kept["days"] > 90, "length"] = "more than 90 days"
kept["length"].value_counts()

# %% [markdown]
# It should show 155 rows. With fewer, ask where the blanks went.
#
# ## 3. Three lines missing: every placement, without short breaks, on 31 December 2024
#
# Blank placements count too, so there is no test for `PLACE` this time. Short breaks (`LS` is `V3` or `V4`) are left
# out.

# %% role="practice"
# Purpose: keep what was open and not a short break; then days, labels and their counts
day = pd.Timestamp("2024-12-31")
begun = episodes["DECOM"] <= day
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)
is_break = episodes["LS"].isin(["V3", "V4"])  # ? ask whether LS is one of the two codes
kept = episodes[begun & not_over & ~is_break].copy()
print(len(kept))
kept["days"] = (day - kept["DECOM"]).dt.days  # ? take DECOM from the day, and count the days
kept["length"] = "90 days or less"
kept.loc[kept["days"] > 90, "length"] = "more than 90 days"  # ? set length where days is above 90, by .loc
kept["length"].value_counts()

# %% [markdown]
# It should show 449 rows. If one label has them all, was the other one set in a copy?
#
# ## 4. Out of order: other unrelated foster carers (`U6`) on 31 March 2025
#
# All the lines are there, and two more that do not belong. Put the cursor on a line and move it with **Alt+Up** and
# **Alt+Down**; take out the two with Ctrl+Shift+K (on a Mac Command+Shift+K). Then run the cell: it says how far the
# order holds.

# %% role="setup"
# Purpose: name the day, and make the first test
day = pd.Timestamp("2025-03-31")
begun = episodes["DECOM"] <= day

# %% order="m02_open_and_how_long"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)
kept = episodes[begun & not_over & (episodes["PLACE"] == "U6")].copy()
kept["days"] = (day - kept["DECOM"]).dt.days
kept["length"] = "90 days or less"
kept.loc[kept["days"] > 90, "length"] = "more than 90 days"
by_length = kept["length"].value_counts()
# - kept[kept["days"] > 90]["length"] = "more than 90 days" || Two pairs of brackets: a copy is changed, and kept is as it was.
# - not_over = episodes["DEC"] > day || A blank is not after any day, so the episodes that have not ended are lost.

# %% [markdown]
# ## 5. All yours: all foster care on 30 June 2025
#
# Foster care has six codes, `U1` to `U6`. The four questions are the same, and nothing in it is new.

# %% role="practice"
# Purpose: keep what was open and foster care; then days, labels and their counts
day = pd.Timestamp("2025-06-30")  # ? name the day
begun = episodes["DECOM"] <= day  # ? the first test
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)  # ? the second test: mind the blanks
in_place = episodes["PLACE"].isin(["U1", "U2", "U3", "U4", "U5", "U6"])  # ? the third test: one of a list
kept = episodes[begun & not_over & in_place].copy()  # ? join the three, and keep a copy
kept["days"] = (day - kept["DECOM"]).dt.days  # ? how many days?
kept["length"] = "90 days or less"  # ? the label for every row
kept.loc[kept["days"] > 90, "length"] = "more than 90 days"  # ? the other label, by .loc
kept["length"].value_counts()  # ? how many of each?

# %% [markdown]
# The labels should add up to 319.
#
# ## 6. If you have half an hour more: the same again, with ages
#
# Another table, the same four questions: of the children already born, how many were 16 or over at the end of 2024?
# `header` holds everyone who was in care in these years, so some were adults by then.
# This time the number is an age. At the end of a year, which children does *year minus year* make too old?

# %% role="practice"
# Purpose: which rows, how old, which label, how many of each?
day = pd.Timestamp("2024-12-31")  # ? name the day
born = header[header["DOB"] <= day].copy()  # ? which rows? keep a copy
birthday_is_later = born["DOB"].dt.strftime("%m%d") > "1231"  # ? do month and day come after 1231?
born["age"] = 2024 - born["DOB"].dt.year - birthday_is_later  # ? year minus year, and one off where later
born["group"] = "under 16"  # ? the label for every row
born.loc[born["age"] >= 16, "group"] = "16 or over"  # ? the other label, by .loc
born["group"].value_counts()  # ? how many of each?

# %% [markdown]
# It should show 505 who were 16 or over. And for whom does year minus year give too high an age?
# None: no day comes after 31 December. The rule holds all the same, and on any other day you need it.
#
# Now the assignment: [02-filter-sort-new-columns](../assignments/02-filter-sort-new-columns/02-filter-sort-new-columns.ipynb).
