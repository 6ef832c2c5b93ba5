# %% [markdown]
# # Count, group, pivot: your tasks
#
# Three short tasks and one piece of writing, about the year 1 April 2024 to 31 March 2025.
# Every child in these tables is invented.
#
# Under each task stands a grey cell with `check`. Run it as often as you like: it says what it saw in
# your answer, why that happens and what to try next. It pays the first points. The others are paid when
# you hand in, because your notebook is then run again on another authority's children. So work each answer
# out from the tables, and let the computer type the numbers.

# %% role="setup"
# Purpose: open the episodes; leave out short breaks (V3 and V4), as the published figures do
import pandas as pd
from fingerpost import check, connect

warehouse = connect()
episodes = warehouse.sql("FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')").df()
authorities = warehouse.sql("FROM ref.authorities").df()
year_start, year_end = pd.Timestamp("2024-04-01"), pd.Timestamp("2025-03-31")

# %% role="setup"
# Purpose: keep the episodes that were open on at least one day of the year
begun = episodes["DECOM"] <= year_end
not_over = episodes["DEC"].isna() | (episodes["DEC"] >= year_start)
year_episodes = episodes[begun & not_over]

# %% [markdown]
# You now have two tables of episodes: `episodes` (every year there is) and `year_episodes` (open in
# 2024-25). In both, one row is one episode, so a child can have several rows. Short breaks are left out.
#
# ## 1. Children in each kind of placement (3 points)
#
# How many **different children** were in each kind of placement at some time in the year?
# Some episodes have no placement recorded yet: keep them in your table as a row of their own.
#
# Make a table called `children_by_placement`: one row for each `PLACE`, with the number of children
# beside it. The order of the rows does not matter. A child who lived in two kinds of placement stands in two
# rows.

# %% task="children_by_placement"
# Purpose: count the different children in each kind of placement, blank included
### BEGIN SOLUTION
piles = year_episodes.groupby("PLACE", dropna=False)
children_by_placement = piles["CHILD"].nunique()
### END SOLUTION

# %% [markdown]
# ## 2. Children who came into care, month by month (4 points)
#
# For each of the twelve months of the year, how many **different children** started to be looked after?
# A child starts when an episode begins with the reason `RNE` equal to `S`. A child who started twice in one
# month counts once in that month.
#
# Make a table called `monthly_starters`: one row for each month, with the number of children beside it.
# Write a month as a period (`2024-04`), as that text, or as its first day. **All twelve months** must be
# there, also a month in which nobody started.

# %% task="monthly_starters"
# Purpose: count the children who started in each month, empty months included
### BEGIN SOLUTION
starts = year_episodes[(year_episodes["RNE"] == "S") & (year_episodes["DECOM"] >= year_start)]
month = starts["DECOM"].dt.to_period("M")
months = pd.period_range(year_start, year_end, freq="M")
counted = starts.groupby(month)["CHILD"].nunique()
monthly_starters = counted.reindex(months, fill_value=0)
### END SOLUTION

# %% [markdown]
# ## 3. Children in care for every 10,000 children (3 points)
#
# How many children were looked after **on 31 March 2025** for every 10,000 people aged 0 to 17 in our
# authority? An episode counts on that day if it had begun by then and had not ended: one that ended on
# 31 March counts as over. The table `authorities` has the population of several authorities; ours is the one
# where `is_ours` is true.
#
# Make one number called `rate_per_10k`. Leave it as it is or round it to one decimal place.

# %% task="rate_per_10k"
# Purpose: divide the children in care on 31 March 2025 by our children, in ten thousands
### BEGIN SOLUTION
still_open = year_episodes["DEC"].isna() | (year_episodes["DEC"] > year_end)
children = year_episodes[still_open]["CHILD"].nunique()
ours = authorities[authorities["is_ours"]]
population = ours["population_0_17"].sum()
rate_per_10k = children / population * 10_000
### END SOLUTION

# %% [markdown] person="table_caution" points=6
# ## 4. In your own words (6 points, marked by your tutor)
#
# Your head of service will see the table of task 1 and nothing else. Write **two sentences** that say what
# it shows, and **one caution** that keeps a reader from taking it for more than it is. At most 80 words.
# Write them in the cell below this one.
#
# ### BEGIN MARK SCHEME
# Each row: 2 = done fully, 1 = done in part, 0 = missing.
#
# | row | 2 points look like this |
# |---|---|
# | Right reading, with numbers | both sentences are true of the learner's own table, and each holds a number from it |
# | Base and date stated | says that the figures are children (not episodes), at some time from 1 April 2024 to 31 March 2025, short breaks left out; that a child can stand in two rows is worth saying |
# | No cause claimed | nothing is said to happen because of something else; the caution names a real limit (blank placements, children in two rows, one invented authority, one year) |
#
# Numbers that follow from a slip in task 1 are read as they stand: the slip has cost its points there.
# ### END MARK SCHEME
