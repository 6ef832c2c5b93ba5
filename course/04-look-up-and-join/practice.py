# %% [markdown]
# # Practice: the latest of each child, and who has no match
#
# About an hour, in as many sittings as you like. The same kind of problem four times: put the latest row beside each
# child, lose nobody, and say who has no match. First it is worked for you, then a line is taken out, then the lines are out
# of order, then you write all of it. Where a line was taken out you see `WRITE_YOUR_LINE_HERE` and a hint. Write your
# line over it. Until you do, the cell stops with an error, on purpose: read its last line. Below each cell you can
# open the lines that were there. A fifth problem, of another kind, comes last.
#
# Every child in these tables is invented. Nothing here is marked.

# %% role="setup"
# Purpose: open the warehouse, and take the children in care at the end of September 2024
import pandas as pd
from fingerpost import connect, in_order

warehouse = connect()
in_care = warehouse.sql("""
    SELECT CHILD, DECOM FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')
    AND DECOM <= '2024-09-30' AND (DEC IS NULL OR DEC > '2024-09-30') ORDER BY CHILD
""").df()

# %% role="setup"
# Purpose: take the reviews and the health data up to then, in no order
reviews = warehouse.sql("""
    FROM ssda903.reviews WHERE REVIEW <= '2024-09-30' ORDER BY md5(CHILD || REVIEW)
""").df()
oc2 = warehouse.sql("FROM ssda903.oc2 WHERE YEAR <= 2024 ORDER BY md5(CHILD || YEAR)").df()

# %% role="setup"
# Purpose: take the times missing and the workers up to then, in no order
missing = warehouse.sql("""
    FROM ssda903.missing WHERE MISSING = 'M' AND MIS_START <= '2024-09-30'
    ORDER BY md5(CHILD || MIS_START)
""").df()
workers = warehouse.sql("""
    FROM ssda903.sw_episodes WHERE SW_DECOM <= '2024-09-30' ORDER BY md5(CHILD || SW_ID)
""").df()

# %% [markdown]
# ## 1. Worked: the latest review
#
# The reviews are in no order, and most children have had several. Sort, keep the last, look it up with the seat belt on,
# and count who has no match.

# %% role="practice"
# Purpose: put the latest review beside each child, and count who has had none
sorted_reviews = reviews.sort_values(["CHILD", "REVIEW"])
newest = sorted_reviews.drop_duplicates("CHILD", keep="last")
beside = in_care.merge(newest, on="CHILD", how="left", validate="m:1", indicator=True)
none_yet = beside[beside["_merge"] == "left_only"]
print(len(in_care), "->", len(beside), "rows;", len(none_yet), "have had no review yet")

# %% [markdown]
# ## 2. One line out: the latest health data
#
# In `oc2` one row is one child's health data for one year. Which line makes sure that a child's last row is the newest?

# %% role="practice"
# Purpose: put the latest health data beside each child, and count who has none
sorted_data = oc2.sort_values(["CHILD", "YEAR"])  # ? sort the health data by child and year
newest = sorted_data.drop_duplicates("CHILD", keep="last")
beside = in_care.merge(newest, on="CHILD", how="left", validate="m:1", indicator=True)
none_yet = beside[beside["_merge"] == "left_only"]
print(len(in_care), "->", len(beside), "rows;", len(none_yet), "have no health data")

# %% [markdown]
# All those without had come into care since April 2023, and OC2 covers children who had been in care for a whole year on
# 31 March 2024 (SSDA903 OC2, as returned for 2024-25). So *no match* need not be a mistake.
#
# ## 3. Lines out of order: the latest time missing
#
# What share of the children have a missing time on record? This time the last line works that out, as a percentage
# of all children in care. All the lines are there, and two more that do not belong. Put the cursor on a line and move it with
# **Alt+Up** and **Alt+Down**; take out the two with Ctrl+Shift+K (on a Mac Command+Shift+K). Then run the cell: it says
# how far the order is right.

# %% order="m04_latest_missing"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
sorted_times = missing.sort_values(["CHILD", "MIS_START"])
newest = sorted_times.drop_duplicates("CHILD", keep="last")
beside = in_care.merge(newest, on="CHILD", how="left", validate="m:1", indicator=True)
found = beside["_merge"] == "both"
share = 100 * found.mean()
# - beside = in_care.merge(newest, on="CHILD", indicator=True) || Without how="left", children with no match are dropped, and the share is always 100.
# - share = 100 * found.sum() / len(missing) || The base is the children in care, not the times missing.

# %% [markdown]
# ## 4. On your own: the latest worker
#
# Put the most recent worker (by `SW_DECOM`) beside each child in care, and count who has none.

# %% role="practice"
# Purpose: put the latest worker beside each child, and count who has none
sorted_workers = workers.sort_values(["CHILD", "SW_DECOM"])  # ? sort the workers by child and day
newest = sorted_workers.drop_duplicates("CHILD", keep="last")  # ? keep each child's last row
beside = in_care.merge(newest, on="CHILD", how="left", validate="m:1", indicator=True)  # ? merge, all kept
none_yet = beside[beside["_merge"] == "left_only"]  # ? keep those with no match
print(len(in_care), "->", len(beside), "rows;", len(none_yet), "have no worker")

# %% [markdown]
# “None without a worker” is a finding too. Say so in your note, with the rows before and after.
#
# ## 5. Another kind, on your own: one list below the other
#
# Some reviews were held before 2024, some from then on. Make the two lists, say in a column `when` which list each row
# is from, stack them, and count each.

# %% role="practice"
# Purpose: give each list its name, stack the two, and count the rows of each
old = reviews[reviews["REVIEW"] < "2024-01-01"].copy()  # ? keep the reviews before 2024
new = reviews[reviews["REVIEW"] >= "2024-01-01"].copy()  # ? keep the reviews from then on
old["when"] = "before 2024"  # ? say where the first rows come from
new["when"] = "2024 and later"  # ? and where the second rows come from
both = pd.concat([old, new])  # ? put one below the other
both.groupby("when").size()  # ? count the rows of each

# %% [markdown]
# Now the assignment: [04-look-up-and-join](../assignments/04-look-up-and-join/04-look-up-and-join.ipynb).
