# %% [markdown]
# # Practice: match, keep the latest, stack
#
# About an hour, in as many sittings as you like. The same kind of problem four times: once worked for you, then
# with a line taken out, then with most of them, then with all. Where a line was taken out you see
# `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the cell stops with an error, which is
# meant: read its last line. Below each cell you can open the lines that stood there.
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
# Purpose: take the header, the reviews and the health checks
header = warehouse.sql("SELECT CHILD, DOB, UPN FROM ssda903.header").df()
reviews = warehouse.sql("""
    SELECT CHILD, REVIEW FROM ssda903.reviews ORDER BY md5(CHILD || REVIEW)
""").df()
oc2 = warehouse.sql("SELECT CHILD, YEAR, TEETH_CHECK FROM ssda903.oc2").df()

# %% [markdown]
# ## 1. Worked: the date of birth beside each child
#
# The right table has each child once, so the number of rows stays. The seat belt checks it.

# %% role="practice"
# Purpose: look up the date of birth, and see as many rows after as before
with_birth = in_care.merge(header[["CHILD", "DOB"]], on="CHILD", how="left", validate="m:1")
print(len(in_care), "->", len(with_birth))

# %% [markdown]
# ## 2. One line out: the latest review
#
# Reviews stand in no order. Which line makes sure that the last row of a child is the newest?

# %% role="practice"
# Purpose: keep the latest review held by the day, and look it up
held = reviews[reviews["REVIEW"] <= "2024-09-30"]
held = held.sort_values(["CHILD", "REVIEW"])  # ? sort the reviews by child and day
newest = held.drop_duplicates("CHILD", keep="last")
with_review = in_care.merge(newest, on="CHILD", how="left", validate="m:1")
print(with_review["REVIEW"].isna().sum(), "of", len(with_review), "have had none yet")

# %% [markdown]
# ## 3. Two lines out: who has no health data?
#
# `oc2` has a row for a child in a year. Keep one year, then ask who has no row in it.

# %% role="practice"
# Purpose: keep the year 2024, mark what was found, and keep those without
of_year = oc2[oc2["YEAR"] == 2024]  # ? keep the rows whose YEAR is 2024
marked = in_care.merge(of_year, on="CHILD", how="left", indicator=True)  # ? merge, all children kept, marked
without = marked[marked["_merge"] == "left_only"]
print(len(without), "of", len(marked), "have no row")

# %% [markdown]
# All of them had come into care since April 2023, and OC2 asks of children who were in care for a whole year on 31 March
# 2024. So *not found* need not be a fault.
#
# ## 4. Lines out of order: how good is a number as key?
#
# A school has sent a list of pupil numbers as typed. What share of it do we know? All lines are there, and two more that
# do not belong. Put the cursor on a line and move it with **Alt+Up** and **Alt+Down**; take out the two with Ctrl+Shift+K
# (on a Mac Command+Shift+K). Then run the cell: it says how far the order holds.

# %% order="m04_share_of_numbers"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
sent = header[["UPN"]].head(40).copy()
sent["UPN"] = sent["UPN"].str.strip().str.upper()
known = header[["UPN"]].dropna().drop_duplicates()
linked = sent.merge(known, on="UPN", how="left", validate="m:1", indicator=True)
share = 100 * (linked["_merge"] == "both").mean()
# - linked = sent.merge(known, on="UPN", indicator=True) || Without how="left" those who meet nothing go, and the share is 100.
# - share = 100 * len(linked) / len(known) || The base is what was sent, not what is known.

# %% [markdown]
# ## 5. On your own: two lists below each other
#
# Some reviews were held before 2024, some from then on. Make the two lists, say in a column `when` which one a row is
# from, stack them, and count each.

# %% role="practice"
# Purpose: give each list its name, stack the two, and count the rows of each
old = reviews[reviews["REVIEW"] < "2024-01-01"].copy()  # ? keep the reviews before 2024
new = reviews[reviews["REVIEW"] >= "2024-01-01"].copy()  # ? keep the reviews from then on
old["when"] = "before 2024"  # ? say where the first rows come from
new["when"] = "2024 and later"  # ? and where the second rows come from
both = pd.concat([old, new])  # ? put the two below each other
each = both.groupby("when").size()  # ? count the rows of each

# %% [markdown]
# Now the assignment: [04-look-up-and-join](../assignments/04-look-up-and-join/04-look-up-and-join.ipynb).
