# %% [markdown]
# # Practice: shares, middles and empty months
#
# About an hour, in as many sittings as you like. The same kind of problem four times: once worked for you, then
# with a line taken out, then with most of them, then with all. Where a line was taken out you see
# `WRITE_YOUR_LINE_HERE` and a hint. Write your line over it. Until you do, the cell stops with an error, which is
# meant: read its last line. Below each cell you can open the lines that stood there.
#
# Every child in these tables is invented. Nothing here is marked.

# %% role="setup"
# Purpose: open the episodes of 2024-25, short breaks left out, with the age on 31 March 2025
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
# ## 1. Worked: need and placement, in per cent
#
# A colleague asks: of the episodes with each category of need (`CIN`), what percentage was in each kind of
# placement? *Of* says what to divide by: the episodes of that need.

# %% role="practice"
# Purpose: count the episodes of each need in each kind of placement, blanks named
place = year_people["PLACE"].fillna("Not recorded")
counts = pd.crosstab(year_people["CIN"], place)
counts.iloc[:, :6]

# %% role="practice"
# Purpose: divide each row by its own total, and look whether each row adds up to 100
row_totals = counts.sum(axis="columns")
shares = counts.div(row_totals, axis="index") * 100
shares.sum(axis="columns").round(1)

# %% [markdown]
# `axis="columns"` adds along the columns, so each row gets one sum. `axis="index"` then matches these sums to the
# rows. The last line is the check you would do in Excel: does each row add up to 100?
#
# ## 2. One line out: sex and placement, in per cent
#
# Of the episodes of girls and of boys, what percentage was in each kind of placement?

# %% role="practice"
# Purpose: divide each row by its own total, for sexes
counts = pd.crosstab(year_people["SEX"], place)
row_totals = counts.sum(axis="columns")
shares = counts.div(row_totals, axis="index") * 100  # ? divide the counts by their row totals, in per cent
shares.sum(axis="columns").round(1)

# %% [markdown]
# Both rows should say 100. If they do not, ask what you divided by.
#
# ## 3. The age in the middle: once worked, then with three lines out
#
# In the lesson it was worked out for each legal status. Here it is for who runs the placement (`PLACE_PROVIDER`). A
# child counts once with a provider, so repeats go first. The whole then gets a row of its own, called Total.

# %% role="practice"
# Purpose: find the median age for each kind of provider, and of all children, each child once
with_provider = year_people.drop_duplicates(["CHILD", "PLACE_PROVIDER"])
by_provider = with_provider.groupby("PLACE_PROVIDER")["AGE"].median()
by_provider.loc["Total"] = year_people.drop_duplicates("CHILD")["AGE"].median()
by_provider

# %% [markdown]
# Among the middles a few children with a rare provider speak as loudly as hundreds with a common one. So the whole
# goes back to the children, each of them once. `.loc["Total"] =` writes it below the others.
#
# Your turn: what is the median age of the children of each category of need, and of all? Each child counts once in a
# need.

# %% role="practice"
# Purpose: find the median age for each category of need, and of all children
once = year_people.drop_duplicates(["CHILD", "CIN"])  # ? keep each child once in each need
middles = once.groupby("CIN")["AGE"].median()  # ? make piles by need, and take the median of AGE
middles.loc["Total"] = year_people.drop_duplicates("CHILD")["AGE"].median()  # ? each child once, all together
middles

# %% [markdown]
# The last row does not come from the rows above it: piles differ in size.
#
# ## 4. Lines out of order: endings by month
#
# How many different children had an episode that ended in each month of the year, with months in which none ended?
# All lines are there, and two more that do not belong. Put the cursor on a line and move it with **Alt+Up** and
# **Alt+Down**; take out the two with Ctrl+Shift+K (on a Mac Command+Shift+K). Then run the cell: it says how far
# the order holds.

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
# ## 5. On your own: starts of a placement, by month
#
# How many different children began an episode in each month of the year, whatever the reason, with all twelve
# months in the table? The steps are those of number 4, on `DECOM`.

# %% role="practice"
# Purpose: count the children who began an episode in each month, empty months included
begun = year_people[year_people["DECOM"] >= "2024-04-01"]  # ? keep the episodes that began in the year
month = begun["DECOM"].dt.to_period("M")  # ? turn each day into its month
counted = begun.groupby(month)["CHILD"].nunique()  # ? count the different children of each month
months = pd.period_range("2024-04", "2025-03", freq="M")  # ? make the list of all twelve months
begun_by_month = counted.reindex(months, fill_value=0)  # ? put the counts into that list
begun_by_month  # ? show the table

# %% [markdown]
# Now the assignment: [03-count-group-pivot](../assignments/03-count-group-pivot/03-count-group-pivot.ipynb).
