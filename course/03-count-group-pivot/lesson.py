# %% [markdown]
# # Count, group, pivot
#
# *A colleague asks: "How many children were in each kind of placement last year, and are more children coming
# into care?" You would make two PivotTables. Here you make them in Python, and see what each one leaves out.*
#
# About two and a half hours, in as many sittings as you like. Every child in these tables is invented.
#
# **Afterwards you can**
#
# - count rows and count children, and say which one a question asks for
# - keep blanks in view, and months in which nothing happened
# - lay two questions out as rows and columns, with totals that equal their parts
# - turn counts into shares of the right whole, and into rates that places can be compared by
# - say what is in the middle of a group, and why middles cannot be averaged
#
# **How to use this page.** Put the cursor into a grey cell (mouse or arrow keys) and press Shift+Enter: it runs, and
# the next one is ready. Where it says *Predict*, decide before you run; the surprise is what you will remember. New to
# all this? First the [warm-up](03-quiz.ipynb). Not new? The [skip check](03-skip-check.ipynb) takes a quarter of an hour.

# %% role="setup"
# Purpose: take the episodes with the child's age, short breaks (V3 and V4) left out
import altair as alt
import pandas as pd
from fingerpost import connect, predict, use_chart_theme, walk

use_chart_theme()
warehouse = connect()
episodes = warehouse.sql("""
    SELECT episodes.*, date_sub('year', DOB, DATE '2025-03-31') AS AGE
    FROM ssda903.episodes JOIN ssda903.header USING (CHILD) WHERE LS NOT IN ('V3', 'V4')
""").df()
year_start, year_end = pd.Timestamp("2024-04-01"), pd.Timestamp("2025-03-31")

# %% role="setup"
# Purpose: keep the episodes that were open on at least one day of 2024-25
begun = episodes["DECOM"] <= year_end
not_over = episodes["DEC"].isna() | (episodes["DEC"] >= year_start)
year_episodes = episodes[begun & not_over]
year_episodes[["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "AGE"]].head()

# %% [markdown]
# One row is one [[episode|**episode**]]: a spell with one [[legal status]] and one placement. A child who moves, or whose legal
# status changes, has several rows. `CHILD` is the child's number, `PLACE` the kind of placement, `DECOM` the day
# the episode began and `DEC` the day it ended (blank while it is open). `AGE` is the child's age on 31 March 2025.
#
# ## The way you do it in Excel
#
# Select the table, *Insert*, *PivotTable*. Drag **PLACE** to Rows and **CHILD** to Values. Excel writes
# *Sum of CHILD* if it took the ids for numbers, as it does with a CSV, and you change that to *Count*. It answers in
# seconds, and three things stay quiet about how:
#
# | what you did | what Excel did | what nobody told you |
# |---|---|---|
# | dragged CHILD to Values | counted rows | a child with four episodes counts four times |
# | left blanks in PLACE | made a line called (blank) | it looks like one more kind of placement |
# | grouped dates by month | made a line for each month it found | a month with nobody has no line |
#
# The words for it: Excel says *PivotTable*, pandas says `groupby`, SQL says `GROUP BY`.
#
# ## See it move
#
# The same PivotTable, taken apart: left Excel, right pandas and SQL. Use the arrow keys, or the buttons. It asks you
# two questions on the way. In the last step you change the fields yourself, and see the code change.

# %% role="lesson"
# Purpose: watch a PivotTable being made, pile by pile
walk.pivot(year_episodes, rows="PLACE", count="CHILD", name="year_episodes", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, put `DEC` into Values. Does the Grand Total stay as it is? Then put
# CHILD back, choose LS under Columns and read the code: `groupby` takes two names now, in one list (stop 4).
# <details><summary>I have said it, and tried it</summary>It falls. Count counts the cells that hold something, and an
# open episode has no end date. So does count() in pandas.</details>
#
# ## Stop 1: who is missing from the total?
#
# **Predict.** The cell after next counts the rows of each kind of placement. Will they add up to the rows of the table?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The counts will add up to the rows of the table:", ["yes, the same", "fewer", "more"])

# %% role="lesson"
# Purpose: count the rows in each pile, and compare the sum with the table
# f"…" prints a text; what stands in curly brackets is worked out first
in_piles, rows = year_episodes.groupby("PLACE").size().sum(), len(year_episodes)
print(f"{in_piles:,} rows in the piles, {rows:,} rows in the table, {rows - in_piles} apart")

# %% [markdown]
# **Explain.** Open the line that was yours.
#
# <details><summary>I said yes, the same</summary>So would a PivotTable's Grand Total. But pandas makes no pile for a
# blank, and it does not say so. The rows in which PLACE is blank are in no pile.</details>
# <details><summary>I said fewer</summary>Yes: groupby makes no pile for a blank, so those rows are in none.</details>
# <details><summary>I said more</summary>Each row goes to one pile only, so the piles can never hold more rows than
# the table. It is <em>children</em> that can stand in two piles; that is stop 2.</details><br>
#
# The cure is to add `dropna=False`. Then the blanks have a pile of their own, shown as `NaN`, which is how pandas
# writes "nothing here". The piles stand in order of their codes, and the blank comes last. So look at the end.

# %% role="lesson"
# Purpose: count the rows again and look at the last five piles: the blanks are the last line
year_episodes.groupby("PLACE", dropna=False).size().tail(5)

# %% [markdown]
# ## Stop 2: rows or children?
#
# Your colleague asked about *children*. `nunique()` counts different values: each child once in a pile.
#
# **Predict.** We count the different children in each pile and add the counts up. Will the sum be the number of
# children in the table?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The piles will add up to the number of children:", ["yes, the same", "fewer", "more"])

# %% role="lesson"
# Purpose: count the different children in each pile, and compare the sum with the table
added_up = year_episodes.groupby("PLACE", dropna=False)["CHILD"].nunique().sum()
children = year_episodes["CHILD"].nunique()
print(f"The piles add up to {added_up}; there are {children} children")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said yes, the same</summary>It would be, if nobody had lived in two kinds of placement.</details>
# <details><summary>I said fewer</summary>No child is lost: every row has a pile now. A child who moved stands in two
# piles, so the sum is larger.</details>
# <details><summary>I said more</summary>Yes: who lived in two kinds of placement stands in both piles.</details><br>
#
# Both numbers are right, for different questions, so say which one you mean: "children who were in foster care at
# some time in the year" may be read from the piles; "children in care" may not be added up from them. SQL keeps the blanks without being asked. Here they stand first:

# %% role="lesson"
# Purpose: the same count of children in SQL
warehouse.sql("""
    SELECT PLACE, count(DISTINCT CHILD) AS children
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    GROUP BY PLACE
    ORDER BY PLACE NULLS FIRST
""").df().head(5)

# %% [markdown]
# ## Stop 3: the months in which nobody came
#
# An episode with `RNE` equal to `S` starts a time in care. Which of those children went first to a children's
# home (`K2`), month by month? `dt.to_period("M")` turns a day into its month, and the piles are made by that.
#
# **Predict.** The year has twelve months. How many rows will the table have?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The table will have:", ["twelve rows", "fewer"])

# %% role="lesson"
# Purpose: count, by month, the children whose first placement was a children's home
in_year = year_episodes["DECOM"] >= year_start
starts = year_episodes[(year_episodes["RNE"] == "S") & in_year]
in_k2 = starts[starts["PLACE"] == "K2"]
k2_by_month = in_k2.groupby(in_k2["DECOM"].dt.to_period("M"))["CHILD"].nunique()
print(f"{len(k2_by_month)} rows")
k2_by_month

# %% [markdown]
# **Explain.**
#
# <details><summary>I said twelve rows</summary>A pile is made for what is found. In a month in which nobody started
# there is nothing to find, so there is no pile and no row. A line drawn through this table would run straight past
# those months.</details>
# <details><summary>I said fewer</summary>Yes: nothing found, no pile, no row. A PivotTable does the same unless you
# tick "Show items with no data".</details><br>
#
# The cure: `pd.period_range` makes the list of all twelve months, and `reindex` puts the counts into it, with 0 where
# there was none (`fill_value=0`). A one beside a month is a child, whom somebody may know. You see it here because
# these children are invented; of your own, only counts of 10 or more leave the machine.

# %% role="lesson"
# Purpose: put the counts into the list of all twelve months
months = pd.period_range("2024-04", "2025-03", freq="M")
k2_by_month.reindex(months, fill_value=0)

# %% [markdown]
# ## Stop 4: two questions at once
#
# PLACE in Columns beside LS in Rows: a PivotTable answers two questions at once. In `groupby` **two names go in one
# list**, in square brackets. Each pair then has a pile.

# %% role="lesson"
# Purpose: count the different children of each legal status in each kind of placement
year_episodes.groupby(["LS", "PLACE"], dropna=False)["CHILD"].nunique().head(6)

# %% [markdown]
# Without the list, `groupby("LS", "PLACE")`, pandas takes the second name for something else and stops:
# *level name PLACE is not the name of the index*. Whenever you read that, put the two names in a list.
#
# ## Stop 5: a total is no part
#
# `pd.crosstab` lays two questions out as rows and columns. It counts rows, so here **episodes**. Blanks get a word
# first, as crosstab would leave them out. `margins=True` is *Grand Totals: on for rows and columns*.

# %% role="lesson"
# Purpose: lay legal status out against placement, with totals; four largest placements
place = year_episodes["PLACE"].fillna("Not recorded")
table = pd.crosstab(year_episodes["LS"], place, margins=True)
table[["U4", "U6", "K3", "U3", "Not recorded", "All"]]

# %% [markdown]
# **Predict.** A colleague adds up every cell of `table`, with all its columns, those called `All` included. How many
# times the number of episodes comes out?

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The sum of all cells will be:", ["the episodes, once", "twice", "four times"])

# %% role="lesson"
# Purpose: add up each column, and then these sums; divide by the number of episodes
times = table.sum().sum() / len(year_episodes)
print(f"{times:.0f} times the {len(year_episodes):,} episodes")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said the episodes, once</summary>It would be so without the totals. To a sum, <code>All</code>
# is one more status and one more placement.</details>
# <details><summary>I said twice</summary>With one of the two totals. It stands in the other as well, and in the corner.</details>
# <details><summary>I said four times</summary>Yes: in its cell, in its row's total, in its column's and in the corner.</details>
#
# ## Stop 6: a share of what?
#
# Of the episodes of each legal status, what share was in each kind of placement? What stands after *of* is the whole,
# here the row. *Show values as % of row* is `normalize="index"`, a fraction. It leaves totals out by itself.

# %% role="lesson"
# Purpose: divide each cell by its row, in per cent, so that each row adds up to 100
shares = pd.crosstab(year_episodes["LS"], place, normalize="index") * 100
shares[["U4", "U6", "K3", "U3", "Not recorded"]].round(1)

# %% [markdown]
# ## Stop 7: the age in the middle
#
# Let children stand in a queue, youngest first: the age of the one in the middle is the **median**. A PivotTable has
# no such field. A child counts once in a pile, so `drop_duplicates` takes repeats out first.

# %% role="lesson"
# Purpose: count the children of each legal status, each once, and find the age in the middle
by_status = year_episodes.drop_duplicates(["CHILD", "LS"]).groupby("LS")["AGE"]
print(by_status.size())
by_status.median()

# %% [markdown]
# **Predict.** A colleague takes the middle of these medians for the median of all children. It will be:

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The middle of the medians will be:", ["the same", "too young", "too old"])

# %% role="lesson"
# Purpose: compare the middle of the medians with the median of all children, each child once
of_all = year_episodes.drop_duplicates("CHILD")["AGE"].median()
print(f"Middle of the medians {by_status.median().median():.0f}, all children {of_all:.0f}")

# %% [markdown]
# **Explain.**
#
# <details><summary>I said the same</summary>It would be, if all piles were of one size and one kind. Here a pile with
# a handful of children speaks as loudly as one with hundreds.</details>
# <details><summary>I said too young</summary>Yes. Most of the small piles are young ones, and each speaks as loudly
# as a large one. So they pull the middle down.</details>
# <details><summary>I said too old</summary>It would be, if the small piles were the older ones. Look at the counts:
# here most children stand in older piles.</details><br>
#
# So the whole goes back to the children, each of them once. Middles cannot be averaged, and nor can rates or shares.
#
# ## From a count to a rate
#
# Our authority, Alderbeck, is small and England is large, so their counts cannot be compared. A [[rate|**rate**]] divides
# by the children who live there: how many came into care for every 10,000 people aged 0 to 17. The published
# rates use mid-year population estimates of the same ages, and name a year by the March in which it ends.

# %% role="lesson"
# Purpose: work out our rate of children who came into care, and read England's for two years
authorities = warehouse.sql("FROM ref.authorities").df()
our_population = authorities[authorities["is_ours"]]["population_0_17"].sum()
our_starters = starts["CHILD"].nunique()
print(f"Ours, 2024-25: {our_starters / our_population * 10_000:.1f} for every 10,000 children")
england = warehouse.sql("FROM ref.published WHERE year >= 2024").df()
rate_of_starts = "Children starting to be looked after per 10,000 aged 0 to 17"
england[england["measure"] == rate_of_starts][["year", "value"]]

# %% [markdown]
# ## Are more children coming into care?
#
# Your colleague's second question needs a year to compare with. The year before is in `episodes`.

# %% role="lesson"
# Purpose: count the children who came into care in each year, once a year; then month by month
in_two_years = episodes["DECOM"].between("2023-04-01", "2025-03-31")
came = episodes[(episodes["RNE"] == "S") & in_two_years]
came_before = came[came["DECOM"] < year_start]["CHILD"].nunique()
print(f"{came_before} children in 2023-24, {our_starters} in 2024-25")
by_month = came.groupby(came["DECOM"].dt.to_period("M"))["CHILD"].nunique()
two_years = by_month.reindex(pd.period_range("2023-04", "2025-03", freq="M"), fill_value=0)
two_years

# %% [markdown]
# So the answer is no: fewer came than the year before, and England's rate fell too. Two years are no trend. The picture
# of these months is **made for you**: run the cell and read the picture, not the code. Module 06 shows how.

# %% role="lesson"
# Purpose: made for you: draw both years as bars from 0, the year before in grey
drawn = two_years.rename_axis("month").reset_index(name="children")
drawn["month"] = drawn["month"].dt.to_timestamp()
drawn["year"] = ["2023-24"] * 12 + ["2024-25"] * 12
along = alt.X("yearmonth(month):T", title=None, axis=alt.Axis(format="%b %y"))
upwards = alt.Y("children:Q", title="children who came into care, by month")
colours = alt.Color("year:N", title=None, scale=alt.Scale(range=["#8c8c8c", "#1c5f9e"]))
finding = f"Fewer came into care: {our_starters} children in 2024-25, {came_before} in 2023-24"
facts = "Alderbeck (invented). A bar counts a child once a month, the title once a year"
words = f"{finding}. Bars: children by month, April 2023 to March 2025."
chart = alt.Chart(drawn, title=alt.Title(finding, subtitle=facts), description=words)
chart.mark_bar(size=20).encode(x=along, y=upwards, color=colours)

# %% [markdown]
# ## Your turn
#
# Want to practise first? The [practice](03-practice.ipynb) takes lines away one by one. Then open the assignment:
# [03-count-group-pivot](../assignments/03-count-group-pivot/03-count-group-pivot.ipynb). Eight tasks like the stops
# above, and two sentences in your own words. Each task has a check that tells you what it saw. With a tutor, *Fetch* it
# in the *Course* panel. When all is done: [at your desk](03-desk.ipynb), the same on an extract of your own.
#
# ## Key points
#
# - `groupby` makes the piles; `.size()` counts their rows, `["CHILD"].nunique()` their children. Say which you mean.
# - `dropna=False` keeps the blanks. SQL keeps them by itself.
# - A count has no row for what did not happen. `reindex` with the whole list puts the zeros in.
# - Two questions at once: two names in one list, or `pd.crosstab`. A total is no part: leave it out of a sum.
# - What stands after *of* is the whole: in shares of the row, each row adds up to 100.
# - A middle of middles is not the middle of all. Go back to the children, each of them once.
# - To compare places, use a rate, and name its population.
#
# One side to keep beside your keyboard: [the sheet](03-count-group-pivot-sheet.md); all words are in the
# [glossary](glossary.md). Where next: module 04, *Look up and join*, which turns codes such as `K2` into words.
#
# *Published figures contain public sector information licensed under the Open Government Licence v3.0.*
