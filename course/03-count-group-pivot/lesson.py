# %% [markdown]
# # Count, group, pivot
#
# *A colleague asks: "How many children were in each kind of placement last year, and are more coming into care?"
# You would make two PivotTables. Here you make both in Python, and see what each one leaves out.*
#
# About two and a half hours, in as many sittings as you like. Every child here is invented; your own data stays at work.
#
# **Afterwards you can**
#
# - count rows or count children, and say which of the two a question asks for
# - keep blanks in view, and months in which nothing happened
# - set two questions out as rows and columns, with totals that match their parts
# - turn counts into shares of the right whole, and into rates that let you compare places
# - find the age in the middle of a group, and say why medians cannot be averaged
#
# **How to use this page.** Shift+Enter runs a cell and goes to the next. Where it says *Predict*, decide before you run;
# the surprise is what you will remember. New to this? Start with the [warm-up](03-quiz.ipynb). Done it before? The [skip check](03-skip-check.ipynb) takes 15 minutes.

# %% role="setup"
# Purpose: read the episodes with the child's age, without short breaks (V3 and V4)
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
# status changes, has several rows. `CHILD` is the child's number, `PLACE` the kind of placement, `DECOM` the day the episode began
# and `DEC` the day it ended (blank while it is open). `AGE` is the child's age on 31 March 2025.
# The codes on this page are those of SSDA903 for 2024-25; the *Warehouse* panel has them all.
#
# - `PLACE`, fostered: `U1` to `U3` by relatives or friends, `U4` to `U6` by others (`U1` and `U4`: long term; `U2` and `U5`: by carers who may adopt)
# - `PLACE`, not fostered: `P1` with parents, `K2` a children's home, `K3` supported accommodation, `A3` to `A6` placed for adoption, `R2` a health setting, `Z1` other placement (`Z11` to `Z14` since April 2025)
# - `LS`, court orders: `C1` an interim and `C2` a full care order, `E1` a placement order, `L2` an emergency protection order
# - `LS`, other: `L1` police protection, `V2` section 20 voluntary accommodation, `J1` on remand
#
# ## The way you do it in Excel
#
# Select the table, *Insert*, *PivotTable* (`groupby` in pandas, `GROUP BY` in SQL). Drag **PLACE** to Rows and **CHILD**
# to Values. If Excel read the ids as numbers, as it does from a CSV, it writes *Sum of CHILD* and you change that to
# *Count*. Or you write a COUNTIFS for each code. The answer comes in seconds, and leaves some things unsaid:
#
# | what you did | what Excel did | what it did not tell you |
# |---|---|---|
# | dragged CHILD to Values | counted rows | a child with four episodes counts four times |
# | left blanks in PLACE | made a line called (blank) | it looks like one more kind of placement |
# | grouped dates by month | made a line for each month it found | a month with nobody has no line |
# | wrote a COUNTIFS for each code | counted the codes you typed | a code you left out is not counted anywhere |
# | showed values as *% of Row Total* | divided each cell by its row | 25% of a row of four is one child |
#
# ## See it move
#
# The same PivotTable, step by step: Excel on the left, pandas and SQL on the right. Use the arrow keys or the buttons.
# It asks you two questions on the way. In the last step you change the fields yourself and watch the code change.

# %% role="lesson"
# Purpose: watch a PivotTable being made, pile by pile
walk.pivot(year_episodes, rows="PLACE", count="CHILD", name="year_episodes", live=True)

# %% [markdown]
# **Say first, then change it.** In the last step, put `DEC` into Values. Will the Grand Total stay the same?
# <details><summary>I have said it, and tried it</summary>It falls. Count counts the cells that hold something, and an
# open episode has no end date. count() in pandas does the same. Now put CHILD back.</details>
#
# ## Stop 1: count the rows of each pile
#
# **Predict.** The cell after next counts the rows of each kind of placement, then adds these counts up.

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The sum of the counts will be:", ["the number of rows", "smaller", "larger"])

# %% role="lesson"
# Purpose: count the rows in each pile, and compare the sum with the table
in_piles = year_episodes.groupby("PLACE").size().sum()
rows = len(year_episodes)
print(in_piles, "rows in the piles,", rows, "rows in the table,", rows - in_piles, "missing")

# %% [markdown]
# **Explain.** Open the line you chose.
# <details><summary>I said the number of rows</summary>In Excel it is. But pandas makes no pile for a blank.</details>
# <details><summary>I said smaller</summary>Yes: groupby leaves the blank rows out, and does not say so.</details>
# <details><summary>I said larger</summary>A row is in one pile, so the piles never hold more than the table.</details><br>
#
# The cure is `dropna=False`: the blanks get a pile of their own, shown last as `NaN`, pandas' word for "nothing here". A pile of one is a single child, whom someone may recognise; by rule 2, only counts of 10 or more may leave your machine.

# %% role="lesson"
# Purpose: count the rows again, and show the piles of 10 or more: the blanks are the last line
piles = year_episodes.groupby("PLACE", dropna=False).size()
piles[piles >= 10]

# %% [markdown]
# ## Stop 2: rows or children?
#
# Your colleague asked about *children*. `nunique()` counts different values: each child once in a pile.
#
# **Predict.** No `LS` is blank. We count the different children of each legal status, then add these counts up.

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The sum will be:", ["the number of children", "smaller", "larger"])

# %% role="lesson"
# Purpose: count the different children of each legal status, and compare the sum with the table
added_up = year_episodes.groupby("LS", dropna=False)["CHILD"].nunique().sum()
children = year_episodes["CHILD"].nunique()
print("The piles add up to", added_up, "and there are", children, "children")

# %% [markdown]
# **Explain.**
# <details><summary>I said the number of children</summary>Only if nobody's legal status changed.</details>
# <details><summary>I said smaller</summary>Nobody is lost: every row has a pile. A child whose legal status changed is
# in two piles, so the sum is larger.</details>
# <details><summary>I said larger</summary>Yes: a child whose legal status changed is in both piles.</details><br>
#
# The same goes for placements: a child who moved is in two piles. How many lived in a children's home (`K2`) at some time
# in the year? Its pile tells you. How many were in care? Not the sum of the piles. SQL keeps the blanks without being
# asked, here in the first row, and `HAVING` keeps the piles of 10 or more:

# %% role="lesson"
# Purpose: count the children in each kind of placement, in SQL
warehouse.sql("""
    SELECT PLACE, count(DISTINCT CHILD) AS children
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
      AND DECOM <= '2025-03-31' AND (DEC IS NULL OR DEC >= '2024-04-01')
    GROUP BY PLACE
    HAVING count(DISTINCT CHILD) >= 10
    ORDER BY PLACE NULLS FIRST
""").df().head(5)

# %% [markdown]
# ## Stop 3: month by month
#
# An episode with `RNE` equal to `S` is the first of a time in care. How many of those children went first to a
# children's home, month by month? `dt.to_period("M")` turns a day into its month, and we make the piles by that.
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
print(len(k2_by_month), "rows")
k2_by_month

# %% [markdown]
# **Explain.**
# <details><summary>I said twelve rows</summary>A pile is made for what is found. Where nobody started there is
# nothing to find, so there is no pile and no row. A line chart would run straight across those months.</details>
# <details><summary>I said fewer</summary>Yes: nothing found, no pile, no row. A PivotTable does the same unless you
# tick "Show items with no data".</details><br>
#
# The cure: `pd.period_range` lists all twelve months, and `reindex` puts the counts into that list, with 0 where there
# was none (`fill_value=0`). These counts are small: from your own data, such a table stays with the team.

# %% role="lesson"
# Purpose: put the counts into the list of all twelve months
months = pd.period_range("2024-04", "2025-03", freq="M")
k2_by_month.reindex(months, fill_value=0)

# %% [markdown]
# ## Stop 4: two questions at once
#
# With LS in Rows and PLACE in Columns, a PivotTable answers two questions at once. In `groupby` **two names go in one list**, in square brackets. Each pair then has its own pile.

# %% role="lesson"
# Purpose: count the different children of each legal status in each kind of placement
pairs = year_episodes.groupby(["LS", "PLACE"], dropna=False)["CHILD"].nunique()
pairs[pairs >= 10].head(8)

# %% [markdown]
# Without the list, `groupby("LS", "PLACE")`, pandas takes the second name for something else and stops:
# *level name PLACE is not the name of the index*. Whenever you read that, put the two names in a list.
#
# ## Stop 5: a total is not a part
#
# `pd.crosstab` sets two questions out as rows and columns. It counts rows, so here **episodes**. The blanks need a word
# first, or crosstab leaves them out. `margins=True` is *Grand Totals: On for Rows and Columns*.

# %% role="lesson"
# Purpose: set legal status out against placement, with totals; show the four largest placements
place = year_episodes["PLACE"].fillna("Not recorded")
table = pd.crosstab(year_episodes["LS"], place, margins=True)
table[["U4", "U6", "K3", "U3", "Not recorded", "All"]]

# %% [markdown]
# Hiding small cells is not enough: take the other cells from the total, and you have the hidden one back. A table like this of your own stays with the team.
#
# **Predict.** A colleague adds up every cell of `table`, those called `All` included.

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("Each episode will be counted:", ["once", "twice", "four times"])

# %% role="lesson"
# Purpose: add up each column, and then these sums; divide by the number of episodes
times = table.sum().sum() / len(year_episodes)
print(round(times), "times the", len(year_episodes), "episodes")

# %% [markdown]
# **Explain.**
# <details><summary>I said once</summary>Only without the totals. To a sum, <code>All</code> is one more part.</details>
# <details><summary>I said twice</summary>That would be with one total. There are two, and a corner.</details>
# <details><summary>I said four times</summary>Yes: in its cell, its row's total, its column's and the corner.</details>
#
# ## Stop 6: a share of what?
#
# Of the episodes of each legal status, what [[share|**share**]] was in each kind of placement? The words after *of*
# name the whole: here, the row. *% of Row Total* is `normalize="index"`. It gives fractions, and no totals.

# %% role="lesson"
# Purpose: divide each cell by its row, as a percentage, so that each row adds up to 100
shares = pd.crosstab(year_episodes["LS"], place, normalize="index") * 100
shares[["U4", "U6", "K3", "U3", "Not recorded"]].round(1)

# %% [markdown]
# Read row L2. It holds 4 episodes, so 25.0 stands for one: **a share gives a small count away**. Leave such rows out.
#
# **Say first, then change it.** In the walkthrough's last step, put LS in Rows and PLACE in Columns, and choose *% of
# Row Total*: each row adds up to 100%. Will it still, once you choose *Distinct Count*?
# <details><summary>I have said it, and tried it</summary>Not every row: a child who lived in two kinds of placement is
# in two shares, so a row can come to more. For shares that add up, count episodes, or take one day.</details>
#
# ## Stop 7: the age in the middle
#
# Line children up, youngest first: the age of the one in the middle is the [[median|**median**]]. With an even number of children it is halfway between
# the two in the middle, so 3.5 can come out. *Summarise Values By* does not list it. Each child should count once in a pile, so `drop_duplicates` takes the repeats out first.

# %% role="lesson"
# Purpose: count the children of each legal status, each once, and find the age in the middle
by_status = year_episodes.drop_duplicates(["CHILD", "LS"]).groupby("LS")["AGE"]
print(by_status.size())
by_status.median()

# %% [markdown]
# Two of these piles are small, and a median of so few comes close to a child's own age. Treat it as a small count.
#
# **Predict.** A colleague takes the middle of these medians as the median of all children.

# %% role="lesson"
# Purpose: say what you expect; your choice is locked until this cell is run again
predict("The middle of the medians will be:", ["the same", "too young", "too old"])

# %% role="lesson"
# Purpose: compare the middle of the medians with the median of all children, each child once
of_all = year_episodes.drop_duplicates("CHILD")["AGE"].median()
print("Middle of the medians", by_status.median().median(), "and of all children", of_all)

# %% [markdown]
# **Explain.**
# <details><summary>I said the same</summary>Only if all piles were alike. Here a few count as much as hundreds.</details>
# <details><summary>I said too young</summary>Yes: most of the smaller piles are younger than the whole.</details>
# <details><summary>I said too old</summary>Only if most of the smaller piles were older. Here most are younger.</details><br>
#
# So for the whole, go back to the children, each of them once. Medians cannot be averaged; nor can rates or shares.
#
# ## Stop 8: from a count to a rate
#
# Alderbeck, our authority, is small and England is large, so you cannot compare their counts. A [[rate|**rate**]]
# divides by the children who live there: how many came into care for every 10,000 people aged 0 to 17 (Python writes
# `10_000`)? Published rates use mid-year population estimates for the same ages, and name a year by the March in which it ends.

# %% role="lesson"
# Purpose: work out our rate of children who came into care, and read England's for two years
authorities = warehouse.sql("FROM ref.authorities").df()
our_population = authorities[authorities["is_ours"]]["population_0_17"].sum()
our_starters = starts["CHILD"].nunique()
print("Alderbeck:", round(our_starters / our_population * 10_000, 1), "for every 10,000 children")
england = warehouse.sql("FROM ref.published WHERE year >= 2024").df()
rate_of_starts = "Children starting to be looked after per 10,000 aged 0 to 17"
england[england["measure"] == rate_of_starts][["year", "value"]]

# %% [markdown]
# ## Stop 9: are more children coming into care?
#
# Your colleague's second question needs a year to compare with. The year before is in `episodes`.

# %% role="lesson"
# Purpose: count the children who came into care in each year, once a year; then month by month
in_two_years = episodes["DECOM"].between("2023-04-01", "2025-03-31")
came = episodes[(episodes["RNE"] == "S") & in_two_years]
came_before = came[came["DECOM"] < year_start]["CHILD"].nunique()
print(came_before, "children in 2023-24,", our_starters, "in 2024-25")
by_month = came.groupby(came["DECOM"].dt.to_period("M"))["CHILD"].nunique()
two_years = by_month.reindex(pd.period_range("2023-04", "2025-03", freq="M"), fill_value=0)

# %% [markdown]
# So the answer is no: fewer children came into care than the year before, and England's rate fell too. Two years do not make a trend.
# The picture is **made for you**: run the cell and read it, not the code. Module 06 shows how. Some months have fewer than 10 children. You see them because these children are invented; from your own data, draw quarters.

# %% role="lesson"
# Purpose: made for you: draw both years as bars from 0, the year before in grey
drawn = two_years.to_timestamp().rename_axis("month").reset_index(name="children")
drawn["year"] = ["2023-24"] * 12 + ["2024-25"] * 12
axis = alt.Axis(format="%b %y", values=list(drawn["month"][::3]))
along = alt.X("yearmonth(month):T", title=None, axis=axis)
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
# First the [practice](03-practice.ipynb). Then the assignment (with a tutor, *Fetch* it in the *Course* panel):
# [03-count-group-pivot](../assignments/03-count-group-pivot/03-count-group-pivot.ipynb). Eight tasks like the stops above,
# each with a check, and two sentences of your own. Last, [at your desk](03-desk.ipynb), on your own extract.
#
# ## Key points
#
# - `groupby` makes the piles; `.size()` counts their rows, `["CHILD"].nunique()` their children. Say which you mean.
# - `dropna=False` keeps the blanks, as SQL does anyway. `reindex` with the whole list puts in months with nobody.
# - Two questions at once: two names in one list, or `pd.crosstab`. A total is not a part: leave it out of a sum.
# - The words after *of* name the whole: shares of a row add up to 100, unless a child is in several of its piles.
# - The middle of medians is not the median of all. Go back to the children, each of them once.
# - To compare places, use a rate, and name its population.
# - A total or a share can give a small count away. Only counts of 10 or more leave your machine.
#
# To keep beside your keyboard: [the sheet](03-count-group-pivot-sheet.md) and the [glossary](glossary.md). Next: module 04, *Look up and join*.
#
# England's rates: Department for Education, *Children looked after in England including adoptions*, from its Local Authority Interactive Tool, April 2026.
# *Published figures contain public sector information licensed under the Open Government Licence v3.0.*
