# %% [markdown]
# # Practice: empty months, shares, medians and a rate
#
# About an hour, in as many sittings as you like. The same kind of problem four times: count children by month, and
# keep the months in which there are none. First it is worked for you, then with one line missing, then with its
# lines out of order, then with nothing given. Two other kinds of problem follow, each worked once before you try it, and
# a rate comes last. Where a line was taken out you see `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the
# cell stops with an error, which is intended: read its last line. Below each cell you can open the lines that were there.
#
# Every child in these tables is invented. Nothing here is marked.

# %% role="setup"
# Purpose: open the episodes of 2024-25, without short breaks, with the age on 31 March 2025
import pandas as pd
from fingerpost import connect, in_order

warehouse = connect()
year_people = warehouse.sql("""
    SELECT episodes.*, SEX, date_sub('year', DOB, DATE '2025-03-31') AS AGE
    FROM ssda903.episodes JOIN ssda903.header USING (CHILD)
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
""").df()

# %% [markdown]
# ## 1. Worked: children who moved, by month
#
# How many different children moved in each month of the year? A move is an episode that began with `RNE` equal to `P`,
# `B`, `T` or `U` (SSDA903 codes, 2024-25). Keep those rows, turn each day into its month, count, and put the counts into the
# list of all months.

# %% role="practice"
# Purpose: count the children who moved in each month, with months in which nobody did
begun = year_people[year_people["DECOM"] >= "2024-04-01"]
moved = begun[begun["RNE"].isin(["P", "B", "T", "U"])]
month = moved["DECOM"].dt.to_period("M")
counted = moved.groupby(month)["CHILD"].nunique()
months = pd.period_range("2024-04", "2025-03", freq="M")
counted.reindex(months, fill_value=0)

# %% [markdown]
# No month is empty here. Use the list all the same: next year may have an empty one.
#
# ## 2. One line out: children who began an episode, by month
#
# The same, whatever the reason. Which line makes sure that an empty month would be in the table?

# %% role="practice"
# Purpose: count the children who began an episode in each month, with empty months
month = begun["DECOM"].dt.to_period("M")
counted = begun.groupby(month)["CHILD"].nunique()
months = pd.period_range("2024-04", "2025-03", freq="M")
counted = counted.reindex(months, fill_value=0)  # ? put them into the list of all months, with 0 for none
counted

# %% [markdown]
# ## 3. Lines out of order: endings by month
#
# How many different children had an episode that ended in each month, with months in which none ended? All lines are
# there, and two more that do not belong. Put the cursor on a line and move it with **Alt+Up** and **Alt+Down**; take
# out the two with Ctrl+Shift+K (on a Mac Command+Shift+K). Then run the cell: it says how much of the order is right.

# %% order="m03_endings_by_month"
# Purpose: put the lines into order; Alt+Up and Alt+Down move the line you are on
ended = year_people[year_people["DEC"].between("2024-04-01", "2025-03-31")]
month = ended["DEC"].dt.to_period("M")
counted = ended.groupby(month)["CHILD"].nunique()
months = pd.period_range("2024-04", "2025-03", freq="M")
endings = counted.reindex(months, fill_value=0)
# - month = ended["DEC"].dt.month_name() || A month's name has no year, and sorts April first, then August.
# - counted = ended.groupby(month).size() || size counts rows: a child who moved twice in a month counts twice.

# %% [markdown]
# ## 4. On your own: children who left care, by month
#
# How many different children left care in each month? `REC` says why an episode ended; it is `X1` where a new episode
# follows the same day (SSDA903 codes, 2024-25). So count the children whose episode ended in the year with any other `REC`.

# %% role="practice"
# Purpose: count the children who left care in each month, with empty months
ended = year_people[year_people["DEC"].between("2024-04-01", "2025-03-31")]  # ? keep what ended in the year
left = ended[ended["REC"] != "X1"]  # ? keep those whose REC is not X1
month = left["DEC"].dt.to_period("M")  # ? turn each day into its month
counted = left.groupby(month)["CHILD"].nunique()  # ? count the different children of each month
months = pd.period_range("2024-04", "2025-03", freq="M")  # ? list all twelve months
left_by_month = counted.reindex(months, fill_value=0)  # ? put the counts into that list
left_by_month  # ? show the table

# %% [markdown]
# ## 5. Another kind: shares, worked and then yours
#
# Of the episodes with each category of need (`CIN`), what share was in each kind of placement? The words after *of*
# say what to divide by: the episodes of that need. `N1` is abuse or neglect, `N2` the child's disability, `N3` parental
# illness or disability, `N4` family in acute stress, `N5` family dysfunction, `N6` socially unacceptable behaviour, `N7` low
# income, `N8` absent parenting (SSDA903 codes, 2024-25).

# %% role="practice"
# Purpose: divide each cell by its row, as a percentage, and check that each row adds up to 100
place = year_people["PLACE"].fillna("Not recorded")
shares = pd.crosstab(year_people["CIN"], place, normalize="index") * 100
shares.sum(axis="columns").round(1)

# %% [markdown]
# `axis="columns"` adds across the columns, so each row gets one sum. It is the check you would do in Excel. Your turn:
# of the episodes of girls and of boys, what share was in each kind of placement?

# %% role="practice"
# Purpose: divide each cell by its row, for each sex, and check the sums
shares = pd.crosstab(year_people["SEX"], place, normalize="index") * 100  # ? sex by placement, row shares
shares.sum(axis="columns").round(1)  # ? add each row up

# %% [markdown]
# Both rows should say 100. If they do not, ask what you divided by.
#
# ## 6. Another kind: the age in the middle, worked and then yours
#
# What is the median age for each kind of provider, and for all children? In `PLACE_PROVIDER`, `PR0` is parents, `PR1` our own
# authority, `PR2` another authority, `PR3` another public body, `PR4` private, `PR5` voluntary or third sector (SSDA903 codes,
# 2024-25). A child counts once with a provider, so drop the repeats first. All children get a row of their own: `.loc["Total"] =` adds it at the end.

# %% role="practice"
# Purpose: find the median age for each kind of provider, and of all children, each child once
with_provider = year_people.drop_duplicates(["CHILD", "PLACE_PROVIDER"])
by_provider = with_provider.groupby("PLACE_PROVIDER")["AGE"].median()
by_provider.loc["Total"] = year_people.drop_duplicates("CHILD")["AGE"].median()
by_provider

# %% [markdown]
# The Total does not come from the rows above it: piles differ in size. Your turn: what is the median age of the
# children of each category of need, and of all? Each child counts once in each category.

# %% role="practice"
# Purpose: find the median age for each category of need, and of all children
once = year_people.drop_duplicates(["CHILD", "CIN"])  # ? keep each child once in each need
middles = once.groupby("CIN")["AGE"].median()  # ? make piles by need, and take the median of AGE
middles.loc["Total"] = year_people.drop_duplicates("CHILD")["AGE"].median()  # ? each child once, all together
middles  # ? show the table

# %% [markdown]
# One need has fewer than 10 children. From your own data, leave such a row out before anyone else sees the table.
#
# ## 7. On your own: a rate
#
# In the lesson you worked out how many children came into care for every 10,000 people aged 0 to 17 (stop 8). Now the
# other side of it: how many children *left* care in 2024-25 (`REC` is not `X1`), for every 10,000? First, England's rate, to
# compare.

# %% role="practice"
# Purpose: open the populations, and read England's published rate for the year to 31 March 2025
authorities = warehouse.sql("FROM ref.authorities").df()
england = warehouse.sql("FROM ref.published WHERE year = 2025").df()
rate_of_leaving = "Children ceasing to be looked after per 10,000 aged 0 to 17"
england[england["measure"] == rate_of_leaving][["year", "value"]]

# %% role="practice"
# Purpose: divide the children who left care by the people aged 0 to 17 here, in ten thousands
ended = year_people[year_people["DEC"].between("2024-04-01", "2025-03-31")]  # ? keep what ended in the year
left_care = ended[ended["REC"] != "X1"]["CHILD"].nunique()  # ? count the different children who left care
ours = authorities[authorities["is_ours"]]  # ? keep our own authority
population = ours["population_0_17"].sum()  # ? take its people aged 0 to 17
leaving_rate = left_care / population * 10_000  # ? divide, and say it for every 10,000
round(leaving_rate, 1)  # ? show the rate, to one decimal place

# %% [markdown]
# If yours is many times smaller or larger than England's, ask what you divided by: people of which ages, in which
# authority? And for every how many?
#
# England's rates: Department for Education, *Children looked after in England including adoptions*, from its Local Authority
# Interactive Tool, April 2026.
#
# *Published figures contain public sector information licensed under the Open Government Licence v3.0.*
#
# Now the assignment: [03-count-group-pivot](../assignments/03-count-group-pivot/03-count-group-pivot.ipynb).
