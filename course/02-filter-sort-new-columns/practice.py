# %% [markdown]
# # Practice: tests, ages and years
#
# About an hour, in as many sittings as you like. Problems like the stops of the lesson: the first worked for
# you, the next with a line taken out, then with most of them, then with all. Where a line was taken out you see
# `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the cell stops with an error, which is
# meant: read its last line. Below each cell you can open the lines that stood there.
#
# Every child in these tables is invented. Nothing here is marked.

# %% role="setup"
# Purpose: open the episodes, the children and the reviews
import pandas as pd
from fingerpost import connect, in_order

warehouse = connect()
episodes = warehouse.sql("FROM ssda903.episodes").df()
header = warehouse.sql("FROM ssda903.header").df()
reviews = warehouse.sql("FROM ssda903.reviews").df()
day = pd.Timestamp("2024-12-31")

# %% [markdown]
# ## 1. Worked: open at the end of 31 December 2024, in a children's home
#
# Three tests: begun, not over, and the placement `K2`. Each stands on a line of its own, so that you can look at it.

# %% role="practice"
# Purpose: make the three tests, and keep the rows where all three are True
begun = episodes["DECOM"] <= day
not_over = episodes["DEC"].isna() | (episodes["DEC"] > day)
in_home = episodes["PLACE"] == "K2"
len(episodes[begun & not_over & in_home])

# %% [markdown]
# ## 2. One line out: open then, and not in a children's home
#
# Take care: a blank placement is no children's home either, and stays in.

# %% role="practice"
# Purpose: turn the last test round, and count
elsewhere = episodes[begun & not_over & ~in_home]  # ? keep what is begun and not over, and not in a home
len(elsewhere)

# %% [markdown]
# ## 3. Two lines out: ages on 31 December 2024
#
# At the end of the year every birthday of the year has passed. So which children does *year less year* make too old?

# %% role="practice"
# Purpose: work out ages on 31 December 2024, by the rule that works on any day
born = header[header["DOB"] <= day].copy()
birthday_is_later = born["DOB"].dt.strftime("%m%d") > "1231"  # ? ask whether month and day come after 1231
born["age"] = 2024 - born["DOB"].dt.year - birthday_is_later  # ? year less year, less one where later
born["age"].head()

# %% [markdown]
# None: no day comes after 31 December. The rule holds all the same, and on any other day you need it.
#
# ## 4. Lines out of order: reviews by calendar quarter
#
# Give each review of 2024 its quarter, `Q1` to `Q4`, and count them. All lines are there, and two more that do not
# belong. Put the cursor on a line and move it with **Alt+Up** and **Alt+Down**; take out the two with Ctrl+Shift+K (on
# a Mac Command+Shift+K). Then run the cell: it says how far the order holds.

# %% order="m02_reviews_by_quarter"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
held = reviews[reviews["REVIEW"].between("2024-01-01", "2024-12-31")].copy()
held["quarter"] = "Q4"
held.loc[held["REVIEW"].dt.month < 10, "quarter"] = "Q3"
held.loc[held["REVIEW"].dt.month < 7, "quarter"] = "Q2"
held.loc[held["REVIEW"].dt.month < 4, "quarter"] = "Q1"
by_quarter = held["quarter"].value_counts()
# - held[held["REVIEW"].dt.month < 4]["quarter"] = "Q1" || Two pairs of brackets: the copy is changed, and held is as it was.
# - held = reviews[reviews["REVIEW"].between("2024-01-01" and "2024-12-31")] || and is for one answer; between takes two days with a comma.

# %% [markdown]
# ## 5. On your own: how late were reviews held?
#
# How many days lie between a child's review and the last day of 2024, for the reviews of 2024, longest ago first?

# %% role="practice"
# Purpose: keep the reviews of 2024, make a column of days, and sort
of_2024 = reviews[reviews["REVIEW"].between("2024-01-01", "2024-12-31")].copy()  # ? keep the reviews of 2024
of_2024["days"] = (day - of_2024["REVIEW"]).dt.days  # ? make a column of the days up to the day
oldest_first = of_2024.sort_values(["days", "CHILD"], ascending=[False, True])  # ? sort, longest ago first
oldest_first["days"].head()  # ? show the days of the first five

# %% [markdown]
# Now the assignment: [02-filter-sort-new-columns](../assignments/02-filter-sort-new-columns/02-filter-sort-new-columns.ipynb).
