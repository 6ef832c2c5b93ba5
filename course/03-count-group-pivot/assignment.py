# %% [markdown]
# # Count, group, pivot: your tasks
#
# Eight short tasks and one piece of writing, about the year 1 April 2024 to 31 March 2025.
# Every child in these tables is invented.
#
# Under each task there is a grey cell with `check`. Run it as often as you like: it says what it saw in
# your answer, why that happens and what to try next. It earns you the first points. The others come when
# you hand in, because your notebook is then run again on another authority's children. So work each answer
# out from the tables, and let the computer type the numbers.
#
# These tables have small counts in them. You may look at them because every child is invented. In your own
# authority, tables like these stay with the team: only counts of 10 or more leave your machine.

# %% role="setup"
# Purpose: open the episodes; leave out short breaks (V3 and V4)
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

# %% role="setup"
# Purpose: add the child's sex, age and age band on 31 March 2025 to each episode of the year
people = warehouse.sql("""
    SELECT CHILD, SEX, date_sub('year', DOB, DATE '2025-03-31') AS AGE FROM ssda903.header
""").df()
bands = ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]
year_people = year_episodes.merge(people, on="CHILD", how="left")
year_people["AGE_BAND"] = pd.cut(year_people["AGE"], [-1, 0, 4, 9, 15, 120], labels=bands)

# %% [markdown]
# You now have three tables of episodes: `episodes` (all years), `year_episodes` (open in 2024-25) and
# `year_people` (the same rows with the child's sex and age). In all of them one row is one episode, so a child
# can have several rows. Short breaks are left out, as in the published figures (Department for Education, *Children looked
# after in England including adoptions*, 2025). The lesson says what the codes of `PLACE` and `LS` mean; the *Warehouse* panel
# has them all. `Z11` to `Z14` replaced `Z1`, other placement, in April 2025 (SSDA903 codes, from 2025-26): an episode still
# open then carries the new code, so a return made earlier counts it as `Z1`.
#
# ## 1. Children by sex and age (3 points)
#
# How many **different children** of each sex and age band were in care at some time in the year? Use the age on
# 31 March 2025, in the column `AGE_BAND`; a young person who left care at 18 is in the last band.
#
# Make a table called `children_by_sex_and_age`: `SEX` and `AGE_BAND`, with the number of children. Sexes down and
# bands across, or one row for each pair: both are right.

# %% task="children_by_sex_and_age"
# Purpose: count the different children of each sex and age band
### BEGIN SOLUTION
piles = year_people.groupby(["SEX", "AGE_BAND"])
children_by_sex_and_age = piles["CHILD"].nunique()
### END SOLUTION

# %% [markdown]
# ## 2. Children in each kind of placement (3 points)
#
# How many **different children** were in each kind of placement at some time in the year?
# Some episodes have no placement recorded yet: keep them in your table as a row of their own.
#
# Make a table called `children_by_placement`: one row for each `PLACE`, with the number of children
# next to it. The order of the rows does not matter. A child who lived in two kinds of placement is in two
# rows.

# %% task="children_by_placement"
# Purpose: count the different children in each kind of placement, blank included
### BEGIN SOLUTION
piles = year_episodes.groupby("PLACE", dropna=False)
children_by_placement = piles["CHILD"].nunique()
### END SOLUTION

# %% [markdown]
# ## 3. Legal status by placement, with totals (3 points)
#
# Now count **episodes**, so that the parts add up: how many episodes of each legal status (`LS`) were there in
# each kind of placement in the year? Keep the episodes without a placement, and give the table a **total row and
# a total column**, called `Total` or `All`.
#
# Make a table called `status_by_placement`.

# %% task="status_by_placement"
# Purpose: count the episodes of each legal status in each kind of placement, with totals
### BEGIN SOLUTION
place = year_episodes["PLACE"].fillna("Not recorded")
status_by_placement = pd.crosstab(year_episodes["LS"], place, margins=True)
### END SOLUTION

# %% [markdown]
# ## 4. Placements of each legal status, as percentages (3 points)
#
# Of the episodes of each legal status, what **percentage** was in each kind of placement, blanks included? Each row
# of your table then adds up to 100. Leave the numbers as they are or round them to one decimal place.
#
# Make a table called `placement_shares`, with `LS` and `PLACE` as in task 3.

# %% task="placement_shares"
# Purpose: divide each cell by the total of its own row, as a percentage
### BEGIN SOLUTION
place = year_episodes["PLACE"].fillna("Not recorded")
placement_shares = pd.crosstab(year_episodes["LS"], place, normalize="index") * 100
### END SOLUTION

# %% [markdown]
# ## 5. The age in the middle (2 points)
#
# What is the **median age** of the children in each kind of placement? The median is the age of the child in the
# middle when all are lined up in order of age; of an even number of children, it is halfway between the two in the
# middle. Each child counts once in a placement, however many episodes they had there. Keep the blanks.
#
# Make a table called `median_age_by_placement`: one row for each `PLACE`, with the median of `AGE`, and one more row
# called `Total` with the median of all children, each child once. To add a row: `my_table.loc["Total"] = …`.

# %% task="median_age_by_placement"
# Purpose: find the median age in each kind of placement, and of all children
### BEGIN SOLUTION
once = year_people.drop_duplicates(["CHILD", "PLACE"])
median_age_by_placement = once.groupby(once["PLACE"].fillna("Not recorded"))["AGE"].median()
median_age_by_placement.loc["Total"] = year_people.drop_duplicates("CHILD")["AGE"].median()
### END SOLUTION

# %% [markdown]
# ## 6. Children who came into care, month by month (4 points)
#
# For each of the twelve months of the year, how many **different children** started to be looked after?
# A child starts when an episode begins with the reason `RNE` equal to `S` (SSDA903 codes, 2024-25). A child who
# started twice in one month counts once in that month.
#
# Make a table called `monthly_starters`: one row for each month, with the number of children next to it.
# Write a month as a period (`2024-04`), as the same text, or as its first day. **All twelve months** must be
# there, even one in which nobody started.

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
# ## 7. Children in care for every 10,000 children (3 points)
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

# %% [markdown]
# ## 8. Four questions: children or episodes? (3 points)
#
# Four questions reach you in one week, all about the year 2024-25. Decide for each whether it asks for children or
# for episodes, then count.
#
# - **a** The lead member: "How many children lived in a children's home (`K2`) at some time in the year?"
# - **b** The data team checks every episode that began in the year by hand: "How many will we check?"
# - **c** The panel: "How many children had a change of placement in the year?"
# - **d** The placements team does the paperwork for each change: "How many changes of placement were there?"
#
# A change of placement is an episode that began in the year with `RNE` equal to `P`, `B`, `T` or `U`
# (SSDA903 codes, 2024-25).
#
# Make a table called `four_counts`: `a`, `b`, `c` and `d`, each with its number. Or write each letter with its
# number in curly brackets: `{"a": …, "b": …, "c": …, "d": …}`. Python calls that a `dict`.

# %% task="four_counts"
# Purpose: count children or episodes, whichever each question asks for
### BEGIN SOLUTION
new = year_episodes[year_episodes["DECOM"] >= year_start]
moves = new[new["RNE"].isin(["P", "B", "T", "U"])]
in_homes = year_episodes[year_episodes["PLACE"] == "K2"]
four_counts = {"a": in_homes["CHILD"].nunique(), "b": len(new)}
four_counts |= {"c": moves["CHILD"].nunique(), "d": len(moves)}
### END SOLUTION

# %% [markdown] person="table_caution" points=6
# ## 9. In your own words (6 points, marked by your tutor)
#
# Your head of service will see the table of task 2 and nothing else. Write **two sentences** that say what
# it shows, and **one caution** that keeps a reader from taking it for more than it is. The table has rows of fewer
# than 10 children: quote none of them. At most 80 words, in the cell below this one.
#
# ### BEGIN MARK SCHEME
# | row | 2 | 1 | 0 |
# |---|---|---|---|
# | Right reading, with numbers | Both sentences are true of your own table, and each holds a number of 10 or more from it. | One sentence is true and holds a number from your table; the other has no number, or a count under 10, or is not what the table says. | Nothing is read from the table: no number, or none that is in it. |
# | Base and date stated | It says that the figures are children, not episodes, at some time from 1 April 2024 to 31 March 2025, without short breaks. | It says who is counted or for which time, not both. | It says neither who is counted nor for which time. |
# | No cause claimed | Nothing is said to happen because of something else, and the caution names a real limit: blank placements, children in two rows, rows too small to pass on, one year. | A limit is named but not explained, or a cause slips in as well. | There is a cause or a demand instead of the caution, or the caution would fit any table. |
#
# That a child can be in two rows is worth saying, though no row of this scheme asks for it. If a number follows from
# a slip in task 2, take it as it is: the slip has cost its points there.
#
# Comments to choose from:
#
# - Your head of service can find each of your numbers in the table. Keep that habit.
# - Put the number next to the claim: "many" and "most" send your reader looking for it.
# - Say who is counted (children, not episodes) and from when to when; without that nobody can compare it with last year.
# - The table shows how many, not why. Leave the reason out, or say what you would look at to find it.
# - That row has fewer than 10 children, and someone may recognise them. Choose a larger row to quote.
# - Your caution would fit any table. Name what could mislead in this one: blank placements, or children in two rows.
# ### END MARK SCHEME
